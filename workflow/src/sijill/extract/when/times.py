"""When an event happened: the time its own clause names, not the time of speaking or of another act."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sijill.extract.grammar.frames import Frame
from sijill.extract.grammar.phrases import PREPOSITIONS
from sijill.extract.numbers.tolls import over_days
from sijill.extract.sentence import COMMAS, STOPS, Item, Sentence, apart
from sijill.extract.when.othertimes import ADVERBIAL, OF_WOUNDS, counted_from, of_another, of_noun
from sijill.extract.when.speechtimes import COMPLEMENTIZERS, announced_on, of_speech, speech_time
from sijill.text.dates import Resolved, Slots, TimeExpr, resolve
from sijill.text.tokens import word_set

EVENT_TIMES = ("absolute", "deictic", "weekday", "part_of_day", "month_part")
MEANWHILE = frozenset(("في حين", "بينما", "فيما", "علي حين"))
SAME_DAY = MEANWHILE | {"حيث", "عندما"}
# «الأعنف منذ …», «أول مرة … منذ», «للمرة الأولى منذ», «ثالث حادث من نوعه»، «الحادث رقم 12 منذ»
FIRST_OR_MOST = word_set(
    "اول الاول الاولي لاول نوعه نوعها رقم الاعنف اعنف الاكبر اكبر الاسوا اسوا الاعلي اعلي الاشد اشد الاخطر اخطر الاضخم"
)
# «السبت واستمرت حتى الاثنين»
LASTED = word_set("استمر استمرت يستمر تستمر تواصل تواصلت تتواصل يتواصل امتد امتدت دام دامت")
WAS = frozenset(("كان", "كانت"))
SAME = frozenset(("نفسه", "ذاته", "التالي", "السابق"))
NO_TIME: dict[str, Any] = {
    "date_start": None, "date_end": None, "date_precision": "unknown", "date_status": "none", "date_constraint": None,
}  # fmt: skip


def date_columns(
    frame: Frame, sentence: Sentence, published: date | None, planned: bool
) -> tuple[dict[str, Any], list[str]]:
    """The DATES columns of an event (tables.DATES) and codes of what is special about them.

    «منذ مساء الثلاثاء» is an interval up to publication, if it begins before that. Where a weekday is not the day that
    «أمس» or «اليوم» gives, both days are possible: records bear the day of another time zone (`weekday_differs`).
    """
    item = time_of(frame, sentence)
    if item is not None and item.value.kind == "part_of_day":  # «أعلن الخميس أنه ضرب ليلا»: of the day of speaking
        item = speech_time(sentence) or item
    if item is None:
        return _counted_back(frame, sentence, published)
    item = next((day for day in sentence.of("time") if day.last == item.first and _pairs(day, item, sentence)), item)
    anchor = None if planned and _was_expected(item, sentence) else _anchor(item, sentence, published)
    found = resolve(item.value, anchor, future=planned)
    first, last, precision = found.date_start, found.date_end, found.date_precision
    status, codes = found.date_status, ["day_of_announcement"] * announced_on(item, frame, sentence)
    until = _range_end(item, sentence)
    end = resolve(until, published, future=planned) if until is not None else None
    if published is not None and found.open_start and found.open_start <= published.isoformat():
        known = end.date_end if end is not None and end.date_end else ""
        first, last, status = found.open_start, max(found.open_start, known or published.isoformat()), "anchored"
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


def columns_of(item: Item, published: date | None) -> dict[str, Any]:
    """The DATES columns of a time that is told by itself."""
    found = resolve(item.value, published)
    return {
        "date_start": found.date_start, "date_end": found.date_end, "date_precision": found.date_precision,
        "date_status": found.date_status, "date_constraint": found.constraint or None,
    }  # fmt: skip


def _counted_back(frame: Frame, sentence: Sentence, published: date | None) -> tuple[dict[str, Any], list[str]]:
    """The columns of an act that another of a known day follows or goes before: «قُتل الأحد، بعد يومين من هجوم …»."""
    count = counted_from(frame.trigger, sentence)
    days = count.value.slots.count if count is not None and count.value.slots.unit == "day" else None
    main = [time for time in sentence.of("time") if count is not None and time.last <= count.first]
    if count is None or not days or not main or not main[-1].value.datable:
        return dict(NO_TIME), []
    known = resolve(main[-1].value, published)
    if known.date_start is None or known.date_start != known.date_end:
        return dict(NO_TIME), []
    back = days if count.value.slots.direction == "later" else -days
    day = (date.fromisoformat(known.date_start) - timedelta(days=back)).isoformat()
    return {
        "date_start": day, "date_end": day, "date_precision": "day", "date_status": known.date_status,
        "date_constraint": count.value.constraint or None,
    }, ["counted_from_another"]  # fmt: skip


def _was_expected(item: Item, sentence: Sentence) -> bool:
    """«كان من المقرر أن يلتقي … الخميس»: nobody tells whether that Thursday has passed."""
    slots = item.value.slots
    bare = slots.weekday is not None and slots.offset_days is None and slots.weekday_ref is None
    cues = [cue for cue in sentence.of("cue") if cue.value.kind == "future" and cue.last <= item.first]
    return bare and any(sentence.word(cue.first - 1).removeprefix("و") in WAS for cue in cues)


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


def _range_end(item: Item, sentence: Sentence) -> TimeExpr | None:
    """The second time of «بين 19 نيسان و31 أيار», «من الأحد إلى الثلاثاء», «منذ الأحد وحتى الثلاثاء»."""
    opener = sentence.word(item.first - 1).removeprefix("و")
    later = next((other for other in sentence.of("time") if other.first >= item.last), None)
    if later is None:
        return None
    expr: TimeExpr = later.value
    between = [sentence.word(index) for index in range(item.last, later.first)]
    if not between and _pairs(item, later, sentence):
        return expr
    opens = opener == "من" or item.value.slots.direction == "since"
    lasted = bool(between) and all(word.removeprefix("و") in LASTED for word in between)
    if expr.slots.direction == "until" and (lasted or (opens and between in ([], ["و"]))):
        return replace(expr, kind="weekday" if expr.slots.day is None else "absolute")
    if opener not in ("بين", "من") or not expr.datable:
        return None
    joined = sentence.text[sentence.tokens[later.first][0]] == "و" and not between if opener == "بين" else False
    return expr if joined or (opener == "من" and between in (["الي"], ["حتي"])) or between == ["و"] else None


def _pairs(item: Item, later: Item, sentence: Sentence) -> bool:
    """«قُتل الجمعة والسبت …»: two days running."""
    one, two = item.value.slots, later.value.slots
    joined = sentence.text[sentence.tokens[later.first][0]] == "و" and later.value.kind == "weekday"
    known = one.weekday is not None and two.weekday is not None and one.weekday_end is None
    return joined and known and ((one.weekday or 0) + 1) % 7 == two.weekday


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
    if over_days(frame, sentence):
        return None
    if (wounded := _of_wounds(frame, sentence)) is not None:
        return wounded
    times = [
        item
        for item in sentence.of("time")
        if (item.value.kind in EVENT_TIMES or _is_since(item, frame, sentence))
        and not _of_a_story(item, sentence)
        and (not of_speech(item, trigger, sentence) or announced_on(item, frame, sentence))
        and (_is_subject(item, frame) or not of_another(item, trigger, sentence))
        and not of_noun(item, frame, sentence)
    ]
    same_clause = [item for item in times if not apart(item, trigger, sentence)]
    same_clause = [item for item in same_clause if not of_speech(item, trigger, sentence)] or same_clause
    own = [item for item in same_clause if item.value.datable and not announced_on(item, frame, sentence)]
    same_clause = own or same_clause  # «أعلن الجيش الاثنين استعادة الميناء الأسبوع الماضي»
    if not same_clause and len(times) == 1 and _meanwhile(times[0], trigger, sentence):
        same_clause = times
    return min(same_clause, key=lambda item: (_rank(item), _far(item, frame, sentence)), default=None)


def _of_wounds(frame: Frame, sentence: Sentence) -> Item | None:
    """«توفي السبت متأثرا بجروح أصيب بها الجمعة»: the day of the wounds is that of the act."""
    if frame.row.asserts != "casualty":
        return None
    last = frame.trigger.last
    at = next((n for n in range(last, len(sentence.words)) if sentence.word(n) in OF_WOUNDS), None)
    if at is None or sentence.stop_between(last, at):
        return None
    days = [item for item in sentence.of("time") if item.first > at and item.value.kind == "weekday"]
    return days[0] if days and not sentence.stop_between(at, days[0].first) else None


def _is_subject(item: Item, frame: Frame) -> bool:
    """«شهد الاثنين، الذي …، مواجهات»: right behind the act's own verb."""
    return frame.support is not None and item.first == frame.support.last and item.value.datable


