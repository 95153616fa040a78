"""Roles: what the grammatical functions of a frame mean, as its trigger row says."""

from __future__ import annotations

from dataclasses import replace

from sijill.extract.grammar.around import is_gunmen
from sijill.extract.grammar.frames import AGENT_LINKS, Frame
from sijill.extract.grammar.phrases import NounPhrase
from sijill.extract.grammar.voice import acts_on_another, is_doer, may_be_subject, storms, voice
from sijill.extract.lexicon import VerbForm
from sijill.extract.sentence import THEIRS
from sijill.extract.who.nouns import of_noun
from sijill.extract.who.participation import GATHERINGS, ON_LAND, OWNED, SUBJECTS, Participation
from sijill.tables import ROLES

STRIKING = ON_LAND - {"siege"} | {"explosion", "explosive_device", "suicide_bombing", "ambush", "grenade"}
NEAR_NOUN = 3  # tokens from a noun to «من» and who it came from
ACTING_PEOPLE = ("fighters", "soldiers", "protesters")  # what units count
NATIONALS = "u_nationals"  # «فلسطينيا», «سوريان»
GROUPS = "groups"  # «ثلاث كتائب», «فصائل»


def participations(frame: Frame) -> list[Participation]:
    """The participants of a frame by the roles its trigger row gives to grammatical functions."""
    found = [*_agents(frame), *(_of_verb(frame) if frame.is_verb else of_noun(frame)), *_obliques(frame)]
    unique: dict[tuple[int, int, str], Participation] = {}
    for part in found:
        if part.role in ROLES and _can_play(part, frame):
            unique.setdefault((part.phrase.name.start, part.phrase.name.end, part.phrase.name.kind), part)
    return list(unique.values())


def _can_play(part: Participation, frame: Frame) -> bool:
    """Places take no part; people without a name are hurt or struck, gather in protest; fighters and protesters act."""
    name = part.phrase.name
    if name.kind == "unit":
        fights = part.role == "actor" and name.value.what in ACTING_PEOPLE
        # «إن فلسطينيا دهس جنودا»: before its verb one of a people is who did it
        fights = fights or (part.role == "actor" and name.value.unit_id == NATIONALS and part.function == "subject")
        gathers = part.role == "participant" and (frame.row.event_type in GATHERINGS or name.value.what == GROUPS)
        clashes = part.role == "participant" and frame.row.event_type == "armed_clash"
        clashes = clashes and (is_gunmen(part.phrase) or name.value.what == "protesters")
        return fights or gathers or clashes or part.role in ("victim", "recipient")
    if part.role == "victim" and frame.row.event_type == "displacement":  # «غادر الرئيس …» displaces nobody
        return name.kind in ("actor", "nisba") and getattr(name.value, "form", "") not in ("office", "capital")
    return name.kind != "place"


def _agents(frame: Frame) -> list[Participation]:
    found = [Participation(phrase, role, link) for link, role in AGENT_LINKS.items() for phrase in frame.get(link)]
    side = "participant" if "participant" in (frame.row.subject, frame.row.genitive) else "recipient"
    found = [replace(part, role=side) if _was_hit(part, frame) else part for part in found]
    if frame.row.event_type not in STRIKING:  # «انفجرت سيارة مفخخة …، مستهدفة موكبا للجيش»
        found = [part for part in found if part.function != "target"]
    if frame.row.event_type == "territorial_control" and frame.is_verb and frame.row.subject == "none":
        found = [replace(part, role="actor") if part.function == "holder" else part for part in found]
    elif frame.row.event_type not in ON_LAND:  # «باتت البلدة تحت سيطرة الجيش» alone says who took it
        found = [part for part in found if part.function != "holder"]
    return found + [Participation(phrase, "actor", "from") for phrase in _from_whom(frame)]


def _was_hit(part: Participation, frame: Frame) -> bool:
    """«عشرات القتلى من الجماعة بغارات»: a body that was hit is the target, but for what lay in wait for anybody."""
    hit = part.function == "hurt" and part.phrase.name.start in frame.bodies
    return hit and frame.row.event_type not in ("explosive_device", "explosion", "grenade")


def _from_whom(frame: Frame) -> list[NounPhrase]:
    """Who struck, behind «من»: «تعرضت البلدة لقصف من القوات …»; countries are where it came from."""
    row = frame.row
    if frame.is_verb or row.genitive != "actor" or "من" in row.oblique_preps:
        return []
    suffers = frame.support is not None and frame.support.value.row.subject == "recipient"
    near = [p for p in frame.get("origin", "من") if suffers or p.first - frame.trigger.last <= NEAR_NOUN]
    return [p for p in near if is_doer(p, frame) and (p.head or p.name.definite or p.name.last - p.name.first > 1)]


def _obliques(frame: Frame) -> list[Participation]:
    spelt = {"باتجاه": "destination", "إلى": "destination", "من": "origin"}  # what connectives call these prepositions
    functions = [name for prep in frame.row.oblique_preps for name in (prep, spelt.get(prep)) if name]
    if frame.row.genitive == "actor" and not frame.is_verb and "ل" not in functions:
        functions.append("ل")
    return [
        Participation(phrase, _oblique_role(phrase, function, frame), function)
        for function in functions
        for phrase in frame.get(function)
        if function != "ل" or phrase.first >= frame.trigger.last  # «سواحل لليمن …»: of the coast
    ]


