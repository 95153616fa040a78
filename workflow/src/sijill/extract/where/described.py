"""Places told in several words: of «السخنة بريف حمص الشرقي شرق سوريا» all parts, and the columns of the finest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sijill.extract.grammar.phrases import NounPhrase
from sijill.extract.names.placenames import NEAR, is_country, of_place
from sijill.extract.names.resolver import Resolution
from sijill.extract.sentence import BESIEGED, Item, Sentence
from sijill.text.tokens import word_set

DISTANCES = frozenset(("كيلومتر", "كيلومترا", "كيلومترات", "كلم", "كم", "متر", "مترا", "امتار", "ميل", "ميلا", "اميال"))
BORDERING = word_set("القريبه القريب المجاوره المجاور المحاذيه المحاذي محاذيه المتاخمه المتاخم متاخمه الملاصقه الملاصق")
DISTRICT, NOWHERE = 3, 7  # UCDP where_prec
Row = dict[str, Any]


def chain(phrase: NounPhrase, sentence: Sentence) -> list[Item]:
    """The place items of one description, most specific first as written: «السخنة بريف حمص الشرقي شرق سوريا»."""
    found = [phrase.name]
    for item in sentence.of("place"):
        between = range(found[-1].last + (sentence.word(found[-1].last) == BESIEGED), item.first)
        if item.first >= found[-1].last and len(between) <= 2 and all(of_place(index, sentence) for index in between):
            if item.joined and not item.prep:
                break
            found.append(item)
    return found


def is_near(phrase: NounPhrase, sentence: Sentence) -> bool:
    """Whether the text says near, around or beside the place rather than in it."""
    before = range(max(0, phrase.first - 2), phrase.first)
    return is_far_from(phrase, sentence) or any(sentence.word(index).lstrip("وب") in NEAR for index in before)


def borders(name: Item, sentence: Sentence) -> bool:
    """«المناطق المحاذية لإسرائيل», «قرية … والقريبة من النيجر»: a country that a place only lies beside."""
    before = name.first - 1 - (sentence.word(name.first - 1) == "من")
    return is_country(name) and sentence.word(before).removeprefix("و") in BORDERING


def is_far_from(phrase: NounPhrase, sentence: Sentence) -> bool:
    """«على بعد عشرة كيلومترات من المدينة», «يبعد 30 كم عن المدينة»."""
    return sentence.word(phrase.first - 1) in ("من", "عن") and any(
        sentence.word(index) in DISTANCES for index in (phrase.first - 2, phrase.first - 3)
    )


def place_columns(
    phrase: NounPhrase | None,
    sentence: Sentence,
    resolved: Mapping[tuple[int, int, str], Resolution],
    places: Mapping[str, Row],
) -> Row:
    """The columns of an event's place, its surface apart: the finest part of its description that is resolved."""
    if phrase is None:
        return {"place_id": None, "place_status": "not_stated", "geo_precision": NOWHERE}
    links = chain(phrase, sentence)
    options = [(item, resolved[item.start, item.end, "place"]) for item in links]
    rows = [(item, places[option.id], option) for item, option in options if option.id]
    if not rows:
        return {"place_id": None, "place_status": options[0][1].status, "geo_precision": NOWHERE}
    held = [found for n, found in enumerate(rows) if not _elsewhere(found[1], [row for _, row, _ in rows[n + 1 :]])]
    if held[0][1]["geo_precision"] <= DISTRICT:  # «مديرية … جنوبي مدينة …»: beside the town, and not in it
        held = [held[0], *(found for found in held[1:] if not _is_beside(found[0], links, sentence))]
    item, row, option = min(held, key=lambda found: found[1]["geo_precision"])
    precision = row["geo_precision"]
    beside = is_near(phrase, sentence) if item is links[0] else _is_beside(item, links, sentence)
    return {
        "place_id": row["place_id"],
        "place_status": "antecedent" if option.status == "antecedent" else "resolved",
        "geo_precision": 2 if precision == 1 and beside else precision,
    }


def _is_beside(item: Item, links: list[Item], sentence: Sentence) -> bool:
    """Whether a direction or «قرب» joins a part of a description to the one before it."""
    at = links.index(item)
    return at > 0 and any(
        sentence.word(index).lstrip("وب") in NEAR for index in range(links[at - 1].last, item.first + 1)
    )


def _elsewhere(place: Row, containers: list[Row]) -> bool:
    """«جبل … بمحافظة لحج»: the gazetteer knows but another mountain of the name, in another governorate or country."""
    areas = [row for row in containers if row["feature"] in ("governorate", "country")]
    return any(
        row["country"] != place["country"] or (row["admin1"] and place["admin1"] and row["admin1"] != place["admin1"])
        for row in areas
        if place["country"]
    )
