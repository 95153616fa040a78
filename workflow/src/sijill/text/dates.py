"""Time expressions of Arabic news: where they stand in a folded text, and what they say.

`find_times` reads them with the grammar of `timegrammar.py`; `resolve` turns one into days (`resolution.py`), given
the publication date or without it.

Kinds: absolute (a calendar date, month or year), deictic (counted from publication: أمس، قبل يومين، الشهر الماضي),
weekday, part_of_day (فجرا، الساعة الرابعة), month_part (مطلع نيسان), duration (lengths and open bounds: لمدة ساعة،
منذ 2015، حتى الخميس), set (يوميا), vague (قبل أيام، مؤخرا). Durations and sets never date an event.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace

from sijill.text.resolution import Resolved, resolve_slots
from sijill.text.timegrammar import Stretch, TimeExpr, collect, count_of, hijri_marked, stretches
from sijill.text.timescan import Item
from sijill.text.timeslots import Slots
from sijill.text.timewords import PAST
from sijill.text.tokens import word_set

__all__ = ["KINDS", "Resolved", "Slots", "TimeExpr", "find_times", "resolve"]

KINDS = ("absolute", "deictic", "weekday", "part_of_day", "duration", "set", "vague", "month_part")
# «اليوم» is "the day", not today, before these; and part of a name after those
_THE_DAY = re.compile(
    r"\s+(?:ال(?:تالي|ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر|حادي|اول|اخير|سابق|عالمي|دولي|وطني|واحد|مذكور|ذي)\b"
    r"|(?:نفسه|ذاته|عينه)\b|ال\s?ـ?\s?\d)"
)
_NAMES_TODAY = word_set("المصري روسيا اخبار الاخبار")
# a day and month without a year that is the name of a movement, a place or a past event
_NAMED_DAYS = word_set(
    "ثوره حركه قوي تحالف مدينه جسر شارع ميدان كتله تيار هجمات اعتداءات انتفاضه شباب جامعه كوبري فريق دوار حرب احداث"
)
_NOT_WEEKDAY_BEFORE = word_set("سوق حي بلده قريه مدينه عبد الواحد هذين كلا كلي احد بير بئر")
_IN = word_set("في خلال منذ حتي وفي ومنذ وخلال")
_DAYTIME = word_set("في خلال عند ساعات ساعه اثناء فتره حتي وفي وحتي وخلال اوقات")
_SAME_YEAR = re.compile(r"\s+(?:من\s+)?(?:العام|السنه)\s+(?:نفس|ذات|عين)")
_NOW = re.compile(r"\s+من\s+الان\b")


def find_times(folded: str) -> list[TimeExpr]:
    """All time expressions of a folded text, in order, without overlap."""
    return [expr for stretch in stretches(folded) for expr in _READERS[stretch.name](stretch)]


def resolve(expr: TimeExpr, published: dt.date | None = None, future: bool = False) -> Resolved:
    """The days an expression means; `future` if what it dates is still to come (see `resolution.resolve_slots`)."""
    return resolve_slots(expr.kind, expr.slots, published, future)


def _read_day(m: Stretch) -> list[TimeExpr]:
    if _is_other_day(m):
        return []
    slots = collect(m.items)
    if m.items[-1].tag == "q" and m.surface(m.items[-1]).startswith("الاخير"):
        slots = replace(slots, weekday_ref=None)  # «الجمعة الأخيرة من المسيرة»: the last of a row
    kind = "absolute" if slots.day else "deictic" if slots.offset_days is not None else "weekday"
    return m.governed(kind, slots)


def _is_other_day(m: Stretch) -> bool:
    """Whether «اليوم», «الاثنين» or the name of a market day is neither the day of publication nor a weekday here."""
    core = next(item for item in m.items if item.tag in "TGWw")
    before = m.word_before(core.start)
    if core.tag == "G":
        alone = core is m.items[-1] or m.items[-1].tag in "doq"
        counted = m.folded[core.start - 1 : core.start] == "ل"  # «لليوم العاشر على التوالي»
        return counted or before in _NAMES_TODAY or bool(alone and _THE_DAY.match(m.folded, core.end))
    if core.tag != "W" or core is not m.items[0]:
        return False
    if before in _NOT_WEEKDAY_BEFORE and m.folded[core.start - 1 : core.start] == " ":
        return True
    the_two = re.compile(r"\s+معا\b|\s+كليهما").match(m.folded, core.end)
    return m.surface(core) == "الاثنين" and (the_two is not None or before == "بين")


def _read_days(m: Stretch) -> list[TimeExpr]:
    """«يوم السبت والأحد مساء»: one expression a weekday; a part of day or qualifier holds for all of them."""
    days = [item for item in m.items if item.tag == "W"]
    qualifier = next((item.value for item in m.items if item.tag == "q"), None)
    shared = replace(collect([item for item in m.items if item.tag not in "Wq"]), weekday_ref=qualifier)
    return _one_each(m, days, "weekday", lambda item: replace(shared, weekday=item.value))


def _one_each(m: Stretch, heads: list[Item], kind: str, slots: Callable[[Item], Slots]) -> list[TimeExpr]:
    """One expression for each head; the first reaches back to the stretch's start, the last to its end."""
    return [
        TimeExpr(m.start if at == 0 else head.start, m.end if at == len(heads) - 1 else head.end, kind, slots(head))
        for at, head in enumerate(heads)
    ]


