"""Which counted phrases a trigger counts: the killed, the wounded, the detained, and tolls."""

from __future__ import annotations

from dataclasses import replace

from sijill.extract.grammar.around import is_gunmen
from sijill.extract.grammar.frames import Frame
from sijill.extract.grammar.phrases import PREPOSITIONS
from sijill.extract.grammar.voice import voice
from sijill.extract.lexicon import VerbForm
from sijill.extract.numbers.counts import (
    HURT,
    ONE_OF,
    PART_WORDS,
    UNDERSTOOD,
    Count,
    Quantity,
    governed,
    implied_count,
    opens_clause,
)
from sijill.extract.numbers.tolls import is_left, is_toll, of_a_war, over_days
from sijill.extract.numbers.unhurt import is_negated, none_hurt
from sijill.extract.sentence import RELATIVES, STOPS, THEIRS, Item, Sentence

REACH, SUBJECT_REACH, SUM_REACH, TOLL_REACH = 4, 16, 10, 30  # words not understood; tokens for the others
BOTH = "casualties"  # killed and wounded without a split
# What a trigger of these types counts, whatever the noun.
COUNTED_BY_TYPE = {"arrest": "detained", "displacement": "displaced", "abduction": "abducted"}
FEW = 2  # the least that a plural without a number, or letters of a dual, may be
KILLS = frozenset(("v_aadm", "n_iadam", "v_aghtal", "n_aghtyal"))  # executions and murders, which nobody survives
OPENERS = frozenset(("كان", "وكان", "كانت", "وكانت", "ان", "فان", "بان", "وان", "لكن", "و", "،", ",", ":", ""))
TOLL_HEADS = ("حصيله", "عدد")
ANYBODY = frozenset(("person", "civilian", "citizen", "individual", "u_nationals", "victim", "killed", "martyr"))
BARE_VERBS = frozenset(("قتل", "جرح"))  # letters of a noun and a verb


def people(frame: Frame, event_type: str, sentence: Sentence, found: list[Count]) -> list[Quantity]:
    """The people a trigger of casualty, arrest, abduction or displacement counts. `found`: counts(sentence)."""
    casualty = frame.row.asserts == "casualty"
    counts = "killed" if frame.row.trigger_id in KILLS else COUNTED_BY_TYPE.get(event_type, "")
    what = frame.row.needs if casualty else counts
    if not what:
        return []
    if casualty and frame.trigger.prep == "ل" and is_verbal(frame, sentence):
        return []  # «غارات لقتل قيادي»: an aim
    if casualty and is_negated(frame.trigger, sentence):
        return none_hurt(frame.trigger, what, sentence)
    tolls = casualty and is_toll_trigger(frame.trigger, sentence)
    if tolls and of_a_war(frame.trigger.last, sentence):
        return []
    counted = _toll(frame, sentence, found) if tolls else counted_by(frame, sentence, found)
    if not counted or (casualty and _denied(frame, sentence)):
        return []
    if casualty and (_halved(frame.trigger, sentence, found) or without_split(counted, sentence)):
        return [sum_of(counted[:1], BOTH, sentence)]
    groups: dict[str, list[Count]] = {}
    for count in counted:
        groups.setdefault(count.what if casualty and count.what in HURT else what, []).append(count)
    sums = [sum_of(group, kind, sentence) for kind, group in groups.items()]
    return (
        [replace(quantity, rule="cumulative_toll") for quantity in sums]
        if tolls or over_days(frame, sentence)
        else sums
    )


def _denied(frame: Frame, sentence: Sentence) -> bool:
    """«لم يقتل الجنود»: a negated verb counts nobody."""
    before = sentence.at(frame.trigger.first - 1, "cue")
    return frame.is_verb and before is not None and before.value.kind == "negation"


def is_toll_trigger(trigger: Item, sentence: Sentence) -> bool:
    """«حصيلة القتلى», «عدد الضحايا»: a sum over many acts, not the outcome of one."""
    words = sentence.text[trigger.start : trigger.end].split()
    return any(word.removeprefix("ال").startswith(TOLL_HEADS) for word in words)


