"""What part of the page each line is: headline, dateline, body, caption or boilerplate. Each verdict names its rule.

Three kinds of evidence, in this order: what the page itself repeats (its title), what the words say and what the
outlet repeats from page to page (`furniture`), and where a line stands to the story's first and last paragraph. In
doubt a line is body: a line of furniture in the body costs little, a lost sentence is lost.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from sijill.normalize.furniture import MAX_LINE, MAX_REPEATED, REPEATED, Found, Furniture, first_word

SENTENCE = 40
"""Characters from which a line with a full stop is a paragraph of the story."""
HEAD = 5
"""Lines within which a page repeats its headline."""
PICTOGRAM_WORDS = 2
"""Words up to which a line that begins with a pictogram, behind the story, is a heading."""
_MARK = re.compile(r"[-(/]")
_BRACKET = re.compile(r"[)\]]")
_MARK_REACH = 90  # characters at the head of a line within which a dateline has its mark
_DATE = re.compile(r"\W*(?:(?:19|20)\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})\W*")
_HASHTAGS = re.compile(r"(?:#\S++[\s,،]*+)++")
_PICTOGRAM = re.compile("\\s*[\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
_HEADLINE = re.compile(r".{1,200}(?<![^.]\.)")  # no full stop at its end, though two dots may stand there
_SENTENCE_END = re.compile(r"[.؟?!…][\"')\]\s]*$")
_TITLE, _REPEATED_TITLE = Found("headline", "record_title"), Found("boilerplate", "doubled_headline")
_DOUBLED_TITLE = Found("headline", "doubled_headline")
_COUNTER, _SEPARATOR = Found("boilerplate", "counter"), Found("boilerplate", "separator")
_HASHTAG, _LISTED = Found("boilerplate", "hashtags"), Found("boilerplate", "footer")
_HEADING = Found("boilerplate", "pictogram", opens_list=True)


class Line(NamedTuple):
    """A line of the folded text: half-open offsets, its role, and the rule that gave it (None for plain body)."""

    start: int
    end: int
    role: str
    rule_id: str | None = None


Spans = list[tuple[int, int]]
Verdicts = list[Found | None]


def line_roles(folded: str, has_title: bool, furniture: Furniture | None) -> list[Line]:
    """The non-empty lines of a folded text with their roles; a line may be cut into dateline, body and teaser.

    `has_title`: the first line is the record's title. `furniture`: None when everything but the headline is kept.
    """
    spans, texts = _split(folded)
    found = _head(texts, has_title)
    if furniture is None:
        found = [one if one and one.role == "headline" else None for one in found]
        return [
            Line(*span, one.role, one.rule_id) if one else Line(*span, "body")
            for span, one in zip(spans, found, strict=True)
        ]
    story = _by_words(texts, found, furniture)
    _by_place(texts, found, story, furniture)
    if None not in found:  # a page that says its headline twice and nothing else has that for a story
        found = [None if one is _REPEATED_TITLE else one for one in found]
    return _cut(folded, spans, found, furniture)


def _cut(folded: str, spans: Spans, found: Verdicts, furniture: Furniture) -> list[Line]:
    """The lines by their verdicts, those of the body cut where a dateline opens or a teaser ends them."""
    lines: list[Line] = []
    for (start, end), one in zip(spans, found, strict=True):
        if one is not None:
            lines.append(Line(start, end, one.role, one.rule_id))
        elif _MARK.search(folded, start, min(end, start + _MARK_REACH)) or _BRACKET.search(folded, end - 3, end):
            lines += _pieces(folded, start, end, furniture)
        else:
            lines.append(Line(start, end, "body"))
    return lines


def _split(folded: str) -> tuple[Spans, list[str]]:
    """Offsets and texts of the lines that are not empty; those that may be furniture have single spaces."""
    spans: Spans = []
    texts: list[str] = []
    start = 0
    for line in folded.split("\n"):
        end = start + len(line)
        text = line.strip()
        if "  " in text and len(text) <= MAX_REPEATED:
            text = " ".join(text.split())
        if text:
            spans.append((start, end))
            texts.append(text)
        start = end + 1
    return spans, texts


def _head(texts: list[str], has_title: bool) -> Verdicts:
    """The title and its repetitions near the top. Without a title only what the page repeats is a headline."""
    found: Verdicts = [None] * len(texts)
    again = [number for number in range(1, min(len(texts), HEAD + 1)) if texts[number] == texts[0]]
    if has_title and texts:
        found[0] = _TITLE
    elif again and len(texts) > 2 and _HEADLINE.fullmatch(texts[0]) and _all_short(texts[1 : again[0]]):
        found[0] = _DOUBLED_TITLE
    for number in again if found and found[0] else ():
        found[number] = _REPEATED_TITLE
    return found


def _all_short(texts: list[str]) -> bool:
    return all(len(text) <= MAX_LINE for text in texts)


def _paragraphs(texts: list[str]) -> list[bool]:
    """Which lines are paragraphs by their length and end."""
    ends = _SENTENCE_END.search
    return [len(text) > MAX_LINE or (len(text) >= SENTENCE and ends(text) is not None) for text in texts]


def _by_words(texts: list[str], found: Verdicts, furniture: Furniture) -> list[int]:
    """Lines that are furniture wherever they stand; returns the paragraphs that are not.

    A line that is all there is of a story is never taken for a caption or the like.
    """
    paragraphs = _paragraphs(texts)
    has_story = any(paragraphs)
    for number, text in enumerate(texts):
        if found[number] is None and len(text) <= MAX_REPEATED:
            first = first_word(text)
            if not first or text[0] == "#":
                found[number] = _signs(text, first)
            if first:
                found[number] = found[number] or furniture.whole(text, first, has_story and not paragraphs[number])
    return [number for number, one in enumerate(found) if one is None and paragraphs[number]]


def _signs(text: str, first: str) -> Found | None:
    """Lines without a word: counters, rules, pictograms (a year or a date says something); and hashtags alone."""
    if first:
        return _HASHTAG if _HASHTAGS.fullmatch(text) else None
    if _DATE.fullmatch(text):
        return None
    return _COUNTER if any(char.isdecimal() for char in text) else _SEPARATOR


def _by_place(texts: list[str], found: Verdicts, story: list[int], furniture: Furniture) -> None:
    """Lines that are furniture because of where they stand: before and behind the story, and under a list's title."""
    if not story:  # no paragraph: the longest line is the story
        rest = [number for number, one in enumerate(found) if one is None]
        story = [max(rest, key=lambda number: len(texts[number]))] if rest else []
    if not story:
        return
    first, last = story[0], story[-1]
    for number in (*range(first), *range(last + 1, len(texts))):
        if found[number] is None or found[number] is REPEATED:
            found[number] = furniture.at_edge(texts[number], first_word(texts[number])) or found[number]
    if last + 1 < len(texts):
        _mark_headings(texts, found, last)
    if any(one is not None and one.opens_list for one in found):
        _mark_lists(texts, found, first)


