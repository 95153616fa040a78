"""The second of two sides, where it stands behind who only backs the first."""

from __future__ import annotations

from dataclasses import replace

from sijill.extract.grammar.phrases import NounPhrase
from sijill.extract.sentence import Sentence


def with_second_side(found: list[NounPhrase], sentence: Sentence) -> list[NounPhrase]:
    """«بين قوات الحكومة المدعومة من السعودية والحوثيين»: «بين» needs two, so that the last of those joined to who backs
    the first side is the second."""
    for one in found:
        if one.prep != "بين" or any(_beside(other, one) for other in found):
            continue
        backers = [p for p in found if p.chief.link == "backed_by" and p.chief.first > one.last]
        joined = [p for p in backers if p.chief is backers[0].chief and p is not p.chief]
        if joined and not sentence.stop_between(one.last, backers[0].chief.first):
            return [replace(p, leader=one) if p is joined[-1] else p for p in found]
    return found


def _beside(other: NounPhrase, one: NounPhrase) -> bool:
    """Whether «بين» has a second side already."""
    return other.first > one.first and (other.chief is one or other.prep == "بين")
