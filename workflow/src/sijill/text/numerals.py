"""Arabic number words: cardinals as values, ordinals as a table. All words are in folded spelling."""

from __future__ import annotations

from collections.abc import Sequence

from sijill.text.tokens import word_set

ONES = {
    1: "واحد واحده واحدا احد احدي",
    2: "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي",
    3: "ثلاثه ثلاث",
    4: "اربعه اربع",
    5: "خمسه خمس",
    6: "سته ست",
    7: "سبعه سبع",
    8: "ثمانيه ثماني ثمان",
    9: "تسعه تسع",
}
TENS = {
    20: "عشرون عشرين",
    30: "ثلاثون ثلاثين",
    40: "اربعون اربعين",
    50: "خمسون خمسين",
    60: "ستون ستين",
    70: "سبعون سبعين",
    80: "ثمانون ثمانين",
    90: "تسعون تسعين",
}
HUNDRED_WORDS = ("مئه", "مائه", "ميه")
MULTIPLIERS = {
    10**3: "الف الفا الاف",
    10**6: "مليون مليونا ملايين",
    10**9: "مليار مليارا مليارات بليون",
}
DOUBLES = {
    2 * 10**3: "الفان الفين الفا الفي",
    2 * 10**6: "مليونان مليونين مليونا مليوني",
    2 * 10**9: "ملياران مليارين مليارا ملياري",
}
# forms of one and two that only stand in compounds (احد عشر, اثنا عشر): alone they are other words
BOUND = word_set("احد احدي اثنا اثني اثنتا اثنتي")


def _table(rows: dict[int, str]) -> dict[str, int]:
    return {word: value for value, words in rows.items() for word in words.split()}


def _hundreds() -> dict[str, int]:
    """Hundreds written as one word: 200 in its cases, ثلاثمئه to تسعمئه in both spellings."""
    found = {f"{stem}{end}": 200 for stem in ("مئت", "مائت") for end in ("ان", "ين", "ا", "ي")}
    stems = {3: "ثلاث", 4: "اربع", 5: "خمس", 6: "ست", 7: "سبع", 8: "ثمان ثماني", 9: "تسع"}
    for value, forms in stems.items():
        found |= {stem + hundred: value * 100 for stem in forms.split() for hundred in HUNDRED_WORDS}
    return found


ONE = _table(ONES)
TEN = _table(TENS)
HUNDRED = _hundreds()
MULTIPLIER = _table(MULTIPLIERS)
# مليونا, الفا and مليارا are read as the accusative singular («احد عشر الفا»), also when they stand alone
DOUBLE = {word: value for word, value in _table(DOUBLES).items() if word not in MULTIPLIER}
TEN_ALONE = {"عشره": 10, "عشر": 10}
ZERO = {"صفر": 0, "صفرا": 0}
FIRST_WORDS = frozenset((*ONE, *TEN, *HUNDRED, *MULTIPLIER, *DOUBLE, *TEN_ALONE, *ZERO, *HUNDRED_WORDS))


def _bare(words: Sequence[str], at: int, joined: bool) -> str | None:
    """The number word at `at`: itself for the first of a number, what follows «و» for a joined one."""
    if at >= len(words):
        return None
    word = words[at]
    if not joined:
        return word
    if word in ("واحد", "واحده", "واحدا") and not (at + 1 < len(words) and words[at + 1] in TEN_ALONE):
        return None  # one, not و + احد
    return word[1:] if word.startswith("و") else None


def _tens(words: Sequence[str], at: int, joined: bool) -> tuple[int, int] | None:
    """A number below 100 that starts at `at`: (value, next position)."""
    following = words[at + 1] if at + 1 < len(words) else ""
    word = _bare(words, at, joined)
    if word is None:
        return None
    if word in ONE:
        if following in TEN_ALONE:
            return ONE[word] + 10, at + 2
        ten = following[1:].removeprefix("ال")  # «[الساعات ال]أربع والعشرين»
        if following[:1] == "و" and ten in TEN:
            return ONE[word] + TEN[ten], at + 2
        return None if word in BOUND else (ONE[word], at + 1)
    value = TEN.get(word, TEN_ALONE.get(word))
    return None if value is None else (value, at + 1)


