"""The same reports give the same bytes, however they are cut, in whatever order, place, language and hour.

Pairs of all that may differ; every combination runs in `make bench-faults`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

import pytest
import yaml

from killing import checksums
from projects import CONFIG, GLOBAL, ROOT, TEXTS, Project, new_project

CUTS = {1: {}, 3: {"max_files": 2}, 8: {"max_files": 1, "shard_bytes": 150}}


ALONE = ["unshare", "--map-root-user", "--net"]
"""Without any network, not even with itself; what a process sees there it cannot tell."""


@cache
def may_be_alone() -> bool:
    return shutil.which("unshare") is not None and subprocess.run([*ALONE, "true"], capture_output=True).returncode == 0


def rebuilt(project: Project, checkout, places, shards: int, seed: int, **environment: str) -> int:
    """Build the project's dataset in a process of its own, without a network where that can be; how many shards."""
    config = {**yaml.safe_load(CONFIG), "shards": CUTS[shards]}
    command = [sys.executable, str(ROOT / "tests/chain.py"), project.folder, checkout, places, json.dumps(config), seed]
    command = [*ALONE, *command] if may_be_alone() else command
    path = {"PYTHONPATH": str(checkout / "workflow/src")}
    done = subprocess.run(
        [*map(str, command)], env={**os.environ, **path, **environment}, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return len(list((project.folder / "results/normalize").iterdir()))


def tables(project: Project, stage: str) -> list[Path]:
    return list((project.folder / "results" / stage).rglob("*.parquet"))


@pytest.mark.parametrize(
    ("shards", "seed", "zone", "language", "hashes", "mask"),
    [
        (3, 1, "Asia/Damascus", "C.UTF-8", "0", "022"),
        (8, 2, "America/St_Johns", "POSIX", "4294967295", "077"),
    ],
)
def test_cut_order_place_language_and_hour_leave_no_trace(built, tmp_path, shards, seed, zone, language, hashes, mask):
    project = new_project(tmp_path / f"elsewhere {seed}", built.checkout)
    for name in sorted(TEXTS, reverse=True):  # a folder lists its files as it got them
        (project.folder / "texts" / name).unlink()
        project.write(f"texts/{name}", TEXTS[name])
        os.utime(project.folder / "texts" / name, (2**31 + seed, 2**31 + seed))  # and from the year 2038
    environment = {"TZ": zone, "LANG": language, "LC_ALL": language, "PYTHONHASHSEED": hashes}
    before = os.umask(int(mask, 8))
    try:
        places = built.folder / "results/gazetteer/places.parquet"
        assert rebuilt(project, built.checkout, places, shards, seed, **environment) >= shards
    finally:
        os.umask(before)
    assert checksums(project) == checksums(built)


def test_a_new_report_builds_its_own_batch_and_what_follows_to_the_bytes_of_a_full_build(built, tmp_path):
    grown, anew = built.copy(tmp_path), new_project(tmp_path / "anew", built.checkout)
    for project in (grown, anew):
        project.write("texts/new.txt", "انفجرت عبوة ناسفة في مدينة عفرين يوم 3 شباط 2019 وقتل مدنيان.\n")
    begun = time.time_ns()
    run = grown.snakemake()
    assert run.code == 0, run.text
    own = {"ingest": 1, "furniture": 1, "normalize": 1, "extract": 1}
    assert run.jobs == {**own, "check": 6, "gate": 6, **GLOBAL}
    for stage in ("ingest", "normalize", "extract"):
        made = {path.parent.name for path in tables(grown, stage) if path.stat().st_mtime_ns > begun}
        kept = {path.parent.name for path in tables(grown, stage)} - made
        assert [name.split("-")[0] for name in sorted(made)] == ["texts"]
        assert [name.split("-")[0] for name in sorted(kept)] == ["dump"]
    places = built.folder / "results/gazetteer/places.parquet"
    rebuilt(anew, built.checkout, places, shards=1, seed=1)
    assert checksums(grown) == checksums(anew) != checksums(built)


@pytest.mark.faults
def test_nothing_is_fetched_while_a_check_and_the_site_are_made(built, tmp_path):
    if not may_be_alone():
        pytest.skip("no network namespace can be made here (unshare --map-root-user --net)")
    reach = [sys.executable, "-c", "import socket; socket.create_connection(('192.0.2.1', 80), 5)"]
    refused = subprocess.run([*ALONE, *reach], capture_output=True, encoding="utf-8")
    assert refused.returncode != 0 and "unreachable" in refused.stderr
    project = built.copy(tmp_path)
    for name in ("quality/ingest", "report"):
        shutil.rmtree(project.folder / "results" / name)
    page, gazetteer = "results/report/index.html", "results/gazetteer/places.parquet"
    codebook = f"--codebook={built.checkout / 'resources/codebook'}"
    for command in (
        project.command("results/quality/ingest/gate.json", page, "--rerun-triggers", "mtime"),
        [sys.executable, "-m", "sijill", "gazetteer", codebook, "--out=anew"],
    ):
        environment = project.environment(PYTHONPATH=str(built.checkout / "workflow/src"))
        done = subprocess.run(
            [*ALONE, *command], cwd=project.folder, env=environment, capture_output=True, encoding="utf-8", timeout=900
        )
        assert done.returncode == 0, done.stdout + done.stderr
    assert (project.folder / page).read_bytes() == (built.folder / page).read_bytes()
    assert (project.folder / "anew/places.parquet").read_bytes() == (built.folder / gazetteer).read_bytes()
