"""Places that a clause names with a preposition of place, whatever they are attached to."""

from __future__ import annotations

from itertools import pairwise

from sijill.extract.grammar.frames import AT_ONCE, PLACE_FUNCTIONS, Frame
from sijill.extract.grammar.phrases import NounPhrase
from sijill.extract.names.placenames import NEAR, is_country
from sijill.extract.sentence import COMMAS, RELATIVES, Item, Sentence, apart
from sijill.extract.when.othertimes import ANCHORS, REPLIES, accused_of, in_main_clause
from sijill.extract.when.speechtimes import COMPLEMENTIZERS
from sijill.extract.where.described import borders, chain, is_far_from
from sijill.extract.where.fired import comes_from, from_within
from sijill.text.tokens import word_set

ON = frozenset(
    ("حدود", "الحدود", "طريق", "الطريق", "محور", "جبهه", "جبهات", "مداخل", "مشارف", "اطراف", "تخوم", "سواحل")
)
ABOUT = frozenset(("علي",))  # what parties agree on
# Towns where people speak for others, as in capitals: «وفي جنيف، قال …» tells where he is.
TALKING = word_set("نيويورك جنيف بروكسل فيينا لاهاي اسطنبول ستراسبورغ")
IN_PART, PART_WORDS = word_set("في علي عند داخل قرب ضمن"), 3  # «في المطار العسكري لـ»
SINCE = frozenset(("منذ",))  # of a time: what stands behind it is the act's own
OPENING = 2  # tokens before what stands at the start of a sentence


def only_place(frame: Frame, sentence: Sentence, phrases: list[NounPhrase]) -> list[tuple[NounPhrase, str]]:
    """The one place that the trigger's clause names with a preposition of place, whatever it is attached to."""
    near = [
        phrase
        for phrase in _located_here(frame, sentence, phrases)
        if not _nearer_to_another(phrase, frame, sentence) and not spoken_before(phrase.last, frame.trigger, sentence)
    ]
    return _only(near, "clause_place", sentence)


def shared_place(frame: Frame, sentence: Sentence, phrases: list[NounPhrase]) -> list[tuple[NounPhrase, str]]:
    """The one place of a clause that tells several acts: «قُتل شاب خلال احتجاجات في المدينة».

    What stands behind "after", "since", "in reply to" or in a relative clause may lie elsewhere.
    """
    here = _located_here(frame, sentence, phrases)
    return _only([phrase for phrase in here if not _elsewhere(phrase, frame, sentence)], "shared_place", sentence)


def opening_place(frame: Frame, sentence: Sentence, phrases: list[NounPhrase]) -> list[tuple[NounPhrase, str]]:
    """«وفي مدينة الناصرية، قال مسؤول إن مواجهات اندلعت»: what opens a sentence is the scene of all that it tells.

    A capital is where somebody speaks."""
    first = next((phrase for phrase in phrases if phrase.name.kind == "place" and located(phrase, sentence)), None)
    if first is None or first.first > OPENING or first.last > frame.trigger.first or is_country(first.name):
        return []
    if first.name.value.capital or sentence.text[first.name.start : first.name.end] in TALKING:
        return []
    end = chain(first, sentence)[-1].last
    parted = sentence.word(end) in COMMAS or sentence.at(end, "source") is not None
    return [(first, "opening")] if parted else []


def at_another_act(phrase: NounPhrase, frame: Frame, sentence: Sentence) -> bool:
    """«قُتل ستون على حدود القطاع، بالتزامن مع افتتاح السفارة في …», «غارات، ردا على إطلاق صواريخ باتجاه …»: the place
    of what happened at the same time elsewhere, or of what it replies to."""
    between = sentence.words[frame.trigger.last : phrase.first]
    if phrase.first >= frame.trigger.last and in_main_clause(phrase.first, frame.trigger, sentence):
        return True
    return not (AT_ONCE | REPLIES - SINCE).isdisjoint(word.removeprefix("و") for word in between)


def _located_here(frame: Frame, sentence: Sentence, phrases: list[NounPhrase]) -> list[NounPhrase]:
    """The places that a preposition of place brings into the clause of a trigger, where no source is."""
    return [
        phrase
        for phrase in phrases
        if phrase.name.kind == "place" and located(phrase, sentence)
        and not (frame.row.event_type == "weapons_intercepted" and comes_from(phrase, frame, sentence))
        and not from_within(phrase, sentence)
        and not apart(phrase.name, frame.trigger, sentence) and not _of_source(phrase, frame, sentence)
        and not at_another_act(phrase, frame, sentence)
        and not accused(phrase, frame, sentence) and not talked_about(phrase, frame, sentence)
    ]  # fmt: skip


