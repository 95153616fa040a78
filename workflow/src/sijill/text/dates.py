"""Time expressions of Arabic news: where they stand in a folded text, and what they say.

`find_times` reads them with regular expressions over the class string of `timewords.scan`; `resolve` (in
`resolution.py`) turns one into days, given the publication date or without it.

Kinds: absolute (a calendar date, month or year), deictic (counted from publication: أمس، قبل يومين، الشهر الماضي),
weekday, part_of_day (فجرا، الساعة الرابعة), month_part (مطلع نيسان), duration (lengths and open bounds: لمدة ساعة،
منذ 2015، حتى الخميس), set (يوميا), vague (قبل أيام، مؤخرا). Durations and sets never date an event.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sijill.text.resolution import Resolved, Slots, resolve_slots
from sijill.text.timewords import PAST, Item, scan

__all__ = ["Resolved", "Slots", "TimeExpr", "find_times", "resolve"]

KINDS = ("absolute", "deictic", "weekday", "part_of_day", "duration", "set", "vague", "month_part")
DATABLE = frozenset(("absolute", "deictic", "weekday", "month_part"))


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


def resolve(expr: TimeExpr, published: Any = None, future: bool = False) -> Resolved:
    """The days an expression means: see `resolution.resolve_slots`. `published` is a datetime.date or None."""
    return resolve_slots(expr.kind, expr.slots, published, future)


# --- the grammar, over the class string -------------------------------------------------------------------------
_MONTH = r"(?:[MmH](?:s?[MmH])?(?:O[MmH]Q)?)"
_YEAR = r"(?:c?[rfe]?Y?[yh][UL]?|r?Y?q|r?gY)"
_DAYS = r"[do](?:(?:~|x|c?v|c|s)[do])*"
_DATE = rf"(?:D[UL]?|(?:{_DAYS}|R)r?S?{_MONTH}{_YEAR}?|[do]r(?:Sq|gS)(?:{_YEAR})?)"
_SHORT = rf"(?:{_DATE}|F)"
_CLOCK = r"(?:X[doNC](?:v5|v[dnN]u)?|C)Q?"
_PRE = rf"(?:{_CLOCK}[f=cr]{{0,3}})?(?:[Pp]r?)?"
_REF = r"(?:g?t?[TG](?:[cO]?t?W)?|t?W|tw|Pw)"
_TAIL = rf"(?:=?[cO]?f?A?{_CLOCK}p?|=?c?f?p)?"
_UNIT = r"[uItKSYXE]"
_COUNT = r"[NdnyhV]"
_BOUND = r"(?![MmHyhWwqTGDF]|d[MmH]|X?[doNC][pPMm])"
_PATTERNS = {
    "set": rf"j{_COUNT}?(?:{_UNIT}w?|[WwPG])|IW(?:c?vW)*(?!q)|1|i(?![WwdoRtTG])",
    "night": r"Pt?W[~xs]?t?W",
    "days": rf"(?:[Pp]r?)?[tiI]?W(?:c?v[tfi]?W)+q?=?{_TAIL}",
    "month_part": rf"B(?:r?S?{_MONTH}{_YEAR}?|r?(?:Sq|gS|Yq|gY|Kq|gK|Y?[yh]U?))",
    "ago": rf"bA?{_COUNT}?A?{_UNIT}{_BOUND}",
    "later": rf"aA?{_COUNT}?A?{_UNIT}{_BOUND}",
    "since": rf"zA?{_COUNT}?A?{_UNIT}{_BOUND}",
    "period": r"[uIE]3?[NdnyV]?3?q|[NdnyV][uItKSYXE]q",
    "unit": r"g[KSY]|[KSY]q",
    "day": rf"{_PRE}{_REF}q?(?:r(?:Kq|gK))?(?:[cO~]?f?@?t?{_SHORT}Q?)?{_TAIL}",
    "date": rf"{_PRE}@?t?{_DATE}{_TAIL}|{_PRE}[@t]F{_TAIL}|gp|pq",
    "year": r"Y[yh][UL]?|E[yh](?:c?v?[yh])*|f[yh]U?|(?<=[zx])[yh]",
    "month": rf"S?{_MONTH}{_YEAR}?",
    "duration": rf"[lke]A?{_COUNT}?A?{_UNIT}{_BOUND}|{_COUNT}{_UNIT}|u",
    "part": rf"{_CLOCK}f?p?|p",
    "vague": r"\?|_q",
}
_MASTER = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS.items()))
_GOVERNORS = {"z": "since", "x": "until", "b": "before", "a": "after"}
# «اليوم» is "the day", not today, before these; and part of a name after those
_THE_DAY = re.compile(
    r"\s+(?:التالي|الثاني|الثالث|الرابع|الاول|الاخير|السابق|العالمي|الدولي|الوطني|نفسه|ذاته|عينه|الواحد|المذكور|الذي|السابع)\b"
)
_NAMES_TODAY = frozenset("المصري روسيا اخبار الاخبار".split())
# a day and month without a year that is the name of a movement, a place or a past event
_NAMED_DAYS = frozenset(
    "ثوره حركه قوي تحالف مدينه جسر شارع ميدان كتله تيار هجمات اعتداءات انتفاضه شباب جامعه كوبري فريق دوار حرب".split()
)
_NOT_WEEKDAY_BEFORE = frozenset("سوق حي بلده قريه مدينه عبد الواحد هذين كلا كلي احد بير".split())
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\W*$")


def find_times(folded: str) -> list[TimeExpr]:
    """All time expressions of a folded text, in order, without overlap."""
    items = _retag(folded, scan(folded))
    tags = "".join(item.tag for item in items)
    found: list[TimeExpr] = []
    for match in _MASTER.finditer(tags):
        name = match.lastgroup or ""
        found.extend(_READERS[name](_Match(folded, tags, items, match.start(), match.end())))
    return found


def _retag(folded: str, items: list[Item]) -> list[Item]:
    """«مساء» is an adverb unless a day follows."""
    for at, item in enumerate(items):
        if item.tag == "P" and item.value == "evening" and folded[item.start : item.end] == "مساء":
            following = items[at + 1].tag if at + 1 < len(items) else ""
            if following not in tuple("tTGWwdoDrgFR.@"):
                items[at] = item._replace(tag="p")
    return items


@dataclass(frozen=True)
class _Match:
    """A stretch of items that a pattern of the grammar matched."""

    folded: str
    tags: str
    all_items: list[Item]
    first: int
    last: int

    @property
    def items(self) -> list[Item]:
        return self.all_items[self.first : self.last]

    @property
    def start(self) -> int:
        return self.all_items[self.first].start

    @property
    def end(self) -> int:
        return self.all_items[self.last - 1].end

    @property
    def before(self) -> str:
        """The class of the item before the match, or ''."""
        return self.tags[self.first - 1] if self.first else ""

    @property
    def after(self) -> str:
        """The class of the item after the match, or ''."""
        return self.tags[self.last] if self.last < len(self.tags) else ""

    def word_before(self, at: int) -> str:
        """The word that ends before offset `at`."""
        match = _WORD_BEFORE.search(self.folded[max(0, at - 24) : at])
        return match.group(1) if match else ""

    def expr(self, kind: str, slots: Slots) -> TimeExpr:
        return TimeExpr(self.start, self.end, kind, slots)

    def governed(self, kind: str, slots: Slots) -> list[TimeExpr]:
        """The expression, made an open bound where منذ, حتى, قبل or بعد governs it (before/after a part of day do not)."""
        direction = _GOVERNORS.get(self.before)
        if direction is None or (slots.part and direction in ("before", "after")):
            return [self.expr(kind, slots)]
        start = self.all_items[self.first - 1].start
        return [TimeExpr(start, self.end, "duration", replace(slots, direction=direction))]


def _number(item: Item) -> int | None:
    return item.value if isinstance(item.value, int) else None


def _collect(items: list[Item]) -> Slots:
    """What the items of one day expression, date, month or year say."""
    slots: dict[str, Any] = {}
    clock, last = False, ""
    for at, item in enumerate(items):
        tag, value = item.tag, item.value
        following = items[at + 1].tag if at + 1 < len(items) else ""
        if clock and tag in "doNnC5u":
            _clock(slots, tag, value, following)
            clock = tag in "doN" and following == "v"
            continue
        if clock and tag == "v":
            continue
        clock = tag == "X"
        if tag in "Pp":
            slots["part"] = value
        elif tag == "C":
            slots["hour"], slots["minute"] = value
        elif tag in "TG":
            slots["offset_days"] = value
        elif tag in "Ww":
            slots["weekday_end" if "weekday" in slots else "weekday"] = value
        elif tag == "q":
            slots[_QUALIFIED.get(last, "weekday_ref")] = value
        elif tag == "g":
            slots[_QUALIFIED.get(following, "offset_days")] = 0
        elif tag in "DFR":
            slots |= _numeric(tag, value)
        elif tag in "do":
            slots["day_end" if "day" in slots else "day"] = value
        elif tag in "MmH":
            _month(slots, tag, value)
        elif tag in "yh":
            slots["year"], slots["hijri"] = value, tag == "h"
        last = tag if tag in "WwMmHSYK" else last
    if slots.get("hijri") and slots.get("year") and not _hijri_marked(items):
        slots["mismatch"] = True
    return Slots(**slots)


_QUALIFIED = {"M": "month_ref", "m": "month_ref", "H": "month_ref", "S": "month_ref", "Y": "year_ref", "K": "week_ref"}


def _hijri_marked(items: list[Item]) -> bool:
    return any(item.tag in "UHD" for item in items)


def _clock(slots: dict[str, Any], tag: str, value: Any, following: str) -> None:
    if tag == "C":
        slots["hour"], slots["minute"] = value
    elif tag == "5" or (tag in "dnN" and following == "u"):
        slots["minute"] = value
    elif tag in "doN" and "hour" not in slots:
        slots["hour"] = value


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


def _count(items: list[Item]) -> tuple[str | None, int | None, bool]:
    """Unit, count and whether the count is only approximate, in «نحو ثلاثة أيام», «يومين», «عدة أسابيع»."""
    unit, count, vague = None, None, False
    for item in items:
        if item.tag in "Ndnyh":
            count = _number(item)
        elif item.tag == "u":
            unit, own = item.value
            count = own if own else count
        elif item.tag in "ItKSYXE":
            unit = item.value
        elif item.tag in "VA3":
            vague = True
    if count is None and not vague and items[-1].tag in "tKSYX":
        count = 1
    return unit, count, vague


def _plain(folded: str, items: list[Item]) -> bool:
    """Whether the last item's unit word is a singular («ساعة») and so counts one."""
    return folded[items[-1].start : items[-1].end] in ("ساعه", "دقيقه")


