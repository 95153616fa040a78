"""Bad input: each kind ends in its documented reason, nothing crashes, nothing is lost from the count."""

import gzip
import io
import json
import random
import re
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

import report_files as files
from report_files import REPORTS, http, warc_record
from sijill.__main__ import main
from sijill.errors import UserError
from sijill.ingest.decode import UndecodableError, decode, plausible
from sijill.ingest.formats.json import elements
from sijill.ingest.readers import read
from sijill.ingest.records import Record
from sijill.ingest.repair import mended
from sijill.ingest.sidecar import front_matter
from sijill.ingest.streams import UnreadableError
from sijill.inventory import count_records, quoted
from sijill.plan import FIELDS, CorpusSpec

SPEC = CorpusSpec("c")
NAMES = {name: name for name in FIELDS}
TEXT = REPORTS[0]["text"]
FLAT = TEXT.replace("\n", " ").encode()
LINES = files.as_lines(REPORTS)
MANY = b"".join(
    json.dumps({"id": n, "text": f"{TEXT} {random.Random(n).getrandbits(4000)}"}, ensure_ascii=False).encode() + b"\n"
    for n in range(2000)
)
TABLE = files.as_table(REPORTS)
PAGE = files.as_page(REPORTS[0])
CRAWL = b"".join(files.as_archive(REPORTS))
DEEP = b"<!doctype html><html><body>" + b"<div>" * 100_000 + TEXT.encode() + b"</div>" * 100_000 + b"</body></html>"
LOGIN = b"<!doctype html><html><body><form><input name=user><input name=password></form></body></html>"


def damaged(data: bytes) -> bytes:
    """The data with some bytes in their middle overwritten."""
    middle = len(data) // 2
    return data[:middle] + b"\x00\xff" * 20 + data[middle + 40 :]


def zst(data: bytes) -> bytes:
    return zstandard.ZstdCompressor(write_checksum=True).compress(data)


def broken_table() -> bytes:
    """A Parquet file of two row groups, the first of which is damaged."""
    rows = [{"id": str(n), "text": f"{TEXT} {random.Random(n).getrandbits(4000)}"} for n in range(40)]
    data = bytearray(files.as_parquet(rows, 20))
    place = pq.ParquetFile(io.BytesIO(bytes(data))).metadata.row_group(0).column(1)
    start = place.dictionary_page_offset or place.data_page_offset
    data[start : start + 50] = b"\xff" * 50
    return bytes(data)


def as_parquet(values: list | pa.Array, **options: object) -> bytes:
    """A table of texts alone, as tight as it can be."""
    buffer = io.BytesIO()
    pq.write_table(pa.table({"text": values}), buffer, compression="zstd", **options)
    return buffer.getvalue()


def line(**fields: object) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n"


