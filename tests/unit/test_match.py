"""The matcher: clitics, articles, suffixes, boundaries; and a naive twin that tries every word."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.text.arabic import match_view
from sijill.text.match import Entry, Matcher, name_entry


def surfaces(text: str, *entries: Entry) -> list[str]:
    view = match_view(text).text
    return [view[hit.start : hit.end] for hit in Matcher(entries).find(view)]


def test_definite_names_are_found_behind_proclitics_and_contractions() -> None:
    entry = name_entry("الحرس الثوري", 1)
    text = "الحرس الثوري والحرس الثوري بالحرس الثوري للحرس الثوري وللحرس الثوري"
    assert surfaces(text, entry) == ["الحرس الثوري"] * 3 + ["لحرس الثوري"] * 2


def test_bare_names_take_no_article_and_no_longer_word() -> None:
    entry = name_entry("حلب", 1)
    assert surfaces("حلب وحلب بحلب الحلب حلبي محلب لحلب", entry) == ["حلب"] * 4


def test_triggers_take_pronoun_suffixes_and_teh_marbuta_opens() -> None:
    entry = Entry("غارة", 1, "either", suffixes=True)
    assert surfaces("الغارة وغارتها غارته غارات", entry) == ["الغاره", "غارتها", "غارته"]


def test_verbs_take_the_future_particle() -> None:
    hits = Matcher([Entry("يستهدف", 1, "verb", suffixes=True)]).find("سيستهدف ويستهدفها")
    assert [hit.proclitic for hit in hits] == ["س", "و"]
    assert hits[1].suffix == "ها"


def test_nested_names_are_all_found_the_outer_one_first() -> None:
    found = Matcher([name_entry("لواء القدس", "brigade"), name_entry("القدس", "city")]).find("لواء القدس")
    assert [hit.value for hit in found] == ["brigade", "city"]


NAMES = ["حمص", "الرقة", "ريف حمص", "قارة", "الباب"]
WORDS = st.sampled_from(
    ["حمص", "الرقه", "للرقه", "وحمص", "ريف", "قاره", "القاره", "الباب", "باب", "بالباب", "و", "،", "حمصي"]
)


@given(st.lists(WORDS, max_size=12))
def test_hits_equal_a_naive_search_word_by_word(words: list[str]) -> None:
    view = " ".join(words)
    found = {(hit.start, hit.end, hit.value) for hit in Matcher([name_entry(name, name) for name in NAMES]).find(view)}
    expected = set()
    for name in NAMES:
        folded = match_view(name).text
        body = folded.removeprefix("ال")
        lead = r"(?:[وف]?(?:[بك]?(?=ال)ال|ل(?=ل)ل))" if folded.startswith("ال") else r"(?:[وف]?[بلك]?)"
        for match in re.finditer(rf"(?<![ء-ي]){lead}({body})(?![ء-ي])", view):
            article = 0 if not folded.startswith("ال") else 1 if view[: match.start(1)].endswith("لل") else 2
            expected.add((match.start(1) - article, match.end(1), name))
    assert found == expected


def test_the_first_word_of_a_line_is_found() -> None:
    (hit,) = Matcher([Entry("قصف", 1, "either")]).find("عنوان بلا نقطه\nقصف البلده")
    assert hit.start == 15


def test_a_proclitic_before_foreign_letters_and_characters_beyond_the_basic_plane() -> None:
    assert surfaces("بثت لCNN تقريرا", name_entry("CNN", 1)) == ["CNN"]
    (hit,) = Matcher([name_entry("حلب", 1)]).find("😀 حلب 😀")
    assert (hit.start, hit.end) == (2, 5)


def test_a_name_ends_with_its_word_and_goes_on_only_where_it_may() -> None:
    found = Matcher([name_entry("ريف حمص", 1), Entry("غارة", 2, "either", suffixes=True)])
    assert [hit.value for hit in found.find("ريف حمصي وريف حمص وغارتهم وغارتنان")] == [1, 2]


def test_names_of_too_many_letters_are_refused() -> None:
    with pytest.raises(ValueError, match="too many for a byte"):
        Matcher([name_entry("".join(map(chr, range(0x4E00, 0x4F00))), 1)])


def test_many_texts_give_what_each_gives_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Matcher([name_entry("ريف حمص", 1), name_entry("الرقة", 2), Entry("غارة", 3, "either", suffixes=True)])
    texts = ["وغارتهم علي ريف حمص", "", "للرقه 😀 الغارات", "حمص", "غارته", "ريف"]
    alone = [found.find(text) for text in texts]
    assert [len(hits) for hits in alone] == [2, 0, 1, 0, 1, 0]
    for size in (1, 20, 500_000):
        monkeypatch.setattr("sijill.text.match.AT_ONCE", size)
        together = found.find_all(texts)
        assert [list(found.hits(together, number)) for number in range(len(texts))] == alone
    assert len(found.find_all([]).start) == 0


def test_a_matcher_without_names_finds_nothing() -> None:
    assert Matcher([]).find("حمص") == []