def _read_day(m: _Match) -> list[TimeExpr]:
    if _is_other_day(m):
        return []
    slots = _collect(m.items)
    kind = "absolute" if slots.day else "deictic" if slots.offset_days is not None else "weekday"
    return m.governed(kind, slots)


def _is_other_day(m: _Match) -> bool:
    """Whether «اليوم», «الاثنين» or «السوق … الخميس» here is no day of publication or weekday after all."""
    core = next(item for item in m.items if item.tag in "TGWw")
    word, before = m.folded[core.start : core.end], m.word_before(core.start)
    if core.tag == "G":
        alone = core is m.items[-1] or m.items[-1].tag in "doq"
        return before in _NAMES_TODAY or bool(alone and _THE_DAY.match(m.folded, core.end))
    if core.tag == "W" and core is m.items[0]:
        if before in _NOT_WEEKDAY_BEFORE and m.folded[: core.start].endswith(" "):
            return True
        if word == "الاثنين":
            return bool(re.match(r"\s+معا\b|\s+كليهما", m.folded[core.end :])) or before == "بين"
    return False


def _read_days(m: _Match) -> list[TimeExpr]:
    """«يوم السبت والأحد مساء»: one expression a weekday; a part of day or qualifier holds for all of them."""
    shared = _collect([item for item in m.items if item.tag not in "Ww"])
    found = []
    days = [item for item in m.items if item.tag in "W"]
    qualifier = next((item.value for item in m.items if item.tag == "q"), None)
    for at, item in enumerate(days):
        start = m.start if at == 0 else item.start
        end = m.end if at == len(days) - 1 else item.end
        slots = replace(shared, weekday=item.value, weekday_ref=qualifier)
        found.append(TimeExpr(start, end, "weekday", slots))
    return found


