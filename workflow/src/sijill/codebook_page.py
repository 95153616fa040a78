"""The codebook as a page to read: `workflow/docs/codebook.md` is this text."""

from __future__ import annotations

from collections.abc import Iterable

from sijill.codebook import Codebook
from sijill.codewords import EventType

INTRO = """<!-- Written by `make docs`; edit the files in `resources/codebook/` instead. -->

# Codebook

{types} event types, read with {triggers} triggers, {support} support verbs and {modifiers} modifiers.
PLOVER and ACLED equivalents are those of the nearest kind; a dash means none. Where two are given, the first is the
default. A type is *violent* where it is an act of force, *symmetric* where its sides are participants, not doer and
recipient."""
FURNITURE = """Words by which a line of a page is no part of the story.

| position | what goes |
| --- | --- |
| line | the line that is these words and nothing else, a counter and marks aside |
| edge | the same, only before the first paragraph of the story or after its last |
| start | the line that begins so |
| prefix | the piece before the story on its line |
| suffix | the bracket at the end of a paragraph that begins so |
| class | nothing; other forms call these words by their id in braces |

`*` is any words of a line, at most 60 characters; `_` one word; `#` a number; `{name}` one to four words; `{date}` and
`{time}` those in digits."""
ASPECTS = {
    "actual": "the event happened",
    "ongoing": "the event goes on",
    "planned": "the event is planned, nothing has happened",
    "end": "the event ends",
    "failed": "the event was stopped or missed: negated",
    "result": "what follows is what the event led to",
}


def as_markdown(codebook: Codebook) -> str:
    """Types with definitions, examples, equivalents and words; then support verbs, modifiers and cues, as Markdown."""
    types = codebook.event_types.values()
    counts = {
        "types": len(types),
        "triggers": len(codebook.triggers),
        "support": len(codebook.support_verbs),
        "modifiers": len(codebook.modifiers),
    }
    parts = [
        INTRO.format(**counts),
        _grid(("type", "family", "PLOVER", "ACLED"), (_equivalents(row) for row in types)),
        *(_event_type(row, codebook) for row in types),
        *_support_verbs(codebook),
        *_modifiers(codebook),
        *_cues(codebook),
        *_furniture(codebook),
    ]
    return "\n\n".join(parts) + "\n"


def _equivalents(row: EventType) -> tuple[str, str, str, str]:
    plover = _choices(row.plover_event, row.plover_mode)
    return f"[{row.event_type}](#{row.event_type})", row.family, plover, _choices(row.acled_event, row.acled_sub_event)


def _choices(*values: str) -> str:
    """The values of neighbouring columns, alternatives joined by "or"."""
    shown = (" or ".join(filter(None, value.split("|"))) for value in values)
    return " / ".join(filter(None, shown)) or "–"


def _event_type(row: EventType, codebook: Codebook) -> str:
    traits = [name for name, holds in (("violent", row.violent), ("symmetric", row.symmetric)) if holds]
    lemmas = [trigger.lemma for trigger in codebook.triggers if trigger.event_type == row.event_type]
    more = [modifier.modifier_id for modifier in codebook.modifiers if modifier.becomes == row.event_type]
    lines = [
        f"## {row.event_type}",
        row.definition + (f" ({', '.join(traits)})" if traits else ""),
        f"- Is one: {_arabic(row.example_positive)}\n- Is none: {_arabic(row.example_negative)}",
        f"Words: {_words(dict.fromkeys(lemmas))}" if lemmas else "",
        f"Modifiers: {', '.join(f'`{name}`' for name in more)}" if more else "",
        f"Source: {row.source}.",
    ]
    return "\n\n".join(filter(None, lines))


def _support_verbs(codebook: Codebook) -> list[str]:
    groups: dict[tuple[str, str], list[str]] = {}
    for verb in codebook.support_verbs:
        groups.setdefault((verb.aspect, verb.subject), []).append(verb.lemma)
    order = sorted(groups, key=lambda group: (list(ASPECTS).index(group[0]), group[1]))
    rows = ((ASPECTS[group[0]], group[1], _words(groups[group])) for group in order)
    intro = "Light verbs that carry a noun: the noun names the event, the verb says who did it and how far it went."
    return ["## Support verbs", intro, _grid(("says that", "role of its subject", "verbs"), rows)]


def _modifiers(codebook: Codebook) -> list[str]:
    rows = (
        (f"`{row.modifier_id}`", ", ".join(row.event_type), row.becomes, row.scope, _words(row.words))
        for row in codebook.modifiers
    )
    intro = "Words near a trigger that make its type more exact. The first to apply wins; longer ones hide their parts."
    return ["## Modifiers", intro, _grid(("modifier", "from", "to", "reach", "words"), rows)]


def _cues(codebook: Codebook) -> list[str]:
    rows = ((f"`{cue.cue_id}`", cue.kind, cue.scope, _words(cue.forms)) for cue in codebook.cues)
    intro = "Words that say how the text stands to an event."
    return ["## Cues", intro, _grid(("cue", "kind", "reach", "words"), rows)]


def _furniture(codebook: Codebook) -> list[str]:
    rows = ((f"`{row.furniture_id}`", row.kind, row.position, _words(row.forms)) for row in codebook.furniture)
    return ["## Page furniture", FURNITURE, _grid(("words", "kind", "position", "forms"), rows)]


def _words(words: Iterable[str]) -> str:
    return _arabic("، ".join(words))


def _arabic(text: str) -> str:
    return f'<span dir="rtl" lang="ar">{text}</span>'


def _grid(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
