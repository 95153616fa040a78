"""The second part of a phrase in two («أطلق … النار»), or what stands for it before the verb."""

from __future__ import annotations

from sijill.extract.lexicon import Phrase, VerbForm
from sijill.extract.sentence import Item, Sentence
from sijill.text.inflect import INTRANSITIVE
from sijill.text.tokens import word_set

BEFORE_VERBS = frozenset(("قد", "وقد", "لقد", "انه", "بانه", "انها", "بانها", "الذي", "التي", "الذين"))
DENIED = frozenset(("لم", "لن", "لا"))
TAIL_REACH = 12  # tokens between the parts of a discontinuous phrase
STOPS_MISSILES = ("v_aatrad_sarwkh", "v_dmr_sarwkh")
STOPPED_REACH = 40  # to the missile that the pronoun of «اعتراضه» means: nothing else in a sentence is stopped
MISSILE = word_set("الصاروخ صاروخ صاروخا")
BESIDE = ("with", "agent", "holder", "owner", "topic", "backer")
NEXT_TO = word_set("في قرب امام داخل خلف بجانب بجوار جوار عند محيط استهدف استهدفت")
SITES = "places_of"  # heads of names that stand behind them: «مواقع», «مناطق تمركز»
MOVES = frozenset(("reinforcement", "withdrawal", "territorial_control", "displacement"))
THAT = frozenset(("ان", "بان", "وان"))
DECLARES, OPENS = "أعلن", THAT | {"انه", "انها", "انهم", "بانها", "بانه"}
LEADS = MOVES | {"shelling", "protest"}  # «صواريخ سقطت على …», «متظاهرون خرجوا في …»
SUBJECT_REACH, PUBLISHED_REACH = 6, 7  # tokens from a verb back to its subject; on to the picture it publishes
TOPIC_REACH = 24  # the same of talks: «بحث … خلال زيارة …، الثلاثاء، مع …»
# «حققت القوات، بإسناد من …، السبت، مزيدا من التقدم»
FAR = {"meeting": TOPIC_REACH, "offensive_operation": 15, "ambush": 15}
LONGEST_CLITICS = 3  # letters before the word in «وبالنار»
CLITICS = frozenset("وفبلكا")
SPREAD = frozenset(("deployment", "relocation", "reinforcement", "show_of_force"))
# «نشر الجيش صورا لقواته»: what is published is a picture, and no troops
PUBLISHED = word_set(
    "صوره صورا صور فيديو مقطع مقطعا شريط شريطا لقطات تقريرا تقرير بيانا وثائق وثيقه خريطه مشاهد تسجيلا تسجيلات دراسه"
)


def second_part(item: Item, sentence: Sentence) -> int | None:
    """Token of a discontinuous phrase's second part; the trigger's own end if it has none or a pronoun stands for it
    («تظاهرة فرقتها الشرطة»); None if it is missing."""
    tails = tails_of(item)
    if not tails:
        return item.last
    if item.suffix:
        before = [index for index in _meant_by_pronoun(item, sentence) if not _is_how(index, item, sentence)]
        return item.last if any(_opens_with(tails, index, sentence) for index in before) else None
    stop = sentence.next_stop(item.last)
    far = FAR.get(item.value.row.event_type, TAIL_REACH)
    reach = min(item.last + far, len(sentence.tokens))
    near = sentence.words[item.last : item.last + PUBLISHED_REACH]
    published = item.value.row.event_type in SPREAD and not PUBLISHED.isdisjoint(near)  # «صور» is a city too
    if published or (item.value.row.event_type == "relocation" and "عن" in near):
        return None  # «نقلت الصحيفة عن …»
    base = item.value.row.event_type.startswith("base_")
    for index in range(item.last, reach if stop is None else min(reach, stop + 1)):
        if item.value.row.lemma == DECLARES and sentence.word(index) in OPENS:
            return None  # «أعلنت الحركة أنها توصلت لوقف …»: what is declared has a verb of its own
        if base and sentence.at(index, "actor") is not None:
            continue  # «تبنى تنظيم القاعدة …» builds nothing
        if base and (act := sentence.at(index, "trigger")) is not None and act.definite:
            return None  # «تبنى … الهجوم على ثكنة»
        if _opens_with(tails, index, sentence) and not (
            _is_beside(index, item, sentence) or _is_how(index, item, sentence)
        ):
            return index
    return item.last if _subject_before(item, tails, sentence) else None


