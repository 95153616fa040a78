"""The whole chain through a real Slurm gives the bytes of a local run (`make test-slurm`, in `.ci/run`)."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from extras import installed
from projects import Project, copied_checkout, new_project

HERE = Path(__file__).parent
SECONDS = 1800
"""Of the run through Slurm, at most: some minutes where the machine has nothing else to do."""
pytestmark = [
    pytest.mark.slurm,
    pytest.mark.skipif(os.geteuid() != 0, reason="Slurm's daemons are started by root"),
    pytest.mark.skipif(shutil.which("slurmctld") is None, reason="Slurm is not installed (slurm-wlm, munge)"),
]


@pytest.fixture(scope="module")
def slurm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    home = tmp_path_factory.mktemp("slurm")
    for folder in (home, *home.parents[:2]):
        folder.chmod(0o755)  # munge runs as a user of its own
    started = subprocess.run([HERE / "one_node.sh", "start", home], capture_output=True, encoding="utf-8")
    if started.returncode:
        pytest.skip(f"Slurm does not start here: {started.stderr.strip().splitlines()[-1:]}")
    yield
    subprocess.run([HERE / "one_node.sh", "stop", home], check=True, capture_output=True)


@pytest.fixture(scope="module")
def plugin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The executor plugin, beside the environment and not in it: every start of Snakemake would ask for the cluster."""
    return installed("requirements-cluster.lock", tmp_path_factory.mktemp("plugin"))


def sums(project: Project) -> str:
    return (project.folder / "results/export/SHA256SUMS").read_text()


def test_a_cluster_gives_the_bytes_of_one_machine(slurm: None, plugin: Path, tmp_path: Path) -> None:
    checkout = copied_checkout(tmp_path / "checkout")
    local, cluster = new_project(tmp_path / "local", checkout), new_project(tmp_path / "cluster", checkout)
    assert local.snakemake().code == 0
    profile = ("--workflow-profile", str(checkout / "profiles/slurm"), "--seconds-between-status-checks", "1")
    run = cluster.snakemake(*profile, timeout=SECONDS, PYTHONPATH=str(plugin))
    assert run.code == 0, run.text
    assert sums(cluster) == sums(local)
    assert "SLURM jobid" in run.text
    assert (cluster.folder / "results/logs/extract").is_dir()  # the steps' own logs are where they always are
