"""Fits the weights of confidence to labelled reports, and shows what a floor would leave.

    python tests/bench/fit_confidence.py ANT OWN                # figures, also of the halves not fitted
    python tests/bench/fit_confidence.py ANT OWN --write resources/codebook/confidence.csv

ANT: tables read from the articles that `score_ant_dev.py --write-corpus` writes; OWN: those that `python -m sijill
rehearse` makes of the project's own gold, both before `validate`, which has the floor. Fitted on the work half and the
dev half; of the others only the figures are shown. An event counts once, however many mentions it has; its label says
whether it agrees with a labelled event, slot by slot.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
from gold import SHARED, half_of, read_export
from score_ant_dev import read_labels
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from sijill import goldfiles
from sijill.confidence import BASE, evidence, score
from sijill.evaluate import Event, tellings
from sijill.evaluate.score import judge_report

STRENGTH = 0.2  # inverse of the L2 penalty: few labels, so the weights are kept small
LABELS = ("right", "wrong", "context")
LEAST_EVENTS = 12  # of a type, for it to have a weight of its own
GOLD = Path(__file__).resolve().parents[2] / "resources" / "gold"
Row = dict[str, Any]


def examples(
    tables: dict[str, pa.Table], gold: list[Event], reports: set[str], half: Callable[[str], str]
) -> list[Row]:
    """A row for each mention of an event that is right (or context) or wrong: its evidence, event, half and label."""
    parts, counted = (_group(tables[name].to_pylist()) for name in ("participants", "quantities"))
    roles = {(s["report_id"], s["sentence_no"]): s["role"] for s in tables["sentences"].to_pylist()}
    records = {row["report_id"]: row["record_id"] for row in tables["reports"].to_pylist()}
    mentions: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for mention in tables["event_mentions"].to_pylist():
        mentions[records[mention["report_id"]], mention["event_id"] or mention["mention_id"]].append(mention)
    lengths = Counter(report for report, _ in roles)
    found = []
    for report, key, label in _labels(tellings(tables), gold, reports):
        for mention in mentions[report, key]:
            number = mention["mention_id"]
            role = roles[mention["report_id"], mention["sentence_no"]]
            seen = evidence(
                mention, role, lengths[mention["report_id"]], parts[number], [row["what"] for row in counted[number]]
            )
            found.append({"event": (report, key), "half": half(report), "label": label, "seen": seen})
    return found


def _labels(read: list[Event], gold: list[Event], reports: set[str]) -> Iterable[tuple[str, str, str]]:
    """(report, event, label) of the events that are right, context or wrong."""
    for report in sorted(reports):
        judged = judge_report(
            [event for event in read if event["report"] == report],
            [event for event in gold if event["report"] == report],
        )
        for event, _ in judged["matches"]:
            yield report, event["key"], "right"
        for event in judged["background"]:
            yield report, event["key"], "context"
        for alarm in judged["false_alarms"]:
            yield report, alarm["event"]["key"], "wrong"


def _group(rows: Iterable[Row]) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row["mention_id"]].append(row)
    return grouped


def fit(rows: list[Row]) -> dict[str, float]:
    """Evidence → weight, by a logistic regression in which every event weighs the same."""
    types: dict[str, set[Any]] = defaultdict(set)
    mentions = Counter(row["event"] for row in rows)
    for row in rows:
        for name in row["seen"]:
            types[name].add(row["event"])
    kept = {name for name in types if "type_" not in name or len(types[name]) >= LEAST_EVENTS} - {BASE}
    columns = DictVectorizer()
    seen = columns.fit_transform([Counter(name for name in row["seen"] if name in kept) for row in rows])
    model = LogisticRegression(C=STRENGTH, max_iter=5000)
    model.fit(seen, [row["label"] != "wrong" for row in rows], [1 / mentions[row["event"]] for row in rows])
    weights = dict(zip(columns.get_feature_names_out(), model.coef_[0], strict=True))
    return {BASE: round(float(model.intercept_[0]), 2)} | {k: round(float(w), 2) for k, w in sorted(weights.items())}


def left(rows: list[Row], weights: dict[str, float], floor: float) -> Counter[str]:
    """How many events of each label have a mention at or above the floor."""
    best: dict[Any, float] = defaultdict(float)
    labels = {row["event"]: row["label"] for row in rows}
    for row in rows:
        best[row["event"]] = max(best[row["event"]], score(row["seen"], weights))
    return Counter(labels[event] for event, value in best.items() if value >= floor)


def write(weights: dict[str, float], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream, lineterminator="\n")
        out.writerow(("evidence", "weight", "source"))
        out.writerows((name, weight, "tests/bench/fit_confidence.py") for name, weight in sorted(weights.items()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ant", type=Path)
    parser.add_argument("own", type=Path)
    parser.add_argument("--write", type=Path, metavar="CSV")
    args = parser.parse_args()
    labels, reports, _ = read_labels(SHARED / "gold" / "ant_dev" / "events.jsonl")
    rows = examples(read_export(args.ant), labels, reports, half_of)
    own = goldfiles.load(GOLD)
    halves = {report.id: report.half for report in own}
    events = [event for report in own for event in report.events]
    rows += examples(read_export(args.own), events, set(halves), halves.__getitem__)
    weights = fit([row for row in rows if row["half"] in ("work", "dev")])
    for half in ("work", "score", "dev", "test"):
        for floor in (0.0, 0.4, 0.45, 0.5, 0.55, 0.6):
            n = left([row for row in rows if row["half"] == half], weights, floor)
            share = n["right"] / max(1, n["right"] + n["wrong"])
            print(
                f"{half:5} floor {floor:.2f}: " + ", ".join(f"{k} {n[k]}" for k in LABELS) + f", precision {share:.2f}"
            )
    if args.write:
        write(weights, args.write)


if __name__ == "__main__":
    main()
