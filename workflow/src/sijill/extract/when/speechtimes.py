"""Times of speaking: on which day something was said, and where the day of an announcement is that of the act."""

from __future__ import annotations

from sijill.extract.grammar.apart import is_light_noun
from sijill.extract.grammar.frames import Frame
from sijill.extract.grammar.predicates import is_masdar
from sijill.extract.lexicon import VerbForm
from sijill.extract.sentence import Item, Sentence
from sijill.text.tokens import word_set

COMPLEMENTIZERS = frozenset(("ان", "بان", "انه", "انها", "انهم", "بانه", "بانها", "بانهم", ":"))
# What a picture or a text shows: a day before these is the day on which it was published.
SHOWS = frozenset(
    ("يظهر", "تظهر", "اظهر", "اظهرت", "يوثق", "توثق", "وثق", "يصور", "تصور", "يبين", "لحظه", "مقطع", "تسجيل", "فيديو")
)
TEXTS = word_set("بيان بيانها بيانه تقرير مؤتمر تصريح تصريحات تغريده")  # said in them, on their day
ANNOUNCES = frozenset(("say_announced", "say_declared", "say_reported"))
OPENS_ACT, ANNOUNCED = frozenset(("،", ",", "عن")), 3  # tokens from the day of an announcement to what is announced


def of_speech(item: Item, trigger: Item, sentence: Sentence) -> bool:
    """«أعلن الجيش، الخميس، أنه …», «…، حسبما أفاد المرصد الخميس»: a time that dates the saying or the showing."""
    saying = [verb for verb in sentence.of("source") if verb.value.kind != "source_noun" and verb.last <= item.first]
    if item.last <= trigger.first and sentence.word(item.first - 1).removesuffix("ا") in TEXTS:
        return True  # «أصدر الجيش بيانا اليوم قال فيه إن …»
    if trigger.first < item.first:
        said = [verb for verb in saying if verb.first >= trigger.last and _aside(verb, sentence)]
        return bool(said) and not _quoting(said[-1].last, item.first, sentence)
    between = [sentence.word(index) for index in range(item.last, trigger.first)]
    claimed = any(cue.value.kind == "claim" and cue.last <= item.first for cue in sentence.of("cue"))
    if claimed or not SHOWS.isdisjoint(between):
        return True  # «تبنى التنظيم الاثنين هجوما …»
    if any(_says_when(verb, item, sentence) for verb in sentence.of("trigger") if _is_statement(verb, item)):
        return True
    if not saying or saying[-1].value.kind != "say_verb":
        return False
    if not COMPLEMENTIZERS.isdisjoint(between):
        return True
    return _says_when(saying[-1], item, sentence) and sentence.word(item.last) in ("،", ",", "عن")


def announced_on(item: Item, frame: Frame, sentence: Sentence) -> bool:
    """«أعلنت الشرطة، الأحد، توقيف …»: the act as a noun right behind the day; news is told on its day. Not so where the
    day is a text's («في بيان، الأحد، …»), nor for acts told as clauses («أعلنت، الأحد، أنها أوقفت …»)."""
    act = min((frame.support or frame.trigger, frame.trigger), key=lambda one: one.first)
    hurt = next((one for one in sentence.of("trigger") if item.last <= one.first < act.first), None)
    if hurt is not None and hurt.value.row.asserts == "casualty" and not sentence.stop_between(hurt.last, act.first):
        act = hurt  # «أفاد مراسلنا، الأحد، بمقتل خمسة في قصف …»: the dead of the act
    told = [verb for verb in sentence.of("source") if verb.last <= item.first and verb.value.source_id in ANNOUNCES]
    noun = getattr(act.value, "tense", "noun") == "noun" or is_light_noun(act, sentence)
    noun = noun or (act.kind == "trigger" and is_masdar(act, sentence))
    if not told or not noun or not 0 <= act.first - item.last <= ANNOUNCED:
        return False
    between = range(item.last, act.first)
    others = [
        other
        for other in sentence.of("source", "trigger", "support")
        if told[-1].last <= other.first < act.first and (other.kind != "source" or other.value.kind != "source_noun")
    ]  # «أعلنت الوكالة، الأحد، …»: who announced it is no other act
    said = [sentence.word(index) for index in range(told[-1].last, item.first)]
    texts = any(word in TEXTS or word[1:] in TEXTS for word in said)
    return (
        not others
        and not texts
        and not _opened(told[-1].last, act.first, sentence)
        and item.value.datable
        and all(sentence.word(index) in OPENS_ACT for index in between)
    )


def _is_statement(verb: Item, item: Item) -> bool:
    row = verb.value.row
    return verb.last <= item.first and isinstance(verb.value, VerbForm) and row.event_type == "statement"


def _says_when(verb: Item, item: Item, sentence: Sentence) -> bool:
    """«أعلنت الشرطة، الخميس، توقيف …», «دانت الحكومة الأحد إطلاق …»: the day behind a verb of speech."""
    between = range(verb.last, item.first)
    return not any(sentence.at(index, "trigger", "support", "boundary") for index in between) and not _opened(
        verb.last, item.first, sentence
    )


def _aside(verb: Item, sentence: Sentence) -> bool:
    """Whether a word of saying stands behind what was said: «، بحسب …», «، قال …»; «بين» is mostly no such verb."""
    return verb.value.kind == "according_to" or sentence.word(verb.first - 1) in ("،", ",", "ما", "كما")


def _opened(first: int, last: int, sentence: Sentence) -> bool:
    """Whether what is said begins on tokens first … last: «أعلن الجيش أنه نفذ، الأحد، …»; but a name may be quoted
    («اتهمت منظمة "…"، الأحد، …»)."""
    marks = sum(index in sentence.quotes for index in range(first, last))
    return marks % 2 > 0 or any(sentence.word(index) in COMPLEMENTIZERS for index in range(first, last))


def _quoting(first: int, last: int, sentence: Sentence) -> bool:
    """Whether what is said goes on at `last`; «حسب ما أوردت صحيفة "…"، الخميس» quotes but a name."""
    marks = sum(index in sentence.quotes for index in range(first, last + 1))
    clause = not COMPLEMENTIZERS.isdisjoint(sentence.word(index) for index in range(first, last))
    return clause or bool(marks % 2)


def speech_time(sentence: Sentence) -> Item | None:
    """The day on which a sentence says that something was said («أعلن الجيش، الخميس، أنه …»)."""
    found = [item for item in sentence.of("time") if item.value.datable and item.value.kind in ("weekday", "deictic")]
    return found[0] if len(found) == 1 else None
