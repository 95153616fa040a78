"""The stage that makes the two editions of the dataset: the working one and the shareable one.

Gives tables and bytes by file name; whoever writes them adds SHA256SUMS (`sha256sums`), since checksums are of files.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from sijill import tables as contract
from sijill.export.columns import lookup
from sijill.export.documents import card, dataset_json, masked, sha256sums
from sijill.export.flat import events_flat
from sijill.export.public import evidence, public_edition
from sijill.export.registry import actor_table, actors_in_use, common_words, places_in_use
from sijill.options import ExportOptions

__all__ = ["actor_table", "common_words", "run", "sha256sums"]

Edition = dict[str, pa.Table | bytes]


def run(
    tables: Mapping[str, pa.Table],
    options: ExportOptions,
    provenance: Mapping[str, Any],
    common: frozenset[str] = frozenset(),
) -> dict[str, Edition]:
    """Edition ("export", "public") → file name → content.

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
    public, mask = public_edition(working, options.mask_private_persons, options.public_full_text, common)
    shown = lookup(public["event_mentions"], "mention_id", "evidence")
    working["events_flat"] = events_flat(working, told)
    public["events_flat"] = events_flat(public, shown)
    return {
        "export": _edition("export", working, options, provenance),
        "public": _edition("public", public, options, masked(provenance, mask.hide)),
    }


def _sorted(table: pa.Table, name: str) -> pa.Table:
    """Rows in the order of the table's key, ties by the other columns; columns in the order of the contract."""
    columns = list(contract.TABLES[name].columns)
    key = contract.TABLES[name].key
    order = [*key, *(column for column in columns if column not in key)]
    return table.select(columns).sort_by([(column, "ascending") for column in order])


def _edition(
    name: str, tables: Mapping[str, pa.Table], options: ExportOptions, provenance: Mapping[str, Any]
) -> Edition:
    return {
        **{f"{table}.parquet": rows for table, rows in tables.items()},
        "dataset.json": dataset_json(provenance, options, tables, name),
        "CARD.md": card(options, tables, name),
    }
