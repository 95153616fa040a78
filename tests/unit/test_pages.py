"""Web pages: title, body and day on every page of the page set, single facts, and what hostile pages do."""

from __future__ import annotations

import time
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from golden.reading import report_row
from page_set import Page, pages
from sijill import tables
from sijill.furnishings import load
from sijill.ingest.pages import read_page
from sijill.ingest.published import Published, published
from sijill.normalize import run
from sijill.options import NormalizeOptions

LEXICON = load(Path(__file__).parents[2] / "resources" / "codebook")
TEXT = "قصفت الطائرات الحربية أطراف البلدة صباح اليوم وقتل ثلاثة مدنيين في السوق القديم. "
KEYS = {"title", "text", "published_at", "url", "outlet", "dateline"}


@cache
def read() -> list[tuple[Page, dict[str, Any], Published, str]]:
    """Every page of the set with its fields, its publication and the body that normalize leaves."""
    found = []
    for page in pages():
        fields = read_page(page.html.decode(page.encoding), page.url)
        text = f"{fields['title']}\n{fields['text']}"
        day = published(fields["published_at"], text, page.url, None, fields["dateline"])
        report = report_row(page.name, str(fields["text"]), day.on, fields["title"])
        kept = run({"reports": tables.from_rows("reports", [report])}, NormalizeOptions(), LEXICON)[
            "reports"
        ].to_pylist()
        found.append((page, fields, day, kept[0]["text"] if kept else ""))
    return found


def failing(kind: str) -> list[str]:
    wrong = {
        "title": lambda page, fields, day, body: fields["title"] != page.title,
        "outlet": lambda page, fields, day, body: fields["outlet"] != page.outlet,
        "body": lambda page, fields, day, body: body.split() != page.body.split(),
        "day": lambda page, fields, day, body: page.day is not None and day.on != page.day,
        "invented": lambda page, fields, day, body: page.day is None and day.on is not None,
        "evidence": lambda page, fields, day, body: page.shows is not None and day.evidence != page.shows,
    }[kind]
    return [row[0].name for row in read() if wrong(*row)]


def test_the_set_is_large_and_varied() -> None:
    names = [page.name for page in pages()]
    assert len(names) == len(set(names)) >= 40
    assert len({name.split("-")[0] for name in names}) >= 12


# kind, the share of pages that may fail
@pytest.mark.parametrize(
    ("kind", "share"),
    [("title", 0.02), ("outlet", 0.05), ("body", 0.05), ("day", 0.02), ("invented", 0.0), ("evidence", 0.02)],
)
def test_pages_of_the_set(kind: str, share: float) -> None:
    assert len(failing(kind)) <= share * len(pages()), failing(kind)


def page(body: str, head: str = "", title: str = "عنوان") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


def article(extra: str = "", head: str = "", title: str = "غارات على أطراف البلدة") -> dict[str, Any]:
    body = f"<div><h1>غارات على أطراف البلدة</h1>{extra}<div class='x'><p>{TEXT}</p><p>{TEXT * 3}</p></div></div>"
    return read_page(page(body, head, title))


@pytest.mark.parametrize(
    ("title", "head", "expected"),
    [
        ("غارات على أطراف البلدة - موقع الخبر", "", "غارات على أطراف البلدة"),
        ("موقع الخبر | غارات على أطراف البلدة", "", "غارات على أطراف البلدة"),
        ("غارات على أطراف البلدة", "", "غارات على أطراف البلدة"),
        ("غارات على الأطراف – تحديث", "<meta property='og:title' content='غارات على الأطراف – تحديث'>",
         "غارات على الأطراف – تحديث"),
        ("س", "<meta property='og:site_name' content='الخبر'><meta property='og:title' content='قصف - ليلي - الخبر'>",
         "قصف - ليلي"),
    ],
)  # fmt: skip
def test_a_name_is_only_taken_off_a_title_where_the_page_shows_it_to_be_one(
    title: str, head: str, expected: str
) -> None:
    assert article(head=head, title=title)["title"] == expected


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",'
        '"datePublished":"2018-04-14T10:00:00Z"}</script>',
        '<script type="application/ld+json">{"@type":["Article"],"datePublished":"2018-04-14T10:00:00Z",}</script>',
        '<script type="application/ld+json">{"@graph":[{"@type":"WebPage","datePublished":"2010-01-01"},'
        '{"@type":"BlogPosting","datePublished":"2018-04-14T10:00:00Z"}]}</script>',
        '<meta property="article:published_time" content="2018-04-14T10:00:00Z">',
        '<meta name="DC.date.issued" content="2018-04-14T10:00:00Z">',
        '<meta itemprop="datePublished" content="2018-04-14T10:00:00Z">',
    ],
)
def test_stated_times(head: str) -> None:
    assert article(head=head)["published_at"] == "2018-04-14T10:00:00Z"


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:modified_time" content="2018-04-14">',
        '<meta name="copyright" content="2018"><meta itemprop="copyrightYear" content="2018">',
        '<meta property="og:image" content="https://a.example/2018/04/14/x.jpg">',
        '<script type="application/ld+json">{"@type":"WebSite","datePublished":"2018-04-14"}</script>',
        '<script type="application/ld+json">{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle",'
        '"datePublished":"2018-04-14"}]}</script>',
        '<meta http-equiv="last-modified" content="Sat, 14 Apr 2018 10:00:00 GMT">',
        '<script>var published = "2018-04-14";</script><!-- 2018-04-14 -->',
    ],
)
def test_what_states_no_time_of_publication(head: str) -> None:
    fields = article(head=head)
    assert fields["published_at"] is None and fields["dateline"] is None


