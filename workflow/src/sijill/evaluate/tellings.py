"""Tables of the dataset → events as each report tells them, in the form that `score` compares."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

import pyarrow as pa

from sijill.evaluate.match import Event, Participant, Place
from sijill.event_rows import Figure, read_figures

Row = dict[str, Any]
Casualties = Mapping[tuple[str, str], list[Figure]]
PARTS = ("participants", "quantities", "attributions")


def _group(rows: Iterable[Row], key: str) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row[key]].append(row)
    return grouped


def _rows(tables: dict[str, pa.Table], name: str) -> list[Row]:
    return tables[name].to_pylist() if name in tables else []


def _names(row: Row | None) -> list[str]:
    return [row["name_en"], row["name_ar"], *(row["aliases"] or "").split("|")] if row else []


def _participant(row: Row, actors: dict[str, Row]) -> Participant:
    names = [name for name in _names(actors.get(row["actor_id"])) if name]
    return {"role": row["role"], "actor_id": row["actor_id"], "surface": row["surface"], "names": names}


def _place(mention: Row, places: dict[str, Row]) -> Place | None:
    if not mention["place_id"] and not mention["place_surface"]:
        return None
    row = places.get(mention["place_id"])
    return {
        "place_id": mention["place_id"],
        "surface": mention["place_surface"],
        "names": [name for name in _names(row) if name],
        "admin1": row["admin1"] if row else None,
        "country": row["country"] if row else None,
    }


def _figures(mentions: list[Row], quantities: dict[str, list[Row]], casualties: Casualties) -> dict[str, Row]:
    """By what is counted: the figures of the first mention that gives any, summed as the dataset sums them.

    Killed and wounded of several groups are one figure (`event_rows.read_figures`); of other things the largest counts.
    """
    figures: dict[str, Row] = {}
    for mention in mentions:
        rows = quantities.get(mention["mention_id"], [])
        for what in {row["what"] for row in rows} - figures.keys():
            counted = [row for row in rows if row["what"] == what]
            figures[what] = max(counted, key=lambda row: (row["best"] or row["low"] or 0, row["start"]))
            if total := casualties.get((mention["mention_id"], what)):
                figures[what] = {**figures[what], **asdict(total[0])}
    return figures


def _sources(mentions: list[Row], attributions: dict[str, list[Row]]) -> list[str]:
    """Kinds of the sources nearest the fact, over all mentions."""
    kinds = set()
    for mention in mentions:
        rows = attributions.get(mention["mention_id"], [])
        nearest = min((row["level"] for row in rows), default=None)
        kinds |= {row["source_kind"] for row in rows if row["level"] == nearest}
    return sorted(kinds)


def tellings(tables: dict[str, pa.Table]) -> list[Event]:
    """One event a report and event_id (or a mention, before deduplication), in the order of the text.

    `tables` holds event_mentions and, as far as they exist, reports, sentences, participants, quantities, attributions,
    actors, places and events. `report` is the input's own record_id. Type and realis are the event's own, else those of
    the first mention that is not negated, hypothetical or generic, else of the first one; the time is that of the first
    mention that gives a day, else a constraint.
    """
    reports = {row["report_id"]: row for row in _rows(tables, "reports")}
    sentences = {(row["report_id"], row["sentence_no"]): row for row in _rows(tables, "sentences")}
    parts = {name: _group(_rows(tables, name), "mention_id") for name in PARTS}
    actors = {row["actor_id"]: row for row in _rows(tables, "actors")}
    places = {row["place_id"]: row for row in _rows(tables, "places")}
    casualties = read_figures(tables["quantities"]) if "quantities" in tables else {}
    merged = {row["event_id"]: row for row in _rows(tables, "events")}
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in sorted(_rows(tables, "event_mentions"), key=lambda row: (row["report_id"], row["trigger_start"])):
        groups[row["report_id"], row["event_id"] or row["mention_id"]].append(row)
    events = []
    for (report_id, key), mentions in groups.items():
        event = _telling(mentions, parts, casualties, actors, places)
        report = reports.get(report_id)
        sentence = sentences.get((report_id, mentions[0]["sentence_no"]))
        text = report["text_raw"][sentence["start"] : sentence["end"]] if report and sentence else ""
        record = report["record_id"] if report else report_id
        if key in merged:
            event.update({"event_type": merged[key]["event_type"], "realis": merged[key]["realis"]})
        event.update({"key": key, "report": record, "text": text or mentions[0]["trigger"]})
        events.append(event)
    return events


def _telling(
    mentions: list[Row],
    parts: dict[str, dict[str, list[Row]]],
    casualties: Casualties,
    actors: dict[str, Row],
    places: dict[str, Row],
) -> Event:
    """The slots of one event from its mentions in one report."""
    first = next((m for m in mentions if m["realis"] in ("actual", "ongoing", "planned")), mentions[0])
    when = min(mentions, key=lambda mention: (not mention["date_start"], not mention["date_constraint"]))
    where = {str(place): place for mention in mentions if (place := _place(mention, places))}
    who = [row for mention in mentions for row in parts["participants"].get(mention["mention_id"], [])]
    figures = _figures(mentions, parts["quantities"], casualties)
    return Event(
        event_type=first["event_type"],
        realis=first["realis"],
        assertion=first["assertion"],
        participants=[_participant(row, actors) for row in who],
        places=list(where.values()),
        date_start=when["date_start"],
        date_end=when["date_end"],
        date_constraint=when["date_constraint"],
        figures=figures,
        killed=figures.get("killed"),
        wounded=figures.get("wounded"),
        sources=_sources(mentions, parts["attributions"]),
    )
