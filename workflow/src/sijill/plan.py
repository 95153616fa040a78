"""How a corpus is cut into batches (one ingest job each) and shards (one normalize and one extract job each).

Pure: it sees names and sizes, never a file. The cut depends only on the paths below a corpus entry's root and on
the sizes, so adding a file touches its own batch alone; no result depends on it (the global stages sort by key).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

FORMATS: dict[str, tuple[str, ...]] = {
    "text": (".txt",),
    "html": (".html", ".htm"),
    "json": (".json",),
    "jsonl": (".jsonl", ".ndjson"),
    "csv": (".csv", ".tsv"),
    "parquet": (".parquet",),
    "warc": (".warc",),
}
"""The suffixes of each format; each may be followed by one of PACKED."""
PACKED = (".gz", ".zst")
SIDECAR = ".meta.yaml"
"""What is known of a text or a page beside it: `<file>.meta.yaml`."""
FIELDS = ("id", "title", "text", "published_at", "url", "outlet")
UNPACKED_RATIO = 6
"""Bytes per byte of gzip or Zstandard: Arabic news in JSONL measured between 5 and 7."""
MARKUP_RATIO = 8
"""Bytes of a page per byte of its article: news sites are between 5 and 30."""

STAGE_TABLES: dict[str, tuple[str, ...]] = {
    "ingest": ("reports", "rejected"),
    "normalize": ("reports", "sentences", "rejected"),
    "extract": ("spans", "event_mentions", "participants", "quantities", "attributions", "rejected"),
    "deduplicate": (
        "reports", "report_pairs", "sentences", "spans", "event_mentions", "participants", "quantities", "attributions",
        "events", "event_slots", "event_links", "rejected",
    ),
}  # fmt: skip
STAGE_TABLES["validate"] = STAGE_TABLES["deduplicate"]
STAGE_TABLES["review"] = (*STAGE_TABLES["deduplicate"], "corrections")
"""The files each stage writes for the next one (export writes the dataset itself)."""


@dataclass(frozen=True)
class CorpusSpec:
    """How the records of one corpus entry are read.

    `fields` maps the names of FIELDS to the names used in the records; an unmapped field has its own name there.
    `time_zone` (IANA name): where the outlet tells its times, for publication times that carry an offset.
    """

    name: str
    outlet: str | None = None
    format: str = "auto"
    fields: Mapping[str, str] = field(default_factory=dict)
    time_zone: str | None = None


@dataclass(frozen=True)
class InputFile:
    """One input file: where it is, its path below the corpus root (POSIX), its size in bytes, its sidecar's path."""

    path: str
    relative: str
    size: int
    sidecar: str | None = None

    @property
    def paths(self) -> tuple[str, ...]:
        """All that is read for it."""
        return (self.path, self.sidecar) if self.sidecar else (self.path,)


@dataclass(frozen=True)
class Limits:
    """The config section `shards`."""

    batch_bytes: int = 16_777_216
    shard_bytes: int = 16_777_216
    max_files: int = 2_000


@dataclass(frozen=True)
class Batch:
    """The files of one ingest job: bucket `bucket` of `of` of corpus entry number `entry`, cut into `parts` shards."""

    name: str
    entry: int
    bucket: int
    of: int
    parts: int
    files: tuple[InputFile, ...]

    @property
    def shards(self) -> tuple[str, ...]:
        return tuple(f"{self.name}-p{part}of{self.parts}" for part in range(self.parts))

    @property
    def shards_brace(self) -> str:
        """All shard names as one bash brace expression, so that a command line stays short however many there are."""
        part = "0" if self.parts == 1 else f"{{0..{self.parts - 1}}}"
        return f"{self.name}-p{part}of{self.parts}"


def format_of(name: str) -> str | None:
    """The format a file name stands for, or None."""
    lower = unpacked(name).lower()
    return next((fmt for fmt, suffixes in FORMATS.items() if lower.endswith(suffixes)), None)


def unpacked(name: str) -> str:
    """The file name without the suffix of its compression."""
    return name[: name.rindex(".")] if name.lower().endswith(PACKED) else name


def stem(name: str) -> str:
    """The file name without the suffixes of its compression and its format: `a.b.txt.gz` is `a.b`."""
    plain = unpacked(name)
    return plain.rpartition(".")[0] or plain


def sidecars(name: str) -> tuple[str, ...]:
    """The names under which a file's metadata may stand beside it, the surest first."""
    return tuple(dict.fromkeys(base + SIDECAR for base in (name, unpacked(name), stem(name))))


def read_bytes(file: InputFile) -> int:
    """Estimated size of the file when unpacked: what ingest has to read."""
    return file.size * (UNPACKED_RATIO if file.relative.lower().endswith(PACKED) else 1)


def text_bytes(file: InputFile) -> int:
    """Estimated size of the file's texts, in bytes: what the stages after ingest have to read."""
    kind = format_of(file.relative)
    if kind in ("html", "warc"):
        return read_bytes(file) // MARKUP_RATIO
    return file.size * UNPACKED_RATIO if kind == "parquet" else read_bytes(file)


def bucket_of(relative: str, of: int) -> int:
    """The bucket a file belongs to: a digest of its path below the corpus root, modulo the number of buckets."""
    return int.from_bytes(hashlib.sha256(relative.encode()).digest()[:8], "big") % of


def bucket_count(files: Sequence[InputFile], limits: Limits) -> int:
    """The smallest power of two that keeps the average bucket within the limits; one file is one bucket."""
    size, of = sum(map(read_bytes, files)), 1
    while of < len(files) and (len(files) > of * limits.max_files or size > of * limits.batch_bytes):
        of *= 2
    return of


def in_bucket(files: Iterable[InputFile], bucket: int, of: int) -> list[InputFile]:
    """The files of one bucket, in their order."""
    return [file for file in files if bucket_of(file.relative, of) == bucket]


def slugs(names: Sequence[str]) -> list[str]:
    """Safe folder names for the corpus names: letters and digits of any script; a number is added where two clash."""
    taken: set[str] = set()
    result = []
    for name in names:
        slug = stem = re.sub(r"[\W_]+", "-", name.split(".")[0] or name).strip("-").lower()[:40] or "corpus"
        number = 2
        while slug in taken:
            slug, number = f"{stem}-{number}", number + 1
        taken.add(slug)
        result.append(slug)
    return result


def batches(names: Sequence[str], files: Sequence[Sequence[InputFile]], limits: Limits) -> list[Batch]:
    """All batches of all corpus entries, in order; empty buckets are left out."""
    result = []
    for entry, (slug, listed) in enumerate(zip(slugs(names), files, strict=True)):
        of = bucket_count(listed, limits)
        for bucket in range(of):
            chosen = tuple(in_bucket(listed, bucket, of))
            if chosen:
                parts = max(1, -(-sum(map(text_bytes, chosen)) // limits.shard_bytes))
                result.append(Batch(f"{slug}-{bucket}of{of}", entry, bucket, of, parts, chosen))
    return result
