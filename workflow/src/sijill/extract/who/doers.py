"""Who can have done an act: relief workers and monitors do not shell, governments do not demonstrate, and who has no
aircraft flies no raids. What no kind of actor can do stands in restrictions.csv."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sijill.codebook import Codebook
from sijill.extract.grammar.frames import Frame
from sijill.extract.names.kinds import UNKNOWN, are_only, kinds_of
from sijill.extract.sentence import Sentence
from sijill.extract.who.participation import Participation

FLYING_KINDS = frozenset(("state_force", "state", "coalition", "government"))
GROUPS = frozenset(("insurgent", "militia"))
CLAIMABLE = frozenset(
    ("attack", "shelling", "air_strike", "drone_attack", "ambush", "explosive_device", "targeted_killing",
     "weapons_intercepted", "looting_destruction")
)  # fmt: skip
OTHERS = frozenset(("recipient", "victim"))


def able(
    parts: list[Participation], frame: Frame, event_type: str, codebook: Codebook
) -> tuple[list[Participation], bool]:
    """The parts as restrictions.csv allows them; and whether the verb has a subject that cannot
    do what it says («احتجت موسكو على …», «هاجم الرئيس خصومه»): then it says something else."""
    kept: list[Participation] = []
    refused = False
    for part in parts:
        role = _role(part, event_type, codebook)
        refused = refused or (role == "refused" and _is_subject(part, frame))
        if role not in ("none", "refused"):
            kept.append(part if role == part.role else replace(part, role=role))
    return kept, refused


def _is_subject(part: Participation, frame: Frame) -> bool:
    """Of the verb itself, or of a light verb («شن الرئيس هجوما على …»)."""
    if frame.is_verb or frame.support is None:
        return frame.is_verb and part.function == "subject"
    return part.function == "support_subject" and getattr(frame.support.value, "tense", "noun") != "noun"


def _role(part: Participation, event_type: str, codebook: Codebook) -> str:
    for row in codebook.restrictions:
        if event_type in row.event_types and part.role == row.role and are_only(part, set(row.kinds), codebook):
            return row.becomes
    return part.role


def on_one_side(
    parts: list[Participation], frame: Frame, actor: Callable[[Participation], str | None]
) -> list[Participation]:
    """Nobody is struck by himself: of two phrases that name one actor as doer and as struck, the nearer to the trigger
    is read («اعتقل جهاز الأمن (الشاباك) …», «تنفذ القوات عملية أسفرت عن مقتل جندي من القوات»). `actor`: who a phrase
    names, None where nobody knows."""
    again = set()
    for doer in parts:
        for other in parts:
            if doer.role == "actor" and other.role in OTHERS and actor(doer) and actor(doer) == actor(other):
                again.add(id(max(doer, other, key=lambda part: _distance(part, frame))))
    return [part for part in parts if id(part) not in again]


def _distance(part: Participation, frame: Frame) -> int:
    act = frame.support or frame.trigger
    return max(act.first - part.phrase.last, part.phrase.first - act.last)


def one_sided(parts: list[Participation], frame: Frame, event_type: str, codebook: Codebook) -> list[Participation]:
    """«تصدت الدفاعات الجوية للغارات»: the sides of a verb of clashes that tells an act without sides are its doer and
    whom it meets."""
    types = codebook.event_types
    if not types[frame.row.event_type].symmetric or types[event_type].symmetric:
        return parts
    roles = {"subject": "actor", "carried_subject": "actor", "genitive": "actor", "بين": "participant"}
    return [
        replace(part, role=roles.get(part.function, "recipient")) if part.role == "participant" else part
        for part in parts
    ]


def by_state(parts: list[Participation], codebook: Codebook) -> bool:
    """Whether the army of a state or a coalition strikes: its «ضربات» are air raids until the text says otherwise."""
    kinds = frozenset().union(*(kinds_of(part, codebook) for part in parts if part.role == "actor")) - {UNKNOWN}
    return bool(kinds) and kinds <= FLYING_KINDS


def struck(part: Participation, codebook: Codebook) -> Participation:
    """«ضربات موجعة للتنظيم», «غارات على معاقل للمتمردين»: who has no aircraft does not strike from the air."""
    if part.function != "ل" or part.role != "actor" or by_state([part], codebook):
        return part
    return replace(part, role="recipient")


def claims(
    parts: list[Participation], frame: Frame, event_type: str, sentence: Sentence, codebook: Codebook
) -> list[Participation]:
    """«أعلنت كتائب … استهداف قوة إسرائيلية», «… تدمير دبابة», «… قصف المدينة بالصواريخ»: an armed group that announces
    that another was struck, a weapon destroyed, or with what, tells of its own deed. Armies announce others' deeds too.
    """
    if event_type not in CLAIMABLE or any(part.role == "actor" for part in parts):
        return parts
    groups = [Participation(phrase, "actor", "declared") for phrase in frame.get("declared")]
    groups = [part for part in groups if are_only(part, GROUPS, codebook)]
    struck = [part for part in parts if part.role in OTHERS and part.phrase.name.kind in ("actor", "nisba")]
    thing = sentence.at(frame.trigger.last, "head")
    armed = thing is not None and thing.value.kind in ("instrument", "force")
    return [*parts, *groups] if struck or armed or frame.means is not None else parts


def suffers(parts: list[Participation], frame: Frame, codebook: Codebook) -> list[Participation]:
    """«الضربة التي وجهت لسوريا», «ينوي الرئيس قصف سوريا»: a country behind ل, or in the genitive beside a doer, is
    where it is done to, unless somebody else is told to be struck («قصف إسرائيل لغزة»); «غارات روسية وسورية» are of
    both."""
    if frame.is_verb or frame.has_object or frame.get("على", "ضد", "باتجاه", "destination"):
        return parts
    doers = [part for part in parts if part.role == "actor"]
    lands = [part for part in doers if part.phrase.head == "" and are_only(part, {"state"}, codebook)]
    struck_lands = [
        part
        for part in lands
        if (part.function == "ل" and not frame.get("genitive", "nisba"))
        or (part.function == "genitive" and _beside_doer(part, doers) and not frame.get("ل"))
    ]
    return [replace(part, role="recipient") if part in struck_lands else part for part in parts]


def _beside_doer(part: Participation, doers: list[Participation]) -> bool:
    return len(doers) > 1 and part.phrase.chief.name.kind != "nisba"
