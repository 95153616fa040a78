"""The subject of a verb of saying where it does not stand right behind it."""

from __future__ import annotations

from sijill.extract.lexicon import Lexicon
from sijill.extract.sentence import COMMAS, STOPS, Sentence
from sijill.extract.sources.claims import CLAUSE_OPENERS, RELATIVE, is_noun
from sijill.extract.sources.sourcephrases import is_that, past_fillers, phrase_end
from sijill.extract.sources.speakers import Speaker, speaker_at

REACH = 25  # tokens within which «أن» belongs to a verb of saying


def first_subject(at: int, sentence: Sentence, lexicon: Lexicon) -> Speaker | None:
    """The subject of a sentence, about its first verb: «استقبل الوزير …، مؤكدا»، «وكانت الرئاسة قد نددت …»."""
    start = next((index for index in range(at) if sentence.word(index) not in CLAUSE_OPENERS), 0)
    comma = next((index + 1 for index in range(start, at) if sentence.word(index) in COMMAS), start)
    for first in (start, start + 1, comma, comma + 1):
        if first in (start + 1, comma + 1) and sentence.at(first - 1, "link", "time", "cue", "boundary") is not None:
            continue
        found = speaker_at(first, sentence, lexicon)
        if found is not None and found.kind not in ("person", "unknown") and found.last < at:
            return found
    return None


def plural_before(at: int, sentence: Sentence, lexicon: Lexicon) -> Speaker | None:
    """Whom «قالوا» means within its sentence: the nearest source before it."""
    for item in reversed(sentence.of("source")):
        if item.last <= at and is_noun(item) and item.value.source_kind not in ("media", "agency"):
            return speaker_at(item.first, sentence, lexicon)
    return None


def subject_before(at: int, sentence: Sentence, lexicon: Lexicon) -> Speaker | None:
    """The subject that stands before its verb: «الجيش أعلن أن»، «وكان العميد …، قائد القوات، أكد أن»."""
    end = at
    while sentence.word(end - 1) in ("قد", "لقد", *RELATIVE):
        end -= 1
    for start in _clause_starts(end, sentence):
        while start < end and sentence.word(start) in CLAUSE_OPENERS:
            start += 1
        last = phrase_end(start, sentence)
        closed = last == end or (sentence.word(last) in COMMAS and sentence.word(end - 1) in COMMAS)
        if last > start and (closed or past_fillers(last, sentence) == end):
            found = speaker_at(start, sentence, lexicon)
            if found is not None and found.kind != "unknown" and _agrees(at, found, sentence):
                return found
    return None


def _clause_starts(end: int, sentence: Sentence) -> list[int]:
    """Where the subject of a verb at `end` may begin, the nearest first."""
    starts: list[int] = []
    for index in range(end - 1, max(-1, end - REACH), -1):
        word = sentence.word(index)
        if word in STOPS or is_that(index, sentence):
            return [*starts, index + 1]
        if word in COMMAS or word in CLAUSE_OPENERS:
            starts.append(index + 1)
        if index == 0:
            starts.append(0)
    return starts


def _agrees(at: int, found: Speaker, sentence: Sentence) -> bool:
    """Whether a feminine verb may have this subject before it: no single man, going by the form of the first word."""
    verb = sentence.word(at).removeprefix("و").removeprefix("ف")
    if not verb.endswith("ت") or sentence.at(found.first, "title") is None:
        return True
    return sentence.word(found.first).endswith(("ه", "ات"))
