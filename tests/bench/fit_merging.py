"""Fits the weights of merging to labelled pairs of tellings, and shows what they would merge.

    python tests/bench/fit_merging.py LABELS PAIRS READ          # figures, also of the halves not fitted
    python tests/bench/fit_merging.py LABELS PAIRS READ --write  # resources/codebook/merging.csv

LABELS: folder of the tables that `score_merges.py labels --keep` writes; PAIRS and READ: those of `deduplicate` of the
reports of corpus_pairs.csv and of the articles of the labels, as we read them. Fitted on the work halves only. What
speaks for one event never weighs against it, nor the other way round, so that a reason can be read out.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow.parquet as pq
from gold import half_of
from label_tables import ONE_GROUP, labelled
from scipy.optimize import minimize
from score_merges import EVENTS, PAIRS, aligned, fits, kept_record, read_rows

from sijill import codebook, tables
from sijill.deduplicate import comparer_of
from sijill.deduplicate.compare import Comparison
from sijill.deduplicate.merge import compare_across, copied_mentions, merge_texts, read_settings
from sijill.deduplicate.narrow import needed_sentences, of_mentions, without_texts
from sijill.deduplicate.slots import read_tellings
from sijill.merging import BASE
from sijill.options import DeduplicateOptions

ROOT = Path(__file__).parents[2]
CSV = ROOT / "resources/codebook/merging.csv"
PENALTY = 2.0  # of the squared distance from EXPECTED: few labels, of few stories, must not turn what is plain
# What a careful reader would give, before any label; the labels move it.
EXPECTED = {
    BASE: -2.6, "same_day": 0.9, "same_week": 0.2, "same_dates": 0.8, "day_fits": 0.9, "day_in_window": 0.3,
    "published_same_day": 0.8, "published_next_day": 0.5, "told_later": -0.3, "published_near": -0.6,
    "days_overlap": -1.0, "same_town": 0.8, "in_town": 0.6, "same_area": 0.5, "in_area": 0.3, "same_country": 0.1,
    "near_place": -1.2, "place_open": -0.8, "same_type": 0.5, "same_type_there": 0.8, "one_news": 0.3,
    "casualties": 0.3, "rare": 1.2, "rare_in_one": -1.5, "lasting": 0.3, "between_parties": 0.2, "company": 1.0,
    "not_done": 0.2, "doer": 0.4, "struck": 0.3, "both_sides": 0.4, "allies": 1.0, "one_party": 0.3,
    "two_parties": 0.8, "party_there": 0.3, "others_struck": -0.6, "same_figure": 1.8, "alike": 1.2, "same_news": 0.6,
    "nobody": -1.0,
}  # fmt: skip
NO_EVIDENCE = frozenset({"dated", "placed"})


class Pair(NamedTuple):
    """Two tellings of different texts, whether they are one event, and the half of the labels they belong to."""

    half: str
    same: bool
    seen: Comparison
    blocked: bool


class Told:
    """The tellings of a folder of tables, and which of its mentions and reports each of them takes in."""

    def __init__(self, folder: Path, book: Any) -> None:
        self.given = {p.stem: pq.read_table(p) for p in sorted(folder.glob("*.parquet")) if p.stem in tables.TABLES}
        held = {**self.given, "sentences": needed_sentences(self.given)}
        held["reports"] = of_mentions(without_texts(held["reports"]), held["event_mentions"])
        self.comparer = comparer_of(self.given["places"], book, DeduplicateOptions())
        mentions = read_tellings(held)
        repeated = {row for rows in copied_mentions(held, mentions).values() for row in rows}
        own = [telling for row, telling in enumerate(mentions) if row not in repeated]
        self.tellings = merge_texts(own, read_settings(held), self.comparer)
        self.mentions = held["event_mentions"].to_pylist()
        self.of = {row: n for n, telling in enumerate(self.tellings) for row in telling.mentions}
        self.candidates = {(x, y): seen for x, y, seen in compare_across(self.tellings, self.comparer)}

    def pair(self, x: int, y: int, half: str, same: bool) -> Pair | None:
        x, y = sorted((x, y))
        one, two = self.tellings[x], self.tellings[y]
        if x == y or not one.texts.isdisjoint(two.texts):
            return None
        return Pair(
            half, same, self.candidates.get((x, y)) or self.comparer.across(one, two), (x, y) in self.candidates
        )


def of_labels(folder: Path, book: Any, read: bool) -> Iterator[Pair]:
    """Pairs of labelled events: as labelled, or as we read them."""
    events = labelled()
    truth = {e["key"]: ONE_GROUP.get(e["same_event_group"], e["same_event_group"]) for e in events}
    told = Told(folder, book)
    keys: dict[int, set[str]] = {}
    found = aligned(folder, events) if read else {}
    kept = kept_record(told.given["reports"]["record_id"].to_pylist(), {e["docno"] for e in events}) if read else {}
    reports = dict(zip(*(told.given["reports"][name].to_pylist() for name in ("report_id", "record_id")), strict=True))
    docno = {e["key"]: e["docno"] for e in events}
    for row, mention in enumerate(told.mentions):
        if row in told.of and not read:
            keys.setdefault(told.of[row], set()).add(mention["mention_id"])
        for key, event in found.items():
            if event == mention["event_id"] and row in told.of and reports[mention["report_id"]] == kept[docno[key]]:
                keys.setdefault(told.of[row], set()).add(key)
    tells: dict[str, set[str]] = {}
    for n, names in keys.items():
        for text in told.tellings[n].texts:
            tells.setdefault(text, set()).update(truth[key] for key in names if truth[key])
    for x, y in combinations(sorted(keys), 2):
        groups = [{truth[key] for key in keys[n] if truth[key]} for n in (x, y)]
        same = bool(groups[0] & groups[1])
        if not same and any(groups[i] & tells[t] for i, n in ((0, y), (1, x)) for t in told.tellings[n].texts):
            continue  # the other text tells this event in another place: that telling comes first
        half = half_of(min(groups[0] or groups[1], default=min(docno[k] for k in keys[x] | keys[y])))
        if (same or (x, y) in told.candidates) and (pair := told.pair(x, y, half, same)):
            yield pair


def of_corpus(folder: Path, book: Any) -> Iterator[Pair]:
    """Pairs of corpus reports: of every labelled pair the tellings that fit what the events are."""
    told = Told(folder, book)
    facts = {row["event"]: row for row in read_rows(EVENTS)}
    places = {p["place_id"]: f"{p['name_ar']} {p['name_en']}" for p in told.given["places"].to_pylist()}
    reports = dict(zip(*(told.given["reports"][name].to_pylist() for name in ("report_id", "record_id")), strict=True))
    kept = kept_record(reports.values(), {row[f"docno_{side}"] for row in read_rows(PAIRS) for side in "ab"})

    def telling(row: dict[str, str], side: str) -> set[int]:
        fact, docno = facts[row[f"event_{side}"]], kept[row[f"docno_{side}"]]
        own = ((n, m) for n, m in enumerate(told.mentions) if n in told.of and reports[m["report_id"]] == docno)
        return {told.of[n] for n, mention in own if fits(mention, fact, places)}

    for row in read_rows(PAIRS):
        half = half_of(f"{row['docno_a']} {row['docno_b']}")
        for x in telling(row, "a"):
            for y in telling(row, "b"):
                if pair := told.pair(x, y, half, row["label"] == "same"):
                    yield pair


def fit(pairs: list[Pair], shares: list[float]) -> dict[str, float]:
    """Evidence → weight: a logistic regression with an L2 penalty around EXPECTED, whose signs it keeps."""
    names = sorted(EXPECTED.keys() - {BASE})
    expected = np.array([EXPECTED[name] for name in (BASE, *names)])
    seen = np.array([[1.0, *(name in pair.seen.marks for name in names)] for pair in pairs])
    sign = np.array([1.0 if pair.same else -1.0 for pair in pairs])
    share = np.array(shares)

    def loss(weights: Any) -> tuple[float, Any]:
        margin = sign * (seen @ weights)
        slope = -share * sign / (1 + np.exp(margin))
        penalty = weights - expected
        value = float((share * np.logaddexp(0, -margin)).sum() + PENALTY / 2 * (penalty**2).sum())
        return value, seen.T @ slope + PENALTY * penalty

    signs = {True: (0, None), False: (None, 0)}
    bounds = [(None, None), *(signs[EXPECTED[name] > 0] for name in names)]
    found = minimize(loss, expected, jac=True, bounds=bounds, method="L-BFGS-B").x
    return {BASE: round(float(found[0]), 2)} | {n: round(float(w), 2) for n, w in zip(names, found[1:], strict=True)}


def show(name: str, pairs: list[Pair], weights: dict[str, float]) -> None:
    for half in ("work", "score"):
        mine = [pair for pair in pairs if pair.half == half]
        odds = [weights[BASE] + sum(weights.get(mark, 0) for mark in pair.seen.marks) for pair in mine]
        line = []
        for floor in (0.4, 0.8, 1.1, 1.4, 1.8, 2.2):
            one = [p.same for p, value in zip(mine, odds, strict=True) if value >= floor and not p.seen.conflicts]
            line.append(
                f"{floor}: P {sum(one) / max(len(one), 1):.2f} R {sum(one) / max(sum(p.same for p in mine), 1):.2f}"
            )
        print(f"{name} {half}, {sum(p.same for p in mine)} of {len(mine)}, "
              f"{sum(p.same and not p.seen.conflicts for p in mine)} without conflict: {', '.join(line)}")  # fmt: skip


def missed(pairs: list[Pair], weights: dict[str, float]) -> None:
    """Of the work half: what pairs without a conflict have in common, from the likeliest to be one on."""
    sums: dict[tuple[str, ...], Counter[bool]] = defaultdict(Counter)
    for pair in pairs:
        if pair.half == "work" and not pair.seen.conflicts:
            sums[tuple(sorted(pair.seen.marks - NO_EVIDENCE))][pair.same] += 1
    odds = {marks: weights[BASE] + sum(weights.get(mark, 0) for mark in marks) for marks in sums}
    for marks in sorted(sums, key=lambda marks: -odds[marks]):
        print(f"{odds[marks]:6.2f} {sums[marks][True]:3} {sums[marks][False]:3}", *marks)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", type=Path)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("read", type=Path)
    parser.add_argument("--verbose", action="store_true", help="also what the pairs of the work half have in common")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    book = codebook.load(ROOT / "resources/codebook")
    sets = {
        "labels": (1.0, list(of_labels(args.labels, book, read=False))),
        "pairs": (0.5, list(of_corpus(args.pairs, book))),
        "read": (1.0, list(of_labels(args.read, book, read=True))),
    }
    chosen = [(p, s) for s, pairs in sets.values() for p in pairs if p.half == "work" and not p.seen.conflicts]
    # of the corpus it is known which event a report tells, not which mention: a raid beside gas may pass for it
    chosen = [(p, s) for p, s in chosen if s == 1.0 or not p.seen.says("rare_in_one")]
    weights = fit([pair for pair, _ in chosen], [share for _, share in chosen])
    for name, weight in sorted(weights.items(), key=lambda item: -item[1]):
        print(
            f"{name:20} {weight:6.2f}",
            *(sum(name in p.seen.marks and p.same is same for p, _ in chosen) for same in (True, False)),
        )
    for name, (_, pairs) in sets.items():
        show(name, pairs, weights)
    if args.verbose:
        missed(sets["labels"][1], weights)
    if args.write:
        write(weights)


def write(weights: dict[str, float]) -> None:
    meanings = {row["evidence"]: row["meaning"] for row in read_rows(CSV)}
    with CSV.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream, lineterminator="\n")
        out.writerow(("evidence", "weight", "meaning", "source"))
        out.writerows(
            (name, w, meanings.get(name, ""), "tests/bench/fit_merging.py") for name, w in sorted(weights.items())
        )


if __name__ == "__main__":
    main()
