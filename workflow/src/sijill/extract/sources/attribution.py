"""Who says so: the claims of a sentence, by verb of saying or «according to», and the source nearest a trigger."""

from __future__ import annotations

from dataclasses import replace

from sijill.extract.lexicon import Lexicon
from sijill.extract.sentence import COMMAS, STOPS, Item, Sentence
from sijill.extract.sources.claims import (
    HIS_OWN,
    RELATIVE,
    Attribution,
    Claim,
    attributed,
    carried,
    clause_end,
    clause_start,
    is_noun,
    passed_on,
)
from sijill.extract.sources.sayings import Saying
from sijill.extract.sources.speakers import Speaker, speaker_at

__all__ = ["Attribution", "Claim", "attribute", "claims_of"]

OPENING = 2  # an «according to» within the first tokens of a sentence covers what follows


def attribute(trigger: Item, sentence: Sentence, lexicon: Lexicon, speaker: Attribution | None) -> Attribution | None:
    """The nearest source of what a trigger says, with those who pass it on; None for the outlet's own voice.

    `speaker`: the source of the sentences before, which «وأضاف» without a subject continues. A trigger of kind `end`
    asks for the last speaker of the sentence instead.
    """
    claims = sentence.once(("claims", speaker), lambda: claims_of(sentence, lexicon, speaker))
    if trigger.kind == "end":
        told = [claim for claim in claims if claim.source is not None]
        main = [claim for claim in told if not claim.aside] or (told if speaker is None else [])
        return main[-1].source if main else None
    covering = [claim for claim in claims if claim.first <= trigger.first < claim.last or claim.at == trigger.first]
    if covering:  # the phrase behind is the nearer source: «ذكرت الوكالة أن …، بحسب مصادرها»
        covering.sort(key=lambda claim: -claim.at)
        source = covering[0].source
        for outer in covering[1:]:
            source = passed_on(source, outer.source) if source is not None and not _of_outlet(outer) else source
        return source
    if sentence.role == "quote" and speaker is not None:
        return carried(trigger.start, speaker, "open_quotation")
    return None


def _of_outlet(claim: Claim) -> bool:
    return claim.source is None or claim.source.rule == "continued_speaker"


def claims_of(sentence: Sentence, lexicon: Lexicon, speaker: Attribution | None) -> list[Claim]:
    """The claims of a sentence in text order."""
    claims: list[Claim] = []
    for item in sentence.of("source"):
        if (
            item.value.kind == "source_noun"
            or sentence.word(item.first) == "فحسب"
            or any(claim.at <= item.first < claim.name_end for claim in claims[-1:])
        ):
            continue
        last = next((claim.source for claim in reversed(claims) if claim.source is not None), None)
        if item.value.kind == "according_to":
            claim = _according_to(item, sentence, lexicon, last or speaker)
        else:
            claim = Saying(item, sentence, lexicon, last, speaker).claim()
        if claim is not None:
            inside = any(_inside(claim, other, item.joined, sentence) for other in claims)
            unknown = claim.source is not None and claim.source.kind == "unknown"
            claims.append(replace(claim, aside=claim.aside or inside or unknown))
    return claims


def _inside(claim: Claim, other: Claim, joined: bool, sentence: Sentence) -> bool:
    """Whether a claim is part of what another one says: not joined by «و» to it, or within its quotation marks."""
    if not (other.at < claim.at and other.first <= claim.at < other.last):
        return False
    marks = sum(other.name_end <= mark <= claim.at for mark in sentence.quotes)
    return not joined or marks % 2 == 1


def _according_to(item: Item, sentence: Sentence, lexicon: Lexicon, last: Attribution | None) -> Claim | None:
    """«بحسب المرصد»: before its clause, behind it, or amid it."""
    first = item.last
    word = sentence.word(item.last - 1)
    if last is not None and (word in HIS_OWN or sentence.word(first) in HIS_OWN):
        source, end = carried(item.start, last, "according_to"), first
    else:
        found = _teller(first, sentence, lexicon)
        if found is None:
            return None
        source, end = attributed(found, sentence, lexicon, last, "according_to"), found.last
    opens = item.first <= OPENING or (item.joined and sentence.word(item.first - 1) in COMMAS)
    if opens and (item.first <= OPENING or sentence.word(end + 1) in ("فان", "فانه", "فانها", "فقد", "ان")):
        return Claim(item.first, source, end, len(sentence.tokens), end)
    start = clause_start(item.first, sentence)
    return Claim(item.first, source, start, clause_end(end, sentence), end, aside=True)


def _teller(first: int, sentence: Sentence, lexicon: Lexicon) -> Speaker | None:
    """Who is named behind «بحسب», past «ما أفاد به» and «المعلومات التي نقلها»."""
    ahead = range(first, min(first + 6, len(sentence.tokens)))
    nearest = next((index for index in ahead if sentence.word(index) in STOPS or _begins_name(index, sentence)), first)
    told = any(sentence.word(index) in RELATIVE for index in range(first - 1, min(first + 4, len(sentence.tokens))))
    verb = sentence.at(first, "source", "trigger", "support") is not None
    if nearest > first and (told or verb or nearest - first <= 1):
        found = speaker_at(nearest, sentence, lexicon, governed=True)
        if found is not None:
            return found
    return speaker_at(first, sentence, lexicon, governed=True)


def _begins_name(index: int, sentence: Sentence) -> bool:
    known = sentence.at(index, "source", "actor", "title")
    return known is not None and known.first == index and is_noun(known)