def _read_date(m: _Match) -> list[TimeExpr]:
    if m.tags[m.first : m.last] in ("gp", "pq"):
        return _read_this_part(m)
    slots = _collect(m.items)
    if slots.year is None and slots.year_ref is None and m.word_before(m.start) in _NAMED_DAYS:
        return []
    days = [item for item in m.items if item.tag in "do"]
    head = next((at for at, item in enumerate(m.items) if item.tag in "MmHS"), 0)
    joins = {item.tag for item in m.items[:head]} & set("vc")
    if not joins or len(days) < 2 or "X" in m.tags[m.first : m.last]:
        return m.governed("absolute", slots)
    single = replace(slots, day_end=None)
    found = []
    for at, item in enumerate(days):
        start = m.start if at == 0 else item.start
        end = m.end if at == len(days) - 1 else item.end
        found.append(TimeExpr(start, end, "absolute", replace(single, day=item.value)))
    return found


def _read_this_part(m: _Match) -> list[TimeExpr]:
    """«هذا الصباح»: publication day; «الليلة الماضية»: the night before it."""
    part = next(item for item in m.items if item.tag == "p")
    if m.items[-1].tag == "q" and (part.value != "night" or m.items[-1].value != PAST):
        return []
    offset = 0 if m.items[0].tag == "g" else -1
    return m.governed("deictic", Slots(offset_days=offset, part=part.value))


