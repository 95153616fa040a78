"""One pass over a match view for all names of all lexicons, with Arabic clitics handled by one rule.

Names are stored bare or, where they need the article, with it in its two spellings («الحرس», and «للحرس» behind ل). An
Aho-Corasick automaton finds every occurrence of every name; what stands before it in its word must then be a legal
chain of proclitics (conjunction, preposition) for that name, and what stands after it a word end or, for triggers, a
pronoun suffix. So «وللحرس الثوري» is found by the one row «الحرس الثوري», and no row is multiplied.

Hits inside longer words outnumber the others, so they are kept from arising: texts are searched as bytes, one a
character, with codes of their own for the last letters of words, in the names too. What stands around a name is then
looked at for all hits of many texts together, in columns; a Python object is made of a hit only where one is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import accumulate, chain
from typing import Any, NamedTuple

import numpy as np
from daachorse import DoubleArrayAhoCorasick
from numpy.typing import NDArray

from sijill.text.arabic import LETTER, key

_WORD_REST = re.compile(rf"[{LETTER}0-9]*")
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
_REACH = 3  # letters that are looked at before a name and behind it: one more than the longest chain has


def _states(strings: Iterable[str]) -> tuple[str, ...]:
    """The strings and all their beginnings, "" first: the states of reading one of them letter by letter."""
    return tuple(sorted({string[:end] for string in strings for end in range(len(string) + 1)}))


_BEFORE, _BEHIND = _states(chain[::-1] for chain in _ANY), _states(_SUFFIXES)
PROCLITICS = tuple(state[::-1] + preposition for state in _BEFORE for preposition in ("", "ل"))
SUFFIXES = _BEHIND
AT_ONCE = 500_000
"""Characters searched together, or one text if it is longer."""

Numbers = NDArray[np.int64]


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


class Found(NamedTuple):
    """The hits of many texts in columns: those of text k stand at bounds[k] to bounds[k + 1], sorted by start, then the
    longest first. `value` is a place in the matcher's `values`; `proclitic` and `suffix` in PROCLITICS and SUFFIXES."""

    bounds: Numbers
    start: Numbers
    end: Numbers
    value: Numbers
    proclitic: Numbers
    suffix: Numbers
    definite: NDArray[np.bool_]


