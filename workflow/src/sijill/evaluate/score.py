"""Scores events read by the chain against events labelled by people. Pure: dicts in, a dict of figures and lists out.

A read event is right when it agrees with a labelled event of the same report in type, actor, place and time
(`match.py`). Each labelled event takes at most one read event and the other way round (the pair that agrees in most
else first). Core events are what must be found. A read event that agrees with a background event (recaps, context; a
missing place or day forgiven) is neither right nor wrong, nor is one that only asserts what is hypothetical, negated
or generic. A second reading of a labelled event already found is `repeated`: neutral in `precision`, wrong in
`precision_strict`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sijill.evaluate.match import Agreement, Event, assign, failed_slots, forgiving_agrees, shared_roles
from sijill.evaluate.slots import SLOT_TESTS, slot_right

COUNTED = ("actual", "ongoing", "planned")
KINDS = ("matches", "misses", "false_alarms", "repeated", "background", "neutral")


def _by_report(events: Iterable[Event]) -> dict[str, list[Event]]:
    grouped: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        grouped[event["report"]].append(event)
    return grouped


def _nearest(event: Event, others: Sequence[Event], read_first: bool) -> dict[str, Any] | None:
    """The event that comes closest to one left over, with the slots in which they differ."""
    if not others:
        return None
    failed = [
        (failed_slots(event, other) if read_first else failed_slots(other, event), n) for n, other in enumerate(others)
    ]
    slots, n = min(failed, key=lambda item: ("type" in item[0], len(item[0]), item[1]))
    return {"differs_in": slots, "event": others[n]}


def _agrees(read: Event, gold: Event) -> bool:
    return not failed_slots(read, gold)


def judge_report(read: list[Event], gold: list[Event], agrees: Agreement = _agrees) -> dict[str, list[Any]]:
    """Sorts one report's read and labelled events into matches, misses, false alarms and what counts neither way."""
    core = [g for g in gold if g.get("core", True)]
    background = [g for g in gold if not g.get("core", True)]
    pairs = assign(read, core, agrees)
    taken = {i for i, _ in pairs}
    out: dict[str, list[Any]] = {name: [] for name in KINDS}
    out["matches"] = [(read[i], core[j]) for i, j in pairs]
    for i, event in enumerate(read):
        if i in taken:
            continue
        if any(agrees(event, g) for g in core):
            out["repeated"].append(event)
        elif any(forgiving_agrees(event, g) for g in background):
            out["background"].append(event)
        elif event.get("realis", "actual") not in COUNTED:
            out["neutral"].append(event)
        else:
            out["false_alarms"].append({"event": event, "nearest": _nearest(event, gold, read_first=True)})
    found = {j for _, j in pairs}
    out["misses"] = [
        {"event": g, "nearest": _nearest(g, read, read_first=False)} for j, g in enumerate(core) if j not in found
    ]
    return out


def _share(part: float, whole: float) -> float | None:
    return round(part / whole, 4) if whole else None


def _f1(precision: float | None, recall: float | None) -> float | None:
    return round(2 * precision * recall / (precision + recall), 4) if precision and recall else None


def _slot_figures(matches: list[tuple[Event, Event]]) -> dict[str, Any]:
    """Accuracy of each further slot over the matched events, with the number of cases it was tested on."""
    roles = [shared_roles(a, b) for a, b in matches]
    found = sum(f for _, f in roles)
    named = sum(len(b.get("participants", [])) for _, b in matches)
    figures: dict[str, Any] = {
        "roles": {"share": _share(sum(r for r, _ in roles), found), "n": found},
        "participants_found": {"share": _share(found, named), "n": named},
    }
    for name in SLOT_TESTS:
        oks = [ok for a, b in matches if (ok := slot_right(name, a, b)) is not None]
        figures[name] = {"share": _share(sum(oks), len(oks)), "n": len(oks)}
    return figures


def _differences(matches: list[tuple[Event, Event]]) -> list[dict[str, Any]]:
    """The matched events that differ in a further slot, or in the role of a participant both name."""
    found = []
    for a, b in matches:
        wrong = [name for name in SLOT_TESTS if slot_right(name, a, b) is False]
        right, shared = shared_roles(a, b)
        if wrong or right < shared:
            found.append({"differs_in": [*wrong, *(["roles"] if right < shared else [])], "event": b, "read": a})
    return found


def _type_figures(judged: dict[str, list[Any]]) -> dict[str, dict[str, Any]]:
    found = Counter(g["event_type"] for _, g in judged["matches"])
    missed = Counter(m["event"]["event_type"] for m in judged["misses"])
    wrong = Counter(f["event"]["event_type"] for f in judged["false_alarms"])
    right = Counter(r["event_type"] for r, _ in judged["matches"])
    return _table(found, missed, right, wrong)


def _tag_figures(judged: dict[str, list[Any]], gold_by: dict[str, list[Event]]) -> dict[str, dict[str, Any]]:
    """By phenomenon: labelled events that have its tag, and what was read wrongly in reports where any has it."""
    tags_of = {report: {tag for event in events for tag in event.get("tags", ())} for report, events in gold_by.items()}
    found = Counter(tag for _, g in judged["matches"] for tag in set(g.get("tags", ())))
    missed = Counter(tag for m in judged["misses"] for tag in set(m["event"].get("tags", ())))
    wrong = Counter(tag for f in judged["false_alarms"] for tag in tags_of.get(f["event"]["report"], ()))
    return _table(found, missed, found, wrong)


def _table(found: Counter[str], missed: Counter[str], right: Counter[str], wrong: Counter[str]) -> dict[str, Any]:
    return {
        name: {
            "gold": found[name] + missed[name],
            "found": found[name],
            "recall": _share(found[name], found[name] + missed[name]),
            "read": right[name] + wrong[name],
            "precision": _share(right[name], right[name] + wrong[name]),
        }
        for name in sorted({*found, *missed, *wrong, *right})
    }


def score(events: Iterable[Event], gold: Iterable[Event], forgive_unknown: bool = False) -> dict[str, Any]:
    """Figures and lists for read events against labelled ones (see the module's head for the rules).

    With `forgive_unknown`, a place or day unknown on one side only does not stand against core events either.
    Shares are None where there is nothing to measure. `misses` and `false_alarms` hold the event and the nearest event
    of the other side with the slots in which they differ.
    """
    agrees = forgiving_agrees if forgive_unknown else _agrees
    read_by, gold_by = _by_report(events), _by_report(gold)
    judged: dict[str, list[Any]] = defaultdict(list)
    for report in sorted({*read_by, *gold_by}):
        for name, items in judge_report(read_by.get(report, []), gold_by.get(report, []), agrees).items():
            judged[name] += items
    right, wrong = len(judged["matches"]), len(judged["false_alarms"])
    precision = _share(right, right + wrong)
    recall = _share(right, right + len(judged["misses"]))
    return {
        "counts": {name: len(judged[name]) for name in sorted(judged)},
        "precision": precision,
        "precision_strict": _share(right, right + wrong + len(judged["repeated"])),
        "recall": recall,
        "f1": _f1(precision, recall),
        "slots": _slot_figures(judged["matches"]),
        "by_type": _type_figures(judged),
        "by_tag": _tag_figures(judged, gold_by),
        **{name: judged[name] for name in ("matches", "misses", "false_alarms", "repeated")},
        "differences": _differences(judged["matches"]),
    }
