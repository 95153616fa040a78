"""The codebook and the gazetteer as one matcher: every name, trigger and cue with its kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sijill.codebook import Codebook
from sijill.codewords import Actor, SupportVerb, Trigger
from sijill.text.arabic import fold_name, key
from sijill.text.inflect import verb_forms, verbal_nouns
from sijill.text.match import Entry, Matcher, name_entry

OFFICIAL = "official"  # kind of the registry rows that are persons in office
# Columns of the registry that hold names, and the form of an `ActorName` from each.
NAME_COLUMNS = {"aliases": "full", "loaded_names": "loaded", "short_forms": "short", "nisbas": "nisba"}


@dataclass(frozen=True)
class ActorName:
    """A name of registry actors, their ids joined by `|` where several bear it.

    `form`: full, loaded, short (needs an antecedent), nisba (a head), office (of a body), capital (for its state), new
    (no row), armed (no row, an armed group by its noun), band (armed, and without a name of its own).
    """

    actor_id: str
    form: str


class PlaceName(tuple[str, ...]):
    """The places that bear a name, by id; none for a name the gazetteer lacks.

    `country`: one of them is a country; `capital`, `wide`: the one meant is a capital, a governorate or wider.
    `guarded`: the name is a word or a person's name too. `spelt`: the name as it must be written, for names of two
    letters.
    """

    country: bool = False
    capital: bool = False
    wide: bool = False
    guarded: bool = False
    spelt: frozenset[str] = frozenset()


# Types whose object may stand before the verb, which then has its pronoun: «صاروخ أسقطته …», «تظاهرة فرقتها …»
OBJECT_BEFORE = frozenset(("weapons_intercepted", "force_on_protest"))
NO_MASDAR = "-"  # of «قرر»: «تقرير» is a report
CARRIES = frozenset(("تقل", "يقل"))  # «حافلة تقل عمالا»: no «قال» in the jussive
NATIONAL = "u_national"  # «فلسطيني»: a person right behind a verb of casualty, and else an adjective


@dataclass(frozen=True)
class VerbForm:
    """A form of a trigger or support verb: the row, its tenses and voices (either when the letters do not tell), and
    the words of which one must follow in the clause («أطلق … النار»)."""

    row: Trigger | SupportVerb
    tense: str
    voice: str
    tails: tuple[str, ...] = ()


@dataclass(frozen=True)
class Phrase:
    """A noun or phrase of a trigger row; of `tails` one must follow in the clause for discontinuous phrases."""

    row: Trigger
    tails: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lexicon:
    """The matcher, and the registry rows that names resolve to."""

    matcher: Matcher
    actors: dict[str, Any]
    places: dict[str, dict[str, Any]]
    countries: dict[str, str]  # country code → the place that is the country
    guarded: dict[str, str]  # place names that are common words or persons' names too, and which: they need a context
    nisbas: dict[str, str]  # folded relational adjective → ids of the actors it names, earliest first, joined by |
    divisions: frozenset[str]  # names of the governorates
    bodies: dict[str, str]  # folded full name → ids of the actors that bear it, earliest first, joined by |
    adjectives: dict[str, str]  # folded adjective of a country, masculine, without article → country code
    capitals: dict[str, str]  # country code → its capital


def build(codebook: Codebook, places: list[dict[str, Any]]) -> Lexicon:
    """The lexicon of a codebook and the `places` rows."""
    entries = [*name_entries(codebook, places), *_trigger_entries(codebook), *_word_entries(codebook)]
    guarded = {key(name): reason for name, reason in codebook.ambiguous_names.items()}
    by_id = {row["place_id"]: row for row in places}
    countries = {row["country"]: row["place_id"] for row in places if row.get("feature") == "country"}
    capitals = {row["country"]: row["place_id"] for row in places if row.get("feature") == "capital"}
    divisions = frozenset(row["name_ar"] for row in places if row.get("feature") == "governorate")
    bodies, nisbas = (_bearers(codebook.actors, column) for column in ("aliases", "nisbas"))
    adjectives = country_adjectives((code, by_id[place]["name_ar"]) for code, place in sorted(countries.items()))
    return Lexicon(
        Matcher(entries), codebook.actors, by_id, countries, guarded, nisbas, divisions, bodies, adjectives, capitals
    )


def country_adjectives(countries: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Folded adjective → country code, from codes and Arabic names: إسبانيا → إسباني، الهند → هندي، كوبا → كوبي.

    Names of several words make none but for «كوريا الشمالية», and a name that ends as adjectives do («مالي») is not
    told from one.
    """
    found: dict[str, str] = {}
    for code, name in countries:
        stem, _, side = key(name).removeprefix("ال").partition(" ")
        of_side = side.startswith("ال") and side.endswith("يه") and " " not in side
        if len(stem) > 2 and not stem.endswith("ي") and (of_side or not side):
            adjective = stem[:-1] if stem.endswith("يا") else f"{stem.rstrip('اه')}ي"
            found.setdefault(f"{adjective} {side[2:-1]}".strip(), code)
    return found