def _read_unit(m: _Match) -> list[TimeExpr]:
    unit_item = next(item for item in m.items if item.tag in "KSY")
    offset = next((item.value for item in m.items if item.tag == "q"), 0)
    return m.governed("deictic", Slots(unit=unit_item.value, unit_offset=offset))


def _read_ago(m: _Match) -> list[TimeExpr]:
    unit, count, vague = _count(m.items)
    if _plain(m.folded, m.items) and count is None and not vague:
        count = 1
    if m.after == "r" and not re.match(r"\s+من\s+الان\b", m.folded[m.end :]):
        return [m.expr("vague", Slots(unit=unit, count=count, direction="ago", anchor="other"))]
    if count is None or vague or unit in ("hour", "minute"):
        return [m.expr("vague", Slots(unit=unit, count=count, direction="ago"))]
    if unit == "day":
        return [m.expr("deictic", Slots(offset_days=-count))]
    return [m.expr("deictic", Slots(unit=unit, unit_offset=-count))]


def _read_counted(direction: str, kind: str, anchor: str | None = None) -> Callable[[_Match], list[TimeExpr]]:
    def read(m: _Match) -> list[TimeExpr]:
        unit, count, _ = _count(m.items)
        if m.tags[m.first : m.last] == "u" and m.items[0].value[1] is None:
            return []
        return [m.expr(kind, Slots(unit=unit, count=count, direction=direction, anchor=anchor))]

    return read


