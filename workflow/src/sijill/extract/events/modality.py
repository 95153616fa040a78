"""Whether the text says that an event happened, and how it stands to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from sijill.extract.grammar.carriers import PURPOSE
from sijill.extract.grammar.endings import ends_the_story, is_managed_clause
from sijill.extract.grammar.frames import Frame
from sijill.extract.grammar.predicates import says
from sijill.extract.lexicon import VerbForm
from sijill.extract.sentence import RELATIVES, Item, Sentence

EXPECTED = frozenset(("future_scheduled", "hypothetical_maybe"))  # also adjectives: «هجوم مرتقب»
FOLLOWING_REACH = 7  # tokens from a cue to the trigger it governs
DENIAL_REACH = 16  # «نفى المتحدث باسم الفصيل، …، أي مفاوضات»: who denies has a long name
REALIS_OF = {
    "negation": "negated", "exclusion": "negated", "future": "planned", "intention": "planned",
    "hypothetical": "hypothetical", "opinion": "hypothetical", "generic": "generic", "ongoing": "ongoing",
    "history": "generic",
}  # fmt: skip
ASSERTION_OF = {"denial": "denied", "allegation": "alleged", "claim": "claimed_by_party"}
WHICH = RELATIVES | {"ما"}
NEGOTIATED = frozenset(("territorial_control", "withdrawal", "agreement_truce", "prisoner_release", "displacement"))
# Verbs whose scope is their clause: what is called for or warned of stands behind one of these
CALLS = {"intention_call_verb": ("الي", "علي"), "intention_warn_verb": ("من",)}
THREATS = frozenset(
    ("intention_threat", "intention_warn")
)  # «هدّد الوزير …، باغتيال …»: what is threatened stands behind ب
# «هدّد الجيش بالرد بعد إطلاق صواريخ …», «حذّر من نزوح إثر هجوم …»: what talk is about behind these has happened, and
# «تصاعد التوتر بعد قصف …» is over
TALK = THREATS | {"intention_call", "intention_warn_verb", "intention_call_verb", "intention_fear"}
HAPPENED = frozenset(("بعد", "اثر", "عقب", "جراء", "منذ", "اعقاب", "خلفيه", "بسبب"))
PARTED = HAPPENED | RELATIVES  # «لم يصدر تعليق من القوات التي قصفت …»: a clause of its own
LATER = frozenset(("history", "future"))  # «… في أواخر التسعينيات»: also told behind the act, behind a word of time
TIME_WORDS = frozenset(("في", "خلال", "اوائل", "اواخر", "مطلع", "منتصف", "بدايه", "نهايه", "حقبه"))
SUBJUNCTIVE = frozenset(("ان", "وان", "كي", "لكي", "حتي", "قد", "وقد"))  # before a present tense: may, in order to
NOT_SUBJUNCTIVE = frozenset(("بعد", "منذ", "الي"))  # «منذ أن …»
SCHEDULED = frozenset(("meeting", "protest"))
LIVING_YEARS = 5  # what ended longer ago is told as background
CALL_GAP = 3  # words from «من» to the act that is warned of («من الاستمرار في إطلاق …»)
HABIT_REACH = 6
FUTURE_REACH = 9  # tokens from a future verb to the nouns it governs
# Any verb in the future («ستشرفان»); not «سيارة», «سياسة», «سيطرة», nor the foreign names that begin so
_FUTURE = re.compile(
    r"[وف]?س(?:ت(?![اي]|ر[ال]|و[رن]|ه?$)|ي(?![اموبك]|ر[غجختي]|ن[ام]|ل[فتسا]|د[ناه]|سي|طر(?![حدقأ])|ف|غ))\w{3,}"
)
_MAY_BE_NOUN = ("place", "unit", "head", "actor", "nisba", "number", "time", "title", "person")
ORDER = ("negated", "planned", "hypothetical", "generic", "ongoing")
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
    cues = [cue for cue in cues if any(_governs(cue, anchor, sentence) for anchor in anchors)]
    found = {REALIS_OF[cue.value.kind] for cue in cues if cue.value.kind in REALIS_OF}
    if any(_is_topic(anchor, frame, sentence) for anchor in anchors):
        found.add("hypothetical")
    if any(_in_future(anchor, sentence) for anchor in anchors):
        found.add("planned")
    found |= set(filter(None, (_of_form(anchor, frame, sentence) for anchor in anchors)))
    if any(cue.value.kind == "history" for cue in cues):
        found = {"generic"}  # «الذكرى الثالثة لاختطاف …» is no plan
    realis = next((value for value in ORDER if value in found), "actual")
    assertion = next((ASSERTION_OF[cue.value.kind] for cue in cues if cue.value.kind in ASSERTION_OF), "reported")
    said = {cue.value.cue_id for cue in cues if cue.value.kind in REALIS_OF or cue.value.kind in ASSERTION_OF}
    return Modality(realis, assertion, tuple(sorted(said)))


def as_history(mood: Modality, when: dict[str, Any], published: date | None) -> Modality:
    """What the report dates years before it was published is told as history."""
    day = when["date_end"]
    if published is None or not day or published.year - int(day[:4]) <= LIVING_YEARS or mood.realis != "actual":
        return mood
    return Modality("generic", mood.assertion, (*mood.cues, "long_ago"))


def as_scheduled(mood: Modality, frame: Frame, when: Item | None, sentence: Sentence) -> Modality:
    """«يلتقي الرئيس، الجمعة، نظيره …»: in prose a gathering in the present tense on a weekday is one to come."""
    act = frame.support or frame.trigger
    present = isinstance(act.value, VerbForm) and act.value.tense == "present" and not mood.cues
    if when is None or not present or sentence.role != "body" or frame.row.event_type not in SCHEDULED:
        return mood
    slots = when.value.slots
    bare = slots.weekday is not None and slots.offset_days is None and slots.weekday_ref is None and not slots.day
    opens = sentence.word(act.first - 1) not in (*WHICH, "كان", "كانت", "وكان", "وكانت")
    ahead = (slots.offset_days or 0) > 0  # «يعقد مجلس الأمن غدا جلسة»
    planned = (bare or ahead) and opens and mood.realis in ("actual", "ongoing")
    return Modality("planned", mood.assertion, ("scheduled",)) if planned else mood


def _anchors(frame: Frame, sentence: Sentence) -> list[Item]:
    """The trigger, its light verb, and light verbs that govern these («يواصل شن الهجمات»)."""
    anchors = [frame.trigger, *([frame.support] if frame.support else []), *_conjunct(frame, sentence)]
    for item in reversed(sentence.of("support")):
        gap = anchors[-1].first - item.last
        between = [other for other in sentence.of("trigger", "source") if item.last <= other.first < anchors[-1].first]
        over = PARTED.intersection(sentence.words[item.last : anchors[-1].first])
        if 0 <= gap <= FOLLOWING_REACH and not (between or over or sentence.stop_between(item.last, anchors[-1].first)):
            anchors.append(item)
    return anchors


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


def _governs(cue: Item, anchor: Item, sentence: Sentence) -> bool:
    if cue.first < anchor.last and anchor.first < cue.last:
        return False
    if cue.value.scope == "sentence":
        return True
    if cue.first >= anchor.last:
        return _told_behind(cue, anchor, sentence)
    if sentence.stop_between(cue.last, anchor.first) or _describes_another(cue, anchor, sentence):
        return False
    if cue.value.cue_id in THREATS and anchor.prep == "ب" and not isinstance(anchor.value, VerbForm):
        return True
    if cue.value.cue_id in CALLS:  # «دعا المجلس …، في بيان، إلى رفع الحصار»: what is called for stands behind إلى
        return _is_called_for(cue, anchor, sentence)
    over = cue.value.cue_id in TALK or cue.value.kind == "ongoing"
    if over and any(word in HAPPENED for word in sentence.words[cue.last : anchor.first]):
        return False
    if cue.value.scope == "clause":
        return True
    reach = 2 if cue.value.kind == "negation" else FOLLOWING_REACH
    if cue.value.kind != "negation" and "ان" in (sentence.word(cue.last), sentence.word(cue.last + 1)):
        return True  # «القلق من أن يؤدي … إلى فرار …»: all of the clause is feared
    between = [
        other
        for other in sentence.of("trigger", "source")
        if cue.last <= other.first < anchor.first
        and not (other.kind == "source" and not says(other))
        and not (other.last == anchor.first and not anchor.joined)  # «خطر عمليات خطف»: one noun of another
    ]
    if cue.value.kind == "denial" and not (isinstance(anchor.value, VerbForm) and anchor.value.tense != "noun"):
        reach = DENIAL_REACH
    return anchor.first - cue.last <= reach and not between


def _is_called_for(cue: Item, anchor: Item, sentence: Sentence) -> bool:
    """«دعا المجلس …، في بيان، إلى رفع الحصار», «حذّر الوزير … من الاستمرار في إطلاق الصواريخ»."""
    quoted = sentence.word(anchor.first - 1) in '"“”«'
    preps = CALLS[cue.value.cue_id]
    before = range(max(cue.last, anchor.first - CALL_GAP - quoted), anchor.first)
    if any(sentence.word(index) in preps for index in before[-1 - quoted :]):
        return True
    if preps == ("من",):
        return any(sentence.word(index) in preps for index in before)
    return anchor.prep in ("ب", "ل")


def _told_behind(cue: Item, anchor: Item, sentence: Sentence) -> bool:
    """«هجمات متكررة»: an adjective right behind the noun; «… في القرن الماضي»: a time of the clause."""
    if cue.value.kind in LATER and cue.value.scope == "clause" and sentence.word(cue.first - 1) in TIME_WORDS:
        acts = [item for item in sentence.of("trigger") if anchor.last <= item.first < cue.first]
        return not acts and not sentence.stop_between(anchor.last, cue.first)
    if cue.value.cue_id in EXPECTED:
        return _is_expected(cue, anchor, sentence)
    near = cue.first - anchor.last <= 2 and cue.value.scope != "following"
    if cue.value.kind == "future":  # «مظاهرة من المقرر أن تنظم غدا»
        noun = not isinstance(anchor.value, VerbForm) or anchor.value.tense == "noun"
        return noun and cue.first - anchor.last <= 1
    return near and cue.value.kind in ("generic", "ongoing")


def _describes_another(cue: Item, anchor: Item, sentence: Sentence) -> bool:
    """«المظاهرات المرتقبة بعد أسبوع قُتل فيه …»: an adjective of one act is no cue for another behind it."""
    if cue.value.cue_id not in EXPECTED or cue.last - cue.first > 1:
        return False
    described = sentence.at(cue.first - 1, "trigger")
    return described is not None and described.first < anchor.first


def _is_expected(cue: Item, noun: Item, sentence: Sentence) -> bool:
    """«هجوم مرتقب», «الغارات الروسية المحتملة»: an adjective right behind the noun, but for other adjectives."""
    if cue.last - cue.first > 1 or (isinstance(noun.value, VerbForm) and noun.value.tense != "noun"):
        return False
    between = range(noun.last, cue.first)
    agrees = sentence.word(cue.first).startswith("ال") == (noun.definite or bool(noun.suffix))
    return agrees and all(sentence.at(index, "nisba", "modifier") is not None for index in between)


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
        if _FUTURE.fullmatch(word) and sentence.at(index, *_MAY_BE_NOUN) is None:
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
    opening = frame.trigger.first == 0 and not isinstance(frame.trigger.value, VerbForm)  # «انفجار يهز المدينة»
    return sentence.number == 0 and (opening or any(phrase.first == 0 for phrase in subjects))


def _of_form(anchor: Item, frame: Frame, sentence: Sentence) -> str | None:
    """What the form says: future س, purpose ل, a present tense outside the headline, the aspect of a light verb."""
    form = anchor.value
    if anchor.kind == "support":
        aspect = ASPECT_REALIS.get(form.row.aspect)
        if aspect:
            return aspect
    if isinstance(form, VerbForm):
        if form.tense == "present" and anchor.proclitic.endswith("س"):
            return "planned"
        if anchor.proclitic.endswith("ل") and (form.tense == "present" or (anchor is frame.trigger and frame.as_noun)):
            return "planned"  # «ليهاجم», «لضرب»
        if form.tense == "noun":
            aim = anchor is frame.support and not frame.managed and _is_purpose(anchor, sentence)
            return "planned" if aim else None  # «دفع النظام لإطلاق حملة» is no aim
        if form.tense == "present" and is_managed_clause(anchor, sentence):
            return None
        if form.tense == "present" and _is_subjunctive(anchor, sentence):
            return "hypothetical"
        if form.tense == "present" and _is_habit(anchor, sentence):
            return "generic"
        return "ongoing" if form.tense == "present" and not in_headline_style(frame, sentence) else None
    return "planned" if frame.support is None and _is_purpose(anchor, sentence) else None


def _is_purpose(noun: Item, sentence: Sentence) -> bool:
    """«عملية عسكرية … لتحرير المدينة», «… لاستكمال تحريرها»: what was done for a purpose has not reached it."""
    return noun.prep == "ل" and sentence.at(noun.first - 1, "link", "trigger", "support") is None
