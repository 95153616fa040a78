"""When two tellings are one event, and how sure that is. Scores only order the merges; the rules decide.

Inside one text a later sentence may take up what an earlier one told, so one shared slot is enough. Across texts at
least two slots must agree. Nowhere may one contradict, but for a text that itself gives two versions of one act.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.deduplicate.compare import Comparison, neighbouring_days
from sijill.deduplicate.slots import Telling
from sijill.deduplicate.types import CASUALTIES

GENERIC = "generic"
VERSION_SLOTS = frozenset({"day", "window", "killed", "wounded"})
NEAR_SENTENCES = 1  # a recap without any slot of its own stands in the same sentence or the next
FAR = 1_000_000
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
    return grades + 2 * comparison.same_type


def one_act_in_a_text(a: Telling, b: Telling, comparison: Comparison, one: Setting, two: Setting) -> bool:
    """Whether two mentions in copies of one text tell one event."""
    if not may_share(a, b, comparison):
        return False
    same_report = a.reports == b.reports
    if GENERIC in (a.realis, b.realis) and not same_report:
        return False
    gap = abs(one.sentence_no - two.sentence_no) if same_report else FAR
    if comparison.dated and not comparison.day and not comparison.conflicts:
        return False
    if before_background(a, b, one, two) or (gap > NEAR_SENTENCES and is_background(a) != is_background(b)):
        return False
    shared = comparison.place + comparison.sides + comparison.figures
    if not comparison.same_type:
        if comparison.rare_in_one and bool(a.days) != bool(b.days):  # the gas, and the shelling it came amid
            return False
        casualties = CASUALTIES in a.types | b.types
        return (gap <= NEAR_SENTENCES and shared + comparison.day > 0) or (
            casualties and (gap == 0 or comparison.figures > 0)
        )
    if comparison.place or comparison.figures or (comparison.sides and not comparison.placed):
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
    return told_apart and comparison.same_type


def one_act_across_texts(comparison: Comparison) -> bool:
    """Whether two tellings in different texts tell one event: two slots that tell something agree, none contradicts.

    An act of one day and a campaign of weeks are not one, though their days overlap (both dated, grade 0).
    """
    day, place, sides, figures = comparison.day, comparison.place, comparison.sides, comparison.figures
    if comparison.conflicts or comparison.distant or (comparison.dated and not day):
        return False
    if comparison.allies and comparison.one_news and (day == 2 or comparison.next_days):  # they seldom act together
        return True
    if not comparison.same_type:  # two words for one act; of one bombing of a town one figure or two parties tell it
        told = day == 2 and place > 0 and place + sides + figures > 2 and (figures > 0 or sides > 1)
        return told or (place == 2 and comparison.same_news)
    if comparison.between_parties and sides > 1 and (place or comparison.same_place or not comparison.placed):
        return True
    if not comparison.dated:
        return _one_without_days(comparison)
    if comparison.lasting and comparison.same_place and sides > 1:
        return True
    if comparison.placed and not place:  # two places near each other, or a country: two acts on one day are the rule
        return (sides > 0 and figures > 0) or (comparison.same_place and sides > 1 and day == 2)
    if place:
        return place == 2 or sides + figures > 0
    return sides + figures > 1


def _one_without_days(comparison: Comparison) -> bool:
    """Of tellings that lack a day, published in one window: one town and two more slots; less for a lasting act."""
    place, told = comparison.place, comparison.sides + comparison.figures
    if comparison.rare:
        return place > 0
    if comparison.lasting and place == 2 and not comparison.retold:
        return told > 0 or comparison.same_news
    if not comparison.happened and comparison.same_place:  # what is planned is planned once
        return comparison.sides > 1
    return place == 2 and (told > 1 or comparison.alike or comparison.same_news)


def nearly_one(comparison: Comparison) -> bool:
    """Whether two tellings in different texts agree in all they say, but in too little to be called one event."""
    return (
        not (comparison.conflicts or comparison.distant)
        and comparison.same_type
        and comparison.place > 0
        and comparison.day + comparison.sides > 0
    )


def told_differently(comparison: Comparison) -> bool:
    """Whether two tellings are of one act about which one slot disagrees: the day, a figure, or who it was."""
    if len(comparison.conflicts) != 1 or not comparison.same_type or comparison.place < 2:
        return False
    slot = comparison.conflicts[0]
    if slot in ("killed", "wounded"):
        return comparison.day == 2
    if slot in ("actor", "recipient", "participants"):
        return comparison.day == 2 and comparison.sides + comparison.figures > 0
    return slot == "day" and comparison.figures > 0 and comparison.sides > 0