# name → bytes, reports (None: however many), reasons with their counts (at least these where reports is None)
HOSTILE: dict[str, tuple[bytes, int | None, dict[str, int]]] = {
    "empty.txt": (b"", 0, {"empty_record": 1}),
    "empty.txt.gz": (gzip.compress(b""), 0, {"empty_record": 1}),
    "empty.jsonl": (b"", 0, {"empty_record": 1}),
    "empty.parquet": (b"", 0, {"empty_record": 1}),
    "blank.jsonl": (line(text=TEXT) + b"\n \n", 1, {"empty_record": 2}),
    "pdf.txt": (b"%PDF-1.7\n\xe2\xe3\xcf\xd3", 0, {"binary": 1}),
    "image.html": (b"\x89PNG\r\n\x1a\n\x00\x00", 0, {"binary": 1}),
    "office.csv": (b"PK\x03\x04\x14\x00\x06\x00", 0, {"binary": 1}),
    "nul.txt": (TEXT.encode() + b"\x00" + TEXT.encode(), 0, {"binary": 1}),
    "nested.jsonl.gz": (gzip.compress(gzip.compress(LINES)), 0, {"binary": 1}),
    "cut.jsonl.gz": (gzip.compress(MANY)[:-2000], None, {"truncated_file": 1}),
    "cut.jsonl.zst": (zst(MANY)[:-2000], None, {"truncated_file": 1}),
    "cut.txt.zst": (zst(TEXT.encode())[:-5], 0, {"truncated_file": 1}),
    "damaged.jsonl.gz": (damaged(gzip.compress(MANY)), None, {"corrupt_archive": 1}),
    "damaged.jsonl.zst": (damaged(zst(MANY)), None, {"corrupt_archive": 1}),
    "bomb.jsonl.zst": (zst(b" " * 70_000_000), 0, {"decompression_bomb": 1}),
    "named.jsonl.gz": (LINES, 10, {}),
    "half.jsonl": (line(text=TEXT) + b'{"text": "' + TEXT.encode()[:40], 1, {"broken_json": 1}),
    "values.jsonl": (b'[1]\n"x"\n3\nnull\n' + line(text=TEXT), 1, {"not_an_object": 4}),
    "deep.jsonl": (b"[" * 100_000 + b"\n" + line(text=TEXT), 1, {"broken_json": 1}),
    "no_text.jsonl": (line(id=1) + line(text=" ") + line(text=["x"]), 0, {"missing_text": 3}),
    "ids.jsonl": (line(id=1, text=TEXT) + line(id=2, text=TEXT) + line(id=1, text="سواه"), 2, {"conflicting_id": 1}),
    "long.jsonl": (line(text=TEXT) + line(text="ا" * 400_000) + line(text=TEXT), 2, {"too_long": 1}),
    "endless.txt": ("ا".encode() * 400_000, 0, {"too_long": 1}),
    "mixed.jsonl": (line(text=TEXT) + b'{"text": "\x81\xff\xfe"}\n', 1, {"undecodable": 1}),
    "french.txt": ("Élève très fatigué à Damas, où l'été fut réel".encode("latin-1"), 0, {"undecodable": 1}),
    "short.txt": ("قصف".encode("cp1256"), 0, {"undecodable": 1}),
    "marked.txt": (b"\xff\xfe\x00\xd8\x00\xd8", 0, {"undecodable": 1}),
    "array.json": (b'[{"text": "%s"}, {"text": }, 7]' % FLAT, 1, {"broken_json": 1, "not_an_object": 1}),
    "deep.json": (
        b'{"a": [{"text": "%s"}, {"text": "%s", "b": %s}]}' % (FLAT, FLAT, b"[" * 1010 + b"]" * 1010),
        1,
        {"broken_json": 1},
    ),
    "open.json": (b'[{"text": "%s"}, {"text": "' % FLAT, 1, {"broken_json": 1}),
    "ragged.csv": (TABLE + b"a,b\r\n\r\n" + b"x," * 9 + b"\r\n", 10, {"ragged_row": 2, "empty_record": 1}),
    "quote.csv": (b'text,id\n"%s\n' % (b"a,b\n" * 300_000), None, {"too_long": 1}),
    "header.csv": (b"text,id\n", 0, {}),
    "footer.parquet": (files.as_parquet(REPORTS)[:-10], 0, {"broken_parquet": 1}),
    "group.parquet": (broken_table(), 20, {"broken_parquet": 20}),
    "bomb.parquet": (as_parquet(["x" * 70_000_000], use_dictionary=False), 0, {"decompression_bomb": 1}),
    "same.parquet": (as_parquet(["x" * 1_000_000] * 400), 0, {"decompression_bomb": 400}),
    "large.parquet": (as_parquet(pa.array(["x" * 1_000_000] * 400, pa.large_binary())), 0, {"decompression_bomb": 400}),
    "lists.parquet": (as_parquet([["x"], [TEXT]]), 0, {"missing_text": 2}),
    "cut.warc": (CRAWL[:-200], 9, {"truncated_file": 1}),
    "header.warc": (CRAWL[: CRAWL.rindex(b"WARC/1.0") + 40], 9, {"truncated_file": 1}),
    "other.warc": (b"no archive at all\n" * 20, 0, {"broken_warc": 1}),
    "things.warc": (
        warc_record("response", http(b"\x89PNG", "image/png"), "https://x.example/a.png")
        + warc_record("response", http(PAGE, status="404 Not Found"), "https://x.example/b")
        + warc_record("response", b"no http", "https://x.example/c")
        + warc_record("revisit", b"", "https://x.example/d")
        + warc_record("response", http(gzip.compress(PAGE), more="Content-Encoding: gzip\r\n"), "https://x.example/e")
        + warc_record("response", http(PAGE, more="Content-Encoding: gzip\r\n"), "https://x.example/f")
        + warc_record("conversion", TEXT.encode(), "https://x.example/g", "text/plain"),
        3,
        {"not_a_page": 3},
    ),
    "login.html": (LOGIN, 0, {"no_article": 1}),
    "deep.html": (DEEP, None, {}),
    "page.txt": (PAGE, 1, {}),
    "lines.json": (LINES, 10, {}),
    "array.jsonl": (files.as_document(REPORTS), 10, {}),
    "surrogate.jsonl": (b'{"text": "\\ud83d %s"}\n' % FLAT, 1, {}),
    "zero.jsonl": (b'{"text": "\\u0000 %s"}\n' % FLAT, 1, {}),
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "in").mkdir()
    for name, (data, _, _) in HOSTILE.items():
        (folder / "in" / name).write_bytes(data)
    words = ["ingest", f"--path={folder / 'in'}", "--corpus=c", f"--out={folder}", "--max-record-chars=100000"]
    assert main(words) == 0
    return folder


