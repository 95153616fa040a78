"""The real chain on 10,000 made-up reports, 100,000, a million: seconds, reports a second and memory of every stage.

Run: `make bench-scale`, or python tests/bench/bench_scale.py [SIZE …] [--cores 2] [--keep FOLDER]. For each size it
writes a corpus (seeded, always the same) and builds it by Snakemake from nothing, watching every job (`watching.py`).
Then it runs Snakemake again with nothing to do, and once more with one new file of 1 % of the reports, whose dataset is
compared byte by byte with one built from nothing (up to --compare reports). The reports are articles of the shared
corpus where there is one, else of the sample, cut anew: each is made of sentences of some of them, as many as one of
them has, under one of many outlets, and one in seven repeats another with a sentence left out and two exchanged.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from watching import Step, Watched, watched

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared/corpus/ant_news_2018.jsonl.gz"
ARTICLES = 30_000
OUTLETS = 60
FILES = 100
"""Files of a corpus, about; none holds more than PER_FILE reports."""
PER_FILE = 5_000
COPIES = 1 / 7
FIRST_DAY = date(2012, 1, 1)
DAYS = 4_000
READ = ("ingest", "furniture", "normalize", "extract")
"""The steps that read reports; the others see the tables of all of them."""


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
    """Files of reports; gives the lines of the last `held_back`, which are in none of them."""
    per_file = min(PER_FILE, max(1, count // FILES))
    folder.mkdir(parents=True)
    files: dict[int, list[str]] = {}
    for number, report in enumerate(reports(count)):
        line = json.dumps(report, ensure_ascii=False)
        files.setdefault(number // per_file if number < count - held_back else -1, []).append(line)
        if len(files) > 1 and number < count - held_back:
            done = min(files)
            (folder / f"part{done:04d}.jsonl").write_text("\n".join(files.pop(done)) + "\n", encoding="utf-8")
    late = files.pop(-1, [])
    for number, lines in files.items():
        (folder / f"part{number:04d}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return late


def snakemake(folder: Path, cores: int, config: Path | None = None) -> Watched:
    """What a run took."""
    command = [sys.executable, "-m", "snakemake", "--snakefile", ROOT / "Snakefile", "--directory", folder]
    command += ["--cores", cores, "--quiet", "all"] + (["--configfile", config] if config else [])
    return watched([str(word) for word in command])


def sums(folder: Path) -> str:
    return "".join((folder / f"results/{name}/SHA256SUMS").read_text() for name in ("export", "public"))


def run(size: int, cores: int, folder: Path, compared: bool) -> Watched:
    """Builds a corpus, changes nothing, adds a file; prints what each took. `compared`: with a full build of it all."""
    project = folder / str(size)
    late = write_corpus(project / "raw", size, max(1, size // 100))
    config = project / "config.yaml"
    config.write_text("corpus:\n  - path: raw\n")
    full = snakemake(project, cores, config)
    print(f"\n## {size:,} reports, {cores} cores: {told(full)}, {size / full.seconds:,.0f} reports a second\n")
    print(f"orchestration (Snakemake's own processor seconds): {full.own / full.cpu:.1%}")
    print(f"nothing to do: {told(snakemake(project, cores, config))}")
    (project / "raw/new.jsonl").write_text("\n".join(late) + "\n", encoding="utf-8")
    added = snakemake(project, cores, config)
    reading = sum(job.cpu for name, job in added.steps.items() if name in READ)
    print(f"one new file of 1 %: {told(added)}, {added.cpu / full.cpu:.0%} of the full build's processor seconds")
    print(f"of these to read it and its shard: {reading:,.0f}, {reading / full.cpu:.1%} of the full build", flush=True)
    if not compared:
        return full
    again = folder / f"{size}-again"
    again.mkdir()
    shutil.copytree(project / "raw", again / "raw")
    shutil.copy(config, again)
    snakemake(again, cores, again / "config.yaml")
    print(f"its dataset is that of a full build: {sums(project) == sums(again)}", flush=True)
    shutil.rmtree(again)
    return full


def told(run: Watched) -> str:
    return f"{run.seconds:,.1f} s ({run.cpu:,.1f} processor seconds)"


def table(found: dict[int, Watched]) -> Iterator[str]:
    """Processor seconds of every step by size, MB of its largest job, and the exponent with which the seconds grow."""
    sizes = sorted(found)
    names = list(dict.fromkeys(name for size in sizes for name in found[size].steps))
    rows = {name: [found[size].steps.get(name, Step()) for size in sizes] for name in names}
    rows["Snakemake"] = [Step(found[size].own) for size in sizes]
    rows["all"] = [Step(found[size].cpu, max(job.mb for job in found[size].steps.values())) for size in sizes]
    yield "| step | " + " | ".join(f"{size:,}: s | ms each | MB" for size in sizes) + " | grows with n^ |"
    yield "|---" * (3 * len(sizes) + 2) + "|"
    for name, cells in rows.items():
        first, last = cells[0].cpu, cells[-1].cpu
        growth = math.log(last / first) / math.log(sizes[-1] / sizes[0]) if len(sizes) > 1 and first and last else None
        shown = " | ".join(
            f"{step.cpu:,.1f} | {1000 * step.cpu / size:,.1f} | {step.mb:,.0f}"
            for size, step in zip(sizes, cells, strict=True)
        )
        yield f"| {name} | {shown} | {'–' if growth is None else f'{growth:.2f}'} |"


def main(words: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument(
        "--compare", type=int, default=100_000, help="Largest size at which a grown dataset is compared with a new one."
    )
    parser.add_argument("--keep", type=Path, help="Folder to work in, which then stays.")
    given = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        found = {size: run(size, given.cores, folder, size <= given.compare) for size in given.sizes}
        print("\n" + "\n".join(table(found)) + "\n", flush=True)
        (folder / "sample").mkdir()
        print(f"the sample from nothing: {told(snakemake(folder / 'sample', given.cores))}")
        print(f"the sample again, nothing to do: {told(snakemake(folder / 'sample', given.cores))}", flush=True)


if __name__ == "__main__":
    main()
