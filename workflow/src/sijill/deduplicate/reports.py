"""Reports that repeat another: the same text, most of it, or all of it inside a longer one.

Only folded body text counts, page furniture never. The similarity is the Jaccard index of the sets of word trigrams
(Broder 1997). Reports linked by any chain of such pairs are one story; inside a story every report that repeats
another directly points at it, so no `duplicate_of` is below its threshold and none points at a report that has one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sijill import tables as contract
from sijill.deduplicate.similar import Limits, Pairs, similar_pairs
from sijill.options import DeduplicateOptions
from sijill.text.arabic import fold_all

AT_ONCE = 2048  # texts folded and shingled at one time
Neighbours = dict[int, dict[int, float]]


@dataclass(frozen=True)
class Mark:
    """What a report repeats: the row of the canonical report, how, and how much."""

    of: int
    kind: str
    similarity: float


def mark_duplicates(
    reports: pa.Table, options: DeduplicateOptions, compared: Compared | None = None
) -> tuple[pa.Table, pa.Table]:
    """`reports` with duplicate_of, duplicate_kind, duplicate_similarity and story_id set; and the `report_pairs`.

    Rows in any order; the pairs are ordered by key. `compared`: their texts in that order, where they were compared
    before (the reports may then be without texts, see `narrow.without_texts`).
    """
    ids = reports["report_id"].to_pylist()
    copies, pairs = _ordered(compared or compare_texts([reports["text"]], options), canonical_ranks(reports))
    neighbours: Neighbours = defaultdict(dict)
    for left, right, jaccard in zip(pairs.left.tolist(), pairs.right.tolist(), pairs.jaccard.tolist(), strict=True):
        neighbours[left][right] = neighbours[right][left] = jaccard
    marks, story = _marks(copies, neighbours, options)
    values: dict[str, list[Any]] = {
        "duplicate_of": [ids[marks[row].of] if row in marks else None for row in range(len(ids))],
        "duplicate_kind": [marks[row].kind if row in marks else None for row in range(len(ids))],
        "duplicate_similarity": [marks[row].similarity if row in marks else None for row in range(len(ids))],
        "story_id": [ids[story.get(row, row)] for row in range(len(ids))],
    }
    return with_columns(reports, values), _pair_table(ids, copies, pairs, options)


def with_columns(reports: pa.Table, values: Mapping[str, list[Any]]) -> pa.Table:
    """`reports` with some columns filled anew."""
    schema = contract.TABLES["reports"].schema()
    for name, column in values.items():
        field = schema.field(name)
        reports = reports.set_column(reports.column_names.index(name), field, pa.array(column, field.type))
    return reports


@dataclass(frozen=True)
class Compared:
    """The rows of every distinct folded text, and the similar pairs of these by index."""

    rows: list[list[int]]
    pairs: Pairs


def compare_texts(columns: Iterable[pa.ChunkedArray], options: DeduplicateOptions) -> Compared:
    """The texts of all rows, one column after the other, compared with each other."""
    rows_of: dict[bytes, list[int]] = {}
    limits = Limits(options.near, options.contained, options.min_trigrams)
    pairs = similar_pairs(_fresh(columns, rows_of), limits)
    return Compared(list(rows_of.values()), pairs)


def _ordered(compared: Compared, ranks: list[int]) -> tuple[list[list[int]], Pairs]:
    """The rows of every distinct text and the pairs of these, both in canonical order."""
    pairs = compared.pairs
    copies = [sorted(rows, key=ranks.__getitem__) for rows in compared.rows]
    order = sorted(range(len(copies)), key=lambda text: ranks[copies[text][0]])
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    one, two = place[pairs.left], place[pairs.right]
    left, right = np.minimum(one, two), np.maximum(one, two)
    by_place = np.lexsort((right, left))
    return [copies[text] for text in order], Pairs(
        left[by_place], right[by_place], pairs.jaccard[by_place], pairs.containment[by_place]
    )


def _fresh(columns: Iterable[pa.ChunkedArray], rows_of: dict[bytes, list[int]]) -> Iterator[list[str]]:
    """The folded texts some at a time, each distinct one once; puts the rows of every text into `rows_of`, in order.

    Texts are told apart by 128 bits of a digest, so that they need not stay. Empty texts repeat nothing: left out.
    """
    row = 0
    for texts in columns:
        for start in range(0, len(texts), AT_ONCE):
            fresh = []
            some: list[Any] = texts.slice(start, AT_ONCE).to_pylist()
            for view in fold_all(some):
                text = " ".join(view.text.split())
                if text:
                    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
                    rows = rows_of.setdefault(digest, [])
                    if not rows:
                        fresh.append(text)
                    rows.append(row)
                row += 1
            yield fresh


def _marks(
    copies: list[list[int]], neighbours: Neighbours, options: DeduplicateOptions
) -> tuple[dict[int, Mark], dict[int, int]]:
    """The marks of the rows that repeat another, and the rows that stand for the stories of rows that share text."""
    marks = {row: Mark(rows[0], "exact", 1.0) for rows in copies for row in rows[1:]}
    story = {row: rows[0] for rows in copies for row in rows[1:]}
    for group in _stories(neighbours):
        for text, (other, similarity) in _stars(group, neighbours).items():
            kind = "near" if similarity >= options.near else "contained"
            marks |= {row: Mark(copies[other][0], kind, similarity) for row in copies[text]}
        story |= {row: copies[group[0]][0] for text in group for row in copies[text]}
    return marks, story


def _pair_table(ids: list[Any], copies: list[list[int]], pairs: Pairs, options: DeduplicateOptions) -> pa.Table:
    """The `report_pairs`: each report with the first of the same text, and the first ones of similar texts."""
    exact = [(ids[rows[0]], ids[row], "exact", 1.0, 1.0) for rows in copies for row in rows[1:]]
    columns = (pairs.left, pairs.right, pairs.jaccard, pairs.containment)
    similar = [
        (ids[copies[a][0]], ids[copies[b][0]], "near" if jaccard >= options.near else "contained", jaccard, share)
        for a, b, jaccard, share in zip(*(column.tolist() for column in columns), strict=True)
    ]
    names = list(contract.TABLES["report_pairs"].columns)
    rows = [(min(a, b), max(a, b), *more) for a, b, *more in (*exact, *similar)]
    return contract.from_rows("report_pairs", [dict(zip(names, row, strict=True)) for row in sorted(rows)])


def canonical_ranks(reports: pa.Table) -> list[int]:
    """Each row's place in the canonical order: earliest published (unknown last), longest text, smallest id."""
    chars = reports["chars"] if "chars" in reports.column_names else pc.utf8_length(reports["text"])
    columns: list[list[Any]] = [reports[name].to_pylist() for name in ("published_on", "report_id")]
    keys = [
        (day is None, day or "", -length, report)
        for day, length, report in zip(columns[0], chars.to_pylist(), columns[1], strict=True)
    ]
    order = sorted(range(len(keys)), key=keys.__getitem__)
    ranks = [0] * len(order)
    for rank, row in enumerate(order):
        ranks[row] = rank
    return ranks


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
