"""Offices and those who hold them: «وزير الدفاع الإسرائيلي» stands for a ministry, «بوتين» for his government.

A title with the adjective of a state is an actor of its own, tied to the body that the registry has for the office
(offices.csv), else to the state. Where the holder's name follows, the person's span bears the body's id instead.
Registry rows of kind official are persons known by name; a surname that is a word too needs a title before it, or the
whole name elsewhere in the report.
"""

from __future__ import annotations

from collections.abc import Callable

from sijill.extract.lexicon import ActorName, Lexicon
from sijill.extract.names.foreign import Adjective, adjective_at
from sijill.extract.sentence import Item, Sentence
from sijill.text.arabic import key

BETWEEN = 3  # words at most between a title and the adjective of its state: «وزير الخارجية والمغتربين اللبناني»
COUNTERPART, SIDE = "counterpart", "side"
Chosen = Callable[[str], str]  # of ids joined by |, the one that bore the name on the report's day


def mark_offices(sentence: Sentence, lexicon: Lexicon, chosen: Chosen) -> None:
    """Put an actor item on every title with the adjective of its state, in place of the adjective's."""
    found: list[Item] = []
    for title in sentence.of("office"):
        nisba = _adjective(title, sentence, lexicon)
        if title.value.office_id == COUNTERPART and not _in_office_before(title, sentence):
            continue  # «المنتخب … على نظيره»
        if title.value.office_id == SIDE and (nisba is None or sentence.word(nisba.last) == "من"):
            continue  # «الجانب اللبناني من الحدود»
        if nisba is None or any(other.first <= title.first < other.last for other in found):
            continue
        body = _body(title, nisba, sentence, lexicon)
        value = ActorName(chosen(body) if body else "", "office")
        found.append(Item("actor", title.first, nisba.last, title.start, nisba.end, value, title.proclitic))
    if found:
        taken = {item.last for item in found}
        sentence.keep("nisba", [item for item in sentence.of("nisba") if item.last not in taken])
        names = [*sentence.of("actor"), *found]
        sentence.keep("actor", sorted(names, key=lambda item: (item.start, -item.end)))


def _in_office_before(item: Item, sentence: Sentence) -> bool:
    """Whether somebody is named before by title or by name whose counterpart this may be."""
    known = any(other.last <= item.first for other in sentence.of("person"))
    return known or any(other.last <= item.first and other.value.official for other in sentence.of("title"))


def _adjective(title: Item, sentence: Sentence, lexicon: Lexicon) -> Item | None:
    """The definite adjective of a state that ends the office a title begins; nothing else may be named before it. Its
    value is an Adjective where the registry has no forces of that state."""
    for index in range(title.last, title.last + BETWEEN + 1):
        adjective = adjective_at(index, sentence, lexicon)
        nisba = sentence.at(index, "nisba")
        if adjective is not None and (nisba is None or adjective.length > 1):
            last = index + adjective.length
            return Item("nisba", index, last, sentence.tokens[index][0], sentence.tokens[last - 1][1], adjective)
        if nisba is not None:
            single = sentence.word(index).startswith("ال") and sentence.word(index).endswith(("ي", "يه"))
            return nisba if single and nisba.last == index + 1 else None
        other = sentence.at(index, "actor", "place", "trigger", "source")
        of_title = other is not None and other.kind == "source" and other.value.kind == "source_noun"
        apart = other is not None and other.first > title.first and not of_title  # «وزيرة الداخلية …»
        if apart or not sentence.word(index).removeprefix("و").startswith("ال"):
            return None
    return None


def _body(title: Item, nisba: Item, sentence: Sentence, lexicon: Lexicon) -> str:
    """Ids of the body that an office stands for: the registry's for the office, else the forces that the adjective
    names, or the state they belong to; "" where the registry has nobody of that state."""
    if isinstance(nisba.value, Adjective):
        adjectives: tuple[str, ...] = (nisba.value.masculine,)
        forces, parent = "", _state(nisba.value.country, lexicon)
    else:
        forces = str(nisba.value.actor_id)
        adjectives, parent = lexicon.actors[forces].nisbas, lexicon.actors[forces].parent
        if lexicon.actors[forces].kind != "state_force":
            return forces  # «القيادي الحوثي»
    between = " ".join(sentence.words[title.last : nisba.first])
    for pattern in title.value.bodies:
        if pattern == "=":
            return forces
        for words in (key(adjective).split() for adjective in adjectives):
            forms = {"m": " ".join(f"ال{word}" for word in words), "f": " ".join(f"ال{word}ه" for word in words)}
            if found := lexicon.bodies.get(key(pattern.format(**forms, x=between))):
                return found
    return parent or forces


def _state(country: str, lexicon: Lexicon) -> str:
    """The one row of the registry that is the state; "" where there is none, or more than one."""
    states = [one for one, row in lexicon.actors.items() if row.kind == "state" and row.country == country]
    return states[0] if len(states) == 1 else ""


def office_before(first: int, sentence: Sentence) -> Item | None:
    """The office, or the body behind a title, that a person's name on token `first` follows."""
    at = first - (sentence.word(first - 1) in ("،", ",", ":", "-"))
    body = sentence.at(at - 1, "actor")
    if body is None or body.last != at or body.value.form == "office":
        return body if body is not None and body.last == at else None
    title = next((item for item in reversed(sentence.of("title")) if item.last <= body.first), None)
    return body if title is not None and title.value.official and body.first - title.last <= 1 else None


def titled(first: int, sentence: Sentence) -> bool:
    """Whether an official's title, with or without the adjective of a state, stands right before a token."""
    office, title = sentence.at(first - 1, "actor"), sentence.at(first - 1, "title")
    named = office is not None and office.value.form == "office"
    return named or (title is not None and bool(title.value.official))
