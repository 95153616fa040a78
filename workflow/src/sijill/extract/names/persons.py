"""Names of persons, and whether they stand in public office (the shareable edition masks the others).

A name is read behind a title («العقيد تركي المالكي»، «الشاب محمد …») or before an age («… (27 عاما)»). Where the
letters do not tell whether a word still belongs to a private person's name, it does: a word too many is masked rather
than a name shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sijill.extract.sentence import ALI, COMMAS, Item, Sentence
from sijill.text.arabic import key
from sijill.text.tokens import word_set

LINKED = word_set("بن ابن ابو ابي ابا عبد ال بو ام بنت اب ذو ذي دي دو")  # a name goes on behind these
MOST_WORDS = 4  # of a private person's name, linking words aside
MOST_WORDS_OFFICIAL = 3
_ARABIC_WORD = re.compile(r"[ء-ي]{2,}")
_STOPS = ("source", "title", "trigger", "cue", "boundary", "time", "link", "number")
_OTHERS = ("support", "unit", "head")
_NAMES_TOO = ("place", "nisba", "actor")  # words that are family names as well: «المصري»، «بشار»
NO_NAME = word_set(
    "الذي التي الذين اللذين اللتين الي عن ان انه انها بان او ام ثم لكن قد كان كانت كما عند عندما حين بعد قبل مع "
    "ضد حول منذ حتي لدي عبر هو هي هم هذا هذه ذلك تلك كل بعض غير له لها لهم به بها فيه فيها منه منها اثر اثناء "
    "خلال وهو وهي وقد وكان وذلك انفسهم نفسه نفسها ايضا متاثرا متاثره لدي بينما فيما ما لا لم لن ليس داخل خارج قرب "
    "امام وراء تحت فوق بين وفق حسب بحسب وفقا صباح مساء اليوم امس من في كانوا لكنها لكنه لكنهم مثل الكثير منهم انا "
    "نحن بالقول قوله كذلك البالغ البالغه فان فانه فقد لازال مازال بدوره بدورها وحده وحدها جميعا سويا تحديدا الاخر "
    "الاخرين اخر اخرين اخري جديد جديدا جديده الماضي المقبل الجاري نحو حول وزراء "
    "بارز سابق حزب دوله شؤون لشؤون هيئه اركان قسم متجها متوجها قادما باسم"
)
# Words behind a title that describe its holder; the name follows.
_DESCRIBES = re.compile(
    r"ال(?:\w*[يه]|ركن|سابق|اسبق|راحل|حالي|عام|منتخب|بارز|اول|اعلي|مساعد|محرر|قاصر|مدني|جديد|كبير|مصاب|شهيد)"
)
_JOINED_NAME = word_set("وليد وسام وائل وسيم وهبه وفاء وديع وجدي واصف ورده وصفي وجيه وحيد ولاء ولي وهيب وضاح وداد وسن")
_MANY = re.compile(r"(?:ال)?\w+(?:ين|ون|ان|اء)|الاطفال|الشبان|الجنود|الصيادين")  # titles of several: «الشهيدين»
# a definite word alone behind a title that is no family name: «الرئيس السابق»، «المواطن العادي»، «الجنود النظاميين»
_LONE = re.compile(r"ال(?:\w*(?:ه|ين)|سابق|اسبق|راحل|حالي|عام|خاص|مستقل|منتخب|عادي|وسط|خارج|اول|ثاني|مساعد|مدني)|لل\w+")
# Adjectives that say which office, and name nobody, alone or with that of a people: «الرئيس التنفيذي»، «المرشد الشيعي»
_OF_OFFICE = word_set(
    "التنفيذي التنفيذيه الاعلي الجمهوري الديمقراطي الامني السياسي الاقتصادي الدولي الطبي البارز المكلف الشيعي السني "
    "الماروني الدرزي الاقليمي الاعلامي المحلي"
)
_CIVILIAN = word_set("المدني المدنيه")  # an adjective as well: «الطيران المدني الروسي»
_AGE = word_set("عاما سنه عام سنوات اعوام ربيعا شهرا اشهر")
_BEFORE_AGE = word_set("( ، , البالغ البالغه من العمر عمره عمرها")


@dataclass(frozen=True)
class Person:
    """A person's name at view offsets, whether the title is an office, and the title row (or rule) that led to it."""

    start: int
    end: int
    official: bool
    rule: str


