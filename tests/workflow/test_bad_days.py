"""Runs that are killed, disks that are full, files that are damaged: a clear sentence or a clean recovery."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from contextlib import contextmanager

import pytest

from killing import at_work, checksums, killed, leftovers
from projects import Project, new_project

FAULTS = pytest.mark.faults
SHARD = "results/extract/texts-0of1-p0of1"
SPANS = f"{SHARD}/spans.parquet"


@pytest.fixture
def project(built, tmp_path) -> Project:
    return built.copy(tmp_path)


@pytest.mark.parametrize(
    ("folder", "target", "seen"),
    [
        ("results/ingest/texts-0of1", "results/ingest/texts-0of1/reports.parquet", "a file"),
        pytest.param(SHARD, SPANS, "a step", marks=FAULTS),
        pytest.param("results/candidate/public", "results/candidate/public", "a file", marks=FAULTS),
        pytest.param("results/public/SHA256SUMS", "results/public/SHA256SUMS", "an edition", marks=FAULTS),
    ],
)
def test_what_was_killed_is_gone_on_with(built, project, folder, target, seen):
    """Killed while a file is half written, a step at work, an edition half copied; then plain snakemake."""
    gone = project.folder / folder
    shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
    verb = folder.split("/")[1]
    now = {
        "a file": lambda: leftovers(project),
        "a step": lambda: at_work(project, verb),
        "an edition": lambda: (project.folder / "results/.public.new").exists(),
    }[seen]
    assert killed(project, lambda: bool(now()), target)
    run = project.snakemake(target)
    assert run.code == 0, run.text
    assert "The last run here was killed before it ended" in run.text
    assert not leftovers(project)
    if gone.is_dir():
        assert project.bytes_of(folder) == built.bytes_of(folder)
    assert checksums(project) == checksums(built)


@FAULTS
def test_a_second_run_in_the_folder_is_refused_and_disturbs_nothing(built, project):
    shutil.rmtree(project.folder / SHARD)
    first = subprocess.Popen(
        project.command(SPANS), cwd=project.folder, env=project.environment(), stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, encoding="utf-8",
    )  # fmt: skip
    while not at_work(project, "extract"):
        assert first.poll() is None, first.stdout and first.stdout.read()
    second = project.snakemake()
    assert second.code != 0
    assert len(second.errors) == 1 and "another run is at work in" in second.errors[0], second.text
    assert f"process {first.pid} on" in second.errors[0] and "--unlock" not in second.text
    told, _ = first.communicate(timeout=400)
    assert first.returncode == 0, told
    assert project.bytes_of(SHARD) == built.bytes_of(SHARD)


@FAULTS
def test_a_step_that_is_killed_alone_is_named_with_a_remedy(project):
    shutil.rmtree(project.folder / SHARD)
    run = subprocess.Popen(
        project.command(SPANS), cwd=project.folder, env=project.environment(), stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, encoding="utf-8",
    )  # fmt: skip
    while not (steps := at_work(project, "extract")):
        assert run.poll() is None, run.stdout and run.stdout.read()
    os.kill(steps[0], signal.SIGKILL)
    told, _ = run.communicate(timeout=400)
    assert run.returncode != 0
    assert "error: extract was killed from outside, most likely for want of memory" in told
    assert project.snakemake(SPANS).code == 0


@FAULTS
def test_a_damaged_table_is_named_and_made_anew_when_it_is_deleted(built, project):
    table = project.folder / "results/normalize/texts-0of1-p0of1/sentences.parquet"
    table.write_bytes(table.read_bytes()[:-50])
    shutil.rmtree(project.folder / SHARD)
    run = project.snakemake(SPANS)
    assert run.code != 0
    name = str(table.relative_to(project.folder))
    assert len(run.errors) == 1 and run.errors[0].startswith(f"error: {name}: the table is damaged"), run.text
    assert "delete it and run snakemake again" in run.errors[0] and "Traceback" not in run.text
    table.unlink()
    assert project.snakemake(SPANS).code == 0
    assert project.bytes_of("results/normalize") == built.bytes_of("results/normalize")


@contextmanager
def small_disk(folder, size: str):
    """A disk of its own for a folder, or a skip where no disk can be mounted."""
    folder.mkdir(parents=True)
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True)
    if done.returncode != 0:
        pytest.skip("no disk can be mounted here: this takes root")
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


def test_a_full_and_a_read_only_disk_are_told(tmp_path, checkout):
    project = new_project(tmp_path / "small", checkout)
    results = project.folder / "results"
    with small_disk(results, "64k"):
        run = project.snakemake("results/quality/ingest/gate.json")
        assert run.code != 0
        assert any("space" in error for error in run.errors), run.text
        assert not leftovers(project)
        subprocess.run(["mount", "-o", "remount,ro", results], check=True)
        run = project.snakemake("results/ingest/texts-0of1/reports.parquet")
        assert run.code != 0
        assert run.errors == [
            f"error: {results} cannot be written: make it writable, or give `--directory` another folder."
        ]
    run = project.snakemake("results/ingest/texts-0of1/reports.parquet")
    assert run.code == 0, run.text


def dated(project: Project, year: int) -> None:
    when = (year - 1970) * 31_557_600
    for path in sorted((project.folder / "texts").rglob("*.txt")):
        os.utime(path, (when, when))


@FAULTS
def test_a_clock_that_was_behind_changes_no_byte(built, project):
    dated(project, 1971)
    target = "results/ingest/texts-0of1/reports.parquet"
    (project.folder / target).unlink()
    assert project.snakemake(target).code == 0
    assert project.bytes_of("results/ingest") == built.bytes_of("results/ingest")


@FAULTS
def test_reports_of_the_future_are_refused_before_anything_is_built(built, project):
    dated(project, 2099)
    run = project.snakemake()
    assert run.code != 0
    assert len(run.errors) == 1 and "is dated in the future: set the clock right, or `touch`" in run.errors[0], run.text
    assert project.bytes_of("results/ingest") == built.bytes_of("results/ingest")