def _hundreds_at(words: Sequence[str], at: int, joined: bool) -> tuple[int, int] | None:
    """A number of whole hundreds that starts at `at`: مئه, مئتان, ثلاثمئه, ثلاث مئه."""
    word = _bare(words, at, joined)
    if word is None:
        return None
    if word in HUNDRED_WORDS:
        return 100, at + 1
    if word in HUNDRED:
        return HUNDRED[word], at + 1
    if word in ONE and ONE[word] > 2 and at + 1 < len(words) and words[at + 1] in HUNDRED_WORDS:
        return ONE[word] * 100, at + 2
    return None


def _below_thousand(words: Sequence[str], at: int, joined: bool) -> tuple[int, int] | None:
    hundreds = _hundreds_at(words, at, joined)
    if hundreds is None:
        return _tens(words, at, joined)
    value, after = hundreds
    tens = _tens(words, after, True)
    return hundreds if tens is None else (value + tens[0], tens[1])


def _group(words: Sequence[str], at: int, joined: bool) -> tuple[int, int, int] | None:
    """One group of a number (خمسه الاف, مئتان وعشره): (value, its magnitude 1, 1000 …, next position)."""
    word = _bare(words, at, joined)
    if word is None:
        return None
    if word in DOUBLE:
        return DOUBLE[word], DOUBLE[word] // 2, at + 1
    if word in MULTIPLIER:
        return MULTIPLIER[word], MULTIPLIER[word], at + 1
    head = _below_thousand(words, at, joined)
    if head is None:
        return None
    value, after = head
    if after < len(words) and words[after] in MULTIPLIER:
        magnitude = MULTIPLIER[words[after]]
        return value * magnitude, magnitude, after + 1
    return value, 1, after


def read_number(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """The cardinal written in words from `words[at]` on: (value, position after it), or None.

    Words are folded, in reading order, with nothing but white space between them. Groups must fall in
    magnitude and be joined by «و»: «ثلاثه واربعه» is two numbers, «ثلاثه واربعين» one.
    """
    if at >= len(words) or words[at] not in FIRST_WORDS:
        return None
    if words[at] in ZERO:
        return 0, at + 1
    total, last, position, joined = 0, None, at, False
    while (group := _group(words, position, joined)) is not None:
        value, magnitude, after = group
        if last is not None and magnitude >= last:
            break
        total, last, position, joined = total + value, magnitude, after, True
        if magnitude == 1:
            break
    return None if last is None else (total, position)


ORDINAL_ONES = {
    1: "الاول الاولي",
    2: "الثاني الثانيه",
    3: "الثالث الثالثه",
    4: "الرابع الرابعه",
    5: "الخامس الخامسه",
    6: "السادس السادسه",
    7: "السابع السابعه",
    8: "الثامن الثامنه",
    9: "التاسع التاسعه",
    10: "العاشر العاشره",
}


def _ordinals() -> dict[str, int]:
    """Definite ordinals 1 to 39 as folded phrases (الثالث عشر, الحاديه والعشرين), with their values."""
    found = {word: value for value, words in ORDINAL_ONES.items() for word in words.split()}
    heads = {word: value for word, value in found.items() if value < 10}
    heads |= {"الحادي": 1, "الحاديه": 1, "الواحد": 1, "الواحده": 1}
    compounds = {f"{word} {ten}": value + 10 for word, value in heads.items() for ten in ("عشر", "عشره")}
    for ten, tens in ((20, ("العشرين", "العشرون")), (30, ("الثلاثين", "الثلاثون"))):
        compounds |= {f"{word} و{form}": value + ten for word, value in heads.items() for form in tens}
        found |= dict.fromkeys(tens, ten)
    return found | compounds


ORDINALS = _ordinals()
