"""The gazetteer: the choice of names, the merging of sources, and what a user of the places relies on."""

import csv
import random
import time
from pathlib import Path

import pytest

from sijill import gazetteer
from sijill.tables import TABLES, from_rows
from sijill.text.alternates import arabic_names, likeness
from sijill.text.arabic import fold, key
from sijill.text.distance import distance_km

CODEBOOK = Path(__file__).parents[2] / "resources" / "codebook"
SYRIA = {
    "Aleppo": "حلب", "As-Suwayda": "السويداء", "Damascus": "دمشق", "Daraa": "درعا", "Deir ez-Zor": "دير الزور",
    "Hama": "حماة", "Hasakah": "الحسكة", "Homs": "حمص", "Idlib": "إدلب", "Latakia": "اللاذقية", "Quneitra": "القنيطرة",
    "Raqqa": "الرقة", "Rif Dimashq": "دوما", "Tartus": "طرطوس",
}  # fmt: skip
# South, north, west, east, in whole degrees outward.
BOXES = {
    "SY": (32, 38, 35, 43), "IQ": (29, 38, 38, 49), "LB": (33, 35, 35, 37), "JO": (29, 34, 34, 40),
    "PS": (31, 33, 34, 36), "IL": (29, 34, 34, 36), "YE": (12, 20, 41, 55), "LY": (19, 34, 9, 26),
    "SD": (8, 23, 21, 39), "EG": (21, 32, 24, 37), "SA": (16, 33, 34, 56), "TR": (35, 43, 25, 45),
    "AF": (29, 39, 60, 75), "IR": (25, 40, 44, 64), "KW": (28, 31, 46, 49), "QA": (24, 27, 50, 52),
}  # fmt: skip
POINTS = {
    "settlement", "capital", "neighbourhood", "camp", "base", "airport", "crossing", "dam", "oil_field", "facility",
    "port", "bridge", "site",
}  # fmt: skip
NEEDS_CONTEXT = {
    "common_word",
    "person_name",
    "foreign_word",
    "adjective",
    "media_name",
    "rare_word",
    "adverb",
    "never",
}


@pytest.fixture(scope="module")
def sources():
    return gazetteer.load_sources(CODEBOOK)


@pytest.fixture(scope="module")
def table(sources):
    return gazetteer.build(sources.cities, sources.countries, sources.supplement, sources.divisions)


@pytest.fixture(scope="module")
def places(table):
    return {row["place_id"]: row for row in table.to_pylist()}


def named(places, name, **cells):
    """The rows with this name or alias whose cells are these."""
    return [
        row
        for row in places.values()
        if key(name) in map(key, [row["name_ar"], *(row["aliases"] or "").split("|")])
        and all(row[column] == value for column, value in cells.items())
    ]


# --- the choice of a name -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("latin", "alternates", "name", "aliases"),
    [
        ("Al Mayādīn", ["Mayadin", "الميادين", "ميادين"], "الميادين", []),
        ("Al-Tabqa", ["الثورة", "الطبقة", "ثورة"], "الطبقة", ["الثورة"]),
        ("Al Karāmah", ["فطسة الثيب", "الكرامة"], "الكرامة", ["فطسة الثيب"]),
        ("Homs", ["حمص", "مدينة حمص", "Хомс"], "حمص", []),
        ("Latakia", ["لاذقیه", "اللاذقية", "لاذقیہ"], "اللاذقية", []),
        ("Kirkuk", ["کەرکووک", "کرکوک", "كركوك"], "كركوك", []),
        ("Deir ez-Zor", ["دیرالزور"], "ديرالزور", []),
        ("Al Ḩawījah", ["قضاء الحويجة", "الحويجة"], "الحويجة", []),
        ("Idlib", ["ادلب", "إدلب"], "إدلب", []),
        ("Ramadi", ["الرمادى", "الرمادي"], "الرمادي", []),
        ("Milan", ["مىلان", "ميلانو"], "ميلانو", []),
        ("Vienna", ["وين", "فيينا"], "فيينا", ["وين"]),
        ("Karaj", ["کرج", "گرج"], "كرج", []),
        ("Nowhere", ["Nowhere", "ҳеч"], None, []),
    ],
)
def test_the_arabic_name_is_chosen_among_alternates_of_all_languages(latin, alternates, name, aliases):
    assert arabic_names(latin, alternates) == (name, aliases)


def test_the_choice_does_not_depend_on_the_order_of_the_alternates(sources):
    cities = [city for city in sources.cities.values() if city["countrycode"] in ("SY", "IQ", "YE")]
    shuffler = random.Random(7)
    for city in cities:
        name, alternates = city["name"], city["alternatenames"]
        shuffled = shuffler.sample(alternates, len(alternates))
        assert arabic_names(name, shuffled) == arabic_names(name, alternates)


