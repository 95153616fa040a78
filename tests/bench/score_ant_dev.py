"""Scores an export against 126 labelled articles of the reference corpus.

    python tests/bench/score_ant_dev.py --write-corpus articles.jsonl     # the labelled articles, to build from
    python tests/bench/score_ant_dev.py results/export --half work        # figures, misses and false alarms
    python tests/bench/score_ant_dev.py results/export --half score       # figures only: misses are not to be looked at

The export must come from a corpus entry whose `fields` map `id` to `docno`. Labels and corpus are read from the shared
folder beside the checkout, and never copied into the project.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import defaultdict
from pathlib import Path

from gold import SHARED, Twins, compare, from_label, half_of

from sijill.evaluate import Event


def read_labels(path: Path) -> tuple[list[Event], set[str], set[str]]:
    """Labelled events, all labelled reports, and those of them that only sound like conflict."""
    articles = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    events = [from_label(a["docno"], n, label) for a in articles for n, label in enumerate(a["events"])]
    quiet = {a["docno"] for a in articles if not a["is_conflict"]}
    return events, {a["docno"] for a in articles}, quiet


def write_corpus(corpus: Path, reports: set[str], out: Path) -> int:
    """Copies the corpus lines of the labelled reports to `out`; returns how many."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        kept = [line for line in lines if json.loads(line)["docno"] in reports]
    out.write_text("".join(kept), encoding="utf-8")
    return len(kept)


def same_text(corpus: Path, reports: set[str]) -> Twins:
    """For each labelled report the other records of the corpus with the same outlet and text."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            groups[record["outlet"], " ".join(record["text"].split())].append(record["docno"])
    return {
        one: [other for other in group if other != one] for group in groups.values() for one in group if one in reports
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("export", type=Path, nargs="?", help="folder of Parquet tables")
    parser.add_argument("--labels", type=Path, default=SHARED / "gold" / "ant_dev" / "events.jsonl")
    parser.add_argument("--corpus", type=Path, default=SHARED / "corpus" / "ant_news_2018.jsonl.gz")
    parser.add_argument(
        "--half", choices=("work", "score", "both"), help="articles by hash of docno (default: work; all when writing)"
    )
    parser.add_argument(
        "--write-corpus", type=Path, metavar="OUT", help="write the labelled articles as JSONL and stop"
    )
    parser.add_argument("--json", type=Path, metavar="OUT", help="also write everything as JSON (work half only)")
    args = parser.parse_args()
    gold, reports, quiet = read_labels(args.labels)
    half = args.half or ("both" if args.write_corpus else "work")
    if half != "both":
        reports = {record for record in reports if half_of(record) == half}
    if args.write_corpus:
        print(f"{write_corpus(args.corpus, reports, args.write_corpus)} articles → {args.write_corpus}")
        return
    if not args.export:
        parser.error("give the folder of an export, or --write-corpus")
    work = half == "work"
    result = compare(args.export, gold, reports, work, args.json if work else None, same_text(args.corpus, reports))
    alarms = [f for f in result["false_alarms"] if f["event"]["report"] in quiet]
    print(f"events read from {len(quiet & reports)} articles that only sound like conflict: {len(alarms)}")


if __name__ == "__main__":
    main()
