"""Golden cases: single sentences over the phenomena of reading, each with the events a careful reader takes from it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from golden.known import marks
from golden.reading import Reader, by_report, problems, report_row
from sijill import tables
from sijill.evaluate import Event

HERE = Path(__file__).parent
SLOTS = {
    "type", "also", "realis", "realis_also", "assertion", "assertion_also", "actor", "recipient", "participant",
    "victim", "backer", "recipient_or_victim", "victim_or_recipient", "recipient_or_actor", "not", "place", "not_place",
    "country", "dates", "constraint", "killed", "wounded", "figures", "source", "optional",
}  # fmt: skip
FILES = (
    "cases.yaml", "slots.yaml", "who.yaml", "sides.yaml", "fights.yaml", "talks.yaml", "doers.yaml", "acts.yaml",
    "moves.yaml", "moods.yaml", "wordings.yaml", "figures.yaml", "reports.yaml", "ground.yaml", "strikes.yaml",
    "armies.yaml", "raids.yaml", "causes.yaml", "taken.yaml", "agency.yaml",
)  # fmt: skip
CASES: list[dict[str, Any]] = [
    case for name in FILES for case in yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
]


def case_parameters() -> list[Any]:
    """One parameter a case; known failures must keep failing until they are struck from the list."""
    return [
        pytest.param(
            number,
            case,
            id=f"{number}-{case['tag']}",
            marks=marks("cases", case["text"]),
        )
        for number, case in enumerate(CASES)
    ]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="module")
def read(reader: Reader) -> dict[str, list[Event]]:
    """What the chain reads from all cases, in one run."""
    rows = [report_row(str(number), case["text"], case.get("published_on")) for number, case in enumerate(CASES)]
    return by_report(reader.read(tables.from_rows("reports", rows)))


@pytest.mark.parametrize(("number", "case"), case_parameters())
def test_case(number: int, case: dict[str, Any], read: dict[str, list[Event]], reader: Reader) -> None:
    found = problems(case, read.get(str(number), []), reader)
    assert not found, "\n".join([case["text"], *found])


def test_cases_are_well_formed() -> None:
    """A slip in the file must not make a case vacuous."""
    for case in CASES:
        assert case.keys() <= {"tag", "text", "published_on", "events", "none", "none_counted"}, case
        assert sum(name in case for name in ("events", "none", "none_counted")) == 1, case
        for event in case.get("events", []):
            assert event.keys() <= SLOTS, event
    assert len({case["text"] + str(case.get("published_on")) for case in CASES}) == len(CASES)
