"""The sample corpus through the chain's pure stages: what each record holds, which are one text, which one event."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
import yaml

from golden.known import marks
from golden.reading import CHECKOUT, Reader, by_report, problems
from sijill import deduplicate, ingest, tables
from sijill.evaluate import Event
from sijill.options import DeduplicateOptions, IngestOptions
from sijill.plan import CorpusSpec

SAMPLE = CHECKOUT / "resources" / "sample"
GOLD: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "sample_events.yaml").read_text(encoding="utf-8"))
ARCHIVE_FIELDS = {
    "id": "ref", "title": "headline", "text": "body", "published_at": "date", "url": "link", "outlet": "publisher",
}  # fmt: skip


@dataclass(frozen=True)
class Sample:
    """What the chain made of the sample."""

    reader: Reader
    tables: dict[str, pa.Table]
    rejected: list[dict[str, Any]]
    events: dict[str, list[Event]]

    def report(self, record: str) -> dict[str, Any]:
        return next(row for row in self.tables["reports"].to_pylist() if row["record_id"] == record)


def ingested() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Reports and rejected rows of the corpus entries."""
    entries = [
        ([(path, path.name) for path in sorted((SAMPLE / "texts").glob("*.txt"))], CorpusSpec("texts")),
        ([(path, path.name) for path in sorted((SAMPLE / "pages").glob("*.htm*"))], CorpusSpec("pages")),
        ([(SAMPLE / "sheet.csv", "sheet.csv")], CorpusSpec("sheet")),
        ([(SAMPLE / "wire.jsonl", "wire.jsonl")], CorpusSpec("wire")),
        ([(SAMPLE / "archive.jsonl.gz", "archive.jsonl.gz")], CorpusSpec("archive", fields=ARCHIVE_FIELDS)),
    ]
    batches = [batch for files, spec in entries for batch in ingest.run(files, spec, IngestOptions())]
    return [row for kept, _ in batches for row in kept], [row for _, out in batches for row in out]


@pytest.fixture(scope="module")
def sample() -> Sample:
    reports, rejected = ingested()
    reader = Reader()
    read = reader.read(tables.from_rows("reports", reports))
    merged = deduplicate.run(read, reader.codebook, DeduplicateOptions())
    rejected += read["rejected"].to_pylist() + merged["rejected"].to_pylist()
    together = {**read, **merged}
    return Sample(reader, together, rejected, by_report(together))


def records() -> list[Any]:
    """One parameter a record; known failures must keep failing until they are struck from the list."""
    return [pytest.param(record, marks=marks("reports", record)) for record in GOLD["reports"]]


@pytest.mark.parametrize("record", records())
def test_events_of(record: str, sample: Sample) -> None:
    found = problems(GOLD["reports"][record], sample.events.get(record, []), sample.reader)
    assert not found, "\n".join([sample.report(record)["text_raw"], *found])


def test_every_record_is_expected(sample: Sample) -> None:
    assert set(sample.tables["reports"]["record_id"].to_pylist()) == set(GOLD["reports"])


@pytest.mark.parametrize("record", [record for record, gold in GOLD["reports"].items() if "title" in gold])
def test_title_and_day_of(record: str, sample: Sample) -> None:
    gold, report = GOLD["reports"][record], sample.report(record)
    assert (report["title"], report["published_on"]) == (gold["title"], gold["published_on"])


def test_furniture_is_out_of_the_text(sample: Sample) -> None:
    for record, gold in GOLD["reports"].items():
        report = sample.report(record)
        for line in gold.get("boilerplate", []):
            assert line in report["text_raw"]
            assert line not in report["text"]


def test_duplicates(sample: Sample) -> None:
    record_of = {row["report_id"]: row["record_id"] for row in sample.tables["reports"].to_pylist()}
    for record, gold in GOLD["reports"].items():
        report = sample.report(record)
        assert record_of.get(report["duplicate_of"]) == gold.get("duplicate_of"), record
        kinds = [gold.get("duplicate_kind"), *gold.get("duplicate_kind_also", [])]
        assert report["duplicate_kind"] in kinds, record


def keys_of(sample: Sample, event_type: str, records: list[str]) -> list[set[str]]:
    """The events of a type that each record tells as happened."""
    return [
        {e["key"] for e in sample.events[record] if e["event_type"] == event_type and e["realis"] == "actual"}
        for record in records
    ]


@pytest.mark.parametrize("gold", GOLD["merged"], ids=lambda gold: "+".join(gold["reports"]))
def test_one_event(gold: dict[str, Any], sample: Sample) -> None:
    shared = set.intersection(*keys_of(sample, gold["type"], gold["reports"]))
    assert shared
    others = set(GOLD["reports"]) - {*gold["reports"], *gold.get("may", [])}
    assert not shared & set.union(*keys_of(sample, gold["type"], sorted(others)))


@pytest.mark.parametrize(
    "gold", [pytest.param(gold, id=gold["type"], marks=marks("conflicts", gold["type"])) for gold in GOLD["conflicts"]]
)
def test_contradicting_tellings(gold: dict[str, Any], sample: Sample) -> None:
    one, other = (set.union(*keys_of(sample, gold["type"], side)) for side in gold["reports"])
    assert one
    assert other
    assert not one & other
    links = [row for row in sample.tables["event_links"].to_pylist() if row["kind"] == "conflicts_with"]
    ends = [{row["event_id_a"], row["event_id_b"]} for row in links]
    assert any(pair & one and pair & other for pair in ends)


@pytest.mark.parametrize("gold", GOLD["apart"], ids=lambda gold: gold["type"])
def test_two_events(gold: dict[str, Any], sample: Sample) -> None:
    one, other = keys_of(sample, gold["type"], gold["reports"])
    assert one
    assert other
    assert not one & other


def test_rejected_records(sample: Sample) -> None:
    """Exactly the records that should leave do, each with a reason."""
    lost = [row for row in sample.rejected if row.get("source_file")]
    said = {(row["stage"], row["source_file"], row["record_no"] or 0) for row in lost}
    assert said == {(gold["stage"], gold["source_file"], gold.get("record_no", 0)) for gold in GOLD["rejected"]}
    reasons = {(row["source_file"], row["record_no"] or 0): row["reason"] for row in lost}
    for gold in GOLD["rejected"]:
        reason = reasons[gold["source_file"], gold.get("record_no", 0)]
        assert reason == gold.get("reason", reason)


def test_archive_has_no_clock_in_it() -> None:
    """Bytes 4 to 7 of a gzip file are its time stamp, bit 3 of byte 3 says that it holds a file name."""
    head = (SAMPLE / "archive.jsonl.gz").read_bytes()[:8]
    assert head[4:] == bytes(4)
    assert not head[3] & 8