def name_entries(codebook: Codebook, places: list[dict[str, Any]]) -> list[Entry]:
    """All names of actors and places."""
    capitals = [name_entry(name, ("actor", ActorName(actor, "capital"))) for name, actor in codebook.capitals.items()]
    return [*_actor_entries(codebook), *capitals, *_place_entries(places, codebook.ambiguous_names)]


def _actor_entries(codebook: Codebook) -> Iterator[Entry]:
    """Names of actors; those of persons in office have a kind of their own.

    A full name or an adjective may pass from one body to its successor: then one entry holds both.
    """
    for column, form in NAME_COLUMNS.items():
        for name, actors in _by_name(codebook.actors, column).items():
            kind = "person" if actors[0].kind == OFFICIAL else "actor"
            value = ActorName("|".join(actor.actor_id for actor in actors), form)
            if form == "nisba":
                yield from (Entry(written, ("nisba", value), "either") for written in nisba_forms(name))
            else:
                yield name_entry(name, (kind, value))


def _by_name(actors: Mapping[str, Actor], column: str) -> dict[str, list[Actor]]:
    """The actors that bear a name, those that began first in front; name_ar is a label and no name to match."""
    found: dict[str, list[Actor]] = defaultdict(list)
    written: dict[tuple[str, bool], str] = {}
    for actor in sorted(actors.values(), key=lambda actor: (actor.valid_from, actor.actor_id)):
        for name in getattr(actor, column):
            found[written.setdefault((key(name), actor.kind == OFFICIAL), name)].append(actor)
    return found


def _bearers(actors: Mapping[str, Actor], column: str) -> dict[str, str]:
    """Folded name of a column → ids of the bodies that bear it, joined by `|`."""
    bodies = {actor_id: actor for actor_id, actor in actors.items() if actor.kind != OFFICIAL}
    return {key(name): "|".join(actor.actor_id for actor in found) for name, found in _by_name(bodies, column).items()}


def nisba_forms(nisba: str) -> list[str]:
    """A relational adjective in its genders, numbers and cases: روسي، روسيا، روسية، روسيين، روسيون، روسيتين، روسيات."""
    return [nisba, *(nisba + ending for ending in ("ا", "ة", "ين", "ون", "ان", "تين", "تان", "ات"))]


def _place_entries(places: list[dict[str, Any]], ambiguous: Iterable[str]) -> Iterator[Entry]:
    by_name: dict[str, set[str]] = defaultdict(set)
    written: dict[str, set[str]] = defaultdict(set)
    countries = {row["place_id"] for row in places if row.get("feature") == "country"}
    guarded = {key(name) for name in ambiguous}
    for row in places:
        for name in (row["name_ar"], *(row["aliases"] or "").split("|")):
            if len(key(name)) > 2 or key(name) != name:  # of two letters only where the letters as written tell it
                by_name[key(name)].add(row["place_id"])
                written[key(name)].add(name)
    for name, ids in by_name.items():
        value = PlaceName(sorted(ids))
        value.country = not ids.isdisjoint(countries)
        value.guarded = name in guarded
        value.spelt = frozenset(written[name])
        yield name_entry(name, ("place", value))


