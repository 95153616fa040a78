"""Frames: which phrase is subject, object, genitive or complement of which trigger.

Every phrase has at most one governor: the nearest predicate before it that takes it, or the verb it stands before.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sijill.codewords import Trigger
from sijill.extract.grammar.apart import PREDICATES, attach_apart, share_declarer
from sijill.extract.grammar.around import causes, describes, is_passed, look_around, opens_with_hurt
from sijill.extract.grammar.carriers import manager_of, suffered, support_of
from sijill.extract.grammar.distance import is_aside_of, same_clause, unknown_words, words_between
from sijill.extract.grammar.governors import governed_elsewhere, is_fire_of, is_his, is_of_antecedent
from sijill.extract.grammar.phrases import BARRING, PREPOSITIONS, NounPhrase
from sijill.extract.grammar.predicates import LAST_OF_LEAD, behind_dateline, is_masdar, readings, says
from sijill.extract.grammar.tails import tail_of
from sijill.extract.lexicon import VerbForm
from sijill.extract.sentence import COMMAS, RELATIVES, Item, Sentence

VERB_GAP, NOUN_GAP, PREVERBAL_GAP = 3, 1, 6  # words that may stand between and are not understood
WITH_REACH = 8  # words not understood between an act and «إلى جانب»
OWN_REACH = 4  # words between a noun and whose it is behind ل
TALKING = frozenset(("meeting", "statement"))  # verbs whose two sides an adverbial parts: «التقى …، الأحد، في …، نظيره»
AT_ONCE = frozenset(("تزامنا", "بالتزامن", "بالتوازي"))  # «حفل في القدس، تزامنا مع اشتباكات …»: elsewhere
LIFTS_SIEGE = "p_fk_alhsar"
THAT, NOT = frozenset(("ان", "بان", "وان")), frozenset(("لا", "لم", "لن"))
HERSELF = frozenset(("انها", "بانها", "وانها"))
HIMSELF = HERSELF | {"انه", "انهم", "بانه", "بانهم", "انهما", "وانه"}
AGENT_LINKS = {
    "agent": "actor", "backer": "backer", "with": "participant", "holder": "recipient", "target": "recipient",
    "hurt": "victim",
}  # fmt: skip
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
    tail: int | None = None  # token of the object that the verb cannot do without («أطلق … النار»)
    carried: bool = False  # «غارات استهدفت …»: a verb of violence right behind tells it
    manager: Item | None = None  # «قام الجيش بشن غارات»: the verb before it that gives its light masdar a subject
    bodies: frozenset[int] = frozenset()  # starts of the names in the sentence that are armed bodies or governments
    is_plural: bool = False  # «اقتحموا»: its subject stands before it, or is not told
    is_feminine: bool = False  # «قتلت», «تقتل»: no verb of men behind it
    led: bool = False  # «استهدف الطيران مواقع …», «قصف الطيران قوات …»: a noun that names nobody here does it
    counted_behind: bool = False  # a number right behind a verb: «قتلت القوات العشرات»
    followed: bool = False  # a noun behind the first of those behind a verb: «اقتحم المحتجون مبنى …»
    assails: bool = False  # whom or with what is behind the first of those behind a verb: «طعن رجل شرطيا»
    is_bare: bool = False  # nothing behind a verb that might be its object: «الذين اعتقلوا في …»
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
        own = self.functions
        return [phrase for function in functions if function in own for phrase in own[function]] if own else []

    def put(self, function: str, phrase: NounPhrase) -> None:
        self.functions.setdefault(function, []).append(phrase)


def frames(sentence: Sentence, phrases: list[NounPhrase], bodies: frozenset[int] = frozenset()) -> list[Frame]:
    """A frame for every trigger of the sentence, phrases attached to their governors. `bodies`: starts of the names of
    armed bodies and governments."""
    found = [Frame(item, bodies=bodies, as_noun=is_masdar(item, sentence)) for item in readings(sentence)]
    for frame in found:
        frame.tail = tail_of(frame.trigger, sentence)
        frame.support = None if frame.is_verb else support_of(frame.trigger, sentence)
        if frame.support is not None and frame.support.first > frame.trigger.first and _is_of_object(frame):
            frame.support = None  # «تدمير طائرة أطلقها …»: the relative clause is that of the object
        frame.manager = manager_of(frame.support, sentence) if frame.support is not None else None
    managers = [(frame.manager, frame) for frame in found if frame.manager]  # «إسرائيل ردت بشن غارات»
    supports = {one.first: frame for one, frame in managers if one.last <= frame.trigger.first}
    behind = [frame for frame in found if frame.support is not None and frame.support.first > frame.trigger.first]
    befell = [(suffered(frame.trigger, sentence), frame) for frame in behind]
    supports |= {verb.first: frame for verb, frame in befell if verb is not None}
    supports |= {frame.support.first: frame for frame in found if frame.support}
    opening = behind_dateline(sentence) if sentence.number <= LAST_OF_LEAD else 0
    for phrase in phrases:
        if phrase.first >= opening and not describes(phrase, phrases, sentence):
            _attach(phrase, found, supports, sentence)
    for frame in found:
        attach_apart(frame, phrases, sentence)
        look_around(frame, sentence)
    share_declarer(found, sentence)
    return found


def _is_of_object(frame: Frame) -> bool:
    """Whether its words name what it is done to: an aircraft, «الحصار» of «كسر الحصار الذي تفرضه …»."""
    lifted = frame.row.trigger_id == LIFTS_SIEGE
    return lifted or frame.tail is not None or frame.row.event_type == "weapons_intercepted"


def _attach(phrase: NounPhrase, found: list[Frame], supports: dict[int, Frame], sentence: Sentence) -> None:
    """Give the phrase to its governor's frame."""
    chief = phrase.chief
    function = chief.link or chief.prep or "direct"
    if function in (*BARRING, "exclude", "topic"):
        return
    weapon = next((frame for frame in found if is_fire_of(phrase, frame.trigger, sentence)), None)
    if weapon is not None:
        weapon.put("genitive", phrase)
        return
    before = [
        item
        for item in sentence.of(*PREDICATES)
        if item.last <= chief.first
        and same_clause(item.last, chief.first, sentence)
        and not (item.kind == "source" and (item.value.kind == "source_noun" or sentence.at(item.first, "trigger")))
    ]
    owners = [(item, _frame_of(item, found, supports)) for item in reversed(before)]
    if _of_source(owners) or governed_elsewhere(phrase, function, sentence):
        return  # «…، بحسب مدير المشفى في المدينة»
    if function == "direct":
        _attach_direct(phrase, chief, owners, found, supports, sentence)
        return
    if function == "holder":  # «تسيطر عليها …» holds the place of the act before it, and is no act
        link = sentence.at(chief.first - 1, "link")
        owners = [owner for owner in owners if link is None or owner[0].last <= link.first]
        if link is not None and is_passed(link.first, sentence):
            return  # «مرورهم من مناطق تسيطر عليها …»
    if function == "agent" and owners and owners[0][0].kind == "support" and owners[0][1] is None:
        return  # «صاروخ أطلق من قبل …»: who did what the verb right before says
    for item, frame in owners:
        if function == "ل" and item.kind == "trigger" and not _doer_near(item, chief, frame, sentence):
            continue
        if function == "ل" and item.kind == "support" and frame is not None and _far_behind(frame, chief, sentence):
            continue
        if function == "with" and unknown_words(item.last, chief.first, sentence) > WITH_REACH:
            return  # «حرصت الدول على سلامة من هم إلى جانب القوات»
        if frame is not None and _takes(frame, function, item, phrase.name.kind == "place"):
            frame.put(function, phrase)
            return
        if function == "ل" and frame is not None and frame.is_verb and frame.row.object == "recipient":
            frame.put("carried_object", phrase)  # «استهدف مركز تجنيد للجيش»: what is struck is theirs
            return
    function = "location" if function == "على" else function  # «على طريق تدمر»
    if function in PLACE_FUNCTIONS and phrase.name.kind == "place":
        frame = next((frame for _, frame in owners if frame is not None), None) or _next_frame(
            chief, found, supports, sentence, 25
        )
        if frame is not None and AT_ONCE.isdisjoint(sentence.words[chief.last : frame.trigger.first]):
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
    if frame is None or frame.is_verb:
        return True
    genitives = frame.get("genitive")
    last = genitives[-1].last if genitives else trigger.last
    between = [index for index in range(last, chief.first) if sentence.at(index, "time") is None]
    if between and _is_accusative(between[-1], sentence) and not _is_accusative(trigger.last - 1, sentence):
        return False  # «استهدف تفجير موكبا للقوات»: the convoy is theirs; but «هجوما جديدا للتنظيم»
    return len(between) <= OWN_REACH and not any(
        sentence.word(index) in PREPOSITIONS
        or (sentence.word(index) in "،," and not genitives)
        or sentence.at(index, "place")
        for index in between
    )


