"""`prov.json`: the run as W3C PROV (PROV-JSON): which files, config and code the edition was made from.

PROV and not RO-Crate: an RO-Crate must say when it was published, and no result here depends on a clock.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from sijill.export.documents import as_json
from sijill.export.files import File

PREFIX = {"sijill": "urn:sijill:", "file": "urn:sijill:file:", "input": "urn:sijill:input:", "step": "urn:sijill:step:"}
EDITION, CONFIG, SOFTWARE = "sijill:edition", "sijill:config", "sijill:software"


def lineage(provenance: Mapping[str, Any], edition: str, files: Iterable[File]) -> bytes:
    """The document. `provenance` as in `dataset.json`; names of private persons are masked in it already."""
    inputs = {f"input:{number}": row for number, row in enumerate(provenance.get("inputs", ()))}
    written = {f"file:{number}": file for number, file in enumerate(files)}
    code = provenance.get("code") or {"export": "unknown"}
    steps = [f"step:{verb}" for verb in code]
    config = json.dumps(provenance.get("config", {}), ensure_ascii=False, sort_keys=True)
    made: dict[str, Any] = {
        "prefix": PREFIX,
        "entity": {
            EDITION: {"prov:type": _name("prov:Collection"), "sijill:edition": edition},
            CONFIG: {"sijill:json": config, "sijill:sha256": hashlib.sha256(config.encode()).hexdigest()},
            **{name: _input(row) for name, row in inputs.items()},
            **{name: {"sijill:path": file.path, "sijill:sha256": file.sha256} for name, file in written.items()},
        },
        "activity": {f"step:{verb}": {"sijill:code": digest} for verb, digest in code.items()},
        "agent": {SOFTWARE: {"prov:type": _name("prov:SoftwareAgent"), **_versions(provenance)}},
        "wasAssociatedWith": _relations("by", ({"activity": step, "agent": SOFTWARE} for step in steps)),
        "wasInformedBy": _relations("after", ({"informed": b, "informant": a} for a, b in pairwise(steps))),
        "used": _relations("config", ({"activity": step, "entity": CONFIG} for step in steps)),
        "wasGeneratedBy": _relations("made", [{"entity": EDITION, "activity": steps[-1]}]),
        "hadMember": _relations("files", [{"collection": EDITION, "entity": list(written)}]),
        "wasDerivedFrom": _relations("from", ({"generatedEntity": EDITION, "usedEntity": name} for name in inputs)),
    }
    return as_json({key: value for key, value in made.items() if value})


def _relations(name: str, relations: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Relations under blank ids, their keys as PROV-JSON calls them."""
    named = ({f"prov:{key}": value for key, value in row.items()} for row in relations)
    return {f"_:{name}{number}": row for number, row in enumerate(named)}


def _input(row: Mapping[str, Any]) -> dict[str, Any]:
    return {f"sijill:{key}": value for key, value in row.items() if value is not None}


def _versions(provenance: Mapping[str, Any]) -> dict[str, str]:
    packages = {f"sijill:package-{name}": version for name, version in provenance.get("packages", {}).items()}
    return {"sijill:version": str(provenance.get("sijill", "")), **packages}


def _name(qualified: str) -> dict[str, str]:
    return {"$": qualified, "type": "prov:QUALIFIED_NAME"}
