"""Who is in office, by title and by name; names that pass to a successor; letters that tell names from words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from golden.reading import Reader, report_row
from sijill import normalize, tables
from sijill.extract import lexicon
from sijill.extract.report import read_report
from sijill.options import ExtractOptions, NormalizeOptions

Read = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="module")
def reader() -> Read:
    """The spans of one text, with its day where one is given; the lexicon is built once."""
    made = Reader()
    names = lexicon.build(made.codebook, made.places.to_pylist())

    def read(text: str, day: str | None = None) -> list[dict[str, Any]]:
        reports = tables.from_rows("reports", [report_row("r", text, day)])
        normal = normalize.run({"reports": reports}, NormalizeOptions(), made.codebook.furniture)
        report, rows = normal["reports"].to_pylist()[0], normal["sentences"].to_pylist()
        return read_report(report, rows, names, made.codebook, ExtractOptions()).get("spans", [])

    return read


def spans(reader: Read, text: str, kind: str, day: str | None = None) -> list[tuple[str, str | None]]:
    """Surfaces of the spans of a kind, each with the registry actor or the place it is tied to."""
    return [(row["surface"], row["actor_id"] or row["place_id"]) for row in reader(text, day) if row["kind"] == kind]


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("بحث وزير الدفاع الإسرائيلي الملف مع الوفد.", ("وزير الدفاع الإسرائيلي", "israel_mod")),
        ("انتقدت رئيسة الوزراء البريطانية القرار.", ("رئيسة الوزراء البريطانية", "uk")),
        ("غادر المبعوث الروسي القاعة.", ("المبعوث الروسي", "russia")),
        ("وصل وزير الخارجية والمغتربين اللبناني إلى القاعة.", ("وزير الخارجية والمغتربين اللبناني", "lebanon")),
        ("التقى الرئيس الفرنسي نظيره التركي.", ("نظيره التركي", "turkey")),
    ],
)
def test_a_title_with_the_adjective_of_a_state_is_an_actor(
    reader: Read, text: str, office: tuple[str, str | None]
) -> None:
    assert office in spans(reader, text, "actor")


def test_the_holder_bears_the_body_of_the_office(reader: Read) -> None:
    text = "بحث وزير الطاقة الأردني سالم النعماني الملف مع الوفد."
    assert spans(reader, text, "person") == [("سالم النعماني", "jordan")]
    assert spans(reader, text, "actor") == []


@pytest.mark.parametrize("text", ["فاز المنتخب العراقي على نظيره السعودي.", "زار المحلل الروسي المعرض."])
def test_no_office(reader: Read, text: str) -> None:
    assert spans(reader, text, "actor") == []


def test_known_persons_and_their_surnames(reader: Read) -> None:
    assert spans(reader, "قال ترامب إن القرار نهائي.", "person") == [("ترامب", "donald_trump")]
    assert spans(reader, "ظهر هادي في القاعة.", "person") == []  # a word, or anybody's name
    text = "وصل عبد ربه منصور هادي إلى عدن. وقال هادي إن الحوار مستمر."
    assert spans(reader, text, "person")[1] == ("هادي", "abdrabbuh_mansur_hadi")
    assert spans(reader, "بحث الرئيس الأسد الملف.", "person", "2016-05-01") == [("الأسد", "bashar_al_assad")]


def test_a_private_namesake_is_nobody_known(reader: Read) -> None:
    found = reader("قتل الشاب صدام حسين العمري برصاص مجهولين.")
    people = [(span["surface"], span["actor_id"], span["normal_form"]) for span in found if span["kind"] == "person"]
    assert people == [("صدام حسين العمري", None, "private")]


@pytest.mark.parametrize(
    ("day", "army", "government"),
    [
        ("2016-03-01", "syria_gov_forces", "syria_government"),
        ("2025-03-01", "syria_transitional_forces", "syria_transitional_government"),
        (None, "syria_gov_forces", "syria_government"),  # of an unknown day the one that bore the name first
    ],
)
def test_names_pass_to_the_successor(reader: Read, day: str | None, army: str, government: str) -> None:
    text = "قصف الجيش السوري مواقع قرب السويداء، وقالت الحكومة السورية إن غارة سورية دمرت رتلا."
    assert dict(spans(reader, text, "actor", day)) == {
        "الجيش السوري": army, "الحكومة السورية": government, "سورية": army,
    }  # fmt: skip


def test_letters_as_written_tell_names_from_words(reader: Read) -> None:
    assert spans(reader, "أصدر المركز تقريرا عن إب.", "place") == [("إب", "gn:74477")]
    assert spans(reader, "قال أب لثلاثة أطفال إنه نجا من القصف في آب.", "place") == []
    assert spans(reader, "وكان دوما يقول ذلك، ورفض دوماً كل وساطة.", "place") == []
    assert [place for place, _ in spans(reader, "قصف الطيران دوما مساء.", "place")] == ["دوما"]
    assert spans(reader, "استند النائب علي الصالحي إلى القانون.", "person") == [("علي الصالحي", None)]
    assert spans(reader, "استند النائب على القانون إلى ذلك.", "person") == []


def test_a_rank_before_a_name_is_no_brigade_and_a_city_ends_an_officials_name(reader: Read) -> None:
    text = "وصل اللواء سليم النجار إلى مدينة حلب."
    assert spans(reader, text, "actor") == []
    assert spans(reader, "زار الوزير فريد النجار دمشق أمس.", "person") == [("فريد النجار", None)]
