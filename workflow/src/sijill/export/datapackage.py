"""`datapackage.json`: the tables of an edition as a Data Package (Frictionless), Parquet and CSV."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pyarrow as pa

from sijill.export.dictionary import meaning, ordered, table_of, values_of
from sijill.export.documents import as_json, authors, title
from sijill.export.files import MEDIA, File
from sijill.options import ExportOptions

TYPES = {"string": "string", "int64": "integer", "double": "number", "bool": "boolean", "date32[day]": "date"}
IDS = {"reports": "report_id", "event_mentions": "mention_id", "events": "event_id", "actors": "actor_id",
       "places": "place_id", "events_flat": "event_id"}  # fmt: skip
"""The column that identifies a row."""
LINKS = {
    "event_mentions": {"report_id": "reports", "event_id": "events", "place_id": "places"},
    "participants": {"mention_id": "event_mentions", "actor_id": "actors"},
    "quantities": {"mention_id": "event_mentions"},
    "attributions": {"mention_id": "event_mentions"},
    "events": {"place_id": "places"},
    "event_links": {"event_id_a": "events", "event_id_b": "events"},
    "event_slots": {"event_id": "events", "mention_id": "event_mentions"},
    "report_pairs": {"report_id_a": "reports", "report_id_b": "reports"},
}
"""The columns that name a row of another table."""


def datapackage(options: ExportOptions, version: str, edition: str, files: Iterable[File]) -> bytes:
    """The description of the written files; the same bytes for the same files.

    The CSV files are tabular resources, which Frictionless checks cell by cell. The Parquet files carry their own types
    and are plain files with a schema: Frictionless reads them by way of pandas, which has no null for integers.
    """
    held = [file for file in files if file.schema is not None]
    order = {name: number for number, name in enumerate(ordered({file.table for file in held}))}
    held.sort(key=lambda file: (order[file.table], file.suffix != ".csv", file.path))
    licence = options.license
    named = {"path": licence} if licence.startswith("http") else {"name": licence}
    return as_json({
        "profile": "data-package",
        "name": f"sijill-{edition}",
        "title": title(options, edition),
        "version": version,
        "contributors": [{"title": name, "role": "author"} for name in authors(options)],
        **({"licenses": [named]} if licence else {}),
        "resources": [_resource(file) for file in held],
    })  # fmt: skip


def _resource(file: File) -> dict[str, Any]:
    tabular = file.suffix == ".csv"
    kind = file.suffix.removeprefix(".")
    return {
        **({"profile": "tabular-data-resource", "encoding": "utf-8"} if tabular else {"type": "file"}),
        "name": "-".join(filter(None, (file.table.replace("_", "-"), file.part, None if tabular else kind))),
        "title": f"A row is {table_of(file.table).row}.",
        "path": file.path,
        "format": kind,
        "mediatype": MEDIA[file.suffix],
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "schema": _schema(file, tabular),
    }


def _schema(file: File, tabular: bool) -> dict[str, Any]:
    """The fields and the key; what refers to other tables, for those that are checked."""
    links = LINKS.get(file.table, {}) if tabular else {}
    foreign = [
        {"fields": [column], "reference": {"resource": other.replace("_", "-"), "fields": [IDS[other]]}}
        for column, other in links.items()
    ]
    return {
        "fields": [_field(file.table, field, tabular) for field in file.schema or ()],
        **({"primaryKey": [IDS[file.table]]} if file.table in IDS else {}),
        **({"foreignKeys": foreign} if foreign else {}),
    }


def _field(table: str, field: pa.Field, tabular: bool) -> dict[str, Any]:
    values = values_of(table, field.name)
    may_be_empty = field.nullable or (tabular and str(field.type) == "string")  # CSV has one empty cell for null and ""
    constraints = {**({} if may_be_empty else {"required": True}), **({"enum": list(values)} if values else {})}
    return {
        "name": field.name,
        "type": TYPES.get(str(field.type), "any"),
        "description": meaning(field),
        **({"constraints": constraints} if constraints else {}),
    }
