"""A short form names a body only while the body exists, as far as the report's day tells."""

import pytest

from golden.reading import Reader, report_row
from sijill import tables

TEXT = "اعتقلت المخابرات الجوية خمسة شبان في مدينة حلب السورية بعد مداهمة منازلهم."


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize(("day", "known"), [("2019-05-01", True), (None, True), ("2025-06-01", False)])
def test_short_forms_of_a_dissolved_body(reader: Reader, day: str | None, known: bool) -> None:
    row = report_row("r1", TEXT, day)
    found = reader.read(tables.from_rows("reports", [row]))
    actors = {span["actor_id"] for span in found["spans"].to_pylist() if span["kind"] == "actor"}
    assert ("syria_air_force_intelligence" in actors) is known
