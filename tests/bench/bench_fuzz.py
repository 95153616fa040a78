"""Everything that reads input is given what was made to do harm, for as long as is asked for.

    python tests/bench/bench_fuzz.py [--minutes 60] [--seed N] [--only texts files config corrections gold]

Hypothesis makes the input (tests/hostile.py) and shrinks what fails; where atheris is installed, half of the time is
its own: it looks at what the code does with its input. Ends with 1 when anything failed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
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


def one_round(target: str, number: int) -> None:
    """A round of examples of a target. Raises what the target raises, with the smallest input that does it."""
    phases = (Phase.generate, Phase.shrink)
    chosen = settings(max_examples=ROUND, deadline=None, database=None, phases=phases,
                      suppress_health_check=list(HealthCheck))  # fmt: skip
    if target == "texts":
        act = given(hostile.texts)(hostile.read_text)
    elif target == "files":
        names = st.sampled_from(sorted(hostile.WHOLE))

        @given(names, hostile.damages)
        def act(name: str, changes: list) -> None:
            hostile.read_file(name, hostile.damaged(hostile.WHOLE[name], changes))
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
    """The exit code of a process in which atheris drives a target."""
    command = [sys.executable, __file__, "--drive", target, f"-max_total_time={max(1, int(seconds))}", "-max_len=4096"]
    return subprocess.run(command, check=False).returncode


def drive(target: str, words: list[str]) -> None:
    import atheris

    atheris.instrument_all()
    reader: dict[str, Callable[[bytes], None]] = {name: read for name, (_, read) in bytes_of.items()}
    names = sorted(hostile.WHOLE)
    reader["texts"] = lambda data: hostile.read_text(data.decode("utf-8", "replace"))
    reader["files"] = lambda data: hostile.read_file(names[data[0] % len(names)] if data else names[0], data[1:])
    atheris.Setup([sys.argv[0], *words], reader[target])
    atheris.Fuzz()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60, help="In total. Default: 60.")
    parser.add_argument("--seed", type=int, default=1, help="Of the first round. Default: 1.")
    parser.add_argument("--only", nargs="*", choices=TARGETS, default=TARGETS)
    parser.add_argument("--drive", choices=TARGETS, help=argparse.SUPPRESS)
    given_words, rest = parser.parse_known_args()
    if given_words.drive:
        drive(given_words.drive, rest)
        return 0
    left = (1 - sum(SHARES.values())) / len(bytes_of)
    weights = {target: SHARES.get(target, left) for target in given_words.only}
    halves = 2 if find_spec("atheris") else 1
    failures = 0
    for target, weight in weights.items():
        seconds = given_words.minutes * 60 * weight / sum(weights.values()) / halves
        examples, failed = fuzz(target, seconds, given_words.seed)
        failures += failed
        print(f"{target}: {examples:,} examples in {seconds / 60:.1f} minutes, {failed} rounds failed", flush=True)
        if halves == 2:
            code = fuzz_with_atheris(target, seconds)
            failures += code != 0
            print(f"{target}: atheris, {seconds / 60:.1f} minutes, ended with {code}", flush=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
