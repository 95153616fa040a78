"""A browser that may not leave the disk, and review sites built from the small dataset."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import small_dataset as small
from sijill import report
from sijill.tables import TABLES

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
MUST = os.environ.get("SIJILL_BROWSER") == "required"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))  # one worker starts the browser once for all


@dataclass
class Opened:
    """A page, with all that went wrong in it and every address it asked for that is not on the disk."""

    page: Any
    folder: Path
    errors: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def go(self, place: str) -> None:
        self.page.goto(f"{(self.folder / 'index.html').as_uri()}#/{place}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        reason = "there is no Chromium here (Debian: apt-get install chromium)"
        if MUST:
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture
def opened(browser: Any) -> Iterator[Callable[..., Opened]]:
    """Opens a site; when the test ends, nothing may have gone wrong in it and nothing may have left the disk."""
    contexts, all_opened = [], []

    def open_(folder: Path, place: str = "overview", language: str = "ar", width: int = 1440, **more: Any) -> Opened:
        locale = {"ar": "ar", "en": "en-GB"}[language]
        context = browser.new_context(viewport={"width": width, "height": 900}, locale=locale, **more)
        contexts.append(context)
        one = Opened(context.new_page(), folder)
        one.page.set_default_timeout(20_000)
        one.page.on("console", lambda said: one.errors.append(said.text) if said.type == "error" else None)
        one.page.on("pageerror", lambda error: one.errors.append(str(error)))
        one.page.on("dialog", lambda dialog: (one.errors.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        one.page.on(
            "request",
            lambda request: (
                None if request.url.startswith(("file:", "data:", "blob:")) else one.left.append(request.url)
            ),
        )
        one.go(place)
        all_opened.append(one)
        return one

    yield open_
    for context in contexts:
        context.close()
    for one in all_opened:
        assert not one.errors and not one.left


Tables = dict[str, pa.Table]


def dataset() -> Tables:
    """The working edition of the small dataset."""
    tables = small.stage("export")[0]
    return {name: tables[name] for name in TABLES}


def written(folder: Path, tables: Tables, **notes: Any) -> Path:
    """The site of the tables, in a folder; with a verdict of which one expectation is broken."""
    result = {
        "entry": 1, "table": "events", "expectation": "expect_column_values_to_be_between", "column": "killed_low",
        "severity": "warning", "why": "figures are plausible", "success": False, "unexpected": 1, "of": 2,
        "observed": None, "arguments": {"max_value": 2},
    }  # fmt: skip
    verdict = {
        "stage": "export", "open": True, "results": [result], "conservation": [],
        "expectations": {"judged": 1, "critical_failed": 0, "warning_failed": 1},
    }  # fmt: skip
    row = {name: str(result[name]) for name in ("table", "expectation", "column", "why")}
    rows = {"export": [{**row, "key": small.STRIKE, "value": "3"}]}
    for name, content in report.files(tables, {"export": verdict}, rows, notes):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("a site «سجل»"), dataset())
