"""Times that are of another act of the sentence: of a relative clause, a noun, what somebody is accused of."""

from __future__ import annotations

from sijill.extract.grammar.frames import Frame
from sijill.extract.grammar.means import behind_b
from sijill.extract.grammar.phrases import PREPOSITIONS
from sijill.extract.lexicon import VerbForm
from sijill.extract.sentence import COMMAS, RELATIVES, Item, Sentence
from sijill.text.tokens import word_set

# «على قاعدة تضم جنودا»: what lasts has no day; that named behind it is the act's
LASTING = word_set("تضم يضم تقع يقع تعد يعد تعتبر يعتبر تتبع يتبع تبعد يبعد تحوي يحوي تحتوي يحتوي تسكنها يسكنها تقطنها")
REPLIES = frozenset(
    ("ردا", "انتقاما", "احتجاجا", "تنديدا", "استنكارا", "تضامنا", "رفضا", "منذ", "ذكري", "الذكري")
)  # «شنّت غارات السبت ردا على هجوم»: the day is the raids'
OF_WOUNDS = word_set("متاثرا متاثره متاثرين")  # «توفي السبت متأثرا بجروح أصيب بها في انفجار»
# «توقيف المشتبه به في هجوم …»: what stands behind is what somebody is accused of, at another time and place.
SUSPECTED = word_set(
    "متهم متهما متهمين متهمون متهمه المتهم المتهمين المتهمون مشتبه مشتبها مشتبهين المشتبه متورط متورطا متورطين المتورط"
    " المتورطين ضالع ضالعا ضالعين الضالعين مطلوب مطلوبا مطلوبين المطلوب المطلوبين بتهمه بتهم للاشتباه صله علاقه وراء"
    " التحقيق التحقيقات"
)
ANCHORS = frozenset(("منذ", "بعد", "قبل", "عقب", "غداه", "بعدما", "قبيل", "اعقاب", "ذكري", "الذكري"))
LEADS_ON = frozenset(("ان", "قد", "بان", "عندما", "حين", "كي", "لم", "التي", "الذي", "الذين"))
OWN_RELATIVE, FAR = 3, 3  # tokens; FAR: words not understood
KNOWN = (
    "trigger",
    "support",
    "actor",
    "place",
    "nisba",
    "head",
    "unit",
    "modifier",
    "link",
    "number",
    "time",
    "person",
)
RISES, TOLLS = word_set("ارتفع ارتفعت ارتفاع ترتفع يرتفع"), word_set("حصيله عدد الحصيله اعداد")
DECIDES = word_set(
    "وافق وافقت وافقوا وافقا قرر قررت قرروا اتفق اتفقت اتفقوا اتفقا تعهد تعهدت تعهدوا اقر اقرت صادق صادقت"
)
COUNTED = 4  # tokens from «بعد يومين» to the act that it counts from
OPENS = 3  # tokens from the start of a sentence to an act that opens it
HAPPENS = word_set("وقع وقعت حدث حدثت جري جرت اندلع اندلعت")
BEGINS = word_set("بدا بدات انطلق انطلقت استمر استمرت انتهي انتهت")
ADVERBIAL = 2  # tokens at the start of a sentence where a time is of the whole sentence


def of_another(item: Item, trigger: Item, sentence: Sentence) -> bool:
    """«ينتشر … منذ انحسار التنظيم أواخر 2019»: a time behind since, after or before dates what stands with it."""
    between = range(trigger.last, item.first)  # «من قبل القوات» is no "before"
    behind = [sentence.word(n) for n in between if sentence.word(n) != "قبل" or sentence.word(n - 1) != "من"]
    if not ANCHORS.isdisjoint(behind) or not REPLIES.isdisjoint(behind):
        return True
    if item.last <= trigger.first and counted_from(trigger, sentence) is not None:
        return True
    if _planned_or_blamed(item, trigger, sentence):
        return True
    if _of_toll(item, trigger, sentence) or in_main_clause(item.first, trigger, sentence):
        return True
    if sentence.word(trigger.first - 1) in ANCHORS and any(
        trigger.last <= other.first < item.first for other in sentence.of("trigger")
    ):
        return True  # «بعد حملة …، سيطرت القوات الأحد على …»: the day is the main clause's
    if any(sentence.word(index) in REPLIES | OF_WOUNDS for index in range(item.last, trigger.first)):
        return True
    if _of_decision(item, trigger, sentence):
        return True
    if _in_relative_behind(item, trigger, sentence) or _beside_another(item, trigger, sentence):
        return True
    if _of_accused(item, trigger, sentence) or any(
        _points_back(index, sentence) for index in range(item.last, trigger.first)
    ):
        return True
    if _in_relative_before(item, trigger, sentence) or accused_of(trigger, item, sentence):
        return True
    # «يبدأ السبت خروج المقاتلين من الجيب الذي يسيطر عليه …»: the main clause's day is not the relative clause's
    return any(sentence.word(index) in RELATIVES for index in range(item.last, trigger.first))


