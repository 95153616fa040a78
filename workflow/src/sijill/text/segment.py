"""Sentences and tokens, as offsets into a folded text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sijill.text.arabic import AT_ONCE, LETTER

# What may end a sentence. One set of characters to search for, so that the search is a fast one: the rest is asked
# where one stands.
_STOP = re.compile(r"[.!?؟…\n][.!?؟…]*[\"')\]]*")
# Initials and titles written with a full stop: «د. أحمد», «م. علي», «أ.د.»
_ABBREVIATION = re.compile(r"(?:^|[\s(\"])[و]?(?:[ابدمسعهتن]|ا\.د|كم|ص)\.$")
LONGEST = 5  # letters: no abbreviation has as many before its full stop
_SPACE, _WORD, _DIGIT, _LATIN, _HYPHEN, _POINT, _MARK = range(7)

Offsets = NDArray[np.int64]


class Sentence(NamedTuple):
    """A sentence: half-open offsets, and whether it starts inside an open quotation."""

    start: int
    end: int
    in_quote: bool


def sentences(folded: str, max_chars: int = 1_500) -> list[Sentence]:
    """Sentences of a folded text, in order; together they hold every character that is not white space.

    A full stop ends a sentence before white space, closing marks included; a line break always does.
    `max_chars`: longer sentences are cut at the last space before that length.
    """
    found: list[Sentence] = []
    length, at, open_quote = len(folded), 0, False
    quotes = '"' in folded
    for match in _STOP.finditer(folded):
        start, end = match.span()
        line_end = folded[start] == "\n"
        if line_end:
            end = start
        elif (end < length and not folded[end].isspace()) or _goes_on(folded, start, end):
            continue
        open_quote = _add(found, folded, at, end, max_chars, open_quote, quotes)
        if line_end:
            open_quote = False  # quotations are closed by the end of a paragraph even where the mark is forgotten
        at = end
    _add(found, folded, at, length, max_chars, open_quote, quotes)
    return found


def _add(
    found: list[Sentence], folded: str, start: int, end: int, max_chars: int, open_quote: bool, quotes: bool
) -> bool:
    """Adds the sentence on a stretch (in pieces, if it is long); returns whether a quotation is open behind it."""
    while start < end and folded[start].isspace():
        start += 1
    while end > start and folded[end - 1].isspace():
        end -= 1
    while end - start > max_chars:
        cut = folded.rfind(" ", start + 1, start + max_chars)
        cut = cut if cut > start else start + max_chars
        open_quote = _add(found, folded, start, cut, max_chars, open_quote, quotes)
        start = cut
        while start < end and folded[start].isspace():
            start += 1
    if end > start:
        found.append(Sentence(start, end, open_quote))
        if quotes and folded.count('"', start, end) % 2:
            return not open_quote
    return open_quote


def _goes_on(folded: str, start: int, end: int) -> bool:
    """Whether a full stop ends no sentence: two are a pause, as headlines use them, one may be an abbreviation's."""
    if folded[start] != ".":
        return False
    if folded[start:end] == "..":
        return True
    if start > LONGEST and folded[start - LONGEST : start].isalpha():
        return False
    return _ABBREVIATION.search(folded, max(0, start - LONGEST - 1), start + 1) is not None


def tokens(folded: str) -> tuple[Offsets, Offsets]:
    """Where the tokens of a folded text start and where they end (half-open), in order.

    A token is a run of Arabic letters, a number («2.5», «1,200»), a Latin word with its digits and hyphens («SY24»)
    or any other character that is not white space, by itself.
    """
    return tokens_all([folded])[0]


def token_spans(folded: str) -> list[tuple[int, int]]:
    """The tokens of a folded text as half-open offsets."""
    starts, ends = tokens(folded)
    return list(zip(starts.tolist(), ends.tolist(), strict=True))


def tokens_all(texts: Sequence[str]) -> list[tuple[Offsets, Offsets]]:
    """What `tokens` gives for each of many folded texts, faster than text by text."""
    return [spans for start in range(0, len(texts), AT_ONCE) for spans in _tokens_of(texts[start : start + AT_ONCE])]


def _tokens_of(texts: Sequence[str]) -> Iterator[tuple[Offsets, Offsets]]:
    joined = "\n".join(texts).encode("utf-32-le", "surrogatepass")
    starts, ends = _runs(_kinds()[np.frombuffer(joined, np.uint32)])
    bounds = np.cumsum(np.fromiter((len(text) + 1 for text in texts), np.int64, len(texts)))
    at = first = 0
    for bound, last in zip(bounds.tolist(), np.searchsorted(starts, bounds).tolist(), strict=True):
        yield starts[first:last] - at, ends[first:last] - at
        at, first = bound, last


def _runs(kinds: NDArray[np.uint8]) -> tuple[Offsets, Offsets]:
    """Starts and ends of the tokens, by the kind of every character."""
    if (kinds == _LATIN).any():
        _join_latin(kinds)
    inner = np.flatnonzero((kinds[1:-1] == _POINT) & (kinds[:-2] == _DIGIT) & (kinds[2:] == _DIGIT))
    kinds[inner + 1] = _DIGIT
    changes = np.ones(len(kinds) + 1, bool)  # whether a token may end and another start before a character
    changes[1:-1] = (kinds[1:] != kinds[:-1]) | (kinds[1:] >= _HYPHEN)
    visible = kinds != _SPACE
    return np.flatnonzero(changes[:-1] & visible), np.flatnonzero(changes[1:] & visible) + 1


def _join_latin(kinds: NDArray[np.uint8]) -> None:
    """Makes the digits and hyphens behind a Latin letter part of its word."""
    of_word = (kinds == _LATIN) | (kinds == _DIGIT) | (kinds == _HYPHEN)
    letters = np.cumsum(kinds == _LATIN)
    before_run = np.maximum.accumulate(np.where(of_word, 0, letters))
    kinds[of_word & (letters > before_run)] = _LATIN


@cache
def _kinds() -> NDArray[np.uint8]:
    """The kind of every code point."""
    kinds = np.full(0x110000, _MARK, np.uint8)
    for char in re.findall(f"[{LETTER}]", "".join(map(chr, range(0x600, 0x700)))):
        kinds[ord(char)] = _WORD
    for chars, kind in (("0123456789", _DIGIT), (".,", _POINT), ("-", _HYPHEN)):
        kinds[[ord(char) for char in chars]] = kind
    kinds[ord("A") : ord("Z") + 1] = kinds[ord("a") : ord("z") + 1] = _LATIN
    kinds[[code for code in range(0x3001) if chr(code).isspace()]] = _SPACE
    return kinds
