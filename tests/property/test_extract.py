"""Laws of extraction, for texts made of conflict words in any order and for any text at all."""

from __future__ import annotations

import csv
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from golden.reading import CODEBOOK, Reader, report_row
from sijill import normalize, tables
from sijill.extract import lexicon as lexicons
from sijill.extract.report import read_report
from sijill.options import ExtractOptions, NormalizeOptions

WORDS = st.sampled_from(
    [
        "قصفت",
        "قصف",
        "غارات",
        "الطيران",
        "الروسي",
        "إسرائيلية",
        "مواقع",
        "لحزب",
        "الله",
        "«داعش»",
        "قتل",
        "مقتل",
        "خمسة",
        "عناصر",
        "وإصابة",
        "٣",
        "مدنيين",
        "في",
        "مدينة",
        "حلب",
        "بريف",
        "حمص",
        "الشرقي",
        "أمس",
        "الأحد،",
        "وقال",
        "المرصد",
        "إن",
        "نفى",
        "سيشن",
        "هجوماً",
        "على",
        "من",
        "قبل",
        "جراء",
        "إثر",
        "لم",
        "تستعد",
        "لإطلاق",
        "عملية",
        "عسكرية",
        "ضد",
        "الجيش",
        "التركي",
        "و”الحرس",
        "الثوري“",
        "وفاطميون",
        ".",
        "؛",
        "بين",
        "مع",
        "قُتِلَ",
        "القيادي",
        "سالم",
        "#دير_الزور",
        "اندلعت",
        "اشتباكات",
        "لقي",
        "مصرعهم",
    ]
)
TEXTS = st.one_of(st.lists(WORDS, min_size=1, max_size=40).map(" ".join), st.text(max_size=60))
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def reader() -> Any:
    made = Reader()
    return lexicons.build(made.codebook, made.places.to_pylist()), made.codebook


def read(text: str, reader: Any) -> tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]:
    lexicon, codebook = reader
    row = report_row("r", text, "2021-06-14")
    normal = normalize.run({"reports": tables.from_rows("reports", [row])}, NormalizeOptions())
    kept = normal["reports"].to_pylist()
    if not kept:
        return row, {}
    return kept[0], read_report(kept[0], normal["sentences"].to_pylist(), lexicon, codebook, ExtractOptions())


LEXICONS = ("actors", "connectives", "cues", "heads", "modifiers", "offices", "sources", "support_verbs", "titles",
            "triggers", "units")  # fmt: skip


def forms(name: str) -> list[str]:
    """The words and phrases of a table of the codebook."""
    with (CODEBOOK / f"{name}.csv").open(encoding="utf-8") as stream:
        cells = [
            row.get(column) or "" for row in csv.DictReader(stream) for column in ("forms", "aliases", "words", "lemma")
        ]
    return sorted({form for cell in cells for form in cell.split("|") if len(form) > 1})


ALL_WORDS = st.one_of(WORDS, *(st.sampled_from(forms(name)) for name in LEXICONS))


@settings(SLOW, max_examples=150)
@given(st.lists(ALL_WORDS, min_size=8, max_size=60).map(" ".join))
def test_whatever_the_words_and_their_order_it_reads(reader: Any, text: str) -> None:
    row, rows = read(text, reader)
    assert {mention["report_id"] for mention in rows.get("event_mentions", [])} <= {row["report_id"]}


@SLOW
@given(TEXTS)
def test_every_offset_leads_to_its_words(reader: Any, text: str) -> None:
    report, rows = read(text, reader)
    raw = report["text_raw"]
    for table, surface in (("spans", "surface"), ("participants", "surface"), ("quantities", "as_written")):
        for row in rows.get(table, []):
            assert raw[row["start"] : row["end"]] == row[surface], (table, row)
    for row in rows.get("event_mentions", []):
        assert raw[row["trigger_start"] : row["trigger_end"]] == row["trigger"]
    for row in rows.get("attributions", []):
        assert raw[row["start"] : row["end"]] == row["surface"]


@SLOW
@given(TEXTS)
def test_rows_fit_their_tables_and_ids_are_one_a_row(reader: Any, text: str) -> None:
    _, rows = read(text, reader)
    for table, found in rows.items():
        tables.from_rows(table, found)
    for table, name in (("spans", "span_id"), ("event_mentions", "mention_id")):
        ids = [row[name] for row in rows.get(table, [])]
        assert len(ids) == len(set(ids)), table
    mentions = {row["mention_id"] for row in rows.get("event_mentions", [])}
    for table in ("participants", "quantities", "attributions"):
        assert {row["mention_id"] for row in rows.get(table, [])} <= mentions


@SLOW
@given(TEXTS)
def test_numbers_and_days_are_ordered(reader: Any, text: str) -> None:
    _, rows = read(text, reader)
    for row in rows.get("quantities", []):
        known = [row[name] for name in ("low", "best", "high") if row[name] is not None]
        assert known == sorted(known)
    for row in rows.get("event_mentions", []):
        assert (row["date_start"] or "") <= (row["date_end"] or "9999")


def test_without_a_publication_date_no_day_is_invented(reader: Any) -> None:
    lexicon, codebook = reader
    row = report_row("r", "قصف الطيران الروسي مدينة إدلب أمس الأحد.", None)
    normal = normalize.run({"reports": tables.from_rows("reports", [row])}, NormalizeOptions())
    rows = read_report(
        normal["reports"].to_pylist()[0], normal["sentences"].to_pylist(), lexicon, codebook, ExtractOptions()
    )
    (mention,) = rows["event_mentions"]
    assert mention["date_start"] is None and mention["date_status"] == "unanchored"
    assert "weekday=sunday" in mention["date_constraint"]


def test_what_a_report_tells_beyond_any_prose_is_left_with_a_reason(
    reader: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "\n".join(f"قصفت قوات النظام بلدة سرمين يوم {day} آذار 2019." for day in range(1, 7))
    _, whole = read(text, reader)
    monkeypatch.setattr("sijill.extract.report.MOST_TELLINGS", 3)
    report, cut = read(text, reader)
    assert cut["event_mentions"] == whole["event_mentions"][:3] and len(whole["event_mentions"]) == 6
    (row,) = cut["rejected"]
    assert (row["report_id"], row["reason"]) == (report["report_id"], "too_many_events")
    assert len(cut["spans"]) == len(whole["spans"])
