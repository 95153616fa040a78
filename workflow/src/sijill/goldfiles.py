"""Labelled reports from files: the notation itself is `sijill.evaluate.labels`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from sijill.errors import UserError
from sijill.evaluate.labels import GoldReport, LabelError, read

SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST = 50
"""Levels of lists and mappings in a file of labels."""


def load(path: Path) -> list[GoldReport]:
    """The labelled reports of a file, or of the YAML and JSON Lines files of a folder."""
    suffixes = (".yaml", ".yml", ".jsonl")
    files = sorted(file for file in path.iterdir() if file.suffix in suffixes) if path.is_dir() else [path]
    if not path.exists() or not files:
        raise UserError(f"{path} holds no labelled reports: `evaluate: gold:` is a .yaml or .jsonl file or a folder.")
    try:
        return read(record for file in files for record in records(file))
    except LabelError as error:
        raise UserError(f"{path}: {error}") from error
    except RecursionError as error:
        raise UserError(f"{path} is nested too deeply to be labels; see workflow/docs/gold.md.") from error


def records(path: Path) -> list[Any]:
    try:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".jsonl":
            return [json.loads(line) for line in text.splitlines() if line.strip()]
        _demand_shallow(text)
        records = yaml.load(text, Loader=SafeLoader)
    # `!!int ""`, `!!bool x` and `!!timestamp x` fail in PyYAML as IndexError, KeyError and AttributeError
    except (yaml.YAMLError, ValueError, LookupError, AttributeError) as error:
        raise UserError(f"{path} cannot be read: {' '.join(str(error).split())}") from error
    if not isinstance(records, list):
        raise UserError(f"{path} is no list of reports; see workflow/docs/gold.md.")
    return records


def _demand_shallow(text: str) -> None:
    """Raise RecursionError where YAML is nested deeper than any label: libyaml's loader ends the process then."""
    depth = 0
    for event in yaml.parse(text, Loader=SafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise RecursionError
