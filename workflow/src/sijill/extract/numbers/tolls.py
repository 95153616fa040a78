"""Tolls of one act, which may still rise: «ارتفعت حصيلة قتلى الهجوم على المطار إلى تسعة»."""

from __future__ import annotations

from sijill.extract.grammar.frames import Frame
from sijill.extract.numbers.counts import HURT, Count
from sijill.extract.sentence import STOPS, Item, Sentence

TOLL_REACH = 30  # tokens from a toll to its figure
TOLL_HEADS = frozenset(("حصيله", "عدد", "اعداد"))
RISE_REACH = 3  # tokens
RISES = ("ارتفع", "ارتفاع", "ترتفع", "يرتفع", "قفز")
SINCE = frozenset(("منذ", "مذ", "خلال", "مجمل", "اجمالي", "الاجمالي", "الاجماليه"))
BEGINNINGS = frozenset(("بدء", "بدايه", "اندلاع", "انطلاق", "انطلاقه", "اندلعت", "بدات"))
TOLL_WORDS = ("حصيله", "ارتفع", "ارتفاع", "ترتفع", "يرتفع", "يرفع", "بلغ")
LENGTHS, LENGTH_REACH = frozenset(("day", "week", "month", "year")), 8  # tokens from a casualty to how long
VICTIMS = "victim"  # «الضحايا» are the dead, where nothing else is said


def toll_group(index: int, sentence: Sentence) -> str:
    """What a toll that begins at a token counts («[حصيلة] القتلى»: killed); "" where none does."""
    if sentence.word(index).removeprefix("و").removeprefix("ال") not in TOLL_HEADS:
        return ""
    group = sentence.at(index + 1, "unit")
    if group is None or group.first != index + 1:
        return ""
    what = str(group.value.what)
    return what if what in HURT else "killed" if group.value.unit_id == VICTIMS else ""


def told_by_toll(count: Count, sentence: Sentence) -> str:
    """What a figure without a noun counts that stands behind a toll («… إلى 23»); "" for any other figure."""
    if not count.stated or count.unit is not None or is_left(count, sentence):
        return ""
    for index in range(count.first - 1, max(-1, count.first - TOLL_REACH), -1):
        if sentence.word(index) in STOPS:
            return ""
        if what := toll_group(index, sentence):
            return what
    return ""


def is_left(count: Count, sentence: Sentence) -> bool:
    """«ارتفعت من 12 إلى 25»: the figure that a toll has risen from."""
    behind = range(count.last, count.last + RISE_REACH)
    return sentence.word(count.first - 1) == "من" and any(sentence.word(index) == "الي" for index in behind)


def rises(sentence: Sentence) -> bool:
    """«ارتفعت الحصيلة إلى …»: of what was told, unless it is said since when («منذ بدء الحرب»)."""
    words = [word.lstrip("وفل") for word in sentence.words]
    return any(word.startswith(RISES) for word in words) and SINCE.isdisjoint(words)


def of_a_war(index: int, sentence: Sentence) -> bool:
    """«عدد الشهداء منذ بدء العدوان»: the toll of a whole war, told behind a token, is that of no act."""
    return any(
        sentence.word(at) == "منذ" and sentence.word(at + 1) in BEGINNINGS for at in range(index, len(sentence.words))
    )


def over_days(hurt: Frame, sentence: Sentence) -> bool:
    """«قُتل نحو 300 مدني خلال تسعة أيام»: those whom many days took are no toll of one act on one day."""
    behind = range(hurt.trigger.last, hurt.trigger.last + LENGTH_REACH)
    lengths = [time.value.slots for time in sentence.of("time") if time.first in behind]
    lasted = any(slots.direction == "for" and slots.unit in LENGTHS for slots in lengths)
    return lasted and hurt.row.asserts == "casualty"


def is_toll(count: Count, sentence: Sentence) -> bool:
    """Whether a figure sums up many acts or a growing count: «حصيلة القتلى», «ارتفع العدد إلى», «عدد القتلى»."""
    for index in range(count.first - 1, max(-1, count.first - TOLL_REACH), -1):
        word = sentence.word(index).removeprefix("و").removeprefix("ل").removeprefix("ال")
        if word in STOPS:
            return False
        if word.startswith(TOLL_WORDS):
            return True
        group = sentence.at(index + 1, "unit")
        if word == "عدد" and group is not None and (group.value.what in HURT or group.value.unit_id == "victim"):
            return True
    return False


def is_of_act(toll: Item, act: Frame) -> bool:
    """«حصيلة ضحايا التفجير»: the act stands in the genitive behind its toll."""
    return not act.is_verb and act.trigger.first == toll.last and not act.trigger.prep
