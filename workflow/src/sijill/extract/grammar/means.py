"""Nouns behind «ب», which tell with what something was done: «بقذائف», «بعشرات القذائف», «بسلسلة غارات»."""

from __future__ import annotations

from sijill.extract.grammar.carriers import PARTITIVE_NOUNS
from sijill.extract.sentence import Item, Sentence
from sijill.text.arabic import key


def behind_b(noun: Item, sentence: Sentence) -> bool:
    """Whether a noun stands behind «ب», which a number or a word of amount before it may bear: «بقذائف», «بعشرات
    القذائف», «بوابل من القذائف»."""
    if sentence.at(noun.first - 1, "number") is not None:
        return sentence.word(noun.first - 1).startswith("ب")
    if noun.joined and sentence.word(noun.first - 1).startswith("بال"):
        return True  # «بالصواريخ والبراميل المتفجرة»
    amount = sentence.word(noun.first - 1 - (sentence.word(noun.first - 1) == "من"))
    many = amount.startswith("ب") and amount[1:] in PARTITIVE_NOUNS
    return noun.prep == "ب" or many or _is_written_with_b(noun, sentence)


def _is_written_with_b(noun: Item, sentence: Sentence) -> bool:
    """Whether a row has the phrase with «ب» and without («بغاز الكلور»), so that the letter is the preposition."""
    word = sentence.text[noun.start : noun.end]
    forms = getattr(getattr(noun.value, "row", None), "forms", ())
    return word.startswith("ب") and any(key(form) == word[1:] for form in forms)
