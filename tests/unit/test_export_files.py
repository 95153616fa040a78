"""The files of an edition as they are opened elsewhere: each by the library that its readers would take."""

from __future__ import annotations

import csv
import io as text_io
import json
import os
import random
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_export import dataset, plain, with_person

from sijill import codebook as codebooks
from sijill import edition, io, tables
from sijill.export import common_words, contents, run
from sijill.export.partition import YEAR, parts, year_of
from sijill.export.spreadsheet import FORMULA, formula_safe
from sijill.options import ExportOptions

ROOT = Path(__file__).parents[2]
NAME = "زعتور البرقوقاني"  # no word of it is in any lexicon
OPTIONS = ExportOptions(title="Test", authors="A; B", license="CC-BY-4.0")
MADE = {
    "sijill": "0.1.0", "config": {"corpus": [{"name": "c"}]}, "packages": {"pyarrow": "1"},
    "inputs": [{"corpus": "c", "source_file": f"{NAME}.txt", "sha256": "0" * 64}],
    "code": {"ingest": "aa", "export": "bb"},
}  # fmt: skip
HOSTILE = ('=HYPERLINK("x")', "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "a=b", "", "قصف", "'=1")


@dataclass
class Written:
    """Both editions of a small dataset on disk, with their databases."""

    folder: Path
    given: dict[str, dict[str, Any]]


def write(case: Any, folder: Path, options: ExportOptions = OPTIONS, databases: bool = True) -> Written:
    book = codebooks.load(ROOT / "resources/codebook")
    made = run(dataset(case), options, MADE, common_words(book))
    beside = edition.codebook_files(ROOT / "resources/codebook", book) | edition.notice(ROOT / "NOTICE")
    for name, files in made.items():
        edition.write(name, {**files, **beside}, options, folder / name)
        if databases:
            make_database(folder / name, folder / name / "sijill.duckdb")
    return Written(folder, made)


def make_database(source: Path, target: Path) -> None:
    words = ["-m", "sijill", "database", "--edition", str(source), "--out", str(target)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "workflow/src")}
    subprocess.run([sys.executable, *words], check=True, env=environment, capture_output=True)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    return write(with_person(NAME), tmp_path_factory.mktemp("editions"))


def years() -> Any:
    """A case whose reports and events lie in several years, and in none."""
    case = plain()
    for number, day in enumerate(("2017-01-01", "2017-05-05", "2019-03-03", None)):
        case.report(f"y{number}", day)
        case.mention(f"y{number}", "shelling", days=day, place="douma", actor="regime", killed=number)
    return case


@pytest.fixture(scope="module")
def in_parts(tmp_path_factory: pytest.TempPathFactory) -> Written:
    return write(years(), tmp_path_factory.mktemp("parts"), replace(OPTIONS, partition_rows=1))


EDITIONS = pytest.mark.parametrize("name", ["export", "public"])


@EDITIONS
def test_parquet_is_typed_packed_and_described(written: Written, name: str) -> None:
    for path in sorted((written.folder / name).glob("*.parquet")):
        file = pq.ParquetFile(path)
        told = json.loads(file.metadata.metadata[b"columns"])
        assert list(told) == file.schema_arrow.names and all(told.values()), path
        for field in file.schema_arrow:
            assert field.metadata[b"description"].decode() == told[field.name]
        for number in range(file.metadata.num_columns if file.metadata.num_rows else 0):
            column = file.metadata.row_group(0).column(number)
            assert column.compression == "ZSTD"
            assert column.has_dictionary_page or column.physical_type == "BOOLEAN", (path, column.path_in_schema)
    events = pq.read_schema(written.folder / name / "events.parquet")
    assert events.field("date_start").type == pa.date32() and not events.field("event_id").nullable


def test_rows_are_in_the_order_of_their_key(written: Written) -> None:
    for name, spec in tables.TABLES.items():
        rows = pq.read_table(written.folder / "export" / f"{name}.parquet").to_pylist()
        keys = [
            tuple(
                (row[column] is None, row[column] or 0 if row[column] is None else row[column]) for column in spec.key
            )
            for row in rows
        ]
        assert keys == sorted(keys), name


def test_the_same_bytes_when_written_again(written: Written, tmp_path: Path) -> None:
    again = write(with_person(NAME), tmp_path, databases=False)
    for name in ("export", "public"):
        sums = [(each.folder / name / "SHA256SUMS").read_bytes() for each in (written, again)]
        assert sums[0] == sums[1] and b"sijill.duckdb" not in sums[0]
        for line in sums[0].decode().splitlines():
            digest, file = line.split("  ")
            assert io.sha256_of(written.folder / name / file) == digest


