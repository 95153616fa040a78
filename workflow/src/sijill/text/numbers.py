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
from sijill.text.numerals import FIRST_WORDS, MULTIPLIER, TEN, read_number
from sijill.text.tokens import Token, readings, tokenize

KINDS = ("count", "percent", "age", "distance", "money", "measure", "time", "model", "ordinal", "year", "total")
EXACTNESS = ("exact", "approx", "lower_bound", "upper_bound", "range", "vague", "dual")
_MAX_DIGITS = 12
_THOUSANDS = re.compile(r"\d{1,3}(?:[,.٬]\d{3})+$")
_DECIMAL = re.compile(r"\d{1,12}[.,٫]\d{1,6}$")
_RANGE = re.compile(r"(\d{1,9})-(\d{1,9})$")
_PLURAL_SCALES = frozenset(nw.VAGUE_SCALES)


@dataclass(frozen=True)
class NumberExpr:
    """A number: half-open place in the folded text (hedges included), bounds, and what kind of number it is.

    number_start and number_end delimit the figure without its hedges; total is 11 in «9 من أصل 11».
    Figures are whole for kind count; other kinds may hold decimals. None is "the words set no such bound".
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


@dataclass(frozen=True)
class _Core:
    """A bare figure: tokens [first, last), place, bounds. `after_and`: a «و» is joined to it."""

    first: int
    last: int
    start: int
    end: int
    low: float | None
    best: float | None
    high: float | None
    exactness: str = "exact"
    after_and: bool = False
    digits: bool = False
    scale: int = 1


def find_numbers(folded: str, times: Sequence[TimeExpr] | None = None) -> list[NumberExpr]:
    """All numbers of a folded text, in order. `times`: its time expressions, if the caller has them already."""
    cores = _cores(folded, tokenize(folded))
    if not cores:
        return []
    spans = find_times(folded) if times is None else list(times)
    found = [_express(folded, core, _kind(folded, core, spans)) for core in cores]
    return _join(folded, cores, found)


def find_duals(folded: str, dual_forms: Collection[str]) -> list[NumberExpr]:
    """Nouns in the dual («قتيلان», «مستودعين»): exactly two. `dual_forms` are folded forms, listed by the codebook."""
    found = []
    for token in tokenize(folded):
        if not dual_of(token.text, dual_forms):
            continue
        cut = next(
            cut for cut, rest in readings(token.text) if rest in dual_forms or rest.removeprefix("ال") in dual_forms
        )
        start = token.start + cut
        found.append(NumberExpr(start, token.end, 2, 2, 2, "dual", "count", start, token.end))
    return found


def dual_of(word: str, dual_forms: Collection[str]) -> bool:
    """Whether a folded word is one of the dual forms, with or without proclitics and article."""
    return any(rest in dual_forms or rest.removeprefix("ال") in dual_forms for _, rest in readings(word))


# --- figures ----------------------------------------------------------------------------------------------------
def _cores(folded: str, tokens: list[Token]) -> list[_Core]:
    words = [token.text for token in tokens]
    found: list[_Core] = []
    at = 0
    while at < len(tokens):
        core = _digits(tokens, words, at) if words[at][0] in "0123456789" else _words(folded, tokens, words, at)
        if core is not None:
            found.append(core)
        at = core.last if core is not None else at + 1
    return found


def _digits(tokens: list[Token], words: list[str], at: int) -> _Core | None:
    """A figure that begins with digits: 1,200  2.5  5-7  3 الاف  3 الاف و500."""
    text, token = words[at], tokens[at]
    scale = MULTIPLIER.get(words[at + 1], 1) if at + 1 < len(words) else 1
    if match := _RANGE.match(text):
        low, high = int(match[1]) * scale, int(match[2]) * scale
        last = at + (2 if scale > 1 else 1)
        return (
            _Core(at, last, token.start, tokens[last - 1].end, low, None, high, "range", False, True)
            if low < high
            else None
        )
    value = _figure(text, scale)
    if value is None:
        return None
    last = at + 1
    if scale > 1:
        value, last = value * scale, at + 2
        value, last = _rest(words, last, value, scale)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return _Core(
        at, last, token.start, tokens[last - 1].end, value, value, value, "exact", _and(tokens, at), True, scale
    )


def _and(tokens: list[Token], at: int) -> bool:
    """Whether a lone «و» is written just before the figure at `at`."""
    return at > 0 and tokens[at - 1].text == "و"


def _figure(text: str, scale: int) -> float | None:
    """The value of a digit group: dots and commas before three digits separate thousands, unless a scale follows."""
    if text.isdigit():
        return int(text) if len(text) <= _MAX_DIGITS else None
    if _THOUSANDS.match(text) and not (scale > 1 and _DECIMAL.match(text)) and len(text) <= 16 and text[0] != "0":
        return int(re.sub(r"\D", "", text))
    return float(re.sub(r"[,٫]", ".", text)) if _DECIMAL.match(text) else None


def _rest(words: list[str], at: int, value: float, scale: int) -> tuple[float, int]:
    """What is added after a scale word: «3 آلاف و500», «مليون ونصف»."""
    if at + 1 < len(words) and words[at] == "و" and words[at + 1].isdigit() and len(words[at + 1]) <= _MAX_DIGITS:
        added = int(words[at + 1])
        own = MULTIPLIER.get(words[at + 2], 1) if at + 2 < len(words) else 1
        if added * own < scale:
            return value + added * own, at + (3 if own > 1 else 2)
    if at < len(words) and words[at] == "ونصف":
        return value + scale / 2, at + 1
    return value, at


def _words(folded: str, tokens: list[Token], words: list[str], at: int) -> _Core | None:
    """A figure in words, or a vague quantity."""
    for cut, rest in readings(words[at]):
        rest_words = [rest, *words[at + 1 : at + 14]]
        read = _vague(rest_words) or _article(rest_words) or _cardinal(rest_words, words[at - 1] if at else "")
        if read is None:
            continue
        low, best, high, exactness, length, scale = read
        last = at + length
        end = tokens[last - 1].end
        if not _contiguous(folded, tokens, at, last):
            return None
        start = tokens[at].start + cut
        return _Core(at, last, start, end, low, best, high, exactness, words[at][:cut] == "و", False, scale)
    return None


_Read = tuple[float | None, float | None, float | None, str, int, int]


def _contiguous(folded: str, tokens: list[Token], first: int, last: int) -> bool:
    return all(
        not folded[a.end : b.start].strip() for a, b in zip(tokens[first:last], tokens[first + 1 : last], strict=False)
    )


def _cardinal(words: list[str], before: str) -> _Read | None:
    following = words[1] if len(words) > 1 else ""
    if words[0] in nw.HALVES and following in MULTIPLIER:
        value = int(MULTIPLIER[following] * nw.HALVES[words[0]])
        return value, value, value, "exact", 2, 1
    if words[0] not in FIRST_WORDS or words[0] in _PLURAL_SCALES:
        return None
    if words[0] in ("واحد", "واحده", "واحدا") and (following == "من" or before in nw.NOT_ONE_AFTER):
        return None
    number = read_number(words, 0)
    if number is None or (words[0] == "سبع" and before in ("بير", "بئر")):
        return None
    value, length = number
    scale = next((s for s in sorted(set(MULTIPLIER.values()), reverse=True) if value and value % s == 0), 1)
    if scale > 1 and length < len(words) and words[length] == "ونصف":
        value, length = value + scale // 2, length + 1
    return value, value, value, "exact", length, scale


def _article(words: list[str]) -> _Read | None:
    """«القتلى الثلاثة», «الخمسة والعشرين»: cardinals with the article; the feminine of 3 to 10 only, as «السبع» is a name."""
    bare = words[0].removeprefix("ال")
    if bare == words[0] or bare not in FIRST_WORDS or not bare.endswith("ه") or bare in ("ميه", "مئه", "مائه", "واحده"):
        return None
    number = read_number([bare, *words[1:2]], 0)
    if number is None:
        return None
    value, length = number
    following = words[1].removeprefix("وال") if len(words) > 1 else ""
    if length == 1 and following in TEN and words[1] != following:
        value, length = value + TEN[following], 2
    return value, value, value, "exact", length, 1


def _vague(words: list[str]) -> _Read | None:
    first, following = words[0], words[1] if len(words) > 1 else ""
    bare = first.removeprefix("ال") if first not in ("الاف", "الالاف") else "الاف"
    if bare in nw.VAGUE_SCALES:
        low, high = nw.VAGUE_SCALES[bare]
        factor = nw.SCALE_FACTORS.get(following, 1)
        return low * factor, None, high * factor + factor - 1, "vague", 2 if factor > 1 else 1, 1
    if not re.match(r"[ء-ي]", following):
        return None
    if first in nw.FEW:
        if following in nw.FEW_OF:
            return nw.FEW_OF[following][0], None, nw.FEW_OF[following][1], "vague", 2, 1
        return 3, None, 9, "vague", 1, 1
    if first in nw.SEVERAL_OF:
        length = 2 if following == "من" else 3 if words[2:3] == ["من"] else 0
        if length and (length == 2 or following in _SIZES):
            return 2, None, None, "vague", length, 1
    return (2, None, None, "vague", 1, 1) if first in nw.SEVERAL and following != "من" else None


_SIZES = frozenset("كبير كبيره قليل قليله محدود محدوده صغير غير اخر كبيرا هايل ضخم من".split())


# --- kinds ------------------------------------------------------------------------------------------------------
def _kind(folded: str, core: _Core, times: Sequence[TimeExpr]) -> str:
    before, after = folded[max(0, core.start - 40) : core.start], folded[core.end : core.end + 40]
    if nw.PERCENT_AFTER.match(after) or nw.PERCENT_BEFORE.search(before):
        return "percent"
    if nw.AGE_UNIT.match(after) and nw.AGE_BEFORE.search(before) or core.best and nw.AGE_AFTER.match(after):
        return "age"
    if nw.MODEL_BEFORE.search(before) or re.match(r"-?[A-Za-z]", after) or nw.CALIBRE.match(after):
        return "model" if core.digits or nw.CALIBRE.match(after) else "count"
    if (time := _time_at(times, core)) is not None:
        return "year" if core.digits and time.slots.year == core.best else "time"
    for kind, pattern in (("distance", nw.DISTANCE), ("money", nw.MONEY), ("measure", nw.MEASURE)):
        if pattern.match(after):
            return kind
    if nw.MONEY_BEFORE.search(before):
        return "money"
    return _bare_kind(folded, core, before, after)


def _bare_kind(folded: str, core: _Core, before: str, after: str) -> str:
    word = re.search(r"([^\W\d_]+)[\s(\"]*$", before)
    previous = word.group(1) if word else ""
    if core.digits and previous in nw.NUMBERED:
        return "ordinal"
    if core.best is not None and not float(core.best).is_integer():
        return "measure"
    figure = folded[core.start : core.end]
    if core.digits and len(figure) == 4 and figure.isdigit() and 1900 <= int(figure) < 2040:
        following = re.match(r"\s+([ء-ي]+)", after)
        counted = following and (following.group(1).endswith("ا") if int(figure) % 100 else True)
        return "count" if counted and previous not in nw.YEAR_BEFORE else "year"
    if core.digits and re.fullmatch(r"(?:19|20)\d\d-(?:19|20)?\d\d", figure):
        return "year"
    return "count"


def _time_at(times: Sequence[TimeExpr], core: _Core) -> TimeExpr | None:
    at = bisect_right(times, core.start, key=lambda time: time.start) - 1
    return times[at] if at >= 0 and core.start < times[at].end else None


# --- hedges, ranges, totals -------------------------------------------------------------------------------------
def _express(folded: str, core: _Core, kind: str) -> NumberExpr:
    """A figure with the hedges on either side of it."""
    plain = NumberExpr(core.start, core.end, core.low, core.best, core.high, core.exactness, kind, core.start, core.end)
    if core.exactness != "exact":
        return plain
    offset = max(0, core.start - 40)
    if match := nw.HEDGE_BEFORE.search(folded[offset : core.start]):
        name = match.lastgroup or ""
        return _hedged(replace(plain, start=offset + match.start(name)), name)
    if (match := nw.HEDGE_AFTER.match(folded[core.end : core.end + 60])) and not _has_number(match.group(1)):
        name = match.lastgroup or ""
        return _hedged(replace(plain, end=core.end + (match.end() if not match.group(1) else 0)), name)
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


def _join(folded: str, cores: list[_Core], found: list[NumberExpr]) -> list[NumberExpr]:
    """Merge neighbours: «بين 5 و7», «5 إلى 7», «9 من أصل 11»."""
    joined: list[NumberExpr] = []
    at = 0
    while at < len(found):
        number = found[at]
        if at + 1 < len(found):
            merged = _range(folded, cores[at], cores[at + 1], number, found[at + 1])
            if merged is not None:
                joined.append(merged)
                at += 2
                continue
            number, found[at + 1] = _of_total(folded, cores[at + 1], number, found[at + 1])
        if number.start != number.end:
            joined.append(number)
        at += 1
    return [number for number in joined if number.kind != "merged"]


def _range(folded: str, a: _Core, b: _Core, low: NumberExpr, high: NumberExpr) -> NumberExpr | None:
    if a.exactness != "exact" or b.exactness != "exact" or low.best is None or b.best is None:
        return None
    gap, before = folded[a.end : b.start], folded[max(0, a.start - 60) : a.start]
    between = nw.BETWEEN.search(before)
    if not (nw.JOIN.match(gap) and gap.strip() and not nw.CHANGE.search(before)) and not (
        between and nw.AND_JOIN.match(gap)
    ):
        return None
    first = low.best * b.scale if a.scale == 1 and b.scale > 1 and low.best * b.scale < b.best else low.best
    if not first < b.best or low.exactness not in ("exact", "approx"):
        return None
    start = low.start
    opening = between or (nw.FROM.search(before) if "ال" in gap or "حت" in gap else None)
    if opening:
        start = a.start - len(opening.group().lstrip(" وف") if opening else "")
    kind = high.kind if low.kind in ("count", "year") else low.kind
    return NumberExpr(start, high.end, first, None, b.best, "range", kind, a.start, b.end)


def _of_total(folded: str, b: _Core, number: NumberExpr, total: NumberExpr) -> tuple[NumberExpr, NumberExpr]:
    """«9 من أصل 11» is one number; in «9 أهداف من أصل 11 هدفا» the second is no count of its own."""
    match = nw.TOTAL.match(folded[number.end : b.start])
    if match is None or number.best is None or total.best is None or total.best < number.best or number.kind != "count":
        return number, total
    if match.group(1):
        return replace(number, total=total.best), replace(total, kind="total")
    return replace(number, end=total.end, total=total.best), replace(total, kind="merged")
