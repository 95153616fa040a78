"""What is sought in the texts of many reports at once: their views, the names and words of the lexicons, the tokens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sijill.extract.lexicon import Lexicon
from sijill.text.arabic import AT_ONCE, Folded, fold_all, match_view
from sijill.text.match import Hit
from sijill.text.segment import tokens_all


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
            hits = [hit for hit in lexicon.matcher.hits(found, number) if not _is_teh_marbuta(hit, view)]
            yield Sought(view, hits, list(zip(starts.tolist(), ends.tolist(), strict=True)))


def _is_teh_marbuta(hit: Hit, view: Folded) -> bool:
    """Folding makes ة and the pronoun ه one letter; the raw text tells them apart («عسكرية» is not «عسكريه»)."""
    return hit.suffix == "ه" and view.raw[view.raw_span(hit.end - 1, hit.end)[0]] == "ة"
