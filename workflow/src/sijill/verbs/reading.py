"""From records to mentions: the verbs that read reports."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from sijill import flags, io
from sijill.errors import UserError
from sijill.inputs import list_files
from sijill.plan import CorpusSpec, in_bucket
from sijill.verbs.files import finish, say

if TYPE_CHECKING:
    from sijill.text.camel import Tagger


def gazetteer(arguments: Namespace) -> None:
    from sijill import gazetteer as stage

    sources = stage.load_sources(arguments.codebook)
    places = stage.build(sources.cities, sources.countries, sources.supplement, sources.divisions)
    if (arguments.codebook / "aliases.csv").exists():  # names that reviewers have added
        places = stage.with_aliases(places, stage.read_csv(arguments.codebook / "aliases.csv"))
    io.write_tables({"places": places}, arguments.out)
    say("gazetteer", {"places": places})


def ingest(arguments: Namespace) -> None:
    from sijill import ingest as stage
    from sijill.inventory import inventory

    spec = CorpusSpec(arguments.corpus, arguments.outlet, arguments.format, dict(arguments.field), arguments.time_zone)
    bucket, of = arguments.bucket
    files = in_bucket(list_files(arguments.path, arguments.format).files, bucket, of)
    pairs = ((Path(file.path), file.relative) for file in files)
    with (
        io.StreamWriter("reports", arguments.out / "reports.parquet") as reports,
        io.StreamWriter("rejected", arguments.out / "rejected.parquet") as rejected,
    ):
        for kept, left in stage.run(pairs, spec, flags.read("ingest", arguments)):
            reports.write(kept)
            rejected.write(left)
        io.write(inventory(files, spec), arguments.out / "inputs.parquet")
    print(f"ingest: {len(files)} files, {reports.rows} reports, {rejected.rows} rejected")


def furniture(arguments: Namespace) -> None:
    from sijill import furniture as stage

    paths = sorted(folder / "reports.parquet" for folder in arguments.reports)
    lines = stage.learn(lambda: io.stream(paths, stage.COLUMNS), flags.read("furniture", arguments))
    io.write(lines, arguments.out / "furniture.parquet")
    say("furniture", {"repeated lines": lines})


def normalize(arguments: Namespace) -> None:
    from sijill import furnishings
    from sijill import normalize as stage

    part, of = arguments.part
    given = {"reports": io.read_part("reports", arguments.reports, part, of)}
    given["furniture"] = io.read_file(arguments.furniture)
    words = furnishings.load(arguments.codebook)
    finish("normalize", stage.run(given, flags.read("normalize", arguments), words), arguments.out)


def extract(arguments: Namespace) -> None:
    from sijill import codebook
    from sijill import extract as stage

    given = {name: io.read(name, [arguments.normalized / f"{name}.parquet"]) for name in ("reports", "sentences")}
    given["places"] = io.read("places", [arguments.places])
    options = flags.read("extract", arguments)
    result = stage.run(given, codebook.load(arguments.codebook), options, tagger_for(options.ner))
    finish("extract", result, arguments.out)


def tagger_for(ner: str) -> Tagger | None:
    """The recognizer that `extract.ner` names; none for `lexicon`. Raises UserError when it cannot run here."""
    if ner == "lexicon":
        return None
    if ner != "camel":
        raise UserError(f"extract: there is no recognizer {ner!r}: `--ner` is lexicon or camel.")
    from sijill.text import camel

    if lacks := camel.missing(camel.own_folder()):
        raise UserError(f"extract: `--ner=camel` lacks {lacks}, or use `--ner=lexicon`.")
    return camel.load_tagger()