@EDITIONS
def test_pandas_polars_duckdb_and_geopandas_open_it(written: Written, name: str) -> None:
    import duckdb
    import geopandas
    import pandas as pd
    import polars as pl

    folder = written.folder / name
    for path in sorted(folder.glob("*.parquet")):
        rows = pq.read_metadata(path).num_rows
        assert len(pd.read_parquet(path)) == pl.read_parquet(path).height == rows
        assert duckdb.sql(f"SELECT count(*) FROM '{path}'").fetchall() == [(rows,)]
    assert pl.read_parquet(folder / "events.parquet").schema["date_start"] == pl.Date
    for path in sorted((folder / "csv").glob("*.csv")):
        assert pd.read_csv(path).shape == pl.read_csv(path, infer_schema=False).shape
    events = geopandas.read_parquet(folder / "events.geoparquet")
    assert events.crs.to_authority() == ("OGC", "CRS84")
    assert len(events) == pq.read_metadata(folder / "events.parquet").num_rows


@EDITIONS
def test_the_geoparquet_passes_its_validator_and_points_at_places(written: Written, name: str) -> None:
    import geoparquet_validator
    import shapely

    path = written.folder / name / "events.geoparquet"
    report = geoparquet_validator.check(str(path))
    assert geoparquet_validator.conformant(report, "core"), geoparquet_validator.failed(report)
    places = {row["place_id"]: row for row in pq.read_table(written.folder / name / "places.parquet").to_pylist()}
    events = {row["event_id"]: row for row in pq.read_table(written.folder / name / "events.parquet").to_pylist()}
    points = 0
    for row in pq.read_table(path).to_pylist():
        place = places.get(events[row["event_id"]]["place_id"])
        point = shapely.from_wkb(row["geometry"]) if row["geometry"] else None
        assert (point is None) == (place is None or place["latitude"] is None)
        assert point is None or (point.y, point.x) == (place["latitude"], place["longitude"])
        points += point is not None
    assert points


def test_a_geoparquet_without_any_place_is_valid(tmp_path: Path) -> None:
    import geoparquet_validator

    case = plain()
    for row in case.rows["event_mentions"]:
        row |= {"place_id": None}
    made = run(dataset(case), OPTIONS, MADE)["public"]["events.geoparquet"]
    io.write_exported(made, tmp_path / "none.geoparquet")
    report = geoparquet_validator.check(str(tmp_path / "none.geoparquet"))
    assert geoparquet_validator.conformant(report, "core"), geoparquet_validator.failed(report)
    assert made["geometry"].null_count == made.num_rows > 0


@EDITIONS
def test_the_database_holds_tables_views_and_codebook(written: Written, name: str) -> None:
    import duckdb

    folder = written.folder / name
    with duckdb.connect(str(folder / "sijill.duckdb"), read_only=True) as database:

        def ask(query: str) -> list[tuple[Any, ...]]:
            return database.sql(query).fetchall()

        for path in sorted(folder.glob("*.parquet")):
            assert ask(f"SELECT count(*) FROM {path.stem}") == [(pq.read_metadata(path).num_rows,)]
            schema = pq.read_schema(path)
            told = dict(ask(f"SELECT column_name, comment FROM duckdb_columns() WHERE table_name = '{path.stem}'"))
            assert told == {field.name: field.metadata[b"description"].decode() for field in schema}
        types = (ROOT / "resources/codebook/event_types.csv").read_text(encoding="utf-8").count("\n") - 1
        assert ask("SELECT count(*) FROM codebook.event_types") == [(types,)]
        assert ask("SELECT count(*) FROM evidence")[0] == (len(written.given[name]["event_mentions.parquet"]),)
        assert dict(ask("SELECT mention_id, sentence FROM evidence")) == sentences_of(written.given[name])
        assert {row[0] for row in ask("SELECT realis FROM happened")} <= {"actual", "ongoing"}
        roles = {row[0] for row in ask("SELECT role FROM event_actors")}
        assert roles == set(written.given[name]["participants.parquet"]["role"].to_pylist())
        for view in ("event_sources", "contradictions"):
            ask(f"SELECT count(*) FROM {view}")


def sentences_of(files: dict[str, Any]) -> dict[str, str]:
    """The sentence of every mention, cut out of the texts where these are there."""
    mentions = files["event_mentions.parquet"].to_pylist()
    if "evidence" in mentions[0]:
        return {row["mention_id"]: row["evidence"] for row in mentions}
    texts = {row["report_id"]: row["text_raw"] for row in files["reports.parquet"].to_pylist()}
    cut = {
        (row["report_id"], row["sentence_no"]): texts[row["report_id"]][row["start"] : row["end"]]
        for row in files["sentences.parquet"].to_pylist()
    }
    return {row["mention_id"]: cut[row["report_id"], row["sentence_no"]] for row in mentions}


