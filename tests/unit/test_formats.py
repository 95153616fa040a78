"""The same ten reports in every format, encoding and packing give the same reports with the same ids."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

import report_files as files
from report_files import REPORTS, packed
from sijill.__main__ import main
from sijill.ids import report_id

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "windows-1256")
PACKINGS = ("", ".gz", ".zst")
BOTH = [(encoding, packing) for encoding in ENCODINGS for packing in PACKINGS]
EITHER = [(encoding, packing) for encoding, packing in BOTH if not packing or encoding == "windows-1256"]
"""Fewer, for pages, which take their time."""


def ingested(folder: Path, path: Path | None = None) -> list[dict]:
    assert main(["ingest", f"--path={path or folder / 'in'}", "--corpus=c", f"--out={folder / 'out'}"]) == 0
    rejected = pq.read_table(folder / "out/rejected.parquet").to_pylist()
    inputs = pq.read_table(folder / "out/inputs.parquet").to_pylist()
    reports = pq.read_table(folder / "out/reports.parquet").to_pylist()
    assert rejected == []
    assert sum(row["records"] for row in inputs) == len(reports)
    return reports


def assert_the_ten(reports: list[dict], own_ids: bool = True) -> None:
    assert len(reports) == len(REPORTS)
    by_title = {report["title"]: report for report in reports}
    for given in REPORTS:
        read = by_title[given["title"]]
        assert read["text_raw"].split() == f"{given['title']}\n{given['text']}".split()
        assert (read["outlet"], read["url"]) == (given["outlet"], given["url"])
        assert read["published_on"] == given["published_at"][:10]
        assert read["report_id"] == report_id(
            given["outlet"], read["published_on"], f"{given['title']}\n{given['text']}"
        )
        assert not own_ids or read["record_id"] == given["id"]


def write(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / "in").mkdir(exist_ok=True)
    (tmp_path / "in" / name).write_bytes(data)


@pytest.mark.parametrize(("encoding", "packing"), BOTH)
@pytest.mark.parametrize("front", [False, True])
def test_texts(tmp_path, encoding, packing, front):
    for report in REPORTS:
        name = f"{report['id']}.txt{packing}"
        data = files.as_text_with_front_matter(report, encoding) if front else files.as_text(report, encoding)
        write(tmp_path, name, packed(data, packing))
        if not front:
            write(tmp_path, f"{name}.meta.yaml", files.as_sidecar(report))
    reports = ingested(tmp_path)
    assert_the_ten(reports)
    assert {report["fields_evidence"] for report in reports} == {"sidecar"}
    assert {report["encoding"] for report in reports} == {encoding.removesuffix("-sig")}
    assert {report["published_at"] for report in reports} == {report["published_at"] for report in REPORTS}


@pytest.mark.parametrize(("encoding", "packing"), BOTH)
@pytest.mark.parametrize("within", [None, "", "articles"])
def test_json(tmp_path, encoding, packing, within):
    data = files.as_lines(REPORTS, encoding) if within is None else files.as_document(REPORTS, encoding, within)
    write(tmp_path, f"dump.json{'l' if within is None else ''}{packing}", packed(data, packing))
    assert_the_ten(ingested(tmp_path))


@pytest.mark.parametrize(("encoding", "packing"), BOTH)
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_tables(tmp_path, encoding, packing, delimiter):
    suffix = ".tsv" if delimiter == "\t" else ".csv"
    data = files.as_table(REPORTS, encoding, delimiter)
    write(tmp_path, f"dump{suffix}{packing}", packed(data, packing))
    assert_the_ten(ingested(tmp_path))


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("rows", [None, 3])
def test_parquet(tmp_path, packing, rows):
    write(tmp_path, f"dump.parquet{packing}", packed(files.as_parquet(REPORTS, rows), packing))
    assert_the_ten(ingested(tmp_path))


@pytest.mark.parametrize(("encoding", "packing"), EITHER)
def test_pages(tmp_path, encoding, packing):
    for report in REPORTS:
        write(tmp_path, f"{report['id']}.html{packing}", packed(files.as_page(report, encoding), packing))
    reports = ingested(tmp_path)
    assert_the_ten(reports)
    assert {report["fields_evidence"] for report in reports} == {"page"}


@pytest.mark.parametrize(("encoding", "packing"), EITHER)
def test_archives(tmp_path, encoding, packing):
    # every record packed by itself, as crawlers do
    data = b"".join(packed(record, packing) for record in files.as_archive(REPORTS, encoding))
    write(tmp_path, f"crawl.warc{packing}", data)
    assert_the_ten(ingested(tmp_path), own_ids=False)
