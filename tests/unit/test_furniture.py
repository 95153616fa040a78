"""Furniture learnt from repetition: against a naive count, whatever the order and the cut."""

from __future__ import annotations

import random
from argparse import Namespace
from collections import Counter

import pyarrow as pa
import pytest

from sijill import furniture, io, tables, verbs
from sijill.options import FurnitureOptions
from sijill.text.arabic import fold

FEW = FurnitureOptions(min_reports=3, min_share=0.2)
SCHEMA = pa.schema({name: pa.string() for name in furniture.COLUMNS})


def rows(*texts: str, outlet: str | None = "شبكة", title: str | None = None, corpus: str = "c") -> list[dict]:
    return [{"outlet": outlet, "corpus": corpus, "title": title, "text_raw": text} for text in texts]


def learnt(reports: list[dict], options: FurnitureOptions = FEW, cut: int = 7) -> list[tuple[str, str, str]]:
    def batches() -> list[pa.Table]:
        parts = [reports[start : start + cut] for start in range(0, len(reports), cut)]
        return [pa.Table.from_pylist(part, schema=SCHEMA) for part in parts]

    found = furniture.learn(batches, options)
    assert found.schema == furniture.SCHEMA
    return [(row["outlet"], row["line"], row["kind"]) for row in found.to_pylist()]


def naive(reports: list[dict], options: FurnitureOptions) -> list[tuple[str, str, str]]:
    """The same by the book: every distinct text once, every line of it once."""
    distinct = {(row["outlet"] or row["corpus"], row["title"], row["text_raw"]) for row in reports}
    texts = Counter(owner for owner, _, _ in distinct)
    counts: Counter[tuple[str, str]] = Counter()
    for owner, title, text in distinct:
        lines = {" ".join(fold(line).text.split()) for line in text.split("\n") if len(line) <= 300}
        counts.update((owner, line) for line in lines - {"", " ".join(fold(title or "").text.split())})
    found = []
    for (owner, line), count in counts.items():
        is_text = len(line) > 100 or line[-1] in furniture.SENTENCE_MARKS
        share = furniture.REPEATED_TEXT_SHARE if is_text else options.min_share
        if count >= max(2, options.min_reports, share * texts[owner]):
            found.append((owner, line, "repeated_text" if is_text else "repeated_line"))
    return sorted(found)


def many(seed: int) -> list[dict]:
    """Random pages of three outlets out of a few lines, so that some lines repeat and some pages are the same."""
    chance = random.Random(seed)
    lines = ["تابعوا بوابة الخبر", "بوّابة  الخبر", "قال المتحدث.", "خلفية طويلة " * 11, "س" * 400, "", " هـــدنة "]
    lines += [f"خبر رقم {number}" for number in range(12)]
    pages = []
    for _ in range(90):
        title = chance.choice([None, chance.choice(lines).strip() or None])
        text = "\n".join(chance.choices(lines, k=chance.randint(1, 6)))
        owner = chance.choice(["شبكة", "وكالة", None])
        pages += rows(f"{title}\n{text}" if title else text, outlet=owner, title=title)
    return pages


@pytest.mark.parametrize("seed", range(12))
def test_it_counts_as_the_naive_count_does(seed: int) -> None:
    reports = many(seed)
    options = FurnitureOptions(min_reports=random.Random(seed).randint(2, 9), min_share=0.1)
    expected = naive(reports, options)
    assert learnt(reports, options) == expected
    random.Random(seed + 1).shuffle(reports)
    assert learnt(reports, options, cut=1 + seed) == expected


def test_a_clash_of_checksums_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    reports = many(99)
    expected = learnt(reports)
    monkeypatch.setattr(furniture, "BUCKETS", 3)
    assert expected and learnt(reports) == expected


def page(number: int, *lines: str) -> str:
    return "\n".join((f"حدث رقم {number} وقع في المدينة.", *lines))


