"""Which expectations are judged some reports at a time, and what is then made of the judgements.

A lot holds all rows of some reports, so that what a row is judged by stands in its own lot: its report, its sentence,
its mention. Expectations of events, of whole tables and between reports are judged on the tables as wholes, of which
only the columns that these look at are then held.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa

from sijill.quality.account import CHILDREN
from sijill.quality.evidence import PUBLIC, Evidence, values
from sijill.quality.framed import framed
from sijill.quality.measures import MEASURES, columns_of, measured
from sijill.quality.suite import Expectation
from sijill.quality.tally import Tally, tally

if TYPE_CHECKING:
    from sijill.quality.judge import Judgement

BY_LOT = ("reports", "sentences", "spans", "event_mentions", *CHILDREN)
"""The tables that come in lots; those of the shareable edition do too."""
BETWEEN_REPORTS = ("duplicate_consistent", "place_distance_km")
"""Measures of such tables that look at other reports."""
OF_WHOLE: dict[str, tuple[str, ...]] = {
    "reports": (
        "report_id", "corpus", "source_file", "record_no", "outlet", "published_on", "duplicate_of", "duplicate_kind",
    ),
    "event_mentions": (
        "mention_id", "report_id", "event_id", "trigger_start", "trigger_end", "date_start", "date_end", "date_status",
        "realis", "assertion", "place_id",
    ),
    "quantities": ("mention_id", "what", "low", "best", "high", "start", "end"),
}  # fmt: skip
"""Their columns that measures of events and the accounts look at."""
ACCOUNTED = ("inputs", "reports", "event_mentions", "events", "event_links")
LOOKED_UP = ("quantities", "places", "actors", "rejected")
"""Tables that are accounted for, and that measures look things up in, though no expectation may name them."""
_SINGLY = ("expect_column_value", "expect_compound_columns_to_be_unique", "expect_column_pair_values")

Tables = Mapping[str, pa.Table]
Lots = Callable[[], Iterable[tuple[Tables, Tables]]]
"""Gives own and upstream tables, lot by lot, each time it is called."""


def of_lots(expectation: Expectation) -> bool:
    """Whether an expectation judges row by row, each by what stands in its own lot."""
    columns = columns_of(expectation)
    return (
        expectation.table.removeprefix(PUBLIC) in BY_LOT
        and expectation.type.startswith(_SINGLY)
        and not any(word in expectation.type for word in ("increasing", "decreasing"))
        and "mostly" not in expectation.kwargs
        and not set(columns) & set(BETWEEN_REPORTS)
        and ("unique" not in expectation.type or _unique_in_lot(expectation.table, columns))
    )


def _unique_in_lot(table: str, columns: Sequence[str]) -> bool:
    """Whether rows that are alike stand in one lot; spans that do not are found all the same (`_meeting`)."""
    return "report_id" in columns or columns == ["span_id"] or (table in CHILDREN and "mention_id" in columns)


def whole_columns(expectations: Iterable[Expectation]) -> dict[str, tuple[str, ...]] | None:
    """Of the tables that come in lots, the columns that are needed as wholes. None: all of them are."""
    found = {name: dict.fromkeys(OF_WHOLE.get(name, ())) for name in BY_LOT}
    for one in expectations:
        if one.table in found and not of_lots(one):
            columns = columns_of(one)
            if any(column in MEASURES and column not in BETWEEN_REPORTS for column in columns):
                return None
            found[one.table] |= dict.fromkeys(column for column in columns if column not in MEASURES)
    return {name: tuple(columns) for name, columns in found.items()}


def needed(
    expectations: Iterable[Expectation], own: Iterable[str], upstream: Iterable[str]
) -> tuple[set[str], set[str]]:
    """The own tables of which rows are needed at all, and those of the stage before."""
    wanted = {*ACCOUNTED, *LOOKED_UP, *(one.table for one in expectations)}
    return wanted & set(own), {name for name in upstream if name in ACCOUNTED or name in wanted - set(own)}


@dataclass
class Found:
    """What the lots came to: by the expectation's place its judgement and the rows shown of it; the counts."""

    judgements: dict[int, Judgement] = field(default_factory=dict)
    shown: dict[int, set[tuple[str, str]]] = field(default_factory=dict)
    tally: Tally = field(default_factory=Tally)


def judged(
    stage: str,
    lots: Lots,
    shared: Tables,
    expectations: list[Expectation],
    show: Callable[[Tables, Expectation, Judgement], set[tuple[str, str]]],
    most: int,
) -> Found:
    """Judge `expectations` (all `of_lots`) lot by lot. `shared`: own tables that do not come in lots.

    `show` gives what is shown of the rows that break an expectation, of which the first `most` are kept.
    """
    from sijill.quality.judge import judge, library  # its import takes seconds

    batches = library()
    found = Found()
    ids: dict[int, list[np.ndarray]] = {n: [] for n, one in enumerate(expectations) if columns_of(one) == ["span_id"]}
    for own, upstream in lots():
        evidence = Evidence(stage, {**shared, **own}, upstream)
        tables = measured(evidence, expectations)
        for number, judgement in enumerate(judge(framed(tables, expectations), expectations, batches)):
            _add(found, number, judgement, show(tables, expectations[number], judgement), most)
        for number, hashes in ids.items():
            hashes.append(_hashed(tables[expectations[number].table]))
        found.tally += tally(evidence)
    for number, hashes in ids.items():
        if len(meeting := _meeting(hashes)):
            _told_twice(found, number, expectations[number], lots, meeting, show, most)
    return found


def _add(found: Found, number: int, judgement: Judgement, shown: set[tuple[str, str]], most: int) -> None:
    known = found.judgements.get(number)
    if known is not None:
        judgement = replace(
            judgement,
            success=known.success and judgement.success,
            unexpected=(known.unexpected or 0) + (judgement.unexpected or 0),
            of=(known.of or 0) + (judgement.of or 0),
        )
    found.judgements[number] = replace(judgement, rows=())
    found.shown[number] = set(sorted(found.shown.get(number, set()) | shown)[:most])


def _hashed(table: pa.Table) -> np.ndarray:
    """The spans' ids as numbers: those of all lots are held at once."""
    return pd.util.hash_array(np.array([value or "" for value in values(table, "span_id")], dtype=object))


def _meeting(hashes: list[np.ndarray]) -> np.ndarray:
    """The ids that stand in more than one lot."""
    ids = np.sort(np.concatenate([np.unique(one) for one in hashes]))
    return np.unique(ids[1:][ids[1:] == ids[:-1]])


def _told_twice(
    found: Found,
    number: int,
    expectation: Expectation,
    lots: Lots,
    meeting: np.ndarray,
    show: Callable[[Tables, Expectation, Judgement], set[tuple[str, str]]],
    most: int,
) -> None:
    """Judge anew that spans are unique where ids of two lots meet: the library, which saw each lot alone, could not."""
    judgement = found.judgements.pop(number)
    del found.shown[number]
    for own, _ in lots():
        table = own[expectation.table]
        ids = _hashed(table)
        known, counts = np.unique(ids, return_counts=True)
        twice = np.isin(ids, np.append(known[counts > 1], meeting)) & table["span_id"].is_valid().to_numpy()
        rows = tuple(np.flatnonzero(twice).tolist())
        judgement = replace(judgement, success=not rows, unexpected=len(rows), of=len(table), rows=rows)
        _add(found, number, judgement, show(own, expectation, judgement), most)
