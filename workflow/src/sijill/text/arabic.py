"""Folding of Arabic text for matching, with an exact map back to the raw characters.

Two views of a text, both strings with an array that gives, for every character, its place in the raw text:

- `fold`: one spelling for letters that writers interchange. What camel-tools folds is folded its way
  (`text/camel.py`); on top come Persian and Urdu letters, digits, quotes, spaces, tatweel, invisible controls.
- `match_view`: the folded text as names are looked up in it: quotation marks taken out (a name may be quoted in
  part), spelling variants of whole words unified.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

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
# One foreign word that every outlet spells its own way: ميليشيا، مليشيا، ميلشيا، مليشات …
MILITIA = re.compile(r"مي?لي?شي(?=ا|و)")
# A quotation mark between letters is taken out after a proclitic («و"الحرس"») and else separates two words.
_QUOTE = re.compile(r"[\"'#]+|(?<=[ء-ي])[(\[](?=[ء-ي])")
_SPACE_RUN = re.compile(" {2,}")
_AFTER_CLITIC = re.compile(r"(?:^|[^ء-ي])[وفبلك]{1,2}(?:ال)?$")


@dataclass(frozen=True)
class Folded:
    """A view of `raw`: `text`, and `starts[i]` = index in `raw` of the character that gave `text[i]` (None = same)."""

    raw: str
    text: str
    starts: NDArray[np.int32] | None

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The raw half-open span of `text[start:end]`, with the marks on its last letter; empty for empty."""
        if self.starts is None:
            return start, end
        if start >= end:
            at = int(self.starts[start]) if start < len(self.starts) else len(self.raw)
            return at, at
        last = int(self.starts[end - 1]) + 1
        mark = _MARK.match(self.raw, last)
        return int(self.starts[start]), mark.end() if mark else last


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


@cache
def _odd_pattern(chars: frozenset[str]) -> re.Pattern[str]:
    return re.compile("[" + "".join(map(re.escape, sorted(chars))) + "]")


def fold(raw: str) -> Folded:
    """The folded view of a text. Folding is idempotent: `fold(fold(t).text).text == fold(t).text`."""
    table = foldings()
    present = table.keys() & set(raw)
    text, odd = raw, []
    for char in present:
        if len(table[char]) == 1:
            text = text.replace(char, table[char])
        else:
            odd.append(char)
    if not odd:
        return Folded(raw, text, None)
    return _rewrite(Folded(raw, text, None), _odd_pattern(frozenset(odd)), lambda match: table[match[0]])


def view_offset(view: Folded, raw_offset: int) -> int:
    """The first position of the view whose character comes from `raw_offset` or later."""
    return raw_offset if view.starts is None else int(np.searchsorted(view.starts, raw_offset))


def _rewrite(view: Folded, pattern: re.Pattern[str], replacement: Callable[[re.Match[str]], str]) -> Folded:
    """The view with every match replaced; a replacement's characters point at the match's characters in order."""
    pieces: list[str] = []
    starts: list[NDArray[np.int32]] = []
    old = view.starts if view.starts is not None else np.arange(len(view.text), dtype=np.int32)
    at = 0
    for match in pattern.finditer(view.text):
        new = replacement(match)
        pieces += (view.text[at : match.start()], new)
        starts.append(old[at : match.start()])
        if new:
            inside = np.minimum(np.arange(match.start(), match.start() + len(new)), match.end() - 1)
            starts.append(old[inside])
        at = match.end()
    if not pieces:
        return view
    pieces.append(view.text[at:])
    starts.append(old[at:])
    return Folded(view.raw, "".join(pieces), np.concatenate(starts))


def match_view(raw: str) -> Folded:
    """The view in which names, triggers and cues are looked up."""
    view = fold(raw)
    if "_" in view.text:
        view = Folded(raw, view.text.replace("_", " "), view.starts)
    if _QUOTE.search(view.text):
        view = _rewrite(view, _QUOTE, _quote_replacement)
    if "  " in view.text:
        view = _rewrite(view, _SPACE_RUN, lambda match: " ")
    return _rewrite(view, MILITIA, lambda match: "ميليشي")


def _quote_replacement(match: re.Match[str]) -> str:
    text, start, end = match.string, match.start(), match.end()
    if end == len(text) or start == 0 or not (text[start - 1].isalnum() and text[end].isalnum()):
        return ""
    return "" if _AFTER_CLITIC.search(text, max(0, start - 6), start) else " "


def key(name: str) -> str:
    """A name as the matcher stores it: its match view with single spaces."""
    return " ".join(match_view(name).text.split())
