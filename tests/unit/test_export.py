"""Both editions: every table, registries closed upwards, evidence with true offsets, no name of a private person."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pyarrow as pa
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from deduplicate_cases import Case, codebook, places
from sijill import deduplicate, tables, validate
from sijill.export import actor_table, run, sha256sums
from sijill.export.flat import COLUMNS
from sijill.export.masking import BLOCK, Mask, blocks, common_keys, is_common, merged, name_text, name_view
from sijill.options import DeduplicateOptions, ExportOptions, ValidateOptions

NAME = "سعيد المجهولي"
BODY = "قصف على دوما اليوم. قتل سعيد المجهولي في القصف، وقال شاهد إن وسعيد المجهولي كان نائما. وأعلن الوزير ذلك."


def dataset(case: Case) -> dict[str, pa.Table]:
    """The tables that export gets."""
    merged_ = {**deduplicate.run(case.tables(), codebook(), DeduplicateOptions()), "places": places()}
    valid = validate.run(merged_, codebook(), ValidateOptions(min_confidence=0.5))
    return {**merged_, **valid, "places": places(), "actors": actor_table(codebook().actors)}


def plain() -> Case:
    case = Case()
    case.report("a", "2018-02-20", outlet="وكالة")
    case.mention("a", "shelling", days="2018-02-20", place="douma", actor="fatemiyoun", victim="civilians", killed=5)
    case.report("b", "2018-02-21")
    case.mention("b", "meeting", participant="regime,russia", source="مصدر")
    return case


def export(case: Case, **options: Any) -> dict[str, dict[str, Any]]:
    return run(dataset(case), ExportOptions(**options), {"inputs": [{"source_file": "a.txt"}], "config": {}})


def test_both_editions_hold_every_table_and_document() -> None:
    result = export(plain())
    documents = {"dataset.json", "CARD.md", "DICTIONARY.md", "CITATION.cff", "events_flat.parquet", "events.geoparquet"}
    sheets = {f"csv/{name}.csv" for name in {*tables.TABLES, "events_flat"} - {"sentences", "spans"}}
    for edition in ("export", "public"):
        assert set(result[edition]) == {f"{name}.parquet" for name in tables.TABLES} | documents | sheets
    for name, table in tables.TABLES.items():
        held = result["export"][f"{name}.parquet"].schema
        assert held.names == list(table.columns)
        for field, column in zip(held, table.columns.values(), strict=True):
            assert field.type == (column.exported or column.type) and field.nullable == column.nullable, field
            assert field.metadata[b"description"].decode() == column.description
        public = result["public"][f"{name}.parquet"]
        assert public.num_rows == result["export"][f"{name}.parquet"].num_rows
        assert all(field.metadata[b"description"] for field in public.schema), name
    assert not {"text", "text_raw"} & set(result["public"]["reports.parquet"].column_names)
    assert "text_raw" in export(plain(), public_full_text=True)["public"]["reports.parquet"].column_names


def test_the_same_for_any_order_of_rows() -> None:
    given_tables = dataset(plain())
    turned = {
        name: table.take(pa.array(range(table.num_rows)[::-1], pa.int64())) for name, table in given_tables.items()
    }
    one, other = (run(each, ExportOptions(), {}) for each in (given_tables, turned))
    for edition in one:
        for name, content in one[edition].items():
            same = (
                content == other[edition][name] if isinstance(content, bytes) else content.equals(other[edition][name])
            )
            assert same, (edition, name)


def test_registries_hold_what_is_used_and_what_stands_above_it() -> None:
    result = export(plain())["export"]
    assert result["places.parquet"]["place_id"].to_pylist() == ["douma", "rif", "syria"]
    assert result["actors.parquet"]["actor_id"].to_pylist() == [
        "civilians",
        "fatemiyoun",
        "iran_militias",
        "regime",
        "russia",
    ]
    assert result["actors.parquet"]["parent"].to_pylist() == [None, "iran_militias", None, None, None]


def test_events_flat() -> None:
    result = export(plain())["export"]
    flat = {row["sijill_event_type"]: row for row in result["events_flat.parquet"].to_pylist()}
    strike = {name: flat["shelling"][name] for name in COLUMNS if name not in ("event_id", "event_id_cnty")}
    assert strike == {
        "event_date": date(2018, 2, 20), "event_date_end": date(2018, 2, 20), "year": 2018, "time_precision": 1,
        "event_type": "Battles", "sub_event_type": None, "sijill_event_type": "shelling", "plover_event": "ASSAULT",
        "realis": "actual", "assertion": "reported", "actor1": "fatemiyoun", "actor1_id": "fatemiyoun", "inter1": 1,
        "assoc_actor_1": None, "actor2": "civilians", "actor2_id": "civilians", "inter2": 1, "assoc_actor_2": None,
        "country": "SY", "admin1": "Rif", "admin2": None, "location": "دوما", "location_en": "Place", "latitude": 33.57,
        "longitude": 36.4, "geo_precision": 1, "source": "وكالة", "source_original": None, "notes": "نص a ",
        "fatalities": 5, "fatalities_low": 5, "fatalities_high": 5, "wounded": None, "n_reports": 1, "n_outlets": 1,
        "confidence": 0.5,
    }  # fmt: skip
    meeting = flat["meeting"]
    assert {meeting["actor1"], meeting["actor2"]} == {"regime", "russia"}
    assert (meeting["event_id_cnty"][:3], meeting["geo_precision"], meeting["source_original"]) == ("ZZ-", None, "مصدر")


def test_dataset_json_and_card_tell_what_is_there() -> None:
    result = export(plain())
    for edition in ("export", "public"):
        made = json.loads(result[edition]["dataset.json"])
        counts = {
            name.removesuffix(".parquet"): content.num_rows
            for name, content in result[edition].items()
            if name.endswith(".parquet")
        }
        assert made["rows"] == counts
        assert made["edition"] == edition and made["inputs"] == [{"source_file": "a.txt"}]
        assert f"{counts['events']} events" in result[edition]["CARD.md"].decode()
    assert "names masked" in result["public"]["CARD.md"].decode()
    assert "names are as written" in result["export"]["CARD.md"].decode()
    assert "names are as written" in export(plain(), mask_private_persons=False)["public"]["CARD.md"].decode()


def test_the_card_names_what_was_waived_and_what_was_set() -> None:
    assert "Every stage passed its gate: " in export(plain())["public"]["CARD.md"].decode()
    quality = {
        "waive": [{"check": "extract/spans.x.is_y", "reason": "a list of | names\nis not there yet"}],
        "thresholds": [{"check": "ingest/reports.z.between", "min_value": None, "max_value": 0.2}],
    }
    for edition in run(dataset(plain()), ExportOptions(), {"config": {"quality": quality}}).values():
        said = edition["CARD.md"].decode()
        assert "| `extract/spans.x.is_y` | a list of \\| names is not there yet |" in said
        assert "`ingest/reports.z.between` max_value 0.2." in said


def test_who_made_it_stands_in_card_and_citation() -> None:
    named = export(plain(), title="سجل حلب", authors="مركز التوثيق; Archive", license="CC-BY-4.0")["public"]
    cited = yaml.safe_load(named["CITATION.cff"])
    assert cited["title"] == "سجل حلب: shareable edition" and cited["license"] == "CC-BY-4.0"
    assert [author["name"] for author in cited["authors"]] == ["مركز التوثيق", "Archive"]
    assert {"cff-version", "message", "title", "authors", "type"} <= cited.keys() and cited["type"] == "dataset"
    assert "مركز التوثيق; Archive" in named["CARD.md"].decode() and "CC-BY-4.0" in named["CARD.md"].decode()
    elsewhere = yaml.safe_load(export(plain(), license="https://example.org/terms")["export"]["CITATION.cff"])
    assert elsewhere["license-url"] == "https://example.org/terms" and "license" not in elsewhere


def test_every_column_of_every_table_stands_in_the_dictionary() -> None:
    for edition in export(plain()).values():
        pages = edition["DICTIONARY.md"].decode().split("\n## ")[1:]
        told = {page.split("\n")[0]: page for page in pages}
        held = {name.removesuffix(".parquet"): file for name, file in edition.items() if name.endswith(".parquet")}
        assert told.keys() == held.keys()
        for name, table in held.items():
            rows = [line.split(" | ") for line in told[name].splitlines() if line.startswith("| `")]
            assert [row[0] for row in rows] == [f"| `{column}`" for column in table.column_names], name
            assert all(len(row[2]) > 3 for row in rows), name


def test_sha256sums() -> None:
    assert sha256sums({"b": b"", "a": "00"}).decode() == (
        "00  a\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b\n"
    )


def with_person(name: str = NAME, normal_form: str = "private", kind: str = "person") -> Case:
    """A report whose every column of free text names a person, and one that names them without a span."""
    text = f"مقتل {name}\n" + BODY.replace(NAME, name)
    case = Case()
    case.report("a", "2018-02-20", text=text)
    slug = name.replace(" ", "-")
    case.reports[-1] |= {
        "title": f"مقتل {name}", "url": f"site/{slug}/news", "record_id": slug, "source_file": f"{name}.txt",
    }  # fmt: skip
    case.mention("a", "casualty_report", days="2018-02-20", place="douma", killed=1, trigger=text[0:4])
    at = text.index("قتل " + name, 6)
    sentence = {"start": at, "end": text.index(".", at) + 1}
    case.rows["sentences"][-1] |= sentence
    start = at + 4
    person = {"report_id": "a", "sentence_no": 0, "start": start, "end": start + len(name), "surface": name,
              "resolution_status": "not_in_registry", "rule_id": "x"}  # fmt: skip
    if kind == "person":
        case.rows["spans"].append({**person, "span_id": "s1", "kind": "person", "normal_form": normal_form})
    case.rows["spans"].append({**person, "span_id": "s2", "kind": "actor", "normal_form": name})
    case.rows["event_mentions"][-1] |= {
        "trigger_start": start, "trigger_end": start + len(name), "trigger": name, "place_surface": f"بيت {name}",
    }  # fmt: skip
    written = {"mention_id": "a.0", "start": start, "end": start + len(name), "rule_id": "x"}
    case.rows["participants"] += [{**written, "role": "victim" if kind == "victim" else "recipient", "surface": name}]
    case.rows["quantities"].append({**written, "what": "wounded", "as_written": name, "low": 1, "best": 1, "high": 1})
    source = {"level": 1, "source_kind": "person" if kind == "source" else "official", "name": name, "surface": name}
    case.rows["attributions"].append({**written, **source})
    case.report("b", "2018-02-21", text=f"عن {name} خبر اخر")
    case.mention("b", "meeting", participant="regime", source=f"قريب {name}")
    case.rows["sentences"][-1] |= {"start": 0, "end": len(f"عن {name} خبر اخر")}
    return case


def spoken(edition: dict[str, Any]) -> str:
    """Everything an edition says."""
    return "\n".join(
        content.decode() if isinstance(content, bytes) else repr(content.to_pylist()) for content in edition.values()
    )


@settings(max_examples=25, deadline=None)
@given(
    st.text("ابتجدرسعفقلمنهويةأإ", min_size=3, max_size=8),
    st.text("ابتجدرسعفقلمنهويةأإ", min_size=3, max_size=8),
    st.sampled_from(["person", "victim", "source"]),
)
def test_a_private_name_planted_in_every_column_is_in_no_file_of_the_public_edition(
    first: str, last: str, kind: str
) -> None:
    name = f"{first}ص {last}ص"  # a letter that no other word of the reports ends in
    given_tables = dataset(with_person(name, kind=kind))
    given_tables["rejected"] = tables.from_rows(
        "rejected",
        [{"stage": "extract", "reason": "x", "detail": f"«{name}»", "report_id": "a", "source_file": f"{name}.txt"}],
    )
    result = run(given_tables, ExportOptions(), {"inputs": [{"source_file": f"{name}.txt"}]})
    assert name in spoken(result["export"])
    said = spoken(result["public"])
    assert name not in said and name.replace(" ", "-") not in said


def test_masks_are_as_long_as_the_names_and_offsets_hold() -> None:
    result = export(with_person())
    public, working = result["public"], result["export"]
    texts = dict(
        zip(*(working["reports.parquet"][name].to_pylist() for name in ("report_id", "text_raw")), strict=True)
    )
    mentions = {row["mention_id"]: row for row in public["event_mentions.parquet"].to_pylist()}
    for row in mentions.values():
        raw = texts[row["report_id"]][row["evidence_start"] :][: len(row["evidence"])]
        assert all(shown in (BLOCK, letter) for shown, letter in zip(row["evidence"], raw, strict=True))
        assert row["evidence"][row["evidence_trigger_start"] : row["evidence_trigger_end"]] == row["trigger"]
    assert mentions["a.0"]["evidence"] == f"قتل {BLOCK * 13} في القصف، وقال شاهد إن و{BLOCK * 13} كان نائما."
    for name, written in (("participants", "surface"), ("quantities", "as_written"), ("attributions", "surface")):
        for row in public[f"{name}.parquet"].to_pylist():
            assert len(row[written]) == row["end"] - row["start"]
            if row["evidence_start"] is not None and row["mention_id"] == "a.0":
                evidence = mentions[row["mention_id"]]["evidence"]
                assert evidence[row["evidence_start"] : row["evidence_end"]] == row[written] or row["end"] == 2
    titles = [title for title in public["reports.parquet"]["title"].to_pylist() if title]
    assert titles == [f"مقتل {BLOCK * 13}"]


def test_officials_stay_and_masking_can_be_turned_off() -> None:
    assert NAME in spoken(export(with_person(normal_form="official"))["public"])
    assert NAME in spoken(export(with_person(), mask_private_persons=False)["public"])


def test_mask_finds_names_as_words() -> None:
    mask = Mask({"a": ["أحمد العلي", "ليلى"]}, official=["زيد الكبير"], known=["حزب الله"])
    assert mask.hide("قال احمد  العلي ولأحمد العلي", "z") == f"قال {BLOCK * 11} ول{BLOCK * 10}"
    assert mask.hide("احمد العليان", "a") == "احمد العليان"
    assert (mask.hide("وليلى هنا", "a"), mask.hide("وليلى هنا", "b")) == (f"و{BLOCK * 4} هنا", "وليلى هنا")
    assert mask.hide("x/%D9%84%D9%8A%D9%84%D9%89/1", "a") == f"x/{BLOCK * 4}/1"
    assert mask.hide("x/%D8%A7", "a") == "x/%D8%A7"
    assert mask.hide(None) is None
    assert Mask({"a": ["زيد الكبير"]}, official=["زيد الكبير"]).hide("زيد الكبير", "b") == "زيد الكبير"
    assert Mask({"a": ["حزب الله"]}, known=["حزب الله"]).hide("حزب الله", "a") == "حزب الله"


@given(st.text("سعيد المجهولي أإآىﷲـًٌَ-،.٣a\n_", max_size=40))
def test_the_text_of_names_is_that_of_their_view(text: str) -> None:
    assert name_text(text) == name_view(text).text


def test_common_words_name_nobody() -> None:
    common = frozenset(common_keys("شخص على أقل عدد"))
    said = {name: is_common(name, common) for name in ("شخصاً", "على الأقل", "وعددا", "شخص احمد", "علي")}
    assert said == {"شخصاً": True, "على الأقل": True, "وعددا": True, "شخص احمد": False, "علي": False}
    result = run(dataset(with_person("شخص على", kind="victim")), ExportOptions(), {}, common)
    assert BLOCK not in spoken({name: file for name, file in result["public"].items() if not name.endswith(".md")})


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(0, 29), st.integers(0, 29)), max_size=5))
def test_blocks_keep_the_length(text: str, pairs: list[tuple[int, int]]) -> None:
    intervals = merged((min(a, len(text)), min(max(a, b), len(text))) for a, b in pairs)
    hidden = blocks(text, intervals)
    covered = {at for start, end in intervals for at in range(start, end)}
    assert hidden == "".join(BLOCK if at in covered else letter for at, letter in enumerate(text))
