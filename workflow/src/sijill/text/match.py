"""One pass over a match view for all names of all lexicons, with Arabic clitics handled by one rule.

Names are stored bare. An Aho-Corasick automaton finds every occurrence of every name; what stands before it in
its word must then be a legal chain of proclitics (conjunction, preposition, article) for that name, and what
stands after it a word end or, for triggers, a pronoun suffix. So «وللحرس الثوري» is found by the one row
«الحرس الثوري», and no pattern is multiplied.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from daachorse import CharwiseDoubleArrayAhoCorasick

from sijill.text.arabic import LETTER, key

_WORD_START = re.compile(rf"[{LETTER}0-9]*\Z")  # not $, which is also true before a last line break
_WORD_REST = re.compile(rf"[{LETTER}0-9]*")
LONGEST_PREFIX = 5  # characters: «وبال» and one more, so that a longer word start is seen to be no proclitic
_JOINTS = ("", "و", "ف")
_BARE = frozenset(joint + prep for joint in _JOINTS for prep in ("", "ب", "ل", "ك"))
_VERBAL = frozenset(joint + particle for joint in _JOINTS for particle in ("", "س", "ل"))
_DEFINITE = frozenset(joint + article for joint in _JOINTS for article in ("ال", "بال", "كال", "لل"))
LEGAL = {"bare": _BARE, "definite": _DEFINITE, "either": _BARE | _DEFINITE, "verb": _VERBAL}
_ANY = frozenset().union(*LEGAL.values())
_NONE = frozenset(("",))
_PRONOUNS = frozenset(("ها", "هم", "هما", "هن", "ه", "نا", "كم", "ك"))
_SUFFIXES = _PRONOUNS | {"", "ا"}  # with the alif of an indefinite accusative («شنّ هجومًا»)


@dataclass(frozen=True)
class Entry:
    """A name to find. `shape`: bare (no article), definite (article needed), either, verb; `suffixes`: pronouns too."""

    name: str
    value: Any
    shape: str = "bare"
    suffixes: bool = False


@dataclass(frozen=True)
class Hit:
    """A name found: view offsets (article in, proclitics out), the proclitics before it, the suffix behind it."""

    start: int
    end: int
    value: Any
    proclitic: str = ""
    suffix: str = ""
    definite: bool = False


def name_entry(name: str, value: Any) -> Entry:
    """An entry for a proper name: the article is needed where the name is written with it, and barred where not."""
    return Entry(name, value, "definite" if key(name).startswith("ال") else "bare")


class Matcher:
    """All entries in one automaton."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        patterns: dict[str, list[tuple[Entry, frozenset[str]]]] = {}
        for entry in entries:
            for pattern, endings in _patterns(entry):
                patterns.setdefault(pattern, []).append((entry, endings))
        self._entries = list(patterns.values())
        self._automaton = CharwiseDoubleArrayAhoCorasick(list(patterns)) if patterns else None

    def find(self, view: str) -> list[Hit]:
        """All hits in a match view, nested ones included, sorted by start, then longest first."""
        if self._automaton is None:
            return []
        hits = []
        for start, end, number in self._automaton.find_overlapping(view):
            prefix = _matched(_WORD_START.search(view, max(0, start - LONGEST_PREFIX), start))
            if prefix not in _ANY:
                continue
            suffix = _matched(_WORD_REST.match(view, end))
            for entry, endings in self._entries[number]:
                if suffix in endings and prefix in LEGAL[entry.shape]:
                    hits.append(_hit(entry, start, end, prefix, suffix))
        return sorted(hits, key=lambda hit: (hit.start, -hit.end))


def _matched(match: re.Match[str] | None) -> str:
    return match[0] if match else ""


def _hit(entry: Entry, start: int, end: int, prefix: str, suffix: str) -> Hit:
    definite = entry.shape in ("definite", "either") and prefix in _DEFINITE
    article = 0 if not definite else 1 if prefix.endswith("لل") else 2
    proclitic = prefix[: len(prefix) - article] if definite else prefix
    return Hit(start - article, end + len(suffix), entry.value, proclitic, suffix, definite)


def _patterns(entry: Entry) -> list[tuple[str, frozenset[str]]]:
    """What the automaton looks for, each with what may follow it; ة becomes ت before a pronoun suffix."""
    name = key(entry.name)
    if entry.shape in ("definite", "either") and name.startswith("ال"):
        name = name[2:]
    found = [(name, _SUFFIXES if entry.suffixes else _NONE)]
    if entry.suffixes and entry.name.endswith("ة"):
        found.append((name[:-1] + "ت", _PRONOUNS))
    return found
