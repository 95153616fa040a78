"""Rows of a CSV file as dataclasses: the fields of the class are the columns, their annotations the rules.

Annotations understood: str, tuple[str, ...] (values separated by `|`), bool (yes/no), int | None, float;
each may be `Annotated` with `Values` (a closed set) or `Refers` (ids of another file).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

from sijill.errors import UserError

YES_NO = {"yes": True, "no": False}
Row = TypeVar("Row")


class CodebookError(UserError, ValueError):
    """A codebook file that cannot be used: names the file, the line, the column, the value and the remedy."""


@dataclass(frozen=True)
class Values:
    """A column's closed set of values; `default` stands for an empty cell, `several` allows alternatives in a cell."""

    values: tuple[str, ...]
    default: str = ""
    several: bool = False


@dataclass(frozen=True)
class Refers:
    """A column that holds ids of a file (named by its stem), or nothing where `optional`."""

    file: str
    optional: bool = False


def read(path: Path, row_class: type, key: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
    """The rows of a file with their line numbers; the class gives the columns, `key` must be unique. CodebookError."""
    if not path.is_file():
        raise CodebookError(f"The codebook has no {path.name}: {path} is missing. Add the file or mend the folder.")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream, restkey="")
        rows = [(reader.line_num, {name: value or "" for name, value in row.items()}) for row in reader]
    names = [column.name for column in fields(row_class)]
    if missing := [name for name in names if name not in (reader.fieldnames or ())]:
        raise CodebookError(f"{path.name} line 1: no column {missing[0]}. Its columns are {','.join(names)}.")
    seen: dict[tuple[str, ...], int] = {}
    for line, row in rows:
        if "" in row:
            raise CodebookError(f"{path.name} line {line}: more values than columns. Quote the value with the comma.")
        value = tuple(row[name] for name in key)
        if not value[0] or value in seen:
            fault = f"stands in line {seen[value]} already" if value in seen else "is empty"
            raise CodebookError(
                f"{path.name} line {line}, column {key[0]}: {value[0]!r} {fault}. Give the row its own or take it out."
            )
        seen[value] = line
    return rows


def convert(
    file: str, row_class: type[Row], rows: Iterable[tuple[int, Mapping[str, str]]], ids: Mapping[str, Collection[str]]
) -> tuple[Row, ...]:
    """The rows as dataclasses; `ids` holds the ids of every file that a column may refer to. Raises CodebookError."""
    hints = get_type_hints(row_class, include_extras=True)
    return tuple(
        row_class(
            **{
                name: _value(row[name].strip(), hint, ids, f"{file} line {line}, column {name}")
                for name, hint in hints.items()
            }
        )
        for line, row in rows
    )


def _value(text: str, hint: Any, ids: Mapping[str, Collection[str]], where: str) -> Any:
    """A cell as the type of its column; `where` says file, line and column."""
    kind, *rules = get_args(hint) if get_origin(hint) is Annotated else (hint,)
    if kind is bool:
        _allow(text, YES_NO, where)
        return YES_NO[text]
    if kind == int | None:
        if text and not text.isdecimal():
            raise CodebookError(f"{where}: {text!r} is not a number. Write digits or leave the cell empty.")
        return int(text) if text else None
    if kind is float:
        if not re.fullmatch(r"-?\d+(\.\d+)?", text):
            raise CodebookError(f"{where}: {text!r} is not a number. Write it with a point, such as -0.25.")
        return float(text)
    for rule in rules:
        text = _checked(text, kind, rule, ids, where)
    if kind is str:
        return text
    return tuple(part.strip() for part in text.split("|") if part.strip())


def _checked(text: str, kind: Any, rule: Values | Refers, ids: Mapping[str, Collection[str]], where: str) -> str:
    """The cell, its default put in, if every value of it is allowed."""
    allowed: Collection[str]
    several = False
    if isinstance(rule, Values):
        text, allowed, several = text or rule.default, rule.values, rule.several
    elif not text and rule.optional:
        return text
    else:
        allowed = ids[rule.file]
    for part in text.split("|") if several or kind is not str else (text,):
        _allow(part.strip(), allowed, where)
    return text


def _allow(value: str, allowed: Collection[str], where: str) -> None:
    if value in allowed:
        return
    known = sorted(allowed) if isinstance(allowed, Set) else list(allowed)
    near = get_close_matches(value, known, 1)
    remedy = f"Did you mean {near[0]!r}?" if near else f"Write one of: {', '.join(filter(None, known))}."
    raise CodebookError(f"{where}: {value!r} is not known. {remedy}")
