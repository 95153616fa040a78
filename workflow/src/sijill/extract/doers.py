"""Who can have done an act: relief workers and monitors do not shell, and who has no aircraft flies no raids."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from sijill.codebook import Codebook
from sijill.extract.roles import Participation

FLYING_KINDS = frozenset(("state_force", "state", "coalition", "government"))
UNARMED_KINDS = frozenset(("intergovernmental", "monitor", "media"))
# What people without arms do too
OF_CROWDS = frozenset(
    ("riot", "mob_violence", "looting_destruction", "attack", "attack_on_civilians", "casualty_report")
)


def able(parts: list[Participation], event_type: str, codebook: Codebook) -> list[Participation]:
    """The parts without doers that no violence can come from: in «قصف على المدينة والأمم المتحدة تطالب …» the body that
    has no army takes no part; civilians who stand where the doer stands are who was hit."""
    if not codebook.event_types[event_type].violent:
        return parts
    kept = [part for part in parts if part.role != "actor" or not _only(part, UNARMED_KINDS, codebook)]
    crowd = event_type in OF_CROWDS
    hit = [part.role == "actor" and not crowd and _only(part, {"civilian_group"}, codebook) for part in kept]
    return [replace(part, role="victim") if hurt else part for part, hurt in zip(kept, hit, strict=True)]


def _only(part: Participation, kinds: Set[str], codebook: Codebook) -> bool:
    own = _kinds(part, codebook)
    return bool(own) and own <= kinds


def by_state(parts: list[Participation], codebook: Codebook) -> bool:
    """Whether the army of a state or a coalition strikes: its «ضربات» are air raids until the text says otherwise."""
    kinds = set().union(*(_kinds(part, codebook) for part in parts if part.role == "actor"))
    return bool(kinds) and kinds <= FLYING_KINDS


def struck(part: Participation, codebook: Codebook) -> Participation:
    """«ضربات موجعة للتنظيم», «غارات على معاقل للمتمردين»: who has no aircraft does not strike from the air."""
    if part.function != "ل" or part.role != "actor" or by_state([part], codebook):
        return part
    return replace(part, role="recipient")


def _kinds(part: Participation, codebook: Codebook) -> set[str]:
    """Kinds of the actors of the registry that a phrase may name."""
    name = part.phrase.name
    if name.kind not in ("actor", "nisba"):
        return set()
    return {codebook.actors[one].kind for one in name.value.actor_id.split("|") if one in codebook.actors}
