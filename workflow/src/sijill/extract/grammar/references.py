"""Nouns of an act that only refer to it: they make a name for something else, or say since when or about what.

«خط المواجهة», «منذ اغتيال الوزير», «التحقيق في التفجير», «نداء لوقف الهجمات»: that it happened is not what is told.
"""

from __future__ import annotations

from sijill.extract.grammar.frames import Frame
from sijill.extract.grammar.heads import ending_at
from sijill.extract.lexicon import VerbForm
from sijill.extract.sentence import RELATIVES, Item, Sentence
from sijill.extract.who.participation import Participation
from sijill.text.tokens import word_set

RELATIVE_REACH = 5  # tokens from a noun, with its genitive, to its relative clause
CONSTRUCT = 1  # words between a noun that carries an act and the act: «تنفيذ عدة هجمات»
SIDES = frozenset(("صفوف", "بصفوف", "جانب", "جنب", "بجانب"))  # «في صفوف …», «إلى جانب …»
# What begins once, and of which the end is told too: «انتهاء الهدنة», «خرق وقف إطلاق النار», «رفع الحصار»
LASTING = frozenset(("agreement_truce", "siege", "aid_obstruction"))
ENDS = word_set("انتهاء انهاء نهايه انهيار خرق خرقا خروقات انتهاك انتهاكا الغاء فك رفع كسر لرفع لفك لكسر برفع بفك بخرق")
CURFEW, LIFTED_REACH = frozenset(("حظر", "الطوارئ", "منع")), 6
LIFTED = word_set("رفع رفعت رفعوا انهت انهي الغت الغي خففت خفف يرفع ترفع تنهي تلغي")
ATTEMPTS = frozenset(("محاوله", "محاولات", "محاولته", "محاولتهم", "شروع", "شروعه", "شروعهم"))
TRIES = word_set("حاول حاولت حاولوا يحاول تحاول يحاولون محاولا محاولين")
PROTESTING = word_set("تنديدا احتجاجا استنكارا رفضا تضامنا للتنديد للاحتجاج منددين")
SINCE = ("منذ", "ومنذ")


def ended(frame: Frame, sentence: Sentence) -> str | None:
    """«أعلن انتهاء الهدنة», «رفع الحصار», «رفعت السلطات حظر التجوال»: that something ended is not that it began."""
    at = frame.trigger.first if frame.tail is None else frame.tail
    if frame.row.event_type == "alert_posture":  # but «رفع حالة التأهب» begins it
        curfew = not CURFEW.isdisjoint(sentence.words[at : at + 2])
        lifted = not LIFTED.isdisjoint(sentence.words[max(0, at - LIFTED_REACH) : at])
        return "ended" if curfew and lifted else None
    over = frame.support is not None and getattr(frame.support.value.row, "aspect", "") == "end"
    before = {sentence.word(index).removeprefix("و") for index in (at - 1, at - 2)}
    return "ended" if frame.row.event_type in LASTING and (over or not ENDS.isdisjoint(before)) else None


def only_named(frame: Frame, sentence: Sentence) -> str | None:
    """The reason code where the noun of a trigger, or the noun that carries it, only refers to the act."""
    if frame.trigger.joined:
        return None
    if _owned(frame, sentence) or (frame.row.asserts == "casualty" and _attempted(frame.trigger, sentence)):
        return "only_named"  # «مواقع تمركز …», «محاولة قتل …»
    if frame.row.event_type == "abduction" and not frame.is_verb and _tried(frame.trigger, sentence):
        return "only_named"
    if frame.is_verb:
        return None
    if _is_protested(frame.trigger, sentence) or _is_struck(frame.trigger, sentence):
        return "only_named"
    if frame.row.event_type == "offensive_operation" and _is_spoken_of(frame, sentence):
        return "only_named"
    nouns = () if _rises(frame, sentence) else (frame.trigger, _noun(frame))
    refers = any(_referred(noun, sentence) for noun in nouns) or _since(frame, sentence) or _is_heading(frame, sentence)
    return "only_named" if refers else None


def _is_protested(act: Item, sentence: Sentence) -> bool:
    """«مظاهرة تنديدا بالقصف», «احتجاجا على الغارات»: what a crowd is against, at another time and place."""
    against = sentence.word(act.first - (1 if act.prep else 2))
    governed = act.prep == "ب" or sentence.word(act.first - 1) == "علي"
    return act.definite and governed and against in PROTESTING


def _is_struck(noun: Item, sentence: Sentence) -> bool:
    """«كمين لتعزيزات حوثية», «هجوم على تعزيزات عسكرية»: the troops on which another act is, and none that are sent."""
    troops = sentence.at(noun.first, "head")
    if troops is None or troops.value.kind != "property":
        return False
    attacked = sentence.word(noun.first - 1) == "علي" and ending_at(sentence, noun.first - 2, "trigger") is not None
    return attacked or noun.prep == "ل"


def _is_heading(frame: Frame, sentence: Sentence) -> bool:
    """«تفجير مانشستر: الشرطة تعتقل …»: the act and its town before a colon only say what the news goes on about; who
    was hurt behind it was hurt in it («قصف دوما: مقتل عشرة»)."""
    act = frame.trigger
    town = sentence.at(act.last, "place")
    if act.first or act.definite or town is None or town.prep or sentence.word(town.last) != ":":
        return False
    return not any(item.value.row.asserts == "casualty" for item in sentence.of("trigger"))