def _read_date(m: Stretch) -> list[TimeExpr]:
    if m.tags in ("gp", "pq"):
        return _read_this_part(m)
    slots = collect(m.items)
    if slots.year is None and slots.year_ref is None and m.word_before(m.start) in _NAMED_DAYS:
        return []
    if _SAME_YEAR.match(m.folded, m.end):
        return [m.expr("vague", replace(slots, anchor="other"))]
    days = [item for item in m.items if item.tag in "do"]
    head = next((at for at, item in enumerate(m.items) if item.tag in "MmHS"), 0)
    if m.tags.endswith("J"):  # «الثالث من آذار والسابع منه»: the second day is of the month named before it
        head = len(m.items)
    listed = {item.tag for item in m.items[:head]} & set("vc") and len(days) > 1 and slots.hour is None
    if not listed or (len(days) == 2 and m.word_before(m.start) in ("بين", "وبين")):
        return m.governed("absolute", slots)
    return _one_each(m, days, "absolute", lambda item: replace(slots, day=item.value, day_end=None))


def _read_this_part(m: Stretch) -> list[TimeExpr]:
    """«هذا الصباح»: publication day; «الليلة الماضية»: the night before it."""
    part = next(item for item in m.items if item.tag == "p")
    last_night = m.items[-1].tag == "q"
    if last_night and (part.value != "night" or m.items[-1].value != PAST):
        return []
    return m.governed("deictic", Slots(offset_days=-1 if last_night else 0, part=part.value))


def _read_unit(m: Stretch) -> list[TimeExpr]:
    """«الأسبوع الماضي», «هذا العام», «العام الجاري 2018»."""
    unit_item = next(item for item in m.items if item.tag in "KSY")
    if m.items[-1].tag == "y" and unit_item.tag == "Y":
        return m.governed("absolute", Slots(year=m.items[-1].value))
    reference = next((item for item in m.items if item.tag == "q"), None)
    if reference is not None and m.surface(reference).startswith(("الاخير", "السابق", "اللاحق")):
        return [m.expr("vague", Slots(unit=unit_item.value, anchor="other"))]  # the last of a row, the one before
    offset = 0 if reference is None else reference.value
    return m.governed("deictic", Slots(unit=unit_item.value, unit_offset=offset))


def _read_ago(m: Stretch) -> list[TimeExpr]:
    unit, count, vague = count_of(m.items)
    if m.after == "r" and not _NOW.match(m.folded, m.end):
        return [m.expr("vague", Slots(unit=unit, count=count, direction="ago", anchor="other"))]
    if count is None or vague or unit in ("hour", "minute"):
        return [m.expr("vague", Slots(unit=unit, count=count, direction="ago"))]
    if unit == "day":
        return [m.expr("deictic", Slots(offset_days=-count))]
    return [m.expr("deictic", Slots(unit=unit, unit_offset=-count))]


