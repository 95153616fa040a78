"""Input that was made to do harm, and everything that reads it: it must be read, or refused in words.

A target takes bytes and raises nothing but what is told to the user (UserError, or the reason code of a record).
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

import report_files as files
from report_files import REPORTS, warc_record
from sijill import codebook, configcheck, furnishings, gazetteer, goldfiles, normalize, tables
from sijill.errors import UserError
from sijill.extract import lexicon as lexicons
from sijill.extract.report import read_report
from sijill.ingest import run as ingest
from sijill.options import ExtractOptions, IngestOptions, NormalizeOptions
from sijill.plan import CorpusSpec
from sijill.review import files as corrections

CHECKOUT = Path(__file__).parents[1]
BOOK = CHECKOUT / "resources/codebook"
TOLD = (
    "قصف قصفت غارات الطيران الروسي قوات النظام على في من إلى بلدة مدينة سرمين حلب دمشق مقتل قتل 5 ثلاثة عشرات مدنيين "
    "عناصر أمس اليوم الأحد آذار 2019 قال إن بحسب وكالة الشاب محمد أحمد علي الرئيس و ب ل ال لم لن قد سوف أكثر أقل بين "
    "وأصيب جرحى انفجرت عبوة ناسفة الذي التي هو هي ، . : « » ( ) - / # | ؟ ! … 1/2/2019 12:30 50% $ @ =cmd ٣ ۴"
)
WORDS = TOLD.split(" ")
STRANGE = (
    "\n", "\t", '"', "\u202e", "\u200f", "\u0000", "\ufeff", "\ufdfa", "ـ" * 40, "ا" + "\u0651" * 60, "\U0001f600",
    "<script>", "&#x27;", "' OR 1=1", "../../etc/passwd", "\u2028", "𞸀", "ﻻ", "x" * 300, "9" * 400,
)  # fmt: skip
texts = st.lists(
    st.sampled_from(WORDS) | st.sampled_from(STRANGE) | st.text(max_size=8), min_size=1, max_size=120
).flatmap(lambda words: st.sampled_from(["", " ", "  ", "\n", "."]).map(lambda between: between.join(words)))
WHOLE = {
    "a.txt": files.as_text_with_front_matter(REPORTS[0]),
    "a.html": files.as_page(REPORTS[1]),
    "a.jsonl": files.as_lines(REPORTS),
    "a.json": files.as_document(REPORTS),
    "b.json": files.as_document(REPORTS, "utf-16", "articles"),
    "a.csv": files.as_table(REPORTS),
    "a.tsv": files.as_table(REPORTS, "windows-1256", "\t"),
    "a.parquet": files.as_parquet(REPORTS, 3),
    "a.warc": b"".join(files.as_archive(REPORTS[:3])) + warc_record("conversion", "قصف".encode(), "x:/", "text/plain"),
}
PACKED = WHOLE | {f"{name}{suffix}": files.packed(WHOLE[name], suffix) for name, suffix in (
    ("a.warc", ".gz"), ("a.jsonl", ".zst"), ("a.parquet", ".gz"), ("a.html", ".gz"), ("a.csv", ".zst"))}  # fmt: skip
PIECES = (
    b'"', b"\n", b"\r", b"\0", b"[", b"]", b"{", b"}", b",", b"\\", b"\x80", b"\xff\xfe", b"---\n", b"&a [*a]", b"!!",
    b"!!python/object/apply:os.system ['x']", b" !!timestamp x", b' !!int ""', b" !!bool x", b"[" * 1010, b"<!--",
    b"-->", b"WARC/1.0\r\n", b"\x1f\x8b", b"PAR1", b": ", b"- ",
    "ـ".encode() * 50, b"1e999", b"-", b"\xe2\x80\xae", b"<a href='javascript:x'>", b"%", b"..", b"/", b"\\u0000",
    b"Content-Length: 99999999999\r\n", b"\\ud800",
)  # fmt: skip
damages = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 300), st.sampled_from(PIECES) | st.binary(max_size=12)), max_size=8
)


def damaged(data: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    """The data with stretches (where, as a share; how many bytes) replaced by others."""
    for share, length, instead in changes:
        at = int(share * len(data))
        data = data[:at] + instead + data[at + length :]
    return data


@cache
def book() -> Any:
    return codebook.load(BOOK)


@cache
def lexicon() -> Any:
    """The codebook and the gazetteer, as every extract job has them."""
    sources = gazetteer.load_sources(BOOK)
    places = gazetteer.build(sources.cities, sources.countries, sources.supplement, sources.divisions)
    return lexicons.build(book(), places.to_pylist())


SHORT = IngestOptions(max_record_chars=5000)


def ingest_file(name: str, data: bytes, options: IngestOptions = SHORT) -> Iterator[list[dict[str, Any]]]:
    """The reports of a file, in batches: every record is one or has a reason."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        for kept, left in ingest([(path, name)], CorpusSpec("c"), options):
            assert all(row["reason"] and row["detail"] for row in left)
            yield kept


