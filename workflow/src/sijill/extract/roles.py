"""Roles by grammatical function: which phrase is subject, object, genitive or complement of which trigger.

A trigger row says which role each grammatical function has; this module only finds the functions. Every phrase has at
most one governor: the nearest predicate before it that takes it, or the verb it stands before.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sijill.codebook import Trigger
from sijill.extract.lexicon import Phrase, VerbForm
from sijill.extract.phrases import NounPhrase
from sijill.extract.sentence import Item, Sentence

VERB_GAP, NOUN_GAP, PREVERBAL_GAP, SUPPORT_GAP = 3, 1, 6, 7  # words that may stand between and are not understood
UNDERSTOOD = ("time", "number", "nisba", "head", "unit", "modifier", "place", "actor", "link")
PREDICATES = ("trigger", "support", "source")
OWNED = ("property", "owned")
AGENT_LINKS = {"agent": "actor", "backer": "backer", "with": "participant"}
PLACE_FUNCTIONS = ("في", "ب", "location")


@dataclass
class Frame:
    """A trigger in its sentence: the phrases by function, and the support verb that carries it."""

    trigger: Item
    support: Item | None = None
    functions: dict[str, list[NounPhrase]] = field(default_factory=dict)

    @property
    def row(self) -> Trigger:
        row = self.trigger.value.row
        assert isinstance(row, Trigger)
        return row

    @property
    def is_verb(self) -> bool:
        return isinstance(self.trigger.value, VerbForm)

    def get(self, *functions: str) -> list[NounPhrase]:
        return [phrase for function in functions for phrase in self.functions.get(function, ())]

    def put(self, function: str, phrase: NounPhrase) -> None:
        self.functions.setdefault(function, []).append(phrase)


@dataclass(frozen=True)
class Participation:
    """A phrase in a role, with the grammatical function that gave it."""

    phrase: NounPhrase
    role: str
    function: str


def frames(sentence: Sentence, phrases: list[NounPhrase]) -> list[Frame]:
    """A frame for every trigger of the sentence, phrases attached to their governors."""
    found = [Frame(item) for item in sentence.of("trigger") if _complete(item, sentence)]
    for frame in found:
        frame.support = _support(frame, sentence)
    supports = {frame.support.first: frame for frame in found if frame.support}
    for phrase in phrases:
        _attach(phrase, found, supports, sentence)
    return found


def _complete(item: Item, sentence: Sentence) -> bool:
    """A discontinuous phrase needs its second part in the clause («لقي … مصرعه»)."""
    tail = item.value.tail if isinstance(item.value, Phrase) else ""
    if not tail:
        return True
    ahead = [index for index in range(item.last, min(item.last + 12, len(sentence.tokens)))]
    return any(sentence.word(index).startswith(tail) and not sentence.stop_between(item.last, index) for index in ahead)


def _support(frame: Frame, sentence: Sentence) -> Item | None:
    """The light verb that carries a noun trigger: before it in the clause, or behind it in a relative clause («غارات شنتها …»)."""
    if frame.is_verb:
        return None
    for item in reversed(sentence.of("support")):
        gap = frame.trigger.first - item.last
        if 0 <= gap <= SUPPORT_GAP + 4 and not sentence.stop_between(item.last, frame.trigger.first):
            between = [other for other in sentence.of("trigger") if item.last <= other.first < frame.trigger.first]
            if not between:
                return item
    for item in sentence.of("support"):
        if 0 <= item.first - frame.trigger.last <= 3 and item.suffix and not sentence.stop_between(frame.trigger.last, item.first):
            return item
    return None


def _attach(phrase: NounPhrase, found: list[Frame], supports: dict[int, Frame], sentence: Sentence) -> None:
    """Give the phrase to its governor's frame."""
    chief = phrase.chief
    function = chief.link or chief.prep or "direct"
    if function in ("none", "backed_by", "exclude", "topic"):
        return
    before = [item for item in sentence.of(*PREDICATES) if item.last <= chief.first and _same_clause(item.last, chief.first, sentence)]
    owners = [(item, _frame_of(item, found, supports)) for item in reversed(before)]
    if function == "direct":
        _attach_direct(phrase, chief, owners, found, supports, sentence)
        return
    for item, frame in owners:
        if frame is not None and _takes(frame, function, item):
            frame.put(function, phrase)
            return
    if function in PLACE_FUNCTIONS and phrase.name.kind == "place":
        frame = next((frame for _, frame in owners if frame is not None), None) or _next_frame(chief, found, supports, sentence, 25)
        if frame is not None:
            frame.put(function, phrase)


def _same_clause(first: int, last: int, sentence: Sentence) -> bool:
    return not sentence.stop_between(first, last)


def _frame_of(item: Item, found: list[Frame], supports: dict[int, Frame]) -> Frame | None:
    if item.kind == "trigger":
        return next((frame for frame in found if frame.trigger is item), None)
    return supports.get(item.first) if item.kind == "support" else None


def _takes(frame: Frame, function: str, item: Item) -> bool:
    row = frame.row
    if function in AGENT_LINKS or function in row.oblique_preps or function in PLACE_FUNCTIONS:
        return True
    if function in ("origin", "من", "إلى", "destination"):
        return True  # kept, so that an origin or destination is never read as the place
    return function == "ل" and (bool(frame.get("genitive")) or item.kind == "support" or "ل" in row.oblique_preps)


