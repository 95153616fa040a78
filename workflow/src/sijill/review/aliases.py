"""New names from reviewers, as rows of the codebook: they change what is read, so they come before everything else.

An alias that two reviewers tie to different things is left out (`settle` tells of the conflict).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

COLUMNS = ("slot", "id", "alias", "source")


def agreed(corrections: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """The aliases on which all agree, sorted: slot (actor, place), id, alias, source."""
    last: dict[tuple[str, str, str], Mapping[str, str]] = {}
    for row in corrections:  # in the order they were made
        if row["action"] == "alias":
            last[row["slot"], row["target"], row["reviewer"]] = row
    meant: dict[tuple[str, str], set[str]] = {}
    for (slot, alias, _), row in last.items():
        meant.setdefault((slot, alias), set()).add(row["after"])
    rows = [
        {"slot": slot, "id": next(iter(ids)), "alias": alias, "source": "reviewer"}
        for (slot, alias), ids in meant.items()
        if len(ids) == 1
    ]
    return sorted(rows, key=lambda row: tuple(row.values()))


def with_actor_aliases(actors: str, rows: Iterable[Mapping[str, str]]) -> str:
    """The text of actors.csv with the aliases of actors added; ids it does not have are passed over."""
    more: dict[str, list[str]] = {}
    for row in rows:
        if row["slot"] == "actor":
            more.setdefault(row["id"], []).append(row["alias"])
    reader = csv.DictReader(io.StringIO(actors))
    out = io.StringIO()
    writer = csv.DictWriter(out, reader.fieldnames or (), lineterminator="\n")
    writer.writeheader()
    for actor in reader:
        known = [name for name in actor["aliases"].split("|") if name]
        actor["aliases"] = "|".join(dict.fromkeys([*known, *more.get(actor["actor_id"], ())]))
        writer.writerow(actor)
    return out.getvalue()


def as_csv(rows: Iterable[Mapping[str, str]]) -> str:
    """aliases.csv."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
