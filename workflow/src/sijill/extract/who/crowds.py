"""Clashes of forces with people without arms: «مواجهات بين شبان وقوات الاحتلال» are a riot, or force used on a crowd.

ACLED codes rioters against forces as a violent demonstration, and as excessive force where the crowd is hurt; a clash
is of two armed sides. Who says «مواجهات» says nothing of arms, so the sides decide.
"""

from __future__ import annotations

from dataclasses import replace

from sijill.codebook import Codebook
from sijill.extract.names.kinds import are_only, kinds_of
from sijill.extract.numbers.counts import HURT
from sijill.extract.numbers.hosts import Telling
from sijill.extract.sentence import Sentence
from sijill.extract.who.participation import Participation
from sijill.text.tokens import word_set

CROWDS = frozenset(("civilian_group", "protesters"))
FORCES = frozenset(("state_force", "police"))
UNARMED = frozenset(("civilians", "children", "women", "protesters"))  # what units count
SHOT = "+shot"  # in the rule of an attack on civilians
SHOOTING = frozenset(("v_atlq_nar", "v_fth_nar", "p_itlaq_nar"))
ANYBODY = frozenset(("youth", "u_nationals"))  # units of people who bear no arms unless the text says so
EDGES = word_set("مشارف اطراف الاطراف تخوم مداخل ابواب اعتاب")
EDGE_REACH = 12  # tokens from «وصلت» to what was reached
UNARMED_KINDS = CROWDS | {"state", "official", "official_body", "unknown", "intergovernmental", "political", "tribe"}
FLIGHT = frozenset(("n_frar", "v_fr", "v_hrb", "v_ghadr_mdny", "v_khrj_mhjr"))
WITH_POLICE = "p_ashtbakat_ma_alshrta"  # the words name the force
BARE = frozenset(("n_mwajha", "n_ashtbak"))  # «مواجهات», «اشتباكات»: of battles («معارك») the words themselves say arms


def of_crowds(tellings: list[Telling], codebook: Codebook) -> list[Telling]:
    """The tellings, each clash of a force with a crowd as what it is, and who was shot as attacked."""
    return [_shot(_hurt(_of_crowd(_demanded(telling, codebook), codebook), codebook), codebook) for telling in tellings]


def _hurt(telling: Telling, codebook: Codebook) -> Telling:
    """«سقط أربعة قتلى في مواجهات بين متظاهرين والجيش»: a crowd that clashed with forces and was hurt had force used on
    it; not so where those hurt are the forces."""
    if telling.event_type != "riot" or telling.frame.row.trigger_id not in BARE | {WITH_POLICE}:
        return telling
    forces = [part for part in telling.parts if part.role != "victim" and are_only(part, FORCES, codebook)]
    hurt = any(quantity.what in HURT and quantity.high != 0 for quantity in telling.quantities)
    victims = [part for part in telling.parts if part.role == "victim" and not are_only(part, CROWDS, codebook)]
    names = [part.phrase.name for part in victims]
    armed = any(name.kind != "unit" or name.value.what in ("soldiers", "commanders", "fighters") for name in names)
    if (forces or telling.frame.row.trigger_id == WITH_POLICE) and hurt and not armed:
        crowd = [part for part in telling.parts if part not in forces and are_only(part, CROWDS, codebook)]
        roles = {id(part): "actor" for part in forces} | {id(part): "victim" for part in crowd}
        telling.parts = [replace(part, role=roles.get(id(part), part.role)) for part in telling.parts]
        telling.event_type, telling.rule = "force_on_protest", f"{telling.rule}+hurt"
    return telling


def _demanded(telling: Telling, codebook: Codebook) -> Telling:
    """«طالب مئات المتظاهرين في المدينة بـ…», «ندد محتجون بـ…»: what demonstrators say, they demonstrate for; «طالب
    المتظاهرون بـ…» takes up a protest that is told already."""
    crowd = [part for part in telling.parts if part.role == "actor" and _demonstrate(part, codebook)]
    if telling.event_type == "statement" and crowd:
        telling.event_type, telling.rule = "protest", f"{telling.rule}+protest"
        telling.parts = [replace(part, role="participant") if part in crowd else part for part in telling.parts]
    return telling


