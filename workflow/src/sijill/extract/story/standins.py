"""Nouns that stand for a place named before: «المدينة», «المنطقة», «البلاد», «العاصمة».

A noun means the last place of its kind that the report has named, else the one around the place named last («المحافظة»
behind one of its towns); the vague «المنطقة» means only one named shortly before. Where nothing of the kind was named
it means nothing: no place is guessed.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import Any

from sijill.extract.lexicon import PlaceName
from sijill.extract.names.resolver import Resolution
from sijill.extract.rows import Reading, main_country
from sijill.extract.sentence import Item, Sentence
from sijill.extract.story.tellings import around

TOWNS = frozenset(("settlement", "capital", "neighbourhood"))
# «المنطقة» after a country or a capital is the part of the world around, and no place for an event.
WIDE_FEATURES, WIDE_PRECISION = frozenset(("country", "capital", "sea")), 6
# Definite nouns → the features of the places they may mean; None: any place but a wide one.
MEANS: dict[str, frozenset[str] | None] = {
    "المدينه": TOWNS, "البلده": TOWNS, "القريه": TOWNS, "الحي": frozenset(("neighbourhood",)),
    "المحافظه": frozenset(("governorate",)), "المديريه": frozenset(("district",)), "القضاء": frozenset(("district",)),
    "القطاع": frozenset(("territory",)), "المخيم": frozenset(("camp",)), "المطار": frozenset(("airport", "base")),
    "المعبر": frozenset(("crossing",)), "الميناء": frozenset(("port",)), "الجزيره": frozenset(("island",)),
    "المنطقه": None, "الجبهه": None,
}  # fmt: skip
WHOLE_COUNTRY, ITS_CAPITAL = "البلاد", "العاصمه"
STAND_INS = frozenset((*MEANS, WHOLE_COUNTRY, ITS_CAPITAL))
# Words as they stand in the text → the noun in them and the proclitics before it («للمدينة»: «ل» + «ل», the article).
FORMS = {
    **{joint + noun: (noun, joint) for noun in sorted(STAND_INS) for joint in ("", "و", "ب", "وب", "ف")},
    **{joint + "لل" + noun[2:]: (noun, joint + "ل") for noun in sorted(STAND_INS) for joint in ("", "و")},
}
AGAIN = frozenset(("ذاتها", "نفسها", "ذاته", "نفسه", "المذكوره", "المحاصره", "المحاصر", "عينها"))
DISTRICT_OR_JUDGES, IN_A_DISTRICT = "القضاء", frozenset(("في", "داخل", "وسط", "مركز", "قري", "انحاء", "محيط"))
HOUSES = frozenset(("مجلس", "مبني", "مقر", "ديوان"))
FAR, NEAR = 8, 2  # sentences back to a place of the named kind, and to any place


def stand_ins(sentence: Sentence, reading: Reading) -> list[Item]:
    """Place items for the nouns of a sentence that stand for a place, in text order; `reading` gets what they mean."""
    found = []
    for index, word in [(index, word) for index, word in enumerate(sentence.words) if word in FORMS]:
        if _is_another(index, sentence):
            continue
        noun, proclitic = FORMS[word]
        start, end = sentence.tokens[index]
        item = Item("place", index, index + 1, start + len(proclitic), end, (), proclitic, "", True)
        if place := _meant(noun, item, sentence, reading):
            reading.resolved[item.start, item.end, "place"] = Resolution(place, "antecedent", "place_stand_in")
            value = PlaceName((place,))
            value.country = noun == WHOLE_COUNTRY
            found.append(replace(item, value=value))
    return found


def _is_another(index: int, sentence: Sentence) -> bool:
    """Whether a name or an adjective makes another thing of the noun: «المدينة المنورة», «منطقة درعا»."""
    behind = sentence.word(index + 1)
    named = sentence.at(index + 1, "place") is not None or (behind.startswith("ال") and behind not in AGAIN)
    house = sentence.word(index - 1).lstrip("وبل") in HOUSES  # «أمام مجلس المحافظة»
    judges = sentence.word(index) == DISTRICT_OR_JUDGES and sentence.word(index - 1) not in IN_A_DISTRICT
    return named or house or judges or sentence.at(index, "trigger", "actor") is not None


def _meant(noun: str, item: Item, sentence: Sentence, reading: Reading) -> str | None:
    if noun in (WHOLE_COUNTRY, ITS_CAPITAL):
        country = main_country(reading)
        rows, capitals = reading.lexicon.places, reading.lexicon.capitals
        return country if noun == WHOLE_COUNTRY or country is None else capitals.get(rows[country]["country"])
    features = MEANS[noun]
    places = reading.lexicon.places
    told = takewhile(lambda named: sentence.number - named[0] <= FAR, reversed(reading.named))
    before = [(n, place) for n, start, place in told if (n, start) < (sentence.number, item.start)][::-1]
    if features is not None:
        near = [place for n, place in before if sentence.number - n <= FAR]
        fit = [place for place in near if places[place]["feature"] in features]
        return fit[-1] if fit else _around_last(near, features, reading)
    last = max((n for n, _ in before), default=-FAR)
    near = [place for n, place in before if n == last and not _is_wide(places[place])]
    if not near or sentence.number - last > NEAR:
        return None
    exact = min(places[place]["geo_precision"] for place in near)  # «عفرين في شمال سوريا»: the town, not its region
    fit = [place for place in near if places[place]["geo_precision"] == exact]
    return fit[0] if len(set(fit)) == 1 else None


def _around_last(near: list[str], features: frozenset[str], reading: Reading) -> str | None:
    """What contains the place named last and is of the kind asked for; None where nothing, or not just one, does."""
    places = reading.lexicon.places
    above = around(near[-1], reading.lexicon) if near else set()
    fit = [place for place in above if places[place]["feature"] in features]
    return fit[0] if len(fit) == 1 else None


def _is_wide(place: dict[str, Any]) -> bool:
    return place["feature"] in WIDE_FEATURES or place["geo_precision"] >= WIDE_PRECISION
