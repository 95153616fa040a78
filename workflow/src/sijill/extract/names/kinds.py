"""Of what kinds of the registry (state_force, insurgent, protesters …) the actors are that a phrase may name."""

from __future__ import annotations

from collections.abc import Set

from sijill.codebook import Codebook
from sijill.extract.lexicon import OFFICIAL
from sijill.extract.who.participation import Participation

UNKNOWN = "unknown"
PROTESTERS = "protesters"  # a kind of actor, and what some units count


def kinds_of(part: Participation, codebook: Codebook) -> frozenset[str]:
    """The kind of every actor that the phrase may name, `unknown` for one without a row, `official` for persons
    whom only a title tells; none of places and of people who are counted and not named, but for protesters."""
    name = part.phrase.name
    if name.kind == "unit":
        return frozenset((PROTESTERS,)) if name.value.what == PROTESTERS else frozenset()
    if name.kind == "person" and name.value is None:
        return frozenset((OFFICIAL,))
    if name.kind not in ("actor", "nisba", "person"):
        return frozenset()
    ids = name.value.actor_id.split("|")
    return frozenset(codebook.actors[one].kind if one in codebook.actors else UNKNOWN for one in ids)


def are_only(part: Participation, kinds: Set[str], codebook: Codebook) -> bool:
    """Whether the phrase names somebody, and nobody of another kind."""
    own = kinds_of(part, codebook)
    return bool(own) and own <= kinds
