"""The sentences that tell an event, their words and whether they are the lead: hints that reports tell one news."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pyarrow as pa

from sijill.text.arabic import fold_all
from sijill.text.likeness import stem

MIN_LETTERS = 3
MIN_SHARED = 5  # the names of place and parties alone are fewer
MIN_SHARE = 0.4  # of the words of the shorter sentence
FUNCTION_WORDS = (
    "التي الذي الذين على الى عن بعد قبل خلال وقال قالت قال وكان كانت كان وقد عند منذ حيث بين ايضا هذا هذه ذلك تلك "
    "اعلن اعلنت وفق بحسب مصدر مصادر حول ضد غير لكن"
)
COMMON = frozenset(map(stem, FUNCTION_WORDS.split()))
Wording = frozenset[str]


def sentence_words(tables: dict[str, pa.Table]) -> dict[tuple[str, int], Wording]:
    """The stems of the telling words of every sentence that holds an event mention."""
    told = set(zip(*(tables["event_mentions"][name].to_pylist() for name in ("report_id", "sentence_no")), strict=True))
    texts = dict(zip(*(tables["reports"][name].to_pylist() for name in ("report_id", "text_raw")), strict=True))
    rows = [
        row
        for row in tables["sentences"].select(["report_id", "sentence_no", "start", "end"]).to_pylist()
        if (row["report_id"], row["sentence_no"]) in told
    ]
    folded = fold_all([texts[row["report_id"]][row["start"] : row["end"]] for row in rows])
    return {(row["report_id"], row["sentence_no"]): words(view.text) for row, view in zip(rows, folded, strict=True)}


def words(text: str) -> Wording:
    """The stems of a folded text that are long enough to tell something."""
    letters = "".join(char if char.isalnum() else " " for char in text)
    stems = (stem(word) for word in letters.split())
    return frozenset(word for word in stems if len(word) >= MIN_LETTERS) - COMMON


def alike(a: Iterable[Wording], b: Iterable[Wording]) -> bool:
    """Whether a sentence of one says much of what a sentence of the other says."""
    others = tuple(b)
    return any(_alike(one, other) for one in a for other in others)


def _alike(one: Wording, other: Wording) -> bool:
    shared = len(one & other)
    return shared >= MIN_SHARED and shared >= MIN_SHARE * min(len(one), len(other))


def lead_sentences(sentences: pa.Table) -> dict[str, set[int]]:
    """The sentences of each report's lead: its headlines, and the first that is none and is told as news."""
    found: dict[str, set[int]] = defaultdict(set)
    body: set[str] = set()
    for row in sorted(
        sentences.select(["report_id", "sentence_no", "role"]).to_pylist(),
        key=lambda row: (row["report_id"], row["sentence_no"]),
    ):
        report = row["report_id"]
        if row["role"] == "headline":
            found[report].add(row["sentence_no"])
        elif row["role"] in ("body", "quote") and report not in body:
            body.add(report)
            found[report].add(row["sentence_no"])
    return found
