"""The events as the page shows them: slots in words, participants by role, and the sentences they were read from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pyarrow as pa
import pyarrow.compute

from sijill.report.highlight import Mark, Piece, pieces
from sijill.report.labels import Label, label
from sijill.tables import ROLES

pc: Any = pyarrow.compute  # its type stubs do not know chunked arrays
Row = dict[str, Any]
_TURNED = {"part_of": "contains", "follows": "followed_by"}  # a link seen from its first event: the whole, the earlier
MOST_TELLINGS = 5  # further sentences shown for one event


@dataclass(frozen=True)
class Telling:
    """One mention: its sentence in pieces, who says so (nearest the fact first), and the report it stands in."""

    mention_id: str
    sentence: list[Piece]
    sources: list[tuple[str, Label]]
    outlet: str | None
    published_on: str | None
    title: str | None
    url: str | None
    place: str
    rule_id: str


@dataclass(frozen=True)
class Link:
    """A related event: its id, how it is related, why, and whether it stands on the page."""

    event_id: str
    kind: Label
    reason: str
    shown: bool


@dataclass(frozen=True)
class Event:
    """An event, ready to be shown. `row` is its row of the table `events`."""

    row: Row
    type: Label
    realis: Label
    assertion: Label
    date: str
    date_note: Label
    place: str | None
    place_note: str
    actors: list[tuple[Label, list[str]]]
    killed: str | None
    wounded: str | None
    canonical: Telling | None
    others: list[Telling]
    n_more: int
    links: list[Link]


def chosen(events: pa.Table, most: int) -> list[Row]:
    """At most `most` events, those told by most reports first chosen, then by confidence; the latest day first."""
    order = [("n_reports", "descending"), ("confidence", "descending"), ("event_id", "ascending")]
    rows = events.take(pc.sort_indices(events, sort_keys=order)[:most]).to_pylist()
    rows.sort(key=lambda row: row["event_id"])
    return sorted(rows, key=lambda row: row["date_start"] or "", reverse=True)  # stable; events without a day last


def shown(tables: Mapping[str, pa.Table], most: int) -> list[Event]:
    """The chosen events with everything that is shown of them."""
    rows = chosen(tables["events"], most)
    ids = [row["event_id"] for row in rows]
    mentions = _grouped(_where(tables["event_mentions"], "event_id", ids), "event_id")
    reader = _Reader(tables, [mention for group in mentions.values() for mention in group])
    links = _links(tables["event_links"], set(ids))
    return [_event(row, mentions.get(row["event_id"], []), reader, links.get(row["event_id"], [])) for row in rows]


def _where(table: pa.Table, column: str, known: Iterable[str | None]) -> pa.Table:
    return table.filter(pc.is_in(table[column], value_set=pa.array(sorted({v for v in known if v}), pa.string())))


def _grouped(table: pa.Table, column: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in table.to_pylist():
        found[row[column]].append(row)
    return found


class _Reader:
    """Looks up what belongs to the mentions at hand."""

    def __init__(self, tables: Mapping[str, pa.Table], mentions: list[Row]) -> None:
        ids, reports = [row["mention_id"] for row in mentions], [row["report_id"] for row in mentions]
        self.reports = {row["report_id"]: row for row in _where(tables["reports"], "report_id", reports).to_pylist()}
        self.spans = _grouped(_where(tables["spans"], "report_id", reports), "report_id")
        sentences = _where(tables["sentences"], "report_id", reports).to_pylist()
        self.sentences = {(row["report_id"], row["sentence_no"]): row for row in sentences}
        self.children = {
            name: _grouped(_where(tables[name], "mention_id", ids), "mention_id")
            for name in ("participants", "quantities", "attributions")
        }
        actors = tables.get("actors")
        self.names: dict[Any, str] = {}
        if actors is not None:
            self.names = {row["actor_id"]: row["name_ar"] for row in actors.to_pylist()}

    def telling(self, mention: Row) -> Telling:
        report = self.reports.get(mention["report_id"], {})
        sentence = self.sentences.get((mention["report_id"], mention["sentence_no"]))
        text = report.get("text_raw") or ""
        start, end = (
            (sentence["start"], sentence["end"]) if sentence else (mention["trigger_start"], mention["trigger_end"])
        )
        sources = sorted(self.children["attributions"].get(mention["mention_id"], []), key=_told_order)
        return Telling(
            mention_id=mention["mention_id"],
            sentence=pieces(text, start, end, self.marks(mention)),
            sources=[(row["surface"] or row["name"], label("source_kind", row["source_kind"])) for row in sources],
            outlet=report.get("outlet"),
            published_on=report.get("published_on"),
            title=report.get("title"),
            url=safe_url(report.get("url")),
            place=f"{report.get('source_file')}#{report.get('record_no')}",
            rule_id=mention["rule_id"],
        )

    def marks(self, mention: Row) -> list[Mark]:
        """Everything read in the mention's report that may be marked: spans, the trigger, and what belongs to it."""
        found = [
            Mark(span["start"], span["end"], span["kind"], _reading(span))
            for span in self.spans.get(mention["report_id"], [])
        ]
        found.append(Mark(mention["trigger_start"], mention["trigger_end"], "trigger", mention["event_type"]))
        for name, kind, noted in (
            ("participants", "actor", "role"),
            ("quantities", "quantity", "what"),
            ("attributions", "source", "source_kind"),
        ):
            rows = self.children[name].get(mention["mention_id"], [])
            found += [Mark(row["start"], row["end"], kind, row[noted]) for row in rows]
        return found

    def actors(self, mentions: list[Row]) -> list[tuple[Label, list[str]]]:
        """The participants of the mentions by role: registry names where known, else as written."""
        named: dict[str, dict[str, None]] = defaultdict(dict)
        for mention in mentions:
            for row in self.children["participants"].get(mention["mention_id"], []):
                named[row["role"]][self.names.get(row["actor_id"]) or row["surface"]] = None
        return [(label("role", role), sorted(named[role])) for role in ROLES if role in named]


