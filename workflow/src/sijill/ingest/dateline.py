"""The date line of a report: a line that does nothing but say when the report was published.

«السبت 14 نيسان 2018 - 12:31», «آخر تحديث: 14/04/2018 - 12:05», «2022.08.24 | 12:31 دمشق». Dates themselves are read by
`text.dates`; here it is judged whether a line is a date line. A date inside a sentence, in a caption or in a list of
other articles is none: it would date what happened, or another report.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from sijill.text.arabic import fold
from sijill.text.calendar import hijri_month_names, month_names
from sijill.text.dates import TimeExpr, find_times, resolve
from sijill.text.timeslots import WEEKDAYS
from sijill.text.tokens import word_set

HEAD, TAIL, TOP = 6, 3, 3  # lines looked at: the first, the last, and those where a bare date counts
LONGEST = 120  # characters of a date line
EARLIEST, LATEST = "1990", "2101"  # the time of web news, as bounds on ISO text
MOST_NAMES = 3  # words that are neither date nor label: the city, the author, the outlet
SIGHTING = 2  # days by which a printed Hijri date may differ from the Umm al-Qura calendar

_YEAR = re.compile(r"\d{4}")
_FIGURES = re.compile(r"\d\D{1,30}\d{4}|\d{4}\D{1,3}\d")  # day and year; cheap, and most lines have none
_WORD = re.compile(r"[^\W\d_]+")
_DAY_FIRST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_NO_MONTH = re.compile(r"\d{4}[-/.](?:1[3-9]|[23]\d)[-/.]")  # 2018-14-04 is not written anywhere
_BARE_WEEKDAY = re.compile(r"\b(احد|اثنين|ثلاثاء|اربعاء|خميس|جمعه|سبت)(?=[،,]? \d)")
_UPDATE = re.compile(r"تحديث|تعديل")
_LABEL = re.compile(
    r"\b(?:تم )?(?:ال)?(?:نشر|نشرت|منشور|تحديث|تعديل|اضيف|اضيفت|حرر|كتب|كتبت|بقلم|بواسطه|تاريخ|بتاريخ)"
    r"(?: (?:النشر|التحديث|المقال|الخبر|الاضافه))?(?: (?:في|بتاريخ|يوم))?\b"
)
# words that say nothing beside a date: of the clock, of counters, of the printed issue
_FILLERS = word_set(
    "اخر الساعه ساعه بتوقيت توقيت غرينتش غرينيتش غرنتش جرينتش المحلي بالتوقيت محلي gmt utc am pm م ص ه هجري ميلادي"
    " الموافق يوم مساء صباحا العدد عدد رقم المشاهدات مشاهده مشاهدات قراءه الزيارات زيارات تعليق تعليقات وقت القراءه"
)
# words of sentences, captions and headings: a line that holds one is no date line
_SENTENCE = word_set(
    "في من علي الي عن بعد قبل خلال منذ حتي ان الذي التي صوره تصوير ارشيف ارشيفيه لقطه حصاد حصيله ذكري مجزره"
)
_SIGN_OFF = re.compile(r"\W*[^\W\d_]+ ?[،,-]? (?:في|بتاريخ) \0\W*")  # «دمشق في 14/4/2018» below a statement


@dataclass(frozen=True, slots=True)
class Told:
    """What a piece of evidence says: ISO days (two when month and day cannot be told apart), or a month, or a year.

    `contradicts`: the weekday or the Hijri date that is written beside the day and is not its own.
    """

    days: tuple[str, ...]
    contradicts: str | None = None


@dataclass(frozen=True, slots=True)
class _Date:
    days: tuple[str, ...]
    weekday: int | None
    hijri: bool
    update: bool


def plausible(day: str) -> bool:
    """Whether an ISO 8601 day, month or year lies in the time of web news."""
    return EARLIEST <= day < LATEST


@lru_cache(maxsize=1 << 12)
def read_date(written: str) -> Told | None:
    """The publication date in a text that is known to hold it: a metadata field, the date element of a page.

    Of publication and update, publication. None where no full date stands, or two that differ.
    """
    return _one(_dates(_folded(written[: 2 * LONGEST]))[1])


def find_date_line(text: str) -> Told | None:
    """What the date line among the first or the last lines of a text says; None without one, or if two disagree."""
    lines = text.split("\n", HEAD)
    if head := _read(lines[:HEAD], tail=False):
        if signed := [told for _, told, sign in head if sign]:
            return _agreed(signed)
        # one bare date at the top; two are the headings of a chronicle
        return _agreed([told for _, told, _ in head]) if head[0][0] < TOP else None
    if len(lines) <= HEAD:
        return None
    tail = _read(text.rstrip("\n").rsplit("\n", TAIL)[-TAIL:], tail=True)
    return _agreed([told for _, told, _ in tail]) if tail else None


def is_date_line(line: str) -> bool:
    """Whether a line below a headline is nothing but a date line."""
    return bool(_may_date(line)) and _date_line(line, False) is not None


def _may_date(line: str) -> object:
    """Whether a line is short and holds the figures of a day and a year: what nearly every line fails, and cheaply."""
    return len(line) <= LONGEST and _YEAR.search(line) and _FIGURES.search(line)


def _agreed(told: list[Told]) -> Told | None:
    return told[0] if len({one.days for one in told}) == 1 else None


def _read(lines: list[str], tail: bool) -> list[tuple[int, Told, bool]]:
    candidates = [(number, line) for number, line in enumerate(lines) if len(line) <= LONGEST and _may_date(line)]
    return [(number, *found) for number, line in candidates if (found := _date_line(line, tail))]


@lru_cache(maxsize=1 << 12)
def _date_line(line: str, tail: bool) -> tuple[Told, bool] | None:
    """A date line's reading, and whether a label, clock time or weekday marks it as one; None for any other line."""
    masked, dates = _dates(_folded(line))
    told = _one(dates)
    if told is None:
        return None
    labelled = _LABEL.search(masked) is not None
    if tail:
        return (told, True) if (labelled and _is_bare(masked)) or _SIGN_OFF.fullmatch(masked) else None
    signed = labelled or "\1" in masked
    return (told, signed) if _is_bare(masked, MOST_NAMES if signed else 0) else None


