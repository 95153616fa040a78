"""The odds that two tellings are one event, and the groups that take in an actor."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from deduplicate_cases import Case, places
from sijill import codebook, merging
from sijill.deduplicate.compare import Comparer
from sijill.deduplicate.registry import Actors, Places
from sijill.deduplicate.slots import Telling, read_tellings
from sijill.deduplicate.types import Types

BOOK = Path(__file__).parents[2] / "resources/codebook"
SEEN_ELSEWHERE = {"dated", "placed"}


@pytest.fixture(scope="module")
def weights() -> dict[str, int]:
    return codebook.load(BOOK).merging


def tellings() -> list[Telling]:
    """Tellings of every kind, each in a report of its own."""
    case = Case()
    kinds: list[tuple[str, dict[str, Any]]] = [
        ("shelling", {"days": "2018-02-20", "place": "douma", "actor": "regime,russia", "killed": 5}),
        ("shelling", {"days": ("2018-02-18", "2018-02-21"), "place": "rif", "actor": "regime", "recipient": "isis"}),
        ("casualty_report", {"place": "douma", "actor": "russia", "recipient": "isis", "killed": 5}),
        ("chemical_attack", {"place": "douma"}), ("air_strike", {"place": "syria", "actor": "regime,russia"}),
        ("meeting", {"participant": "regime,russia"}), ("territorial_control", {"place": "palmyra"}),
        ("air_strike", {"days": ("2018-02-01", "2018-02-28"), "realis": "planned"}),
    ]  # fmt: skip
    for number, (kind, slots) in enumerate([*kinds, *kinds]):
        case.report(f"r{number}", f"2018-02-{20 + number % 3}")
        case.mention(f"r{number}", kind, **slots)
    tables = case.tables()
    tables["sentences"] = tables["sentences"].append_column("told", [["x"] * tables["sentences"].num_rows])
    return read_tellings(tables)


def test_what_is_seen_has_a_weight_and_adds_up(weights: dict[str, int]) -> None:
    comparer = Comparer(Places(places(), 25), Actors({}, ("civilians",)), Types({"shelling": True, "air_strike": True}))
    told = tellings()
    seen = [comparer.across(a, b) for a, b in combinations(told, 2)]
    assert {mark for comparison in seen for mark in comparison.marks} - SEEN_ELSEWHERE <= weights.keys()
    weighed = replace(comparer, weights=weights)
    for a, b in combinations(told, 2):
        comparison = weighed.across(a, b)
        if not comparison.conflicts:
            assert comparison.odds == weights["base"] + sum(weights.get(mark, 0) for mark in comparison.marks)
            assert weighed.across(b, a) == comparison


def test_every_weight_is_explained() -> None:
    lines = (BOOK / "merging.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert all(len(line.split(",")) >= 4 and line.split(",")[2] for line in lines)


def test_odds_are_whole_hundredths() -> None:
    rows = [merging.Evidence("base", -2.02, "", ""), merging.Evidence("a", 0.29, "", "")]
    assert merging.odds({"a", "unknown"}, merging.hundredths(rows)) == -173


def test_a_group_takes_in_members_and_theirs() -> None:
    actors = Actors({"unit": "army"}, ("civilians",), groups={"army": ("alliance", "forces")})
    assert actors.above("unit") == {"unit", "army", "alliance", "forces"}
    assert not actors.contradict(frozenset(["unit"]), frozenset(["alliance"]))
    assert actors.contradict(frozenset(["unit"]), frozenset(["others"]))
    assert not actors.contradict(frozenset(["civilians"]), frozenset(["others"]))
    assert actors.met(frozenset(["unit", "civilians"]), frozenset(["forces", "civilians"])) == 1
