"""Names of persons behind their titles, and whether they stand in public office (the shareable edition masks the others)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sijill.extract.sentence import Item, Sentence

LINKED = frozenset(("بن", "ابن", "ابو", "ابي", "ابا", "عبد", "ال", "بو", "ام"))  # a name goes on behind these
MOST_WORDS = 4
_ARABIC_WORD = re.compile(r"[ء-ي]{2,}")
_KNOWN = (
    "source",
    "trigger",
    "support",
    "cue",
    "boundary",
    "place",
    "actor",
    "time",
    "link",
    "unit",
    "number",
    "nisba",
    "head",
)


@dataclass(frozen=True)
class Person:
    """A person's name at view offsets, whether the title is an office, and the title row that led to it."""

    start: int
    end: int
    official: bool
    rule: str


def persons(sentence: Sentence) -> list[Person]:
    """The named persons of a sentence: up to four words behind a title that no lexicon knows as anything else."""
    found = []
    for title in sentence.of("title"):
        first = _past_affiliation(title, sentence)
        last = first
        while last < len(sentence.tokens) and last - first < MOST_WORDS and _is_name(last, first, sentence):
            last += 1
        if last > first:
            start, end = sentence.tokens[first][0], sentence.tokens[last - 1][1]
            found.append(Person(start, end, title.value.official, f"title_{title.value.title_id}"))
    return list({(person.start, person.end): person for person in found}.values())


def _past_affiliation(title: Item, sentence: Sentence) -> int:
    """The first token behind a title and the body it belongs to: «المتحدث باسم الجيش، العقيد»، «القيادي في حركة حماس»."""
    at = title.last
    if sentence.word(at) == "في":
        at += 1
    while item := sentence.at(at, "actor", "head", "nisba", "place"):
        at = item.last
    return at + 1 if sentence.word(at) in ("،", ",") and sentence.at(at + 1, "title") is None else at


def _is_name(index: int, first: int, sentence: Sentence) -> bool:
    word = sentence.word(index)
    if not _ARABIC_WORD.fullmatch(word):
        return False
    if index > first and sentence.word(index - 1) in LINKED:
        return True
    known = sentence.at(index, *_KNOWN)
    if known is not None:
        return False
    return index - first < 2 or word.startswith("ال") or word in LINKED
