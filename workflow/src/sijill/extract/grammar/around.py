"""What stands around a predicate and decides how its phrases are read: gender, numbers and objects behind it, a cause
before it; and phrases that take no part, because they only describe the name before them or the way somewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sijill.extract.grammar.heads import FOREMOST, STRONGHOLDS
from sijill.extract.grammar.phrases import NounPhrase
from sijill.extract.lexicon import VerbForm
from sijill.extract.sentence import COMMAS, STOPS, Item, Sentence
from sijill.text.tokens import word_set

if TYPE_CHECKING:
    from sijill.extract.grammar.frames import Frame

NO_OBJECTS = word_set(
    "لكن ولكن لدي لاجل لان لانه لانها لليوم للمره لمده لذلك ليلا لها لهم لهما لحظه لقاء لحين للتو لما"
)
NO_OBJECT_BEHIND = word_set("في بعد قبل خلال اثناء منذ عقب اثر جراء قرب داخل شرق غرب شمال جنوب ايضا سابقا")

TOWN = word_set("المدينه البلده القريه المنطقه الغوطه")
STRONGHOLD_REACH = 9  # tokens from «، آخر معاقل …» to where they lie
GOING_ON = word_set("مستمر مستمره متواصل متواصله جاريه دائره محتدمه")
HURT = word_set("قتلي جرحي مصابين مصابون المصابين القتلي الجرحي ضحايا الضحايا شهداء اصابات قتيل جريح")
HURT_PEOPLE = HURT | word_set("المصابون القتلى الشهداء الجريحين القتيلين قتيلان جريحان")
BY = frozenset(("في", "جراء", "اثر", "بعد", "نتيجه", "خلال", "بسبب"))
_ACCUSATIVE = re.compile(r"[ء-ي]{3,}(?:ين|ا)")  # «شرطيا», «جنديين»
NAMES = ("actor", "person", "office", "title", "source", "nisba", "place", "link", "trigger")
SHORTEST_NOUN = 4  # letters, with its article; «الي» is a preposition
THAT_HE = word_set("انه انها انهم انهما بانه بانها بانهم وانه وانها وانهم")


def look_around(frame: Frame, sentence: Sentence) -> None:
    """Note what stands around a predicate, once its phrases are attached."""
    frame.is_cause = _is_cause(frame, sentence)
    frame.is_bare = frame.is_verb and _stands_bare(frame.trigger.last, sentence)
    frame.is_feminine = frame.is_verb and _is_feminine(frame.trigger, sentence)
    frame.is_plural = frame.is_verb and _is_plural(frame.trigger, sentence)
    frame.followed = _is_followed(frame, sentence)
    frame.assails = _assails(frame, sentence)
    frame.led = _is_led(frame, sentence) or (frame.is_verb and _has_pronoun(frame.trigger, sentence))
    frame.counted_behind = _counts_behind(frame, sentence)
    frame.has_object = _has_object(frame, sentence)
    frame.carried = frame.carried or _goes_on(frame.trigger, sentence) or _hurts(frame.trigger, sentence)


def _has_pronoun(verb: Item, sentence: Sentence) -> bool:
    """«قال التحالف إنه استهدف التنظيم»: the pronoun is the subject, and what stands behind the verb its object."""
    before = verb.first - 1 - (sentence.word(verb.first - 1) in ("قد", "لم"))
    return sentence.word(before) in THAT_HE


def _goes_on(noun: Item, sentence: Sentence) -> bool:
    """«المواجهات مستمرة ضد …»: an indefinite participle behind a definite noun says that it happens, as a verb does."""
    return noun.definite and sentence.word(noun.last) in GOING_ON


def _hurts(noun: Item, sentence: Sentence) -> bool:
    """«قتلى وجرحى بتفجير», «إصابات في إطلاق نار»: the dead and wounded right before an act say that it happened."""
    at = noun.first - 1 - (noun.prep != "ب" and sentence.word(noun.first - 1) in BY)
    return sentence.word(at).removeprefix("و") in HURT and causes(noun, sentence)


def causes(noun: Item, sentence: Sentence) -> bool:
    """Whether an act stands behind a word that makes it the cause of what is told before: «… بغارات», «… إثر غارات»."""
    behind = noun.prep == "ب" or sentence.word(noun.first - 1) in BY
    return behind and not isinstance(noun.value, VerbForm)


def opens_with_hurt(phrase: NounPhrase, sentence: Sentence) -> bool:
    """«عشرات القتلى من الجماعة», «القتلى والجرحى في صفوف الجماعة»: people who were hurt, and whose they are."""
    whose = phrase.head == "owned" or sentence.word(phrase.first) in ("في", "من")
    first = phrase.first - whose
    return any(word.removeprefix("و") in HURT_PEOPLE for word in sentence.words[first : phrase.name.first])


def is_passed(index: int, sentence: Sentence) -> bool:
    """Whether the ground right before a token is where something came from or goes to."""
    ground = sentence.at(index - 1, "head", "place")
    return ground is not None and sentence.word(ground.first - 1) in ("من", "الي", "نحو", "عبر")


def describes(phrase: NounPhrase, phrases: list[NounPhrase], sentence: Sentence) -> bool:
    """«الحرس الثوري التابع للحكومة», «بين القطاع وإسرائيل»: part of a name, or one of two places."""
    if sentence.word(phrase.first) == "في" and any(_is_within(phrase, other) for other in phrases):
        return True  # «القيادي في الحركة فلان»
    before = [other for other in phrases if other.last == phrase.first and other is not phrase]
    if phrase.name.kind != "actor" or not before:
        return False
    owner = phrase.head == "owned" and any(other.name.kind in ("actor", "nisba") for other in before)
    joined = phrase.name.joined and phrase.first == phrase.name.first
    return owner or (joined and any(other.name.kind == "place" and other.chief.prep == "بين" for other in before))


def tells_where_it_lies(phrase: NounPhrase, sentence: Sentence) -> bool:
    """«دوما، آخر معاقل الفصائل قرب دمشق»: a place beside the one right before the comma, where nothing happened."""
    if phrase.name.kind != "place":
        return False
    for index in range(phrase.first - 1, max(phrase.first - STRONGHOLD_REACH, 0), -1):
        if sentence.at(index, "trigger", "support", "boundary") is not None:
            return False
        if sentence.word(index) in COMMAS:
            apposed = sentence.word(index + 1) in FOREMOST and sentence.word(index + 2) in STRONGHOLDS
            named = sentence.at(index - 1, "place") is not None or sentence.word(index - 1) in TOWN
            return apposed and named
    return False


def _is_within(phrase: NounPhrase, person: NounPhrase) -> bool:
    inside = person.first <= phrase.first and phrase.last <= person.last
    return person.name.kind == "person" and inside and phrase.last - phrase.first < person.last - person.first


def _is_feminine(verb: Item, sentence: Sentence) -> bool:
    word = sentence.text[verb.start : verb.end - len(verb.suffix)]
    past = isinstance(verb.value, VerbForm) and verb.value.tense == "past"
    return word.endswith("ت") if past else word.startswith("ت")


def _is_plural(verb: Item, sentence: Sentence) -> bool:
    """«اقتحموا», «يقصفون», «يصدان», «قتلوهم»: no verb that precedes its subject is in the plural or the dual."""
    if not isinstance(verb.value, VerbForm):
        return False
    word = sentence.text[verb.start : verb.end - len(verb.suffix)]
    dual = verb.value.tense == "present" and word.endswith("ان") and word != verb.value.row.lemma
    return word.endswith("و") if verb.suffix else dual or word.endswith(("وا", "ون"))


def _stands_bare(index: int, sentence: Sentence) -> bool:
    word = sentence.word(index)
    return word in NO_OBJECT_BEHIND or word in STOPS or not word


def _is_led(frame: Frame, sentence: Sentence) -> bool:
    """Whether a noun that names nobody is the doer: definite, right behind a verb or masdar and before all phrases; of
    a statement, any («اتهمت منظمات …»); in a headline right before it («… تتهم الجيش»)."""
    index = frame.trigger.last
    while sentence.at(index, "time") is not None:
        index += 1
    before = all(index < phrase.first for phrase in frame.get("after", "genitive"))
    word = sentence.word(index)
    noun = word.startswith("ال") and len(word) > SHORTEST_NOUN
    noun = noun or (frame.is_verb and frame.row.event_type == "statement" and _may_speak(index, sentence))
    behind = before and noun and not frame.trigger.definite and sentence.at(index, *NAMES) is None
    return behind or _led_before(frame, sentence) or _monitored(index, frame, sentence)


def _monitored(index: int, frame: Frame, sentence: Sentence) -> bool:
    """«طالبت هيومن رايتس ووتش الحكومة …»: a monitor, which takes part in nothing, is the subject all the same."""
    speaker = sentence.at(index, "actor") if frame.is_verb and frame.row.event_type == "statement" else None
    return speaker is not None and not any(phrase.first <= index < phrase.last for phrase in frame.get("after"))


def _may_speak(index: int, sentence: Sentence) -> bool:
    """Whether an indefinite noun that no lexicon knows stands there: no adverb («مجددا»), no particle."""
    word = sentence.word(index)
    unknown = sentence.at(index, *sentence.items) is None and word not in NO_OBJECT_BEHIND
    return unknown and len(word) > SHORTEST_NOUN - 1 and word.isalpha() and word[-1] != "ا" and word[0] not in "بل"


def _led_before(frame: Frame, sentence: Sentence) -> bool:
    """«أمنستي تتهم الجيش …», «خاتمي يهدد …»: in a headline the subject stands before the verb."""
    statement = frame.is_verb and frame.row.event_type == "statement" and sentence.role == "headline"
    return statement and not frame.get("preverbal") and _may_speak(frame.trigger.first - 1, sentence)


def _is_followed(frame: Frame, sentence: Sentence) -> bool:
    """Whether a noun, and no preposition or end of a clause, stands behind the first phrase behind a verb, but for a
    time set apart («استهدف المحتجون، الاثنين، عددا …»)."""
    first = frame.get("after")[:1] if frame.is_verb else []
    at = _behind_time(first[0].last, sentence) if first else 0
    word = sentence.word(at) if first else ""
    noun = len(word) > 2 and word.isalpha() and word not in STOPS | NO_OBJECT_BEHIND
    return noun and sentence.at(at, "link", "time", "trigger", "support", "boundary", "cue") is None


def _behind_time(index: int, sentence: Sentence) -> int:
    """The token behind «، الاثنين،», if that stands at `index`; else `index`."""
    at = index + (sentence.word(index) in COMMAS)
    time = sentence.at(at, "time")
    return index if time is None else time.last + (sentence.word(time.last) in COMMAS)


def _assails(frame: Frame, sentence: Sentence) -> bool:
    """«طعن رجل شرطيا», «دهس رجل بشاحنته حشدا»: the object in its case, or what is his own, shows who the first is."""
    first = frame.get("after")[:1] if frame.is_verb and frame.tail is not None else []
    if not first or frame.tail is None or frame.tail < first[0].last:
        return False
    word = sentence.word(frame.tail)
    return _ACCUSATIVE.fullmatch(word) is not None or (word[0] == "ب" and word[-1] == "ه" and len(word) > SHORTEST_NOUN)


def _counts_behind(frame: Frame, sentence: Sentence) -> bool:
    """Whether a number stands right behind a verb or its subject: «قتلت القوات العشرات»."""
    ends = (frame.trigger.last, *(phrase.last for phrase in frame.get("after")[:1]))
    return frame.is_verb and any(sentence.at(index, "number") is not None for index in ends)


def _has_object(frame: Frame, sentence: Sentence) -> bool:
    """Whether a noun with ل stands right behind the genitive of a masdar."""
    genitives = frame.get("genitive")
    index = genitives[-1].last if genitives else 0
    index += bool(sentence.at(index, "nisba"))
    noun = sentence.at(index, "head", "unit", "place") if genitives else None
    if noun is not None:
        return noun.prep == "ل" and noun.first == index
    acts = bool(genitives) and (genitives[0].name.start in frame.bodies or is_gunmen(genitives[0]))
    return acts and _is_plain_object(index, sentence)


def _is_plain_object(index: int, sentence: Sentence) -> bool:
    """Whether an unknown noun with ل stands there: «استهداف التحالف لرصيف»."""
    word = sentence.word(index)
    plain = word.startswith("ل") and len(word) > 3 and word not in NO_OBJECTS
    return plain and sentence.at(index, "time", "trigger", "cue", "link", "support", "boundary") is None


def _is_cause(frame: Frame, sentence: Sentence) -> bool:
    link = sentence.at(frame.trigger.first - 1, "link")
    hurt = [
        item
        for item in sentence.of("trigger")
        if item.value.row.asserts == "casualty" and item.last <= frame.trigger.first
    ]
    return link is not None and link.value.function == "cause" and bool(hurt)


def is_gunmen(phrase: NounPhrase) -> bool:
    """Armed men told without a number: «هاجم مسلحون …», «قتل مسلح ثلاثة …»."""
    return phrase.name.kind == "unit" and phrase.first == phrase.name.first and fights(phrase)


def fights(phrase: NounPhrase) -> bool:
    return bool(phrase.name.value.what in ("fighters", "soldiers"))
