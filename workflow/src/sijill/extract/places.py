"""Where an event happened: the place its own words name, not an origin, a destination or another act's place."""

from __future__ import annotations

from sijill.extract.fired import comes_from
from sijill.extract.frames import PLACE_FUNCTIONS, Frame
from sijill.extract.othertimes import ANCHORS, RELATIVE, REPLIES, accused_of
from sijill.extract.phrases import NounPhrase
from sijill.extract.placenames import NEAR, is_country, of_place
from sijill.extract.sentence import STOPS, Item, Sentence, apart
from sijill.extract.speechtimes import COMPLEMENTIZERS
from sijill.extract.visits import SPEECHES, VISITS, behind, is_topic
from sijill.text.tokens import word_set

SHARED = ("shared_place", "pronoun")  # functions of places that other acts of the clause have too
PARTS = word_set("جزء اجزاء قسم مناطق مواقع انحاء احياء اطراف جانب جوانب مساحات قري بلدات محاور نقاط ضواحي ارياف شوارع")
PARTS |= word_set("مئه مائه معظم غالبيه اغلب كامل")
VAGUE = frozenset(("المنطقه", "منطقه", "الجبهه"))
EXAMPLES, EXAMPLE_REACH = frozenset(("مثل", "منها", "بينها", "هي", "وهي", "ابرزها")), 16
SEATS = frozenset(("مقره", "مقرها", "مقرهم", "مركزها", "مركزه"))  # «المنظمة ومقرها جنيف»
ABOUT = frozenset(("علي",))  # what parties agree on
IN_IT = frozenset(("فيها", "فيه", "بها", "داخلها", "داخله", "محيطها"))
OUT_OF_IT, INTO_IT = frozenset(("منها", "منه")), frozenset(("اليها", "اليه"))
WHERE = frozenset(("حيث",))
ON = frozenset(
    ("حدود", "الحدود", "طريق", "الطريق", "محور", "جبهه", "جبهات", "مداخل", "مشارف", "اطراف", "تخوم", "سواحل")
)
DISTANCES = frozenset(("كيلومتر", "كيلومترا", "كيلومترات", "كلم", "كم", "متر", "مترا", "امتار", "ميل", "ميلا", "اميال"))
PRONOUN_REACH = 8  # tokens from an act to the pronoun of its place
PART_REACH = 8  # tokens from a part to the place it is of
MOVES_TO = ("reinforcement", "deployment", "relocation", "territorial_control", "arms_supply", "aid_obstruction")
STRIKES = ("shelling", "air_strike", "drone_attack", "attack", "weapons_intercepted")
AIMS = ("destination", "إلى", "على")  # of what is fired: «صاروخ باتجاه جازان», «ضربات على سوريا»
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
    for find in (_aimed_at, _where_clause, _part, _only_place, _pronoun, _shared_place):
        found = found or find(frame, sentence, phrases)
    if event_type == "meeting":
        found = [pair for pair in found if not is_topic(pair[0], frame, sentence)]
    found = [(_described(phrase, sentence, phrases), function) for phrase, function in found]
    if frame.trigger.joined:  # «انتزاع ألغام في صعدة ومقتل خمسة بالبيضاء»
        found = [pair for pair in found if pair[0].first > frame.trigger.first] or found
    inner = [link.start for phrase, _ in found for link in chain(phrase, sentence)[1:]]
    heads = [pair for pair in found if pair[0].name.start not in inner]
    # «العاملين في سوريا» yields to the town of the clause
    return min(heads, key=lambda pair: (_vague(pair[0].name, sentence), _steps(pair[0], frame)), default=(None, ""))


def _described(phrase: NounPhrase, sentence: Sentence, phrases: list[NounPhrase]) -> NounPhrase:
    """The place that a phrase but describes: of «بلدة حفير جنوب دمشق» the town, though «جنوب دمشق» is nearer."""
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
    elif event_type == "territorial_control":  # «طرد المسلحين من المدينة»
        aims = ["من", "origin"]
    return found or [(phrase, "target") for phrase in frame.get(*aims) if phrase.name.kind == "place"]


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
    last = at - 1 if sentence.word(at - 1) in ("،", ",") else at
    before = [phrase for phrase in phrases if phrase.name.kind == "place" and phrase.last <= last]
    here = before[-2:] if before and before[-1].last == last else []  # «في الضمير، على بعد 40 كلم من دمشق، حيث …»
    place = here[0] if here and is_far_from(here[-1], sentence) else here[-1] if here else None
    return [(_described(place, sentence, phrases), "where_clause")] if place is not None else []


def _part(frame: Frame, sentence: Sentence, phrases: list[NounPhrase]) -> list[tuple[NounPhrase, str]]:
    """The one place of the clause of which a part is named, whatever it is attached to."""
    here = [phrase for phrase in phrases if not apart(phrase.name, frame.trigger, sentence)]
    parts = [phrase for phrase in here if is_part(phrase, sentence)]
    return [(parts[0], "part")] if len(parts) == 1 else []