def _is_accusative(index: int, sentence: Sentence) -> bool:
    word = sentence.word(index)
    return len(word) > 3 and word.endswith("ا")


def _far_behind(frame: Frame, chief: NounPhrase, sentence: Sentence) -> bool:
    """«وجّه من نجا من هجوم …، رسالة للرئيس»: behind a comma and a noun that no lexicon knows, ل belongs to that noun."""
    commas = [index for index in range(frame.trigger.last, chief.first) if sentence.word(index) in COMMAS]
    return bool(commas) and unknown_words(commas[-1] + 1, chief.first, sentence) > 0


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
    if phrase.name.kind == "unit":  # «قتل في الغارة قياديا»: a noun with the article governs no other
        owners = [(item, frame) for item, frame in owners if frame is None or frame.is_verb or not item.definite]
    if owners and owners[0][1] is not None and not owners[0][1].is_verb:  # «هجوم أنقرة: الشرطة …»
        owners = [] if ":" in sentence.words[owners[0][0].last : chief.first] else owners
    if owners and not _opens_clause(chief, sentence):
        item, frame = owners[0]
        hurts = frame is not None and not frame.is_verb and frame.row.asserts == "event"
        if frame is not None and hurts and opens_with_hurt(phrase, sentence):
            frame.put("hurt", phrase)  # «سقط خلال العملية عشرات القتلى في صفوف …»
            return
        talks = frame is not None and frame.is_verb and frame.row.event_type in TALKING
        gap = (words_between if talks else unknown_words)(item.last, chief.first, sentence)
        is_noun = item.kind == "trigger" and frame is not None and not frame.is_verb
        beside = frame is not None and is_noun and any(one.last == chief.first for one in frame.get("genitive"))
        if frame is not None and (beside or gap <= (NOUN_GAP if is_noun else VERB_GAP)):
            function = "genitive" if is_noun else "support_subject" if item.kind == "support" else "after"
            if item.kind == "support" and item is not frame.support and item.value.row.subject == "recipient":
                function = "carried_object"  # «تعرضت البلدة لغارات شنتها …»
            frame.put(function, phrase)
            return
    behind = _next_frame(chief, found, supports, sentence, PREVERBAL_GAP)
    if behind is not None and (
        _speaks(chief, owners, behind, sentence) or is_aside_of(chief.first, behind.support or behind.trigger, sentence)
    ):
        return
    if behind is not None and (behind.is_verb or _carried_before(behind)):
        behind.put("preverbal", phrase)
    elif behind is not None and opens_with_hurt(phrase, sentence) and causes(behind.trigger, sentence):
        behind.put("hurt", phrase)