def test_a_naive_reading_agrees_where_there_is_only_one_arabic_spelling(sources, places):
    letters = set("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي ")
    kinds = ("مدينة ", "محافظة ", "بلدة ", "قرية ", "ناحية ", "قضاء ", "مركز ", "ولاية ", "حي ", "شعبية ", "ضلع ")
    overridden = {row["place_id"] for row in sources.supplement}
    seen = 0
    for city in sources.cities.values():
        place = places.get(f"gn:{city['geonameid']}")
        spellings = [name for name in city["alternatenames"] if any("\u0600" < char < "\u06ff" for char in name)]
        if place is None or place["place_id"] in overridden or len(spellings) != 1 or not set(spellings[0]) <= letters:
            continue
        if spellings[0].startswith(kinds):
            continue
        seen += 1
        assert place["name_ar"] == spellings[0]
    assert seen > 1000


def test_sounds_of_latin_and_arabic_names_are_compared():
    assert likeness("Al-Tabqa", "الطبقة") > likeness("Al-Tabqa", "الثورة")
    assert likeness("Dūmā", "دوما") == 1.0


# --- merging --------------------------------------------------------------------------------------------------------

CITY = {
    "geonameid": 1, "name": "Alpha", "latitude": 35.0, "longitude": 38.0, "countrycode": "SY", "population": 10,
    "admin1code": "11", "alternatenames": ["ألفا", "عين ألفا"],
}  # fmt: skip
COUNTRY = {"SY": {"geonameid": 99, "name": "Syria", "capital": "Capital", "population": 5}}
DIVISIONS = [{"country": "SY", "code": "11", "admin1": "Homs"}]
GOVERNORATE = {
    "place_id": "sj:homs", "name_ar": "محافظة حمص", "name_en": "Homs Governorate", "feature": "governorate",
    "admin1": "Homs", "country": "SY", "geo_precision": "4", "parent": "gn:99", "source": "editor",
}  # fmt: skip


def test_a_settlement_stands_under_its_governorate():
    built = gazetteer.build({"1": CITY}, COUNTRY, [GOVERNORATE], DIVISIONS).to_pylist()
    alpha = next(row for row in built if row["place_id"] == "gn:1")
    assert (alpha["parent"], alpha["admin1"], alpha["aliases"]) == ("sj:homs", "Homs", "عين ألفا")
    assert alpha["source"] == "GeoNames"


def test_a_supplement_row_overrides_what_it_fills_and_replaces_the_aliases():
    row = {"place_id": "gn:1", "name_ar": "باء", "aliases": "", "latitude": "", "source": "editor"}
    built = gazetteer.build({"1": CITY}, COUNTRY, [row], DIVISIONS).to_pylist()
    alpha = next(row for row in built if row["place_id"] == "gn:1")
    assert (alpha["name_ar"], alpha["aliases"], alpha["latitude"]) == ("باء", None, 35.0)
    assert alpha["source"] == "GeoNames; editor"


def test_an_overridden_city_is_taken_whatever_the_filters_say():
    small = {**CITY, "countrycode": "XX", "alternatenames": []}
    assert gazetteer.build({"1": small}, COUNTRY, [], DIVISIONS).num_rows == 1
    row = {"place_id": "gn:1", "name_ar": "ألفا", "source": "editor"}
    assert gazetteer.build({"1": small}, COUNTRY, [row], DIVISIONS).num_rows == 2


def test_settlements_of_one_name_close_by_are_one_and_the_larger_stays():
    near = {**CITY, "geonameid": 2, "population": 500, "latitude": 35.05}
    far = {**CITY, "geonameid": 3, "latitude": 36.0}
    rows = gazetteer.build({"1": CITY, "2": near, "3": far}, COUNTRY, [], DIVISIONS).to_pylist()
    assert [row["place_id"] for row in rows] == ["gn:2", "gn:3", "gn:99"]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([GOVERNORATE, GOVERNORATE], "twice"),
        ([{**GOVERNORATE, "parent": "sj:nowhere"}], "unknown parent"),
        ([{**GOVERNORATE, "name_ar": ""}], "no Arabic name"),
    ],
)
def test_a_faulty_supplement_is_refused(rows, message):
    with pytest.raises(ValueError, match=message):
        gazetteer.build({"1": CITY}, COUNTRY, rows, DIVISIONS)


def test_distance_is_the_great_circle():
    a, b = {"latitude": 33.5, "longitude": 36.3}, {"latitude": 36.2, "longitude": 37.15}
    assert distance_km(a, b) == pytest.approx(310, abs=5)


