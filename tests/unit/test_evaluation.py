"""Evaluation on top of the scorer: labels with alternatives, halves, sums, and the page."""

from __future__ import annotations

import itertools
import random
from html.parser import HTMLParser
from typing import Any

import pyarrow as pa
import pytest

from sijill import tables
from sijill.evaluate import Event, lines, render, run, score, tellings
from sijill.evaluate.labels import GoldReport, half_of, read
from sijill.evaluate.match import assign, failed_slots, likeness
from sijill.evaluate.slots import slot_right
from sijill.options import EvaluateOptions
from small_dataset import ACTORS, PLACES, stage

TYPES = ("shelling", "air_strike")
NASTY = "<script>alert('x')</script>&"


def named(start: str, half: str) -> str:
    """An id of a half."""
    return next(f"{start}{n}" for n in itertools.count() if half_of(f"{start}{n}") == half)


DEV, TEST = named("report", "dev"), named("report", "test")


def reports(**slots: object) -> list[GoldReport]:
    """The same labelled event in a report of each half, and a negative of each."""
    label = {"type": "shelling", "actor": {"الجيش": "turkey_military"}, "place": "تل تمر / Hasakah / SY", **slots}
    text = f"قصف الجيش تل تمر. {NASTY}"
    records = [{"id": name, "text": text, "events": [{**label, "told": [1]}]} for name in (DEV, TEST)]
    return read(
        [*records, {"id": named("quiet", "dev"), "text": "سكون"}, {"id": named("quiet", "test"), "text": "سكون"}]
    )


def nothing_read() -> dict[str, pa.Table]:
    return {"event_mentions": tables.from_rows("event_mentions", []), "reports": tables.from_rows("reports", [])}


def labelled(**slots: object) -> Event:
    return next(report for report in reports(**slots) if report.id == DEV).events[0]


def told(**slots: Any) -> Event:
    who = {"role": "actor", "actor_id": "turkey_military", "surface": "الجيش", "names": []}
    where = {"place_id": "x", "surface": "تل تمر", "names": ["تل تمر"], "admin1": "Hasakah", "country": "SY"}
    base = {"key": "k", "report": DEV, "event_type": "shelling", "realis": "actual", "assertion": "reported",
            "participants": [who], "places": [where], "sources": ["outlet"], "text": "قصف"}  # fmt: skip
    return {**base, **slots}  # type: ignore[typeddict-item]


@pytest.mark.parametrize(
    ("slots", "failed"),
    [
        ({}, []),
        ({"actor": {"الجيش": ["russia_military", "turkey_military"]}}, []),
        ({"actor": {"الجيش": ["russia_military", "syria_gov_forces"]}}, ["actor"]),
        ({"actor": {"الجيش": None}}, []),
        ({"actor": {"الشرطة": None}}, ["actor"]),
        ({"type": "attack", "also": ["shelling"]}, []),
        ({"place": ["حلب / Aleppo / SY", "تل تمر / Hasakah / SY"]}, []),
        ({"place": ["حلب / Aleppo / SY", None]}, ["place"]),
        ({"place": "any"}, []),
        ({"place": None}, ["place"]),
        ({"day": None}, []),
        ({"day": "2020-01-01"}, ["time"]),
        ({"day": "2020-01-01", "days_also": [None]}, []),
    ],
)
def test_labels_with_alternatives(slots: dict[str, object], failed: list[str]) -> None:
    assert failed_slots(told(), labelled(**slots)) == failed


def test_an_unknown_place_agrees_where_the_label_allows_it() -> None:
    assert failed_slots(told(places=[]), labelled(place=["حلب / Aleppo / SY", None])) == []
    assert failed_slots(told(places=[]), labelled()) == ["place"]


NUMBER = {"low": 6, "best": 6, "high": 6}


@pytest.mark.parametrize(
    ("slot", "read_slots", "label_slots", "right"),
    [
        ("realis", {}, {"realis": "planned"}, False),
        ("realis", {}, {"realis": "planned", "realis_also": ["actual"]}, True),
        ("assertion", {}, {"assertion": "alleged"}, False),
        ("assertion", {}, {"assertion": "alleged", "assertion_also": ["reported"]}, True),
        ("source", {}, {"source": ["local", "outlet"]}, True),
        ("source", {}, {"source": "local"}, False),
        ("source", {}, {}, None),
        ("killed", {"killed": NUMBER}, {"killed": 4}, False),
        ("killed", {"killed": NUMBER}, {"killed": 4, "killed_also": [6]}, True),
        ("killed", {"killed": NUMBER}, {}, False),
        ("killed", {"killed": NUMBER}, {"killed": "any"}, None),
        ("killed", {}, {}, None),
        ("killed", {}, {"killed": 0}, True),
        ("killed", {}, {"killed": 4, "killed_also": [None]}, True),
        ("days_exact", {"date_start": "2020-01-01", "date_end": "2020-01-02"}, {"day": "2020-01-01"}, False),
        ("days_exact", {"date_start": "2020-01-01", "date_end": "2020-01-01"}, {"day": "2020-01-01"}, True),
        ("days_exact", {}, {"day": None}, None),
    ],
)
def test_further_slots(
    slot: str, read_slots: dict[str, Any], label_slots: dict[str, object], right: bool | None
) -> None:
    assert slot_right(slot, told(**read_slots), labelled(**label_slots)) is right


