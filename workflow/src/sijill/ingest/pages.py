"""The report on a web page: title, body, date, site name and address.

The body is what trafilatura finds (2.3; Barbaresi 2021, «Trafilatura: A Web Scraping Library and Command-Line Tool for
Text Discovery and Extraction»), preferring precision: furniture read as text becomes events that nobody reported.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from functools import cache
from typing import Any

from lxml.etree import LxmlError, XPath
from lxml.html import HtmlElement

from sijill.ingest.pagefacts import PARAGRAPH, SEPARATOR, PageFacts, after, own_text, page_facts, short_text, squeeze

LONGEST_PAGE = 8_000_000  # characters; a page is read as a tree that takes some twenty times as much memory
SHORT = 250  # characters of a text that the precise reading may have cut short
LEAD = range(60, 900)  # characters of a lead paragraph that stands outside the body
BAR = 120  # characters of a row of links
FORM = 400  # characters of a search box, a poll or a comment form with its prompts
BODY_SHARE = 0.6  # of the text in paragraphs that one block holds, if it is the article's body
HEAD = 4  # lines in which the body may repeat title and date

# What belongs to other articles, readers or networks. An element that holds the headline, or paragraphs, stays
# whatever its name (trafilatura knows comments).
_FOREIGN = (
    r"related|read-?(?:also|more)|also-read|see-?also|most-?(?:read|view|popular)|newsletter|subscri|shar(?:e|ing)|social"
    r"|tag-?(?:s|list)|keywords|breadcrumb|ticker|teaser|caption|comment|twitter-|instagram-|fb-|facebook|telegram"
    r"|whatsapp|(?:^|[ _-])ads?(?:$|[ _-])|post-nav|pagination|widget-area"
)
_PRUNE = [
    "//nav | //aside | //footer | //form | //button | //marquee | //figcaption | //noscript | //iframe | //dialog",
    "//*[starts-with(local-name(), 'amp-')]",
    "//*[@role='navigation' or @role='complementary' or @role='contentinfo' or @role='search']",
    f"//*[re:test(concat(@class, ' ', @id), '{_FOREIGN}', 'i')][not(self::body or self::html or self::article)]"
    "[not(.//h1)][string-length(normalize-space()) < 1200][not(.//p[string-length(normalize-space()) > 100][2])]",
]
_BLOCKS = frozenset(("p", "div", "br", "table", "figure", "ul", "blockquote"))
_LETTERS = re.compile(r"[\W\d_]+")
_BULLET = re.compile(r"^- ")


def read_page(html: str, url: str | None = None) -> dict[str, Any]:
    """The report on a page: `title`, `text`, `published_at`, `url`, `outlet` and `dateline`, null where there is none.

    `text` has one paragraph a line, without the title; null where the page holds no article, or is no page that can be
    read. `url` is kept where it is given, else the page's own is taken. `dateline` is the date as the page prints it.
    """
    empty = dict.fromkeys(("title", "text", "published_at", "outlet", "dateline")) | {"url": url}
    if len(html) > LONGEST_PAGE:
        return empty
    try:
        tree = _library().load_html(html)
        if tree is None:
            return empty
        facts = page_facts(tree, url)
        text = _text(tree, facts)
    except (LxmlError, RecursionError, AttributeError, AssertionError, KeyError, IndexError, TypeError, ValueError):
        return empty  # trafilatura and lxml raise these on trees that no browser would build
    return {
        "title": facts.title,
        "text": text,
        "published_at": facts.published,
        "url": url or facts.address,
        "outlet": facts.site,
        "dateline": facts.dateline,
    }


@cache
def _library() -> Any:
    """trafilatura, imported when the first page is read: it takes half a second."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # a page without text is a rejected row, no warning
    return trafilatura


def _text(tree: HtmlElement, facts: PageFacts) -> str | None:
    lead = _lead(facts)
    _open_forms(tree)
    _open_tables(tree)
    _prune(tree)
    _drop_bars(tree)
    _mark_body(tree)
    lines = _lines(tree, precise=True)
    if len(" ".join(lines)) < SHORT:
        lines = max(lines, _lines(tree, precise=False), key=lambda found: len(" ".join(found)))
    lines = _own_lines(lines, facts)
    if lead and lines and lead not in " ".join(lines):
        lines.insert(0, lead)
    return "\n".join(lines) or None


