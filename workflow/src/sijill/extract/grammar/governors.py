"""What governs a phrase where no lexicon knows it: a noun of action that no trigger row has («انقلاب على الشرعية»,
«بتمويل قيادات»), the indefinite noun before a verb («قرار يستهدف الواردات»), a label before a colon."""

from __future__ import annotations

import re

from sijill.extract.grammar.phrases import PREPOSITIONS, NounPhrase
from sijill.extract.lexicon import VerbForm
from sijill.extract.sentence import RELATIVES, Item, Sentence

# Nouns of action of the derived forms, by their letters: انقلاب، احتجاج، استيلاء; تجسس، تمويل؛ مؤامرة stays unread
_MASDAR = re.compile(r"(?:ال)?(?:ان\w\wا\w|ا\w[تطد]\w?ا\w|است\w{1,2}ا\w|ت\w{3,4})(?:ه|ها|هم)?")
_BEHIND_PREPOSITION = re.compile(r"و?[بل](?:ان\w\wا\w|ا\wت\w?ا\w|است\w{1,2}ا\w|ت\w{2}ي\w|ا\w\wا\w|م\wا\w{2}ه)")
_FOR_HELP = re.compile(r"لم\wا\w{2}ه|لنجده|لنصره")
_NOUN = re.compile(r"[ء-ي]{3,}")
# Nouns of place, time and cause that stand as prepositions do: «وسط حماية الشرطة»
ADVERBS = frozenset(
    ("وسط", "بعد", "قبل", "رغم", "تحت", "دون", "ضمن", "خلال", "اثناء", "بسبب", "نتيجه", "اثر", "جراء", "امام", "قرب")
)
BORDERS = frozenset(("الفاصل", "الفاصله", "الحدود", "حدود", "الحدوديه", "الحدودي", "المشتركه", "المشترك", "الممتد"))
ADJECTIVE_ENDS = ("ي", "يه", "ين", "يا")
ON = ("على", "ضد", "مع")
NOT_BEFORE_VERBS = frozenset(("قد", "لا", "لم", "لن", "ما", "سوف", "ان", "كان", "كانت", "كانوا", "لقد"))
MASCULINE = frozenset(("حزب", "تنظيم", "جيش", "نظام", "مجلس", "طيران", "تحالف", "حشد", "فصيل", "لواء", "جهاز", "قيادي"))
SUSPECTED, OF_HIM = ("المشتبه", "مشتبه", "المتهم", "متهم", "المدان", "مدان"), ("به", "بها", "بهم", "فيه", "فيهم")
LONGEST_ANTECEDENT = 3  # words: a preposition, a noun and its adjective


def governed_elsewhere(phrase: NounPhrase, function: str, sentence: Sentence) -> bool:
    """Whether a phrase is what a noun right before it acts on: «بتهمة التجسس على دولة», «منذ الانقلاب على الحكومة»,
    «حثه على التحرك مع الجيش», «اتهم الجهاز بتمويل قيادات …», «اقتحموا الساحة وسط حماية الشرطة»."""
    chief = phrase.chief
    if function in ON:
        before = chief.first - (0 if _begins_with_preposition(chief, sentence) else 1) - 1
        return _is_unknown(before, sentence, _MASDAR)
    if function == "بين" and phrase.name.kind != "place":
        return sentence.word(chief.first - 2) in BORDERS  # «السياج الفاصل بين إسرائيل والقطاع»
    if function != "direct":
        return False
    if phrase.name.kind == "place":  # «يغادرون مواقعهم لمؤازرة عفرين»
        return _is_unknown(chief.first - 1, sentence, _FOR_HELP)
    word, opening = sentence.word(chief.first - 1), sentence.word(chief.first - 2).removeprefix("و")
    noun = (opening in PREPOSITIONS or opening in ADVERBS) and not word.startswith("ال") and word not in PREPOSITIONS
    return _is_unknown(chief.first - 1, sentence, _NOUN if noun else _BEHIND_PREPOSITION)


def is_fire_of(phrase: NounPhrase, trigger: Item, sentence: Sentence) -> bool:
    """«قُتلوا في قذائف الفصيل», «بصواريخ الجماعة»: whose weapons they are, where these are the act itself."""
    inside = phrase.head == "instrument" and phrase.first <= trigger.first < phrase.name.first
    return inside and (phrase.prep == "ب" or "في" in (sentence.word(phrase.first), sentence.word(phrase.first - 1)))


def is_his(first: int, last: int, sentence: Sentence) -> bool:
    """Whether a noun between two tokens has a pronoun, «قواته», which no accusative («منزلا») is."""
    return any(first <= item.first < last and item.suffix not in ("", "ا") for item in sentence.of("head", "unit"))


def is_of_antecedent(chief: NounPhrase, act: Item, sentence: Sentence) -> bool:
    """Whether a verb has another subject than a phrase before it: the phrase is a label («دمشق: قوات تقصف …»), or an
    indefinite noun behind a preposition stands right before the verb («وقّع الرئيس على رسوم جديدة تستهدف …»), or the
    two differ in gender."""
    if ":" in sentence.words[chief.last : act.first] or _is_of_person(chief, act, sentence):
        return True
    if not isinstance(act.value, VerbForm) or act.value.tense == "noun":
        return False
    if _disagrees(chief, act, sentence):
        return True
    if act.joined:
        return False
    at = act.first - 1
    while at >= chief.last and act.first - at <= LONGEST_ANTECEDENT:
        word = sentence.word(at)
        if PREPOSITIONS.get(word, "") and at < act.first - 1:
            return True
        if word.startswith("ال") or word in NOT_BEFORE_VERBS or not _is_unknown(at, sentence):
            return False
        at -= 1
    return False


def _is_of_person(chief: NounPhrase, act: Item, sentence: Sentence) -> bool:
    """«نشرت الشرطة صورة الشاب الذي نفذ …», «هوية المشتبه به بتنفيذ …»: he of whom it is told stands right before."""
    before = act.first - 1
    if act.prep == "ب":
        before -= sentence.word(before) in OF_HIM
        return before >= chief.last and sentence.word(before).startswith(SUSPECTED)
    person = sentence.at(before - 1, "unit", "title", "person")
    return sentence.word(before) in RELATIVES and person is not None and person.first >= chief.last


def _disagrees(chief: NounPhrase, act: Item, sentence: Sentence) -> bool:
    """«القيادي … عندما استهدفت …», «المسلحين الذين … تعرضت …»: a verb behind its subject agrees with it in gender."""
    verb = sentence.text[act.start : act.end - len(act.suffix)]
    feminine = act.value.tense == "past" and verb.endswith("ت")
    word = chief.opening.removeprefix("و")
    men = chief.name.kind == "unit" and word.endswith(("ين", "ون"))
    his = is_his(chief.last, act.first, sentence)
    return feminine and not his and (men or word.removeprefix("ال") in MASCULINE)  # «الجيش … قواته صدت …»


def _begins_with_preposition(chief: NounPhrase, sentence: Sentence) -> bool:
    """Whether the preposition is written onto the phrase, and no word of its own."""
    return PREPOSITIONS.get(sentence.word(chief.first - 1).removeprefix("و"), "") not in ON


def _is_unknown(index: int, sentence: Sentence, shape: re.Pattern[str] = re.compile(r"\w{3,}")) -> bool:
    """Whether a word that no lexicon knows stands there, of this shape; no adjective in ي."""
    word = sentence.word(index)
    known = sentence.at(index, *sentence.items) is not None
    return not known and shape.fullmatch(word) is not None and not word.endswith(ADJECTIVE_ENDS)
