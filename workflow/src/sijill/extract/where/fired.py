"""Where weapons were fired from («صاروخ أطلق من …») and where people were going, which are no places of what befell
them."""

from __future__ import annotations

from sijill.extract.grammar.frames import Frame
from sijill.extract.grammar.phrases import NounPhrase
from sijill.extract.sentence import Item, Sentence
from sijill.text.tokens import word_set

FIRED = "atlaqa"  # the light verb of what is fired

GOING = word_set(
    "توجهه توجهها توجههم طريقه طريقها طريقهم طريقهما ذهابه ذهابهم سفره سفرها سفرهم عودته عودتها عودتهم متوجها متوجهة"
    " متوجهين متجها متجهة متجهين عائدا عائدة عائدين ذاهبا ذاهبين توجهوا"
)
GOING_REACH = 2  # tokens from these to the «إلى» of where they go
TO = frozenset(("الي", "نحو", "صوب", "باتجاه", "من"))


def heading_for(first: int, sentence: Sentence) -> bool:
    """«خُطفوا أثناء توجههم إلى المدينة», «حافلة كانت متوجهة إلى …», «عائدين من …»: they were not there."""
    if sentence.word(first - 1) not in TO:
        return False
    before = range(max(0, first - 1 - GOING_REACH), first - 1)
    return any(sentence.word(index).removeprefix("و").removeprefix("ب") in GOING for index in before)


def fired_from(place: Item, sentence: Sentence) -> bool:
    """«صواريخ أطلقت من اليمن»: told of what was fired, and no place of the report."""
    fired = sentence.at(place.first - 2, "support")
    from_it = sentence.word(place.first - 1) == "من" and fired is not None
    return from_it and fired is not None and fired.value.row.verb_id == FIRED


def comes_from(phrase: NounPhrase, frame: Frame, sentence: Sentence) -> bool:
    """«صاروخين أطلقا من قبل الجماعة في اليمن باتجاه …»: behind the verb that fired it, where it came from."""
    fired = [item for item in sentence.of("support") if item.value.row.verb_id == FIRED]
    return any(frame.trigger.last <= item.first < phrase.first for item in fired)


def from_within(phrase: NounPhrase, sentence: Sentence) -> bool:
    """«أطلقت من داخل الأراضي اليمنية باتجاه …»: what was fired came from there."""
    return sentence.word(phrase.first - 1) == "داخل" and sentence.word(phrase.first - 2) == "من"
