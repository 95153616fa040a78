"""Casualties that are told in a sentence of their own: whose they are, and when nobody says so."""

from __future__ import annotations

import pytest

from golden.reading import Reader, report_row
from sijill import tables

ACT = "قصفت المدفعية التركية بلدة عين عيسى مساء الأحد."


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def killed_in(reader: Reader, *sentences: str) -> dict[str, list[int]]:
    """The killed by the type of the mention that has them."""
    rows = reader.read(tables.from_rows("reports", [report_row("r", " ".join(sentences), "2021-06-09")]))
    types = {row["mention_id"]: row["event_type"] for row in rows["event_mentions"].to_pylist()}
    found: dict[str, list[int]] = {}
    for row in rows["quantities"].to_pylist():
        if row["what"] == "killed":
            found.setdefault(types[row["mention_id"]], []).append(row["best"])
    return found


@pytest.mark.parametrize(
    "casualties",
    [
        "وقُتل أربعة مدنيين، بحسب طبيب.",
        "وقال الدفاع المدني إن رجلاً وثلاث نساء قتلوا.",
        "وقالت مصادر طبية إن أربعة مدنيين لقوا حتفهم.",
    ],
)
def test_casualties_are_those_of_the_act_right_before(casualties: str, reader: Reader) -> None:
    assert killed_in(reader, ACT, casualties) == {"shelling": [4]}


@pytest.mark.parametrize(
    "casualties",
    [
        "وفي حادث منفصل، قُتل أربعة مدنيين.",
        "وكان أربعة مدنيين قد قتلوا.",
        "وقُتل أربعة مدنيين في مدينة تكريت.",
        "وارتفعت حصيلة القتلى منذ مطلع العام إلى 400 مدني.",
    ],
)
def test_casualties_of_something_else_are_not(casualties: str, reader: Reader) -> None:
    assert "shelling" not in killed_in(reader, ACT, casualties)


def test_of_two_acts_neither_has_the_dead(reader: Reader) -> None:
    two = "قصفت المدفعية التركية بلدة عين عيسى واعترضت قوات التحالف الدولي رتلاً. وفجر انتحاري سيارة في الحسكة."
    read = killed_in(reader, ACT, two + " وخطف مسلحون شاباً واقتحموا سجناً في الرقة.", "وقُتل أربعة مدنيين.")
    assert "shelling" not in read
    assert "suicide_bombing" not in read
