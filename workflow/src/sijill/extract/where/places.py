"""Where an event happened: the place its own words name, not an origin, a destination or another act's place."""

from __future__ import annotations

from sijill.extract.grammar.frames import PLACE_FUNCTIONS, Frame
from sijill.extract.grammar.phrases import NounPhrase
from sijill.extract.names.placenames import is_country
from sijill.extract.numbers.hosts import OPERATIONS
from sijill.extract.sentence import COMMAS, RELATIVES, STOPS, Sentence, apart
from sijill.extract.where.clauseplaces import (
    OPENING,
    accused,
    at_another_act,
    only_place,
    opening_place,
    shared_place,
    spoken_before,
    talked_about,
)
from sijill.extract.where.described import borders, chain, is_far_from
from sijill.extract.where.fired import comes_from, from_within, heading_for
from sijill.extract.where.homes import home
from sijill.extract.where.visits import SPEECHES, VISITS, behind, is_topic
from sijill.text.tokens import word_set

SHARED = ("shared_place", "pronoun")  # functions of places that other acts of the clause have too
PARTS = word_set("جزء اجزاء قسم مناطق مواقع انحاء احياء اطراف جانب جوانب مساحات قري بلدات محاور نقاط ضواحي ارياف شوارع")
PARTS |= word_set("مئه مائه معظم غالبيه اغلب كامل مدخل مداخل مشارف وسط مركز ريف")
VAGUE = frozenset(("المنطقه", "منطقه", "الجبهه"))
EXAMPLES, EXAMPLE_REACH = frozenset(("مثل", "منها", "بينها", "هي", "وهي", "ابرزها")), 16
SEATS = frozenset(("مقره", "مقرها", "مقرهم", "مركزها", "مركزه"))  # «المنظمة ومقرها جنيف»
IN_IT = frozenset(("فيها", "فيه", "بها", "داخلها", "داخله", "محيطها"))
ON_IT = frozenset(("عليها", "عليه"))  # «هاجموا البلدة وسيطروا عليها»
OUT_OF_IT, INTO_IT = frozenset(("منها", "منه")), frozenset(("اليها", "اليه"))
WHERE = frozenset(("حيث",))
PRONOUN_REACH = 8  # tokens from an act to the pronoun of its place
FAR_REACH = 9  # tokens from a place to the one that it is so far from
PART_REACH = 8  # tokens from a part to the place it is of
DRIVING_OUT, AIM_REACH = word_set("لطرد لاخراج لدحر طرد اخراج دحر"), 12  # tokens from an operation to its aim
MOVES_TO = ("reinforcement", "deployment", "relocation", "territorial_control", "arms_supply", "aid_obstruction")
STRIKES = ("shelling", "air_strike", "drone_attack", "attack", "weapons_intercepted")
AIMS = ("destination", "إلى", "على", "target")  # of what is fired: «صاروخ باتجاه جازان», «ضربات على سوريا»
TAKEN = ("arrest", "abduction")
MOVEMENT = ("من", "إلى", "origin", "destination", "route")
MOVES_FROM = ("withdrawal", "surrender", "displacement")
LEFT = (*MOVES_FROM, "territorial_control")  # who is driven out, or goes, was there


