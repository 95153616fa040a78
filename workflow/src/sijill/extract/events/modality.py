"""Whether the text says that an event happened, and how it stands to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sijill.extract.events.scope import FOLLOWING_REACH, PARTED, SETTINGS, governs, is_answered, is_setting
from sijill.extract.events.supposed import (
    FUTURE,
    FUTURE_REACH,
    MAY_BE_NOUN,
    ROOT,
    is_condition,
    is_envisaged,
    is_possible,
)
from sijill.extract.grammar.carriers import PURPOSE
from sijill.extract.grammar.endings import ends_the_story, is_managed_clause
from sijill.extract.grammar.frames import Frame
from sijill.extract.lexicon import VerbForm
from sijill.extract.sentence import RELATIVES, Item, Sentence
from sijill.text.arabic import key
from sijill.text.timeslots import Slots
from sijill.text.tokens import word_set

REALIS_OF = {
    "negation": "negated", "exclusion": "negated", "future": "planned", "intention": "planned",
    "hypothetical": "hypothetical", "opinion": "hypothetical", "generic": "generic", "ongoing": "ongoing",
    "history": "generic",
}  # fmt: skip
ASSERTION_OF = {"denial": "denied", "allegation": "alleged", "claim": "claimed_by_party"}
WHICH = RELATIVES | {"ما"}
NEGOTIATED = frozenset(("territorial_control", "withdrawal", "agreement_truce", "prisoner_release", "displacement"))
UNTOLD = ("intention", "hypothetical", "opinion", "future", "negation")
SUBJUNCTIVE = frozenset(("ان", "وان", "كي", "لكي", "حتي", "قد", "وقد"))  # before a present tense: may, in order to
NOT_SUBJUNCTIVE = frozenset(("بعد", "منذ", "الي"))  # «منذ أن …»
REACHED = word_set("توصل توصله توصلها توصلهما توصلهم التوصل بالتوصل")  # «توصله لاتفاق»: to it, and for no purpose
ACCORDING = word_set("تطبيقا تنفيذا وفقا طبقا نتيجه استنادا خلافا خرقا انتهاكا ردا احتجاجا")  # «تطبيقا لاتفاق …»
SCHEDULED = frozenset(("meeting", "protest"))
DAYS_OF_MONTH, DAYS_OF_YEAR = 31, 372  # as near as it takes to tell this year from the last
LIVING_YEARS = 5  # what ended longer ago is told as background
HABIT_REACH = 6
FAULT = frozenset(key(word) for word in ("مسؤولية", "المسؤولية", "مسئولية", "المسئولية"))
ORDER = ("negated", "planned", "hypothetical", "generic", "ongoing")
# «وافقت الفصائل على الهدنة», «قرر الرئيس إقالة الوزير», «اتفاق يقضي بالهدنة»: to say it is to do it
PERFORMED = frozenset(
    (("wafaqa", "agreement_truce"), ("qarrara", "leadership_change"), ("intention_order", "leadership_change"),
     ("intention_agreed", "agreement_truce"))
)  # fmt: skip
TURNED, TURN_REACH = word_set("تحول تحولت يتحول تتحول تحولا تحولها تحوله"), 9  # «تحولت التظاهرة لأعمال عنف»
ASPECT_REALIS = {"planned": "planned", "failed": "negated", "ongoing": "ongoing"}


@dataclass(frozen=True)
class Modality:
    """realis and assertion (values of tables.REALIS, tables.ASSERTIONS), and the cues that gave them."""

    realis: str
    assertion: str
    cues: tuple[str, ...]


def modality(frame: Frame, sentence: Sentence) -> Modality:
    """Modality of the event a frame names: the strongest cue in whose scope its trigger or light verb stands wins."""
    anchors = _anchors(frame, sentence)
    cues = [cue for cue in sentence.of("cue") if not _in_between(cue, frame)]
    cues = [cue for cue in cues if any(governs(cue, anchor, sentence) for anchor in anchors)]
    cues = [cue for cue in cues if not _is_told_all_the_same(cue, frame, sentence)]
    found = {REALIS_OF[cue.value.kind] for cue in cues if cue.value.kind in REALIS_OF}
    if any(_is_topic(anchor, frame, sentence) for anchor in anchors):
        found.add("hypothetical")
    if is_possible(frame.trigger, sentence):
        found.add("hypothetical")
    if any(_in_future(anchor, sentence) for anchor in anchors):
        found.add("planned")
    if frame.row.event_type in NEGOTIATED and is_envisaged(frame.trigger, sentence):
        found.add("hypothetical")
    found |= set(filter(None, (_of_form(anchor, frame, sentence) for anchor in anchors)))
    if any(cue.value.kind == "history" for cue in cues):
        found = {"generic"}  # «الذكرى الثالثة لاختطاف …» is no plan
    realis = next((value for value in ORDER if value in found), "actual")
    assertion = next((ASSERTION_OF[cue.value.kind] for cue in cues if cue.value.kind in ASSERTION_OF), "reported")
    if assertion == "reported" and any(is_blamed(anchor, sentence) for anchor in anchors):
        assertion = "alleged"
    said = {cue.value.cue_id for cue in cues if cue.value.kind in REALIS_OF or cue.value.kind in ASSERTION_OF}
    return Modality(realis, assertion, tuple(sorted(said)))


def is_blamed(act: Item, sentence: Sentence) -> bool:
    """«حملت الوزارة الجيش مسؤولية قصف …», «… المسؤولية عن الهجوم»: somebody says whose fault an act is."""
    at = act.first - 1 - (sentence.word(act.first - 1) == "عن")
    if sentence.word(at) not in FAULT:
        return False
    return any(item.last <= at and item.value.row.trigger_id == "v_hml_msawlya" for item in sentence.of("trigger"))


def as_history(mood: Modality, when: dict[str, Any], published: date | None) -> Modality:
    """What the report dates years before it was published is told as history."""
    day = when["date_end"]
    if published is None or not day or published.year - int(day[:4]) <= LIVING_YEARS or mood.realis != "actual":
        return mood
    return Modality("generic", mood.assertion, (*mood.cues, "long_ago"))


def as_scheduled(
    mood: Modality, frame: Frame, when: Item | None, sentence: Sentence, published: date | None
) -> Modality:
    """«يلتقي الرئيس، الجمعة، نظيره …»: in prose a gathering in the present tense on a weekday is one to come."""
    act = frame.support or frame.trigger
    present = isinstance(act.value, VerbForm) and act.value.tense == "present" and not mood.cues
    if when is None or not present or sentence.role != "body" or frame.row.event_type not in SCHEDULED:
        return mood
    slots = when.value.slots
    bare = slots.weekday is not None and slots.offset_days is None and slots.weekday_ref is None and not slots.day
    opens = sentence.word(act.first - 1) not in (*WHICH, "كان", "كانت", "وكان", "وكانت")
    ahead = (slots.offset_days or 0) > 0 or _is_soon(slots, published)  # «يعقد مجلس الأمن غدا جلسة»
    planned = (bare or ahead) and opens and mood.realis in ("actual", "ongoing")
    return Modality("planned", mood.assertion, ("scheduled",)) if planned else mood


def lies_ahead(mood: Modality, when: Item | None, published: date | None) -> bool:
    """Whether the day of an act is one to come: of a plan; and of what may be or will not be, the nearer of the two."""
    if mood.realis in ("hypothetical", "negated"):
        return when is not None and _is_soon(when.value.slots, published)
    return mood.realis == "planned"


def _is_soon(slots: Slots, published: date | None) -> bool:
    """Whether a day of a month without its year («في 12 آب») is nearer to publication ahead than back."""
    if published is None or slots.day is None or slots.month is None or slots.year is not None:
        return False
    ahead = ((slots.month - published.month) * DAYS_OF_MONTH + slots.day - published.day) % DAYS_OF_YEAR
    return 0 < ahead < DAYS_OF_YEAR // 2 and slots.month_ref is None and slots.year_ref is None and not slots.hijri


def _anchors(frame: Frame, sentence: Sentence) -> list[Item]:
    """The trigger, its light verb, and light verbs that govern these («يواصل شن الهجمات»)."""
    anchors = [frame.trigger, *([frame.support] if frame.support else []), *_conjunct(frame, sentence)]
    if _told_by(frame, sentence) is not None or is_answered(anchors[-1], sentence):
        return anchors  # «عقب موافقته على الصفقة، أفرج الجيش …»: a verb in the past is governed by none
    for item in reversed(sentence.of("support")):
        by_another = anchors[-1].first > item.last and is_setting(anchors[-1], sentence)
        if by_another and not SETTINGS.intersection(item.value.row.preps):
            continue  # «وافق الرئيس في اجتماع …»
        gap = anchors[-1].first - item.last
        between = [other for other in sentence.of("trigger", "source") if item.last <= other.first < anchors[-1].first]
        over = PARTED.intersection(sentence.words[item.last : anchors[-1].first])
        if 0 <= gap <= FOLLOWING_REACH and not (between or over or sentence.stop_between(item.last, anchors[-1].first)):
            anchors.append(item)
    return anchors


def _told_by(frame: Frame, sentence: Sentence) -> Item | None:
    """The verb in the past that tells the act, if its letters are those of no masdar (as «قصف» and «شن» are)."""
    act = frame.support or (frame.trigger if frame.is_verb else None)
    if act is None or not isinstance(act.value, VerbForm) or act.value.tense != "past":
        return None
    word, row = sentence.word(act.first).removeprefix(act.proclitic), act.value.row
    ending = len(word) == ROOT and word.endswith("ت") and not row.root.endswith("ت")  # «شنت»
    plain = row.pattern.startswith("I/") and len(word) <= ROOT and not ending
    return None if plain and not _which(act, sentence) else act


def _which(verb: Item, sentence: Sentence) -> bool:
    """Whether a verb opens a relative clause: «الذي قصف», «التي كانت قد شنت»."""
    before = [sentence.word(index) for index in range(max(0, verb.first - 3), verb.first)]
    while before and before[-1] in ("قد", "كان", "كانت", "كانوا"):
        before.pop()
    return bool(before) and before[-1] in RELATIVES


def _is_told_all_the_same(cue: Item, frame: Frame, sentence: Sentence) -> bool:
    """«توعّد بالرد على الغارات التي شنتها …», «بطلب من الحكومة، شنت …»: what is wanted, asked or feared before a verb in
    the past is another thing; before a relative clause also what is doubted or not done."""
    if (cue.value.cue_id, frame.row.event_type) in PERFORMED:
        return True
    verb = _told_by(frame, sentence)
    if verb is None or cue.last > min(verb.first, frame.trigger.first):
        return False
    relative = verb.first > frame.trigger.first or _which(verb, sentence)
    return cue.value.cue_id.startswith("intention") or (relative and cue.value.kind in UNTOLD)


def _in_between(cue: Item, frame: Frame) -> bool:
    """«شنّت القوات، من أجل …، غارات»: what it was done for, told between a finite light verb and its noun."""
    support = frame.support
    if support is None or cue.value.cue_id != PURPOSE or not isinstance(support.value, VerbForm):
        return False
    return support.value.tense == "past" and support.last <= cue.first < frame.trigger.first


def _conjunct(frame: Frame, sentence: Sentence) -> list[Item]:
    """The verbal noun that «و» joins this one to: «دعا إلى طرد الميليشيات وسحب السلاح» calls for both."""
    if frame.is_verb or frame.support is not None or not frame.trigger.joined:
        return []
    before = [item for item in sentence.of("trigger") if item.last <= frame.trigger.first]
    near = before and frame.trigger.first - before[-1].last <= FOLLOWING_REACH
    return before[-1:] if near and not isinstance(before[-1].value, VerbForm) else []


def _is_topic(anchor: Item, frame: Frame, sentence: Sentence) -> bool:
    """«مفاوضات بشأن انسحاب …», «خلاف حول السيطرة على …»: what is talked about has not happened; «بشأن الهجوم» has."""
    link = sentence.at(anchor.first - 1, "link")
    topic = link is not None and link.value.function == "topic"
    return topic and (not anchor.definite or frame.row.event_type in NEGOTIATED)


def _in_future(anchor: Item, sentence: Sentence) -> bool:
    """Whether a verb in the future governs a noun: «ستشرف الدولتان على انسحاب المقاتلين»."""
    if isinstance(anchor.value, VerbForm) and anchor.value.tense != "noun":
        return False
    for index in range(anchor.first - 1, max(anchor.first - FUTURE_REACH, -1), -1):
        word = sentence.word(index)
        if sentence.stop_between(index, index + 1) or word in WHICH or word in ("بعد", "منذ", "عقب", "ردا"):
            return False
        if sentence.at(index, "trigger", "support", "source", "link") is not None and index < anchor.first - 1:
            item = sentence.at(index, "trigger", "support", "source")
            if item is not None:
                return bool(item.proclitic.endswith("س"))
        if FUTURE.fullmatch(word) and sentence.at(index, *MAY_BE_NOUN) is None:
            return True
    return False


def _is_subjunctive(anchor: Item, sentence: Sentence) -> bool:
    """«قد تستهدف», «يريد أن يهاجم»: a present tense right behind such a word has not happened."""
    before = sentence.word(anchor.first - 1)
    opening = sentence.word(anchor.first - 2)
    if before == "ان" and opening == "قبل" and ends_the_story(anchor, sentence):
        return False
    return before in SUBJUNCTIVE and opening not in NOT_SUBJUNCTIVE


def _is_habit(anchor: Item, sentence: Sentence) -> bool:
    """«كانت الميليشيات تطلق قذائفها»: «كان» before a present tense tells of a habit."""
    for index in range(anchor.first - 1, max(anchor.first - HABIT_REACH, -1), -1):
        if sentence.word(index).removeprefix("و") in ("كان", "كانت", "كانوا"):
            return True
        if sentence.stop_between(index, index + 1) or sentence.at(index, "trigger", "support", "source") is not None:
            return False
    return False


def in_headline_style(frame: Frame, sentence: Sentence) -> bool:
    """Headlines tell what has happened in the present tense, their subject first: «قوات الأمن تعتقل …»."""
    if sentence.role == "headline":
        return True
    subjects = frame.get("preverbal", "subject", "carried_object")
    first = sentence.at(0, "trigger", "support")  # «انفجار يهز المدينة»
    opening = first is not None and (not isinstance(first.value, VerbForm) or first.value.tense == "noun")
    return sentence.number == 0 and (opening or any(phrase.first == 0 for phrase in subjects))


def _of_form(anchor: Item, frame: Frame, sentence: Sentence) -> str | None:
    """What the form says: future س, purpose ل, a present tense outside the headline, the aspect of a light verb."""
    form = anchor.value
    if anchor.kind == "support":
        aspect = ASPECT_REALIS.get(form.row.aspect) or _managed_aspect(frame)
        if aspect:
            return None if (form.row.verb_id, frame.row.event_type) in PERFORMED else aspect
    if isinstance(form, VerbForm):
        if form.tense == "present" and anchor.proclitic.endswith("س"):
            return "planned"
        if anchor.proclitic.endswith("ل") and (form.tense == "present" or (anchor is frame.trigger and frame.as_noun)):
            return "planned"  # «ليهاجم», «لضرب»
        if form.tense == "noun":
            aim = anchor is frame.support and frame.manager is None and _is_purpose(anchor, sentence)
            return "planned" if aim else None  # «دفع النظام لإطلاق حملة» is no aim
        if form.tense == "present" and is_managed_clause(anchor, sentence):
            return None
        if form.tense == "present" and _is_subjunctive(anchor, sentence):
            return "hypothetical"
        if form.tense == "past" and is_condition(anchor, sentence):
            return "hypothetical"
        if form.tense == "present" and _is_habit(anchor, sentence):
            return "generic"
        return "ongoing" if form.tense == "present" and not in_headline_style(frame, sentence) else None
    return "planned" if frame.support is None and _is_purpose(anchor, sentence) else None


def _managed_aspect(frame: Frame) -> str | None:
    """«وافق المجلس على توجيه ضربات»: what the verb before a light masdar says of it."""
    return ASPECT_REALIS.get(frame.manager.value.row.aspect) if frame.manager is not None else None


def _is_met(noun: Item, sentence: Sentence) -> bool:
    """«تصدت القوات الحكومية لهجوم»: the verb before it takes «ل», and only its subject stands between."""
    verbs = [item for item in sentence.of("trigger") if item.last <= noun.first]
    form = verbs[-1].value if verbs else None
    met = isinstance(form, VerbForm) and "ل" in getattr(form.row, "oblique_preps", ())
    return met and all(sentence.at(index, "actor", "head", "nisba") for index in range(verbs[-1].last, noun.first))


def _is_purpose(noun: Item, sentence: Sentence) -> bool:
    """«عملية عسكرية … لتحرير المدينة», «… لاستكمال تحريرها»: what was done for a purpose has not reached it."""
    before = sentence.word(noun.first - 1).removeprefix("و")
    turned = not TURNED.isdisjoint(sentence.words[max(0, noun.first - TURN_REACH) : noun.first])
    reached = turned or before in REACHED or before in ACCORDING or _is_met(noun, sentence)
    return noun.prep == "ل" and not reached and sentence.at(noun.first - 1, "link", "trigger", "support") is None
