"""What a cue reaches: whether a word of intention, doubt, denial or habit says something of an act near it."""

from __future__ import annotations

from sijill.extract.grammar.heads import is_adjective
from sijill.extract.grammar.predicates import says
from sijill.extract.lexicon import VerbForm
from sijill.extract.sentence import RELATIVES, Item, Sentence
from sijill.text.tokens import word_set

EXPECTED = frozenset(("future_scheduled", "hypothetical_maybe"))  # also adjectives: «هجوم مرتقب»
FOLLOWING_REACH = 7  # tokens from a cue to the trigger it governs
DENIAL_REACH = 16  # «نفى المتحدث باسم الفصيل، …، أي مفاوضات»: who denies has a long name
# Verbs whose scope is their clause: what is called for or warned of stands behind one of these
CALLS = {
    "intention_call_verb": ("الي", "علي", "ب", "ل"),
    "intention_warn_verb": ("من",),
    "intention_kept_from": ("من", "عن"),
}
THREATS = frozenset(("intention_threat", "intention_warn"))  # «هدّد الوزير …، باغتيال …»: the threat stands behind ب
# «هدّد الجيش بالرد بعد إطلاق صواريخ …», «حذّر من نزوح إثر هجوم …»: what talk is about behind these has happened, and
# «تصاعد التوتر بعد قصف …» is over
TALK = THREATS | {
    "intention_call",
    "intention_warn_verb",
    "intention_call_verb",
    "intention_fear",
    "negation_called_off",
}
HAPPENED = frozenset(("بعد", "اثر", "عقب", "جراء", "منذ", "اعقاب", "خلفيه", "بسبب"))
CAUSED = word_set("نظرا بسبب خلفيه منذ ردا")  # «كان مقررا أن تدخل المساعدات …، نظرا لقصف …»: why not, and no plan
PARTED = HAPPENED | RELATIVES  # «لم يصدر تعليق من القوات التي قصفت …»: a clause of its own
LATER = frozenset(("history", "future"))  # «… في أواخر التسعينيات»: also told behind the act, behind a word of time
TIME_WORDS = frozenset(("في", "خلال", "اوائل", "اواخر", "مطلع", "منتصف", "بدايه", "نهايه", "حقبه"))
MADE_IN = frozenset(("intention_order", "intention_pledge"))  # «قرر المجلس في جلسة …»: where it was decided
ANSWERS = word_set("الرد رد ردا رده ردها ردهم للرد")
SETTINGS = word_set("في خلال اثناء")
WHICH_IS, WHOSE_IS = word_set("انها انه انهما انهم بانها بانه بانهما بانهم"), word_set("تابعه تابع تابعتان")
CALL_GAP = 3  # words from «من» to the act that is warned of («من الاستمرار في إطلاق …»)


def governs(cue: Item, anchor: Item, sentence: Sentence) -> bool:
    """Whether a cue says something of the act that `anchor`, its trigger or light verb, tells."""
    if cue.first < anchor.last and anchor.first < cue.last:
        return False
    if cue.value.scope == "sentence":
        return True
    if cue.first >= anchor.last:
        return _told_behind(cue, anchor, sentence)
    if sentence.stop_between(cue.last, anchor.first) or _describes_another(cue, anchor, sentence):
        return False
    if _tells_whose(cue, sentence):
        return False
    if is_answered(anchor, sentence):
        return False
    if cue.value.cue_id in THREATS and anchor.prep == "ب" and not isinstance(anchor.value, VerbForm):
        return True
    if cue.value.cue_id in CALLS:  # «دعا المجلس …، في بيان، إلى رفع الحصار»: what is called for stands behind إلى
        return _is_called_for(cue, anchor, sentence)
    if _was_suffered(cue, anchor, sentence):
        return False
    between = sentence.words[cue.last : anchor.first]
    over = cue.value.cue_id in TALK or cue.value.kind == "ongoing"
    if any(word in (HAPPENED if over else CAUSED) for word in between):
        return False
    if cue.value.cue_id in MADE_IN and is_setting(anchor, sentence):
        return False
    if cue.value.scope == "clause":
        return True
    reach = 2 if cue.value.kind == "negation" else FOLLOWING_REACH
    if cue.value.kind != "negation" and "ان" in (sentence.word(cue.last), sentence.word(cue.last + 1)):
        return True  # «القلق من أن يؤدي … إلى فرار …»: all of the clause is feared
    others = [
        other
        for other in sentence.of("trigger", "source")
        if cue.last <= other.first < anchor.first
        and not (other.kind == "source" and not says(other))
        and not (other.last == anchor.first and not anchor.joined)  # «خطر عمليات خطف»: one noun of another
    ]
    if cue.value.kind == "denial" and not (isinstance(anchor.value, VerbForm) and anchor.value.tense != "noun"):
        reach = DENIAL_REACH
    return anchor.first - cue.last <= reach and not others


def _was_suffered(cue: Item, anchor: Item, sentence: Sentence) -> bool:
    """«كان مقررا أن تدخل القافلة …، وأرجئت بعد تعرض المدينة لقصف»: what befell somebody before has happened."""
    near = [item for item in sentence.of("support") if cue.last <= item.first <= anchor.first]
    return any(item.value.row.subject == "recipient" and sentence.word(item.first - 1) in HAPPENED for item in near)


def _tells_whose(cue: Item, sentence: Sentence) -> bool:
    """«طائرة، يعتقد أنها روسية، قصفت …»: what is believed is whose it is; the act has happened."""
    at = cue.last - (sentence.word(cue.last - 1) in WHICH_IS)
    described = sentence.at(at + 1, "nisba", "national") is not None or sentence.word(at + 1) in WHOSE_IS
    return sentence.word(at) in WHICH_IS and described


def is_setting(noun: Item, sentence: Sentence) -> bool:
    """«وافق الرئيس في اجتماع …»: a noun that tells where or when something else was done."""
    return not noun.prep and sentence.word(noun.first - 1) in SETTINGS


def is_answered(act: Item, sentence: Sentence) -> bool:
    """«تعهد بالرد على قصف …», «لم يرد على الغارات»: what is answered, or shall be, has happened."""
    at = act.first - 1 - (sentence.word(act.first - 1) != "علي")
    return sentence.word(at) == "علي" and sentence.word(at - 1).lstrip("وب") in ANSWERS


def _is_called_for(cue: Item, anchor: Item, sentence: Sentence) -> bool:
    """«دعا المجلس …، في بيان، إلى رفع الحصار», «حذّر الوزير … من الاستمرار في إطلاق الصواريخ»."""
    quoted = sentence.word(anchor.first - 1) in '"“”«'
    preps = CALLS[cue.value.cue_id]
    before = range(max(cue.last, anchor.first - CALL_GAP - quoted), anchor.first)
    if any(sentence.word(index) in preps for index in before[-1 - quoted :]):
        return True
    if preps == ("من",):
        return any(sentence.word(index) in preps for index in before)
    return anchor.prep in preps


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
    return agrees and all(
        sentence.at(index, "nisba", "modifier") is not None or is_adjective(index, sentence) for index in between
    )
