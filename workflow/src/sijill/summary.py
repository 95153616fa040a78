"""The few lines printed when a run ends: what was built, what was rejected, which files to open."""

from __future__ import annotations

import re
import shutil
from argparse import Namespace
from collections import Counter
from pathlib import Path

from sijill import io
from sijill.errors import UserError
from sijill.tables import STAGES

KILLED = (
    "{verb} was killed from outside, most likely for want of memory: run snakemake again with fewer `--cores` or on a "
    "machine with more memory; what is finished is kept."
)
FULL = 1 << 16
"""Bytes left on a disk that count as none."""
OF_RECORDS = ("ingest", "normalize", "deduplicate")
"""Stages that reject whole records; the others reject what was read in one."""


def run(arguments: Namespace) -> None:
    """Print the summary of a results folder. Raises UserError when no dataset is there."""
    if not (arguments.results / "export").is_dir():
        raise UserError(f"{arguments.results / 'export'} does not exist: no dataset was built there yet.")
    print("\n".join(lines(arguments.results)))


def lines(results: Path) -> list[str]:
    """What the dataset in place holds, from the files' footers and a few columns."""
    export = results / "export"
    reports = io.read_file(export / "reports.parquet", ["duplicate_of"])["duplicate_of"]
    lost = io.read_file(export / "rejected.parquet", ["stage", "reason", "mention_id"]).to_pylist()
    whole = [row["stage"] in OF_RECORDS and row["mention_id"] is None for row in lost]
    names = [f"{row['stage']}: {row['reason']}" for row in lost]
    records = Counter(name for name, of_record in zip(names, whole, strict=True) if of_record)
    readings = Counter(name for name, of_record in zip(names, whole, strict=True) if not of_record)
    return [
        "",
        f"  Reports   {len(reports) + records.total():,} read: "
        f"{len(reports):,} kept ({_repeats(reports)} repeat another), "
        f"{records.total():,} rejected{_reasons(records)}",
        f"  Events    {_rows(export, 'events'):,} from {_rows(export, 'event_mentions'):,} mentions; "
        f"{readings.total():,} readings rejected{_reasons(readings)}",
        f"  Gates     {_gates(results)}",
        f"  Open      {results / 'report' / 'index.html'}   the events with their sentences",
        f"            {export}   the dataset (Parquet); {results / 'public'}: the edition to share",
    ]


def failure(results: Path, since: float = 0.0, log: Path | None = None) -> list[str]:
    """Why a run failed: the sentences its steps ended with (logs written after `since`, in seconds of the epoch), and
    which of them were killed, as Snakemake's own log says."""
    logs = [path for path in sorted((results / "logs").rglob("*.log")) if path.stat().st_mtime >= since]
    told = [f"  {line}" for path in logs if (line := _last_line(path)).startswith("error: ")]
    told += [f"  error: {KILLED.format(verb=verb)}" for verb in _killed(log)]
    if results.exists() and shutil.disk_usage(results).free < FULL:  # then the steps cannot tell it themselves
        told.append(f"  error: {results.absolute()} is on a disk that is full: free some space, run snakemake again.")
    if told and (results / "export").is_dir():
        told.append(f"  {results / 'export'} still holds the last dataset that passed.")
    return ["", *told] if told else []


def _killed(log: Path | None) -> list[str]:
    """The steps that were killed, as a log of Snakemake tells their commands and how they ended (128 + signal 9)."""
    text = log.read_text(encoding="utf-8", errors="replace") if log is not None and log.exists() else ""
    lines = [line for line in text.splitlines() if re.search(r"non-zero exit status (?:137|-9)\b", line)]
    verbs = (line.rpartition(" -m sijill ")[2].split(" ")[0] for line in lines)
    return sorted(set(filter(None, verbs)))


def _last_line(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace").rstrip().rpartition("\n")[2]


def _rows(export: Path, table: str) -> int:
    return io.row_count(export / f"{table}.parquet")


def _repeats(duplicate_of: object) -> str:
    return f"{len(duplicate_of) - duplicate_of.null_count:,}"  # type: ignore[attr-defined, arg-type]


def _reasons(counts: Counter[str]) -> str:
    most = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    shown = ", ".join(f"{reason} {count:,}" for reason, count in most[:4])
    return f" ({shown}{', …' if len(most) > 4 else ''})" if most else ""


def _gates(results: Path) -> str:
    closed = [stage for stage in STAGES if not (results / "quality" / stage / "gate.json").exists()]
    return f"closed or not judged: {', '.join(closed)}" if closed else f"all {len(STAGES)} open"
