"""The rows of the codebook: one dataclass for each file of `resources/codebook/`, its fields the file's columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sijill.coderows import Refers, Values
from sijill.tables import ROLES, SOURCE_KINDS

TRIGGER_ROLES = (*ROLES, "place", "none")
# What must stand near a trigger for it to count, and, for triggers that assert casualties, what they count.
NEEDS = ("", "armed", "weapon", "human", "place", "carried", "named", "killed", "wounded")
CUE_KINDS = (
    "negation", "future", "intention", "hypothetical", "generic", "ongoing", "denial", "allegation", "claim", "opinion",
    "history", "exclusion", "accident", "elsewhere", "abstract", "festive", "reference", "none",
)  # fmt: skip
FUNCTIONS = (
    "agent", "backer", "backed_by", "boundary", "cause", "destination", "exclude", "holder", "instrument", "location",
    "loyal", "origin", "owner", "result", "target", "topic", "with", "none",
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
    phrases are all their forms, with … between the parts of a phrase in two. `@name` stands for a class of words.
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
class WordClass:
    """Words of one kind that several verbs take («@troops» in the forms of a trigger), matched by how they begin."""

    class_id: str
    words: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class SupportVerb:
    """A light verb («شن», «تعرض ل») that carries a noun trigger; `subject` is its subject's role in that event, `preps`
    the prepositions that the noun must stand behind (none: no preposition; with `direct`: it need not). `masdar`: the
    verbal noun of a plain verb (form I), which follows no rule; of another, what replaces the regular one (`-`:
    none)."""

    verb_id: str
    lemma: str
    root: str
    pattern: str
    subject: Role
    preps: tuple[str, ...]
    asserts: Asserts
    aspect: Annotated[str, Values(("actual", "ongoing", "planned", "end", "failed", "result"))]
    masdar: tuple[str, ...]
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
class Restriction:
    """Kinds of actor that cannot play a role in events of these types (a selectional restriction), and what a phrase
    that names one is instead: a role, none (it takes no part), or refused (none; and a verb of which it is the subject
    is used in another sense)."""

    restriction_id: str
    event_types: Annotated[tuple[str, ...], Refers("event_types")]
    role: Annotated[str, Values(ROLES)]
    kinds: tuple[str, ...]
    becomes: Annotated[str, Values((*ROLES, "none", "refused"))]
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
