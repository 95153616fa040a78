"""The dataset: export, its databases, and its publishing."""

from __future__ import annotations

import shutil
from argparse import Namespace
from pathlib import Path

import pyarrow as pa

from sijill import flags, io
from sijill.errors import UserError
from sijill.files import read_json
from sijill.tables import STAGES
from sijill.verbs.files import gather, in_parts, row_counts


def export(arguments: Namespace) -> None:
    from sijill import codebook, edition, provenance
    from sijill import export as stage

    given = gather(arguments.tables, without=("rejected",))
    everywhere = [folder / "rejected.parquet" for folder in (*arguments.rejected, *arguments.tables)]
    given["rejected"] = io.read("rejected", everywhere)
    given["places"] = io.read("places", [arguments.places])
    book = codebook.load(arguments.codebook)
    given["actors"] = stage.actor_table(book.actors)
    inputs = [row for folder in arguments.inputs for row in io.read_file(folder / "inputs.parquet").to_pylist()]
    made = provenance.provenance(arguments.config, inputs, ("gazetteer", "furniture", "review", *STAGES))
    options = flags.read("export", arguments)
    editions = stage.run(given, options, made, stage.common_words(book))
    beside = edition.codebook_files(arguments.codebook, book) | edition.notice(arguments.notice)
    for name, files in editions.items():
        edition.write(name, {**files, **beside}, options, arguments.out / name)
    print(f"export: {given['reports'].num_rows} reports, {given['events'].num_rows} events")


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
