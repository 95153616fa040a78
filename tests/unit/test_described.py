"""Of a place told in several words the finest part counts, and what it only lies beside does not; days are counted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

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
JOINTS = ("من", "على")


def described(first: str, joint: str, second: str) -> str:
    return f"قصفت طائرات حربية مواقع لتنظيم القاعدة في {first} {joint} {second}."


def counted(words: str, joint: str) -> str:
    return f"وصلت قوات من الجيش العراقي إلى بلدة الرياض، الأحد، بعد {words} {joint} هجوم لتنظيم داعش على البلدة."


@pytest.fixture(scope="module")
def read() -> dict[str, tuple[list[dict[str, Any]], list[str | None], dict[str, int]]]:
    """Of each text its mentions, the places that it names, and the where_prec of all places."""
    texts = [described(*parts) for parts in DESCRIPTIONS]
    texts += [counted(words, joint) for words, _ in COUNTS for joint in JOINTS]
    reader = Reader()
    tables_read = reader.read(tables.from_rows("reports", [report_row(text, text, "2021-06-08") for text in texts]))
    rows = {name: tables_read[name].to_pylist() for name in ("reports", "event_mentions", "spans")}
    places = [row for row in rows["spans"] if row["kind"] == "place"]
    precision = {row["place_id"]: row["geo_precision"] for row in reader.places.to_pylist()}
    return {
        report["record_id"]: (
            [row for row in rows["event_mentions"] if row["report_id"] == report["report_id"]],
            [row["place_id"] for row in places if row["report_id"] == report["report_id"]],
            precision,
        )
        for report in rows["reports"]
    }


def naive_finest(first: int, joint: str, second: int) -> int:
    """Which part counts, by their UCDP where_prec alone: 0 or 1."""
    if joint in BESIDE and first <= 3:
        return 0
    return 0 if first <= second else 1


@pytest.mark.parametrize(("first", "joint", "second"), DESCRIPTIONS)
def test_the_finest_part_of_a_description(first: str, joint: str, second: str, read: Any) -> None:
    (mention,), named, precision = read[described(first, joint, second)]
    assert len(named) == 2
    assert mention["place_id"] == named[naive_finest(precision[named[0]], joint, precision[named[1]])]


@pytest.mark.parametrize(("words", "days"), COUNTS)
@pytest.mark.parametrize("joint", JOINTS)
def test_an_act_is_so_many_days_before_the_one_after_it(words: str, days: int, joint: str, read: Any) -> None:
    mentions, _, _ = read[counted(words, joint)]
    day = {row["event_type"]: row["date_start"] for row in mentions}
    assert day["reinforcement"] == "2021-06-06"
    assert day["attack"] == (date(2021, 6, 6) - timedelta(days=days)).isoformat()
