"""The report on a web page: title, body, date, site name and address, as trafilatura finds them."""

from __future__ import annotations

from typing import Any


def read_page(html: str, url: str | None = None) -> dict[str, Any]:
    """The fields of records.FIELDS that a page gives (`id` never); `text` is null where it holds no article."""
    raise NotImplementedError