def place_of(
    frame: Frame, sentence: Sentence, event_type: str, phrases: list[NounPhrase]
) -> tuple[NounPhrase | None, str]:
    """The phrase that names the event's place, and the grammatical function it was read from.

    Origins, destinations and the places of other acts are no places of the event, except that a movement to a place
    happens there and a withdrawal happens where it starts.
    """
    if event_type == "statement":  # what it speaks of lies elsewhere
        return next(iter(behind(SPEECHES, sentence, phrases)), (None, ""))
    found = _own(frame, sentence, event_type, phrases)
    if event_type == "meeting":
        found = [pair for pair in found if not is_topic(pair[0], frame, sentence)]
        found = found or behind(VISITS, sentence, phrases)
    for find in (home, _aimed_at, _where_clause, _part, only_place, _pronoun, shared_place, opening_place):
        found = found or find(frame, sentence, phrases)
    if event_type == "meeting":
        found = [pair for pair in found if not is_topic(pair[0], frame, sentence)]
    found = [(_described(p, sentence, phrases), function) for p, function in found if not _of_doer(p, frame)]
    if frame.trigger.joined:  # «انتزاع ألغام في صعدة ومقتل خمسة بالبيضاء»
        found = [pair for pair in found if pair[0].first > frame.trigger.first] or found
    inner = [link.start for phrase, _ in found for link in chain(phrase, sentence)[1:]]
    heads = [pair for pair in found if pair[0].name.start not in inner]
    # «العاملين في سوريا» yields to the town of the clause
    return min(
        heads, key=lambda pair: (_vague(pair[0], sentence), *_steps(pair[0], frame, sentence)), default=(None, "")
    )


def _described(phrase: NounPhrase, sentence: Sentence, phrases: list[NounPhrase]) -> NounPhrase:
    """The place that a phrase but describes: of «بلدة حفير جنوب دمشق» the town, though «جنوب دمشق» is nearer, and of
    «سامراء، على بعد مئة كيلومتر من بغداد»."""
    if is_far_from(phrase, sentence):
        near = [other for other in phrases if 0 < phrase.first - other.last <= FAR_REACH and other.name.kind == "place"]
        if near and not any(near[-1].last <= act.first < phrase.first for act in sentence.of("trigger", "support")):
            return _described(near[-1], sentence, phrases)
    for other in phrases:
        whole = other.name.kind == "place" and other.last <= phrase.first and not is_country(other.name)
        moved = (other.chief.link or other.chief.prep) in MOVEMENT
        if whole and not moved and any(link.start == phrase.name.start for link in chain(other, sentence)[1:]):
            return other
    return phrase


def _own(frame: Frame, sentence: Sentence, event_type: str, phrases: list[NounPhrase]) -> list[tuple[NounPhrase, str]]:
    """The places that stand to the trigger in a function of place, or that are examples of what it was done to."""
    functions = [*PLACE_FUNCTIONS, "after", "carried_object", "ل", "genitive", "على", "support_subject", "preverbal"]
    if event_type in MOVES_TO:
        functions = ["إلى", "destination", *functions]
    if event_type in MOVES_FROM:
        functions = ["من", "origin", *functions]
    named = [(phrase, name) for name in functions for phrase in frame.get(name) if phrase.name.kind == "place"]
    if event_type == "weapons_intercepted":
        named = [pair for pair in named if not comes_from(pair[0], frame, sentence)]
    if event_type in STRIKES:
        named = [pair for pair in named if not from_within(pair[0], sentence)]
    found = [
        (phrase, name)
        for phrase, name in named
        if _placed(phrase, name, sentence) and not _of_others(phrase, frame, sentence)
    ]
    found += [(phrase, "listed") for phrase in phrases if _listed(phrase, frame, sentence)]
    parts = [phrase for phrase in frame.get("من", "origin") if is_part(phrase, sentence)]
    found = found or [(phrase, "part") for phrase in parts]
    aims: list[str] = []
    if event_type in STRIKES:
        aims = list(AIMS)
    elif event_type == "territorial_control" or _drives_out(frame, sentence):  # «طرد المسلحين من المدينة»
        aims = ["من", "origin"]
    targets = [phrase for phrase in frame.get(*aims) if phrase.name.kind == "place"]
    if event_type in TAKEN:  # «اعتقلت أربع فتيات من مدينة جنين»; «من سوريا» is where they come from
        targets = [phrase for phrase in frame.get("من", "origin") if phrase.name.kind == "place" and phrase.head]
    targets = [phrase for phrase in targets if not heading_for(phrase.first, sentence)]
    return found or [(phrase, "target") for phrase in targets if not at_another_act(phrase, frame, sentence)]


