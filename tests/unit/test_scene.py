"""An event without a place is at the only place that its report names; a dateline alone, or one of two, is no scene."""

from __future__ import annotations

import pytest

from golden.reading import Reader, report_row
from sijill import tables

ACT = "وقصفت قوات النظام السوري الأحياء السكنية أمس."


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize(
    ("told", "place"),
    [
        ("تعيش مدينة الرستن نقصاً في الدواء. وقال طبيب إن سكان الرستن ينتظرون المساعدات.", "الرستن"),
        ("تعيش مدينة الرستن ومدينة حماة نقصاً في الدواء. وقال طبيب إن سكان الرستن ينتظرون المساعدات.", None),
        ("قال طبيب إن الدواء ناقص. وينتظر سكان الرستن المساعدات.", None),
    ],
)
def test_the_only_place_of_a_report(told: str, place: str | None, reader: Reader) -> None:
    rows = reader.read(tables.from_rows("reports", [report_row("r", f"{told} {ACT}", "2021-06-08")]))
    (mention,) = rows["event_mentions"].to_pylist()
    names = {row["place_id"]: row["name_ar"] for row in reader.places.to_pylist()}
    assert names.get(mention["place_id"]) == place
    assert mention["place_status"] == ("antecedent" if place else "not_stated")
