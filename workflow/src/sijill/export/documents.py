"""The files of an edition that are no tables: what it was made with, what it is, how to cite it, the checksums."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import pyarrow as pa
import yaml

from sijill.export.dictionary import ordered, table_of
from sijill.options import ExportOptions

CARD = """# {title}

A dataset of {events:,} events, read by rules from {mentions:,} mentions in {reports:,} Arabic reports
({texts:,} different texts); every mention points at the characters it was read from.

- **What it records**: what published reports say, who says it, and where they contradict each other. It is no verdict
  on any person or party. What is planned, hypothetical, generic or denied is marked (`realis`, `assertion`) and counts
  nobody.
- **Edition**: {edition}
- **Private persons**: {privacy}
- **What left the chain**: {rejected:,} rows in `rejected`, each with stage and reason.
- **Where**: coordinates are those of the named settlement or area, never of a building (`geo_precision`: UCDP
  where_prec).
- **When**: {span} No day is given that neither the text nor a known publication date gives (`date_status`); {undated:,}
  events have none.
- **Who made it**: {authors}. **Licence**: {licence}. Places adapt GeoNames (CC BY 4.0): keep `NOTICE` with them.
- **How it was made**: `dataset.json` (config, checksums of the inputs, digests of the code, package versions), and the
  same as PROV in `prov.json`.
- **Whole?** `sha256sum --check SHA256SUMS`

## Checks

{checks}

## Files

| file | what |
|---|---|
| `<table>.parquet` | the tables below, typed, in a fixed order of rows; a folder of yearly parts where one is large |
| `events.geoparquet` | `events_flat` with a point geometry, for maps |
| `sijill.duckdb` | tables, views and codebook as one database, made from the files here (not in SHA256SUMS) |
| `csv/<table>.csv` | the tables for spreadsheets, without full texts |
| `DICTIONARY.md` | every column: type, values, meaning |
| `codebook.md`, `codebook/*.csv` | the event types and the words they were read with |
| `datapackage.json`, `croissant.json` | the description for machines (Data Package, Croissant) |
| `dataset.json`, `prov.json` | what it was made with |
| `CITATION.cff`, `NOTICE` | how to cite it, and whose data it adapts |

## Tables

| table | rows | one row is |
|---|---:|---|
{rows}

Start with `events_flat` (one row an event, in columns as in ACLED's files), then `events`, `event_mentions`,
`event_links`.
"""
PASSED = "Every stage passed its gate: `workflow/expectations/` says what was demanded."
WAIVED = """Every stage passed its gate; these checks were waived by the makers of this dataset and closed none:

| check | why it was waived |
|---|---|
{rows}"""
BOUNDS = """

Bounds that the makers set themselves: {bounds}."""
SUFFIX = {"export": "working edition", "public": "shareable edition"}
EDITIONS = {
    (False, False): "shareable; without the texts of the reports, which belong to their outlets.",
    (False, True): "shareable, with the texts of the reports (`public_full_text`), which belong to their outlets.",
    (True, False): "working, for the team that holds the reports; not to be passed on.",
}
UNNAMED = "the makers of this dataset (config: `export.authors`)"
UNLICENSED = "none stated (config: `export.license`)"


def title(options: ExportOptions, edition: str) -> str:
    """The name of an edition."""
    return f"{options.title}: {SUFFIX[edition]}"


def authors(options: ExportOptions) -> list[str]:
    """The names that the config gives, separated by semicolons there."""
    return [name.strip() for name in options.authors.split(";") if name.strip()]


def as_json(value: Any) -> bytes:
    """JSON with sorted keys and a final newline: the same bytes for the same value."""
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n").encode()


def dataset_json(provenance: Mapping[str, Any], options: ExportOptions, rows: Mapping[str, int], edition: str) -> bytes:
    """`dataset.json`: the same bytes for the same inputs, config and code."""
    return as_json({**provenance, "edition": edition, "options": asdict(options), "rows": dict(rows)})


def card(
    provenance: Mapping[str, Any],
    options: ExportOptions,
    rows: Mapping[str, int],
    events: pa.Table,
    texts: int,
    edition: str,
) -> bytes:
    """`CARD.md`: what the dataset is, for whoever finds it. `rows` of each table; `texts`: how many are different."""
    working = edition == "export"
    masked = not working and options.mask_private_persons
    return CARD.format(
        title=title(options, edition),
        edition=EDITIONS[working, not working and options.public_full_text],
        privacy="names masked by blocks (█) of the same length." if masked else "names are as written in the reports.",
        events=rows["events"],
        mentions=rows["event_mentions"],
        reports=rows["reports"],
        texts=texts,
        rejected=rows["rejected"],
        undated=events["date_start"].null_count,
        span=_span(events),
        authors="; ".join(authors(options)) or UNNAMED,
        licence=options.license or UNLICENSED,
        checks=_checks(provenance.get("config", {}).get("quality") or {}),
        rows="\n".join(f"| {name} | {rows[name]:,} | {table_of(name).row} |" for name in ordered(rows)),
    ).encode()


def _span(events: pa.Table) -> str:
    """The first and the last day of what happened, as a sentence."""
    days = sorted(day for day in events["date_start"].to_pylist() if day)
    return f"Dated events begin between {days[0]} and {days[-1]}." if days else ""


def _checks(quality: Mapping[str, Any]) -> str:
    """What the config's section `quality` changed, in words: whoever reads the dataset must see it."""
    waived = [f"| `{row['check']}` | {_cell(row['reason'])} |" for row in quality.get("waive") or ()]
    said = WAIVED.format(rows="\n".join(waived)) if waived else PASSED
    bounds = [
        f"`{row['check']}` "
        + " and ".join(f"{key} {value}" for key, value in sorted(row.items()) if key != "check" and value is not None)
        for row in quality.get("thresholds") or ()
    ]
    return said + (BOUNDS.format(bounds="; ".join(bounds)) if bounds else "")


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def citation(options: ExportOptions, version: str, edition: str) -> bytes:
    """`CITATION.cff` of the dataset, with Sijill as a reference. Without a date: no clock is read."""
    made = {
        "cff-version": "1.2.0",
        "message": "If you use this dataset, please cite it as below, and the reports it was read from.",
        "type": "dataset",
        "title": title(options, edition),
        "version": version,
        "authors": [{"name": name} for name in authors(options) or ["The makers of this dataset"]],
        "keywords": ["event data", "armed conflict", "Arabic"],
        "references": [
            {
                "type": "software",
                "title": "Sijill: Arabic news reports about armed conflict, read into an event dataset",
                "version": version,
                "authors": [{"name": "The Sijill contributors"}],
                "license": "Apache-2.0",
            }
        ],
    }
    if options.license.startswith(("https://", "http://")):
        made["license-url"] = options.license
    elif options.license:
        made["license"] = options.license
    return yaml.safe_dump(made, allow_unicode=True, sort_keys=False, width=120).encode()


def sha256sums(files: Mapping[str, bytes | str]) -> bytes:
    """`SHA256SUMS` in the format of sha256sum. `files`: name → content, or its hex digest where that is known."""
    digests = {
        name: hashlib.sha256(data).hexdigest() if isinstance(data, bytes) else data for name, data in files.items()
    }
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items())).encode()


def masked(value: Any, hide: Any) -> Any:
    """A JSON value with every string in it, keys included, passed through `hide`."""
    if isinstance(value, str):
        return hide(value)
    if isinstance(value, Mapping):
        return {hide(key): masked(inner, hide) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [masked(inner, hide) for inner in value]
    return value
