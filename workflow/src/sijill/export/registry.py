"""The registry rows that a dataset uses, with all that stands above them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from sijill import tables as contract
from sijill.codebook import Codebook
from sijill.codewords import Actor
from sijill.export.masking import common_keys


def actor_table(actors: Mapping[str, Actor]) -> pa.Table:
    """The codebook's actors as the table `actors`; an empty cell is null."""
    rows = [
        {
            "actor_id": actor.actor_id, "name_ar": actor.name_ar, "name_en": actor.name_en, "kind": actor.kind,
            "source": actor.source, "aliases": "|".join(actor.aliases) or None, "country": actor.country or None,
            "parent": actor.parent or None,
            "backers": "|".join(actor.backers) or None, "valid_from": actor.valid_from or None,
            "valid_to": actor.valid_to or None, "plover_sector": actor.plover_sector or None,
            "acled_inter": actor.acled_inter,
        }
        for actor in actors.values()
    ]  # fmt: skip
    return contract.from_rows("actors", rows)


def common_words(codebook: Codebook) -> frozenset[str]:
    """Every folded word of the lexicons of counted nouns, titles, group nouns, sources, cues and particles.

    Words that are read as something else than names: what consists of them alone is no person's name.
    """
    lexicons = (codebook.units, codebook.titles, codebook.heads, codebook.sources, codebook.cues, codebook.connectives)
    forms = (form for lexicon in lexicons for row in lexicon for form in row.forms)
    return frozenset(word for form in forms for word in common_keys(form))


def actors_in_use(actors: pa.Table, used: Iterable[str]) -> pa.Table:
    """The actors that are named, their parents and backers, and theirs."""
    rows = actors.select(["actor_id", "parent", "backers"]).to_pylist()
    above = {row["actor_id"]: [row["parent"], *(row["backers"] or "").split("|")] for row in rows}
    return _closed(actors, "actor_id", used, above)


def places_in_use(places: pa.Table, used: Iterable[str]) -> pa.Table:
    """The places that are named, and the places that contain them."""
    rows = places.select(["place_id", "parent"]).to_pylist()
    above = {row["place_id"]: [row["parent"]] for row in rows}
    return _closed(places, "place_id", used, above)


def named(*columns: pa.ChunkedArray) -> set[str]:
    """The ids that stand in some columns."""
    return {str(key) for column in columns for key in pc.unique(column).to_pylist() if key}


def _closed(table: pa.Table, key: str, used: Iterable[str], above: Mapping[str, list[Any]]) -> pa.Table:
    """The rows of the ids and of everything above them, sorted by id."""
    found: set[str] = set()
    todo = [name for name in used if name in above]
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += [other for other in above[name] if other in above]
    return table.filter(pc.is_in(table[key], pa.array(sorted(found), pa.string()))).sort_by(key)
