"""Scores which mentions are merged into one event, against pairs of reports that people have labelled.

    python tests/bench/score_merges.py labels --places results/gazetteer/places.parquet  # the merger alone
    python tests/bench/score_merges.py read results/deduplicate  # from our own mentions
    python tests/bench/score_merges.py pairs results/deduplicate  # tests/bench/corpus_pairs.csv

`labels` and `read` use the groups of one event told by several articles of the reference labels; `labels` gives the
merger the labelled events themselves. Groups, and pairs, are split by hash into a half to work on and a half to score
on. Only pairs of different reports count. Labels are read from the shared folder beside the checkout.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from gold import from_label, half_of
from label_tables import CORPUS, ONE_GROUP, ROOT, Cluster, labelled, merged_labels
from score_ant_dev import same_text

from sijill import codebook
from sijill.deduplicate.types import Types
from sijill.evaluate import tellings
from sijill.evaluate.match import assign, failed_slots, forgiving_agrees
from sijill.verbs.files import gather

PAIRS = Path(__file__).parent / "corpus_pairs.csv"
EVENTS = Path(__file__).parent / "corpus_events.csv"


def aligned(folder: Path, events: list[dict[str, Any]]) -> Cluster:
    """The event each labelled event was read as, where one was: slot by slot, then by the sentence that tells it.

    Of articles with one text that were dropped as repeats, what was read from the one that is kept.
    """
    given = gather([folder])
    by_report: dict[str, list[Any]] = defaultdict(list)
    for event in tellings(given):
        by_report[event["report"]].append(event)
    kept = kept_record(given["reports"]["record_id"].to_pylist(), {event["docno"] for event in events})
    told = Told(given, codebook.load(ROOT / "resources/codebook"))
    of: Cluster = {}
    for docno in sorted({event["docno"] for event in events}):
        own = [e for e in events if e["docno"] == docno]
        gold = [from_label(docno, int(e["key"].split("#")[1]), e) for e in own]
        read = by_report[kept[docno]]
        pairs: list[tuple[int, int]] = []
        for agrees in (lambda a, b: not failed_slots(a, b), forgiving_agrees):
            rest_read = [i for i in range(len(read)) if i not in {i for i, _ in pairs}]
            rest_gold = [j for j in range(len(gold)) if j not in {j for _, j in pairs}]
            found = assign([read[i] for i in rest_read], [gold[j] for j in rest_gold], agrees)
            pairs += [(rest_read[i], rest_gold[j]) for i, j in found]
        of |= {own[j]["key"]: read[i]["key"] for i, j in pairs}
        used = {read[i]["key"] for i, _ in pairs}
        for event in own:
            free = [found for found in told.by_sentence(event, kept[docno]) if found not in used]
            if event["key"] not in of and free:
                of[event["key"]] = free[0]
                used.add(free[0])
    return of


def kept_record(have: Iterable[str], wanted: set[str]) -> dict[str, str]:
    """For each article the record that is kept of its text."""
    kept, twins = set(have), same_text(CORPUS, wanted)
    return {d: next((t for t in (d, *twins.get(d, ())) if t in kept), d) for d in sorted(wanted)}


class Told:
    """Finds what was read from the sentences that a label quotes."""

    def __init__(self, given: dict[str, pa.Table], book: Any) -> None:
        self.types = Types({name: event_type.violent for name, event_type in book.event_types.items()})
        self.reports = {row["record_id"]: row for row in given["reports"].to_pylist()}
        self.sentences: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.mentions: dict[tuple[str, int], list[dict[str, Any]]] = defaultdict(list)
        for row in given["sentences"].to_pylist():
            self.sentences[row["report_id"]].append(row)
        for row in given["event_mentions"].to_pylist():
            self.mentions[row["report_id"], row["sentence_no"]].append(row)

    def by_sentence(self, event: dict[str, Any], record: str) -> list[str]:
        """Events of the mentions in the quoted sentences: those of a labelled type, else of a type for the same act."""
        report = self.reports.get(record)
        if report is None:
            return []
        quotes = [(report["text_raw"].find(quote), len(quote)) for quote in (event["evidence"], *event["also_told"])]
        spots = [(at, at + length) for at, length in quotes if at >= 0]
        there = [
            mention
            for row in self.sentences[report["report_id"]]
            if any(row["start"] < end and start < row["end"] for start, end in spots)
            for mention in self.mentions[report["report_id"], row["sentence_no"]]
        ]
        labelled = {event["event_type"], *event.get("event_type_alt", ())}
        exact = [row["event_id"] for row in there if row["event_type"] in labelled]
        return exact or [
            row["event_id"] for row in there if any(self.types.compatible(row["event_type"], t) for t in labelled)
        ]


def pair_scores(pairs: Iterable[tuple[str, str]], truth: Cluster, found: Cluster) -> dict[str, Any]:
    """Pairwise precision and recall over given pairs of things, and the pairs that are wrong."""
    wrong, missed, right = [], [], 0
    for a, b in pairs:
        same, one = truth.get(a) is not None and truth.get(a) == truth.get(b), found.get(a, a) == found.get(b, b)
        right += same and one
        if one and not same:
            wrong.append((a, b))
        if same and not one:
            missed.append((a, b))
    return {"right": right, "wrong": wrong, "missed": missed,
            "P": right / max(right + len(wrong), 1), "R": right / max(right + len(missed), 1)}  # fmt: skip


def b_cubed(things: list[str], truth: Cluster, found: Cluster) -> float:
    """F1 of B³ (Bagga and Baldwin 1998): for each thing, the share of its cluster that belongs there."""
    clusters = []
    for of in (truth, found):
        grouped: dict[str, set[str]] = defaultdict(set)
        for thing in things:
            grouped[of.get(thing, thing)].add(thing)
        clusters.append({thing: members for members in grouped.values() for thing in members})
    shared = [len(clusters[0][thing] & clusters[1][thing]) for thing in things]
    precision = sum(n / len(clusters[1][t]) for n, t in zip(shared, things, strict=True)) / max(len(things), 1)
    recall = sum(n / len(clusters[0][t]) for n, t in zip(shared, things, strict=True)) / max(len(things), 1)
    return 2 * precision * recall / max(precision + recall, 1e-9)


def show(name: str, events: list[dict[str, Any]], truth: Cluster, found: Cluster, verbose: bool) -> None:
    """Pairwise figures for both halves of the groups; misses and false merges of the half to work on."""
    of = {event["key"]: event for event in events}
    pairs = [(a["key"], b["key"]) for a, b in combinations(events, 2) if a["docno"] != b["docno"]]
    for half in ("work", "score"):
        mine = [
            (a, b)
            for a, b in pairs
            if half_of(truth.get(a) or truth.get(b) or min(of[a]["docno"], of[b]["docno"])) == half
        ]
        result = pair_scores(mine, truth, found)
        print(f"{name} {half}: P {result['P']:.3f} R {result['R']:.3f} ({result['right']} right, "
              f"{len(result['wrong'])} wrong, {len(result['missed'])} missed)")  # fmt: skip
        both = [(a, b) for a, b in mine if a in found and b in found]
        result_both = pair_scores(both, truth, found)
        shares = f"P {result_both['P']:.3f} R {result_both['R']:.3f}"
        print(f"    where both were read: {shares} ({result_both['right']} right)")
        if verbose and half == "work":
            for kind in ("wrong", "missed"):
                for a, b in result_both[kind]:
                    print(kind, *(brief(of[x]) for x in (a, b)), sep="\n    ")


def brief(event: dict[str, Any]) -> str:
    who = ", ".join(f"{p['role'][:3]}={p['name_en']}" for p in event["participants"])
    return (f"{event['key']} pub {event['published_on']} {event['event_type']} {event['realis']} "
            f"{event['date_start']}..{event['date_end']} @{(event['place'] or {}).get('name_en')} "
            f"k={(event['killed'] or {}).get('best')} [{who}] {event['same_event_group']}")  # fmt: skip


def told_by_reports(folder: Path) -> dict[tuple[str, str], Counter[str]]:
    """For every report and event of the pairs: the event_ids of the mentions that fit what the event is."""
    read = gather([folder])
    records = dict(zip(*(read["reports"][name].to_pylist() for name in ("report_id", "record_id")), strict=True))
    mentions: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in read["event_mentions"].to_pylist():
        mentions[records[row["report_id"]]].append(row)
    places = {row["place_id"]: f"{row['name_ar']} {row['name_en']}" for row in
              pq.read_table(folder.parent / "gazetteer/places.parquet").to_pylist()}  # fmt: skip
    facts = {row["event"]: row for row in read_rows(EVENTS)}
    stands_for = kept_record(records.values(), {row[f"docno_{side}"] for row in read_rows(PAIRS) for side in "ab"})
    wanted = {(row[f"docno_{side}"], row[f"event_{side}"]) for row in read_rows(PAIRS) for side in "ab"}
    return {
        (docno, event): Counter(
            row["event_id"] for row in mentions[stands_for[docno]] if fits(row, facts[event], places)
        )
        for docno, event in sorted(wanted)
    }


def fits(mention: dict[str, Any], fact: dict[str, str], places: dict[str, str]) -> bool:
    """Whether a mention may be a telling of an event: its type, and its place and day where it has one."""
    if mention["event_type"] not in fact["types"].split("|") or mention["realis"] not in ("actual", "ongoing"):
        return False
    name = places.get(mention["place_id"], "")
    if name and not any(place in name for place in fact["places"].split("|")):
        return False
    return not mention["date_start"] or (
        mention["date_start"] <= fact["last_day"] and fact["first_day"] <= mention["date_end"]
    )


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def show_pairs(folder: Path, verbose: bool) -> None:
    """Pairs of corpus reports, half by half: one event where both have a fitting mention of one event_id."""
    told = told_by_reports(folder)
    print(f"{sum(bool(ids) for ids in told.values())} of {len(told)} labelled tellings have a mention that fits")
    for half in ("work", "score"):
        rows = [row for row in read_rows(PAIRS) if half_of(f"{row['docno_a']} {row['docno_b']}") == half]
        for only_read in (False, True):
            counts: Counter[str] = Counter()
            for row in rows:
                one, two = (told[row[f"docno_{side}"], row[f"event_{side}"]] for side in "ab")
                if only_read and not (one and two):
                    continue
                merged = bool(one.keys() & two.keys())
                counts[
                    ("right" if merged else "missed") if row["label"] == "same" else "wrong" if merged else "apart"
                ] += 1
                if verbose and half == "work" and only_read and counts and (merged != (row["label"] == "same")):
                    print("   ", *row.values())
            precision = counts["right"] / max(counts["right"] + counts["wrong"], 1)
            recall = counts["right"] / max(counts["right"] + counts["missed"], 1)
            which = " where both were read" if only_read else ""
            print(f"pairs {half}{which}: P {precision:.3f} R {recall:.3f} {dict(sorted(counts.items()))}")
        things = sorted({(row[f"docno_{side}"], row[f"event_{side}"]) for row in rows for side in "ab"})
        found = {f"{d} {e}": told[d, e].most_common(1)[0][0] for d, e in things if told[d, e]}
        truth = {f"{d} {e}": e for d, e in things}
        print(f"B3 F1 {half}: {b_cubed([f'{d} {e}' for d, e in things], truth, found):.3f}; "
              f"of those read: {b_cubed(sorted(found), truth, found):.3f}")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("labels", "read", "pairs"))
    parser.add_argument("tables", type=Path, nargs="?", help="folder of the tables of deduplicate or an export")
    parser.add_argument("--places", type=Path, default=ROOT / "results/gazetteer/places.parquet")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="write the tables of the labels, for fit_merging.py")
    parser.add_argument("--verbose", action="store_true", help="also the wrong pairs of the half to work on")
    args = parser.parse_args()
    if args.what == "pairs":
        return show_pairs(args.tables, args.verbose)
    events = labelled()
    groups = {event["key"]: event["same_event_group"] for event in events if event["same_event_group"]}
    truth = {event: ONE_GROUP.get(group, group) for event, group in groups.items()}
    if args.what == "labels":
        found, told = merged_labels(events, pq.read_table(args.places))
        for name, table in told.items() if args.keep else ():
            args.keep.mkdir(parents=True, exist_ok=True)
            pq.write_table(table, args.keep / f"{name}.parquet")
    else:
        found = aligned(args.tables, events)
        print(f"{len(found)} of {len(events)} labelled events were read")
    show(args.what, events, truth, found, args.verbose)


if __name__ == "__main__":
    main()
