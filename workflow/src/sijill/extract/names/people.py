"""Persons in a sentence: their spans, whether they hold office, and the body that they stand for.

Persons are known by a title or an age beside the name (persons.py), or by name (registry rows of kind official). A
surname that is a word too («الأسد», «هادي») is a person's only behind an official's title or where the report has the
whole name. Who holds office takes part in what is told; names of others are private. Whom the report has named in full
with a title is known by the last name from then on («وأضاف الصفدي»).
"""

from __future__ import annotations

from sijill.extract.lexicon import ActorName
from sijill.extract.names.offices import office_before
from sijill.extract.names.persons import Person, persons
from sijill.extract.names.resolver import Resolution
from sijill.extract.rows import Reading, write_span
from sijill.extract.sentence import Item, Sentence

HIS_COUNTRY = frozenset(("بلاده", "بلادها", "بلادهم"))
SHORTEST = 4  # letters of a last name that is known by itself
NAMED_ALREADY = ("actor", "place", "nisba", "time", "number", "head", "unit", "link", "cue", "support", "trigger")


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
    people += [(item, known, True) for item, known in _by_last_name(people, sentence, reading)]
    _write(people, sentence, reading)
    _learn(people, sentence, reading)
    _write_offices(spoken_for, sentence, reading)
    _write_countries(sentence, reading)


def _known(item: Item, sentence: Sentence, reading: Reading) -> Resolution | None:
    """The official that a name of the registry names here; None where it is a word or somebody else's name."""
    return reading.resolver.person(item, sentence)


def _known_better(person: Person, named: list[tuple[Item, Resolution]]) -> bool:
    """Whether the registry knows where a name ends that a title begins; a private person may be anybody's namesake."""
    touching = [item for item, _ in named if item.start < person.end and person.start < item.end]
    return bool(touching) and (person.official or any(item.end > person.end for item in touching))


def _learn(people: list[tuple[Item, Resolution, bool]], sentence: Sentence, reading: Reading) -> None:
    """Officials named in full by a title are known by their last name; a name of two persons is nobody's."""
    for item, status, official in people:
        words = sentence.words[item.first : item.last]
        if (
            official
            and status.rule.startswith(("title_", "name_full"))
            and len(words) > 1
            and len(words[-1]) >= SHORTEST
        ):
            known = reading.last_names.setdefault(words[-1], status)
            if known is not None and known.id != status.id:
                reading.last_names[words[-1]] = None


def _by_last_name(
    people: list[tuple[Item, Resolution, bool]], sentence: Sentence, reading: Reading
) -> list[tuple[Item, Resolution]]:
    """Persons whom a last name alone names, where nothing else is known of the word."""
    found = []
    taken = {index for item, _, _ in people for index in range(item.first, item.last)}
    for index, word in enumerate(sentence.words) if reading.last_names else ():
        status = reading.last_names.get(word)
        if status is None or index in taken or sentence.at(index, *NAMED_ALREADY) is not None:
            continue
        start, end = sentence.tokens[index]
        item = Item("person", index, index + 1, start, end, None)
        found.append((item, Resolution(status.id, "antecedent" if status.id else status.status, "last_name")))
    return found


def _by_title(person: Person, office: Item | None, reading: Reading) -> Resolution:
    body = reading.resolved[office.start, office.end, "actor"].id if office is not None else None
    return Resolution(body, "resolved" if body else "not_in_registry", person.rule + ("|of_body" if body else ""))


def _write(people: list[tuple[Item, Resolution, bool]], sentence: Sentence, reading: Reading) -> None:
    for item, status, official in people:
        write_span(item, sentence, reading, "person", status, "official" if official else "private")
        reading.resolved[item.start, item.end, "person"] = status
        # no word of a name is a verb or a town («ليبرمان», «هايكو ماس»)
        for kind in ("support", "trigger", "place") if official else ("support", "trigger"):
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


def _write_countries(sentence: Sentence, reading: Reading) -> None:
    """«قال الوزير الأردني إن بلاده …»: the state of whoever holds office and is named last before."""
    for index, word in enumerate(sentence.words):
        if word not in HIS_COUNTRY:
            continue
        holders = [item for item in sentence.of("person", "actor") if item.last <= index and _holds_office(item)]
        known = reading.resolved.get((holders[-1].start, holders[-1].end, holders[-1].kind)) if holders else None
        actors = reading.lexicon.actors
        country = actors[known.id].country if known is not None and known.id in actors else None
        state = next((one for one, row in actors.items() if row.kind == "state" and row.country == country), None)
        if country and state is not None:
            sentence.add("actor", *sentence.tokens[index], ActorName(state, "full"))
            sentence.keep("actor", sorted(sentence.of("actor"), key=lambda item: (item.start, -item.end)))
            item = next(item for item in sentence.of("actor") if item.first == index)
            reading.resolved[item.start, item.end, "actor"] = Resolution(state, "antecedent", "his_country")
            write_span(item, sentence, reading, "actor", reading.resolved[item.start, item.end, "actor"])


def _holds_office(item: Item) -> bool:
    return item.kind == "person" or item.value.form == "office"
