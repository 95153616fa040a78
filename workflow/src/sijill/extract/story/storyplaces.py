"""The place of an act that is told without one: that of what the same parties did, of the lead, of the whole report.

Nothing is filled where the clause names a place that the act may be at.
"""

from __future__ import annotations

from collections.abc import Sequence

from sijill.extract.grammar.heads import ending_at
from sijill.extract.names.foreign import nation_of
from sijill.extract.names.placenames import is_country
from sijill.extract.names.resolver import NEIGHBOURS
from sijill.extract.rows import Row, Told
from sijill.extract.sentence import Item, Sentence, apart
from sijill.extract.story.storydays import at_gathering
from sijill.extract.story.tellings import Story
from sijill.extract.when.othertimes import SUSPECTED
from sijill.extract.where.clauseplaces import spoken_before
from sijill.extract.where.places import MOVES_FROM
from sijill.extract.who.carried import OWN

AT_HOME = frozenset(
    ("arrest", "force_on_protest", "protest", "leadership_change")
)  # what a state does within its own borders
HOME_BODIES = frozenset(("state", "police", "official_body"))  # armies act abroad too
FROM_BEFORE = {"place_status": "antecedent"}  # told in another sentence
LEAD = 2  # the headline and the first sentence of the body
NEAR = 2  # sentences back to an event whose place goes on


def place_from(one: Told, told: Sequence[Told], number: int, story: Story) -> None:
    """The place of the event before with the same parties, else the one that the lead tells, else the headline's.

    Nothing is filled where the clause names a place that the event may be at, nor from a lead of other acts by others.
    A country yields to what is finer.
    """
    if names_place(one):
        return
    before, lead = _place_before(one, told[:number], story), _place_of_lead(one, told, story)
    found = [(place, rule) for place, rule in ((before, "event_before"), (lead, "lead")) if place is not None]
    told_abroad = [pair for pair in found if _elsewhere(pair[0]["place_id"], one, story)]
    found = [pair for pair in found if pair not in told_abroad]
    found.sort(key=lambda pair: story.is_wide(pair[0]["place_id"]))
    leads = any(
        event.place["place_id"] and "place_of_country" not in event.rules
        for event in told
        if event.sentence.number < LEAD and event is not one
    )
    if not found and (told_abroad or not leads):
        home = _home(one, story) if one.telling.event_type in AT_HOME else None
        headline = None if story.is_old(one) else story.headline  # which tells the news
        found = [(place, rule) for place, rule in ((headline, "headline"), (home, "country")) if place is not None]
    found = [pair for pair in found if not _elsewhere(pair[0]["place_id"], one, story)]
    wide = all(story.is_wide(place["place_id"]) for place, _ in found)
    only = story.only if wide and not leads and not story.is_old(one) else None
    if only is not None and not _elsewhere(only["place_id"], one, story):
        found = [(only, "report")]
    found = [pair for pair in found if pair[0]["place_id"] not in _countries_of_doers(one)]
    if found:
        place, rule = found[0]
        one.place = {**place, **FROM_BEFORE}
        one.rules.append(f"place_of_{rule}")


def _elsewhere(place: str, one: Told, story: Story) -> bool:
    """Whether an act cannot be there: of those who leave it is where they go («غادروا مواقعهم متجهين إلى المدينة»)."""
    goals = one.telling.frame.get("إلى", "destination") if one.telling.event_type in MOVES_FROM else []
    bound = any(phrase.name.kind == "place" and place in phrase.name.value for phrase in goals)
    return bound or _abroad(place, one, story)


def _abroad(place: str, one: Told, story: Story) -> bool:
    """«تونس توقف شخصين على صلة بهجوم في ألمانيا»: the police of a state acts at home, wherever else things happened."""
    homes = _homes(one, story) if one.telling.event_type in AT_HOME else set()
    country = story.lexicon.places[place]["country"]
    return bool(homes) and country not in homes | {NEIGHBOURS[home] for home in homes & NEIGHBOURS.keys()}


