"""`snakemake evaluate`: the gold's own texts apart from the dataset, or the dataset itself."""

import json

import pyarrow.parquet as pq

from projects import CONFIG, new_project

LABELS = """- id: قصف
  title: قصف في إدلب
  published_on: 2019-03-06
  text: |
    قصفت قوات النظام السوري بالمدفعية بلدة سرمين في ريف إدلب يوم الثلاثاء 5 آذار 2019.
    وأسفر القصف عن مقتل ثلاثة مدنيين وإصابة سبعة آخرين، بحسب الدفاع المدني السوري.
  events:
  - {type: shelling, actor: {قوات النظام السوري: syria_gov_forces}, place: سرمين / Idlib / SY, day: 2019-03-05,
     killed: 3, wounded: 7, told: [1, 2]}
- id: rain
  text: هطلت أمطار غزيرة على مناطق الساحل.
"""
OURS = "evaluate: {gold: 'my labels/gold.yaml', show_test: true}\n"
THEIRS = "evaluate: {gold: 'my labels/gold.yaml', show_test: true, own_texts: false}\n"


def halves(project):
    return json.loads((project.folder / "results/evaluate/score.json").read_text(encoding="utf-8")).values()


def test_the_texts_of_the_gold_are_read_apart_from_the_dataset(built, tmp_path):
    project = new_project(tmp_path / "labels", built.checkout)
    project.write("my labels/gold.yaml", LABELS)
    project.write("my config.yaml", CONFIG + OURS)
    run = project.snakemake("evaluate")
    assert run.code == 0, run.text
    assert run.jobs == {"gazetteer": 1, "rehearse": 1, "evaluate": 1}
    assert sum(half["reports"] for half in halves(project)) == 2
    assert sum(half["counts"]["matches"] for half in halves(project)) == 1
    assert not (project.folder / "results/export").exists()
    reports = pq.read_table(project.folder / "results/evaluate/own/validate/reports.parquet")
    assert set(reports["record_id"].to_pylist()) == {"قصف", "rain"}
    assert "Nothing to be done" in project.snakemake("evaluate").text


def test_the_dataset_is_scored_by_record_id(built, tmp_path):
    project = built.copy(tmp_path)
    project.write("my labels/gold.yaml", LABELS)
    project.write("my config.yaml", CONFIG + THEIRS)
    before = project.bytes_of("results/export")
    run = project.snakemake("evaluate")
    assert run.code == 0, run.text
    assert run.jobs == {"evaluate": 1}
    assert sum(half["counts"]["matches"] for half in halves(project)) == 1
    assert all(not half["absent"] for half in halves(project))
    assert project.bytes_of("results/export") == before


def test_labels_that_are_not_in_the_notation_are_named(built, tmp_path):
    project = new_project(tmp_path / "wrong", built.checkout)
    project.write("my labels/gold.yaml", LABELS.replace("killed: 3", "dead: 3"))
    project.write("my config.yaml", CONFIG + OURS)
    run = project.snakemake("evaluate")
    assert run.code != 0
    assert "unknown key `dead`" in run.text


def test_the_gold_of_the_project_is_the_default(built):
    run = built.snakemake("-n", "-p", "evaluate")
    assert run.code == 0, run.text
    assert "resources/gold" in run.text