def _only(near: list[NounPhrase], function: str, sentence: Sentence) -> list[tuple[NounPhrase, str]]:
    """The phrase that the others but describe, if there is one such."""
    links = {item.start for phrase in near for item in chain(phrase, sentence)[1:]}
    heads = [phrase for phrase in near if phrase.name.start not in links]
    named = {tuple(phrase.name.value) or phrase.name.start for phrase in heads}
    twice = len(heads) > 1 and len(named) == 1 and not is_country(heads[0].name)  # «مصادر في صنعاء …، … في صنعاء»
    if len(heads) > 1 and all(_is_listed(phrase, before, sentence) for before, phrase in pairwise(heads)):
        return [(heads[0], function)]  # «في ساحة … وجسر … وسط بغداد»
    return [(heads[-1], function)] if len(heads) == 1 or twice else []


def _is_listed(phrase: NounPhrase, before: NounPhrase, sentence: Sentence) -> bool:
    """Whether a place is joined to the one right before it."""
    joined = phrase.name.joined or sentence.text[phrase.name.start - 1] == "و"
    return joined and phrase.first == before.last


def _elsewhere(phrase: NounPhrase, frame: Frame, sentence: Sentence) -> bool:
    first, last = sorted((phrase.first, frame.trigger.first))
    between = {sentence.word(index) for index in range(first, last)}
    return not between.isdisjoint(ANCHORS | REPLIES | RELATIVES | COMPLEMENTIZERS)


def _nearer_to_another(phrase: NounPhrase, frame: Frame, sentence: Sentence) -> bool:
    first, last = sorted((phrase.first, frame.trigger.first))
    return any(first < other.first < last for other in sentence.of("trigger"))


def _of_source(phrase: NounPhrase, frame: Frame, sentence: Sentence) -> bool:
    """«…، وفق مصدر في المدينة» says where the source is."""
    between = (item for item in sentence.of("source") if frame.trigger.last <= item.first < phrase.first)
    return any(item.value.kind == "according_to" for item in between)


def accused(phrase: NounPhrase, frame: Frame, sentence: Sentence) -> bool:
    return phrase.first >= frame.trigger.last and accused_of(frame.trigger, phrase.name, sentence)


def talked_about(phrase: NounPhrase, frame: Frame, sentence: Sentence) -> bool:
    """«وافق في اجتماع على إبقاء القوات في سوريا»: where lies what a meeting is about."""
    if frame.row.event_type != "meeting":
        return False
    between = range(frame.trigger.last, phrase.first - 1)  # «اجتماع على الحدود»
    return any(sentence.word(index).removeprefix("و") in ABOUT for index in between)


def located(phrase: NounPhrase, sentence: Sentence) -> bool:
    """Whether a place stands behind a preposition of place («على» before a border or a road), or its name is a
    direction («جنوب قطاع غزة»), or it is so far from there («على بعد ميل من المدينة»)."""
    chief = phrase.chief
    if borders(phrase.name, sentence):
        return False
    on = chief.prep == "على" and (sentence.word(phrase.first) in ON or sentence.word(phrase.name.first) in ON)
    return (
        (chief.link or chief.prep) in PLACE_FUNCTIONS
        or on
        or sentence.word(phrase.first) in NEAR
        or is_far_from(phrase, sentence)
        or _of_a_part(phrase, sentence)
    )


def _of_a_part(phrase: NounPhrase, sentence: Sentence) -> bool:
    """«على الحدود الشرقية لمدينة غزة», «في المطار العسكري للحديدة»: within what belongs to the place."""
    index = phrase.first - 1
    while index >= phrase.first - PART_WORDS and sentence.word(index).startswith("ال"):
        index -= 1
    words = phrase.first - 1 - index
    inside = sentence.word(index).removeprefix("و") in IN_PART or sentence.word(index).lstrip("و").startswith("بال")
    return phrase.chief.prep == "ل" and words > 0 and inside


def spoken_before(last: int, trigger: Item, sentence: Sentence) -> bool:
    """«إعلان دمشق أن التحالف استهدف …»: what stands before "that" is not where it happened."""
    return any(sentence.word(index) in COMPLEMENTIZERS for index in range(last, trigger.first))
