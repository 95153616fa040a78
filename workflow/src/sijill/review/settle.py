"""Which corrections stand: found again, still about what the reviewer saw, and not contradicted by another reviewer.

What stands is `applied`; the others say in `status` and `reason` why they are not: superseded (the same reviewer said
otherwise later), conflict (two reviewers disagree: neither is followed until they do), no_longer_applies (the event or
the value is not what it was), already_so (the reading has become what the correction wanted).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sijill.review import slots
from sijill.review.state import Row, State


def settled(corrections: Iterable[Mapping[str, Any]], state: State) -> list[Row]:
    """The corrections in the order they were made, each with `event_now`, `found`, `status` and `reason`."""
    rows: list[Row] = [{**row, "event_now": None, "found": None, "status": None, "reason": None} for row in corrections]
    if not rows:
        return []
    assert state.rows
    rows.sort(key=lambda row: (row["made_at"], row["reviewer"], row["correction_id"]))
    for row in rows:
        _locate(row, state)
    _verdicts(rows)
    _values(rows)
    merged = {row["other"] for row in rows if row["status"] is None and row["action"] == "merge"}
    for row in rows:
        if row["event_now"] in merged and row["action"] in ("edit", "split"):
            _close(row, "no_longer_applies", "merged")
        elif row["status"] is None:
            _compare(row, state)
        row["status"] = row["status"] or "applied"
    return rows


def _close(row: Row, status: str, reason: str) -> None:
    if row["status"] is None:
        row["status"], row["reason"] = status, reason


def _locate(row: Row, state: State) -> None:
    """Find the event, and what else the correction names."""
    if row["action"] == "alias":
        known = state.codebook.actors if row["slot"] == "actor" else state.lookups.places
        if row["after"] not in known:
            _close(row, "no_longer_applies", f"unknown_{row['slot']}")
        return
    row["event_now"] = state.event_of(row["event_id"], row["mention_id"])
    if row["event_now"] is None:
        _close(row, "no_longer_applies", "event_gone")
    elif row["action"] == "merge":
        row["other"] = state.event_of(row["after"], row["target"])
        if row["other"] is None:
            _close(row, "no_longer_applies", "event_gone")
        elif row["other"] == row["event_now"]:
            _close(row, "already_so", "one_event")


def judged(row: Row) -> list[str]:
    """The events that a correction takes for real, or for wrong."""
    return [event for event in (row["event_now"], row.get("other")) if event]


def _verdicts(rows: list[Row]) -> None:
    """An event is kept or rejected: the last word of each reviewer counts, and all must agree."""
    events: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row["status"] is None:
            for event in judged(row):
                events[event][row["reviewer"]].append(row)
    for by_reviewer in events.values():
        last_words = []
        for given in by_reviewer.values():
            reject = given[-1]["action"] == "reject"
            last_words += [row for row in given if (row["action"] == "reject") == reject]
            for row in given:
                if (row["action"] == "reject") != reject:
                    _close(row, "superseded", "kept_later" if row["action"] == "reject" else "rejected_later")
        if len({row["action"] == "reject" for row in last_words}) > 1:
            for row in last_words:
                _close(row, "conflict", "kept_and_rejected")


def _key(row: Row) -> tuple[str, ...] | None:
    """What a correction decides: two that decide the same thing differently contradict each other."""
    if row["action"] == "edit":
        return "edit", row["event_now"], row["slot"], row["target"]
    if row["action"] == "alias":
        return "alias", row["slot"], row["target"]
    if row["action"] == "split":
        return "split", row["event_now"]
    return None


def _values(rows: list[Row]) -> None:
    """Of one reviewer the last value counts; values of several reviewers must be the same."""
    decisions: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        if row["status"] is None and (key := _key(row)):
            decisions[key].append(row)
    for given in decisions.values():
        last = {row["reviewer"]: row for row in given}
        for row in given:
            if row is not last[row["reviewer"]]:
                _close(row, "superseded", "said_otherwise_later")
        if len({_value(row) for row in last.values()}) > 1:
            for row in last.values():
                _close(row, "conflict", "reviewers_disagree")


def _value(row: Row) -> str:
    return row["target"] if row["action"] == "split" else row["after"]


def _compare(row: Row, state: State) -> None:
    """Hold a correction against what is read now."""
    if row["action"] == "split":
        mentions = set(row["target"].split())
        own = {one["mention_id"] for one in state.rows["event_mentions"] if one["event_id"] == row["event_now"]}
        if not mentions <= own or mentions == own:
            _close(row, "no_longer_applies", "mentions_gone" if not mentions <= own else "whole_event")
        return
    if row["action"] != "edit":
        return
    if problem := slots.fault(row["slot"], row["after"], state):
        _close(row, "no_longer_applies", problem)
    elif row["slot"] in ("actor", "role"):
        found = state.participants.get(row["target"])
        if found is None:
            _close(row, "no_longer_applies", "participant_gone")
        else:
            _match(row, str(found["actor_id" if row["slot"] == "actor" else "role"] or ""))
    else:
        _match(row, slots.told(state.events[row["event_now"]], row["slot"]))


def _match(row: Row, now: str) -> None:
    row["found"] = now
    if now == row["after"]:
        _close(row, "already_so", "read_so")
    elif now != row["before"]:
        _close(row, "no_longer_applies", "value_changed")
