"""Names that a recognizer sees and no lexicon has: they stay as written, unresolved, and take no part in an event."""

from __future__ import annotations

from sijill.extract.names.resolver import Resolution
from sijill.extract.rows import Reading, write_span
from sijill.extract.sentence import Item, Sentence
from sijill.text.camel import Tagger

RULE = "camel_ner"
SPAN_KINDS = {"person": "person", "place": "place", "organisation": "actor"}


def read_entities(sentence: Sentence, reading: Reading, tagger: Tagger) -> None:
    """Spans of the recognizer's names that touch no name read before; persons are private until a title says more."""
    named = [
        (row["start"], row["end"])
        for row in reading.rows.get("spans", ())
        if row["sentence_no"] == sentence.number and row["kind"] in SPAN_KINDS.values()
    ]
    words = [reading.raw(start, end)[2] for start, end in sentence.tokens]
    for entity in tagger.entities(words):
        start, end = sentence.tokens[entity.first][0], sentence.tokens[entity.last - 1][1]
        first, last, _ = reading.raw(start, end)
        if not any(first < other_end and other_start < last for other_start, other_end in named):
            kind = SPAN_KINDS[entity.kind]
            item = Item(kind, entity.first, entity.last, start, end, None)
            status = Resolution(None, "not_in_registry", RULE)
            write_span(item, sentence, reading, kind, status, "private" if kind == "person" else None)
