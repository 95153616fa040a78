"""Where a whole report is set: the place of its headline, the country it speaks of, and the one place it names.

What lends an event a place that no sentence gives it.
"""

from __future__ import annotations

from sijill.extract.names.placenames import AS_WIDE_AS_A_COUNTRY
from sijill.extract.rows import Reading, Row, main_country
from sijill.extract.story.tellings import around

OFTEN = 2  # sentences that name the only place of a report: a dateline alone is no scene


def scene(reading: Reading) -> tuple[Row | None, Row | None, Row | None]:
    """The columns of these three places, each None where there is none or more than one."""
    return of_headline(reading), home(reading), only_place(reading)


def home(reading: Reading) -> Row | None:
    """The columns of the country that the report speaks of, where one stands out."""
    place = main_country(reading)
    if place is None:
        return None
    precision = reading.lexicon.places[place]["geo_precision"]
    return {"place_id": place, "place_surface": None, "place_status": "antecedent", "geo_precision": precision}


def of_headline(reading: Reading) -> Row | None:
    """The columns of the one place that the headline names; of a country, the one place in it that the lead names."""
    rows = reading.lexicon.places
    names = {place for number, _, place in reading.named if number == 0}
    if len(names) != 1:
        return None
    (place,) = names
    if rows[place]["geo_precision"] >= AS_WIDE_AS_A_COUNTRY:
        lead = {other for number, _, other in reading.named if number == 1}
        fine = [other for other in sorted(lead) if rows[other]["geo_precision"] < AS_WIDE_AS_A_COUNTRY]
        inside = [other for other in fine if rows[other]["country"] == rows[place]["country"]]
        if fine and not inside:
            return None  # «احتجاجات ضد إسرائيل»: the lead tells where
        place = inside[0] if len(inside) == 1 else place
    return _row(place, reading)


def only_place(reading: Reading) -> Row | None:
    """The one place finer than a country that a report names, in two sentences or more, or that contains the others."""
    named = {(number, place) for number, _, place in reading.named if not _is_wide(place, reading)}
    fine = {place for _, place in named}
    whole = [place for place in sorted(fine) if all(place in around(other, reading.lexicon) for other in fine)]
    often = len({number for number, _ in named}) >= OFTEN
    return _row(whole[0], reading) if len(whole) == 1 and often else None


def _is_wide(place: str, reading: Reading) -> bool:
    return bool(reading.lexicon.places[place]["geo_precision"] >= AS_WIDE_AS_A_COUNTRY)


def _row(place: str, reading: Reading) -> Row:
    surface = next(row["surface"] for row in reading.rows["spans"] if row["place_id"] == place)
    precision = reading.lexicon.places[place]["geo_precision"]
    return {"place_id": place, "place_surface": surface, "place_status": "resolved", "geo_precision": precision}
