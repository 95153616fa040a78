"""When an event happened: the time its own clause names, not the time of speaking or of another act."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sijill.extract.frames import Frame
from sijill.extract.lexicon import VerbForm
from sijill.extract.phrases import PREPOSITIONS
from sijill.extract.sentence import STOPS, Item, Sentence, apart
from sijill.text.dates import Resolved, Slots, resolve
from sijill.text.tokens import word_set

EVENT_TIMES = ("absolute", "deictic", "weekday", "part_of_day", "month_part")
COMPLEMENTIZERS = frozenset(("ان", "بان", "انه", "انها", "انهم", "بانه", "بانها", "بانهم", ":"))
# What a picture or a text shows: a day before these is the day on which it was published.
SHOWS = frozenset(
    ("يظهر", "تظهر", "اظهر", "اظهرت", "يوثق", "توثق", "وثق", "يصور", "تصور", "يبين", "لحظه", "مقطع", "تسجيل", "فيديو")
)
RELATIVE = frozenset(("الذي", "التي", "الذين", "اللذين", "اللتين"))
REPLIES = frozenset(("ردا", "انتقاما", "منذ", "ذكري"))  # «شنّت غارات السبت ردا على هجوم»: the day is the raids'
MEANWHILE = frozenset(("في حين", "بينما", "فيما", "علي حين"))
# «الأعنف منذ …», «أول مرة … منذ», «للمرة الأولى منذ»
FIRST_OR_MOST = word_set(
    "اول الاول الاولي لاول الاعنف اعنف الاكبر اكبر الاسوا اسوا الاعلي اعلي الاشد اشد الاخطر اخطر الاضخم"
)
SAME = frozenset(("نفسه", "ذاته", "التالي", "السابق"))
# «توقيف المشتبه به في هجوم …»: what stands behind is what somebody is accused of, at another time and place.
SUSPECTED = word_set(
    "متهم متهما متهمين متهمون متهمه المتهم المتهمين المتهمون مشتبه مشتبها مشتبهين المشتبه متورط متورطا متورطين المتورط"
    " المتورطين ضالع ضالعا ضالعين الضالعين مطلوب مطلوبا مطلوبين المطلوب المطلوبين بتهمه بتهم للاشتباه صله علاقه"
)
ANCHORS = frozenset(("منذ", "بعد", "قبل", "عقب", "غداه", "بعدما", "قبيل", "ذكري"))
TEXTS = word_set("بيان بيانها بيانه تقرير مؤتمر تصريح تصريحات تغريده")  # said in them, on their day
ANNOUNCES = frozenset(("say_announced", "say_declared"))
OPENS_ACT, ANNOUNCED = frozenset(("،", ",", "عن")), 3  # tokens from the day of an announcement to what is announced
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
ADVERBIAL = 2  # tokens at the start of a sentence where a time is of the whole sentence
NO_TIME: dict[str, Any] = {
    "date_start": None, "date_end": None, "date_precision": "unknown", "date_status": "none", "date_constraint": None,
}  # fmt: skip


def date_columns(
    frame: Frame, sentence: Sentence, published: date | None, planned: bool
) -> tuple[dict[str, Any], list[str]]:
    """The DATES columns of an event (tables.DATES) and codes of what is special about them.

    «منذ مساء الثلاثاء» is an interval up to publication. Where a weekday is not the day that «أمس» or «اليوم» gives,
    both days are possible: records bear the day of another time zone (`weekday_differs`).
    """
    item = time_of(frame, sentence)
    if item is not None and item.value.kind == "part_of_day":  # «أعلن الخميس أنه ضرب ليلا»: of the day of speaking
        item = speech_time(sentence) or item
    if item is None:
        return dict(NO_TIME), []
    found = resolve(item.value, _anchor(item, sentence, published), future=planned)
    first, last, precision = found.date_start, found.date_end, found.date_precision
    status, codes = found.date_status, ["day_of_announcement"] * announced_on(item, frame, sentence)
    until = _range_end(item, sentence)
    end = resolve(until.value, published, future=planned) if until is not None else None
    if published is not None and found.open_start:
        first, last, status = found.open_start, published.isoformat(), "anchored"
        precision = "day" if first == last else "days"
        codes = ["since"]
    elif first and end is not None and end.date_end and end.date_end > first:
        last, precision, codes = end.date_end, "days", ["range"]
    elif other := _other_day(item.value.slots, found, published):
        first, last = sorted((found.date_start or "", other))
        precision, codes = "days", ["weekday_differs"]
    return {
        "date_start": first, "date_end": last, "date_precision": precision, "date_status": status,
        "date_constraint": found.constraint or None,
    }, codes  # fmt: skip


def _anchor(item: Item, sentence: Sentence, published: date | None) -> date | None:
    """The day that «أمس» counts from: of publication, but within a speech of another day («قال الأحد إن … أمس») that
    of the speech; none where nobody knows it («قبل أيام، قال إن … قبل يومين»)."""
    if item.value.slots.offset_days is None or item.value.slots.weekday is not None:
        return published
    said = [index for index in range(item.first) if sentence.word(index) in COMPLEMENTIZERS]
    spoken = [time for time in sentence.of("time") if said and time.last <= said[-1]]
    if not spoken or not any(source.last <= said[-1] for source in sentence.of("source")):
        return published
    if spoken[-1].value.kind == "vague":
        return None
    day = resolve(spoken[-1].value, published)
    exact = day.date_start is not None and day.date_start == day.date_end
    return date.fromisoformat(day.date_start) if exact and day.date_start else published


def _range_end(item: Item, sentence: Sentence) -> Item | None:
    """The second time of «بين 19 نيسان و31 أيار», «من الأحد إلى الثلاثاء»."""
    opener = sentence.word(item.first - 1).removeprefix("و")
    later = next((other for other in sentence.of("time") if other.first >= item.last), None)
    if later is None or opener not in ("بين", "من") or not later.value.datable:
        return None
    between = [sentence.word(index) for index in range(item.last, later.first)]
    joined = sentence.text[sentence.tokens[later.first][0]] == "و" and not between if opener == "بين" else False
    return later if joined or (opener == "من" and between in (["الي"], ["حتي"])) or between == ["و"] else None


def _other_day(slots: Slots, found: Resolved, published: date | None) -> str | None:
    """The day of the weekday named, where it is next to the day that an offset gives: «أمس السبت» on a Saturday."""
    if not found.conflict or published is None or slots.weekday is None or slots.offset_days is None or slots.day:
        return None
    day = published + timedelta(days=slots.offset_days)
    near = (day + timedelta(days=step) for step in (1, -1))
    return next((other.isoformat() for other in near if other.weekday() == slots.weekday), None)


def time_of(frame: Frame, sentence: Sentence) -> Item | None:
    """The time expression of the event: the nearest in its clause that is not the time of speaking."""
    trigger = frame.trigger
    times = [
        item
        for item in sentence.of("time")
        if (item.value.kind in EVENT_TIMES or _is_since(item, frame, sentence))
        and not _of_a_story(item, sentence)
        and (not _of_speech(item, trigger, sentence) or announced_on(item, frame, sentence))
        and not _of_another(item, trigger, sentence)
        and not _of_noun(item, frame, sentence)
    ]
    same_clause = [item for item in times if not apart(item, trigger, sentence)]
    if not same_clause and len(times) == 1 and _meanwhile(times[0], trigger, sentence):
        same_clause = times
    return min(same_clause, key=lambda item: (_rank(item), abs(item.first - trigger.first)), default=None)


def _meanwhile(item: Item, trigger: Item, sentence: Sentence) -> bool:
    """«تنفذ الطائرات غارات السبت في حين استهدفت المدفعية …»: clauses joined by "while" are of one day."""
    bounds = [bound for bound in sentence.of("boundary") if item.last <= bound.first < trigger.first]
    stops = any(sentence.word(index) in STOPS for index in range(item.last, trigger.first))
    words = {sentence.text[bound.start : bound.end] for bound in bounds}
    return bool(bounds) and not stops and item.value.datable and words <= MEANWHILE


def _rank(item: Item) -> int:
    return 0 if item.value.datable else 1 if item.value.kind == "duration" else 2


def _is_since(item: Item, frame: Frame, sentence: Sentence) -> bool:
    """«أخلت القوات منذ مساء الثلاثاء …»: an open beginning, behind the only act that it can belong to, or before the
    first («ومنذ صباح الأربعاء، كثّف …»); «أول مرة تقصف فيها … منذ 2014» says since when it had not been done."""
    slots, trigger = item.value.slots, frame.trigger
    if item.value.kind != "duration" or slots.direction != "since" or _compares(item, sentence):
        return False
    if item.first < trigger.last:
        acts = sentence.of("trigger", "support", "source")
        first = min(trigger.first, frame.support.first if frame.support is not None else trigger.first)
        return item.first <= ADVERBIAL and not any(item.last <= other.first < first for other in acts)
    return not any(trigger.last <= other.first < item.first for other in sentence.of("trigger", "support", "source"))


def _compares(item: Item, sentence: Sentence) -> bool:
    return any(sentence.word(index).removeprefix("و") in FIRST_OR_MOST for index in range(item.first))


def _of_a_story(item: Item, sentence: Sentence) -> bool:
    """«ذلك اليوم», «اليوم نفسه»: a day told before, and not today."""
    return sentence.word(item.first - 1) == "ذلك" or sentence.word(item.last) in SAME


def _of_another(item: Item, trigger: Item, sentence: Sentence) -> bool:
    """«ينتشر … منذ انحسار التنظيم أواخر 2019»: a time behind since, after or before dates what stands with it."""
    behind = [sentence.word(index) for index in range(trigger.last, item.first)]
    if not ANCHORS.isdisjoint(behind) or not REPLIES.isdisjoint(behind):
        return True
    if sentence.word(trigger.first - 1) in ANCHORS and any(
        trigger.last <= other.first < item.first for other in sentence.of("trigger")
    ):
        return True  # «بعد حملة …، سيطرت القوات الأحد على …»: the day is the main clause's
    if any(sentence.word(index) in REPLIES for index in range(item.last, trigger.first)):
        return True
    if _in_relative_behind(item, trigger, sentence) or _beside_another(item, trigger, sentence):
        return True
    if any(_points_back(index, sentence) for index in range(item.last, trigger.first)):
        return True
    if _in_relative_before(item, trigger, sentence) or accused_of(trigger, item, sentence):
        return True
    # «يبدأ السبت خروج المقاتلين من الجيب الذي يسيطر عليه …»: the main clause's day is not the relative clause's
    return any(sentence.word(index) in RELATIVE for index in range(item.last, trigger.first))


def _points_back(index: int, sentence: Sentence) -> bool:
    """«في آذار، ومنذ ذلك التاريخ قتل …»: what follows is not of the day named before it."""
    word = sentence.word(index)
    return word in ("منذها", "ومنذها", "بعدها", "وبعدها") or (
        word.removeprefix("و") in ANCHORS and sentence.word(index + 1) in ("ذلك", "تلك", "هذا")
    )


def _in_relative_behind(item: Item, trigger: Item, sentence: Sentence) -> bool:
    """«قصف على الجبهة، التي شهدت مواجهات السبت»: the day is of what the relative clause tells of another noun."""
    opened = [index for index in range(trigger.last, item.first) if sentence.word(index) in RELATIVE]
    if not opened:
        return False
    own = opened[-1] - trigger.last < OWN_RELATIVE and not any(
        sentence.at(index, "place", "actor") for index in range(trigger.last, opened[-1])
    )
    acts = (act for act in sentence.of("trigger", "support") if opened[-1] < act.first < item.first)
    return not own and (sentence.word(item.first - 1) not in ("،", ",") or next(acts, None) is not None)


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
    opened = [index for index in range(item.first) if sentence.word(index) in RELATIVE]
    behind = range(item.last, trigger.first)
    if not opened or not any(
        sentence.text[sentence.tokens[i][0]] == "و" or sentence.word(i) in ("،", ",") for i in behind
    ):
        return False
    between = range(opened[-1] + 1, item.first)
    return not any(sentence.at(i, "trigger") or sentence.word(i) in ("،", ",") for i in between)


def _beside_another(item: Item, trigger: Item, sentence: Sentence) -> bool:
    """«توعد بالرد على مظاهرات مرتقبة الجمعة»: a day right behind an event noun is that event's."""
    for other in sentence.of("trigger"):
        if other.prep == "ب":
            continue  # «استهدف المطار بغارات الأحد»: that is how
        if other.last <= trigger.last or isinstance(other.value, VerbForm) or other.value.row.asserts != "event":
            continue
        between = [sentence.word(index) for index in range(other.last, item.first)]
        if other.last <= item.first and len(between) <= 1 and all(word.isalpha() for word in between):
            return not between or between[0] not in PREPOSITIONS
    return False


