"""Laws of characters: what the tables quote stands in the raw text where they say, and sentences hold all of it."""

from __future__ import annotations

import unicodedata
from collections import defaultdict

import numpy as np
import pyarrow as pa

from sijill.quality.evidence import PUBLIC, Evidence, Flags, flags, given, numbers, pc, values

# start, end and quoted text, where they are not called start, end and surface
_QUOTES = {"event_mentions": ("trigger_start", "trigger_end", "trigger"), "quantities": ("start", "end", "as_written")}


def quote_columns(name: str) -> tuple[str, str, str]:
    """The columns of a table that hold a quotation's start, end and characters."""
    return _QUOTES.get(name.removeprefix(PUBLIC), ("start", "end", "surface"))


def offset_true(evidence: Evidence, name: str, table: pa.Table) -> Flags:
    """Law 1: text_raw[start:end] is what the row quotes. Rows of unknown reports or without offsets are false."""
    start, end, quoted = quote_columns(name)
    texts = evidence.texts
    if "report_id" in table.column_names:
        reports = values(table, "report_id")
    else:
        report_of = evidence.report_of
        reports = [report_of.get(mention or "") for mention in values(table, "mention_id")]
    rows = zip(reports, values(table, start), values(table, end), values(table, quoted), strict=True)
    # a negative offset would count from the end of the text: Python's rule, not the dataset's
    return np.fromiter(
        (
            a is not None and b is not None and 0 <= a <= b and any(t[a:b] == q for t in texts.get(r, ()))
            for r, a, b, q in rows
        ),
        dtype=bool,
        count=len(table),
    )


def length_true(evidence: Evidence, name: str, table: pa.Table) -> Flags:
    """The quoted text is as long as its offsets say: what can still be told where full texts are left out."""
    start, end, quoted = quote_columns(name)
    return flags(pc.equal(pc.utf8_length(table[quoted]), pc.subtract(table[end], table[start])))


def evidence_true(evidence: Evidence, name: str, table: pa.Table) -> Flags:
    """Law 1 in the shareable edition: what the row quotes stands in the evidence of its mention, if within it."""
    _, _, quoted = quote_columns(name)
    at = "evidence_trigger" if name == f"{PUBLIC}event_mentions" else "evidence"
    mentions = evidence.find(f"{PUBLIC}event_mentions")
    if "evidence" not in mentions.column_names or f"{at}_start" not in table.column_names:
        return np.zeros(len(table), dtype=bool)
    told = dict(zip(values(mentions, "mention_id"), values(mentions, "evidence"), strict=True))
    columns = ("mention_id", f"{at}_start", f"{at}_end", quoted)
    rows = zip(*(values(table, column) for column in columns), strict=True)
    found = (a is None or (0 <= a <= b and (told.get(mention) or "")[a:b] == q) for mention, a, b, q in rows)
    return np.fromiter(found, dtype=bool, count=len(table))


def within_text(evidence: Evidence, name: str, table: pa.Table) -> Flags:
    """0 ≤ start < end ≤ length of the report's raw text."""
    reports = evidence.find("reports")
    lengths = pc.utf8_length(reports["text_raw"])
    longest = (
        pa.Table.from_arrays([reports["report_id"], lengths], names=["id", "n"])
        .group_by("id")
        .aggregate([("n", "max")])
    )
    place = pc.index_in(table["report_id"], value_set=longest["id"].combine_chunks())
    limit = pc.take(longest["n_max"], place)
    start, end = table["start"], table["end"]
    inside = pc.and_(pc.less_equal(0, start), pc.and_(pc.less(start, end), pc.less_equal(end, limit)))
    return flags(inside)


def in_its_sentence(evidence: Evidence, name: str, table: pa.Table) -> Flags:
    """The row's offsets lie within the sentence that it names by report_id and sentence_no."""
    start, end, _ = quote_columns(name)
    sentences = evidence.find("sentences")
    codes, order = _sentence_codes(sentences["report_id"], sentences["sentence_no"], sentences)
    first = numbers(sentences, "start")[order]
    last = numbers(sentences, "end")[order]
    wanted, _ = _sentence_codes(table["report_id"], table["sentence_no"], sentences, sort=False)
    left, right = np.searchsorted(codes, wanted, "left"), np.searchsorted(codes, wanted, "right")
    found = (right > left) & (wanted >= 0)
    if not len(codes):
        return np.zeros(len(table), dtype=bool)
    low = np.where(found, left, 0)
    high = np.where(found, right - 1, 0)
    # a record that repeats has each sentence more than once, with the same offsets
    return found & (first[low] <= numbers(table, start)) & (numbers(table, end) <= last[high])


