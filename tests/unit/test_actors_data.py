"""The actor registry as a data file, read without the codebook loader."""

import csv
from collections import defaultdict
from pathlib import Path

import pytest

REGISTRY = Path(__file__).parents[2] / "resources" / "codebook" / "actors.csv"
COLUMNS = (
    "actor_id", "name_ar", "name_en", "kind", "country", "parent", "backers", "valid_from", "valid_to", "aliases",
    "short_forms", "loaded_names", "nisbas", "plover_sector", "acled_inter", "source",
)  # fmt: skip
NAME_COLUMNS = ("aliases", "short_forms", "loaded_names", "nisbas")
KINDS = {
    "state", "state_force", "police", "militia", "insurgent", "coalition", "umbrella", "civilian_group", "protesters",
    "tribe", "political", "official", "official_body", "intergovernmental", "media", "monitor",
}  # fmt: skip
SECTORS = {
    "GOV", "MIL", "REB", "COP", "SPY", "CVL", "JUD", "MED", "IGO", "NGO", "PTY", "LEG", "OPP", "UAF", "CRM", "BUS",
    "REF", "EDU",
}  # fmt: skip
INTER_CODES = {"1", "2", "3", "4", "5", "6", "7", "8"}
# Kinds that only speak, or that ACLED does not code as parties: they may lack an inter code.
NOT_CODED = {"official", "official_body", "media", "monitor", "political"}
# Words of everyday language or short forms shared by many actors: alone they name nobody.
COMMON_WORDS = (
    "القاعدة", "النصرة", "النصر", "الفجر", "الحق", "الأنصار", "الجيش", "النظام", "الحزب", "التنظيم", "الحركة", "الحرس",
    "التحالف", "المعارضة", "الشباب", "الدولة", "الحشد", "الجماعة", "الاحتلال", "المتمردون", "المقاومة", "الميليشيات",
    "القوات الحكومية", "الجيش الوطني", "الحرس الجمهوري", "الشرق الأوسط", "الجزيرة", "العربية", "الحياة", "الشرطة",
    "فتح", "أمل", "حسم", "شمر", "مراد", "حاشد", "مالي", "وفا", "بدر", "فارس", "مهر", "سبأ",
)  # fmt: skip
FOLD = str.maketrans("أإآىة", "ااايه")
Row = dict[str, str]


def fold(name: str) -> str:
    return name.translate(FOLD)


def values(row: Row, column: str) -> list[str]:
    return row[column].split("|") if row[column] else []