def rows(folder: Path, table: str) -> list[dict]:
    return pq.read_table(folder / f"{table}.parquet").to_pylist()


@pytest.mark.parametrize("name", HOSTILE)
def test_every_kind_of_bad_input_ends_in_its_reason(hostile, name):
    _, reports, reasons = HOSTILE[name]
    kept = sum(row["source_file"] == name for row in rows(hostile, "reports"))
    found = Counter(row["reason"] for row in rows(hostile, "rejected") if row["source_file"] == name)
    if reports is None:
        assert found >= Counter(reasons)
    else:
        assert (kept, found) == (reports, Counter(reasons))


def test_every_record_of_hostile_files_is_a_report_or_rejected_once(hostile):
    seen = Counter()
    for row in [*rows(hostile, "reports"), *rows(hostile, "rejected")]:
        assert row.get("reason") is None or row["detail"]
        seen[row["source_file"], row["record_no"]] += 1
    assert set(seen.values()) == {1}
    told = {row["source_file"]: row["records"] for row in rows(hostile, "inputs")}
    assert told.keys() == HOSTILE.keys()
    for name, records in told.items():
        numbers = sorted(number for file, number in seen if file == name)
        assert numbers == list(range(len(numbers) if records is None else records)), name
    uncounted = {name for name, records in told.items() if records is None}
    assert uncounted == {
        "cut.jsonl.gz", "cut.jsonl.zst", "cut.txt.zst", "damaged.jsonl.gz", "damaged.jsonl.zst", "bomb.jsonl.zst",
        "array.json", "deep.json", "open.json", "quote.csv", "footer.parquet", "cut.warc", "header.warc", "other.warc",
    }  # fmt: skip


def test_what_came_before_an_error_is_kept(hostile):
    kept = Counter(row["source_file"] for row in rows(hostile, "reports"))
    assert all(kept[name] > 500 for name in ("cut.jsonl.gz", "cut.jsonl.zst", "damaged.jsonl.gz"))
    assert kept["quote.csv"] == 0 and kept["cut.warc"] == 9


def test_what_was_repaired_is_said(hostile):
    repaired = {row["source_file"]: row["text_repair"] for row in rows(hostile, "reports") if row["text_repair"]}
    assert repaired == {"surrogate.jsonl": "no_character", "zero.jsonl": "no_character"}


