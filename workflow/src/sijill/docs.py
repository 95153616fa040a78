"""The reference pages, written from what the program reads: tables.md from `tables`, codebook.md from the codebook."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable

from sijill import codebook, codebook_page, io
from sijill.tables import TABLES, Table

GENERATED = "<!-- Written by `make docs`; edit `workflow/src/sijill/tables/` instead. -->"
TYPES = {"string": "text", "int64": "whole number", "double": "number", "bool": "yes/no"}


def run(arguments: Namespace) -> None:
    """Write both pages into the folder `out`."""
    io.write_bytes(tables_page().encode(), arguments.out / "tables.md")
    io.write_bytes(codebook_page.as_markdown(codebook.load(arguments.codebook)).encode(), arguments.out / "codebook.md")


def tables_page() -> str:
    """Every table and column with type, values and meaning, as Markdown."""
    parts = [
        GENERATED,
        "# Tables",
        "One row is one thing. Ids are digests of what defines the thing. Offsets are half-open and count Unicode code "
        "points of `reports.text_raw`. A column marked *null* may be empty; the others never are.",
        "\n".join(f"- [`{name}`](#{name}): {table.row}" for name, table in TABLES.items()),
    ]
    parts += [_table(name, table) for name, table in TABLES.items()]
    return "\n\n".join(parts) + "\n"


def _table(name: str, table: Table) -> str:
    rows = []
    for column, spec in table.columns.items():
        values = " " + ", ".join(map(_code, spec.values)) + "." if spec.values else ""
        kind = TYPES[str(spec.type)] + (", *null*" if spec.nullable else "")
        rows.append((_code(column), kind, spec.description + values))
    key = ", ".join(map(_code, table.key))
    return f"## {name}\n\nA row is {table.row}. Sorted by {key}.\n\n" + _grid(("column", "type", "meaning"), rows)


def _code(value: str) -> str:
    return f"`{value}`"


def _grid(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
