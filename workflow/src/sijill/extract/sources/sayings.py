"""Verbs of saying: who their subject is, and what they cover."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from sijill.extract.lexicon import Lexicon
from sijill.extract.sentence import COMMAS, Item, Sentence
from sijill.extract.sources.claims import (
    HIS_OWN,
    RELATIVE,
    Attribution,
    Claim,
    attributed,
    carried,
    clause_start,
    is_noun,
    is_stop,
    passed_on,
)
from sijill.extract.sources.sourcephrases import is_that, past_fillers, phrase_end
from sijill.extract.sources.speakers import Speaker, speaker_at, words
from sijill.extract.sources.subjects import REACH, first_subject, plural_before, subject_before
from sijill.text.tokens import word_set

NEAR = 8  # the same, where the verb has an object already («أبلغه أن»)
SHORT_REST = 5  # tokens that may follow the speaker in «…، قال مصدر أمني أمس»
# letters that are more often a noun or a preposition: they say something only with «أن» or a known speaker behind
DOUBTFUL = word_set(
    "بين بينت تبين ذكر كشف رصد رصدت وصف كتب نفي بلغ روي نقل نقلت نشر نشرت حذر رد وعد تعليق بيان تحدث يدعي تدعي "
    "زاد زادت يكشف تكشف يبين رجح رجحت راي"
)
IMPERSONAL = word_set("يذكر يشار يعتقد يقال تجدر اشيع")  # «يذكر أن»: the outlet's own voice
WORTH_MENTION = word_set("الجدير والجدير جدير الملاحظ اللافت")
BUT = word_set("لكن لكنه لكنها لكنهم ولكن ولكنه ولكنها")
ADVERBIAL = word_set("خلال اثناء في بعد قبل عقب لدي من ل علي عبر ، ,")
# «مشيرا إلى أن»: goes on with the subject of its sentence
PARTICIPLE = re.compile(r"م\w+|(?:قائل|لافت|ناف|زاعم|ناقل|كاشف|واصف|ذاكر|داعي|راوي|كاتب)(?:ا|ه|ين|يا|يه)")
JUDGING = word_set("say_considered say_described say_saw say_expected")  # a view, unless «أن» follows
# verbs whose content stands with «ب»: «أفاد بوصول»، «هدد بقصف»
TAKES_B = word_set(
    "say_reported say_declared say_notified say_informed say_admitted say_acknowledged say_claimed_accusing "
    "say_threatened say_demanded say_pledged"
)
CARRIES_ON = word_set(
    "اضاف اضافت اضافوا تابع تابعت اوضح اوضحت اشار اشارت اشاروا لفت لفتت اكد اكدت اكدوا ذكر ذكرت زاد زادت نوه نوهت "
    "قال قالت قالوا شدد شددت اردف اردفت استطرد استطردت بين بينت افاد افادت اعلن اعلنت واصل واصلت اعتبر اعتبرت حذر "
    "حذرت راي رات ختم ختمت كشف كشفت"
)


@dataclass(frozen=True)
class Saying:
    """A verb of saying in its sentence. `last`: the source before it there; `speaker`: that of the sentences before."""

    item: Item
    sentence: Sentence
    lexicon: Lexicon
    last: Attribution | None
    speaker: Attribution | None

    @cached_property
    def word(self) -> str:
        """The verb without proclitics and suffix."""
        return self.sentence.text[self.item.start : self.item.end - len(self.item.suffix)]

    @property
    def participle(self) -> bool:
        return PARTICIPLE.fullmatch(self.word) is not None

    @property
    def told(self) -> bool:
        """Whether a relative clause names who told it: «التفاصيل التي نقلها المراسل»."""
        return self.sentence.word(self.item.first - 1) in RELATIVE and bool(self.item.suffix)

    def claim(self) -> Claim | None:
        """What the verb claims for whom; None where it says nothing here."""
        if self._impersonal():
            return Claim(self.item.first, None, self.item.last, self._end(), self.item.last)
        if self._no_verb():
            return None
        subject = self._subject()
        outlet = None
        if self.item.value.source_id == "say_quoted" and not self.told:
            outlet, subject = subject, self._quoted(subject)
            if subject is None:
                return None
        that = self._that(subject.last if subject else self.item.last)
        if that is None and (self.item.value.source_id in JUDGING or self._in_doubt(subject)):
            return None
        if subject is None and that is not None and not self.participle:
            subject = self._unknown_subject(that)
        return self._without_subject(that) if subject is None else self._with_subject(subject, that, outlet)

    def _impersonal(self) -> bool:
        before = {self.sentence.word(self.item.first - step) for step in (1, 2)}
        return bool(before & WORTH_MENTION) or (
            self.word in IMPERSONAL and self._that(self.item.last, reach=3) is not None
        )

    def _no_verb(self) -> bool:
        """Whether the letters mean something else: «تشارك» is no form of «أشار», «بين» mostly a preposition."""
        item, that = self.item, self._that(self.item.last)
        if item.suffix in ("ك", "كم", "نا") or item.proclitic.endswith("ل"):
            return True
        if self.sentence.word(item.first - 1) == "عدم":
            return True  # «طلب عدم كشف هويته»
        if self.word in ("بين", "تبين", "بينت") and (that is None or (not item.joined and item.first > 0)):
            return True
        if self.told:
            return item.value.source_id in JUDGING
        if item.suffix in ("", "ا"):
            return False
        return item.value.source_id in JUDGING or self._that(item.last, NEAR) is None  # «وتعتبره الدول …»

    def _in_doubt(self, subject: Speaker | None) -> bool:
        quoting = self.item.value.source_id == "say_quoted"
        return self.word in DOUBTFUL and not quoting and (subject is None or subject.kind == "person")

    def _subject(self) -> Speaker | None:
        """The subject right behind; a verb before its subject stands in the singular, a participle has none there."""
        if self.word.endswith(("وا", "ون")) or self.participle:
            return None
        headline = self.sentence.role == "headline"
        if (headline or not self.item.joined) and subject_before(self.item.first, self.sentence, self.lexicon):
            return None  # the subject may stand first: «الحشد يتهم التحالف بقصف …»
        if headline and self._goes_on_in_headline():
            return None
        return speaker_at(self.item.last, self.sentence, self.lexicon, self.item.value.source_id in TAKES_B)

    def _goes_on_in_headline(self) -> bool:
        """«روسيا تنشر قواتها وتتهم الفصائل»: the subject that opens the headline is the doer of both verbs."""
        first = speaker_at(0, self.sentence, self.lexicon)
        accuses = self.item.value.source_id == "say_claimed_accusing"
        return accuses and self.item.joined and first is not None and first.kind not in ("person", "unknown")

    def _unknown_subject(self, that: int) -> Speaker | None:
        """A subject no lexicon knows, right before «أن»: «أعلنت شركة الغاز أن»."""
        first = past_fillers(self.item.last, self.sentence)
        last = phrase_end(first, self.sentence)
        known = self.sentence.at(first, "trigger", "support", "link", "cue")
        if last <= first or known is not None or past_fillers(last, self.sentence) != that:
            return None
        if self.sentence.word(first)[0] in "بل":
            return None
        return Speaker(first, last, "unknown", words(first, last, self.sentence))

    def _quoted(self, outlet: Speaker | None) -> Speaker | None:
        """Whom an outlet quotes: «نقلت وكالة … عن مصدر قوله إن». None where the verb means to carry."""
        speaks = outlet is not None and outlet.kind in ("media", "agency", "correspondent", "social_media")
        first = outlet.last if outlet is not None else self.item.last
        for index in range(first, min(first + 12, len(self.sentence.tokens))):
            if is_stop(index, self.sentence) or self.sentence.at(index, "trigger") is not None:
                return None
            if self.sentence.word(index) != "عن":
                continue
            found = speaker_at(index + 1, self.sentence, self.lexicon)
            last = phrase_end(index + 1, self.sentence)
            if found is None and speaks and last > index + 1:
                return Speaker(index + 1, last, "unknown", words(index + 1, last, self.sentence))
            return found if speaks or (found is not None and self._that(found.last, reach=6)) else None
        return None

    def _with_subject(self, subject: Speaker, that: int | None, outlet: Speaker | None = None) -> Claim:
        """The claim of a verb with its subject; `outlet`: who quotes the subject."""
        at, rule = self.item.first, "told_by" if self.told else "say_verb"
        source = attributed(subject, self.sentence, self.lexicon, self.last or self.speaker, rule)
        if outlet is not None:
            source = passed_on(source, attributed(outlet, self.sentence, self.lexicon, None, rule))
        if self.told:
            return Claim(at, source, 0, self._end(), subject.last)
        if self._stands_behind(subject, that):
            return Claim(at, source, clause_start(at, self.sentence), at, subject.last, aside=True)
        return Claim(at, source, self._opening(subject.last, that), self._end(), subject.last)

    def _without_subject(self, that: int | None) -> Claim | None:
        """The claim of a verb whose subject stands before it, or has been named in an earlier clause."""
        opening = self._opening(self.item.last, that)
        named = self._subject_elsewhere()
        if named is not None:
            subject, rule = named
            source = attributed(subject, self.sentence, self.lexicon, self.last or self.speaker, rule)
            return Claim(self.item.first, source, opening, self._end(), self.item.last)
        goes_on = self.participle or self._carries_on(that)
        source_before = self.last or (self.speaker if goes_on else None)
        if source_before is None or (that is None and not goes_on):
            return None
        source = carried(self.item.start, source_before, "continued_speaker")
        return Claim(self.item.first, source, opening, self._end(), self.item.last)

    def _carries_on(self, that: int | None) -> bool:
        if self.item.first <= 1 and that is not None:
            return True
        return self.word in CARRIES_ON and (self.item.joined or self.item.first <= 1 or that is not None)

    def _subject_elsewhere(self) -> tuple[Speaker, str] | None:
        at = self.item.first
        if not self.item.joined and not self.participle:
            before = subject_before(at, self.sentence, self.lexicon)
            if before is not None:
                return before, "subject_before"
        if self.last is not None:
            return None
        if self.participle or self.sentence.word(at - 1) in RELATIVE:
            first = first_subject(at, self.sentence, self.lexicon)
            if first is not None:
                return first, "subject_of_sentence"
        plural = plural_before(at, self.sentence, self.lexicon) if self.word.endswith("وا") else None
        return (plural, "subject_before") if plural is not None else None

    def _end(self) -> int:
        """Where the claim ends: «لكنه» behind a plain object is the outlet's again («أعلن النصر، لكنه لا يزال …»)."""
        if self._that(self.item.last) is None:
            for index in range(self.item.last + 1, len(self.sentence.tokens)):
                if self.sentence.word(index) in BUT and self.sentence.word(index - 1) in COMMAS:
                    return index
        return len(self.sentence.tokens)

    def _that(self, first: int, reach: int = REACH) -> int | None:
        """The «أن», colon or opened quotation behind which the content stands, unless another such verb comes first."""
        sentence = self.sentence
        for index in range(first, min(first + reach, len(sentence.tokens))):
            if is_that(index, sentence) or (index in sentence.quotes and index > first):
                return index
            if is_stop(index, sentence) or sentence.word(index) in ("فيما", "بينما"):
                return None
            item = sentence.at(index, "source")
            if item is not None and not is_noun(item) and item.first == index and sentence.word(index) not in HIS_OWN:
                return None
        return first if first in sentence.quotes else None

    def _opening(self, end: int, that: int | None) -> int:
        """Where what is said begins: at «أن» behind an adverbial («قالت خلال لقائها … إن»), else at once."""
        described = self._described(that)
        if described is not None:
            return described
        if that is None:
            return end
        adverbial = self.sentence.word(end) in ADVERBIAL or end >= that
        return that if adverbial or past_fillers(end, self.sentence) != end else end

    def _described(self, that: int | None) -> int | None:
        """The first token of an event that the verb tells of from behind: «هجوم اتهمت … بتنفيذه»، «غارة قال إنها …»."""
        nearest = [self.sentence.at(self.item.first - step, "trigger") for step in (1, 2)]
        back = next((trigger for trigger in nearest if trigger is not None), None)
        between = range(back.last, self.item.first) if back is not None else ()
        if back is None or self.item.joined or any(not self.sentence.word(index).isalpha() for index in between):
            return None
        about = that is not None and self.sentence.word(that) in ("انه", "انها", "انهم", "بانه", "بانها")
        return back.first if about or self.item.value.source_id == "say_claimed_accusing" else None

    def _stands_behind(self, subject: Speaker, that: int | None) -> bool:
        """«…، قال مصدر أمني.»: the verb stands behind what was said."""
        at = self.item.first
        comma = self.sentence.word(at - 1) in ("،", ",", "كما", "حسبما", "وفقما") or at in self.sentence.quotes
        rest = len(self.sentence.tokens) - past_fillers(subject.last, self.sentence)
        return comma and that is None and not self.item.joined and at > 2 and rest <= SHORT_REST
