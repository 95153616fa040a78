"""Names that no registry has: groups behind «ميليشيا» or «لواء», places behind «قرية» or «بلدة».

They stay in the data as written, with the reason `not_in_registry`, so that nothing is guessed and nothing lost. A word
is taken for a name only where its form tells it from an adjective or from an ordinary noun: «لواء شهداء التلال», not
«ميليشيا محلية», «حركة السير» or «قرية صغيرة».
"""

from __future__ import annotations

import re

from sijill.extract.lexicon import ActorName, PlaceName
from sijill.extract.names.persons import NO_NAME
from sijill.extract.sentence import RELATIVES, Item, Sentence
from sijill.text.tokens import word_set, written

# Words that stand for armed groups alone, and words that stand for much else too (traffic, family planning, a front of
# air): behind these a name must be quoted or begin as names of groups do.
GROUPS = word_set("ميليشيا فصيل كتيبه كتائب لواء الويه سرايا سريه فيلق")
PERHAPS_GROUPS = word_set("حركه تنظيم جماعه جبهه تجمع مجموعه قوات جيش تشكيل ميليشيات")
BEGINNINGS = word_set(
    "انصار جند جنود احرار شهداء ابناء احفاد اسود صقور نسور فرسان ابطال حراس درع سيف سيوف غضب رايه رايات ثوار مغاوير "
    "رجال اشبال ذئاب حماه صوت فجر نصره طلائع سباع فتيان عشاق عصائب"
)
VILLAGES = word_set("قريه بلده قريتي بلدتي قريتا بلدتا مدينه")
# Words for ground that plain nouns follow as well («منطقة العمليات»): a name only where what contains it stands behind.
GROUNDS = word_set("منطقه جبهه عزله وادي جبل حي مخيم محور مديريه ناحيه مقاطعه ولايه")
OF_PLACE = word_set("في محافظه مديريه ريف قضاء ناحيه ولايه اقليم مدينه منطقه شرق شرقي غرب غربي شمال شمالي جنوب جنوبي")
VILLAGE_BEGINNINGS = word_set("تل تله ام ابو عين خربه كفر بيت دير جب بئر بير حوش مزرعه راس شيخ برج نبع رسم سوق")
SIDES = word_set(
    "الشرقيه الغربيه الشماليه الجنوبيه الكبري الصغري الفوقا التحتا الفوقاني التحتاني السفلي العليا الكبيره الصغيره"
)
_KNOWN = ("source", "trigger", "support", "cue", "boundary", "time", "number", "link", "title", "nisba", "unit", "head")
_WORD = re.compile(r"[ء-ي]{2,}")
_VERBAL = re.compile(r"[يت](?!ل)\w{3,}")
LONGEST = 4  # words
HELD_REACH = 4  # words from a name to the place that contains it


_HEADS = GROUPS | PERHAPS_GROUPS | VILLAGES | GROUNDS
_LEADS = written(
    (article + head for head in _HEADS for article in ("", "ال")),  # with it for «للجماعة» alone
    lambda word: word in _HEADS or word.lstrip("وفبل") in _HEADS,
)
"""The written words behind which a name may stand."""


def mark_new_names(sentence: Sentence) -> None:
    """Put an actor or place item on every name that only its head word tells."""
    for index in [index for index, word in enumerate(sentence.words[:-1]) if word in _LEADS]:
        word = sentence.word(index)
        bare = word if word in _HEADS else word.lstrip("وفبل")
        if bare in GROUPS | PERHAPS_GROUPS and sentence.at(index, "actor") is None:
            last = _group_end(index + 1, sentence, sure=bare in GROUPS)
            _put("actor", index + 1, last, ActorName("", "armed" if bare in GROUPS else "new"), sentence)
        elif bare in VILLAGES | GROUNDS and sentence.at(index, "place") is None:
            last = _village_end(index + 1, sentence)
            if bare in GROUNDS and (_is_adjective(index + 1, sentence) or not _is_held(last, sentence)):
                continue
            while last > index + 1:
                _put("place", index + 1, last, PlaceName(), sentence)
                index, last = last - 1, _next_village_end(last, sentence)