def _toll(frame: Frame, sentence: Sentence, found: list[Count]) -> list[Count]:
    """The figure of a toll («… بلغت 68 قتيلا», «… إلى 1031»), far behind as it may stand, with what is joined to it."""
    last = frame.trigger.last
    for count in found:
        near = 0 <= count.first - last <= TOLL_REACH and not any(
            sentence.word(index) in STOPS for index in range(last, count.first)
        )
        if near and count.stated and count.human and not count.part and not is_left(count, sentence):
            return _with_joined(count, sentence, found)
    return []


def _halved(trigger: Item, sentence: Sentence, found: list[Count]) -> bool:
    """«مقتل وإصابة العشرات», «قتلوا أو أصيبوا»: two kinds of casualty with one figure."""
    for other in sentence.of("trigger"):
        row = other.value.row
        if row.asserts == "casualty" and row.needs != trigger.value.row.needs:
            one, two = sorted((trigger, other), key=lambda item: item.first)
            between = [sentence.word(index) for index in range(one.last, two.first)]
            if (not between and two.joined) or between in (["او"], ["و"]):
                first = Frame(one)  # «120 شخصا قتلوا وأصيب 300» tells two figures
                told = _behind(first, sentence, found) or _subject(first, sentence, found)
                return told is None or _behind(Frame(two), sentence, found) is None
    return False


def counted_by(frame: Frame, sentence: Sentence, found: list[Count]) -> list[Count]:
    """The people a trigger counts: behind it, with what is joined to them; for a verb else its subject before it."""
    first = _behind(frame, sentence, [count for count in found if not _acts(count, frame)])
    if first is not None and not _has_told_subject(frame, first, sentence):
        return [*_joined_behind(frame, first, sentence, found), *_with_joined(first, sentence, found)]
    subject = _subject(frame, sentence, found)
    if subject is not None and not frame.is_verb and subject.last < frame.trigger.first:
        subject = None  # letters of a noun are a verb only right behind their subject: «إن طفلا قتل …»
    return _with_joined_before(subject, sentence, found) if subject else []


def _acts(count: Count, frame: Frame) -> bool:
    """«اغتال مسلحان ضابطا»: people right behind a verb who act, as another behind them is what it is done to."""
    people = [phrase for phrase in frame.get("after") if phrase.name.kind != "place"]
    doer = people[0] if len(people) > 1 else None
    taken = frame.row.event_type == "abduction" and bool(people) and is_gunmen(people[0])  # «احتجز مسلح رهائن»
    if taken and count.first == people[0].first and voice(frame) == "active":
        return True
    kills = frame.is_verb and frame.row.subject == "actor" and frame.row.object == "victim"
    return kills and doer is not None and count.first == doer.first and is_gunmen(doer) and voice(frame) == "active"


def _has_told_subject(frame: Frame, count: Count, sentence: Sentence) -> bool:
    """«… 43 مسلحا قتلوا، وأن الوحدات فقدت خمسة»: a verb of many agrees with who stands before it; what it is done to
    stands right behind it."""
    verb = sentence.text[frame.trigger.start : frame.trigger.end].split()[0]
    return frame.is_verb and verb.endswith(("وا", "ون")) and count.first > frame.trigger.last


def _joined_behind(frame: Frame, first: Count, sentence: Sentence, found: list[Count]) -> list[Count]:
    """«اغتال مجهولون، أمس، القيادي … واثنين من مرافقيه»: whom the first counted are joined to, far from the act as he
    stands."""
    if not first.joined:
        return []
    before = [count for count in found if frame.trigger.last <= count.first and count.last <= first.first]
    held = [count for count in before if count.human and not count.part and not governed(count, sentence)]
    return held[-1:] if held and _goes_on(held[-1].last, first.first, sentence) else []


def _with_joined(first: Count, sentence: Sentence, found: list[Count]) -> list[Count]:
    """«رجل وامرأة وثلاثة أطفال», «68 قتيلا وأكثر من 153 جريحا»."""
    chosen = [first]
    for count in found:
        if count.first >= chosen[-1].last and not count.part:
            if not count.joined or not count.human or not _goes_on(chosen[-1].last, count.first, sentence):
                break
            if count.unit is None and sentence.word(count.last) not in PREPOSITIONS:
                break
            chosen.append(count)
    return chosen


