"""Where people talk: the place of a visit or a speech, and no place that is only talked about."""

from __future__ import annotations

from sijill.extract.grammar.frames import Frame
from sijill.extract.grammar.phrases import NounPhrase
from sijill.extract.lexicon import VerbForm
from sijill.extract.sentence import Item, Sentence
from sijill.text.tokens import word_set

TOPICS = word_set(
    "حول بشان لبحث لمناقشه الوضع وضع الاوضاع اوضاع الازمه ازمه التطورات تطورات الملف ملف ملفات التصعيد القضيه قضيه"
    " النزاع الصراع الحرب مستقبل سبل العلاقات جهود مستجدات المستجدات"
)
VISITS = word_set(
    "زياره زيارته زيارتها زيارتهما وصل وصلت وصوله وصولها توجه توجهت يزور تزور زار زارت يصل تصل سيصل ستصل يتوجه تتوجه"
    " سيتوجه ستتوجه سيزور ستزور"
)
SPEECHES = word_set("مؤتمر كلمه خطاب تصريحات خطبه كلمته خطابه خطبته تجمع زيارته زيارتها زيارتي")
AMID = word_set("خلال اثناء هامش في")
ABOUT_NOTHING = frozenset(("meeting", "statement"))
VISIT_REACH = 4  # tokens from a visit or a speech to its place
ARRIVAL_REACH = 10  # from «وصل» to «إلى …», with who arrives between


def behind(words: frozenset[str], sentence: Sentence, phrases: list[NounPhrase]) -> list[tuple[NounPhrase, str]]:
    """«خلال زيارة إلى طهران», «في مؤتمر صحفي في عمان»: the place right behind a word that says what was done there."""
    places = [phrase for phrase in phrases if phrase.name.kind == "place"]
    return [
        (phrase, "visited")
        for phrase in places
        if any(
            not words.isdisjoint((sentence.word(index), sentence.word(index).removeprefix("و")))
            for index in range(phrase.first - _reach(phrase), phrase.first)
        )
    ][:1]


def _reach(phrase: NounPhrase) -> int:
    return ARRIVAL_REACH if phrase.chief.link == "destination" else VISIT_REACH


def _is_setting(item: Item, frame: Frame, phrase: NounPhrase, sentence: Sentence) -> bool:
    """«ناقش … الوضع في إدلب خلال اجتماع في سوتشي»: behind the meeting told again stands where it was."""
    meeting = item.value.row.event_type == "meeting" and not isinstance(item.value, VerbForm)
    within = frame.trigger.last <= item.first and item.last <= phrase.first
    return meeting and within and sentence.word(item.first - 1) in AMID


def is_topic(phrase: NounPhrase, frame: Frame, sentence: Sentence) -> bool:
    """«ناقشا الأوضاع في سوريا», «محادثات حول اليمن»: what is talked about is not where, nor is the act that a meeting
    deals with («هدنة في الغوطة»)."""
    met = [item.last for item in sentence.of("trigger") if _is_setting(item, frame, phrase, sentence)]
    between = sentence.words[(met or [frame.trigger.last])[-1] : phrase.first]
    if any(word.removeprefix("و") in TOPICS for word in between):
        return True
    acts = [item for item in sentence.of("trigger") if item.value.row.event_type not in ABOUT_NOTHING]
    within = (item for item in acts if frame.trigger.last <= item.first and item.last <= phrase.first)
    before = (item for item in acts if 0 <= phrase.first - item.last <= 1 and item.last <= frame.trigger.first)
    return any(not isinstance(item.value, VerbForm) for item in (*within, *before))
