"""One row an event, in columns as in ACLED's files, for those who know these and want one table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from sijill import tables as contract
from sijill.tables import Column, day, maybe, number, share, text

Row = dict[str, Any]

TIME_PRECISION = {"day": 1, "days": 2, "week": 2, "month": 3}
# UCDP where_prec → ACLED geo_precision: the place itself, its surroundings or district, a larger region.
GEO_PRECISION = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3}

COLUMNS: dict[str, Column] = {
    "event_id_cnty": text("Country code and event_id, the form of ACLED's own id (ZZ where the country is not known)."),
    "event_id": text("Event in `events`."),
    "event_date": day("First possible day (ISO 8601). Null when not known."),
    "event_date_end": day("Last possible day (ISO 8601), inclusive."),
    "year": number("Year of event_date.", nullable=True),
    "time_precision": number("ACLED: 1 the day, 2 some days or a week, 3 the month. Null when coarser.", nullable=True),
    "event_type": maybe("ACLED event type. Null means no equivalent."),
    "sub_event_type": maybe("ACLED sub-event type."),
    "sijill_event_type": text("Codebook type."),
    "plover_event": maybe("PLOVER event."),
    "realis": text("Whether the tellings say it happened.", contract.REALIS),
    "assertion": text("How the nearest telling stands to it.", contract.ASSERTIONS),
    "actor1": maybe("Doer, or first party: English name in the registry, else as written."),
    "actor1_id": maybe("Its actor_id."),
    "inter1": number("ACLED inter code of actor1, 1 to 8.", nullable=True),
    "assoc_actor_1": maybe("Other doers and backers, separated by ;."),
    "actor2": maybe("Recipient, victim, or second party."),
    "actor2_id": maybe("Its actor_id."),
    "inter2": number("ACLED inter code of actor2, 1 to 8.", nullable=True),
    "assoc_actor_2": maybe("Other recipients, victims and parties, separated by ;."),
    "country": maybe("Country (ISO 3166 alpha-2)."),
    "admin1": maybe("First-level division."),
    "admin2": maybe("Second-level division."),
    "location": maybe("Arabic name of the place."),
    "location_en": maybe("English name of the place."),
    "latitude": share("Latitude of the named settlement or area (degrees), never finer.", nullable=True),
    "longitude": share("Longitude (degrees).", nullable=True),
    "geo_precision": number("ACLED: 1 the place, 2 its surroundings, 3 a region. Null when coarser.", nullable=True),
    "source": maybe("Outlets that tell it, separated by ;."),
    "source_original": maybe("Source nearest the fact, as the canonical telling names it."),
    "notes": text("Evidence: the sentence of the canonical telling."),
    "fatalities": number("People killed: the figure stated, else the lowest. Null when none is given.", nullable=True),
    "fatalities_low": number("Lowest figure.", nullable=True),
    "fatalities_high": number("Highest figure. Null when none is given or it has no upper bound.", nullable=True),
    "wounded": number("People wounded: the figure stated, else the lowest.", nullable=True),
    "n_reports": number("Reports that tell it, duplicates of one text counted once."),
    "n_outlets": number("Outlets that tell it."),
    "confidence": share("Highest confidence among its mentions."),
}  # fmt: skip
TABLE = contract.Table("an event, in columns as in ACLED's files", ("event_id",), COLUMNS)
EVENTS = 20_000
"""Events whose rows are made at one time."""
_TOLD = ("mention_id", "evidence")


def events_flat(tables: Mapping[str, pa.Table], evidence: pa.Table) -> pa.Table:
    """The table, sorted by event_id. `evidence`: mention_id, and the sentence of it, of canonical mentions at least.

    Of `tables` these are looked at: events, event_mentions, reports, participants, attributions, actors and places.
    Names are as they have them.
    """
    events = tables["events"].sort_by("event_id")
    places = {row["place_id"]: row for row in tables["places"].to_pylist()}
    actors = {row["actor_id"]: row for row in tables["actors"].to_pylist()}
    made = [TABLE.schema().empty_table()]
    for start in range(0, events.num_rows, EVENTS):  # rows as Python has them take a hundred times the room
        some = events.slice(start, EVENTS)
        mentions = _of(tables["event_mentions"], "event_id", some)
        around = {name: _of(tables[name], "mention_id", mentions) for name in ("participants", "attributions")}
        around |= {"event_mentions": mentions, "reports": _of(tables["reports"], "report_id", mentions)}
        told = dict(zip(*(_of(evidence, "mention_id", mentions)[c].to_pylist() for c in _TOLD), strict=True))
        made.append(_flat(some, around, places, actors, told))
    return pa.concat_tables(made)


def _of(table: pa.Table, key: str, others: pa.Table) -> pa.Table:
    """The rows that some rows of another table name."""
    return table.filter(pc.is_in(table[key], value_set=pc.unique(others[key])))


def _flat(
    events: pa.Table,
    tables: Mapping[str, pa.Table],
    places: Mapping[str, Row],
    actors: Mapping[str, Row],
    evidence: Mapping[str, str],
) -> pa.Table:
    """The rows of some events."""
    outlets = {row["report_id"]: row["outlet"] for row in tables["reports"].select(["report_id", "outlet"]).to_pylist()}
    mentions = tables["event_mentions"].select(["event_id", "mention_id", "report_id"]).to_pylist()
    told_by: dict[str, set[str]] = defaultdict(set)
    members: dict[str, list[str]] = defaultdict(list)
    for row in mentions:
        members[row["event_id"]].append(row["mention_id"])
        if outlets[row["report_id"]]:
            told_by[row["event_id"]].add(outlets[row["report_id"]])
    sources = {
        row["mention_id"]: row["name"]
        for row in sorted(tables["attributions"].to_pylist(), key=lambda row: (-row["level"], -row["start"]))
    }
    parties = _Parties(tables["participants"], actors)
    rows = []
    for event in events.to_pylist():
        canonical = event["canonical_mention_id"]
        others = [mention for mention in members[event["event_id"]] if mention != canonical]
        rows.append({
            **_plain(event, places.get(event["place_id"], {})),
            **parties.of([canonical, *others]),
            "source": ";".join(sorted(told_by[event["event_id"]])) or None,
            "source_original": sources.get(canonical) or None,
            "notes": evidence.get(canonical, ""),
        })  # fmt: skip
    data = {name: [row.get(name) for row in rows] for name in COLUMNS}
    return pa.table(data, schema=TABLE.schema())


def _plain(event: Row, place: Row) -> Row:
    """The columns that follow from the event's row and its place alone."""
    same = ("event_id", "plover_event", "realis", "assertion", "country", "admin1", "latitude", "longitude",
            "n_reports", "n_outlets", "confidence")  # fmt: skip
    return {
        **{name: event[name] for name in same},
        "event_id_cnty": f"{event['country'] or 'ZZ'}-{event['event_id']}",
        "event_date": event["date_start"],
        "event_date_end": event["date_end"],
        "year": int(event["date_start"][:4]) if event["date_start"] else None,
        "time_precision": TIME_PRECISION.get(event["date_precision"]),
        "event_type": event["acled_event"],
        "sub_event_type": event["acled_sub_event"],
        "sijill_event_type": event["event_type"],
        "admin2": place.get("admin2"),
        "location": event["place_name"],
        "location_en": place.get("name_en") or None,
        "geo_precision": GEO_PRECISION.get(event["geo_precision"]),
        "fatalities": event["killed_low"] if event["killed_best"] is None else event["killed_best"],
        "fatalities_low": event["killed_low"],
        "fatalities_high": event["killed_high"],
        "wounded": event["wounded_low"] if event["wounded_best"] is None else event["wounded_best"],
    }


