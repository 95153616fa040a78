"""Which mentions of one text, and of its copies, are one event."""

from __future__ import annotations

from typing import Any

import pytest

from deduplicate_cases import Case, groups, merge


@pytest.mark.parametrize(
    ("word", "sentence", "one_event"),
    [
        ("الهجوم", 3, True),  # «the attack»: the gas told before
        ("هجوم", 3, False),  # an attack: perhaps another
        ("الهجوم", 9, False),
    ],
)
def test_a_general_word_that_points_back_takes_up_the_act(word: str, sentence: int, one_event: bool) -> None:
    case = Case()
    case.report("a", "2018-02-21")
    case.mention("a", "chemical_attack", days="2018-02-20", place="douma", sentence=1)
    case.mention("a", "attack", trigger=word, sentence=sentence)
    assert (len(groups(merge(case))) == 1) is one_event


@pytest.mark.parametrize(
    ("types", "one_event"),
    [
        (("chemical_attack", "chemical_attack,air_strike"), True),  # told with the raids beside it, it is still gas
        (("chemical_attack", "attack"), False),  # a general word for it alone is too little …
        (("chemical_attack", "air_strike"), False),
    ],
)
def test_gas_that_is_told_with_raids_is_of_a_rare_act(types: tuple[str, str], one_event: bool) -> None:
    case = Case()
    for report, told in zip("ab", types, strict=True):
        case.report(report, "2018-02-20")
        for number, kind in enumerate(told.split(",")):
            case.mention(report, kind, place="ghouta" if number else "douma", sentence=5 + number, trigger="القصف")
    found = groups(merge(case))
    assert any({"a.0", "b.0"} <= set(group) for group in found) is one_event


def test_a_copy_repeats_each_of_two_places_of_one_word() -> None:
    case = Case()
    text = " ".join(f"كلمة{number}" for number in range(30))
    for report, day in (("a", "2018-02-20"), ("b", "2018-02-21")):
        case.report(report, day, text=text)
        for place in ("douma", "harasta"):
            case.mention(report, "shelling", place=place, actor="regime", sentence=0)
    for row in case.rows["event_mentions"]:
        row["trigger_start"], row["trigger_end"] = 0, 4
    assert groups(merge(case)) == [["a.0", "b.0"], ["a.1", "b.1"]]


def test_what_is_told_first_is_not_the_act_of_long_ago_told_after() -> None:
    case = Case()
    case.report("a", "2018-02-20")
    news = case.mention("a", "explosion", place="douma", sentence=1)
    case.mention("a", "explosion", place="douma", sentence=2)
    past = case.mention("a", "explosion", days="2017-10-14", place="douma", sentence=3)
    case.mention("a", "explosion", place="douma", sentence=4)
    assert groups(merge(case)) == [[news, "a.1", "a.3"], [past]]


def test_two_acts_of_one_text_stay_two_when_a_third_report_tells_one_of_them() -> None:
    case = Case()
    case.report("a", "2018-02-20")
    gas = {"days": "2018-02-20", "place": "douma"}
    first = case.mention("a", "chemical_attack", killed=9, sentence=1, **gas)
    second = case.mention("a", "chemical_attack", killed=70, sentence=20, **gas)
    case.report("b", "2018-02-21")
    told = case.mention("b", "chemical_attack", killed=70, **gas)
    assert groups(merge(case)) == [[first], [second, told]]


def test_one_report_tells_one_event_in_several_sentences() -> None:
    case = Case()
    case.report("a", "2018-02-20")
    case.mention("a", "casualty_report", killed=5, sentence=0)
    case.mention("a", "shelling", days="2018-02-20", place="douma", actor="regime", sentence=0)
    case.mention("a", "shelling", place="douma", sentence=5)
    case.mention("a", "shelling", trigger="القصف", sentence=7)
    other = case.mention("a", "shelling", place="palmyra", sentence=8)
    assert groups(merge(case)) == [["a.0", "a.1", "a.2", "a.3"], [other]]


def test_two_versions_in_one_report_share_the_event_and_keep_both_days() -> None:
    case = Case()
    case.report("a", "2018-02-22")
    slots: dict[str, Any] = {"place": "douma", "actor": "coalition"}
    case.mention("a", "air_strike", days="2018-02-21", source="local", **slots)
    case.mention("a", "air_strike", days="2018-02-20", source="command", **slots)
    case.mention("a", "air_strike", days="2018-02-18", source="local", **slots)
    result = merge(case)
    assert groups(result) == [["a.0", "a.1"], ["a.2"]]
    event = next(row for row in result["events"].to_pylist() if row["n_mentions"] == 2)
    assert (event["date_start"], event["date_end"], event["date_precision"]) == ("2018-02-20", "2018-02-21", "days")


def test_undated_constraints_within_one_report() -> None:
    case = Case()
    case.report("a")
    slots: dict[str, Any] = {"place": "palmyra", "actor": "isis"}
    case.mention("a", "attack", constraint="weekday=friday", **slots)
    case.mention("a", "attack", constraint="weekday=friday;part=dawn", **slots)
    case.mention("a", "attack", constraint="weekday=sunday", **slots)
    case.mention("a", "attack", place="desert")
    assert groups(merge(case))[0][:2] == ["a.0", "a.1"]
    assert all(not {"a.0", "a.2"} <= set(group) for group in groups(merge(case)))


def test_copies_of_one_text_count_once() -> None:
    text = " ".join(f"كلمة{number}" for number in range(40))
    case = Case()
    for report, day in (("a", "2018-02-20"), ("b", "2018-02-21"), ("c", "2018-02-21")):
        case.report(report, day, text=text if report != "c" else None)
        case.mention(report, "shelling", days="2018-02-20", place="douma", actor="regime")
    case.mention("b", "shelling", days="2018-02-21", place="palmyra")  # the copy goes on to tell more
    result = merge(case)
    assert groups(result) == [["a.0", "b.0", "c.0"], ["b.1"]]
    event = next(row for row in result["events"].to_pylist() if row["n_mentions"] == 3)
    assert (event["n_reports"], event["n_outlets"], event["canonical_mention_id"]) == (2, 2, "a.0")


def test_a_copy_that_reckons_from_a_later_day_does_not_move_the_event() -> None:
    text = " ".join(f"كلمة{number}" for number in range(40))
    case = Case()
    for report, day in (("a", "2018-02-20"), ("b", "2018-02-21")):
        case.report(report, day, text=text)
        case.mention(report, "shelling", days=day, place="douma", actor="regime")
    result = merge(case)
    assert groups(result) == [["a.0"], ["b.0"]]
    assert {row["date_precision"] for row in result["events"].to_pylist()} == {"day"}
