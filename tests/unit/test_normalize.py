"""Normalize: roles of lines, sentences with true offsets, body text."""

from pathlib import Path

import pyarrow as pa

from sijill import furnishings, normalize, tables
from sijill.options import NormalizeOptions

WORDS = furnishings.load(Path(__file__).parents[2] / "resources/codebook")


def report(text_raw: str, title: str | None = None) -> dict:
    return {
        "report_id": "r1", "corpus": "c", "source_file": "a.txt", "record_no": 0, "record_id": "a",
        "source_sha256": "0", "title": title, "text_raw": text_raw, "text": text_raw,
        "language": "ar", "mixed_language": False, "fields_evidence": "record",
        "published_precision": "unknown",
        "published_evidence": "none",
    }  # fmt: skip


def run(text_raw: str, title: str | None = None, repeated: tuple[str, ...] = (), **options: bool) -> dict:
    lines = pa.table(
        {"outlet": ["c"] * len(repeated), "line": list(repeated), "kind": ["repeated_line"] * len(repeated)}
    )
    given = {"reports": tables.from_rows("reports", [report(text_raw, title)]), "furniture": lines}
    out = normalize.run(given, NormalizeOptions(**options), WORDS)
    return {name: table.to_pylist() for name, table in out.items()}


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
        "widget_comments",
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


def test_dateline_and_caption_stay_in_the_raw_text_alone() -> None:
    story = "قصفت الطائرات أطراف البلدة فجر اليوم من دون أن تعرف الخسائر بعد."
    raw = f"بيروت - رويترز: {story}\nآثار القصف (أرشيف)\nولم تعلق الوزارة على الخبر."
    out = run(raw)
    assert out["reports"][0]["text"] == f"{story}\nولم تعلق الوزارة على الخبر."
    assert [s["role"] for s in out["sentences"]] == ["dateline", "body", "caption", "body"]


def test_what_the_outlet_repeats_goes_of_its_own_reports_only() -> None:
    page = "ساد الهدوء القرى صباحا.\nبوابه الخبر\n"
    assert "بوابه" not in run(page, repeated=("بوابه الخبر",))["reports"][0]["text"]
    assert "بوابه" in run(page)["reports"][0]["text"]


def test_furniture_stays_when_the_analyst_says_so() -> None:
    (kept,) = run(PAGE, remove_boilerplate=False)["reports"]
    assert "الأكثر قراءة" in kept["text"]


def test_a_page_with_nothing_but_furniture_is_rejected() -> None:
    out = run("التعليقات (0)\nالأكثر قراءة\n5")
    assert out["reports"] == [] and out["rejected"][0]["reason"] == "no_body"
