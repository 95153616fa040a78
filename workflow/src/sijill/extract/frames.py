"""Frames: which phrase is subject, object, genitive or complement of which trigger.

Every phrase has at most one governor: the nearest predicate before it that takes it, or the verb it stands before.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sijill.codebook import Trigger
from sijill.extract.lexicon import VerbForm
from sijill.extract.phrases import PREPOSITIONS, NounPhrase
from sijill.extract.predicates import after_preposition, readings, says
from sijill.extract.sentence import Item, Sentence

VERB_GAP, NOUN_GAP, PREVERBAL_GAP, SUPPORT_GAP = 3, 1, 6, 7  # words that may stand between and are not understood
MANAGED = {"tamakkana": "من", "najaha": "في"}  # verbs of success: the preposition of what was managed may be far behind
MANAGED_GAP = 28
PHRASE_COST = 2  # a preposition between a predicate and a phrase counts as so many of them
UNDERSTOOD = ("time", "number", "nisba", "head", "unit", "modifier", "place", "actor", "link", "title", "person")
HIMSELF = frozenset(("انه", "انها", "انهم", "بانه", "بانها", "بانهم", "انهما", "وانه", "وانها"))
PREDICATES = ("trigger", "support", "source")
AGENT_LINKS = {"agent": "actor", "backer": "backer", "with": "participant"}
PLACE_FUNCTIONS = ("في", "ب", "location", "بين")


@dataclass
class Frame:
    """A trigger in its sentence: the phrases by function, and the support verb that carries it."""

    trigger: Item
    support: Item | None = None
    functions: dict[str, list[NounPhrase]] = field(default_factory=dict)
    means: Frame | None = None  # the frame of what it was done with («استهدف … بعبوة ناسفة»)
    as_noun: bool = False  # a verb's letters in a noun's place («بعد ضرب …»): the masdar of form I
    has_object: bool = False  # «استهداف القوات لسيارة»: what is struck stands behind ل, the doer in the genitive
    is_cause: bool = False  # «قُتل مدني جراء استهداف القوات …»: what follows the cause of a death is its doer

    @property
    def row(self) -> Trigger:
        row = self.trigger.value.row
        assert isinstance(row, Trigger)
        return row

    @property
    def is_verb(self) -> bool:
        """Whether it takes a subject: a verb or a phrase with one («فتح … النار»), not a masdar of the same letters."""
        if isinstance(self.trigger.value, VerbForm):
            return not self.as_noun
        return self.row.pos == "phrase" and self.row.subject != "none"

    def get(self, *functions: str) -> list[NounPhrase]:
        return [phrase for function in functions for phrase in self.functions.get(function, ())]

    def put(self, function: str, phrase: NounPhrase) -> None:
        self.functions.setdefault(function, []).append(phrase)


def frames(sentence: Sentence, phrases: list[NounPhrase]) -> list[Frame]:
    """A frame for every trigger of the sentence, phrases attached to their governors."""
    found = [Frame(item, as_noun=after_preposition(item, sentence)) for item in readings(sentence)]
    for frame in found:
        frame.support = _support(frame, sentence)
    supports = {frame.support.first: frame for frame in found if frame.support}
    for phrase in phrases:
        _attach(phrase, found, supports, sentence)
    for frame in found:
        _attach_nisba(frame, sentence)
        frame.is_cause = _is_cause(frame, sentence)
        frame.has_object = _has_object(frame, sentence)
    return found


def _has_object(frame: Frame, sentence: Sentence) -> bool:
    """Whether a noun with ل stands right behind the genitive of a masdar."""
    genitives = frame.get("genitive")
    index = genitives[-1].last if genitives else 0
    index += bool(sentence.at(index, "nisba"))
    noun = sentence.at(index, "head", "unit", "place") if genitives else None
    return noun is not None and noun.prep == "ل" and noun.first == index


def _is_cause(frame: Frame, sentence: Sentence) -> bool:
    link = sentence.at(frame.trigger.first - 1, "link")
    hurt = [
        item
        for item in sentence.of("trigger")
        if item.value.row.asserts == "casualty" and item.last <= frame.trigger.first
    ]
    return link is not None and link.value.function == "cause" and bool(hurt)


def _attach_nisba(frame: Frame, sentence: Sentence) -> None:
    """The relational adjective of a noun trigger names its doer: «غارات جوية إسرائيلية»."""
    if frame.is_verb:
        return
    index, skipped = frame.trigger.last, 0
    while skipped <= 1:
        nisba = sentence.at(index, "nisba")
        if nisba is not None:
            frame.put("nisba", NounPhrase(nisba, nisba.first, nisba.last))
        elif sentence.word(index) not in ("او", "و") and not sentence.at(index, "modifier"):
            if sentence.word(index) in PREPOSITIONS or sentence.at(
                index, *PREDICATES, "actor", "place", "link", "number"
            ):
                return
            skipped += 1
        index += 1


def _support(frame: Frame, sentence: Sentence) -> Item | None:
    """The light verb that carries a noun trigger: before it, or behind it in a relative clause («غارات شنتها …»)."""
    if frame.is_verb:
        return None
    for item in reversed(sentence.of("support")):
        gap = frame.trigger.first - item.last
        if item.suffix and item.value.row.asserts == "event" and item.value.row.subject == "actor":
            continue  # «لغم زرعته …»: its object stands before it
        managed = isinstance(item.value, VerbForm) and MANAGED.get(getattr(item.value.row, "verb_id", ""))
        most = MANAGED_GAP if managed and _follows(frame.trigger, managed, sentence) else SUPPORT_GAP + 4
        if 0 <= gap <= most and not sentence.stop_between(item.last, frame.trigger.first):
            between = [other for other in sentence.of("trigger") if item.last <= other.first < frame.trigger.first]
            if not between:
                return item
    for item in sentence.of("support"):
        if (
            0 <= item.first - frame.trigger.last <= 3
            and item.suffix
            and not sentence.stop_between(frame.trigger.last, item.first)
        ):
            return item
    return None


def _follows(trigger: Item, prep: str, sentence: Sentence) -> bool:
    """Whether a preposition stands before a trigger: «…، من تحرير», «من استعادة وتأمين»; «بتحرير» for any."""
    before = (sentence.word(trigger.first - 1), sentence.word(trigger.first - 2) if trigger.joined else "")
    return trigger.prep == "ب" or prep in before or "من" in before


def _attach(phrase: NounPhrase, found: list[Frame], supports: dict[int, Frame], sentence: Sentence) -> None:
    """Give the phrase to its governor's frame."""
    chief = phrase.chief
    function = chief.link or chief.prep or "direct"
    if function in ("none", "backed_by", "exclude", "topic"):
        return
    before = [
        item
        for item in sentence.of(*PREDICATES)
        if item.last <= chief.first
        and _same_clause(item.last, chief.first, sentence)
        and not (item.kind == "source" and sentence.at(item.first, "trigger"))
    ]
    owners = [(item, _frame_of(item, found, supports)) for item in reversed(before)]
    if _of_source(owners):
        return  # «…، بحسب مدير المشفى في المدينة»
    if function == "direct":
        _attach_direct(phrase, chief, owners, found, supports, sentence)
        return
    for item, frame in owners:
        if function == "ل" and item.kind == "trigger" and not _doer_near(item, chief, frame, sentence):
            continue
        if frame is not None and _takes(frame, function, item, phrase.name.kind == "place"):
            frame.put(function, phrase)
            return
    function = "location" if function == "على" else function  # «على طريق تدمر»
    if function in PLACE_FUNCTIONS and phrase.name.kind == "place":
        frame = next((frame for _, frame in owners if frame is not None), None) or _next_frame(
            chief, found, supports, sentence, 25
        )
        if frame is not None:
            frame.put(function, phrase)


