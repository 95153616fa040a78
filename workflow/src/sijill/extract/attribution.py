"""Who says so: what each verb of saying and each «according to» of a sentence covers, and the source nearest a trigger."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from sijill.extract.lexicon import Lexicon
from sijill.extract.sentence import STOPS, Item, Sentence
from sijill.extract.speakers import (
    Speaker,
    antecedent,
    is_that,
    past_fillers,
    phrase_end,
    speaker_at,
    stands_for_last,
    words,
)

REACH = 25  # tokens within which «أن» belongs to a verb of saying
OPENING = 2  # an «according to» within the first tokens of a sentence covers what follows
SHORT_REST = 5  # tokens that may follow the speaker in «…، قال مصدر أمني أمس»
# letters that are more often a noun or a preposition: they say something only with «أن» or a known speaker behind
DOUBTFUL = frozenset("بين بينت تبين ذكر كشف رصد رصدت وصف كتب نفي بلغ روي نقل نقلت نشر نشرت حذر رد وعد تعليق بيان".split())
IMPERSONAL = frozenset("يذكر يشار يعتقد يقال تجدر اشيع".split())  # «يذكر أن»: the outlet's own voice
WORTH_MENTION = frozenset("الجدير والجدير جدير الملاحظ اللافت".split())
RELATIVE = frozenset("التي الذي الذين ما لما بما مما اللتين اللذين".split())
HIS_OWN = frozenset("قوله قولها قولهم قولهما تعبيره تعبيرها تعبيرهم وصفه وصفها وصفهم زعمه زعمها زعمهم".split())
# before the subject of a clause: «لكن الجيش أعلن»، «وكان المتحدث قال»، «فيما الوزارة أكدت»
CLAUSE_OPENERS = frozenset(
    "كان كانت كانوا وكان وكانت لكن ولكن هذا هذه اما فيما بينما حيث اذ غير كما وقد ان وان بدوره بدورها ثم".split()
)
BUT = frozenset(("لكن", "لكنه", "لكنها", "لكنهم", "ولكن", "ولكنه", "ولكنها"))
PARTICIPLE = re.compile(r"م\w+|(?:قائل|لافت|ناف|زاعم|ناقل|كاشف|واصف|ذاكر|داعي|راوي|كاتب)(?:ا|ه|ين|يا|يه)")  # «مشيرا إلى أن»
JUDGING = frozenset(("say_considered", "say_described", "say_saw"))  # «التي تعتبرها الحكومة …»: a view, not a report
TAKES_B = frozenset(("say_reported", "say_declared", "say_notified", "say_informed", "say_admitted", "say_acknowledged", "say_claimed_accusing", "say_threatened", "say_demanded", "say_pledged"))  # fmt: skip
CARRIES_ON = frozenset(
    "اضاف اضافت اضافوا تابع تابعت اوضح اوضحت اشار اشارت اشاروا لفت لفتت اكد اكدت اكدوا ذكر ذكرت زاد زادت نوه نوهت قال قالت قالوا شدد شددت "
    "اردف اردفت استطرد استطردت بين بينت افاد افادت اعلن اعلنت واصل واصلت اعتبر اعتبرت حذر حذرت راي رات ختم ختمت كشف كشفت".split()
)


@dataclass(frozen=True)
class Attribution:
    """A source: view offsets of its name (empty for a source carried over), its kind and normal form."""

    start: int
    end: int
    kind: str
    name: str
    rule: str


@dataclass(frozen=True)
class Claim:
    """What one source says: the token of its verb, the source (None: the outlet), the tokens first … last it covers,
    the token behind verb and name, and whether it stands apart from the clause it covers or inside another claim."""

    at: int
    source: Attribution | None
    first: int
    last: int
    name_end: int
    aside: bool = False


def attribute(trigger: Item, sentence: Sentence, lexicon: Lexicon, speaker: Attribution | None) -> Attribution | None:
    """The nearest source of what a trigger says, or None for the outlet's own voice.

    `speaker`: the source of the sentences before, which «وأضاف» without a subject continues. A trigger of kind `end`
    asks for the last speaker of the sentence instead.
    """
    claims = claims_of(sentence, lexicon, speaker)
    if trigger.kind == "end":
        told = [claim for claim in claims if claim.source is not None]
        main = [claim for claim in told if not claim.aside] or (told if speaker is None else [])
        return main[-1].source if main else None
    covering = [claim for claim in claims if claim.first <= trigger.first < claim.last or claim.at == trigger.first]
    if covering:  # the phrase behind is the nearer source: «ذكرت الوكالة أن …، بحسب مصادرها»
        return max(covering, key=lambda claim: claim.at).source
    if sentence.role == "quote" and speaker is not None:
        return _carried(trigger.start, speaker, "open_quotation")
    return None


def claims_of(sentence: Sentence, lexicon: Lexicon, speaker: Attribution | None) -> list[Claim]:
    """The claims of a sentence in text order."""
    claims: list[Claim] = []
    for item in sentence.of("source"):
        if item.value.kind == "source_noun" or any(claim.at <= item.first < claim.name_end for claim in claims[-1:]):
            continue
        last = next((claim.source for claim in reversed(claims) if claim.source is not None), None)
        if item.value.kind == "according_to":
            claim = _according_to(item, sentence, lexicon, last or speaker)
        else:
            claim = _said(item, sentence, lexicon, last, speaker)
        if claim is not None:
            inside = not item.joined and any(other.at < claim.at and other.first <= claim.at < other.last for other in claims)
            claims.append(replace(claim, aside=claim.aside or inside))
    return claims


def _attribution(found: Speaker, sentence: Sentence, lexicon: Lexicon, last: Attribution | None, rule: str) -> Attribution:
    """The attribution to a named source; a pointer («البيان»، «المصدر») takes kind and name of what it points at."""
    fuller = antecedent(found, sentence, lexicon)
    start, end = found.span(sentence)
    if fuller is not None:
        return Attribution(start, end, fuller.kind, fuller.name, rule)
    if last is not None and stands_for_last(found, sentence):
        return Attribution(start, end, last.kind, last.name, rule)
    return Attribution(start, end, found.kind, found.name, rule)


def _carried(at: int, speaker: Attribution, rule: str) -> Attribution:
    return replace(speaker, start=at, end=at, rule=rule)


def _according_to(item: Item, sentence: Sentence, lexicon: Lexicon, last: Attribution | None) -> Claim | None:
    """«بحسب المرصد»: before its clause, behind it, or amid it."""
    first = item.last
    word = sentence.word(item.last - 1)
    if last is not None and (word in HIS_OWN or sentence.word(first) in HIS_OWN):
        source, end = _carried(item.start, last, "according_to"), first
    else:
        found = _teller(first, sentence, lexicon)
        if found is None:
            return None
        source, end = _attribution(found, sentence, lexicon, last, "according_to"), found.last
    opens = item.first <= OPENING or item.joined and sentence.word(item.first - 1) in ("،", ",")
    if opens and (item.first <= OPENING or sentence.word(end + 1) in ("فان", "فانه", "فانها", "فقد", "ان")):
        return Claim(item.first, source, end, len(sentence.tokens), end)
    start = _clause_start(item.first, sentence)
    return Claim(item.first, source, start, _clause_end(end, sentence), end, aside=True)


def _teller(first: int, sentence: Sentence, lexicon: Lexicon) -> Speaker | None:
    """Who is named behind «بحسب», past «ما أفاد به» and «المعلومات التي نقلها»."""
    nearest = next(
        (
            index
            for index in range(first, min(first + 6, len(sentence.tokens)))
            if sentence.word(index) in STOPS
            or ((known := sentence.at(index, "source", "actor", "title")) is not None and known.first == index and _names(known))
        ),
        None,
    )  # fmt: skip
    told = any(sentence.word(index) in RELATIVE for index in range(first - 1, min(first + 4, len(sentence.tokens))))
    told = told or sentence.at(first, "source") is not None
    if nearest is not None and nearest > first and (told or sentence.at(first, "trigger", "support") or nearest - first <= 1):
        return speaker_at(nearest, sentence, lexicon, governed=True) or speaker_at(first, sentence, lexicon, governed=True)
    return speaker_at(first, sentence, lexicon, governed=True)


def _names(known: Item) -> bool:
    return known.kind != "source" or known.value.kind == "source_noun"


def _clause_start(index: int, sentence: Sentence) -> int:
    """The first token of the clause before `index`: behind a full stop, «فيما» or «بينما»."""
    for at in range(index - 1, -1, -1):
        if sentence.word(at) in STOPS or sentence.word(at) in ("فيما", "بينما"):
            return at + 1
    return 0


def _is_stop(index: int, sentence: Sentence) -> bool:
    """A mark that ends a clause; not the points inside «إن.تي.في»."""
    if sentence.word(index) not in STOPS:
        return False
    return index + 1 >= len(sentence.tokens) or sentence.tokens[index + 1][0] > sentence.tokens[index][1]


def _clause_end(index: int, sentence: Sentence) -> int:
    for at in range(index, len(sentence.tokens)):
        if sentence.word(at) in STOPS or sentence.word(at) in ("فيما", "بينما", "لكن"):
            return at
    return len(sentence.tokens)


def _said(
    item: Item, sentence: Sentence, lexicon: Lexicon, last: Attribution | None, speaker: Attribution | None
) -> Claim | None:
    """A verb of saying: its subject behind it, before it, or the speaker who goes on."""
    at, end, word = item.first, _scope_end(item, sentence), _bare(item, sentence)
    if _is_impersonal(item, word, sentence):
        return Claim(at, None, item.last, end, item.last)
    told = sentence.word(at - 1) in RELATIVE and bool(item.suffix)  # «التفاصيل التي نقلها المراسل»
    if told and item.value.source_id in JUDGING:
        return None
    quoting = item.value.source_id == "say_quoted"
    behind = None
    if not word.endswith(("وا", "ون")):  # a verb before its subject stands in the singular
        behind = speaker_at(item.last, sentence, lexicon, item.value.source_id in TAKES_B)
    if quoting:
        behind = _quoted(item, behind, sentence, lexicon)
        if behind is None:
            return None
    that = _that(behind.last if behind else item.last, sentence)
    if that is None and (item.value.source_id in JUDGING or (word in DOUBTFUL and not quoting and behind is None)):
        return None
    if behind is None and that is not None and not quoting:
        behind = _unknown_subject(item.last, that, sentence, lexicon)
    if word in ("بين", "تبين", "بينت") and (that is None or not item.joined and at > 0):
        return None
    if behind is not None and not (behind.kind == "person" and word in DOUBTFUL and that is None):
        source = _attribution(behind, sentence, lexicon, last or speaker, "told_by" if told else "say_verb")
        if told:
            return Claim(at, source, 0, end, behind.last)
        if _stands_behind(item, behind, that, sentence):
            return Claim(at, source, _clause_start(at, sentence), at, behind.last, aside=True)
        first = _before_verb(item, that, sentence)
        return Claim(at, source, _opening(behind.last, that, sentence) if first is None else first, end, behind.last)
    return _without_subject_behind(item, word, that, sentence, lexicon, last, speaker)


def _unknown_subject(first: int, that: int, sentence: Sentence, lexicon: Lexicon) -> Speaker | None:
    """A subject no lexicon knows, right before «أن»: «أعلنت شركة الغاز أن»."""
    first = past_fillers(first, sentence)
    last = phrase_end(first, sentence, lexicon)
    known = sentence.at(first, "trigger", "support", "link", "cue")
    if last <= first or known is not None or past_fillers(last, sentence) != that or sentence.word(first)[0] in "بل":
        return None
    return Speaker(first, last, "unknown", words(first, last, sentence))


def _scope_end(item: Item, sentence: Sentence) -> int:
    """Where a claim ends: a clause with «لكنه» behind a plain object («أعلن النصر، لكنه لا يزال …») is no longer part of it."""
    if _that(item.last, sentence) is None:
        for index in range(item.last + 1, len(sentence.tokens)):
            if sentence.word(index) in BUT and sentence.word(index - 1) in ("،", ","):
                return index
    return len(sentence.tokens)


def _before_verb(item: Item, that: int | None, sentence: Sentence) -> int | None:
    """The first token of an event that the verb describes from behind: «هجوم اتهمت المنظمة الجيش بتنفيذه»، «غارة قال إنها …»."""
    back = next((sentence.at(item.first - step, "trigger") for step in (1, 2) if sentence.at(item.first - step, "trigger")), None)
    if back is None or item.joined or any(not sentence.word(i).isalpha() for i in range(back.last, item.first)):
        return None
    about = that is not None and sentence.word(that) in ("انه", "انها", "انهم", "بانه", "بانها")
    return back.first if about or item.value.source_id == "say_claimed_accusing" else None


def _without_subject_behind(
    item: Item, word: str, that: int | None, sentence: Sentence, lexicon: Lexicon, last: Attribution | None,
    speaker: Attribution | None,
) -> Claim | None:  # fmt: skip
    at, end = item.first, _scope_end(item, sentence)
    first = _before_verb(item, that, sentence)
    opening = _opening(item.last, that, sentence) if first is None else first
    participle = PARTICIPLE.fullmatch(word) is not None
    if not item.joined and not participle:
        before = _subject_before(at, sentence, lexicon)
        if before is not None:
            source = _attribution(before, sentence, lexicon, last or speaker, "subject_before")
            return Claim(at, source, opening, end, item.last)
    carries_on = word in CARRIES_ON and (item.joined or at <= 1 or that is not None) or item.first <= 1 and that is not None
    if participle and last is None:
        subject = speaker_at(1, sentence, lexicon)  # «استقبل الوزير …، مؤكدا أن»: the subject of the sentence
        if subject is not None and subject.kind != "person" and subject.last < at and sentence.at(0, "trigger", "support"):
            source = _attribution(subject, sentence, lexicon, speaker, "subject_of_sentence")
            return Claim(at, source, opening, end, item.last)
    if word.endswith("وا") and last is None and (plural := _plural_before(at, sentence, lexicon)) is not None:
        source = _attribution(plural, sentence, lexicon, speaker, "subject_before")
        return Claim(at, source, opening, end, item.last)
    goes_on = last if last is not None else speaker if carries_on or participle else None
    if goes_on is None or (that is None and not participle and not carries_on):
        return None
    return Claim(at, _carried(item.start, goes_on, "continued_speaker"), opening, end, item.last)


def _plural_before(at: int, sentence: Sentence, lexicon: Lexicon) -> Speaker | None:
    """Whom «قالوا» means within its sentence: the nearest source before it."""
    for item in reversed(sentence.of("source")):
        if item.last <= at and item.value.kind == "source_noun" and item.value.source_kind not in ("media", "agency"):
            return speaker_at(item.first, sentence, lexicon)
    return None


def _bare(item: Item, sentence: Sentence) -> str:
    """The verb without proclitics."""
    return sentence.text[item.start : item.end] if item.suffix == "" else sentence.text[item.start : item.end - len(item.suffix)]


def _is_impersonal(item: Item, word: str, sentence: Sentence) -> bool:
    if sentence.word(item.first - 1) in WORTH_MENTION or sentence.word(item.first - 2) in WORTH_MENTION:
        return True
    return word in IMPERSONAL and _that(item.last, sentence, reach=3) is not None


def _quoted(item: Item, outlet: Speaker | None, sentence: Sentence, lexicon: Lexicon) -> Speaker | None:
    """Whom an outlet quotes: «نقلت وكالة … عن مصدر قوله إن». None where the verb means to carry."""
    first = outlet.last if outlet is not None else item.last
    for index in range(first, min(first + 12, len(sentence.tokens))):
        if _is_stop(index, sentence) or sentence.at(index, "trigger") is not None:
            return None
        if sentence.word(index) == "عن":
            found = speaker_at(index + 1, sentence, lexicon)
            speaks = outlet is not None and outlet.kind in ("media", "agency", "correspondent", "social_media")
            if found is None and speaks:
                last = phrase_end(index + 1, sentence, lexicon)
                return Speaker(index + 1, last, "unknown", words(index + 1, last, sentence)) if last > index + 1 else None
            return found if speaks or found is not None and _that(found.last, sentence, reach=6) else None
    return None


def _that(first: int, sentence: Sentence, reach: int = REACH) -> int | None:
    """The «أن», colon or opened quotation behind which a verb's content stands, if no other verb of saying comes first."""
    for index in range(first, min(first + reach, len(sentence.tokens))):
        if is_that(index, sentence) or index in sentence.quotes and index > first:
            return index
        if _is_stop(index, sentence) or sentence.word(index) in ("فيما", "بينما"):
            return None
        item = sentence.at(index, "source")
        if item is not None and not _names(item) and item.first == index and sentence.word(index) not in HIS_OWN:
            return None
    return first if first in sentence.quotes else None