def _of_noun(item: Item, frame: Frame, sentence: Sentence) -> bool:
    """«اعتقال المتهمين بمحاولة انقلاب في 2016»: a year or a month far from the act belongs to the noun beside it.

    «شارك الآلاف الاثنين في تشييع ضحايا القصف»: so does any time before a definite noun that no verb carries.
    """
    slots, trigger = item.value.slots, frame.trigger
    told_before = trigger.definite and not frame.is_verb and item.last <= trigger.first
    act = frame.support.last if frame.support is not None else item.last
    if told_before and any(_is_new(index, sentence) for index in range(act, trigger.first)):
        return True
    if item.value.kind != "absolute" or slots.day is not None or item.first <= ADVERBIAL:
        return False
    first, last = sorted(((trigger.first, trigger.last), (item.first, item.last)))
    return sum(_is_new(index, sentence) for index in range(first[1], last[0])) > FAR


def _is_new(index: int, sentence: Sentence) -> bool:
    """Whether a word is a noun or verb that no lexicon knows."""
    word = sentence.word(index)
    return word.isalpha() and word not in PREPOSITIONS and sentence.at(index, *KNOWN) is None


def _of_speech(item: Item, trigger: Item, sentence: Sentence) -> bool:
    """«أعلن الجيش، الخميس، أنه …», «…، حسبما أفاد المرصد الخميس»: a time that dates the saying or the showing."""
    saying = [verb for verb in sentence.of("source") if verb.value.kind != "source_noun" and verb.last <= item.first]
    if trigger.first < item.first:
        said = [verb for verb in saying if verb.first >= trigger.last and _aside(verb, sentence)]
        return bool(said) and not _opened(said[-1].last, item.first, sentence)
    between = [sentence.word(index) for index in range(item.last, trigger.first)]
    if not SHOWS.isdisjoint(between):
        return True
    if any(_says_when(verb, item, sentence) for verb in sentence.of("trigger") if _is_statement(verb, item)):
        return True
    if not saying or saying[-1].value.kind != "say_verb":
        return False
    if not COMPLEMENTIZERS.isdisjoint(between):
        return True
    return _says_when(saying[-1], item, sentence) and sentence.word(item.last) in ("،", ",")


