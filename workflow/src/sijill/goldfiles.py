"""Labelled reports from files: the notation itself is `sijill.evaluate.labels`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from sijill.errors import UserError
from sijill.evaluate.labels import GoldReport, LabelError, read


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


def records(path: Path) -> list[Any]:
    try:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".jsonl":
            return [json.loads(line) for line in text.splitlines() if line.strip()]
        records = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise UserError(f"{path} cannot be read: {' '.join(str(error).split())}") from error
    if not isinstance(records, list):
        raise UserError(f"{path} is no list of reports; see workflow/docs/gold.md.")
    return records
