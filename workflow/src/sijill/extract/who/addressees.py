"""Whom a statement is about, who meets, who agrees: what says something of nobody and of no act is no event."""

from __future__ import annotations

from collections.abc import Sequence

from sijill.extract.grammar.carriers import PASSIVES
from sijill.extract.grammar.frames import Frame
from sijill.extract.numbers.hosts import Telling
from sijill.extract.sentence import Sentence
from sijill.extract.who.participation import Participation
from sijill.text.tokens import word_set

ACT_REACH = 12  # tokens from who states something to the act or name that it is about
COUNCILS = frozenset(("مجلس", "الجامعه", "جامعه", "لجنه", "منظمه"))
OFFICIALS = word_set(
    "مسؤولين مسؤولون مسؤولي مسؤولا مسؤول قاده قيادات وفد وفدا ممثلين ممثلي ممثلون ممثل رؤساء وزراء نظيره نظيرها "
    "نظراء نظرائه مبعوث المبعوث سفراء سفير زعماء نواب ضباط مندوبي مندوبين كبار اعضاء شيوخ وجهاء "
    "قياديين دبلوماسيا دبلوماسيين دبلوماسيون مستشار مساعدي مساعد كبير"
)
OFFICIALS_REACH = 10  # tokens from a meeting to those met
TRUCE, TRUCE_REACH = (
    word_set("هدنه الهدنه لهدنه تهدئه التهدئه لتهدئه اطلاق صلح صلحا مصالحه"),
    6,
)  # tokens from an agreement to what it is on
SEVERAL = word_set(
    "ميليشيات مليشيات فصائل اطراف جماعات مجموعات قبائل عشائر كتائب طرفان جانبان طرفين جانبين طرفا جانبا طرفي جانبي"
)
DECLARES_TRUCE = "v_aalan_hdna"
OPENERS = frozenset(("و", "ان", "لكن", "ولكن", "كما", "فيما", "بينما", "قد", "كان", "كانت", "ثم"))


def is_addressed(frame: Frame, parts: list[Participation], sentence: Sentence) -> bool:
    """Whether a statement names whom it is about (a side, an office, a country), or an act: «دان قصف …», «رفض دعوات
    غربية إلى …»."""
    if _is_of_a_thing(frame, sentence):
        return False
    speakers = [part.phrase for part in parts if part.role == "actor"]
    if any(part.role != "actor" and part.phrase.name.kind in ("actor", "nisba", "person") for part in parts):
        return True
    spoken = max((phrase.last for phrase in speakers), default=frame.trigger.last)
    near = range(spoken, spoken + ACT_REACH)
    about = [item for item in sentence.of("actor", "nisba", "place") if speakers and item.first in near]
    acts = [item for item in sentence.of("trigger") if item.value.row.asserts == "event" and item.first in near]
    return any(not sentence.stop_between(spoken, item.first) for item in (*about, *acts))


def _is_of_a_thing(frame: Frame, sentence: Sentence) -> bool:
    """«تلاعب الحركة بالمساعدات يهدد …»: the subject opens with a noun that no lexicon knows, and no name."""
    named = [phrase for phrase in frame.get("preverbal") if phrase.chief is phrase]
    first = named[0].first if named else 0
    before = sentence.word(first - 1)
    return first > 0 and before.isalpha() and sentence.at(first - 1, *sentence.items) is None and before not in OPENERS


def is_council(part: Participation, sentence: Sentence) -> bool:
    """«عقد مجلس الأمن جلسة»: a council meets by itself."""
    return sentence.word(part.phrase.name.first).removeprefix("و") in COUNCILS


def meets_officials(frame: Frame, sentence: Sentence) -> bool:
    """«اجتمع الوزير … بقادة عسكريين», «لقاء مع وفد من …»: whom somebody known meets has an office, if no known name."""
    first, last = frame.trigger.last, frame.trigger.last + OFFICIALS_REACH
    for index in range(first, min(last, len(sentence.tokens))):
        if sentence.stop_between(index, index + 1):
            return False
        word = sentence.word(index)
        met = word in OFFICIALS and (frame.is_verb or sentence.word(index - 1) == "مع")
        if met or (word[:1] in ("ب", "ل") and word[1:] in OFFICIALS):
            return frame.row.event_type == "meeting"
    return False


def is_truce_somewhere(frame: Frame, parts: list[Participation], sentence: Sentence) -> bool:
    """«توصلت الفصائل في العاصمة إلى هدنة», «أعلنت الحكومة هدنة في دارفور»: that fire ceased in a place is told, if not
    between whom and whom."""
    light = frame.support.value.row if frame.support is not None else None
    done = getattr(light, "verb_id", "") in PASSIVES  # «تم الاتفاق على …»
    told = frame.is_verb or done or (frame.support is not None and not frame.trigger.definite)
    if frame.row.event_type != "agreement_truce" or not told:
        return False
    first = frame.trigger.first if frame.tail is None else frame.tail
    truce = not TRUCE.isdisjoint(sentence.words[first : first + TRUCE_REACH])
    here = any(phrase.name.kind == "place" for phrase in frame.get("في", "ب", "location", "support_subject"))
    declared = frame.row.trigger_id == DECLARES_TRUCE
    return truce and here and (declared or all(part.phrase.opening.removeprefix("ال") in SEVERAL for part in parts))


def restated(frame: Frame, before: Sequence[Telling]) -> bool:
    """Whether the lead says again, in the same word, what the headline says of somebody («توعد الوزير الخميس …»)."""
    word = frame.row.trigger_id if frame.row.event_type == "statement" else None
    return any(telling.frame.row.trigger_id == word for telling in before)
