"""People without a name («متظاهرون», «مدنيون», «أطفال»): the umbrella of the registry that they are in, by country.

The country is that of the place where it happened, else the one that the report speaks of. Where neither is known, or
the noun says nothing of what they are («أشخاص»), they stay unresolved.
"""

from __future__ import annotations

from collections.abc import Mapping

UMBRELLAS = {
    "civilians": "civilians", "children": "civilians", "women": "civilians", "families": "civilians",
    "protesters": "protesters",
}  # fmt: skip
GENERIC = frozenset(UMBRELLAS.values())
GATHERED = frozenset(("persons", "civilians", "protesters", "youth", "women", "children"))
GATHERINGS = frozenset(("protest", "riot"))


def umbrella_of(what: str, event_type: str, role: str, country: str | None, actors: Mapping[str, object]) -> str | None:
    """Id of the umbrella that people counted as `what` are in; None where the registry has none.

    Whoever gathers in protest is a protester: «تجمع خمسة آلاف شخص».
    """
    gathers = event_type in GATHERINGS and role == "participant" and what in GATHERED
    umbrella = "protesters" if gathers else UMBRELLAS.get(what)
    return narrowed(umbrella, country, actors) if umbrella else None


def narrowed(umbrella: str, country: str | None, actors: Mapping[str, object]) -> str:
    """The civilians or protesters of a country, where the registry has them apart."""
    own = f"{umbrella}_{country.lower()}" if country else ""
    return own if own in actors else umbrella