def _vague(name: Item, sentence: Sentence) -> int:
    """A country, and «المنطقة», which may be a whole part of the world, yield to a town."""
    return 2 if sentence.text[name.start : name.end] in VAGUE else int(is_country(name))


def _listed(phrase: NounPhrase, frame: Frame, sentence: Sentence) -> bool:
    """«أخلت القوات مطارات عدة مثل …», «مناطق ريفية هي …»: examples of what the act was done to."""
    example = phrase.name.kind == "place" and sentence.word(phrase.first - 1) in EXAMPLES
    near = 0 < phrase.first - frame.trigger.last <= EXAMPLE_REACH
    return example and near and not apart(phrase.name, frame.trigger, sentence) and not is_country(phrase.name)


def is_part(phrase: NounPhrase, sentence: Sentence) -> bool:
    """«مناطق واسعة من المحافظة», «في الجزء الذي تحتله القوات من الهضبة»: the part lies in the place."""
    if phrase.name.kind != "place" or sentence.word(phrase.first - 1) != "من":
        return False
    before = [sentence.word(index) for index in range(phrase.first - 2, max(-1, phrase.first - PART_REACH), -1)]
    parts = [at for at, word in enumerate(before) if word.lstrip("وب").removeprefix("ال") in PARTS]
    return bool(parts) and (parts[0] <= 1 or not RELATIVE.isdisjoint(before[: parts[0]]))


def _steps(phrase: NounPhrase, frame: Frame) -> tuple[int, int]:
    return abs(phrase.first - frame.trigger.last), phrase.first


def _only_place(frame: Frame, sentence: Sentence, phrases: list[NounPhrase]) -> list[tuple[NounPhrase, str]]:
    """The one place that the trigger's clause names with a preposition of place, whatever it is attached to."""
    near = [
        phrase
        for phrase in _located_here(frame, sentence, phrases)
        if not _nearer_to_another(phrase, frame, sentence) and not spoken_before(phrase.last, frame.trigger, sentence)
    ]
    return _only(near, "clause_place", sentence)


def _shared_place(frame: Frame, sentence: Sentence, phrases: list[NounPhrase]) -> list[tuple[NounPhrase, str]]:
    """The one place of a clause that tells several acts: «قُتل شاب خلال احتجاجات في المدينة».

    What stands behind "after", "since", "in reply to" or in a relative clause may lie elsewhere.
    """
    here = _located_here(frame, sentence, phrases)
    return _only([phrase for phrase in here if not _elsewhere(phrase, frame, sentence)], "shared_place", sentence)


def _of_others(phrase: NounPhrase, frame: Frame, sentence: Sentence) -> bool:
    """Whether a place is where somebody speaks, is at home or has a seat, or where was what somebody is accused of."""
    declared = frame.get("declared", "claimed")  # «أعلن التحالف في اليمن تدمير …»
    if declared and declared[0].last <= phrase.first < frame.trigger.first:
        return True
    if spoken_before(phrase.last, frame.trigger, sentence) or _accused(phrase, frame, sentence):
        return True
    if sentence.word(phrase.first - 1).removeprefix("و") in SEATS:
        return True
    return _talked_about(phrase, frame, sentence)


def _talked_about(phrase: NounPhrase, frame: Frame, sentence: Sentence) -> bool:
    """«وافق في اجتماع على إبقاء القوات في سوريا»: where lies what a meeting is about."""
    if frame.row.event_type != "meeting":
        return False
    between = range(frame.trigger.last, phrase.first - 1)  # «اجتماع على الحدود»
    return any(sentence.word(index).removeprefix("و") in ABOUT for index in between)


def _accused(phrase: NounPhrase, frame: Frame, sentence: Sentence) -> bool:
    return phrase.first >= frame.trigger.last and accused_of(frame.trigger, phrase.name, sentence)


def _located_here(frame: Frame, sentence: Sentence, phrases: list[NounPhrase]) -> list[NounPhrase]:
    """The places that a preposition of place brings into the clause of a trigger, where no source is."""
    return [
        phrase
        for phrase in phrases
        if phrase.name.kind == "place" and _located(phrase, sentence)
        and not apart(phrase.name, frame.trigger, sentence) and not _of_source(phrase, frame, sentence)
        and not _accused(phrase, frame, sentence) and not _talked_about(phrase, frame, sentence)
    ]  # fmt: skip


