"""Laws of the readers of time and number expressions, on any text."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sijill.text import timegrammar, timescan
from sijill.text.arabic import fold
from sijill.text.dates import KINDS, find_times, resolve
from sijill.text.numbers import EXACTNESS, find_numbers
from sijill.text.numbers import KINDS as NUMBER_KINDS
from sijill.text.timescan import Item, lexicon
from sijill.text.timewords import PHRASES, UNITS, WORDS
from sijill.text.tokens import tokenize, word_set

WIDTHS = {"day": (1, 1), "days": (2, 366), "week": (7, 7), "month": (28, 31), "year": (354, 366)}
WORD = st.sampled_from(
    sorted(
        {word for values in WORDS.values() for forms in values.values() for word in forms.split()}
        | set(PHRASES)
        | {word for words in UNITS.values() for word in words.split()}
        | {" ".join(phrase) for phrase in lexicon()}
        | word_set("، - / ( ) . % $ قتل نحو بين من اصل الي اكثر علي الاقل مئه الف مليون عشرات بضعه عدد")
        | word_set("واحد ونصف كم عمره اف")
    )
)
DIGITS = st.from_regex(r"\A[0-9]{1,5}([.,:/-][0-9]{1,4}){0,2}\Z")
NEWS = st.lists(st.tuples(st.sampled_from(["", "و", "ب", "ل", "ال"]), WORD | DIGITS), max_size=12).map(
    lambda parts: " ".join(prefix + word for prefix, word in parts)
)
TEXTS = st.one_of(st.text(max_size=80), NEWS, st.text(alphabet="ابتثجحخدسعفقلمنهوي 0123456789/-.:،()%", max_size=60))
DAYS = st.none() | st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)) | st.sampled_from([dt.date.min, dt.date.max])
FAST = settings(max_examples=200, deadline=None)


@FAST
@given(TEXTS)
def test_time_expressions_lie_in_the_text_in_order(text: str) -> None:
    for folded in (text, fold(text).text):
        end = 0
        for expr in find_times(folded):
            assert end <= expr.start < expr.end <= len(folded)
            assert folded[expr.start : expr.end].strip() == folded[expr.start : expr.end]
            assert expr.kind in KINDS
            end = expr.end


@FAST
@given(TEXTS, DAYS, st.booleans())
def test_resolved_days_obey_the_law_of_dates(text: str, published: dt.date | None, future: bool) -> None:
    for expr in find_times(fold(text).text):
        found = resolve(expr, published, future)
        assert found.constraint == expr.constraint
        assert (found.date_start is None) == (found.date_end is None)
        if found.date_start is None or found.date_end is None:
            assert found.date_precision == "unknown"
            assert found.date_status in ("unanchored", "none")
            continue
        first, last = dt.date.fromisoformat(found.date_start), dt.date.fromisoformat(found.date_end)
        low, high = WIDTHS[found.date_precision]
        assert low <= (last - first).days + 1 <= high
        assert expr.datable
        assert found.date_status == ("stated" if expr.slots.year else "anchored")
        assert published is not None or expr.slots.year is not None


@FAST
@given(TEXTS)
def test_numbers_lie_in_the_text_and_their_bounds_are_ordered(text: str) -> None:
    for folded in (text, fold(text).text):
        end = 0
        for number in find_numbers(folded):
            assert end <= number.start <= number.number_start < number.number_end <= len(folded)
            assert number.number_end <= number.end <= len(folded)
            bounds = [bound for bound in (number.low, number.best, number.high) if bound is not None]
            assert bounds == sorted(bounds)
            assert bounds[0] >= 0
            assert number.exactness in EXACTNESS
            assert number.kind in NUMBER_KINDS
            if number.kind == "count":
                assert all(isinstance(bound, int) for bound in bounds)
            end = number.end


@FAST
@given(TEXTS)
def test_readers_give_the_same_twice(text: str) -> None:
    assert find_times(text) == find_times(text)
    assert find_numbers(text) == find_numbers(text)


ONES = ["", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"]
TEENS = ["عشرة", "أحد عشر", "اثنا عشر", *(f"{one} عشر" for one in ONES[3:])]
TENS = ["", "", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"]
HUNDREDS = ["", "مئة", "مئتان", "ثلاثمئة", "أربعمئة", "خمسمئة", "ستمئة", "سبعمئة", "ثمانمئة", "تسعمئة"]


def spell(value: int) -> str:
    """The masculine nominative of 0 to 9999 as school teaches it, written apart from the reader."""
    if value == 0:
        return "صفر"
    thousands, rest = divmod(value, 1000)
    hundreds, below = divmod(rest, 100)
    parts = []
    if thousands:
        parts.append("ألف" if thousands == 1 else "ألفان" if thousands == 2 else f"{ONES[thousands]} آلاف")
    if hundreds:
        parts.append(HUNDREDS[hundreds])
    if 10 <= below < 20:
        parts.append(TEENS[below - 10])
    elif below:
        tens, ones = divmod(below, 10)
        parts.extend(part for part in (ONES[ones], TENS[tens]) if part)
    return " و".join(parts)


def oblique(words: str) -> str:
    """The genitive and accusative of a spelled number, in the older spelling of مائة."""
    words = " ".join(word[:-2] + "ين" if word.endswith("ون") else word for word in words.split())
    for nominative, other in (("اثنان", "اثنين"), ("اثنا عشر", "اثني عشر"), ("مئتان", "مائتين"), ("ألفان", "ألفين")):
        words = words.replace(nominative, other)
    return words.replace("مئة", "مائة")


@pytest.mark.parametrize("thousand", range(10))
def test_every_spelled_number_is_read_back(thousand: int) -> None:
    for value in range(thousand * 1000, thousand * 1000 + 1000):
        for words in {spell(value), oblique(spell(value))}:
            folded = fold(f"قتل {words} في").text
            found = find_numbers(folded, times=[])
            assert [number.best for number in found] == [value], words
            assert folded[found[0].start : found[0].end] == fold(words).text


@given(st.integers(0, 999_999_999_999))
def test_digits_are_read_back(value: int) -> None:
    for written in (str(value), f"{value:,}", f"{value:,}".replace(",", ".")):
        assert [number.best for number in find_numbers(f"قتل {written} شخصا", times=[])] == [value]


RUNS = ["1 و", "السبت و", "5 نيسان، ", "من ", "مئه الف و", "الساعه 4 ", "ايار/", "12-", "بين 3 و", "و"]


@pytest.mark.parametrize("unit", RUNS)
def test_long_runs_are_read_in_linear_time(unit: str) -> None:
    """A pattern that backtracks over a run would need minutes here."""
    text = unit * 4_000
    assert len(find_times(text)) <= len(text)
    assert len(find_numbers(text)) <= len(text)


def scan_everything(folded: str) -> list[Item]:
    """The naive twin of `timescan.scan`: every word is read, whether or not a word of time stands near."""
    tokens = tokenize(folded)
    items: list[Item] = []
    at = 0
    while at < len(tokens.words):
        known = timescan._known(tokens.words[at])
        if known is None:
            items.append(Item(".", tokens.starts[at], tokens.end(at)))
            at += 1
        else:
            at = timescan._read(tokens, at, (known.cut, known.word), items)
    return items


@FAST
@given(TEXTS)
def test_what_is_not_scanned_tells_no_time(text: str) -> None:
    folded = fold(text).text
    found = find_times(folded)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timegrammar, "scan", scan_everything)
        assert find_times(folded) == found
