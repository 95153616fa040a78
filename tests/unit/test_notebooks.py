"""The notebooks run from top to bottom on both editions, small or large, and are kept without their outputs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from test_export_files import OPTIONS, years
from test_export_files import write as write_editions

NOTEBOOKS = Path(__file__).parents[2] / "workflow/notebooks"
NAMES = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Whole tables in the shareable edition, yearly parts in the working one."""
    from dataclasses import replace

    folder = tmp_path_factory.mktemp("notebooks")
    write_editions(years(), folder, databases=False)
    write_editions(years(), folder / "parts", replace(OPTIONS, partition_rows=1), databases=False)
    return folder


def executed(name: str, data: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    from nbclient import NotebookClient

    monkeypatch.setenv("SIJILL_DATA", str(data))
    monkeypatch.setenv("MPLBACKEND", "module://matplotlib_inline.backend_inline")  # draws without a display
    monkeypatch.setenv("IPYTHONDIR", str(data.parent / "ipython"))
    notebook = nbformat.read(NOTEBOOKS / name, as_version=4)
    NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
    return notebook


def shown(notebook: Any, kind: str) -> list[str]:
    """What the cells of an executed notebook show in a format."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return [output["data"][kind] for output in outputs if kind in output.get("data", {})]


@pytest.mark.parametrize("folder", ["public", "parts/export"])
def test_the_tour(editions: Path, folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    notebook = executed("tour.ipynb", editions / folder, monkeypatch)
    assert len(shown(notebook, "image/png")) == 2  # the map and the timeline
    evidence = [page for page in shown(notebook, "text/html") if 'dir="rtl"' in page]
    assert len(evidence) == 1 and "نص" in evidence[0]
    # of six events the meeting and one shelling have no day, and the meeting no place
    told = "".join(output["text"] for cell in notebook.cells for output in cell.get("outputs", []) if "text" in output)
    assert told.startswith("6 events, 4 with a day, 5 with a place")


def test_the_analysis(editions: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notebook = executed("analysis.ipynb", editions / "parts/export", monkeypatch)
    assert len(shown(notebook, "image/png")) == 3
    tables = shown(notebook, "text/html")
    assert any("careful_low" in table for table in tables) and any("lift" in table for table in tables)
    assert any("mentions, no repeated text" in table for table in tables)


@pytest.mark.parametrize("name", NAMES)
def test_they_are_kept_without_outputs(name: str) -> None:
    notebook = nbformat.read(NOTEBOOKS / name, as_version=4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        assert not cell.get("outputs") and cell.get("execution_count") is None, cell["source"][:60]
        assert not cell.metadata, cell["source"][:60]


def test_there_are_two() -> None:
    assert NAMES == ["analysis.ipynb", "tour.ipynb"]
