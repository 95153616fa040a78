"""The notation of labelled reports, and the labels of the project's own gold."""

from __future__ import annotations

import hashlib
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from sijill import codebook, gazetteer
from sijill.errors import UserError
from sijill.evaluate import score
from sijill.evaluate.labels import GoldReport, LabelError, figure, half_of, interval, joined, read
from sijill.evaluate.match import Event
from sijill.goldfiles import load

ROOT = Path(__file__).parents[2]
OWN = load(ROOT / "resources/gold")
BOOK = codebook.load(ROOT / "resources/codebook")
EVENTS = [(report, event) for report in OWN for event in report.events]
NEGATIVES = ("sport", "economy", "weather", "culture", "history")
SOURCES = {row.source_kind for row in BOOK.sources if row.source_kind} | {"outlet"}


def label(**slots: object) -> Event:
    (report,) = read([{"id": "r", "title": "عنوان", "text": "جملة.\nأخرى.", "events": [{"type": "shelling", **slots}]}])
    return report.events[0]


# --- notation ---------------------------------------------------------------------------------------------------
def test_lines_are_sentences_and_an_empty_line_ends_a_paragraph() -> None:
    assert joined("أ.\nب.\n\n\nج.\n") == "أ. ب.\nج."


def test_a_label_left_out_is_plain() -> None:
    event = label()
    assert (event["realis"], event["assertion"], event["core"], event["killed"]) == ("actual", "reported", True, None)
    assert "places" not in event
    assert "date_start" not in event
    assert event["sources"] == []


def test_roles_and_ids_may_be_several() -> None:
    (one, other) = label(recipient_or_victim={"جنود": ["a", "b"]}, actor={"مجهول": None})["participants"]
    assert (one["roles"], one["actor_ids"], one["surface"]) == (["recipient", "victim"], ["a", "b"], "جنود")
    assert (other["actor_id"], other["actor_ids"]) == (None, [])


def test_told_names_title_and_sentences() -> None:
    """The title is shown only where nothing else tells the event."""
    assert label(told=[0, 2])["text"] == "أخرى."
    assert label(told=[0])["text"] == "عنوان"


def test_places() -> None:
    event = label(place=["سرمين / Idlib / SY", "سوريا / SY", None])
    assert [(p["surface"], p["admin1"], p["country"]) for p in event["places"]] == [
        ("سرمين", "Idlib", "SY"), ("سوريا", None, "SY"),
    ]  # fmt: skip
    assert event["place_may_be_unknown"]
    assert label(place=None)["places"] == []
    assert not label(place=None)["place_may_be_unknown"]


def test_days_and_figures() -> None:
    event = label(days=["2020-01-02", "2020-01-03"], days_also=[None], killed=[3, None, None])
    assert (event["date_start"], event["date_end"], event["date_precision"]) == ("2020-01-02", "2020-01-03", "days")
    assert event["days_alt"] == [(None, None)]
    assert event["killed"] == {"low": 3, "best": None, "high": None}
    assert label(constraint="offset=-1")["date_start"] is None
    assert "killed" not in label(killed="any")


@pytest.mark.parametrize(
    ("slots", "said"),
    [
        ({"places": "x"}, "unknown key `places`"),
        ({"actor_or_nobody": {}}, "unknown key `actor_or_nobody`"),
        ({"told": [3]}, "a sentence the text does not have"),
        ({"realis": "real"}, "'real' is none of"),
        ({"place": "سرمين"}, "is not `name / division / CC`"),
        ({"day": "2020-13-01"}, "is no day"),
        ({"days": ["2020-01-03", "2020-01-02"]}, "before the first"),
        ({"days": ["2020-01-03"]}, "is no day"),
        ({"days": []}, "is no day"),
        ({"killed": [5, 3, None]}, "in order"),
        ({"killed": [3, 5]}, "in order"),
        ({"killed": [None, None, None]}, "in order"),
        ({"killed": [3, "x", None]}, "in order"),
        ({"killed": True}, "in order"),
    ],
)
def test_what_is_wrong_is_said(slots: dict[str, object], said: str) -> None:
    with pytest.raises(LabelError, match=said):
        label(**slots)


def test_ids_are_there_and_unique() -> None:
    with pytest.raises(LabelError, match="no id"):
        read([{"title": "x"}])
    with pytest.raises(LabelError, match="two reports have the id 'a'"):
        read([{"id": "a"}, {"id": "a"}])


def test_figures_of_a_number_and_of_none() -> None:
    assert figure(4) == {"low": 4, "best": 4, "high": 4}
    assert figure(None) is None
    assert interval(None) == (None, None)


