"""Event types that may name one act."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

# Types within one group may be two words for one act: reporters call an air raid shelling and a car bomb an attack.
ONE_ACT = (
    ("air_strike", "shelling", "attack"),
    ("air_strike", "drone_attack", "attack"),
    ("chemical_attack", "air_strike", "attack", "attack_on_civilians"),
    ("chemical_attack", "shelling"),
    ("attack", "offensive_operation"),
    ("armed_clash", "attack", "ambush"),
    ("explosive_device", "explosion", "suicide_bombing", "attack", "attack_on_civilians"),
    ("grenade", "explosion", "attack"),
    ("attack_on_civilians", "attack", "air_strike", "drone_attack"),
    ("attack_on_civilians", "shelling"),
    ("attack_on_civilians", "force_on_protest"),
    ("targeted_killing", "attack", "attack_on_civilians"),
    ("targeted_killing", "explosive_device", "explosion"),
    ("targeted_killing", "air_strike", "drone_attack"),
    ("sweep_operation", "offensive_operation"),
    ("reinforcement", "deployment"),
    ("protest", "riot"),
    ("arrest", "abduction"),
    ("weapons_intercepted", "shelling", "attack"),
    ("weapons_intercepted", "air_strike"),
    ("weapons_intercepted", "drone_attack"),
)
# So rare an act that its town alone tells which one a later report means.
RARE = frozenset({"chemical_attack"})
CASUALTIES = "casualty_report"
# Words that may stand for any violent act named before them.
ANY_ACT = frozenset({"attack", "attack_on_civilians", CASUALTIES})
# Words for one act that headlines choose freely between.
ONE_NEWS = (
    frozenset({"air_strike", "shelling", "attack"}),
    frozenset({"explosive_device", "explosion", "suicide_bombing", "targeted_killing", "attack"}),
)
# Acts that change a state and are told for months after: who holds a town, a campaign with a name.
LASTING = frozenset({"territorial_control", "offensive_operation", "chemical_attack", "territory_transfer", "siege"})
# Acts that are known by the place they are about: the next town taken is another act.
OF_A_PLACE = frozenset({
    "base_dismantled", "base_established", "siege", "territorial_control", "territory_transfer", "withdrawal",
})  # fmt: skip
# Acts that go on day after day at one front.
EVERYDAY = frozenset({"air_strike", "armed_clash", "attack", "shelling", CASUALTIES})
# Acts that hold others, and that are told as a series.
CAMPAIGNS = frozenset({"offensive_operation", "sweep_operation"})
# Acts of two parties that these do together, or one to the other, not every day: both named, they tell which one it is.
BETWEEN_PARTIES = frozenset({
    "agreement_truce", "arms_supply", "deployment", "joint_body_formed", "leadership_change", "meeting",
    "prisoner_release", "reinforcement", "surrender", "territory_transfer",
})  # fmt: skip


def rare_in_one(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether one names a rare act and the other an act of another kind: gas, and the shelling it came amid."""
    return any(not x.isdisjoint(RARE) and y.isdisjoint(RARE) and not y <= ANY_ACT for x, y in ((a, b), (b, a)))


class Types:
    """The codebook's types, asked about pairs of types. `violent`: for every event type whether it is violent."""

    def __init__(self, violent: Mapping[str, bool]) -> None:
        self.violent = frozenset(name for name, flag in violent.items() if flag)
        self._together = {pair for group in ONE_ACT for one in combinations(group, 2) for pair in (one, one[::-1])}

    def compatible(self, a: str, b: str) -> bool:
        """Whether two types may name one act. Casualties may come of any violent act."""
        if a == b or (a, b) in self._together:
            return True
        return CASUALTIES in (a, b) and {a, b} - {CASUALTIES} <= self.violent

    def block(self, event_type: str) -> str:
        """A name that compatible types share."""
        groups = [group for group in ONE_ACT if event_type in group]
        if event_type == CASUALTIES or not {event_type}.union(*groups).isdisjoint(self.violent):
            return "violent"
        return min((min(group) for group in groups), default=event_type)
