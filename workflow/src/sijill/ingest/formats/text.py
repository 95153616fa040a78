"""Text files and saved pages: the whole file is one record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sijill.ingest.decode import UndecodableError, decode
from sijill.ingest.records import Record
from sijill.ingest.sidecar import beside, front_matter, under_our_names
from sijill.ingest.source import Source, refused, sha256
from sijill.ingest.streams import read_whole
from sijill.plan import stem

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.IGNORECASE)
_DECLARED_WITHIN = 4096


def read(source: Source) -> Iterator[Record]:
    """The record of a text file; metadata stand beside it or at its top (front matter), a file beside it wins."""
    raw = read_whole(source.stream, source.bound)
    try:
        text, encoding = decode(raw)
    except UndecodableError as error:
        yield refused(0, "undecodable", str(error), raw)
        return
    if "\x00" in text:
        yield refused(0, "binary", "holds zero bytes: not a text file", raw)
        return
    names = source.fields.names
    above, body, broken_above = front_matter(text, names)
    besides, broken = beside(source.path, "text")
    given = under_our_names(above, names) | under_our_names(besides, names)
    record = Record(0, sha256(raw), {"id": stem(source.path.name), "text": body} | given, encoding=encoding)
    yield replace(record, evidence="sidecar" if given else "record", repair=broken or broken_above)


def read_html(source: Source) -> Iterator[Record]:
    """The record of a saved page; what a file beside it says wins over the page."""
    raw = read_whole(source.stream, source.bound)
    besides, broken = beside(source.path, "html")
    given = under_our_names(besides, source.fields.names)
    record = page_record(0, raw, None, given.get("url"))
    yield replace(
        record,
        fields={**record.fields, "id": stem(source.path.name), **given},
        evidence="sidecar" if given else record.evidence,
        repair=broken,
    )


def page_record(number: int, raw: bytes, declared: str | None, url: str | None) -> Record:
    """The record of a page's bytes; `declared`: the encoding its transport names, asked before the one it names."""
    from sijill.ingest.pages import read_page  # its parsers are slow to import and only pages need them

    meta = _CHARSET.search(raw[:_DECLARED_WITHIN])
    try:
        html, encoding = decode(raw, declared or (meta[1].decode() if meta else None))
    except UndecodableError as error:
        return refused(number, "undecodable", str(error), raw)
    try:
        fields: dict[str, Any] = read_page(html.replace("\x00", "\ufffd"), url)
    except Exception as error:  # whatever a page from the web does to its parser, the other records are still read
        return refused(number, "broken_page", f"the page cannot be parsed ({type(error).__name__}: {error})", raw)
    if not (fields.get("text") or "").strip():
        return refused(number, "no_article", "the page holds no article (a menu, a login, an error page)", raw)
    return Record(number, sha256(raw), fields, evidence="page", encoding=encoding)
