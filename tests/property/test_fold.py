"""Laws of folding and cutting, for any text whatever, and the naive twins of what is made fast."""

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sijill.text.arabic import LETTER, fold, fold_all, fold_name, foldings, key, match_view
from sijill.text.segment import sentences, token_spans, tokens_all

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
    again = fold(text[raw_start:raw_end]).text
    if any(len(foldings().get(char, char)) > 1 for char in text[raw_start:raw_end]):
        # a ligature is one raw character: a stretch that cuts it maps to the whole of it
        assert view.text[start:end] in again
    else:
        assert view.text[start:end] == again


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


@given(st.lists(TEXTS, max_size=6))
def test_many_texts_are_folded_as_each_by_itself(texts: list[str]) -> None:
    for view, text in zip(fold_all(texts), texts, strict=True):
        alone = fold(text)
        assert (view.raw, view.text) == (text, alone.text)
        assert [view.raw_index(i) for i in range(len(view.text))] == [alone.raw_index(i) for i in range(len(view.text))]


@given(TEXTS)
def test_names_are_folded_as_texts_are(name: str) -> None:
    assert fold_name(name) == fold(name).text
    assert key(name) == " ".join(match_view(name).text.split())


@given(TEXTS, st.integers(0, 90))
def test_the_way_from_the_raw_text_is_that_of_a_search_through_the_map(text: str, offset: int) -> None:
    view = match_view(text)
    places = [view.raw_index(i) for i in range(len(view.text))]
    assert view.view_index(offset) == next((i for i, place in enumerate(places) if place >= offset), len(places))


@given(TEXTS)
def test_every_raw_character_but_those_removed_is_reached(text: str) -> None:
    view = fold(text)
    reached = {view.raw_index(i) for i in range(len(view.text))}
    assert {i for i, char in enumerate(text) if foldings().get(char, char)} == reached


@given(st.lists(st.one_of(TEXTS, st.text(st.sampled_from("ab-1.,ق _#"), max_size=12)), min_size=1, max_size=5))
def test_tokens_are_those_of_a_plain_pattern(texts: list[str]) -> None:
    naive = re.compile(rf"[{LETTER}]+|[0-9]+(?:[.,][0-9]+)*|[A-Za-z][A-Za-z0-9-]*|[^\s]")
    expected = [[match.span() for match in naive.finditer(text)] for text in texts]
    assert [token_spans(text) for text in texts] == expected
    assert [list(zip(a.tolist(), b.tolist(), strict=True)) for a, b in tokens_all(texts)] == expected
