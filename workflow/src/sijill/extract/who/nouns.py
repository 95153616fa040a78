"""Roles of what a noun tells: its genitive, its adjective, who declares it, and the subject of its light verb."""

from __future__ import annotations

from dataclasses import replace

from sijill.codewords import Trigger
from sijill.extract.grammar.around import is_gunmen
from sijill.extract.grammar.carriers import CAUSING
from sijill.extract.grammar.frames import Frame
from sijill.extract.grammar.phrases import NounPhrase
from sijill.extract.grammar.voice import is_doer, may_be_subject
from sijill.extract.lexicon import VerbForm
from sijill.extract.sentence import Item
from sijill.extract.who.participation import ON_LAND, OWNED, Participation

MEN = ("group", "property")  # heads of who acts for a body: «عناصر من …», «دورية لـ…»
# What armed sides announce of themselves («أعلن الجيش استعادة …»), not of others («أعلن الجيش سقوط صاروخ»)
DECLARED = frozenset(
    ("territorial_control", "arrest", "weapons_intercepted", "offensive_operation", "sweep_operation", "deployment",
     "prisoner_release", "base_established", "base_dismantled", "alert_posture", "withdrawal",
     "reinforcement", "relocation", "siege", "joint_body_formed")
)  # fmt: skip


def of_noun(frame: Frame) -> list[Participation]:
    row = frame.row
    taken = _taken(frame)
    if row.genitive == "actor" and (frame.tail is not None or taken or _is_whole(frame)):
        frame = _before_tail(frame)
    named = {phrase.name.start for phrase in frame.get("nisba")}
    genitives = [phrase for phrase in frame.get("genitive") if phrase.head or phrase.name.start not in named]
    object_role = row.object if frame.as_noun else row.genitive
    if row.event_type == "leadership_change":  # «تعيين اللواء … قائدا»
        object_role = "recipient"
    acts = object_role in ("recipient", "victim") and (row.asserts == "event" or _kills(genitives, frame))
    objects = _objects_behind(genitives, frame) if acts or object_role == "actor" else []
    subjects = [phrase for phrase in genitives if phrase not in objects]
    told = bool(frame.get("ل")) or frame.is_cause or frame.has_object or bool(objects) or _frees(genitives, frame)
    swapped = bool(genitives) and acts and (told if row.event_type != "leadership_change" else bool(objects))
    genitive_role = "actor" if swapped else "recipient" if _of_another_doer(frame) else object_role
    beside = _acts_beside(genitives, frame)
    found = list(taken)
    for phrase in subjects:
        role = genitive_role if beside else _owned_role(phrase, genitive_role, row)
        found.append(Participation(phrase, role, "genitive"))
    struck = object_role if acts else "recipient"
    found += [Participation(phrase, struck, "masdar_object") for phrase in objects]
    if swapped:
        found += [Participation(phrase, object_role, "genitive_object") for phrase in frame.get("ل")]
    if not any(part.role == "actor" and part.phrase.name.kind != "place" for part in found):
        light = frame.support is not None and frame.support.value.row.subject == "actor"  # «أعلن الجيش تنفيذ غارات»
        own = light or row.event_type in DECLARED or row.subject == "actor"
        declared = [one for one in frame.get("declared") if own or _strikes_another(one, found, frame)]
        owned = [*frame.get("claimed"), *declared]
        doer = "participant" if row.genitive == "participant" else "actor"
        found += [Participation(phrase, doer, "declared") for phrase in owned]
        found += [Participation(phrase, "actor", "accused") for phrase in frame.get("accused")]
    if len(found) < 2 and not frame.get("support_subject"):  # «أعلن البيت …، عقب اجتماع عقده الرئيس»
        found += [Participation(phrase, "participant", "host") for phrase in frame.get("host")]
    doer = "participant" if row.genitive == "participant" else "actor"
    found += [Participation(phrase, doer, "nisba") for phrase in frame.get("nisba")]
    acting = row.genitive in ("actor", "participant")  # «أجرت الحكومة محادثات مع …»
    found += [Participation(phrase, doer, "subject") for phrase in frame.get("subject") if acting]
    found += [Participation(phrase, "recipient", "carried_object") for phrase in frame.get("carried_object")]
    return found + _of_support(frame)


def _strikes_another(declarer: NounPhrase, found: list[Participation], frame: Frame) -> bool:
    """«أعلن الجيش قصف مواقع للفصيل», «… اغتيال قيادي في الفصيل»: whoever declares that another's ground is struck, or
    another's man killed, has done it; but «أعلنت الحركة اغتيال القيادي فيها»."""
    if frame.row.event_type == "targeted_killing":
        struck = [part.phrase.name for part in found if part.role in ("recipient", "victim")]
        struck += [phrase.name for phrase in frame.get("في", "owner", "location")]
    elif frame.row.event_type in ON_LAND:
        struck = [part.phrase.name for part in found if part.role == "recipient" and part.phrase.chief.head in OWNED]
    else:
        return False
    named = [name.value.actor_id for name in struck if name.kind in ("actor", "nisba")]
    own = getattr(declarer.name.value, "actor_id", None)
    return bool(named) and own not in named


