"""What goes wrong ends with one clear sentence and an exit code, and leaves nothing half-written."""

import gzip
import json

import pytest
import yaml

from projects import CONFIG, edited, new_project
from sijill import io
from sijill.tables import TABLES


@pytest.fixture
def fresh(tmp_path, checkout):
    return new_project(tmp_path / "new project", checkout)


@pytest.mark.parametrize(
    ("config", "says"),
    [
        ("corpus:\n  - path: textz\n", ["textz", "does not exist"]),
        ("corpus:\n  - path: empty\n", ["empty", "empty folder"]),
        ("corpus:\n  - path: broken\n", ["gone.txt", "cannot read"]),
        ("corpus:\n  - path: texts\nnormalise: {}\n", ["did you mean `normalize`"]),
        (
            "corpus:\n  - path: texts\nextract:\n  ner: camel\n",
            ["`extract.ner: camel`", "ner-arabert", "camel_data -i ner-arabert", "`extract.ner: lexicon`"],
        ),
    ],
)
def test_a_wrong_config_is_refused_before_anything_is_written(fresh, monkeypatch, config, says):
    (fresh.folder / "empty").mkdir()
    (fresh.folder / "broken").mkdir()
    (fresh.folder / "broken/gone.txt").symlink_to("nowhere.txt")
    monkeypatch.setenv("CAMELTOOLS_DATA", str(fresh.folder / "empty"))  # as on a machine without camel_data's models
    fresh.write("my config.yaml", config)
    run = fresh.snakemake()
    assert run.code != 0
    assert len(run.errors) == 1 and all(word in run.errors[0] for word in says), run.text
    assert "Traceback" not in run.text
    assert not (fresh.folder / "results").exists()


def test_a_mapped_field_that_no_record_has(fresh):
    fresh.write("my config.yaml", CONFIG.replace("headline", "headlines"))
    run = fresh.snakemake("results/ingest/dump-0of1/reports.parquet")
    assert run.code != 0
    assert len(run.errors) == 1 and "headlines" in run.errors[0] and "dump.jsonl" in run.errors[0], run.text
    assert "Traceback" not in run.text
    assert not list((fresh.folder / "results/ingest").rglob("*.parquet"))


def test_records_without_a_text_are_accounted_for_and_the_gate_closes(fresh):
    fresh.write("dump.jsonl", json.dumps({"id": 1, "headline": "x", "body": "", "date": "2019-01-01"}) + "\n")
    fresh.write("my config.yaml", CONFIG[: CONFIG.index("  - path: texts")] + CONFIG[CONFIG.index("  - path: dump") :])
    run = fresh.snakemake("results/quality/ingest/gate.json")
    assert run.code != 0
    assert len(run.errors) == 1 and "missing_text 1" in run.errors[0], run.text


def test_a_file_that_is_no_archive_is_accounted_for(fresh):
    (fresh.folder / "texts/dump.jsonl.gz").write_bytes(b"not gzip")
    (fresh.folder / "texts/cut.jsonl.gz").write_bytes(gzip.compress(b'{"text": "x"}\n' * 999)[:-20])
    run = fresh.snakemake("results/ingest/texts-0of1/rejected.parquet")
    assert run.code == 0, run.text
    rejected = io.read("rejected", [fresh.folder / "results/ingest/texts-0of1/rejected.parquet"]).to_pylist()
    reasons = {(row["source_file"], row["reason"]) for row in rejected}
    assert reasons >= {("dump.jsonl.gz", "broken_json"), ("cut.jsonl.gz", "truncated_file")}


def test_the_shipped_config_is_used_where_there_is_no_other(fresh):
    run = fresh.snakemake("-n", config=None)
    assert run.code == 0, run.text
    entries = yaml.safe_load((fresh.checkout / "config.yaml").read_text(encoding="utf-8"))["corpus"]
    assert run.jobs["ingest"] == len(entries)
    fresh.write("config.yaml", "corpus: [{path: textz}]\n")
    assert "textz" in fresh.snakemake("-n", config=None).errors[0]


def assert_closed(run, project, stage, before):
    """The gate of `stage` says why, its evidence is there, and the dataset is the one that passed last."""
    quality = project.folder / "results/quality" / stage
    assert run.code != 0
    assert len(run.errors) == 1 and run.errors[0].startswith(f"error: The {stage} gate is closed"), run.text
    assert "still holds the last dataset that passed" in run.text
    assert not json.loads((quality / "verdict.json").read_text(encoding="utf-8"))["open"]
    assert not (quality / "gate.json").exists()
    assert len((quality / "rows.csv").read_text(encoding="utf-8").splitlines()) > 1
    assert project.bytes_of("results/export") == before


def test_a_poisoned_table_closes_its_gate(built, tmp_path):
    project = built.copy(tmp_path)
    before = project.bytes_of("results/export")
    path = project.folder / "results/normalize/texts-0of1-p0of1/sentences.parquet"
    sentences = io.read("sentences", [path])
    moved = [value + 10_000 for value in sentences["end"].to_pylist()]
    place = sentences.column_names.index("end")
    io.write(sentences.set_column(place, TABLES["sentences"].schema().field("end"), [moved]), path)
    assert_closed(project.snakemake(), project, "normalize", before)


def test_poisoned_reports_close_the_gate_and_mended_ones_open_it(built, tmp_path):
    project = built.copy(tmp_path)
    before = project.bytes_of("results/export")
    with edited(project.folder / "my config.yaml", "corpus:", "ingest: {max_record_chars: 5}\ncorpus:"):
        assert_closed(project.snakemake(), project, "ingest", before)
        assert project.snakemake("-n").code == 0  # nothing is left locked or half-written


def test_a_suite_that_says_nonsense_is_refused(built, tmp_path):
    project = built.copy(tmp_path)
    suite = built.checkout / "workflow/expectations/export.yaml"
    with edited(suite, "expectation: expect_", "expectation: expct_"):
        run = project.snakemake()
    assert run.code != 0
    assert len(run.errors) == 1 and "export.yaml" in run.errors[0], run.text
