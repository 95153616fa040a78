"""Scores the reading of newspaper sentences judged for ASSAULT and PROTEST (gsr_dev).

    python tests/bench/score_gsr.py --write sentences.jsonl            # the sentences as a gold without labels
    python -m sijill rehearse --gold sentences.jsonl --places results/gazetteer/places.parquet \\
        --codebook resources/codebook --out /tmp/gsr                   # reads them
    python tests/bench/score_gsr.py /tmp/gsr/validate                  # figures
    python tests/bench/score_gsr.py /tmp/gsr/validate --list           # and what is wrong, of the work half

A sentence is read as ASSAULT when it has a mention that happened (actual or ongoing, not denied) of a type whose first
PLOVER equivalent is ASSAULT (`--also TYPE`: or of that type). Clean: `yes` against `easy no`; hard: against the
difficult negatives too; `ambiguous` is left out. Spans: words, in any order, with their clitics, on sentences whose
labels name any; `best` takes the mention of the kind that fits best, `all` the words of all of them. Labels are never
copied into the project.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from gold import SHARED, half_of

from sijill import codebook

KINDS = ("ASSAULT", "PROTEST")
ROLES = {"source": ("actor", "participant"), "target": ("recipient", "victim")}
SLOTS = ("source", "verb", "target")
WORD = re.compile(r"[^\s«»\"“”'()،؛:.!؟,]+")
Row = dict[str, Any]


def judged(folder: Path, kind: str) -> dict[str, Row]:
    """Sentences judged for a kind, by id."""
    with (folder / f"{kind.lower()}_gsr_dev.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def write(folder: Path, out: Path) -> None:
    """All judged sentences as a gold without labels; the day of the newspaper stands in the id."""
    texts = {one: row["text"] for kind in KINDS for one, row in judged(folder, kind).items()}
    with out.open("w", encoding="utf-8") as file:
        for one, text in sorted(texts.items()):
            day = re.search(r"_(\d{4})(\d\d)(\d\d)\.", one)
            published = "-".join(day.groups()) if day else None
            file.write(json.dumps({"id": one, "text": text, "published_on": published}, ensure_ascii=False) + "\n")
    print(f"{len(texts)} sentences → {out}")


def words(text: str, start: int, end: int) -> set[str]:
    """The whole words of a text that a span touches."""
    return {match[0] for match in WORD.finditer(text) if match.start() < end and start < match.end()}


def mentions_of(tables: Path, plover: dict[str, str]) -> dict[str, list[Row]]:
    """Mentions that happened, by sentence id: their PLOVER kind, and words by slot."""
    rows = {
        name: pq.read_table(tables / f"{name}.parquet").to_pylist()
        for name in ("reports", "event_mentions", "participants")
    }
    reports = {row["report_id"]: row for row in rows["reports"]}
    people = defaultdict(list)
    for row in rows["participants"]:
        people[row["mention_id"]].append(row)
    found = defaultdict(list)
    for row in rows["event_mentions"]:
        if row["realis"] not in ("actual", "ongoing") or row["assertion"] == "denied":
            continue
        report = reports[row["report_id"]]
        text = report["text_raw"]
        slots = {"verb": words(text, row["trigger_start"], row["trigger_end"])}
        for slot, roles in ROLES.items():
            spans = [(p["start"], p["end"]) for p in people[row["mention_id"]] if p["role"] in roles]
            slots[slot] = {word for span in spans for word in words(text, *span)}
        found[report["record_id"]].append({"kind": plover.get(row["event_type"]), "type": row["event_type"], **slots})
    return found


def f1(right: float, wrong: float, missed: float) -> float:
    return round(2 * right / (2 * right + wrong + missed), 4) if right else 0.0


def detection(kind: str, rows: dict[str, Row], found: dict[str, list[Row]], negatives: Iterable[str]) -> str:
    """Precision, recall and F1 of a kind against some of the negatives."""
    said = {one for one in rows if any(mention["kind"] == kind for mention in found.get(one, ()))}
    yes = {one for one, row in rows.items() if row["label"] == "yes"}
    no = {one for one, row in rows.items() if row["label"] in negatives}
    right, wrong, missed = len(said & yes), len(said & no), len(yes - said)
    precision, recall = right / max(right + wrong, 1), right / max(len(yes), 1)
    shares = f"F1 {f1(right, wrong, missed):.3f}  precision {precision:.3f}  recall {recall:.3f}"
    return f"{shares}  (yes {len(yes)}, no {len(no)})"


def spans(kind: str, labels: list[Row], found: dict[str, list[Row]]) -> list[str]:
    """Token F1 of each slot over the sentences whose labels give words for it."""
    lines = []
    for slot in SLOTS:
        totals = {"best": [0, 0, 0], "all": [0, 0, 0]}
        cases = [(label["source"], set(label[f"{slot}_gold"].split())) for label in labels if label[f"{slot}_gold"]]
        for one, wanted in cases:
            said = [mention[slot] for mention in found.get(one, ()) if mention["kind"] == kind] or [set()]
            best = max(said, key=lambda words: f1(len(words & wanted), len(words - wanted), len(wanted - words)))
            for name, words_read in (("best", best), ("all", set().union(*said))):
                counts = (len(words_read & wanted), len(words_read - wanted), len(wanted - words_read))
                totals[name] = [a + b for a, b in zip(totals[name], counts, strict=True)]
        shares = ", ".join(f"{name} {f1(*counts):.3f}" for name, counts in totals.items())
        lines.append(f"  {slot:<7} token F1: {shares}  (n={len(cases)})")
    return lines


def leftovers(kind: str, rows: dict[str, Row], found: dict[str, list[Row]]) -> list[str]:
    """Sentences of the half to work on that are judged another way."""
    lines = []
    for one, row in sorted(rows.items()):
        types = [mention["type"] for mention in found.get(one, ()) if mention["kind"] == kind]
        wrong = bool(types) != (row["label"] == "yes")
        if wrong and row["label"] != "ambiguous" and half_of(one) == "work":
            lines.append(f"{kind} {row['label']} {','.join(types) or '–'} {one}: {' '.join(row['text'].split())[:300]}")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tables", type=Path, nargs="?", help="folder of reports, event_mentions and participants")
    parser.add_argument("--labels", type=Path, default=SHARED / "gold" / "gsr_dev")
    parser.add_argument("--write", type=Path, metavar="OUT", help="write the sentences as JSON Lines and stop")
    parser.add_argument("--list", action="store_true", help="list what is wrong in the half to work on")
    parser.add_argument("--also", nargs="*", default=[], metavar="TYPE", help="event types to count as ASSAULT too")
    args = parser.parse_args()
    if args.write:
        write(args.labels, args.write)
        return
    if not args.tables:
        parser.error("give a folder of tables, or --write")
    book = codebook.load(Path(__file__).resolve().parents[2] / "resources" / "codebook")
    plover = {name: row.equivalents()["plover_event"] for name, row in book.event_types.items()}
    found = mentions_of(args.tables, plover | dict.fromkeys(args.also, "ASSAULT"))
    for kind in KINDS:
        rows = judged(args.labels, kind)
        print(f"{kind} clean: {detection(kind, rows, found, ['easy no'])}")
        print(f"{kind} hard:  {detection(kind, rows, found, ['easy no', 'difficult no'])}")
        labels = json.loads((args.labels / f"{kind.lower()}_spans_dev.json").read_text(encoding="utf-8"))
        print("\n".join(spans(kind, labels, found)))
        if args.list:
            print("\n".join(leftovers(kind, rows, found)))


if __name__ == "__main__":
    main()