def _carried_before(frame: Frame) -> bool:
    """Whether its light verb stands before a noun: of «اشتباكات دارت …» nothing before the noun is the subject."""
    return frame.support is not None and frame.support.first < frame.trigger.first


def _opens_clause(chief: NounPhrase, sentence: Sentence) -> bool:
    """«…، ورتل للميليشيا يصل إلى …»: joined by «و» behind a comma, and with a verb of its own right behind it; or
    behind «إن» («قال شهود وصلوا إلى … إن عناصر من … قتلوا»)."""
    if sentence.word(chief.first - 1) in THAT:
        return True
    opening, verb = sentence.at(chief.first, "head", "unit", "actor"), sentence.at(chief.last, "trigger", "support")
    joined = opening is not None and opening.joined and sentence.word(chief.first - 1) in COMMAS
    return joined and verb is not None and isinstance(verb.value, VerbForm) and verb.first == chief.last


def _speaks(chief: NounPhrase, owners: list[tuple[Item, Frame | None]], behind: Frame, sentence: Sentence) -> bool:
    """Whether a phrase is the subject of a verb of saying, and so not of what is said; but «أعلن الجيش أنه قصف»."""
    act = behind.support or behind.trigger
    if not isinstance(act.value, VerbForm) or sentence.word(chief.last) in RELATIVES:
        return False  # «قال الوزير الذي التقى …»: of the relative clause he is the subject
    if is_of_antecedent(chief, act, sentence):
        return True
    if act.value.tense == "noun":
        return False
    said = bool(owners) and owners[0][0].last == chief.first and (owners[0][0].kind == "source" or _states(owners[0]))
    said = said or any(chief.last <= item.first < act.first for item in sentence.of("source") if says(item))
    # «إقرار الوزارة بأن مقاتلين غادروا»: the clause has a subject of its own; not so «تمكن الجيش من أن يدخل»
    between = range(chief.last, act.first - 1)
    said = said or any(sentence.word(n) in THAT and sentence.word(n + 1) not in NOT for n in between)
    his = is_his(chief.last, act.first, sentence)
    himself = HIMSELF - HERSELF if _is_man(chief, sentence) else HIMSELF
    return said and not his and not any(sentence.word(index) in himself for index in range(chief.last, act.first))


def _is_man(chief: NounPhrase, sentence: Sentence) -> bool:
    """«قال الرئيس فلان إنها …»: the verb beside a person's name shows that she is somebody else."""
    verbs = [sentence.at(index, "source") for index in (chief.first - 1, chief.last)]
    said = [sentence.word(verb.first).lstrip("و") for verb in verbs if verb is not None and says(verb)]
    return chief.name.kind == "person" and bool(said) and not any(v.endswith("ت") or v.startswith("ت") for v in said)


def _states(owner: tuple[Item, Frame | None]) -> bool:
    """«… وندد الوزير بشدة بالغارات التي شنتها …»: a verb of speech that is not read as news has its subject all the
    same."""
    item, frame = owner
    return frame is None and item.kind == "trigger" and item.value.row.event_type == "statement"


def _next_frame(
    chief: NounPhrase, found: list[Frame], supports: dict[int, Frame], sentence: Sentence, most: int
) -> Frame | None:
    """The frame of the first predicate behind a phrase in its clause, at most `most` not understood words away."""
    for item in sentence.of("trigger", "support"):
        if item.first >= chief.last:
            frame = _frame_of(item, found, supports)
            near = unknown_words(chief.last, item.first, sentence) <= most
            return frame if near and same_clause(chief.last, item.first, sentence) else None
    return None
