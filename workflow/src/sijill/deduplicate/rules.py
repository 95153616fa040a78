"""When two tellings are one event, and how sure that is. Scores only order the merges; the rules decide.

Inside one text a later sentence may take up what an earlier one told, so one shared slot is enough. Across texts at
least two slots must agree. Nowhere may one contradict, but for a text that itself gives two versions of one act.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.deduplicate.compare import Comparison
from sijill.deduplicate.days import neighbouring_days
from sijill.deduplicate.slots import Telling
from sijill.deduplicate.types import CAMPAIGNS, CASUALTIES

GENERIC = "generic"
VERSION_SLOTS = frozenset({"day", "window", "killed", "wounded"})
NEAR_SENTENCES = 1  # a recap without any slot of its own stands in the same sentence or the next
FAR = 1_000_000
ENOUGH = 90  # hundredths of log-odds that two tellings are one event, chosen on the work half of the labels
NEWS_DAYS = 30  # what is farther back than this is background: a recap without a day does not take it up
RECAP_SENTENCES = 3  # and one that points back («the attack») not much farther


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
    if not may_share(a, b, comparison):
        return False
    same_report = a.reports == b.reports
    if GENERIC in (a.realis, b.realis) and not same_report:
        return False
    gap = abs(one.sentence_no - two.sentence_no) if same_report else FAR
    if comparison.says("dated") and not comparison.day and not comparison.conflicts:
        return False
    if before_background(a, b, one, two) or (gap > NEAR_SENTENCES and is_background(a) != is_background(b)):
        return False
    shared = comparison.place + comparison.sides + comparison.figures
    if not comparison.says("same_type"):
        if comparison.says("rare_in_one") and bool(a.days) != bool(b.days):  # the gas, and the shelling it came amid
            return False
        if a.types.isdisjoint(CAMPAIGNS) != b.types.isdisjoint(CAMPAIGNS) and not comparison.sides:
            return False  # an attack, and the campaigns in the same region
        casualties = CASUALTIES in a.types | b.types
        return (gap <= NEAR_SENTENCES and shared + comparison.day > 0) or (
            casualties and (gap == 0 or comparison.figures > 0)
        )
    if comparison.place or comparison.figures or (comparison.sides and not comparison.says("placed")):
        return True
    if gap <= NEAR_SENTENCES and shared + comparison.day > 0:
        return True
    later = max((one, two), key=lambda setting: setting.sentence_no)
    return one.headline or two.headline or (later.definite and gap <= RECAP_SENTENCES)


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


def one_act_across_texts(seen: Comparison) -> bool:
    """Whether two tellings in different texts tell one event: nothing contradicts, and enough speaks for it.

    An act of one day and a campaign of weeks are not one, though their days overlap. Of an act that lasts and was done,
    town and parties tell which it is.
    """
    if seen.conflicts or seen.says("days_overlap") or _told_by_little(seen):
        return False
    lasts = seen.says("lasting") and seen.says("same_type") and seen.place == 2 and not seen.says("not_done")
    return seen.odds >= ENOUGH or (lasts and seen.sides > int(seen.says("told_later")))


def _told_by_little(seen: Comparison) -> bool:
    """Whether the two lack a place, or day and party both, and nothing else that tells which act it is stands in."""
    figure_or_words = seen.figures > 0 or seen.says("alike") or seen.says("allies")
    somewhere = seen.place > 0 or seen.sides > 1 or seen.says("same_news") or figure_or_words
    return not somewhere or (seen.says("nobody") and not seen.says("dated"))


def nearly_one(comparison: Comparison) -> bool:
    """Whether two tellings in different texts agree in all they say, but in too little to be called one event."""
    return (
        not comparison.conflicts
        and comparison.says("same_type")
        and comparison.place > 0
        and comparison.day + comparison.sides > 0
    )


def told_differently(comparison: Comparison) -> bool:
    """Whether two tellings are of one act about which one slot disagrees: the day, a figure, or who it was."""
    if len(comparison.conflicts) != 1 or not comparison.says("same_type") or comparison.place < 2:
        return False
    slot = comparison.conflicts[0]
    if slot in ("killed", "wounded"):
        return comparison.day == 2
    if slot in ("actor", "recipient", "participants"):
        return comparison.day == 2 and comparison.sides + comparison.figures > 0
    return slot == "day" and comparison.figures > 0 and comparison.sides > 0
