"""Ingest: every record of every input file becomes a report or a rejected row with a reason. Nothing is lost.

readers (files → records), then rows (records → reports and rejected rows), with published (its day) and language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from sijill.ingest.readers import read_all
from sijill.ingest.rows import rows
from sijill.options import IngestOptions
from sijill.plan import CorpusSpec

Row = dict[str, Any]
BATCH = 500
"""Records handled together: bounds memory whatever the size of the input."""


def run(
    files: Iterable[tuple[Path, str]], spec: CorpusSpec, options: IngestOptions
) -> Iterator[tuple[list[Row], list[Row]]]:
    """Reports and rejected rows of the files (path, path relative to the corpus), in batches of at most 500 records.

    Errors: UserError when a file cannot be opened or a mapped field is in no record of the files.
    """
    records = read_all(files, spec, options.max_record_chars)
    while batch := list(islice(records, BATCH)):
        yield rows(batch, spec, options)
