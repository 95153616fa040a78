"""Who comes to a meeting that tells only whom he meets: «وصل الوزير إلى … للقاء الرئيس», «… حيث التقى الرئيس»."""

from __future__ import annotations

from collections.abc import Sequence

from sijill.extract.grammar.frames import Frame
from sijill.extract.grammar.phrases import NounPhrase
from sijill.extract.sentence import Item, Sentence
from sijill.extract.where.clauseplaces import spoken_before
from sijill.extract.who.participation import Participation
from sijill.text.tokens import word_set

REACH = 25  # tokens from who comes to whom he meets
THERE = word_set("حيث ثم وثم")
DURING = word_set("خلالها خلاله")
MET = frozenset(("genitive", "genitive_object", "masdar_object", "object", "subject", "مع", "ب"))


def visiting(
    frame: Frame, parts: list[Participation], phrases: Sequence[NounPhrase], sentence: Sentence
) -> list[Participation]:
    """The participants of a meeting before whom it meets: the nearest person or office that no preposition governs."""
    act = _aimed(frame, sentence)
    one = len({part.phrase.chief for part in parts}) == 1 and all(part.function in MET for part in parts)
    if act is None or frame.row.event_type != "meeting" or not one:
        return []
    before = [p for p in phrases if p.last <= act.first <= p.last + REACH and not spoken_before(p.last, act, sentence)]
    comers = [p for p in before if _is_somebody(p) and not (p.chief.prep or p.chief.link or p.chief.head == "property")]
    return [Participation(p, "participant", "visitor") for p in comers if p.chief is comers[-1].chief]


def is_met_there(frame: Frame, parties: list[Participation], sentence: Sentence) -> bool:
    """«… حيث التقى الرئيس …»: an official whom somebody met that no lexicon knows."""
    met = frame.row.event_type == "meeting" and frame.is_verb and _aimed(frame, sentence) is not None
    return met and all(_is_somebody(party.phrase) for party in parties)


def _aimed(frame: Frame, sentence: Sentence) -> Item | None:
    """The word that goes on about somebody: «للقاء», «لإجراء محادثات», «حيث التقى», «التقى خلالها»."""
    if not frame.is_verb:
        act = frame.support if frame.support and frame.support.first < frame.trigger.first else frame.trigger
        return act if act.prep == "ل" and not frame.trigger.definite else None
    verb, met = frame.trigger, frame.row.object != "none" or bool(frame.get(*frame.row.oblique_preps))
    there = sentence.word(verb.first - 1) in THERE or sentence.word(verb.last) in DURING
    return verb if there and met and not (verb.suffix or frame.get("preverbal")) else None


def _is_somebody(phrase: NounPhrase) -> bool:
    office = phrase.name.kind == "actor" and phrase.name.value.form == "office"
    return phrase.name.kind == "person" or office