def _put(kind: str, first: int, last: int, value: object, sentence: Sentence) -> None:
    """An item on tokens first … last in place of the names inside it, unless a longer name is there."""
    if last <= first or any(item.first < first or item.last > last for item in _names_on(first, last, sentence)):
        return
    for other in ("actor", "place", "nisba"):
        kept = [item for item in sentence.of(other) if not (first <= item.first and item.last <= last)]
        if len(kept) < len(sentence.of(other)):
            sentence.keep(other, kept)
    start = sentence.tokens[first][0] + (sentence.word(first).startswith("و") and sentence.word(first)[1:3] == "ال")
    item = Item(kind, first, last, start, sentence.tokens[last - 1][1], value)
    sentence.keep(kind, sorted([*sentence.of(kind), item], key=lambda item: (item.start, -item.end)))


def _names_on(first: int, last: int, sentence: Sentence) -> list[Item]:
    return [item for item in sentence.of("actor", "place") if item.first < last and first < item.last]


def _group_end(first: int, sentence: Sentence, sure: bool) -> int:
    """The token behind the name of a group that begins at `first`; `first` where none does."""
    begins = sentence.word(first) in BEGINNINGS
    if sentence.at(first, "actor") is not None or not (begins or _is_free(first, sentence)):
        return first
    if first in sentence.quotes:
        return _quoted_end(first, sentence)
    second = sentence.word(first + 1)
    if sentence.word(first).startswith("ال"):
        if not sure or sentence.at(first, "place") is not None:
            return first
        last = first + 1
    elif second.startswith("ال") and _is_free(first + 1, sentence, inside=True) and (sure or begins):
        last = first + 2
    else:
        return first
    while last - first < LONGEST and sentence.word(last).startswith("ال") and _is_free(last, sentence, inside=True):
        last += 1
    return last


def _quoted_end(first: int, sentence: Sentence) -> int:
    """The token behind a short quotation that holds words alone."""
    last = first + 1
    while last - first <= LONGEST and last not in sentence.quotes:
        if not _WORD.fullmatch(sentence.word(last)):
            return first
        last += 1
    return last if last - first <= LONGEST else first


def _village_end(first: int, sentence: Sentence) -> int:
    """The token behind the name of a village that begins at `first`; `first` where none does."""
    word = sentence.word(first)
    begins = word in VILLAGE_BEGINNINGS
    if sentence.at(first, "place", "actor") is not None or not (begins or _is_free(first, sentence)):
        return first
    if begins:
        last = first + 2 if _is_free(first + 1, sentence, inside=True) else first
    elif (
        word.startswith("ال")
        or not (word.endswith(("ه", "ت", "ين", "ا")) or _VERBAL.fullmatch(word))
        or (word.endswith(("ا", "ين")) and _is_held(first + 1, sentence))
    ):
        last = first + 1
    else:
        return first
    return last + (last > first and sentence.word(last) in SIDES)


def _is_adjective(index: int, sentence: Sentence) -> bool:
    """«حي سكني بمدينة مأرب»."""
    return sentence.word(index).endswith("ي") and not sentence.word(index).startswith("ال")


def _is_held(last: int, sentence: Sentence) -> bool:
    """«منطقة البرح شمال غربي محافظة تعز», «جبهة المليل بمديرية كتاف»: a word of place and a place that is known."""
    for index in range(last, last + HELD_REACH):
        place = sentence.at(index, "place")
        if place is not None:
            return index > last or place.prep == "ب"
        if sentence.word(index).lstrip("وب") not in OF_PLACE:
            return False
    return False


def _next_village_end(first: int, sentence: Sentence) -> int:
    """The end of a further village of a list: only a form that names alone have goes on behind «و»."""
    word = sentence.word(first)
    bare = word.removeprefix("و")
    names = bare.startswith("ال") or bare in VILLAGE_BEGINNINGS
    if word[:1] != "و" or bare in RELATIVES or not names or not _is_free(first, sentence):
        return first
    if sentence.at(first, "place", "actor") is not None:
        return first
    last = first + 1 + (bare in VILLAGE_BEGINNINGS)
    return last + (sentence.word(last) in SIDES)


def _is_free(index: int, sentence: Sentence, inside: bool = False) -> bool:
    """Whether no lexicon but those of names knows the word; inside a name it may be a noun that the others know."""
    word = sentence.word(index)
    if not _WORD.fullmatch(word) or word in NO_NAME:
        return False
    known = sentence.at(index, *_KNOWN)
    return known is None or (inside and known.kind in ("nisba", "unit", "head", "title"))
