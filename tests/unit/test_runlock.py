"""One run at a time in a folder, and what a killed one leaves: told by the kernel's lock, whoever is asked when."""

import os
import subprocess
import sys

import pytest

from projects import ROOT
from sijill import runlock
from sijill.errors import UserError

HOLD = """
import sys
from pathlib import Path
from sijill import runlock
runlock.hold(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path):
    """Another process that holds the folder's lock until it is told to end, or killed."""
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    ours = {**os.environ, "PYTHONPATH": str(ROOT / "workflow/src")}
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=ours)
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()


@pytest.fixture
def half_made(tmp_path):
    """A folder as a killed run leaves it: half a file, Snakemake's locks, the last edition set aside."""
    for name in ("results/extract/s/.spans.parquet.77.part", ".snakemake/locks/0.input.lock",
                 "results/candidate/.export.duckdb.78.part.wal", "results/candidate/.export.duckdb.78.part.tmp/block",
                 "results/.export.old/SHA256SUMS", "results/.public.new/x", "results/public/SHA256SUMS"):  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    return tmp_path


def files_in(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_nothing_is_touched_where_nothing_was_run(tmp_path):
    assert not runlock.clear(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_living_run_is_not_disturbed(tmp_path, holder, half_made):
    before = files_in(tmp_path)
    for refused in (runlock.clear, runlock.hold):
        with pytest.raises(UserError, match=rf"another run is at work in {tmp_path} \(process {holder.pid} on .*wait"):
            refused(tmp_path)
    assert files_in(tmp_path) == before


def test_a_run_that_ended_by_itself_leaves_nothing_to_clear(tmp_path, holder):
    holder.communicate()
    assert holder.returncode == 0
    assert not runlock.clear(tmp_path)


def test_what_a_killed_run_left_is_cleared_once(tmp_path, holder, half_made):
    holder.kill()
    holder.wait()
    assert runlock.clear(tmp_path)
    assert files_in(tmp_path) == [".snakemake/sijill.lock", "results/export/SHA256SUMS", "results/public/SHA256SUMS"]
    assert (tmp_path / "results/export/SHA256SUMS").read_text() == "results/.export.old/SHA256SUMS"
    assert not runlock.clear(tmp_path)


def test_locks_of_snakemake_without_one_of_ours_are_a_killed_runs(half_made):
    assert runlock.clear(half_made)
    assert not (half_made / ".snakemake/locks").exists()


def test_the_dataset_in_place_is_never_taken_for_a_leftover(tmp_path):
    for name, text in (("export/a", "new"), (".export.old/a", "old"), (".export.new/a", "half")):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text)
    runlock.restore(tmp_path / "export")
    assert files_in(tmp_path) == ["export/a"] and (tmp_path / "export/a").read_text() == "new"
