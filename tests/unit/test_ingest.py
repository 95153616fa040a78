"""Ingest: formats, reasons, conservation, ids."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.errors import UserError
from sijill.ingest import run
from sijill.ingest.language import identify_all
from sijill.ingest.published import published_day
from sijill.options import IngestOptions
from sijill.plan import CorpusSpec

TEXT = "قصفت الطائرات الحربية أطراف البلدة صباح اليوم."


def ingest(path: Path, spec: CorpusSpec | None = None, **options: Any) -> tuple[list[dict], list[dict]]:
    kept: list[dict] = []
    rejected: list[dict] = []
    for good, bad in run([(path, path.name)], spec or CorpusSpec("test"), IngestOptions(**options)):
        kept += good
        rejected += bad
    return kept, rejected


def write(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_a_text_file_is_one_report_without_title_or_date(tmp_path: Path) -> None:
    (report,), rejected = ingest(write(tmp_path / "a.txt", TEXT))
    assert rejected == []
    assert (report["text_raw"], report["record_id"]) == (TEXT, "a")
    assert report["title"] is None and report["published_on"] is None and report["published_evidence"] == "none"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty_record"),
        (b" \n\n", "empty_record"),
        ("قديم".encode("cp1256"), "undecodable"),
        ("نص".encode() + b"\x00" + "نص".encode(), "binary"),
        (b"%PDF-1.7 \xe2\xe3\xcf\xd3", "binary"),
        (b"Only English words here.", "not_arabic"),
        ("این متن فارسی است و گزارش چیزی".encode(), "not_arabic"),
    ],
)
def test_bad_text_files_are_rejected_with_their_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    kept, (rejected,) = ingest(write(tmp_path / "b.txt", data))
    assert kept == [] and rejected["reason"] == reason and rejected["detail"]


def lines(*records: Any) -> bytes:
    return b"\n".join(r if isinstance(r, bytes) else json.dumps(r, ensure_ascii=False).encode() for r in records)


def test_json_lines_conserve_records_and_number_them(tmp_path: Path) -> None:
    data = lines(
        {"id": 1, "text": TEXT}, b'{"id": 2, "te', b"[1]", {"id": 3, "text": ""}, b"", {"id": 4, "text": "X" * 50}
    )
    kept, rejected = ingest(write(tmp_path / "a.jsonl", data))
    assert [r["record_no"] for r in kept] == [0] and kept[0]["record_id"] == "1"
    reasons = {r["record_no"]: r["reason"] for r in rejected}
    assert reasons == {1: "broken_json", 2: "not_an_object", 3: "missing_text", 4: "empty_record", 5: "not_arabic"}


def test_a_truncated_gzip_keeps_what_was_read_and_says_so(tmp_path: Path) -> None:
    whole = gzip.compress(lines(*({"id": n, "text": TEXT + str(n)} for n in range(3000))))
    kept, rejected = ingest(write(tmp_path / "a.jsonl.gz", whole[: len(whole) // 2]))
    assert rejected[-1]["reason"] == "truncated_file"
    numbers = sorted(r["record_no"] for r in [*kept, *rejected])
    assert numbers == list(range(len(numbers)))


def test_half_a_gzip_of_one_line_is_one_rejected_record(tmp_path: Path) -> None:
    kept, rejected = ingest(write(tmp_path / "a.jsonl.gz", gzip.compress(lines({"text": TEXT}))[:20]))
    assert kept == [] and [r["reason"] for r in rejected] == ["truncated_file"]


def test_title_stands_first_in_text_raw_and_fields_are_mapped(tmp_path: Path) -> None:
    spec = CorpusSpec("x", outlet="وكالة", fields={"title": "headline", "text": "body", "published_at": "date"})
    record = {"headline": "عنوان الخبر", "body": TEXT, "date": "Sun, 18 Feb 2018 21:35:43 +0400"}
    (report,), _ = ingest(write(tmp_path / "a.jsonl", lines(record)), spec)
    assert report["text_raw"] == f"عنوان الخبر\n{TEXT}"
    assert (report["outlet"], report["published_on"], report["published_evidence"]) == (
        "وكالة",
        "2018-02-18",
        "metadata",
    )


def test_a_mapped_field_that_no_record_has_stops_at_once(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="headline"):
        ingest(
            write(tmp_path / "a.jsonl", lines({"title": "x", "text": TEXT})),
            CorpusSpec("x", fields={"title": "headline"}),
        )


def test_ids_come_from_content_not_from_the_file(tmp_path: Path) -> None:
    (a,), _ = ingest(write(tmp_path / "a.txt", TEXT))
    (b,), _ = ingest(write(tmp_path / "b.jsonl", lines({"id": "other", "text": TEXT + "\n"})))
    assert a["report_id"] == b["report_id"]


def test_records_over_the_limit_are_rejected(tmp_path: Path) -> None:
    _, (rejected,) = ingest(write(tmp_path / "a.txt", TEXT * 10), max_record_chars=100)
    assert rejected["reason"] == "too_long"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2018-02-18T23:59:00+04:00", "2018-02-18"),
        ("2018-02-18", "2018-02-18"),
        ("2018-02-18 10:00:00Z", "2018-02-18"),
        ("Sun, 18 Feb 2018 21:35:43 +0400", "2018-02-18"),
        ("18/02/2018", None),
        ("أمس", None),
        ("10", None),
        (None, None),
    ],
)
def test_publication_days_are_read_in_two_standard_forms_and_never_guessed(
    written: str | None, day: str | None
) -> None:
    assert published_day(written) == day


def naive_share(text: str) -> float:
    letters = [char for char in text if char.isalpha() and ord(char) < 0x10000]
    blocks = ((0x620, 0x700), (0x750, 0x780), (0xFB50, 0xFEFF))
    return sum(any(a <= ord(c) < b for a, b in blocks) for c in letters) / max(1, len(letters))


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=40), max_size=5))
def test_shares_of_many_texts_are_those_of_a_plain_count(texts: list[str]) -> None:
    assert [found.share for found in identify_all(texts)] == [naive_share(text) for text in texts]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("قصفت الطائرات أطراف البلدة في الصباح", "ar"),
        ("قصف", "ar"),
        ("نقلت وكالة فارس عن القائد قوله إن چاي گرم في گیلان لا يضر أحدا على الإطلاق", "ar"),
        ("این متن فارسی است و گزارش چیزی می‌دهد", "fa"),
        ("اين متن فارسي است و با حروف عربي نوشته شده", "fa"),
        ("یہ خبر اردو زبان میں لکھی گئی ہے", "ur"),
    ],
)
def test_languages_of_one_script_are_told_apart(text: str, code: str) -> None:
    assert identify_all([text])[0].code == code


def test_a_text_in_two_languages_is_kept_and_marked(tmp_path: Path) -> None:
    (report,), _ = ingest(write(tmp_path / "a.txt", f"{TEXT}\nThe town was hit, a witness said."))
    assert report["mixed_language"] and report["language"] == "ar"
    (plain,), _ = ingest(write(tmp_path / "b.txt", TEXT))
    assert not plain["mixed_language"]
