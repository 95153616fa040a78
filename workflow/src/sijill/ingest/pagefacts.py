"""What a web page says about itself: title, site name, address, time of publication, and its printed date line.

Only what the page states is taken: JSON-LD, meta elements, `itemprop`, `time`, and the lines beside its headline.
htmldate, which trafilatura asks for dates, is not used: also with `extensive_search=False` and `original_date=True` it
falls back to times of modification, to the year of a copyright notice, to dates in image addresses and to the first
date anywhere in the text (htmldate 1.11, `core.find_date`), and it compares with today's date.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from lxml.html import HtmlElement

from sijill.ingest.dateline import LONGEST, is_date_line, read_date

META_TITLE = ("og:title", "twitter:title", "dc.title", "headline")
META_SITE = ("og:site_name", "application-name", "dc.publisher")
META_TIME = (
    "article:published_time", "og:article:published_time", "og:published_time", "article:published", "datepublished",
    "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dc.date.created", "dcterms.created", "pubdate",
    "publishdate", "publish_date", "publish-date", "published_date", "publication_date", "citation_publication_date",
    "sailthru.date", "parsely-pub-date", "article.published", "cxenseparse:recs:publishtime", "date",
)  # fmt: skip
ARTICLES = ("article", "posting", "report")  # what the names of schema.org's types of articles end in
AHEAD, BEHIND = 80, 12  # elements looked at after and before the headline
PARAGRAPH = 60  # characters of an element that is text, no credit or date; the date stands above the second of them

SEPARATOR = r"\s*[-–—|•·:»«/\\]+\s*"
_DATED = re.compile(r"date|time|publish|posted|submitted|meta|info|details|byline", re.I)
_UPDATED = re.compile(r"updat|modif", re.I)
_APART = re.compile(r"related|sidebar|most|comment|caption|ticker|breadcrumb", re.I)
_NOT_SHOWN = frozenset(("a", "li", "option", "script", "style", "title"))
_YEAR = re.compile(r"\d{4}")
_JSON_TIME = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')


@dataclass(slots=True)
class PageFacts:
    """What a page says about itself, null where it is silent. `headline` is the element that shows the title."""

    title: str | None = None
    site: str | None = None
    address: str | None = None
    published: str | None = None
    dateline: str | None = None
    headline: HtmlElement | None = field(default=None, repr=False)


def page_facts(tree: HtmlElement, url: str | None) -> PageFacts:
    """The facts of a parsed page; `url` is the base of relative addresses."""
    meta, articles = _meta(tree), list(_articles(tree))
    facts = PageFacts(site=_site(tree, meta, articles), address=_address(tree, meta, url))
    facts.title, facts.headline = _title(tree, meta, articles, facts.site)
    facts.published = _stated_time(tree, meta, articles)
    if facts.headline is not None:
        time, facts.dateline = _printed_date(facts.headline)
        facts.published = facts.published or time
    return facts


def squeeze(text: str) -> str:
    """Text with single spaces."""
    return " ".join(text.split())


def short_text(element: HtmlElement, longest: int) -> str | None:
    """The text of an element if it has at most `longest` characters; does not read on in larger ones."""
    pieces, length = [], 0
    for piece in element.itertext():
        pieces.append(piece)
        length += len(piece)
        if length > 4 * longest:  # white space between tags counts too
            return None
    text = squeeze(" ".join(pieces))
    return text if len(text) <= longest else None


def after(headline: HtmlElement) -> Iterator[HtmlElement]:
    """The elements that follow the headline in the page's order, the first AHEAD of them."""
    following = (sibling for node in (headline, *headline.iterancestors()) for sibling in node.itersiblings())
    return islice(_own(following), AHEAD)


def _before(headline: HtmlElement) -> Iterator[HtmlElement]:
    """Elements just above the headline in the same part of the page: never the header of the site."""
    near = (node for node in (headline, *islice(headline.iterancestors(), 2)) if _in_a_part(node))
    return islice(_own(sibling for node in near for sibling in node.itersiblings(preceding=True)), BEHIND)


def _in_a_part(node: HtmlElement) -> bool:
    parent = node.getparent()
    return parent is not None and parent.tag not in ("body", "html")


def _own(roots: Iterable[HtmlElement]) -> Iterator[HtmlElement]:
    """The elements of some trees in the page's order, without those of other articles, readers and menus."""
    for root in roots:
        stack = [root]
        while stack:
            element = stack.pop()
            if isinstance(element.tag, str) and not _apart(element):
                yield element
                stack += reversed(element)


def own_text(element: HtmlElement) -> str:
    """The text that stands in an element itself, between its line breaks and inline marks."""
    return squeeze(" ".join([element.text or "", *(child.tail or "" for child in islice(element, AHEAD))]))


def _apart(element: HtmlElement) -> bool:
    names = _names(element)
    if element.tag in ("ul", "ol"):  # lists of links and articles, but for the line below a headline set as a list
        return not _DATED.search(names)
    return element.tag in ("nav", "aside", "footer", "form") or bool(_APART.search(names))


def _names(element: HtmlElement) -> str:
    return f"{element.get('class', '')} {element.get('id', '')}"


def _meta(tree: HtmlElement) -> dict[str, str]:
    """The contents of the page's meta elements by their names in lower case, the first of each."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = squeeze(element.get("content") or "")
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in names if name in meta), None)


def _articles(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The articles that the page's JSON-LD describes, then its web page; no lists of other articles."""
    pages: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text:
            continue
        try:
            nodes = _nodes(json.loads(script.text, strict=False))
        except (ValueError, RecursionError):
            if time := _JSON_TIME.search(script.text):
                pages.append({"datePublished": time[1]})
            continue
        for node in nodes:
            kind = str(node.get("@type", "")).lower().strip("[]'\"")
            if kind.endswith(ARTICLES):
                yield node
            elif kind.endswith("webpage"):
                pages.append(node)
    yield from pages