def _read_period(m: _Match) -> list[TimeExpr]:
    """«خلال الأيام الـ16 الماضية», «اليومين الماضيين», «الأشهر القليلة الماضية»."""
    unit, count, vague = _count(m.items[:-1])
    side = m.items[-1].value
    direction = "past" if side < 0 else "next" if side > 0 else "current"
    known = count is not None and not vague and unit in ("hour", "minute", "day", "week") and side
    slots = Slots(unit=unit, count=None if vague else count, direction=direction)
    return [m.expr("deictic" if known else "vague", slots)]


def _read_night(m: _Match) -> list[TimeExpr]:
    return m.governed("weekday", _collect(m.items))


def _read_year(m: _Match) -> list[TimeExpr]:
    first = m.items[0]
    if first.tag == "f" and m.folded[first.start : first.end] != "في":
        return []
    years = [item for item in m.items if item.tag in "yh"]
    marked = _hijri_marked(m.items)
    if any(item.tag == "h" for item in years) and not marked and first.tag in "fyh":
        return []
    made = [Slots(year=item.value, hijri=item.tag == "h" and marked) for item in years]
    if len(years) == 1:
        if first.tag == "f":
            m = replace(m, first=m.first + 1)
        return m.governed("absolute", made[0])
    return [TimeExpr(item.start, item.end, "absolute", slots) for item, slots in zip(years, made, strict=True)]


def _read_month(m: _Match) -> list[TimeExpr]:
    tags = m.tags[m.first : m.last]
    names = [item for item in m.items if item.tag in "MmH"]
    strong = names[0].tag == "M" or len(names) > 1
    if not (tags[0] == "S" or set(tags) & set("yhqg") or (m.before in tuple("fkzxbar@") if strong else _in(m))):
        return []
    if "h" in tags and names[0].tag != "H":
        return []
    return m.governed("absolute", _collect(m.items))


def _in(m: _Match) -> bool:
    """Whether في, خلال, منذ or حتى stands before a month name that is also an everyday word."""
    return m.word_before(m.start) in ("في", "خلال", "منذ", "حتي", "وفي", "ومنذ", "وخلال")


def _read_month_part(m: _Match) -> list[TimeExpr]:
    slots = replace(_collect(m.items), third=m.items[0].value)
    if slots.month_ref is not None and slots.month is None:
        slots = replace(slots, month_ref=None, unit="month", unit_offset=slots.month_ref)
    elif slots.year_ref is not None and slots.month is None:
        slots = replace(slots, year_ref=None, unit="year", unit_offset=slots.year_ref)
    elif slots.week_ref is not None:
        slots = replace(slots, week_ref=None, unit="week", unit_offset=slots.week_ref)
    return m.governed("month_part", slots)


def _read_part(m: _Match) -> list[TimeExpr]:
    return [m.expr("part_of_day", _collect(m.items))]


def _read_set(m: _Match) -> list[TimeExpr]:
    weekday = next((item.value for item in m.items if item.tag in "Ww"), None)
    unit = next((item.value for item in m.items if item.tag in "1tIiKSYXE"), None)
    return [m.expr("set", Slots(weekday=weekday, unit=None if weekday is not None else unit, direction="every"))]


def _read_vague(m: _Match) -> list[TimeExpr]:
    return [m.expr("vague", Slots(direction="around"))]


_READERS: dict[str, Callable[[_Match], list[TimeExpr]]] = {
    "set": _read_set,
    "night": _read_night,
    "days": _read_days,
    "month_part": _read_month_part,
    "ago": _read_ago,
    "later": _read_counted("later", "vague", "other"),
    "since": _read_counted("since", "duration"),
    "period": _read_period,
    "unit": _read_unit,
    "day": _read_day,
    "date": _read_date,
    "year": _read_year,
    "month": _read_month,
    "duration": _read_counted("for", "duration"),
    "part": _read_part,
    "vague": _read_vague,
}
