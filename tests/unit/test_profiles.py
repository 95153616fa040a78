"""The profiles of clusters say nothing that the plugins do not know; plain runs never see them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PROFILES = {path.parent.name: yaml.safe_load(path.read_text()) for path in (ROOT / "profiles").glob("*/config.yaml")}


@pytest.mark.parametrize("cluster", ["slurm", "kubernetes"])
def test_a_cluster_retries_with_more_and_runs_as_the_default_does_else(cluster: str) -> None:
    profile, plain = PROFILES[cluster], PROFILES["default"]
    assert profile["executor"] == cluster and profile["retries"] >= 1
    assert {key: profile[key] for key in ("keep-going", "rerun-incomplete", "show-failed-logs")} == {
        key: plain[key] for key in ("keep-going", "rerun-incomplete", "show-failed-logs")
    }
    assert "executor" not in plain


@pytest.mark.parametrize("extra", ["cluster", "s3", "kubernetes"])
def test_what_a_cluster_adds_replaces_nothing(extra: str) -> None:
    """The locks of the extras hold no package of the main lock: `make` adds them to one environment."""

    def names(lock: str) -> set[str]:
        lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
        return {line.split("==")[0] for line in lines if "==" in line and not line.startswith((" ", "#"))}

    added = names(f"requirements-{extra}.lock")
    assert added and not added & names("requirements.lock")
