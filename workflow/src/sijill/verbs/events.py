"""From mentions to events: deduplicate, validate, and what reviewers say."""

from __future__ import annotations

import tempfile
from argparse import Namespace
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute
import yaml

from sijill import flags, io
from sijill.verbs.files import copy_table, demand, gather, parquet_files, say


def deduplicate(arguments: Namespace) -> None:
    from sijill import codebook
    from sijill import deduplicate as stage
    from sijill.lots import lots, row_groups

    paths = parquet_files(arguments.tables)
    given = lots({name: paths[name] for name in (*stage.WIDE, "event_mentions", *stage.CHILDREN)})
    places = io.read("places", [arguments.places])
    book, options = codebook.load(arguments.codebook), flags.read("deduplicate", arguments)
    out = arguments.out
    with tempfile.TemporaryDirectory(prefix="sijill-") as folder, ExitStack() as files:
        unmarked = Path(folder) / "reports.parquet"
        targets = {"reports": unmarked} | {name: out / f"{name}.parquet" for name in stage.WIDE if name != "reports"}
        with ExitStack() as writing:
            writers = {name: writing.enter_context(io.LotWriter(name, path)) for name, path in targets.items()}
            done = stage.decide(given, places, book, options, lambda name, rows: writers[name].add(rows))
        marks, at = done.pop("reports"), 0
        writer = files.enter_context(io.LotWriter("reports", out / "reports.parquet"))
        for lot in row_groups(unmarked):
            writer.add(stage.marked(lot, marks.slice(at, lot.num_rows)))
            at += lot.num_rows
    demand("deduplicate", (*done, *stage.WIDE))
    io.write_tables(done, out)
    say("deduplicate", {"reports": marks, **done})


pc: Any = pyarrow.compute  # its type stubs do not know chunked arrays
JUDGED_AT_ONCE = 20_000
"""Events that are judged at one time, with their mentions as rows of Python."""


def validate(arguments: Namespace) -> None:
    from sijill import codebook, lots
    from sijill import validate as stage
    from sijill.around import MENTION, Around
    from sijill.event_rows import reports_in_use

    paths, out = parquet_files(arguments.tables), arguments.out
    events, links = (io.read(name, paths[name]) for name in ("events", "event_links"))
    mentions = io.read_columns("event_mentions", paths["event_mentions"], MENTION)
    shared = {"places": io.read("places", [arguments.places])}
    shared["reports"] = io.read_columns("reports", paths["reports"], stage.OF_REPORTS)
    shared["sentences"] = furniture_of(lots.batches(paths["sentences"], stage.OF_SENTENCES))
    book, options = codebook.load(arguments.codebook), flags.read("validate", arguments)
    reasons: dict[str, tuple[str, str]] = {}
    ids = []
    with tempfile.TemporaryDirectory(prefix="sijill-") as folder, ExitStack() as files:
        writers = {name: files.enter_context(io.LotWriter(name, out / f"{name}.parquet")) for name in stage.MADE}
        known = events["event_id"].combine_chunks()
        around = Around(paths, mentions, known, JUDGED_AT_ONCE, Path(folder), stage.OF_MENTIONS)
        for number, start in enumerate(range(0, events.num_rows + 1, JUDGED_AT_ONCE)):
            near = around(number)
            own = {"reports": reports_in_use({**shared, **near}), "events": events.slice(start, JUDGED_AT_ONCE)}
            some = {**shared, **near, **own}
            judged = stage.judge(some, book, options)
            reasons |= judged.reasons
            ids.append(judged.events.select(["event_id"]))
            writers["events"].add(judged.events)
            writers["event_slots"].add(judged.slots)
        for name in stage.OF_MENTIONS:
            for path in paths[name]:
                for rows in lots.row_groups(path):
                    writers[name].add(stage.kept(rows, reasons))
        told = {name: writer.rows for name, writer in writers.items()}
    result = {
        "event_links": stage.between(links, pa.concat_tables(ids)),
        "rejected": stage.rejected(reasons, mentions),
    }
    for name in stage.UNCHANGED:
        copy_table(name, paths[name], out)
    demand("validate", (*result, *told, *stage.UNCHANGED))
    io.write_tables(result, out)
    counts = told | {name: table.num_rows for name, table in result.items()}
    print("validate: " + ", ".join(f"{rows} {name}" for name, rows in counts.items()))


def furniture_of(sentences: Iterable[pa.Table]) -> pa.Table:
    """Of sentences those that are page furniture."""
    return pa.concat_tables([some.filter(pc.equal(some["role"], "boilerplate")) for some in sentences])


def codebook(arguments: Namespace) -> None:
    from sijill.review import aliases, files

    rows = aliases.agreed(files.read(files.listed(arguments.corrections)))
    for path in sorted(arguments.codebook.glob("*.csv")):
        data = path.read_bytes()
        if path.name == "actors.csv":
            data = aliases.with_actor_aliases(data.decode("utf-8-sig"), rows).encode()
        io.write_bytes(data, arguments.out / path.name)
    io.write_bytes(aliases.as_csv(rows).encode(), arguments.out / "aliases.csv")
    print(f"codebook: {len(rows)} names from reviewers")


def review(arguments: Namespace) -> None:
    from sijill import codebook
    from sijill import review as stage
    from sijill.review import files

    paths = parquet_files(arguments.tables)
    given = {name: io.read(name, paths[name]) for name in stage.REVIEWED}
    given["reports"] = io.read_columns("reports", paths["reports"], stage.OF_REPORTS)
    given["places"] = io.read("places", [arguments.places])
    corrections = files.read(files.listed(arguments.corrections))
    result = stage.run(given, codebook.load(arguments.codebook), corrections)
    io.write_tables(result, arguments.out)
    for name in stage.UNCHANGED:
        copy_table(name, paths[name], arguments.out)
    io.write_json(stage.agreement(result["corrections"].to_pylist()), arguments.out / "agreement.json")
    say("review", {name: result[name] for name in ("events", "rejected", "corrections")})


def golden(arguments: Namespace) -> None:
    from sijill.review.golden import cases

    after = gather([arguments.reviewed])
    after["actors"] = io.read("actors", [arguments.export / "actors.parquet"])
    found = cases(gather([arguments.validated]), after)
    text = yaml.safe_dump(found, allow_unicode=True, sort_keys=False, width=120)
    io.write_bytes(text.encode(), arguments.out)
    print(f"golden: {len(found)} cases in {arguments.out}")