def records(tmp_path: Path, name: str, data: bytes, spec: CorpusSpec = SPEC, **options: int) -> list[Record]:
    (tmp_path / name).write_bytes(data)
    return list(read(tmp_path / name, spec, **options))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonl", LINES),
        ("a.json", files.as_document(REPORTS)),
        ("a.csv", TABLE),
        ("a.parquet", files.as_parquet(REPORTS)),
    ],
)
def test_a_mapping_that_no_record_has_is_told_with_what_there_is(tmp_path, name, data):
    with pytest.raises(UserError, match=rf"{name}.*'headline'.*'c'.*title") as caught:
        records(tmp_path, name, data, CorpusSpec("c", fields={"title": "headline"}))
    assert "\n" not in str(caught.value)


def test_a_table_is_refused_before_anything_is_read_of_it(tmp_path):
    (tmp_path / "a.csv").write_bytes(TABLE)
    with pytest.raises(UserError):
        next(read(tmp_path / "a.csv", CorpusSpec("c", fields={"text": "body"})))


def test_metadata_that_are_no_yaml_are_left_out_and_said(tmp_path):
    (tmp_path / "a.txt.meta.yaml").write_text("title: [x", "utf-8")
    (record,) = records(tmp_path, "a.txt", TEXT.encode())
    assert (record.fields["text"], record.evidence, record.repair) == (TEXT, "record", "broken_metadata")
    (record,) = records(tmp_path, "b.txt", f"---\ntitle: [x\n---\n{TEXT}".encode())
    assert (record.fields["text"], record.repair) == (TEXT, "broken_metadata")


def test_metadata_stay_as_they_are_written():
    given, text, broken = front_matter("---\nid: 0012\npublished_at: 2020-03-01\noutlet: null\n---\nنص", NAMES)
    assert (given, text, broken) == ({"id": "0012", "published_at": "2020-03-01", "outlet": None}, "نص", None)
    harmful = "---\ntitle: !!python/object/apply:os.system [true]\n---\nنص"
    assert front_matter(harmful, NAMES) == ({}, "نص", "broken_metadata")


@pytest.mark.parametrize(
    "text", ["---\nقال المصدر: نعم\n---\nنص", "---\nنص\n---", "---\nنص", "نص\n---\ntitle: x\n---\n"]
)
def test_rules_in_a_text_are_no_front_matter(text):
    assert front_matter(text, NAMES) == ({}, text, None)


@pytest.mark.parametrize("encoding", ["windows-1256", "iso-8859-6", "utf-16-le", "utf-16-be", "utf-16", "utf-8"])
def test_the_encoding_of_arabic_is_found(encoding):
    for report in REPORTS:
        assert decode(report["text"].encode(encoding)) == (report["text"], encoding)


def test_a_declaration_that_does_not_hold_is_not_believed():
    raw = TEXT.encode("windows-1256")
    for declared in ("utf-8", "iso-8859-1", "windows-1252", "iso-8859-6", "unicode_escape", "no-such", None):
        assert decode(raw, declared) == (TEXT, "windows-1256")
    assert decode("été à Damas".encode("cp1252"), "windows-1252") == ("été à Damas", "windows-1252")
    for text, encoding in (
        ("Привет всем друзьям", "cp1251"),
        ("שלום לכולם מהעיר", "cp1255"),
        ("Γεια σου κόσμε", "cp1253"),
    ):
        with pytest.raises(UndecodableError):
            decode(text.encode(encoding))


@pytest.mark.parametrize("wrong", ["latin-1", "sloppy-windows-1252", "cp1256"])
@pytest.mark.parametrize("times", [1, 2])
def test_texts_read_in_the_wrong_encoding_are_restored(wrong, times):
    for report in REPORTS:
        garbled = report["text"]
        for _ in range(times):
            garbled = garbled.encode("utf-8").decode(wrong)
        record = mended(Record(0, "", {"title": report["title"], "text": garbled}))
        assert record.fields == {"title": report["title"], "text": report["text"]}
        assert record.repair and record.repair.startswith("mojibake:")