class _Letters:
    """Bytes for characters: first those that are no letters, then letters inside words, then letters that end words."""

    def __init__(self, names: Iterable[str]) -> None:
        chars = set().union(*names, *_ANY, *_SUFFIXES)
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
        self._before, self._behind = self._steps(_BEFORE), self._steps(_BEHIND)

    def _steps(self, states: tuple[str, ...]) -> NDArray[np.int64]:
        """The state that a state and the code of a letter lead to; the last row is that of no state.

        Letters that end words count as the same letters inside them («لـCNN»).
        """
        nowhere = len(states)
        steps = np.full((nowhere + 1, 256), nowhere, np.int64)
        for number, state in enumerate(states[1:], 1):
            code = int(self._codes[ord(state[-1])])
            steps[states.index(state[:-1]), [code, code + self.shift]] = number
        return steps

    def before(self, codes: NDArray[np.uint8], start: Numbers) -> Numbers:
        """The states of the letters before these places, back to the beginning of the word."""
        state = np.zeros(len(start), np.int64)
        open_ = np.flatnonzero(codes[start - 1] >= self.first)
        for step in range(1, _REACH + 1):
            letter = codes[start[open_] - step]
            open_ = open_[letter >= self.first]
            state[open_] = self._before[state[open_], letter[letter >= self.first]]
        return state

    def behind(self, codes: NDArray[np.uint8], end: Numbers) -> Numbers:
        """The states of the letters from these places to the end of the word."""
        state, open_ = np.zeros(len(end), np.int64), np.arange(len(end))
        for step in range(_REACH):
            letter = codes[end[open_] + step]
            state[open_] = self._behind[state[open_], letter]
            open_ = open_[letter < self.first + self.shift]
        state[open_] = len(_BEHIND)
        return state

    def encode(self, text: str) -> NDArray[np.uint8]:
        """A byte for each character, with _REACH before the text and behind it."""
        units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")
        if len(units) > len(text):
            units = np.minimum(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4"), _BMP - 1)
        codes = np.zeros(len(units) + 2 * _REACH, np.uint8)
        np.take(self._codes, units, out=codes[_REACH:-_REACH])
        letters: NDArray[np.bool_] = codes >= self.first
        codes[:-1] += np.uint8(self.shift) * (letters[:-1] > letters[1:])
        return codes

    def names(self, names: Sequence[str]) -> list[bytes]:
        """Names as they stand in texts, at the ends of their words."""
        codes = self.encode("\n".join(names))[_REACH:].tobytes()  # together: one by one takes ten times as long
        ends = accumulate(len(name) + 1 for name in names)
        return [codes[end - 1 - len(name) : end - 1] for name, end in zip(names, ends, strict=True)]

    def going_on(self, code: bytes) -> bytes:
        """A name as it stands in texts with more of the word behind it."""
        return code if code[-1] < self.first else code[:-1] + bytes((code[-1] - self.shift,))


class _Columns:
    """The ways of all patterns in columns, and the few facts of a pattern that most hits are refused by."""

    def __init__(self, patterns: Iterable[list[_Way]]) -> None:
        ways = list(patterns)
        flat = [way for found in ways for way in found]
        self.values: list[Any] = [way.value for way in flat]
        self.count = np.array([len(found) for found in ways], np.int64)
        self.first = np.cumsum(self.count) - self.count
        self.legal = np.array([_mask(way.legal, _BEFORE, -1) for way in flat], np.int64)
        self.endings = np.array([_mask(way.endings, _BEHIND, 1) for way in flat], np.int64)
        self.shift = np.array([len(way.preposition) for way in flat], np.int64)
        self.definite = np.array([way.definite for way in flat], np.bool_)
        self.some_legal = np.bitwise_or.reduceat(self.legal, self.first)
        self.some_endings = np.bitwise_or.reduceat(self.endings, self.first)


@cache
def _mask(strings: frozenset[str], states: tuple[str, ...], order: int) -> int:
    """A bit for the state of each string."""
    return sum(1 << states.index(string[::order]) for string in strings)


class Matcher:
    """All entries in one automaton."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        ways: dict[str, list[_Way]] = {}
        for entry in entries:
            for pattern, way in _ways(entry):
                ways.setdefault(pattern, []).append(way)
        self._letters = _Letters(ways)
        patterns = dict(zip(self._letters.names(list(ways)), ways, strict=True))
        loose = {
            self._letters.going_on(code): name
            for code, name in patterns.items()
            if any(way.endings is not _NONE for way in ways[name]) and _WORD_REST.fullmatch(name[-1])
        }
        self._first_loose = len(patterns)
        self._automaton = DoubleArrayAhoCorasick([*patterns, *loose]) if patterns else None
        self._ways = _Columns(ways[name] for name in (*patterns.values(), *loose.values())) if patterns else None
        self.values = self._ways.values if self._ways else []

    def find(self, view: str) -> list[Hit]:
        """All hits in a match view, nested ones included, sorted by start, then longest first."""
        return self.hits(self.find_all([view]), 0)

    def hits(self, found: Found, number: int) -> list[Hit]:
        """The hits of one of the texts that `find_all` has searched, as objects."""
        first, last = found.bounds[number], found.bounds[number + 1]
        start, end, value, proclitic, suffix, definite = (column[first:last].tolist() for column in found[1:])
        values, before, behind = (
            map(strings.__getitem__, places)
            for strings, places in ((self.values, value), (PROCLITICS, proclitic), (SUFFIXES, suffix))
        )
        columns = zip(start, end, values, before, behind, definite, strict=True)
        return list(map(partial(tuple.__new__, Hit), columns))  # what Hit(…) does, without a call of Python

    def find_all(self, views: Sequence[str]) -> Found:
        """The hits in many match views: what `find` tells of each, in columns."""
        parts = [self._find_some(some) for some in _batches(views)]
        sizes = np.cumsum([0, *(len(part.start) for part in parts)])
        bounds = [part.bounds[:-1] + size for part, size in zip(parts, sizes[:-1], strict=True)]
        columns = (np.concatenate(column) for column in list(zip(*parts, strict=True))[1:])
        return Found(np.concatenate([*bounds, sizes[-1:]]), *columns)

    def _find_some(self, views: Sequence[str]) -> Found:
        lengths = np.fromiter(map(len, views), np.int64, len(views)) + 1  # with a line break, which no name holds
        starts = np.cumsum(lengths) - lengths
        if self._automaton is None or self._ways is None:
            none = np.zeros(0, np.int64)
            return Found(np.zeros(len(views) + 1, np.int64), none, none, none, none, none, none.astype(np.bool_))
        codes, ways = self._letters.encode("\n".join(views)), self._ways
        raw = self._automaton.find_overlapping(codes.tobytes())
        numbers = np.fromiter(chain.from_iterable(raw), np.int64, 3 * len(raw))
        start, end, number = np.ascontiguousarray(numbers.reshape(-1, 3).T)
        before = self._letters.before(codes, start)
        goes_on = np.flatnonzero(number >= self._first_loose)
        behind = np.zeros(len(start), np.int64)
        behind[goes_on] = self._letters.behind(codes, end[goes_on])
        possible = (ways.some_legal[number] >> before) & (ways.some_endings[number] >> behind) & 1 > 0
        start, end, number, before, behind = (column[possible] for column in (start, end, number, before, behind))
        hit, way = _each_way(ways.first[number], ways.count[number])
        legal = (ways.legal[way] >> before[hit]) & (ways.endings[way] >> behind[hit]) & 1 > 0
        hit, way = hit[legal], way[legal]
        alone = (before[hit] == 0) & (number[hit] < self._first_loose)  # at equal places behind the others
        start, end = start[hit] + ways.shift[way] - _REACH, end[hit] - _REACH
        end += np.array([len(suffix) for suffix in (*SUFFIXES, "")])[behind[hit]]
        order = np.argsort((start << 20) - 2 * end + 2 * start + alone, kind="stable")
        start, end, hit, way = start[order], end[order], hit[order], way[order]
        bounds = np.searchsorted(start, np.append(starts, starts[-1:] + lengths[-1:]))
        offset = np.repeat(starts, np.diff(bounds))
        return Found(
            bounds, start - offset, end - offset, way, 2 * before[hit] + ways.shift[way], behind[hit],
            ways.definite[way],
        )  # fmt: skip


def _batches(views: Sequence[str]) -> Iterator[Sequence[str]]:
    """The texts in their order, AT_ONCE characters at a time; at least one batch."""
    first, size = 0, 0
    for number, view in enumerate(views):
        if size and size + len(view) > AT_ONCE:
            yield views[first:number]
            first, size = number, 0
        size += len(view)
    yield views[first:]


def _each_way(first: Numbers, count: Numbers) -> tuple[Numbers, Numbers]:
    """For every hit the ways of its pattern: places of hits and of ways, in order."""
    hit = np.repeat(np.arange(len(first)), count)
    return hit, np.arange(len(hit)) + np.repeat(first - np.cumsum(count) + count, count)


def _ways(entry: Entry) -> list[tuple[str, _Way]]:
    """What the automaton looks for, each with what may stand around it; ة becomes ت before a pronoun suffix."""
    # «قتلا» is the dual of the verb, and no accusative of it
    endings = _NONE if not entry.suffixes else _SUFFIXES - {"ا"} if entry.shape == "verb" else _SUFFIXES
    name = key(entry.name)
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
