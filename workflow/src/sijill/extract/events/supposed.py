"""Acts that are only supposed: what would follow from one («انسحاب … هو الحل»), and conditions («إن انسحبت …»)."""

from __future__ import annotations

import re

from sijill.extract.lexicon import VerbForm
from sijill.extract.sentence import Item, Sentence
from sijill.text.tokens import word_set

ROOT = 3  # letters of the verbs that may be masdars
OPENING = frozenset(("ان", "بان", "وان"))  # opens what is said: the noun behind it is its subject
REMEDIES = word_set(
    "الحل السبيل الطريق الطريقه المخرج الخيار الشرط شرط الضمان الضمانه المدخل مفتاح المطلوب الخطوه اساس الاساس"
)
MAY = word_set("يمكن يمكنها بامكانها ربما يحتمل")
NOT_CONDITION = word_set("بعد منذ الي سبق حتي لدرجه قبل يذكر بمجرد ما الا لولا غير")  # «بعد أن انسحبت»
FUTURE_REACH = 9  # tokens from a future verb to the nouns it governs
# Any verb in the future («ستشرفان»); not «سيارة», «سياسة», «سيطرة», nor the foreign names that begin so
FUTURE = re.compile(
    r"[وف]?س(?:ت(?![اي]|ر[ال]|و[رن]|ه?$)|ي(?![اموبك]|ر[غجختي]|ن[ام]|ل[فتسا]|د[ناه]|سي|طر(?![حدقأ])|ف|غ))\w{3,}"
)
MAY_BE_NOUN = ("place", "unit", "head", "actor", "nisba", "number", "time", "title", "person")


def is_envisaged(noun: Item, sentence: Sentence) -> bool:
    """«انسحاب المسلحين هو الحل الوحيد», «تحرير الميناء سيقطع الإمداد»: told of the act is what it would do."""
    if isinstance(noun.value, VerbForm) or not (noun.first == 0 or sentence.word(noun.first - 1) in OPENING):
        return False
    for index in range(noun.last, noun.last + FUTURE_REACH):
        if sentence.stop_between(index, index + 1) or sentence.at(index, "trigger", "support", "source") is not None:
            verb = sentence.at(index, "trigger", "support")
            return verb is not None and verb.proclitic.endswith("س")
        if sentence.word(index) in ("هو", "هي"):
            return sentence.word(index + 1) in REMEDIES
        if FUTURE.fullmatch(sentence.word(index)) and sentence.at(index, *MAY_BE_NOUN) is None:
            return True
    return False


def is_possible(noun: Item, sentence: Sentence) -> bool:
    """«إن ضربات يمكن أن تستهدف …», «هجمات قد تطال …»: what is told of the act behind it is that it may be."""
    if isinstance(noun.value, VerbForm) or not (noun.first == 0 or sentence.word(noun.first - 1) in OPENING):
        return False
    last = noun.last
    while sentence.at(last, "nisba", "modifier") is not None:
        last += 1
    may = sentence.word(last)
    return may in MAY or (may == "قد" and sentence.word(last + 1)[:1] in ("ي", "ت"))  # «قد استهدفت» has happened


def is_condition(verb: Item, sentence: Sentence) -> bool:
    """«إن انسحبت القوات»: right before a verb in the past «إن» is "if"; but «بعد أن انسحبت», «سبق أن هاجمت»."""
    may_be_noun = len(verb_word := sentence.word(verb.first)) <= ROOT and not verb_word.endswith("ت")  # «إن قصف …»
    if verb.proclitic or may_be_noun or sentence.word(verb.first - 1) not in ("ان", "وان", "فان"):
        return False
    opening = sentence.word(verb.first - 2)
    return opening not in NOT_CONDITION and sentence.at(verb.first - 2, "source", "cue") is None
