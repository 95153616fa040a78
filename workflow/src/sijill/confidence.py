"""How sure a reading is: what the rules saw of a mention, and the weight of each thing seen.

The weights are those of a logistic regression on labelled reports (`tests/bench/fit_confidence.py`); they stand in
`resources/codebook/confidence.csv`, so the score of every row can be added up by hand.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import exp
from typing import Any

KEY = ("evidence",)
BASE = "base"  # counts for every mention
FORMS = {"n": "noun", "v": "verb", "p": "phrase"}  # first letter of a trigger's id
FILLED = ("taken_up_", "place_of_", "day_of_")  # rules that fill a slot from another sentence
GATHERINGS = frozenset(("protest", "riot"))  # of which the word itself says who does it: demonstrators
ACTING, STRUCK = frozenset(("actor", "participant")), frozenset(("recipient", "victim"))
FIGURES = frozenset(("killed", "wounded", "detained"))
LEAD, EARLY = 2, 5  # numbers of the last sentences of a report's lead and opening
ALONE, TOLD_ALONE = 2, "told_alone"  # sentences of a text without context, where the floor does not hold (decision 17)
COUNTRY, AREAS = 6, (4, 5)  # UCDP where_prec
ARTICLE = ("ال", "لل")
# Types of which a report mostly tells no place: that none is told says nothing against them
PLACELESS = frozenset(("statement", "meeting", "agreement_truce", "arms_supply", "joint_body_formed", "alert_posture"))
ONE_DAY = re.compile("(?:weekday|offset|day)=")  # parts of a constraint that a single day meets
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Weight:
    """A thing that a rule may see of a mention, and what it adds to the log-odds that the row is right."""

    evidence: str
    weight: float
    source: str


def evidence(
    mention: Row, sentence_role: str, sentences: int, parts: Collection[Row], counted: Iterable[str]
) -> tuple[str, ...]:
    """What was seen of a mention, by the names of confidence.csv; what was filled from elsewhere once for each slot.

    `mention`, `parts`: rows of event_mentions and participants; `counted`: the `what` of its quantities; `sentences`:
    how many its report has: no other sentence tells the place and day of what is told alone.
    """
    roles = {part["role"] for part in parts}
    sides = {part["actor_id"] for part in parts if part["role"] == "participant" and part["actor_id"]}
    seen = (
        ("doer", bool(roles & ACTING) or mention["event_type"] in GATHERINGS),
        ("struck", bool(roles & STRUCK) or len(sides) > 1),  # of talks and clashes, the other side
        ("known_actor", any(part["actor_id"] for part in parts)),
        ("figure", not FIGURES.isdisjoint(counted)),
        ("retyped", "+" in mention["rule_id"].partition("|")[0]),
    )
    return (
        BASE,
        f"form_{_form(mention)}",
        f"realis_{mention['realis']}",
        f"type_{mention['event_type']}",
        *(name for name, holds in seen if holds),
        TOLD_ALONE if sentences <= ALONE else f"told_{_where_told(mention['sentence_no'], sentence_role)}",
        *_where_and_when(mention),
    )


def _where_and_when(mention: Row) -> Iterable[str]:
    """What is known of its place and day."""
    unasked = mention["place_status"] == "not_stated" and mention["event_type"] in PLACELESS
    yield "place_unasked" if unasked else f"place_{mention['place_status']}"
    yield f"day_{_day(mention)}"
    if mention["geo_precision"] == COUNTRY or mention["geo_precision"] in AREAS:
        yield "place_country" if mention["geo_precision"] == COUNTRY else "place_area"
    if mention["date_precision"] == "day" or (
        _unanchored(mention) and ONE_DAY.search(mention["date_constraint"] or "")
    ):
        yield "one_day"
    yield from ("filled" for rule in mention["rule_id"].split("|") if rule.startswith(FILLED))


def _form(mention: Row) -> str:
    """The word that tells it: verb, noun or phrase; «ال», which may only refer to it; a light verb, which tells it."""
    rules = mention["rule_id"].split("|")
    form = FORMS.get(rules[0][:1], "phrase")
    definite = "_definite" if form != "verb" and mention["trigger"].startswith(ARTICLE) else ""
    return form + definite + ("_carried" if any(rule.startswith("light_verb:") for rule in rules) else "")


def _where_told(number: int, role: str) -> str:
    if role == "headline":
        return "headline"
    return "lead" if number <= LEAD else "opening" if number <= EARLY else "later"


def _day(mention: Row) -> str:
    if mention["date_status"] == "none":
        return "none"
    return "dated" if mention["date_start"] or _unanchored(mention) else "constraint"


def _unanchored(mention: Row) -> bool:
    """«أمس الأحد» tells its day as well where the report has none to count from."""
    return bool(mention["date_status"] == "unanchored")


def score(found: Iterable[str], weights: Mapping[str, float]) -> float:
    """The probability that a mention read so is right, to two places; evidence without a weight counts nothing."""
    return round(1 / (1 + exp(-sum(weights.get(name, 0.0) for name in found))), 2)
