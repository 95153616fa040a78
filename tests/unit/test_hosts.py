"""Hosts: the act that a casualty is told of, and the act that takes a counted thing."""

from __future__ import annotations

from functools import cache

import pytest

from sijill import codebook
from sijill.extract.grammar.frames import frames
from sijill.extract.grammar.phrases import noun_phrases
from sijill.extract.numbers.hosts import Telling, give_to_hosts
from sijill.extract.numbers.things import count_things
from sijill.extract.who.roles import participations
from unit.test_counts import CODEBOOK, sentence_of


@cache
def book() -> codebook.Codebook:
    return codebook.load(CODEBOOK)


def read(text: str, before: list[Telling] | None = None) -> list[Telling]:
    """The tellings of one sentence, every frame with the type of its row."""
    sentence = sentence_of(text)
    found = frames(sentence, noun_phrases(sentence))
    tellings = [Telling(frame, frame.row.event_type, "test", participations(frame)) for frame in found]
    hosted = give_to_hosts(tellings, sentence, book(), before or [])
    count_things(hosted, sentence)
    return hosted


def figures(tellings: list[Telling]) -> dict[str, dict[str, int | None]]:
    return {telling.event_type: {q.what: q.best for q in telling.quantities} for telling in tellings}


@pytest.mark.parametrize(
    ("text", "act", "expected"),
    [
        ("أسفرت الغارات على البلدة عن مقتل خمسة مدنيين", "air_strike", {"killed": 5}),
        ("قُتل ثلاثة جنود في غارة على الموقع", "air_strike", {"killed": 3}),
        ("قُتل ثلاثة جنود بقصف على الموقع", "shelling", {"killed": 3}),
        ("أصيب طفلان جراء قصف على البلدة", "shelling", {"wounded": 2}),
        ("قتل خمسة في اشتباكات مع الجيش", "armed_clash", {"killed": 5}),
        ("قُتل خمسة جنود وأصيب ثلاثة في اشتباكات مع الجيش", "armed_clash", {"killed": 5, "wounded": 3}),
        ("قُتل خمسة جنود كما أصيب ثلاثة في اشتباكات مع الجيش", "armed_clash", {"killed": 5, "wounded": 3}),
        ("اشتباكات قُتل خلالها 30 عنصرا", "armed_clash", {"killed": 30}),
        ("قصفت القوات البلدة وقتل مدني وجرح آخر", "shelling", {"killed": 1, "wounded": 1}),
        ("أوقع القصف على البلدة قتيلين وثلاثة جرحى", "shelling", {"killed": 2, "wounded": 3}),
        ("قصفت القوات البلدة دون خسائر بشرية", "shelling", {"killed": 0, "wounded": 0}),
    ],
)
def test_casualties_go_to_the_act_that_caused_them(text: str, act: str, expected: dict[str, int]) -> None:
    assert figures(read(text)) == {act: expected}


def test_a_casualty_without_an_act_stays_a_report_of_its_own() -> None:
    assert figures(read("مقتل خمسة مدنيين وإصابة ثلاثة في المدينة")) == {"casualty_report": {"killed": 5, "wounded": 3}}


def test_each_casualty_goes_to_its_own_cause() -> None:
    assert figures(read("قُتل مدني بقصف على البلدة، وقُتل ثلاثة جنود في اشتباكات مع مسلحين")) == {
        "shelling": {"killed": 1},
        "armed_clash": {"killed": 3},
    }


def test_an_act_in_the_time_of_a_toll_is_not_its_cause() -> None:
    read_here = figures(read("قتل ألف شخص خلال الأسبوعين الأولين من القصف"))
    assert read_here["casualty_report"] == {"killed": 1000}


def test_the_act_named_first_takes_what_two_acts_caused() -> None:
    assert figures(read("أسفرت الغارات والقصف عن مقتل أربعين مدنيا"))["air_strike"] == {"killed": 40}


def test_a_sentence_that_points_back_gives_to_the_act_before() -> None:
    before = read("قصفت القوات البلدة")
    assert read("وأسفر ذلك عن مقتل خمسة مدنيين", before) == []
    assert figures(before) == {"shelling": {"killed": 5}}


def test_a_sentence_that_does_not_point_back_keeps_its_casualties() -> None:
    before = read("قصفت القوات البلدة")
    assert figures(read("مقتل خمسة مدنيين في المدينة", before)) == {"casualty_report": {"killed": 5}}
    assert figures(before) == {"shelling": {}}


def test_a_toll_beside_a_figure_is_a_total_of_its_own() -> None:
    told = figures(read("قُتل خمسة جنود في غارة، لترتفع حصيلة القتلى إلى 40 قتيلا"))
    assert told == {"air_strike": {"killed": 5, "killed_total": 40}}


def test_parts_and_things_go_to_the_act_of_their_clause() -> None:
    told = figures(read("أسفرت 12 غارة جوية على البلدة عن مقتل 20 مدنيا بينهم ثلاثة أطفال وتضرر خمسة منازل"))
    assert told["air_strike"] == {"killed": 20, "children": 3, "houses": 5, "strikes": 12}


def test_the_same_number_told_twice_counts_once() -> None:
    told = read("أسفرت الغارة عن مقتل خمسة جنود، وقُتل الجنود الخمسة في الغارة")
    assert sum(q.best or 0 for telling in told for q in telling.quantities if q.what == "killed") == 5
