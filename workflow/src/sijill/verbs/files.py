"""What verbs share: finding, gathering and writing the files of tables."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyarrow as pa

from sijill import io, tables
from sijill.errors import UserError
from sijill.plan import STAGE_TABLES


def gather(folders: Iterable[Path], without: tuple[str, ...] = ()) -> dict[str, pa.Table]:
    """The dataset's tables in the folders by file name, parts of one table joined, sorted, each as its schema says."""
    found = parquet_files(folders)
    return {
        name: io.read(name, paths) for name, paths in found.items() if name in tables.TABLES and name not in without
    }


def parquet_files(folders: Iterable[Path]) -> dict[str, list[Path]]:
    """The files of each table, by table name. Raises UserError for a folder that holds none."""
    paths: dict[str, list[Path]] = {}
    for folder in folders:
        found = sorted(folder.glob("*.parquet"))
        if not found:
            raise UserError(f"{folder} holds no table: run the stage that writes it first.")
        for path in found:
            paths.setdefault(path.stem, []).extend(in_parts(path))
    return dict(sorted(paths.items()))


def in_parts(path: Path) -> list[Path]:
    """The files of a table: itself, or those of its folder where it is kept in parts."""
    return sorted(path.rglob("*.parquet")) if path.is_dir() else [path]


def row_counts(folder: Path) -> dict[str, int]:
    """The rows of every table of an edition, by its files' footers."""
    found = {path.stem: in_parts(path) for path in sorted(folder.glob("*.parquet"))}
    return {name: sum(io.row_count(part) for part in parts) for name, parts in found.items()}


def finish(stage: str, result: Mapping[str, pa.Table], out: Path) -> None:
    """Write what a stage gives: exactly the tables it owes."""
    demand(stage, result)
    io.write_tables(dict(result), out)
    say(stage, result)


def demand(stage: str, given: Iterable[str]) -> None:
    """Raises KeyError when a stage does not give exactly the tables it owes."""
    if set(given) != set(STAGE_TABLES[stage]):
        raise KeyError(f"{stage} gave {sorted(given)}, owes {sorted(STAGE_TABLES[stage])}")


def say(stage: str, result: Mapping[str, pa.Table]) -> None:
    print(f"{stage}: " + ", ".join(f"{table.num_rows} {name}" for name, table in result.items()))


def copy_table(name: str, paths: Iterable[Path], out: Path) -> None:
    """A table that a stage hands on unchanged: its one file, byte for byte."""
    (source,) = paths
    with io.replacing(out / f"{name}.parquet") as temporary:
        shutil.copyfile(source, temporary)


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file as `write_csv` writes it; none where there is no file."""
    import csv

    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def write_csv(table: pa.Table, path: Path) -> None:
    """A table as CSV for people: UTF-8 with a byte order mark, so that spreadsheets read the Arabic; no formulas."""
    import csv
    from io import StringIO

    from sijill.export.spreadsheet import formula_safe

    buffer = StringIO()
    writer = csv.writer(buffer)  # ends lines with \r\n, so that either in a cell is quoted
    writer.writerow(table.column_names)
    for row in formula_safe(table).to_pylist():
        writer.writerow("" if value is None else value for value in row.values())
    io.write_bytes(b"\xef\xbb\xbf" + buffer.getvalue().encode(), path)