def _read_counted(direction: str, kind: str, anchor: str | None = None) -> Callable[[Stretch], list[TimeExpr]]:
    def read(m: Stretch) -> list[TimeExpr]:
        unit, count, _ = count_of(m.items)
        if m.tags == "u" and m.items[0].value[1] != 2:
            return []
        return [m.expr(kind, Slots(unit=unit, count=count, direction=direction, anchor=anchor))]

    return read


def _read_period(m: Stretch) -> list[TimeExpr]:
    """«خلال الأيام الـ16 الماضية», «اليومين الماضيين», «الأشهر القليلة الماضية»."""
    unit_item = next(item for item in m.items if item.tag in "uItKSYXE")
    if unit_item.tag in "KSY" and m.surface(unit_item).startswith("ال"):  # «قمة السبع الأسبوع المقبل»
        return _read_unit(replace(m, first=m.first + m.items.index(unit_item)))
    last_of_all = m.items[0].tag == "Z"  # «آخر 24 ساعة»
    unit, count, vague = count_of(m.items[1:] if last_of_all else m.items[:-1])
    side = PAST if last_of_all else m.items[-1].value
    direction = "past" if side < 0 else "next" if side > 0 else "current"
    known = count is not None and not vague and unit in ("hour", "minute", "day", "week") and side
    slots = Slots(unit=unit, count=None if vague else count, direction=direction)
    return [m.expr("deictic" if known else "vague", slots)]


def _read_night(m: Stretch) -> list[TimeExpr]:
    return m.governed("weekday", collect(m.items))


def _read_year(m: Stretch) -> list[TimeExpr]:
    first = m.items[0]
    years = [item for item in m.items if item.tag in "yh"]
    marked = hijri_marked(m.items)
    if first.tag == "f" and (m.surface(first) != "في" or (years[0].value < 1900 and not marked)):
        return []
    if any(item.tag == "h" for item in years) and not marked and first.tag in "fyh":
        return []
    slots = [Slots(year=item.value, hijri=item.tag == "h" and marked) for item in years]
    if len(years) == 1:
        return (replace(m, first=m.first + 1) if first.tag == "f" else m).governed("absolute", slots[0])
    return [TimeExpr(item.start, item.end, "absolute", own) for item, own in zip(years, slots, strict=True)]


def _read_month(m: Stretch) -> list[TimeExpr]:
    names = [item for item in m.items if item.tag in "MmH"]
    strong = names[0].tag == "M" or len(names) > 1
    supported = m.before in tuple("fkzxbar@") if strong else m.word_before(m.start) in _IN
    if not (m.tags[0] == "S" or set(m.tags) & set("yhqg") or supported):
        return []
    if "h" in m.tags and names[0].tag != "H":
        return []
    if _SAME_YEAR.match(m.folded, m.end):
        return [m.expr("vague", replace(collect(m.items), anchor="other"))]
    return m.governed("absolute", collect(m.items))


def _read_month_part(m: Stretch) -> list[TimeExpr]:
    slots = replace(collect(m.items), third=m.items[0].value)
    if slots.month is None:  # «مطلع الشهر الجاري», «أواخر العام الماضي»: the reference is to the unit itself
        for unit, offset in (("month", slots.month_ref), ("year", slots.year_ref), ("week", slots.week_ref)):
            if offset is not None:
                slots = Slots(unit=unit, unit_offset=offset, third=slots.third)
    return m.governed("month_part", slots)


def _read_part(m: Stretch) -> list[TimeExpr]:
    """A part of day without its day; «المساء» and the like only behind a word such as في (they are names too)."""
    if m.tags == "p" and m.surface(m.items[0]).startswith("ال") and m.word_before(m.start) not in _DAYTIME:
        return []
    return [m.expr("part_of_day", collect(m.items))]


def _read_set(m: Stretch) -> list[TimeExpr]:
    weekday = next((item.value for item in m.items if item.tag in "Ww"), None)
    unit = next((item.value for item in m.items if item.tag in "1tIiKSYXE"), None)
    return [m.expr("set", Slots(weekday=weekday, unit=None if weekday is not None else unit, direction="every"))]


def _read_vague(m: Stretch) -> list[TimeExpr]:
    return [m.expr("vague", Slots(direction="around"))]


_READERS: dict[str, Callable[[Stretch], list[TimeExpr]]] = {
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
