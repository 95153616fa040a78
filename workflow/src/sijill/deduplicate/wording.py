"""The sentences that tell an event, their words and whether they are the lead: hints that reports tell one news."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from sys import intern
from typing import Any

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
    """The stems of the telling words of every sentence that holds an event mention (`narrow.needed_sentences`)."""
    columns = (tables["sentences"][name].to_pylist() for name in ("report_id", "sentence_no", "told"))
    rows: list[tuple[Any, Any, Any]] = [row for row in zip(*columns, strict=True) if row[2] is not None]
    folded = fold_all([told for _, _, told in rows])
    return {(report, number): words(view.text) for (report, number, _), view in zip(rows, folded, strict=True)}


def words(text: str) -> Wording:
    """The stems of a folded text that are long enough to tell something."""
    letters = "".join(char if char.isalnum() else " " for char in text)
    stems = (intern(stem(word)) for word in letters.split())  # a word of many reports is held once
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
    columns: list[list[Any]] = [sentences[name].to_pylist() for name in ("report_id", "sentence_no", "role")]
    for report, number, role in sorted(zip(*columns, strict=True)):
        if role == "headline":
            found[report].add(number)
        elif role in ("body", "quote") and report not in body:
            body.add(report)
            found[report].add(number)
    return found
