"""When two tellings in different texts are one event, and what else they may be to each other.

At least two slots must agree, and none may contradict.
"""

from __future__ import annotations

from sijill.deduplicate.compare import Comparison

ENOUGH = 90  # hundredths of log-odds that two tellings are one event, chosen on the work half of the labels


def one_act_across_texts(seen: Comparison) -> bool:
    """Whether two tellings in different texts tell one event: nothing contradicts, and enough speaks for it.

    An act of one day and a campaign of weeks are not one, though their days overlap. Of an act that lasts and was done,
    town and parties tell which it is, or both parties and the time it began.
    """
    if seen.conflicts or seen.says("days_overlap") or _told_by_little(seen):
        return False
    if seen.odds >= ENOUGH:
        return True
    lasts = seen.says("lasting") and seen.says("same_type") and not seen.says("not_done")
    told_where = seen.place == 2 and seen.sides > int(seen.says("told_later"))
    return lasts and (told_where or (seen.day > 0 and seen.sides > 1))


def weight(seen: Comparison) -> int:
    """What joins two tellings that are one event, in hundredths of log-odds above what is enough; at least 1."""
    return 1 + max(seen.odds - ENOUGH, 0)


def _told_by_little(seen: Comparison) -> bool:
    """Whether the two lack a place, or day and party both, and nothing else that tells which act it is stands in."""
    figure_or_words = seen.figures > 0 or seen.says("alike") or seen.says("allies")
    of_a_country = seen.says("same_country") and seen.says("not_done") and seen.sides > 0  # plans seldom name a town
    somewhere = seen.place > 0 or seen.sides > 1 or seen.says("same_news") or figure_or_words or of_a_country
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
