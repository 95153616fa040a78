"""Persons in a sentence: their spans, whether they hold office, and the body that they stand for.

Persons are known by a title or an age beside the name (persons.py), or by name (registry rows of kind official). A
surname that is a word too («الأسد», «هادي») is a person's only behind an official's title or where the report has the
whole name. Who holds office takes part in what is told; names of others are private.
"""

from __future__ import annotations

from sijill.extract.names import Resolution
from sijill.extract.offices import office_before
from sijill.extract.persons import Person, persons
from sijill.extract.rows import Reading, write_span
from sijill.extract.sentence import Item, Sentence


def read_people(sentence: Sentence, reading: Reading) -> None:
    """Spans of persons and of the offices that stand without a name; who is in office stays in the sentence."""
    named = [(item, known) for item in sentence.of("person") if (known := _known(item, sentence, reading))]
    sentence.keep("person", [])
    people, spoken_for = [], []
    titled = [person for person in persons(sentence) if not _known_better(person, named)]
    for person in titled:
        sentence.add("person", person.start, person.end, None)
        item = sentence.of("person")[-1]
        office = office_before(item.first, sentence) if person.official else None
        if office is not None and office.value.form == "office" and item.last - item.first == 1:
            continue  # «بحث وزير الدفاع الإسرائيلي الملف»: one unknown word is no holder's name
        spoken_for.append(office)
        people.append((item, _by_title(person, office, reading), person.official))
    for item, known in named:
        if not any(item.start < person.end and person.start < item.end for person in titled):
            spoken_for.append(office_before(item.first, sentence))
            people.append((item, known, True))
    _write(people, sentence, reading)
    _write_offices(spoken_for, sentence, reading)


def _known(item: Item, sentence: Sentence, reading: Reading) -> Resolution | None:
    """The official that a name of the registry names here; None where it is a word or somebody else's name."""
    return reading.resolver.person(item, sentence)


def _known_better(person: Person, named: list[tuple[Item, Resolution]]) -> bool:
    """Whether the registry knows where a name ends that a title begins; a private person may be anybody's namesake."""
    touching = [item for item, _ in named if item.start < person.end and person.start < item.end]
    return bool(touching) and (person.official or any(item.end > person.end for item in touching))


def _by_title(person: Person, office: Item | None, reading: Reading) -> Resolution:
    body = reading.resolved[office.start, office.end, "actor"].id if office is not None else None
    return Resolution(body, "resolved" if body else "not_in_registry", person.rule + ("|of_body" if body else ""))


def _write(people: list[tuple[Item, Resolution, bool]], sentence: Sentence, reading: Reading) -> None:
    for item, status, official in people:
        write_span(item, sentence, reading, "person", status, "official" if official else "private")
        reading.resolved[item.start, item.end, "person"] = status
        for kind in ("support", "trigger"):  # no word of a name is a verb («ليبرمان»)
            sentence.keep(kind, [known for known in sentence.of(kind) if not item.first <= known.first < item.last])
    officials = [item for item, _, official in people if official]
    sentence.keep("person", sorted(officials, key=lambda item: (item.start, -item.end)))


def _write_offices(spoken_for: list[Item | None], sentence: Sentence, reading: Reading) -> None:
    """Offices that a person's name follows are that person; the others are actors."""
    kept = []
    for item in sentence.of("actor"):
        if item.value.form == "office":
            if item in spoken_for:
                continue
            write_span(item, sentence, reading, "actor", reading.resolved[item.start, item.end, "actor"])
        kept.append(item)
    sentence.keep("actor", kept)
