"""Checks the config against its JSON schema and says what is wrong in one sentence; fills the defaults."""

from __future__ import annotations

import copy
import difflib
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from sijill.errors import UserError
from sijill.inputs import Listing, corpus_name, list_files
from sijill.plan import CorpusSpec
from sijill.text import camel

OURS = ("resources/sample", "resources/gold")
KINDS = {
    "integer": "a whole number",
    "number": "a number",
    "string": "a text",
    "boolean": "true or false",
    "array": "a list",
    "object": "a mapping of keys to values",
    "null": "empty",
}


def load_schema(path: Path) -> dict[str, Any]:
    schema: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return schema


def complete(config: Mapping[str, Any], schema: Mapping[str, Any]) -> dict[str, Any]:
    """The config with every default of the schema filled in. Raises UserError for the first thing that is wrong."""
    for error in _unknown(config, schema, ""):
        raise UserError(error)
    # a section written with nothing in it ("ingest:") is None in YAML and means the defaults
    given = {key: value for key, value in config.items() if value is not None}
    found = Draft202012Validator(schema).iter_errors(given)
    errors = sorted(found, key=lambda error: [str(step) for step in error.path])
    if errors:
        raise UserError(_sentence(errors[0]))
    filled: dict[str, Any] = _fill(given, schema)
    return filled


def specs(config: Mapping[str, Any]) -> list[CorpusSpec]:
    """The corpus entries. Raises UserError when two have the same name, since a name says where a row comes from."""
    result = []
    for entry in config["corpus"]:
        fields = {name: column for name, column in entry["fields"].items() if column is not None}
        name, zone = entry["name"] or corpus_name(entry["path"]), entry["time_zone"]
        if zone is not None:
            _demand_zone(zone, name)
        result.append(CorpusSpec(name, entry["outlet"], entry["format"], fields, zone))
    names = [spec.name for spec in result]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise UserError(f"two corpus entries are called {twice[0]!r}: give one of them another `name:` in the config.")
    return result


def _demand_zone(zone: str, corpus: str) -> None:
    """Raises UserError when the IANA database has no such time zone."""
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):  # unknown; a path out of the database; a folder of it
        last = {name.rpartition("/")[2].lower(): name for name in sorted(available_timezones())}
        near = difflib.get_close_matches(zone.rpartition("/")[2].lower(), last, n=1, cutoff=0.8)
        hint = f"did you mean {last[near[0]]!r}?" if near else "use an IANA name such as 'Asia/Damascus'."
        raise UserError(f"config: `time_zone` of corpus {corpus!r}: there is no time zone {zone!r}: {hint}") from None


def demand_checks(settings: Mapping[str, Any], suites: Path) -> None:
    """Raises UserError when the config's section `quality` names a check that no suite has."""
    if any(settings.values()):
        # here, since they take half a second that every start of Snakemake would pay
        from sijill.quality.settings import demand
        from sijill.quality.suite import SuiteError
        from sijill.tables import STAGES

        try:
            demand(settings, {stage: load_schema(suites / f"{stage}.yaml") for stage in STAGES})
        except SuiteError as error:
            raise UserError(f"config: {error}") from error


def demand_backends(config: Mapping[str, Any], data: Path) -> None:
    """Raises UserError when the config asks for a recognizer that cannot run here; `data` is camel_data's folder."""
    if config["extract"]["ner"] == "camel" and (lacks := camel.missing(data)):
        raise UserError(f"config: `extract.ner: camel` lacks {lacks}, or set `extract.ner: lexicon`.")


def locate(path: str, checkout: Path) -> str:
    """A path of the config as it is opened: relative to the working directory.

    The sample and the gold alone are found in the checkout when the working directory has none.
    """
    ours = any(Path(path).is_relative_to(one) for one in OURS)
    return str(checkout / path) if ours and not os.path.exists(path) and (checkout / path).exists() else path


def listings(paths: Sequence[str], specs: Sequence[CorpusSpec]) -> list[Listing]:
    """The input files of every corpus entry."""
    return [list_files(path, spec.format) for path, spec in zip(paths, specs, strict=True)]


def _unknown(value: Any, schema: Mapping[str, Any], place: str) -> Iterator[str]:
    """A sentence for every key the schema does not know, with the nearest name it does know."""
    if isinstance(value, Mapping) and "properties" in schema:
        known = schema["properties"]
        for key, below in value.items():
            here = f"{place}.{key}" if place else str(key)
            if key in known:
                yield from _unknown(below, known[key], here)
            else:
                yield f"config: unknown key `{here}`{_nearest(str(key), list(known), place)}"
    elif isinstance(value, list) and "items" in schema:
        for number, item in enumerate(value):
            yield from _unknown(item, schema["items"], f"{place}[{number}]")


def _nearest(key: str, known: Sequence[str], place: str) -> str:
    near = difflib.get_close_matches(key.lower(), known, n=1, cutoff=0.5)
    if near:
        return f": did you mean `{place + '.' if place else ''}{near[0]}`?"
    return f": the keys known there are {', '.join(f'`{name}`' for name in known)}."


def _sentence(error: ValidationError) -> str:
    place = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.absolute_path).lstrip(".")
    where = f"`{place}`" if place else "the config"
    wanted: Any = error.validator_value
    instance: Any = error.instance
    schema: Any = error.schema
    if error.validator == "required":
        missing = next(name for name in wanted if name not in instance)
        return f"config: {where} lacks the key `{missing}`: {schema['properties'][missing]['description']}"
    if error.validator == "type":
        kinds = " or ".join(KINDS[kind] for kind in ([wanted] if isinstance(wanted, str) else wanted))
        return f"config: {where} must be {kinds}, not {error.instance!r}."
    if error.validator == "enum":
        return f"config: {where} must be one of {', '.join(map(str, wanted))}, not {error.instance!r}."
    if error.validator == "minItems":
        return f"config: {where} is empty: name at least one path to read reports from."
    return f"config: {where} is not right: {error.message}."


def _fill(value: Any, schema: Mapping[str, Any]) -> Any:
    if isinstance(value, Mapping) and "properties" in schema:
        filled = dict(value)
        for key, below in schema["properties"].items():
            if filled.get(key) is None and "default" in below:
                filled[key] = copy.deepcopy(below["default"])
            if key in filled:
                filled[key] = _fill(filled[key], below)
        return filled
    if isinstance(value, list) and "items" in schema:
        return [_fill(item, schema["items"]) for item in value]
    return value
