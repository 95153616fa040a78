"""Raw reports from an S3 store and the dataset to it, through Snakemake's storage plugin (docs/clusters.md).

The chain itself works on files of a disk: it cuts the work by names and sizes before anything runs, and its steps share
folders. So what lies on S3 is fetched first and delivered last, each object by a rule of its own: only what is new or
newer is moved, and what failed is tried again.
"""

import sys
from pathlib import Path


def demanded(name):
    """A setting of this workflow; one sentence when it is missing."""
    if not config.get(name):
        sys.exit(f"error: say --config {name}=… (docs/clusters.md).")
    return str(config[name]).rstrip("/")


def objects():
    """The names of the raw reports below `from`; hidden ones are passed over, as on a disk."""
    bucket, _, prefix = demanded("from").removeprefix("s3://").partition("/")
    base = f"{prefix}/" if prefix else ""
    # the plugin's own client, which knows endpoint and keys; its listing finds nothing (0.3.6)
    client = storage.s3(demanded("from") + "/x").flags["storage_object"].provider.s3c
    keys = (found.key for found in client.Bucket(bucket).objects.filter(Prefix=base))
    names = (key.removeprefix(base) for key in keys)
    return sorted(
        name for name in names if not name.endswith("/") and not f"/{name}".count("/.")
    )


def published():
    """The files of the editions and of the site."""
    base = Path(demanded("results"))
    folders = ("export", "public", "report", "quality")
    files = (path for name in folders for path in (base / name).rglob("*"))
    return sorted(path.relative_to(base).as_posix() for path in files if path.is_file())


storage:
    provider="s3",


localrules:
    fetch,
    deliver,


if config.get("from"):

    rule fetch:
        input:
            expand("{into}/{name}", into=demanded("into"), name=objects()),

    rule fetch_object:
        input:
            storage.s3(demanded("from") + "/{name}"),
        output:
            demanded("into") + "/{name}",
        message:
            "Fetching {wildcards.name}"
        shell:
            "cp {input:q} {output:q}"


if config.get("to"):

    rule deliver:
        input:
            [storage.s3(f"{demanded('to')}/{name}") for name in published()],

    rule deliver_object:
        input:
            demanded("results") + "/{name}",
        output:
            storage.s3(demanded("to") + "/{name}"),
        message:
            "Delivering {wildcards.name}"
        shell:
            "cp {input:q} {output:q}"
