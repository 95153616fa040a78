"""Which mentions of different reports are one event, and what the event's row says."""

from __future__ import annotations

from typing import Any

import pytest

from deduplicate_cases import Case, groups, links, merge, two_reports
from sijill import tables
from sijill.event_rows import event_id
from sijill.plan import STAGE_TABLES


def test_run_gives_the_tables_of_the_stage() -> None:
    result = two_reports({}, {})
    assert set(result) == set(STAGE_TABLES["deduplicate"])
    for name, table in result.items():
        assert table.schema.equals(tables.TABLES[name].schema()), name


@pytest.mark.parametrize(
    ("one", "two", "one_event"),
    [
        ({}, {}, True),
        ({}, {"type": "air_strike"}, True),
        ({}, {"type": "casualty_report"}, True),
        ({}, {"type": "meeting"}, False),
        ({}, {"place": "harasta"}, False),  # two towns, however near
        ({}, {"place": "rif"}, True),  # the governorate holds the town
        ({}, {"place": "homs"}, False),
        ({"place": "homs_city"}, {"place": "furqlus"}, True),  # the seat's name may mean the province; figure and actor
        ({"place": "homs_city", "killed": None}, {"place": "furqlus"}, False),  # agree, and less is too little
        ({"place": "homs_city"}, {"place": "palmyra"}, False),  # too far for that
        ({}, {"place": "airport"}, True),  # near and no town: no evidence, the figure and the actor agree
        ({}, {"days": "2018-02-21"}, False),
        ({}, {"days": ("2018-02-20", "2018-02-21")}, True),
        ({}, {"days": ("2018-02-01", "2018-02-28")}, False),  # a month of shelling is not this shelling
        ({}, {"actor": "russia"}, False),
        ({}, {"actor": "regime,russia"}, True),
        ({"actor": "iran_militias"}, {"actor": "fatemiyoun"}, True),
        ({"actor": "nujaba"}, {"actor": "fatemiyoun"}, False),
        ({"recipient": "civilians"}, {"recipient": "isis"}, True),  # civilians contradict nobody
        ({}, {"killed": (5, 5, None)}, True),
        ({}, {"killed": [5, 2]}, True),  # a part of the sum
        ({}, {"realis": "planned"}, False),
        ({}, {"realis": "negated"}, False),
        ({"realis": "planned"}, {"realis": "hypothetical"}, True),  # announced by one, threatened by the other
        ({}, {"place": "ghouta"}, True),  # an area that lies around the town
        ({}, {"realis": "ongoing"}, True),
        ({"realis": "generic"}, {"realis": "generic"}, False),
        ({"place": None, "killed": None}, {"killed": None}, False),  # day and actor alone: there are many such acts
        ({"days": None}, {}, True),  # no day in a report of that day, but place, figure and actor
        ({"days": None, "killed": None}, {}, True),  # the leads of two reports, of one day
        ({"days": None, "killed": None, "sentence": 10}, {}, True),  # said in passing: type, town, actor, fitting day
        ({"days": None, "killed": None, "sentence": 10, "actor": ""}, {}, False),  # and nobody named
        ({"recipient": "isis"}, {"recipient": "russia"}, True),  # those struck are seldom all named
        ({"recipient": "isis", "place": "rif", "actor": ""}, {"recipient": "russia"}, False),
    ],
)
def test_slots_across_reports(one: dict[str, Any], two: dict[str, Any], one_event: bool) -> None:
    assert (len(groups(two_reports(dict(one), dict(two)))) == 1) is one_event
    assert (len(groups(two_reports(dict(two), dict(one)))) == 1) is one_event


@pytest.mark.parametrize(
    ("published", "one_event"),
    [(("2018-02-20", "2018-02-22"), True), (("2018-02-20", "2018-03-20"), False), ((None, None), False)],
)
def test_acts_without_a_day_need_reports_of_the_same_days(
    published: tuple[str | None, str | None], one_event: bool
) -> None:
    assert (len(groups(two_reports({"days": None}, {"days": None}, published))) == 1) is one_event


