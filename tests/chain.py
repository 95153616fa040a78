"""The whole chain on a folder in one process: the commands of the workflow, without Snakemake, checks and gates.

    python tests/chain.py FOLDER CHECKOUT PLACES CONFIG [SEED]

builds FOLDER/results/export and FOLDER/results/public from the config (JSON: `corpus`, `shards`); with a seed the
folders of batches and shards are named in another order in every command.
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sijill import configcheck, flags, plan, provenance
from sijill.__main__ import main

Order = Callable[[list[str]], list[str]]


def steps(config: dict[str, Any], checkout: Path, places: Path, order: Order) -> Iterator[list[str]]:
    """The words of every step's command line, in an order in which they can be run; paths are below the folder."""
    full = configcheck.complete(config, configcheck.load_schema(checkout / "workflow/schemas/config.schema.yaml"))
    specs = configcheck.specs(full)
    paths = [entry["path"] for entry in full["corpus"]]
    files = [listing.files for listing in configcheck.listings(paths, specs)]
    batches = plan.batches([spec.name for spec in specs], files, plan.Limits(**full["shards"]))
    book, gazetteer = [f"--codebook={checkout / 'resources/codebook'}"], [f"--places={places}"]

    def done(stage: str) -> list[str]:
        if stage == "ingest":
            return order([f"results/ingest/{batch.name}" for batch in batches])
        return order([f"results/{stage}/{shard}" for batch in batches for shard in batch.shards])

    def step(verb: str, *words: str, out: str = "") -> list[str]:
        own = flags.write(verb, full[verb]) if verb in full else []
        return [verb, *words, *own, f"--out=results/{out or verb}"]

    by_name = {batch.name: batch for batch in batches}
    for name in order(list(by_name)):
        one = by_name[name]
        spec, given = specs[one.entry], [f"--path={paths[one.entry]}", f"--bucket={one.bucket}/{one.of}"]
        given += [f"--corpus={spec.name}", f"--format={spec.format}"]
        given += [f"--outlet={spec.outlet}"] if spec.outlet else []
        given += [f"--field={field}={column}" for field, column in spec.fields.items()]
        yield step("ingest", *given, out=f"ingest/{name}")
    yield step("furniture", "--reports", *done("ingest"))
    for shard, origin in ((shard, batch.name) for batch in batches for shard in batch.shards):
        part = shard.rpartition("-p")[2].replace("of", "/")
        read = [f"--reports=results/ingest/{origin}/reports.parquet", f"--part={part}", *book]
        yield step("normalize", *read, "--furniture=results/furniture/furniture.parquet", out=f"normalize/{shard}")
        yield step("extract", f"--normalized=results/normalize/{shard}", *gazetteer, *book, out=f"extract/{shard}")
    yield step("deduplicate", "--tables", *done("normalize"), *done("extract"), *gazetteer, *book)
    yield step("validate", "--tables=results/deduplicate", *gazetteer, *book)
    yield ["review", "--tables=results/validate", *gazetteer, *book, "--corrections=none", "--out=results/review"]
    rejected = [*done("ingest"), *done("normalize"), *done("extract"), "results/deduplicate", "results/validate"]
    inputs = ["--rejected", *rejected, "--inputs", *done("ingest")]
    named = [{**entry, "name": spec.name} for entry, spec in zip(full["corpus"], specs, strict=True)]
    shown = {name: part for name, part in (full | {"corpus": named}).items() if name not in provenance.NOT_IN_RESULTS}
    made = [f"--config={json.dumps(shown, sort_keys=True)}", f"--notice={checkout / 'NOTICE'}"]
    yield step("export", "--tables=results/review", *inputs, *gazetteer, *book, *made, out="candidate")
    for edition in ("export", "public"):
        yield ["database", f"--edition=results/candidate/{edition}", f"--out=results/candidate/{edition}.duckdb"]
    yield ["publish", "--candidate=results/candidate", "--out=results"]


def build(folder: Path, checkout: Path, places: Path, config: dict[str, Any], seed: int | None = None) -> None:
    """Build both editions in the folder. Raises AssertionError when a step fails."""
    chance = random.Random(seed)
    order: Order = sorted if seed is None else lambda names: chance.sample(sorted(names), len(names))
    before = Path.cwd()
    os.chdir(folder)
    try:
        for words in steps(config, checkout, places, order):
            assert main(words) == 0, words
    finally:
        os.chdir(before)


if __name__ == "__main__":
    where, code, gazetteer, described, *seeds = sys.argv[1:]
    build(Path(where), Path(code), Path(gazetteer).absolute(), json.loads(described), *map(int, seeds))