def naive_assign(events: list[Event], labels: list[Event]) -> list[tuple[int, int]]:
    """Of all pairs still free, again and again the one most alike; the first label, then the first event, of equals."""
    chosen: list[tuple[int, int]] = []
    while True:
        free = [
            (tuple(-int(n) for n in likeness(a, b)), j, i)
            for i, a in enumerate(events)
            for j, b in enumerate(labels)
            if not failed_slots(a, b) and all(i != x and j != y for x, y in chosen)
        ]
        if not free:
            return chosen
        _, j, i = min(free)
        chosen.append((i, j))


def test_matching_is_that_of_a_naive_search() -> None:
    chance = random.Random(5)

    def some() -> Event:
        killed = chance.choice([None, {"low": 3, "best": 3, "high": 3}, NUMBER])
        realis = chance.choice(["actual", "planned"])
        who = [{"role": chance.choice(["actor", "recipient"]), "actor_id": chance.choice(["a", "b"])}]
        return told(event_type=chance.choice(TYPES), killed=killed, realis=realis, participants=who)

    for _ in range(200):
        events = [some() for _ in range(chance.randrange(6))]
        labels = [{**some(), "event_type_alt": chance.sample(TYPES, 1)} for _ in range(chance.randrange(6))]
        pairs = assign(events, labels, lambda a, b: not failed_slots(a, b))  # type: ignore[arg-type]
        assert pairs == naive_assign(events, labels)  # type: ignore[arg-type]
        assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)


def test_phenomena_count_their_own_events_and_what_is_wrong_beside_them() -> None:
    labels = [{**labelled(), "tags": ["dual"]}, {**labelled(type="siege"), "tags": ["dual", "recap"]}]
    rows = score([told(), told(event_type="arrest")], labels)["by_tag"]  # type: ignore[list-item]
    assert rows["dual"] == {"gold": 2, "found": 1, "recall": 0.5, "read": 2, "precision": 0.5}
    assert rows["recap"] == {"gold": 1, "found": 0, "recall": 0.0, "read": 1, "precision": 0.0}


def test_right_events_with_a_wrong_slot_are_listed() -> None:
    (item,) = score([told(killed=NUMBER)], [labelled(recipient={"الجيش": "turkey_military"})])["differences"]
    assert item["differs_in"] == ["killed", "roles"]


# --- figures of a telling -----------------------------------------------------------------------------------------
def with_quantities(rows: list[dict[str, Any]]) -> list[Event]:
    kept = stage("validate")[0]
    first = kept["event_mentions"].to_pylist()[0]["mention_id"]
    base = {"mention_id": first, "as_written": "", "rule_id": "test"}
    quantities = tables.from_rows("quantities", [{**base, **row} for row in rows])
    registry = {"places": tables.from_rows("places", PLACES), "actors": tables.from_rows("actors", ACTORS)}
    return tellings({**kept, **registry, "quantities": quantities})


def count(what: str, low: int, best: int | None, high: int | None, start: int, end: int) -> dict[str, Any]:
    return {"what": what, "low": low, "best": best, "high": high, "start": start, "end": end}


def test_the_killed_of_two_groups_are_summed() -> None:
    events = with_quantities([count("killed", 43, 43, 43, 0, 2), count("killed", 5, 5, 5, 4, 6)])
    assert {event["killed"]["best"] for event in events if event["killed"]} == {48}


def test_a_total_is_not_added_to_its_parts() -> None:
    parts = [count("killed", 2, 2, 2, 0, 2), count("killed", 3, 3, 3, 4, 6)]
    events = with_quantities([count("killed", 5, 5, 5, 0, 6), *parts])
    assert {event["killed"]["best"] for event in events if event["killed"]} == {5}


def test_of_other_things_the_largest_counts() -> None:
    events = with_quantities([count("vehicles", 2, 2, 2, 0, 2), count("vehicles", 7, 7, 7, 4, 6)])
    assert {event["figures"]["vehicles"]["best"] for event in events if event["figures"]} == {7}


# --- results and page ---------------------------------------------------------------------------------------------
def test_of_the_test_half_only_figures_are_shown() -> None:
    found = run(nothing_read(), reports(), EvaluateOptions())
    assert [item["event"]["report"] for item in found["dev"]["misses"]] == [DEV]
    assert "misses" not in found["test"]
    assert found["test"]["recall"] == 0.0
    shown = run(nothing_read(), reports(), EvaluateOptions(show_test=True))
    assert [item["event"]["report"] for item in shown["test"]["misses"]] == [TEST]


def test_reports_the_dataset_lacks_are_named() -> None:
    found = run(nothing_read(), reports(), EvaluateOptions())
    assert found["dev"]["absent"] == sorted([DEV, named("quiet", "dev")])
    assert found["dev"]["negative_reports"] == 1
    assert any(DEV in line for line in lines(found))


class Tags(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_shows_misses_beside_their_sentence_and_escapes_it() -> None:
    html = render(run(nothing_read(), reports(tags=["dual"]), EvaluateOptions()))
    page = Tags()
    page.feed(html)
    assert "script" not in page.tags
    assert page.text.count(NASTY) == 1  # the miss of dev, not that of test
    assert "dual" in page.text
    assert render(run(nothing_read(), reports(tags=["dual"]), EvaluateOptions())) == html


def test_a_page_without_one_half_is_whole() -> None:
    only = [report for report in reports() if report.half == "test"]
    assert "dev" not in run(nothing_read(), only, EvaluateOptions())
    assert "</html>" in render(run(nothing_read(), only, EvaluateOptions()))
