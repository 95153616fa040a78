"""Which act a number belongs to: casualties go to what caused them, counted things to the act of their clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sijill.codebook import Codebook
from sijill.extract.counts import (
    BOTH,
    HURT,
    Count,
    Quantity,
    counted_by,
    counts,
    is_toll,
    without_split,
)
from sijill.extract.frames import Frame
from sijill.extract.lexicon import VerbForm
from sijill.extract.roles import Participation
from sijill.extract.sentence import STOPS, Item, Sentence, apart

BEHIND, BEFORE = 25, 35  # tokens from a casualty to the act that caused it
CAUSE_WORDS = frozenset(("بعد", "لدي", "عند", "تحت", "في"))
CAUSE_BOUNDARIES = frozenset(("بعد ان", "بعدما", "عندما", "حينما"))
RESUMPTIVE = frozenset(("فيها", "فيه", "فيهما", "خلالها", "خلاله", "اثرها", "اثره", "جراءها", "نتيجتها", "اثناءها"))
ANAPHORS = frozenset(("ذلك", "هذا", "ما", "مما", "الامر", "الحادث", "الحادثه"))
OPERATIONS = frozenset(("offensive_operation", "sweep_operation"))  # not violent by themselves, but people die in them
NO_HOSTS = frozenset(("casualty_report", "siege", "territorial_control", "looting_destruction"))
# What a trigger of these types counts, whatever the noun.
COUNTED_BY_TYPE = {"arrest": "detained", "displacement": "displaced", "abduction": "abducted"}
STRIKES = frozenset(("air_strike", "shelling", "drone_attack", "attack"))
NO_NEWS = ("انباء", "معلومات", "ترد", "يرد", "عرف", "تضح", "ذكر", "حدد", "علن", "تقارير")
NONE_HURT = frozenset(("human_losses", "injury", "victim"))  # «إصابات», «ضحايا»: neither killed nor wounded


@dataclass
class Telling:
    """One event as one sentence tells it: its frame, final type, participants and numbers."""

    frame: Frame
    event_type: str
    rule: str
    parts: list[Participation]
    quantities: list[Quantity] = field(default_factory=list)

    def add(self, quantity: Quantity) -> None:
        """Take a number, unless it is the same number told again."""
        if not any(_same_number(quantity, other) for other in self.quantities):
            self.quantities.append(quantity)


def _same_number(one: Quantity, other: Quantity) -> bool:
    figures = [(q.what, q.low, q.best, q.high) for q in (one, other)]
    return figures[0] == figures[1] and (one.unit == other.unit or "" in (one.unit, other.unit))


@dataclass
class _Casualty:
    """A casualty that has found its place, for those that are joined to it."""

    trigger: Item
    owner: Telling


def give_to_hosts(
    tellings: list[Telling], sentence: Sentence, codebook: Codebook, before: Sequence[Telling] = ()
) -> list[Telling]:
    """Casualties belong to the act that caused them, where the sentence says which («أسفرت الغارة عن مقتل …»).

    `before`: the tellings of the sentence before, which «وأسفر ذلك عن …» goes on about; they take what is theirs.
    """
    found = counts(sentence)
    acts = [telling for telling in tellings if _may_host(telling, codebook)]
    kept: list[Telling] = []
    placed: list[_Casualty] = []
    for telling in tellings:
        numbers = _numbers(telling, sentence, found)
        if telling.frame.row.asserts != "casualty":
            owner = telling
        else:
            host = _host(telling.frame, acts, sentence) or _joined_to(telling, placed, sentence)
            owner = host or _told_before(telling.frame, before, sentence, codebook) or telling
            placed.append(_Casualty(telling.frame.trigger, owner))
        for number in numbers:
            owner.add(number)
        if owner is telling:
            kept.append(telling)
        else:
            known = {(part.phrase.name.start, part.role) for part in owner.parts}
            owner.parts += [part for part in telling.parts if (part.phrase.name.start, part.role) not in known]
    return kept


def _may_host(telling: Telling, codebook: Codebook) -> bool:
    kind = telling.event_type
    violent = codebook.event_types[kind].violent and kind not in NO_HOSTS
    return telling.frame.row.asserts == "event" and (violent or kind in OPERATIONS)


# --- what a trigger counts ------------------------------------------------------------------------------------------
def _numbers(telling: Telling, sentence: Sentence, found: list[Count]) -> list[Quantity]:
    """The people a trigger of casualty, arrest, abduction or displacement counts."""
    frame = telling.frame
    casualty = frame.row.asserts == "casualty"
    what = frame.row.needs if casualty else COUNTED_BY_TYPE.get(telling.event_type, "")
    if not what:
        return []
    if casualty and (noun := sentence.at(frame.trigger.first, "trigger")) and (none := _none_hurt(noun, sentence)):
        return none
    counted = counted_by(frame, sentence, found)
    if not counted:
        return []
    if casualty and (_halved(frame, sentence) or without_split(counted, sentence)):
        return [_sum(counted[:1] if _halved(frame, sentence) is None else counted, BOTH, sentence)]
    groups: dict[str, list[Count]] = {}
    for count in counted:
        groups.setdefault(count.what if casualty and count.what in HURT else what, []).append(count)
    return [_sum(group, kind, sentence) for kind, group in groups.items()]