def _opening(end: int, that: int | None, sentence: Sentence) -> int:
    """Where what is said begins: at «أن» when an adverbial stands before it («قالت خلال لقائها … إن»), else at once."""
    if that is None:
        return end
    between = sentence.word(end)
    adverbial = between in ("خلال", "اثناء", "في", "بعد", "قبل", "عقب", "لدي", "من", "ل", "علي", "عبر", "،", ",") or end >= that
    return that if adverbial or past_fillers(end, sentence) != end else end


def _stands_behind(item: Item, found: Speaker, that: int | None, sentence: Sentence) -> bool:
    """«…، قال مصدر أمني.»: the verb stands behind what was said."""
    comma = sentence.word(item.first - 1) in ("،", ",", "كما", "حسبما", "وفقما") or item.first in sentence.quotes
    rest = len(sentence.tokens) - past_fillers(found.last, sentence)
    return comma and that is None and not item.joined and item.first > 2 and rest <= SHORT_REST


def _subject_before(at: int, sentence: Sentence, lexicon: Lexicon) -> Speaker | None:
    """The subject that stands before its verb: «الجيش أعلن أن»، «وكان العميد …، قائد القوات، أكد أن»."""
    end = at
    while sentence.word(end - 1) in ("قد", "لقد", *RELATIVE):
        end -= 1
    starts = []
    for index in range(end - 1, max(-1, end - REACH), -1):
        word = sentence.word(index)
        if word in STOPS or is_that(index, sentence):
            starts.append(index + 1)
            break
        if word in ("،", ",") or word in CLAUSE_OPENERS:
            starts.append(index + 1)
        if index == 0:
            starts.append(0)
    for start in starts:
        while start < end and sentence.word(start) in CLAUSE_OPENERS:
            start += 1
        last = phrase_end(start, sentence, lexicon)
        closed = last == end or (sentence.word(last) in ("،", ",") and sentence.word(end - 1) in ("،", ","))
        closed = closed or past_fillers(last, sentence) == end
        if last > start and closed:
            found = speaker_at(start, sentence, lexicon)
            if found is not None:
                return found
    return None
