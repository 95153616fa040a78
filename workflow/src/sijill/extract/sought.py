"""What is sought in the texts of many reports at once: their views, the names and words of the lexicons, the tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sijill.extract.lexicon import Lexicon
from sijill.text.arabic import AT_ONCE, Folded, fold_all, match_view
from sijill.text.dates import TimeExpr
from sijill.text.match import Hit
from sijill.text.segment import tokens_all

AUGUST = 8
_TANWIN = re.compile("\u064b")


class Sought(NamedTuple):
    """The match view of a report's raw text, the hits in it and its tokens (half-open offsets of the view)."""

    view: Folded
    hits: list[Hit]
    tokens: list[tuple[int, int]]


def seek(texts: Sequence[str], lexicon: Lexicon) -> Iterator[Sought]:
    """What is found in each raw text; some are searched together, so that memory stays flat."""
    for at in range(0, len(texts), AT_ONCE):
        raws = texts[at : at + AT_ONCE]
        views = [match_view(raw, folded) for raw, folded in zip(raws, fold_all(raws), strict=True)]
        found = lexicon.matcher.find_all([view.text for view in views])
        tokens = tokens_all([view.text for view in views])
        for number, view in enumerate(views):
            starts, ends = tokens[number]
            adverbs = _TANWIN.search(view.raw) is not None
            hits = [
                hit
                for hit in lexicon.matcher.hits(found, number)
                if not (hit.suffix == "ه" and _is_teh_marbuta(hit, view))
                and not (hit.value[0] == "place" and (_other_letters(hit, view) or (adverbs and _is_adverb(hit, view))))
            ]
            yield Sought(view, hits, list(zip(starts.tolist(), ends.tolist(), strict=True)))


def _other_letters(hit: Hit, view: Folded) -> bool:
    """Whether a place's name of two letters is written otherwise: «أب» and «آب» fold like the city «إب»."""
    return hit.end - hit.start <= 2 and slice_of(view, hit.start, hit.end) not in hit.value[1].spelt


def names_ibb(time: TimeExpr, view: Folded) -> bool:
    """Whether a month of two letters is written as the city is: «في إب»; of August it is «آب»."""
    return time.slots.month == AUGUST and slice_of(view, time.start, time.end).endswith("إب")


def _is_adverb(hit: Hit, view: Folded) -> bool:
    """Whether a supposed name bears the ending of an indefinite accusative, which names of places do not: «دوماً»."""
    first, last = view.raw_span(max(hit.start, hit.end - 2), hit.end)
    return _TANWIN.search(view.raw, first, last + 1) is not None


def slice_of(view: Folded, start: int, end: int) -> str:
    """The raw characters of a stretch of the view."""
    return view.raw[slice(*view.raw_span(start, end))]


def _is_teh_marbuta(hit: Hit, view: Folded) -> bool:
    """Folding makes ة and the pronoun ه one letter; the raw text tells them apart («عسكرية» is not «عسكريه»)."""
    return view.raw[view.raw_span(hit.end - 1, hit.end)[0]] == "ة"
