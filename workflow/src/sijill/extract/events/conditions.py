"""What makes a trigger an event here: the conditions of its row, and how much must be told to be worth a row."""

from __future__ import annotations

from sijill.extract.events.enough import TALKS
from sijill.extract.events.modality import WHICH, in_headline_style, is_managed_clause
from sijill.extract.grammar.frames import Frame
from sijill.extract.grammar.near import (
    ARMS_BEARERS,
    fighters_near,
    ground_near,
    instruments,
    is_booty,
    is_on_a_thing,
    people_near,
)
from sijill.extract.grammar.references import ended, only_named, takes_part
from sijill.extract.lexicon import VerbForm
from sijill.extract.sentence import Item, Sentence
from sijill.extract.where.places import ON_IT, is_part
from sijill.extract.who.addressees import is_addressed, is_council, is_truce_somewhere, meets_officials
from sijill.extract.who.participation import Participation
from sijill.extract.who.visitors import is_met_there
from sijill.text.tokens import word_set

# Types whose words sport, trade, treaties and computing use too
FIGURATIVE = frozenset(
    [
        "casualty_report",
        "attack",
        "armed_clash",
        "withdrawal",
        "agreement_truce",
        "meeting",
        "offensive_operation",
        "territorial_control",
        "siege",
        "surrender",
        "abduction",
        "reinforcement",
        "prisoner_release",
        "shelling",
    ]
)
HOLDS = "v_ahtjz"
ACCIDENT_REACH = 12  # tokens between those who died and what they died of
VERY_NEAR = 3  # tokens from an act to what it is an act on
MEASURE_REACH = 9  # tokens from an act to the means that are none of war («استهدف … بعقوبات»)
REMOTE = frozenset(("shelling", "air_strike"))  # rockets that are fired at something are no test
BLOODY = frozenset(("attack", "armed_clash", "ambush"))  # acts whose own dead say that they are no figure of speech
CROWDED = frozenset(("protest", "riot", "force_on_protest"))
FESTIVE_REACH = 9
AGAINST = word_set("ضد احتجاج احتجاجا احتجاجات للاحتجاج تنديدا للتنديد رفضا مطالبين للمطالبه مطالبه منددين تضامنا")
OF_ARMS = frozenset(("عسكريه", "بريه", "هجوميه", "قتاليه", "امنيه", "جويه"))
LAYS = "zaraa"
STATE_WORDS = frozenset(("تحت", "مناطق", "لسيطره", "الخاضعه", "خاضعه", "ضمن", "خارج"))


def refusal(
    frame: Frame, parts: list[Participation], sentence: Sentence, armed: frozenset[str], event_type: str
) -> str | None:
    """Why a trigger asserts no event here, if it does not. `event_type`: its type after the words near it."""
    return (
        _unmet(frame, parts, sentence, armed, event_type)
        or _accident(frame, sentence, armed, event_type)
        or _abstract(frame, sentence)
        or ("other_field" if _breaks_out(frame, parts) else None)
        or _state(frame, parts, sentence)
        or only_named(frame, sentence)
        or takes_part(frame, parts, sentence)
        or ended(frame, sentence)
    )


def _unmet(
    frame: Frame, parts: list[Participation], sentence: Sentence, armed: frozenset[str], event_type: str
) -> str | None:
    """The condition of the trigger row that this sentence does not meet."""
    needs = frame.row.needs
    if needs == "armed" and event_type != frame.row.event_type:
        needs = ""  # «هجمات بغاز الكلور»: the words near it say that it is no figure of speech
    if needs in ("carried", "named") and not (_is_carried if needs == "carried" else _is_named)(frame, sentence):
        return f"needs_{needs}"
    if needs == "named":
        needs = "armed"
    if frame.row.event_type == "statement" and not is_addressed(frame, parts, sentence):
        return "needs_participant"
    truce = is_truce_somewhere(frame, parts, sentence)
    if frame.row.event_type in TALKS and not truce:
        parties = [part for part in parts if part.phrase.name.kind in ("actor", "nisba", "person")]
        alone = len(parties) == 1 and not armed and not fighters_near(frame, sentence)
        if not parties or (alone and not _meets(frame, parties, sentence)):
            return "needs_participant"
    aimed = event_type in REMOTE and bool(frame.get("على", "باتجاه", "ضد", "destination"))
    if (
        needs == "armed"
        and not aimed
        and not armed
        and not fighters_near(frame, sentence)
        and not _is_bloody(frame, sentence)
        and not _is_by_state(frame, parts)
        and not is_on_a_thing(frame, sentence)
        and not truce
    ):
        return "needs_armed_actor"
    if frame.row.event_type == "surrender" and not (_has_doer(parts) or fighters_near(frame, sentence)):
        return "needs_armed_actor"  # «سلم قاتل نفسه للشرطة»
    raids = any(part.role == "actor" and part.phrase.name.start in frame.bodies for part in parts)
    if needs == "weapon" and not (raids or sentence.of("modifier") or instruments(sentence)):
        return "needs_weapon"
    if (
        needs == "human"
        and not any(part.phrase.name.kind != "place" for part in parts)
        and ((frame.tail is not None and frame.row.subject == "victim") or not people_near(frame, sentence))
    ):
        return "needs_human"
    return "needs_place" if needs == "place" and not _is_of_ground(frame, sentence) else None


