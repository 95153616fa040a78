"""Names of persons, in sentences the project wrote itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sijill import codebook
from sijill.extract import lexicon as lexicons
from sijill.extract.names.persons import persons
from sijill.extract.sentence import build
from sijill.text.arabic import match_view
from sijill.text.numbers import find_numbers

ROOT = Path(__file__).resolve().parents[2]
PLACES = [
    {"place_id": "t:atma", "name_ar": "أطمة", "aliases": None},
    {"place_id": "t:bashar", "name_ar": "بشار", "aliases": None},
]
Names = Callable[[str], list[tuple[str, str]]]


@pytest.fixture(scope="module")
def names() -> Names:
    lexicon = lexicons.build(codebook.load(ROOT / "resources" / "codebook"), PLACES)

    def read(text: str) -> list[tuple[str, str]]:
        view = match_view(text)
        sentence = build(view.text, 0, "body", 0, len(view.text), lexicon.matcher.find(view.text))
        for number in find_numbers(view.text):
            sentence.add("number", number.start, number.end, number)
        found = persons(sentence)
        assert all(0 <= person.start < person.end <= len(view.text) for person in found)
        return [(view.text[p.start : p.end], "official" if p.official else "private") for p in found]

    return read


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("قال العقيد سعد النجار إن الوضع هادئ", "سعد النجار"),
        ("وصل الرئيس بشار النجار إلى المدينة", "بشار النجار"),  # a town's name behind a title with the article
        ("قال مدير المرصد رامي عبد الرحمن إن", "رامي عبد الرحمن"),
        ("توعد وزير الدفاع، أفيغدور ليبرمان، بالرد", "افيغدور ليبرمان"),  # not «ل» and a verb
        ("قتل القيادي في الفصيل أبو سعد النجار", "ابو سعد النجار"),
        ("رحب الرئيس السابق سعد النجار بالخطوة", "سعد النجار"),
    ],
)
def test_officials(names: Names, text: str, name: str) -> None:
    assert names(text) == [(name, "official")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("استشهد الطفل سليم سعيد بدران (12 عاما) برصاص الجنود", "سليم سعيد بدران"),
        ("وقتل سليم بدران (27 عاما) في القصف", "سليم بدران"),
        ("مقتل الشاب سليم خالد النجار متأثرا بجراحه", "سليم خالد النجار"),
        ("قال الناشط علي أبو سليم لموقع محلي", "علي ابو سليم"),  # folding makes «علي» and «على» one
        ("أصيبت السيدة فاطمة النجار في القصف", "فاطمه النجار"),  # «ف» and a town's name
    ],
)
def test_private_persons(names: Names, text: str, name: str) -> None:
    assert names(text) == [(name, "private")]


def test_lists_behind_a_title_of_several(names: Names) -> None:
    found = names("شيع الأهالي الشهداء سليم النجار وسامر بدران وخالد حداد")
    assert [name for name, _ in found] == ["سليم النجار", "سامر بدران", "خالد حداد"]


@pytest.mark.parametrize(
    "text",
    [
        "وصل الرئيس السابق إلى المدينة",
        "المواطن البالغ من العمر 30 عاما",
        "طالب الأهالي بفتح الطريق",  # a verb, not the title «الطالب»
        "قال الناشط على صفحته",
        "انتشر الجنود الذين وصلوا أمس",
    ],
)
def test_no_name(names: Names, text: str) -> None:
    assert names(text) == []


def test_a_mask_does_not_swallow_the_sentence(names: Names) -> None:
    """However little the lexicons know, a name ends after a few words."""
    text = "قال الناشط كلمة كلمات كلام كلامي كلامنا كليم كليمي كلثم"
    assert all(len(name.split()) <= 5 for name, _ in names(text))
