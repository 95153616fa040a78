"""The scorer: what agrees, what does not, and that the figures are those of a naive count."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from sijill.evaluate import Event, score
from sijill.evaluate.match import failed_slots, figures_agree

SHARED = Path(__file__).resolve().parents[3] / "shared"


def event(**slots: object) -> Event:
    base: Event = {
        "key": "k",
        "report": "r",
        "event_type": "shelling",
        "realis": "actual",
        "core": True,
        "participants": [{"role": "actor", "names": ["Turkish Armed Forces"], "surface": "الجيش التركي"}],
        "places": [{"names": ["Tall Tamr"], "admin1": "Al-Hasakah", "country": "SY", "surface": "تل تمر"}],
        "date_start": "2021-06-12",
        "date_end": "2021-06-12",
    }
    return {**base, **slots}  # type: ignore[typeddict-item]


@pytest.mark.parametrize(
    ("slots", "failed"),
    [
        ({}, []),
        ({"event_type": "air_strike"}, ["type"]),
        ({"participants": [{"role": "recipient", "names": ["Turkey"]}]}, []),
        ({"participants": [{"role": "actor", "names": ["Russia"]}]}, ["actor"]),
        ({"participants": []}, ["actor"]),
        ({"places": [{"names": ["Al Qamishli"], "admin1": "Al Hasakah", "country": "SY"}]}, []),
        ({"places": [{"names": ["Aleppo"], "admin1": "Aleppo", "country": "SY"}]}, ["place"]),
        ({"places": [{"names": ["Syria"], "admin1": None, "country": "SY"}]}, ["place"]),
        ({"places": []}, ["place"]),
        ({"date_start": "2021-06-10", "date_end": "2021-06-12"}, []),
        ({"date_start": "2021-06-13", "date_end": "2021-06-13"}, ["time"]),
        ({"date_start": None, "date_end": None}, ["time"]),
    ],
)
def test_slots(slots: dict[str, object], failed: list[str]) -> None:
    assert failed_slots(event(**slots), event()) == failed


def test_country_level_label_takes_places_inside() -> None:
    label = event(places=[{"names": ["Syria"], "admin1": None, "country": "Syria"}])
    assert failed_slots(event(), label) == []
    assert failed_slots(event(places=[{"names": ["Mosul"], "admin1": "Nineveh", "country": "IQ"}]), label) == ["place"]


def test_unanchored_label_compares_constraints() -> None:
    label = event(date_start=None, date_end=None, date_constraint="weekday=sunday")
    same = event(date_start=None, date_end=None, date_constraint="offset=-1;weekday=sunday")
    other = event(date_start=None, date_end=None, date_constraint="weekday=monday")
    assert failed_slots(same, label) == []
    assert failed_slots(other, label) == failed_slots(event(), label) == ["time"]


def test_vague_figures_compare_by_lowest() -> None:
    assert figures_agree({"low": 20, "best": None, "high": 99}, {"low": 20, "best": None, "high": 90})
    assert not figures_agree({"low": 7, "best": 7, "high": 7}, {"low": 12, "best": 12, "high": 12})
    assert not figures_agree(None, {"low": 7, "best": 7, "high": 7})


def test_counts() -> None:
    gold = [
        event(key="g1"),
        event(key="g2", event_type="air_strike"),
        event(key="g3", event_type="ambush", core=False, places=[]),
    ]
    read = [
        event(key="right"),
        event(key="again"),
        event(key="wrong", event_type="arrest"),
        event(key="context", event_type="ambush"),
        event(key="feared", event_type="abduction", realis="hypothetical"),
    ]
    result = score(read, gold)
    assert result["counts"] == {
        "background": 1, "false_alarms": 1, "matches": 1, "misses": 1, "neutral": 1, "repeated": 1,
    }  # fmt: skip
    assert (result["precision"], result["recall"], result["f1"]) == (0.5, 0.5, 0.5)
    assert result["precision_strict"] == 0.3333
    assert result["misses"][0]["event"]["key"] == "g2"


def test_unknown_slots_can_be_forgiven() -> None:
    assert score([event(places=[])], [event()])["recall"] == 0.0
    assert score([event(places=[])], [event()], forgive_unknown=True)["recall"] == 1.0
    other = event(date_start="2021-06-20", date_end="2021-06-20")
    assert score([other], [event()], forgive_unknown=True)["recall"] == 0.0


def test_roles_and_figures_over_matches() -> None:
    label = event(killed={"low": 7, "best": 7, "high": 7}, sources=["medical"])
    read = event(
        killed={"low": 12, "best": 12, "high": 12},
        sources=["medical"],
        participants=[{"role": "recipient", "names": ["Turkey"]}],
    )
    slots = score([read], [label])["slots"]
    assert slots["roles"] == {"share": 0.0, "n": 1}
    assert slots["killed"] == {"share": 0.0, "n": 1}
    assert slots["source"] == {"share": 1.0, "n": 1}


def test_order_of_input_is_of_no_matter() -> None:
    gold = [event(key=f"g{n}", event_type=t) for n, t in enumerate(("shelling", "air_strike", "shelling", "ambush"))]
    read = [event(key=f"e{n}", event_type=t) for n, t in enumerate(("shelling", "shelling", "arrest", "air_strike"))]
    first = score(read, gold)
    shuffled = list(read)
    random.Random(3).shuffle(shuffled)
    assert score(shuffled, gold[::-1])["counts"] == first["counts"]


@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="reference labels are not beside the checkout")
def test_labels_agree_with_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).resolve().parents[1] / "bench"))
    from gold import from_label

    lines = (SHARED / "gold" / "ant_dev" / "events.jsonl").read_text(encoding="utf-8").splitlines()
    labels = [from_label(a["docno"], n, label) for a in map(json.loads, lines) for n, label in enumerate(a["events"])]
    result = score([label for label in labels if label["core"]], labels)
    assert result["precision"] == result["recall"] == 1.0
    moved = [{**label, "report": f"other {label['report']}"} for label in labels]
    assert score(moved, labels)["counts"]["matches"] == 0