def _attach_direct(
    phrase: NounPhrase, chief: NounPhrase, owners: list[tuple[Item, Frame | None]], found: list[Frame],
    supports: dict[int, Frame], sentence: Sentence,
) -> None:  # fmt: skip
    """Subject, object or genitive of the nearest predicate before it; else subject of the verb behind it."""
    if owners:
        item, frame = owners[0]
        gap = _unknown_words(item.last, chief.first, sentence)
        is_noun = item.kind == "trigger" and isinstance(item.value, Phrase)
        if frame is not None and gap <= (NOUN_GAP if is_noun else VERB_GAP):
            function = "genitive" if is_noun else "support_subject" if item.kind == "support" else "after"
            if item.kind == "trigger" and is_noun and frame.support and frame.support.first > item.first:
                function = "genitive"
            frame.put(function, phrase)
            return
        if item.kind != "source" and frame is not None and gap <= VERB_GAP + 3 and not is_noun:
            frame.put("after", phrase)
            return
    behind = _next_frame(chief, found, supports, sentence, PREVERBAL_GAP)
    if behind is not None and (behind.is_verb or behind.support is not None):
        behind.put("preverbal", phrase)


def _next_frame(
    chief: NounPhrase, found: list[Frame], supports: dict[int, Frame], sentence: Sentence, most: int
) -> Frame | None:
    """The frame of the first predicate behind a phrase in its clause, at most `most` not understood words away."""
    for item in sentence.of("trigger", "support"):
        if item.first >= chief.last:
            frame = _frame_of(item, found, supports)
            near = _unknown_words(chief.last, item.first, sentence) <= most
            return frame if near and _same_clause(chief.last, item.first, sentence) else None
    return None


def _unknown_words(first: int, last: int, sentence: Sentence) -> int:
    """Words between two tokens that no lexicon knows; commas count as one word."""
    return sum(1 for index in range(first, last) if sentence.at(index, *UNDERSTOOD) is None)


def participations(frame: Frame) -> list[Participation]:
    """The participants of a frame by the roles its trigger row gives to grammatical functions."""
    found = [*_agents(frame), *(_of_verb(frame) if frame.is_verb else _of_noun(frame)), *_obliques(frame)]
    unique: dict[tuple[int, int, str], Participation] = {}
    for part in found:
        if part.role not in ("none", "", "place") and part.phrase.name.kind != "place":
            unique.setdefault((part.phrase.name.start, part.phrase.name.end, part.phrase.name.kind), part)
    return list(unique.values())


def _agents(frame: Frame) -> list[Participation]:
    return [Participation(phrase, role, link) for link, role in AGENT_LINKS.items() for phrase in frame.get(link)]


def _obliques(frame: Frame) -> list[Participation]:
    return [
        Participation(phrase, frame.row.oblique, function)
        for function in frame.row.oblique_preps
        for phrase in frame.get(function)
    ]


def voice(frame: Frame) -> str:
    """active or passive. Letters that fit both are passive when nothing but people hurt can be the subject.

    For verbs of casualty («قتل») the active needs a doer and a victim: two phrases, or an agentless count is passive.
    """
    form = frame.trigger.value
    if not isinstance(form, VerbForm) or form.voice != "either":
        return form.voice if isinstance(form, VerbForm) else "active"
    chiefs = {id(phrase.chief) for phrase in frame.get("after") if phrase.name.kind != "place"}
    doers = [phrase for phrase in frame.get("after", "preverbal") if not phrase.counted and phrase.name.kind != "place"]
    if frame.row.asserts == "casualty":
        return "active" if doers and (len(chiefs) > 1 or frame.get("preverbal")) else "passive"
    if frame.get("agent"):
        return "passive"
    return "active"


def _of_verb(frame: Frame) -> list[Participation]:
    row = frame.row
    before, after = frame.get("preverbal"), frame.get("after")
    if voice(frame) == "passive":
        return [Participation(phrase, row.object, "passive_subject") for phrase in (*before, *after)]
    subjects, objects = list(before), []
    chief_of_subject = None
    for phrase in after:
        chief = phrase.chief
        if not subjects and chief_of_subject is None and chief.head not in OWNED and row.subject != "none":
            chief_of_subject = chief
        if chief is chief_of_subject:
            subjects.append(phrase)
        else:
            objects.append(phrase)
    return [
        *(Participation(phrase, row.subject, "subject") for phrase in subjects),
        *(Participation(phrase, row.object, "object") for phrase in objects),
    ]


def _of_noun(frame: Frame) -> list[Participation]:
    row = frame.row
    genitives = frame.get("genitive")
    swapped = bool(genitives) and bool(frame.get("ل")) and row.genitive in ("recipient", "victim")
    genitive_role = "actor" if swapped else row.genitive
    found = [Participation(phrase, _owned_role(phrase, genitive_role, row), "genitive") for phrase in genitives]
    if swapped:
        found += [Participation(phrase, row.genitive, "genitive_object") for phrase in frame.get("ل")]
    if frame.support is not None:
        role = frame.support.value.row.subject
        role = "participant" if role == "actor" and "participant" in (row.subject, row.genitive) else role
        subjects = frame.get("support_subject") or frame.get("preverbal")
        found += [Participation(phrase, role, "support_subject") for phrase in (*subjects, *frame.get("after"))]
    return found


def _owned_role(phrase: NounPhrase, role: str, row: Trigger) -> str:
    """What belongs to somebody does not act: «قصف مقرات الحزب» is fire on the party, not by it."""
    return "recipient" if role == "actor" and phrase.chief.head in OWNED else role
