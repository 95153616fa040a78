"""Check and gate: from tables and a suite to a verdict, and from a verdict to one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from sijill.quality.balance import derived
from sijill.quality.by_lot import BY_LOT, Lots, judged, of_lots
from sijill.quality.evidence import PUBLIC, Evidence, pc
from sijill.quality.framed import framed
from sijill.quality.measures import columns_of, measured, shown
from sijill.quality.settings import settle
from sijill.quality.suite import Expectation, read
from sijill.tables import TABLES

if TYPE_CHECKING:
    from sijill.quality.judge import Judgement

MOST_ROWS = 200  # offending rows shown for one expectation
MOST_CHARS = 200  # characters shown of one value
ROWS = pa.schema(
    [(name, pa.string()) for name in ("table", "expectation", "severity", "key", "column", "value", "why")],
    metadata={"row": "a row that breaks an expectation"},
)
_KEYS = {
    "_conservation": ("thing",),
    "_fates": ("thing", "id"),
    "_schemas": ("table",),
    "_totals": (),
    "_drift": ("dimension",),
}


def check(
    stage: str,
    tables: Mapping[str, pa.Table],
    upstream: Mapping[str, pa.Table],
    suite: Mapping[str, Any],
    options: Mapping[str, Any] | None = None,
    settings: Mapping[str, Any] | None = None,
    last: Mapping[str, pa.Table] | None = None,
    lots: Lots | None = None,
    rows: Mapping[str, int] | None = None,
) -> tuple[dict[str, Any], pa.Table]:
    """Judge a stage's tables by its suite; bad data is told, never raised.

    `tables` are all tables the stage wrote (for export those of the shareable edition too, as `public_<table>`),
    `upstream` those it was made from; `suite` is the parsed YAML; `options` the stage's, for entries with `unless`;
    `settings` the config's section `quality`; `last` the reports and events of the last dataset that passed.
    Where tables are too long to be held, `lots` gives those of BY_LOT lot by lot, `rows` says how many rows they have,
    and of them `tables` and `upstream` hold the columns that `whole_columns` names.
    Returns the verdict (plain JSON values, the same for any order of rows and any lots) and the offending rows (schema
    ROWS). Raises SuiteError, naming the entry, when the suite cannot be judged as it is written.
    """
    from sijill.quality.judge import judge  # its import takes seconds

    expectations = settle(stage, read(suite, options), settings or {})
    singly = [one for one in expectations if of_lots(one)]
    shared = {name: table for name, table in tables.items() if name.removeprefix(PUBLIC) not in BY_LOT}
    found = judged(stage, lots or (lambda: [(tables, upstream)]), shared, singly, _shown, MOST_ROWS)
    told = {id(one): (found.judgements[n], found.shown[n]) for n, one in enumerate(singly)}
    evidence = Evidence(stage, tables, upstream, last, rows)
    rest = [one for one in expectations if id(one) not in told]
    whole = measured(evidence, rest, derived(evidence, found.tally))
    for one, judgement in zip(rest, judge(framed(whole, rest), rest), strict=True):
        told[id(one)] = judgement, _shown(whole, one, judgement)
    results = [_result(stage, one, told[id(one)][0]) for one in expectations]
    offending = [row for one in expectations for row in _offending(one, *told[id(one)])]
    offending.sort(key=lambda row: tuple(row.values()))
    results.sort(key=lambda result: (result["table"], result["expectation"], result["column"], result["entry"]))
    return _verdict(stage, evidence, whole, results), pa.Table.from_pylist(offending, schema=ROWS)


def _verdict(
    stage: str, evidence: Evidence, tables: dict[str, pa.Table], results: list[dict[str, Any]]
) -> dict[str, Any]:
    failed = Counter(result["severity"] for result in results if not (result["success"] or result["waived"]))
    rejected = evidence.tables.get("rejected")
    reasons = (
        Counter()
        if rejected is None
        else Counter(zip(*(rejected[c].to_pylist() for c in ("stage", "reason")), strict=True))
    )
    return {
        "stage": stage,
        "open": not failed["critical"],
        "expectations": {
            "judged": len(results),
            "critical_failed": failed["critical"],
            "warning_failed": failed["warning"],
            "waived": sum(bool(result["waived"]) for result in results),
        },
        "rows": dict(sorted(evidence.rows.items())),
        "rows_file": f"results/quality/{stage}/rows.csv",
        "conservation": sorted(tables["_conservation"].to_pylist(), key=lambda row: str(row["thing"])),
        "totals": tables["_totals"].to_pylist()[0],
        "drift": tables["_drift"].to_pylist(),
        "rejected": [{"stage": s, "reason": r, "rows": n} for (s, r), n in sorted(reasons.items(), key=str)],
        "results": results,
    }


def _result(stage: str, expectation: Expectation, judgement: Judgement) -> dict[str, Any]:
    arguments = {name: value for name, value in expectation.kwargs.items() if name not in ("column", "column_list")}
    return {
        "check": f"{stage}/{expectation.check}",
        "entry": expectation.entry,
        "table": expectation.table,
        "expectation": expectation.type,
        "column": ", ".join(columns_of(expectation)),
        "arguments": arguments,
        "severity": expectation.severity,
        "why": expectation.why,
        "waived": expectation.waived,
        "success": judgement.success,
        "unexpected": judgement.unexpected,
        "of": judgement.of,
        "observed": judgement.observed,
    }


def _offending(
    expectation: Expectation, judgement: Judgement, shown: Iterable[tuple[str, str]]
) -> list[dict[str, str]]:
    """At most MOST_ROWS rows that break the expectation, the first by key; one row without key for a whole table."""
    if judgement.success:
        return []
    columns = columns_of(expectation)
    same = {"table": expectation.table, "expectation": expectation.type, "severity": expectation.severity}
    last = {"column": ", ".join(columns), "value": str(judgement.observed), "why": expectation.why}
    if not judgement.unexpected:
        return [{**same, "key": "", **last}]
    return [{**same, "key": _cell(key), **last, "value": _cell(value)} for key, value in sorted(shown)]


def _shown(tables: Mapping[str, pa.Table], expectation: Expectation, judgement: Judgement) -> set[tuple[str, str]]:
    """Key and value of the rows that break the expectation, the first MOST_ROWS; rows that look alike once."""
    if judgement.success or not judgement.rows:
        return set()
    whole = tables[expectation.table]
    own = _own_columns(expectation.table, whole)
    columns = columns_of(expectation)
    seen = list(dict.fromkeys(name for column in columns for name in shown(expectation.table, column, own)))
    key = _key(expectation.table, whole)
    table = whole.select(list(dict.fromkeys([*key, *seen]))).take(pa.array(judgement.rows))
    told = pa.Table.from_arrays([_told(table, key), _told(table, seen)], ["key", "value"])
    told = told.group_by(["key", "value"]).aggregate([])
    told = told.sort_by([("key", "ascending"), ("value", "ascending")]).slice(0, MOST_ROWS)
    return {(row["key"], row["value"]) for row in told.to_pylist()}


def _own_columns(name: str, table: pa.Table) -> list[str]:
    contract = TABLES.get(name.removeprefix(PUBLIC))
    return list(contract.columns) if contract else table.column_names


def _key(name: str, table: pa.Table) -> list[str]:
    contract = TABLES.get(name.removeprefix(PUBLIC))
    wanted = contract.key if contract else _KEYS.get(name, ())
    return [column for column in wanted if column in table.column_names]


def _told(table: pa.Table, columns: list[str]) -> pa.ChunkedArray:
    """The columns of each row as one text: `value` alone, or `name=value, …`."""
    if not columns:
        return pa.chunked_array([pa.array([""] * len(table), pa.string())])
    texts = [
        pc.utf8_slice_codeunits(pc.fill_null(pc.cast(table[c], pa.string()), "null"), 0, MOST_CHARS) for c in columns
    ]
    if len(columns) == 1:
        return texts[0]
    named = [pc.binary_join_element_wise(name, text, "=") for name, text in zip(columns, texts, strict=True)]
    return pc.binary_join_element_wise(*named, ", ")


def _cell(text: str) -> str:
    """The text as a spreadsheet must take it: as text, not as a formula (the reports are hostile input)."""
    return f"'{text}" if text[:1] in ("=", "+", "@", "\t", "\r") else text
