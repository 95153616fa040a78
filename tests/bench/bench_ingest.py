"""How many reports a second ingest and normalize read together, from gzip JSON Lines to Parquet, on two cores.

Run: `make bench`, or `PYTHONPATH=workflow/src .venv/bin/python tests/bench/bench_ingest.py [TEXTS.jsonl.gz]`. The two
verbs are run as the workflow runs them (one process a batch or shard, two at a time), on four files made of the corpus;
starting Python is part of the time. Without the corpus the project's own wire sample, repeated, stands in for it.
"""

import gzip
import itertools
import json
import resource
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from texts import CORPUS, ROOT

FILES, CORES, SHARDS = 4, 2, 2
REPORTS = 120_000
"""Reports of a run: enough that starting Python is a small part of it."""


def make_files(source: Path, folder: Path) -> int:
    """Deals the lines of a JSON Lines file out to FILES files, again and again with new ids; returns how many."""
    with gzip.open(source, "rb") if source.suffix == ".gz" else source.open("rb") as stream:
        records = [json.loads(line) for line in stream if line.startswith(b"{") and line.rstrip().endswith(b"}")]
    with ExitStack() as stack:
        writers = [stack.enter_context(gzip.open(folder / f"part{number}.jsonl.gz", "wb")) for number in range(FILES)]
        for number, record in zip(range(REPORTS), itertools.cycle(records), strict=False):
            row = {**record, "id": str(number), "text": f"{record.get('text') or ''}\n{number}"}
            writers[number % FILES].write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
    return REPORTS


def call(*words: str) -> None:
    done = subprocess.run([sys.executable, "-m", "sijill", *words], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr or done.stdout)


def run(folder: Path) -> dict[str, float]:
    """Seconds of each verb over all files."""
    ingest = [
        ("ingest", "--path", str(folder / f"part{number}.jsonl.gz"), "--corpus", "bench", "--bucket", "0/1",
         "--format", "jsonl", "--out", str(folder / f"ingest{number}"))
        for number in range(FILES)
    ]  # fmt: skip
    furniture = [("furniture", "--reports", *(str(folder / f"ingest{n}") for n in range(FILES)),
                  "--out", str(folder / "furniture"))]  # fmt: skip
    normalize = [
        ("normalize", "--reports", str(folder / f"ingest{number}/reports.parquet"), "--part", f"{part}/{SHARDS}",
         "--furniture", str(folder / "furniture/furniture.parquet"), "--codebook", str(ROOT / "resources/codebook"),
         "--out", str(folder / f"normalize{number}-{part}"))
        for number in range(FILES) for part in range(SHARDS)
    ]  # fmt: skip
    seconds = {}
    for name, calls in (("ingest", ingest), ("furniture", furniture), ("normalize", normalize)):
        start = time.perf_counter()
        with ThreadPoolExecutor(CORES) as pool:
            list(pool.map(lambda words: call(*words), calls))
        seconds[name] = time.perf_counter() - start
    return seconds


def main() -> None:
    source = Path(sys.argv[1]) if sys.argv[1:] else CORPUS
    if not source.exists():
        source = ROOT / "resources/sample/wire.jsonl"
    with tempfile.TemporaryDirectory() as folder:
        reports = make_files(source, Path(folder))
        seconds = run(Path(folder))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    for name, spent in seconds.items():
        print(f"{name:<24}{spent:8.1f} s{reports / spent:12,.0f} reports/s")
    both = seconds["ingest"] + seconds["normalize"]
    print(f"{'ingest and normalize':<24}{both:8.1f} s{reports / both:12,.0f} reports/s on {CORES} cores")
    print(f"largest process: {peak:.0f} MB")


if __name__ == "__main__":
    main()