def persons(sentence: Sentence) -> list[Person]:
    """The named persons of a sentence, each stretch once, in text order; a title stands for the names of a list."""
    found: dict[tuple[int, int], Person] = {}
    for title in sentence.of("title"):
        if not _as_written(title, sentence):
            continue
        official, rule = bool(title.value.official), f"title_{title.value.title_id}"
        for first, last in _names_behind(title, sentence):
            _put(found, Person(*_span(first, last, sentence), official, rule))
    for first, last in _names_before_age(sentence):
        start, end = _span(first, last, sentence)
        if not any(person.start < end and start < person.end for person in found.values()):
            _put(found, Person(start, end, False, "age_behind"))
    return sorted(found.values(), key=lambda person: (person.start, person.end))


def _as_written(title: Item, sentence: Sentence) -> bool:
    """Whether a title listed with the article has it: «الطالب» is a title, «طالب» mostly a verb."""
    if title.definite or title.last - title.first > 1:
        return True
    return sentence.text[title.start : title.end] in _folded(title.value.forms)


@cache
def _folded(forms: tuple[str, ...]) -> frozenset[str]:
    return frozenset(key(form) for form in forms)


def _put(found: dict[tuple[int, int], Person], person: Person) -> None:
    """Two readings of one title give one person, private if either says so."""
    other = found.get((person.start, person.end))
    if other is None or other.official:
        found[person.start, person.end] = person


def _span(first: int, last: int, sentence: Sentence) -> tuple[int, int]:
    """View offsets of tokens first … last, without «و» before a name that joins a list."""
    start = sentence.tokens[first][0]
    return start + _joins(first, sentence), sentence.tokens[last - 1][1]


def _joins(index: int, sentence: Sentence) -> bool:
    word = sentence.word(index)
    return len(word) > 3 and word[0] == "و" and word not in _JOINED_NAME