def _far(item: Item, frame: Frame, sentence: Sentence) -> tuple[bool, bool, int]:
    """How far a time stands from its event: farther in the clause before («دخل الجيش البلدة أمس وقصفت طائرات … اليوم»);
    who spoke did so on the day named behind him: «… لمظاهرات الجمعة، توعد الوزير الخميس …»."""
    behind = range(frame.trigger.last, item.first)
    spoken = item.first >= frame.trigger.last and not any(sentence.word(index) in PREPOSITIONS for index in behind)
    before = _is_before(item, frame, sentence)
    return frame.row.event_type == "statement" and not spoken, before, abs(item.first - frame.trigger.first)


def _is_before(item: Item, frame: Frame, sentence: Sentence) -> bool:
    """Whether a clause that «و» joins, by a comma or by its verb or noun, begins between a time and its act."""
    verb = frame.support if frame.support is not None and frame.support.first < frame.trigger.first else frame.trigger
    commas = [index for index in range(item.last, frame.trigger.first) if sentence.word(index) in COMMAS]
    joined = any(sentence.word(index + 1).startswith("و") for index in commas)
    return (verb.joined and item.last <= verb.first) or joined


def _meanwhile(item: Item, trigger: Item, sentence: Sentence) -> bool:
    """«تنفذ الطائرات غارات السبت في حين استهدفت المدفعية …», «تظاهر المئات، الجمعة، …، حيث فرقتهم الشرطة»: clauses
    joined by "while" or "where" are of one day."""
    bounds = [bound for bound in sentence.of("boundary") if item.last <= bound.first < trigger.first]
    stops = any(sentence.word(index) in STOPS for index in range(item.last, trigger.first))
    words = {sentence.text[bound.start : bound.end] for bound in bounds}
    if bounds and any(
        bounds[0].last <= cue.first < trigger.first for cue in sentence.of("cue") if cue.value.kind == "allegation"
    ):
        return False  # «… في حين اتُهم الجيش بقتل مدنيين»: nobody says when
    return bool(bounds) and not stops and item.value.datable and words <= SAME_DAY