def in_main_clause(first: int, act: Item, sentence: Sentence) -> bool:
    """«وفي أعقاب مقتل متظاهرين، عاد الهدوء إلى البصرة السبت»: what stands behind the comma is told of what came after;
    but «بعد مقتل متظاهرين، السبت، في …»."""
    opens = act.first <= OPENS and is_anchor(act, sentence)
    comma = next((index for index in range(act.last, first) if sentence.word(index) in COMMAS), None)
    return opens and comma is not None and not _clings(comma + 1, first, sentence)


def _clings(index: int, first: int, sentence: Sentence) -> bool:
    """Whether nothing but times, places and the words that bring them stands between a comma and a token."""
    return all(
        sentence.word(at) in PREPOSITIONS or sentence.word(at) in COMMAS or sentence.at(at, "time", "place", "link")
        for at in range(index, first)
    )


def _of_accused(item: Item, trigger: Item, sentence: Sentence) -> bool:
    """«اتهمت المنظمة القوات بقتل مدنيين في تشرين الثاني»: the day of what is said to be done, and not of the speech."""
    said = trigger.value.row.event_type == "statement"
    acts = (act for act in sentence.of("trigger") if trigger.last <= act.first < item.first and act.prep == "ب")
    return said and next(acts, None) is not None


def _of_decision(item: Item, trigger: Item, sentence: Sentence) -> bool:
    """«وافقت الفصائل الأحد على تسليم سلاحها»: the day of deciding is not that of doing."""
    finite = isinstance(trigger.value, VerbForm) and sentence.word(trigger.first - 1) not in PREPOSITIONS
    if item.last > trigger.first or finite:
        return False
    words = sentence.words[: item.first]
    decided = [index for index, word in enumerate(words) if word in DECIDES or word.removeprefix("و") in DECIDES]
    if not decided or sentence.stop_between(decided[-1], trigger.first):
        return False
    between = [act for act in sentence.of("trigger", "source") if decided[-1] < act.first < trigger.first]
    return not any(isinstance(act.value, VerbForm) or act.value.kind == "say_verb" for act in between)


def _of_toll(item: Item, trigger: Item, sentence: Sentence) -> bool:
    """«والجمعة، ارتفعت حصيلة قتلى الهجوم إلى تسعة»: the day on which a toll rose is not that of the act."""
    rises = any(
        sentence.word(index).removeprefix("و") in RISES and sentence.word(index + 1) in TOLLS
        for index in range(trigger.first)
    )
    told = range(trigger.last, item.first)
    return rises and not any(sentence.word(index) in RELATIVES | HAPPENS for index in told)


def is_anchor(act: Item, sentence: Sentence) -> bool:
    """«بعد سيطرة …», «بعد ثلاثة أعوام من سيطرة …»: an act told only to date another."""
    return sentence.word(act.first - 1).removeprefix("و") in ANCHORS or counted_from(act, sentence) is not None


def counted_from(act: Item, sentence: Sentence) -> Item | None:
    """The count of «استعادتها القوات الأحد، بعد يومين من سيطرة التنظيم عليها», which says how long before it was."""
    for time in sentence.of("time"):
        one = int(sentence.word(time.last) == "واحد")
        near = 0 < act.first - time.last <= COUNTED + one
        if near and time.value.slots.anchor == "other" and sentence.word(time.last + one) in ("من", "علي"):
            return time
    return None


def _points_back(index: int, sentence: Sentence) -> bool:
    """«في آذار، ومنذ ذلك التاريخ قتل …»: what follows is not of the day named before it."""
    word = sentence.word(index)
    return word in ("منذها", "ومنذها", "بعدها", "وبعدها") or (
        word.removeprefix("و") in ANCHORS and sentence.word(index + 1) in ("ذلك", "تلك", "هذا")
    )


def _in_relative_behind(item: Item, trigger: Item, sentence: Sentence) -> bool:
    """«قصف على الجبهة، التي شهدت مواجهات السبت»: the day is of what the relative clause tells of another noun."""
    opened = [index for index in range(trigger.last, item.first) if sentence.word(index) in RELATIVES]
    if not opened or sentence.word(opened[-1] + 1) in LASTING:
        return False
    own = opened[-1] - trigger.last < OWN_RELATIVE and not any(
        sentence.at(index, "place", "actor") for index in range(trigger.last, opened[-1])
    )
    own = own or (len(opened) == 1 and (_happens(opened[0] + 1, sentence) or _results(opened[0] + 1, sentence)))
    acts = (act for act in sentence.of("trigger", "support") if opened[-1] < act.first < item.first)
    return not own and (sentence.word(item.first - 1) not in COMMAS or next(acts, None) is not None)


def _happens(index: int, sentence: Sentence) -> bool:
    """«هجوم القوات الذي بدأ في شباط», «هجوم … وقع الأحد»: only acts do so; but «الجيش الذي بدأ عملية …»."""
    word, behind = sentence.word(index), sentence.word(index + 1)
    return word in HAPPENS or (
        word in BEGINS and (behind in PREPOSITIONS or sentence.at(index + 1, "time") is not None)
    )


