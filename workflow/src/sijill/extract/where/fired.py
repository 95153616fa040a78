"""Where weapons were fired from, which is no place of what became of them («صاروخ أطلق من …»)."""

from __future__ import annotations

from sijill.extract.grammar.frames import Frame
from sijill.extract.grammar.phrases import NounPhrase
from sijill.extract.sentence import Item, Sentence

FIRED = "atlaqa"  # the light verb of what is fired


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
