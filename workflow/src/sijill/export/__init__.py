"""The stage that makes the two editions of the dataset: the working one and the shareable one.

`run` gives tables and bytes by file name; whoever writes them tells what was written (`File`), and `described` gives
the descriptions for machines, which hold the checksums of the other files.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sijill import tables as contract
from sijill.export import partition
from sijill.export.columns import lookup
from sijill.export.croissant import croissant
from sijill.export.datapackage import datapackage
from sijill.export.dictionary import dictionary, table_of
from sijill.export.documents import card, citation, dataset_json, masked, sha256sums
from sijill.export.files import File
from sijill.export.flat import events_flat
from sijill.export.geo import with_geometry
from sijill.export.lineage import lineage
from sijill.export.partition import PARQUET
from sijill.export.public import evidence, public_edition
from sijill.export.registry import actor_table, actors_in_use, common_words, places_in_use
from sijill.export.spreadsheet import formula_safe, spreadsheets
from sijill.options import ExportOptions

__all__ = ["File", "actor_table", "common_words", "contents", "described", "run", "sha256sums"]

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
    victims' names they stand for.
    """
    unreviewed = {"corrections": contract.empty("corrections")}
    working = {**unreviewed, **tables, "actors": actors_in_use(tables), "places": places_in_use(tables)}
    working = {name: _sorted(working[name], name) for name in contract.TABLES}
    texts = lookup(working["reports"], "report_id", "text_raw")
    told = {mention: text for mention, (text, _) in evidence(working, texts).items()}
    public, mask = public_edition(working, texts, options.mask_private_persons, options.public_full_text, common)
    shown = lookup(public["event_mentions"], "mention_id", "evidence")
    working["events_flat"] = events_flat(working, told)
    public["events_flat"] = events_flat(public, shown)
    return {
        "export": _edition("export", working, options, provenance),
        "public": _edition("public", public, options, masked(provenance, mask.hide)),
    }


def contents(edition: Edition, options: ExportOptions) -> Iterator[tuple[str, pa.Table | bytes]]:
    """The files of an edition, one after another: large tables in parts, cells of spreadsheets made safe."""
    tables = {name.removesuffix(PARQUET): held for name, held in edition.items() if isinstance(held, pa.Table)}
    for name, content in edition.items():
        if name.endswith(PARQUET):
            yield from partition.parts(name.removesuffix(PARQUET), tables, options.partition_rows)
        elif isinstance(content, pa.Table) and name.endswith(".csv"):
            yield name, formula_safe(content)
        else:
            yield name, content


def described(edition: str, given: Edition, files: Iterable[File], options: ExportOptions) -> dict[str, bytes]:
    """The descriptions for machines of an edition whose other files are written."""
    made = json.loads(bytes(given["dataset.json"]))  # type: ignore[arg-type]
    listed = sorted(files, key=lambda file: file.path)
    return {
        "datapackage.json": datapackage(options, made.get("sijill", ""), edition, listed),
        "croissant.json": croissant(options, made.get("sijill", ""), edition, listed),
        "prov.json": lineage(made, edition, listed),
    }


def _sorted(table: pa.Table, name: str) -> pa.Table:
    """Rows in the order of the table's key, ties by the other columns; columns in the order of the contract."""
    columns = list(contract.TABLES[name].columns)
    key = contract.TABLES[name].key
    order = [*key, *(column for column in columns if column not in key)]
    table = table.select(columns)
    indices = pc.sort_indices(table, sort_keys=[(column, "ascending") for column in order])
    if np.array_equal(indices.to_numpy(), np.arange(table.num_rows)):
        return table  # as files are read: no second copy of the texts
    return table.take(indices)


def _edition(
    name: str, tables: Mapping[str, pa.Table], options: ExportOptions, provenance: Mapping[str, Any]
) -> Edition:
    typed = {table: _typed(rows, table_of(table)) for table, rows in tables.items()}
    return {
        **{f"{table}{PARQUET}": rows for table, rows in typed.items()},
        "events.geoparquet": with_geometry(typed["events_flat"]),
        **{f"csv/{table}.csv": rows for table, rows in spreadsheets(typed)},
        "dataset.json": dataset_json(provenance, options, tables, name),
        "CARD.md": card(provenance, options, tables, name),
        "DICTIONARY.md": dictionary(typed),
        "CITATION.cff": citation(options, str(provenance.get("sijill", "")), name),
    }


def _typed(table: pa.Table, spec: contract.Table) -> pa.Table:
    """The table with the types that its columns have in the files: days as dates."""
    for number, field in enumerate(table.schema):
        column = spec.columns.get(field.name)
        if column is not None and column.exported is not None:
            table = table.set_column(number, field.with_type(column.exported), table[number].cast(column.exported))
    return table
