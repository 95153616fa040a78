"""The codebook: what may be read, and with which words. Loads `resources/codebook/*.csv` into dataclasses.

A file's columns are the fields of its dataclass, in order; `|` separates the values of a list column. Everything a
slip of the editor can break (a type that does not exist, a misspelt role, an id used twice) is refused here with file,
line, column and remedy, so that no stage needs to doubt a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sijill import confidence, furnishings, merging
from sijill.coderows import CodebookError, convert, read
from sijill.codewords import (
    Actor,
    AmbiguousName,
    Capital,
    Connective,
    Cue,
    EventType,
    Head,
    Modifier,
    Office,
    Restriction,
    Source,
    SupportVerb,
    Title,
    Trigger,
    Unit,
    WordClass,
)
from sijill.furnishings import Furnishing


@dataclass(frozen=True)
class Codebook:
    """All of the codebook, rows in the order of their files."""

    event_types: dict[str, EventType]
    triggers: tuple[Trigger, ...]
    support_verbs: tuple[SupportVerb, ...]
    modifiers: tuple[Modifier, ...]
    cues: tuple[Cue, ...]
    sources: tuple[Source, ...]
    units: tuple[Unit, ...]
    heads: tuple[Head, ...]
    titles: tuple[Title, ...]
    offices: tuple[Office, ...]
    connectives: tuple[Connective, ...]
    restrictions: tuple[Restriction, ...]
    actors: dict[str, Actor]
    capitals: dict[str, str]
    ambiguous_names: dict[str, str]
    furniture: tuple[Furnishing, ...]
    confidence: dict[str, float]
    merging: dict[str, int]
    memberships: dict[str, tuple[str, ...]]


# File stem → row class and the columns that identify a row.
FILES: dict[str, tuple[type, tuple[str, ...]]] = {
    "event_types": (EventType, ("event_type",)),
    "triggers": (Trigger, ("trigger_id",)),
    "support_verbs": (SupportVerb, ("verb_id",)),
    "modifiers": (Modifier, ("modifier_id",)),
    "cues": (Cue, ("cue_id",)),
    "sources": (Source, ("source_id",)),
    "units": (Unit, ("unit_id",)),
    "heads": (Head, ("head_id",)),
    "titles": (Title, ("title_id",)),
    "offices": (Office, ("office_id",)),
    "connectives": (Connective, ("connective_id",)),
    "restrictions": (Restriction, ("restriction_id",)),
    "actors": (Actor, ("actor_id",)),
    "capitals": (Capital, ("name_ar",)),
    "ambiguous_names": (AmbiguousName, ("name_ar",)),
    "furniture": (Furnishing, furnishings.KEY),
    "confidence": (confidence.Weight, confidence.KEY),
    "merging": (merging.Evidence, merging.KEY),
    "memberships": (merging.Membership, merging.MEMBERSHIP_KEY),
    "word_classes": (WordClass, ("class_id",)),
}


def load(folder: Path) -> Codebook:
    """Read and check every file of the codebook folder. Raises CodebookError."""
    raw = {stem: read(folder / f"{stem}.csv", row_class, key) for stem, (row_class, key) in FILES.items()}
    ids = {stem: {row[FILES[stem][1][0]] for _, row in rows} for stem, rows in raw.items()}
    tables: dict[str, Any] = {stem: convert(f"{stem}.csv", FILES[stem][0], rows, ids) for stem, rows in raw.items()}
    tables["event_types"] = {row.event_type: row for row in tables["event_types"]}
    tables["actors"] = {row.actor_id: row for row in tables["actors"]}
    tables["capitals"] = {row.name_ar: row.actor_id for row in tables["capitals"]}
    tables["ambiguous_names"] = {row.name_ar: row.reason for row in tables["ambiguous_names"]}
    tables["confidence"] = {row.evidence: row.weight for row in tables["confidence"]}
    tables["merging"] = merging.hundredths(tables["merging"])
    tables["memberships"] = merging.groups(tables["memberships"])
    classes = {row.class_id: row.words for row in tables.pop("word_classes")}
    tables["triggers"] = tuple(_spelt_out(row, classes) for row in tables["triggers"])
    for trigger in tables["triggers"]:
        _check_trigger(trigger)
    _check_kinds(tables["restrictions"], {actor.kind for actor in tables["actors"].values()})
    furnishings.check(tables["furniture"])
    return Codebook(**tables)


def _spelt_out(trigger: Trigger, classes: Mapping[str, tuple[str, ...]]) -> Trigger:
    """The trigger with the words of a class where its forms name one («@troops»)."""
    forms: list[str] = []
    for form in trigger.forms:
        if form.startswith("@") and form[1:] not in classes:
            raise CodebookError(
                f"triggers.csv, {trigger.trigger_id}, column forms: word_classes.csv has no class {form[1:]!r}. "
                f"Use one of {', '.join(sorted(classes))}."
            )
        forms += classes[form[1:]] if form.startswith("@") else (form,)
    return replace(trigger, forms=tuple(dict.fromkeys(forms)))


def _check_trigger(trigger: Trigger) -> None:
    """A verb is inflected from root and pattern, a noun or phrase is listed by its forms."""
    needed = ("root", "pattern") if trigger.pos == "verb" else ("forms",)
    for name in needed:
        if not getattr(trigger, name):
            raise CodebookError(
                f"triggers.csv, {trigger.trigger_id}, column {name}: a {trigger.pos} needs it. Fill it in."
            )


def _check_kinds(restrictions: Iterable[Restriction], kinds: Set[str]) -> None:
    """A restriction speaks of kinds that some actor is of."""
    for row in restrictions:
        if unknown := sorted(set(row.kinds) - kinds):
            raise CodebookError(
                f"restrictions.csv, {row.restriction_id}, column kinds: no actor is of kind {unknown[0]}. "
                f"Use one of {', '.join(sorted(kinds))}."
            )