def twins(names: list[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """Names held by more than one row, with their holders; names are (name, actor_id), compared folded."""
    holders: dict[str, list[str]] = defaultdict(list)
    for name, actor_id in names:
        holders[fold(name)].append(actor_id)
    return [(name, ids) for name, ids in holders.items() if len(ids) > 1]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    with REGISTRY.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


@pytest.fixture(scope="module")
def ids(rows: list[Row]) -> set[str]:
    return {row["actor_id"] for row in rows}


def test_columns_and_line_ends(rows: list[Row]) -> None:
    raw = REGISTRY.read_bytes()
    assert raw.decode("utf-8").splitlines()[0] == ",".join(COLUMNS)
    assert b"\r" not in raw and raw.endswith(b"\n") and not raw.startswith(b"\xef\xbb\xbf")
    assert all(None not in row and None not in row.values() for row in rows)


def test_size_order_and_ids(rows: list[Row], ids: set[str]) -> None:
    listed = [row["actor_id"] for row in rows]
    assert len(rows) >= 350
    assert listed == sorted(ids)
    assert [i for i in listed if not i.isascii() or not i.replace("_", "").isalnum() or i != i.lower()] == []


def test_required_cells(rows: list[Row]) -> None:
    assert [row["actor_id"] for row in rows for c in ("name_ar", "name_en", "kind", "source") if not row[c]] == []
    assert [row["actor_id"] for row in rows if not any(row[c] for c in ("aliases", "short_forms"))] == []
    assert twins([(row["name_ar"], row["actor_id"]) for row in rows]) == []
    assert twins([(row["name_en"], row["actor_id"]) for row in rows]) == []


def test_cells_are_clean(rows: list[Row]) -> None:
    cells = [(row["actor_id"], cell) for row in rows for cell in row.values()]
    assert [c for c in cells if c[1] != " ".join(c[1].split()) or "://" in c[1]] == []
    lists = [(row["actor_id"], column, values(row, column)) for row in rows for column in (*NAME_COLUMNS, "backers")]
    assert [x for x in lists if any(not v or v != v.strip() for v in x[2]) or len(set(x[2])) != len(x[2])] == []
    marks = set("ـ«»“”\u064b\u064c\u064d\u064e\u064f\u0650\u0652")  # shadda alone may tell two words apart
    assert [c for c in cells if marks & set(c[1])] == []


def test_closed_sets(rows: list[Row]) -> None:
    assert {row["kind"] for row in rows} == KINDS
    assert {row["plover_sector"] for row in rows} <= SECTORS
    assert {row["acled_inter"] for row in rows} <= INTER_CODES | {""}
    assert [r["actor_id"] for r in rows if not r["acled_inter"] and r["kind"] not in NOT_CODED] == []
    countries = {row["country"] for row in rows if row["country"]}
    assert [code for code in countries if len(code) != 2 or not code.isascii() or not code.isupper()] == []


def test_validity(rows: list[Row]) -> None:
    years = [(row["actor_id"], day) for row in rows for day in (row["valid_from"], row["valid_to"]) if day]
    assert [y for y in years if not y[1].replace("-", "").isdigit() or len(y[1]) not in (4, 7, 10)] == []
    both = [row for row in rows if row["valid_from"] and row["valid_to"]]
    assert [row["actor_id"] for row in both if row["valid_from"][:4] > row["valid_to"][:4]] == []


def test_parents_and_backers_exist(rows: list[Row], ids: set[str]) -> None:
    refs = [(r["actor_id"], other) for r in rows for other in (*values(r, "parent"), *values(r, "backers"))]
    assert [ref for ref in refs if ref[1] not in ids or ref[0] == ref[1]] == []


@pytest.mark.parametrize("column", ["parent", "backers"])
def test_no_cycles(rows: list[Row], column: str) -> None:
    left = {row["actor_id"]: set(values(row, column)) for row in rows}
    while leaves := {actor for actor, others in left.items() if not others & left.keys()}:
        left = {actor: others for actor, others in left.items() if actor not in leaves}
    assert sorted(left) == []


def successions(rows: list[Row], found: list[tuple[str, list[str]]]) -> list[tuple[str, list[str]]]:
    """Of names held by several rows those that do not pass from one to the next: two rows that began on one day."""
    begun = {row["actor_id"]: row["valid_from"] for row in rows}
    return [(name, ids) for name, ids in found if len({begun[actor] for actor in ids}) < len(ids)]


def test_full_names_name_one_actor_at_a_time(rows: list[Row]) -> None:
    names = [(n, r["actor_id"]) for r in rows for c in ("aliases", "loaded_names") for n in values(r, c)]
    assert successions(rows, twins(names)) == []
    loaded = {fold(n) for r in rows for n in values(r, "loaded_names")}
    assert [name for name, _ in twins(names) if name in loaded] == []


def test_nisbas_name_one_actor_at_a_time(rows: list[Row]) -> None:
    assert successions(rows, twins([(nisba, row["actor_id"]) for row in rows for nisba in values(row, "nisbas")])) == []


def test_officials_are_persons_with_a_term(rows: list[Row]) -> None:
    """Persons in office belong to a body where the registry has it, and began some day; no body has a person's kind."""
    officials = [row for row in rows if row["kind"] == "official"]
    above = {row["parent"] for row in rows}
    assert len(officials) > 150
    assert [r["actor_id"] for r in officials if r["actor_id"] in above or r["nisbas"] or r["loaded_names"]] == []
    assert [r["actor_id"] for r in officials if r["parent"] and not (r["valid_from"] or r["valid_to"])] == []


def test_short_forms_are_no_full_names(rows: list[Row]) -> None:
    full = {fold(n) for r in rows for c in ("aliases", "loaded_names") for n in values(r, c)}
    assert [(r["actor_id"], n) for r in rows for n in values(r, "short_forms") if fold(n) in full] == []


def test_common_words_are_no_full_names(rows: list[Row]) -> None:
    common = {fold(word) for word in COMMON_WORDS}
    full = [(r["actor_id"], n) for r in rows for c in ("aliases", "loaded_names") for n in values(r, c)]
    assert [name for name in full if fold(name[1]) in common] == []


def test_no_name_repeated_with_a_clitic(rows: list[Row]) -> None:
    names = {fold(n) for r in rows for column in NAME_COLUMNS for n in values(r, column)}
    assert [name for name in names if name[0] in "وبل" and name[1:] in names] == []


def test_one_spelling_of_militia(rows: list[Row]) -> None:
    """The matcher folds the spellings of the word: a second one here would be a hidden twin."""
    words = {word for r in rows for column in NAME_COLUMNS for n in values(r, column) for word in n.split()}
    other = ("مليشيا", "مليشيات", "ميلشيا", "ميلشيات")
    assert [word for word in words if word.removeprefix("ال") in other] == []


@pytest.mark.parametrize(
    ("name", "actor_id"),
    [
        ("حزب الله", "hezbollah_lb"), ("حزب الله العراقي", "kataib_hezbollah"), ("أنصار الله", "houthis"),
        ("تنظيم القاعدة", "al_qaeda"), ("الجيش الوطني اليمني", "yemen_gov_forces"),
        ("الجيش الوطني الليبي", "libya_lna"), ("الجيش الوطني السوري", "sna"), ("سرايا القدس", "pij_saraya_al_quds"),
        ("لواء القدس", "liwa_al_quds"), ("فيلق القدس", "irgc_quds_force"), ("ميليشيا أسد", "syria_gov_forces"),
    ],
)  # fmt: skip
def test_namesakes_stay_apart(rows: list[Row], name: str, actor_id: str) -> None:
    assert [r["actor_id"] for r in rows if name in values(r, "aliases") + values(r, "loaded_names")] == [actor_id]


def test_no_people_is_written_as_a_state(rows: list[Row]) -> None:
    """«ألمانيا» is the country, and no German in the accusative."""
    states = {fold(name) for row in rows if row["kind"] == "state" for name in values(row, "aliases")}
    with (REGISTRY.parent / "units.csv").open(encoding="utf-8", newline="") as file:
        forms = [form for row in csv.DictReader(file) if row["unit_id"] == "u_nationals" for form in values(row, "forms")]
    assert len(forms) > 100
    assert [form for form in forms if fold(form) in states] == []
