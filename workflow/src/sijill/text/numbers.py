"""Numbers of Arabic news: digits and words, bounds and vague quantities, and what kind of number each is.

`find_numbers` returns every number of a folded text with a UCDP-style low, best and high; `kind` says what it
measures, so that a caller who counts people or things takes only kind == "count".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from sijill.text import numberwords as nw
from sijill.text.dates import TimeExpr, find_times
from sijill.text.figures import Figure, find_figures
from sijill.text.numerals import FIRST_WORDS
from sijill.text.tokens import readings, tokenize

KINDS = ("count", "percent", "age", "distance", "money", "measure", "time", "model", "ordinal", "year", "total")
EXACTNESS = ("exact", "approx", "lower_bound", "upper_bound", "range", "vague", "dual")
_WINDOW = 60  # how far around a figure hedges and units are looked for, in characters
_YEAR = re.compile(r"(?:19|20)[0-3]\d$")
_YEARS = re.compile(r"(?:19|20)\d\d-(?:19|20)?\d\d$")
_LAST_WORD = re.compile(r"([^\W\d_]+)[\s(\"]*$")
_NEXT_WORD = re.compile(r"\s+([ء-ي]+)")
_LATIN = re.compile(r"-?[A-Za-z]")


@dataclass(frozen=True)
class NumberExpr:
    """A number: half-open place in the folded text (hedges included), bounds, and what kind of number it is.

    number_start and number_end delimit the figure without its hedges; total is 11 in «9 من أصل 11».
    Figures of kind count are whole; other kinds may hold decimals. None is "the words set no such bound".
    """

    start: int
    end: int
    low: float | None
    best: float | None
    high: float | None
    exactness: str
    kind: str
    number_start: int
    number_end: int
    total: float | None = None


def find_numbers(folded: str, times: Sequence[TimeExpr] | None = None) -> list[NumberExpr]:
    """All numbers of a folded text, in order. `times`: its time expressions, if the caller has them already."""
    figures = find_figures(folded)
    if not figures:
        return []
    spans = find_times(folded) if times is None else times
    return _join(folded, figures, [_express(folded, figure, _kind(folded, figure, spans)) for figure in figures])


def find_duals(folded: str, dual_forms: Collection[str]) -> list[NumberExpr]:
    """Nouns in the dual («قتيلان», «مستودعين»): exactly two. `dual_forms` are folded forms, listed by the codebook."""
    tokens = tokenize(folded)
    found = []
    for at, word in enumerate(tokens.words):
        cut = _dual_cut(word, dual_forms)
        if cut is not None:
            start, end = tokens.starts[at] + cut, tokens.end(at)
            found.append(NumberExpr(start, end, 2, 2, 2, "dual", "count", start, end))
    return found


def dual_of(word: str, dual_forms: Collection[str]) -> bool:
    """Whether a folded word is one of the dual forms, with or without proclitics and article."""
    return _dual_cut(word, dual_forms) is not None


def _dual_cut(word: str, dual_forms: Collection[str]) -> int | None:
    """How many letters of proclitics stand before the dual form in `word`, or None if it is none."""
    for cut, rest in readings(word):
        if rest in dual_forms or rest.removeprefix("ال") in dual_forms:
            return cut
    return None


# --- kinds ------------------------------------------------------------------------------------------------------
def _kind(folded: str, figure: Figure, times: Sequence[TimeExpr]) -> str:
    before, after = folded[max(0, figure.start - _WINDOW) : figure.start], folded[figure.end : figure.end + _WINDOW]
    if nw.PERCENT_AFTER.match(after) or nw.PERCENT_BEFORE.search(before):
        return "percent"
    if nw.AGE_UNIT.match(after) and nw.AGE_BEFORE.search(before):
        return "age"
    if figure.best and nw.AGE_AFTER.match(after):
        return "age"
    if nw.CALIBRE.match(after) or (figure.digits and (nw.MODEL_BEFORE.search(before) or _LATIN.match(after))):
        return "model"
    if (time := _time_at(times, figure)) is not None:
        return "year" if figure.digits and time.slots.year == figure.best else "time"
    if figure.digits and nw.MONTH_AFTER.match(after):
        return "time"
    for kind, pattern in nw.UNIT_KINDS:
        if pattern.match(after):
            return kind
    if nw.MONEY_BEFORE.search(before):
        return "money"
    return _bare_kind(folded[figure.start : figure.end], figure, before, after)


def _bare_kind(written: str, figure: Figure, before: str, after: str) -> str:
    """The kind of a figure with no unit: a count, unless it is a label, a year or a decimal."""
    word = _LAST_WORD.search(before)
    previous = word.group(1) if word else ""
    following = _NEXT_WORD.match(after)
    if figure.digits and previous in nw.NUMBERED and figure.scale == 1:
        return "ordinal"
    if figure.best is not None and not float(figure.best).is_integer():
        return "measure"
    if figure.digits and _YEARS.match(written):
        return "year"
    if figure.exactness == "range" and figure.digits and not following:
        return "ordinal"  # a score, a shelf mark
    if not (figure.digits and _YEAR.match(written)):
        return "count"
    counted = following is not None and (following.group(1).endswith("ا") or int(written) % 100 == 0)
    return "count" if counted and previous not in nw.YEAR_BEFORE else "year"


def _time_at(times: Sequence[TimeExpr], figure: Figure) -> TimeExpr | None:
    at = bisect_right(times, figure.start, key=lambda time: time.start) - 1
    return times[at] if at >= 0 and figure.start < times[at].end else None


# --- hedges, ranges, totals -------------------------------------------------------------------------------------
def _express(folded: str, figure: Figure, kind: str) -> NumberExpr:
    """A figure with the hedges on either side of it."""
    start, end = figure.start, figure.end
    plain = NumberExpr(start, end, figure.low, figure.best, figure.high, figure.exactness, kind, start, end)
    if figure.exactness != "exact":
        return plain
    offset = max(0, start - _WINDOW)
    if match := nw.HEDGE_BEFORE.search(folded, offset, start):
        name = match.lastgroup or ""
        return _hedged(replace(plain, start=match.start(name)), name)
    if (match := nw.HEDGE_AFTER.match(folded, end, end + _WINDOW)) and not _has_number(match.group(1)):
        return _hedged(plain if match.group(1) else replace(plain, end=match.end()), match.lastgroup or "")
    return plain


def _has_number(between: str) -> bool:
    return any(rest in FIRST_WORDS for word in between.split() for _, rest in readings(word))


def _hedged(number: NumberExpr, hedge: str) -> NumberExpr:
    """UCDP's habit: a lower bound is its own best figure; an upper bound gives no best figure."""
    if hedge == "lower_bound":
        return replace(number, exactness=hedge, high=None)
    if hedge == "upper_bound":
        return replace(number, exactness=hedge, low=0, best=None)
    return replace(number, exactness=hedge)


