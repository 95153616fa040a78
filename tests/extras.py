"""Packages that only a cluster or a store needs, in a folder of their own: the environment stays as it is."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from projects import ROOT


def installed(lock: str, target: Path) -> Path:
    """The packages of a lock in the folder; the test is left out where they cannot be had."""
    pip = [shutil.which("python3.11") or sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"]
    done = subprocess.run([*pip, "--require-hashes", "--target", target, "-r", ROOT / lock], capture_output=True)
    if done.returncode:
        pytest.skip(f"{lock} cannot be installed here")
    return target
