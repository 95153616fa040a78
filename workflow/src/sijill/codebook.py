"""The codebook: what may be read, and with which words. Loads `resources/codebook/*.csv` into dataclasses.

A file's columns are the fields of its dataclass, in order; `|` separates the values of a list column. Everything a
slip of the editor can break (a type that does not exist, a misspelt role, an id used twice) is refused here with file,
line, column and remedy, so that no stage needs to doubt a row.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from sijill import confidence, furnishings, merging
from sijill.coderows import CodebookError, Refers, Values, convert, read
from sijill.furnishings import Furnishing
from sijill.tables import ROLES, SOURCE_KINDS

TRIGGER_ROLES = (*ROLES, "place", "none")
# What must stand near a trigger for it to count, and, for triggers that assert casualties, what they count.
NEEDS = ("", "armed", "weapon", "human", "place", "carried", "named", "killed", "wounded")
CUE_KINDS = (
    "negation", "future", "intention", "hypothetical", "generic", "ongoing", "denial", "allegation", "claim", "opinion",
    "history", "exclusion", "accident", "elsewhere", "abstract", "reference", "none",
)  # fmt: skip
FUNCTIONS = (
    "agent", "backer", "backed_by", "boundary", "cause", "destination", "exclude", "holder", "instrument", "location",
    "origin", "owner", "result", "target", "topic", "with", "none",
)  # fmt: skip
ACLED = {
    "Battles": ("Government regains territory", "Non-state actor overtakes territory", "Armed clash"),
    "Protests": ("Excessive force against protesters", "Protest with intervention", "Peaceful protest"),
    "Riots": ("Violent demonstration", "Mob violence"),
    "Explosions/Remote violence": (
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED", "Grenade",
    ),
    "Violence against civilians": ("Sexual violence", "Attack", "Abduction/forced disappearance"),
    "Strategic developments": (
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use",
        "Headquarters or base established", "Looting/property destruction", "Non-violent transfer of territory",
        "Other",
    ),
}  # fmt: skip
SUB_EVENTS = tuple(sub_event for sub_events in ACLED.values() for sub_event in sub_events)
Role = Annotated[str, Values(TRIGGER_ROLES, default="none")]
Asserts = Annotated[str, Values(("event", "casualty"))]
TypeId = Annotated[str, Refers("event_types")]


@dataclass(frozen=True)
class EventType:
    """A type of event. Equivalents in PLOVER and ACLED may be empty, or hold alternatives with the default first."""

    event_type: str
    family: str
    plover_event: str
    plover_mode: str
    acled_event: Annotated[str, Values(("", *ACLED), several=True)]
    acled_sub_event: Annotated[str, Values(("", *SUB_EVENTS), several=True)]
    violent: bool
    symmetric: bool
    definition: str
    example_positive: str
    example_negative: str
    source: str

    def equivalents(self) -> dict[str, str | None]:
        """The PLOVER and ACLED columns of `events`: the default of each, None where there is no equivalent."""
        names = ("plover_event", "plover_mode", "acled_event", "acled_sub_event")
        return {name: getattr(self, name).split("|")[0] or None for name in names}


@dataclass(frozen=True)
class Trigger:
    """A word that names an event, with the roles of its grammatical complements.

    `forms` of a verb are words of which one must follow in its clause («أطلق … النار»), or none; those of nouns and
    phrases are all their forms, with … between the parts of a phrase in two.
    """

    trigger_id: str
    pos: Annotated[str, Values(("verb", "noun", "phrase"))]
    lemma: str
    root: str
    pattern: str
    forms: tuple[str, ...]
    event_type: TypeId
    subject: Role
    object: Role
    genitive: Role
    oblique_preps: tuple[str, ...]
    oblique: Role
    asserts: Asserts
    needs: Annotated[str, Values(NEEDS)]
    source: str


@dataclass(frozen=True)
class SupportVerb:
    """A light verb («شن», «تعرض ل») that carries a noun trigger; `subject` is its subject's role in that event, `preps`
    the prepositions that the noun must stand behind (none: no preposition; with `direct`: it need not)."""

    verb_id: str
    lemma: str
    root: str
    pattern: str
    subject: Role
    preps: tuple[str, ...]
    asserts: Asserts
    aspect: Annotated[str, Values(("actual", "ongoing", "planned", "end", "failed", "result"))]
    source: str


@dataclass(frozen=True)
class Modifier:
    """Words near a trigger that make its type more exact. The first row that applies wins: ids give the precedence.

    `scope`: right behind the trigger (adjacent), in its clause (not those who are struck), or the doer or those struck
    themselves. A longer entry hides the words inside it: «قاعدة جوية» stands in a row that changes nothing, so that
    «جوية» in it does not make an air strike.
    """

    modifier_id: str
    event_type: Annotated[tuple[str, ...], Refers("event_types")]
    words: tuple[str, ...]
    becomes: TypeId
    scope: Annotated[str, Values(("adjacent", "clause", "doer", "struck"))]
    source: str


@dataclass(frozen=True)
class Cue:
    """Words that say how the text stands to an event: denied, planned, alleged …"""

    cue_id: str
    forms: tuple[str, ...]
    kind: Annotated[str, Values(CUE_KINDS)]
    scope: Annotated[str, Values(("following", "clause", "sentence"))]
    source: str


@dataclass(frozen=True)
class Source:
    """Words that name who says so. Verbs of saying may give root and pattern; their forms are then made from these."""

    source_id: str
    forms: tuple[str, ...]
    kind: Annotated[str, Values(("say_verb", "according_to", "source_noun"))]
    source_kind: Annotated[str, Values(("", *SOURCE_KINDS))]
    root: str
    pattern: str
    source: str


@dataclass(frozen=True)
class Unit:
    """A counted noun, and what a number before it counts."""

    unit_id: str
    forms: tuple[str, ...]
    duals: tuple[str, ...]
    what: str
    human: bool
    source: str


@dataclass(frozen=True)
class Head:
    """A noun that stands before an actor's name («عناصر», «مواقع»): people, property, or what they strike with."""

    head_id: str
    forms: tuple[str, ...]
    kind: Annotated[str, Values(("group", "force", "property", "instrument", "area"))]
    source: str