def _with_joined_before(last: Count, sentence: Sentence, found: list[Count]) -> list[Count]:
    """«إن امرأة وطفلين قتلوا»: the counted subject of a verb, with what it is joined to."""
    chosen = [last]
    for count in reversed([count for count in found if count.last <= last.first]):
        joined = chosen[0].joined and count.human and not count.part and not governed(count, sentence)
        if not joined or not _goes_on(count.last, chosen[0].first, sentence):
            break
        chosen.insert(0, count)
    return chosen


def _goes_on(first: int, last: int, sentence: Sentence) -> bool:
    """Whether nothing ends the phrase on tokens first … last."""
    if last - first > SUM_REACH:
        return False
    return not any(
        sentence.word(index) in (*STOPS, "،", ",")
        or sentence.word(index) in PART_WORDS
        or sentence.at(index, "trigger")
        or opens_clause(index, sentence)
        or _gives_cause(index, sentence)
        for index in range(first, last)
    )


def _gives_cause(index: int, sentence: Sentence) -> bool:
    link = sentence.at(index, "link")
    return link is not None and link.value.function in ("cause", "result", "agent")


def _behind(frame: Frame, sentence: Sentence, found: list[Count]) -> Count | None:
    """The first people counted behind a trigger; a noun that only tells its number must stand next to it."""
    starts = {count.first: count for count in reversed(found) if not count.part}
    gap, only_stated = 0, False
    for index in range(frame.trigger.last, len(sentence.tokens)):
        count = starts.get(index)
        if count is not None and not governed(count, sentence):
            objective = frame.is_verb and sentence.word(count.last - 1)[-1] == "ا" and not count.stated  # «ضابطا»
            if count.human and (count.stated or objective or (gap <= 1 and not only_stated)):
                return count
            if count.stated:
                return None
        word = sentence.word(index)
        if word in STOPS or word in PART_WORDS or word == "وان" or opens_clause(index, sentence):
            return None
        trigger = sentence.at(index, "trigger")
        if trigger is not None:
            relative = sentence.word(index - 1) in RELATIVES  # «قتل المسلحون الذين هاجموا الحاجز ضابطا»
            verb = isinstance(trigger.value, VerbForm) and not relative
            if not is_verbal(frame, sentence) or verb or trigger.joined:
                return None
            only_stated = True  # «قُتل في قصف على المدينة خمسة مدنيين»
        if sentence.at(index, "unit"):
            only_stated = True
        gap += 0 if sentence.at(index, *UNDERSTOOD, "trigger") or word in ONE_OF else 1
        if gap > REACH + (2 if frame.is_verb else 0):
            return None
    return None


def is_verbal(frame: Frame, sentence: Sentence) -> bool:
    """Whether a trigger is a verb, or its letters may be one («قتل»)."""
    trigger = frame.trigger
    return frame.is_verb or sentence.text[trigger.start : trigger.end] in BARE_VERBS


def _subject(frame: Frame, sentence: Sentence, found: list[Count]) -> Count | None:
    """The counted subject before a verb («إن ثلاثة مدنيين قتلوا», «امرأة أصيبت», «الذي قتل»)."""
    verb = frame.trigger
    surface = sentence.text[verb.start : verb.end].split()[0]
    theirs = verb.suffix in THEIRS  # «ثلاثة مدنيين قتلتهم القوات»
    if (verb.suffix and not theirs) or verb.joined or (sentence.at(verb.last, "unit", "actor") and not theirs):
        return None
    plural = surface.endswith(("وا", "ون", "ا", "ن"))
    if frame.row.asserts == "casualty" and sentence.word(verb.first - 1) in ("الذي", "والذي") and not plural:
        start, end = sentence.tokens[verb.first - 1]
        return Count(verb.first - 1, verb.first, start, end, 1, 1, 1, None, False, False)
    for count in reversed(found):
        if count.last > verb.first or count.part:
            continue
        reach = 0 if theirs else SUBJECT_REACH
        near = verb.first - count.last <= reach and _same_clause(count.last, verb.first, sentence)
        several = count.stated or count.best == 2
        one = not count.stated and (_opens(count, sentence) or count.last == verb.first)  # «جثمان شاب قتل برصاص …»
        agrees = several if plural or theirs else one
        if agrees or count.stated:
            return count if near and agrees and count.human and not governed(count, sentence) else None
    return None


