"""Checks: every law broken on purpose, and the rows that are named for it."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

import small_dataset as small
from judging import SUITES, failed, only
from sijill import tables
from sijill.gate import gate
from sijill.quality import check
from sijill.quality.suite import SuiteError, read

EVENT = small.STRIKE
LINKED_BACKWARDS = {"event_id_a": small.PLAN, "event_id_b": small.STRIKE}


@pytest.mark.parametrize("stage", tables.STAGES)
def test_a_true_dataset_passes_every_gate(stage: str) -> None:
    verdict, rows = check(stage, *small.stage(stage), SUITES[stage])
    assert gate(verdict) is None
    assert verdict["open"]
    assert {(row["severity"]) for row in rows.to_pylist()} <= {"warning"}
    assert verdict["expectations"]["judged"] == len(read(SUITES[stage]))


# stage, table, judged column, row, cells that break the law
BROKEN: list[tuple[str, str, str, int, dict[str, Any]]] = [
    ("ingest", "reports", "report_id", 0, {"report_id": "7"}),
    ("ingest", "reports", "text_raw", 0, {"text_raw": ""}),
    ("ingest", "reports", "title_in_text", 0, {"title": "عنوان آخر"}),
    ("ingest", "reports", "published_has_evidence", 1, {"published_evidence": "none"}),
    ("ingest", "reports", "dates_real", 1, {"published_on": "2023-02-29"}),
    ("ingest", "reports", "published_precision", 1, {"published_precision": "hour"}),
    ("ingest", "rejected", "reason_own", 0, {"stage": "extract"}),
    ("normalize", "reports", "text_raw_unchanged", 1, {"text_raw": small.TEXT_B + " "}),
    ("normalize", "sentences", "within_text", 3, {"end": 10_000}),
    ("normalize", "sentences", "no_overlap", 3, {"start": 0}),
    ("normalize", "sentences", "no_overlap", 3, {"sentence_no": 5}),
    ("normalize", "sentences", "report_exists", 3, {"report_id": "r" + "0" * 16}),
    ("extract", "spans", "offset_true", 2, {"surface": "إدلب"}),
    ("extract", "event_mentions", "offset_true", 1, {"trigger_start": 0}),
    ("extract", "participants", "offset_true", 0, {"end": 3}),
    ("extract", "quantities", "offset_true", 1, {"as_written": "٣"}),
    ("extract", "attributions", "offset_true", 1, {"start": -1}),
    ("extract", "spans", "in_its_sentence", 3, {"sentence_no": 0}),
    ("extract", "spans", "once_per_record", 3, {**small.SPANS[2]}),
    ("extract", "spans", "resolution_consistent", 2, {"place_id": None}),
    ("extract", "spans", "resolution_consistent", 2, {"resolution_status": "ambiguous"}),
    ("extract", "event_mentions", "dates_ordered", 0, {"date_end": "2024-03-03"}),
    ("extract", "event_mentions", "dates_ordered", 0, {"date_end": None}),
    ("extract", "event_mentions", "precision_matches_width", 0, {"date_precision": "month"}),
    ("extract", "event_mentions", "precision_matches_width", 0, {"date_precision": "unknown"}),
    ("extract", "event_mentions", "date_has_anchor", 0, {"date_status": "unanchored"}),
    ("extract", "event_mentions", "status_has_date", 2, {"date_status": "unanchored"}),
    ("extract", "event_mentions", "place_consistent", 0, {"place_status": "ambiguous"}),
    ("extract", "event_mentions", "precision_has_place", 2, {"geo_precision": 2}),
    ("extract", "event_mentions", "event_id", 2, {"event_id": EVENT}),
    ("extract", "event_mentions", "realis", 2, {"realis": "maybe"}),
    ("extract", "participants", "mention_exists", 0, {"mention_id": "m" + "0" * 16}),
    ("extract", "quantities", "bounds_ordered", 0, {"low": 4}),
    ("extract", "quantities", "bounds_ordered", 1, {"high": 2}),
    ("extract", "attributions", "levels_in_order", 1, {"level": 4}),
    ("extract", "attributions", "levels_in_order", 1, {"level": 0}),
    ("deduplicate", "reports", "report_id", 1, {"report_id": small.R_A}),
    ("deduplicate", "reports", "duplicate_consistent", 1, {"duplicate_of": small.R_B, "duplicate_kind": "near"}),
    ("deduplicate", "spans", "span_id", 1, {"span_id": small.SPANS[0]["span_id"]}),
    ("deduplicate", "participants", "mention_id", 1, {**small.PARTICIPANTS[0]}),
    ("deduplicate", "event_mentions", "event_exists", 1, {"event_id": "e" + "9" * 16}),
    ("deduplicate", "events", "canonical_exists", 0, {"canonical_mention_id": small.ATTACK["mention_id"]}),
    ("deduplicate", "events", "counts_true", 0, {"n_mentions": 3}),
    ("deduplicate", "events", "counts_true", 0, {"n_reports": 3}),
    ("deduplicate", "events", "realis_supported", 1, {"realis": "actual"}),
    ("deduplicate", "events", "uncounted_if_unreal", 1, {"killed_best": 7}),
    ("deduplicate", "events", "uncounted_if_unreal", 0, {"assertion": "denied"}),
    ("deduplicate", "events", "date_has_anchor", 0, {"date_status": "stated"}),
    ("deduplicate", "events", "bounds_ordered", 0, {"killed_low": 6}),
    ("deduplicate", "event_links", "event_exists", 0, {"event_id_b": "e" + "3" * 16}),
    ("deduplicate", "event_links", "links_in_order", 0, {"kind": "possible_same", **LINKED_BACKWARDS}),
    ("deduplicate", "event_links", "links_in_order", 0, {"event_id_b": EVENT}),
    ("validate", "events", "acled_sub_event", 0, {"acled_sub_event": "Air strike"}),
    ("validate", "events", "mapping_consistent", 0, {"plover_event": None}),
    ("export", "events", "latitude", 0, {"latitude": 95.0}),
    ("export", "events", "coordinates_consistent", 0, {"longitude": None}),
    ("export", "events", "coordinates_consistent", 1, {"latitude": 35.0, "longitude": 36.0}),
    ("export", "events", "place_exists", 0, {"place_id": "gn:1"}),
    ("export", "participants", "actor_exists", 0, {"actor_id": "nobody"}),
    ("export", "actors", "actor_exists", 0, {"backers": "factions|nobody"}),
    ("export", "public_participants", "length_true", 0, {"surface": "█"}),
    ("export", "public_participants", "evidence_true", 0, {"surface": "███████"}),
    ("export", "public_event_mentions", "evidence_true", 0, {"evidence": "███████"}),
    ("export", "public_quantities", "evidence_true", 0, {"evidence_start": 0}),
]  # fmt: skip


@pytest.mark.parametrize(("stage", "table", "column", "row", "cells"), BROKEN)
def test_a_broken_law_is_named_with_its_row(
    stage: str, table: str, column: str, row: int, cells: dict[str, Any]
) -> None:
    given, upstream = small.stage(stage)
    given[table] = small.changed(given[table], row, **cells)  # whole, it passes: the test above
    verdict, rows = check(stage, given, upstream, only(stage, table, column))
    assert any(column in told for _, told in failed(verdict))
    assert rows.num_rows and all(key for key in rows["key"].to_pylist())


# stage, table whose rows vanish, thing whose balance must say so
LOST = [
    ("ingest", "rejected", "records"),
    ("normalize", "reports", "reports"),
    ("deduplicate", "rejected", "reports"),
    ("deduplicate", "event_mentions", "event_mentions"),
    ("validate", "events", "events"),
    ("validate", "quantities", "quantities"),
    ("export", "event_mentions", "event_mentions"),
    ("export", "public_events", "public_events"),
]


@pytest.mark.parametrize(("stage", "table", "thing"), LOST)
def test_a_lost_row_breaks_conservation(stage: str, table: str, thing: str) -> None:
    given, upstream = small.stage(stage)
    given[table] = given[table].slice(1)
    if stage == "ingest":  # the record lost is the last of its file: only the inventory knows that it was there
        given["inputs"] = inventory([("small", "a.jsonl", 3), ("small", "b.txt", 1)])
    verdict, _ = check(stage, given, upstream, only(stage, "_conservation", "conserved"))
    conserved = {row["thing"]: row["conserved"] for row in verdict["conservation"]}
    assert not conserved[thing]
    assert gate(verdict)
    if not table.startswith("public_"):
        _, rows = check(stage, given, upstream, only(stage, "_fates", "balance"))
        assert f"thing={thing}" in {key.split(",")[0] for key in rows["key"].to_pylist()}


def inventory(rows: list[tuple[str, str, int | None]]) -> pa.Table:
    corpus, files, records = zip(*rows, strict=True)
    return pa.table({"corpus": corpus, "source_file": files, "records": pa.array(records, pa.int64())})


def test_records_without_inventory_are_numbered_without_gaps() -> None:
    given, _ = small.stage("ingest")
    suite = only("ingest", "_fates", "balance")
    given["reports"] = given["reports"].slice(1)  # record 0 of a.jsonl
    _, rows = check("ingest", given, {}, suite)
    assert rows["key"].to_pylist() == ["thing=records, id=small:a.jsonl#0"]
    given["reports"] = pa.concat_tables([small.stage("ingest")[0]["reports"], given["reports"].slice(0, 1)])
    _, rows = check("ingest", given, {}, suite)
    assert rows.to_pylist()[0]["value"] == "-1"  # record 1 stands there twice


def test_two_corpora_may_hold_files_of_one_name() -> None:
    given, _ = small.stage("ingest")
    again = given["reports"].to_pylist()
    given["reports"] = tables.from_rows("reports", [*again, {**again[0], "corpus": "other"}])
    suite = only("ingest", "_fates", "balance")
    given["inputs"] = inventory([("small", "a.jsonl", 3), ("small", "b.txt", 1), ("other", "a.jsonl", None)])
    assert not failed(check("ingest", given, {}, suite)[0])
    two = {"inputs": inventory([("small", "a.jsonl", 3), ("small", "b.txt", 1)])}
    del given["inputs"]
    assert failed(check("ingest", given, two, suite)[0])


def test_sentences_must_hold_every_visible_character() -> None:
    given, upstream = small.stage("normalize")
    given["sentences"] = small.changed(given["sentences"], 3, end=len(small.TEXT_B) - 2)
    verdict, rows = check("normalize", given, upstream, only("normalize", "reports", "uncovered_chars"))
    assert failed(verdict) == {("reports", "uncovered_chars")}
    assert rows.to_pylist()[0]["value"] == "2"
    assert small.R_B in rows.to_pylist()[0]["key"]


def test_an_anchored_day_needs_a_publication_day() -> None:
    given, upstream = small.stage("extract")
    undated = {"published_on": None, "published_precision": "unknown", "published_evidence": "none"}
    upstream["reports"] = small.changed(upstream["reports"], 1, **undated)
    verdict, rows = check("extract", given, upstream, only("extract", "event_mentions", "date_has_anchor"))
    assert gate(verdict)
    assert rows.num_rows == 1 and "date_status=anchored" in rows["value"][0].as_py()


def test_a_stated_day_needs_none() -> None:
    given, upstream = small.stage("extract")
    upstream["reports"] = small.changed(upstream["reports"], 1, published_on=None)
    given["event_mentions"] = small.changed(given["event_mentions"], 1, date_status="stated")
    assert not failed(check("extract", given, upstream, only("extract", "event_mentions", "date_has_anchor"))[0])


@pytest.mark.parametrize(
    ("column", "change"),
    [
        ("days_agree", {"event_mentions": (1, {"date_start": "2024-03-06", "date_end": "2024-03-06"})}),
        ("counts_agree", {"quantities": (1, {"low": 9, "high": 12})}),
    ],
)
def test_tellings_that_contradict_are_not_one_event(column: str, change: dict[str, tuple[int, dict[str, Any]]]) -> None:
    given, upstream = small.stage("deduplicate")
    for table, (row, cells) in change.items():
        given[table] = small.changed(given[table], row, **cells)
    assert failed(check("deduplicate", given, upstream, only("deduplicate", "events", column))[0]) == {
        ("events", column)
    }
    # the same two versions told by one report are one event
    given["event_mentions"] = small.changed(given["event_mentions"], 1, report_id=small.R_A)
    assert not failed(check("deduplicate", given, upstream, only("deduplicate", "events", column))[0])


def test_a_text_that_is_printed_again_tells_no_later_toll() -> None:
    """The report of the day after tells more than the first text, which another outlet prints on that day again."""
    given, upstream = small.stage("deduplicate")
    (first, second), mentions = given["quantities"].to_pylist()[:2], given["event_mentions"].to_pylist()
    again = {"mention_id": "m0000000000000003", "report_id": "r00000000000000cc"}
    given["event_mentions"] = tables.from_rows("event_mentions", [*mentions, {**mentions[0], **again}])
    risen = {**second, "low": 9, "best": 9, "high": 9}
    printed = {**first, "mention_id": again["mention_id"]}
    given["quantities"] = tables.from_rows("quantities", [first, risen, printed])
    one, two = given["reports"].to_pylist()[:2]
    assert (one["report_id"], two["report_id"]) == (small.R_A, small.R_B)
    for original, broken in ((small.R_A, False), (None, True)):
        copy = {**one, "report_id": again["report_id"], "duplicate_of": original, "published_on": "2024-03-06"}
        reports = [one, {**two, "published_on": "2024-03-06"}, copy]
        given["reports"] = tables.from_rows("reports", reports)
        verdict = check("deduplicate", given, upstream, only("deduplicate", "events", "counts_agree"))[0]
        assert bool(failed(verdict)) is broken


def test_figures_of_groups_may_be_the_parts_of_another_telling_s_sum() -> None:
    given, upstream = small.stage("deduplicate")
    men, women = {"low": 2, "best": 2, "high": 2}, {"low": 1, "best": 1, "high": 1, "start": 0, "end": 1}
    rows = given["quantities"].to_pylist()
    parts = [{**rows[0], **men}, {**rows[0], **women}, {**rows[1], "low": 3, "best": 3, "high": 3}]
    suite = only("deduplicate", "events", "counts_agree")
    given["quantities"] = tables.from_rows("quantities", parts)
    assert not failed(check("deduplicate", given, upstream, suite)[0])
    given["quantities"] = tables.from_rows("quantities", [*parts[:2], {**parts[2], "low": 4, "best": 4, "high": 4}])
    assert failed(check("deduplicate", given, upstream, suite)[0])


def test_alleged_by_all_is_not_reported() -> None:
    given, upstream = small.stage("deduplicate")
    suite = only("deduplicate", "events", "assertion_supported")
    for row in (0, 1):
        given["event_mentions"] = small.changed(given["event_mentions"], row, assertion="alleged")
    assert failed(check("deduplicate", given, upstream, suite)[0]) == {("events", "assertion_supported")}


def test_places_of_one_event_lie_near_each_other_or_one_in_the_other() -> None:
    given, upstream = small.stage("export")
    suite = only("export", "event_mentions", "place_distance_km")
    given["event_mentions"] = small.changed(given["event_mentions"], 1, place_id="sj:idlib")
    assert not failed(check("export", given, upstream, suite)[0])  # the governorate contains the town
    far = {"place_id": "gn:5", "name_ar": "القائم", "name_en": "Al-Qaim", "latitude": 34.37, "longitude": 41.09,
           "feature": "settlement", "geo_precision": 1, "source": "GeoNames"}  # fmt: skip
    given["places"] = tables.from_rows("places", [*small.PLACES, far])
    given["event_mentions"] = small.changed(given["event_mentions"], 1, place_id="gn:5")
    verdict, rows = check("export", given, upstream, suite)
    assert failed(verdict) == {("event_mentions", "place_distance_km")}
    assert 420 < float(rows["value"][0].as_py()) < 445  # by the map: about 430 km


def test_the_shareable_edition_holds_no_text_unless_allowed() -> None:
    given, upstream = small.stage("export")
    given["public_reports"] = given["reports"]
    suite = {
        "expectations": [entry for entry in SUITES["export"]["expectations"] if entry.get("column") == "full_text"]
    }
    verdict, rows = check("export", given, upstream, suite)
    assert gate(verdict) and rows["value"].to_pylist() == ["text_raw, text"]
    with pytest.raises(SuiteError, match="an empty one"):
        check("export", given, upstream, {"expectations": []})
    suite["expectations"] += only("export", "_fates", "balance")["expectations"]
    assert gate(check("export", given, upstream, suite, {"public_full_text": True})[0]) is None


def test_types_are_checked_against_the_schema() -> None:
    given, upstream = small.stage("extract")
    strings = given["quantities"]["low"].cast(pa.string())
    place = given["quantities"].column_names.index("low")
    given["quantities"] = given["quantities"].set_column(place, "low", strings).drop_columns(["best"])
    suite = {
        "expectations": [
            *only("extract", "_schemas", "missing")["expectations"],
            *only("extract", "_schemas", "wrong_type")["expectations"],
        ]
    }
    _, rows = check("extract", given, upstream, suite)
    told = {row["column"]: (row["key"], row["value"]) for row in rows.to_pylist()}
    assert told == {"missing": ("quantities", "best"), "wrong_type": ("quantities", "low (string, not int64)")}


def test_the_library_s_own_page_is_read_from_the_disk_alone() -> None:
    from sijill.quality.judge import page

    tables_, upstream = small.stage("ingest")
    broken = small.changed(tables_["reports"], 0, language="<b>")
    verdict, _ = check("ingest", {**tables_, "reports": broken}, upstream, SUITES["ingest"])
    html = page(verdict)
    assert html == page(verdict)
    assert "reports.language" in html
    assert not [tag for tag in ("<script", "<link", "<img", "<source") if tag in html]
    assert "default-src 'none'" in html