def read_file(name: str, data: bytes, options: IngestOptions = SHORT) -> None:
    """A file of reports through ingest, normalize and extract."""
    for kept in ingest_file(name, data, options):
        if kept:
            read_reports(kept)


def read_reports(rows: list[dict[str, Any]]) -> None:
    """Reports through normalize and extract; the laws of offsets hold."""
    unique = list({row["report_id"]: row for row in rows}.values())
    made = normalize.run({"reports": tables.from_rows("reports", unique)}, NormalizeOptions(), words())
    assert made["reports"].num_rows + made["rejected"].num_rows == len(unique)
    sentences = made["sentences"].to_pylist()
    for report in made["reports"].to_pylist():
        own = [row for row in sentences if row["report_id"] == report["report_id"]]
        read = read_report(report, own, lexicon(), book(), ExtractOptions())
        for row in read.get("spans", ()):
            assert report["text_raw"][row["start"] : row["end"]] == row["surface"]


@cache
def words() -> Any:
    return tuple(furnishings.load(BOOK))


def read_text(text: str) -> None:
    """A text as a report: nothing that it says stops the reading of others."""
    read_file("a.jsonl", files.as_lines([{"id": "1", "title": text[:40], "text": text}]))


def read_config(data: bytes) -> None:
    """A config file: complete, or refused in one sentence."""
    schema = configcheck.load_schema(CHECKOUT / "workflow/schemas/config.schema.yaml")
    try:
        given = yaml.safe_load(data)
    except (yaml.YAMLError, ValueError, RecursionError, LookupError, AttributeError):
        return  # Snakemake's, which reads it first
    try:
        if isinstance(given, dict):
            configcheck.specs(configcheck.complete(given, schema))
    except UserError as error:
        assert "\n" not in str(error)


def read_corrections(data: bytes, suffix: str = ".json") -> None:
    """A reviewer's file: read, or refused in one sentence."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}"
        path.write_bytes(data)
        refused_in_words(lambda: corrections.read([path]))


def read_gold(data: bytes, suffix: str = ".yaml") -> None:
    """Labelled reports: read, or refused in one sentence."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}"
        path.write_bytes(data)
        refused_in_words(lambda: goldfiles.load(path))


def refused_in_words(act: Callable[[], object]) -> None:
    try:
        act()
    except UserError as error:
        assert str(error) and "Traceback" not in str(error)


CONFIG = (CHECKOUT / "config.yaml").read_bytes()
CORRECTIONS = (
    b'{"corrections": [{"reviewer": "a", "made_at": "2024-01-02", "action": "accept", "event_id": "e1", "why": "x"}]}'
)
CORRECTIONS_CSV = b"reviewer,made_at,action,event_id,why\na,2024-01-02,reject,e1,=cmd\n"
GOLD = """- id: x
  text: قصفت قوات النظام بلدة سرمين أمس.
  events:
  - {type: shelling, place: سرمين / Idlib / SY, day: 2019-03-05, killed: 3, told: [1]}
""".encode()
