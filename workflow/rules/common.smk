"""What all rules share: the checked config, the cut into batches and shards, and how a step is called."""

import hashlib
import json
import os
import shlex
import sys
import time
from pathlib import Path

from snakemake.settings.types import DeploymentMethod

STARTED = time.time()
CHECKOUT = Path(workflow.current_basedir.get_path_or_uri(secret_free=True)).parents[1]
SOURCES = CHECKOUT / "workflow" / "src"
SHIPPED = CHECKOUT / "resources" / "codebook"
sys.path.insert(0, str(SOURCES))

from sijill import configcheck, flags, plan, provenance, runlock
from sijill.errors import UserError
from sijill.text import camel
from sijill.review import files as corrections


def demand_folder():
    """One sentence when the working directory is another run's or cannot be written; what a killed run left is cleared."""
    results = Path("results")
    if results.exists() and not os.access(results, os.W_OK):
        sys.exit(
            f"error: {results.absolute()} cannot be written: make it writable, or give `--directory` another folder."
        )
    try:
        if runlock.clear(Path()):
            logger.warning(
                "The last run here was killed before it ended: its unfinished files are removed, the rest goes on."
            )
    except UserError as error:
        sys.exit(f"error: {error}")


def hold_folder():
    try:
        runlock.hold(Path())
    except UserError as error:
        sys.exit(f"error: {error}")


def settled(given):
    """The config with its defaults, the corpus entries, their files and the batches; one sentence when anything is wrong."""
    try:
        schema = configcheck.load_schema(
            CHECKOUT / "workflow/schemas/config.schema.yaml"
        )
        full = configcheck.complete(given, schema)
        configcheck.demand_checks(full["quality"], CHECKOUT / "workflow/expectations")
        configcheck.demand_backends(full, camel.own_folder())
        specs = configcheck.specs(full)
        places = [
            configcheck.locate(entry["path"], CHECKOUT) for entry in full["corpus"]
        ]
        listings = configcheck.listings(places, specs)
    except UserError as error:
        sys.exit(f"error: {error}")
    for path, listing in zip(places, listings):
        if listing.passed_over:
            logger.warning(
                f"{path}: {listing.left_out()} passed over (no known format)"
            )
    limits = plan.Limits(**full["shards"])
    cut = plan.batches(
        [spec.name for spec in specs], [listing.files for listing in listings], limits
    )
    return full, specs, places, {batch.name: batch for batch in cut}


def demand_past(batches):
    """One sentence when a report is dated in the future: what is made of it would always seem older, and be refused."""
    for file in (
        path for batch in batches for file in batch.files for path in file.paths
    ):
        if os.path.getmtime(file) > STARTED + 60:
            sys.exit(
                f"error: {file} is dated in the future: set the clock right, or `touch` the file, and run again."
            )


def corrected(full):
    """The reviewers' files, and whether they bring new names; one sentence when one cannot be used."""
    try:
        files = corrections.listed(full["review"]["corrections"])
        return files, any(row["action"] == "alias" for row in corrections.read(files))
    except UserError as error:
        sys.exit(f"error: {error}")


if workflow.is_main_process and not workflow.output_settings.dryrun:
    demand_folder()
CONFIG, SPECS, PATHS, BATCHES = settled(config)
if workflow.is_main_process and not workflow.output_settings.dryrun:
    demand_past(BATCHES.values())
CORRECTIONS, NEW_NAMES = corrected(CONFIG)
# New names change what is read, so they go into a copy of the codebook; without any, the shipped one is read itself.
CODEBOOK = Path("results/codebook") if NEW_NAMES else SHIPPED
GOLD = configcheck.locate(CONFIG["evaluate"]["gold"], CHECKOUT)
SHARD_BATCH = {shard: batch for batch in BATCHES.values() for shard in batch.shards}
# Deployed by conda the steps run in the environment's own Python, else in the one that runs Snakemake.
PYTHON = (
    "python"
    if DeploymentMethod.CONDA in workflow.deployment_settings.deployment_method
    else sys.executable
)
UPSTREAM = {
    "ingest": (),
    "normalize": ("ingest",),
    "extract": ("normalize",),
    "deduplicate": ("normalize", "extract"),
    "validate": ("deduplicate",),
    "export": ("review",),
}


# Steps of a second: on a cluster they run where Snakemake does, a job of their own would cost more than they do.
localrules:
    gate,
    publish,


wildcard_constraints:
    batch="|".join(map(re.escape, BATCHES)),
    shard="|".join(map(re.escape, SHARD_BATCH)),
    stage="|".join(UPSTREAM),
    edition="export|public",


shell.executable("bash")


def sijill(command):
    """The shell command of a step, complete in itself so that the printed line can be pasted and run."""
    call = f"PYTHONPATH={shlex.quote(str(SOURCES))} {shlex.quote(PYTHON)} -m sijill"
    return f"{call.replace('{', '{{').replace('}', '}}')} {command} > {{log:q}} 2>&1"


def options(stage):
    """The stage's section of the config as flags."""
    return shlex.join(flags.write(stage, CONFIG[stage]))


