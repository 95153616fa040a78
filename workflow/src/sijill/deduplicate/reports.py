"""Reports that repeat another: the same text, most of it, or all of it inside a longer one.

Only folded body text counts, page furniture never. The similarity is the Jaccard index of the sets of word trigrams
(Broder 1997). Reports linked by any chain of such pairs are one story; inside a story every report that repeats
another directly points at it, so no `duplicate_of` is below its threshold and none points at a report that has one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from sijill import tables as contract
from sijill.deduplicate.shingles import shingle
from sijill.deduplicate.similar import similar_pairs
from sijill.options import DeduplicateOptions
from sijill.text.arabic import fold

Neighbours = dict[int, dict[int, float]]


@dataclass(frozen=True)
class Mark:
    """What a report repeats: the row of the canonical report, how, and how much."""

    of: int
    kind: str
    similarity: float


def mark_duplicates(reports: pa.Table, options: DeduplicateOptions) -> pa.Table:
    """`reports` with duplicate_of, duplicate_kind, duplicate_similarity and story_id set. Rows in any order."""
    ids = reports["report_id"].to_pylist()
    marks, story = _marks(reports, options)
    values: dict[str, list[Any]] = {
        "duplicate_of": [ids[marks[row].of] if row in marks else None for row in range(len(ids))],
        "duplicate_kind": [marks[row].kind if row in marks else None for row in range(len(ids))],
        "duplicate_similarity": [marks[row].similarity if row in marks else None for row in range(len(ids))],
        "story_id": [ids[row] for row in story],
    }
    schema = contract.TABLES["reports"].schema()
    for name, column in values.items():
        field = schema.field(name)
        reports = reports.set_column(reports.column_names.index(name), field, pa.array(column, field.type))
    return reports


def _marks(reports: pa.Table, options: DeduplicateOptions) -> tuple[dict[int, Mark], list[int]]:
    """The marks of the rows that repeat another, and for every row the row that stands for its story."""
    ranks = canonical_ranks(reports)
    copies = same_text(reports["text"].to_pylist())
    copies = {text: sorted(rows, key=ranks.__getitem__) for text, rows in copies.items()}
    members = sorted(copies.values(), key=lambda rows: ranks[rows[0]])  # texts in canonical order
    neighbours = _neighbours(sorted(copies, key=lambda text: ranks[copies[text][0]]), options)
    marks = {row: Mark(rows[0], "exact", 1.0) for rows in members for row in rows[1:]}
    story = list(range(reports.num_rows))
    for group in _stories(neighbours):
        for text, (other, similarity) in _stars(group, neighbours).items():
            kind = "near" if similarity >= options.near else "contained"
            marks |= {row: Mark(members[other][0], kind, similarity) for row in members[text]}
        for text in group:
            story[members[text][0]] = members[min(group)][0]
    for rows in members:
        for row in rows[1:]:
            story[row] = story[rows[0]]
    return marks, story


def canonical_ranks(reports: pa.Table) -> list[int]:
    """Each row's place in the canonical order: earliest published (unknown last), longest text, smallest id."""
    columns = (reports[name].to_pylist() for name in ("published_on", "text", "report_id"))
    keys = [(day is None, day or "", -len(text), report) for day, text, report in zip(*columns, strict=True)]
    order = sorted(range(len(keys)), key=keys.__getitem__)
    ranks = [0] * len(order)
    for rank, row in enumerate(order):
        ranks[row] = rank
    return ranks


def same_text(texts: list[Any]) -> dict[str, list[int]]:
    """The rows of every folded text. Empty texts are left out: they repeat nothing."""
    copies: dict[str, list[int]] = defaultdict(list)
    for row, text in enumerate(texts):
        copies[" ".join(fold(text).text.split())].append(row)
    copies.pop("", None)
    return dict(copies)


def _neighbours(texts: list[str], options: DeduplicateOptions) -> Neighbours:
    """For every text (by index) the texts near it or containing it or contained in it, with the Jaccard similarity."""
    pairs = similar_pairs(shingle(texts), options.near, options.contained, options.min_trigrams)
    found: Neighbours = defaultdict(dict)
    for left, right, jaccard in zip(pairs.left.tolist(), pairs.right.tolist(), pairs.jaccard.tolist(), strict=True):
        found[left][right] = found[right][left] = jaccard
    return found


def _stories(neighbours: Neighbours) -> Iterator[list[int]]:
    """The connected groups of texts, each ascending."""
    seen: set[int] = set()
    for start in sorted(neighbours):
        if start in seen:
            continue
        seen.add(start)
        group, todo = [], [start]
        while todo:
            text = todo.pop()
            group.append(text)
            fresh = neighbours[text].keys() - seen
            seen |= fresh
            todo += fresh
        yield sorted(group)


def _stars(group: Iterable[int], neighbours: Neighbours) -> dict[int, tuple[int, float]]:
    """Each text that repeats an earlier canonical text directly, with the most similar one; the others are canonical.

    `group`: one story in canonical order. A text at the far end of a chain, too unlike every canonical text before
    it, starts a star of its own within the story.
    """
    of: dict[int, tuple[int, float]] = {}
    canonical: list[int] = []
    for text in group:
        direct = [(other, neighbours[text][other]) for other in canonical if other in neighbours[text]]
        if direct:
            of[text] = max(direct, key=lambda pair: pair[1])  # the first of equals: the earlier canonical text
        else:
            canonical.append(text)
    return of
