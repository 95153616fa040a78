"""The words of time expressions, and the scan that turns folded text into a string of word classes.

One character of the class string stands for one item (a word, a digit group, a mark or a proclitic); the grammar in
`dates.py` is a set of regular expressions over that string, so that it need not repeat any spelling. Classes:

    v و/ف   f في/ب   e ل   r من   x حتى/إلى   z منذ   b قبل   a بعد   k خلال   l لمدة   g هذا   j كل   @ بتاريخ
    t يوم   i يومي   I أيام   G اليوم   T أمس، غدا   W weekday   w weekday without article   B مطلع، أواخر
    P part of day before a day   p part of day as adverb   X الساعة   5 والنصف   1 يوميا   ? مؤخرا   _ القرن، العقد
    S شهر   Y عام   E أعوام   K أسبوع   u other unit word   q الماضي، الجاري، المقبل   3 القليلة   V عدة   A نحو
    M month   m month that is also another word   H Hijri month   o ordinal   N number word   U هـ   L ميلادي
    d 1-31   y 1900-2039   h 1343-1500   n other digits   D full numeric date   F 14/4   R 5-7   C 15:48
    c comma   s slash   ~ dash   O (   Q )   = على التوالي، بالتوقيت المحلي   . anything else
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from sijill.text.calendar import HIJRI_YEARS, WEAK_NAMES, hijri_month_names, month_names, weekday_names
from sijill.text.numerals import FIRST_WORDS, ORDINALS, read_number
from sijill.text.tokens import Token, readings, tokenize

YEARS = range(1900, 2040)
PAST, CURRENT, NEXT, BEFORE_LAST = -1, 0, 1, -2

# class -> value -> words; a value of None means the class says all
WORDS: dict[str, dict[Any, str]] = {
    "v": {None: "و"},
    "f": {None: "في عند"},
    "r": {None: "من"},
    "x": {None: "حتي الي لغايه بحلول"},
    "z": {None: "منذ مذ مند"},
    "b": {None: "قبل قبيل"},
    "a": {None: "بعد بعيد عقب"},
    "k": {None: "خلال اثناء غضون"},
    "l": {None: "لمده طوال طيله مده استمر استمرت يستمر تستمر استغرق استغرقت دام دامت"},
    "g": {None: "هذا هذه"},
    "j": {None: "كل"},
    "@": {None: "بتاريخ تاريخ الموافق الموافقه المصادف المصادفه الواقع"},
    "t": {"day": "يوم"},
    "i": {"day": "يومي"},
    "I": {"day": "ايام الايام"},
    "G": {0: "اليوم"},
    "T": {-1: "امس الامس البارحه", 1: "غدا غد الغد"},
    "B": {
        "early": "مطلع بدايه اوائل بدايات مستهل",
        "middle": "منتصف اواسط",
        "late": "اواخر نهايه نهايات",
    },
    "P": {
        "dawn": "فجر",
        "morning": "صباح صبيحه",
        "forenoon": "ضحي",
        "noon": "ظهر ظهيره",
        "afternoon": "عصر",
        "evening": "مساء غروب",
        "night": "ليل ليله",
    },
    "p": {
        "dawn": "فجرا الفجر",
        "morning": "صباحا الصباح",
        "noon": "ظهرا الظهر الظهيره",
        "afternoon": "عصرا العصر",
        "evening": "المساء مساءا",
        "night": "ليلا الليل الليله",
    },
    "X": {"hour": "الساعه"},
    "5": {30: "النصف", 15: "الربع", 20: "الثلث"},
    "1": {"day": "يوميا", "week": "اسبوعيا", "month": "شهريا", "year": "سنويا"},
    "?": {None: "موخرا مؤخرا حديثا حاليا الان"},
    "_": {"century": "القرن قرن", "decade": "العقد عقد العقدين عقود العقود"},
    "S": {"month": "شهر الشهر"},
    "Y": {"year": "عام العام سنه السنه"},
    "E": {"year": "عامي اعوام الاعوام سنوات السنوات سنتي سنين"},
    "K": {"week": "اسبوع الاسبوع"},
    "q": {
        PAST: "الماضي الماضيه الماضيين الماضيتين المنصرم المنصرمه المنصرمين الفائت الفائته الفائتين الفايت الاخير"
        " الاخيره الاخيرين الاخيرتين السابق السابقه المنقضي المنقضيه",
        CURRENT: "الجاري الجاريه الحالي الحاليه",
        NEXT: "المقبل المقبله المقبلين القادم القادمه القادمين اللاحق",
    },
    "3": {None: "القليله القلائل المعدوده"},
    "V": {None: "عده بضعه بضع بعض عديده"},
    "A": {None: "نحو حوالي قرابه زهاء حوالى يقارب تقريبا اكثر اقل"},
    "U": {None: "ه هجري هجريه هجريا للهجره"},
    "L": {None: "م ميلادي ميلاديه ميلاديا"},
}
# unit words beyond the singular with its own class: unit, and 2 for duals
UNITS: dict[tuple[str, int | None], str] = {
    ("hour", None): "ساعات الساعات ساعه",
    ("hour", 2): "ساعتين ساعتان الساعتين",
    ("minute", None): "دقيقه دقائق الدقائق",
    ("minute", 2): "دقيقتين دقيقتان",
    ("day", None): "يوما",
    ("day", 2): "يومين يومان اليومين اليومان",
    ("week", None): "اسبوعا اسابيع الاسابيع",
    ("week", 2): "اسبوعين اسبوعان الاسبوعين",
    ("month", None): "شهرا اشهر شهور الاشهر الشهور",
    ("month", 2): "شهرين شهران الشهرين",
    ("year", None): "عاما",
    ("year", 2): "عامين عامان العامين سنتين سنتان السنتين",
}
PHRASES: dict[str, tuple[str, Any]] = {
    "اول امس": ("T", -2),
    "اول من امس": ("T", -2),
    "امس الاول": ("T", -2),
    "قبل امس": ("T", -2),
    "بعد غد": ("T", 2),
    "بعد الغد": ("T", 2),
    "منتصف ليل": ("P", "night"),
    "منتصف ليله": ("P", "night"),
    "منتصف الليل": ("p", "night"),
    "بعد منتصف ليل": ("P", "night"),
    "بعد منتصف ليله": ("P", "night"),
    "بعد منتصف الليل": ("p", "night"),
    "قبل منتصف الليل": ("p", "night"),
    "بعد ظهر": ("P", "afternoon"),
    "بعد الظهر": ("p", "afternoon"),
    "قبل ظهر": ("P", "forenoon"),
    "قبل الظهر": ("p", "forenoon"),
    "قبل الماضي": ("q", BEFORE_LAST),
    "قبل الماضيه": ("q", BEFORE_LAST),
    "ما قبل الماضي": ("q", BEFORE_LAST),
    "علي مدي": ("l", None),
    "علي مدار": ("l", None),
    "علي امتداد": ("l", None),
    "ابتداء من": ("z", None),
    "اعتبارا من": ("z", None),
    "بدءا من": ("z", None),
    "ما يقارب": ("A", None),
    "ما يقرب من": ("A", None),
    "اكثر من": ("A", None),
    "اقل من": ("A", None),
    "علي التوالي": ("=", None),
    "التوقيت المحلي": ("=", None),
    "توقيت غرينتش": ("=", None),
    "توقيت القدس": ("=", None),
    "توقيت دمشق": ("=", None),
    "توقيت بغداد": ("=", None),
    "الاونه الاخيره": ("?", None),
    "الفتره الاخيره": ("?", None),
    "الفتره الماضيه": ("?", None),
    "الفتره المقبله": ("?", None),
    "الفتره القادمه": ("?", None),
    "المده الاخيره": ("?", None),
    "وقت سابق": ("?", None),
    "وقت لاحق": ("?", None),
}
_MARKS = {"،": "c", ",": "c", "/": "s", "-": "~", "(": "O", ")": "Q", "[": "O", "]": "Q"}
_FULL_DATE = re.compile(r"(?:(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{1,2})([-/.])(\d{1,2})\6(\d{4}))$")
_SHORT_DATE = re.compile(r"(\d{1,2})/(\d{1,2})$")
_RANGE = re.compile(r"(\d{1,2})-(\d{1,2})$")
_CLOCK = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)$")


class Item(NamedTuple):
    """One item of the class string: its class, its half-open place in the folded text, and its value."""

    tag: str
    start: int
    end: int
    value: Any = None


@cache
def lexicon() -> dict[tuple[str, ...], tuple[str, Any]]:
    """Folded phrases (tuples of words) with their class and value."""
    rows: dict[str, tuple[str, Any]] = {}
    rows |= {phrase: ("o", value) for phrase, value in ORDINALS.items()}
    rows |= {w: (tag, value) for tag, values in WORDS.items() for value, words in values.items() for w in words.split()}
    rows |= {word: ("u", unit) for unit, words in UNITS.items() for word in words.split()}
    rows |= {name: ("m" if name in WEAK_NAMES else "M", n) for name, n in month_names().items()}
    rows |= {name: ("H", number) for name, number in hijri_month_names().items()}
    for name, number in weekday_names().items():
        rows |= {name: ("W", number), name.removeprefix("ال"): ("w", number)}
    return {tuple(phrase.split()): reading for phrase, reading in (rows | PHRASES).items()}


@cache
def _by_first_word() -> dict[str, list[tuple[tuple[str, ...], tuple[str, Any]]]]:
    """The lexicon by first word, longest phrases first."""
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, Any]]]] = {}
    for phrase, reading in sorted(lexicon().items(), key=lambda row: (-len(row[0]), row[0])):
        found.setdefault(phrase[0], []).append((phrase, reading))
    return found


@cache
def _known(word: str) -> tuple[int, str] | None:
    """The first reading of a word that the lexicon or the number words know: (letters taken off, rest)."""
    firsts = _by_first_word()
    for cut, rest in readings(word):
        if rest in firsts or rest in FIRST_WORDS or (rest[:2] == "ال" and rest[2:] in FIRST_WORDS):
            return cut, rest
    return None


def scan(folded: str) -> list[Item]:
    """The items of a folded text, proclitics apart from their words."""
    tokens = tokenize(folded)
    words = [token.text for token in tokens]
    items: list[Item] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.text[0] in "0123456789":
            items.append(_digits(token))
            at += 1
        elif (
            token.text == "ال"
            and at + 1 < len(tokens)
            and tokens[at + 1].start == token.end
            and words[at + 1].isdigit()
        ):
            at += 1
        elif (known := _known(token.text)) is not None:
            at = _read_words(tokens, words, at, known, items)
        else:
            items.append(Item(_MARKS.get(token.text, "."), token.start, token.end))
            at += 1
    return items


def _read_words(tokens: list[Token], words: list[str], at: int, known: tuple[int, str], items: list[Item]) -> int:
    """Append the item that starts with the known word at `at` (its proclitics first); the position after it."""
    cut, rest = known
    token = tokens[at]
    start = token.start + cut
    for phrase, (tag, value) in _by_first_word().get(rest, ()):
        after = at + len(phrase)
        if tuple(words[at + 1 : after]) == phrase[1:]:
            break
    else:
        if rest not in FIRST_WORDS:
            rest = rest[2:]
        number = read_number([rest, *words[at + 1 : at + 12]], 0)
        if number is None:
            items.append(Item(".", token.start, token.end))
            return at + 1
        tag, value, after = "N", number[0], at + number[1]
    _proclitics(token, cut, items)
    items.append(Item(tag, start, tokens[after - 1].end, value))
    return after


def _proclitics(token: Token, cut: int, items: list[Item]) -> None:
    for index in range(cut):
        tag = {"و": "v", "ف": "v", "ب": "f", "ل": "e"}.get(token.text[index], ".")
        items.append(Item(tag, token.start + index, token.start + index + 1))


def _digits(token: Token) -> Item:
    """Class and value of a digit group."""
    text = token.text
    tag, value = "n", None
    if text.isdigit():
        value = int(text[:12])
        tag = "n" if len(text) > 12 else "d" if value in range(1, 32) and len(text) < 3 else tag
        tag = "y" if value in YEARS else "h" if value in HIJRI_YEARS else tag
    elif match := _FULL_DATE.match(text):
        y1, _, m1, d1, d2, _, m2, y2 = match.groups()
        tag, value = "D", (int(y1 or y2), int(m1 or m2), int(d1 or d2))
    elif match := _SHORT_DATE.match(text):
        tag, value = "F", (int(match[1]), int(match[2]))
    elif match := _RANGE.match(text):
        tag, value = "R", (int(match[1]), int(match[2]))
    elif match := _CLOCK.match(text):
        tag, value = "C", (int(match[1]), int(match[2]))
    return Item(tag, token.start, token.end, value)
