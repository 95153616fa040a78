"""From mentions to events: deduplicate, validate, and what reviewers say."""

from __future__ import annotations

import tempfile
from argparse import Namespace
from contextlib import ExitStack
from pathlib import Path

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


def validate(arguments: Namespace) -> None:
    from sijill import codebook
    from sijill import validate as stage

    paths = parquet_files(arguments.tables)
    columns = {"reports": stage.OF_REPORTS, "sentences": stage.OF_SENTENCES}
    given = {name: io.read(name, paths[name]) for name in stage.JUDGED}
    given |= {name: io.read_columns(name, paths[name], wanted) for name, wanted in columns.items()}
    given["places"] = io.read("places", [arguments.places])
    result = stage.run(given, codebook.load(arguments.codebook), flags.read("validate", arguments))
    for name in stage.UNCHANGED:
        copy_table(name, paths[name], arguments.out)
    demand("validate", (*result, *stage.UNCHANGED))
    io.write_tables(result, arguments.out)
    say("validate", result)


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