def _is_of_ground(frame: Frame, sentence: Sentence) -> bool:
    """Whether an act is about ground: «استعاد التنظيم قوته في الريف» took none, wherever that was."""
    inside = () if frame.is_verb and frame.row.event_type == "territorial_control" else ("في", "ب", "location")
    places = frame.get("after", "genitive", "carried_object", "على", *inside, "إلى", "preverbal", "support_subject")
    named = any(phrase.name.kind == "place" for phrase in places)
    named = named or any(is_part(phrase, sentence) for phrase in frame.get("من", "origin"))
    return named or ground_near(frame, sentence) or _points_back(frame, sentence)


def _has_doer(parts: list[Participation]) -> bool:
    return any(part.role == "actor" for part in parts)


def _meets(frame: Frame, parties: list[Participation], sentence: Sentence) -> bool:
    """Whether one party is enough of a meeting: a council, or somebody with officials or with whom he came to."""
    alone = is_council(parties[0], sentence) or meets_officials(frame, sentence)
    return alone or is_met_there(frame, parties, sentence)


def _points_back(frame: Frame, sentence: Sentence) -> bool:
    """«هاجموا البلدة وسيطروا عليها»: a pronoun right behind stands for the place that was named before."""
    before = any(item.last <= frame.trigger.first for item in sentence.of("place"))
    return before and (sentence.word(frame.trigger.last) in ON_IT or sentence.word(frame.trigger.last - 1) in ON_IT)


def _is_by_state(frame: Frame, parts: list[Participation]) -> bool:
    """«نشرت تركيا قوات», «نشر قواتها»: a government that moves what its verb, or the phrase, says."""
    doers = [part.phrase.name.start for part in parts if part.role == "actor"]
    said = frame.tail is not None or (not frame.is_verb and frame.trigger.last - frame.trigger.first > 1)
    said = said or (frame.support is not None and frame.row.event_type == "reinforcement")  # «أرسلت تركيا تعزيزات»
    return said and not frame.bodies.isdisjoint(doers)


def _is_bloody(frame: Frame, sentence: Sentence) -> bool:
    """«قُتل شاب خلال هجوم على …»: who was hurt in it says that an attack or a clash is none of words."""
    if frame.row.event_type not in BLOODY or any(cue.value.kind == "accident" for cue in sentence.of("cue")):
        return False
    told = any(item.value.row.asserts == "casualty" for item in sentence.of("trigger"))
    return told or any(item.value.what == "killed" for item in sentence.of("unit"))


def _abstract(frame: Frame, sentence: Sentence) -> str | None:
    """«انسحاب من الاتفاق», «استهدف … بعقوبات»: what is done to a treaty or a market, or by a law, is no act on the
    ground."""
    if frame.row.event_type not in FIGURATIVE:
        return None
    if is_booty(frame, sentence):
        return "other_field"
    cues = [cue for cue in sentence.of("cue") if cue.value.kind == "abstract"]
    return "other_field" if any(_makes_abstract(cue, frame.trigger, sentence) for cue in cues) else None


def _breaks_out(frame: Frame, parts: list[Participation]) -> bool:
    """«فر عشرات السجناء»: prisoners who flee are not displaced."""
    names = [part.phrase.name for part in parts if part.role == "victim"]
    return frame.row.event_type == "displacement" and any(
        name.kind == "unit" and name.value.what == "detained" for name in names
    )


