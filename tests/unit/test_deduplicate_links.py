"""What tellings that are not one event are to each other: contradictions, series, plans, stories."""

from __future__ import annotations

from typing import Any

import pytest

from deduplicate_cases import STRIKE, Case, groups, links, merge, two_reports
from sijill.event_rows import event_id


@pytest.mark.parametrize(
    ("change", "link"),
    [
        ({"killed": 3}, ("conflicts_with", "killed")),
        ({"actor": "russia"}, ("conflicts_with", "actor")),
        ({"days": "2018-02-21"}, ("conflicts_with", "day")),
        ({"killed": None, "actor": "regime", "place": "rif"}, None),
    ],
)
def test_contradictions_become_links(change: dict[str, Any], link: tuple[str, str] | None) -> None:
    assert links(two_reports({}, change)) == ({link} if link else set())


def test_acts_of_a_campaign_and_the_next_campaign() -> None:
    case = Case()
    sides = {"actor": "regime", "recipient": "isis"}
    case.report("a", "2018-02-20")
    whole = case.mention("a", "sweep_operation", days=("2018-02-01", "2018-02-15"), place="homs", **sides)
    case.report("b", "2018-02-11")
    part = case.mention("b", "ambush", days="2018-02-10", place="palmyra", **sides)
    case.mention("b", "ambush", days="2018-02-10", place="douma", sentence=90, **sides)  # in another governorate
    case.report("c", "2018-03-10")
    second = case.mention("c", "sweep_operation", days=("2018-03-05", "2018-03-09"), place="homs", **sides)
    found = {tuple(row.values()) for row in merge(case)["event_links"].to_pylist()}
    assert (event_id(whole), event_id(part), "part_of", "act_of_campaign") in found
    assert (event_id(whole), event_id(second), "follows", "next_in_series") in found
    assert len([link for link in found if link[2] == "part_of"]) == 1


def test_outlets_and_leads_make_stories() -> None:
    case = Case()
    for report in ("a", "b"):
        case.report(report, "2018-02-20")
        case.mention(report, "shelling", sentence=0, **STRIKE)
    case.report("c", "2018-02-21")
    case.mention("c", "meeting", sentence=0, participant="regime,isis")
    case.mention("c", "shelling", sentence=5, **STRIKE)  # recalled further down
    stories = {row["report_id"]: row["story_id"] for row in merge(case)["reports"].to_pylist()}
    assert stories == {"a": "a", "b": "a", "c": "c"}


def test_undated_series_are_linked() -> None:
    case = Case()
    for report in ("a", "b"):
        case.report(report)
        case.mention(report, "sweep_operation", place="desert", actor="regime")
    result = merge(case)
    assert len(groups(result)) == 2
    assert links(result) == {("possible_same", "no_date")}


def test_campaigns_of_one_region_are_linked_whatever_they_are_called_and_whoever_led_them() -> None:
    case = Case()
    case.report("a")
    case.mention("a", "sweep_operation", place="desert", actor="regime")
    case.report("b")
    attack = case.mention("b", "attack", place="desert", recipient="regime", sentence=1)
    campaign = case.mention("b", "offensive_operation", place="desert", sentence=1)
    result = merge(case)
    assert [attack] in groups(result) and [campaign] in groups(result)
    assert links(result) == {("possible_same", "no_date")}


def test_a_plan_and_what_came_of_it() -> None:
    case = Case()
    case.report("a", "2018-02-01")
    plan = case.mention("a", "sweep_operation", place="palmyra", actor="regime", realis="planned")
    case.report("b", "2018-02-10")
    act = case.mention("b", "sweep_operation", place="palmyra", actor="regime", days="2018-02-09")
    rows = merge(case)["event_links"].to_pylist()
    assert rows == [
        {"event_id_a": event_id(plan), "event_id_b": event_id(act), "kind": "follows", "reason": "planned_then_done"}
    ]


def test_a_contradiction_keeps_a_third_telling_from_joining_both() -> None:
    case = Case()
    for report, day in (("a", "2018-02-20"), ("b", ("2018-02-20", "2018-02-21")), ("c", "2018-02-21")):
        case.report(report, "2018-02-22")
        case.mention(report, "shelling", **{**STRIKE, "days": day})
    result = merge(case)
    assert len(groups(result)) == 2
    assert {kind for kind, _ in links(result)} == {"conflicts_with"}
