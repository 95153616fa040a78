"""Nobody hurt: «دون وقوع إصابات», «لم يصب أحد» count zero; «لم ترد أنباء عن إصابات» counts nothing."""

from __future__ import annotations

from sijill.extract.lexicon import VerbForm
from sijill.extract.numbers.counts import HURT, Quantity
from sijill.extract.sentence import Item, Sentence

DENIAL_REACH = 6
NO_NEWS = ("انباء", "معلومات", "تقارير", "ورود", "ترد", "يرد", "عرف", "تضح", "ذكر", "حدد", "علن", "الابلاغ")
# What may stand between a negation and those who were not hurt.
BRIDGES = frozenset(
    ("وقوع", "سقوط", "تسجيل", "حدوث", "حصول", "وجود", "اي", "ان", "عن", "الي", "في", "هناك", "بعد", "حتي",
     "تقع", "يقع", "تسجل", "يسجل", "تسفر", "يسفر", "توقع", "يوقع", "تخلف", "يخلف", "تحدث", "تسبب", "يسبب",
     "تودي", "يودي")
)  # fmt: skip
ANYONE, ANY = frozenset(("احد", "احدا")), "اي"  # «لم يصب أحد», «أي شخص»
NOBODY = ("اصابات", "ضحايا", "خساير")
NONE_HURT = frozenset(("human_losses", "injury", "victim"))  # «إصابات», «ضحايا»: neither killed nor wounded


def is_negated(noun: Item, sentence: Sentence) -> bool:
    """Whether nobody was hurt, or nothing is known of it: «دون وقوع إصابات», «لم ترد أنباء عن إصابات»."""
    for cue in sentence.of("cue"):
        between = [sentence.word(index) for index in range(cue.last, noun.first)]
        before = cue.first < noun.first and cue.last < noun.last  # «دون وقوع» and «وقوع إصابات» share a word
        bridged = all(word in BRIDGES or word.endswith(NO_NEWS) for word in between)
        if cue.value.kind in ("negation", "exclusion") and before and bridged:
            after = range(noun.last, noun.last + DENIAL_REACH)
            nobody = any(_is_anyone(index, sentence) for index in after)
            return not isinstance(noun.value, VerbForm) or (not between and nobody)
    return False


def _is_anyone(index: int, sentence: Sentence) -> bool:
    """«أحد», «أي شخص», «أي من الجنود»; but «لم تصب أي مناطق سكنية» tells of no people."""
    if sentence.word(index) != ANY:
        return sentence.word(index) in ANYONE
    after = index + 1 + (sentence.word(index + 1) == "من")
    people = sentence.at(after, "unit")
    return people is not None and people.value.human


def none_hurt(noun: Item, what: str, sentence: Sentence) -> list[Quantity]:
    """Zero of what a negated noun names; «إصابات» and «ضحايا» name killed and wounded; nothing if it is not known."""
    before = [sentence.word(index) for index in range(max(0, noun.first - DENIAL_REACH), noun.first)]
    if any(word.endswith(NO_NEWS) for word in before):
        return []
    near = [item for item in sentence.of("unit") if 0 <= item.first - noun.first <= 3]
    kinds = {what, *(item.value.what for item in near)} & set(HURT)
    if isinstance(noun.value, VerbForm):
        kinds = {what}
    elif any(item.value.unit_id in NONE_HURT for item in near) or any(
        word in sentence.text[noun.start : noun.end] for word in NOBODY
    ):
        kinds = set(HURT)
    return [Quantity(noun.start, noun.end, kind, 0, 0, 0, "none_hurt") for kind in sorted(kinds)]
