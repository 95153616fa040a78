"""The noun phrase that names a source: where it begins and ends, and what kind of source its words make it."""

from __future__ import annotations

import re

from sijill.codewords import Actor
from sijill.extract.lexicon import Lexicon
from sijill.extract.names.persons import LINKED
from sijill.extract.sentence import Item, Sentence
from sijill.text.tokens import word_set

NAME_WORDS = 12  # longest source name, in tokens
UNKNOWN_WORDS = 5  # longest run of words no lexicon knows: a personal name with its father's and family's
THAT = word_set("ان انه انها انهم انهما انهن انني انا بان بانه بانها بانهم وان وانه وانها فان فانه فانها") | {":"}
_NOT_NAMES = THAT | word_set(
    "الي عن علي خلال بعد قبل اثناء عقب عبر حول بشان منذ مع ضمن وسط رغم قوله قولها قولهم قولهما ما لم لا لن قد سوف "
    "ثم الذي التي الذين اللذين اللتين ذلك وذلك هذا هذه لكن لكنه لكنها ولكن وهو وهي وهم له لها لهم به بها فيه فيها "
    "لنا ب ل ك بالقول القول طلب طلبت طلبوا رفض رفضت رفضوا فضل فضلت كان كانت وكان وكانت اذا كما حيث بينما فيما حين "
    "جميعها جميعهم كل وفق حسب بحسب الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعه السبت عنه عنها عنهم منه منها "
    "لديه كلا رفضه رفضها رغبته رغبتها دعمه دعمها تاييده تاييدها استعداده استعدادها التزامه التزامها اهميه ضروره "
    "وجوب فقد وقد الخاضعه الخاضع الخاضعين المدعومه المدعوم الواقعه الواقع الموجوده الموجود المعروفه المعروف "
    "المقيم المقيمه مساء صباح فجر ظهر عصر ليل اليوم امس الان سابقا لاحقا حتي لدي عندما غير سوي ليل نهار ايضا "
    "مجددا علنا صراحه مضيفا نحو"
)
_FILLERS = word_set(
    "ايضا اليوم امس مجددا بدوره بدورها بدورهم كذلك لاحقا سابقا مسبقا علنا رسميا قد ، , هنا عنه عنها به بها له لها "
    "لهم فيه فيها"
)
_STATEMENTS = re.compile(
    r"(?:ال)?(?:بيان|بيانا|تصريح|تصريحات|حديث|مقابله|لقاء|حوار|تغريده|تغريدات|مؤتمر|كلمه|خطاب|تقرير|رساله|منشور|تدوينه|حساب|اتصال|"
    r"اشاره|سياق|وقت|ساعه|صفحه|صفحت|مداخله|تعليق|ختام|مقطع|موقع|اطار|حين|اول|اخر|معرض|بث|مقال|تسجيل|ايجاز|احاطه)(?:ه|ها|هم|ين)?"
)
_STATEMENT_TAIL = word_set(
    "له لها لهم اخر اخري رسمي صحفي صحافي صحفيه صحافيه مشترك عسكري عاجل مقتضب مصور لاحق سابق نشره نشرته مكتوب "
    "متلفز متلفزه ان"
) - {"ان"}
_LISTENERS = word_set("للصحفيين للصحافيين لوسائل لنا للاعلام للاعلاميين")
PARTY_KINDS = ("state_force", "militia", "insurgent", "coalition", "umbrella", "political", "tribe")
_KIND_OF_ACTOR = {
    **dict.fromkeys(PARTY_KINDS, "party"),
    **dict.fromkeys(("official_body", "state", "intergovernmental", "police"), "official"),
    **dict.fromkeys(("civilian_group", "protesters"), "local"),
    "media": "media",
    "monitor": "monitor",
}
_HEALTH = ("_moh", "red_crescent", "red_cross")
_KIND_OF_TITLE = {
    "activist": "local", "civilian": "person", "commander": "party", "expert": "person", "journalist": "person",
    "physician": "medical",
}  # fmt: skip
# whoever speaks for a body is of its kind: «متحدث باسم الجيش» the army, «مسؤول بالمعارضة المسلحة» the opposition
_SPEAK_FOR = word_set(
    "noun_source noun_official noun_spokesman noun_statement noun_party noun_media_office noun_report "
    "noun_own_source noun_site spokesman leader"
)
_PERSONS = word_set(
    "noun_minister noun_official noun_spokesman noun_expert noun_activist noun_correspondent noun_commander "
    "noun_relative"
)
_LEADS = ("source", "title", "actor", "head", "nisba")  # which of two readings of the same words names the speaker
_QUANTIFIERS = word_set("احد احدي بعض عده كبار معظم اغلب اكثر كلا عدد اثنان")


