"""The grammar of time expressions over the class string of `timewords.scan`, and the stretches it matches.

The classes are listed in `timewords`. A pattern's name is the name of the reader in `dates.py` that interprets it; at
one place the first pattern that matches wins, so the order of the table is part of the grammar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from sijill.text.timescan import Item, scan
from sijill.text.timeslots import Slots

DATABLE = frozenset(("absolute", "deictic", "weekday", "month_part"))

_MONTH = r"(?:[MmH](?:s?[MmH])?(?:O[MmH]Q)?)"
_YEAR = r"(?:c?[rfe]?Y?[yh][UL]?|r?Y?q|r?gY)"
_DAYS = r"[do](?:(?:~|x|c?v|c|s)[do]){0,8}"  # bounded: a long run of numbers without a month must stay cheap
_DATE = rf"(?:D[UL]?|(?:{_DAYS}|R)r?S?{_MONTH}{_YEAR}?|[do]r(?:Sq|gS)(?:{_YEAR})?)"
_SHORT = rf"(?:{_DATE}|F)"
_CLOCK = r"(?:X[doNC6](?:v5|v[dnN]u)?|C|o(?=[pP]))Q?"
_PRE = rf"(?:{_CLOCK}[f=cr]{{0,3}})?(?:[Pp]r?)?"
_REF = r"(?:g?t?[TG](?:[cO]?t?W)?|t?W|tw|Pw)"
_TAIL = rf"(?:=?O?f?A?{_CLOCK}p?|=?f?p)?"
_UNIT = r"[uItKSYXE]"
_COUNT = r"[NdnyhV]"
_BOUND = r"(?![MmHyhWwqTGDF]|d[MmH]|X?[doNC6][pPMm])"
_PATTERNS = {
    "set": rf"j{_COUNT}?(?:{_UNIT}w?|[WwPG])|IW(?:c?vW)*(?!q)|1|i(?![WwdoRtTG])",
    "night": r"Pt?W[~xs]?t?W",
    "days": rf"(?:[Pp]r?)?[tiI]?W(?:c?v[tfi]?W)+q?=?{_TAIL}",
    "month_part": rf"B(?:r?S?{_MONTH}{_YEAR}?|r?(?:Sq|gS|Yq|gY|Kq|gK|Y?[yh]U?))",
    "ago": rf"bA?{_COUNT}?A?{_UNIT}{_BOUND}",
    "later": rf"aA?{_COUNT}?A?{_UNIT}{_BOUND}",
    "since": rf"zA?{_COUNT}?A?{_UNIT}{_BOUND}",
    "period": r"k?[uIE]3?[NdnyV]?3?q|k?[NdnyV][uItKSYX]q|Z[NdnyV]?[uIX]",
    "unit": r"k?g[KSY]y?|k?[KSY]qy?",
    "day": rf"{_PRE}{_REF}q?(?:r(?:Kq|gK))?(?:[cO~]?f?@?t?{_SHORT}Q?)?{_TAIL}",
    "date": rf"{_PRE}@?t?{_DATE}(?:[vx]t?[do]J)?{_TAIL}|{_PRE}[@t]F{_TAIL}|gp|pq",
    "year": r"Y[yh][UL]?|E[yh](?:c?v?[yh])*|f[yh]U?|(?<=[zx])[yh]",
    "month": rf"S?{_MONTH}{_YEAR}?",
    "duration": rf"[lke]A?{_COUNT}?A?{_UNIT}{_BOUND}|{_COUNT}{_UNIT}|u",
    "part": rf"{_CLOCK}(?:f?[pP](?![tTGWwdoDrR]))?|p",
    "vague": r"\?|_q",
}
_MASTER = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS.items()))
_CLOCK_TIME = re.compile(_CLOCK)
_GOVERNORS = {"z": "since", "x": "until", "b": "before", "a": "after"}
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\W*$")
_QUALIFIED = {"M": "month_ref", "m": "month_ref", "H": "month_ref", "S": "month_ref", "Y": "year_ref", "K": "week_ref"}


@dataclass(frozen=True)
class TimeExpr:
    """A time expression: its half-open place in the folded text, its kind and what its words say."""

    start: int
    end: int
    kind: str
    slots: Slots

    @property
    def constraint(self) -> str:
        """Normal form of the slots, such as weekday=sunday;offset=-1;part=morning."""
        return self.slots.constraint

    @property
    def datable(self) -> bool:
        """Whether the expression can give the day, month or year of an event."""
        return self.kind in DATABLE


@dataclass(frozen=True)
class Stretch:
    """A stretch of items that the pattern `name` of the grammar matched: items first to last (exclusive)."""

    name: str
    folded: str
    all_tags: str
    all_items: list[Item]
    first: int
    last: int

    @cached_property
    def items(self) -> list[Item]:
        return self.all_items[self.first : self.last]

    @property
    def tags(self) -> str:
        return self.all_tags[self.first : self.last]

    @property
    def start(self) -> int:
        return self.all_items[self.first].start

    @property
    def end(self) -> int:
        return self.all_items[self.last - 1].end

    @property
    def before(self) -> str:
        """The class of the item before the stretch, or ''."""
        return self.all_tags[self.first - 1] if self.first else ""

    @property
    def after(self) -> str:
        """The class of the item after the stretch, or ''."""
        return self.all_tags[self.last] if self.last < len(self.all_tags) else ""

    def surface(self, item: Item) -> str:
        """The letters of an item."""
        return self.folded[item.start : item.end]

    def word_before(self, at: int) -> str:
        """The word that ends before offset `at`."""
        match = _WORD_BEFORE.search(self.folded[max(0, at - 24) : at])
        return match.group(1) if match else ""

    def expr(self, kind: str, slots: Slots) -> TimeExpr:
        return TimeExpr(self.start, self.end, kind, slots)

    def governed(self, kind: str, slots: Slots) -> list[TimeExpr]:
        """The expression; an open bound where منذ, حتى, قبل or بعد stands before it («بعد عصر الجمعة» is no bound)."""
        direction = _GOVERNORS.get(self.before)
        if direction is None or (slots.part and direction in ("before", "after")):
            return [self.expr(kind, slots)]
        start = self.all_items[self.first - 1].start
        return [TimeExpr(start, self.end, "duration", replace(slots, direction=direction))]


def stretches(folded: str) -> Iterator[Stretch]:
    """All stretches of a folded text that the grammar matches, in order, without overlap."""
    items = _retag(folded, scan(folded))
    tags = "".join([item.tag for item in items])
    for match in _MASTER.finditer(tags):
        yield Stretch(match.lastgroup or "", folded, tags, items, match.start(), match.end())


def _retag(folded: str, items: list[Item]) -> list[Item]:
    """«مساء» is an adverb unless a day follows."""
    for at, item in enumerate(items):
        if item.tag == "P" and item.value == "evening" and folded[item.start : item.end] == "مساء":
            following = items[at + 1].tag if at + 1 < len(items) else ""
            if following not in tuple("tTGWwdoDrgR@"):
                items[at] = item._replace(tag="p")
    return items


def collect(items: list[Item]) -> Slots:
    """What the items of one day expression, date, month or year say."""
    slots: dict[str, Any] = {}
    items = _take_clock(items, slots)
    last = ""
    for at, item in enumerate(items):
        tag, value = item.tag, item.value
        if tag in _PLAIN:
            slots[_PLAIN[tag]] = value
        elif tag in "Ww":
            slots["weekday_end" if "weekday" in slots else "weekday"] = value
        elif tag == "q":
            slots[_QUALIFIED.get(last, "weekday_ref")] = value
        elif tag == "g":
            slots[_QUALIFIED.get(items[at + 1].tag if at + 1 < len(items) else "", "offset_days")] = 0
        elif tag in "DFR":
            slots |= _numeric(tag, value)
        elif tag in "do":
            slots["day_end" if "day" in slots else "day"] = value
        elif tag in "MmH":
            _month(slots, tag, value)
        elif tag in "yh":
            slots["year"], slots["hijri"] = value, tag == "h"
        last = tag if tag in "WwMmHSYK" else last
    if slots.get("hijri") and slots.get("year") and not hijri_marked(items):
        slots["mismatch"] = True
    return Slots(**slots)


_PLAIN = {"P": "part", "p": "part", "T": "offset_days", "G": "offset_days"}


def _take_clock(items: list[Item], slots: dict[str, Any]) -> list[Item]:
    """Read the first clock time among the items into `slots`; the items without clock times."""
    tags = "".join([item.tag for item in items])
    match = _CLOCK_TIME.search(tags)
    if match is None:
        return items
    for at in range(match.start(), match.end()) if "hour" not in slots else ():
        tag, value = tags[at], items[at].value
        if tag in "C6":
            slots["hour"], slots["minute"] = value
        elif tag in "doN" and "hour" not in slots:
            slots["hour"] = value
        elif tag in "5dnN":
            slots["minute"] = value
    return _take_clock(items[: match.start()] + items[match.end() :], slots)


def hijri_marked(items: list[Item]) -> bool:
    """Whether a Hijri month, «هـ» or a full numeric date stands among the items."""
    return any(item.tag in "UHD" for item in items)


def _numeric(tag: str, value: Any) -> dict[str, Any]:
    """Slots of 2018-04-14, 14/4/2018, 14/4 and 5-7; month and day change places where only that is a date."""
    if tag == "R":
        return {"day": value[0], "day_end": value[1]}
    if tag == "F":
        day, month = value
        return {"day": day, "month": month} if month <= 12 else {"day": month, "month": day}
    year, month, day = value
    if month > 12 >= day:
        month, day = day, month
    return {"year": year, "month": month, "day": day, "hijri": year < 1600}


def _month(slots: dict[str, Any], tag: str, value: int) -> None:
    """The month; a second name beside it (أيار/مايو) must say the same month."""
    if "month" not in slots:
        slots["month"], slots["hijri"] = value, tag == "H"
    elif slots["month"] != value and slots["hijri"] == (tag == "H"):
        slots["mismatch"] = True


def count_of(items: list[Item]) -> tuple[str | None, int | None, bool]:
    """Unit, count and whether the count is only approximate, in «نحو ثلاثة أيام», «يومين», «عدة أسابيع»."""
    unit: str | None = None
    count: int | None = None
    vague = False
    for item in items:
        if item.tag in "Ndnyh":
            count = item.value
        elif item.tag == "u":
            unit, own = item.value
            count = own if count is None and not vague else count
        elif item.tag in "ItKSYXE":
            unit = item.value
        elif item.tag in "VA3":
            vague = True
    if count is None and not vague and items[-1].tag in "tKSYX":
        count = 1
    return unit, count, vague
