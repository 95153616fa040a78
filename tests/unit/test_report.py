"""The report page: its numbers, its words, and hostile text that must be shown and not run."""

from __future__ import annotations

import csv
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import small_dataset as small
from sijill import tables
from sijill.report import render
from sijill.report.events import figure, safe_url
from sijill.report.highlight import KINDS, Mark, pieces
from sijill.report.labels import label
from sijill.report.page import MOST_EVENTS

HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(2)>"\' =HYPERLINK("x")'


class Page(HTMLParser):
    """The tags, attributes and visible text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)
        self.text = " ".join("".join(self.words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.words.append(" " if tag in ("b", "dd", "dt", "li", "p", "td", "th", "small") else "")

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def all(self, attribute: str) -> list[str]:
        return [attributes[attribute] or "" for _, attributes in self.tags if attribute in attributes]


def dataset() -> dict[str, pa.Table]:
    return {name: table for name, table in small.stage("export")[0].items() if not name.startswith("public_")}


def verdict(stage: str, failed: list[dict[str, Any]], seen: int = 4) -> dict[str, Any]:
    critical = sum(result["severity"] == "critical" for result in failed)
    return {
        "stage": stage, "open": not critical, "results": failed,
        "expectations": {"judged": 9, "critical_failed": critical, "warning_failed": len(failed) - critical},
        "conservation": [{"thing": "records", "rows_in": seen}],
    }  # fmt: skip


FAILED = {
    "entry": 2, "table": "spans", "column": "offset_true", "success": False, "severity": "critical", "unexpected": 3,
    "of": 1200, "observed": None, "why": "what is quoted stands in text_raw",
}  # fmt: skip


def shown(given_tables: dict[str, pa.Table], **verdicts: dict[str, Any]) -> Page:
    return Page(render(given_tables, verdicts, {"title": "سجل", "version": "0", "corpora": ["عينة"]}))


def test_the_page_says_what_the_tables_hold() -> None:
    page = shown(dataset(), ingest=verdict("ingest", []))
    for part in (
        "سجلات قُرئت records seen 4 = 2 بقيت + 2 رُفضت",
        "all are accounted for",
        "أحداث events 2",
        "غارة جوية air strike",
        "2024-03-04",
        "قتلى killed 3 (3–5)",
        "مصدر محلي (محلي) ← وكالة أ (الناشر)",
        "الفاعل actor الفصائل",
        "مُعتزَم planned",
        "روايات أخرى: 1",
        "missing_text",
        "repeated_record",
    ):
        assert part in page.text, part


def test_the_sentence_of_the_canonical_mention_is_highlighted_by_kind() -> None:
    html = render(dataset(), {}, {})
    for kind, word in (("trigger", "قصفت"), ("place", "بلدة النيرب"), ("time", "أمس الاثنين"), ("source", "مصدر محلي")):
        assert re.search(f'<mark class="k-{kind}"[^>]*>{word}</mark>', html), word
    assert re.search('<mark class="k-quantity"[^>]*>3 مدنيين</mark>', html) or re.search(
        '<mark class="k-quantity"[^>]*>3 </mark><mark class="k-quantity"[^>]*>مدنيين</mark>', html
    )


def test_numbers_that_do_not_add_up_are_told() -> None:
    assert "The ingest gate counted 5 records, the tables account for 4" in shown(
        dataset(), ingest=verdict("ingest", [], seen=5)
    ).text  # fmt: skip


def test_gates_are_shown_with_what_failed() -> None:
    page = shown(dataset(), ingest=verdict("ingest", []), extract=verdict("extract", [FAILED]))
    assert "الاستخراج extract مغلقة closed 9 حرج critical spans.offset_true 3 / 1,200 what is quoted" in page.text
    assert page.text.count("not judged") == 4


def test_hostile_text_is_shown_and_not_run() -> None:
    given_tables = dataset()
    text = small.TEXT_A.replace("أمس الاثنين", HOSTILE)
    sentence = {"end": len(text)}
    given_tables["reports"] = small.changed(
        given_tables["reports"], 0, text_raw=text, title=HOSTILE, outlet=HOSTILE, url="javascript:alert(3)",
        source_file=HOSTILE,
    )  # fmt: skip
    given_tables["reports"] = small.changed(given_tables["reports"], 1, url='https://example.org/" onclick="alert(4)')
    given_tables["sentences"] = small.changed(given_tables["sentences"], 1, **sentence)
    given_tables["attributions"] = small.changed(given_tables["attributions"], 0, surface=HOSTILE)
    given_tables["actors"] = small.changed(given_tables["actors"], 0, name_ar=HOSTILE)
    given_tables["events"] = small.changed(given_tables["events"], 0, place_name=HOSTILE, date_constraint=HOSTILE)
    given_tables["spans"] = small.changed(given_tables["spans"], 0, place_id='" onmouseover="alert(5)')
    given_tables["rejected"] = small.changed(given_tables["rejected"], 0, detail=HOSTILE, reason=HOSTILE)
    given_tables["event_links"] = small.changed(given_tables["event_links"], 0, reason=HOSTILE)
    page = shown(given_tables, extract=verdict("extract", [{**FAILED, "why": HOSTILE, "table": HOSTILE}]))
    assert not {"script", "img", "iframe", "object", "embed", "link", "base", "form", "svg"} & {
        tag for tag, _ in page.tags
    }
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on") or name == "src"]
    assert page.text.count(" ".join(HOSTILE.split())) >= 8
    for address in page.all("href"):
        assert address.startswith(("#e", "https://example.org/"))


def test_nothing_is_loaded_and_the_policy_forbids_it() -> None:
    html = render(dataset(), {}, {})
    page = Page(html)
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    assert ("meta", {"http-equiv": "Content-Security-Policy", "content": policy}) in page.tags
    assert "url(" not in html and "@import" not in html
    assert ("html", {"lang": "ar", "dir": "rtl"}) in page.tags


def test_links_lead_to_events_on_the_page() -> None:
    page = shown(dataset())
    ids = page.all("id")
    assert len(ids) == len(set(ids))
    assert {address for address in page.all("href") if address.startswith("#")} <= {f"#{name}" for name in ids}
    assert "يتلوه followed by: " + small.PLAN in page.text
    assert "يتلو follows: " + small.STRIKE in page.text


def test_the_page_is_capped_and_says_so() -> None:
    given_tables = dataset()
    event = given_tables["events"].to_pylist()[1]
    many = [{**event, "event_id": f"e{n:016x}", "n_reports": 1 + (n == 519)} for n in range(520)]
    given_tables["events"] = tables.from_rows("events", many)
    page = shown(given_tables)
    assert sum(attributes.get("class") == "event" for _, attributes in page.tags) == MOST_EVENTS
    assert "500 of 520 events are shown" in page.text
    assert f"e{519:016x}" in page.all("id") and f"e{505:016x}" not in page.all("id")


def test_an_empty_dataset_has_a_page() -> None:
    page = shown({name: table.slice(0, 0) for name, table in dataset().items()})
    assert "No event in these reports" in page.text and "Nothing was rejected" in page.text


def test_the_order_of_rows_changes_nothing() -> None:
    given_tables = dataset()
    backwards = {
        name: table.take(pa.array(range(len(table))[::-1], pa.int64())) for name, table in given_tables.items()
    }
    assert render(given_tables, {}, {}) == render(backwards, {}, {})


@pytest.mark.parametrize(
    ("bounds", "told"),
    [
        ((3, 3, 3), "3"), ((3, 3, 5), "3 (3–5)"), ((10, None, 20), "10–20"), ((2, None, None), "≥ 2"),
        ((None, None, 5), "≤ 5"), ((None, 4, None), "4"), ((None, None, None), None), ((100, 100, None), "≥ 100"),
        ((101, 150, None), "150 (≥ 101)"), ((1000, 1200, 2000), "1,200 (1,000–2,000)"), ((0, 0, 0), "0"),
    ],
)  # fmt: skip
def test_figures_keep_their_bounds(bounds: tuple[int | None, int | None, int | None], told: str | None) -> None:
    assert figure(*bounds) == told


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc", "//x.org", "http://", "", None, "http://[::1"]
)
def test_addresses_that_are_not_of_the_web_are_no_links(url: str | None) -> None:
    assert safe_url(url) is None


MARKS = st.lists(st.builds(Mark, st.integers(0, 12), st.integers(0, 12), st.sampled_from(KINDS), st.sampled_from("ab")))


@given(st.text(min_size=8, max_size=12), MARKS)
def test_pieces_joined_are_the_sentence_and_every_character_has_its_first_kind(text: str, marks: list[Mark]) -> None:
    start, end = 2, len(text) - 1
    cut = pieces(text, start, end, marks)
    assert "".join(piece.text for piece in cut) == text[start:end]
    at = start
    for piece in cut:
        for position in range(at, at + len(piece.text)):
            over = [mark.kind for mark in marks if mark.start <= position < mark.end]
            assert piece.kind == (min(over, key=KINDS.index) if over else None)
        at += len(piece.text)


def test_every_code_has_an_arabic_name() -> None:
    columns = tables.TABLES["event_mentions"].columns
    groups = {"realis": tables.REALIS, "assertion": tables.ASSERTIONS, "role": tables.ROLES, "kind": tables.SPAN_KINDS}
    groups |= {"link": tables.LINK_KINDS, "date_status": tables.DATE_STATUSES, "stage": tables.STAGES}
    groups |= {"source_kind": tables.SOURCE_KINDS, "place_status": columns["place_status"].values or ()}
    codebook = Path(__file__).parents[2] / "resources/codebook/event_types.csv"
    with codebook.open(encoding="utf-8", newline="") as stream:
        groups["event_type"] = tuple(row["event_type"] for row in csv.DictReader(stream))
    for group, codes in groups.items():
        for code in codes:
            assert re.search("[ء-ي]", label(group, code).ar), (group, code)
