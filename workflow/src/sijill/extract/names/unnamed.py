"""People without a name («متظاهرون», «مدنيون», «أطفال»): the umbrella of the registry that they are in, by country.

The country is that of the place where it happened, else the one that the report speaks of. Where neither is known, or
the noun says nothing of what they are («أشخاص»), they stay unresolved.
"""

from __future__ import annotations

from collections.abc import Mapping

from sijill.extract.sentence import Item, Sentence

UMBRELLAS = {
    "civilians": "civilians", "children": "civilians", "women": "civilians", "families": "civilians",
    "protesters": "protesters",
}  # fmt: skip
RESUMPTIVE = frozenset(("فيها", "فيه", "خلالها", "خلاله"))
TAKEN = ("arrest", "abduction")
GENERIC = frozenset(UMBRELLAS.values())
GATHERED = frozenset(("persons", "civilians", "protesters", "youth", "women", "children"))
GATHERINGS = frozenset(("protest", "riot"))


def mark_nationals(sentence: Sentence) -> None:
    """«قُتل فلسطيني», «مقتل سوري», «قُتل فيها عراقي»: right behind a word of casualty an adjective of a people is one of
    them; elsewhere it is an adjective."""
    hurt = [item for item in sentence.of("national") if _is_hurt(item, sentence)]
    if hurt:
        ones = [Item("unit", one.first, one.last, one.start, one.end, one.value) for one in hurt]
        sentence.keep("unit", sorted([*sentence.of("unit"), *ones], key=lambda item: (item.start, -item.end)))
        begins = {one.start for one in hurt}
        sentence.keep("nisba", [item for item in sentence.of("nisba") if item.start not in begins])


def _is_hurt(noun: Item, sentence: Sentence) -> bool:
    before = noun.first - (1 if sentence.word(noun.first - 1) in RESUMPTIVE else 0)
    if sentence.word(noun.first).endswith("ه") and sentence.word(before - 1).endswith(("ه", "ات")):
        return False  # «اعتقالات إسرائيلية»: may be its adjective
    return not noun.proclitic and not noun.definite and is_hurt_at(before, sentence)


def is_hurt_at(index: int, sentence: Sentence) -> bool:
    """Whether a word of casualty or of taking people ends right before a token."""
    verb = sentence.at(index - 1, "trigger")
    row = verb.value.row if verb is not None and verb.last == index else None
    hurt = row is not None and (row.asserts == "casualty" or row.event_type in TAKEN)
    return hurt and sentence.at(index, "time") is None


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
