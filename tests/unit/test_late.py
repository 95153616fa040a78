"""Imports put off: nothing runs before it is needed, and whoever needs it gets the real thing."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from sijill.quality.late import imported_late

SOURCES = Path(__file__).parents[2] / "workflow" / "src"


@pytest.fixture
def slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that the module `slow_to_load` leaves beside itself when it runs."""
    ran = tmp_path / "ran"
    source = f"from pathlib import Path\nPath({str(ran)!r}).touch()\nANSWER = 42\n"
    (tmp_path / "slow_to_load.py").write_text(source, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "slow_to_load", raising=False)
    return ran


def test_a_module_runs_when_it_is_first_used(slow: Path) -> None:
    finders = list(sys.meta_path)
    with imported_late("slow_to_load"):
        module = import_module("slow_to_load")
    assert not slow.exists()
    assert sys.meta_path == finders
    assert module.ANSWER == 42
    assert slow.exists()


def test_other_modules_run_at_once(slow: Path) -> None:
    with imported_late("another"):
        import_module("slow_to_load")
    assert slow.exists()


def test_a_module_that_is_not_there_is_missed_at_once() -> None:
    with imported_late("there_is_no_such_module"), pytest.raises(ModuleNotFoundError):
        import_module("there_is_no_such_module")


@pytest.mark.parametrize("needed", ["pass", "import scipy.stats; assert scipy.stats.norm.cdf(0) == 0.5"])
def test_the_judge_loads_statistics_only_for_those_who_ask(needed: str) -> None:
    told = (
        "import sys; import sijill.quality.judge; late = type(sys.modules['scipy.stats']).__name__;"
        f"{needed}; print(late, type(sys.modules['scipy.stats']).__name__, 'altair.vegalite' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", told], env={"PYTHONPATH": str(SOURCES)}, capture_output=True, text=True, check=True
    )
    after = "_LazyModule" if needed == "pass" else "module"
    assert run.stdout.split() == ["_LazyModule", after, "False"]
