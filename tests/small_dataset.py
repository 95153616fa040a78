"""A dataset of three reports, written by hand, as each stage gives it: what the quality and report tests start from."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from sijill import ids, tables
from sijill.event_slots import event_slots

Row = dict[str, Any]
Tables = dict[str, pa.Table]

TEXT_A = "قصف على النيرب\nقصفت طائرات حربية بلدة النيرب أمس الاثنين، وقتل 3 مدنيين، بحسب مصدر محلي."
TEXT_B = "تعرضت بلدة النيرب أمس لغارات جوية قتلت ما بين 3 و5 أشخاص. وتعتزم الفصائل شن هجوم على سراقب."
CHILDREN = ("participants", "quantities", "attributions")
MERGED = (
    "reports", "report_pairs", "sentences", "spans", "event_mentions", *CHILDREN, "events", "event_slots",
    "event_links", "rejected",
)  # fmt: skip


def _report(record_no: int, text: str, title: str | None, outlet: str, **other: Any) -> Row:
    body = text.split("\n", 1)[1] if title else text
    return {
        "report_id": ids.report_id(outlet, "2024-03-05", text), "corpus": "small", "source_file": "a.jsonl",
        "record_no": record_no, "record_id": str(record_no), "source_sha256": f"{record_no:064x}", "outlet": outlet,
        "url": f"https://example.org/{record_no}", "title": title, "text_raw": text, "text": body,
        "language": "ar", "mixed_language": False, "fields_evidence": "record",
        "published_at": "2024-03-05", "published_on": "2024-03-05", "published_precision": "day",
        "published_evidence": "metadata", **other,
    }  # fmt: skip


REPORTS = [_report(0, TEXT_A, "قصف على النيرب", "وكالة أ"), _report(1, TEXT_B, None, "وكالة ب")]
REPEATED = {**REPORTS[0], "source_file": "b.txt", "record_no": 0}
R_A, R_B = (row["report_id"] for row in REPORTS)


def _at(text: str, surface: str) -> dict[str, int]:
    return {"start": text.index(surface), "end": text.index(surface) + len(surface)}


def _sentences() -> list[Row]:
    first, _ = TEXT_A.split("\n")
    third = TEXT_B.index(" وتعتزم")
    rows = [(R_A, 0, 0, len(first), "headline"), (R_A, 1, len(first) + 1, len(TEXT_A), "body")]
    rows += [(R_B, 0, 0, third, "body"), (R_B, 1, third + 1, len(TEXT_B), "body")]
    return [dict(zip(("report_id", "sentence_no", "start", "end", "role"), row, strict=True)) for row in rows]


def _span(report: str, text: str, sentence: int, surface: str, kind: str, status: str, **other: Any) -> Row:
    offsets = _at(text, surface)
    identity = ids.span_id(report, offsets["start"], offsets["end"], kind, surface)
    return {
        "span_id": identity, "report_id": report, "sentence_no": sentence, **offsets, "surface": surface, "kind": kind,
        "resolution_status": status, "rule_id": "test", **other,
    }  # fmt: skip


SPANS = [
    _span(R_A, TEXT_A, 1, "بلدة النيرب", "place", "resolved", place_id="sj:nayrab"),
    _span(R_A, TEXT_A, 1, "أمس الاثنين", "time", "not_applicable", normal_form="weekday=monday;offset=-1"),
    _span(R_B, TEXT_B, 0, "النيرب", "place", "resolved", place_id="sj:nayrab"),
    _span(R_B, TEXT_B, 1, "الفصائل", "actor", "umbrella", actor_id="factions"),
]


def _mention(report: str, text: str, sentence: int, trigger: str, event_type: str, **other: Any) -> Row:
    start, end = _at(text, trigger).values()
    return {
        "mention_id": ids.mention_id(report, start, end, event_type), "report_id": report, "sentence_no": sentence,
        "trigger_start": start, "trigger_end": end, "trigger": trigger, "event_type": event_type, "realis": "actual",
        "assertion": "reported", "date_start": "2024-03-04", "date_end": "2024-03-04", "date_precision": "day",
        "date_status": "anchored", "place_id": "sj:nayrab", "place_surface": "النيرب", "place_status": "resolved",
        "geo_precision": 1, "actor_status": "not_stated", "confidence": 0.8, "confidence_evidence": "base",
        "rule_id": "test", **other,
    }  # fmt: skip


NO_DATE = {"date_start": None, "date_end": None, "date_precision": "unknown", "date_status": "none"}
NO_PLACE = {"place_id": None, "geo_precision": 7}
STRIKE_A = _mention(R_A, TEXT_A, 1, "قصفت", "air_strike")
STRIKE_B = _mention(R_B, TEXT_B, 0, "غارات", "air_strike")
ATTACK = _mention(
    R_B, TEXT_B, 1, "هجوم", "attack", realis="planned", **NO_DATE, **NO_PLACE, place_status="not_stated",
    place_surface=None, actor_status="stated",
)  # fmt: skip
STRIKE, PLAN = "e" + "1" * 16, "e" + "2" * 16
EVENTS_OF = {STRIKE_A["mention_id"]: STRIKE, STRIKE_B["mention_id"]: STRIKE, ATTACK["mention_id"]: PLAN}

QUANTITIES = [
    {"mention_id": STRIKE_A["mention_id"], "what": "killed", "low": 3, "best": 3, "high": 3, "as_written": "3 مدنيين",
     **_at(TEXT_A, "3 مدنيين"), "rule_id": "test"},
    {"mention_id": STRIKE_B["mention_id"], "what": "killed", "low": 3, "best": None, "high": 5,
     "as_written": "ما بين 3 و5", **_at(TEXT_B, "ما بين 3 و5"), "rule_id": "test"},
]  # fmt: skip
PARTICIPANTS = [
    {"mention_id": ATTACK["mention_id"], "actor_id": "factions", "role": "actor", "surface": "الفصائل",
     **_at(TEXT_B, "الفصائل"), "rule_id": "test"},
    {"mention_id": STRIKE_A["mention_id"], "actor_id": None, "role": "victim", "surface": "مدنيين",
     **_at(TEXT_A, "مدنيين"), "rule_id": "test"},
]  # fmt: skip
ATTRIBUTIONS = [
    {"mention_id": STRIKE_A["mention_id"], "level": 1, "source_kind": "local", "name": "مصدر محلي",
     "surface": "مصدر محلي", **_at(TEXT_A, "مصدر محلي"), "rule_id": "test"},
    {"mention_id": STRIKE_A["mention_id"], "level": 2, "source_kind": "outlet", "name": "وكالة أ", "surface": "",
     "start": 0, "end": 0, "rule_id": "test"},
]  # fmt: skip


def _event(event_id: str, mention: Row, **other: Any) -> Row:
    kept = ("event_type", "realis", "assertion", "date_start", "date_end", "date_precision", "date_status", "place_id")
    return {
        "event_id": event_id, "canonical_mention_id": mention["mention_id"], **{name: mention[name] for name in kept},
        "geo_precision": mention["geo_precision"], "confidence": 0.8, "review_status": "unreviewed",
        "n_mentions": 1, "n_reports": 1, "n_outlets": 1, "first_published": "2024-03-05",
        "last_published": "2024-03-05", **other,
    }  # fmt: skip


EVENTS = [
    _event(
        STRIKE, STRIKE_A, plover_event="ASSAULT", plover_mode="aerial", acled_event="Explosions/Remote violence",
        acled_sub_event="Air/drone strike", place_name="النيرب", latitude=35.89, longitude=36.7, admin1="Idlib",
        country="SY", killed_low=3, killed_best=3, killed_high=5, n_mentions=2, n_reports=2, n_outlets=2,
    ),
    _event(
        PLAN, ATTACK, plover_event="ASSAULT", plover_mode="firearms", acled_event="Battles",
        acled_sub_event="Armed clash",
    ),
]  # fmt: skip
PAIRS = [
    {"report_id_a": min(R_A, R_B), "report_id_b": max(R_A, R_B), "kind": "near", "jaccard": 0.5, "containment": 0.6}
]
LINKS = [{"event_id_a": STRIKE, "event_id_b": PLAN, "kind": "follows", "reason": "same_area"}]
CORRECTION = {
    "correction_id": "c" + "1" * 16, "reviewer": "س", "made_at": "2024-04-01T08:00:00Z", "action": "accept",
    "event_id": STRIKE, "event_now": STRIKE, "mention_id": STRIKE_A["mention_id"], "file": "s.json",
    "status": "applied",
}  # fmt: skip
PLACES = [
    {"place_id": "sj:nayrab", "name_ar": "النيرب", "name_en": "Al-Nayrab", "feature": "settlement",
     "parent": "sj:idlib", "admin1": "Idlib", "country": "SY", "latitude": 35.89, "longitude": 36.7,
     "geo_precision": 1, "source": "editor"},
    {"place_id": "sj:idlib", "name_ar": "محافظة إدلب", "name_en": "Idlib", "feature": "governorate", "admin1": "Idlib",
     "country": "SY", "latitude": 35.8, "longitude": 36.7, "geo_precision": 4, "source": "editor"},
]  # fmt: skip
ACTORS = [
    {
        "actor_id": "factions",
        "name_ar": "الفصائل",
        "name_en": "Opposition factions",
        "kind": "umbrella",
        "source": "editor",
    }
]


def _rejected(stage: str, file: str, number: int, reason: str, report: str | None = None) -> Row:
    detail = "written for the test"
    return {
        "stage": stage,
        "corpus": "small",
        "source_file": file,
        "record_no": number,
        "reason": reason,
        "report_id": report,
        "detail": detail,
    }


def _merged() -> Tables:
    mentions = [{**row, "event_id": EVENTS_OF[row["mention_id"]]} for row in (STRIKE_A, STRIKE_B, ATTACK)]
    rows = {
        "reports": REPORTS, "sentences": _sentences(), "spans": SPANS, "event_mentions": mentions, "events": EVENTS,
        "participants": PARTICIPANTS, "quantities": QUANTITIES, "attributions": ATTRIBUTIONS, "event_links": LINKS,
        "rejected": [_rejected("deduplicate", "b.txt", 0, "repeated_record", R_A)], "report_pairs": PAIRS,
    }  # fmt: skip
    merged = {name: tables.from_rows(name, rows.get(name, [])) for name in MERGED}
    return {**merged, "event_slots": event_slots(EVENTS, merged)}


def _twice(rows: list[Row], report_of: dict[str, str]) -> list[Row]:
    """Rows as they stand before deduplication: those of the repeated record twice."""
    of_a = [row for row in rows if row.get("report_id", report_of.get(row.get("mention_id", ""))) == R_A]
    return [*rows, *of_a]


def _with_evidence(kind: str, table: pa.Table) -> pa.Table:
    """The table as the shareable edition has it: each mention with its sentence, and offsets into it."""
    if kind not in ("event_mentions", *CHILDREN):
        return table
    texts = {R_A: TEXT_A, R_B: TEXT_B}
    bounds = {(row["report_id"], row["sentence_no"]): (row["start"], row["end"]) for row in _sentences()}
    sentence_of = {row["mention_id"]: (row["report_id"], row["sentence_no"]) for row in (STRIKE_A, STRIKE_B, ATTACK)}
    own = "trigger_" if kind == "event_mentions" else ""
    columns: dict[str, list[Any]] = {"evidence": [], f"evidence_{own}start": [], f"evidence_{own}end": []}
    for row in table.to_pylist():
        sentence = sentence_of[row["mention_id"]]
        at, to = bounds[sentence]
        start, end = row[f"{own}start"], row[f"{own}end"]
        inside = at <= start and end <= to
        cells = (texts[sentence[0]][at:to], start - at if inside else None, end - at if inside else None)
        for column, cell in zip(columns.values(), cells, strict=True):
            column.append(cell)
    for column_name, column in columns.items():
        if own or column_name != "evidence":
            table = table.append_column(column_name, pa.array(column))
    return table


def stage(name: str) -> tuple[Tables, Tables]:
    """The tables of a stage and those of the stages before it, as `check` gets them."""
    received = [*REPORTS, REPEATED]
    ingest = {
        "reports": tables.from_rows("reports", received),
        "rejected": tables.from_rows("rejected", [_rejected("ingest", "a.jsonl", 2, "missing_text")]),
    }
    mentions = [STRIKE_A, STRIKE_B, ATTACK]
    report_of = {row["mention_id"]: row["report_id"] for row in mentions}
    normalize = {
        "reports": ingest["reports"],
        "sentences": tables.from_rows("sentences", _twice(_sentences(), report_of)),
        "rejected": tables.empty("rejected"),
    }
    read = {"spans": SPANS, "event_mentions": mentions, "participants": PARTICIPANTS, "quantities": QUANTITIES}
    read["attributions"] = ATTRIBUTIONS
    extract = {kind: tables.from_rows(kind, _twice(rows, report_of)) for kind, rows in read.items()}
    extract["rejected"] = tables.empty("rejected")
    merged = _merged()
    validated = {**merged, "rejected": tables.empty("rejected")}
    registry = {"places": tables.from_rows("places", PLACES), "actors": tables.from_rows("actors", ACTORS)}
    everything = pa.concat_tables([ingest["rejected"], merged["rejected"]])
    corrections = tables.from_rows("corrections", [CORRECTION])
    working = {**merged, **registry, "rejected": everything, "corrections": corrections}
    public = {f"public_{kind}": _with_evidence(kind, table) for kind, table in working.items()}
    public["public_reports"] = working["reports"].drop_columns(["text_raw", "text"])
    given: dict[str, tuple[Tables, Tables]] = {
        "ingest": (ingest, {}),
        "normalize": (normalize, ingest),
        "extract": (extract, normalize),
        "deduplicate": (merged, {**normalize, **extract}),
        "validate": (validated, merged),
        "export": ({**working, **public}, validated),
    }
    return given[name]


def changed(table: pa.Table, row: int, **cells: Any) -> pa.Table:
    """The table with some cells of one row replaced."""
    rows = table.to_pylist()
    rows[row] |= cells
    return pa.Table.from_pylist(rows, schema=table.schema)
