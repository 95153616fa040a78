"""Repeated records and duplicate reports, against a naive oracle that compares all pairs."""

from __future__ import annotations

import random
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from sijill import tables
from sijill.deduplicate import similar
from sijill.deduplicate.repeats import drop_repeats
from sijill.deduplicate.reports import canonical_ranks, mark_duplicates
from sijill.deduplicate.shingles import shingle
from sijill.deduplicate.similar import Limits, similar_pairs
from sijill.options import DeduplicateOptions

OPTIONS = DeduplicateOptions()
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


def report(report_id: str, text: str, day: str | None = None, **more: Any) -> dict[str, Any]:
    row = {
        "report_id": report_id, "corpus": "c", "source_file": f"{report_id}.txt", "record_no": 0, "record_id": "x",
        "source_sha256": "0", "text_raw": text, "text": text,
        "language": "ar", "mixed_language": False, "fields_evidence": "record", "published_on": day,
        "published_precision": "day" if day else "unknown", "published_evidence": "metadata" if day else "none",
    }  # fmt: skip
    return {**row, **more}


def words(rng: random.Random, count: int) -> list[str]:
    return ["".join(rng.choices(LETTERS, k=rng.randint(2, 6))) for _ in range(count)]


def naive_trigrams(text: str) -> set[tuple[str, ...]]:
    parts = text.split()
    return set(zip(parts, parts[1:], parts[2:], strict=False))


def documents(seed: int, count: int) -> list[str]:
    """Texts of chance words; every third is an edited, trimmed or embedded copy of one before it."""
    rng = random.Random(seed)
    texts: list[list[str]] = []
    for number in range(count):
        if number % 3 or not texts:
            texts.append(words(rng, rng.randint(8, 120)))
            continue
        copy = list(rng.choice(texts))
        change = rng.choice(["edit", "trim", "embed"])
        if change == "edit":
            for at in rng.sample(range(len(copy)), k=max(1, int(len(copy) * rng.choice([0.02, 0.05, 0.1, 0.2])))):
                copy[at] = words(rng, 1)[0]
        elif change == "trim":
            copy = copy[: max(3, int(len(copy) * rng.uniform(0.3, 0.95)))]
        else:
            copy = words(rng, rng.randint(5, 100)) + copy + words(rng, rng.randint(5, 100))
        texts.append(copy)
    return [" ".join(text) for text in texts]


def test_shingles_are_the_sets_of_word_trigrams() -> None:
    texts = ["", "كلمة", "كلمة ثانية", "كلمة ثانية، ثالثة رابعة", "ا ب ج ا ب ج ا ب ج", "😀 ا😀ب ج"]
    assert shingle(texts).sizes().tolist() == [0, 0, 0, 2, 3, 1]
    same = shingle(["قصف على المدينة اليوم", "(قصف) على المدينة… اليوم!", "قصف على المدينة امس"])
    assert same.of(0).tolist() == same.of(1).tolist()
    assert len(np.intersect1d(same.of(0), same.of(2))) == 1


def test_shingles_do_not_depend_on_the_batch() -> None:
    texts = documents(3, 40)
    whole = shingle(texts)
    for at, text in enumerate(texts):
        assert shingle([text]).hashes.tolist() == whole.of(at).tolist()


@pytest.mark.parametrize("seed", [1, 2])
def test_pairs_equal_the_all_pairs_oracle(seed: int) -> None:
    texts = documents(seed, 1000)
    sets = [naive_trigrams(text) for text in texts]
    truth = {}
    for a, b in combinations(range(len(texts)), 2):
        smaller = min(len(sets[a]), len(sets[b]))
        if smaller < OPTIONS.min_trigrams or not (shared := len(sets[a] & sets[b])):
            continue
        jaccard = shared / len(sets[a] | sets[b])
        if jaccard >= OPTIONS.near or shared / smaller >= OPTIONS.contained:
            truth[a, b] = jaccard
    assert len(truth) > 300
    assert pairs_of(texts) == pytest.approx(truth)


LIMITS = Limits(OPTIONS.near, OPTIONS.contained, OPTIONS.min_trigrams)


def pairs_of(texts: list[str], batch: int = 300) -> dict[tuple[int, int], float]:
    pairs = similar_pairs((texts[at : at + batch] for at in range(0, len(texts), batch)), LIMITS)
    return dict(zip(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True), pairs.jaccard.tolist(), strict=True))


def test_pairs_do_not_depend_on_bands_and_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = documents(4, 400)
    whole = pairs_of(texts)
    for name in ("BAND_TRIGRAMS", "JOIN_WORK", "PAIR_WORK"):
        monkeypatch.setattr(similar, name, 1000)
    assert pairs_of(texts, 7) == whole
    assert len(whole) > 100


@pytest.mark.parametrize("texts", [[], [""], ["كلمة"], ["كلمة ثانية ثالثة رابعة"]])
def test_no_pairs_of_nothing(texts: list[str]) -> None:
    assert pairs_of(texts) == {}


def test_a_formula_that_many_texts_share_is_no_pair_and_is_found_where_it_is_one() -> None:
    rng = random.Random(9)
    formula = words(rng, 20)
    texts = [" ".join(formula + words(rng, 30)) for _ in range(400)]  # the formula is two fifths of every text
    texts.append(" ".join(formula))
    found = pairs_of(texts)
    assert set(found) == {(number, 400) for number in range(400)}  # contained in each, and no other pair