@cache
def _prunings() -> list[XPath]:
    return [XPath(path, namespaces={"re": "http://exslt.org/regular-expressions"}) for path in _PRUNE]


def _prune(tree: HtmlElement) -> None:
    for path in _prunings():
        for element in path(tree):
            if element.getparent() is not None:
                element.drop_tree()


def _open_forms(tree: HtmlElement) -> None:
    """Make plain blocks of forms that hold a text: ASP.NET puts the whole page into one."""
    for form in list(tree.iter("form")):
        if short_text(form, FORM) is None:
            form.tag = "div"


def _open_tables(tree: HtmlElement) -> None:
    """Make plain blocks of tables that only lay out the page: those that hold tables, line breaks or paragraphs."""
    for table in reversed(list(tree.iter("table"))):
        if next(table.iter("br", "p"), None) is None and len(list(table.iter("table"))) == 1:
            continue
        for cell in list(table.iter("tbody", "tr", "td", "th")):
            if next(cell.iterancestors("table"), None) is table:
                cell.tag = "div"
        table.tag = "div"


def _mark_body(tree: HtmlElement) -> None:
    """Mark the block that holds most paragraphs as the article's body, where trafilatura would not know it by its name.

    Most Arabic sites name it in their own way, and without it trafilatura keeps paragraphs only: no lists, no headings.
    """
    held: Counter[HtmlElement] = Counter()
    for paragraph in tree.iter("p"):
        if len(text := own_text(paragraph)) >= PARAGRAPH and (parent := paragraph.getparent()) is not None:
            held[parent] += len(text)
    if not held:
        return
    (body, length), *_ = held.most_common(1)
    known = {"article"} | {element for path in _known_bodies() for element in path(tree)}
    inside = any(element in known or element.tag in known for element in (body, *body.iterancestors()))
    if not inside and body.tag in ("div", "section", "main") and length >= BODY_SHARE * held.total():
        body.set("itemprop", "articleBody")


@cache
def _known_bodies() -> list[XPath]:
    from trafilatura.xpaths import BODY_XPATH

    return list(BODY_XPATH[:1])  # the others take whatever block is first


def _drop_bars(tree: HtmlElement) -> None:
    """Take out rows of links, such as «طباعة | إرسال إلى صديق | عدد القراءات: 318»: more letters linked than not."""
    for element in list(tree.iter("div", "p", "span")):
        links = [link for link in element if link.tag == "a"]
        if len(links) < 2 or (text := short_text(element, BAR)) is None:
            continue
        linked = sum(len(squeeze(link.text_content())) for link in links)
        if 2 * linked > len(_LETTERS.sub("", text)) and element.getparent() is not None:
            element.drop_tree()


def _lines(tree: HtmlElement, precise: bool) -> list[str]:
    found = _library().bare_extraction(
        tree,
        favor_precision=precise,
        include_comments=False,
        include_tables=True,
        include_formatting=False,
        deduplicate=False,  # a paragraph that the page repeats is told twice; normalize judges repetition
        with_metadata=False,
    )
    text = (found.text or "") if found else ""
    return [line for part in text.split("\n") if (line := squeeze(_BULLET.sub("", part)))]


def _own_lines(lines: list[str], facts: PageFacts) -> list[str]:
    """The lines without the page's title and date line, which have fields of their own."""
    head = lines[:HEAD]
    start = head.index(facts.title) + 1 if facts.title in head else 0  # above it stand section and site
    known = {facts.title, facts.dateline}
    return [
        line
        for number, line in enumerate(lines[start:])
        if number >= HEAD or not (line in known or _is_credit(line, facts))
    ]


def _is_credit(line: str, facts: PageFacts) -> bool:
    """Whether a line only names the site, and a city or author beside it: «عين البلدة – متابعات»."""
    name = re.escape(facts.site or "\0")
    return re.fullmatch(rf"{name}(?:{SEPARATOR}\w+(?: \w+){{0,2}})?", line) is not None


def _lead(facts: PageFacts) -> str | None:
    """The lead paragraph right below the headline, which many layouts set outside the body."""
    if facts.headline is None:
        return None
    for element in after(facts.headline):
        if len(own_text(element)) >= LEAD.start and element.tag in ("p", "h2", "h3", "h4", "div", "strong"):
            whole = not any(child.tag in _BLOCKS for child in element)  # else the body itself starts here
            text = short_text(element, LEAD.stop) if whole else None
            return text if text != facts.dateline else None
    return None
