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
from typing import Any

import pyarrow as pa

from sijill.quality.account import Balance, keyed, with_parent
from sijill.quality.drift import drift
from sijill.quality.evidence import PUBLIC, Evidence, among, given, pc, values
from sijill.quality.tally import Tally, share
from sijill.tables import TABLES

FULL_TEXTS = ("text_raw", "text")
_FATE = pa.schema(
    [("thing", pa.string()), ("id", pa.string())]
    + [(name, pa.int64()) for name in ("seen", "kept", "rejected", "balance")]
)


def derived(evidence: Evidence, tally: Tally) -> dict[str, pa.Table]:
    """The derived tables of a stage, by name. `tally`: what was counted lot by lot."""
    balances = [*_balances(evidence), *tally.balances.values()]
    conservation = [balance.row() for balance in balances]
    columns: dict[str, Any] = {name: pa.int64() for name in ("rows_in", "rows_kept", "rows_rejected", "rows_merged")}
    schema = pa.schema({"thing": pa.string(), **columns, "conserved": pa.bool_()})
    fates = sorted(
        (fate for balance in balances for fate in balance.fates), key=lambda fate: (fate["thing"], fate["id"])
    )
    return {
        "_conservation": pa.Table.from_pylist(conservation, schema=schema),
        "_fates": pa.Table.from_pylist(fates, schema=_FATE),
        "_totals": pa.Table.from_pylist([_totals(evidence, conservation, tally)]),
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
        yield keyed("event_mentions", evidence, _rejected_mentions(evidence), repeats=True)
    elif evidence.stage == "validate":
        yield from _validated(evidence)
    elif evidence.stage == "export":
        for name in ("reports", "event_mentions", "events", "event_links"):
            yield keyed(name, evidence)
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
    return keyed("reports", evidence, gone)


def _validated(evidence: Evidence) -> Iterator[Balance]:
    """What validation rejects takes with it what hangs on it: an event its links, a mention its participants."""
    rejected = _rejected_mentions(evidence)
    before_events = evidence.upstream.get("events", TABLES["events"].schema().empty_table())
    lost_events = _rejected_events(evidence, before_events, set(rejected))
    yield _reports(evidence)
    yield keyed("event_mentions", evidence, rejected)
    yield keyed("events", evidence, Counter(lost_events))
    links = evidence.upstream.get("event_links", TABLES["event_links"].schema().empty_table())
    events = evidence.find("events")["event_id"]
    both = among(links, "event_id_a", events) & among(links, "event_id_b", events)
    yield with_parent("event_links", links, evidence.find("event_links"), both)


def _rejected_events(evidence: Evidence, before: pa.Table, rejected: set[str]) -> list[str]:
    """Events that are gone and whose canonical mention was rejected."""
    gone = before.filter(pa.array(~among(before, "event_id", evidence.find("events")["event_id"])))
    pairs = zip(values(gone, "event_id"), values(gone, "canonical_mention_id"), strict=True)
    return [event for event, mention in pairs if event is not None and mention in rejected]


def _public(evidence: Evidence) -> Iterator[Balance]:
    for name in sorted(evidence.tables):
        if name.startswith(PUBLIC) and name.removeprefix(PUBLIC) in evidence.tables:
            yield Balance(name, evidence.rows[name.removeprefix(PUBLIC)], evidence.rows[name], 0, 0, [])


def _totals(evidence: Evidence, conservation: list[dict[str, Any]], tally: Tally) -> dict[str, Any]:
    sums = ("rows_in", "rows_kept", "rows_rejected", "rows_merged")
    first = conservation[0] if conservation else {"rows_kept": 0, "rows_merged": 0, **dict.fromkeys(sums, 0)}
    mentions = evidence.find("event_mentions")
    return {
        **{name: first[name] for name in sums},
        "conserved": all(row["conserved"] for row in conservation),
        "rejected_share": share(first["rows_rejected"], first["rows_in"]),
        "unresolved_actor_share": tally.unresolved("actor"),
        "unresolved_place_share": tally.unresolved("place"),
        "undated_share": share(int((~given(mentions, "date_start")).sum()), len(mentions)),
        "unplaced_share": share(int((~given(mentions, "place_id")).sum()), len(mentions)),
        "ambiguous_texts": tally.ambiguous_texts,
    }


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