def _sentence_codes(
    reports: pa.ChunkedArray, sentence_numbers: pa.ChunkedArray, sentences: pa.Table, sort: bool = True
) -> tuple[np.ndarray, np.ndarray]:
    """One integer for each (report, sentence number), -1 for unknown reports; sorted, with the order, if wanted."""
    known = pc.unique(sentences["report_id"])
    report = np.asarray(pc.fill_null(pc.index_in(reports, value_set=known), -1), dtype=np.int64)
    number = np.asarray(pc.fill_null(sentence_numbers, -1), dtype=np.int64)
    codes = np.where((report < 0) | (number < 0), -1, report * (1 << 32) + number)
    order = np.argsort(codes, kind="stable") if sort else np.arange(len(codes))
    return codes[order], order


def no_overlap(evidence: Evidence, name: str, table: pa.Table) -> Flags:
    """A sentence starts where the one before it ends, or later; its number is the next one, from 0."""
    report, number, start, end = _sentence_arrays(table)
    order = np.lexsort((end, start, number, report))
    report, number, start, end = report[order], number[order], start[order], end[order]
    same = np.append(False, report[1:] == report[:-1])[: len(report)]
    copy = same.copy()
    for column in (number, start, end):
        copy[1:] &= column[1:] == column[:-1]
    follows = same.copy()
    follows[1:] &= (number[1:] == number[:-1] + 1) & (start[1:] >= end[:-1])
    result = np.empty(len(table), dtype=bool)
    result[order] = np.where(same, follows, number == 0) | (copy & _repeating(evidence, table)[order])
    return result | _ambiguous(evidence, table)


def _sentence_arrays(table: pa.Table) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    report = np.asarray(pc.fill_null(pc.index_in(table["report_id"], value_set=pc.unique(table["report_id"])), -1))
    columns = [np.asarray(pc.fill_null(table[column], -1)) for column in ("sentence_no", "start", "end")]
    return report, columns[0], columns[1], columns[2]


def _repeating(evidence: Evidence, table: pa.Table) -> Flags:
    """Rows of reports whose record was received more than once: they may stand there more than once."""
    counted = evidence.find("reports").group_by("report_id").aggregate([([], "count_all")])
    repeated = counted.filter(pc.greater(counted["count_all"], 1))["report_id"]
    return flags(pc.is_in(table["report_id"], value_set=repeated.combine_chunks()))


def _ambiguous(evidence: Evidence, table: pa.Table) -> Flags:
    """Rows of report_ids with texts that differ in white space: rows of one cannot be told from the other's."""
    many = pa.array([report for report, texts in evidence.texts.items() if len(texts) > 1], pa.string())
    return flags(pc.is_in(table["report_id"], value_set=many))


def uncovered_chars(evidence: Evidence, name: str, table: pa.Table) -> np.ndarray:
    """For each report, how many visible characters of its raw text stand in no sentence."""
    pieces: dict[str, set[tuple[int, int]]] = defaultdict(set)
    sentences = evidence.find("sentences")
    complete = given(sentences, "start") & given(sentences, "end")
    sentences = sentences.filter(pa.array(complete))
    for report, start, end in zip(
        values(sentences, "report_id"), values(sentences, "start"), values(sentences, "end"), strict=True
    ):
        pieces[report or ""].add((start, end))
    counted = {
        report: 0 if len(texts) > 1 else _uncovered(texts[0], sorted(pieces[report]))
        for report, texts in evidence.texts.items()
    }
    return np.array([counted.get(report or "", 0) for report in values(table, "report_id")], dtype=np.int64)


def _uncovered(text: str, pieces: list[tuple[int, int]]) -> int:
    count, at = 0, 0
    for start, end in [*pieces, (len(text), len(text))]:
        if start > at:
            count += sum(map(_visible, text[at:start].strip()))
        at = max(at, end)
    return count


def _visible(char: str) -> bool:
    """Neither space nor control, and no tatweel or vowel mark: folding drops these, and alone they say nothing."""
    return not char.isspace() and char != "\u0640" and unicodedata.category(char) not in ("Cf", "Cc", "Mn")


def title_in_text(evidence: Evidence, name: str, table: pa.Table) -> Flags:
    """The title, where there is one, stands in the raw text."""
    pairs = zip(values(table, "title"), values(table, "text_raw"), strict=True)
    return np.fromiter((title is None or title in (text or "") for title, text in pairs), dtype=bool, count=len(table))


def text_raw_unchanged(evidence: Evidence, name: str, table: pa.Table) -> Flags:
    """The raw text is one that the stage before handed over under the same id."""
    reports = evidence.upstream.get("reports")
    before: set[tuple[str | None, int]] = set()
    for batch in () if reports is None else reports.select(["report_id", "text_raw"]).to_batches(20_000):
        before.update(zip(batch["report_id"].to_pylist(), map(hash, batch["text_raw"].to_pylist()), strict=True))
    result = [
        (report, hash(text)) in before  # hashes: two corpora of texts need not be held at once
        for batch in table.select(["report_id", "text_raw"]).to_batches(20_000)
        for report, text in zip(batch["report_id"].to_pylist(), batch["text_raw"].to_pylist(), strict=True)
    ]
    return np.array(result, dtype=bool)
