"""Folding of Arabic text for matching, with an exact map back to the raw characters.

Two views of a text, both strings with a map from every character to its place in the raw text:

- `fold`: one spelling for letters that writers interchange. What camel-tools folds is folded its way
  (`text/camel.py`); on top come Persian and Urdu letters, digits, quotes, spaces, tatweel, invisible controls.
- `match_view`: the folded text as names are looked up in it: quotation marks taken out (a name may be quoted in
  part), spelling variants of whole words unified.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sijill.text.camel import folding_table

LETTER = "\u0621-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff"
MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff"
_MARK = re.compile(f"[{MARKS}]*")
INVISIBLE = (
    "\u00ad\u061c\u180e"
    + "".join(map(chr, [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)]))
    + "\ufeff"
)
SPACES = "\u00a0\u1680\u202f\u205f\u3000\t\v\f" + "".join(map(chr, range(0x2000, 0x200B)))
OTHER_LETTERS = {
    "ک": "ك",
    "ی": "ي",
    "ې": "ي",
    "ے": "ي",
    "ۍ": "ي",
    "ہ": "ه",
    "ھ": "ه",
    "ە": "ه",
    "ۀ": "ه",
    "ۃ": "ه",
    "ۂ": "ه",
}
PUNCTUATION = {
    **dict.fromkeys("“”„‟«»‹›″〝〞＂", '"'),
    **dict.fromkeys("‘’‚‛′`´", "'"),
    **dict.fromkeys("–—‐‑‒−", "-"),
    "٫": ".", "٬": ",", "٪": "%",
}  # fmt: skip
LONGER, REMOVED = 0xFFFFFFFE, 0xFFFFFFFF
AT_ONCE = 100
"""Texts folded together: enough to make the calls cheap, few enough to stay in the processor's cache."""
# One foreign word that every outlet spells its own way: ميليشيا، مليشيا، ميلشيا، مليشات …
MILITIA = re.compile(r"مي?لي?شي(?=ا|و)")
# A quotation mark between letters is taken out after a proclitic («و"الحرس"») and else separates two words.
_QUOTE = re.compile(r"[\"'#]+|(?<=[ء-ي])[(\[](?=[ء-ي])")
_SPACE_RUN = re.compile(" {2,}")
_AFTER_CLITIC = re.compile(r"(?:^|[^ء-ي])[وفبلك]{1,2}(?:ال)?$")