def _rank(item: Item) -> int:
    return 0 if item.value.datable else 1 if item.value.kind == "duration" else 2


def _is_since(item: Item, frame: Frame, sentence: Sentence) -> bool:
    """«أخلت القوات منذ مساء الثلاثاء …»: an open beginning, behind the only act that it can belong to, or before the
    first («ومنذ صباح الأربعاء، كثّف …», «تشهد المدينة منذ الأحد …»); «أول مرة تقصف فيها … منذ 2014» says since when it
    had not been done."""
    slots, trigger = item.value.slots, frame.trigger
    if item.value.kind != "duration" or slots.direction != "since" or _compares(item, sentence):
        return False
    if frame.support is not None and frame.support.last <= item.first < trigger.first:
        return not any(item.last <= other.first < trigger.first for other in sentence.of("trigger", "source"))
    if item.first < trigger.last:
        acts = sentence.of("trigger", "support", "source")
        first = min(trigger.first, frame.support.first if frame.support is not None else trigger.first)
        opens = [other for other in sentence.of("support") if other.value.row.subject == "place"]
        early = item.first <= ADVERBIAL or any(other.last <= item.first for other in opens)
        return early and not any(item.last <= other.first < first for other in acts)
    others = [
        other
        for other in sentence.of("trigger", "support", "source")
        if not (other.kind == "trigger" and other.joined and _both_hurt(frame, other))
    ]  # «قُتل ثلاثة وأصيب عشرة منذ الصباح»
    return not any(trigger.last <= other.first < item.first for other in others)


def _both_hurt(frame: Frame, other: Item) -> bool:
    return frame.row.asserts == "casualty" and bool(other.value.row.asserts == "casualty")


def _compares(item: Item, sentence: Sentence) -> bool:
    return any(sentence.word(index).removeprefix("و") in FIRST_OR_MOST for index in range(item.first))


def _of_a_story(item: Item, sentence: Sentence) -> bool:
    """«ذلك اليوم», «اليوم نفسه»: a day told before, and not today."""
    return sentence.word(item.first - 1) == "ذلك" or sentence.word(item.last) in SAME