# --- the gazetteer as built -----------------------------------------------------------------------------------------


def test_the_table_keeps_its_contract(table):
    assert table.schema.equals(TABLES["places"].schema())
    ids = table["place_id"].to_pylist()
    assert ids == sorted(set(ids))


def test_building_twice_and_in_another_order_gives_the_same_table(sources, table):
    order = sorted(sources.cities, reverse=True)
    cities = {number: sources.cities[number] for number in order}
    again = gazetteer.build(cities, sources.countries, sources.supplement[::-1], sources.divisions)
    assert again.equals(table)


def test_building_takes_seconds(sources):
    start = time.process_time()
    gazetteer.build(sources.cities, sources.countries, sources.supplement, sources.divisions)
    assert time.process_time() - start < 5


def test_parents_exist_lead_to_a_country_and_never_turn_back(places):
    for place_id, row in places.items():
        seen = {place_id}
        while row["parent"] is not None:
            assert row["parent"] not in seen, place_id
            seen.add(row["parent"])
            row = places[row["parent"]]
        assert row["feature"] == "country" or row["country"] is None, place_id


def test_what_lies_in_a_place_lies_in_its_country(places):
    for place_id, row in places.items():
        parent = places.get(row["parent"] or "")
        if parent and parent["feature"] != "country":
            assert row["country"] == parent["country"], place_id
            assert parent["admin1"] in (None, row["admin1"]), place_id


def test_first_level_divisions_have_one_spelling(sources, places):
    known = {(row["country"], row["admin1"]) for row in sources.divisions}
    used = {(row["country"], row["admin1"]) for row in places.values() if row["admin1"]}
    assert used <= known


def test_coordinates_come_in_pairs_and_lie_in_the_country(places):
    for place_id, row in places.items():
        assert (row["latitude"] is None) == (row["longitude"] is None), place_id
        if row["latitude"] is None or row["country"] not in BOXES:
            continue
        south, north, west, east = BOXES[row["country"]]
        assert south <= row["latitude"] <= north, (place_id, row["name_ar"])
        assert west <= row["longitude"] <= east, (place_id, row["name_ar"])


def test_precision_follows_the_feature(places):
    for place_id, row in places.items():
        assert row["geo_precision"] in range(1, 8), place_id
        assert (row["geo_precision"] == 6) == (row["feature"] == "country"), place_id
        if row["feature"] in POINTS:
            assert row["geo_precision"] <= 3, (place_id, row["feature"])


def test_every_syrian_governorate_is_there_with_its_chief_town_and_countryside(places):
    for admin1, town in SYRIA.items():
        inside = [r for r in places.values() if (r["country"], r["admin1"]) == ("SY", admin1)]
        (governorate,) = [row for row in inside if row["feature"] == "governorate"]
        found = named(places, town, country="SY", admin1=admin1)
        towns = [row for row in found if row["feature"] in ("settlement", "capital")]
        assert [row["parent"] for row in towns] == [governorate["place_id"]], town
        if admin1 not in ("Damascus", "Rif Dimashq"):
            assert named(places, f"ريف {town} الشرقي", admin1=admin1, feature="countryside")


@pytest.mark.parametrize(
    ("name", "country", "admin1", "precision"),
    [
        ("قارة", "SY", "Rif Dimashq", 1), ("عسال الورد", "SY", "Rif Dimashq", 1), ("السخنة", "SY", "Homs", 1),
        ("جبل العمور", "SY", "Homs", 2), ("البادية السورية", "SY", None, 5), ("القلمون الغربي", "SY", "Rif Dimashq", 4),
        ("بادية دير الزور", "SY", "Deir ez-Zor", 4), ("طريق تدمر دير الزور", "SY", None, 5), ("التنف", "SY", "Homs", 1),
        ("قطاع غزة", "PS", "Gaza Strip", 4), ("التحيتا", "YE", "Al Hudaydah", 1), ("نهم", "YE", "Sana'a", 3),
        ("عين الأسد", "IQ", "Anbar", 1), ("مزارع شبعا", "LB", "Nabatieh", 2), ("دارفور", "SD", None, 5),
        ("شمال سيناء", "EG", "North Sinai", 4), ("تركيا", "TR", None, 6), ("مضيق هرمز", None, None, 7),
    ],
)  # fmt: skip
def test_places_of_the_news_are_there(places, name, country, admin1, precision):
    assert named(places, name, country=country, admin1=admin1, geo_precision=precision)


