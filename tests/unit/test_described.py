"""Of a place told in several words the finest part counts, and what it only lies beside does not; days are counted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from golden.reading import Reader, report_row
from sijill import tables

BESIDE = {"شرقي", "جنوبي", "قرب", "غربي"}
DESCRIPTIONS = [
    ("مديرية الجراحي", "جنوبي", "زبيد"),
    ("مديرية الجراحي", "في", "محافظة الحديدة"),
    ("السخنة", "شرقي", "تدمر"),
    ("سراقب", "في", "محافظة إدلب"),
    ("محافظة الحديدة", "غربي", "اليمن"),
    ("قضاء الحويجة", "غربي", "محافظة كركوك"),
]
COUNTS = [("يومين", 2), ("ثلاثة أيام", 3), ("يوم واحد", 1), ("خمسة أيام", 5)]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def naive_finest(first: int, joint: str, second: int) -> int:
    """Which part counts, by their UCDP where_prec alone: 0 or 1."""
    if joint in BESIDE and first <= 3:
        return 0
    return 0 if first <= second else 1


@pytest.mark.parametrize(("first", "joint", "second"), DESCRIPTIONS)
def test_the_finest_part_of_a_description(first: str, joint: str, second: str, reader: Reader) -> None:
    text = f"قصفت طائرات حربية مواقع لتنظيم القاعدة في {first} {joint} {second}."
    rows = reader.read(tables.from_rows("reports", [report_row("r", text, "2021-06-08")]))
    (mention,) = rows["event_mentions"].to_pylist()
    named = [span["place_id"] for span in rows["spans"].to_pylist() if span["kind"] == "place"]
    assert len(named) == 2
    precision = {row["place_id"]: row["geo_precision"] for row in reader.places.to_pylist()}
    assert mention["place_id"] == named[naive_finest(precision[named[0]], joint, precision[named[1]])]


@pytest.mark.parametrize(("words", "days"), COUNTS)
@pytest.mark.parametrize("joint", ["من", "على"])
def test_an_act_is_so_many_days_before_the_one_after_it(words: str, days: int, joint: str, reader: Reader) -> None:
    text = f"وصلت قوات من الجيش العراقي إلى بلدة الرياض، الأحد، بعد {words} {joint} هجوم لتنظيم داعش على البلدة."
    rows = reader.read(tables.from_rows("reports", [report_row("r", text, "2021-06-08")]))
    day = {row["event_type"]: row["date_start"] for row in rows["event_mentions"].to_pylist()}
    assert day["reinforcement"] == "2021-06-06"
    assert day["attack"] == (date(2021, 6, 6) - timedelta(days=days)).isoformat()
