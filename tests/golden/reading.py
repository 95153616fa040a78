"""What the golden tests share: running the chain on texts, and comparing what it read with what was expected.

The notation of expected events is explained at the head of sample_events.yaml.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa

from sijill import extract, gazetteer, ids, normalize, tables
from sijill.codebook import Codebook, load
from sijill.evaluate import Event, tellings
from sijill.evaluate.match import Participant, constraint_agrees, same_participant
from sijill.options import ExtractOptions, NormalizeOptions
from sijill.text.arabic import key
from sijill.text.likeness import same_place

CHECKOUT = Path(__file__).resolve().parents[2]
CODEBOOK = CHECKOUT / "resources" / "codebook"
ROLES = ("actor", "recipient", "participant", "victim", "backer")
COUNTED = ("actual", "ongoing", "planned")
Expected = dict[str, Any]


class Reader:
    """The codebook and gazetteer, loaded once, and the chain's pure stages on top of them."""

    def __init__(self) -> None:
        self.codebook: Codebook = load(CODEBOOK)
        sources = gazetteer.load_sources(CODEBOOK)
        self.places = gazetteer.build(sources.cities, sources.countries, sources.supplement, sources.divisions)
        self.actors = actor_table(self.codebook)
        self.ids = actor_names(self.codebook)

    def read(self, reports: pa.Table) -> dict[str, pa.Table]:
        """`reports` as ingested → all tables up to extract, with the registry and the gazetteer."""
        normal = normalize.run({"reports": reports}, NormalizeOptions(), self.codebook.furniture)
        read = extract.run({**normal, "places": self.places}, self.codebook, ExtractOptions())
        assert "reading_failed" not in read["rejected"]["reason"].to_pylist()
        rejected = pa.concat_tables([normal["rejected"], read["rejected"]])
        return {**normal, **read, "rejected": rejected, "actors": self.actors, "places": self.places}

    def expected_participant(self, name: str) -> Participant:
        """A registry id where the name has one, else the words themselves."""
        return {"actor_id": self.ids.get(key(name)), "names": [name], "surface": name}


def actor_names(codebook: Codebook) -> dict[str, str]:
    """Actor id by id and by every full name (folded) that no other actor has; name_ar comes before aliases."""
    found: dict[str, str] = {}
    for row in codebook.actors.values():
        found[key(row.actor_id)] = found[key(row.name_ar)] = row.actor_id
    for row in codebook.actors.values():
        for name in (*row.aliases, *row.loaded_names):
            found.setdefault(key(name), row.actor_id)
    return found


def actor_table(codebook: Codebook) -> pa.Table:
    """The `actors` table with all names of the registry."""
    rows = []
    for actor in codebook.actors.values():
        columns = {name: getattr(actor, name, None) or None for name in tables.TABLES["actors"].columns}
        names = {"aliases": "|".join((*actor.aliases, *actor.loaded_names)), "backers": "|".join(actor.backers)}
        rows.append({**columns, **names})
    return tables.from_rows("actors", rows)


def report_row(record_id: str, text: str, published_on: str | None = None, title: str | None = None) -> dict[str, Any]:
    """A report as ingest would write it."""
    raw = f"{title}\n{text}" if title else text
    return {
        "report_id": ids.report_id(None, published_on, record_id + raw),
        "corpus": "golden",
        "source_file": "cases.yaml",
        "record_no": 0,
        "record_id": record_id,
        "source_sha256": "0" * 64,
        "title": title,
        "text_raw": raw,
        "text": "",
        "language": "ar",
        "mixed_language": False,
        "fields_evidence": "record",
        "published_on": published_on,
        "published_precision": "day" if published_on else "unknown",
        "published_evidence": "metadata" if published_on else "none",
    }


def _listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def _in_roles(event: Event, roles: tuple[str, ...]) -> list[Participant]:
    return [p for p in event.get("participants", []) if p["role"] in roles]


def _figure_differs(wanted: Any, read: dict[str, Any] | None) -> bool:
    """Whether a figure differs from 5, [low, best, high], {best: 5} or null (no figure may be read)."""
    if wanted is None or read is None:
        return (wanted is None) != (read is None)
    if isinstance(wanted, dict):
        return any(read[bound] != value for bound, value in wanted.items())
    low_best_high = wanted if isinstance(wanted, list) else [wanted] * 3
    return [read["low"], read["best"], read["high"]] != low_best_high


