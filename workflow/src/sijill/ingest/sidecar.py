"""What is known of a text beside it: front matter at its top, or a YAML file of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from sijill.inputs import sidecar as sidecar_of

BOUND = 1 << 16
"""Longest metadata of one text, in bytes or characters."""
BROKEN = "broken_metadata"
"""Said in `Record.repair` when a text is kept without its metadata, because these are no YAML mapping."""
_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?\r?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)


class _AsWritten(yaml.SafeLoader):
    """Values stay as they are written: a date is not re-spelt, `0012` is no octal number. Only null means null.

    What stands for something said before (an alias) is refused: a few of them written as text fill any memory. So are
    types that a text gives its values itself (`!!timestamp`): making them fails in more ways than can be told.
    """

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("an alias")
        return super().compose_node(parent, index)


_AsWritten.yaml_implicit_resolvers = {
    first: kept
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    if (kept := [(tag, pattern) for tag, pattern in resolvers if tag == "tag:yaml.org,2002:null"])
}
_PLAIN = ("tag:yaml.org,2002:null", "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map", None)
_AsWritten.yaml_constructors = {tag: yaml.SafeLoader.yaml_constructors[tag] for tag in _PLAIN}


def beside(path: Path, fmt: str) -> tuple[dict[str, Any], str | None]:
    """The metadata file's mapping and null; empty and BROKEN when it cannot be read; empty and null without a file."""
    name = sidecar_of(str(path), fmt)
    if name is None:
        return {}, None
    try:
        with open(name, "rb") as stream:
            raw = stream.read(BOUND + 1)
        values = _mapping(raw.decode("utf-8-sig")) if len(raw) <= BOUND else None
    except (OSError, UnicodeDecodeError):
        values = None
    return (values, None) if values is not None else ({}, BROKEN)


def front_matter(text: str, names: Mapping[str, str]) -> tuple[dict[str, Any], str, str | None]:
    """The mapping at the top of a text, the text after it, and null or BROKEN.

    A block between rules is front matter when it holds one of our fields (`names`: ours → the user's); one that names
    a field but is no YAML is taken off all the same, for it is no text. Anything else is text with rules in it.
    """
    block = _FRONT.match(text[:BOUND])
    if not block:
        return {}, text, None
    ours = {*names, *names.values()}
    values = _mapping(block[1])
    if values and not ours.isdisjoint(values):
        return values, text[block.end() :], None
    if values is None and any(line.partition(":")[0].strip() in ours for line in block[1].splitlines()):
        return {}, text[block.end() :], BROKEN
    return {}, text, None


def under_our_names(values: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """The fields that metadata give, except the text; the user's own names count, and so do ours."""
    found = {name: values.get(own, values.get(name)) for name, own in names.items() if name != "text"}
    return {name: value for name, value in found.items() if value is not None}


def _mapping(text: str) -> dict[str, Any] | None:
    try:
        values = yaml.load(text, Loader=_AsWritten)  # a SafeLoader: it builds plain values only
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    return values if isinstance(values, dict) else {} if values is None else None