def announced_on(item: Item, frame: Frame, sentence: Sentence) -> bool:
    """«أعلنت الشرطة، الأحد، توقيف …»: the act as a noun right behind the day; news is told on its day. Not so where the
    day is a text's («في بيان، الأحد، …»), nor for acts told as clauses («أعلنت، الأحد، أنها أوقفت …»)."""
    act = min((frame.support or frame.trigger, frame.trigger), key=lambda one: one.first)
    told = [verb for verb in sentence.of("source") if verb.last <= item.first and verb.value.source_id in ANNOUNCES]
    if not told or getattr(act.value, "tense", "noun") != "noun" or not 0 <= act.first - item.last <= ANNOUNCED:
        return False
    between = range(item.last, act.first)
    others = [
        other for other in sentence.of("source", "trigger", "support") if told[-1].last <= other.first < act.first
    ]
    texts = any(sentence.word(index).lstrip("بل") in TEXTS for index in range(told[-1].last, item.first))
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
    """Whether what is said begins on tokens first … last: «أعلن الجيش أنه نفذ، الأحد، …»."""
    return any(sentence.word(index) in COMPLEMENTIZERS or index in sentence.quotes for index in range(first, last))


def speech_time(sentence: Sentence) -> Item | None:
    """The day on which a sentence says that something was said («أعلن الجيش، الخميس، أنه …»)."""
    found = [item for item in sentence.of("time") if item.value.datable and item.value.kind in ("weekday", "deictic")]
    return found[0] if len(found) == 1 else None
