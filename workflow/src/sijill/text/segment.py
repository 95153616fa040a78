"""Sentences and tokens, as offsets into a folded text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sijill.text.arabic import LETTER

# A full stop ends a sentence before white space, closing marks included; a line break always does.
_END = re.compile(r"[.!?؟…]+[\"')\]]*(?=\s)|\n+")
# Initials and titles written with a full stop: «د. أحمد», «م. علي», «أ.د.»
_ABBREVIATION = re.compile(r"(?:^|[\s(\"])[و]?(?:[ابدمسعهتن]|ا\.د|كم|ص)\.$")
_TOKEN = re.compile(rf"[{LETTER}]+|[0-9]+(?:[.,][0-9]+)*|[A-Za-z][A-Za-z0-9-]*|[^\s]")


@dataclass(frozen=True)
class Sentence:
    """A sentence: half-open offsets, and whether it starts inside an open quotation."""

    start: int
    end: int
    in_quote: bool


def sentences(folded: str, max_chars: int = 1_500) -> list[Sentence]:
    """Sentences of a folded text, in order; together they hold every character that is not white space.

    `max_chars`: longer sentences are cut at the last space before that length.
    """
    found: list[Sentence] = []
    open_quote = False
    for start, end in _cut(folded, max_chars):
        found.append(Sentence(start, end, open_quote))
        if "\n" in folded[end : end + 2] or end == len(folded):
            open_quote = False  # quotations are closed by the end of a paragraph even where the mark is forgotten
        elif folded.count('"', start, end) % 2:
            open_quote = not open_quote
    return found


def _cut(folded: str, max_chars: int) -> Iterator[tuple[int, int]]:
    at = 0
    for match in _END.finditer(folded):
        if match[0][0] == "." and _ABBREVIATION.search(folded, max(0, match.start() - 6), match.start() + 1):
            continue
        if match[0] == "..":  # two dots are a pause, as headlines use them
            continue
        end = match.start() if match[0][0] == "\n" else match.end()
        yield from _bounded(folded, at, end, max_chars)
        at = match.end()
    yield from _bounded(folded, at, len(folded), max_chars)


def _bounded(folded: str, start: int, end: int, max_chars: int) -> Iterator[tuple[int, int]]:
    """The stretch without its outer white space, in pieces of at most `max_chars`; nothing for white space alone."""
    while start < end and folded[start].isspace():
        start += 1
    while end > start and folded[end - 1].isspace():
        end -= 1
    while end - start > max_chars:
        cut = folded.rfind(" ", start + 1, start + max_chars)
        cut = cut if cut > start else start + max_chars
        yield start, cut
        start = cut
        while start < end and folded[start].isspace():
            start += 1
    if end > start:
        yield start, end


def tokens(folded: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Word, number and punctuation tokens as half-open offsets."""
    return [match.span() for match in _TOKEN.finditer(folded, start, len(folded) if end is None else end)]
