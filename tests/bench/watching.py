"""Runs of Snakemake, watched: processor seconds and memory of every job, which no other work on the machine changes.

Snakemake's own benchmark files look at a job every half second at first and then every 30 s, and so miss peaks; here
the kernel's own high-water mark is read (Linux).
"""

from __future__ import annotations

import resource
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

EVERY = 0.1
"""Seconds between two looks at the jobs: what a job does after the last look is told as Snakemake's."""


@dataclass
class Step:
    """Processor seconds of the jobs of a step, MB of the largest."""

    cpu: float = 0.0
    mb: float = 0.0


@dataclass
class Watched:
    """Seconds of a run, processor seconds of it and all its jobs, and its steps in the order they began."""

    seconds: float
    cpu: float
    steps: dict[str, Step] = field(default_factory=dict)

    @property
    def own(self) -> float:
        """Processor seconds of Snakemake itself."""
        return self.cpu - sum(step.cpu for step in self.steps.values())


def watched(command: Sequence[str]) -> Watched:
    """Run a command that calls Snakemake; exits with its words when it fails."""
    begun, before = time.monotonic(), _of_children()
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
    jobs: dict[tuple[int, float], tuple[str, Step]] = {}
    watch = threading.Thread(target=_watch, args=(psutil.Process(run.pid), run, jobs), daemon=True)
    watch.start()
    said, _ = run.communicate()
    watch.join()
    if run.returncode:
        sys.exit(said[-6000:])
    steps: dict[str, Step] = {}
    for name, job in jobs.values():
        step = steps.setdefault(name, Step())
        step.cpu, step.mb = step.cpu + job.cpu, max(step.mb, job.mb)
    return Watched(time.monotonic() - begun, _of_children() - before, steps)


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _watch(top: psutil.Process, run: subprocess.Popen[str], jobs: dict[tuple[int, float], tuple[str, Step]]) -> None:
    while run.poll() is None:
        with suppress(psutil.Error):
            for process, name in _jobs(top):
                with suppress(psutil.Error, OSError, StopIteration):
                    used = process.cpu_times()
                    jobs[process.pid, process.create_time()] = name, Step(used.user + used.system, _peak(process.pid))
        time.sleep(EVERY)


def _jobs(top: psutil.Process) -> Iterator[tuple[psutil.Process, str]]:
    """The processes at work on a step, and what the step is called."""
    for process in top.children(recursive=True):
        with suppress(psutil.Error):
            words = process.cmdline()
            if words[1:3] == ["-m", "sijill"]:
                stage = f" {words[5]}" if words[3] == "check" else ""
                yield process, words[3] + stage


def _peak(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))