@pytest.mark.parametrize(
    ("published", "tolls", "one_event"),
    [
        (("2018-02-20", "2018-02-21"), (5, 9), True),  # the toll rose
        (("2018-02-21", "2018-02-20"), (5, 9), False),  # and does not fall
        (("2018-02-20", "2018-02-20"), (5, 9), False),  # of one day neither is the later
        ((None, "2018-02-20"), (5, 9), False),
    ],
)
def test_a_rising_toll_is_news_of_the_same_event(
    published: tuple[str | None, str | None], tolls: tuple[int, int], one_event: bool
) -> None:
    result = two_reports({"killed": tolls[0]}, {"killed": tolls[1]}, published)
    assert (len(groups(result)) == 1) is one_event
    assert links(result) == (set() if one_event else {("conflicts_with", "killed")})
    if one_event:
        event = result["events"].to_pylist()[0]
        assert (event["killed_low"], event["killed_best"], event["killed_high"]) == (5, 9, 9)
        stances = {row["value"]: row["stance"] for row in result["event_slots"].to_pylist() if row["slot"] == "killed"}
        assert stances == {"5/5/5": "contradicts", "9/9/9": "gives"}


def test_two_reports_without_a_day_tell_one_event_in_much_the_same_words() -> None:
    words = ["عبوة", "انفجرت", "بسيارة", "عسكرية", "وسط", "السوق", "القديم"]
    for other, one_event in (([*words[:6], "ظهرا"], True), ([*words[:2], "قرب", "مدرسة", "ابتدائية", "فارغة"], False)):
        case = Case()
        for report, text in (("a", " ".join(words)), ("b", " ".join(other))):
            case.report(report, "2018-02-20", text=text)
            case.mention(report, "explosion", place="douma", sentence=10)
            case.rows["sentences"][-1]["end"] = len(text)
            case.rows["sentences"].append({**case.rows["sentences"][-1], "sentence_no": 0, "end": 0})
        assert (len(groups(merge(case))) == 1) is one_event


def test_a_town_that_changed_hands_is_told_for_months() -> None:
    case = Case()
    sides = {"actor": "regime", "recipient": "isis"}
    for report, day in (("a", "2018-02-20"), ("b", "2018-05-20"), ("c", "2018-02-01")):
        case.report(report, day)
    first = case.mention("a", "territorial_control", days="2018-02-20", place="palmyra", **sides)
    again = case.mention("b", "territorial_control", place="palmyra", **sides)
    before = case.mention("c", "territorial_control", place="palmyra", **sides)  # told before it happened: another one
    assert groups(merge(case)) == sorted([[first, again], [before]])


@pytest.mark.parametrize(
    ("day", "sides", "one_event"),
    [
        ("2018-02-22", {"actor": "regime"}, True),  # news of these days
        ("2018-05-20", {"actor": "regime"}, False),  # towns change hands again: months later one party is too little
        ("2018-05-20", {"actor": "regime", "recipient": "isis"}, True),
    ],
)
def test_a_town_that_changed_hands_told_again_without_its_day(day: str, sides: dict[str, str], one_event: bool) -> None:
    case = Case()
    case.report("a", "2018-02-20")
    case.mention("a", "territorial_control", days="2018-02-20", place="palmyra", actor="regime", recipient="isis")
    case.report("b", day)
    case.mention("b", "territorial_control", place="palmyra", sentence=10, **sides)
    assert (len(groups(merge(case))) == 1) is one_event


def test_raids_are_not_the_gas_attack_told_among_raids() -> None:
    case = Case()
    sides = {"days": "2018-02-20", "place": "douma", "actor": "regime"}
    case.report("a", "2018-02-20")
    gas = [case.mention("a", name, sentence=2, **sides) for name in ("chemical_attack", "air_strike")]
    case.report("b", "2018-02-20")
    raids = case.mention("b", "air_strike", sentence=2, **sides)
    assert groups(merge(case)) == [gas, [raids]]


