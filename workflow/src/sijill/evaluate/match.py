"""When an event read by the chain and an event labelled by a person are one: slot by slot.

An event here (`Event`) is one event as told by one report: all its mentions in that report together.

- type: the labelled type or one of its alternatives;
- actor: at least one participant in common, whatever the role (untested when the label names none);
- place: the same name, or the same governorate, or inside the country when the label names only a country;
- time: overlapping days. An unknown place or day agrees with an unknown one only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypedDict

from babel import Locale

from sijill.text.likeness import same_actor, same_actor_surface, same_division, same_place

UNNAMED, COUNTRY_CODE = ("civilians", "protesters"), 3  # umbrellas of people without a name; length of «_sy»
SLOTS = ("type", "actor", "place", "time")


class Participant(TypedDict, total=False):
    """Who takes part: any of registry id, names in any language, and the words of the text.

    `roles` and `actor_ids` (of labels): all that would be right.
    """

    role: str
    roles: list[str]
    actor_id: str | None
    actor_ids: list[str]
    names: list[str]
    surface: str | None


class Place(TypedDict, total=False):
    """Where: names in any language, English first-level division, country as name or ISO code, words of the text."""

    place_id: str | None
    names: list[str]
    admin1: str | None
    country: str | None
    surface: str | None


class Event(TypedDict, total=False):
    """One event as one report tells it. A slot that is absent is not tested; None or an empty list means unknown.

    What ends in `_alt` (of labels) would also be right. `text`: the sentence it was read from, or those that tell it.
    """

    key: str
    report: str
    event_type: str
    event_type_alt: list[str]
    realis: str
    realis_alt: list[str]
    assertion: str
    assertion_alt: list[str]
    core: bool
    participants: list[Participant]
    places: list[Place]
    place_may_be_unknown: bool
    date_start: str | None
    date_end: str | None
    date_constraint: str | None
    date_precision: str
    days_alt: list[tuple[str | None, str | None]]
    killed: dict[str, Any] | None
    killed_alt: list[dict[str, Any] | None]
    wounded: dict[str, Any] | None
    wounded_alt: list[dict[str, Any] | None]
    figures: dict[str, dict[str, Any]]
    sources: list[str]
    tags: list[str]
    told: list[int]
    text: str


Agreement = Callable[[Event, Event], bool]


def type_agrees(read: Event, gold: Event) -> bool:
    return read["event_type"] in {gold["event_type"], *gold.get("event_type_alt", [])}


def actor_ids(participant: Participant) -> set[str]:
    return {one for one in (participant.get("actor_id"), *participant.get("actor_ids", ())) if one}


def _unnamed(actor_id: str) -> str:
    """`civilians` of civilians_sy: people without a name are the same people with or without their country."""
    umbrella = actor_id.split("_")[0]
    return umbrella if umbrella in UNNAMED and len(actor_id) == len(umbrella) + COUNTRY_CODE else actor_id


def same_participant(a: Participant, b: Participant) -> bool:
    """Registry ids where both have one; else any pair of their names, or the words both were read from."""
    ids_a, ids_b = actor_ids(a), actor_ids(b)
    if ids_a and ids_b:
        both = ids_a if ids_a & ids_b else {_unnamed(one) for one in ids_a}
        return bool(both & ids_b) or bool(ids_a & {_unnamed(one) for one in ids_b})
    names_a, names_b = a.get("names") or [], b.get("names") or []
    if any(same_actor(x, y) for x in names_a for y in names_b):
        return True
    said_a, said_b = a.get("surface"), b.get("surface")
    return bool(said_a and said_b) and same_actor_surface(str(said_a), str(said_b))


def actor_agrees(read: Event, gold: Event) -> bool:
    wanted = gold.get("participants")
    return not wanted or any(same_participant(a, b) for a in read.get("participants", []) for b in wanted)


@cache
def country_name(country: str) -> str:
    """English name of a country given by ISO code or by name."""
    name = Locale("en").territories.get(country.upper(), country) if len(country) == 2 else country
    return {"Palestinian Territories": "Palestine", "Türkiye": "Turkey"}.get(name, name)


def place_pair_agrees(read: Place, gold: Place) -> bool:
    """The same place, the same governorate, or a place inside the country where the label names no more than that."""
    if read.get("place_id") and read.get("place_id") == gold.get("place_id"):
        return True
    said = [str(x) for x in (gold.get("surface"), *(gold.get("names") or [])) if x]
    if any(same_place(str(x), y) for x in (read.get("surface"), *(read.get("names") or [])) if x for y in said):
        return True
    if read.get("admin1") and gold.get("admin1"):
        return same_division(str(read["admin1"]), str(gold["admin1"]))
    country = gold.get("country")
    if gold.get("admin1") or not country or not read.get("country"):
        return False
    whole = any(same_place(str(name), country_name(str(country))) for name in gold.get("names") or [])
    return whole and country_name(str(read["country"])) == country_name(str(country))


def place_agrees(read: Event, gold: Event) -> bool:
    if "places" not in gold:
        return True
    if not read.get("places") or not gold["places"]:
        return not read.get("places") and (not gold["places"] or gold.get("place_may_be_unknown", False))
    return any(place_pair_agrees(a, b) for a in read["places"] for b in gold["places"])


def constraint_agrees(read: str | None, gold: str | None) -> bool:
    """Every part of the labelled constraint (weekday=sunday;offset=-1) is in the one read."""
    return set((gold or "").split(";")) - {""} <= set((read or "").split(";"))


def time_agrees(read: Event, gold: Event) -> bool:
    if "date_start" not in gold and "date_constraint" not in gold:
        return True
    start, end = read.get("date_start"), read.get("date_end") or "9999"
    for first, last in days_of(gold):
        if start and first and start <= (last or "9999") and first <= end:
            return True
        if not start and not first and constraint_agrees(read.get("date_constraint"), gold.get("date_constraint")):
            return True
    return False


def days_of(gold: Event) -> list[tuple[str | None, str | None]]:
    """The labelled first and last day, and the others that would be right."""
    return [(gold.get("date_start"), gold.get("date_end")), *gold.get("days_alt", [])]


AGREEMENTS: dict[str, Agreement] = {
    "type": type_agrees, "actor": actor_agrees, "place": place_agrees, "time": time_agrees,
}  # fmt: skip


def failed_slots(read: Event, gold: Event) -> list[str]:
    """The slots in which a read event differs from a labelled one."""
    return [slot for slot in SLOTS if not AGREEMENTS[slot](read, gold)]


def forgiving_agrees(read: Event, gold: Event) -> bool:
    """Agreement that forgives a place or day unknown on either side: enough for context that need not be found."""
    failed = set(failed_slots(read, gold))
    if not read.get("places") or not gold.get("places"):
        failed.discard("place")
    if not read.get("date_start") or not gold.get("date_start"):
        failed.discard("time")
    return not failed


def figures_agree(read: dict[str, Any] | None, gold: dict[str, Any] | None) -> bool:
    """The same figure. Vague words («عشرات») agree when both sides give no best figure and the same lowest one.

    «No one was hurt» need not be read as a figure: a labelled zero agrees with none.
    """
    if not read or not gold:
        return not read and (not gold or gold.get("best") == 0)
    if read.get("best") is not None or gold.get("best") is not None:
        return read.get("best") == gold.get("best")
    return read.get("low") == gold.get("low")


def shared_roles(read: Event, gold: Event) -> tuple[int, int]:
    """(participants with the labelled role, participants found) among those the label names."""
    found = right = 0
    for wanted in gold.get("participants", []):
        same = [p for p in read.get("participants", []) if same_participant(p, wanted)]
        found += bool(same)
        right += any(p.get("role") in {wanted.get("role"), *wanted.get("roles", [])} for p in same)
    return right, found


def likeness(read: Event, gold: Event) -> tuple[int, ...]:
    """What decides between several labelled events that a read event could be: more agreeing detail first."""
    same_days = read.get("date_start") == gold.get("date_start") and read.get("date_end") == gold.get("date_end")
    return (
        read["event_type"] == gold["event_type"],
        read.get("realis") == gold.get("realis"),
        shared_roles(read, gold)[0],
        figures_agree(read.get("killed"), gold.get("killed")),
        same_days,
        read.get("text") == gold.get("text"),
    )


def assign(read: Sequence[Event], gold: Sequence[Event], agrees: Agreement) -> list[tuple[int, int]]:
    """Pairs (read, gold) of one report, each side at most once, the most alike first. Deterministic."""
    pairs = [(i, j) for i, a in enumerate(read) for j, b in enumerate(gold) if agrees(a, b)]
    pairs.sort(key=lambda pair: (tuple(-int(n) for n in likeness(read[pair[0]], gold[pair[1]])), pair[1], pair[0]))
    used_read: set[int] = set()
    used_gold: set[int] = set()
    chosen = []
    for i, j in pairs:
        if i not in used_read and j not in used_gold:
            used_read.add(i)
            used_gold.add(j)
            chosen.append((i, j))
    return chosen
