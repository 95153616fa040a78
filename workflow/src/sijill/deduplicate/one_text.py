"""When two mentions in one text, or in copies of it, are one event: a later sentence takes up what an earlier one told.

One shared slot is enough. None may contradict, but for a text that itself gives two versions of one act.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.deduplicate.compare import Comparison
from sijill.deduplicate.days import neighbouring_days
from sijill.deduplicate.slots import Telling
from sijill.deduplicate.types import ANY_ACT, CAMPAIGNS, CASUALTIES

GENERIC = "generic"
VERSION_SLOTS = frozenset({"day", "window", "killed", "wounded"})
NEAR_SENTENCES = 1  # a recap without any slot of its own stands in the same sentence or the next
RECAP_SENTENCES = 3  # and one that points back («the attack») not much farther
FAR = 1_000_000
NEWS_DAYS = 30  # what is farther back than this is background: a recap without a day does not take it up


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a mention stands: its sentence, whether that is the headline, whether its trigger points back."""

    sentence_no: int
    headline: bool
    definite: bool


def score(comparison: Comparison) -> int:
    """How much speaks for one event: place and sides before figures before the day, which many events share."""
    grades = 4 * comparison.place + 3 * comparison.sides + 3 * comparison.figures + 2 * comparison.day
    return grades + 2 * comparison.says("same_type")


def one_act_in_a_text(a: Telling, b: Telling, comparison: Comparison, one: Setting, two: Setting) -> bool:
    """Whether two mentions in copies of one text tell one event."""
    if one.sentence_no > two.sentence_no:
        a, b, one, two = b, a, two, one
    same_report = a.reports == b.reports
    gap = two.sentence_no - one.sentence_no if same_report else FAR
    if not may_share(a, b, comparison) or (GENERIC in (a.realis, b.realis) and not same_report):
        return False
    if comparison.says("dated") and not comparison.day and not comparison.conflicts:
        return False
    if before_background(a, b, one, two) or (gap > NEAR_SENTENCES and is_background(a) != is_background(b)):
        return False
    takes_up = two.definite and gap <= RECAP_SENTENCES
    if comparison.says("same_type"):
        return takes_up or one.headline or two.headline or _one_by_slots(comparison, gap)
    return _one_by_other_words(a, b, comparison, gap, takes_up)


def _one_by_slots(comparison: Comparison, gap: int) -> bool:
    """Whether two mentions with one word share what tells which act it is; next to each other any slot does."""
    parties = comparison.sides and not comparison.says("placed")
    near = gap <= NEAR_SENTENCES and comparison.sides + comparison.day > 0
    return bool(comparison.place or comparison.figures or parties or near)


def _one_by_other_words(a: Telling, b: Telling, comparison: Comparison, gap: int, takes_up: bool) -> bool:
    """Whether two mentions with words for different types tell one act; `takes_up`: the later one points back."""
    if comparison.says("rare_in_one") and bool(a.days) != bool(b.days):  # the gas, and the shelling it came amid
        return False
    if a.types.isdisjoint(CAMPAIGNS) != b.types.isdisjoint(CAMPAIGNS) and not comparison.sides:
        return False  # an attack, and the campaigns in the same region
    if takes_up and b.types <= ANY_ACT:
        return True
    shared = comparison.place + comparison.sides + comparison.figures + comparison.day
    casualties = CASUALTIES in a.types | b.types and (gap == 0 or comparison.figures > 0)
    return casualties or (gap <= NEAR_SENTENCES and shared > 0)


def is_background(telling: Telling) -> bool:
    """Whether a telling is of long before its report. What has no day is taken to be news."""
    return any(last < published - NEWS_DAYS for _, last in telling.days for published in telling.published)


def before_background(a: Telling, b: Telling, one: Setting, two: Setting) -> bool:
    """Whether one tells an act of long before its report, and the other stands above it in the text: it tells news.

    A headline may tell what is long past.
    """
    if is_background(a) == is_background(b):
        return False
    past, other = (one, two) if is_background(a) else (two, one)
    return a.reports == b.reports and other.sentence_no < past.sentence_no and not other.headline


def may_share(a: Telling, b: Telling, comparison: Comparison) -> bool:
    """Whether two tellings of one text may be joined: no slot contradicts, or they are two versions of one act.

    Of two versions place and sides must agree.
    """
    agree = comparison.place + comparison.sides >= 2 and comparison.sides > 0
    return not comparison.conflicts or (agree and two_versions(a, b, comparison))


def two_versions(a: Telling, b: Telling, comparison: Comparison) -> bool:
    """Whether one report gives two versions: one slot differs, a day by one day at most, each has its own source."""
    if a.reports != b.reports or len(comparison.conflicts) > 1 or not VERSION_SLOTS.issuperset(comparison.conflicts):
        return False
    if {"day", "window"} & set(comparison.conflicts) and not neighbouring_days(a, b):
        return False
    told_apart = bool(a.sources and b.sources) and a.sources.isdisjoint(b.sources)
    return told_apart and comparison.says("same_type")
