"""One report: its sentences read in order, and the rows they give."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import takewhile

from sijill.codebook import Codebook
from sijill.extract.events.reading import ARMED_KINDS, read_events
from sijill.extract.grammar.around import tells_where_it_lies
from sijill.extract.grammar.frames import frames
from sijill.extract.grammar.heads import has_forces
from sijill.extract.grammar.homographs import drop_homographs
from sijill.extract.grammar.phrases import PREPOSITIONS, NounPhrase, noun_phrases
from sijill.extract.grammar.predicates import LAST_OF_LEAD, acts, behind_dateline, has_readings, readings
from sijill.extract.grammar.shared import share_verb
from sijill.extract.grammar.sides import with_second_side
from sijill.extract.lexicon import Lexicon, PlaceName
from sijill.extract.names.bands import ARMED, BAND
from sijill.extract.names.entities import read_entities
from sijill.extract.names.people import read_people
from sijill.extract.names.placenames import AS_WIDE_AS_A_COUNTRY, AS_WIDE_AS_A_GOVERNORATE
from sijill.extract.names.resolver import Resolution, Resolver
from sijill.extract.names.unnamed import mark_nationals
from sijill.extract.rows import Reading, Row, Told, reject, tell, write_mention, write_span
from sijill.extract.sentence import ALI, Item, Sentence, build, drop_inside_times
from sijill.extract.sought import Sought, names_ibb, seek, slice_of
from sijill.extract.story.discourse import carry_over
from sijill.extract.story.scene import scene
from sijill.extract.story.standins import STAND_INS, stand_ins
from sijill.extract.story.tellings import Story
from sijill.extract.story.tolddays import tell_days
from sijill.extract.where.described import borders
from sijill.extract.where.fired import fired_from, heading_for
from sijill.extract.who.doers import on_one_side
from sijill.extract.who.participation import Participation
from sijill.options import ExtractOptions
from sijill.text.arabic import Folded
from sijill.text.camel import Tagger
from sijill.text.dates import TimeExpr, find_times
from sijill.text.numbers import NumberExpr, find_numbers

APART = ("boilerplate", "dateline", "caption")
"""Roles of sentences that tell nothing of the story."""
ACTING_KINDS = ARMED_KINDS | {"state", "official_body"}
ARMED_FORMS = ("armed", BAND)  # of names without a row
ONE_STORY = 400
"""Tellings that are compared with each other: no news has as many, and what is as long as a book takes no longer."""
MOST_TELLINGS = 10_000
"""Of a report: as many as prose of a million characters can hold. What tells more was made to take long."""
_OWN_LETTER = re.compile("إلى|على|حتى|لدى")
_QUOTE = re.compile(r"[\"“”«»‹›„]")


def read_report(
    report: Row,
    sentence_rows: list[Row],
    lexicon: Lexicon,
    codebook: Codebook,
    options: ExtractOptions,
    sought: Sought | None = None,
    tagger: Tagger | None = None,
) -> dict[str, list[Row]]:
    """The rows of one report, by table name. `sought`: what is found in its text, where many were searched at once."""
    if sought is None:
        sought = next(seek([report["text_raw"]], lexicon))
    published = date.fromisoformat(report["published_on"]) if report["published_on"] else None
    resolver = Resolver(lexicon, options.home_country, published)
    reading = Reading(report, sought.view, lexicon, codebook, options, resolver)
    reading.sentences = _sentences(sought, sentence_rows)
    reading.resolver.learn(reading.sentences)
    told: list[Told] = []
    unread: list[Item] = []
    for sentence in reading.sentences:
        _read_names(sentence, reading)
        if len(told) >= MOST_TELLINGS:
            unread += sentence.of("trigger")
        elif sentence.of("trigger"):
            told += _read_events(sentence, reading, told)
    if unread:
        more = f" and what is told after it: the report tells more than {MOST_TELLINGS} events"
        reject(unread[0], "too_many_events", reading, more)
    if tagger is not None:
        for sentence in reading.sentences:
            read_entities(sentence, reading, tagger)
    if told:
        story = Story(codebook, lexicon, reading.published, *scene(reading))
        for first in range(0, len(told), ONE_STORY):
            tell_days(told[first : first + ONE_STORY], reading.sentences, story)
            carry_over(told[first : first + ONE_STORY], story)
    for one in told:
        write_mention(one, reading)
    return reading.rows


def _sentences(sought: Sought, rows: list[Row]) -> list[Sentence]:
    """The sentences outside page furniture, with all that the lexicons and the readers of time and number find."""
    view, hits, tokens = sought
    told = [
        (row, view.view_index(row["start"]), view.view_index(row["end"])) for row in rows if row["role"] not in APART
    ]
    opened = [view.view_index(mark.start()) for mark in _QUOTE.finditer(view.raw)]
    times = [time for time in find_times(view.text) if not names_ibb(time, view)]
    numbers = find_numbers(view.text, times)
    starts, ends = [start for start, _ in tokens], [end for _, end in tokens]
    hit_starts = [hit.start for hit in hits]
    found = []
    for row, start, end in told:
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        inside = hits[bisect_left(hit_starts, start) : bisect_left(hit_starts, end)]
        sentence = build(
            view.text, row["sentence_no"], row["role"], start, end,
            [hit for hit in inside if hit.end <= end], tokens[first:last],
        )  # fmt: skip
        for kind, expressions in (("time", times), ("number", numbers)):
            items = [
                Item(
                    kind, max(first, bisect_right(starts, one.start, first, last) - 1) - first,
                    bisect_left(ends, one.end, first, last) + 1 - first, one.start, one.end, one,
                )
                for one in _within(expressions, start, end)
            ]  # fmt: skip
            if items:
                sentence.keep(kind, items)
        _tell_ali(sentence, view)
        drop_inside_times(sentence)
        drop_homographs(sentence)
        mark_nationals(sentence)
        sentence.quotes = frozenset(
            bisect_left(starts, mark, first, last) - first
            for mark in opened[bisect_left(opened, start) : bisect_left(opened, end)]
        )
        sentence.known = hits
        found.append(sentence)
    return found


def _within(expressions: Sequence[TimeExpr | NumberExpr], start: int, end: int) -> list[TimeExpr | NumberExpr]:
    """The expressions, in text order, that stand in a stretch whole."""
    first = bisect_left(expressions, start, key=lambda one: one.start)
    last = bisect_left(expressions, end, first, key=lambda one: one.start)
    return [one for one in expressions[first:last] if one.end <= end]


def _tell_ali(sentence: Sentence, view: Folded) -> None:
    """«علي» and «على» fold alike; a report that writes «إلى» and «في» each with its own letter tells them apart."""
    if "علي" not in sentence.words:
        return
    told = _OWN_LETTER.search(view.raw) is not None
    for index, word in enumerate(sentence.words):
        if word == "علي" and slice_of(view, *sentence.tokens[index]) == "علي" and told:
            sentence.words[index] = ALI


def _read_names(sentence: Sentence, reading: Reading) -> None:
    """Spans of actors, places, persons, times and numbers; names that mean nothing here leave the sentence."""
    for kind, resolve_name in (
        ("actor", reading.resolver.actor),
        ("nisba", reading.resolver.actor),
        ("place", reading.resolver.place),
    ):
        kept = []
        for item in sentence.of(kind):
            if kind == "place" and sentence.text[item.start : item.end] in STAND_INS:
                continue  # villages are called so too; the noun is read as one that stands for a place
            resolution = resolve_name(item, sentence)
            reading.resolved[item.start, item.end, kind] = resolution
            if resolution.status != "not_applicable":
                kept.append(_narrowed(item, resolution, reading.lexicon) if kind == "place" else item)
                if resolution.rule not in ("office", BAND):  # read_people tells who holds an office; a band has no name
                    write_span(item, sentence, reading, "place" if kind == "place" else "actor", resolution)
        sentence.keep(kind, kept)
    _name_or_act(sentence)
    _read_stand_ins(sentence, reading)
    for item in sentence.of("time"):
        write_span(
            item,
            sentence,
            reading,
            "time",
            Resolution(None, "not_applicable", f"time_{item.value.kind}"),
            item.value.constraint,
        )
    for item in sentence.of("number"):
        form = f"{item.value.kind}:{item.value.low}..{item.value.best}..{item.value.high}"
        write_span(item, sentence, reading, "quantity", Resolution(None, "not_applicable", "number"), form)
    read_people(sentence, reading)


def _narrowed(item: Item, resolution: Resolution, lexicon: Lexicon) -> Item:
    """A place name with no other reading than the one chosen: «عمان» the city is no country."""
    if resolution.id is None:
        return item
    value = PlaceName((resolution.id,))
    row = lexicon.places[resolution.id]
    value.country = row["geo_precision"] >= AS_WIDE_AS_A_COUNTRY
    value.capital, value.wide = row["feature"] == "capital", row["geo_precision"] >= AS_WIDE_AS_A_GOVERNORATE
    value.guarded = item.value.guarded
    return replace(item, value=value)


def _read_stand_ins(sentence: Sentence, reading: Reading) -> None:
    """Nouns that stand for a place named before; what is named here is there for those that follow."""
    places = sentence.of("place")
    opening = behind_dateline(sentence) if sentence.number <= LAST_OF_LEAD else 0
    for item in places:
        place = reading.resolved[item.start, item.end, "place"].id
        elsewhere = fired_from(item, sentence) or heading_for(item.first, sentence) or borders(item, sentence)
        if item.first >= opening and place and not elsewhere:
            reading.named.append((sentence.number, item.start, place))
    if found := stand_ins(sentence, reading):
        for item in found:
            write_span(item, sentence, reading, "place", reading.resolved[item.start, item.end, "place"])
        sentence.keep("place", sorted([*places, *found], key=lambda item: (item.start, -item.end)))


def _read_events(sentence: Sentence, reading: Reading, before: list[Told]) -> list[Told]:
    """What a sentence tells; `before`: what the sentences before it told."""
    if not has_readings(sentence):
        readings(sentence)  # none of its words is a trigger, for those who look at it later
        return []
    phrases = with_second_side(noun_phrases(sentence, acts(sentence)), sentence)
    phrases = [phrase for phrase in phrases if not _only_speaks(phrase, reading)]
    phrases = [phrase for phrase in phrases if not tells_where_it_lies(phrase, sentence)]
    armed = _armed(sentence, reading)
    near = takewhile(lambda one: one.sentence.number >= sentence.number - 1, reversed(before))
    last = [one.telling for one in near if one.sentence.number == sentence.number - 1][::-1]
    found = frames(sentence, phrases, _bodies(sentence, reading))
    share_verb(found, sentence)
    tellings, refused = read_events(sentence, found, armed, reading.codebook, last, phrases)
    for refusal in refused:
        reject(refusal.trigger, refusal.reason, reading)
    for telling in tellings:
        telling.parts = on_one_side(telling.parts, telling.frame, lambda part: _actor(part, reading))
    return [tell(telling, phrases, sentence, reading) for telling in tellings]


def _armed(sentence: Sentence, reading: Reading) -> frozenset[str]:
    """The armed actors that a sentence names: ids, and groups without a row as written."""
    found = set()
    for item in sentence.of("actor", "nisba"):
        actor = reading.resolved[item.start, item.end, item.kind].id
        kinds = ACTING_KINDS if has_forces(item, sentence) else ARMED_KINDS
        if item.value.form in ARMED_FORMS:
            found.add(sentence.text[item.start : item.end])
        elif actor and reading.lexicon.actors[actor].kind in kinds:
            found.add(actor)
        elif actor is None and item.value.form == "short" and sentence.word(item.last - 1).removeprefix("ال") in ARMED:
            found.add(sentence.text[item.start : item.end])  # «الميليشيا», whichever it is
    return frozenset(found)


def _actor(part: Participation, reading: Reading) -> str | None:
    """The registry actor that a phrase names."""
    name = part.phrase.name
    known = reading.resolved.get((name.start, name.end, name.kind))
    return known.id if known is not None else None


def _bodies(sentence: Sentence, reading: Reading) -> frozenset[int]:
    """Where the names of armed bodies and governments begin."""
    actors = reading.lexicon.actors
    return frozenset(
        item.start
        for item in sentence.of("actor", "nisba")
        if item.value.form in ARMED_FORMS
        or (
            item.value.form != "office"
            and any(actors[one].kind in ACTING_KINDS for one in item.value.actor_id.split("|") if one in actors)
        )
    )


def _name_or_act(sentence: Sentence) -> None:
    """«تدمر» is a town behind a word of place or a preposition, and else the verb; so is «عمد»."""
    acts = {item.first: item for item in sentence.of("trigger", "support")}
    for place in [item for item in sentence.of("place") if item.first in acts and item.last == acts[item.first].last]:
        before = sentence.at(place.first - 1, "head", "link", "place")
        named = place.prep or before is not None or sentence.word(place.first - 1) in PREPOSITIONS
        for loser in ("trigger", "support") if named else ("place",):
            sentence.keep(loser, [item for item in sentence.of(loser) if item.first != place.first])


def _only_speaks(phrase: NounPhrase, reading: Reading) -> bool:
    """Media and monitors tell of events; they take no part in them."""
    name = phrase.name
    resolution = reading.resolved.get((name.start, name.end, name.kind)) if name.kind == "actor" else None
    return (
        resolution is not None
        and resolution.id is not None
        and reading.lexicon.actors[resolution.id].kind in ("media", "monitor")
    )
