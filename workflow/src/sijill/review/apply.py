"""Carries out the corrections that stand. Splits come first, then merges, edits, rejections; nothing else changes."""

from __future__ import annotations

from collections import defaultdict

from sijill.event_rows import event_row
from sijill.ids import digest
from sijill.review import slots
from sijill.review.state import Row, State

CHILDREN = ("participants", "quantities", "attributions")
SYMMETRIC = ("possible_same", "conflicts_with")


def carried_out(rows: list[Row], state: State) -> list[Row]:
    """Change the state's rows as the corrections say. Returns the rows of `rejected`."""
    standing = [row for row in rows if row["status"] == "applied"]
    new_ids = _split(standing, state)
    merged = _merge(standing, state)
    rejected = _reject(standing, state)
    _participants(standing, state)
    _tell_events(rows, state, {*new_ids, *merged.values()}, merged)
    _links(state, merged)
    return rejected


def _split(rows: list[Row], state: State) -> list[str]:
    """Give the mentions that are another event an id of their own; the others keep theirs."""
    made = []
    for row in rows:
        if row["action"] != "split":
            continue
        mentions = sorted(row["target"].split())
        new = digest("e", "split", row["event_now"], mentions[0])
        for mention in mentions:
            state.mentions[mention]["event_id"] = new
        made += [new, row["event_now"]]
    return made


def _merge(rows: list[Row], state: State) -> dict[str, str]:
    """Tie the mentions of events that are one to the event named first. Returns the ids that went, with the new one."""
    became: dict[str, str] = {}

    def root(event: str) -> str:
        while event in became:
            event = became[event]
        return event

    for row in rows:
        if row["action"] == "merge" and root(row["event_now"]) != root(row["other"]):
            became[root(row["other"])] = root(row["event_now"])
    moved = {event: root(event) for event in became}
    for mention in state.rows["event_mentions"]:
        mention["event_id"] = moved.get(mention["event_id"], mention["event_id"])
    return moved


def _reject(rows: list[Row], state: State) -> list[Row]:
    """Take out the rejected events with their mentions and all that hangs on these."""
    why = {row["event_now"]: f"{row['why']} ({row['reviewer']})" for row in rows if row["action"] == "reject"}
    gone = {row["mention_id"]: row for row in state.rows["event_mentions"] if row["event_id"] in why}
    for name in ("event_mentions", *CHILDREN):
        state.rows[name][:] = [row for row in state.rows[name] if row["mention_id"] not in gone]
    return [
        {
            "stage": "review", "mention_id": mention, "report_id": row["report_id"], "reason": "rejected_by_reviewer",
            "detail": f"Event {row['event_id']}: {why[row['event_id']]}",
        }
        for mention, row in sorted(gone.items())
    ]  # fmt: skip


def _participants(rows: list[Row], state: State) -> None:
    """Tie participants to other actors, give them other roles or take them out; `rule_id` names the correction."""
    out = []
    for row in rows:
        if row["action"] == "edit" and row["slot"] in ("actor", "role"):
            found = state.participants[row["target"]]
            if row["slot"] == "actor":
                found["actor_id"] = row["after"] or None
            elif row["after"]:
                found["role"] = row["after"]
            else:
                out.append(id(found))
            found["rule_id"] = f"review:{row['correction_id']}"
    state.rows["participants"][:] = [row for row in state.rows["participants"] if id(row) not in out]


def _tell_events(rows: list[Row], state: State, restructured: set[str], merged: dict[str, str]) -> None:
    """Write the rows of the events anew where their mentions or slots changed, and what reviewers said of them."""
    edits: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        if row["status"] == "applied" and row["action"] == "edit" and row["slot"] not in ("actor", "role"):
            edits[_now(row["event_now"], merged)][row["slot"]] = row["after"]
    members = state.members()
    status = _review_status(rows, merged)
    told = []
    for event in sorted(members):
        if event not in state.events or event in restructured or edits[event].keys() & set(slots.READ_ANEW):
            over = {slot: edits[event][slot] for slot in slots.READ_ANEW if slot in edits[event]}
            row = {**event_row([{**mention, **over} for mention in members[event]], state.lookups), "event_id": event}
        else:
            row = state.events[event]
        for slot, value in edits[event].items():
            row = {**row, **slots.changes(slot, value, state)}
        if edits[event]:
            row = slots.without_counts(row)
        told.append({**row, "review_status": "edited" if event in restructured else status.get(event, "unreviewed")})
    state.rows["events"][:] = told


def _now(event: str, merged: dict[str, str]) -> str:
    return merged.get(event, event)


def _review_status(rows: list[Row], merged: dict[str, str]) -> dict[str, str]:
    """conflict before edited before accepted."""
    found: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: (row["status"] == "conflict", row["action"] != "accept")):
        for event in (row["event_now"], row.get("other")):
            if event and row["status"] in ("applied", "already_so"):
                found[_now(event, merged)] = "accepted" if row["action"] == "accept" else "edited"
            elif event and row["status"] == "conflict":
                found[_now(event, merged)] = "conflict"
    return found


def _links(state: State, merged: dict[str, str]) -> None:
    """Links follow merged events; those to events that went, or from an event to itself, go."""
    events = {row["event_id"] for row in state.rows["events"]}
    kept: dict[tuple[str, str, str], Row] = {}
    for link in state.rows["event_links"]:
        first, second = (_now(link[name], merged) for name in ("event_id_a", "event_id_b"))
        if link["kind"] in SYMMETRIC:
            first, second = sorted((first, second))
        if first != second and {first, second} <= events:
            kept.setdefault((first, second, link["kind"]), {**link, "event_id_a": first, "event_id_b": second})
    state.rows["event_links"][:] = list(kept.values())
