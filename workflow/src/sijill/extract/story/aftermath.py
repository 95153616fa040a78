"""Who was hurt, told in a sentence of its own: «قصف الطيران البلدة. وقُتل ثلاثة مدنيين، بحسب المشفى».

Where the sentence of a casualty names no cause, the dead are those of the act that the sentences right before it tell,
if these tell of one act only and nothing speaks against it: no other place, day or doer, no other figure, no word that
another matter begins. Else nobody says what they died of, and the casualty stays a report of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from sijill.codebook import Codebook
from sijill.extract.grammar.predicates import says
from sijill.extract.numbers.counts import HURT, Quantity
from sijill.extract.numbers.hosts import may_host
from sijill.extract.numbers.tolls import rises
from sijill.extract.rows import Told
from sijill.extract.story.tellings import HAPPENED, Story
from sijill.text.tokens import word_set

NEAR = 2  # sentences back to the act
CASUALTIES = "casualty_report"
TOLD_ELSEWHERE = ("place_of_lead", "place_of_headline", "place_of_country")  # rules that lend an act its place
# What opens another matter («في حادث آخر», «من جهة أخرى»), or goes back behind the act («وكان ثلاثة قد قتلوا»)
ANOTHER = word_set("سياق السياق منفصل منفصله اخري ثان ثانيه المقابل ذلك كان وكان كانت وكانت سبق منذ سابق سابقه")
OPENING = 5  # tokens
UNDATED = ("vague",)  # «يبحثون عن شاب قتل جنديا قبل أيام»: of another day, whichever


def act_suffered(one: Told, before: Sequence[Told], story: Story) -> Told | None:
    """The one act, told shortly before, that those hurt in a sentence without a cause were hurt in."""
    if not _asks_for_cause(one) or _opens_anew(one):
        return None
    acts = [event for event in before if 0 < one.sentence.number - event.sentence.number <= NEAR]
    acts = [event for event in acts if _may_hurt(event, story.codebook) and not story.is_old(event)]
    last = [event for event in acts if event.sentence.number == max(act.sentence.number for act in acts)]
    fit = [event for event in last if _fits(one, event, story)]
    one_act = len(fit) == len(last) and all(_same(fit[0], event, story) for event in fit)
    return fit[0] if fit and one_act else None


def _asks_for_cause(one: Told) -> bool:
    """Whether an event is only a casualty that happened, with a figure that is no toll of many acts."""
    plain = one.telling.frame.row.asserts == "casualty" and one.telling.event_type == CASUALTIES
    figures = _hurt(one)
    risen = rises(one.sentence)  # «وارتفعت الحصيلة إلى …»: of the act that was told
    told = bool(figures) and (risen or all(figure.rule != "cumulative_toll" for figure in figures))
    return plain and told and one.mood.realis in HAPPENED and not _is_news_of_its_own(one)


def _is_news_of_its_own(one: Told) -> bool:
    """«… وأفادت مصادر بمقتل القيادي فلان»: the death of somebody known by name, with a source of its own."""
    act, parts = one.telling.frame.trigger, one.telling.parts
    named = any(part.role == "victim" and part.phrase.name.kind == "person" for part in parts)
    return named and any(source.last <= act.first and says(source) for source in one.sentence.of("source"))


def _hurt(one: Told) -> list[Quantity]:
    return [quantity for quantity in one.telling.quantities if quantity.what in (*HURT, "casualties")]


def _opens_anew(one: Told) -> bool:
    act = one.telling.frame.trigger
    behind = [time.value for time in one.sentence.of("time") if time.first >= act.last]
    long_ago = [time for time in behind if time.kind in UNDATED and time.slots.direction != "later"]
    return bool(long_ago) or any(one.sentence.word(index).removeprefix("و") in ANOTHER for index in range(OPENING))


def _may_hurt(event: Told, codebook: Codebook) -> bool:
    return event.mood.realis in HAPPENED and may_host(event.telling, codebook)


def _fits(one: Told, event: Told, story: Story) -> bool:
    """Whether no slot of the casualty speaks against the act."""
    if one.actors and not (event.actors and story.kin(one.actors, event.actors)):
        return False
    if one.when["date_start"] is not None and event.when["date_start"] is None:
        return False
    placed = one.place["place_id"] is not None
    if placed and (event.place["place_id"] is None or any(rule in TOLD_ELSEWHERE for rule in event.rules)):
        return False
    return story.agree(one, event) and _one_figure(one, event)


def _one_figure(one: Told, event: Told) -> bool:
    """Whether the act has no higher figure of those who were hurt: tolls rise, and one side may count its own only."""
    known = {figure.what: figure.best or 0 for figure in _hurt(event)}
    return all(known.get(figure.what, 0) <= (figure.best or 0) for figure in _hurt(one))


def _same(one: Told, event: Told, story: Story) -> bool:
    return story.may_be_one(one.telling.event_type, event.telling.event_type) and story.agree(one, event)
