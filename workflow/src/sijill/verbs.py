"""What each verb does between files and the pure stages. Stages are imported inside: imports are the price of a job."""

from __future__ import annotations

import shutil
import tempfile
from argparse import Namespace
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import yaml

from sijill import flags, io, tables
from sijill.errors import UserError
from sijill.files import read_json
from sijill.inputs import list_files
from sijill.plan import STAGE_TABLES, CorpusSpec, in_bucket
from sijill.tables import STAGES

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


def copy_table(name: str, paths: Iterable[Path], out: Path) -> None:
    """A table that a stage hands on unchanged: its one file, byte for byte."""
    (source,) = paths
    with io.replacing(out / f"{name}.parquet") as temporary:
        shutil.copyfile(source, temporary)


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


def check(arguments: Namespace) -> None:
    from sijill import quality
    from sijill.quality.suite import SuiteError

    suite = yaml.safe_load(arguments.suite.read_text(encoding="utf-8"))
    own = as_they_are(arguments.tables, unjudged(suite))
    if arguments.public:
        own |= {f"public_{name}": table for name, table in as_they_are([arguments.public]).items()}
    inputs = {"inputs": own.pop("inputs")} if "inputs" in own else {}
    # of what the stage has a table of its own of, the stage before is asked only whether it is all there
    more = ("text_raw",) if "text_raw_unchanged" in str(suite) else ()
    upstream = inputs | as_they_are(arguments.upstream, dict.fromkeys(own, (*COUNTED, *more)))
    try:
        verdict, rows = quality.check(
            arguments.stage, own, upstream, suite, arguments.options, arguments.settings, last_dataset(arguments.last)
        )
    except SuiteError as error:
        raise UserError(f"{arguments.suite}: {error}") from error
    from sijill.quality.judge import page  # after the check, which has imported its library

    io.write_json(verdict, arguments.out / "verdict.json")
    io.write_bytes(page(verdict).encode(), arguments.out / "gx.html")
    write_csv(rows, arguments.out / "rows.csv")
    print(f"check {arguments.stage}: {rows.num_rows} offending rows shown in {arguments.out / 'rows.csv'}")


def last_dataset(folder: Path | None) -> dict[str, pa.Table]:
    """What drift is measured against: reports and events of the last dataset that passed; nothing where none did."""
    columns = {"reports": ["outlet"], "events": ["event_type", "realis", "country", "date_start"]}
    return {
        name: io.read_file(path, chosen)
        for name, chosen in columns.items()
        if folder is not None and (path := folder / f"{name}.parquet").exists()
    }


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


def report(arguments: Namespace) -> None:
    from sijill import __version__
    from sijill import report as stage

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
    for name, content in stage.files(gather([arguments.export]), verdicts, rows, notes):
        io.write_bytes(content, folder / name)
        total += len(content)
    print(f"report: {arguments.out}, {total:,} bytes")


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file as `write_csv` writes it; none where there is no file."""
    import csv

    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def rehearse(arguments: Namespace) -> None:
    from sijill import goldfiles, rehearsal

    texts = rehearsal.write_texts(goldfiles.load(arguments.gold), arguments.out)
    for words in rehearsal.steps(texts, arguments.places, arguments.codebook, arguments.options, arguments.out):
        rehearsal.perform(words)


def evaluate(arguments: Namespace) -> None:
    from sijill import codebook, goldfiles
    from sijill import evaluate as stage
    from sijill.export import actor_table

    given = gather(arguments.tables)
    given.setdefault("places", io.read("places", [arguments.places]))
    given.setdefault("actors", actor_table(codebook.load(arguments.codebook).actors))
    options = flags.read("evaluate", arguments)
    found = stage.run(given, goldfiles.load(Path(options.gold)), options)
    io.write_json(found, arguments.out / "score.json")
    io.write_bytes(stage.render(found).encode(), arguments.out / "index.html")
    print("\n".join(stage.lines(found)))


def gather(folders: Iterable[Path], without: tuple[str, ...] = ()) -> dict[str, pa.Table]:
    """The dataset's tables in the folders by file name, parts of one table joined, sorted, each as its schema says."""
    found = parquet_files(folders)
    return {
        name: io.read(name, paths) for name, paths in found.items() if name in tables.TABLES and name not in without
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


def as_they_are(folders: Iterable[Path], thin: Mapping[str, Sequence[str]] | None = None) -> dict[str, pa.Table]:
    """All tables in the folders, parts joined, whatever is wrong with them: it is for `check` to say so.

    Of the tables in `thin` only those columns are read; the others are null, of the type they have.
    """
    wanted = thin or {}
    return {
        name: pa.concat_tables(
            [io.read_thin(path, wanted[name]) if name in wanted else io.read_file(path) for path in paths],
            promote_options="permissive",
        )
        for name, paths in parquet_files(folders).items()
    }


def parquet_files(folders: Iterable[Path]) -> dict[str, list[Path]]:
    """The files of each table, by table name. Raises UserError for a folder that holds none."""
    paths: dict[str, list[Path]] = {}
    for folder in folders:
        found = sorted(folder.glob("*.parquet"))
        if not found:
            raise UserError(f"{folder} holds no table: run the stage that writes it first.")
        for path in found:
            paths.setdefault(path.stem, []).extend(in_parts(path))
    return dict(sorted(paths.items()))


def in_parts(path: Path) -> list[Path]:
    """The files of a table: itself, or those of its folder where it is kept in parts."""
    return sorted(path.rglob("*.parquet")) if path.is_dir() else [path]


def row_counts(folder: Path) -> dict[str, int]:
    """The rows of every table of an edition, by its files' footers."""
    found = {path.stem: in_parts(path) for path in sorted(folder.glob("*.parquet"))}
    return {name: sum(io.row_count(part) for part in parts) for name, parts in found.items()}


def finish(stage: str, result: Mapping[str, pa.Table], out: Path) -> None:
    """Write what a stage gives: exactly the tables it owes."""
    demand(stage, result)
    io.write_tables(dict(result), out)
    say(stage, result)


def demand(stage: str, given: Iterable[str]) -> None:
    """Raises KeyError when a stage does not give exactly the tables it owes."""
    if set(given) != set(STAGE_TABLES[stage]):
        raise KeyError(f"{stage} gave {sorted(given)}, owes {sorted(STAGE_TABLES[stage])}")


def say(stage: str, result: Mapping[str, pa.Table]) -> None:
    print(f"{stage}: " + ", ".join(f"{table.num_rows} {name}" for name, table in result.items()))


def write_csv(table: pa.Table, path: Path) -> None:
    """A table as CSV for people: UTF-8 with a byte order mark, so that spreadsheets read the Arabic; no formulas."""
    import csv
    from io import StringIO

    from sijill.export.spreadsheet import formula_safe

    buffer = StringIO()
    writer = csv.writer(buffer)  # ends lines with \r\n, so that either in a cell is quoted
    writer.writerow(table.column_names)
    for row in formula_safe(table).to_pylist():
        writer.writerow("" if value is None else value for value in row.values())
    io.write_bytes(b"\xef\xbb\xbf" + buffer.getvalue().encode(), path)
