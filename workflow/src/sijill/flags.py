"""A stage's options as command-line flags and back: one dataclass field is one flag. And values of other flags."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from sijill.options import STAGE_OPTIONS
from sijill.plan import FIELDS


def name_of(option: str) -> str:
    """The flag of an option: `max_record_chars` is `--max-record-chars`."""
    return "--" + option.replace("_", "-")


def add(parser: argparse.ArgumentParser, stage: str) -> None:
    """Add the stage's options to a parser, each with its help text and default."""
    group = parser.add_argument_group(f"options (config section `{stage}`)")
    for field in fields(STAGE_OPTIONS[stage]):
        kind = type(field.default)
        how: dict[str, Any] = {"action": argparse.BooleanOptionalAction} if kind is bool else {"type": kind}
        help = f"{field.metadata['help']} Default: {field.default}."
        group.add_argument(name_of(field.name), default=field.default, help=help, **how)


def read(stage: str, arguments: argparse.Namespace) -> Any:
    """The stage's options from parsed arguments, as its dataclass."""
    kind = STAGE_OPTIONS[stage]
    return kind(**{field.name: getattr(arguments, field.name) for field in fields(kind)})


def write(stage: str, section: Mapping[str, Any]) -> list[str]:
    """The command-line words that set a stage's options to the values of a config section."""
    words = []
    for field in fields(STAGE_OPTIONS[stage]):
        value = section.get(field.name, field.default)
        if isinstance(value, bool):
            words.append(name_of(field.name) if value else "--no-" + name_of(field.name)[2:])
        else:
            words.append(f"{name_of(field.name)}={value}")
    return words


def fraction(text: str) -> tuple[int, int]:
    """K/N as numbers. Raises ArgumentTypeError unless 0 <= K < N."""
    number, _, of = text.partition("/")
    if number.isdecimal() and of.isdecimal() and int(number) < int(of):
        return int(number), int(of)
    raise argparse.ArgumentTypeError(f"{text!r} is not K/N with 0 <= K < N")


def mapping(text: str) -> tuple[str, str]:
    """NAME=FIELD as two words. Raises ArgumentTypeError when NAME is no field of a record."""
    name, sign, column = text.partition("=")
    if name in FIELDS and sign and column:
        return name, column
    raise argparse.ArgumentTypeError(f"{text!r} is not NAME=FIELD with NAME one of {', '.join(FIELDS)}")
