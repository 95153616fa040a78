"""The stage that makes the two editions of the dataset: the working one and the shareable one.

`run` gives tables and bytes by file name; whoever writes them tells what was written (`File`), and `described` gives
the descriptions for machines, which hold the checksums of the other files.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sijill import tables as contract
from sijill.export import partition
from sijill.export.croissant import croissant
from sijill.export.datapackage import datapackage
from sijill.export.dictionary import dictionary, table_of
from sijill.export.documents import card, citation, dataset_json, masked, sha256sums
from sijill.export.files import File
from sijill.export.geo import with_geometry
from sijill.export.lineage import lineage
from sijill.export.making import BY_LOT, CHILDREN, WHOLE, Making, Seen
from sijill.export.partition import PARQUET
from sijill.export.registry import actor_table, common_words
from sijill.export.spreadsheet import formula_safe, spreadsheets
from sijill.options import ExportOptions

__all__ = [
    "BY_LOT", "CHILDREN", "WHOLE", "Counts", "File", "Making", "Seen", "actor_table", "common_words", "contents",
    "described", "documents", "files", "run", "sha256sums", "typed",
]  # fmt: skip

Edition = dict[str, pa.Table | bytes]


def run(
    tables: Mapping[str, pa.Table],
    options: ExportOptions,
    provenance: Mapping[str, Any],
    common: frozenset[str] = frozenset(),
) -> dict[str, Edition]:
    """Edition ("export", "public") → file name → content; `contents` cuts it into the files to write.

    `tables`: what review gives (`corrections` may be missing), the whole registries `places` and `actors`
    (`actor_table`), and as `rejected` what all stages rejected. `provenance`: what `dataset.json` says of the making.
    `common`: words that name nobody (`common_words`); without them counted nouns such as «شخصا» are masked like the
    victims' names they stand for. All at once; `Making` does the same some reports at a time.
    """
    given = {"corrections": contract.empty("corrections"), **tables}
    given = {name: in_order(given[name], name) for name in contract.TABLES}
    seen = Seen(common)
    seen.look(given)
    making = Making(given, seen, options)
    made = {}
    for edition, held in making.lot(given).items():
        held |= making.rest(edition, given) | {"rejected": making.rejected(edition, given["rejected"])}
        shown = typed(held)
        counts = Counts({name: rows.num_rows for name, rows in held.items()}, making.kept(edition, "reports"))
        schemas = {name: rows.schema for name, rows in shown.items()}
        papers = documents(edition, options, provenance, making, counts, schemas)
        made[edition] = {**files(shown), **papers}
    return made


@dataclass(frozen=True)
class Counts:
    """The rows of every table, and the reports (thin), of which some repeat others."""

    rows: Mapping[str, int]
    reports: pa.Table


def documents(
    edition: str,
    options: ExportOptions,
    provenance: Mapping[str, Any],
    making: Making,
    counts: Counts,
    schemas: Mapping[str, pa.Schema],
) -> dict[str, bytes]:
    """The files of an edition that are no tables and hold no checksums."""
    made = provenance if edition == "export" else masked(provenance, making.mask.hide)
    texts = counts.reports["duplicate_of"].null_count
    return {
        "dataset.json": dataset_json(made, options, counts.rows, edition),
        "CARD.md": card(made, options, counts.rows, making.tables["events"], texts, edition),
        "DICTIONARY.md": dictionary(schemas),
        "CITATION.cff": citation(options, str(made.get("sijill", "")), edition),
    }


def files(tables: Mapping[str, pa.Table]) -> Edition:
    """Some tables of an edition (`typed`) as the files it holds them in."""
    made: Edition = {f"{table}{PARQUET}": rows for table, rows in tables.items()}
    if "events_flat" in tables:
        made["events.geoparquet"] = with_geometry(tables["events_flat"])
    return made | {f"csv/{table}.csv": rows for table, rows in spreadsheets(tables)}


def contents(
    edition: Edition,
    options: ExportOptions,
    rows: Mapping[str, int] | None = None,
    owners: Mapping[str, pa.Table] | None = None,
) -> Iterator[tuple[str, pa.Table | bytes]]:
    """The files of an edition, one after another: large tables in parts, cells of spreadsheets made safe.

    Where only some rows of tables are given, `rows` tells how many there are; `owners` are tables that other tables
    belong to, where they are not given too.
    """
    held = {name.removesuffix(PARQUET): rows for name, rows in edition.items() if isinstance(rows, pa.Table)}
    tables = {**(owners or {}), **held}
    for name, content in edition.items():
        if name.endswith(PARQUET):
            table = name.removesuffix(PARQUET)
            yield from partition.parts(table, tables, options.partition_rows, (rows or {}).get(table))
        elif isinstance(content, pa.Table) and name.endswith(".csv"):
            yield name, formula_safe(content)
        else:
            yield name, content


def described(
    edition: str, given: Mapping[str, Any], files: Iterable[File], options: ExportOptions
) -> dict[str, bytes]:
    """The descriptions for machines of an edition whose other files (`given` has its documents) are written."""
    made = json.loads(bytes(given["dataset.json"]))
    listed = sorted(files, key=lambda file: file.path)
    return {
        "datapackage.json": datapackage(options, made.get("sijill", ""), edition, listed),
        "croissant.json": croissant(options, made.get("sijill", ""), edition, listed),
        "prov.json": lineage(made, edition, listed),
    }


def in_order(table: pa.Table, name: str) -> pa.Table:
    """Rows in the order of the table's key, ties by the other columns; columns in the order of the contract."""
    columns = list(contract.TABLES[name].columns)
    key = contract.TABLES[name].key
    order = [*key, *(column for column in columns if column not in key)]
    table = table.select(columns)
    indices = pc.sort_indices(table, sort_keys=[(column, "ascending") for column in order])
    if np.array_equal(indices.to_numpy(), np.arange(table.num_rows)):
        return table  # as files are read: no second copy of the texts
    return table.take(indices)


def typed(tables: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """The tables with the types that their columns have in the files: days as dates."""
    return {name: _typed(table, table_of(name)) for name, table in tables.items()}


def _typed(table: pa.Table, spec: contract.Table) -> pa.Table:
    for number, field in enumerate(table.schema):
        column = spec.columns.get(field.name)
        if column is not None and column.exported is not None:
            table = table.set_column(number, field.with_type(column.exported), table[number].cast(column.exported))
    return table