def test_the_shelling_of_the_day_before_is_not_the_gas_attack() -> None:
    case = Case()
    case.report("a", "2018-02-20")
    gas = case.mention("a", "chemical_attack", place="douma", actor="regime", sentence=1)
    before = case.mention("a", "shelling", days="2018-02-19", place="douma", actor="regime", sentence=2)
    assert groups(merge(case)) == [[gas], [before]]


@pytest.mark.parametrize(("recipient", "one_event"), [("coalition", True), ("russia", False)])
def test_who_intercepts_is_struck_by_the_attack(recipient: str, one_event: bool) -> None:
    case = Case()
    case.report("a", "2018-02-20")
    slots: dict[str, Any] = {"days": "2018-02-20", "place": "douma", "killed": 5}
    case.mention("a", "weapons_intercepted", **slots, actor="coalition", recipient="isis")
    case.report("b", "2018-02-20")
    case.mention("b", "shelling", **slots, actor="isis", recipient=recipient)
    assert groups(merge(case)) == [["a.0", "b.0"]]  # whose missiles they were, agrees
    case.rows["participants"] = [row for row in case.rows["participants"] if row["actor_id"] != "isis"]
    assert (len(groups(merge(case))) == 1) is one_event


@pytest.mark.parametrize(("kind", "one_event"), [("territorial_control", False), ("shelling", True)])
def test_places_near_each_other_are_two_where_the_act_is_about_the_place(kind: str, one_event: bool) -> None:
    slots = {"type": kind, "days": "2018-02-20", "actor": "regime", "recipient": "isis"}
    result = two_reports({**slots, "place": "douma"}, {**slots, "place": "airport"})
    assert (len(groups(result)) == 1) is one_event


@pytest.mark.parametrize(("kind", "one_event"), [("shelling", False), ("meeting", True)])
def test_undated_acts_of_every_day_in_reports_of_two_days_are_two(kind: str, one_event: bool) -> None:
    slots = {"type": kind, "days": None, "killed": None, "sentence": 10}
    sides = {"participant": "regime,russia", "actor": ""} if kind == "meeting" else {"actor": "regime"}
    assert (len(groups(two_reports({**slots, **sides}, {**slots, **sides}))) == 1) is one_event


@pytest.mark.parametrize(("place", "one_event"), [("douma", True), ("rif", False)])
def test_an_area_is_taken_bit_by_bit(place: str, one_event: bool) -> None:
    slots = {"type": "territorial_control", "place": place, "actor": "regime", "recipient": "isis", "killed": None}
    later = {**slots, "days": None}
    assert (len(groups(two_reports(dict(slots), later, ("2018-02-20", "2018-04-20")))) == 1) is one_event


@pytest.mark.parametrize(("kind", "one_event"), [("attack", True), ("armed_clash", False)])
def test_a_clash_is_not_the_operation_it_is_part_of(kind: str, one_event: bool) -> None:
    assert (len(groups(two_reports({"type": "offensive_operation"}, {"type": kind}))) == 1) is one_event


def test_both_parties_and_the_time_it_began_tell_which_campaign_it_is() -> None:
    slots = {"type": "offensive_operation", "place": "syria", "actor": "coalition", "killed": None, "sentence": 10}
    year, month = ("2015-01-01", "2015-12-31"), ("2015-03-01", "2015-03-31")
    for recipient, one_event in (("isis", True), ("", False)):
        one, two = ({**slots, "days": days, "recipient": recipient} for days in (year, month))
        assert (len(groups(two_reports(one, two, ("2018-02-20", "2018-04-20")))) == 1) is one_event


