"""What is seen of the dataset: the check of a stage and the review site."""

from __future__ import annotations

import shutil
import tempfile
from argparse import Namespace
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import yaml

from sijill import io
from sijill.errors import UserError
from sijill.files import read_json
from sijill.tables import STAGES
from sijill.verbs.files import parquet_files, read_csv, write_csv


def check(arguments: Namespace) -> None:
    from sijill import quality
    from sijill.quality.suite import SuiteError

    suite = yaml.safe_load(arguments.suite.read_text(encoding="utf-8"))
    own = parquet_files(arguments.tables)
    if arguments.public:
        own |= {f"public_{name}": files for name, files in parquet_files([arguments.public]).items()}
    upstream = ({"inputs": own.pop("inputs")} if "inputs" in own else {}) | parquet_files(arguments.upstream)
    try:
        expectations = quality.expectations(suite, arguments.options)
        columns = quality.whole_columns(expectations)
        now, before = quality.needed(expectations, own, upstream)
        verdict, rows = quality.check(
            arguments.stage,
            wholes(own, columns, now),
            wholes(upstream, columns, before),
            suite,
            arguments.options,
            arguments.settings,
            last_dataset(arguments.last),
            lambda: in_lots(own, upstream, suite),
            {name: sum(io.row_count(file) for file in files) for name, files in own.items()},
        )
    except SuiteError as error:
        raise UserError(f"{arguments.suite}: {error}") from error
    from sijill.quality.judge import page  # after the check, which has imported its library

    io.write_json(verdict, arguments.out / "verdict.json")
    io.write_bytes(page(verdict).encode(), arguments.out / "gx.html")
    write_csv(rows, arguments.out / "rows.csv")
    print(f"check {arguments.stage}: {rows.num_rows} offending rows shown in {arguments.out / 'rows.csv'}")


Files = Mapping[str, Sequence[Path]]


def wholes(paths: Files, columns: Mapping[str, Sequence[str]] | None, needed: Collection[str]) -> dict[str, pa.Table]:
    """All tables, parts joined, whatever is wrong with them: it is for the check to say so.

    `columns`: of the tables that come in lots those that are read (none: no rows either); the others are null, of the
    type they have. Of tables that are not `needed` there are no rows.
    """

    def chosen(name: str) -> Sequence[str] | None:
        if columns is None:
            return None
        if name.removeprefix("public_") not in columns:
            return None if name in needed else ()
        return columns.get(name, ())

    def read(path: Path, names: Sequence[str] | None) -> pa.Table:
        if names is None:
            return io.read_file(path)
        return io.read_thin(path, names) if names else io.days_as_text(io.opened(path).schema_arrow.empty_table())

    return {
        name: pa.concat_tables([read(path, chosen(name)) for path in files], promote_options="permissive")
        for name, files in paths.items()
    }


def in_lots(
    own: Files, upstream: Files, suite: Mapping[str, Any]
) -> Iterator[tuple[dict[str, pa.Table], dict[str, pa.Table]]]:
    """Own and upstream tables, some reports at a time."""
    from sijill import lots, quality

    given = {"own": own, "upstream": upstream}
    paths = {f"{whose} {name}": files for whose, tables in given.items() for name, files in tables.items()}
    paths = {name: paths[name] for name in paths if name.split()[1].removeprefix("public_") in quality.BY_LOT}
    columns = {f"own {name}": chosen for name, chosen in unjudged(suite).items()}
    # of what the stage has a table of its own of, the stage before is asked only whether it is all there
    more = ("text_raw",) if "text_raw_unchanged" in str(suite) else ()
    columns |= {f"upstream {name}": (*COUNTED, *more) for name in own}
    keys = [tuple(f"{whose} {name}" for whose in given) for name in ("reports", "event_mentions")]
    for lot in lots.as_they_are(paths, columns, *keys):
        first, second = ({name.split()[1]: lot[name] for name in lot if name.startswith(f"{w} ")} for w in given)
        yield first, second


def last_dataset(folder: Path | None) -> dict[str, pa.Table]:
    """What drift is measured against: reports and events of the last dataset that passed; nothing where none did."""
    columns = {"reports": ["outlet"], "events": ["event_type", "realis", "country", "date_start"]}
    return {
        name: io.read_file(path, chosen)
        for name, chosen in columns.items()
        if folder is not None and (path := folder / f"{name}.parquet").exists()
    }


COUNTED = (
    "report_id", "sentence_no", "span_id", "mention_id", "event_id", "event_id_a", "event_id_b", "kind", "role", "what",
    "level", "start", "end", "trigger_start", "trigger_end", "actor_id", "slot", "value", "canonical_mention_id",
    "corpus", "source_file", "record_no",
)  # fmt: skip
"""The columns by which rows are told apart and counted."""


def unjudged(suite: Iterable[Mapping[str, Any]] | Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Of the large tables that a suite says nothing of, the columns that are needed all the same."""
    entries = suite["expectations"] if isinstance(suite, Mapping) else suite
    said = {name for one in entries for name in ([one["table"]] if isinstance(one["table"], str) else one["table"])}
    needed = {"reports": ("published_on", "outlet"), "sentences": (), "spans": ("resolution_status",)}
    return {name: (*COUNTED, *more) for name, more in needed.items() if name not in said}


def report(arguments: Namespace) -> None:
    from sijill import __version__
    from sijill import report as stage
    from sijill.around import Around
    from sijill.lots import batches

    verdicts = {name: found for name in STAGES if (found := read_json(arguments.quality / name / "verdict.json"))}
    rows = {name: read_csv(arguments.quality / name / "rows.csv") for name in verdicts}
    notes = {
        "version": __version__,
        "history": read_json(arguments.quality / "history.json") or [],
        "changes": read_json(arguments.quality / "changes.json"),
        "agreement": read_json(arguments.review / "agreement.json") if arguments.review else None,
        "docs": {
            name: f"../quality/{name}/gx.html" for name in STAGES if (arguments.quality / name / "gx.html").exists()
        },
    }
    folder = arguments.out.parent
    for old in ("assets", "data", "figures"):  # what an earlier, larger dataset left behind
        shutil.rmtree(folder / old, ignore_errors=True)
    total = 0
    paths = parquet_files([arguments.export])
    tables = {name: io.read(name, paths[name]) for name in stage.WHOLE}
    tables |= {name: io.read_columns(name, paths[name], columns) for name, columns in stage.COUNTED.items()}
    spans = batches(paths["spans"], ["kind", "surface", "resolution_status", "report_id", "sentence_no"])
    with tempfile.TemporaryDirectory(prefix="sijill-") as temporary:
        events = stage.in_order(tables["events"])["event_id"].combine_chunks()
        around = Around(paths, tables["event_mentions"], events, stage.COLUMNS_OF, Path(temporary))
        for name, content in stage.files(tables, verdicts, rows, notes, spans, around):
            io.write_bytes(content, folder / name)
            total += len(content)
    print(f"report: {arguments.out}, {total:,} bytes")