def _results(index: int, sentence: Sentence) -> bool:
    """«قصف القوات الذي أدى إلى مقتل خمسة السبت»: only acts have results."""
    verb = sentence.at(index, "support")
    return verb is not None and verb.first == index and bool(verb.value.row.aspect == "result")


def _planned_or_blamed(item: Item, trigger: Item, sentence: Sentence) -> bool:
    """«عرقل الوفد الأحد بيانا يندد بقصف …»: the day is not that of what somebody speaks of behind it; «التقى الوزير،
    ومن المقرر أن يلتقي الرئيس الأحد»: nor is that of what is yet to come the day of what was told."""
    if item.last <= trigger.first:
        between = [act for act in sentence.of("trigger") if item.last <= act.first and act.last <= trigger.first]
        return any(act.value.row.event_type == "statement" and isinstance(act.value, VerbForm) for act in between)
    cues = [cue for cue in sentence.of("cue") if cue.value.kind == "future" and trigger.last <= cue.first < item.first]
    return any("ان" in sentence.words[cue.last : item.first] for cue in cues)


def accused_of(trigger: Item, item: Item, sentence: Sentence) -> bool:
    """Whether a word of suspicion stands between an act and a time or place, and parts what somebody is accused of from
    what is told: «اعتقال متهم بقتل فتاة في …», «أعلنت الأحد توقيف المشتبه به في محاولة اغتيال»."""
    first, last = sorted(((trigger.first, trigger.last), (item.first, item.last)))
    words = [index for index in range(first[1], last[0]) if sentence.word(index) in SUSPECTED]
    if not words or item.last <= trigger.first:
        return bool(words)
    return any(words[0] < other.first < item.first for other in sentence.of("trigger"))


def _in_relative_before(item: Item, trigger: Item, sentence: Sentence) -> bool:
    """«الانتخابات التي جرت الأحد، ولقي شخص مصرعه»: the day is of an act that no lexicon knows."""
    opened = [index for index in range(item.first) if sentence.word(index) in RELATIVES]
    behind = range(item.last, trigger.first)
    if opened and _main_verb_behind(opened[-1], item, trigger, sentence):
        return True
    if not opened or not any(sentence.text[sentence.tokens[i][0]] == "و" or sentence.word(i) in COMMAS for i in behind):
        return False
    between = range(opened[-1] + 1, item.first)
    return not any(sentence.at(i, "trigger") or sentence.word(i) in COMMAS for i in between)


def _main_verb_behind(opened: int, item: Item, trigger: Item, sentence: Sentence) -> bool:
    """«المدنيون الذين أوقفهم الجيش الأحد قُتلوا …»: the day is of the relative clause's act, which has ended."""
    acts = any(opened < act.first < item.first for act in sentence.of("trigger", "support"))
    verb = isinstance(trigger.value, VerbForm) and not trigger.joined and item.last <= trigger.first
    parted = sentence.stop_between(item.last, trigger.first) or not verb
    return acts and not parted and sentence.word(trigger.first - 1) not in LEADS_ON


def _beside_another(item: Item, trigger: Item, sentence: Sentence) -> bool:
    """«توعد بالرد على مظاهرات مرتقبة الجمعة»: a day right behind an event noun is that event's."""
    for other in sentence.of("trigger"):
        if behind_b(other, sentence):
            continue  # «استهدف المطار بغارات الأحد»: that is how
        if other.joined and other.first == trigger.last:
            continue  # «أسفرت الغارات والقصف الجمعة عن …»: of both
        if other.last <= trigger.last or isinstance(other.value, VerbForm) or other.value.row.asserts != "event":
            continue
        between = [sentence.word(index) for index in range(other.last, item.first)]
        if other.last <= item.first and len(between) <= 1 and all(word.isalpha() for word in between):
            return not between or between[0] not in PREPOSITIONS
    return False


def of_noun(item: Item, frame: Frame, sentence: Sentence) -> bool:
    """«اعتقال المتهمين بمحاولة انقلاب في 2016»: a year or a month far from the act belongs to the noun beside it.

    «شارك الآلاف الاثنين في تشييع ضحايا القصف»: so does any time before a definite noun that no verb carries.
    """
    slots, trigger = item.value.slots, frame.trigger
    told_before = trigger.definite and not frame.is_verb and item.last <= trigger.first
    act = frame.support.last if frame.support is not None else item.last
    between = [index for index in range(act, trigger.first) if not sentence.word(index).endswith("ا")]
    if told_before and any(_is_new(index, sentence) for index in between):
        return True  # «تصعيدا عنيفا للقصف» is the verb's noun with its adjective
    if item.value.kind != "absolute" or slots.day is not None or item.first <= ADVERBIAL:
        return False
    first, last = sorted(((trigger.first, trigger.last), (item.first, item.last)))
    return sum(_is_new(index, sentence) for index in range(first[1], last[0])) > FAR


def _is_new(index: int, sentence: Sentence) -> bool:
    """Whether a word is a noun or verb that no lexicon knows."""
    word = sentence.word(index)
    return word.isalpha() and word not in PREPOSITIONS and sentence.at(index, *KNOWN) is None
