"""The same reports give the same bytes, however they are cut, in whatever order, place, language and hour.

Pairs of all that may differ; every combination runs in `make bench-faults`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
import yaml

from killing import checksums
from projects import CONFIG, ROOT, TEXTS, Project, new_project

CUTS = {1: {}, 3: {"max_files": 2}, 8: {"max_files": 1, "shard_bytes": 150}}


def rebuilt(project: Project, checkout, places, shards: int, seed: int, **environment: str) -> int:
    """Build the project's dataset in a process of its own; how many shards it was cut into."""
    config = {**yaml.safe_load(CONFIG), "shards": CUTS[shards]}
    command = [sys.executable, str(ROOT / "tests/chain.py"), project.folder, checkout, places, json.dumps(config), seed]
    path = {"PYTHONPATH": str(checkout / "workflow/src")}
    done = subprocess.run(
        [*map(str, command)], env={**os.environ, **path, **environment}, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return len(list((project.folder / "results/normalize").iterdir()))


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
