"""Bare figures of folded text: digits with separators and scales, number words, vague quantities.

`numbers.py` adds what stands around them: hedges, ranges, totals, and the kind of number each is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sijill.text import numberwords as nw
from sijill.text.numerals import FIRST_WORDS, MULTIPLIER, ORDINAL_ONES, TEN, read_number
from sijill.text.tokens import DIGITS, Tokens, readings, tokenize, word_set, written

_MAX_DIGITS = 12
_THOUSANDS = re.compile(r"\d{1,3}(?:[,.٬]\d{3})+$")
_DECIMAL = re.compile(r"\d{1,12}[.,٫]\d{1,6}$")
_RANGE = re.compile(r"(\d{1,9})-(\d{1,9})$")
_ARABIC = re.compile(r"[ء-ي]")
_ORDINAL_HEADS = word_set(" ".join(ORDINAL_ONES.values()) + " الحادي الحاديه")
_MOST_WORDS = 14  # the longest spelled number below a billion


@dataclass(frozen=True)
class Figure:
    """A bare figure: half-open place, bounds, whether in digits, and the scale word in it (1 if none)."""

    start: int
    end: int
    low: float | None
    best: float | None
    high: float | None
    exactness: str = "exact"
    digits: bool = False
    scale: int = 1


@dataclass(frozen=True)
class _Reading:
    """What words say: bounds, how many words they are, and the scale word among them."""

    low: float | None
    best: float | None
    high: float | None
    exactness: str
    length: int
    scale: int = 1


def find_figures(folded: str) -> list[Figure]:
    """All bare figures of a folded text, in order, without overlap."""
    tokens = tokenize(folded)
    found: list[Figure] = []
    done = 0
    begin = _beginnings()
    for at in [at for at, word in enumerate(tokens.words) if word in begin or word[0] in DIGITS]:
        if at < done:
            continue
        read = _digits(tokens, at) if tokens.words[at][0] in DIGITS else _words(folded, tokens, at)
        if read is not None:
            figure, done = read
            found.append(figure)
    return found


@cache
def _beginnings() -> frozenset[str]:
    """The written words that a figure can begin with."""
    return written((article + word for word in _BEGINNINGS for article in ("", "ال")), _may_begin)


def _may_begin(word: str) -> bool:
    return any(rest in _BEGINNINGS or rest.removeprefix("ال") in _BEGINNINGS for _, rest in readings(word))


_BEGINNINGS = FIRST_WORDS | nw.FEW | nw.SEVERAL | nw.SEVERAL_OF | frozenset((*nw.VAGUE_SCALES, *nw.HALVES))


def _digits(tokens: Tokens, at: int) -> tuple[Figure, int] | None:
    """A figure that begins with digits (1,200  2.5  5-7  3 الاف  3 الاف و500) and the position after it."""
    words, text, start = tokens.words, tokens.words[at], tokens.starts[at]
    scale = MULTIPLIER.get(words[at + 1], 1) if at + 1 < len(words) else 1
    last = at + (2 if scale > 1 else 1)
    if match := _RANGE.match(text):
        low, high = int(match[1]) * scale, int(match[2]) * scale
        return (Figure(start, tokens.end(last - 1), low, None, high, "range", True), last) if low < high else None
    value = _value(text, scale)
    if value is None:
        return None
    if scale > 1:
        value, last = _rest(words, last, value * scale, scale)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return Figure(start, tokens.end(last - 1), value, value, value, "exact", True, scale), last


def _value(text: str, scale: int) -> float | None:
    """The value of a digit group: dots and commas before three digits separate thousands, unless a scale follows."""
    if text.isdigit():
        return int(text) if len(text) <= _MAX_DIGITS else None
    if _THOUSANDS.match(text) and not (scale > 1 and _DECIMAL.match(text)) and len(text) <= 15 and text[0] != "0":
        return int(re.sub(r"\D", "", text))
    return float(re.sub(r"[,٫]", ".", text)) if _DECIMAL.match(text) else None


def _rest(words: Sequence[str], at: int, value: float, scale: int) -> tuple[float, int]:
    """What is added after a scale word («3 آلاف و500», «مليون ونصف»): the sum, and the position after it."""
    if at < len(words) and words[at] == "ونصف":
        return value + scale // 2, at + 1
    while at + 1 < len(words) and words[at] == "و" and words[at + 1].isdigit() and len(words[at + 1]) <= _MAX_DIGITS:
        own = MULTIPLIER.get(words[at + 2], 1) if at + 2 < len(words) else 1
        added = int(words[at + 1]) * own
        if own >= scale or added >= scale:
            break
        value, at, scale = value + added, at + (3 if own > 1 else 2), own
    return value, at


def _words(folded: str, tokens: Tokens, at: int) -> tuple[Figure, int] | None:
    """A figure in words, or a vague quantity, and the position after it."""
    words = tokens.words
    before = words[at - 1] if at else ""
    for cut, rest in readings(words[at]):
        following = [rest, *words[at + 1 : at + _MOST_WORDS]]
        if rest == "واحد" and following[1:2] == ["عشر"]:
            continue  # و + احد عشر
        read = _vague(following) or _article(following) or _cardinal(following, before)
        if read is None:
            continue
        value, last = read.best, at + read.length
        if value is not None and read.scale > 1:
            value, last = _rest(words, last, value, read.scale)
        low, high = (read.low, read.high) if read.best is None else (value, value)
        start = tokens.starts[at] + cut
        return Figure(start, tokens.end(last - 1), low, value, high, read.exactness, False, read.scale), last
    return None


def _exact(value: float, length: int, scale: int = 1) -> _Reading:
    return _Reading(value, value, value, "exact", length, scale)


def _cardinal(words: Sequence[str], before: str) -> _Reading | None:
    first, following = words[0], words[1] if len(words) > 1 else ""
    if first in nw.HALVES and following in MULTIPLIER:
        return _exact(int(MULTIPLIER[following] * nw.HALVES[first]), 2)
    if first not in FIRST_WORDS or first in nw.VAGUE_SCALES:
        return None
    if first in ("واحد", "واحده", "واحدا") and (following == "من" or before in nw.NOT_ONE_AFTER):
        return None
    if (first == "سبع" and before in ("بير", "بئر")) or (first in ("عشر", "عشره") and before in _ORDINAL_HEADS):
        return None
    number = read_number(words, 0)
    if number is None:
        return None
    value, length = number
    scale = next((size for size in (10**9, 10**6, 10**3) if value and value % size == 0), 1)
    return _exact(value, length, scale)


def _article(words: Sequence[str]) -> _Reading | None:
    """«القتلى الثلاثة», «الخمسة والعشرين»: cardinals with the article.

    Of 3 to 10 only the forms in ة: without it («السبع», «الخمس») they are names and fractions.
    """
    bare = words[0].removeprefix("ال")
    if bare == words[0] or bare not in FIRST_WORDS or not bare.endswith("ه") or bare in nw.NO_ARTICLE:
        return None
    number = read_number([bare, *words[1:2]], 0)
    if number is None:
        return None
    value, length = number
    following = words[1].removeprefix("وال") if len(words) > 1 else ""
    if length == 1 and following in TEN and words[1] != following:
        return _exact(value + TEN[following], 2)
    return _exact(value, length)


def _vague(words: Sequence[str]) -> _Reading | None:
    """«عشرات», «بضعة», «عدد من», «عشرات الآلاف»: a range and no best figure."""
    first, following = words[0], words[1] if len(words) > 1 else ""
    bare = first if first == "الاف" else first.removeprefix("ال")
    if bare in nw.VAGUE_SCALES:
        low, high = nw.VAGUE_SCALES[bare]
        factor = nw.SCALE_FACTORS.get(following, 1)
        return _Reading(low * factor, None, (high + 1) * factor - 1, "vague", 2 if factor > 1 else 1)
    if not _ARABIC.match(following):
        return None
    if first in nw.FEW:
        low, high = nw.FEW_OF.get(following, (3, 9))
        return _Reading(low, None, high, "vague", 2 if following in nw.FEW_OF else 1)
    if first in nw.SEVERAL_OF:
        if following == "من" or (first == "عدد" and following == "اخر" and words[2:3] != ["من"]):
            return _Reading(2, None, None, "vague", 2)
        return _Reading(2, None, None, "vague", 3) if following in nw.SIZES and words[2:3] == ["من"] else None
    return _Reading(2, None, None, "vague", 1) if first in nw.SEVERAL and following != "من" else None
