"""The words of page furniture: rows of `resources/codebook/furniture.csv`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from sijill.coderows import CodebookError, Values, convert, read

# What page furniture may be, with the role its sentences get; `words` are classes that other forms use.
FURNITURE_ROLES = {
    "byline": "dateline", "caption": "caption", "dateline": "dateline", "editor_note": "boilerplate",
    "footer": "boilerplate", "prompt": "boilerplate", "share": "boilerplate", "source_line": "dateline",
    "tags": "boilerplate", "teaser": "boilerplate", "timestamp": "dateline", "widget_title": "boilerplate", "words": "",
}  # fmt: skip
POSITIONS = ("line", "edge", "start", "prefix", "suffix", "class")
BUILT_IN = ("name", "date", "time")
KEY = ("furniture_id",)


@dataclass(frozen=True)
class Furnishing:
    """Words by which a line, or a piece of one, is page furniture and no part of the story.

    `position`: `line` – the whole line, a counter and marks aside; `edge` – the same, only before the story's first
    paragraph or after its last; `start` – the line begins so; `prefix` – the piece before the story, to be cut off;
    `suffix` – a bracket that ends a paragraph begins so; `class` – no furniture by itself, but words that other forms
    call by this row's id in braces. In forms `*` is any words of a line (at most 60 characters), `_` one word, `#` a
    number, `{name}` one to four words, `{date}` and `{time}` those in digits.
    """

    furniture_id: str
    kind: Annotated[str, Values(tuple(FURNITURE_ROLES))]
    position: Annotated[str, Values(POSITIONS)]
    forms: tuple[str, ...]
    source: str


def load(folder: Path) -> tuple[Furnishing, ...]:
    """Read and check `furniture.csv` of the codebook folder. Raises CodebookError."""
    path = folder / "furniture.csv"
    rows = convert(path.name, Furnishing, read(path, Furnishing, KEY), {})
    check(rows)
    return rows


def check(rows: Iterable[Furnishing]) -> None:
    """Classes are of the kind `words` and nothing else is; forms call no class that does not exist. CodebookError."""
    rows = tuple(rows)
    known = {*BUILT_IN, *(row.furniture_id for row in rows if row.position == "class")}
    for row in rows:
        if (row.position == "class") != (row.kind == "words"):
            raise CodebookError(
                f"furniture.csv, {row.furniture_id}, column position: class goes with the kind words. Mend one of them."
            )
        for name in sorted({name for form in row.forms for name in re.findall(r"{(.*?)}", form)} - known):
            raise CodebookError(
                f"furniture.csv, {row.furniture_id}, column forms: no class {name!r}. "
                f"Write one of: {', '.join(sorted(known))}."
            )
