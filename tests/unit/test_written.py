"""Sets of written words against asking each word: what tells a time, begins a figure, or leads a name."""

from __future__ import annotations

import pytest

from sijill.extract import newnames
from sijill.text import figures, timewords
from sijill.text.tokens import PROCLITICS, written

STARTS = (*PROCLITICS, "لل", "ولل", "بال", "وبال", "ال", "ولا", "يال")
OTHERS = ["كتاب", "لعب", "ولد", "ال", "وليد", "بلدان", "الفلل"]


@pytest.mark.parametrize(
    ("words", "ways", "is_read"),
    [
        (timewords._by_first_word(), timewords._telling_words(), timewords._tells),
        (figures._BEGINNINGS, figures._beginnings(), figures._may_begin),
        (newnames._HEADS, newnames._LEADS, lambda way: bool({way, way.lstrip("وفبل")} & newnames._HEADS)),
    ],
)
def test_a_word_is_in_the_set_just_where_reading_it_says_so(words, ways, is_read):
    forms = {start + word for start in STARTS for word in (*words, *OTHERS)} - {""}
    assert {form for form in forms if is_read(form)} == ways & forms
    assert ways & forms


def test_the_article_contracts_behind_l():
    assert written(["العام"], lambda word: word.endswith("لعام")) >= {"العام", "للعام", "وللعام", "بالعام"}
