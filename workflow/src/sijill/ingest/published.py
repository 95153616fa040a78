"""When a report was published: from its metadata, else from the page's own date line, else from its address.

Evidence is only read, never completed: neither the clock nor the file's own time is asked, a month without its day
gives no day, and of 05/04/2018 only the year is known unless other evidence settles what is the month.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from sijill.ingest.dateline import Told, find_date_line, plausible, read_date

PRECISIONS = {10: "day", 7: "month", 4: "year"}  # by the length of the ISO 8601 text

_ISO_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:$|[T ]\d\d?:?\d\d)")
_ISO_PART = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?")
_ISO_BASIC = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?\d{4}(?:\d\d)?(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?)?")
_OFFSET = re.compile(r" *(?:UTC|GMT|(Z|[+-]\d\d:?\d\d)(?: UTC)?)$")
_EPOCH = re.compile(r"(\d{9,10})(?:\d{3}|\.\d+)?")
_ENGLISH = re.compile(r"(?:[A-Za-z]{3,9},? )?(\d{1,2} [A-Za-z]{3,9},? \d{4}|[A-Za-z]{3,9} \d{1,2},? \d{4})\b")
# /2018/02/18/  -20180218-  2018-02-18  2018-02/18; a percent sign before it is that of an encoded space
_URL_DAY = re.compile(r"[^\w%](\d{4})([-/_.]?)(1[0-2]|0?[1-9])([-/_.]?)([12]\d|3[01]|0?[1-9])(?!\d)", re.A)
_URL_MONTH = re.compile(r"/(\d{4})[-/](1[0-2]|0?[1-9])(?=/|$)", re.A)


@dataclass(frozen=True, slots=True)
class Published:
    """A publication day (ISO 8601, null unless the day is known), how much is known, and what it was read from.

    With precision `month` or `year` the evidence itself (published_at, url) says which. `conflict`: what other
    evidence says otherwise (`dateline=2018-02-17;url=2018-02-19;weekday=sunday`), null when none does.
    """

    on: str | None = None
    precision: str = "unknown"
    evidence: str = "none"
    conflict: str | None = None


def published(
    written: str | None, text: str, url: str | None, zone: str | None = None, dateline: str | None = None
) -> Published:
    """The publication day of a report.

    `written`: the time as the metadata give it; `text`: the raw text, whose date line is looked for; `url`: its
    address; `zone`: IANA name of the outlet's time zone, in which a time with an offset is told; `dateline`: the date
    line of a web page, when it is known. Errors: ZoneInfoNotFoundError for a zone that does not exist.
    """
    line = read_date(dateline) if dateline else None
    told = {
        "metadata": _metadata(written, zone) if written else None,
        "dateline": line or find_date_line(text),
        "url": _address(url) if url else None,
    }
    return _decide({name: found for name, found in told.items() if found})


def _decide(told: dict[str, Told]) -> Published:
    """The finest evidence, the first of equals; what disagrees with it is named as conflict."""
    if not told:
        return Published()
    known = {name: _settled(name, told) for name in told}
    evidence = max(known, key=lambda name: len(known[name]))
    day = known[evidence]
    conflict = [f"{name}={other}" for name, other in known.items() if not _agree(other, day)]
    conflict += [found.contradicts for found in told.values() if found.contradicts]
    precision = PRECISIONS[len(day)]
    return Published(day if precision == "day" else None, precision, evidence, ";".join(conflict) or None)


def _settled(name: str, told: dict[str, Told]) -> str:
    """The one date that a piece of evidence means: the other evidence chooses between two; else what both share."""
    days = told[name].days
    if len(days) == 1:
        return days[0]
    others = [day for other, found in told.items() if other != name and len(found.days) == 1 for day in found.days]
    fitting = [day for day in days if any(_agree(day, other) and len(other) > 4 for other in others)]
    return fitting[0] if len(fitting) == 1 else days[0][:4]


def _agree(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _metadata(written: str, zone: str | None) -> Told | None:
    """What a publication time of the metadata says, in a standard form or as Arabic pages print it."""
    written = written.strip()
    if day := published_day(written, zone):
        return Told((day,))
    if _ISO_PART.fullmatch(written):
        return Told((written,)) if plausible(written) else None
    return read_date(written)


def published_day(written: str | None, zone: str | None = None) -> str | None:
    """The day (ISO 8601) of a time in ISO 8601, RFC 5322 or Unix form; None for other forms and impossible days.

    A time with an offset is told in `zone`, else in its own. A number counts seconds (9 or 10 digits) or
    milliseconds (13) from 1970, in UTC.
    """
    if not written:
        return None
    written = written.strip()
    try:
        day = _standard_day(written, zone)
    except (ValueError, OverflowError):
        return None
    return day if day and plausible(day) else None


def _standard_day(written: str, zone: str | None) -> str | None:
    if iso := _ISO_DAY.match(written):
        return _told_in(_time(written), zone) if zone else _real(iso[1])
    if basic := _ISO_BASIC.fullmatch(written):
        day = _real("-".join(basic.groups()))
        return _told_in(_time(written), zone) if zone and "T" in written else day
    if epoch := _EPOCH.fullmatch(written):
        return _told_in(dt.datetime.fromtimestamp(int(epoch[1]), dt.UTC), zone)
    if english := _ENGLISH.match(written):
        return _told_in(parsedate_to_datetime(written), zone) if zone and ":" in written else _english_day(english[1])
    return None


def _time(written: str) -> dt.datetime:
    """An ISO 8601 time, also with a space before its offset or UTC behind it."""
    try:
        return dt.datetime.fromisoformat(written)
    except ValueError:
        return dt.datetime.fromisoformat(_OFFSET.sub(lambda match: match[1] or "+00:00", written))


@lru_cache(maxsize=1 << 14)
def _real(day: str) -> str:
    """The day itself. ValueError if the calendar has none such."""
    return dt.date.fromisoformat(day).isoformat()


def _told_in(time: dt.datetime, zone: str | None) -> str:
    if zone and time.tzinfo:
        time = time.astimezone(ZoneInfo(zone))
    return time.date().isoformat()


@lru_cache(maxsize=1 << 12)
def _english_day(date: str) -> str:
    """14 Apr 2018; April 14, 2018: the date of RFC 5322 without its time. ValueError for any other."""
    return parsedate_to_datetime(f"{date} 00:00:00").date().isoformat()


def _address(url: str) -> Told | None:
    """The date in the path of an address: a day, else a month. None where two different days stand in it."""
    slash = url.find("/", url.find("://") + 3)
    path = url[slash:].partition("?")[0].partition("#")[0] if slash >= 0 else ""
    days = dict.fromkeys(day for match in _URL_DAY.finditer(path) if (day := _url_day(match)))
    if days:
        return Told((next(iter(days)),)) if len(days) == 1 else None
    month = _URL_MONTH.search(path)
    found = f"{month[1]}-{int(month[2]):02}" if month else ""
    return Told((found,)) if month and plausible(found) else None


def _url_day(match: re.Match[str]) -> str | None:
    """The day of a match: between separators, or eight digits; 2018/0414 may be the article's number."""
    year, first, month, second, day = match.groups()
    if bool(first) != bool(second) or (not first and len(month) + len(day) < 4):
        return None
    try:
        found = dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
    return found if plausible(found) else None
