"""Confidence: the evidence of a mention, its score, and what becomes of weak readings."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.codebook import Codebook, load
from sijill.coderows import CodebookError
from sijill.confidence import TOLD_ALONE, evidence, score

CODEBOOK = Path(__file__).resolve().parents[2] / "resources" / "codebook"
Row = dict[str, Any]


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load(CODEBOOK)


def mention(**changed: Any) -> Row:
    """A raid told by a verb, with a place and a day."""
    return {
        "trigger": "قصفت", "rule_id": "v_qsf+air_strike", "event_type": "air_strike", "realis": "actual",
        "sentence_no": 1, "place_status": "resolved", "geo_precision": 1, "date_status": "anchored",
        "date_start": "2021-03-04", "date_precision": "day", "date_constraint": None, **changed,
    }  # fmt: skip


PARTS: list[Row] = [{"role": "actor", "actor_id": "russia_military"}, {"role": "recipient", "actor_id": None}]


def test_evidence_of_a_full_telling() -> None:
    assert set(evidence(mention(), "body", 9, PARTS, ["killed"])) == {
        "base", "form_verb", "told_lead", "realis_actual", "type_air_strike", "place_resolved", "day_dated", "one_day",
        "doer", "struck", "known_actor", "figure", "retyped",
    }  # fmt: skip


def test_evidence_of_a_bare_reference() -> None:
    bare = mention(
        trigger="الغارات", rule_id="n_ghara|taken_up_place|taken_up_doer", sentence_no=8, place_status="antecedent",
        geo_precision=6, date_status="none", date_start=None, date_precision="unknown",
    )  # fmt: skip
    found = evidence(bare, "body", 9, [], [])
    assert {"form_noun_definite", "told_later", "place_antecedent", "place_country", "day_none"} <= set(found)
    assert found.count("filled") == 2


def test_a_light_verb_carries_a_noun() -> None:
    carried = mention(trigger="غارات", rule_id="n_ghara|light_verb:shanna")
    assert "form_noun_carried" in evidence(carried, "body", 9, PARTS, [])


def test_a_day_is_told_without_a_publication_day_too() -> None:
    undated = mention(
        date_status="unanchored", date_start=None, date_precision="unknown", date_constraint="weekday=sunday;offset=-1"
    )
    assert {"day_dated", "one_day"} <= set(evidence(undated, "body", 9, PARTS, []))


def test_short_texts_are_told_alone() -> None:
    assert TOLD_ALONE in evidence(mention(), "headline", 2, PARTS, [])
    assert TOLD_ALONE not in evidence(mention(), "headline", 3, PARTS, [])


@given(st.dictionaries(st.sampled_from("abcdef"), st.floats(-3, 3)), st.lists(st.sampled_from("abcdefgh")))
def test_score_is_the_logistic_of_the_sum(weights: dict[str, float], found: list[str]) -> None:
    """The naive twin: odds multiplied one by one."""
    odds = 1.0
    for name in found:
        odds *= math.exp(weights.get(name, 0.0))
    assert score(found, weights) == pytest.approx(odds / (1 + odds), abs=0.0051)


def test_more_told_is_never_less_sure(codebook: Codebook) -> None:
    """With the weights in use: a known doer, somebody struck, a place and a day each raise the score."""
    bare = mention(place_status="not_stated", date_status="none", date_start=None, date_precision="unknown")
    steps = [
        evidence(bare, "body", 9, [], []),
        evidence(mention(date_status="none", date_start=None, date_precision="unknown"), "body", 9, [], []),
        evidence(mention(), "body", 9, [], []),
        evidence(mention(), "body", 9, PARTS[:1], []),
        evidence(mention(), "body", 9, PARTS, []),
    ]
    scores = [score(step, codebook.confidence) for step in steps]
    assert scores == sorted(scores) and scores[0] < 0.5 < scores[-1]


def test_a_weight_that_is_no_number_is_named(tmp_path: Path) -> None:
    for file in CODEBOOK.glob("*.csv"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "confidence.csv").write_text("evidence,weight,source\nbase,viel,me\n", encoding="utf-8")
    with pytest.raises(CodebookError, match=r"confidence\.csv line 2, column weight: 'viel' is not a number"):
        load(tmp_path)