def _of_support(frame: Frame) -> list[Participation]:
    """The subject of the light verb; of a causing one («أجبرت المعارك السكان على النزوح») its object, who does it."""
    row, support = frame.row, frame.support
    if support is None or support.kind != "support":
        return []
    if row.asserts != "event" and support.value.row.subject != "actor":  # «تمكن الجيش من قتل قيادي» tells who killed
        return []
    causing = support.value.row.verb_id in CAUSING
    inside = [phrase for phrase in frame.get("support_subject", "preverbal") if _goes_on(phrase, frame)]
    role = row.genitive if causing else "actor" if inside else support.value.row.subject
    if row.subject != "none" and role in ("actor", "victim"):
        role = row.subject  # «بدأ السكان النزوح»
    elif role in ("actor", "recipient") and "participant" in (row.subject, row.genitive):
        role = "participant"  # «تلقى اتصالا» talks too
    before = [] if _is_masdar(support, frame) and frame.manager is None else frame.get("preverbal")
    subjects = inside or frame.get("support_subject") or before or frame.get("after")
    leader = subjects[-1 if causing else 0].chief if subjects else None
    return [Participation(phrase, role, "support_subject") for phrase in subjects if phrase.chief is leader]


def _goes_on(phrase: NounPhrase, frame: Frame) -> bool:
    """«استمر الجيش في قصف …», «فشلت القوات في اقتحام …»: a body is the subject of a verb that else the act is of."""
    support = frame.support
    verb = support.value.row if support is not None else None
    takes = verb is not None and verb.subject == "none" and verb.asserts == "event" and "في" in verb.preps
    return takes and is_doer(phrase, frame) and phrase.last <= frame.trigger.first


def _before_tail(frame: Frame) -> Frame:
    """«اعتراض التحالف صاروخا للحوثيين»: the doer stands before the object, and what follows belongs to that."""
    ends = frame.trigger.last if frame.tail is None else frame.tail
    kept = {
        name: [phrase for phrase in phrases if phrase.first < ends or name not in ("genitive", "nisba")]
        for name, phrases in frame.functions.items()
    }
    return replace(frame, functions=kept)


def _taken(frame: Frame) -> list[Participation]:
    """«تفكيك خلية تابعة للتنظيم», «توقيف السلطات عناصر من …»: the object that a verbal noun cannot do without."""
    tails = getattr(frame.trigger.value, "tails", ())
    if not tails or frame.row.pos != "noun" or frame.row.object == "none":
        return []
    ends = frame.trigger.last if frame.tail is None else frame.tail
    behind = [phrase for phrase in frame.get("genitive") if phrase.first >= ends]
    return [Participation(phrase, frame.row.object, "masdar_object") for phrase in behind]


def _is_whole(frame: Frame) -> bool:
    """«اعتراض صاروخ حوثي»: right behind the noun stands the object that it cannot do without."""
    stopped = frame.row.event_type == "weapons_intercepted" and not frame.trigger.suffix
    return stopped and bool(getattr(frame.trigger.value, "tails", ()))


def _objects_behind(genitives: list[NounPhrase], frame: Frame) -> list[NounPhrase]:
    """«اعتقال السلطات ثلاثة شبان»: what stands behind a body in the genitive, not joined to it, is the object."""
    if frame.led:
        return genitives
    if not genitives or not (is_doer(genitives[0], frame) or _acts_beside(genitives, frame)):
        return []
    return [phrase for phrase in genitives if phrase.chief is not genitives[0].chief]


def _of_another_doer(frame: Frame) -> bool:
    """«واصل الجيش قصف المعارضة», «شاركت طائرات في قصف مقاتلي …»: where the light verb has a doer and nothing else is
    struck, a genitive is whom it is done to."""
    row, support = frame.row, frame.support
    if support is None or support.kind != "support" or row.oblique != "recipient":
        return False
    if support.first > frame.trigger.first:
        return False
    verb = support.value.row
    doers = frame.get("support_subject", "preverbal")
    apart = verb.subject == "actor" and verb.verb_id not in CAUSING and bool(doers)
    return apart and not frame.get(*row.oblique_preps, "على", "ضد", "باتجاه", "destination")


def _acts_beside(genitives: list[NounPhrase], frame: Frame) -> bool:
    """«خطف مسلحين من التنظيم ثلاثة رعاة», «قتل دورية للجيش شابا»: of two right behind a masdar the men of a body, or
    gunmen, do it to the other, who is counted or in the accusative."""
    if len(genitives) < 2 or frame.row.genitive not in ("recipient", "victim"):
        return False
    first, second = genitives[:2]
    men = is_gunmen(first) or (first.name.kind == "actor" and first.head in MEN and not first.counted)
    apart = second.first == first.last and second.chief is not first.chief
    bare = second.name.kind in ("unit", "actor") and not (second.prep or second.name.definite)
    return men and apart and bare and (second.counted or not may_be_subject(second, frame))


def _kills(genitives: list[NounPhrase], frame: Frame) -> bool:
    """«قتل القوات عشرة مسلحين»: a body in the genitive, and people counted behind it, is who killed them."""
    objects = _objects_behind(genitives, frame) if frame.row.asserts == "casualty" and not frame.led else []
    return any(phrase.chief.counted for phrase in objects)


def _frees(genitives: list[NounPhrase], frame: Frame) -> bool:
    """«إفراج السلطات عن الجندي»: whom it is done to stands behind a preposition of the row, the body in the genitive
    does it."""
    row = frame.row
    behind = frame.get(*row.oblique_preps) if row.oblique == row.genitive else []
    return bool(behind) and bool(genitives) and is_doer(genitives[0], frame)


def _is_masdar(support: Item, frame: Frame) -> bool:
    """«رصد الجيش إطلاق قذائف»: who watches is not who fires; but right behind a subject («الجيش تعرض لهجوم») stands a
    verb."""
    noun = isinstance(support.value, VerbForm) and support.value.tense == "noun"
    return noun and not any(phrase.last == support.first for phrase in frame.get("preverbal"))


def _owned_role(phrase: NounPhrase, role: str, row: Trigger) -> str:
    """What belongs to somebody does not act: «قصف مقرات الحزب» is fire on the party, not by it."""
    return "recipient" if role == "actor" and phrase.chief.head in OWNED else role