def _nodes(data: Any) -> list[dict[str, Any]]:
    """The top level of a JSON-LD document: an object, a list of them, or what its @graph holds."""
    items = data if isinstance(data, list) else [data]
    top = [item for item in items if isinstance(item, dict)]
    graphs = [item["@graph"] for item in top if isinstance(item.get("@graph"), list)]
    return top + [node for graph in graphs for node in graph if isinstance(node, dict)]


def _site(tree: HtmlElement, meta: dict[str, str], articles: list[dict[str, Any]]) -> str | None:
    """The site's name: stated, else what its title has besides the headline, if the link to the front page shows it."""
    publishers = [article["publisher"] for article in articles if isinstance(article.get("publisher"), dict)]
    names = [squeeze(one["name"]) for one in publishers if isinstance(one.get("name"), str)]
    if stated := _first(meta, META_SITE) or next(filter(None, names), None):
        return stated
    title = _page_title(tree) or ""
    home = (
        link
        for link in tree.iter("a")
        if re.fullmatch(r"(?:https?://[^/]+)?/?(?:index\.\w+)?", link.get("href") or "-")
    )
    shown = (short_text(link, 60) for link in islice(home, 20))
    return next((name for name in shown if name and title != _without_site(title, name)), None)


def _page_title(tree: HtmlElement) -> str | None:
    return next((short_text(element, 400) for element in tree.iter("title")), None)


def _address(tree: HtmlElement, meta: dict[str, str], url: str | None) -> str | None:
    links = [link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    for link in (*links, meta.get("og:url")):
        try:
            full = urljoin(url or "", (link or "").strip())
        except ValueError:
            continue
        if full.startswith(("http://", "https://")) and not re.search(r"\s", full):
            return full
    return None


def _title(
    tree: HtmlElement, meta: dict[str, str], articles: list[dict[str, Any]], site: str | None
) -> tuple[str | None, HtmlElement | None]:
    """The title without the name of the site, and the element that shows it.

    A name is only taken off where the page itself shows the title without it, or says what the site is called.
    """
    headings = [(text, h) for tag in ("h1", "h2", "h3", "h4") for h in tree.iter(tag) if (text := short_text(h, 300))]
    stated = [_first(meta, META_TITLE), *(article.get("headline") for article in articles)]
    page_title = _page_title(tree)
    for told in (*stated, page_title):
        for text, heading in headings:
            if isinstance(told, str) and text != site and _holds(squeeze(told), text):
                return text, heading
    title = next((squeeze(told) for told in stated if isinstance(told, str) and told.strip()), None)
    if title is None and headings and not _shown(tree, page_title):
        return next(((text, heading) for text, heading in headings if text != site), (page_title, None))
    title = _without_site(title or page_title, site)
    return title, _shown(tree, title)


def _holds(told: str, heading: str) -> bool:
    """Whether a stated title is the heading, alone or with a name before or behind it."""
    bare = re.escape(heading)
    return told == heading or bool(
        len(heading) > 8 and re.match(rf"{bare}{SEPARATOR}|.*?(?<=\S){SEPARATOR}{bare}$", told)
    )


def _without_site(title: str | None, site: str | None) -> str | None:
    if not title or not site:
        return title
    name = re.escape(site)
    return re.sub(rf"{SEPARATOR}{name}$|^{name}{SEPARATOR}", "", title) or title


def _shown(tree: HtmlElement, title: str | None) -> HtmlElement | None:
    """The first element of the body whose own text is the title, but for links and lists."""
    body = tree.find(".//body")
    if not title or body is None:
        return None
    for element in body.iter():
        own = element.text if isinstance(element.tag, str) and element.tag not in _NOT_SHOWN else None
        if own and len(own) < 4 * len(title) and squeeze(own) == title:
            return element
    return None


def _stated_time(tree: HtmlElement, meta: dict[str, str], articles: list[dict[str, Any]]) -> str | None:
    """The time of publication as the page's metadata give it."""
    for article in articles:
        if isinstance(article.get("datePublished"), str) and article["datePublished"].strip():
            return str(article["datePublished"]).strip()
    if time := _first(meta, META_TIME):
        return time
    marked = "//*[@itemprop='datePublished' or (self::time and @pubdate)]"
    for element in tree.xpath(marked):
        for name in ("datetime", "content", "title"):
            if _YEAR.search(element.get(name) or ""):
                return squeeze(element.get(name))
    return None


def _printed_date(headline: HtmlElement) -> tuple[str | None, str | None]:
    """The time and the date line printed beside the headline: below it down to the text, else just above it."""
    paragraphs = 0
    for element in after(headline):
        if len(own_text(element)) >= PARAGRAPH:
            paragraphs += 1
            if paragraphs == 2:
                break
        if found := _date_of(element):
            return found
    return next((found for element in _before(headline) if (found := _date_of(element))), (None, None))


def _date_of(element: HtmlElement) -> tuple[str | None, str | None] | None:
    """The machine-readable time and the text of an element that gives a date; None for any other element."""
    names = _names(element)
    if _UPDATED.search(names):
        return None
    text = short_text(element, LONGEST)
    times = element.iter("time") if text is not None else iter(())
    if time := next((at for one in times if _YEAR.search(at := one.get("datetime") or "")), None):
        return time.strip(), text or None
    if not text or not _YEAR.search(text):
        return None
    marked = element.tag == "time" or _DATED.search(names)
    return (None, text) if (marked and read_date(text)) or is_date_line(text) else None
