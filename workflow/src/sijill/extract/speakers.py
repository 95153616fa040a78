"""The noun phrase that names a source: where it ends, what kind of source it is, and whom a short form stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sijill.extract.lexicon import Lexicon
from sijill.extract.sentence import Item, Sentence, build

NAME_WORDS = 12  # longest source name, in tokens
UNKNOWN_WORDS = 5  # longest run of words no lexicon knows: a personal name with its father's and family's
THAT = frozenset(
    "ان انه انها انهم انهما انهن انني انا بان بانه بانها بانهم وان وانه وانها فان فانه فانها".split()
) | {":"}
_NOT_NAMES = THAT | frozenset(
    "الي عن علي خلال بعد قبل اثناء عقب عبر حول بشان منذ مع ضمن وسط رغم قوله قولها قولهم قولهما ما لم لا لن قد سوف ثم "
    "الذي التي الذين اللذين اللتين ذلك وذلك هذا هذه لكن لكنه لكنها ولكن وهو وهي وهم له لها لهم به بها فيه فيها لنا ب ل ك بالقول "
    "القول طلب طلبت طلبوا رفض رفضت رفضوا فضل فضلت كان كانت وكان وكانت اذا كما حيث بينما فيما حين جميعها جميعهم كل وفق حسب بحسب "
    "فقد وقد الخاضعه الخاضع الخاضعين المدعومه المدعوم الواقعه الواقع الموجوده الموجود المعروفه المعروف المقيم المقيمه "
    "مساء صباح فجر ظهر عصر ليل اليوم امس الان سابقا لاحقا حتي لدي عندما غير سوي ليل نهار ايضا مجددا علنا صراحه مضيفا نحو".split()
)
_FILLERS = frozenset("ايضا اليوم امس مجددا بدوره بدورها بدورهم كذلك لاحقا سابقا رسميا قد ، , هنا".split())
_STATEMENTS = re.compile(
    r"(?:ال)?(?:بيان|بيانا|تصريح|تصريحات|حديث|مقابله|لقاء|حوار|تغريده|تغريدات|مؤتمر|كلمه|خطاب|تقرير|رساله|منشور|تدوينه|حساب|اتصال|"
    r"اشاره|سياق|وقت|ساعه|صفحه|صفحت|مداخله|تعليق|ختام|مقطع|موقع|اطار|حين|اول|اخر|معرض|بث|مقال|تسجيل|ايجاز|احاطه)(?:ه|ها|هم|ين)?"
)
_STATEMENT_TAIL = frozenset(
    "له لها لهم اخر اخري رسمي صحفي صحافي صحفيه صحافيه مشترك عسكري عاجل مقتضب مصور لاحق سابق نشره نشرته مكتوب متلفز متلفزه ان".split()
) - {"ان"}
_LISTENERS = frozenset("للصحفيين للصحافيين لوسائل لنا للاعلام للاعلاميين".split())
_BACK_REFERENCE = re.compile(
    r"(?:ال)(مصدر|مصادر|متحدث|متحدثه|ناطق|مسؤول|مسؤولون|مسؤولين|منظمه|وزاره|لجنه|صحيفه|وكاله|قناه|وزير|هيئه|شبكه|حركه|جماعه|قائد|موقع|"
    r"خبير|ناشط|سفير|قياده)"
)
_ONE_OR_MANY = {"مصدر": "مصادر", "مصادر": "مصدر", "مسؤولون": "مسؤولين", "مسؤولين": "مسؤولون"}
_STATEMENT_ITSELF = frozenset("البيان بيان التقرير المصدران المصدرين الاخير الاخيره نفسه".split())
PARTY_KINDS = ("state_force", "militia", "insurgent", "coalition", "umbrella", "political", "tribe")
_KIND_OF_ACTOR = {
    **dict.fromkeys(PARTY_KINDS, "party"), "media": "media", "monitor": "monitor", "official_body": "official", "state": "official",
    "intergovernmental": "official", "police": "official", "civilian_group": "local", "protesters": "local",
}  # fmt: skip
_HEALTH = ("_moh", "red_crescent", "red_cross")
_KIND_OF_TITLE = {
    "activist": "local", "civilian": "person", "commander": "party", "expert": "person", "journalist": "person",
    "physician": "medical",
}  # fmt: skip
# whoever speaks for a body speaks as that body does: «متحدث باسم الجيش» is the army, «مسؤول بالمعارضة المسلحة» the opposition
_SPEAK_FOR = frozenset(
    "noun_source noun_official noun_spokesman noun_statement noun_party noun_media_office noun_report noun_own_source noun_site noun_leader".split()
)
_AFTER_NAME = re.compile(r"[،,]? ?(?:وهو|وهي)? ?")


@dataclass(frozen=True)
class Speaker:
    """A source named on tokens first … last: its kind and normal form."""

    first: int
    last: int
    kind: str
    name: str

    def span(self, sentence: Sentence) -> tuple[int, int]:
        """View offsets of the name, without the preposition written onto it."""
        return _start(self.first, sentence), sentence.tokens[self.last - 1][1]


def _start(first: int, sentence: Sentence) -> int:
    lead = sentence.at(first, "source", "actor", "title", "head", "nisba")
    return lead.start if lead is not None and lead.first == first else sentence.tokens[first][0]


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


def speaker_at(
    first: int, sentence: Sentence, lexicon: Lexicon, takes_b: bool = False, governed: bool = False
) -> Speaker | None:
    """The source named from a token on, or None where nobody who could speak is named there.

    `takes_b`: the verb before brings in what is said with «ب» («أفاد بوصول»), which then ends the name.
    `governed`: the name may carry a preposition («وفقا للمرصد»), which no subject does.
    """
    first = past_fillers(first, sentence)
    lead = sentence.at(first, "source", "actor", "title", "head", "place")
    if not governed and (lead.prep if lead is not None else sentence.word(first)[:3] in ("بال", "لل", "كال")):
        return None
    if takes_b and lead is None and sentence.word(first)[:1] == "ب":
        return None
    last = phrase_end(first, sentence, lexicon, takes_b)
    if last <= first:
        return None
    kind = kind_of(first, last, sentence, lexicon)
    if kind is None:
        kind = _kind_behind(last, sentence, lexicon) or introduced(first, last, sentence, lexicon)
    if kind is None and _looks_like_name(first, last, sentence):
        kind = "person"
    return Speaker(first, last, kind, words(first, last, sentence)) if kind else None


def words(first: int, last: int, sentence: Sentence) -> str:
    """The text of tokens first … last."""
    if last <= first:
        return ""
    name = sentence.text[_start(first, sentence) : sentence.tokens[last - 1][1]]
    return "ا" + name if name.startswith("لم") and sentence.word(first).startswith("لل") else name


def phrase_end(first: int, sentence: Sentence, lexicon: Lexicon, takes_b: bool = False) -> int:
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
        if known is not None and index > first and _is_object(known, first, sentence):
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
    if not word[:1].isalnum() or word in _NOT_NAMES or word[0].isdigit():
        return True
    if sentence.at(index, "time") or sentence.at(index, "cue", "boundary", "number") and known is None:
        return True
    if known is None and any(item.first <= index < item.last and not _is_lam(item) for item in sentence.of("trigger", "support")):
        return True
    if word in ("في", "من"):
        follows = sentence.at(index + 1, "actor", "place", "head", "nisba", "source")
        return index == first or _STATEMENTS.fullmatch(sentence.word(index + 1)) is not None or follows is None
    if _is_listener(index, sentence):
        return True
    if takes_b and index > first and word[0] == "ب" and (known is None or known.prep == "ب"):
        return known is None or known.kind != "actor" or sentence.at(index - 1, "source") is None  # «ضباط بالجيش أبلغوا»
    return known is None and index > first and word.endswith(("ها", "هم")) and len(word) > 4


def _is_lam(item: Item) -> bool:
    """A verb read behind a ل that is rather the first letter of a name («ليبرمان»)."""
    return item.kind == "support" and item.proclitic.endswith("ل")


def _is_listener(index: int, sentence: Sentence) -> bool:
    """«لرويترز»، «لقناة الجزيرة»، «للصحفيين»: those who were told, not who says."""
    word = sentence.word(index)
    if word in _LISTENERS:
        return True
    item = sentence.at(index, "source", "actor")
    if item is None or item.first != index or item.prep != "ل" and not word.startswith("لل"):
        return False
    return item.kind == "source" and item.value.source_kind in ("media", "agency") and item.value.source_id != "noun_statement"


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
    if known.kind != "actor" or known.proclitic or known.first == first:
        return False
    before = sentence.word(known.first - 1)
    if before.endswith(("ي", "يه")) and before != "في" and known.definite:
        return True  # «اتهمت تقارير دولية الميليشيات»: behind an adjective no genitive follows
    lead = sentence.at(first, "actor", "source", "title")
    return lead is not None and lead.kind == "actor" and lead.first == first and lead.last <= known.first


def kind_of(first: int, last: int, sentence: Sentence, lexicon: Lexicon) -> str | None:
    """Kind of the source on tokens first … last by its own words; None when nothing there is known to speak."""
    inside = [
        item for item in sentence.of("source", "title", "actor", "head", "nisba") if first <= item.first < last
    ]  # fmt: skip
    inside = [item for item in inside if item.kind != "source" or item.value.kind == "source_noun"]
    if sentence.at(first, "place") and not any(item.first == first for item in inside):
        return "official"  # a capital speaks for its government: «أعلنت موسكو»
    if not inside:
        return None
    lead = min(inside, key=lambda item: (item.first, ("source", "actor", "title", "head", "nisba").index(item.kind)))
    behind = next((kind for item in inside if item.first >= lead.last and (kind := _body(item, lexicon))), None)
    if lead.kind == "source":
        if lead.value.source_id in _SPEAK_FOR and behind not in (None, "media"):
            return "party" if behind == "party" else behind if lead.value.source_kind != "anonymous" else "official"
        return str(lead.value.source_kind)
    if lead.kind == "title":
        if not lead.value.official:
            return _KIND_OF_TITLE.get(lead.value.title_id, "person")
        return _KIND_OF_TITLE.get(lead.value.title_id) or (behind if lead.value.title_id == "spokesman" else None) or "official"
    if lead.kind == "nisba":
        return behind
    return _body(lead, lexicon)


def _body(item: Item, lexicon: Lexicon) -> str | None:
    """Kind of source that an actor is, or a group of armed men."""
    if item.kind == "source":
        return str(item.value.source_kind) if item.value.source_kind in ("party", "medical", "monitor") else None
    if item.kind == "head":
        return "party" if item.value.kind == "group" else None
    if item.kind != "actor":
        return None
    actor = lexicon.actors.get(item.value.actor_id.split("|")[0])
    if actor is None:
        return None
    if actor.actor_id.endswith(_HEALTH):
        return "medical"
    if actor.actor_id.endswith("spokesman"):
        return "party"
    return _KIND_OF_ACTOR.get(actor.kind, "unknown")


def _kind_behind(last: int, sentence: Sentence, lexicon: Lexicon) -> str | None:
    """Kind by the apposition behind a name: «رامي عبد الرحمن، مدير المرصد»."""
    at = last + 1 if sentence.word(last) in ("،", ",") else last
    at += sentence.word(at) in ("وهو", "وهي")
    if at == last or sentence.at(at, "title", "source", "head") is None:
        return None
    return kind_of(at, phrase_end(at, sentence, lexicon), sentence, lexicon)


def _looks_like_name(first: int, last: int, sentence: Sentence) -> bool:
    """Two words or more that no lexicon knows, before a comma, a quotation or «أن»: somebody not introduced."""
    closed = sentence.word(last) in ("،", ",", "") or is_that(last, sentence) or last in sentence.quotes or sentence.word(last) in ("وهو", "في")
    plain = not any(sentence.at(index, "trigger", "support", "unit", "number", "link") for index in range(first, last))
    return closed and plain and last - first >= 2 and not sentence.word(first).startswith("ال")


def introduced(first: int, last: int, sentence: Sentence, lexicon: Lexicon) -> str | None:
    """Kind of a person by the title or body with which the report first names them."""
    if last - first > 3:
        return None
    name = sentence.word(last - 1)
    if len(name) < 3:
        return None
    for match in re.finditer(rf"(?<![ء-ي]){re.escape(name)}(?![ء-ي])", sentence.text[: sentence.start]):
        found = _introduction(*match.span(), sentence, lexicon)
        if found is not None:
            return found
    return None


def _introduction(start: int, end: int, sentence: Sentence, lexicon: Lexicon) -> str | None:
    context = _context(start, end, sentence, lexicon)
    name = next((index for index, token in enumerate(context.tokens) if token[0] >= start), 0)
    behind = _kind_behind(name + 1, context, lexicon)
    if behind is not None:
        return behind
    for item in reversed(context.of("title", "source")):
        if item.kind == "source" and item.value.kind != "source_noun" or not name - 9 <= item.first < name:
            continue
        if not any(context.at(index, "cue", "trigger") or is_that(index, context) for index in range(item.last, name)):
            lead = min(
                (other for other in context.of("title", "source") if other.last >= item.first and other.first <= item.first and (other.kind == "title" or other.value.kind == "source_noun")),
                key=lambda other: other.first,
            )
            kind = kind_of(lead.first, name, context, lexicon)
            if kind not in (None, "media", "agency", "correspondent", "social_media"):
                return kind
    return None


def _context(start: int, end: int, sentence: Sentence, lexicon: Lexicon) -> Sentence:
    """The line around an earlier stretch of the report, with its names (no times or numbers)."""
    line_start = max(sentence.text.rfind("\n", 0, start) + 1, start - 120)
    line_end = sentence.text.find("\n", end)
    line_end = min(len(sentence.text) if line_end < 0 else line_end, end + 120)
    hits = [
        hit.__class__(hit.start + line_start, hit.end + line_start, hit.value, hit.proclitic, hit.suffix, hit.definite)
        for hit in lexicon.matcher.find(sentence.text[line_start:line_end])
    ]
    return build(sentence.text, -1, "body", line_start, line_end, hits)


def antecedent(speaker: Speaker, sentence: Sentence, lexicon: Lexicon) -> Speaker | None:
    """The fuller form, earlier in the report, of a source named by one definite noun («المصدر»، «الوزارة»)."""
    noun = _BACK_REFERENCE.fullmatch(sentence.word(speaker.first).removeprefix("و"))
    if noun is None or speaker.last - speaker.first > 1:
        return None
    stems = "|".join(filter(None, (noun[1], _ONE_OR_MANY.get(noun[1]))))
    found = list(re.finditer(rf"(?<![ء-ي])[وفبل]?(?:ال|لل)?(?:{stems})(?:ها|ه|نا)?(?![ء-ي])", sentence.text[: sentence.start]))
    for match in reversed(found[-6:]):
        context = _context(*match.span(), sentence, lexicon)
        first = next((index for index, token in enumerate(context.tokens) if token[1] >= match.end()), 0)
        last = phrase_end(first, context, lexicon)
        kind = kind_of(first, last, context, lexicon) if last - first > 1 or not re.match("[وف]?ال", match[0]) else None
        if kind is not None:
            return Speaker(speaker.first, speaker.last, kind, words(first, last, context))
    return None


def stands_for_last(speaker: Speaker, sentence: Sentence) -> bool:
    """Whether the name is no more than a pointer to whoever spoke before: «البيان»، «المصدر نفسه»."""
    return sentence.word(speaker.first) in _STATEMENT_ITSELF and speaker.last - speaker.first <= 2
