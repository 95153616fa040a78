"""A phrase in a role, and the kinds of acts and of heads that decide roles."""

from __future__ import annotations

from dataclasses import dataclass

from sijill.extract.grammar.phrases import NounPhrase

SUBJECTS = ("support_subject", "preverbal", "subject")
GATHERINGS = frozenset(("protest", "riot"))
# Acts on land: whoever holds it («بلدات تسيطر عليها المعارضة») is whom they are done to
ON_LAND = frozenset(("air_strike", "shelling", "attack", "drone_attack", "chemical_attack", "siege"))
OWNED = ("property", "owned")


@dataclass(frozen=True)
class Participation:
    """A phrase in a role, with the grammatical function that gave it."""

    phrase: NounPhrase
    role: str
    function: str