def _makes_abstract(cue: Item, trigger: Item, sentence: Sentence) -> bool:
    if sentence.at(cue.last, "head", "place"):
        return False  # «سيطر على مركز مدينة …»
    if cue.first <= trigger.first < cue.last:
        return sentence.word(cue.last) != "مع"  # «حملة تستهدف …», «في مواجهة التحديات»; but «في مواجهة مع الشرطة»
    if cue.last <= trigger.first and sentence.word(trigger.first - 1) in WHICH:
        return trigger.first - cue.last <= VERY_NEAR  # «الحملات المغرضة التي تستهدف …»
    if cue.value.scope == "following" or cue.first < trigger.first:
        return _right_beside(cue, trigger)
    between = [item for item in sentence.of("trigger", "source") if trigger.last <= item.first < cue.first]
    near = 0 <= cue.first - trigger.last <= MEASURE_REACH
    return near and not between and not sentence.stop_between(trigger.last, cue.first)


def _right_beside(cue: Item, trigger: Item) -> bool:
    """Whether a cue stands right behind an act or, where it holds for a clause, right before it."""
    behind = 0 <= cue.first - trigger.last <= VERY_NEAR
    return behind or (cue.value.scope == "clause" and 0 <= trigger.first - cue.last <= 1)


def _is_carried(frame: Frame, sentence: Sentence) -> bool:
    """Whether a weapon is told to be used, or people to be hurt by it: «صاروخ أطلقته …», «أصيب بقذيفة», «قُتل في قذائف
    …»; «الصواريخ الباليستية» alone is none."""
    hurt = any(
        other.value.row.asserts == "casualty" and other.last <= frame.trigger.first for other in sentence.of("trigger")
    )
    within = frame.trigger.prep == "ب" or sentence.word(frame.trigger.first - 1) == "في"
    used = frame.support is not None and not _is_laid(frame.support, frame)
    return used or frame.carried or frame.is_cause or (within and hurt) or _kills(frame, sentence)


def _is_laid(support: Item, frame: Frame) -> bool:
    """«زرع المسلحون ألغاما»: mines that are laid have hurt nobody yet; but «لغم زرعه المسلحون …» has."""
    return support.kind == "support" and support.value.row.verb_id == LAYS and support.first < frame.trigger.first


def _kills(weapon: Frame, sentence: Sentence) -> bool:
    """«لغم حوثي يقتل راعيا», «قتلت قذيفة طفلين»: a weapon is the subject of a verb of killing beside it."""
    trigger = weapon.trigger
    if trigger.prep or trigger.joined:
        return False
    owner = weapon.get("genitive", "nisba")
    last = max([trigger.last, *(phrase.last for phrase in owner), *(phrase.name.last for phrase in owner)])
    verbs = [item for item in sentence.of("trigger") if item.value.row.asserts == "casualty"]
    verbs = [item for item in verbs if isinstance(item.value, VerbForm) and item.value.voice != "passive"]
    return any(trigger.last <= verb.first <= last or verb.last == trigger.first for verb in verbs)


def _is_named(frame: Frame, sentence: Sentence) -> bool:
    """Whether a quotation mark gives an operation its name («عملية "…"», «"عملية …"»), somebody is its aim, an
    adjective says that it is one of arms («بدء عملية عسكرية», «وسّعت عمليتها البرية»), or a party claims it."""
    first, last = frame.trigger.first, frame.trigger.last
    described = sentence.word(last)
    if described in OF_ARMS or (frame.support is not None and described.removeprefix("ال") in OF_ARMS):
        return True
    if frame.get("claimed") and frame.trigger.definite and not described.startswith("ال"):
        return True  # «تبنت الحركة العملية»
    return bool(frame.get("ضد")) or any(index in sentence.quotes for index in (first, last - 1, last))