def _is_spoken_of(frame: Frame, sentence: Sentence) -> bool:
    """«تأثيره على العمليات العسكرية …», «ضغط العمليات العسكرية»: known operations that a noun or a preposition
    governs, and no verb or time tells."""
    noun = frame.trigger
    told = frame.support is not None or frame.carried or bool(sentence.of("time"))
    many = sentence.word(noun.first).endswith("ات")
    return noun.definite and many and not told and not _opens(noun, sentence)


def _opens(noun: Item, sentence: Sentence) -> bool:
    """Whether a noun stands first in its sentence, or right behind «إن»."""
    return noun.first == 0 or sentence.word(noun.first - 1) in ("ان", "وان", "بان")


def takes_part(frame: Frame, parts: list[Participation], sentence: Sentence) -> str | None:
    """«عناصر تقاتل في صفوف …», «الفصائل التي تقاتل …», «سافروا للقتال», «لمواجهة خطر»: on whose side somebody fights,
    or what for, is no clash."""
    if frame.row.event_type != "armed_clash":
        return None
    if _quarrels(parts):
        return "other_field"
    act, form = frame.trigger, frame.trigger.value
    side = any(sentence.word(index) in SIDES for index in (act.last, act.last + 1))
    if frame.is_verb:
        who = sentence.at(act.first - 1, "unit", "head") is not None or sentence.word(act.first - 1) in RELATIVES
        return "state_not_event" if side or (who and form.tense == "present") else None
    carried = frame.support is not None and frame.support.first < act.first
    return "state_not_event" if side or (act.prep == "ل" and not carried) else None


def _quarrels(parts: list[Participation]) -> bool:
    """«مواجهة بين الوزير والأمين العام»: officials clash in words."""
    sides = [part.phrase.name for part in parts if part.role == "participant"]
    return bool(sides) and all(name.kind == "person" or getattr(name.value, "form", "") == "office" for name in sides)


def _noun(frame: Frame) -> Item:
    """The first noun of the act: «التحقيق في تنفيذ هجمات»."""
    support = frame.support
    carried = support is not None and 0 <= frame.trigger.first - support.last <= CONSTRUCT
    if support is not None and carried and isinstance(support.value, VerbForm) and support.value.tense == "noun":
        return support
    return frame.trigger


def _referred(noun: Item, sentence: Sentence) -> bool:
    """Whether a word that makes a name of the act («خط», «قضية»), or an aim of its end («لوقف»), stands before it."""
    cue = sentence.at(noun.first - 1, "cue")
    return cue is not None and cue.value.kind == "reference" and cue.last == noun.first and not _retold(noun, sentence)


def _retold(noun: Item, sentence: Sentence) -> bool:
    """«التحقيق في الغارة التي استهدفت …»: a relative clause right behind the noun tells the act once more."""
    verb = sentence.at(noun.last + 1, "trigger", "support")
    past = verb is not None and isinstance(verb.value, VerbForm) and verb.value.tense == "past"
    return past and noun.definite and sentence.word(noun.last) in RELATIVES


def _rises(frame: Frame, sentence: Sentence) -> bool:
    """«اتسعت رقعة الاحتجاجات», «تصاعدت حدة المعارك»: a verb right before the noun of measure says that it happens."""
    measure = sentence.at(frame.trigger.first - 1, "cue")
    # not the frame's own, which may be that of a relative clause behind it: «الضربات التي تشنها …»
    return measure is not None and sentence.at(measure.first - 1, "support") is not None


def _attempted(noun: Item, sentence: Sentence) -> bool:
    """«محاولة قتل جنود», «الشروع في القتل»: nobody died of it."""
    return any(sentence.word(noun.first - back).lstrip("وب").removeprefix("ال") in ATTEMPTS for back in (1, 2))


def _tried(noun: Item, sentence: Sentence) -> bool:
    """«نجا من محاولة خطف», «حاول مسلحون خطف ناشط»: nobody was taken."""
    near = [sentence.word(noun.first - back).removeprefix("و") for back in (1, 2, 3)]
    return _attempted(noun, sentence) or not TRIES.isdisjoint(near)


def _since(frame: Frame, sentence: Sentence) -> bool:
    """«منذ بدء الاحتجاجات», «منذ اغتيال الوزير» say since when."""
    first = frame.trigger.first
    between = "" if sentence.at(first - 1, "time", "number") else sentence.word(first - 2)
    near = (sentence.word(first - 1), between)
    told = frame.support is not None and frame.support.first > frame.trigger.first
    return not told and any(word in SINCE for word in near)


def _owned(frame: Frame, sentence: Sentence) -> bool:
    """Property right before it that the act only describes: «مواقع تمركز القوات», «مواقع سيطرة الجماعة»."""
    owner = sentence.at(frame.trigger.first - 1, "head")
    if owner is None or owner.value.kind != "property" or owner.definite or frame.trigger.proclitic:
        return False
    verb = isinstance(frame.trigger.value, VerbForm) and owner.last == frame.trigger.first
    return verb or (not frame.is_verb and _referred(frame.trigger, sentence))


def told_of(casualty: Item, references: list[Item], sentence: Sentence) -> bool:
    """«ردا على جريمة هجوم المدينة، الذي أسفر عن مقتل …»: who died in what is but referred to died in nothing told."""
    before = [item for item in sentence.of("trigger") if item.last <= casualty.first]
    nearest = next((item for item in reversed(before) if item.value.row.asserts == "event"), None)
    if nearest is None or nearest not in references:
        return False
    clause = sentence.words[nearest.last : min(nearest.last + RELATIVE_REACH, casualty.first)]
    return not RELATIVES.isdisjoint(clause)
