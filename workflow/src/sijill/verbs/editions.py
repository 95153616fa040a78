"""The dataset: export, its databases, and its publishing."""

from __future__ import annotations

import shutil
from argparse import Namespace
from contextlib import ExitStack
from pathlib import Path

import pyarrow as pa

from sijill import flags, io
from sijill.errors import UserError
from sijill.files import read_json
from sijill.tables import STAGES
from sijill.verbs.files import in_parts, parquet_files, row_counts

EXPORTED_AT_ONCE = 10_000
"""Reports whose texts and spans are masked at one time."""


def export(arguments: Namespace) -> None:
    from sijill import codebook, edition, provenance
    from sijill import export as stage
    from sijill.lots import kept, rejections

    paths = parquet_files(arguments.tables)
    book, options = codebook.load(arguments.codebook), flags.read("export", arguments)
    given = {name: io.read(name, paths.get(name, ())) for name in stage.WHOLE}
    given |= {"places": io.read("places", [arguments.places]), "actors": stage.actor_table(book.actors)}
    inputs = [row for folder in arguments.inputs for row in io.read_file(folder / "inputs.parquet").to_pylist()]
    made = provenance.provenance(arguments.config, inputs, ("gazetteer", "furniture", "review", *STAGES))
    beside = edition.codebook_files(arguments.codebook, book) | edition.notice(arguments.notice)
    left = [folder / "rejected.parquet" for folder in (*arguments.rejected, *arguments.tables)]
    rows = {name: sum(io.row_count(file) for file in paths[name]) for name in stage.BY_LOT}
    with ExitStack() as files:
        writers = {name: edition.Writer(options, arguments.out / name, rows) for name in ("export", "public")}
        for writer in writers.values():
            files.enter_context(writer)
        with kept({name: paths[name] for name in stage.BY_LOT}, EXPORTED_AT_ONCE) as again:
            seen = stage.Seen(stage.common_words(book))
            for lot in again():
                seen.look(lot)
            making = stage.Making(given, seen, options)
            for lot in again():
                for name, held in making.lot(lot).items():
                    writers[name].add(stage.files(stage.typed(held)))
        for name, writer in writers.items():
            children = {child: io.read(child, paths[child]) for child in stage.CHILDREN} if name == "export" else {}
            writer.add(stage.files(stage.typed(making.rest(name, children))), making.owners(name))
            for some in rejections(left):
                writer.add(stage.files({"rejected": making.rejected(name, some)}))
            counts = stage.Counts(writer.rows, making.kept(name, "reports"))
            papers = stage.documents(name, options, made, making, counts, writer.schemas)
            writer.add({**papers, **beside})
            writer.describe(name, papers)
    print(f"export: {rows['reports']} reports, {given['events'].num_rows} events")


def database(arguments: Namespace) -> None:
    from sijill import database as maker

    maker.build(arguments.edition, arguments.out)
    print(f"database: {arguments.out}")


def publish(arguments: Namespace) -> None:
    """Copies the candidate beside the dataset in place, then swaps the two by renaming."""
    from sijill import runlock

    if (arguments.candidate / "export" / "SHA256SUMS").exists():
        remember(arguments.candidate / "export", arguments.out)
    for edition in ("export", "public"):
        target = arguments.out / edition
        runlock.restore(target)
        new, old = runlock.beside(target)
        with io.writing(target):
            shutil.copytree(arguments.candidate / edition, new, ignore=shutil.ignore_patterns(".*"))
            shutil.copyfile(arguments.candidate / f"{edition}.duckdb", new / "sijill.duckdb")
        demand_whole(new)
        if target.exists():
            target.rename(old)
        new.rename(target)
        shutil.rmtree(old, ignore_errors=True)


def demand_whole(edition: Path) -> None:
    """Raises UserError when a file of an edition is not what its checksum says: then it replaces nothing."""
    sums = edition / "SHA256SUMS"
    for line in sums.read_text(encoding="utf-8").splitlines() if sums.exists() else ():
        digest, name = line.split("  ", 1)
        if not (edition / name).is_file() or io.sha256_of(edition / name) != digest:
            raise UserError(
                f"results/candidate/{edition.name.split('.')[1]}/{name} is not as it was written: delete "
                "results/candidate and run snakemake again; the last dataset stays in place until then."
            )


def remember(candidate: Path, results: Path) -> None:
    """Write what the candidate changes in the dataset in place, and add it to the history of published datasets."""
    from sijill.report import history, quality

    folder, old = results / "quality", results / "export"
    rows = row_counts(candidate)
    digest = io.sha256_of(candidate / "SHA256SUMS")
    earlier = read_json(folder / "history.json") or []
    again = bool(earlier) and earlier[-1]["dataset"] == digest
    # SHA256SUMS of the old dataset is no witness: Snakemake has deleted it, since the rule declares it
    if (old / "events.parquet").exists() and not again:
        before = row_counts(old)
        counts = {name: (before.get(name, 0), n) for name, n in rows.items()}
        events = [
            pa.concat_tables([io.read_file(part) for part in in_parts(place / "events.parquet")])
            for place in (old, candidate)
        ]
        io.write_json(history.changes(events[0], events[1], counts), folder / "changes.json")
    verdicts = {name: found for name in STAGES if (found := read_json(folder / name / "verdict.json"))}
    runs = history.remembered(earlier, digest, rows, quality.figures(verdicts))
    io.write_json(runs, folder / "history.json")