def _mark_headings(texts: list[str], found: Verdicts, last: int) -> None:
    """Short lines with a pictogram behind the story, unless its author decorates the lines of the story too."""
    headings = [
        number
        for number in range(last + 1, len(texts))
        if found[number] is None
        and _PICTOGRAM.match(texts[number])
        and len(texts[number].split()) <= PICTOGRAM_WORDS + 1
    ]
    story = (text for text, one in zip(texts[: last + 1], found, strict=False) if one is None)
    if headings and not any(map(_PICTOGRAM.match, story)):
        for number in headings:
            found[number] = _HEADING


def _mark_lists(texts: list[str], found: Verdicts, first: int) -> None:
    """The short lines under the title of a list, up to the next sentence. A title above the story has none."""
    is_listed = False
    for number in range(first + 1, len(texts)):
        text, one = texts[number], found[number]
        if one is not None:
            is_listed = is_listed or one.opens_list
        elif len(text) > MAX_LINE or text[-1] == ":" or (text[-1] not in "؟?" and _SENTENCE_END.search(text)):
            is_listed = False
        elif is_listed:
            found[number] = _LISTED


def _pieces(folded: str, start: int, end: int, furniture: Furniture) -> list[Line]:
    """A line of the body, without the dateline that opens it and the teaser in brackets that ends it."""
    opening = furniture.before(folded, start, end)
    closing = furniture.behind(folded, start, end)
    if opening is None and closing is None:
        return [Line(start, end, "body")]
    begin, stop = opening[0] if opening else start, closing[0] if closing else end
    lines = []
    if opening:
        lines.append(Line(start, begin, opening[1].role, opening[1].rule_id))
    if begin < stop:
        lines.append(Line(begin, stop, "body"))
    if closing:
        lines.append(Line(stop, end, closing[1].role, closing[1].rule_id))
    return lines