def files_of(stage, tables=None):
    """The files a stage writes (all its tables, or the named ones), over all batches or shards."""
    tables = tables or plan.STAGE_TABLES[stage]
    if stage == "ingest":
        folders = [f"results/ingest/{batch}" for batch in BATCHES]
    elif stage in ("normalize", "extract"):
        folders = [f"results/{stage}/{shard}" for shard in SHARD_BATCH]
    else:
        folders = [f"results/{stage}"]
    return [f"{folder}/{table}.parquet" for folder in folders for table in tables]


def folders_of(*stages):
    """The folders a stage writes, as words for bash; shards as brace expressions, since there may be thousands."""
    words = []
    for stage in stages:
        if stage == "ingest":
            words += [f"results/ingest/{batch}" for batch in BATCHES]
        elif stage in ("normalize", "extract"):
            words += [
                f"results/{stage}/{batch.shards_brace}" for batch in BATCHES.values()
            ]
        elif stage == "export":
            words.append("results/candidate/export")
        else:
            words.append(f"results/{stage}")
    return " ".join(words)


def codebook_files():
    """Every codebook file: a stage that reads one may read any."""
    own = sorted(CODEBOOK / path.name for path in SHIPPED.glob("*.csv"))
    return [*own, CODEBOOK / "aliases.csv"] if NEW_NAMES else own


def checked_files(stage):
    """What a stage's check reads: its own tables and those of the stages before it."""
    if stage == "export":
        own = ["results/candidate/export", "results/candidate/public"]
    else:
        own = files_of(stage)
    inputs = files_of("ingest", ("inputs",)) if stage == "ingest" else []
    return (
        own + inputs + [path for before in UPSTREAM[stage] for path in files_of(before)]
    )


def upstream_of(stage):
    """The flags that name what a stage's tables were made from."""
    words = f"--upstream {folders_of(*UPSTREAM[stage])}" if UPSTREAM[stage] else ""
    return f"{words} --public results/candidate/public" if stage == "export" else words


def quality_settings(stage):
    """What the config settles about a stage's checks, as JSON: another stage's settings judge nothing anew here."""
    own = {
        name: [one for one in entries if one["check"].startswith(f"{stage}/")]
        for name, entries in CONFIG["quality"].items()
    }
    return json.dumps(own, ensure_ascii=False, sort_keys=True)


def memory(mb):
    """Memory of a job in MB; a job that a scheduler killed comes back with twice as much."""
    return lambda wildcards, attempt: mb * 2 ** (attempt - 1)


def part_of(shard):
    """Which part of its batch a shard is, as K/N."""
    return shard.rpartition("-p")[2].replace("of", "/")


def gate_of(stage):
    """The gate a stage waits for. Its age does not count: a new threshold judges anew, it does not rebuild."""
    return ancient(f"results/quality/{stage}/gate.json")


def digest_of(path):
    """SHA-256 of a file, or nothing as long as there is none. As a parameter it stands for what the file says, however
    often it is written anew."""
    return (
        hashlib.sha256(Path(path).read_bytes()).hexdigest()
        if Path(path).exists()
        else None
    )


def where(batch):
    """The flags that tell ingest which records to read, and how."""
    spec = SPECS[batch.entry]
    words = [
        f"--path={PATHS[batch.entry]}",
        f"--corpus={spec.name}",
        f"--bucket={batch.bucket}/{batch.of}",
    ]
    words += [f"--format={spec.format}"]
    words += [f"--outlet={spec.outlet}"] if spec.outlet else []
    words += [f"--time-zone={spec.time_zone}"] if spec.time_zone else []
    words += [f"--field={name}={column}" for name, column in spec.fields.items()]
    return shlex.join(words)


def shown_config():
    """The config that shapes results, for dataset.json, as JSON."""
    named = zip(CONFIG["corpus"], SPECS)
    shown = CONFIG | {"corpus": [{**entry, "name": spec.name} for entry, spec in named]}
    shaping = {key: shown[key] for key in shown if key not in provenance.NOT_IN_RESULTS}
    return json.dumps(shaping, ensure_ascii=False, sort_keys=True)


def gold_files():
    """The files of the gold; a folder holds one or several."""
    path = Path(GOLD)
    return sorted(path.glob("*.*")) if path.is_dir() else [path]


def scored_tables():
    """What is scored: the gold's own texts as the chain reads them, or the user's dataset."""
    if CONFIG["evaluate"]["own_texts"]:
        return "results/evaluate/own/validate/events.parquet"
    return "results/export/SHA256SUMS"


def tell_result():
    from sijill import summary

    # `make` prints the summary itself, also when there was nothing to do and this is not called
    built = Path("results/export/SHA256SUMS").exists()
    if built and os.environ.get("SIJILL_SUMMARY") != "later":
        print("\n".join(summary.lines(Path("results"))), file=sys.stderr)


def tell_failure(logs):
    from sijill import summary

    last = Path(logs[-1]) if logs else None

    print("\n".join(summary.failure(Path("results"), STARTED, last)), file=sys.stderr)
