"""One pass over a match view for all names of all lexicons, with Arabic clitics handled by one rule.

Names are stored bare or, where they need the article, with it in its two spellings («الحرس», and «للحرس» behind ل). An
Aho-Corasick automaton finds every occurrence of every name; what stands before it in its word must then be a legal
chain of proclitics (conjunction, preposition) for that name, and what stands after it a word end or, for triggers, a
pronoun suffix. So «وللحرس الثوري» is found by the one row «الحرس الثوري», and no row is multiplied.

Two hits of three stand inside longer words, so most of the work is to drop them fast: a map of the text with one byte
a character tells whether a letter stands before or after, and the few characters before a name are looked up once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np
from daachorse import CharwiseDoubleArrayAhoCorasick

from sijill.text.arabic import LETTER, key

_WORD_START = re.compile(rf"[{LETTER}0-9]*\Z")  # not $, which is also true before a last line break
_WORD_REST = re.compile(rf"[{LETTER}0-9]*")
_CONTEXT = 3  # characters: the longest chain («وب») and one more, so that a longer word start is seen to be none
_JOINTS = ("", "و", "ف")
_BARE = frozenset(joint + prep for joint in _JOINTS for prep in ("", "ب", "ل", "ك"))
_VERBAL = frozenset(joint + particle for joint in _JOINTS for particle in ("", "س", "ل"))
_BEFORE_ARTICLE = frozenset(joint + prep for joint in _JOINTS for prep in ("", "ب", "ك"))
_BEFORE_CONTRACTION = frozenset(_JOINTS)
_ANY = _BARE | _VERBAL
_NONE = frozenset(("",))
_PRONOUNS = frozenset(("ها", "هم", "هما", "هن", "ه", "نا", "كم", "ك"))
_SUFFIXES = _PRONOUNS | {"", "ا"}  # with the alif of an indefinite accusative («شنّ هجومًا»)
_BMP = 0x10000
_APART, _INSIDE, _PERHAPS = 0, 1, 2  # what a character before a name says: word start, no name, perhaps a proclitic
_MOST_CONTEXTS = 1 << 17


@dataclass(frozen=True)
class Entry:
    """A name to find. `shape`: bare (no article), definite (article needed), either, verb; `suffixes`: pronouns too."""

    name: str
    value: Any
    shape: str = "bare"
    suffixes: bool = False


class Hit(NamedTuple):
    """A name found: view offsets (article in, proclitics out), the proclitics before it, the suffix behind it."""

    start: int
    end: int
    value: Any
    proclitic: str = ""
    suffix: str = ""
    definite: bool = False


class _Way(NamedTuple):
    """A way in which an entry is written: what may stand before and behind, the letters that are no part of it."""

    legal: frozenset[str]
    endings: frozenset[str]
    value: Any
    preposition: str
    definite: bool


def name_entry(name: str, value: Any) -> Entry:
    """An entry for a proper name: the article is needed where the name is written with it, and barred where not."""
    return Entry(name, value, "definite" if key(name).startswith("ال") else "bare")


class _Proclitics(dict[str, str | None]):
    """The chain of proclitics that the characters before a name end with; None where they are no such chain."""

    def __missing__(self, context: str) -> str | None:
        if len(self) > _MOST_CONTEXTS:
            self.clear()
        match = _WORD_START.search(context)
        found = match[0] if match and match[0] in _ANY else None
        self[context] = found
        return found


class Matcher:
    """All entries in one automaton."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        patterns: dict[str, list[_Way]] = {}
        for entry in entries:
            for pattern, way in _ways(entry):
                patterns.setdefault(pattern, []).append(way)
        self._ways = list(patterns.values())
        self._loose = frozenset(n for n, ways in enumerate(self._ways) if any(way.endings is not _NONE for way in ways))
        self._contracted = frozenset(n for n, ways in enumerate(self._ways) if any(way.preposition for way in ways))
        self._alone = [_standing_alone(ways) for ways in self._ways]
        self._whole = [_whole_words(ways) for ways in self._ways]
        self._proclitics = _Proclitics()
        self._automaton = CharwiseDoubleArrayAhoCorasick(list(patterns)) if patterns else None

    def find(self, view: str) -> list[Hit]:
        """All hits in a match view, nested ones included, sorted by start, then longest first."""
        if self._automaton is None:
            return []
        letters, alone, loose, contracted = _letters(view), self._alone, self._loose, self._contracted
        make = tuple.__new__  # what Hit(…) does, without a call of Python
        raw = self._automaton.find_overlapping(view)
        hits = [
            make(Hit, (start, end, value, "", "", definite))
            for start, end, number in raw
            if not letters[start] and not letters[end + 1]
            for value, definite in alone[number]
        ]
        for start, end, number in raw:
            before, behind = letters[start], letters[end + 1]
            if before != _INSIDE and (number in loose if behind else before or number in contracted):
                hits += self._attached(view, start, end, number, behind > 0)
        hits.sort(key=itemgetter(1), reverse=True)
        hits.sort(key=itemgetter(0))
        return hits

    def _attached(self, view: str, start: int, end: int, number: int, goes_on: bool) -> list[Hit]:
        """The hits of a pattern that letters stand before or behind."""
        before = self._proclitics[view[start - _CONTEXT if start > _CONTEXT else 0 : start]]
        if before is None:
            return []
        if goes_on:
            return self._suffixed(view, start, end, number, before)
        return [
            Hit(start + shift, end, value, proclitic, "", definite)
            for shift, value, proclitic, definite in self._whole[number].get(before, ())
        ]

    def _suffixed(self, view: str, start: int, end: int, number: int, before: str) -> list[Hit]:
        """The hits of a pattern behind which its word goes on."""
        suffix = _WORD_REST.match(view, end)[0]  # type: ignore[index]
        return [
            Hit(
                start + len(way.preposition),
                end + len(suffix),
                way.value,
                before + way.preposition,
                suffix,
                way.definite,
            )
            for way in self._ways[number]
            if before in way.legal and suffix in way.endings
        ]