def _opens(count: Count, sentence: Sentence) -> bool:
    return sentence.word(count.first - 1) in OPENERS or count.first == 0


def _same_clause(first: int, last: int, sentence: Sentence) -> bool:
    """No other predicate between, the other half of «قتلوا أو أصيبوا» apart."""
    for index in range(first, last):
        if sentence.word(index) in STOPS or sentence.at(index, "boundary", "source"):
            return False
        if sentence.at(index, "trigger") and last - index > 2:
            return False
    return True


def without_split(counted: list[Count], sentence: Sentence) -> bool:
    """«70 قتيلا وجريحا», «15 عنصرا … بين قتيل وجريح»: killed and wounded in one figure."""
    unit = counted[0].unit
    if unit is not None and unit.kind == "unit" and unit.value.what in HURT and counted[0].stated:
        other = sentence.at(unit.last, "unit")
        if other is None or not other.joined or other.value.what not in HURT or other.value.what == unit.value.what:
            return False
        return implied_count(unit, sentence) == implied_count(other, sentence)
    for index in range(counted[-1].last, min(counted[-1].last + SUM_REACH + 2, len(sentence.tokens))):
        hurt = sentence.at(index + 1, "unit")
        if sentence.word(index) == "بين" and hurt is not None and hurt.value.what in HURT:
            return True
        if sentence.word(index) in STOPS or sentence.at(index, "trigger") or opens_clause(index, sentence):
            return False
    return False


def sum_of(counted: list[Count], what: str, sentence: Sentence) -> Quantity:
    """One quantity of the counts that one trigger joins («مقتل رجل وامرأة وثلاثة أطفال»: 5)."""
    first = counted[0]
    if more := _uncounted_beside(counted, sentence):
        low = _added([count.low for count in counted])
        least = None if low is None else low + FEW
        return Quantity(first.start, more.end, what, least, None, None, "sum_of_groups", first.quantity(what, "").unit)
    if len(counted) > 1:
        low, best, high = (_added([getattr(count, bound) for count in counted]) for bound in ("low", "best", "high"))
        if _may_overlap(counted):
            low, best = first.low, first.best
        end = max(count.unit.end if count.unit is not None else count.end for count in counted)
        return Quantity(first.start, end, what, low, best, high, "sum_of_groups", first.quantity(what, "").unit)
    rule = "number_of_trigger" if first.stated else "number_of_noun"
    return first.quantity(what, "cumulative_toll" if what in HURT and is_toll(first, sentence) else rule)


def _uncounted_beside(counted: list[Count], sentence: Sentence) -> Item | None:
    """«مقتل ضابط وجنود», «مقتل ضابط ومجندين»: people joined to the counted, two or more of them."""
    last = counted[-1]
    for noun in sentence.of("unit"):
        if noun.first >= last.last and noun.joined and noun.value.human and noun.value.what not in HURT:
            plain = not noun.definite and implied_count(noun, sentence) is None
            alone = sentence.at(noun.first, "number", "trigger") is None and _verb_behind(noun, sentence) is None
            return noun if plain and alone and _goes_on(last.last, noun.first, sentence) else None
    return None


def _verb_behind(noun: Item, sentence: Sentence) -> Item | None:
    """«…، ومسلحون هاجموا …»: what begins a clause of its own is counted by none before."""
    verb = sentence.at(noun.last, "trigger", "support")
    return verb if verb is not None and isinstance(verb.value, VerbForm) and verb.value.tense != "noun" else None


def _may_overlap(counted: list[Count]) -> bool:
    """«20 شخصا و4 أطفال»: the children may be among the persons, so that the first figure is the least and the best."""
    first = counted[0].unit.value.unit_id if counted[0].what and counted[0].unit is not None else ""
    return first in ANYBODY and counted[0].stated and all(count.what in ("children", "women") for count in counted[1:])


def _added(figures: list[int | None]) -> int | None:
    known = [figure for figure in figures if figure is not None]
    return sum(known) if len(known) == len(figures) else None