def is_that(index: int, sentence: Sentence) -> bool:
    """Whether what is said begins here: «أن», a colon."""
    return sentence.word(index) in THAT


def past_fillers(index: int, sentence: Sentence) -> int:
    """The first token behind what may stand between a verb and its subject: a day, «في بيان», «لرويترز»، «بدوره»."""
    while index < len(sentence.tokens):
        time = sentence.at(index, "time")
        if time is not None:
            index = max(time.last, index + 1)
        elif sentence.word(index) in _FILLERS:
            index += 1
        elif sentence.word(index) == "في" and _STATEMENTS.fullmatch(sentence.word(index + 1)):
            index += 2 + bool(_STATEMENTS.fullmatch(sentence.word(index + 2)))
            while sentence.word(index) in _STATEMENT_TAIL:
                index += 1
        elif _is_listener(index, sentence):
            item = sentence.at(index, "actor", "source")
            index = item.last if item is not None else index + 1
        else:
            return index
    return index


def phrase_end(first: int, sentence: Sentence, takes_b: bool = False) -> int:
    """The token behind the noun phrase that begins at `first`; `first` itself where no name begins."""
    index, unknown, opened = first, 0, 0
    while index < min(first + NAME_WORDS, len(sentence.tokens)):
        known = sentence.at(index, "source", "actor", "title", "nisba", "head")
        if known is not None and known.kind == "source" and known.value.kind != "source_noun":
            break
        if _ends_name(index, first, known, sentence, takes_b):
            break
        if index in sentence.quotes and index > first:
            opened += 1
            if opened % 2 and not _may_be_quoted(index, first, known, sentence):
                break
        if index > first and (_is_object(known, first, sentence) if known else _is_new_noun(index, first, sentence)):
            break
        unknown = 0 if known is not None or sentence.at(index, "place") else unknown + 1
        if unknown > UNKNOWN_WORDS:
            break
        index = max(known.last if known is not None else index + 1, index + 1)
    while index > first and sentence.word(index - 1) in ("في", "من", "باسم"):
        index -= 1
    return min(index, len(sentence.tokens))


def _ends_name(index: int, first: int, known: Item | None, sentence: Sentence, takes_b: bool) -> bool:
    word = sentence.word(index)
    if word == "علي" and index > first and (sentence.word(index + 1) in LINKED or index in sentence.quotes):
        return False  # the name, which folding makes one with «على»
    if not word[:1].isalnum() or word in _NOT_NAMES or word[0].isdigit():
        return True
    if sentence.at(index, "time") or (known is None and sentence.at(index, "cue", "boundary")):
        return True
    if known is None and index > first and sentence.at(index, "number"):
        return True
    if known is None and any(
        item.first <= index < item.last and not _is_lam(item) for item in sentence.of("trigger", "support")
    ):
        return True
    if word in ("في", "من"):
        follows = sentence.at(index + 1, "actor", "place", "head", "nisba", "source")
        if index == first or _STATEMENTS.fullmatch(sentence.word(index + 1)) is not None:
            return True
        return follows is None and not (word == "من" and sentence.word(index - 1) in _QUANTIFIERS)
    if _is_listener(index, sentence):
        return True
    if takes_b and index > first and word[0] == "ب" and (known is None or known.prep == "ب"):
        return (
            known is None or known.kind != "actor" or sentence.at(index - 1, "source") is None
        )  # «ضباط بالجيش أبلغوا»
    return known is None and index > first and word.endswith(("ها", "هم")) and len(word) > 4


def _is_lam(item: Item) -> bool:
    """A verb read behind a ل that is rather the first letter of a name («ليبرمان»)."""
    return item.kind == "support" and item.proclitic.endswith("ل")


def _is_listener(index: int, sentence: Sentence) -> bool:
    """«لرويترز»، «لقناة الجزيرة»، «للصحفيين»: those who were told, not who says."""
    word = sentence.word(index)
    if word in _LISTENERS:
        return True
    for item in sentence.of("source", "actor"):
        if item.first == index and (item.prep == "ل" or word.startswith("لل")):
            if item.kind == "actor" and item.value.actor_id.startswith("media_"):
                return True
            if item.kind == "source" and item.value.source_kind in ("media", "agency"):
                return True
    return False


def _may_be_quoted(index: int, first: int, known: Item | None, sentence: Sentence) -> bool:
    """Whether quotation marks hold a part of the name («صحيفة "الشرق الأوسط"») rather than what was said."""
    if known is not None and known.first == index:
        return True
    before = sentence.at(index - 1, "title", "source")
    if before is None or is_that(index, sentence) or sentence.at(index, "trigger", "support") is not None:
        return False
    return before.kind == "title" or before.value.source_kind in ("media", "agency", "social_media", "local", "person")


