"""Small tables for the tests of the later stages, built from one line a mention."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyarrow as pa

from sijill import merging, tables
from sijill.coderows import convert, read
from sijill.codewords import EventType
from sijill.deduplicate import run
from sijill.options import DeduplicateOptions

MERGING = Path(__file__).parents[1] / "resources/codebook/merging.csv"
VIOLENT = (
    "air_strike",
    "shelling",
    "attack",
    "armed_clash",
    "casualty_report",
    "explosion",
    "suicide_bombing",
    "ambush",
    "chemical_attack",
)
PEACEFUL = (
    "meeting",
    "sweep_operation",
    "offensive_operation",
    "territorial_control",
    "protest",
    "statement",
    "withdrawal",
    "weapons_intercepted",
)
STRIKE: dict[str, Any] = {"days": "2018-02-20", "place": "douma", "actor": "regime", "killed": 5}
PARENTS = {"fatemiyoun": "iran_militias", "nujaba": "iran_militias"}
ACTORS = ("regime", "russia", "isis", "coalition", "iran_militias", "fatemiyoun", "nujaba", "civilians")


def event_type(name: str, violent: bool) -> EventType:
    return EventType(
        name, "", "ASSAULT", "aerial|drone", "Battles|Riots", "", violent, name == "meeting", "", "", "", "editor"
    )


def codebook() -> Any:
    """What the stages ask of a codebook: event types and actors by id."""
    types = {name: event_type(name, name in VIOLENT) for name in VIOLENT + PEACEFUL}
    actors = {
        name: SimpleNamespace(
            actor_id=name, name_ar=name, name_en=name, parent=PARENTS.get(name, ""), country="", backers=(), aliases=(),
            kind="civilians" if name == "civilians" else "militia", valid_from="", valid_to="", plover_sector="",
            acled_inter=1, source="test",
        )
        for name in ACTORS
    }  # fmt: skip
    weights = merging.hundredths(
        convert("merging.csv", merging.Evidence, read(MERGING, merging.Evidence, merging.KEY), {})
    )
    return SimpleNamespace(event_types=types, actors=actors, merging=weights, memberships={})


def places() -> pa.Table:
    """A country, two governorates, five towns (douma and harasta 5 km apart, homs_city and furqlus 20) and a desert."""
    rows = [
        ("syria", "سوريا", "country", None, None, None, None, 6),
        ("rif", "محافظة الريف", "governorate", "syria", "Rif", 33.6, 36.6, 4),
        ("homs", "محافظة حمص", "governorate", "syria", "Homs", 34.5, 38.0, 4),
        ("douma", "دوما", "settlement", "rif", "Rif", 33.57, 36.40, 1),
        ("harasta", "حرستا", "settlement", "rif", "Rif", 33.56, 36.36, 1),
        ("airport", "المطار", "airport", "rif", "Rif", 33.58, 36.42, 1),
        ("palmyra", "تدمر", "settlement", "homs", "Homs", 34.56, 38.27, 1),
        ("homs_city", "حمص", "settlement", "homs", "Homs", 34.73, 36.71, 1),
        ("furqlus", "الفرقلس", "settlement", "homs", "Homs", 34.68, 36.92, 1),
        ("ghouta", "الغوطة", "region", "rif", "Rif", 33.52, 36.42, 3),
        ("desert", "البادية", "desert", "syria", None, 34.5, 38.9, 5),
    ]
    names = ("place_id", "name_ar", "feature", "parent", "admin1", "latitude", "longitude", "geo_precision")
    more = {"name_en": "Place", "country": "SY", "source": "test"}
    return tables.from_rows("places", [{**dict(zip(names, row, strict=True)), **more} for row in rows])


class Case:
    """Collects reports and mentions, then gives the tables of the extract stage. Mentions stand ten sentences apart."""

    def __init__(self) -> None:
        self.reports: list[dict[str, Any]] = []
        self.rows: dict[str, list[dict[str, Any]]] = {
            name: [] for name in ("sentences", "spans", "event_mentions", "participants", "quantities", "attributions")
        }

    def report(
        self, report_id: str, day: str | None = None, text: str | None = None, outlet: str | None = None
    ) -> None:
        text = text or f"نص {report_id} " * 3
        self.reports.append({
            "report_id": report_id, "corpus": "c", "source_file": f"{report_id}.txt", "record_no": 0, "record_id": "x",
            "source_sha256": "0", "outlet": outlet or report_id, "text_raw": text, "text": text,
            "language": "ar", "mixed_language": False, "fields_evidence": "record",
            "published_on": day, "published_precision": "day" if day else "unknown",
            "published_evidence": "metadata" if day else "none",
        })  # fmt: skip

    def mention(
        self, report_id: str, event_type: str, *, days: str | tuple[str, str] | None = None, place: str | None = None,
        constraint: str | None = None, realis: str = "actual", killed: Any = None, source: str | None = None,
        trigger: str = "قصف", sentence: int | None = None, confidence: float = 0.5, assertion: str = "reported",
        **sides: str,
    ) -> str:  # fmt: skip
        """Adds a mention; `sides`: role → actor ids separated by commas. Returns its id, `report_id.number`."""
        number = sum(row["report_id"] == report_id for row in self.rows["event_mentions"])
        mention = f"{report_id}.{number}"
        start, end = (days, days) if isinstance(days, str) else (days or (None, None))
        sentence = number * 10 if sentence is None else sentence
        if all((row["report_id"], row["sentence_no"]) != (report_id, sentence) for row in self.rows["sentences"]):
            self.rows["sentences"].append(
                {"report_id": report_id, "sentence_no": sentence, "start": 0, "end": 5, "role": "body"}
            )
        self.rows["event_mentions"].append({
            "mention_id": mention, "report_id": report_id, "sentence_no": sentence, "trigger_start": number,
            "trigger_end": number + 4, "trigger": trigger, "event_type": event_type, "realis": realis,
            "assertion": assertion, "date_start": start, "date_end": end, "date_constraint": constraint,
            "date_precision": "unknown" if not start else "day" if start == end else "days",
            "date_status": "anchored" if start else "unanchored" if constraint else "none",
            "place_id": place, "place_status": "resolved" if place else "not_stated",
            "geo_precision": {None: 7, "syria": 6, "desert": 5, "rif": 4, "homs": 4}.get(place, 1),
            "actor_status": "stated" if sides else "not_stated",
            "confidence": confidence, "confidence_evidence": "base",
            "rule_id": "test",
        })  # fmt: skip
        written = {"surface": "x", "start": 0, "end": 1, "rule_id": "test"}
        for role, actors in sides.items():
            self.rows["participants"] += [
                {"mention_id": mention, "role": role, "actor_id": actor, **written} for actor in actors.split(",")
            ]
        for at, figure in enumerate(killed if isinstance(killed, list) else [killed] if killed is not None else []):
            low, best, high = figure if isinstance(figure, tuple) else (figure, figure, figure)
            self.rows["quantities"].append({
                "mention_id": mention, "what": "killed", "low": low, "best": best, "high": high, "as_written": "x",
                "start": at * 3, "end": at * 3 + 2, "rule_id": "test",
            })  # fmt: skip
        if source:
            self.rows["attributions"].append(
                {"mention_id": mention, "level": 1, "source_kind": "media", "name": source, **written}
            )
        return mention

    def tables(self) -> dict[str, pa.Table]:
        made = {name: tables.from_rows(name, rows) for name, rows in self.rows.items()}
        return {**made, "reports": tables.from_rows("reports", self.reports), "places": places()}


def groups(result: dict[str, pa.Table]) -> list[list[str]]:
    """The mention ids of each event, sorted."""
    found: dict[str, list[str]] = {}
    for row in result["event_mentions"].to_pylist():
        found.setdefault(row["event_id"], []).append(row["mention_id"])
    return sorted(sorted(members) for members in found.values())


def links(result: dict[str, pa.Table]) -> set[tuple[str, str]]:
    """Kinds and reasons of the links."""
    return {(row["kind"], row["reason"]) for row in result["event_links"].to_pylist()}


def merge(case: Case) -> dict[str, Any]:
    return run(case.tables(), codebook(), DeduplicateOptions())


def two_reports(
    one: dict[str, Any], two: dict[str, Any], published: tuple[str | None, str | None] = ("2018-02-20", "2018-02-21")
) -> dict[str, Any]:
    """A shelling told by two reports, in their first sentence, with the slots of STRIKE changed in each."""
    case = Case()
    for report, slots, day in zip(("a", "b"), (one, two), published, strict=True):
        case.report(report, day)
        case.rows["sentences"].append({"report_id": report, "sentence_no": 0, "start": 0, "end": 5, "role": "body"})
        case.mention(report, slots.pop("type", "shelling"), **{**STRIKE, **slots})
    return merge(case)
