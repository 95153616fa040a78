"""The data of the events, cut into files that a page can load one by one: columns for the table, the map and the
timeline; sentences for the search; and everything of one event."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sijill.report.highlight import Mark, nested
from sijill.report.lookup import Lookup, Row, safe_url

COLUMNS_OF = 5_000
"""Events of one file of columns: some 700 kB, read in a few milliseconds."""
DETAILS_OF = 100
"""Events of one file of details: some 300 kB, what opening one event costs."""
PLAIN = (
    "event_type", "realis", "assertion", "date_start", "date_end", "date_precision", "place_id",
    "geo_precision", "admin1", "country",
    "killed_low", "killed_best", "killed_high", "wounded_low", "wounded_best", "wounded_high", "n_mentions",
    "n_reports", "n_outlets", "confidence", "review_status",
)  # fmt: skip
PARTY = ("actor_id", "role", "surface", "start", "end", "rule_id")
QUANTITY = ("what", "low", "best", "high", "as_written", "rule_id")
AROUND = 200
"""Characters of the report shown before and after a sentence."""
MOST_TELLINGS = 40
"""Tellings of one event that are shown; the tables have all."""


def columns(lookup: Lookup, events: list[Row], links: dict[str, list[Row]]) -> dict[str, list[Any]]:
    """The columns of some events, each a list; codes and ids as in the tables."""
    made: dict[str, list[Any]] = {name: [row[name] for row in events] for name in ("event_id", *PLAIN)}
    made["actors"], made["names"], made["outlets"], made["sources"], made["conflicts"] = [], [], [], [], []
    for row in events:
        mentions = lookup.mentions.get(row["event_id"], [])
        parties = lookup.participants(row["event_id"])
        told = [one for m in mentions for one in lookup.children["attributions"].get(m["mention_id"], ())]
        outlets = {lookup.reports.get(m["report_id"], {}).get("outlet") for m in mentions}
        made["actors"].append(list(dict.fromkeys(one["actor_id"] for one in parties if one["actor_id"])))
        made["names"].append(list(dict.fromkeys(one["surface"] for one in parties if not one["actor_id"])))
        made["outlets"].append(sorted(name for name in outlets if name))
        made["sources"].append(sorted({one["source_kind"] for one in told}))
        made["conflicts"].append(sum(link["kind"] == "conflicts_with" for link in links.get(row["event_id"], ())))
    return made


def sentences(lookup: Lookup, events: list[Row]) -> list[str]:
    """The evidence of each event: the sentence of its canonical mention."""
    found = []
    for row in events:
        first = next(iter(lookup.mentions.get(row["event_id"], [])), None)
        text, start, end = lookup.sentence(first) if first else ("", 0, 0)
        found.append(text[start:end])
    return found


def cut(events: list[Row], size: int) -> Iterator[list[Row]]:
    for start in range(0, len(events), size):
        yield events[start : start + size]


def detail(row: Row, lookup: Lookup, links: list[Row], corrections: list[Row]) -> Row:
    """Everything that is shown of one event."""
    mentions = lookup.mentions.get(row["event_id"], [])
    return {
        "event": row,
        "tellings": [telling(mention, lookup) for mention in mentions[:MOST_TELLINGS]],
        "more": max(0, len(mentions) - MOST_TELLINGS),
        "links": links,
        "corrections": corrections,
    }


def telling(mention: Row, lookup: Lookup) -> Row:
    """One mention: its sentence in nested marks, its slots, who says so (nearest the fact first), its report."""
    report = lookup.reports.get(mention["report_id"], {})
    text, start, end = lookup.sentence(mention)
    found = {name: lookup.children[name].get(mention["mention_id"], []) for name in lookup.children}
    sources = sorted(found["attributions"], key=lambda row: (row["level"], row["start"], row["name"]))
    shown = ("outlet", "published_on", "title", "source_file", "record_no", "duplicate_of")
    return {
        "mention": mention,
        "sentence": nested(text, start, end, _marks(mention, lookup, found)),
        "before": text[max(0, start - AROUND) : start],
        "after": text[end : end + AROUND],
        "participants": [_part(row, *PARTY) for row in found["participants"]],
        "quantities": [_part(row, *QUANTITY) for row in found["quantities"]],
        "stances": dict(sorted(lookup.stances.get(mention["mention_id"], {}).items())),
        "sources": [_part(row, "level", "source_kind", "name", "surface", "rule_id") for row in sources],
        "report": {**{name: report.get(name) for name in shown}, "url": safe_url(report.get("url"))},
    }  # fmt: skip


def _part(row: Row, *names: str) -> Row:
    return {name: row[name] for name in names}


def _marks(mention: Row, lookup: Lookup, found: dict[str, list[Row]]) -> list[Mark]:
    """Everything read in the mention's sentence: spans, the trigger, and what belongs to the mention."""
    own = lookup.spans.get((mention["report_id"], mention["sentence_no"]), [])
    marks = [Mark(row["start"], row["end"], row["kind"], _reading(row)) for row in own]
    covered = {(mark.start, mark.end, mark.kind) for mark in marks}
    marks.append(Mark(mention["trigger_start"], mention["trigger_end"], "trigger", mention["rule_id"]))
    for name, kind, noted in (
        ("participants", "actor", "role"),
        ("quantities", "quantity", "what"),
        ("attributions", "source", "source_kind"),
    ):
        for row in found[name]:
            if (row["start"], row["end"], kind) not in covered:
                marks.append(Mark(row["start"], row["end"], kind, f"{row[noted]} · {row['rule_id']}"))
    return marks


def _reading(span: Row) -> str:
    reading = span["actor_id"] or span["place_id"] or span["normal_form"] or span["resolution_status"]
    return f"{reading} · {span['rule_id']}"