def _demonstrate(part: Participation, codebook: Codebook) -> bool:
    name = part.phrase.name
    known = part.phrase.opening.removeprefix("و").startswith("ال")
    crowd = name.value.what == "protesters" if name.kind == "unit" else are_only(part, {"protesters"}, codebook)
    return crowd and not known


def _shot(telling: Telling, codebook: Codebook) -> Telling:
    """«استشهد شاب برصاص قوات …»: people without arms of whom it is told who killed them were attacked."""
    by = [part for part in telling.parts if part.role == "actor" and part.phrase.name.kind != "person"]
    killed = telling.event_type == "casualty_report"
    fired = telling.event_type == "attack" and telling.frame.row.trigger_id in SHOOTING
    if (killed or fired) and by and _only_unarmed(telling, codebook):
        telling.event_type, telling.rule = "attack_on_civilians", telling.rule + SHOT
    return telling


def _of_crowd(telling: Telling, codebook: Codebook) -> Telling:
    if telling.event_type != "armed_clash" or telling.frame.row.trigger_id not in BARE:
        return telling
    sides = [part for part in telling.parts if part.role in ("participant", "actor")]
    forces = [part for part in sides if are_only(part, FORCES, codebook)]
    crowd = [part for part in sides if are_only(part, CROWDS, codebook)]
    hurt = any(quantity.what in HURT and quantity.high != 0 for quantity in telling.quantities)
    if (
        not forces
        or len(forces) + len(crowd) != len(sides)
        or not (crowd or (hurt and _only_unarmed(telling, codebook)))
    ):
        return telling
    kind, force_role, crowd_role = ("force_on_protest", "actor", "victim") if hurt else ("riot", "recipient", "actor")
    roles = {id(part): force_role for part in forces} | {id(part): crowd_role for part in crowd}
    telling.parts = [replace(part, role=roles.get(id(part), part.role)) for part in telling.parts]
    telling.event_type, telling.rule = kind, f"{telling.rule}+{kind}"
    return telling


def _only_unarmed(telling: Telling, codebook: Codebook) -> bool:
    """Whether those hurt or struck are told, and all of them bear no arms."""
    victims = [part for part in telling.parts if part.role in ("victim", "recipient")]
    return bool(victims) and all(
        part.phrase.name.value.what in UNARMED or part.phrase.name.value.unit_id in ANYBODY
        if part.phrase.name.kind == "unit"
        else are_only(part, CROWDS, codebook)
        for part in victims
    )


def reached(telling: Telling, sentence: Sentence) -> None:
    """«وصلت قوات الجيش إلى مشارف المدينة»: an army at the edge of a place has advanced, and brings nobody there."""
    act = telling.frame.trigger
    if telling.frame.row.trigger_id != "v_wsl_tazyzat":
        return
    near = [index for index in range(act.last, act.last + EDGE_REACH) if sentence.word(index) in EDGES]
    if near and not sentence.stop_between(act.last, near[0]):
        telling.event_type, telling.rule = "offensive_operation", f"{telling.rule}+advance"


def flight(telling: Telling, codebook: Codebook) -> None:
    """«فرار المسلحين», «غادر المقاتلون وعائلاتهم»: civilians who flee or leave are displaced, fighters withdraw."""
    if telling.frame.row.trigger_id not in FLIGHT:
        return
    fighters = [part for part in telling.parts if _is_fighter(part, codebook)]
    if fighters:
        telling.event_type, telling.rule = "withdrawal", f"{telling.rule}+withdrawal"
        telling.parts = [replace(part, role="actor") if part in fighters else part for part in telling.parts]


def _is_fighter(part: Participation, codebook: Codebook) -> bool:
    name = part.phrase.name
    if name.kind == "unit":
        return name.value.what in ("fighters", "soldiers", "commanders")
    if getattr(name.value, "form", "") in ("short", "armed", "band"):
        return True  # «قادة التنظيم»
    return name.kind in ("actor", "nisba") and not kinds_of(part, codebook) <= UNARMED_KINDS
