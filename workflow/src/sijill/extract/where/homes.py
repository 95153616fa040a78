"""Whose people act or suffer tells where: «تظاهر أهالي بلدة …», «نزح سكان …», «حاصرت القوات أهالي …»."""

from __future__ import annotations

from sijill.extract.grammar.frames import Frame
from sijill.extract.grammar.heads import ending_at
from sijill.extract.grammar.phrases import NounPhrase
from sijill.extract.names.placenames import is_country
from sijill.extract.sentence import Sentence
from sijill.text.tokens import word_set

# What people do, or what befalls them, where they live
AT_HOME = frozenset(
    ("protest", "riot", "force_on_protest", "displacement", "siege", "aid_obstruction", "surrender", "agreement_truce")
)
RESIDENTS = word_set("اهالي سكان ابناء وجهاء")  # those who were driven out act elsewhere
BESIDE = 3  # tokens between people and their act


def home(frame: Frame, sentence: Sentence, phrases: list[NounPhrase]) -> list[tuple[NounPhrase, str]]:
    """The place whose residents stand beside the act."""
    if frame.row.event_type not in AT_HOME:
        return []
    found = [phrase for phrase in phrases if _is_home(phrase, frame, sentence)]
    return [(found[0], "home")] if found else []


def _is_home(phrase: NounPhrase, frame: Frame, sentence: Sentence) -> bool:
    people = ending_at(sentence, phrase.first - 1, "link")
    if phrase.name.kind != "place" or is_country(phrase.name) or people is None:
        return False
    if sentence.word(people.last - 1).removeprefix("و") not in RESIDENTS:
        return False
    act = frame.support or frame.trigger
    first, last = sorted(((people.first, phrase.last), (act.first, act.last)))
    return 0 <= last[0] - first[1] <= BESIDE and not sentence.stop_between(first[1], last[0])
