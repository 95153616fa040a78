"""Derived tables: what came in against what is kept and rejected, shares, and how the tables fit their schemas.

_conservation  one row for each kind of thing: thing, rows_in, rows_kept, rows_rejected, rows_merged, conserved
_fates         the things whose balance is not 0: thing, id, seen, kept, rejected, balance (positive: lost)
_totals        one row: the sums of the first thing, and shares (0 to 1)
_schemas       one row for each table: table, missing, wrong_type, full_text (columns, comma separated; empty when fine)
_drift         one row for each way the dataset is compared with the last one that passed (see `drift.py`)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from sijill.quality.drift import drift
from sijill.quality.evidence import PUBLIC, Evidence, among, given, pc, values
from sijill.quality.slot_laws import NO_READING
from sijill.tables import TABLES

FULL_TEXTS = ("text_raw", "text")
CHILDREN = ("participants", "quantities", "attributions")
_ID = {"spans": ("span_id",), "event_mentions": ("mention_id",)}  # where the sort key is longer than the identity
_FATE = pa.schema(
    [("thing", pa.string()), ("id", pa.string())]
    + [(name, pa.int64()) for name in ("seen", "kept", "rejected", "balance")]
)


@dataclass(frozen=True)
class Balance:
    """The account of one kind of thing: sums, and the rows of `_fates`."""

    thing: str
    rows_in: int
    rows_kept: int
    rows_rejected: int
    rows_merged: int
    fates: list[dict[str, Any]]

    def row(self) -> dict[str, Any]:
        sums = (self.rows_in, self.rows_kept, self.rows_rejected, self.rows_merged)
        names = ("rows_in", "rows_kept", "rows_rejected", "rows_merged")
        whole = self.rows_in == sum(sums[1:]) and not self.fates
        return {"thing": self.thing, **dict(zip(names, sums, strict=True)), "conserved": whole}


def derived(evidence: Evidence) -> dict[str, pa.Table]:
    """The derived tables of a stage, by name."""
    balances = list(_balances(evidence))
    conservation = [balance.row() for balance in balances]
    columns: dict[str, Any] = {name: pa.int64() for name in ("rows_in", "rows_kept", "rows_rejected", "rows_merged")}
    schema = pa.schema({"thing": pa.string(), **columns, "conserved": pa.bool_()})
    fates = sorted(
        (fate for balance in balances for fate in balance.fates), key=lambda fate: (fate["thing"], fate["id"])
    )
    return {
        "_conservation": pa.Table.from_pylist(conservation, schema=schema),
        "_fates": pa.Table.from_pylist(fates, schema=_FATE),
        "_totals": pa.Table.from_pylist([_totals(evidence, conservation)]),
        "_schemas": _schemas(evidence.given),
        "_drift": drift(evidence.tables, evidence.last),
    }


def _balances(evidence: Evidence) -> Iterator[Balance]:
    if evidence.stage == "ingest":
        yield _records(evidence)
    elif evidence.stage == "normalize":
        yield _reports(evidence)
    elif evidence.stage == "deduplicate":
        yield _reports(evidence)
        yield _keyed("event_mentions", evidence, _rejected_mentions(evidence), repeats=True)
    elif evidence.stage == "validate":
        yield from _validated(evidence)
    elif evidence.stage == "export":
        for name in ("reports", "sentences", "spans", "event_mentions", "events", *CHILDREN, "event_links"):
            yield _keyed(name, evidence)
        yield from _public(evidence)


def _rejected(evidence: Evidence) -> pa.Table:
    rejected = evidence.find("rejected")
    return rejected.filter(pa.array(among(rejected, "stage", (evidence.stage,))))


def _rejected_mentions(evidence: Evidence) -> Counter[str]:
    mentions = pc.drop_null(_rejected(evidence)["mention_id"])
    return Counter(set(mentions.to_pylist()))


def _records(evidence: Evidence) -> Balance:
    """Each record of each input file is a report or a rejected row, once.

    The table `inputs` (corpus, source_file, records), where given, tells how many records were to be read; else, or
    where it could not be told, the numbers seen must be 0, 1, 2 … without gaps.
    """
    kept, rejected = _numbered(evidence.find("reports")), _numbered(_rejected(evidence))
    expected = _inputs(evidence)
    fates: list[dict[str, Any]] = []
    for file in sorted(kept.keys() | rejected.keys() | expected.keys()):
        here, gone = kept.get(file, Counter()), rejected.get(file, Counter())
        told = expected.get(file, 0 if expected else None)  # a file that the inventory does not name holds no record
        for number in range(max([*here, *gone, (told or 0) - 1], default=-1) + 1):
            seen = 1 if told is None or number < told else 0
            if seen != (count := here[number] + gone[number]):
                fate = {"thing": "records", "id": f"{file}#{number}", "seen": seen, "kept": here[number]}
                fates.append({**fate, "rejected": gone[number], "balance": seen - count})
    n_kept, n_rejected = len(evidence.find("reports")), len(_rejected(evidence))
    rows_in = n_kept + n_rejected + sum(fate["balance"] for fate in fates)
    return Balance("records", rows_in, n_kept, n_rejected, 0, fates)


def _inputs(evidence: Evidence) -> dict[str, int | None]:
    """How many records each input file holds, by corpus and name; None where that could not be told."""
    inputs = evidence.tables.get("inputs", evidence.upstream.get("inputs"))
    return {} if inputs is None else dict(zip(_files(inputs), values(inputs, "records"), strict=True))


def _numbered(table: pa.Table) -> dict[str, Counter[int]]:
    found: dict[str, Counter[int]] = {}
    for file, number in zip(_files(table), values(table, "record_no"), strict=True):
        if number is not None:  # a whole file may be rejected too: it has no record number
            found.setdefault(file, Counter())[number] += 1
    return found


def _files(table: pa.Table) -> list[str]:
    """The file of each row: its corpus entry and its path below it."""
    named = zip(values(table, "corpus"), values(table, "source_file"), strict=True)
    return [f"{corpus}:{file}" for corpus, file in named]


def _reports(evidence: Evidence) -> Balance:
    """Reports are counted by id, as often as they were received."""
    before = evidence.upstream.get("reports", TABLES["reports"].schema().empty_table())
    places = zip(_files(before), values(before, "record_no"), values(before, "report_id"), strict=True)
    id_at = {(file, number): report for file, number, report in places}
    rejected = _rejected(evidence)
    rejected = rejected.filter(pc.is_null(rejected["mention_id"]))
    rows = set(
        zip(
            _files(rejected),
            values(rejected, "record_no"),
            values(rejected, "report_id"),
            strict=True,
        )
    )
    gone = Counter(report or id_at.get((file, number)) or f"{file}#{number}" for file, number, report in rows)
    return _keyed("reports", evidence, gone)


def _keyed(thing: str, evidence: Evidence, gone: Counter[str] | None = None, repeats: bool = False) -> Balance:
    """The account of a table against the same table of the stage before, row by row.

    `gone` counts the rejected ids; with `repeats`, rows of one id before are one thing (the others are merged into it).
    """
    before = evidence.upstream.get(thing, TABLES[thing].schema().empty_table())
    return _account(thing, before, evidence.find(thing), gone or Counter(), repeats)


def _account(thing: str, before: pa.Table, after: pa.Table, gone: Counter[str], repeats: bool = False) -> Balance:
    key = list(_ID.get(thing, TABLES[thing].key))
    if not gone and before.select(key).equals(after.select(key)):  # the usual case, at no cost
        unique = len(before) if not repeats else len(before.group_by(key).aggregate([]))
        if unique == len(before):
            return Balance(thing, len(before), len(after), 0, 0, [])
    seen, kept = Counter(_ids(before, key)), Counter(_ids(after, key))
    merged = 0
    if repeats:
        merged = sum(seen.values()) - len(seen)
        seen = Counter(dict.fromkeys(seen, 1))
    fates: list[dict[str, Any]] = []
    for identity in seen.keys() | kept.keys() | gone.keys():
        balance = seen[identity] - kept[identity] - gone[identity]
        if balance:
            fate = {"thing": thing, "id": identity, "seen": seen[identity], "kept": kept[identity]}
            fates.append({**fate, "rejected": gone[identity], "balance": balance})
    return Balance(thing, len(before), len(after), sum(gone.values()), merged, fates)


def _ids(table: pa.Table, key: list[str]) -> list[str]:
    columns = [pc.fill_null(pc.cast(table[column], pa.string()), "") for column in key]
    joined = columns[0] if len(columns) == 1 else pc.binary_join_element_wise(*columns, "|")
    return joined.to_pylist()


def _validated(evidence: Evidence) -> Iterator[Balance]:
    """What validation rejects takes with it what hangs on it: an event its links, a mention its participants."""
    rejected = _rejected_mentions(evidence)
    before_events = evidence.upstream.get("events", TABLES["events"].schema().empty_table())
    lost_events = _rejected_events(evidence, before_events, set(rejected))
    for name in ("reports", "sentences", "spans"):
        yield _reports(evidence) if name == "reports" else _keyed(name, evidence)
    yield _keyed("event_mentions", evidence, rejected)
    yield _keyed("events", evidence, Counter(lost_events))
    mentions = evidence.find("event_mentions")["mention_id"]
    for name in CHILDREN:
        before = evidence.upstream.get(name, TABLES[name].schema().empty_table())
        yield _with_parent(name, before, evidence.find(name), among(before, "mention_id", mentions))
    links = evidence.upstream.get("event_links", TABLES["event_links"].schema().empty_table())
    events = evidence.find("events")["event_id"]
    both = among(links, "event_id_a", events) & among(links, "event_id_b", events)
    yield _with_parent("event_links", links, evidence.find("event_links"), both)


def _with_parent(name: str, before: pa.Table, after: pa.Table, parent_kept: np.ndarray) -> Balance:
    key = list(_ID.get(name, TABLES[name].key))
    gone = Counter(_ids(before.filter(pa.array(~parent_kept)), key))
    return _account(name, before, after, gone)


def _rejected_events(evidence: Evidence, before: pa.Table, rejected: set[str]) -> list[str]:
    """Events that are gone and whose canonical mention was rejected."""
    gone = before.filter(pa.array(~among(before, "event_id", evidence.find("events")["event_id"])))
    pairs = zip(values(gone, "event_id"), values(gone, "canonical_mention_id"), strict=True)
    return [event for event, mention in pairs if event is not None and mention in rejected]


def _public(evidence: Evidence) -> Iterator[Balance]:
    for name in sorted(evidence.tables):
        if name.startswith(PUBLIC) and name.removeprefix(PUBLIC) in evidence.tables:
            rows = len(evidence.tables[name.removeprefix(PUBLIC)])
            yield Balance(name, rows, len(evidence.tables[name]), 0, 0, [])


def _totals(evidence: Evidence, conservation: list[dict[str, Any]]) -> dict[str, Any]:
    sums = ("rows_in", "rows_kept", "rows_rejected", "rows_merged")
    first = conservation[0] if conservation else {"rows_kept": 0, "rows_merged": 0, **dict.fromkeys(sums, 0)}
    spans, mentions = evidence.find("spans"), evidence.find("event_mentions")
    return {
        **{name: first[name] for name in sums},
        "conserved": all(row["conserved"] for row in conservation),
        "rejected_share": _share(first["rows_rejected"], first["rows_in"]),
        "unresolved_actor_share": _unresolved(spans, "actor"),
        "unresolved_place_share": _unresolved(spans, "place"),
        "undated_share": _share(int((~given(mentions, "date_start")).sum()), len(mentions)),
        "unplaced_share": _share(int((~given(mentions, "place_id")).sum()), len(mentions)),
        "ambiguous_texts": _ambiguous_texts(evidence.find("reports")),
    }


def _unresolved(spans: pa.Table, kind: str) -> float:
    of_kind = among(spans, "kind", (kind,))
    return _share(int((of_kind & among(spans, "resolution_status", NO_READING)).sum()), int(of_kind.sum()))


def _share(part: int, whole: int) -> float:
    return round(part / whole, 6) if whole else 0.0


def _ambiguous_texts(reports: pa.Table) -> int:
    """How many report_ids stand for texts that differ (in white space: the id folds it)."""
    counted = reports.group_by("report_id").aggregate([([], "count_all")])
    repeated = counted.filter(pc.greater(counted["count_all"], 1))["report_id"]
    rows = reports.filter(pc.is_in(reports["report_id"], value_set=repeated.combine_chunks()))
    texts = set(zip(values(rows, "report_id"), values(rows, "text_raw"), strict=True))
    return sum(count > 1 for count in Counter(report for report, _ in texts).values())


def _schemas(tables: dict[str, pa.Table]) -> pa.Table:
    rows = []
    for name in sorted(tables):
        table, described = tables[name], TABLES.get(name)
        columns = described.columns if described else {}
        there = {column: table.schema.field(column).type for column in table.column_names}
        wrong = (
            f"{c} ({there[c]}, not {columns[c].type})" for c in columns if c in there and there[c] != columns[c].type
        )
        full_text = [column for column in FULL_TEXTS if name.startswith(PUBLIC) and column in there]
        missing = _list(column for column in columns if column not in there)
        rows.append({"table": name, "missing": missing, "wrong_type": _list(wrong), "full_text": _list(full_text)})
    return pa.Table.from_pylist(
        rows, schema=pa.schema([(c, pa.string()) for c in ("table", "missing", "wrong_type", "full_text")])
    )


def _list(values: Iterable[str]) -> str:
    return ", ".join(values)