def _join(folded: str, figures: list[Figure], found: list[NumberExpr]) -> list[NumberExpr]:
    """Merge neighbours: «بين 5 و7», «5 إلى 7», «9 من أصل 11»."""
    joined: list[NumberExpr] = []
    at = 0
    while at < len(found):
        number = found[at]
        if at + 1 < len(found):
            merged = _range(folded, figures[at], figures[at + 1], number, found[at + 1])
            merged = merged or _of_total(folded, figures[at + 1], number, found[at + 1])
            if merged is not None:
                joined.append(merged)
                at += 2
                continue
            found[at : at + 2] = _counted_of_total(folded, figures[at + 1], number, found[at + 1])
        joined.append(found[at])
        at += 1
    return joined


def _range(folded: str, a: Figure, b: Figure, low: NumberExpr, high: NumberExpr) -> NumberExpr | None:
    """«بين 5 و7», «من 5 إلى 7», «20 إلى 30 ألفا» as one number, or None where the two are apart."""
    if a.best is None or b.best is None or low.exactness not in ("exact", "approx"):
        return None
    gap, before = folded[a.end : b.start], folded[max(0, a.start - _WINDOW) : a.start]
    between = nw.BETWEEN.search(before)
    change = nw.CHANGE.search(before)
    if not ((nw.JOIN.match(gap) and not change) or (between and nw.AND_JOIN.match(gap))):
        return None
    first = low.best if low.best is not None else a.best
    if a.scale == 1 and b.scale > 1 and first * b.scale < b.best:
        first *= b.scale
    if not first < b.best:
        return None
    opening = between or nw.FROM.search(before)
    start = a.start - len(opening.group().lstrip(" وف")) if opening else low.start
    kind = high.kind if low.kind in ("count", "year") else low.kind
    return NumberExpr(start, max(high.end, b.end), first, None, b.best, "range", kind, a.start, b.end)


def _is_part(number: NumberExpr, total: NumberExpr) -> bool:
    return number.kind == "count" and number.best is not None and total.best is not None and number.best <= total.best


def _of_total(folded: str, b: Figure, number: NumberExpr, total: NumberExpr) -> NumberExpr | None:
    """«9 من أصل 11» as one number, or None."""
    match = nw.TOTAL.match(folded, number.end, b.start)
    if match is None or match.group(1) or not _is_part(number, total):
        return None
    return replace(number, end=total.end, total=total.best)


def _counted_of_total(folded: str, b: Figure, number: NumberExpr, total: NumberExpr) -> tuple[NumberExpr, NumberExpr]:
    """In «9 أهداف من أصل 11 هدفا» the second number is no count of its own."""
    match = nw.TOTAL.match(folded, number.end, b.start)
    if match is None or not _is_part(number, total):
        return number, total
    return replace(number, total=total.best), replace(total, kind="total")
