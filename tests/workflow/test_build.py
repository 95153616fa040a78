"""The workflow as its users meet it: it builds, builds nothing twice, and builds anew what has changed, no more."""

import json
import shutil
import subprocess

import pyarrow.parquet as pq

from projects import GLOBAL, commands_in, edited, new_project
from sijill.tables import STAGES, TABLES

LATER = {"check": 6, "gate": 6, "normalize": 2, "extract": 2, "deduplicate": 1, "validate": 1, "review": 1, "export": 1}


def test_a_dry_run_plans_every_step(built, tmp_path):
    project = new_project(tmp_path / "new", built.checkout)
    project.write("texts/scan.pdf", "")
    run = project.snakemake("-n")
    assert run.code == 0, run.text
    assert "texts: 1 .pdf passed over" in run.text
    assert run.jobs == {"gazetteer": 1, "ingest": 2, "furniture": 1, "database": 2, "publish": 1, "report": 1, **LATER}
    assert not (project.folder / "results").exists()


def test_the_dataset_has_every_table_and_accounts_for_every_record(built):
    export = built.folder / "results/export"
    assert {path.stem for path in export.glob("*.parquet")} >= TABLES.keys()
    for name, table in TABLES.items():
        assert pq.read_schema(export / f"{name}.parquet").names[: len(table.columns)] == list(table.columns)
    reports = pq.read_table(export / "reports.parquet").to_pylist()
    rejected = pq.read_table(export / "rejected.parquet").to_pylist()
    lost = [row for row in rejected if row["stage"] in ("ingest", "normalize", "deduplicate")]
    records = {(row["source_file"], row["record_no"]) for row in reports + lost}
    texts = {path.relative_to(built.folder / "texts").as_posix() for path in (built.folder / "texts").rglob("*.txt")}
    assert records == {(name, 0) for name in texts} | {("dump.jsonl", number) for number in range(3)}
    assert [row["reason"] for row in rejected if row["source_file"] == "english.txt"] == ["not_arabic"]
    assert pq.read_metadata(export / "events.parquet").num_rows >= 3


def test_what_a_run_prints_at_its_end(built):
    text = (built.folder / "run.txt").read_text(encoding="utf-8")
    end = text[text.index("  Reports") :]
    assert "8 read: 7 kept" in end and "ingest: not_arabic 1" in end
    assert "all 6 open" in end
    assert "results/report/index.html" in end and "results/export" in end


def test_every_stage_leaves_its_evidence_logs_and_benchmarks(built):
    results = built.folder / "results"
    for stage in STAGES:
        verdict = json.loads((results / "quality" / stage / "verdict.json").read_text(encoding="utf-8"))
        assert verdict["stage"] == stage
        assert (results / "quality" / stage / "rows.csv").exists()
        assert json.loads((results / "quality" / stage / "gate.json").read_text()) == {"open": True}
        assert any((results / "logs" / stage).iterdir()) and any((results / "benchmarks" / stage).iterdir())
    page = (results / "report/index.html").read_text(encoding="utf-8")
    assert 'dir="rtl"' in page


def test_the_dataset_says_what_it_was_made_from(built):
    made = json.loads((built.folder / "results/export/dataset.json").read_text(encoding="utf-8"))
    text = json.dumps(made, ensure_ascii=False)
    assert str(built.folder) not in text and str(built.checkout) not in text
    assert "dump.jsonl" in text and "شبكة محلية" in text and "pyarrow" in text


def test_the_checksums_hold(built):
    for edition in ("export", "public"):
        folder = built.folder / "results" / edition
        done = subprocess.run(
            ["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=folder, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
        listed = {line.split(maxsplit=1)[1] for line in (folder / "SHA256SUMS").read_text().splitlines()}
        found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        assert listed == found - {"SHA256SUMS", "sijill.duckdb"} and "sijill.duckdb" in found


def test_a_second_run_has_nothing_to_do(built):
    run = built.snakemake()
    assert run.code == 0
    assert "Nothing to be done" in run.text


def test_printed_commands_can_be_pasted(built, tmp_path):
    commands = commands_in((built.folder / "run.txt").read_text(encoding="utf-8"))
    verbs = {command.split(" -m sijill ")[1].split()[0] for command in commands}
    assert verbs >= {
        "gazetteer",
        "ingest",
        "normalize",
        "extract",
        "deduplicate",
        "validate",
        "export",
        "check",
        "gate",
    }
    project = built.copy(tmp_path)
    before = project.bytes_of("results/normalize")
    shutil.rmtree(project.folder / "results/normalize")
    for command in commands:
        if "-m sijill normalize" in command or "-m sijill ingest" in command:
            subprocess.run(["bash", "-c", command], cwd=project.folder, check=True)
    assert project.bytes_of("results/normalize") == before


def test_editing_code_builds_its_stage_and_what_follows(built):
    package = built.checkout / "workflow/src/sijill"
    with edited(package / "text/segment.py", "", "\n# edited\n"):
        run = built.snakemake("-n")
    assert run.jobs == {"normalize": 2, "extract": 2, "check": 5, "gate": 5, **GLOBAL}
    with edited(package / "validate.py", "", "\n# edited\n"):
        run = built.snakemake("-n")
    assert run.jobs == {"check": 2, "gate": 2, **{rule: n for rule, n in GLOBAL.items() if rule != "deduplicate"}}


def test_an_option_builds_its_stage_and_what_follows(built):
    with edited(built.folder / "my config.yaml", "", "deduplicate: {near: 0.6}\n"):
        run = built.snakemake("-n")
    assert run.jobs == {"check": 3, "gate": 3, **GLOBAL}


def test_how_the_work_is_cut_is_no_reason_to_build(built):
    with edited(built.folder / "my config.yaml", "", "shards: {batch_bytes: 300000000}\n"):
        assert "Nothing to be done" in built.snakemake("-n").text


def test_what_an_outlet_is_found_to_repeat_normalizes_its_other_reports_too(built, tmp_path):
    project = built.copy(tmp_path)
    shards = sorted((project.folder / "results/normalize").iterdir())
    first = [(shard / "reports.parquet").stat().st_mtime_ns for shard in shards]
    gate = "results/quality/normalize/gate.json"
    for number, line in ((1, "وصلت قافلة"), (2, "سطر يتكرر\nوصلت قافلة"), (3, "سطر يتكرر\nعادت قافلة")):
        project.write(f"texts/new{number}.txt", f"{line} إلى مدينة عفرين من مدينة اعزاز صباح يوم الأحد.\n")
    with edited(project.folder / "my config.yaml", "", "furniture: {min_reports: 2}\n"):
        assert project.snakemake(gate).code == 0
        assert "Nothing to be done" in project.snakemake("-n", gate).text
    assert pq.read_table(project.folder / "results/furniture/furniture.parquet")["line"].to_pylist() == ["سطر يتكرر"]
    assert all((shard / "reports.parquet").stat().st_mtime_ns > time for shard, time in zip(shards, first, strict=True))


def test_editing_a_suite_checks_and_judges_only(built, tmp_path):
    project = built.copy(tmp_path)
    before = project.bytes_of("results/export")
    with edited(built.checkout / "workflow/expectations/validate.yaml", "", "\n# edited\n"):
        run = project.snakemake()
    assert run.code == 0, run.text
    assert run.jobs == {"check": 1, "gate": 1, "report": 1}  # the page shows the verdicts
    assert project.bytes_of("results/export") == before
