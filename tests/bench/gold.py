"""What the benchmark scripts share: reading an export, turning foreign labels into events, printing a score."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pyarrow as pa

from sijill.evaluate import Event, score, tellings
from sijill.verbs.files import gather

SHARED = Path(__file__).resolve().parents[3] / "shared"
# Kinds of source in the labels → kinds in `attributions` that say the same.
SOURCE_KINDS = {
    "expert": ["person"], "social": ["social_media"], "media": ["media", "agency"], "local": ["local", "anonymous"],
    "official": ["official", "medical", "anonymous"], "party": ["party"],
}  # fmt: skip


def read_export(folder: Path) -> dict[str, pa.Table]:
    """The tables of an export folder that exist, by name, each as its schema says."""
    found = gather([folder])
    if "event_mentions" not in found or "reports" not in found:
        raise SystemExit(f"{folder} holds no reports.parquet and event_mentions.parquet: give the folder of an export.")
    if "places" not in found:
        print(f"{folder} holds no places.parquet: places are compared by their words alone.")
    return found


def half_of(record: str) -> str:
    """`work` (misses may be looked at) or `score` (never), by hash of the record's own id."""
    return "work" if int(hashlib.sha256(record.encode()).hexdigest(), 16) % 2 == 0 else "score"


def from_label(record: str, number: int, label: dict[str, Any]) -> Event:
    """A labelled event of `gold/ant_dev` as an event that `score` compares."""
    place = label["place"]
    sources = [kind for s in label["sources"] if s["level"] == 1 for kind in SOURCE_KINDS.get(s["kind"], [s["kind"]])]
    return Event(
        key=f"{record}#{number}",
        report=record,
        event_type=label["event_type"],
        event_type_alt=label.get("event_type_alt") or [],
        realis=label["realis"],
        core=label["core"],
        participants=[
            {"role": p["role"], "names": [n for n in (p["name_en"], p["name_ar"]) if n], "surface": p["surface"]}
            for p in label["participants"]
        ],
        places=[{**place, "names": [place["name_en"]]}] if place else [],
        date_start=label["date_start"],
        date_end=label["date_end"],
        killed=label["killed"],
        wounded=label["wounded"],
        sources=sources,
        text=label["evidence"],
    )


def figures(result: dict[str, Any]) -> str:
    """The figures of a score, for people: totals, slots, types."""
    lines = [f"{name}: {result[name]}" for name in ("precision", "precision_strict", "recall", "f1")]
    lines.append("counts: " + ", ".join(f"{name} {n}" for name, n in result["counts"].items()))
    lines += [f"  {name:<20} {slot['share']}  (n={slot['n']})" for name, slot in result["slots"].items()]
    lines.append(f"{'type':<24}{'gold':>6}{'found':>7}{'recall':>8}{'read':>6}{'prec.':>8}")
    for name, row in result["by_type"].items():
        recall, precision = ("–" if row[k] is None else f"{row[k]:.2f}" for k in ("recall", "precision"))
        lines.append(f"{name:<24}{row['gold']:>6}{row['found']:>7}{recall:>8}{row['read']:>6}{precision:>8}")
    return "\n".join(lines)


def _who(event: Event) -> str:
    return ", ".join(
        f"{p['role']}={p.get('surface') or (p.get('names') or ['?'])[0]}" for p in event.get("participants", [])
    )


def brief(event: Event) -> str:
    """One event in one line."""
    places = " / ".join(p.get("surface") or (p.get("names") or ["?"])[0] for p in event.get("places", []))
    days = f"{event.get('date_start')}..{event.get('date_end')} {event.get('date_constraint') or ''}".strip()
    text = " ".join((event.get("text") or "").split())[:110]
    return f"{event['event_type']} [{event.get('realis')}] ({_who(event)}) @ {places or '–'} | {days} | {text}"


def leftovers(result: dict[str, Any], kind: str) -> str:
    """Misses or false alarms, each with the nearest event of the other side and the slots in which they differ."""
    lines = [f"== {kind} ({len(result[kind])})"]
    for item in result[kind]:
        lines.append(f"- {item['event']['report']}: {brief(item['event'])}")
        if nearest := item["nearest"]:
            slots = ", ".join(nearest["differs_in"]) or "nothing (taken)"
            lines.append(f"    nearest differs in {slots}: {brief(nearest['event'])}")
    return "\n".join(lines)


Twins = dict[str, list[str]]


def compare(
    folder: Path, gold: list[Event], reports: set[str], show: bool, out: Path | None, twins: Twins | None = None
) -> dict[str, Any]:
    """Scores an export on the given reports, prints the figures (and leftovers if `show`), writes JSON if asked.

    `twins` names, for a report, the records of the same text: where deduplication kept one of those in its place, the
    events read from that one are scored.
    """
    tables = read_export(folder)
    have = set(tables["reports"]["record_id"].to_pylist())
    stands_for = {r: next((t for t in (r, *(twins or {}).get(r, [])) if t in have), None) for r in sorted(reports)}
    if missing := [report for report, record in stands_for.items() if record is None]:
        print(f"{len(missing)} of {len(reports)} labelled reports are not in the export: {', '.join(missing)}")
    by_record = defaultdict(list)
    for event in tellings(tables):
        by_record[event["report"]].append(event)
    events = [{**event, "report": r} for r, record in stands_for.items() if record for event in by_record[record]]
    labels = [event for event in gold if event["report"] in reports]
    result = score(events, labels)  # type: ignore[arg-type]
    print(figures(result))
    forgiving = score(events, labels, forgive_unknown=True)  # type: ignore[arg-type]
    shares = ", ".join(f"{name} {forgiving[name]}" for name in ("precision", "recall", "f1"))
    print(f"where a place or day unknown on one side is forgiven: {shares}")
    if show:
        print(leftovers(result, "misses"), leftovers(result, "false_alarms"), sep="\n")
    if out:
        out.write_text(json.dumps(result, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return result
