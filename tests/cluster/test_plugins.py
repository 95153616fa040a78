"""What can be told of the profiles without a cluster: plugins know every key, and the Job is one (`make test-s3`)."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from extras import installed
from projects import ROOT, Project

pytestmark = pytest.mark.s3
READ_AS_JOB = """
import json, sys
from kubernetes.client import ApiClient
class Answer: data = sys.stdin.read()
client = ApiClient()
print(json.dumps(client.sanitize_for_serialization(client.deserialize(Answer, "V1Job"))))
"""


@pytest.fixture(scope="module")
def plugins(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("plugins")
    for extra in ("cluster", "s3", "kubernetes"):
        installed(f"requirements-{extra}.lock", target)
    return target


def python(plugins: Path, *words: str, given: str = "") -> str:
    environment = Project(plugins, ROOT).environment(PYTHONPATH=str(plugins))
    command = [sys.executable, *words]
    return subprocess.run(
        command, env=environment, input=given, capture_output=True, check=True, encoding="utf-8", timeout=300
    ).stdout


def test_every_key_of_a_profile_is_an_option_of_snakemake_or_its_plugins(plugins: Path) -> None:
    known = set(re.findall(r"(?<![\w-])--([a-z0-9-]+)", python(plugins, "-m", "snakemake", "--help")))
    for profile in sorted((ROOT / "profiles").glob("*/config.yaml")):
        unknown = yaml.safe_load(profile.read_text(encoding="utf-8")).keys() - known
        assert not unknown, profile.parent.name


def test_the_job_is_one_that_kubernetes_takes(plugins: Path) -> None:
    """The client drops keys that it does not know and refuses a Job without those that it must have."""
    job = yaml.safe_load((ROOT / "profiles/kubernetes/job.yaml").read_text(encoding="utf-8"))
    assert json.loads(python(plugins, "-c", READ_AS_JOB, given=json.dumps(job))) == job
    (container,) = job["spec"]["template"]["spec"]["containers"]
    assert container["args"][1] == "/sijill/Snakefile" and (ROOT / "Snakefile").is_file()