def test_marks() -> None:
    rng = random.Random(5)
    wire = words(rng, 60)
    page = wire + words(rng, 200)
    edited = list(wire)
    edited[30] = "كلمة"
    rows = [
        report("r3", " ".join(wire), "2018-02-02"),
        report("r1", "  ".join(wire), "2018-02-01"),
        report("r2", " ".join(page), None),
        report("r4", " ".join(edited), "2018-02-03"),
        report("r5", " ".join(words(rng, 60)), "2018-01-01"),
        report("r6", "", "2018-01-01"),
        report("r7", "", "2018-01-01"),
        report("r8", "عاجل عاجل عاجل", "2018-01-01"),
        report("r9", "عاجل عاجل عاجل", "2018-01-02"),
    ]
    marked = {
        row["report_id"]: row for row in mark_duplicates(tables.from_rows("reports", rows), OPTIONS)[0].to_pylist()
    }
    got = {key: (row["duplicate_of"], row["duplicate_kind"]) for key, row in marked.items()}
    assert got == {
        "r1": (None, None), "r2": ("r1", "contained"), "r3": ("r1", "exact"), "r4": ("r1", "near"), "r5": (None, None),
        "r6": (None, None), "r7": (None, None), "r8": (None, None), "r9": ("r8", "exact"),
    }  # fmt: skip
    assert {key: row["story_id"] for key, row in marked.items()} == {
        "r1": "r1", "r2": "r1", "r3": "r1", "r4": "r1", "r5": "r5", "r6": "r6", "r7": "r7", "r8": "r8", "r9": "r8",
    }  # fmt: skip
    assert marked["r3"]["duplicate_similarity"] == 1.0
    assert marked["r4"]["duplicate_similarity"] == pytest.approx(55 / 61)
    assert marked["r2"]["duplicate_similarity"] == pytest.approx(58 / 258)


def test_the_far_end_of_a_chain_is_in_the_story_but_no_duplicate() -> None:
    rng = random.Random(8)
    first, second = words(rng, 60), words(rng, 60)
    rows = [
        report("r1", " ".join(first), "2018-02-01"),
        report("r2", " ".join(first + second), "2018-02-02"),
        report("r3", " ".join(second), "2018-02-03"),
    ]
    marked = {
        row["report_id"]: row for row in mark_duplicates(tables.from_rows("reports", rows), OPTIONS)[0].to_pylist()
    }
    assert [marked[key]["duplicate_of"] for key in ("r1", "r2", "r3")] == [None, "r1", None]
    assert {row["story_id"] for row in marked.values()} == {"r1"}


def test_no_date_stands_after_every_date() -> None:
    rows = [report("r1", "ا ب", None), report("r2", "ا", "2018-05-05"), report("r3", "ا ب", "2018-05-05")]
    assert canonical_ranks(tables.from_rows("reports", rows)) == [2, 1, 0]


def children(report_id: str, text: str, trigger: str) -> dict[str, list[dict[str, Any]]]:
    """Every child row of a report of two sentences, each a line."""
    at = text.index(trigger)
    first_end = text.index(".") + 1
    second = first_end + len(text[first_end:]) - len(text[first_end:].lstrip())
    mention = f"m{report_id}{at}"
    written = {"surface": trigger, "start": at, "end": at + len(trigger), "rule_id": "x"}
    return {
        "sentences": [
            {"report_id": report_id, "sentence_no": 0, "start": 0, "end": first_end, "role": "body"},
            {"report_id": report_id, "sentence_no": 1, "start": second, "end": len(text), "role": "body"},
        ],
        "spans": [{"span_id": f"s{at}", "report_id": report_id, "sentence_no": 1, "kind": "actor",
                   "resolution_status": "resolved", **written}],
        "event_mentions": [{"mention_id": mention, "report_id": report_id, "sentence_no": 1, "trigger_start": at,
                            "trigger_end": at + len(trigger), "trigger": trigger, "event_type": "shelling",
                            "realis": "actual", "assertion": "reported", "date_precision": "unknown",
                            "date_status": "none", "place_status": "not_stated", "geo_precision": 7,
                            "actor_status": "stated", "confidence": 0.5, "confidence_evidence": "base",
                            "rule_id": "x"}],
        "participants": [{"mention_id": mention, "role": "actor", **written}],
        "quantities": [{"mention_id": mention, "what": "killed", "as_written": trigger, "start": at,
                        "end": at + len(trigger), "rule_id": "x"}],
        "attributions": [{"mention_id": mention, "level": 1, "source_kind": "media", "name": "x", **written}],
    }  # fmt: skip


@pytest.mark.parametrize(("one", "two"), [("\n", "\n"), ("\n", "\n\n"), ("\n\n", "\n"), ("\n  ", " \n")])
def test_a_repeated_record_leaves_one_set_of_rows_that_fits_its_text(one: str, two: str) -> None:
    texts = [f"السطر الاول هنا.{gap}ثم قصف على القرية." for gap in (one, two)]
    rows = [
        report("r1", texts[0], source_file="a.jsonl", record_no=3),
        report("r1", texts[1], source_file="a.jsonl", record_no=2),
    ]
    both = [children("r1", text, "قصف") for text in texts]
    given = {name: tables.from_rows(name, [*both[0][name], *both[1][name]]) for name in both[0]}
    given["reports"] = tables.from_rows("reports", rows)
    kept, rejected = drop_repeats(given)
    assert kept["reports"].to_pylist() == [tables.from_rows("reports", rows[1:]).to_pylist()[0]]
    reasons = [(row["reason"], row["record_no"], row["mention_id"]) for row in rejected.to_pylist()]
    lost = {row["event_mentions"][0]["mention_id"] for row in both} - set(
        kept["event_mentions"]["mention_id"].to_pylist()
    )
    assert reasons == [("repeated_record", 3, None), *(("repeated_mention", None, mention) for mention in lost)]
    for name in both[1]:
        assert kept[name].to_pylist() == tables.from_rows(name, both[1][name]).to_pylist(), name
