"""The measures against plain twins, and verdicts against the order of rows."""

from __future__ import annotations

import itertools
import json
import random
from pathlib import Path

import pyarrow as pa
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import small_dataset as small
from sijill import tables
from sijill.quality import check
from sijill.quality.evidence import Evidence
from sijill.quality.row_links import days_agree
from sijill.quality.text_laws import in_its_sentence, no_overlap, offset_true, uncovered_chars

EXPECTATIONS = Path(__file__).parents[2] / "workflow/expectations"
VOID = " \n\u0640\u064b"  # what no sentence needs to hold
TEXTS = st.text("اب ج د\n\u0640\u064b", min_size=1, max_size=12)


def reports(texts: list[str]) -> pa.Table:
    return tables.from_rows("reports", [{"report_id": f"r{n}", "text_raw": text} for n, text in enumerate(texts)])


@settings(max_examples=2, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(chance: random.Random) -> None:
    suite = yaml.safe_load((EXPECTATIONS / "extract.yaml").read_text("utf-8"))
    mine, upstream = small.stage("extract")
    for row, cells in ((0, {"surface": "خطأ"}), (2, {"surface": "خطأ", "rule_id": None}), (3, {"kind": "thing"})):
        mine["spans"] = small.changed(mine["spans"], row, **cells)
    mine["event_mentions"] = small.changed(mine["event_mentions"], 1, date_end="2024-03-09")
    verdict, rows = check("extract", mine, upstream, suite)
    assert not verdict["open"]
    for side in (mine, upstream):
        for name, table in side.items():
            side[name] = table.take(pa.array(chance.sample(range(len(table)), len(table)), pa.int64()))
    again, rows_again = check("extract", mine, upstream, suite)
    assert json.dumps(verdict, sort_keys=True) == json.dumps(again, sort_keys=True)
    assert rows.equals(rows_again)


@given(st.lists(TEXTS, min_size=1, max_size=3), st.data())
def test_offsets_are_true_where_the_slice_is(texts: list[str], data: st.DataObject) -> None:
    number = st.integers(-3, 14)
    rows = data.draw(st.lists(st.tuples(st.integers(0, 3), number, number, TEXTS | st.just("")), max_size=5))
    rows += [(n, 0, len(text), text) for n, text in enumerate(texts)]
    spans = tables.from_rows(
        "spans", [{"report_id": f"r{n}", "start": a, "end": b, "surface": s} for n, a, b, s in rows]
    )
    found = offset_true(Evidence("extract", {"spans": spans}, {"reports": reports(texts)}), "spans", spans)
    wanted = [n < len(texts) and 0 <= a <= b and texts[n][a:b] == s for n, a, b, s in rows]
    assert found.tolist() == wanted


SENTENCES = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(0, 8), st.integers(0, 8)), max_size=6)


@given(SENTENCES)
def test_sentences_follow_each_other(rows: list[tuple[int, int, int, int]]) -> None:
    names = ("report_id", "sentence_no", "start", "end")
    table = tables.from_rows("sentences", [dict(zip(names, (f"r{n}", *rest), strict=True)) for n, *rest in rows])
    found = no_overlap(
        Evidence("deduplicate", {"reports": reports(["ا" * 9] * 3), "sentences": table}, {}), "sentences", table
    )
    good = True
    for _, group in itertools.groupby(sorted(rows), key=lambda row: row[0]):
        at = 0
        for expected, (_, number, start, end) in enumerate(group):
            good &= number == expected and start >= at
            at = end
    assert bool(found.all()) == good


@given(
    SENTENCES,
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 8), st.integers(0, 8)), max_size=6),
)
def test_spans_lie_in_their_sentence(rows: list[tuple[int, ...]], spans: list[tuple[int, ...]]) -> None:
    names = ("report_id", "sentence_no", "start", "end")
    unique = {row[:2]: row for row in rows}
    given_rows = [dict(zip(names, (f"r{n}", *rest), strict=True)) for n, *rest in unique.values()]
    sentences = tables.from_rows("sentences", given_rows)
    table = tables.from_rows("spans", [dict(zip(names, (f"r{n}", *rest), strict=True)) for n, *rest in spans])
    found = in_its_sentence(Evidence("extract", {"spans": table}, {"sentences": sentences}), "spans", table)
    wanted = [
        key in unique and unique[key][2] <= start and end <= unique[key][3]
        for *pair, start, end in spans
        for key in [tuple(pair)]
    ]
    assert found.tolist() == wanted


@given(TEXTS, st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=4))
def test_characters_outside_sentences_are_counted(text: str, pieces: list[tuple[int, int]]) -> None:
    pieces = [(a, b) for a, b in pieces if a <= b]
    rows = [{"report_id": "r0", "start": a, "end": b} for a, b in pieces]
    evidence = Evidence("normalize", {"sentences": tables.from_rows("sentences", rows), "reports": reports([text])}, {})
    inside = {at for a, b in pieces for at in range(a, b)}
    wanted = sum(at not in inside and char not in VOID for at, char in enumerate(text))
    assert uncovered_chars(evidence, "reports", evidence.find("reports")).tolist() == [wanted]


DAY = st.integers(1, 9)
MENTIONS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), DAY, DAY), min_size=1, max_size=6)


@given(MENTIONS)
def test_days_agree_where_the_hulls_of_every_two_reports_meet(rows: list[tuple[int, int, int, int]]) -> None:
    told = [(event, report, min(a, b), max(a, b)) for event, report, a, b in rows]
    mentions = tables.from_rows(
        "event_mentions",
        [
            {"event_id": f"e{e}", "report_id": f"r{r}", "date_start": f"2024-01-0{a}", "date_end": f"2024-01-0{b}"}
            for e, r, a, b in told
        ],
    )
    events = tables.from_rows("events", [{"event_id": f"e{n}"} for n in range(3)])
    found = days_agree(Evidence("deduplicate", {"event_mentions": mentions, "events": events}, {}), "events", events)
    wanted = []
    for event in range(3):
        hulls = [
            (
                min(a for e, r, a, _ in told if (e, r) == (event, report)),
                max(b for e, r, _, b in told if (e, r) == (event, report)),
            )
            for report in {r for e, r, _, _ in told if e == event}
        ]
        wanted.append(all(one[0] <= other[1] and other[0] <= one[1] for one in hulls for other in hulls))
    assert found.tolist() == wanted
