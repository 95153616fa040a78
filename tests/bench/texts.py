"""The texts that benchmarks run on: a corpus where there is one, else the project's own sample, repeated."""

import gzip
import json
from pathlib import Path

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared/corpus/ant_news_2018.jsonl.gz"
LIMIT = 6_000
"""Texts of a run."""


def texts(arguments: list[str]) -> list[str]:
    """Up to LIMIT texts of the file named, of the shared corpus, or of the sample."""
    path = Path(arguments[0]) if arguments else CORPUS
    if not path.exists():
        sample = [file.read_text(encoding="utf-8") for file in sorted((ROOT / "resources/sample/texts").glob("*.txt"))]
        return (sample * (LIMIT // len(sample) + 1))[:LIMIT]
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        return [json.loads(line)["text"] for line, _ in zip(stream, range(LIMIT), strict=False)]