def _trigger_entries(codebook: Codebook) -> Iterator[Entry]:
    for trigger in codebook.triggers:
        if trigger.pos == "verb":
            yield from _verb_entries("trigger", trigger)
            yield from _masdar_entries(trigger)
            continue
        for form in trigger.forms:
            head, _, ends = form.partition("…")
            tails = tuple(key(tail) for tail in ends.split("/")) if ends else ()
            shape = "verb" if tails and key(head).startswith("ال") else "bare" if tails else "either"  # «العثور …»
            yield Entry(head.strip(), ("trigger", Phrase(trigger, tails)), shape, suffixes=not tails)
    for support in codebook.support_verbs:
        yield from _verb_entries("support", support)
        for noun in support.masdar or verbal_nouns(support.root, support.pattern):
            if noun != NO_MASDAR:
                yield Entry(noun, ("support", VerbForm(support, "noun", "active")), "either", suffixes=True)


def _masdar_entries(verb: Trigger) -> Iterator[Entry]:
    """The verbal noun of a verb that cannot do without its object: «اعتراض … صواريخ» of «اعترض … صواريخ».

    With its article it governs no object. Where the verb has people for its object beside what it cannot do without
    («تزويد الجماعة بالأسلحة»), these stand in its genitive.
    """
    if not verb.forms or verb.subject != "actor":
        return
    whose = "victim" if verb.event_type == "displacement" else "actor"  # «إجلاء مقاتلي الفصيل وعائلاتهم»
    whose = whose if verb.object == "none" else verb.object
    row = replace(verb, pos="noun", subject="none", genitive=whose)
    tails = tuple(key(tail) for tail in verb.forms)
    for noun in verbal_nouns(verb.root, verb.pattern):
        yield Entry(noun, ("trigger", Phrase(row, tails)), "bare", suffixes=row.event_type in OBJECT_BEFORE)


def _verb_entries(kind: str, row: Trigger | SupportVerb) -> Iterator[Entry]:
    """One entry a folded form; letters shared by active and passive, past and present give one undecided form. A final
    long vowel is written with alif before a pronoun: أجرى، أجراها."""
    readings: dict[str, set[tuple[str, str]]] = defaultdict(set)
    tails = tuple(key(tail) for tail in getattr(row, "forms", ()))
    for name, forms in verb_forms(row.root, row.pattern).items():
        tense, voice = name.split("_")
        for form in forms:
            readings[fold_name(form)].add((tense, voice))
    for form, found in readings.items():
        tenses, voices = {tense for tense, _ in found}, {voice for _, voice in found}
        voice = voices.pop() if len(voices) == 1 else "either"
        verb = VerbForm(row, "past" if "past" in tenses else "present", voice, tails)
        pronouns = not tails or getattr(row, "event_type", "") in OBJECT_BEFORE
        yield Entry(form, (kind, verb), "verb", suffixes=pronouns)
        if pronouns and form.endswith("ي"):
            yield Entry(f"{form[:-1]}ا", (kind, verb), "verb", suffixes=True)


def _word_entries(codebook: Codebook) -> Iterator[Entry]:
    """Cues, source words, counted nouns, heads and connectives."""
    for cue in codebook.cues:
        yield from (Entry(form, ("cue", cue), "either") for form in cue.forms)
    for source in codebook.sources:
        if source.pattern:
            forms = {fold_name(form) for group in verb_forms(source.root, source.pattern).values() for form in group}
            yield from (Entry(form, ("source", source), "verb", suffixes=True) for form in sorted(forms - CARRIES))
        yield from (Entry(form, ("source", source), "either", suffixes=True) for form in source.forms)
    for unit in codebook.units:
        kind = "national" if unit.unit_id == NATIONAL else "unit"
        yield from (Entry(form, (kind, unit), "either", suffixes=kind == "unit") for form in unit.forms)
    for head in codebook.heads:
        yield from (Entry(form, ("head", head), "either", suffixes=True) for form in head.forms)
    for title in codebook.titles:
        yield from (Entry(form, ("title", title), "either") for form in title.forms)
    for office in codebook.offices:
        yield from (Entry(form, ("office", office), "bare") for form in office.forms)
    for modifier in codebook.modifiers:
        yield from (Entry(form, ("modifier", modifier), "either", suffixes=False) for form in modifier.words)
    for link in codebook.connectives:
        kind = "boundary" if link.function == "boundary" else "link"
        yield from (Entry(form.removesuffix(" ل"), (kind, link), "bare") for form in link.forms)