def _standing_alone(ways: list[_Way]) -> tuple[tuple[Any, bool], ...]:
    """Value and definiteness of the hits of a pattern that is a word by itself; «للحرس» has a proclitic in it."""
    return tuple((way.value, way.definite) for way in ways if not way.preposition)


def _whole_words(ways: list[_Way]) -> dict[str, tuple[tuple[int, Any, str, bool], ...]]:
    """For each chain of proclitics the hits of a pattern that ends its word: shift, value, proclitics, definite."""
    chains = frozenset[str]().union(*(way.legal for way in ways))
    return {
        chain: tuple(
            (len(way.preposition), way.value, chain + way.preposition, way.definite)
            for way in ways
            if chain in way.legal and "" in way.endings
        )
        for chain in chains
    }


def _letters(view: str) -> bytes:
    """A byte for each character, and one for before and after the text: apart, inside a word, perhaps a proclitic."""
    codes = np.frombuffer(view.encode("utf-16-le", "surrogatepass"), "<u2")
    if len(codes) > len(view):
        codes = np.minimum(np.frombuffer(view.encode("utf-32-le", "surrogatepass"), "<u4"), _BMP - 1)
    return b"\0" + _CLASSES[codes].tobytes() + b"\0"


def _classes() -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    classes = np.zeros(_BMP, np.uint8)
    classes[[code for code in range(_BMP - 1) if _WORD_REST.fullmatch(chr(code))]] = _INSIDE
    classes[[ord(chain[-1]) for chain in _ANY if chain]] = _PERHAPS
    return classes


_CLASSES = _classes()


def _ways(entry: Entry) -> list[tuple[str, _Way]]:
    """What the automaton looks for, each with what may stand around it; ة becomes ت before a pronoun suffix."""
    name, endings = key(entry.name), _SUFFIXES if entry.suffixes else _NONE
    stems = [(name.removeprefix("ال") if entry.shape in ("definite", "either") else name, endings)]
    if entry.suffixes and entry.name.endswith("ة"):
        stems.append((stems[0][0][:-1] + "ت", _PRONOUNS))
    found = []
    for stem, allowed in stems:
        if entry.shape != "definite":
            legal = _VERBAL if entry.shape == "verb" else _BARE
            found.append((stem, _Way(legal, allowed, entry.value, "", False)))
        if entry.shape in ("definite", "either"):
            found.append(("ال" + stem, _Way(_BEFORE_ARTICLE, allowed, entry.value, "", True)))
            found.append(("لل" + stem, _Way(_BEFORE_CONTRACTION, allowed, entry.value, "ل", True)))
    return found
