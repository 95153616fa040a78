"""Who is named at a place in a sentence, by the phrase itself and by what the report said before of the same source."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from sijill.extract.lexicon import Lexicon
from sijill.extract.sentence import COMMAS, Sentence, build
from sijill.extract.sources.sourcephrases import is_that, kind_of, past_fillers, phrase_end
from sijill.text.tokens import word_set

_LETTER = re.compile("[ء-ي]")
_ACCUSATIVE = re.compile(r"ال\w{3,}ين")  # «المواطنين»: the form of an object, never of a subject
_BACK_REFERENCE = re.compile(
    r"(?:ال)(مصدر|مصادر|متحدث|متحدثه|ناطق|مسؤول|مسؤولون|مسؤولين|منظمه|وزاره|لجنه|صحيفه|وكاله|قناه|وزير|هيئه|شبكه|حركه|جماعه|قائد|موقع|"
    r"خبير|ناشط|سفير|قياده)"
)
_ONE_OR_MANY = {"مصدر": "مصادر", "مصادر": "مصدر", "مسؤولون": "مسؤولين", "مسؤولين": "مسؤولون"}
_STATEMENT_ITSELF = word_set("البيان بيان التقرير المصدران المصدرين الاخير الاخيره نفسه")


@dataclass(frozen=True)
class Speaker:
    """A source named on tokens first … last: its kind and normal form."""

    first: int
    last: int
    kind: str
    name: str

    def span(self, sentence: Sentence) -> tuple[int, int]:
        """View offsets of the name, without the preposition written onto it."""
        return _start(self.first, sentence), sentence.tokens[self.last - 1][1]


def _start(first: int, sentence: Sentence) -> int:
    lead = sentence.at(first, "source", "actor", "title", "head", "nisba")
    return lead.start if lead is not None and lead.first == first else sentence.tokens[first][0]


def speaker_at(
    first: int, sentence: Sentence, lexicon: Lexicon, takes_b: bool = False, governed: bool = False
) -> Speaker | None:
    """The source named from a token on, or None where nobody who could speak is named there.

    `takes_b`: the verb before brings in what is said with «ب» («أفاد بوصول»), which then ends the name.
    `governed`: the name may carry a preposition («وفقا للمرصد»), which no subject does.
    """
    first = past_fillers(first, sentence)
    lead = sentence.at(first, "source", "actor", "title", "head")
    if not governed and (lead.prep if lead is not None else sentence.word(first)[:3] in ("بال", "لل", "كال")):
        return None
    if takes_b and lead is None and sentence.word(first)[:1] == "ب":
        return None
    if not governed and _ACCUSATIVE.fullmatch(sentence.word(first)):
        return None
    last = phrase_end(first, sentence, takes_b)
    if last <= first:
        return None
    kind = kind_of(first, last, sentence, lexicon)
    if kind is None:
        kind = _kind_behind(last, sentence, lexicon) or introduced(first, last, sentence, lexicon)
    if kind is None and _looks_like_name(first, last, sentence):
        kind = "person"
    return Speaker(first, last, kind, words(first, last, sentence)) if kind else None


def words(first: int, last: int, sentence: Sentence) -> str:
    """The text of tokens first … last."""
    if last <= first:
        return ""
    name = sentence.text[_start(first, sentence) : sentence.tokens[last - 1][1]]
    return "ا" + name if name.startswith("لم") and sentence.word(first).startswith("لل") else name


def _kind_behind(last: int, sentence: Sentence, lexicon: Lexicon) -> str | None:
    """Kind by the apposition behind a name: «رامي عبد الرحمن، مدير المرصد»."""
    at = last + 1 if sentence.word(last) in COMMAS else last
    at += sentence.word(at) in ("وهو", "وهي")
    if at == last or sentence.at(at, "title", "source", "head") is None:
        return None
    return kind_of(at, phrase_end(at, sentence), sentence, lexicon)


def _looks_like_name(first: int, last: int, sentence: Sentence) -> bool:
    """Two words or more that no lexicon knows, before a comma, a quotation or «أن»: somebody not introduced."""
    closed = (
        sentence.word(last) in ("،", ",", "")
        or is_that(last, sentence)
        or last in sentence.quotes
        or sentence.word(last) in ("وهو", "في")
    )
    plain = not any(sentence.at(index, "trigger", "support", "unit", "number", "link") for index in range(first, last))
    return closed and plain and last - first >= 2 and not sentence.word(first).startswith("ال")


def introduced(first: int, last: int, sentence: Sentence, lexicon: Lexicon) -> str | None:
    """Kind of a person by the title or body with which the report first names them."""
    if last - first > 3:
        return None
    name = sentence.word(last - 1)
    if len(name) < 3:
        return None
    for start in _whole_words(name, sentence.text, sentence.start):
        found = _introduction(start, start + len(name), sentence, lexicon)
        if found is not None:
            return found
    return None


def _whole_words(word: str, text: str, end: int) -> Iterator[int]:
    """Where a word stands by itself in text[:end], in order; the texts are long, the words all different."""
    at = text.find(word, 0, end)
    while at >= 0:
        behind = at + len(word)
        if not (_LETTER.match(text, at - 1, at) if at else None) and not _LETTER.match(text, behind, end):
            yield at
            at = text.find(word, behind, end)
        else:
            at = text.find(word, at + 1, end)


def _introduction(start: int, end: int, sentence: Sentence, lexicon: Lexicon) -> str | None:
    context = _context(start, end, sentence, lexicon)
    name = next((index for index, token in enumerate(context.tokens) if token[0] >= start), 0)
    behind = _kind_behind(name + 1, context, lexicon)
    if behind is not None:
        return behind
    for item in reversed(context.of("title", "source")):
        if (item.kind == "source" and item.value.kind != "source_noun") or not name - 9 <= item.first < name:
            continue
        if not any(context.at(index, "cue", "trigger") or is_that(index, context) for index in range(item.last, name)):
            lead = min(
                (
                    other
                    for other in context.of("title", "source")
                    if other.last >= item.first
                    and other.first <= item.first
                    and (other.kind == "title" or other.value.kind == "source_noun")
                ),
                key=lambda other: other.first,
            )
            kind = kind_of(lead.first, name, context, lexicon)
            if kind not in (None, "media", "agency", "correspondent", "social_media"):
                return kind
    return None


def _context(start: int, end: int, sentence: Sentence, lexicon: Lexicon) -> Sentence:
    """The line around an earlier stretch of the report, with its names (no times or numbers)."""
    line_start = max(sentence.text.rfind("\n", 0, start) + 1, start - 120)
    line_end = sentence.text.find("\n", end)
    line_end = min(len(sentence.text) if line_end < 0 else line_end, end + 120)
    hits = sentence.known if sentence.known is not None else lexicon.matcher.find(sentence.text)
    first, last = (bisect_left(hits, place, key=lambda hit: hit.start) for place in (line_start, line_end))
    inside = [hit for hit in hits[first:last] if hit.end <= line_end]
    return build(sentence.text, -1, "body", line_start, line_end, inside)


def antecedent(speaker: Speaker, sentence: Sentence, lexicon: Lexicon) -> Speaker | None:
    """The fuller form, earlier in the report, of a source named by one definite noun («المصدر»، «الوزارة»)."""
    noun = _BACK_REFERENCE.fullmatch(sentence.word(speaker.first).removeprefix("و"))
    if noun is None or speaker.last - speaker.first > 1:
        return None
    before = sentence.text[: sentence.tokens[speaker.first][0]]
    stems = "|".join(filter(None, (noun[1], _ONE_OR_MANY.get(noun[1]))))
    found = list(re.finditer(rf"(?<![ء-ي])[وفبل]?(?:ال|لل)?(?:{stems})(?:ها|ه|نا)?(?![ء-ي])", before))
    for match in reversed(found[-6:]):
        context = _context(*match.span(), sentence, lexicon)
        first = next((index for index, token in enumerate(context.tokens) if token[1] >= match.end()), 0)
        last = phrase_end(first, context)
        kind = kind_of(first, last, context, lexicon) if last - first > 1 or not re.match("[وف]?ال", match[0]) else None
        if kind is not None:
            return Speaker(speaker.first, speaker.last, kind, words(first, last, context))
    return None


def stands_for_last(speaker: Speaker, sentence: Sentence) -> bool:
    """Whether the name is no more than a pointer to whoever spoke before: «البيان»، «المصدر نفسه»."""
    return sentence.word(speaker.first) in _STATEMENT_ITSELF and speaker.last - speaker.first <= 2