def test_what_cannot_be_restored_is_rejected_and_what_is_right_is_left():
    garbled = TEXT.encode("utf-8").decode("cp1256").replace("±", "؟")
    assert mended(Record(0, "", {"text": garbled})).reason == "undecodable"
    for text in (TEXT, "Øystein قال للصحيفة", "طط ظظ", "plain", ""):
        record = Record(0, "", {"text": text})
        assert mended(record) is record
    assert plausible(TEXT) and not plausible(garbled)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_arrays_are_cut_into_their_elements_wherever_the_blocks_end(size):
    values = [{"t": 'a"]}\\', "n": [[1, {"x": "[{,"}], []]}, [], "x,y", 1, {}, {"ك": "نص\n\\"}]
    data = json.dumps(values, indent=1).encode()
    blocks = iter([data[at : at + size] for at in range(0, len(data), size)])
    assert [json.loads(element or b"") for element in elements(blocks, 1000)] == values


def test_an_element_over_the_bound_is_passed_over():
    data = b'[{"t": "%s"}, 1, "%s"]' % (b"x" * 500, b"\\u0627" * 500)
    blocks = [data[at : at + 10] for at in range(0, len(data), 10)]
    assert list(elements(iter(blocks), 100)) == [None, b" 1", None]
    assert list(elements(iter([b" [ ] "]), 100)) == []
    for broken in (b"[1", b"[1] x", b'["a', b""):
        with pytest.raises(UnreadableError):
            list(elements(iter([broken]), 100))


def test_quotes_are_counted_as_the_reader_reads_them():
    cases = {
        'a,"b': True,
        'a,"b"': False,
        'a,b"c': False,
        '"a""b': True,
        '"a""': True,
        '"a"x"y,z': False,
        'a,"",b': False,
    }
    for text, still_open in cases.items():
        assert quoted(text, ",", False) is still_open, text
    assert quoted('x",y', ",", True) is False and quoted('x"",y', ",", True) is True


def test_a_row_over_the_bound_ends_where_its_line_ends(tmp_path):
    data = f'text,id\n"{TEXT}",1\n"{"ا" * 200_000}",2\n"{TEXT}",3\n'.encode()
    found = records(tmp_path, "a.csv", data, max_chars=1000)
    assert [record.reason for record in found] == ["", "too_long", ""]
    assert count_records(tmp_path / "a.csv", SPEC) == 3


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_a_bomb_is_not_unpacked_to_its_end(tmp_path, suffix):
    for name in ("a.txt", "a.jsonl", "a.csv", "a.json"):
        (record,) = records(tmp_path, name + suffix, files.packed(b" " * 100_000_000, suffix))
        assert record.reason == "decompression_bomb", name


def test_times_in_tables_keep_their_offset(tmp_path):
    stamp = pa.array([1_600_000_000_000_000_000], pa.timestamp("ns", "Asia/Damascus"))
    buffer = io.BytesIO()
    pq.write_table(pa.table({"text": [TEXT], "published_at": stamp}), buffer)
    (record,) = records(tmp_path, "a.parquet", buffer.getvalue())
    assert record.fields["published_at"] == "2020-09-13T15:26:40+03:00"


def test_empty_lines_and_last_lines_are_counted_as_the_reader_reads_them(tmp_path):
    for data in (b"x", b"x\n", b"\n", b"x\n\ny", b"\n\n"):
        for encoding in ("utf-8", "utf-16"):
            raw = data.decode().encode(encoding)
            found = len(records(tmp_path, "a.jsonl", raw))
            assert found == count_records(tmp_path / "a.jsonl", SPEC), (data, encoding)


def test_every_reason_is_explained_and_no_other():
    """What the code can say, the page for users explains."""
    package = Path(__file__).parents[2] / "workflow/src/sijill/ingest"
    code = "".join(path.read_text("utf-8") for path in sorted(package.rglob("*.py")))
    said = set(re.findall(r'(?:refused\(\w+, |UnreadableError\(|reason=|_rejected\([^")]*)"([a-z_]+)"', code))
    page = (Path(__file__).parents[2] / "workflow/docs/inputs.md").read_text("utf-8")
    explained = set(re.findall(r"^\| `([a-z_]+)` \|", page.partition("## Reasons")[2], re.MULTILINE))
    assert {reason for _, _, reasons in HOSTILE.values() for reason in reasons} <= explained
    assert said <= explained, said - explained