def _drives_out(frame: Frame, sentence: Sentence) -> bool:
    """«عملية عسكرية لطرد المسلحين من المدينة»: where they are driven from is where it is."""
    near = sentence.words[frame.trigger.last : frame.trigger.last + AIM_REACH]
    return frame.row.event_type in OPERATIONS and not DRIVING_OUT.isdisjoint(near)


def _aimed_at(frame: Frame, sentence: Sentence, phrases: list[NounPhrase]) -> list[tuple[NounPhrase, str]]:
    """«صاروخ أطلق باتجاه جازان واعترضته الدفاعات», «اعتراض صاروخ أطلق من اليمن باتجاه جازان»: where it was going."""
    if frame.row.event_type != "weapons_intercepted":
        return []
    here = [p for p in phrases if p.name.kind == "place" and not apart(p.name, frame.trigger, sentence)]
    aims = [p for p in here if (p.chief.link or p.chief.prep) in AIMS]
    behind = [p for p in aims if p.first >= frame.trigger.last]
    before = [p for p in aims if frame.trigger.suffix and p.first < frame.trigger.first]
    return [(_described(p, sentence, phrases), "target") for p in (*before[-1:], *behind[:1])][:1]


def _where_clause(frame: Frame, sentence: Sentence, phrases: list[NounPhrase]) -> list[tuple[NounPhrase, str]]:
    """«في مدينة البصرة حيث هاجم متظاهرون …»: the place right before "where"."""
    at = next((index for index in range(frame.trigger.first - 1, 0, -1) if sentence.word(index) in WHERE), None)
    if at is None or any(sentence.word(index) in STOPS for index in range(at, frame.trigger.first)):
        return []
    last = at - 1 if sentence.word(at - 1) in COMMAS else at
    before = [phrase for phrase in phrases if phrase.name.kind == "place" and phrase.last <= last]
    here = before[-2:] if before and before[-1].last == last else []  # «في الضمير، على بعد 40 كلم من دمشق، حيث …»
    place = here[0] if here and is_far_from(here[-1], sentence) else here[-1] if here else None
    return [(_described(place, sentence, phrases), "where_clause")] if place is not None else []


def _part(frame: Frame, sentence: Sentence, phrases: list[NounPhrase]) -> list[tuple[NounPhrase, str]]:
    """The one place of the clause of which a part is named, whatever it is attached to."""
    here = [phrase for phrase in phrases if not apart(phrase.name, frame.trigger, sentence)]
    parts = [phrase for phrase in here if is_part(phrase, sentence)]
    return [(parts[0], "part")] if len(parts) == 1 else []


def _vague(phrase: NounPhrase, sentence: Sentence) -> int:
    """A country, and «المنطقة», which may be a whole part of the world, yield to a town; so does a governorate that
    opens the sentence to what lies in it («وفي محافظة …، استهدفت … في مديرية …»)."""
    name = phrase.name
    if sentence.text[name.start : name.end] in VAGUE:
        return 3
    return 2 if is_country(name) else int(name.value.wide and phrase.first <= OPENING)


def _listed(phrase: NounPhrase, frame: Frame, sentence: Sentence) -> bool:
    """«أخلت القوات مطارات عدة مثل …», «مناطق ريفية هي …»: examples of what the act was done to."""
    example = phrase.name.kind == "place" and sentence.word(phrase.first - 1) in EXAMPLES
    near = 0 < phrase.first - frame.trigger.last <= EXAMPLE_REACH
    return example and near and not apart(phrase.name, frame.trigger, sentence) and not is_country(phrase.name)