def _only(near: list[NounPhrase], function: str, sentence: Sentence) -> list[tuple[NounPhrase, str]]:
    """The phrase that the others but describe, if there is one such."""
    links = {item.start for phrase in near for item in chain(phrase, sentence)[1:]}
    heads = [phrase for phrase in near if phrase.name.start not in links]
    named = {tuple(phrase.name.value) or phrase.name.start for phrase in heads}
    twice = len(heads) > 1 and len(named) == 1 and not is_country(heads[0].name)  # «مصادر في صنعاء …، … في صنعاء»
    return [(heads[-1], function)] if len(heads) == 1 or twice else []


def _elsewhere(phrase: NounPhrase, frame: Frame, sentence: Sentence) -> bool:
    first, last = sorted((phrase.first, frame.trigger.first))
    between = {sentence.word(index) for index in range(first, last)}
    return not between.isdisjoint(ANCHORS | REPLIES | RELATIVE | COMPLEMENTIZERS)


def _pronoun(frame: Frame, sentence: Sentence, phrases: list[NounPhrase]) -> list[tuple[NounPhrase, str]]:
    """«تقدمت القوات نحو البلدة وقصفت مواقع فيها»: the last place named before the pronoun."""
    behind = range(frame.trigger.last, min(frame.trigger.last + PRONOUN_REACH, len(sentence.tokens)))
    kind = frame.row.event_type
    points = IN_IT | (OUT_OF_IT if kind in LEFT else frozenset()) | (INTO_IT if kind in MOVES_TO else frozenset())
    at = next((index for index in behind if sentence.word(index) in points), None)
    if at is None or any(sentence.at(index, "trigger") or index in sentence.quotes for index in range(behind[0], at)):
        return []
    before = [phrase for phrase in phrases if phrase.name.kind == "place" and phrase.last <= frame.trigger.first]
    return (
        [(_described(before[-1], sentence, phrases), "pronoun")] if before and not is_country(before[-1].name) else []
    )


def _nearer_to_another(phrase: NounPhrase, frame: Frame, sentence: Sentence) -> bool:
    first, last = sorted((phrase.first, frame.trigger.first))
    return any(first < other.first < last for other in sentence.of("trigger"))


def _of_source(phrase: NounPhrase, frame: Frame, sentence: Sentence) -> bool:
    """«…، وفق مصدر في المدينة» says where the source is."""
    between = (item for item in sentence.of("source") if frame.trigger.last <= item.first < phrase.first)
    return any(item.value.kind == "according_to" for item in between)


def spoken_before(last: int, trigger: Item, sentence: Sentence) -> bool:
    """«إعلان دمشق أن التحالف استهدف …»: what stands before "that" is not where it happened."""
    return any(sentence.word(index) in COMPLEMENTIZERS for index in range(last, trigger.first))


def _located(phrase: NounPhrase, sentence: Sentence) -> bool:
    """Whether a place stands behind a preposition of place («على» before a border or a road), or its name is a
    direction («جنوب قطاع غزة»), or it is so far from there («على بعد ميل من المدينة»)."""
    chief = phrase.chief
    on = chief.prep == "على" and (sentence.word(phrase.first) in ON or sentence.word(phrase.name.first) in ON)
    return (
        (chief.link or chief.prep) in PLACE_FUNCTIONS
        or on
        or sentence.word(phrase.first) in NEAR
        or is_far_from(phrase, sentence)
    )


def is_far_from(phrase: NounPhrase, sentence: Sentence) -> bool:
    """«على بعد عشرة كيلومترات من المدينة», «يبعد 30 كم عن المدينة»."""
    return sentence.word(phrase.first - 1) in ("من", "عن") and any(
        sentence.word(index) in DISTANCES for index in (phrase.first - 2, phrase.first - 3)
    )


def _placed(phrase: NounPhrase, function: str, sentence: Sentence) -> bool:
    """A country that is also a power («قصفت روسيا») is a place only behind a preposition of place; so is the town of
    an office («نجا محافظ درعا من …»)."""
    if function in ("support_subject", "preverbal", "after") and sentence.at(phrase.first - 1, "title", "office"):
        return False
    return not is_country(phrase.name) or function in (*PLACE_FUNCTIONS, "إلى", "destination", "من", "origin")


def chain(phrase: NounPhrase, sentence: Sentence) -> list[Item]:
    """The place items of one description, most specific first as written: «السخنة بريف حمص الشرقي شرق سوريا»."""
    found = [phrase.name]
    for item in sentence.of("place"):
        between = range(found[-1].last, item.first)
        if item.first >= found[-1].last and len(between) <= 2 and all(of_place(index, sentence) for index in between):
            if item.joined and not item.prep:
                break
            found.append(item)
    return found


def is_near(phrase: NounPhrase, sentence: Sentence) -> bool:
    """Whether the text says near, around or beside the place rather than in it."""
    before = range(max(0, phrase.first - 2), phrase.first)
    return is_far_from(phrase, sentence) or any(sentence.word(index).lstrip("وب") in NEAR for index in before)