def _is_bare(masked: str, names: int = MOST_NAMES) -> bool:
    """Whether a line holds no more than its date, labels and a few names that a mark parts from the date."""
    rest = _LABEL.sub(" : ", masked)
    words = [word for word in _WORD.findall(rest) if word not in _FILLERS]
    if len(words) > names or _SENTENCE.intersection(words):
        return False
    touching = re.findall(r"([^\W\d_]+) *\0|\0 *([^\W\d_]+)", rest)
    return all(word in _FILLERS for pair in touching for word in pair if word)


def _folded(line: str) -> str:
    """The folded line with single spaces; «أبريل 14, 2018» and «سبت, 04/14» as dates are usually written."""
    spaced = _BARE_WEEKDAY.sub(r"ال\1", " ".join(fold(line).text.lower().split()))
    return _month_first().sub(r"\2 \1 \3", spaced)


@cache
def _hijri_written() -> re.Pattern[str]:
    return re.compile("|".join((r"\d[-/.]\d", *sorted(hijri_month_names()))))


@cache
def _month_first() -> re.Pattern[str]:
    names = sorted({*month_names(), *hijri_month_names()}, key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(names)}) (\d{{1,2}})[,،]? (\d{{4}})\b")


def _dates(line: str) -> tuple[str, list[_Date]]:
    """The line with \\0 in the place of every full date and \\1 for weekday or clock time, and those dates."""
    dates: list[_Date] = []
    masked, at = "", 0
    for expr in find_times(line):
        if expr.slots.day and expr.slots.direction:  # «حتى 20 نيسان 2018»: a span of time
            return line, []
        before, at = line[at : expr.start], expr.end
        date = _date(expr, line[expr.start : expr.end], update=bool(_UPDATE.search(before)))
        sign = "\1" if expr.slots.weekday is not None or expr.slots.hour is not None else ""
        masked += before + ("\0" if date else "") + sign
        dates += [date] if date else []
    return masked + line[at:], dates


def _date(expr: TimeExpr, surface: str, update: bool) -> _Date | None:
    """The date of a time expression that gives day, month and year; None for any other."""
    slots = expr.slots
    if expr.kind != "absolute" or None in (slots.year, slots.month, slots.day) or slots.day_end or slots.mismatch:
        return None
    if _NO_MONTH.search(surface):
        return None
    if slots.hijri and not _hijri_written().search(surface):  # «20 نيسان 1439 هـ»: two calendars in one date
        return None
    found = resolve(replace(expr, slots=replace(slots, weekday=None)))
    if found.conflict or found.date_start is None or not plausible(found.date_start):
        return None
    days = (found.date_start, *_other_order(surface, found.date_start))
    return _Date(days, slots.weekday, slots.hijri, update)


def _other_order(surface: str, day: str) -> tuple[str, ...]:
    """The day with its month first, where a number could be either: 05/04/2018 is in April or in May."""
    written = _DAY_FIRST.search(surface)
    if written is None or int(written[1]) > 12 or int(written[3]) > 12 or int(written[1]) == int(written[3]):
        return ()
    return (f"{day[:4]}-{day[8:]}-{day[5:7]}",) if written[4] == day[:4] else ()


def _one(dates: list[_Date]) -> Told | None:
    """What the dates of one line say together: publication before update, Gregorian before Hijri."""
    own = [date for date in dates if not date.update] or dates
    told = [date for date in own if not date.hijri] or own
    if len({date.days for date in told}) != 1:
        return None
    days = told[0].days
    for weekday in {date.weekday for date in own if date.weekday is not None}:
        days = tuple(day for day in days if dt.date.fromisoformat(day).weekday() == weekday)
        if not days:
            return Told(told[0].days, f"weekday={WEEKDAYS[weekday]}")
    for other in own:
        apart = dt.date.fromisoformat(other.days[0]) - dt.date.fromisoformat(days[0])
        if other.hijri and abs(apart.days) > SIGHTING:
            return Told(days, f"hijri={other.days[0]}")
    return Told(days)
