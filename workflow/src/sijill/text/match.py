"""One pass over a match view for all names of all lexicons, with Arabic clitics handled by one rule.

Names are stored bare or, where they need the article, with it in its two spellings («الحرس», and «للحرس» behind ل). An
Aho-Corasick automaton finds every occurrence of every name; what stands before it in its word must then be a legal
chain of proclitics (conjunction, preposition) for that name, and what stands after it a word end or, for triggers, a
pronoun suffix. So «وللحرس الثوري» is found by the one row «الحرس الثوري», and no row is multiplied.

Hits inside longer words outnumber the others, so they are kept from arising: each text is searched as bytes, one a
character, with codes of their own for the last letters of words, in the names too. Only what stands before a name is
left to look at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np
from daachorse import DoubleArrayAhoCorasick
from numpy.typing import NDArray

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
_OTHER = "\0"  # stands for every character of no name that is no letter
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


class _Letters:
    """Bytes for characters: first those that are no letters, then letters inside words, then letters that end words."""

    def __init__(self, names: Iterable[str]) -> None:
        chars = set().union(*names) | {chain[-1] for chain in _ANY if chain}
        inside = sorted(char for char in chars if _WORD_REST.fullmatch(char))
        marks = [_OTHER, *sorted(chars.difference(inside, _OTHER))]
        self.first, self.shift = len(marks), len(inside) + 1  # one letter code stands for the letters of no name
        if self.first + 2 * self.shift > 256:
            raise ValueError(
                f"the names have {len(chars)} characters, too many for a byte with the ends of words apart"
            )
        self._codes = np.zeros(_BMP, np.uint8)
        self._codes[[code for code in range(_BMP) if _WORD_REST.fullmatch(chr(code))]] = self.first
        self._codes[[ord(char) for char in marks]] = range(self.first)
        self._codes[[ord(char) for char in inside]] = range(self.first + 1, self.first + self.shift)
        last = {int(self._codes[ord(chain[-1])]) for chain in _ANY if chain}
        self.proclitics = frozenset(last | {code + self.shift for code in last})  # at the end of a word: «لـCNN»

    def encode(self, text: str) -> bytes:
        """A byte for each character, and one before the text."""
        units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")
        if len(units) > len(text):
            units = np.minimum(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4"), _BMP - 1)
        codes = np.zeros(len(units) + 2, np.uint8)
        np.take(self._codes, units, out=codes[1:-1])
        letters: NDArray[np.bool_] = codes >= self.first
        codes[:-1] += np.uint8(self.shift) * (letters[:-1] > letters[1:])
        return codes[:-1].tobytes()

    def name(self, name: str, ends: bool) -> bytes:
        """A name as it stands in texts, at the end of its word or with more of the word behind it."""
        code = self.encode(name)[1:]
        if ends or code[-1] < self.first:
            return code
        return code[:-1] + bytes((code[-1] - self.shift,))


class Matcher:
    """All entries in one automaton."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        ways: dict[str, list[_Way]] = {}
        for entry in entries:
            for pattern, way in _ways(entry):
                ways.setdefault(pattern, []).append(way)
        self._letters = _Letters(ways)
        patterns = {self._letters.name(name, ends=True): name for name in ways}
        loose = {
            self._letters.name(name, ends=False): name
            for name, found in ways.items()
            if any(way.endings is not _NONE for way in found) and _WORD_REST.fullmatch(name[-1])
        }
        self._ways = [ways[name] for name in (*patterns.values(), *loose.values())]
        self._whole = [_whole_words(found) for found in self._ways[: len(patterns)]]
        self._alone = [found.get("", ()) for found in self._whole] + [()] * len(loose)
        self._first_loose = len(patterns)
        self._proclitics = _Proclitics()
        self._automaton = DoubleArrayAhoCorasick([*patterns, *loose]) if patterns else None

    def find(self, view: str) -> list[Hit]:
        """All hits in a match view, nested ones included, sorted by start, then longest first."""
        if self._automaton is None:
            return []
        codes, alone, first, more = self._letters.encode(view), self._alone, self._letters.first, self._first_loose
        proclitics, make = self._letters.proclitics, tuple.__new__  # what Hit(…) does, without a call of Python
        raw = self._automaton.find_overlapping(codes)  # offsets one too large, for the byte before the text
        hits: list[Hit] = []
        whole, put = self._whole, hits.append
        for start, end, number in raw:
            if codes[start - 1] in proclitics:
                before = self._proclitics[view[start - 1 - _CONTEXT if start > _CONTEXT else 0 : start - 1]]
                if before is None:
                    continue
            elif number < more or codes[start - 1] >= first:
                continue
            else:
                before = ""
            if number >= more:
                hits += self._suffixed(view, start - 1, end - 1, number, before)
            else:
                for shift, value, proclitic, definite in whole[number].get(before, ()):
                    put(make(Hit, (start + shift, end - 1, value, proclitic, "", definite)))
        hits += [
            make(Hit, (start + shift, end - 1, value, proclitic, "", definite))
            for start, end, number in raw
            if codes[start - 1] < first
            for shift, value, proclitic, definite in alone[number]
        ]
        hits.sort(key=itemgetter(1), reverse=True)
        hits.sort(key=itemgetter(0))
        return hits

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


def _whole_words(ways: list[_Way]) -> dict[str, tuple[tuple[int, Any, str, bool], ...]]:
    """For each chain of proclitics the hits of a pattern that ends its word: value, proclitics, whether definite, and
    what to add to the start that the automaton tells, which is one too large."""
    chains = frozenset[str]().union(*(way.legal for way in ways))
    return {
        chain: tuple(
            (len(way.preposition) - 1, way.value, chain + way.preposition, way.definite)
            for way in ways
            if chain in way.legal and "" in way.endings
        )
        for chain in chains
    }


def _ways(entry: Entry) -> list[tuple[str, _Way]]:
    """What the automaton looks for, each with what may stand around it; ة becomes ت before a pronoun suffix."""
    name, endings = key(entry.name), _SUFFIXES if entry.suffixes else _NONE
    article = entry.shape == "definite" or (entry.shape == "either" and entry.name.startswith("ال"))  # none in «آلية»
    stems = [(name.removeprefix("ال") if article else name, endings)]
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