def _names_behind(title: Item, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Token spans of the names behind a title: one, or those joined by «و» and commas behind a title of several."""
    first = _past_description(title, sentence)
    last = _name_end(first, sentence, title.value.official)
    many = _MANY.fullmatch(sentence.word(title.last - 1)) is not None
    doubtful = many or sentence.word(title.last - 1) in _CIVILIAN
    if (
        last <= first
        or (last - first == 1 and _LONE.fullmatch(sentence.word(first)))
        or all(_is_adjective(index, sentence) for index in range(first, last))
        or (doubtful and (last - first < 2 or sentence.word(first).startswith("ال")))
    ):
        return
    yield first, last
    while many or sentence.word(last).startswith("و"):
        first = last + (sentence.word(last) in COMMAS)
        if first == last and not _joins(first, sentence):
            return
        last = _name_end(first, sentence, title.value.official)
        if last - first < 2 or sentence.word(first).removeprefix("و").startswith("ال"):
            return
        yield first, last


def _is_adjective(index: int, sentence: Sentence) -> bool:
    """«الرئيس التنفيذي», «سيناتور أميركي»: no name behind a title."""
    national = sentence.at(index, "national")
    return sentence.word(index) in _OF_OFFICE or (national is not None and national.last - national.first == 1)


def _past_description(title: Item, sentence: Sentence) -> int:
    """The first token behind a title, the body it belongs to and its description: «المتحدث باسم الجيش، العقيد»."""
    at = title.last
    inside = sentence.word(at) == "في"
    if inside:
        at += 1
        while sentence.word(at).startswith("ال") and sentence.at(at, *_NAMES_TOO, *_STOPS, *_OTHERS) is None:
            at += 1
    definite = sentence.word(title.last - 1).startswith("ال") and not inside
    while item := sentence.at(at, "actor", "head", "nisba", "place"):
        alone = item.last - item.first == 1 and not item.prep and not sentence.word(at).startswith("ال")
        if definite and alone and item.kind != "head":
            break  # «الرئيس بشار»: behind the article no body follows in the genitive
        at = max(item.last, at + 1)
    while (
        _DESCRIBES.fullmatch(sentence.word(at))
        and sentence.word(at) not in NO_NAME
        and may_name(at + 1, sentence)
        and not sentence.word(at + 1).startswith("ال")
    ):
        at += 1
    return at + 1 if sentence.word(at) in ("،", ",", ":") and sentence.at(at + 1, "title") is None else at


def _name_end(first: int, sentence: Sentence, official: bool) -> int:
    """The token behind the name that begins at `first`; `first` itself where no name begins."""
    index, words = first, 0
    while words < (MOST_WORDS_OFFICIAL if official else MOST_WORDS) and may_name(index, sentence):
        word = sentence.word(index)
        if index > first and _joins(index, sentence):
            break
        if index - first >= 2 and len(word) > 4 and word.endswith("ا") and not word.startswith("ال"):
            break  # «متأثرا»، «مساعدا»
        if official and index - first >= 2 and word.startswith("ال") and sentence.word(index - 1).startswith("ال"):
            break  # «بشار الأسد الوفد»: one family name is enough
        if official and index - first >= 2 and word.endswith(("ته", "تها")):
            break  # «هورست زيهوفر استقالته»
        if official and index > first and _is_place(index, sentence):
            break  # «زار الوزير جبران باسيل موسكو»
        if official and index - first >= 2 and word[0] in "بلك" and sentence.word(index - 1) not in LINKED:
            break  # «… ترمب بالتدخل»: of a private person's name it may be a part
        words += word not in LINKED
        index += 1
    while index > first and sentence.word(index - 1) in LINKED:
        index -= 1
    return index


def _is_place(index: int, sentence: Sentence) -> bool:
    """Whether a place stands there whose name is no word and no family name."""
    place = sentence.at(index, "place")
    return place is not None and place.first == index and not getattr(place.value, "guarded", False)


def may_name(index: int, sentence: Sentence) -> bool:
    """Whether a word may be part of a personal name: no lexicon knows it as anything that names cannot be."""
    word = sentence.word(index)
    if sentence.word(index - 1) in LINKED and _ARABIC_WORD.fullmatch(word):
        place = sentence.at(index, "place")
        phrase = place is not None and place.last - place.first > 1  # «ابن محافظة …» is no name
        return not phrase and sentence.at(index, "head", "time", "number") is None
    if word == ALI:
        return True
    if word == "علي":
        return _is_ali(index, sentence)
    bare = word[1:] if _joins(index, sentence) else word
    if not _ARABIC_WORD.fullmatch(word) or word.startswith("لل") or word in NO_NAME or bare in NO_NAME:
        return False
    if word in LINKED:
        return True
    if any(not _may_be_name(item) for kind in _STOPS if (item := sentence.at(index, kind)) is not None):
        return False
    other = sentence.at(index, *_OTHERS)
    if other is not None and not (other.kind == "support" and other.proclitic.endswith("ل")):  # «ليبرمان» is no verb
        return False
    known = sentence.at(index, *_NAMES_TOO)
    return known is None or (known.last - known.first == 1 and not known.prep)


def _may_be_name(item: Item) -> bool:
    """«ليبرمان» is no verb behind ل."""
    return item.kind == "trigger" and item.proclitic.endswith("ل") and not item.definite


def _is_ali(index: int, sentence: Sentence) -> bool:
    """Whether folded «علي» is the name and not «على»: by what follows: a mark, a linking word or a bare word."""
    behind = sentence.word(index + 1)
    if not _ARABIC_WORD.fullmatch(behind) or behind in LINKED:
        return True
    known = sentence.at(index + 1, *_STOPS, *_OTHERS, *_NAMES_TOO)
    if behind.startswith("ال") and behind.endswith("ي") and sentence.at(index - 1, "title") is not None:
        return known is None or known.kind in _NAMES_TOO  # «المواطن علي الموصلي»
    return (
        known is None
        and not behind.startswith(("ال", "ان"))
        and not behind.endswith(("ته", "ها", "هم"))
        and behind not in NO_NAME
    )


def _names_before_age(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Token spans of names that an age follows: «… محمد شريف بدوان (27 عاما)»."""
    for item in sentence.of("number"):
        if sentence.word(item.last) not in _AGE and sentence.word(item.first + 1) not in _AGE:
            continue
        last = item.first
        while sentence.word(last - 1) in _BEFORE_AGE:
            last -= 1
        first = last
        while last < item.first and last - first < MOST_WORDS and may_name(first - 1, sentence) and first > 0:
            first -= 1
        if last - first >= 2:
            yield first, last
