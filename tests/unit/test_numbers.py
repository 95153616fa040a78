"""Numbers: values, bounds, kinds, and what is no number."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sijill.text.arabic import fold
from sijill.text.dates import find_times
from sijill.text.numbers import EXACTNESS, KINDS, NumberExpr, dual_of, find_duals, find_numbers
from sijill.text.numerals import read_number

CODEBOOK = Path(__file__).parents[2] / "resources" / "codebook"

# text, as written (folded), value: exact counts
EXACT = [
    ("قتل 3 جنود", "3", 3),
    ("قتل ٣ جنود", "3", 3),
    ("قتل ۱۲ جنديا", "12", 12),
    ("قتل ثلاثة جنود", "ثلاثه", 3),
    ("قتلت ثلاث نساء", "ثلاث", 3),
    ("قتل أربعة عناصر وقيادي", "اربعه", 4),
    ("وأصيب خمسة آخرون", "خمسه", 5),
    ("إصابة ست نساء", "ست", 6),
    ("إصابة سبع نساء", "سبع", 7),
    ("إصابة ثماني نساء", "ثماني", 8),
    ("إصابة ثمانية رجال", "ثمانيه", 8),
    ("مقتل عشرة", "عشره", 10),
    ("مقتل عشر نساء", "عشر", 10),
    ("مقتل أحد عشر عنصرا", "احد عشر", 11),
    ("مقتل إحدى عشرة امرأة", "احدي عشره", 11),
    ("مقتل اثني عشر عنصرا", "اثني عشر", 12),
    ("مقتل اثنا عشر عنصرا", "اثنا عشر", 12),
    ("مقتل ثلاثة عشر عنصرا", "ثلاثه عشر", 13),
    ("مقتل ثلاث عشرة امرأة", "ثلاث عشره", 13),
    ("مقتل تسعة عشر عنصرا", "تسعه عشر", 19),
    ("مقتل عشرين عنصرا", "عشرين", 20),
    ("مقتل خمسة وعشرين عنصرا", "خمسه وعشرين", 25),
    ("مقتل واحد وثلاثين عنصرا", "واحد وثلاثين", 31),
    ("مقتل تسعة وتسعين عنصرا", "تسعه وتسعين", 99),
    ("مقتل مئة عنصر", "مئه", 100),
    ("مقتل مائة عنصر", "مائه", 100),
    ("مقتل مئة وخمسة عناصر", "مئه وخمسه", 105),
    ("مقتل مئة وخمسة عشر عنصرا", "مئه وخمسه عشر", 115),
    ("مقتل مئتي عنصر", "مئتي", 200),
    ("مقتل مئتين وخمسين عنصرا", "مئتين وخمسين", 250),
    ("مقتل مائتا عنصر", "مائتا", 200),
    ("مقتل ثلاثمئة عنصر", "ثلاثمئه", 300),
    ("مقتل ثلاثمائة عنصر", "ثلاثمائه", 300),
    ("مقتل خمس مئة عنصر", "خمس مئه", 500),
    ("نزوح ألف مدني", "الف", 1000),
    ("نزوح ألفي مدني", "الفي", 2000),
    ("نزوح ألفين وثلاثمئة مدني", "الفين وثلاثمئه", 2300),
    ("نزوح ثلاثة آلاف مدني", "ثلاثه الاف", 3000),
    ("نزوح أحد عشر ألف مدني", "احد عشر الف", 11000),
    ("نزوح مئة ألف مدني", "مئه الف", 100000),
    ("نزوح مئتين وخمسين ألف مدني", "مئتين وخمسين الف", 250000),
    ("نزوح مليون مدني", "مليون", 1000000),
    ("نزوح مليوني مدني", "مليوني", 2000000),
    ("نزوح نصف مليون مدني", "نصف مليون", 500000),
    ("نزوح مليون ونصف المليون", "مليون ونصف", 1500000),
    ("نزوح 3 آلاف مدني", "3 الاف", 3000),
    ("نزوح 12 ألف مدني", "12 الف", 12000),
    ("نزوح 1.5 مليون مدني", "1.5 مليون", 1500000),
    ("نزوح 2٫5 مليون مدني", "2.5 مليون", 2500000),
    ("نزوح 3 آلاف و500 مدني", "3 الاف و500", 3500),
    ("نزوح 3 ملايين و200 ألف", "3 ملايين و200 الف", 3200000),
    ("نزوح ثلاثة ملايين و200 ألف", "ثلاثه ملايين و200 الف", 3200000),
    ("نزوح 21 مليونا و835 ألفا و387", "21 مليونا و835 الفا و387", 21835387),
    ("وأحد عشر عنصرا", "احد عشر", 11),
    ("مقتل ألف وأحد عشر عنصرا", "الف واحد عشر", 1011),
    ("راجعت بي بي سي 164 تقريرا", "164", 164),
    ("نزوح 1,200 مدني", "1,200", 1200),
    ("نزوح 1.200 مدني", "1.200", 1200),
    ("نزوح 1,200,000 مدني", "1,200,000", 1200000),
    ("القتلى الثلاثة", "الثلاثه", 3),
    ("القتلى الخمسة والعشرين", "الخمسه والعشرين", 25),
    ("القتلى الستة عشر", "السته عشر", 16),
    ("القتلى الـ16", "16", 16),
    ("قياديين اثنين", "اثنين", 2),
    ("شخص واحد", "واحد", 1),
    ("بثلاثة صواريخ", "ثلاثه", 3),
    ("لعشرة عناصر", "عشره", 10),
    ("و20 جريحا", "20", 20),
    ("قتل 2500 شخص", "2500", 2500),
    ("قتل 1950 شخصا", "1950", 1950),
    ("نزوح 2000 عائلة", "2000", 2000),
]

# text, as written, low, best, high, exactness
BOUNDED = [
    ("نحو 30 قتيلا", "نحو 30", 30, 30, 30, "approx"),
    ("لنحو ثلاثين قتيلا", "نحو ثلاثين", 30, 30, 30, "approx"),
    ("وقرابة 11 عنصرا", "قرابه 11", 11, 11, 11, "approx"),
    ("حوالي مئة", "حوالي مئه", 100, 100, 100, "approx"),
    ("زهاء عشرين", "زهاء عشرين", 20, 20, 20, "approx"),
    ("ما يقارب 40 قتيلا", "ما يقارب 40", 40, 40, 40, "approx"),
    ("ما يقرب من 40 قتيلا", "ما يقرب من 40", 40, 40, 40, "approx"),
    ("40 قتيلا تقريبا", "40", 40, 40, 40, "approx"),
    ("أكثر من 100 عنصر", "اكثر من 100", 100, 100, None, "lower_bound"),
    ("بأكثر من مئة صاروخ", "اكثر من مئه", 100, 100, None, "lower_bound"),
    ("ما يزيد عن 50 عنصرا", "ما يزيد عن 50", 50, 50, None, "lower_bound"),
    ("ما يزيد على 50 عنصرا", "ما يزيد علي 50", 50, 50, None, "lower_bound"),
    ("ما لا يقل عن عشرة", "ما لا يقل عن عشره", 10, 10, None, "lower_bound"),
    ("لا تقل عن 10", "لا تقل عن 10", 10, 10, None, "lower_bound"),
    ("20 شخصا على الأقل", "20", 20, 20, None, "lower_bound"),
    ("على الأقل 20 شخصا", "علي الاقل 20", 20, 20, None, "lower_bound"),
    ("20 أو أكثر", "20 او اكثر", 20, 20, None, "lower_bound"),
    ("تجاوز 400 قتيل", "تجاوز 400", 400, 400, None, "lower_bound"),
    ("فوق 400 قتيل", "فوق 400", 400, 400, None, "lower_bound"),
    ("أقل من 10 عناصر", "اقل من 10", 0, None, 10, "upper_bound"),
    ("ما لا يزيد عن 10 عناصر", "ما لا يزيد عن 10", 0, None, 10, "upper_bound"),
    ("لا يتجاوز 30 عنصرا", "لا يتجاوز 30", 0, None, 30, "upper_bound"),
    ("ما يصل إلى 50 عنصرا", "ما يصل الي 50", 0, None, 50, "upper_bound"),
    ("10 عناصر على الأكثر", "10", 0, None, 10, "upper_bound"),
    ("بين 5 و7 قتلى", "بين 5 و7", 5, None, 7, "range"),
    ("ما بين خمسة وعشرة قتلى", "ما بين خمسه وعشره", 5, None, 10, "range"),
    ("من 10 إلى 20 قتيلا", "من 10 الي 20", 10, None, 20, "range"),
    ("5-7 قتلى", "5-7", 5, None, 7, "range"),
    ("5 - 7 قتلى", "5 - 7", 5, None, 7, "range"),
    ("ثلاثة أو أربعة قتلى", "ثلاثه او اربعه", 3, None, 4, "range"),
    ("20 إلى 30 ألف نازح", "20 الي 30 الف", 20000, None, 30000, "range"),
    ("بين ثلاثة وأربعة آلاف نازح", "بين ثلاثه واربعه الاف", 3000, None, 4000, "range"),
    ("عشرات القتلى", "عشرات", 20, None, 99, "vague"),
    ("مقتل العشرات", "العشرات", 20, None, 99, "vague"),
    ("مئات النازحين", "مئات", 200, None, 999, "vague"),
    ("وصول المئات", "المئات", 200, None, 999, "vague"),
    ("آلاف النازحين", "الاف", 2000, None, 9999, "vague"),
    ("نزح الآلاف", "الالاف", 2000, None, 9999, "vague"),
    ("عشرات الآلاف", "عشرات الالاف", 20000, None, 99999, "vague"),
    ("مئات الآلاف من النازحين", "مئات الالاف", 200000, None, 999999, "vague"),
    ("بضعة قتلى", "بضعه", 3, None, 9, "vague"),
    ("بضع نساء", "بضع", 3, None, 9, "vague"),
    ("بضع عشرات من القتلى", "بضع عشرات", 30, None, 90, "vague"),
    ("عدد من القتلى", "عدد من", 2, None, None, "vague"),
    ("عدد كبير من القتلى", "عدد كبير من", 2, None, None, "vague"),
    ("العديد من الشاحنات", "العديد من", 2, None, None, "vague"),
    ("عدة صواريخ", "عده", 2, None, None, "vague"),
    ("بعض المدنيين", "بعض", 2, None, None, "vague"),
]

# text, kind of its one number
KIND = [
    ("رجل (27 عاما)", "age"), ("البالغ من العمر 30 عاما", "age"), ("عمره 12 سنة", "age"), ("في العشرين من العمر", None),
    ("طفل بعمر 5 سنوات", "age"), ("20 بالمئة من السكان", "percent"), ("5% من السكان", "percent"),
    ("بنسبة 15 في المائة", "percent"), ("2.5% من السكان", "percent"), ("مسافة 500 كم", "distance"),
    ("على بعد 12 كيلومترا", "distance"), ("بعمق ثلاثة أمتار", "distance"), ("3 ملايين دولار", "money"),
    ("مئة ليرة", "money"), ("$500 مليون", "money"), ("10 أطنان من القمح", "measure"), ("بقوة 5.8 على مقياس", "measure"),
    ("مقاتلات إف 16", "model"), ("منظومة إس-300", "model"), ("مقاتلة F-16", "model"), ("دبابة تي 72", "model"),
    ("بندقية M4", "model"), ("منصة SY24", "model"), ("رشاش عيار 14.5 ملم", "model"), ("قذيفة 120 ملم", "model"),
    ("القرار 2254", "ordinal"), ("المادة 5", "ordinal"), ("اللواء 105", "ordinal"), ("قناة رقم 7", "ordinal"),
    ("القرن 19", "ordinal"), ("في عام 2015", "year"), ("كأس العالم 2018", "year"), ("موسم 2017-2018", "year"),
    ("في 15 نيسان", "time"), ("قبل ثلاثة أيام", "time"), ("منذ 52 يوما", "time"), ("لمدة 3 أسابيع", "time"),
    ("الساعة 5 مساء", "time"), ("ثورة 25 يناير", "time"), ("قناة فرانس24", "model"),
    ("خلال الـ24 ساعة الماضية", "time"),
]  # fmt: skip

NOTHING = [
    "الثالث", "الأولى", "الثانية", "السابع عشر", "الحادي والعشرين", "أحد عناصره", "إحدى القرى", "واحد من أبرز القادة",
    "في آن واحد", "بئر السبع", "الاثنين", "الأحد", "الأربعاء", "كل واحد", "نحو الحدود", "أكثر من مرة", "14/4/2018",
    "15:48", "192.168.1.1", "عدد القتلى", "", "1" * 30, "عمان", "خميس", "عشيرة", "ألفت",
]  # fmt: skip


def numbers(text: str) -> tuple[str, list[NumberExpr]]:
    folded = fold(text).text
    return folded, find_numbers(folded)


def only(text: str) -> tuple[str, NumberExpr]:
    folded, found = numbers(text)
    assert len(found) == 1, found
    return folded, found[0]


@pytest.mark.parametrize(("text", "written", "value"), EXACT)
def test_exact_counts(text: str, written: str, value: int) -> None:
    folded, number = only(text)
    assert folded[number.start : number.end] == written
    assert (number.low, number.best, number.high) == (value, value, value)
    assert (number.exactness, number.kind) == ("exact", "count")
    assert isinstance(number.best, int)


@pytest.mark.parametrize(("text", "written", "low", "best", "high", "exactness"), BOUNDED)
def test_bounds(text: str, written: str, low: int | None, best: int | None, high: int | None, exactness: str) -> None:
    folded, number = only(text)
    assert folded[number.start : number.end] == written
    assert (number.low, number.best, number.high, number.exactness) == (low, best, high, exactness)
    assert number.kind == "count"


@pytest.mark.parametrize(("text", "kind"), KIND)
def test_kinds(text: str, kind: str | None) -> None:
    _, found = numbers(text)
    assert [number.kind for number in found] == ([kind] if kind else [])


@pytest.mark.parametrize("text", NOTHING)
def test_no_number(text: str) -> None:
    folded, found = numbers(text)
    assert [folded[number.start : number.end] for number in found] == []


def test_part_of_a_total() -> None:
    folded, number = only("تسعة من أصل أحد عشر")
    assert (folded[number.start : number.end], number.best, number.total) == (folded, 9, 11)
    _, found = numbers("دمر 9 أهداف من أصل 11 هدفا")
    assert [(number.best, number.total, number.kind) for number in found] == [(9, 11, "count"), (11, None, "total")]


def test_hedges_stand_outside_the_figure() -> None:
    folded, number = only("قتل أكثر من 100 عنصر")
    assert folded[number.number_start : number.number_end] == "100"


def test_two_numbers_are_not_one() -> None:
    for text, values in {
        "ثلاثة قتلى وأربعة جرحى": [3, 4],
        "مقتل ثلاثة وإصابة أربعين": [3, 40],
        "ثلاثة، أربعة": [3, 4],
        "20 قتيلا و30 جريحا": [20, 30],
        "ارتفع من 5 إلى 7": [5, 7],
        "خمسة وستة": [5, 6],
    }.items():
        assert [number.best for number in numbers(text)[1]] == values, text


def test_a_hedge_behind_belongs_to_its_own_number() -> None:
    _, found = numbers("20 قتيلا و30 جريحا على الأقل")
    assert [number.exactness for number in found] == ["exact", "lower_bound"]


def test_times_may_be_handed_in() -> None:
    folded = fold("قتل 3 جنود قبل ثلاثة أيام في 15 نيسان 2018").text
    assert find_numbers(folded, find_times(folded)) == find_numbers(folded)


def test_read_number_stops_where_the_number_ends() -> None:
    assert read_number(["خمسه", "وعشرين", "قتيلا"], 0) == (25, 2)
    assert read_number(["احد", "عناصره"], 0) is None
    assert read_number([], 0) is None


def test_duals_are_read_by_their_listed_forms() -> None:
    forms = {"قتيلان", "قتيلين", "مستودعين"}
    folded = fold("مقتل قتيلين وللمستودعين وقتيل ومقاتلين").text
    found = find_duals(folded, forms)
    assert [folded[number.start : number.end] for number in found] == ["قتيلين", "لمستودعين"]
    assert {(number.low, number.best, number.high, number.exactness) for number in found} == {(2, 2, 2, "dual")}
    assert dual_of("والقتيلان", forms)
    assert not dual_of("مقاتلين", forms)


def test_vocabulary_is_closed() -> None:
    assert {row[5] for row in BOUNDED} | {"exact", "dual"} == set(EXACTNESS)
    assert {kind for _, kind in KIND if kind} | {"count", "total"} == set(KINDS)


def rows(name: str) -> list[dict[str, str]]:
    with (CODEBOOK / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_units_list_their_duals_among_their_forms_and_no_plural_among_their_duals() -> None:
    units = rows("units.csv")
    assert len(units) >= 120
    for unit in units:
        forms, duals = unit["forms"].split("|"), [form for form in unit["duals"].split("|") if form]
        assert set(duals) <= set(forms), unit["unit_id"]
        assert len(set(forms)) == len(forms), unit["unit_id"]
        singular = forms[0]
        sound_plural = {singular + "ون"} & set(forms)
        assert not (sound_plural and singular + "ين" in duals), unit["unit_id"]


@pytest.mark.parametrize(
    ("name", "key"), [("units.csv", "unit_id"), ("cues.csv", "cue_id"), ("sources.csv", "source_id")]
)
def test_lexicons_are_sorted_sourced_and_name_no_form_twice(name: str, key: str) -> None:
    table = rows(name)
    ids = [row[key] for row in table]
    assert ids == sorted(set(ids))
    assert all(row["source"] for row in table)
    forms = [form for row in table for form in {fold(form).text for form in row["forms"].split("|") if form}]
    assert len(forms) == len(set(forms)), sorted({form for form in forms if forms.count(form) > 1})