def test_a_line_must_stand_in_enough_different_texts() -> None:
    pages = [page(number, "بوابة الخبر") for number in range(3)]
    assert learnt(rows(*pages)) == [("شبكة", "بوابه الخبر", "repeated_line")]
    assert learnt(rows(*pages[:2])) == []
    assert learnt(rows(*pages[:2], *pages[:2])) == [], "the same report twice is one text"


def test_a_line_must_stand_in_enough_of_the_outlets_texts() -> None:
    others = [page(number) for number in range(10, 22)]
    assert learnt(rows(*(page(number, "بوابة الخبر") for number in range(3)), *others)) != []
    assert learnt(rows(*(page(number, "بوابة الخبر") for number in range(3)), *others, page(30))) == []


@pytest.mark.parametrize("line", ["ولم تتبن أي جهة الهجوم.", "وقال المتحدث:", "خلفية عن الحرب " * 9, "هل تصمد الهدنة؟"])
def test_sentences_and_long_lines_are_background_unless_half_of_all_texts_have_them(line: str) -> None:
    others = [page(number) for number in range(10, 16)]
    assert learnt(rows(*(page(number, line) for number in range(5)), *others)) == []
    assert [kind for _, _, kind in learnt(rows(*(page(number, line) for number in range(6)), *others))] == [
        "repeated_text"
    ]


def test_the_longest_lines_are_never_furniture() -> None:
    assert learnt(rows(*(page(number, "كلمة " * 61) for number in range(9)))) == []


def test_outlets_are_told_apart_and_the_corpus_stands_for_a_missing_one() -> None:
    pages = [page(number, "بوابة الخبر") for number in range(4)]
    assert learnt(rows(*pages[:2]) + rows(*pages[2:], outlet="وكالة")) == []
    assert learnt(rows(*pages, outlet=None)) == [("c", "بوابه الخبر", "repeated_line")]


def test_a_reports_own_title_is_not_counted() -> None:
    assert learnt(rows(*(f"نشرة اليوم\n{page(number)}" for number in range(4)), title="نشرة اليوم")) == []
    assert len(learnt(rows(*(f"نشرة اليوم\n{page(number)}" for number in range(4))))) == 1


def test_a_line_twice_in_a_text_counts_once() -> None:
    assert learnt(rows(*(page(number, "بوابة الخبر", "بوابة الخبر") for number in range(2)))) == []


def test_one_text_is_never_enough() -> None:
    assert learnt(rows(page(1, "بوابة الخبر")), FurnitureOptions(min_reports=0, min_share=0.0)) == []


def test_nothing_gives_an_empty_table() -> None:
    assert learnt([]) == []


def test_the_verb_writes_the_same_bytes_for_any_cut(tmp_path) -> None:
    texts = [page(number, "بوابة الخبر") for number in range(11)]
    for name, parts in (("one", [texts]), ("two", [texts[5:], texts[:5]])):
        for number, part in enumerate(parts):
            reports = [{**dict.fromkeys(tables.TABLES["reports"].columns), **row} for row in rows(*part)]
            with io.StreamWriter("reports", tmp_path / name / str(number) / "reports.parquet") as writer:
                writer.write({**row, **filled(row)} for row in reports)
        folders = sorted((tmp_path / name).iterdir())
        verbs.furniture(Namespace(reports=folders, out=tmp_path / "out" / name, min_reports=10, min_share=0.005))
    written = [(tmp_path / "out" / name / "furniture.parquet").read_bytes() for name in ("one", "two")]
    assert written[0] == written[1]
    assert io.read_file(tmp_path / "out/one/furniture.parquet").num_rows == 1


def filled(row: dict) -> dict:
    """Values for the columns that may not be null."""
    plain = {pa.string(): "x", pa.int64(): 0, pa.bool_(): False}
    columns = tables.TABLES["reports"].columns.items()
    return {name: plain[column.type] for name, column in columns if not column.nullable and row[name] is None}