class Folded(NamedTuple):
    """A view of `raw`: `text`, and the way back from its characters to those of `raw`.

    The way back is kept where it bends only: from `text[at[k]]` on, characters come from `raw[origin[k]]` on, one by
    one, up to the next bend. None for both: every character stands where it stood.
    """

    raw: str
    text: str
    at: list[int] | None = None
    origin: list[int] | None = None

    def raw_index(self, index: int) -> int:
        """Where in `raw` the character `text[index]` comes from; `len(raw)` or more behind the last one."""
        if self.at is None or self.origin is None:
            return index
        bend = bisect_right(self.at, index) - 1
        return self.origin[bend] + index - self.at[bend]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The raw half-open span of `text[start:end]`, with the marks on its last letter; empty for empty."""
        if self.at is None or self.origin is None:
            return start, end
        if start >= end:
            at = self.raw_index(start) if start < len(self.text) else len(self.raw)
            return at, at
        following = bisect_right(self.at, end - 1)
        last = self.origin[following - 1] + end - self.at[following - 1]
        # what was removed behind the last letter shows as a bend there, or as what is left of the raw text
        if following < len(self.at) and self.at[following] > end and end < len(self.text):
            return self.raw_index(start), last
        mark = _MARK.match(self.raw, last)
        return self.raw_index(start), mark.end() if mark else last

    def view_index(self, raw_offset: int) -> int:
        """The first position of `text` whose character comes from `raw_offset` or later."""
        if self.at is None or self.origin is None:
            return min(raw_offset, len(self.text))
        bend = bisect_left(self.origin, raw_offset)
        if bend < len(self.origin) and self.origin[bend] == raw_offset:
            return self.at[bend]
        if bend == 0:
            return 0
        following = self.at[bend] if bend < len(self.at) else len(self.text)
        return min(self.at[bend - 1] + raw_offset - self.origin[bend - 1], following)


@cache
def foldings() -> dict[str, str]:
    """Every character that folding changes, with what it becomes ("" = removed)."""
    removed = dict.fromkeys([chr(c) for c in range(0x0610, 0x0700) if _MARK.fullmatch(chr(c))], "")
    removed |= dict.fromkeys([chr(c) for c in range(0x08D3, 0x0900)], "")
    digits = {chr(zero + n): str(n) for zero in (0x0660, 0x06F0) for n in range(10)}
    own = (
        removed | digits | OTHER_LETTERS | PUNCTUATION | dict.fromkeys(INVISIBLE + "ـ", "") | dict.fromkeys(SPACES, " ")
    )
    return {**own, **{char: _settle(folded, own) for char, folded in folding_table().items()}}


def _settle(folded: str, own: dict[str, str]) -> str:
    """What camel-tools makes of a character, after our own foldings: so that folding twice changes nothing."""
    return "".join(own.get(char, char) for char in folded)


@lru_cache(maxsize=1024)
def _any_of(chars: frozenset[str]) -> re.Pattern[str]:
    return re.compile("[" + "".join(map(re.escape, sorted(chars))) + "]")


def fold(raw: str) -> Folded:
    """The folded view of a text. Folding is idempotent: `fold(fold(t).text).text == fold(t).text`."""
    table, text, bending = foldings(), raw, set()
    for char in table.keys() & set(raw):
        if len(table[char]) == 1:
            text = text.replace(char, table[char])
        else:
            bending.add(char)
    view = Folded(raw, text)
    return rewrite(view, _any_of(frozenset(bending)), lambda match: table[match[0]]) if bending else view


def fold_all(texts: Sequence[str]) -> list[Folded]:
    """The folded views of many texts: what `fold` gives for each, by one table look-up over all their characters.

    Faster by an order of magnitude than text by text; the few texts with a ligature are left to `fold`.
    """
    return [view for start in range(0, len(texts), AT_ONCE) for view in _fold_some(texts[start : start + AT_ONCE])]


def _fold_some(texts: Sequence[str]) -> Iterator[Folded]:
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    folded = _table()[codes]
    special = np.flatnonzero(folded >= LONGER)
    gone = special[folded[special] == REMOVED]
    longer = special[folded[special] == LONGER]
    folded[longer] = ord(" ")  # only keeps the places of the others
    together = np.delete(folded, gone).tobytes().decode("utf-32-le", "surrogatepass")
    ends = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)))
    removed_before, longer_before = np.searchsorted(gone, ends).tolist(), np.searchsorted(longer, ends).tolist()
    removed = gone.tolist()
    start = first = earlier = 0
    for text, end, last, odd in zip(texts, ends.tolist(), removed_before, longer_before, strict=True):
        if odd > earlier:
            yield fold(text)
        else:
            yield _bent(text, together[start - first : end - last], [place - start for place in removed[first:last]])
        start, first, earlier = end, last, odd


def _bent(raw: str, text: str, gone: list[int]) -> Folded:
    """A view from which the characters at the places `gone` of `raw` are missing."""
    if not gone:
        return Folded(raw, text)
    at = [place - count for count, place in enumerate(gone)]
    return Folded(raw, text, [0, *at], [0, *(place + 1 for place in gone)])


@cache
def _table() -> NDArray[np.uint32]:
    """What every code point becomes: another one, REMOVED, or LONGER for what becomes more than one."""
    table = np.arange(0x110000, dtype=np.uint32)
    for char, folded in foldings().items():
        table[ord(char)] = ord(folded) if len(folded) == 1 else LONGER if folded else REMOVED
    return table


def rewrite(view: Folded, pattern: re.Pattern[str], replacement: Callable[[re.Match[str]], str]) -> Folded:
    """The view with every match replaced; a replacement's characters point at the match's characters in order."""
    pieces: list[str] = []
    at: list[int] = []
    origin: list[int] = []
    old, done, length = _Bends(view), 0, 0
    for match in pattern.finditer(view.text):
        new = replacement(match)
        length = old.carry(done, match.start(), length, at, origin)
        pieces += (view.text[done : match.start()], new)
        for number in range(len(new)):
            at.append(length + number)
            origin.append(view.raw_index(min(match.start() + number, match.end() - 1)))
        length, done = length + len(new), match.end()
    if not pieces:
        return view
    old.carry(done, len(view.text), length, at, origin)
    pieces.append(view.text[done:])
    return Folded(view.raw, "".join(pieces), at, origin)


class _Bends:
    """The bends of a view, handed on stretch by stretch to the view that is made of it."""

    def __init__(self, view: Folded) -> None:
        self._view = view
        self._next = 0

    def carry(self, start: int, end: int, length: int, at: list[int], origin: list[int]) -> int:
        """Adds the bends of `text[start:end]`, which now begins at `length`; returns where it ends now."""
        if start == end:
            return length
        at.append(length)
        origin.append(self._view.raw_index(start))
        if self._view.at is not None and self._view.origin is not None:
            while self._next < len(self._view.at) and self._view.at[self._next] < end:
                if self._view.at[self._next] > start:
                    at.append(length + self._view.at[self._next] - start)
                    origin.append(self._view.origin[self._next])
                self._next += 1
        return length + end - start


def match_view(raw: str, folded: Folded | None = None) -> Folded:
    """The view in which names, triggers and cues are looked up. `folded`: the text's folded view, where at hand."""
    view = fold(raw) if folded is None else folded
    if "_" in view.text:
        view = Folded(raw, view.text.replace("_", " "), view.at, view.origin)
    if _QUOTE.search(view.text):
        view = rewrite(view, _QUOTE, _quote_replacement)
    if "  " in view.text:
        view = rewrite(view, _SPACE_RUN, lambda match: " ")
    return rewrite(view, MILITIA, lambda match: "ميليشي")


def _quote_replacement(match: re.Match[str]) -> str:
    text, start, end = match.string, match.start(), match.end()
    if end == len(text) or start == 0 or not (text[start - 1].isalnum() and text[end].isalnum()):
        return ""
    return "" if _AFTER_CLITIC.search(text, max(0, start - 6), start) else " "


def key(name: str) -> str:
    """A name as the matcher stores it: its match view with single spaces, made without the map back to the raw name."""
    text = _QUOTE.sub(_quote_replacement, fold_name(name).replace("_", " "))
    return " ".join(MILITIA.sub("ميليشي", _SPACE_RUN.sub(" ", text)).split())


def fold_name(name: str) -> str:
    """What `fold` makes of a name or a word, without the map back: faster by an order of magnitude."""
    return name.translate(_names_table())


@cache
def _names_table() -> dict[int, str]:
    return {ord(char): folded for char, folded in foldings().items()}
