"""Scores how well slots tell titles of one news that agree from titles that contradict each other (labelled pairs).

    python tests/bench/score_ans.py --places results/gazetteer/places.parquet  # dev; train with --part train

Both titles go through normalize and extract, as reports of one day. The score of a pair is the share of words in common
less what contradicts: types, places and parties of what was read; figures, denials, opposite words (opposites.csv), and
one word in the place of another.
AUC (area under the ROC curve): how often a pair that agrees scores higher than one that does not. The weights were set
on train. Labels are read from the shared folder.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import defaultdict
from difflib import SequenceMatcher
from pathlib import Path

import pyarrow.parquet as pq
from gold import SHARED

from sijill import codebook, extract, normalize, tables
from sijill.deduplicate.wording import words
from sijill.options import ExtractOptions, NormalizeOptions
from sijill.text.arabic import fold
from sijill.text.likeness import stem

ROOT = Path(__file__).parents[2]
ANS = SHARED / "gold/ans_dev"
DENIAL = frozenset({"لا", "لم", "لن", "ليس", "ليست", "غير", "دون", "بدون", "عدم", "بلا", "تنفي", "ينفي", "نفي", "نفت"})
Read = dict[str, dict[str, set[str]]]
SLOTS = ("event_type", "realis", "place_id")


def read_titles(titles: list[str], places: Path) -> dict[str, dict[str, set[str]]]:
    """What was read in each title: types, realis, places and actors of its mentions."""
    rows = [
        {
            **dict.fromkeys(tables.TABLES["reports"].columns), "report_id": f"r{number:06}", "text": title,
            "text_raw": title, "published_on": "2018-09-01", "published_precision": "day", "record_no": number,
            "mixed_language": False, **dict.fromkeys(("corpus", "source_file", "record_id", "source_sha256",
            "fields_evidence", "published_evidence"), "x"), "language": "ar",
        }
        for number, title in enumerate(titles)
    ]  # fmt: skip
    book = codebook.load(ROOT / "resources/codebook")
    normal = normalize.run({"reports": tables.from_rows("reports", rows)}, NormalizeOptions(), book.furniture)
    read = extract.run({**normal, "places": pq.read_table(places)}, book, ExtractOptions())
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    text = {f"r{number:06}": title for number, title in enumerate(titles)}
    for span in read["spans"].to_pylist():
        for name in ("place_id", "actor_id"):
            if span[name]:
                found[text[span["report_id"]]][name].add(span[name])
    for mention in read["event_mentions"].to_pylist():
        for name in SLOTS:
            if mention[name]:
                found[text[mention["report_id"]]][name].add(mention[name])
    return found


def figures(title: str) -> set[str]:
    return set(re.findall(r"\d+", fold(title).text))


def denials(title: str) -> int:
    return sum(word in DENIAL for word in re.findall(r"[^\W\d_]+", fold(title).text))


def overlap(one: str, two: str) -> float:
    a, b = words(fold(one).text), words(fold(two).text)
    return len(a & b) / max(len(a | b), 1)


def opposites() -> list[tuple[frozenset[str], frozenset[str]]]:
    """Pairs of word families that say the contrary, folded."""
    with (Path(__file__).parent / "opposites.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return [tuple(frozenset(map(stem, fold(row[name]).text.split("|"))) for name in ("one", "other")) for row in rows]  # type: ignore[misc]


def opposed(one: str, two: str, pairs: list[tuple[frozenset[str], frozenset[str]]]) -> bool:
    """Whether one title has only the one side of a pair of opposites and the other title only the other side."""
    a, b = ({stem(word) for word in re.findall(r"[^\W\d_]+", fold(text).text)} for text in (one, two))
    sides = ((bool(a & x), bool(a & y), bool(b & x), bool(b & y)) for x, y in pairs)
    return any(side in ((True, False, False, True), (False, True, True, False)) for side in sides)


def swapped(one: str, two: str) -> int:
    """How plainly one word stands in another's place: each has one that the other lacks; one between equal neighbours.

    Who tells the same again changes more; who contradicts keeps the frame.
    """
    a, b = (words(fold(text).text) for text in (one, two))
    row = [[stem(word) for word in re.findall(r"[^\W_]+", fold(text).text)] for text in (one, two)]
    steps = SequenceMatcher(None, *row, autojunk=False).get_opcodes()
    alone = [tag for tag, i, j, k, m in steps if tag == "replace" and j - i == m - k == 1]
    return (len(a - b) == len(b - a) == 1) + (len(alone) == 1)


def slot_score(one: str, two: str, read: Read, pairs: list[tuple[frozenset[str], frozenset[str]]]) -> float:
    """The words they share, less what contradicts: opposite or swapped words, one denial, other figures or slots.

    Types contradict that have none in common, places or parties of which each title names one that the other does not.
    """
    a, b = read[one], read[two]
    types = bool(a["event_type"] and b["event_type"] and not a["event_type"] & b["event_type"])
    names = any(a[name] - b[name] and b[name] - a[name] for name in ("place_id", "actor_id"))
    numbers = figures(one), figures(two)
    other = bool(numbers[0] and numbers[1] and not numbers[0] & numbers[1])
    against = 0.5 * opposed(one, two, pairs) + 0.6 * (denials(one) != denials(two)) + 0.4 * other
    return overlap(one, two) - against - 0.2 * (types or names) - 0.15 * swapped(one, two)


def auc(high: list[float], low: list[float]) -> float:
    """The share of pairs (high, low) in the right order; equal scores count half."""
    wins = sum((x > y) + 0.5 * (x == y) for x in high for y in low)
    return wins / max(len(high) * len(low), 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("train", "dev"), default="dev")
    parser.add_argument("--places", type=Path, default=ROOT / "results/gazetteer/places.parquet")
    args = parser.parse_args()
    with (ANS / f"{args.part}.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    pairs = opposites()
    read = read_titles(sorted({row[side] for row in rows for side in ("s1", "s2")}), args.places)
    for name in ("word overlap", "slots"):
        scores: dict[str, list[float]] = defaultdict(list)
        for row in rows:
            score = (
                overlap(row["s1"], row["s2"])
                if name == "word overlap"
                else slot_score(row["s1"], row["s2"], read, pairs)
            )
            scores[row["stance"]].append(score)
        shares = ", ".join(
            f"agree against {other} {auc(scores['agree'], scores[other]):.3f}" for other in ("disagree", "other")
        )
        print(f"{args.part}, {name}: {shares} ({', '.join(f'{len(v)} {k}' for k, v in sorted(scores.items()))})")


if __name__ == "__main__":
    main()