def is_part(phrase: NounPhrase, sentence: Sentence) -> bool:
    """«مناطق واسعة من المحافظة», «في الجزء الذي تحتله القوات من الهضبة», «المدخل الجنوبي للبلدة»: the part lies in the
    place."""
    of = phrase.chief.prep == "ل" or sentence.word(phrase.first - 1) == "من"
    if phrase.name.kind != "place" or not of or is_far_from(phrase, sentence):
        return False
    last = phrase.first - 1 - (phrase.chief.prep != "ل")
    before = [sentence.word(index) for index in range(last, max(-1, phrase.first - PART_REACH), -1)]
    parts = [at for at, word in enumerate(before) if word.lstrip("وب").removeprefix("ال") in PARTS]
    return bool(parts) and (parts[0] <= 1 or not RELATIVES.isdisjoint(before[: parts[0]]))


def _steps(phrase: NounPhrase, frame: Frame, sentence: Sentence) -> tuple[bool, int, int]:
    """How far a place stands from its act; before a verb it mostly is the subject's («أستاذ في لندن اعتُقل في …»), and
    behind a relative pronoun another noun's."""
    far = frame.is_verb and phrase.last <= frame.trigger.first
    between = {word.removeprefix("و") for word in sentence.words[frame.trigger.last : phrase.first]}
    far = far or not RELATIVES.isdisjoint(between)
    return far, abs(phrase.first - frame.trigger.last), phrase.first


def _of_others(phrase: NounPhrase, frame: Frame, sentence: Sentence) -> bool:
    """Whether a place is where somebody speaks, is at home or has a seat, or where was what somebody is accused of."""
    declared = frame.get("declared", "claimed")  # «أعلن التحالف في اليمن تدمير …»
    if declared and declared[0].last <= phrase.first < frame.trigger.first:
        return True
    if spoken_before(phrase.last, frame.trigger, sentence) or accused(phrase, frame, sentence):
        return True
    if sentence.word(phrase.first - 1).removeprefix("و") in SEATS:
        return True
    return talked_about(phrase, frame, sentence) or at_another_act(phrase, frame, sentence)


def _of_doer(phrase: NounPhrase, frame: Frame) -> bool:
    """«هجمات شنها الحوثيون في اليمن ضد السعودية»: the country says where the doers are at home."""
    doers = frame.get("support_subject", "after", "genitive")
    behind = any(0 <= phrase.first - doer.last <= 1 for doer in doers if doer.name.kind == "actor")
    return behind and is_country(phrase.name) and bool(frame.get("ضد"))


def _pronoun(frame: Frame, sentence: Sentence, phrases: list[NounPhrase]) -> list[tuple[NounPhrase, str]]:
    """«تقدمت القوات نحو البلدة وقصفت مواقع فيها»: the last place named before the pronoun."""
    behind = range(frame.trigger.last, min(frame.trigger.last + PRONOUN_REACH, len(sentence.tokens)))
    kind = frame.row.event_type
    points = IN_IT | (OUT_OF_IT if kind in LEFT else frozenset()) | (INTO_IT if kind in MOVES_TO else frozenset())
    points |= ON_IT if kind == "territorial_control" else frozenset()
    at = next((index for index in behind if sentence.word(index) in points), None)
    if at is None or any(sentence.at(index, "trigger") or index in sentence.quotes for index in range(behind[0], at)):
        return []
    before = [phrase for phrase in phrases if phrase.name.kind == "place" and phrase.last <= frame.trigger.first]
    return (
        [(_described(before[-1], sentence, phrases), "pronoun")] if before and not is_country(before[-1].name) else []
    )


def _placed(phrase: NounPhrase, function: str, sentence: Sentence) -> bool:
    """A country that is also a power («قصفت روسيا») is a place only behind a preposition of place; so is the town of
    an office («نجا محافظ درعا من …»)."""
    if function == "preverbal" and phrase.name.value.capital:  # «إن دمشق ستواجه …»: who governs there
        return any(sentence.word(phrase.first - back).lstrip("و") in ("في", "داخل", "وسط") for back in (1, 2))
    if function in ("support_subject", "preverbal", "after") and sentence.at(phrase.first - 1, "title", "office"):
        return False
    if borders(phrase.name, sentence):
        return False
    return not is_country(phrase.name) or function in (*PLACE_FUNCTIONS, "إلى", "destination", "من", "origin")
