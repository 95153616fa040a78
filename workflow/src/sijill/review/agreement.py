"""How far reviewers agree: Cohen's kappa (scikit-learn) for every two who judged the same events.

Unit: an event; categories: accept, reject, edit (any change of a slot or of what belongs together). Kappa is 1 for
full agreement, 0 for what chance would give (Cohen 1960); null where all labels are one, since chance is then all.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from typing import Any

Row = Mapping[str, Any]
LABELS = ("accept", "edit", "reject")


def agreement(corrections: Iterable[Row]) -> dict[str, Any]:
    """`pairs`: reviewers, events both judged, shared labels, kappa; `conflicts`: corrections of which none is followed.

    `corrections`: rows of the table `corrections`.
    """
    rows = list(corrections)
    labels = _labels(rows)
    pairs = []
    for first, second in itertools.combinations(sorted(labels), 2):
        shared = sorted(labels[first].keys() & labels[second].keys())
        if shared:
            one, two = ([labels[who][event] for event in shared] for who in (first, second))
            same = sum(a == b for a, b in zip(one, two, strict=True))
            pairs.append({"reviewers": [first, second], "events": len(shared), "same": same, "kappa": _kappa(one, two)})
    conflicts = [dict(row) for row in rows if row["status"] == "conflict"]
    return {"reviewers": sorted(labels), "pairs": pairs, "conflicts": conflicts}


def _labels(rows: list[Row]) -> dict[str, dict[str, str]]:
    """The last label each reviewer gave each event; an edit outweighs an accept."""
    found: dict[str, dict[str, str]] = {}
    for row in sorted(rows, key=lambda row: (row["made_at"], row["correction_id"])):
        event = row["event_now"]
        if event and row["status"] != "superseded":
            label = row["action"] if row["action"] in ("accept", "reject") else "edit"
            given = found.setdefault(row["reviewer"], {})
            given[event] = "edit" if label == "accept" and given.get(event) == "edit" else label
    return found


def _kappa(one: list[str], two: list[str]) -> float | None:
    if len({*one, *two}) == 1:
        return None
    from sklearn.metrics import cohen_kappa_score  # its import takes a second

    return round(float(cohen_kappa_score(one, two, labels=list(LABELS))), 4)
