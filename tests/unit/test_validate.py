"""What obeys the codebook stays; what does not leaves with its reason and with all that hangs on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deduplicate_cases import Case, codebook, groups, places
from sijill import deduplicate, tables
from sijill.options import DeduplicateOptions, ValidateOptions
from sijill.plan import STAGE_TABLES
from sijill.validate import UNCHANGED, run

OPTIONS = ValidateOptions(min_confidence=0.5)


def validated(case: Case) -> tuple[dict[str, pa.Table], dict[str, pa.Table]]:
    """The tables before and after validation."""
    before = {**deduplicate.run(case.tables(), codebook(), DeduplicateOptions()), "places": places()}
    return before, {**{name: before[name] for name in UNCHANGED}, **run(before, codebook(), OPTIONS)}


def reasons(result: dict[str, pa.Table]) -> dict[str, str]:
    return {row["mention_id"]: row["reason"] for row in result["rejected"].to_pylist()}


def boilerplate(case: Case) -> None:
    case.mention("a", "shelling", days="2018-02-20")
    case.rows["sentences"][-1]["role"] = "boilerplate"


def change(column: str, value: Any, **slots: Any) -> Callable[[Case], None]:
    def act(case: Case) -> None:
        case.mention("a", "shelling", **{"days": "2018-02-20", **slots})
        case.rows["event_mentions"][-1][column] = value

    return act


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda case: case.mention("a", "shelling", days="2018-02-20", place="douma", killed=5), None),
        (lambda case: case.mention("a", "dancing", days="2018-02-20"), "unknown_event_type"),
        (boilerplate, "in_boilerplate"),
        (lambda case: case.mention("a", "shelling", place="atlantis"), "unknown_place"),
        (lambda case: case.mention("a", "shelling", days=("2018-02-20", "2018-02-19")), "date_disordered"),
        (change("date_end", None), "date_disordered"),
        (change("date_precision", "month"), "precision_mismatch"),
        (change("date_precision", "day", days=None), "precision_mismatch"),
        (change("date_precision", "week", days=("2018-02-12", "2018-02-18")), None),
        (lambda case: case.mention("b", "shelling", days="2018-02-20"), "no_anchor"),
        (lambda case: case.mention("a", "shelling", days="2018-02-23"), "future_actual"),
        (lambda case: case.mention("a", "shelling", days="2018-02-23", realis="planned"), None),
        (lambda case: case.mention("a", "shelling", days="1982-02-02"), "too_early"),
        (lambda case: case.mention("a", "shelling", killed=[3, 200_000]), "casualties_above_max"),
        (lambda case: case.mention("a", "shelling", killed=[60_000, 60_000]), "casualties_above_max"),
        (lambda case: case.mention("a", "shelling", killed=(5, 4, 9)), "figures_disordered"),
        (lambda case: case.mention("a", "meeting", participant="regime", victim="isis"), "role_not_allowed"),
        (lambda case: case.mention("a", "meeting", participant="regime,isis"), None),
    ],
)
def test_reasons(spoil: Callable[[Case], Any], reason: str | None) -> None:
    case = Case()
    case.report("a", "2018-02-22")
    case.report("b")
    spoil(case)
    before, after = validated(case)
    assert list(reasons(after).values()) == ([reason] if reason else [])
    assert after["events"].num_rows == after["event_mentions"].num_rows == (0 if reason else 1)
    assert after["participants"].num_rows == (0 if reason else before["participants"].num_rows)
    assert set(after) == set(STAGE_TABLES["validate"])
    for name, table in after.items():
        assert table.schema.equals(tables.TABLES[name].schema()), name


def test_an_event_that_loses_its_canonical_mention_is_told_by_the_others() -> None:
    case = Case()
    slots: dict[str, Any] = {"days": "2018-02-20", "place": "douma", "actor": "regime", "killed": 5}
    for report, day in (("a", "2018-02-21"), ("b", "2018-02-22")):
        case.report(report, day)
        case.mention(report, "shelling", **slots)
    case.rows["sentences"][0]["role"] = "boilerplate"
    before, after = validated(case)
    assert groups(before) == [["a.0", "b.0"]]
    assert reasons(after) == {"a.0": "in_boilerplate"}
    old, new = before["events"].to_pylist()[0], after["events"].to_pylist()[0]
    assert new == {**old, "canonical_mention_id": "b.0", "n_mentions": 1, "n_reports": 1, "n_outlets": 1,
                   "first_published": "2018-02-22"}  # fmt: skip


@pytest.mark.parametrize(
    ("scores", "alone", "left"),
    [((0.5,), False, 1), ((0.49,), False, 0), ((0.49, 0.49), False, 0), ((0.2, 0.7), False, 2), ((0.2,), True, 1)],
)
def test_the_floor_is_for_events_and_not_for_tellings(scores: tuple[float, ...], alone: bool, left: int) -> None:
    case = Case()
    for number, confidence in enumerate(scores):
        case.report(f"r{number}", "2018-02-21")
        case.mention(f"r{number}", "shelling", days="2018-02-20", place="douma", actor="regime", confidence=confidence)
        if alone:
            case.rows["event_mentions"][-1]["confidence_evidence"] = "base|told_alone"
    before, after = validated(case)
    assert len(groups(before)) == 1
    assert after["event_mentions"].num_rows == left
    assert set(reasons(after).values()) == (set() if left else {"low_confidence"})


def test_links_of_rejected_events_go() -> None:
    case = Case()
    for report, killed in (("a", 5), ("b", 9)):
        case.report(report, "2018-02-21")
        case.mention(report, "shelling", days="2018-02-20", place="douma", actor="regime", killed=killed)
    before, after = validated(case)
    assert (before["event_links"].num_rows, after["event_links"].num_rows) == (1, 1)
    case.rows["sentences"][0]["role"] = "boilerplate"
    assert validated(case)[1]["event_links"].num_rows == 0


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "b"]),
            st.sampled_from(["shelling", "dancing", "meeting"]),
            st.sampled_from([None, "2018-02-20", "2018-02-25", "1980-01-01"]),
            st.sampled_from([None, "douma", "atlantis"]),
            st.sampled_from([None, 4, 200_000]),
        ),
        max_size=8,
    )
)
def test_conservation(told: list[Any]) -> None:
    case = Case()
    case.report("a", "2018-02-22")
    case.report("b", "2018-02-23")
    for report, event_type, days, place, killed in told:
        case.mention(report, event_type, days=days, place=place, killed=killed, actor="regime")
    before, after = validated(case)
    kept, lost = set(after["event_mentions"]["mention_id"].to_pylist()), set(reasons(after))
    assert kept | lost == set(before["event_mentions"]["mention_id"].to_pylist())
    assert not kept & lost
    gone = [
        row for row in before["events"].to_pylist() if row["event_id"] not in after["events"]["event_id"].to_pylist()
    ]
    assert len(gone) + after["events"].num_rows == before["events"].num_rows
    assert {row["canonical_mention_id"] for row in gone} <= lost
    assert set(after["event_mentions"]["event_id"].to_pylist()) == set(after["events"]["event_id"].to_pylist())
    again = {**after, **run({**after, "places": places()}, codebook(), OPTIONS)}
    assert not again["rejected"].num_rows
    assert again["events"].equals(after["events"])