def test_two_databases_of_one_edition_say_the_same(written: Written, tmp_path: Path) -> None:
    make_database(written.folder / "public", tmp_path / "again.duckdb")
    assert said_by(tmp_path / "again.duckdb") == said_by(written.folder / "public/sijill.duckdb")


def said_by(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table and view of a database."""
    import duckdb

    with duckdb.connect(str(path), read_only=True) as database:
        query = "SELECT table_schema, table_name FROM information_schema.tables ORDER BY ALL"
        return {
            f"{schema}.{table}": database.sql(f"SELECT * FROM {schema}.{table} ORDER BY ALL").fetchall()
            for schema, table in database.sql(query).fetchall()
        }


def test_a_private_name_is_in_no_byte_of_the_public_edition(written: Written) -> None:
    assert NAME in spoken(written.folder / "export")
    public = written.folder / "public"
    said = spoken(public)
    for word in (NAME, *NAME.split(), NAME.replace(" ", "-")):
        assert word not in said
        for path in public.rglob("*"):
            assert path.is_dir() or word.encode() not in path.read_bytes(), path
            assert word not in path.name


def spoken(folder: Path) -> str:
    """Everything that the files of an edition say when they are opened."""
    texts = []
    for path in sorted(file for file in folder.rglob("*") if file.is_file()):
        if path.suffix in (".parquet", ".geoparquet"):
            texts.append(repr(pq.ParquetFile(path).read().to_pylist()) + repr(pq.read_metadata(path).metadata))
        elif path.suffix == ".duckdb":
            texts.append(repr(said_by(path)))
        else:
            texts.append(path.read_text(encoding="utf-8"))
    return "\n".join(texts)


@EDITIONS
def test_frictionless_validates_the_data_package(written: Written, name: str) -> None:
    from frictionless import Package

    folder = written.folder / name
    package = Package(str(folder / "datapackage.json"))
    report = package.validate()
    assert report.valid, [error.message for task in report.tasks for error in task.errors] + report.errors
    paths = {resource.path for resource in package.resources}
    assert paths == {
        path.relative_to(folder).as_posix()
        for pattern in ("*.parquet", "*.geoparquet", "csv/*.csv")
        for path in folder.glob(pattern)
    }


def test_frictionless_sees_a_changed_file(written: Written, tmp_path: Path) -> None:
    from frictionless import Package

    folder = tmp_path / "public"
    subprocess.run(["cp", "-r", str(written.folder / "public"), str(folder)], check=True)
    sheet = folder / "csv/event_mentions.csv"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace('"actual"', '"perhaps"'), encoding="utf-8")
    found = {error.type for task in Package(str(folder / "datapackage.json")).validate().tasks for error in task.errors}
    assert {"hash-count", "constraint-error"} <= found


@pytest.mark.parametrize("kept", ["written", "in_parts"])
def test_mlcroissant_loads_it_offline(kept: str, request: pytest.FixtureRequest) -> None:
    import mlcroissant

    for name in ("export", "public"):
        folder = request.getfixturevalue(kept).folder / name
        loaded = mlcroissant.Dataset(jsonld=str(folder / "croissant.json"))
        assert not loaded.metadata.ctx.issues.errors
        assert {each.name for each in loaded.metadata.record_sets} == {path.stem for path in folder.glob("*.parquet")}
        rows = list(loaded.records("events_flat"))
        assert len(rows) == io.row_count(folder / "events_flat.parquet")
        assert all(row["events_flat/event_id"] for row in rows)


@EDITIONS
def test_prov_tells_what_it_was_made_from(written: Written, name: str) -> None:
    from prov.model import ProvActivity, ProvDocument, ProvEntity

    folder = written.folder / name
    document = ProvDocument.deserialize(folder / "prov.json", format="json")

    def values(kind: type, key: str) -> set[str]:
        return {str(value) for record in document.get_records(kind) for value in record.get_attribute(f"sijill:{key}")}

    listed = {line.split("  ")[1] for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()}
    assert values(ProvEntity, "path") == listed - {"datapackage.json", "croissant.json", "prov.json"}
    assert values(ProvActivity, "code") == {"aa", "bb"}
    assert values(ProvEntity, "source_file") == {MADE["inputs"][0]["source_file"]} if name == "export" else True
    assert (
        '"pyarrow"' in (folder / "dataset.json").read_text() and "package-pyarrow" in (folder / "prov.json").read_text()
    )


def test_large_tables_are_kept_in_parts_by_year(in_parts: Written) -> None:
    import duckdb
    import pandas as pd
    import polars as pl

    given_files, folder = in_parts.given["export"], in_parts.folder / "export"
    for name in ("reports", "events", "event_mentions", "participants", "quantities", "events_flat"):
        whole, path = given_files[f"{name}.parquet"], folder / f"{name}.parquet"
        assert path.is_dir() and len(list(path.iterdir())) > 1
        key = (tables.TABLES.get(name) or tables.TABLES["events"]).key
        assert rows_of(pd.read_parquet(path), key, whole) == rows_of(whole.to_pandas(), key, whole)
        assert pl.read_parquet(path, hive_partitioning=True).height == whole.num_rows
        assert duckdb.sql(f"SELECT count(*) FROM '{path}/*/*.parquet'").fetchall() == [(whole.num_rows,)]
    assert {part.parent.name for part in io.parts(folder / "reports.parquet")} == {
        f"{YEAR}={year}" for year in (2017, 2018, 2019, "unknown")
    }
    assert (folder / "places.parquet").is_file()
    read = io.read("events", [folder / "events.parquet"])
    assert read.schema.equals(tables.TABLES["events"].schema()) and read.num_rows == io.row_count(
        folder / "events.parquet"
    )


def rows_of(frame: Any, key: tuple[str, ...], whole: pa.Table) -> list[str]:
    ordered = frame[whole.column_names].sort_values(list(key)).astype(object)
    return [repr([None if value != value else value for value in row]) for row in ordered.to_numpy().tolist()]


def test_the_year_of_a_row_is_that_of_its_report_or_event() -> None:
    held = {
        name.removesuffix(".parquet"): file for name, file in run(dataset(years()), OPTIONS, MADE)["export"].items()
    }
    published = dict(zip(*(held["reports"][name].to_pylist() for name in ("report_id", "published_on")), strict=True))
    report_of = dict(zip(*(held["event_mentions"][n].to_pylist() for n in ("mention_id", "report_id")), strict=True))
    for name, column in (("spans", "report_id"), ("sentences", "report_id"), ("quantities", "mention_id")):
        ids = held[name][column].to_pylist()
        days = [published[report_of.get(row, row)] for row in ids]
        assert year_of(name, held).to_pylist() == [None if day is None else str(day.year) for day in days]
    starts = held["events"]["date_start"].to_pylist()
    assert year_of("events", held).to_pylist() == [None if day is None else str(day.year) for day in starts]
    assert len(list(parts("events", held, len(starts)))) == 1 < len(list(parts("events", held, len(starts) - 1)))


@given(st.lists(st.one_of(st.none(), st.text(max_size=5), st.sampled_from(HOSTILE)), max_size=8))
def test_no_cell_is_run_as_a_formula(cells: list[str | None]) -> None:
    made = formula_safe(pa.table({"x": pa.array(cells, pa.string()), "n": pa.array([-1] * len(cells), pa.int64())}))
    naive = [cell if not cell or cell[0] not in "=+-@\t\r\n" else "'" + cell for cell in cells if cell is not None]
    assert [cell for cell in made["x"].to_pylist() if cell is not None] == naive
    assert made["x"].is_null().to_pylist() == [cell is None for cell in cells]
    assert made["n"].to_pylist() == [-1] * len(cells)


def test_csv_as_spreadsheets_read_it(tmp_path: Path) -> None:
    cells = [*HOSTILE, None, 'a "quoted", cell', "two\nlines"]
    io.write_csv(formula_safe(pa.table({"عمود": cells, "n": list(range(len(cells)))})), tmp_path / "x.csv")
    data = (tmp_path / "x.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(text_io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows[0] == ["عمود", "n"]
    assert [row[0].removeprefix("'") if row[0] != "'=1" or n == 0 else row[0] for n, row in enumerate(rows[1:])] == [
        cell or "" for cell in cells
    ]
    assert not any(pc.match_substring_regex(pa.array([row[0] for row in rows[1:]]), FORMULA).to_pylist())


def test_contents_gives_every_file_once(written: Written) -> None:
    names = [name for name, _ in contents(written.given["export"], OPTIONS)]
    assert sorted(names) == sorted(written.given["export"])
    shuffled = dict(random.Random(1).sample(list(written.given["export"].items()), len(written.given["export"])))
    assert sorted(name for name, _ in contents(shuffled, OPTIONS)) == sorted(names)