def _told_order(row: Row) -> tuple[int, int, str]:
    return row["level"], row["start"], row["name"]


def _reading(span: Row) -> str:
    return span["actor_id"] or span["place_id"] or span["normal_form"] or ""


def safe_url(url: str | None) -> str | None:
    """The address where it is one of the web; None for any other scheme (javascript:, data:, file: …)."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def _event(row: Row, mentions: list[Row], reader: _Reader, links: list[Link]) -> Event:
    canonical = next((one for one in mentions if one["mention_id"] == row["canonical_mention_id"]), None)
    others = sorted((one for one in mentions if one is not canonical), key=lambda one: one["mention_id"])
    place, note = _place(row, canonical)
    return Event(
        row=row,
        type=label("event_type", row["event_type"]),
        realis=label("realis", row["realis"]),
        assertion=label("assertion", row["assertion"]),
        date=_date(row),
        date_note=label("date_status", row["date_status"]),
        place=place,
        place_note=note,
        actors=reader.actors(mentions),
        killed=figure(row["killed_low"], row["killed_best"], row["killed_high"]),
        wounded=figure(row["wounded_low"], row["wounded_best"], row["wounded_high"]),
        canonical=reader.telling(canonical) if canonical else None,
        others=[reader.telling(one) for one in others[:MOST_TELLINGS]],
        n_more=max(0, len(others) - MOST_TELLINGS),
        links=links,
    )


def _date(row: Row) -> str:
    if row["date_start"]:
        return row["date_start"] if row["date_start"] == row["date_end"] else f"{row['date_start']} … {row['date_end']}"
    return (row["date_constraint"] or "").replace(";", "; ")  # so that a narrow screen can break it


def _place(row: Row, canonical: Row | None) -> tuple[str | None, str]:
    """The place's name, and what is known around it (or why it is not known)."""
    if row["place_id"]:
        around = " · ".join(part for part in (row["admin1"], row["country"]) if part)
        return row["place_name"] or row["place_id"], around
    if canonical is None:
        return None, ""
    return canonical["place_surface"], label("place_status", canonical["place_status"]).ar


def figure(low: int | None, best: int | None, high: int | None) -> str | None:
    """A figure with its bounds: 3, 3 (3–5), 10–20, ≥ 2, ≤ 5; None when there is none."""
    if low is None and high is None:
        return None if best is None else f"{best:,}"
    if low is None or high is None:
        bounds = f"≥ {low:,}" if low is not None else f"≤ {high:,}"
    else:
        bounds = f"{low:,}" if low == high else f"{low:,}–{high:,}"
    told_by_bounds = best is None or low == high or (high is None and low == best)
    return bounds if told_by_bounds else f"{best:,} ({bounds})"


def _links(table: pa.Table, ids: set[str]) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = defaultdict(list)
    for row in table.to_pylist():
        first, second, kind = row["event_id_a"], row["event_id_b"], row["kind"]
        for one, other, seen_as in ((first, second, _TURNED.get(kind, kind)), (second, first, kind)):
            if one in ids:
                found[one].append(Link(other, label("link", seen_as), row["reason"], other in ids))
    return {event: sorted(links, key=lambda link: (link.kind.code, link.event_id)) for event, links in found.items()}
