"""Counted phrases: what a number counts, what a noun tells by its form, parts of a total, and what a trigger counts."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from sijill import codebook
from sijill.extract import lexicon
from sijill.extract.grammar.frames import frames
from sijill.extract.grammar.phrases import noun_phrases
from sijill.extract.numbers.counts import Count, counts, implied_count
from sijill.extract.numbers.tallies import people
from sijill.extract.sentence import Sentence, build
from sijill.text.arabic import match_view
from sijill.text.numbers import find_numbers

CODEBOOK = Path(__file__).resolve().parents[2] / "resources" / "codebook"


@cache
def words() -> lexicon.Lexicon:
    return lexicon.build(codebook.load(CODEBOOK), [])


def sentence_of(text: str) -> Sentence:
    view = match_view(text).text
    sentence = build(view, 0, "body", 0, len(view), words().matcher.find(view))
    for number in find_numbers(view):
        sentence.add("number", number.start, number.end, number)
    return sentence


def written(count: Count, sentence: Sentence) -> str:
    return sentence.text[count.start : count.end]


def figures(text: str) -> list[tuple[str, int | None, int | None, int | None]]:
    """What every trigger of a text counts."""
    sentence = sentence_of(text)
    found = counts(sentence)
    return [
        (quantity.what, quantity.low, quantity.best, quantity.high)
        for frame in frames(sentence, noun_phrases(sentence))
        for quantity in people(frame, frame.row.event_type, sentence, found)
    ]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("مقتل خمسة جنود في القصف", ("killed", 5, 5, 5)),
        ("مقتل 9 من عناصر التنظيم", ("killed", 9, 9, 9)),
        ("قُتل في الغارات ثلاثة مدنيين", ("killed", 3, 3, 3)),
        ("قتل المسلحون الذين هاجموا الحاجز ضابطا", ("killed", 1, 1, 1)),
        ("مقتل جندي برصاص مجهولين", ("killed", 1, 1, 1)),
        ("مقتل القيادي أبو خالد", ("killed", 1, 1, 1)),
        ("مقتل أحد الجنود قرب الحاجز", ("killed", 1, 1, 1)),
        ("مقتل أحد مرافقيه في الطريق", ("killed", 1, 1, 1)),
        ("إصابة امرأتين بجروح", ("wounded", 2, 2, 2)),
        ("مقتل مدنيين اثنين", ("killed", 2, 2, 2)),
        ("قال الطبيب إن ثلاثة مدنيين قتلوا", ("killed", 3, 3, 3)),
        ("قال الطبيب إن امرأة أصيبت", ("wounded", 1, 1, 1)),
        ("مقتل أكثر من 30 مسلحا", ("killed", 30, 30, None)),
        ("مقتل العشرات في القصف", ("killed", 20, None, 99)),
        ("مقتل رجل وامرأة وثلاثة أطفال", ("killed", 5, 5, 5)),
        ("مقتل 20 شخصا و4 أطفال", ("killed", 20, 20, 24)),
        ("مقتل 9 من أصل 11 مقاتلا", ("killed", 9, 9, 9)),
        ("اعتقال ثلاثة شبان في المدينة", ("detained", 3, 3, 3)),
        ("نزوح مئات المدنيين من البلدة", ("displaced", 200, None, 999)),
    ],
)
def test_the_figure_a_trigger_counts(text: str, figure: tuple[str, int | None, int | None, int | None]) -> None:
    assert figures(text) == [figure]


@pytest.mark.parametrize(
    "text",
    ["سقوط 70 قتيلا وجريحا", "سقوط عشرات القتلى والجرحى", "مقتل وإصابة 30 مدنيا", "إن 30 رجلا قتلوا أو أصيبوا"],
)
def test_killed_and_wounded_without_a_split_are_neither(text: str) -> None:
    assert {what for what, *_ in figures(text)} == {"casualties"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("سقوط 4 قتلى و9 جرحى", {("killed", 4), ("wounded", 9)}),
        ("مقتل خمسة وإصابة ثلاثة آخرين", {("killed", 5), ("wounded", 3)}),
        ("إن 120 شخصا قتلوا وأصيب 300 آخرون", {("killed", 120), ("wounded", 300)}),
    ],
)
def test_figures_that_stand_side_by_side_are_told_apart(text: str, expected: set[tuple[str, int]]) -> None:
    assert {(what, best) for what, _, best, _ in figures(text)} == expected


@pytest.mark.parametrize(
    "text",
    [
        "أصيبت بثلاث طلقات نارية",  # what struck her
        "قُتل في 25 من الشهر الجاري",  # the day
        "مقتل مقاتلين من التنظيم",  # two or many: the letters do not tell
        "لم يسفر القصف عن مقتل أحد",
        "ولم ترد أنباء عن وقوع إصابات",
        "لا يمكننا تأكيد مقتل الركاب",
        "لم يقتل ثلاثة جنود في الهجوم",
    ],
)
def test_what_is_no_figure_of_victims(text: str) -> None:
    assert [figure for figure in figures(text) if figure[2] != 0] == []


def test_nobody_hurt_is_zero_and_no_news_is_not() -> None:
    assert set(figures("دون وقوع إصابات")) == {("killed", 0, 0, 0), ("wounded", 0, 0, 0)}
    assert figures("لم ترد أنباء عن وقوع إصابات") == []


def test_parts_of_a_total_are_not_added() -> None:
    text = "مقتل 40 مدنيا بينهم ثمانية أطفال وامرأتان"
    sentence = sentence_of(text)
    assert figures(text) == [("killed", 40, 40, 40)]
    assert [(count.what, count.best) for count in counts(sentence) if count.part] == [("children", 8), ("women", 2)]


def test_a_toll_is_marked() -> None:
    sentence = sentence_of("وارتفعت حصيلة القتلى في المدينة إلى 105 قتلى")
    found = counts(sentence)
    rules = {
        quantity.rule
        for frame in frames(sentence, noun_phrases(sentence))
        for quantity in people(frame, frame.row.event_type, sentence, found)
    }
    assert rules == {"cumulative_toll"}


def listed_forms() -> list[tuple[str, str, int]]:
    """Forms whose number is plain: the duals of the codebook, and the first form of every row, its singular."""
    with (CODEBOOK / "units.csv").open(encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["human"] == "yes"]
    people_rows = [row for row in rows if " " not in row["forms"]]
    duals = [(row["unit_id"], form, 2) for row in people_rows for form in (row["duals"] or "").split("|") if form]
    return duals + [(row["unit_id"], row["forms"].split("|")[0], 1) for row in people_rows]


@pytest.mark.parametrize("value", [1, 2])
def test_the_form_of_a_noun_tells_what_the_codebook_lists(value: int) -> None:
    wrong = []
    for unit_id, form, expected in listed_forms():
        sentence = sentence_of(f"مقتل {form}")
        unit = next((item for item in sentence.of("unit") if item.value.unit_id == unit_id), None)
        if expected == value and unit is not None and implied_count(unit, sentence) != value:
            wrong.append(form)
    assert wrong == []


def test_counts_quote_the_text_and_come_in_order() -> None:
    sentence = sentence_of("أوقع القصف ثلاثة قتلى و12 جريحا بينهم طفل")
    found = counts(sentence)
    assert [written(count, sentence) for count in found if count.stated] == ["ثلاثه", "12"]
    assert [count.first for count in found] == sorted(count.first for count in found)
