"""Runs of the workflow that are killed with -9, with all their processes, when a thing can be seen in their folder."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from projects import Project

LIMIT = 600


def killed(project: Project, now: Callable[[], bool], *words: str, alone: bool = False) -> bool:
    """Start a run and kill it, with all it started or `alone`, as soon as `now` says; whether it lived till then."""
    with open(project.folder / "killed.txt", "ab") as output:
        process = subprocess.Popen(
            project.command(*words), cwd=project.folder, env=project.environment(), stdout=output, stderr=output,
            start_new_session=True,
        )  # fmt: skip
        end = time.monotonic() + LIMIT
        while process.poll() is None and not now():
            assert time.monotonic() < end, "the run neither ended nor came to where it is killed"
            time.sleep(0.01)
        alive = process.poll() is None
        if alive:
            kill = os.kill if alone else os.killpg
            kill(process.pid, signal.SIGKILL)
        process.wait()
    return alive


def at_work(project: Project, verb: str) -> list[int]:
    """The processes that do this verb for the project."""
    found = []
    for status in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = status.read_bytes().split(b"\0")
            there = Path(os.readlink(status.with_name("cwd"))) == project.folder.resolve()
        except OSError:
            continue
        if there and words[1:4] == [b"-m", b"sijill", verb.encode()]:
            found.append(int(status.parent.name))
    return found


def leftovers(project: Project) -> list[str]:
    """Files and folders under results that are no result: temporary names, editions beside the edition."""
    strange = re.compile(r"\..+\.(part|new|old)$|.*\.(wal|tmp)$")
    return sorted(str(path) for path in (project.folder / "results").rglob("*") if strange.fullmatch(path.name))


def checksums(project: Project) -> dict[str, str]:
    """What both editions' SHA256SUMS say."""
    return {
        edition: (project.folder / "results" / edition / "SHA256SUMS").read_text(encoding="utf-8")
        for edition in ("export", "public")
    }
