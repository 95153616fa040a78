"""Whatever is damaged in an input file: no crash, records numbered without gaps, and as many as are counted apart."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import report_files as files
from report_files import REPORTS, warc_record
from sijill.errors import UserError
from sijill.ingest.readers import read
from sijill.inventory import count_records
from sijill.plan import CorpusSpec

SPEC = CorpusSpec("c")
CRAWL = b"".join(warc_record("conversion", report["text"].encode(), report["url"], "text/plain") for report in REPORTS)
WHOLE = {
    "a.txt": files.as_text_with_front_matter(REPORTS[0]),
    "a.jsonl": files.as_lines(REPORTS),
    "b.jsonl": files.as_lines(REPORTS, "utf-16"),
    "c.jsonl": files.as_lines(REPORTS, "windows-1256"),
    "a.json": files.as_document(REPORTS),
    "b.json": files.as_document(REPORTS, "utf-16", "articles"),
    "a.csv": files.as_table(REPORTS),
    "b.csv": files.as_table(REPORTS, "utf-16"),
    "a.tsv": files.as_table(REPORTS, "windows-1256", "\t"),
    "a.parquet": files.as_parquet(REPORTS, 3),
    "a.warc": CRAWL,
}
# what formats are made of, where it does not belong
STRANGE = [
    b'"',
    b"\n",
    b"\r",
    b"\0",
    b"[",
    b"]",
    b"{",
    b"}",
    b",",
    b"\\",
    b"\x80",
    b"\xff\xfe",
    b"WARC/1.0\r\n",
    b"---",
]
damages = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 200), st.sampled_from(STRANGE) | st.binary(max_size=8)), max_size=5
)


@given(st.sampled_from(sorted(WHOLE)), st.sampled_from(["", ".gz", ".zst"]), damages, damages)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_damaged_files_are_read_to_their_end_and_accounted_for(name, packing, inner, outer):
    data = files.packed(damaged(WHOLE[name], inner), packing)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}{packing}"
        path.write_bytes(damaged(data, outer) if packing else data)
        numbers = [record.number for record in read(path, SPEC, max_chars=2000)]
        assert numbers == list(range(len(numbers)))
        assert count_records(path, SPEC) in (None, len(numbers))


@given(damages)
@settings(max_examples=30, deadline=None)
def test_a_mapping_is_missed_in_words(damage):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(damaged(WHOLE["a.csv"], damage))
        try:
            list(read(path, CorpusSpec("c", fields={"text": "body"})))
        except UserError as error:
            assert "'body'" in str(error) and "\n" not in str(error)


def damaged(data: bytes, damages: list[tuple[float, int, bytes]]) -> bytes:
    """The data with stretches (where, as a share; how many bytes) replaced by others."""
    for share, length, instead in damages:
        at = int(share * len(data))
        data = data[:at] + instead + data[at + length :]
    return data