def _meant_by_pronoun(item: Item, sentence: Sentence) -> list[int]:
    """The tokens before a verb or its noun at which what its pronoun means may stand."""
    near = max(0, item.first - TAIL_REACH)
    stopped = item.value.row.trigger_id in STOPS_MISSILES and item.suffix == "ه"
    missiles = range(max(0, item.first - STOPPED_REACH), near) if stopped else ()
    return [*(at for at in missiles if sentence.word(at) in MISSILE), *range(near, item.first)]


def tail_length(item: Item, index: int, sentence: Sentence) -> int:
    """Letters of the longest second part of an item that a token opens with; 0 for none."""
    return max((len(tail) for tail in tails_of(item) if _opens_with((tail,), index, sentence)), default=0)


def _opens_with(tails: tuple[str, ...], index: int, sentence: Sentence) -> bool:
    """Whether a word, without its clitics, opens with one of those."""
    text, at = sentence.text, sentence.tokens[index][0]
    last = at + LONGEST_CLITICS
    while not text.startswith(tails, at):
        if at == last or text[at : at + 1] not in CLITICS:
            return False
        at += 1
    return True


def _is_how(index: int, item: Item, sentence: Sentence) -> bool:
    """«دمرت بضربات صاروخية أوكارا», «استهدف دبابة بصاروخ … وتدميرها»: what it was done with, or an adjective, is no
    weapon that was stopped."""
    word = sentence.word(index)
    own = any(tail.startswith("ب") for tail in tails_of(item))
    return item.value.row.event_type == "weapons_intercepted" and (
        word.endswith(("يه", "يا")) or (word.startswith("ب") and not own)
    )


def _is_beside(index: int, item: Item, sentence: Sentence) -> bool:
    """«دخلت قافلة … برفقة الجيش»: who goes beside the subject of a movement is not its subject; «تسلم قمحا في ميناء …»:
    where a thing is handed over is not handed over."""
    if item.value.row.event_type == "territory_transfer" and sentence.word(index - 1) in ("في", "من", "قرب", "عند"):
        return True
    if item.value.row.event_type == "looting_destruction" and sentence.word(index - 1) in NEXT_TO:
        return True  # «فجر مسلحون عبوة قرب منزل …»
    if item.value.row.event_type not in MOVES:
        return False
    link, whose = sentence.at(index - 1, "link"), sentence.at(index - 1, "head")
    if whose is not None and whose.first > item.last and (whose.value.kind == "area" or whose.value.head_id == SITES):
        return True  # «دخلت شاحنات … إلى مناطق قوات …»: whose ground that is
    return link is not None and link.value.function in BESIDE


def _subject_before(item: Item, tails: tuple[str, ...], sentence: Sentence) -> bool:
    """«تعزيزات عسكرية تصل …», «قوات تركية تدخل …»: what a verb without object needs is its subject, and may lead it."""
    row, first = item.value.row, max(0, item.first - SUBJECT_REACH)
    moves = row.event_type in LEADS and row.pattern.endswith(INTRANSITIVE) and isinstance(item.value, VerbForm)
    if not moves or item.joined or sentence.word(item.first - 1) in BEFORE_VERBS | DENIED:
        return False
    first = max((index + 1 for index in range(first, item.first) if sentence.word(index) in THAT), default=first)
    if sentence.stop_between(first, item.first):
        return False
    near = range(first, item.first)
    acts = [other for other in sentence.of("trigger") if other.first in near]
    acts = [other for other in acts if other.value.row.event_type != row.event_type]
    acts += [other for other in sentence.of("source") if other.first in near and other.value.kind == "say_verb"]
    return not acts and any(_opens_with(tails, index, sentence) for index in near)


def tail_of(item: Item, sentence: Sentence) -> int | None:
    """Token of the object that a verb or its noun cannot do without; None for those that stand alone."""
    end = second_part(item, sentence) if tails_of(item) else None
    return end if end is not None and end > item.last else None


def fired_at(item: Item, sentence: Sentence) -> int | None:
    """Token of the object that a verb cannot do without, also where it stands right behind; None for other verbs."""
    return second_part(item, sentence) if isinstance(item.value, VerbForm) and item.value.tails else None


def tails_of(item: Item) -> tuple[str, ...]:
    return item.value.tails if isinstance(item.value, (Phrase, VerbForm)) else ()