def _oblique_role(phrase: NounPhrase, function: str, frame: Frame) -> str:
    """«هجوم لتنظيم داعش», «غارات للتحالف» name the doer behind ل; «كمين لدورية للجيش» names what is the army's."""
    by = function == "ل" and frame.row.genitive == "actor" and not frame.is_verb
    if by and phrase.head == "owned" and phrase.first == frame.trigger.last:
        return "actor"  # «تعزيزات تابعة للجيش»
    if by and frame.row.oblique == "recipient" and any(p.last <= phrase.first for p in frame.get("genitive")):
        return "recipient"  # «استسلام المسلحين لقوات …»
    if by and frame.trigger.value.tails and phrase.first > frame.trigger.last:
        return "recipient"  # «تدمير زورقين للجماعة»: whose that is without which the noun does not stand
    if by and frame.support is not None and frame.support.value.row.subject == "actor":
        laid = frame.trigger.last <= frame.support.first and phrase.first >= frame.support.last
        if laid or frame.get(*SUBJECTS):
            return "recipient"  # «وجّه الجيش ضربات للتنظيم», «كمين نصب لدورية»
    return "actor" if by and phrase.chief.head not in OWNED else "recipient" if by else frame.row.oblique


def _of_verb(frame: Frame) -> list[Participation]:
    row = frame.row
    before, after = frame.get("preverbal"), frame.get("after")
    if frame.trigger.suffix and row.object == "none":
        before = []  # «طائرة إيرانية أسقطتها …»: what stands before is what the pronoun means
    if frame.tail is not None:  # the subject stands before the object; what follows it belongs to it
        fells = row.asserts == "casualty" and row.subject == "none"  # «أودت ألغام الجماعة بحياة …»
        after = [phrase for phrase in after if (phrase.first >= frame.tail if fells else phrase.first <= frame.tail)]
    if voice(frame) == "passive":
        role = row.object if row.object != "none" else row.subject  # «لقي أربعة مصرعهم» has one voice only
        return [Participation(phrase, role, "passive_subject") for phrase in _befallen(before, after, frame)]
    subject = _subject(before, after, frame)
    after = [_in_apposition(phrase, subject) for phrase in after]
    owners = frame.get("carried_object") if row.object == "recipient" else []
    after = [*_resumed(before, subject, frame), *after]
    return [Participation(phrase, "recipient", "carried_object") for phrase in owners] + [
        Participation(phrase, *((row.subject, "subject") if phrase.chief is subject else (row.object, "object")))
        for phrase in (*(phrase for phrase in before if phrase.chief is subject), *after)
    ]


def _resumed(before: list[NounPhrase], subject: NounPhrase | None, frame: Frame) -> list[NounPhrase]:
    """«ثلاثة مدنيين قتلتهم القوات»: people right before a verb with their pronoun are whom it befell."""
    theirs = frame.trigger.suffix in THEIRS and subject is not None and subject not in before
    near = [phrase for phrase in before if phrase.last == frame.trigger.first and phrase.counted] if theirs else []
    return [phrase for phrase in before if near and phrase.chief is near[-1].chief]


def _in_apposition(phrase: NounPhrase, subject: NounPhrase | None) -> NounPhrase:
    """«اتهم الناطق باسم الجيش، أحمد المسماري، الدولة بـ…»: the name of who holds the office, set apart by a comma,
    belongs to the subject."""
    if subject is None or phrase.name.kind != "person" or phrase.chief is not phrase:
        return phrase
    titled = phrase.first <= subject.first and subject.last <= phrase.last  # the title stands before the body
    return replace(phrase, leader=subject) if titled else phrase


def _befallen(before: list[NounPhrase], after: list[NounPhrase], frame: Frame) -> list[NounPhrase]:
    """Whom it befell: behind the verb those named first and their parts, no body that is not joined to them."""
    if not after:  # «قال الفصيل إن قياديا قُتل»: the nearest
        return [phrase for phrase in before if phrase.chief is before[-1].chief]
    first = after[0].chief
    return [phrase for phrase in after if phrase.chief is first or not is_doer(phrase, frame)]


def _subject(before: list[NounPhrase], after: list[NounPhrase], frame: Frame) -> NounPhrase | None:
    """The chief phrase of the doers: the nearest before the verb, else the first behind it that can be a subject.

    Places, property and counted people behind a verb are what it is done to («استهدف بلدةَ … الجيشُ»).
    """
    people = [phrase for phrase in before if phrase.name.kind != "place"]
    behind = frame.trigger.suffix and any(phrase.name.kind != "place" for phrase in after)
    if people and not behind:  # «القوات … البلدة التي غادرها المسلحون»: what the pronoun means stands before
        return people[-1].chief
    if frame.row.subject == "none" or frame.led or frame.is_plural:
        return None
    for chief in (phrase.chief for phrase in after):
        counted = chief.counted and chief.name.kind != "actor" and not _attack(chief, after, frame)
        speaks = frame.row.event_type == "statement" and chief.first == frame.trigger.last  # «دعا ناشطون إلى …»
        counted = counted and not behind and not speaks and not storms(chief, frame)
        counted = counted and not (frame.assails and chief is after[0].chief)
        counted = counted and not (chief is after[0] and acts_on_another(after, frame))
        if not may_be_subject(chief, frame):
            return None  # «قتل طيارا …»: the subject has been named before
        if chief.name.kind != "place" and not ((chief.head in OWNED or counted) and frame.row.object != "none"):
            return chief
    return None


BY_GUNMEN = frozenset(("abduction", "attack", "looting_destruction", "targeted_killing", "ambush"))


def _attack(chief: NounPhrase, after: list[NounPhrase], frame: Frame) -> bool:
    """«هاجم مسلحون قوات …»: armed men are the subject of a verb that is active by its letters, or has an object."""
    form = frame.trigger.value
    behind = len(after) > 1 or frame.counted_behind  # «اختطف مسلحون ثلاثة مهندسين»
    sure = frame.row.event_type in BY_GUNMEN or (isinstance(form, VerbForm) and form.voice == "active")
    return is_gunmen(chief) and (behind or sure)
