"""The scan that turns folded text into a string of classes of time words (timewords.py), one character an item."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

from sijill.text.calendar import HIJRI_YEARS, WEAK_NAMES, hijri_month_names, month_names, weekday_names
from sijill.text.numerals import FIRST_WORDS, ORDINALS, read_number
from sijill.text.timewords import PHRASES, UNITS, WORDS, YEARS
from sijill.text.tokens import DIGITS, Tokens, readings, tokenize, written

# The classes of which a match of the grammar has at least one: without them the others tell no time.
_TELLING = frozenset("tiIGTWwBPpXC1?_SYEKuMmHyhDF")
_MARKS = {"،": "c", ",": "c", "/": "s", "-": "~", "(": "O", ")": "Q", "[": "O", "]": "Q"}
_FULL_DATE = re.compile(r"(?:(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{1,2})([-/.])(\d{1,2})\6(\d{4}))$")
_SHORT_DATE = re.compile(r"(\d{1,2})/(\d{1,2})$")
_RANGE = re.compile(r"(\d{1,2})-(\d{1,2})$")
_CLOCK = re.compile(r"([01]?\d|2[0-4])([:.,])([0-5]\d)$")


class Item(NamedTuple):
    """One item of the class string: its class, its half-open place in the folded text, and its value."""

    tag: str
    start: int
    end: int
    value: Any = None


@cache
def lexicon() -> dict[tuple[str, ...], tuple[str, Any]]:
    """Folded phrases (tuples of words) with their class and value."""
    rows: dict[str, tuple[str, Any]] = {}
    rows |= {phrase: ("o", value) for phrase, value in ORDINALS.items()}
    rows |= {w: (tag, value) for tag, values in WORDS.items() for value, words in values.items() for w in words.split()}
    rows |= {word: ("u", unit) for unit, words in UNITS.items() for word in words.split()}
    rows |= {name: ("m" if name in WEAK_NAMES else "M", n) for name, n in month_names().items()}
    rows |= {name: ("H", number) for name, number in hijri_month_names().items()}
    for name, number in weekday_names().items():
        rows |= {name: ("W", number), name.removeprefix("ال"): ("w", number)}
    return {tuple(phrase.split()): reading for phrase, reading in (rows | PHRASES).items()}


@cache
def _by_first_word() -> dict[str, list[tuple[tuple[str, ...], tuple[str, Any]]]]:
    """The lexicon by first word, longest phrases first."""
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, Any]]]] = {}
    for phrase, reading in sorted(lexicon().items(), key=lambda row: (-len(row[0]), row[0])):
        found.setdefault(phrase[0], []).append((phrase, reading))
    return found


@cache
def _later_words() -> frozenset[str]:
    """The words that stand behind the first one in some phrase."""
    return frozenset(word for phrase in lexicon() for word in phrase[1:])


@cache
def _telling_words() -> frozenset[str]:
    """The written words that tell a time, as _known reads them."""
    return written(_by_first_word(), _tells)


def _tells(word: str) -> bool:
    known = _known(word)
    return known is not None and known.tells


class _Known(NamedTuple):
    """What a token is to the scan: letters taken off, word of the lexicon or mark or digits, whether it tells time."""

    cut: int
    word: str
    tells: bool


@lru_cache(maxsize=1 << 16)
def _known(word: str) -> _Known | None:
    """What a token is to the scan, or None if nothing."""
    if word[0] in DIGITS:
        return _Known(0, word, _digits(word, 0).tag in _TELLING)
    if word in _MARKS:
        return _Known(0, word, False)
    firsts = _by_first_word()
    for cut, rest in readings(word):
        if rest in firsts or rest in FIRST_WORDS or (rest[:2] == "ال" and rest[2:] in FIRST_WORDS):
            return _Known(cut, rest, any(tag in _TELLING for _, (tag, _) in firsts.get(rest, ())))
    return _Known(0, word, False) if word == "ال" else None


def scan(folded: str) -> list[Item]:
    """The items of a folded text, proclitics apart from their words, where something tells time.

    A run of known words without one of _TELLING matches nothing in the grammar: it is one item with the unknown words
    around it.
    """
    tokens = tokenize(folded)
    words = tokens.words
    tell, later, done = _telling_words(), _later_words(), 0
    items: list[Item] = []
    for telling in [at for at, word in enumerate(words) if word in tell or (word[0] in DIGITS and _tells(word))]:
        if telling < done:
            continue
        at = telling
        while at > done and (_known(words[at - 1]) is not None or words[at - 1] in later):
            at -= 1
        if at > done:
            items.append(Item(".", tokens.starts[done], tokens.starts[at]))
        while at < len(words) and ((one := _known(words[at])) is not None or words[at] in later):
            if one is None:
                items.append(Item(".", tokens.starts[at], tokens.end(at)))
                at += 1
            else:
                at = _read(tokens, at, (one.cut, one.word), items)
        done = at
    return items


def _read(tokens: Tokens, at: int, known: tuple[int, str], items: list[Item]) -> int:
    """Append the item (or items) of the known token at `at`; the position after it."""
    word, start = tokens.words[at], tokens.starts[at]
    if word[0] in DIGITS:
        items.append(_digits(word, start))
    elif word in _MARKS:
        items.append(Item(_MARKS[word], start, start + 1))
    elif word != "ال":
        return _read_words(tokens, at, known, items)
    elif not (at + 1 < len(tokens.words) and tokens.starts[at + 1] == start + 2 and tokens.words[at + 1].isdigit()):
        items.append(Item(".", start, start + 2))
    return at + 1


def _read_words(tokens: Tokens, at: int, known: tuple[int, str], items: list[Item]) -> int:
    """Append the item that starts with the known word at `at` (its proclitics first); the position after it."""
    cut, rest = known
    words, start = tokens.words, tokens.starts[at]
    found = _phrase(words, at, rest)
    if found is None:
        number = read_number([rest if rest in FIRST_WORDS else rest[2:], *words[at + 1 : at + 12]], 0)
        if number is None:
            items.append(Item(".", start, tokens.end(at)))
            return at + 1
        found = "N", number[0], at + number[1]
    for index in range(cut):
        items.append(Item(_PROCLITICS.get(words[at][index], "."), start + index, start + index + 1))
    tag, value, after = found
    items.append(Item(tag, start + cut, tokens.end(after - 1), value))
    return after


_PROCLITICS = {"و": "v", "ف": "v", "ب": "f", "ل": "e"}


def _phrase(words: tuple[str, ...], at: int, first: str) -> tuple[str, Any, int] | None:
    """The longest phrase of the lexicon that starts at `at` with the word `first`: class, value, position after it."""
    for phrase, (tag, value) in _by_first_word().get(first, ()):
        after = at + len(phrase)
        if words[at + 1 : after] == phrase[1:]:
            return tag, value, after
    return None


def _digits(text: str, start: int) -> Item:
    """Class and value of a digit group."""
    end = start + len(text)
    if text.isdigit():
        return Item(*_whole(text, start, end))
    if match := _FULL_DATE.match(text):
        y1, _, m1, d1, d2, _, m2, y2 = match.groups()
        return Item("D", start, end, (int(y1 or y2), int(m1 or m2), int(d1 or d2)))
    if match := _SHORT_DATE.match(text):
        return Item("F", start, end, (int(match[1]), int(match[2])))
    if match := _RANGE.match(text):
        return Item("R", start, end, (int(match[1]), int(match[2])))
    if match := _CLOCK.match(text):
        return Item("C" if match[2] == ":" else "6", start, end, (int(match[1]), int(match[3])))
    return Item("n", start, end)


def _whole(text: str, start: int, end: int) -> tuple[str, int, int, int | None]:
    if len(text) > 12:
        return "n", start, end, None
    value = int(text)
    if len(text) < 3 and 1 <= value <= 31:
        return "d", start, end, value
    tag = "y" if len(text) == 4 and value in YEARS else "h" if value in HIJRI_YEARS else "n"
    return tag, start, end, value