@pytest.mark.parametrize(("realis", "one_event"), [("negated", True), ("actual", False)])
def test_what_is_not_done_is_told_of_a_country(realis: str, one_event: bool) -> None:
    slots = {
        "type": "withdrawal",
        "place": "syria",
        "actor": "coalition",
        "killed": None,
        "days": None,
        "realis": realis,
    }
    case = Case()
    for report in "ab":
        case.report(report, "2018-02-20")
        case.mention(report, "statement")  # the lead
        case.mention(report, "withdrawal", **slots)
    assert (["a.1", "b.1"] in groups(merge(case))) is one_event


@pytest.mark.parametrize(("actors", "one_event"), [("coalition,russia", True), ("coalition", False)])
def test_parties_that_act_together_need_no_town(actors: str, one_event: bool) -> None:
    """Two named parties on one side, in reports of the next day, tell which act it was; one party does not."""
    slots = {"days": None, "place": "syria", "killed": None, "actor": actors, "type": "air_strike", "sentence": 9}
    assert (len(groups(two_reports(dict(slots), dict(slots)))) == 1) is one_event


@pytest.mark.parametrize("day", ["2018-02-22", "2018-02-23"])
def test_two_days_of_an_act_contradict_however_rare_it_is(day: str) -> None:
    slots = {"type": "chemical_attack", "killed": None}
    result = two_reports(dict(slots), {**slots, "days": day}, ("2018-02-21", "2018-02-23"))
    assert len(groups(result)) == 2


def test_two_tolls_of_an_act_contradict_however_rare_it_is() -> None:
    slots = {"type": "chemical_attack"}
    result = two_reports({**slots, "killed": 100}, {**slots, "killed": 40}, ("2018-02-21", "2018-02-23"))
    assert len(groups(result)) == 2


@pytest.mark.parametrize(
    ("realis", "assertion"), [("planned", "reported"), ("negated", "reported"), ("actual", "denied")]
)
def test_what_did_not_happen_counts_nobody(realis: str, assertion: str) -> None:
    case = Case()
    case.report("a", "2018-02-20")
    case.mention("a", "shelling", place="douma", killed=5, realis=realis, assertion=assertion)
    assert merge(case)["events"]["killed_low"].to_pylist() == [None]


def test_event_row() -> None:
    case = Case()
    case.report("b", "2018-02-21")
    case.mention(
        "b", "casualty_report", days="2018-02-20", place="rif", killed=(5, 5, None), confidence=0.9, actor="regime"
    )
    case.report("c", "2018-02-22")
    case.mention("c", "air_strike", days=("2018-02-20", "2018-02-21"), place="douma", killed=[5, 3], actor="regime",
                 assertion="denied")  # fmt: skip
    event = merge(case)["events"].to_pylist()
    assert len(event) == 1
    assert event[0] == {
        "event_id": event_id("b.0"), "canonical_mention_id": "b.0", "event_type": "air_strike",
        "plover_event": "ASSAULT", "plover_mode": "aerial", "acled_event": "Battles", "acled_sub_event": None,
        "realis": "actual",        "assertion": "disputed",
        "date_start": "2018-02-20", "date_end": "2018-02-20", "date_precision": "day",
        "date_status": "anchored", "date_constraint": None, "place_id": "douma", "place_name": "دوما",
        "latitude": 33.57, "longitude": 36.40, "geo_precision": 1, "admin1": "Rif", "country": "SY",
        "killed_low": 5, "killed_best": 8, "killed_high": None, "wounded_low": None, "wounded_best": None,
        "wounded_high": None, "n_mentions": 2, "n_reports": 2, "n_outlets": 2, "first_published": "2018-02-21",
        "last_published": "2018-02-22", "confidence": 0.9,
        "review_status": "unreviewed",
    }  # fmt: skip


def test_a_figure_inside_another_is_not_added() -> None:
    case = Case()
    case.report("a", "2018-02-20")
    case.mention("a", "shelling", place="douma", killed=[20, 3])
    case.rows["quantities"].append({**case.rows["quantities"][0], "best": 4, "low": 4, "high": 4, "start": 1, "end": 2})
    assert merge(case)["events"]["killed_best"].to_pylist() == [23]
