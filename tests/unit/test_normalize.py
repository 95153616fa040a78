"""Normalize: roles of lines, sentences with true offsets, body text."""

from sijill import normalize, tables
from sijill.normalize.roles import line_roles
from sijill.options import NormalizeOptions
from sijill.text.arabic import fold


def report(text_raw: str, title: str | None = None) -> dict:
    return {
        "report_id": "r1", "corpus": "c", "source_file": "a.txt", "record_no": 0, "record_id": "a",
        "source_sha256": "0", "title": title, "text_raw": text_raw, "text": text_raw,
        "language": "ar", "mixed_language": False, "fields_evidence": "record",
        "published_precision": "unknown",
        "published_evidence": "none",
    }  # fmt: skip


def run(text_raw: str, title: str | None = None, **options: bool) -> dict:
    rows = tables.from_rows("reports", [report(text_raw, title)])
    return {
        name: table.to_pylist() for name, table in normalize.run({"reports": rows}, NormalizeOptions(**options)).items()
    }


PAGE = """هدوء حذر في ريف الحسكة

هدوء حذر في ريف الحسكة
ساد الهدوء القرى صباحا. ثم تجدد القصف ظهرا.
التعليقات (3)

    7
    الأكثر قراءة
    💡 أبرز الملفات
    عنوان خبر آخر من الموقع
"""


def test_a_doubled_headline_is_taken_once_and_the_footer_goes() -> None:
    out = run(PAGE)
    (kept,) = out["reports"]
    assert kept["title"] == "هدوء حذر في ريف الحسكة"
    assert kept["text"] == "ساد الهدوء القرى صباحا. ثم تجدد القصف ظهرا."
    assert [s["role"] for s in out["sentences"]].count("headline") == 1
    assert {s["rule_id"] for s in out["sentences"] if s["role"] == "boilerplate"} >= {
        "doubled_headline",
        "widget_title",
        "counter",
    }


def test_every_sentence_is_where_its_offsets_say() -> None:
    out = run(PAGE)
    bodies = [PAGE[s["start"] : s["end"]] for s in out["sentences"] if s["role"] == "body"]
    assert bodies == ["ساد الهدوء القرى صباحا.", "ثم تجدد القصف ظهرا."]


def test_a_text_without_a_headline_keeps_every_line_as_body() -> None:
    text = "شهدت البلدة قصفا عنيفا منذ الفجر.\nولم ترد أنباء عن إصابات."
    (kept,) = run(text)["reports"]
    assert kept["title"] is None and kept["text"] == text


def test_a_record_title_is_a_headline_and_its_repetition_furniture() -> None:
    out = run("عنوان\nعنوان\nمتن الخبر هنا.", title="عنوان")
    assert [s["role"] for s in out["sentences"]] == ["headline", "boilerplate", "body"]


def test_teasers_and_counters_go_wherever_they_stand_but_sentences_stay() -> None:
    roles = {
        line.rule_id for line in line_roles(fold("متن أول طويل.\nاقرأ أيضا: خبر آخر\n(12)\nمتن ثان طويل.").text, False)
    }
    assert roles == {None, "teaser", "counter"}


def test_furniture_stays_when_the_analyst_says_so() -> None:
    (kept,) = run(PAGE, remove_boilerplate=False)["reports"]
    assert "الأكثر قراءة" in kept["text"]


def test_a_page_with_nothing_but_furniture_is_rejected() -> None:
    out = run("التعليقات (0)\nالأكثر قراءة\n5")
    assert out["reports"] == [] and out["rejected"][0]["reason"] == "no_body"
