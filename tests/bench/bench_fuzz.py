"""Everything that reads input is given what was made to do harm, for as long as is asked for.

    python tests/bench/bench_fuzz.py [--minutes 60] [--seed N] [--only texts files config corrections gold]

Hypothesis makes the input (tests/hostile.py) and shrinks what fails. Where atheris is installed
(requirements-fuzz.lock), it has a third of the time for what parses bytes (drive_atheris.py). Ends with 1 when anything
failed.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2] / "workflow/src"))

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

import hostile

ROUND = 200
"""Examples between two looks at the clock."""
bytes_of = {
    "config": (hostile.CONFIG, hostile.read_config),
    "corrections": (hostile.CORRECTIONS, hostile.read_corrections),
    "gold": (hostile.GOLD, hostile.read_gold),
}
TARGETS = ("texts", "files", *bytes_of)
SHARES = {"texts": 0.4, "files": 0.4}
"""Of the time; the others share what is left."""
ATHERIS = 1 / 3
"""Of the time of a target that parses bytes."""
HANG = 60
"""Seconds that one input of some KB may take."""


def one_round(target: str, number: int) -> None:
    """A round of examples of a target. Raises what the target raises, with the smallest input that does it."""
    phases = (Phase.generate, Phase.shrink)
    chosen = settings(max_examples=ROUND, deadline=None, database=None, phases=phases,
                      suppress_health_check=list(HealthCheck))  # fmt: skip
    if target == "texts":
        act = given(hostile.texts)(hostile.read_text)
    elif target == "files":
        names = st.sampled_from(sorted(hostile.PACKED))

        @given(names, hostile.damages)
        def act(name: str, changes: list) -> None:
            hostile.read_file(name, hostile.damaged(hostile.PACKED[name], changes))
    else:
        whole, read = bytes_of[target]

        @given(hostile.damages)
        def act(changes: list) -> None:
            read(hostile.damaged(whole, changes))

    seed(number)(chosen(act))()


def fuzz(target: str, seconds: float, start: int) -> tuple[int, int]:
    """How many examples a target was given in its time, and how many rounds failed."""
    end, rounds, failed = time.monotonic() + seconds, 0, 0
    while time.monotonic() < end:
        try:
            one_round(target, start + rounds)
        except Exception:
            failed += 1
            print(f"--- {target}, seed {start + rounds}\n{traceback.format_exc()}", flush=True)
        rounds += 1
    return rounds * ROUND, failed


def fuzz_with_atheris(target: str, seconds: float) -> int:
    """The exit code of a process in which atheris drives a target; what fails is left in a folder that it names."""
    folder = tempfile.mkdtemp(prefix=f"sijill-fuzz-{target}-")
    corpus = Path(folder) / "corpus"
    corpus.mkdir()
    command = [sys.executable, str(Path(__file__).with_name("drive_atheris.py")), target, str(corpus)]
    bounds = [f"-max_total_time={max(1, int(seconds))}", f"-timeout={HANG}", "-rss_limit_mb=3000", "-max_len=16384"]
    words = [*bounds, f"-artifact_prefix={folder}/", "-verbosity=0", "-print_final_stats=1"]
    done = subprocess.run([*command, *words], capture_output=True, encoding="utf-8", errors="replace")
    runs = re.search(r"number_of_executed_units: (\d+)", done.stdout + done.stderr)
    if done.returncode:
        print(f"--- {target}, atheris, in {folder}\n{done.stdout}{done.stderr}", flush=True)
    else:
        shutil.rmtree(folder)
    told = f"{int(runs[1]):,}" if runs else "an unknown number of"
    print(f"{target}: atheris, {told} inputs in {seconds / 60:.1f} minutes, ended with {done.returncode}", flush=True)
    return done.returncode


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60, help="In total. Default: 60.")
    parser.add_argument("--seed", type=int, default=1, help="Of the first round. Default: 1.")
    parser.add_argument("--only", nargs="*", choices=TARGETS, default=TARGETS)
    words = parser.parse_args()
    left = (1 - sum(SHARES.values())) / len(bytes_of)
    weights = {target: SHARES.get(target, left) for target in words.only}
    failures = 0
    for target, weight in weights.items():
        seconds = words.minutes * 60 * weight / sum(weights.values())
        own = seconds * ATHERIS if target != "texts" and find_spec("atheris") else 0
        examples, failed = fuzz(target, seconds - own, words.seed)
        took = f"{(seconds - own) / 60:.1f} minutes"
        print(f"{target}: {examples:,} examples in {took}, {failed} rounds failed", flush=True)
        failures += failed + (fuzz_with_atheris(target, own) != 0 if own else 0)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
