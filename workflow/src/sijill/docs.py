"""The reference pages, written from what the program reads: tables.md from `tables`, codebook.md from the codebook."""

from __future__ import annotations

import csv
from argparse import Namespace
from collections.abc import Iterable, Mapping
from pathlib import Path

from sijill import io
from sijill.tables import TABLES, Table

GENERATED = "<!-- Written by `make docs`; edit {source} instead. -->"
TYPES = {"string": "text", "int64": "whole number", "double": "number", "bool": "yes/no"}


def run(arguments: Namespace) -> None:
    """Write both pages into the folder `out`."""
    io.write_bytes(tables_page().encode(), arguments.out / "tables.md")
    io.write_bytes(codebook_page(arguments.codebook).encode(), arguments.out / "codebook.md")


def tables_page() -> str:
    """Every table and column with type, values and meaning, as Markdown."""
    parts = [
        GENERATED.format(source="`workflow/src/sijill/tables.py`"),
        "# Tables",
        "One row is one thing. Ids are digests of what defines the thing. Offsets are half-open and count Unicode code "
        "points of `reports.text_raw`. A column marked *null* may be empty; the others never are.",
        "\n".join(f"- [`{name}`](#{name}): {table.row}" for name, table in TABLES.items()),
    ]
    parts += [_table(name, table) for name, table in TABLES.items()]
    return "\n\n".join(parts) + "\n"


def codebook_page(folder: Path) -> str:
    """The event types with their definitions, examples and equivalents, as Markdown."""
    types = _read(folder / "event_types.csv")
    parts = [
        GENERATED.format(source="`resources/codebook/event_types.csv`"),
        "# Codebook",
        f"{len(types)} event types. PLOVER and ACLED equivalents are those of the nearest kind; a dash means none.",
        _grid(
            ("type", "family", "PLOVER", "ACLED"),
            ((_code(row["event_type"]), row["family"], _pair(row, "plover_event", "plover_mode"),
              _pair(row, "acled_event", "acled_sub_event")) for row in types),
        ),
    ]  # fmt: skip
    parts += [_event_type(row) for row in types]
    return "\n\n".join(parts) + "\n"


def _table(name: str, table: Table) -> str:
    rows = []
    for column, spec in table.columns.items():
        values = " " + ", ".join(map(_code, spec.values)) + "." if spec.values else ""
        kind = TYPES[str(spec.type)] + (", *null*" if spec.nullable else "")
        rows.append((_code(column), kind, spec.description + values))
    key = ", ".join(map(_code, table.key))
    return f"## {name}\n\nA row is {table.row}. Sorted by {key}.\n\n" + _grid(("column", "type", "meaning"), rows)


def _event_type(row: Mapping[str, str]) -> str:
    lines = [f"## {row['event_type']}", row["definition"]]
    examples = (("Is one", "example_positive"), ("Is none", "example_negative"))
    lines += [f'{label}: <span dir="rtl" lang="ar">{row[name]}</span>' for label, name in examples if row[name]]
    return "\n\n".join([*lines, f"Source: {row['source']}."])


def _pair(row: Mapping[str, str], first: str, second: str) -> str:
    return " / ".join(value for value in (row[first], row[second]) if value) or "–"


def _code(value: str) -> str:
    return f"`{value}`"


def _grid(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
