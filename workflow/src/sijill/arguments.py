"""The words of the command line: every verb with its flags. Says what may be asked; `verbs` does the work."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

from sijill import flags
from sijill.plan import FIELDS, FORMATS, STAGE_TABLES

ABOUT = "Arabic news reports about armed conflict, read into an event dataset. Snakemake runs these steps."


def parser() -> argparse.ArgumentParser:
    """The parser of all verbs."""
    top = argparse.ArgumentParser("sijill", description=ABOUT)
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB")

    def verb(name: str, help: str, example: str) -> argparse.ArgumentParser:
        return verbs.add_parser(
            name,
            help=help,
            description=help,
            epilog=f"example:\n  python -m sijill {name} {example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )

    _sources(verb)
    _shards(verb)
    _globals(verb)
    _quality(verb)
    _evaluation(verb)
    _documents(verb)
    return top


Verb = Callable[[str, str, str], argparse.ArgumentParser]


def _sources(verb: Verb) -> None:
    p = verb(
        "gazetteer",
        "Build the table of places from GeoNames and the curated supplement.",
        "--codebook resources/codebook --out results/gazetteer",
    )
    _codebook(p)
    _out(p, "Folder for places.parquet.")

    p = verb(
        "codebook",
        "Copy the codebook with the names that reviewers have added.",
        "--codebook resources/codebook --corrections resources/corrections --out results/codebook",
    )
    _codebook(p)
    flags.add(p, "review")
    _out(p, "Folder for the copy.")

    p = verb(
        "ingest",
        "Read the records of input files into reports; what cannot be read is rejected with a reason.",
        "--path resources/sample/texts --corpus texts --bucket 0/1 --out results/ingest/texts-0of1",
    )
    p.add_argument("--path", required=True, help="A file, a folder or a glob.")
    p.add_argument("--corpus", required=True, help="Name of the corpus entry, for the column `corpus`.")
    p.add_argument(
        "--bucket", type=flags.fraction, default=(0, 1), metavar="K/N", help="Bucket to read. Default: 0/1, all."
    )
    p.add_argument("--outlet", help="Outlet of reports that name none.")
    p.add_argument("--time-zone", metavar="ZONE", help="IANA time zone in which the outlet tells its times.")
    p.add_argument("--format", choices=("auto", *FORMATS), default="auto", help="Default: by suffix, and by content.")
    p.add_argument(
        "--field",
        type=flags.mapping,
        action="append",
        default=[],
        metavar="NAME=FIELD",
        help=f"The records' own name of a field ({', '.join(FIELDS)}); may be given several times.",
    )
    flags.add(p, "ingest")
    _out(p, "Folder for reports.parquet, rejected.parquet and inputs.parquet.")


def _shards(verb: Verb) -> None:
    p = verb(
        "furniture",
        "Learn the lines that an outlet repeats from report to report.",
        "--reports results/ingest/* --out results/furniture",
    )
    p.add_argument("--reports", type=Path, nargs="+", required=True, help="Folders that ingest wrote.")
    flags.add(p, "furniture")
    _out(p, "Folder for furniture.parquet.")

    p = verb(
        "normalize",
        "Take page furniture off the texts and find dateline, headline and sentences.",
        "--reports results/ingest/texts-0of1/reports.parquet --part 0/1 "
        "--furniture results/furniture/furniture.parquet --codebook resources/codebook "
        "--out results/normalize/texts-0of1-p0of1",
    )
    p.add_argument("--reports", type=Path, required=True, help="Reports of a batch, as ingest wrote them.")
    p.add_argument(
        "--part", type=flags.fraction, default=(0, 1), metavar="K/N", help="Part to take. Default: 0/1, all."
    )
    p.add_argument("--furniture", type=Path, required=True, help="furniture.parquet: the lines that outlets repeat.")
    _codebook(p)
    flags.add(p, "normalize")
    _out(p, "Folder for reports, sentences and rejected.")

    p = verb(
        "extract",
        "Read actors, places, times, numbers, sources and event mentions.",
        "--normalized results/normalize/texts-0of1-p0of1 --places results/gazetteer/places.parquet "
        "--codebook resources/codebook --out results/extract/texts-0of1-p0of1",
    )
    p.add_argument("--normalized", type=Path, required=True, help="Folder that normalize wrote.")
    _places(p)
    _codebook(p)
    flags.add(p, "extract")
    _out(p, "Folder for spans, event_mentions, participants, quantities, attributions and rejected.")


def _globals(verb: Verb) -> None:
    p = verb(
        "deduplicate",
        "Find reports that repeat each other and merge the mentions of one event; contradictions become links.",
        "--tables results/normalize/* results/extract/* --places results/gazetteer/places.parquet "
        "--codebook resources/codebook --out results/deduplicate",
    )
    _tables(p, "Folders that normalize and extract wrote.")
    _places(p)
    _codebook(p)
    flags.add(p, "deduplicate")
    _out(p, "Folder for the tables.")

    p = verb(
        "validate",
        "Keep the events and mentions that obey the codebook; reject the others with a reason.",
        "--tables results/deduplicate --places results/gazetteer/places.parquet "
        "--codebook resources/codebook --out results/validate",
    )
    _tables(p, "Folder that deduplicate wrote.")
    _places(p)
    _codebook(p)
    flags.add(p, "validate")
    _out(p, "Folder for the tables.")

    p = verb(
        "review",
        "Apply the reviewers' corrections and say what became of each.",
        "--tables results/validate --places results/gazetteer/places.parquet --codebook resources/codebook "
        "--corrections resources/corrections --out results/review",
    )
    _tables(p, "Folder that validate wrote.")
    _places(p)
    _codebook(p)
    flags.add(p, "review")
    _out(p, "Folder for the tables and agreement.json.")

    p = verb(
        "export",
        "Build both editions of the dataset, as candidates.",
        "--tables results/review "
        "--rejected results/ingest/* results/normalize/* results/extract/* results/deduplicate results/validate "
        "--inputs results/ingest/* --places results/gazetteer/places.parquet --codebook resources/codebook "
        "--config '{}' --out results/candidate",
    )
    _tables(p, "Folder that review wrote.")
    p.add_argument("--rejected", type=Path, nargs="+", required=True, help="Earlier stages' folders.")
    p.add_argument("--inputs", type=Path, nargs="+", required=True, help="Folders that ingest wrote.")
    _places(p)
    _codebook(p)
    p.add_argument("--config", type=json.loads, default={}, metavar="JSON", help="The config, for dataset.json.")
    p.add_argument("--notice", type=Path, help="NOTICE of the sources, to go with the dataset.")
    flags.add(p, "export")
    _out(p, "Folder for export/ and public/.")

    p = verb(
        "database",
        "Make the DuckDB database of an edition from the edition's own files.",
        "--edition results/candidate/public --out results/candidate/public.duckdb",
    )
    p.add_argument("--edition", type=Path, required=True, help="Folder of the edition.")
    _out(p, "The database.")

    p = verb(
        "publish",
        "Put the candidate editions in the place of the dataset.",
        "--candidate results/candidate --out results",
    )
    p.add_argument("--candidate", type=Path, required=True, help="Folder that export wrote.")
    _out(p, "Folder for export/ and public/.")


def _quality(verb: Verb) -> None:
    p = verb(
        "check",
        "Measure a stage's tables against its expectations. Writes evidence; never fails on bad data.",
        "--stage validate --suite workflow/expectations/validate.yaml --tables results/validate "
        "--upstream results/deduplicate --out results/quality/validate",
    )
    p.add_argument(
        "--stage", required=True, choices=(*STAGE_TABLES, "export"), help="The stage whose tables are measured."
    )
    p.add_argument("--suite", type=Path, required=True, help="Expectations (YAML).")
    _tables(p, "Folders of the stage's own tables.")
    p.add_argument("--upstream", type=Path, nargs="*", default=[], help="Folders of the stages before.")
    p.add_argument("--public", type=Path, help="Folder of the shareable edition (export only).")
    p.add_argument("--last", type=Path, help="Folder of the last dataset that passed, to be compared with.")
    p.add_argument("--options", type=json.loads, default={}, metavar="JSON", help="The stage's options.")
    p.add_argument("--settings", type=json.loads, default={}, metavar="JSON", help="The config's section `quality`.")
    _out(p, "Folder for verdict.json and rows.csv.")

    p = verb(
        "gate",
        "Judge a verdict: open, or closed with one sentence that says why.",
        "--verdict results/quality/validate/verdict.json --out results/quality/validate/gate.json",
    )
    p.add_argument("--verdict", type=Path, required=True, help="verdict.json as check wrote it.")
    _out(p, "File that says the gate is open.")


def _evaluation(verb: Verb) -> None:
    p = verb(
        "rehearse",
        "Run the texts of a gold through the whole chain, apart from the dataset.",
        "--gold resources/gold --places results/gazetteer/places.parquet --codebook resources/codebook "
        "--out results/evaluate/own",
    )
    p.add_argument("--gold", type=Path, required=True, help="Labelled reports: a file, or a folder of them.")
    _places(p)
    _codebook(p)
    p.add_argument(
        "--options", type=json.loads, default={}, metavar="JSON", help="The config's sections of the stages."
    )
    _out(p, "Folder for the texts and a folder of tables for each stage.")

    p = verb(
        "evaluate",
        "Score a dataset against labelled reports, and list what was missed and what was wrong.",
        "--tables results/evaluate/own/validate --places results/gazetteer/places.parquet "
        "--codebook resources/codebook --out results/evaluate",
    )
    _tables(p, "The working edition, or the folder that validate wrote.")
    _places(p)
    _codebook(p)
    flags.add(p, "evaluate")
    _out(p, "Folder for score.json and index.html.")


def _documents(verb: Verb) -> None:
    p = verb(
        "report",
        "Write the review site: the dataset, its gates, every event with its evidence, and what to look at first.",
        "--export results/export --quality results/quality --review results/review --out results/report/index.html",
    )
    p.add_argument("--export", type=Path, required=True, help="The working edition.")
    p.add_argument("--quality", type=Path, required=True, help="Folder of the verdicts.")
    p.add_argument("--review", type=Path, help="Folder that review wrote, for the agreement of reviewers.")
    _out(p, "The page; its files go beside it.")

    p = verb(
        "golden",
        "Turn applied corrections into golden cases: each corrected sentence with the events that are left in it.",
        "--validated results/validate --reviewed results/review --export results/export --out corrected.yaml",
    )
    p.add_argument("--validated", type=Path, required=True, help="Folder that validate wrote.")
    p.add_argument("--reviewed", type=Path, required=True, help="Folder that review wrote.")
    p.add_argument("--export", type=Path, required=True, help="The working edition, for the actors' names.")
    _out(p, "File of cases (YAML).")

    p = verb("summary", "Print what a run built, what it rejected and which files to open.", "--results results")
    p.add_argument("--results", type=Path, default=Path("results"), help="Results folder. Default: results.")

    p = verb("docs", "Write the reference pages of the tables and the codebook.", "--out workflow/docs")
    p.add_argument("--codebook", type=Path, default=Path("resources/codebook"), help="Folder of the codebook files.")
    _out(p, "Folder for tables.md and codebook.md.")


def _tables(p: argparse.ArgumentParser, help: str) -> None:
    p.add_argument("--tables", type=Path, nargs="+", required=True, help=help)


def _places(p: argparse.ArgumentParser) -> None:
    p.add_argument("--places", type=Path, required=True, help="places.parquet of the gazetteer.")


def _codebook(p: argparse.ArgumentParser) -> None:
    p.add_argument("--codebook", type=Path, required=True, help="Folder of the codebook files.")


def _out(p: argparse.ArgumentParser, help: str) -> None:
    p.add_argument("--out", type=Path, required=True, help=help)
