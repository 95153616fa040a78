"""When a report was published: from its metadata, else from the page's own date line, else from its address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime


@dataclass(frozen=True, slots=True)
class Published:
    """A publication day (ISO 8601, null when unknown), how much of it is known, what it was read from.

    `conflict`: what other evidence says otherwise (`dateline=2018-02-17;url=2018-02-19`), null when none does.
    """

    on: str | None = None
    precision: str = "unknown"
    evidence: str = "none"
    conflict: str | None = None


def published(written: str | None, text: str, url: str | None, zone: str | None = None) -> Published:
    """The publication day of a report.

    `written`: the time as the metadata give it; `text`: the raw text, whose date line is looked for; `url`: its
    address; `zone`: IANA name of the outlet's time zone, in which a time with an offset is told.
    """
    day = published_day(written)
    return Published(day, "day", "metadata") if day else Published()


def published_day(written: str | None) -> str | None:
    """The day (ISO 8601) of a publication time in ISO 8601 or RFC 5322 form, in its own zone; None for other forms."""
    if not written:
        return None
    written = written.strip()
    for read in (_iso_day, lambda text: parsedate_to_datetime(text).date()):
        try:
            day: date = read(written)
        except (ValueError, TypeError, IndexError):
            continue
        return day.isoformat()
    return None


def _iso_day(written: str) -> date:
    if not re.match(r"\d{4}-\d{2}-\d{2}", written):
        raise ValueError(written)
    return datetime.fromisoformat(written.replace("Z", "+00:00")).date()
