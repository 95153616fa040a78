"""The files of an edition that are no tables: what it was made with, what it is, and the checksums."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import pyarrow as pa

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
- **When**: no day is given that neither the text nor a known publication date gives (`date_status`).
- **How it was made**: `dataset.json` (config, checksums of the inputs, digests of the code, package versions).
- **Whole?** `sha256sum --check SHA256SUMS`

| table | rows | one row is |
|---|---:|---|
{rows}

Every column is described in the metadata of its Parquet file. Start with `events_flat` (one row an event, in columns
as in ACLED's files), then `events`, `event_mentions`, `event_links`.
"""
TITLES = {"export": "Sijill: working edition", "public": "Sijill: shareable edition"}
EDITIONS = {
    (False, False): "shareable; without the texts of the reports, which belong to their outlets.",
    (False, True): "shareable, with the texts of the reports (`public_full_text`), which belong to their outlets.",
    (True, False): "working, for the team that holds the reports; not to be passed on.",
}


def dataset_json(
    provenance: Mapping[str, Any], options: ExportOptions, tables: Mapping[str, pa.Table], edition: str
) -> bytes:
    """`dataset.json`: the same bytes for the same inputs, config and code."""
    counts = {name: table.num_rows for name, table in tables.items()}
    made = {**provenance, "edition": edition, "options": asdict(options), "rows": counts}
    return (json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n").encode()


def card(options: ExportOptions, tables: Mapping[str, pa.Table], edition: str) -> bytes:
    """`CARD.md`: what the dataset is, for whoever finds it."""
    working = edition == "export"
    masked = not working and options.mask_private_persons
    rows = [
        f"| {name} | {table.num_rows:,} | {(table.schema.metadata or {}).get(b'row', b'').decode()} |"
        for name, table in sorted(tables.items())
    ]
    return CARD.format(
        title=TITLES[edition],
        edition=EDITIONS[working, not working and options.public_full_text],
        privacy="names masked by blocks (█) of the same length." if masked else "names are as written in the reports.",
        events=tables["events"].num_rows,
        mentions=tables["event_mentions"].num_rows,
        reports=tables["reports"].num_rows,
        texts=tables["reports"]["duplicate_of"].null_count,
        rejected=tables["rejected"].num_rows,
        rows="\n".join(rows),
    ).encode()


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
