"""Offices and those who hold them: «وزير الدفاع الإسرائيلي» stands for a ministry, «بوتين» for his government.

A title with the adjective of a state is an actor of its own, tied to the body that the registry has for the office
(offices.csv), else to the state. Where the holder's name follows, the person's span bears the body's id instead.
Registry rows of kind official are persons known by name; a surname that is a word too needs a title before it, or the
whole name elsewhere in the report.
"""

from __future__ import annotations

from collections.abc import Callable

from sijill.extract.lexicon import ActorName, Lexicon
from sijill.extract.sentence import Item, Sentence
from sijill.text.arabic import key

BETWEEN = 3  # words at most between a title and the adjective of its state: «وزير الخارجية والمغتربين اللبناني»
Chosen = Callable[[str], str]  # of ids joined by |, the one that bore the name on the report's day


def mark_offices(sentence: Sentence, lexicon: Lexicon, chosen: Chosen) -> None:
    """Put an actor item on every title with the adjective of its state, in place of the adjective's."""
    found: list[Item] = []
    for title in sentence.of("title"):
        nisba = _adjective(title, sentence)
        if nisba is None or any(other.first <= title.first < other.last for other in found):
            continue
        if body := _body(title, nisba, sentence, lexicon):
            value = ActorName(chosen(body), "office")
            found.append(Item("actor", title.first, nisba.last, title.start, nisba.end, value, title.proclitic))
    if found:
        taken = {item.last for item in found}
        sentence.keep("nisba", [item for item in sentence.of("nisba") if item.last not in taken])
        names = [*sentence.of("actor"), *found]
        sentence.keep("actor", sorted(names, key=lambda item: (item.start, -item.end)))


def _adjective(title: Item, sentence: Sentence) -> Item | None:
    """The definite adjective of a state that ends the office a title begins; nothing else may be named before it."""
    for index in range(title.last, title.last + BETWEEN + 1):
        nisba = sentence.at(index, "nisba")
        if nisba is not None:
            single = sentence.word(index).startswith("ال") and sentence.word(index).endswith(("ي", "يه"))
            return nisba if single and nisba.last == index + 1 else None
        word = sentence.word(index).removeprefix("و")
        if not word.startswith("ال") or sentence.at(index, "actor", "place", "trigger", "source", "title") is not None:
            return None
    return None


def _body(title: Item, nisba: Item, sentence: Sentence, lexicon: Lexicon) -> str:
    """Ids of the body that the office of a title stands for; "" where the title is no such office."""
    first = sentence.text[title.start : sentence.tokens[title.first][1]]  # without proclitics
    said = [first, *sentence.words[title.first + 1 : nisba.first]]
    length = next((n for n in range(title.last - title.first, 0, -1) if " ".join(said[:n]) in lexicon.offices), 0)
    if not length:
        return ""
    owner = str(nisba.value.actor_id)
    forces = lexicon.actors[owner]
    if forces.kind != "state_force":
        return owner  # «القيادي الحوثي»
    adjectives = [key(name) for name in forces.nisbas]
    for pattern in lexicon.offices[" ".join(said[:length])].bodies:
        if pattern == "=":
            return owner
        for adjective in adjectives:
            name = key(pattern.format(m=f"ال{adjective}", f=f"ال{adjective}ه", x=" ".join(said[length:])))
            if found := lexicon.bodies.get(name):
                return found
    return forces.parent or owner


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
