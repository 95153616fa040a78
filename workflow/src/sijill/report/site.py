"""The files of the review site: a page, its programs and styles, and data that the page loads piece by piece.

A page opened from the disk may not fetch files, but may load scripts: every data file is a script that hands one JSON
value to the page (`sijill.put(name, value)`). Nothing of the reports is ever part of a page: programs set it as text.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from sijill.report import pages, quality
from sijill.report.figures import charts
from sijill.report.labels import all_labels
from sijill.report.lookup import Lookup, Row, in_order
from sijill.report.overview import overview
from sijill.report.queue import KINDS, queue

ASSETS = Path(__file__).parent / "assets"
_TURNED = {"part_of": "contains", "follows": "followed_by"}  # a link seen from its first event: the whole, the earlier
MOST_CORRECTIONS = 20_000


def files(
    tables: Mapping[str, pa.Table],
    verdicts: Mapping[str, Mapping[str, Any]],
    rows: Mapping[str, Sequence[Mapping[str, str]]],
    notes: Mapping[str, Any],
    spans: Iterable[pa.Table] | None = None,
    around: Callable[[int], Mapping[str, pa.Table]] | None = None,
) -> Iterator[tuple[str, bytes]]:
    """Paths below results/report and their contents, `index.html` last: when it is there, all is there.

    `tables`: the working edition; `verdicts` and `rows` (offending rows): by stage. `notes`, where known: `version`,
    `history` (earlier runs), `changes` (since the last run), `agreement` (of reviewers), `docs` (GX pages by stage).
    Where tables are too long to be held, `spans` are those of all reports piece by piece, `around` gives what stands
    around the events of a cut of `in_order`, and `tables` has of the others the columns that are counted.
    """
    lookup = Lookup(tables)
    links = _links(tables["event_links"].to_pylist())
    corrections = tables["corrections"].to_pylist()
    for path in sorted(ASSETS.rglob("*")):
        if path.is_file() and path.name != "index.html":
            yield f"assets/{path.relative_to(ASSETS).as_posix()}", path.read_bytes()
    counts = overview(tables, verdicts)
    for name, chart in charts(counts).items():
        yield f"figures/{name}.svg", chart.encode()
    yield script("meta", _meta(counts, lookup, verdicts, notes))
    yield script("names", _names(lookup))
    yield script("quality", {
        "expectations": quality.expectations(verdicts, rows, notes.get("history", ())),
        "conservation": {stage: verdict.get("conservation", []) for stage, verdict in verdicts.items()},
    })  # fmt: skip
    yield script("queue", {"kinds": KINDS, "items": queue(lookup, spans)})
    yield script("corrections", {"rows": corrections[:MOST_CORRECTIONS], "agreement": notes.get("agreement")})
    yield from _events(tables, links, corrections, around or (lambda number: {}))
    yield "index.html", (ASSETS / "index.html").read_bytes()


def script(name: str, value: Any) -> tuple[str, bytes]:
    """A data file: the value as JSON, which is JavaScript too, handed to the page."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # written as escapes, so that no reader of the file can take a part of it for markup
    text = text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"data/{name}.js", f"sijill.put({json.dumps(name)},{text});\n".encode()


def _meta(counts: Row, lookup: Lookup, verdicts: Mapping[str, Any], notes: Mapping[str, Any]) -> Row:
    n = len(lookup.tables["events"])
    return {
        "version": notes.get("version", ""),
        "overview": counts,
        "gates": quality.gates(verdicts, notes),
        "changes": notes.get("changes"),
        "runs": len(notes.get("history", ())),
        "labels": all_labels(),
        "chunks": {"events": -(-n // pages.COLUMNS_OF), "size": pages.COLUMNS_OF, "details": pages.DETAILS_OF},
        "waivers": [
            {"stage": stage, "what": f"{one['table']}.{one['column']}", "why": one["waived"]}
            for stage, verdict in verdicts.items()
            for one in verdict.get("results", ())
            if one.get("waived")
        ],
    }


def _names(lookup: Lookup) -> Row:
    """The registry rows in use: names in both languages, where a place is, what an actor is."""
    actors = {key: [row["name_ar"], row["name_en"], row["kind"]] for key, row in lookup.actors.items()}
    columns = ("name_ar", "name_en", "latitude", "longitude", "geo_precision", "feature", "admin1", "country")
    places = {key: [row[name] for name in columns] for key, row in lookup.places.items()}
    return {"actors": actors, "places": places}


def _events(
    tables: Mapping[str, pa.Table],
    links: dict[str, list[Row]],
    corrections: list[Row],
    around: Callable[[int], Mapping[str, pa.Table]],
) -> Iterator[tuple[str, bytes]]:
    said: dict[str, list[Row]] = defaultdict(list)
    for row in corrections:
        said[row["event_now"] or ""].append(row)
    ordered = in_order(tables["events"])
    for number, start in enumerate(range(0, len(ordered), pages.COLUMNS_OF)):
        lookup = Lookup({**tables, **around(number), "events": ordered.slice(start, pages.COLUMNS_OF)})
        yield script(f"events-{number}", pages.columns(lookup, lookup.events, links))
        yield script(f"sentences-{number}", pages.sentences(lookup, lookup.events))
        for part, some in enumerate(pages.cut(lookup.events, pages.DETAILS_OF), start // pages.DETAILS_OF):
            details = [
                pages.detail(row, lookup, links.get(row["event_id"], []), said.get(row["event_id"], [])) for row in some
            ]
            yield script(f"details-{part}", details)


def _links(rows: list[Row]) -> dict[str, list[Row]]:
    """The links of each event, seen from it."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        first, second, kind = row["event_id_a"], row["event_id_b"], row["kind"]
        found[first].append({"event_id": second, "kind": _TURNED.get(kind, kind), "reason": row["reason"]})
        found[second].append({"event_id": first, "kind": kind, "reason": row["reason"]})
    return {event: sorted(links, key=lambda one: (one["kind"], one["event_id"])) for event, links in found.items()}
