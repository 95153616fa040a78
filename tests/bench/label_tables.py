"""The labelled events of the reference articles as the tables that the merger reads, and what it makes of them."""

from __future__ import annotations

import gzip
import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pyarrow as pa
from gold import SHARED

from sijill import codebook, deduplicate, tables
from sijill.options import DeduplicateOptions
from sijill.text.arabic import key
from sijill.text.likeness import same_actor

ROOT = Path(__file__).parents[2]
CORPUS = SHARED / "corpus/ant_news_2018.jsonl.gz"
LABELS = SHARED / "gold/ant_dev/events.jsonl"
# Labels without a group that are another telling of one: the same attack, its day and town given.
ONE_GROUP = {  # two readers, two names
    "afrin_operation_2018": "afrin-offensive-2018",
    "coalition_2015": "yemen-coalition-intervention-2015",
}
MENDED = {"SK-middleEast-1095-20180417#0": {"same_event_group": "douma_chem_0407"}}
ROLE = {"actor", "recipient", "participant", "backer", "victim"}
Cluster = dict[str, str]  # what is clustered → its cluster


def labelled() -> list[dict[str, Any]]:
    articles = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines() if line]
    events = [
        {**event, "docno": a["docno"], "published_on": a["published_on"], "key": f"{a['docno']}#{n}"}
        for a in articles
        for n, event in enumerate(a["events"])
    ]
    return [event | MENDED.get(event["key"], {}) for event in events]


class Registry:
    """Ties labelled names to registry rows; a name without one stands for itself."""

    def __init__(self, places: pa.Table, book: Any) -> None:
        self.book = book
        self.rows = {row["place_id"]: row for row in places.to_pylist()}
        self.by_name: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in self.rows.values():
            for name in (row["name_en"], row["name_ar"], *(row["aliases"] or "").split("|")):
                if name:
                    self.by_name[key(name).casefold()].append(row)
        self.actors: dict[str, str] = {}
        self.tied: dict[tuple[str, str | None], str] = {}

    def actor(self, participant: dict[str, Any]) -> str:
        given = [name for name in (participant["name_en"], participant["name_ar"]) if name]
        label, names = (
            given[0],
            [part.strip() for name in given for part in (name, *re.split(r"[()/،,]", name)) if part],
        )
        if label not in self.actors:
            exact = [
                a.actor_id
                for a in self.book.actors.values()
                if {key(n).casefold() for n in names} & {key(n).casefold() for n in (a.name_en, a.name_ar, *a.aliases)}
            ]
            alike = [a.actor_id for a in self.book.actors.values() if any(same_actor(n, a.name_en) for n in names if n)]
            self.actors[label] = (exact or alike or ["x:" + label])[0]
        return self.actors[label]

    def place(self, place: dict[str, Any] | None) -> str | None:
        if not place:
            return None
        country = self._country(place.get("country"))
        for name in (place["name_en"], place["surface"]):
            found = [
                row
                for row in self.by_name.get(key(name or "").casefold(), ())
                if not country or row["country"] in (country, None)
            ]
            if found:
                best = max(found, key=lambda row: (row["population"] or 0, row["place_id"]))["place_id"]
                return self.tied.setdefault((place["name_en"], country), best)
        if (place["name_en"], country) in self.tied:  # by how another label writes it
            return self.tied[place["name_en"], country]
        new = f"x:{place['name_en']}"
        above = self._division(place.get("admin1"), country) or self._country_row(country)
        self.rows.setdefault(
            new,
            {
                **dict.fromkeys(tables.TABLES["places"].columns),
                "place_id": new, "name_ar": new, "name_en": new, "feature": "area", "parent": above,
                "country": country, "geo_precision": 3, "source": "label",
            },
        )  # fmt: skip
        return new

    def _country(self, name: str | None) -> str | None:
        rows = [row for row in self.by_name.get(key(name or "").casefold(), ()) if row["geo_precision"] == 6]
        return rows[0]["country"] if rows else None

    def _country_row(self, code: str | None) -> str | None:
        return next(
            (r["place_id"] for r in self.rows.values() if r["geo_precision"] == 6 and r["country"] == code), None
        )

    def _division(self, name: str | None, country: str | None) -> str | None:
        rows = [r for r in self.by_name.get(key(name or "").casefold(), ()) if r["country"] == country]
        return min(rows, key=lambda r: (r["feature"] != "governorate", r["place_id"]))["place_id"] if rows else None


