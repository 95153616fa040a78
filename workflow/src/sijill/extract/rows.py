"""The rows of one report: what was read, put into the columns of the tables."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sijill import ids
from sijill.codebook import Codebook
from sijill.confidence import ALONE, evidence, score
from sijill.extract.events.enough import is_thin, nobody_plans, stands_alone
from sijill.extract.events.modality import Modality, as_history, as_scheduled, lies_ahead, modality
from sijill.extract.grammar.phrases import NounPhrase
from sijill.extract.grammar.voice import voice
from sijill.extract.lexicon import Lexicon
from sijill.extract.names.foreign import nation_of
from sijill.extract.names.resolver import Resolution, Resolver
from sijill.extract.names.unnamed import GENERIC, narrowed, umbrella_of
from sijill.extract.numbers.hosts import Telling
from sijill.extract.sentence import Item, Sentence
from sijill.extract.sources.attribution import Attribution, attribute
from sijill.extract.sources.claims import levels
from sijill.extract.when.times import date_columns, time_of
from sijill.extract.where.described import chain, place_columns
from sijill.extract.where.places import SHARED, place_of
from sijill.extract.who.participation import Participation
from sijill.options import ExtractOptions
from sijill.text.arabic import Folded

Row = dict[str, Any]


@dataclass
class Reading:
    """What is known while a report is read: its view and sentences, the resolver of its names, the rows so far."""

    report: Row
    view: Folded
    lexicon: Lexicon
    codebook: Codebook
    options: ExtractOptions
    resolver: Resolver
    resolved: dict[tuple[int, int, str], Resolution] = field(default_factory=dict)
    named: list[tuple[int, int, str]] = field(default_factory=list)  # sentence, offset and id of the places so far
    sentences: list[Sentence] = field(default_factory=list)
    last_names: dict[str, Resolution | None] = field(default_factory=dict)  # of officials named in full so far
    rows: dict[str, list[Row]] = field(default_factory=dict)
    _speakers: list[Attribution | None] = field(default_factory=lambda: [None])  # behind so many sentences

    def put(self, table: str, **row: Any) -> None:
        self.rows.setdefault(table, []).append(row)

    def raw(self, start: int, end: int) -> tuple[int, int, str]:
        """Raw offsets of a stretch of the view, and the characters there."""
        first, last = self.view.raw_span(start, end)
        return first, last, self.report["text_raw"][first:last]

    def speaker_before(self, sentence: Sentence) -> Attribution | None:
        """Who spoke last before a sentence, and goes on until another is named; read when first asked for."""
        position = bisect_left(self.sentences, sentence.number, key=lambda other: other.number)
        while len(self._speakers) <= position:
            other, last = self.sentences[len(self._speakers) - 1], self._speakers[-1]
            end = Item("end", len(other.tokens), len(other.tokens), other.end, other.end, None)
            self._speakers.append(attribute(end, other, self.lexicon, last) or last)
        return self._speakers[position]

    @property
    def published(self) -> date | None:
        day = self.report["published_on"]
        return date.fromisoformat(day) if day and self.report["published_precision"] == "day" else None


def main_country(reading: Reading) -> str | None:
    """The country that the report speaks of, where one stands out by far."""
    ranked = reading.resolver.countries.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    return reading.lexicon.countries.get(ranked[0][0])


def write_span(
    item: Item, sentence: Sentence, reading: Reading, kind: str, resolution: Resolution, form: str | None = None
) -> None:
    start, end, surface = reading.raw(item.start, item.end)
    reading.put(
        "spans",
        span_id=ids.span_id(reading.report["report_id"], start, end, kind, resolution.id or form or ""),
        report_id=reading.report["report_id"], sentence_no=sentence.number,
        start=start, end=end, surface=surface, kind=kind,
        actor_id=resolution.id if kind in ("actor", "person") else None,
        place_id=resolution.id if kind == "place" else None,
        normal_form=form, resolution_status=resolution.status, rule_id=resolution.rule,
    )  # fmt: skip


def reject(trigger: Item, reason: str, reading: Reading, more: str = "") -> None:
    start, end, surface = reading.raw(trigger.start, trigger.end)
    reading.put(
        "rejected",
        stage="extract",
        report_id=reading.report["report_id"],
        reason=reason,
        detail=f"«{surface}» at {start}–{end}{more}",
    )


@dataclass
class Told:
    """One event as one sentence tells it, before it is written: its slots, which later or earlier ones may fill."""

    telling: Telling
    sentence: Sentence
    where: NounPhrase | None
    mood: Modality
    place: Row
    when: Row
    actors: frozenset[str]
    hurt: frozenset[str]
    thin: bool  # too little told to stand by itself
    rules: list[str] = field(default_factory=list)  # what filled its slots from elsewhere


def tell(telling: Telling, phrases: list[NounPhrase], sentence: Sentence, reading: Reading) -> Told:
    """The slots that the sentence itself gives an event."""
    phrase, function = place_of(telling.frame, sentence, telling.event_type, phrases)
    if phrase is None and telling.carried is not None:
        phrase, function = place_of(telling.carried.frame, sentence, telling.carried.event_type, phrases)
    own = None if function in SHARED else phrase
    time = time_of(telling.frame, sentence)
    mood = as_scheduled(modality(telling.frame, sentence), telling.frame, time, sentence, reading.published)
    to_come = lies_ahead(mood, time, reading.published)
    when, codes = date_columns(telling.frame, sentence, reading.published, to_come)
    mood = as_history(mood, when, reading.published)
    return Told(
        telling, sentence, phrase, mood, _place_row(phrase, sentence, reading), when,
        *_sides(telling, reading),
        _is_thin(telling, own, time, mood, reading), codes,
    )  # fmt: skip


def _is_thin(telling: Telling, place: NounPhrase | None, when: Item | None, mood: Modality, reading: Reading) -> bool:
    """Whether too little is told; less is asked of a report of a sentence or two, in which no other tells more."""
    alone = len(reading.sentences) <= ALONE and mood.realis == "actual" and stands_alone(telling)
    return (is_thin(telling, place, when) and not alone) or nobody_plans(telling, mood.realis)


def _sides(telling: Telling, reading: Reading) -> tuple[frozenset[str], frozenset[str]]:
    """Ids of those who act, and of those it is done to."""
    known = [
        (part.role, resolution.id)
        for part in telling.parts
        if (resolution := reading.resolved.get((part.phrase.name.start, part.phrase.name.end, part.phrase.name.kind)))
        and resolution.id
    ]
    acting = ("actor", "participant")
    return frozenset(i for role, i in known if role in acting), frozenset(i for role, i in known if role not in acting)


def write_mention(told: Told, reading: Reading) -> None:
    telling, sentence, place, when = told.telling, told.sentence, told.place, told.when
    if told.thin:
        reject(telling.frame.trigger, "too_little_told", reading)
        return
    start, end, surface = reading.raw(telling.frame.trigger.start, telling.frame.trigger.end)
    mention = ids.mention_id(reading.report["report_id"], start, end, telling.event_type)
    assertion = told.mood.assertion
    source = attribute(telling.frame.trigger, sentence, reading.lexicon, reading.speaker_before(sentence))
    if assertion == "reported" and source is not None and source.kind == "party":
        assertion = "claimed_by_party"
    row = {
        "mention_id": mention, "report_id": reading.report["report_id"], "sentence_no": sentence.number,
        "trigger_start": start, "trigger_end": end, "trigger": surface, "event_type": telling.event_type,
        "realis": told.mood.realis, "assertion": assertion, **when, **place,
        "actor_status": _actor_status(telling, reading),
        "rule_id": "|".join((telling.rule, *_carrier(telling), *told.mood.cues, *told.rules)),
    }  # fmt: skip
    parts = _parts(mention, told, reading)
    seen = evidence(
        row, sentence.role, len(reading.sentences), parts, [quantity.what for quantity in telling.quantities]
    )
    confidence = score(seen, reading.codebook.confidence)
    reading.put("event_mentions", **row, confidence=confidence, confidence_evidence="|".join(seen))
    for part in parts:
        reading.put("participants", **part)
    _write_quantities(mention, telling, reading)
    _write_source(mention, telling, source, reading)


def _carrier(telling: Telling) -> tuple[str, ...]:
    """The verb that says of a noun that it happened, as one of the rules that read it."""
    support = telling.frame.support
    if support is None:
        return ("light_verb:verb",) if telling.frame.carried else ()
    return (f"light_verb:{getattr(support.value.row, 'verb_id', 'verb')}",)


def _place_row(phrase: NounPhrase | None, sentence: Sentence, reading: Reading) -> Row:
    links = chain(phrase, sentence) if phrase is not None else []
    surface = reading.raw(links[0].start, links[-1].end)[2] if links else None
    return {**place_columns(phrase, sentence, reading.resolved, reading.lexicon.places), "place_surface": surface}


def _actor_status(telling: Telling, reading: Reading) -> str:
    roles = {part.role for part in telling.parts}
    if "actor" in roles:
        return "stated"
    if "participant" in roles:
        return "symmetric"
    return "passive" if telling.frame.is_verb and voice(telling.frame) == "passive" else "not_stated"


def _who(part: Participation, known: str | None, told: Told, reading: Reading) -> tuple[str | None, str]:
    """The registry id of a participant, and what the rule says beside its function."""
    name = part.phrase.name
    if known is not None and known in GENERIC:
        return narrowed(known, _nation(part, told, reading), reading.lexicon.actors), ""
    if known or name.kind != "unit":
        return known, ""
    what = str(name.value.what)
    country = _nation(part, told, reading)
    actor = umbrella_of(what, told.telling.event_type, part.role, country, reading.lexicon.actors)
    return actor, "/umbrella" if actor else "/unnamed"


def _nation(part: Participation, told: Told, reading: Reading) -> str | None:
    """Code of the country of people: whose adjective is told of them («صبي فلسطيني», «السوريون»), else the one where it
    happened, else the one that the report speaks of."""
    for index in (part.phrase.last, part.phrase.last - 1):
        if nation := nation_of(index, told.sentence, reading.lexicon):
            return nation
    place = told.place["place_id"] or main_country(reading)
    return reading.lexicon.places[place]["country"] if place else None


def _parts(mention: str, told: Told, reading: Reading) -> list[Row]:
    """The rows of `participants`, each name once in a role."""
    telling = told.telling
    found: dict[tuple[int, int, str], Row] = {}
    for part in telling.parts:
        name = part.phrase.name
        resolution = reading.resolved.get((name.start, name.end, name.kind))
        actor, rule = _who(part, resolution.id if resolution else None, told, reading)
        start, end, surface = reading.raw(name.start, name.end)
        row = {
            "mention_id": mention, "actor_id": actor, "role": part.role,
            "surface": surface, "start": start, "end": end, "rule_id": f"{telling.rule}/{part.function}{rule}",
        }  # fmt: skip
        found.setdefault((start, end, part.role), row)
    return list(found.values())


def _write_quantities(mention: str, telling: Telling, reading: Reading) -> None:
    for quantity in {(q.start, q.what): q for q in telling.quantities}.values():
        start, end, surface = reading.raw(quantity.start, quantity.end)
        reading.put(
            "quantities", mention_id=mention, what=quantity.what,
            low=quantity.low, best=quantity.best, high=quantity.high,
            as_written=surface, start=start, end=end, rule_id=quantity.rule,
        )  # fmt: skip


def _write_source(mention: str, telling: Telling, source: Attribution | None, reading: Reading) -> None:
    trigger = telling.frame.trigger
    if source is None:
        name = reading.report["outlet"] or "outlet"
        source = Attribution(trigger.start, trigger.start, "outlet", name, "outlet_voice")
    for level, teller in enumerate(levels(source), 1):
        start, end, surface = reading.raw(teller.start, teller.end)
        if teller.end <= teller.start:
            start, end, surface = start, start, ""
        reading.put(
            "attributions", mention_id=mention, level=level, source_kind=teller.kind, name=teller.name,
            surface=surface, start=start, end=end, rule_id=teller.rule,
        )  # fmt: skip