def _state(frame: Frame, parts: list[Participation], sentence: Sentence) -> str | None:
    """«البلدة التي تسيطر عليها المعارضة», «الخاضعة لسيطرة …», «التي تحاصرها …»: who holds a place is no event; nor
    are people whom nobody surrounds («حوصروا …») besieged."""
    form, first = frame.trigger.value, frame.trigger.first
    present = isinstance(form, VerbForm) and form.tense == "present"
    if frame.row.trigger_id == HOLDS and frame.trigger.suffix and present:
        return "state_not_event"  # «مدنيون تحتجزهم الجماعة»
    if frame.row.event_type == "explosive_device" and frame.support is not None and not frame.is_verb:
        laid = getattr(frame.support.value.row, "verb_id", "") == LAYS and frame.support.first < first
        return "state_not_event" if laid else None  # «زرعت الجماعة مئات العبوات»: none has gone off
    present = present and not frame.trigger.proclitic.endswith("س")
    if frame.row.event_type == "armed_clash" and frame.is_verb and len(parts) < 2:  # «وتقاتل الحركة لإسقاط الحكومة»
        return "state_not_event" if present and not in_headline_style(frame, sentence) else None
    if frame.row.event_type == "siege":
        nearest = parts[-1].phrase.name if parts and all(part.role != "actor" for part in parts) else None
        people = nearest is not None and nearest.kind == "unit" and nearest.value.what not in ARMS_BEARERS
        lasts = present and sentence.word(first - 1) in WHICH
        lasts = lasts or (not frame.is_verb and frame.trigger.definite and frame.support is None)  # «الحصار الإسرائيلي»
        students = all(_people_between(part, frame, sentence) for part in parts)
        people = (people and frame.is_verb) or (frame.is_plural and students)  # «طلاب حوصروا قرب …»
        return "state_not_event" if lasts or people else None
    if frame.row.event_type == "deployment":  # «تتمركز في القاعدة قوات …»: where they are, not that they came
        stays = present and not frame.row.forms and not in_headline_style(frame, sentence)
        return "state_not_event" if stays else None
    if frame.row.event_type != "territorial_control":
        return None
    lasting = present and not is_managed_clause(frame.trigger, sentence)
    lasting = lasting and not (in_headline_style(frame, sentence) and sentence.word(first - 1) not in WHICH)
    lasting = lasting or _was_held(frame, sentence)
    held = not frame.is_verb and (sentence.word(first - 1) in STATE_WORDS or sentence.word(first) in STATE_WORDS)
    return "state_not_event" if (lasting and frame.support is None) or held else None


def _was_held(frame: Frame, sentence: Sentence) -> bool:
    """«فقد التنظيم المدن التي سيطر عليها»: no day tells when whoever held it took it."""
    relative = frame.is_verb and sentence.word(frame.trigger.first - 1) in WHICH
    return relative and sentence.word(frame.trigger.last) in ON_IT and not sentence.of("time")


def _people_between(part: Participation, frame: Frame, sentence: Sentence) -> bool:
    """Whether people who are counted stand nearer to a verb than a part before it: «أنقذت الشرطة طلابا حوصروا»."""
    between = range(part.phrase.last, frame.trigger.first)
    return any(unit.first in between and unit.value.human for unit in sentence.of("unit"))


def _is_festive(frame: Frame, sentence: Sentence) -> bool:
    """«خرج الآلاف إلى شوارع المدينة احتفالا بالفوز», «تظاهرة ثقافية»: a crowd for nothing and against nobody."""
    if frame.row.event_type != "protest" or not AGAINST.isdisjoint(sentence.words):
        return False
    around = range(frame.trigger.first - FESTIVE_REACH, frame.trigger.last + FESTIVE_REACH)
    cues = [cue for cue in sentence.of("cue") if cue.value.kind == "festive" and cue.first in around]
    return any(not sentence.stop_between(*sorted((cue.first, frame.trigger.first))) for cue in cues)


def _accident(frame: Frame, sentence: Sentence, armed: frozenset[str], event_type: str) -> str | None:
    """Earthquakes kill too, treaties are withdrawn from, mail boxes and goals are attacked."""
    near = range(frame.trigger.first - ACCIDENT_REACH, frame.trigger.last + ACCIDENT_REACH)
    accidents = [cue for cue in sentence.of("cue") if cue.value.kind == "accident" and cue.first in near]
    acts = any(other.value.row.asserts == "event" for other in sentence.of("trigger"))
    if accidents and frame.row.asserts == "casualty" and not acts and not frame.get("agent"):
        return "accident_or_crime"
    if accidents and frame.row.event_type == "displacement" and not armed:
        return "accident_or_crime"  # «ترك السكان بيوتهم بسبب الفيضانات»
    kinds = {cue.value.kind for cue in sentence.of("cue")}
    if "accident" in kinds and frame.row.event_type in ("casualty_report", "explosion") and not armed:
        return "accident_or_crime"
    exact = event_type != frame.row.event_type  # «هجوم بقنبلة يدوية»: no figure of speech
    elsewhere = "elsewhere" in kinds and not exact and (frame.row.event_type in FIGURATIVE or not armed)
    if frame.row.event_type in CROWDED:
        # who protests during a championship does so in earnest
        return "other_field" if _is_festive(frame, sentence) else None
    return "other_field" if elsewhere else None