def test_all_countries_are_there_and_the_large_ones_have_news_names(places):
    countries = [row for row in places.values() if row["feature"] == "country"]
    assert len(countries) >= 190
    for name in ("سورية", "الولايات المتحدة الأميركية", "بريطانيا", "السعودية", "الإمارات", "فلسطين", "الدنمارك"):
        assert len(named(places, name, feature="country")) == 1, name


def test_aliases_add_something(places):
    for place_id, row in places.items():
        names = [row["name_ar"], *(row["aliases"].split("|") if row["aliases"] else [])]
        assert all(name and name == " ".join(name.split()) for name in names), place_id
        assert len({fold(name).text for name in names}) == len(names), (place_id, names)


def test_names_are_written_in_arabic_letters(places):
    foreign = set("پچژگڤکیەڕڵێۆہھے")
    spelled = [
        (place_id, name)
        for place_id, row in places.items()
        for name in [row["name_ar"], *(row["aliases"] or "").split("|")]
        if place_id.startswith("gn:") and foreign & set(name)
    ]
    assert spelled == []


# --- the data files -------------------------------------------------------------------------------------------------


def rows_of(name):
    with (CODEBOOK / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_supplement_is_sorted_sourced_and_rich():
    rows = rows_of("places.csv")
    assert list(rows[0]) == list(TABLES["places"].columns)
    assert [row["place_id"] for row in rows] == sorted({row["place_id"] for row in rows})
    assert len(rows) >= 600
    assert all(row["source"] and row["place_id"].startswith(("gn:", "sj:")) for row in rows)


def test_the_supplement_overrides_only_what_geonames_has(sources):
    known = {str(city["geonameid"]) for city in sources.cities.values()} | {
        str(country["geonameid"]) for country in sources.countries.values()
    }
    overridden = [row["place_id"] for row in sources.supplement if row["place_id"].startswith("gn:")]
    assert [place_id for place_id in overridden if place_id.removeprefix("gn:") not in known] == []


def test_the_supplement_repeats_no_settlement_of_geonames(places):
    settlements = [row for row in places.values() if row["feature"] == "settlement"]
    mine = [row for row in settlements if row["place_id"].startswith("sj:") and row["latitude"]]
    theirs = [r for r in places.values() if r["place_id"].startswith("gn:") and r["feature"] != "country"]
    at = {}
    for row in theirs:
        at.setdefault((row["country"], fold(row["name_ar"]).text), []).append(row)
    repeated = [
        (row["place_id"], other["place_id"])
        for row in mine
        for other in at.get((row["country"], fold(row["name_ar"]).text), [])
        if distance_km(row, other) < 10
    ]
    assert repeated == []


def test_divisions_are_unique():
    rows = rows_of("admin1.csv")
    assert len({(row["country"], row["code"]) for row in rows}) == len(rows)
    assert all(row["admin1"] and row["name_ar"] and row["source"] for row in rows)


def test_ambiguous_names_are_names_of_the_gazetteer_each_once(places):
    rows = rows_of("ambiguous_names.csv")
    names = {key(name) for row in places.values() for name in [row["name_ar"], *(row["aliases"] or "").split("|")]}
    keys = [key(row["name_ar"]) for row in rows]
    assert len(set(keys)) == len(keys)
    assert [name for name in keys if name not in names] == []
    assert {row["reason"] for row in rows} <= NEEDS_CONTEXT
    assert all(row["source"] for row in rows)
    assert [row["name_ar"] for row in rows] == sorted(row["name_ar"] for row in rows)


def test_well_known_cities_need_no_context_and_dangerous_words_do():
    guarded = {key(row["name_ar"]) for row in rows_of("ambiguous_names.csv")}
    well_known = "دمشق حلب حمص حماة إدلب درعا بغداد الموصل البصرة بيروت صنعاء عدن تعز غزة رفح القدس طرابلس"
    assert not guarded & {key(name) for name in well_known.split()}
    dangerous = "قارة عياش الباب القدم العديد صور سالم عمران"
    assert guarded >= {key(name) for name in dangerous.split()}


def test_reviewers_names_are_added_to_their_places():
    rows = [
        {"place_id": "sj:a", "name_ar": "أ", "name_en": "A", "feature": "settlement", "geo_precision": 1, "source": "x"}
    ]
    places = from_rows("places", [{**rows[0], "aliases": "ب"}, {**rows[0], "place_id": "sj:b"}])
    more = [{"slot": "place", "id": "sj:a", "alias": "ت"}, {"slot": "place", "id": "sj:gone", "alias": "ث"}]
    more += [{"slot": "actor", "id": "sj:b", "alias": "ج"}]
    assert gazetteer.with_aliases(places, more)["aliases"].to_pylist() == ["ب|ت", None]