@dataclass(frozen=True)
class Title:
    """A title before a person's name. `official`: it is a public office, so that the name is not a private person's."""

    title_id: str
    forms: tuple[str, ...]
    official: bool
    source: str


@dataclass(frozen=True)
class Office:
    """Titles whose holder stands for a body when an adjective of a state follows («وزير الدفاع الإسرائيلي»).

    `bodies`: names of the body, the first that the registry has; {m} and {f} stand for the adjective in its two
    genders, {x} for the words between title and adjective, a lone = for the forces that the adjective itself names.
    """

    office_id: str
    forms: tuple[str, ...]
    bodies: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Connective:
    """A particle or phrase, and the function of what follows it."""

    connective_id: str
    forms: tuple[str, ...]
    function: Annotated[str, Values(FUNCTIONS)]
    source: str


@dataclass(frozen=True)
class Actor:
    """A registry actor with its names. `short_forms` need an antecedent; `nisbas` need a head («القوات الروسية»)."""

    actor_id: str
    name_ar: str
    name_en: str
    kind: str
    country: str
    parent: Annotated[str, Refers("actors", optional=True)]
    backers: Annotated[tuple[str, ...], Refers("actors", optional=True)]
    valid_from: str
    valid_to: str
    aliases: tuple[str, ...]
    short_forms: tuple[str, ...]
    loaded_names: tuple[str, ...]
    nisbas: tuple[str, ...]
    plover_sector: str
    acled_inter: int | None
    source: str


@dataclass(frozen=True)
class Capital:
    """A name of a capital that stands for its state where it acts or speaks."""

    name_ar: str
    actor_id: Annotated[str, Refers("actors")]
    source: str


@dataclass(frozen=True)
class AmbiguousName:
    """A place name that is a common word, a person's name or the like too."""

    name_ar: str
    reason: str
    source: str


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
    "actors": (Actor, ("actor_id",)),
    "capitals": (Capital, ("name_ar",)),
    "ambiguous_names": (AmbiguousName, ("name_ar",)),
    "furniture": (Furnishing, furnishings.KEY),
    "confidence": (confidence.Weight, confidence.KEY),
    "merging": (merging.Evidence, merging.KEY),
    "memberships": (merging.Membership, merging.MEMBERSHIP_KEY),
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
    for trigger in tables["triggers"]:
        _check_trigger(trigger)
    furnishings.check(tables["furniture"])
    return Codebook(**tables)


def _check_trigger(trigger: Trigger) -> None:
    """A verb is inflected from root and pattern, a noun or phrase is listed by its forms."""
    needed = ("root", "pattern") if trigger.pos == "verb" else ("forms",)
    for name in needed:
        if not getattr(trigger, name):
            raise CodebookError(
                f"triggers.csv, {trigger.trigger_id}, column {name}: a {trigger.pos} needs it. Fill it in."
            )
