"""Folding and the match view: what they unify, and the way back to the raw characters."""

import importlib

import pytest

from sijill.text import camel
from sijill.text.arabic import fold, foldings, key, match_view


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("أحمد إلى آخر ٱلدار", "احمد الي اخر الدار"),
        ("قُتِلَ عددٌ", "قتل عدد"),
        ("مدينة حمص", "مدينه حمص"),
        ("ﻻ ﷲ", "لا الله"),
        ("٢٠١٨ و۱۴", "2018 و14"),
        ("کرکوک", "كركوك"),
        ("قـــصف", "قصف"),
        ("\u200fالرقة\u200e", "الرقه"),
        ("«داعش»", '"داعش"'),
    ],
)
def test_fold_unifies_spellings(raw: str, folded: str) -> None:
    assert fold(raw).text == folded


def test_the_kept_table_is_what_camel_tools_gives() -> None:
    assert camel.folding_table() == camel.derived()


@pytest.mark.parametrize(
    ("function", "raw", "folded"),
    [
        ("normalize.normalize_unicode", "ﻻ ﷲ", "لا الله"),
        ("normalize.normalize_alef_ar", "أإآٱا", "ااااا"),
        ("normalize.normalize_alef_maksura_ar", "على مستشفى", "علي مستشفي"),
        ("normalize.normalize_teh_marbuta_ar", "مدينة", "مدينه"),
        ("dediac.dediac_ar", "قُتِلَ عددٌ وشدّة", "قتل عدد وشدة"),
    ],
)
def test_the_functions_of_camel_tools_still_do_what_the_table_was_made_from(
    function: str, raw: str, folded: str
) -> None:
    module, name = function.split(".")
    assert getattr(importlib.import_module(f"camel_tools.utils.{module}"), name)(raw) == folded


def test_camel_defines_the_folding_of_every_letter_it_folds() -> None:
    own = {char for char in foldings() if char not in camel.folding_table()}
    for char, folded in camel.folding_table().items():
        assert fold(char).text == fold(folded).text, f"U+{ord(char):04X}"
    assert own, "tatweel, digits and quotes are folded by the project itself"


@pytest.mark.parametrize(
    ("raw", "view"),
    [
        ('ميليشيا "الحرس الثوري" الإيراني', "ميليشيا الحرس الثوري الايراني"),
        ("و”الحرس الثوري“", "والحرس الثوري"),
        ("مليشيات إيران وميلشيا أسد", "ميليشيات ايران وميليشيا اسد"),
        ("#قوات_النظام في #حلب", "قوات النظام في حلب"),
        ("كلمة“أخرى”", "كلمه اخري"),
    ],
)
def test_match_view_reads_through_quotes_and_hashtags(raw: str, view: str) -> None:
    assert match_view(raw).text == view


def test_spans_lead_back_to_the_words_with_their_marks() -> None:
    raw = "قُتِلَ «الجُنديُّ» في مَدِينَةِ حَلَبَ"
    view = match_view(raw)
    at = view.text.index("الجندي")
    start, end = view.raw_span(at, at + len("الجندي"))
    assert raw[start:end] == "الجُنديُّ"
    assert view.view_index(start) == at


def test_key_of_a_name_is_its_match_view() -> None:
    assert key("  ميلشيا  «لواء القدس» ") == "ميليشيا لواء القدس"


@pytest.mark.parametrize("raw", ['قُتِلَ  "خمسة" في ــ حلب ﷲ ﻻ', "ََ", "", "«الحرس»  الثوري_هنا", "بلا علامات"])
def test_view_index_is_the_first_character_from_there_on(raw: str) -> None:
    view = match_view(raw)
    for offset in range(len(raw) + 1):
        naive = next((at for at in range(len(view.text)) if view.raw_index(at) >= offset), len(view.text))
        assert view.view_index(offset) == naive