class _Parties:
    """Who stands on which side of an event, from the participants of its mentions."""

    def __init__(self, participants: pa.Table, actors: Mapping[str, Row]) -> None:
        self._actors = actors
        self._rows: dict[str, list[Row]] = defaultdict(list)
        for row in participants.to_pylist():
            self._rows[row["mention_id"]].append(row)

    def of(self, mentions: list[str]) -> Row:
        """The actor columns; the canonical mention first, each party once."""
        sides: dict[str, dict[str, Row]] = defaultdict(dict)
        for mention in mentions:
            for row in sorted(self._rows[mention], key=lambda row: (row["start"], row["actor_id"] or "")):
                sides[row["role"]].setdefault(row["actor_id"] or row["surface"], row)
        between = list(sides["participant"].values())
        doers = [*sides["actor"].values(), *between[:1]]
        others = [*sides["recipient"].values(), *sides["victim"].values(), *between[1:]]
        backers = list(sides["backer"].values())
        return {**self._side(doers, backers, "1"), **self._side(others, [], "2")}

    def _side(self, parties: list[Row], more: list[Row], number_: str) -> Row:
        first = parties[0] if parties else {"actor_id": None, "surface": None}
        rest = [self._name(row) for row in (*parties[1:], *more)]
        return {
            f"actor{number_}": self._name(first),
            f"actor{number_}_id": first["actor_id"],
            f"inter{number_}": self._actors.get(first["actor_id"] or "", {}).get("acled_inter"),
            f"assoc_actor_{number_}": ";".join(dict.fromkeys(name for name in rest if name)) or None,
        }

    def _name(self, row: Row) -> str | None:
        actor = self._actors.get(row["actor_id"] or "")
        return actor["name_en"] if actor else row["surface"]