def _who_differs(wanted: Expected, event: Event, reader: Reader) -> list[str]:
    differs = []
    for slot, names in wanted.items():
        roles = tuple(slot.split("_or_"))
        if not set(roles) <= set(ROLES):
            continue
        there = _in_roles(event, roles)
        missing = [n for n in names if not any(same_participant(p, reader.expected_participant(n)) for p in there)]
        if missing or (not names and there):
            differs.append(slot)
    for role, names in wanted.get("not", {}).items():
        there = _in_roles(event, (role,))
        if any(same_participant(p, reader.expected_participant(n)) for n in names for p in there):
            differs.append(f"not {role}")
    return differs


def _names_place(event: Event, names: list[str]) -> bool:
    said = [str(n) for p in event.get("places", []) for n in (p.get("surface"), *(p.get("names") or [])) if n]
    return any(same_place(a, b) for a in said for b in names)


def _where_differs(wanted: Expected, event: Event) -> list[str]:
    differs = []
    if "place" in wanted and not _names_place(event, _listed(wanted["place"])):
        differs.append("place")
    if "not_place" in wanted and _names_place(event, wanted["not_place"]):
        differs.append("not_place")
    if "country" in wanted and {p.get("country") for p in event.get("places", [])} != {wanted["country"]}:
        differs.append("country")
    return differs


def _when_differs(wanted: Expected, event: Event) -> list[str]:
    days = (event.get("date_start"), event.get("date_end"))
    if "dates" in wanted:
        return [] if list(days) == (wanted["dates"] or [None, None]) else ["dates"]
    if "constraint" in wanted:
        agrees = days == (None, None) and constraint_agrees(event.get("date_constraint"), wanted["constraint"])
        return [] if agrees else ["constraint"]
    return []


def differences(wanted: Expected, event: Event, reader: Reader) -> list[str]:
    """The slots in which a read event is not as expected."""
    differs = []
    if event["event_type"] not in (wanted["type"], *wanted.get("also", [])):
        differs.append("type")
    if event["realis"] not in (wanted.get("realis", "actual"), *wanted.get("realis_also", [])):
        differs.append("realis")
    if "assertion" in wanted and event["assertion"] not in (wanted["assertion"], *wanted.get("assertion_also", [])):
        differs.append("assertion")
    if "source" in wanted and not set(wanted["source"]) & set(event["sources"]):
        differs.append("source")
    figures = {**{what: wanted[what] for what in ("killed", "wounded") if what in wanted}, **wanted.get("figures", {})}
    differs += [what for what, figure in figures.items() if _figure_differs(figure, event["figures"].get(what))]
    return differs + _who_differs(wanted, event, reader) + _where_differs(wanted, event) + _when_differs(wanted, event)


def brief(event: Event) -> str:
    """One read event in one line, for messages."""
    who = ", ".join(f"{p['role']}={p['actor_id'] or p['surface']}" for p in event["participants"])
    where = " / ".join(str(p["surface"]) for p in event["places"])
    days = f"{event['date_start']}..{event['date_end']} {event['date_constraint']}"
    figures = {what: (row["low"], row["best"], row["high"]) for what, row in event["figures"].items()}
    said = f"{event['assertion']} by {'/'.join(event['sources'])}"
    return f"{event['event_type']} {event['realis']} ({who}) @ {where} | {days} | {figures} | {said}"


def problems(wanted: Expected, events: list[Event], reader: Reader) -> list[str]:
    """What is wrong with the events read from one case or report; empty when all is as expected."""
    found: list[str] = []
    counted = [event for event in events if event["realis"] in COUNTED]
    if wanted.get("none"):
        return [f"no event expected, read: {brief(event)}" for event in events]
    if wanted.get("none_counted"):
        return [f"nothing happened, read: {brief(event)}" for event in counted]
    allowed = set(wanted.get("never", []))
    found += [f"never: {brief(event)}" for event in counted if event["event_type"] in allowed]
    for expected in wanted["events"]:
        if expected.get("optional"):
            continue
        differs = [(differences(expected, event, reader), event) for event in events]
        if not differs:
            found.append(f"{expected['type']} not read (nothing was)")
        elif all(slots for slots, _ in differs):
            slots, event = min(differs, key=lambda item: ("type" in item[0], len(item[0])))
            found.append(f"{expected['type']} not read as expected: {', '.join(slots)} differ in {brief(event)}")
    types = {kind for expected in wanted["events"] for kind in (expected["type"], *expected.get("also", []))}
    found += [f"not expected: {brief(event)}" for event in counted if event["event_type"] not in types]
    return found


def by_report(read: dict[str, pa.Table]) -> dict[str, list[Event]]:
    """Events read, by the report's own id."""
    grouped: dict[str, list[Event]] = {record: [] for record in read["reports"]["record_id"].to_pylist()}
    for event in tellings(read):
        grouped[event["report"]].append(event)
    return grouped
