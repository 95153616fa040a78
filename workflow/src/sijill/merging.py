"""What speaks for two tellings being one event, and how much: the rows of merging.csv and memberships.csv.

The weights are those of a logistic regression on labelled pairs (`tests/bench/fit_merging.py`): the odds of every pair
can be added up by hand. They are added up in hundredths, whole numbers, so that their order changes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated

from sijill.coderows import Refers

KEY = ("evidence",)
MEMBERSHIP_KEY = ("member", "group")
BASE = "base"  # counts for every pair


@dataclass(frozen=True)
class Evidence:
    """A thing that comparing may see of two tellings, and what it adds to the log-odds that they are one."""

    evidence: str
    weight: float
    meaning: str
    source: str


@dataclass(frozen=True)
class Membership:
    """An actor that a group takes in besides those whose parent it is: reports name either for the same act."""

    member: Annotated[str, Refers("actors")]
    group: Annotated[str, Refers("actors")]
    source: str


def odds(marks: Collection[str], weights: Mapping[str, int]) -> int:
    """Hundredths of the log-odds that two tellings are one event; what has no weight counts nothing."""
    return weights.get(BASE, 0) + sum(weights.get(mark, 0) for mark in marks)


def hundredths(rows: Iterable[Evidence]) -> dict[str, int]:
    """The weight of each evidence in hundredths."""
    return {row.evidence: round(100 * row.weight) for row in rows}


def groups(rows: Iterable[Membership]) -> dict[str, tuple[str, ...]]:
    """The groups that take in each member."""
    found: dict[str, tuple[str, ...]] = {}
    for row in rows:
        found[row.member] = (*found.get(row.member, ()), row.group)
    return found
