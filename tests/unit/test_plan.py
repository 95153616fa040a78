from hypothesis import given
from hypothesis import strategies as st

from sijill.plan import (
    FORMATS,
    PACKED,
    InputFile,
    Limits,
    batches,
    bucket_count,
    bucket_of,
    format_of,
    read_bytes,
    sidecars,
    slugs,
    stem,
    text_bytes,
)


def files(*sizes: int, suffix: str = ".txt") -> list[InputFile]:
    return [InputFile(f"/in/{n}{suffix}", f"{n}{suffix}", size) for n, size in enumerate(sizes)]


def test_a_single_file_is_one_batch_cut_into_shards_by_its_size():
    (batch,) = batches(["dump"], [files(100, suffix=".jsonl")], Limits(batch_bytes=10, shard_bytes=30, max_files=1))
    assert (batch.name, batch.of, batch.parts) == ("dump-0of1", 1, 4)
    assert batch.shards == ("dump-0of1-p0of4", "dump-0of1-p1of4", "dump-0of1-p2of4", "dump-0of1-p3of4")
    assert batch.shards_brace == "dump-0of1-p{0..3}of4"


def test_a_compressed_file_counts_as_its_text():
    (file,) = files(10, suffix=".jsonl.gz")
    assert text_bytes(file) == 60


def test_bucket_count_is_the_smallest_power_of_two_within_the_limits():
    many = files(*[10] * 10)
    assert bucket_count(many, Limits(max_files=10)) == 1
    assert bucket_count(many, Limits(max_files=9)) == 2
    assert bucket_count(many, Limits(max_files=3)) == 4
    assert bucket_count(many, Limits(batch_bytes=99)) == 2


@given(st.sets(st.text(min_size=1, max_size=8), max_size=40), st.integers(1, 7))
def test_every_file_is_in_exactly_one_batch(names, max_files):
    listed = [InputFile(name, name, len(name)) for name in sorted(names)]
    found = batches(["c"], [listed], Limits(max_files=max_files)) if listed else []
    assert sorted(file.relative for batch in found for file in batch.files) == sorted(names)
    assert all(batch.files for batch in found)


def test_adding_a_file_changes_its_own_batch_only():
    before = files(*[10] * 30)
    added = InputFile("/in/new.txt", "new.txt", 10)
    limits = Limits(max_files=8)
    old = {batch.name: batch for batch in batches(["c"], [before], limits)}
    new = {batch.name: batch for batch in batches(["c"], [[*before, added]], limits)}
    changed = {name for name in new if new[name] != old.get(name)}
    assert changed == {f"c-{bucket_of('new.txt', 4)}of4"}


def test_the_bucket_of_a_path_never_changes():
    assert [bucket_of(name, 8) for name in ("a.txt", "b.txt", "تقرير.txt")] == [5, 1, 6]


def test_slugs_are_safe_and_distinct():
    assert slugs(["My dump (1).jsonl.gz", "أخبار 2018", "a b", "a-b", "!!", "../x"]) == [
        "my-dump-1", "أخبار-2018", "a-b", "a-b-2", "corpus", "x",
    ]  # fmt: skip


def test_formats_go_by_suffix():
    names = {"a.txt": "text", "b.JSONL": "jsonl", "c.jsonl.gz": "jsonl", "d.pdf": None, "e.gz": None, "f": None}
    names |= {"a.HTM": "html", "t.tsv.zst": "csv", "x.warc.gz": "warc", "x.tar.gz": None, "p.parquet": "parquet"}
    assert {name: format_of(name) for name in names} == names
    for fmt, suffixes in FORMATS.items():
        assert {format_of(f"x{suffix}{packed}") for suffix in suffixes for packed in ("", *PACKED)} == {fmt}


def test_the_name_without_its_suffixes_and_the_names_of_metadata_beside_it():
    assert [stem(name) for name in ("a.b.txt.gz", "a.txt", "a")] == ["a.b", "a", "a"]
    assert sidecars("a.txt.gz") == ("a.txt.gz.meta.yaml", "a.txt.meta.yaml", "a.meta.yaml")


def test_pages_are_mostly_markup_and_tables_are_packed():
    (page,), (table,), (packed,) = (files(800, suffix=suffix) for suffix in (".html", ".parquet", ".warc.gz"))
    assert (read_bytes(page), text_bytes(page)) == (800, 100)
    assert (read_bytes(table), text_bytes(table)) == (800, 4800)
    assert (read_bytes(packed), text_bytes(packed)) == (4800, 600)
