"""The dataset the workflow tests look at: built once, in a folder whose name is hard on a shell."""

from __future__ import annotations

from pathlib import Path

import pytest

from projects import Project, copied_checkout, new_project


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.workflow)
            item.add_marker(pytest.mark.xdist_group("workflow"))  # one worker builds the dataset once for all


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied_checkout(tmp_path_factory.mktemp("checkout") / "the code")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, checkout: Path) -> Project:
    """A project whose dataset was built once. Tests that change anything take a copy."""
    project = new_project(tmp_path_factory.mktemp("built") / "مشروع it's «سجل»", checkout)
    run = project.snakemake("-p")
    assert run.code == 0, run.text
    project.write("run.txt", run.text)
    return project
