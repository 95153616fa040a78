"""Laws of folding, for any text whatever."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sijill.text.arabic import fold, foldings, match_view
from sijill.text.segment import sentences

ARABIC = st.sampled_from('ابتةىيوأإآؤئقلم\u064b\u0651\u0640\u200f\u06d6٣۴ \n.،؟"«»_#()ﻻﷺکگ')
TEXTS = st.one_of(st.text(max_size=80), st.text(ARABIC, max_size=80))


def naive_fold(text: str) -> str:
    return "".join(foldings().get(char, char) for char in text)


@given(TEXTS)
def test_fold_equals_its_naive_twin_and_is_idempotent(text: str) -> None:
    folded = fold(text).text
    assert folded == naive_fold(text)
    assert fold(folded).text == folded


@given(TEXTS)
def test_the_map_is_monotone_and_every_character_comes_from_its_place(text: str) -> None:
    view = fold(text)
    last = -1
    for index, char in enumerate(view.text):
        start, end = view.raw_span(index, index + 1)
        assert 0 <= start < end <= len(text)
        assert start >= last
        last = start
        assert char in naive_fold(text[start])


@given(TEXTS, st.data())
def test_a_raw_span_folds_to_its_stretch(text: str, data: st.DataObject) -> None:
    view = fold(text)
    start = data.draw(st.integers(0, len(view.text)))
    end = data.draw(st.integers(start, len(view.text)))
    raw_start, raw_end = view.raw_span(start, end)
    # a ligature is one raw character: a stretch that cuts it maps to the whole of it
    assert view.text[start:end] in fold(text[raw_start:raw_end]).text


@given(TEXTS)
def test_match_view_spans_lie_in_the_text_in_order(text: str) -> None:
    view = match_view(text)
    spans = [view.raw_span(i, i + 1) for i in range(len(view.text))]
    assert all(0 <= start <= end <= len(text) for start, end in spans)
    assert [start for start, _ in spans] == sorted(start for start, _ in spans)


@given(TEXTS)
def test_sentences_hold_everything_but_white_space(text: str) -> None:
    folded = fold(text).text
    found = sentences(folded, max_chars=20)
    assert all(a.end <= b.start for a, b in pairwise(found))
    covered = "".join(folded[s.start : s.end] for s in found)
    assert "".join(covered.split()) == "".join(folded.split())