@pytest.mark.parametrize(
    ("extra", "time", "line"),
    [
        ('<time datetime="2018-04-14T10:00">قبل ساعة</time>', "2018-04-14T10:00", "قبل ساعة"),
        ('<time pubdate datetime="2018-04-14">14/4</time>', "2018-04-14", "14/4"),
        ("<div>السبت 14 نيسان 2018</div>", None, "السبت 14 نيسان 2018"),
        ('<div class="post-date">أضافه سالم يوم 14 نيسان 2018</div>', None, "أضافه سالم يوم 14 نيسان 2018"),
        ('<time class="updated" datetime="2018-04-14">14/4/2018</time>', None, None),
        ("<div>أضافه سالم يوم 14 نيسان 2018</div>", None, None),
        ('<div class="related"><span class="date">2018-04-14</span></div>', None, None),
        ('<ul><li><time datetime="2018-04-14">2018-04-14</time></li></ul>', None, None),
    ],
)
def test_dates_printed_beside_the_headline(extra: str, time: str | None, line: str | None) -> None:
    fields = article(extra)
    assert (fields["published_at"], fields["dateline"]) == (time, line)


def test_the_date_of_the_site_header_and_of_other_articles_is_not_taken() -> None:
    body = (
        "<div class='top'><span class='date'>الثلاثاء 4 آب 2026</span></div>"
        f"<div class='a'><h1>غارات على أطراف البلدة</h1><p>{TEXT}</p><p>{TEXT}</p><p>{TEXT}</p></div>"
        "<div class='b'><a href='/x'>خبر آخر</a><time datetime='2026-08-03'>2026-08-03</time></div>"
    )
    fields = read_page(page(body))
    assert fields["published_at"] is None and fields["dateline"] is None


def test_lists_headings_and_quotes_of_a_body_with_any_name_stay() -> None:
    body = (
        f"<div class='txtdet'><p>{TEXT}</p><h4>حصيلة أولية</h4><ul><li>مقتل ثلاثة في السوق.</li></ul><p>{TEXT * 2}</p>"
        f"<blockquote><p>لن نغادر بيوتنا.</p></blockquote><p>{TEXT * 3}</p></div>"
    )
    lines = str(read_page(page(f"<div><h2>غارات على أطراف البلدة</h2></div>{body}"))["text"]).split("\n")
    assert lines[1:3] == ["حصيلة أولية", "مقتل ثلاثة في السوق."] and lines[4] == "لن نغادر بيوتنا."


def test_the_address_given_wins_over_the_canonical_one() -> None:
    head = '<link rel="canonical" href="/news/7">'
    html = page(f"<h1>عنوان</h1><p>{TEXT * 3}</p>", head)
    assert read_page(html)["url"] is None
    assert read_page(html, "https://a.example/x?utm=1")["url"] == "https://a.example/x?utm=1"
    assert read_page(html.replace('"/news', '"https://b.example/news'))["url"] == "https://b.example/news/7"


HOSTILE = {
    "nested": page("<div>" * 100_000 + TEXT),
    "nested and closed": page("<span>" * 100_000 + TEXT + "</span>" * 100_000),
    "nested tables": page("<table><tr><td>" * 10_000 + TEXT),
    "flat": page("<h1>عنوان</h1>" + "<b></b>" * 50_000 + TEXT),
    "links": page("<h1>عنوان</h1>" + "<a href='/x'>رابط</a>" * 10_000),
    "cells": page("<table>" + "<tr><td>1</td><td>2</td></tr>" * 5_000 + "</table>"),
    "attribute": page("<p class='" + "x " * 300_000 + "'>" + TEXT + "</p>"),
    "deep json": page(f"<p>{TEXT}</p>", "<script type='application/ld+json'>" + "[" * 100_000 + "</script>"),
    "odd json": page(
        f"<p>{TEXT}</p>",
        "<script type='application/ld+json'>"
        '{"@type":[1],"headline":{},"publisher":[1],"datePublished":[1],"@graph":{}}</script>',
    ),
    "zero bytes": f"\x00<html>\x00<body><p>{TEXT}\x00</p>",
    "no body": "<html></html>",
    "frames": "<html><frameset><frame src=a></frameset></html>",
    "nothing": "",
    "a bracket": "<",
    "plain text": TEXT * 5,
    "xml": f"<?xml version='1.0' encoding='utf-8'?><html><body><p>{TEXT}</p></body></html>",
    "surrogate": page(f"<p>{TEXT}\ud800</p>"),
    "broken": f"<html><body><p><div></p></td><b><i>{TEXT}</b></i></html></html><p",
    "comment": page("<!-- " * 50_000 + TEXT),
    "too large": "<p>" + "ا" * 8_000_001,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_end_without_an_error(name: str) -> None:
    started = time.perf_counter()
    fields = read_page(HOSTILE[name], "http://[not-an-address")
    assert fields.keys() == KEYS and fields["published_at"] is None
    assert time.perf_counter() - started < 20


def test_every_template_is_in_the_set() -> None:
    folder = Path(__file__).parents[1] / "pages" / "layouts"
    assert {path.stem for path in folder.glob("*.html")} == {page.name.split("-")[0] for page in pages()}