def _is_object(known: Item, first: int, sentence: Sentence) -> bool:
    """A second actor without a preposition behind a complete one is what the verb is done to: «اتهمت إيران إسرائيل»."""
    if known.kind not in ("actor", "source") or known.proclitic or known.first == first:
        return False
    if known.kind == "source":  # «اتهم الجيش … الخوذ البيضاء»
        lead = sentence.at(first, "actor")
        return known.value.source_kind == "local" and lead is not None and lead.first == first
    before = sentence.word(known.first - 1)
    if before.endswith(("ي", "يه")) and before != "في" and known.definite:
        return True  # «اتهمت تقارير دولية الميليشيات»: behind an adjective no genitive follows
    lead = sentence.at(first, "actor", "source", "title", "place")
    return lead is not None and lead.kind in ("actor", "place") and lead.first == first and lead.last <= known.first


def _is_new_noun(index: int, first: int, sentence: Sentence) -> bool:
    """A word without article behind a body's definite name begins a new phrase: «كشفت الشرطة الهولندية هوية …»."""
    lead, before = sentence.at(first, "source", "actor", "title"), sentence.word(index - 1)
    if lead is None or lead.kind == "title" or sentence.at(index, "place") is not None:
        return False
    body = lead.kind == "actor" or lead.value.source_id not in _PERSONS
    return body and before.startswith("ال") and not sentence.word(index).startswith(("ال", "و"))


def kind_of(first: int, last: int, sentence: Sentence, lexicon: Lexicon) -> str | None:
    """Kind of the source on tokens first … last by its own words; None when nothing there is known to speak."""
    inside = [
        item for item in sentence.of("source", "title", "actor", "head", "nisba") if first <= item.first < last
    ]  # fmt: skip
    inside = [item for item in inside if item.kind != "source" or item.value.kind == "source_noun"]
    place = sentence.at(first, "place")
    if place is not None and not place.proclitic and not any(item.first == first for item in inside):
        return "official"  # a capital speaks for its government: «أعلنت موسكو»
    if not inside:
        return None
    lead = min(inside, key=lambda item: (item.first, -item.last, _LEADS.index(item.kind)))
    if lead.first > first and not _may_lead(first, lead, sentence):
        return None
    behind = next((kind for item in inside if item.first >= lead.last and (kind := _body(item, lexicon))), None)
    if lead.kind == "source":
        if lead.value.source_id in _SPEAK_FOR and behind not in (None, "media"):
            return "party" if behind == "party" else behind if lead.value.source_kind != "anonymous" else "official"
        return str(lead.value.source_kind)
    if lead.kind == "title":
        if not lead.value.official:
            return _KIND_OF_TITLE.get(lead.value.title_id, "person")
        return (
            _KIND_OF_TITLE.get(lead.value.title_id)
            or (behind if lead.value.title_id in _SPEAK_FOR else None)
            or "official"
        )
    if lead.kind == "nisba":
        return behind
    return _body(lead, lexicon)


def _may_lead(first: int, lead: Item, sentence: Sentence) -> bool:
    """Whether words before the first known one belong to the name: «أحد سكان صنعاء»، «نيكي هيلي سفيرة …»."""
    before = [sentence.word(index).removeprefix("و") for index in range(first, lead.first)]
    if before[0] in _QUANTIFIERS:
        return True
    named = lead.kind in ("title", "source") and not lead.proclitic
    return named and not any(word.endswith("ها") or word.startswith("لل") for word in before)


def _body(item: Item, lexicon: Lexicon) -> str | None:
    """Kind of source that an actor is, or a group of armed men."""
    if item.kind == "source":
        return str(item.value.source_kind) if item.value.source_kind in ("party", "medical", "monitor") else None
    if item.kind == "head":
        return "party" if item.value.kind == "group" else None
    if item.kind != "actor":
        return None
    actors = [actor for one in item.value.actor_id.split("|") if (actor := lexicon.actors.get(one)) is not None]
    kinds = [_kind_of(actor) for actor in actors]
    return max(kinds, key=kinds.count, default=None)  # «الحركة» is a party, though one movement is a monitor


def _kind_of(actor: Actor) -> str:
    if actor.actor_id.endswith(_HEALTH):
        return "medical"
    if actor.actor_id.endswith("spokesman"):
        return "party"
    return _KIND_OF_ACTOR.get(actor.kind, "unknown")