def _of_source(owners: list[tuple[Item, Frame | None]]) -> bool:
    """Whether «بحسب» and the source it names are the nearest: what stands behind belongs to the source."""
    for item, frame in owners:
        if frame is not None or item.kind != "source":
            return False
        if item.value.kind == "according_to":
            return True
    return False


def _doer_near(trigger: Item, chief: NounPhrase, frame: Frame | None, sentence: Sentence) -> bool:
    """«هجوم جديد للتنظيم»; but not «الهجوم على البلدة، آخر معقل للتنظيم», where ل belongs to another noun."""
    between = range(trigger.last, chief.first)
    if frame is None or frame.is_verb or frame.get("genitive"):
        return True
    return not any(
        sentence.word(index) in PREPOSITIONS or sentence.word(index) in "،," or sentence.at(index, "place")
        for index in between
    )


def _same_clause(first: int, last: int, sentence: Sentence) -> bool:
    return not sentence.stop_between(first, last)


def _frame_of(item: Item, found: list[Frame], supports: dict[int, Frame]) -> Frame | None:
    if item.kind == "trigger":
        return next((frame for frame in found if frame.trigger is item), None)
    return supports.get(item.first) if item.kind == "support" else None


def _takes(frame: Frame, function: str, item: Item, is_place: bool) -> bool:
    """Whether a frame takes a phrase with this preposition or connective."""
    row = frame.row
    if function == "بين" and not is_place:
        return "بين" in row.oblique_preps
    if function in AGENT_LINKS or function in row.oblique_preps or function in PLACE_FUNCTIONS:
        return True
    if function in ("origin", "من", "إلى", "destination"):
        return True  # kept, so that an origin or destination is never read as the place
    by = row.genitive == "actor" and not frame.is_verb  # «تعزيزات للفرقة الرابعة»
    return function == "ل" and (by or bool(frame.get("genitive")) or item.kind == "support" or "ل" in row.oblique_preps)