def test_files_that_are_no_gold_are_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no labelled reports"):
        load(tmp_path)
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"id": ', encoding="utf-8")
    with pytest.raises(UserError, match=r"broken\.jsonl cannot be read"):
        load(broken)
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text("id: x\n", encoding="utf-8")
    with pytest.raises(UserError, match="no list of reports"):
        load(mapping)


def test_both_formats_say_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("- {id: x, text: نص, events: [{type: siege}]}\n", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"id": "x", "text": "نص", "events": [{"type": "siege"}]}\n', encoding="utf-8")
    assert load(tmp_path / "a.yaml") == load(tmp_path / "b.jsonl")


# --- the project's own gold ---------------------------------------------------------------------------------------
def test_there_is_enough_of_it() -> None:
    assert len(OWN) >= 120
    negatives = [report for report in OWN if not report.events]
    assert len(negatives) >= 30
    assert all("negative" in report.tags for report in negatives)
    for kind in NEGATIVES:
        assert sum(kind in report.tags for report in negatives) >= 5, kind
    assert {event["event_type"] for _, event in EVENTS} == set(BOOK.event_types)


def test_halves_are_by_hash_and_about_even() -> None:
    for report in OWN:
        odd = hashlib.sha256(report.id.encode()).digest()[-1] & 1
        assert report.half == half_of(report.id) == ("test" if odd else "dev")
    share = sum(report.half == "test" for report in OWN) / len(OWN)
    assert 0.4 < share < 0.6


def raw(report: GoldReport) -> str:
    return "\n".join([report.title or "", report.text or ""])


def test_what_is_labelled_stands_in_the_text() -> None:
    for report, event in EVENTS:
        assert event["told"], event["key"]
        said = [p["surface"] for p in (*event["participants"], *event.get("places", []))]
        missing = [surface for surface in said if str(surface) not in raw(report)]
        assert not missing, (event["key"], missing)


def test_ids_types_places_and_sources_exist() -> None:
    divisions = {
        (row["country"], row["admin1"]) for row in gazetteer.load_sources(ROOT / "resources/codebook").divisions
    }
    for _, event in EVENTS:
        assert {event["event_type"], *event["event_type_alt"]} <= set(BOOK.event_types), event["key"]
        assert {one for p in event["participants"] for one in p["actor_ids"]} <= set(BOOK.actors), event["key"]
        assert set(event["sources"]) <= SOURCES, event["key"]
        for place in event.get("places", []):
            known = place["admin1"] is None or (place["country"], place["admin1"]) in divisions
            assert known, (event["key"], place)


def test_days_are_lawful() -> None:
    """What happened began before the report, and an undated report gives no day counted from its own."""
    for report, event in EVENTS:
        days = [event.get("date_start"), *(first for first, _ in event.get("days_alt", []))]
        if event["realis"] in ("actual", "ongoing") and report.published_on:
            assert all(day is None or day <= report.published_on for day in days), event["key"]
        if report.published_on is None:
            assert not any(days), event["key"]
        else:
            date.fromisoformat(report.published_on)


def test_tags_are_words() -> None:
    assert all(tag.replace("_", "").isalpha() for report in OWN for tag in report.tags)
    assert any(report.published_on is None for report in OWN)


def test_weekdays_of_the_texts_are_those_of_the_calendar() -> None:
    """«أمس الأحد» of a report stands beside the Sunday before it, and so does the label of what happened then."""
    days = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
    counted = {r"اليوم": 0, r"(?<!أول )أمس": -1, r"أول أمس": -2, r"غداً": 1}
    for report in OWN:
        if report.published_on is None or report.text is None:
            continue
        for word, offset in counted.items():
            for day in re.findall(rf"{word} ({'|'.join(days)})", report.text):
                told = date.fromisoformat(report.published_on) + timedelta(offset)
                assert days[told.weekday()] == day, (report.id, word, day)
    for report, event in EVENTS:
        named = {day for line in event["told"] for day in re.findall("|".join(days), report.lines[line])}
        if event.get("date_start") and event["date_start"] == event["date_end"] and len(named) == 1:
            assert days[date.fromisoformat(str(event["date_start"])).weekday()] in named, event["key"]


def test_the_labels_agree_with_themselves_and_with_no_other_report() -> None:
    labels = [event for _, event in EVENTS]
    result = score([event for event in labels if event["core"]], labels)
    assert result["precision"] == result["recall"] == 1.0
    assert all(slot["share"] in (1.0, None) for slot in result["slots"].values())
    moved: list[Event] = [{**event, "report": f"other {event['report']}"} for event in labels]  # type: ignore[misc]
    assert score(moved, labels)["counts"]["matches"] == 0
