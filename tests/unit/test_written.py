"""Look-ups against the plain way: which words tell a time, begin a figure or lead a name; where a name stands."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis.strategies import integers, text

from sijill.extract.names import newnames
from sijill.extract.sources import speakers
from sijill.text import figures, timescan
from sijill.text.tokens import PROCLITICS, written

STARTS = (*PROCLITICS, "لل", "ولل", "بال", "وبال", "ال", "ولا", "يال")
OTHERS = ["كتاب", "لعب", "ولد", "ال", "وليد", "بلدان", "الفلل"]


@pytest.mark.parametrize(
    ("words", "ways", "is_read"),
    [
        (timescan._by_first_word(), timescan._telling_words(), timescan._tells),
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


@given(text(alphabet="ابت ،", max_size=40), text(alphabet="ابت", min_size=1, max_size=3), integers(0, 40))
def test_a_name_is_found_where_a_pattern_made_for_it_finds_it(said, name, end):
    found = [match.start() for match in re.finditer(rf"(?<![ء-ي]){name}(?![ء-ي])", said[:end])]
    assert list(speakers._whole_words(name, said, end)) == found