def _attach_direct(
    phrase: NounPhrase, chief: NounPhrase, owners: list[tuple[Item, Frame | None]], found: list[Frame],
    supports: dict[int, Frame], sentence: Sentence,
) -> None:  # fmt: skip
    """Subject, object or genitive of the nearest predicate before it; else subject of the verb behind it."""
    if owners:
        item, frame = owners[0]
        gap = _unknown_words(item.last, chief.first, sentence)
        is_noun = item.kind == "trigger" and frame is not None and not frame.is_verb
        if frame is not None and gap <= (NOUN_GAP if is_noun else VERB_GAP):
            function = "genitive" if is_noun else "support_subject" if item.kind == "support" else "after"
            if item.kind == "trigger" and is_noun and frame.support and frame.support.first > item.first:
                function = "genitive"
            frame.put(function, phrase)
            return
    behind = _next_frame(chief, found, supports, sentence, PREVERBAL_GAP)
    if behind is not None and _speaks(chief, owners, behind, sentence):
        return
    if behind is not None and (behind.is_verb or behind.support is not None):
        behind.put("preverbal", phrase)


def _speaks(chief: NounPhrase, owners: list[tuple[Item, Frame | None]], behind: Frame, sentence: Sentence) -> bool:
    """Whether a phrase is the subject of a verb of saying, and so not of what is said; but «أعلن الجيش أنه قصف»."""
    act = behind.support or behind.trigger
    if not isinstance(act.value, VerbForm) or act.value.tense == "noun":
        return False
    said = bool(owners) and owners[0][0].kind == "source" and owners[0][0].last == chief.first
    said = said or any(chief.last <= item.first < act.first for item in sentence.of("source") if says(item))
    his = [item for item in sentence.of("head", "unit") if chief.last <= item.first < act.first and item.suffix]
    return said and not his and not any(sentence.word(index) in HIMSELF for index in range(chief.last, act.first))


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
    """Words between two tokens that no lexicon knows; a comma is one word, a preposition opens a phrase of its own."""
    return sum(_distance(index, sentence) for index in range(first, last))


def _distance(index: int, sentence: Sentence) -> int:
    if sentence.word(index) in PREPOSITIONS:
        return PHRASE_COST
    return 0 if sentence.at(index, *UNDERSTOOD) else 1
