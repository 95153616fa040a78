"""The real chain on 10,000 made-up reports, 100,000, a million: seconds, reports a second and memory of every stage.

Run: `make bench-scale`, or python tests/bench/bench_scale.py [SIZE …] [--cores 2] [--keep FOLDER]. For each size it
writes a corpus (seeded, the same each time), builds it by Snakemake from nothing and reads Snakemake's benchmark files;
then it runs Snakemake again with nothing to do, and once more with one new file of 1 % of the reports, whose dataset is
compared byte by byte with one built from nothing. The reports are articles of the shared corpus where there is one,
else of the sample, cut anew: each is made of sentences of some of them, as many as one of them has, under one of many
outlets, and one in seven repeats another with a sentence left out and two exchanged.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared/corpus/ant_news_2018.jsonl.gz"
ARTICLES = 30_000
OUTLETS = 60
PER_FILE = 5_000
COPIES = 1 / 7
FIRST_DAY = date(2012, 1, 1)
DAYS = 4_000
STEPS = (
    "ingest",
    "furniture",
    "normalize",
    "extract",
    "deduplicate",
    "validate",
    "review",
    "quality",
    "export",
    "report",
)


def sentences() -> list[list[str]]:
    """The sentences of every article."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "resources/sample/texts").glob("*.txt"))]
    if CORPUS.exists():
        with gzip.open(CORPUS, "rt", encoding="utf-8") as stream:
            texts = [json.loads(line)["text"] for line, _ in zip(stream, range(ARTICLES), strict=False)]
    cut = ([part.strip() for part in text.replace("\n", ". ").split(". ") if part.strip()] for text in texts)
    return [parts for parts in cut if parts]


def reports(count: int, seed: int = 8) -> Iterator[dict[str, str]]:
    """`count` reports; those of a smaller run come first."""
    chance, articles = random.Random(seed), sentences()
    recent: list[tuple[list[str], date]] = []
    for number in range(count):
        if recent and chance.random() < COPIES:
            told, day = chance.choice(recent)
            told = _edited(list(told), chance)
        else:
            length, day = len(chance.choice(articles)), FIRST_DAY + timedelta(chance.randrange(DAYS))
            told = [chance.choice(chance.choice(articles)) for _ in range(length)]
            recent = [*recent[-500:], (told, day)]
        outlet = f"outlet {chance.randrange(OUTLETS)}"
        yield {"id": str(number), "outlet": outlet, "published_at": day.isoformat(), "text": ". ".join(told) + "."}


def _edited(told: list[str], chance: random.Random) -> list[str]:
    if len(told) > 2:
        del told[chance.randrange(len(told))]
        one, two = chance.randrange(len(told)), chance.randrange(len(told))
        told[one], told[two] = told[two], told[one]
    return told


def write_corpus(folder: Path, count: int, held_back: int) -> list[str]:
    """Files of PER_FILE reports, and `new.jsonl` with the last `held_back`; gives the lines of that one."""
    folder.mkdir(parents=True)
    files: dict[int, list[str]] = {}
    for number, report in enumerate(reports(count)):
        line = json.dumps(report, ensure_ascii=False)
        files.setdefault(number // PER_FILE if number < count - held_back else -1, []).append(line)
        if len(files) > 1 and number < count - held_back:
            done = min(files)
            (folder / f"part{done:04d}.jsonl").write_text("\n".join(files.pop(done)) + "\n", encoding="utf-8")
    late = files.pop(-1, [])
    for number, lines in files.items():
        (folder / f"part{number:04d}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return late


def snakemake(folder: Path, cores: int, config: Path | None = None) -> float:
    """Seconds of a run."""
    start = time.monotonic()
    command = [sys.executable, "-m", "snakemake", "--snakefile", ROOT / "Snakefile", "--directory", folder]
    command += ["--cores", str(cores), "--quiet", "all"] + (["--configfile", config] if config else [])
    done = subprocess.run([str(word) for word in command], env=os.environ, capture_output=True, encoding="utf-8")
    if done.returncode:
        sys.exit(done.stdout[-2000:] + done.stderr[-4000:])
    return time.monotonic() - start


def measured(folder: Path) -> dict[str, tuple[float, float]]:
    """Seconds, and MB of the largest process, of the jobs of each step."""
    found: dict[str, tuple[float, float]] = {}
    for path in (folder / "results/benchmarks").rglob("*.tsv"):
        names, values = (line.split("\t") for line in path.read_text().splitlines()[:2])
        row = dict(zip(names, values, strict=True))
        step = path.relative_to(folder / "results/benchmarks").parts[0]
        seconds, most = found.get(step, (0.0, 0.0))
        memory = float(row["max_rss"]) if row["max_rss"] not in ("-", "NA") else 0.0  # too short to be seen
        found[step] = seconds + float(row["s"]), max(most, memory)
    return found


def sums(folder: Path) -> str:
    return "".join((folder / f"results/{name}/SHA256SUMS").read_text() for name in ("export", "public"))


def run(size: int, cores: int, folder: Path) -> tuple[float, dict[str, tuple[float, float]]]:
    """Builds a corpus three times over; prints what each took."""
    project = folder / str(size)
    late = write_corpus(project / "raw", size, max(1, size // 100))
    config = project / "config.yaml"
    config.write_text("corpus:\n  - path: raw\n")
    full = snakemake(project, cores, config)
    steps = measured(project)
    print(f"\n## {size:,} reports, {cores} cores: {full:,.0f} s, {size / full:,.0f} reports a second\n")
    work = sum(seconds for seconds, _ in steps.values())
    print(f"orchestration (no job was running, or fewer than could): {max(0.0, 1 - work / cores / full):.1%}")
    print(f"nothing to do: {snakemake(project, cores, config):.1f} s")
    (project / "raw/new.jsonl").write_text("\n".join(late) + "\n", encoding="utf-8")
    added = snakemake(project, cores, config)
    print(f"one new file of 1 %: {added:,.0f} s, {added / full:.0%} of the full build")
    again = folder / f"{size}-again"
    again.mkdir()
    shutil.copytree(project / "raw", again / "raw")
    shutil.copy(config, again)
    snakemake(again, cores, again / "config.yaml")
    print(f"its dataset is that of a full build: {sums(project) == sums(again)}")
    shutil.rmtree(again)
    return full, steps


def table(found: dict[int, tuple[float, dict[str, tuple[float, float]]]]) -> Iterator[str]:
    """Seconds and memory of every step by size, and the exponent with which the seconds grow."""
    sizes = sorted(found)
    yield "| step | " + " | ".join(f"{size:,}: s | MB" for size in sizes) + " | grows with n^ |"
    yield "|---" * (2 * len(sizes) + 2) + "|"
    for step in STEPS:
        cells = [found[size][1].get(step, (0.0, 0.0)) for size in sizes]
        first, last = cells[0][0], cells[-1][0]
        growth = math.log(last / first) / math.log(sizes[-1] / sizes[0]) if len(sizes) > 1 and first and last else None
        shown = " | ".join(f"{seconds:,.1f} | {memory:,.0f}" for seconds, memory in cells)
        yield f"| {step} | {shown} | {'–' if growth is None else f'{growth:.2f}'} |"


def main(words: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="Folder to work in, which then stays.")
    given = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "sample").mkdir()
        print(f"the sample from nothing: {snakemake(folder / 'sample', given.cores):.0f} s")
        print(f"the sample again, nothing to do: {snakemake(folder / 'sample', given.cores):.1f} s")
        found = {size: run(size, given.cores, folder) for size in given.sizes}
    print("\n" + "\n".join(table(found)))


if __name__ == "__main__":
    main()
