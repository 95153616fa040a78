"""The whole chain on the texts of a gold, in a folder of its own: the verbs of the command line, one after the other.

Its tables never meet the user's: what is written here is only scored.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sijill import flags, io
from sijill.errors import UserError
from sijill.evaluate.labels import GoldReport
from sijill.plan import STAGE_TABLES


def write_texts(reports: Iterable[GoldReport], out: Path) -> Path:
    """The texts as JSON Lines, without their labels. Raises UserError when there are none to be read."""
    records = [report.record() for report in reports if report.text]
    if not records:
        raise UserError("the gold holds no texts: set `evaluate: own_texts: false` to score results/export with it.")
    path = out / "reports.jsonl"
    io.write_bytes("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode(), path)
    return path


def steps(
    texts: Path, places: Path, codebook: Path, options: Mapping[str, Mapping[str, Any]], out: Path
) -> list[list[str]]:
    """The words of each step's command line. `options`: the config's sections of the stages (defaults where absent)."""
    book, gazetteer = [f"--codebook={codebook}"], [f"--places={places}"]
    folder = {stage: str(out / stage) for stage in (*STAGE_TABLES, "furniture")}
    learnt = f"--furniture={folder['furniture']}/furniture.parquet"
    read = {
        "ingest": [f"--path={texts}", "--corpus=gold", "--format=jsonl"],
        "furniture": [f"--reports={folder['ingest']}"],
        "normalize": [f"--reports={folder['ingest']}/reports.parquet", learnt, *book],
        "extract": [f"--normalized={folder['normalize']}", *gazetteer, *book],
        "deduplicate": ["--tables", folder["normalize"], folder["extract"], *gazetteer, *book],
        "validate": [f"--tables={folder['deduplicate']}", *gazetteer, *book],
    }
    return [
        [stage, *words, *flags.write(stage, options.get(stage, {})), f"--out={folder[stage]}"]
        for stage, words in read.items()
    ]


def perform(words: list[str]) -> None:
    """One step, as the command line does it."""
    from sijill import verbs
    from sijill.arguments import parser

    arguments = parser().parse_args(words)
    getattr(verbs, arguments.verb)(arguments)
