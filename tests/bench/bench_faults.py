"""A run killed with -9 at many random moments, and the whole matrix of what must leave no trace in the bytes.

    python tests/bench/bench_faults.py [--kills 20] [--seed 1] [--only kills matrix]

Prints what was killed where, and ends with 1 when a byte differs or half a file is left.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2] / "workflow/src"))

import yaml

from killing import at_work, checksums, killed, leftovers
from projects import CONFIG, Project, Run, copied_checkout, new_project

VERBS = ("ingest", "furniture", "normalize", "extract", "deduplicate", "validate", "review", "export", "database",
         "publish")  # fmt: skip
SECONDS = 3.0
"""Longest time that a step is left at work before it is killed."""
CUTS: tuple[dict[str, int], ...] = ({}, {"max_files": 2}, {"max_files": 1, "shard_bytes": 150})
SAME = "same bytes"
LANGUAGES, ZONES, HASHES, SEEDS = ("C", "C.UTF-8"), ("UTC", "Asia/Damascus"), ("0", "1"), ("1", "2")


def kills(project: Project, count: int, chance: random.Random) -> Counter[str]:
    """Run the project to its end, killed `count` times: every verb twice at least, and at any moment of its work."""
    moments = sorted([*VERBS, *VERBS, *chance.choices(VERBS, k=max(0, count - 2 * len(VERBS)))], key=VERBS.index)
    done: Counter[str] = Counter()
    for verb in moments:
        after = chance.uniform(0, SECONDS)
        while not killed(project, in_the_midst(project, verb, after)):
            assert after > 0.01, f"{verb} is never seen at work"
            print(f"{verb} had ended before it was killed, {after:.1f} s after it began: again, sooner", flush=True)
            after /= 8
            for path in (verb, "candidate", "public/SHA256SUMS"):
                subprocess.run(["rm", "-rf", project.folder / "results" / path], check=True)
        done[verb] += 1
        print(f"killed in {verb}, {after:.1f} s after it began; left: {len(leftovers(project))}", flush=True)
    return done


def ended(run: Run, project: Project, undisturbed: Project) -> str:
    """What a run that follows on kills has left: the bytes of an undisturbed one, or what is wrong."""
    if run.code:
        return f"ended with {run.code}: {run.text[-2000:]}"
    if left := leftovers(project):
        return f"left {', '.join(left)}"
    return SAME if checksums(project) == checksums(undisturbed) else "OTHER BYTES"


def in_the_midst(project: Project, verb: str, after: float) -> Callable[[], bool]:
    """Whether the verb has been at work for so many seconds, or has ended just now."""
    began: list[float] = []

    def now() -> bool:
        if at_work(project, verb):
            began.append(time.monotonic())
            return time.monotonic() - began[0] >= after
        return bool(began)

    return now


def matrix(built: Project) -> int:
    """How many of all combinations of cut, order, language, zone and hashes give other bytes than the project's."""
    places = built.folder / "results/gazetteer/places.parquet"
    wrong = 0
    for number, (cut, seed, language, zone, hashes) in enumerate(
        itertools.product(CUTS, SEEDS, LANGUAGES, ZONES, HASHES)
    ):
        with tempfile.TemporaryDirectory() as folder:
            project = new_project(Path(folder) / "elsewhere", built.checkout)
            config = json.dumps({**yaml.safe_load(CONFIG), "shards": cut})
            command = [sys.executable, Path(__file__).parents[1] / "chain.py", project.folder, built.checkout, places]
            environment = {"LANG": language, "LC_ALL": language, "TZ": zone, "PYTHONHASHSEED": hashes,
                           "PYTHONPATH": str(built.checkout / "workflow/src")}  # fmt: skip
            subprocess.run([*map(str, command), config, seed], env=os.environ | environment, check=True,
                           stdout=subprocess.DEVNULL)  # fmt: skip
            same = checksums(project) == checksums(built)
        wrong += not same
        print(f"{number + 1:2} {cut} order {seed} {language} {zone} hashes {hashes}: {'same' if same else 'OTHER'}")
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=20, help="How often the run is killed. Default: 20.")
    parser.add_argument("--seed", type=int, default=1, help="Of the moments. Default: 1.")
    parser.add_argument("--only", nargs="*", choices=("kills", "matrix"), default=["kills", "matrix"])
    given = parser.parse_args()
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="sijill-faults-") as scratch:
        checkout = copied_checkout(Path(scratch) / "code")
        built = new_project(Path(scratch) / "undisturbed", checkout)
        run = built.snakemake("--cores", "1", timeout=3600)
        assert run.code == 0, run.text
        if "kills" in given.only:
            project = new_project(Path(scratch) / "killed", checkout)
            done = kills(project, given.kills, random.Random(given.seed))
            run = project.snakemake("--cores", "2", timeout=3600)
            print(f"killed {done.total()} times ({dict(done)}), then plain snakemake: {ended(run, project, built)}")
            wrong += ended(run, project, built) != SAME
        if "matrix" in given.only:
            wrong += matrix(built)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
