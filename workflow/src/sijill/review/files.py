"""The reviewers' files: JSON as the review site saves it, or CSV with the same columns; checked row by row.

Nothing of a file is used when one of its rows is wrong: the error names the file, the record, what is wrong and what to
do. Every value is a text; "" means none.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from sijill.errors import UserError
from sijill.ids import digest

SCHEMA = Path(__file__).parent / "corrections.schema.yaml"
COLUMNS = (
    "reviewer", "made_at", "action", "event_id", "mention_id", "slot", "target", "before", "after", "why",
)  # fmt: skip
SUFFIXES = (".json", ".csv")
LONGEST_CELL = 100_000  # characters; the csv module's own bound is one of the whole process, and others raise it


class CorrectionsError(UserError):
    """A corrections file that cannot be used; the message is a whole sentence."""


def listed(folder: Path | str) -> list[Path]:
    """The corrections files of a folder, by name; none where there is no folder."""
    return sorted(path for path in Path(folder).glob("*") if path.suffix.lower() in SUFFIXES and path.is_file())


def read(paths: list[Path]) -> list[dict[str, str]]:
    """The corrections of all files, each once however many files repeat it, with `correction_id` and `file`."""
    schema = yaml.safe_load(SCHEMA.read_text(encoding="utf-8"))
    validator = Draft202012Validator(schema)
    found: dict[str, dict[str, str]] = {}
    for path in sorted(paths, key=lambda path: path.name):
        for row in _demanded(validator, path):
            full = {name: str(row.get(name) or "").strip() for name in COLUMNS}
            parts = [full[name] for name in COLUMNS if name not in ("before", "why")]
            full["correction_id"] = digest("c", *parts)
            found.setdefault(full["correction_id"], {**full, "file": path.name})
    return sorted(found.values(), key=lambda row: (row["made_at"], row["reviewer"], row["correction_id"]))


def _demanded(validator: Any, path: Path) -> list[Mapping[str, Any]]:
    """The records of a file, each as the schema has it."""
    try:
        rows = parsed(path.name, path.read_bytes())
        for number, row in enumerate(rows, 1):
            _demand(validator, row, path.name, number)
    except RecursionError as error:  # of the JSON reader, or of showing what is wrong
        raise CorrectionsError(
            f"corrections: {path.name} is nested too deeply: save the file anew from the review site."
        ) from error
    return rows


def parsed(name: str, data: bytes) -> list[Mapping[str, Any]]:
    """The records of a file. Raises CorrectionsError when it is neither JSON nor CSV as asked for."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CorrectionsError(f"corrections: {name} is not UTF-8 text: save it again as UTF-8.") from error
    if name.lower().endswith(".csv"):
        try:
            table = list(csv.DictReader(io.StringIO(text), restkey=""))
        except csv.Error as error:
            raise CorrectionsError(f"corrections: {name} is not CSV ({error}): save it again as CSV.") from error
        if any(len(cell) > LONGEST_CELL for row in table for cell in row.values() if isinstance(cell, str)):
            raise CorrectionsError(f"corrections: {name} is not CSV (a cell is too long): save it again as CSV.")
        if table and (unknown := sorted({str(key) for key in table[0]} - {*COLUMNS})):
            raise CorrectionsError(f"corrections: {name} has a column {unknown[0]!r}; known: {', '.join(COLUMNS)}.")
        return [{key: _plain(value) for key, value in row.items()} for row in table]
    try:
        value = json.loads(text)
    except ValueError as error:
        raise CorrectionsError(
            f"corrections: {name} is not JSON ({error}): save the file anew from the review site."
        ) from error
    rows: Any = value.get("corrections") if isinstance(value, dict) else value
    if not isinstance(rows, list):
        raise CorrectionsError(
            f'corrections: {name} has no list "corrections": save the file anew from the review site.'
        )
    return list(rows)


def _plain(value: str | None) -> str:
    """A cell without the mark that keeps spreadsheets from reading it as a formula."""
    value = value or ""
    return value[1:] if value[:1] == "'" and value[1:2] in ("=", "+", "-", "@", "\t", "\r") else value


def _demand(validator: Any, row: Any, name: str, number: int) -> None:
    error = next(iter(sorted(validator.iter_errors(row), key=lambda error: [str(step) for step in error.path])), None)
    if error is None:
        return
    if error.validator == "required":
        missing = next(key for key in error.validator_value if key not in error.instance)
        problem = f"has no `{missing}`"
    elif error.validator == "additionalProperties":
        problem = f"is not right: {error.message}"
    else:
        step = next(iter(error.absolute_path), None)
        described = error.schema.get("description", error.message) if isinstance(error.schema, dict) else error.message
        problem = (
            f"has `{step}` = {error.instance!r}, which must be: {described}" if step else f"is not right: {described}"
        )
    raise CorrectionsError(
        f"corrections: {name}, correction {number} {problem}. Mend it or take it out (resources/corrections/README.md)."
    )