def _homes(one: Told, story: Story) -> set[str]:
    """The countries whose police, authorities or people do it («خرج السوريون إلى الشوارع»)."""
    bodies = [story.codebook.actors[actor] for actor in one.actors]
    homes = {body.country for body in bodies if body.kind in HOME_BODIES}
    if one.telling.event_type == "protest":
        people = [part.phrase for part in one.telling.parts if part.phrase.name.kind in ("unit", "nisba")]
        homes |= {nation_of(phrase.last - 1, one.sentence, story.lexicon) or "" for phrase in people}
    return homes & story.lexicon.countries.keys()


def _home(one: Told, story: Story) -> Row | None:
    """The columns of the country whose authorities do it, else of the one that the report speaks of."""
    homes = _homes(one, story)
    if len(homes) != 1:
        return story.home
    place = story.lexicon.countries[homes.pop()]
    precision = story.lexicon.places[place]["geo_precision"]
    return {"place_id": place, "place_surface": None, "place_status": "antecedent", "geo_precision": precision}


def _place_before(one: Told, before: Sequence[Told], story: Story) -> Row | None:
    """The place of the event told last, shortly before, in which the same parties take part."""
    for event in reversed(before):
        near = one.sentence.number - event.sentence.number <= NEAR
        if (
            near
            and event.place["place_id"]
            and "place_of_country" not in event.rules
            and (story.same_story(one, event) or at_gathering(one, event))
        ):
            return event.place
    return None


def _place_of_lead(one: Told, told: Sequence[Told], story: Story) -> Row | None:
    """The one place of the acts that the headline and the lead tell, what contains it apart."""
    lead = [event for event in told if event.sentence.number < LEAD and event is not one]
    lead = [event for event in lead if "place_of_country" not in event.rules and not _is_accusation(event, one)]
    kind = one.telling.event_type
    # of background only what the same parties did, or a noun takes up
    news = not story.is_old(one) or one.telling.frame.trigger.definite
    related = any(
        story.same_story(one, event) or (news and story.may_be_one(kind, event.telling.event_type)) for event in lead
    )
    if not related and one.sentence.number > LEAD:
        return None
    placed = [event.place for event in lead if event.place["place_id"]]
    fine = [place for place in placed if not story.is_wide(place["place_id"])] or placed
    return fine[0] if len({place["place_id"] for place in fine}) == 1 else None


def _is_accusation(event: Told, one: Told) -> bool:
    """«اعتقال متهم بقتل فتاة في …»: an act of the same sentence that somebody is only accused of."""
    acts = one.telling.frame.trigger, event.telling.frame.trigger
    behind = event.sentence is one.sentence and acts[0].last <= acts[1].first
    return behind and SUSPECTED.intersection(one.sentence.words[acts[0].last : acts[1].first]) != set()


def names_place(one: Told) -> bool:
    """Whether the clause of an event names a place behind a preposition of place, countries apart.

    Where a speaker is («قالت السلطات في المدينة إن …») is no place that the event may be at.
    """
    return any(not is_country(item) for item in _places_here(one))


def _countries_of_doers(one: Told) -> set[str]:
    """Countries in which the clause says that somebody is at home: «هجمات شنها الحوثيون في اليمن ضد السعودية»."""
    sentence = one.sentence
    countries = [item for item in _places_here(one) if is_country(item)]
    of_doers = [item for item in countries if ending_at(sentence, item.first - 2, "actor") is not None]
    return {place for item in of_doers for place in item.value} if one.telling.frame.get("ضد") else set()


def _places_here(one: Told) -> list[Item]:
    trigger, sentence = one.telling.frame.trigger, one.sentence
    return [
        item
        for item in sentence.of("place")
        if _located(item, sentence) and not apart(item, trigger, sentence)
        and not spoken_before(item.last, trigger, sentence)
    ]  # fmt: skip


def _located(item: Item, sentence: Sentence) -> bool:
    link = sentence.at(item.first - 1, "link", "head")
    if link is not None and link.kind == "head":
        return link.value.kind not in OWN  # «شرطة العاصمة» says whose police, and not where
    return item.prep == "ب" or (link is not None and link.value.function == "location")