def merged_labels(events: list[dict[str, Any]], places: pa.Table) -> tuple[Cluster, dict[str, pa.Table]]:
    """The event each labelled event falls into when the labels are what was read."""
    book = codebook.load(ROOT / "resources/codebook")
    registry = Registry(places, book)
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in ("event_mentions", "participants", "quantities")}
    reports: dict[str, dict[str, Any]] = {}
    rows["sentences"] = []
    for event in events:
        registry.place(event["place"])
    with gzip.open(CORPUS, "rt", encoding="utf-8") as stream:
        texts = {row["docno"]: row["title"] + "\n" + row["text"] for row in map(json.loads, stream)}
    for number, event in enumerate(events):
        text = texts[event["docno"]]
        reports[event["docno"]] = {
            **dict.fromkeys(tables.TABLES["reports"].columns), "report_id": event["docno"], "text": text,
            "text_raw": text, "published_on": event["published_on"], "record_no": 0,
            "mixed_language": False,
            **dict.fromkeys(("corpus", "source_file", "record_id", "source_sha256", "fields_evidence", "language",
                             "published_precision", "published_evidence"), "x"), "outlet": event["docno"][:2],
        }  # fmt: skip
        at = max(text.find(event["evidence"]), 0)
        rows["sentences"].append({"report_id": event["docno"], "sentence_no": number * 100, "start": at,
                                  "end": min(at + 80, len(text)), "role": "body"})  # fmt: skip
        start, end = event["date_start"], event["date_end"] or event["date_start"]
        place = registry.place(event["place"])
        rows["event_mentions"].append({
            **dict.fromkeys(tables.TABLES["event_mentions"].columns), "mention_id": event["key"],
            "report_id": event["docno"], "sentence_no": number * 100, "trigger_start": at,
            "trigger_end": at + 1, "trigger": "x", "event_type": event["event_type"], "realis": event["realis"],
            "assertion": event["assertion"], "date_start": start, "date_end": end,
            "date_precision": "day" if start == end else "days", "date_status": "stated" if start else "none",
            "place_id": place, "place_status": "resolved", "geo_precision": 7, "actor_status": "stated",
            "confidence": 0.5, "confidence_evidence": "base", "rule_id": "label",
        })  # fmt: skip
        written = {"mention_id": event["key"], "start": 0, "end": 1, "rule_id": "label"}
        rows["participants"] += [
            {**written, "role": p["role"], "actor_id": registry.actor(p), "surface": "x", "start": n}
            for n, p in enumerate(event["participants"])
            if p["role"] in ROLE
        ]
        for what in ("killed", "wounded"):
            if figure := event[what]:
                bounds = {name: figure[name] for name in ("low", "best", "high")}
                rows["quantities"].append({**written, "what": what, "as_written": "x", **bounds})
    given = {name: tables.from_rows(name, found) for name, found in rows.items()}
    given |= {name: tables.empty(name) for name in ("spans", "attributions")}
    given["reports"] = tables.from_rows("reports", [reports[name] for name in sorted(reports)])
    given["places"] = tables.from_rows("places", [registry.rows[name] for name in sorted(registry.rows)])
    result = deduplicate.run(given, book, DeduplicateOptions())
    mentions = result["event_mentions"].select(["mention_id", "event_id"]).to_pylist()
    return {row["mention_id"]: row["event_id"] for row in mentions}, {**given, **result}
