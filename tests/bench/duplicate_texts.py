"""Made-up reports with copies whose truth is known: what the benchmark of duplicate reports runs on.

Words come from the project's sample (and from the corpus where there is one), made many by clitics and endings, drawn
by Zipf's law; every report also holds a few of some stock phrases. Like news, four fifths of the trigrams of 10,000
reports stand in one of them alone. One report in six is a copy: edited by 0 to 40 % of its words, trimmed, or set into
a longer page. The same seed gives the same reports, also of a longer run's beginning.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import numpy as np

from sijill.text.arabic import fold

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared/corpus/ant_news_2018.jsonl.gz"
CORPUS_ARTICLES = 2_000
VOCABULARY = 300_000
PHRASES, PHRASE_WORDS = 3_000, 6
LOTS = 1 << 22
BATCH = 1_000
MEMORY = 3_000  # how many reports back a copy may reach
CLITICS = ("", "و", "ف", "ب", "ل", "ك", "وال", "ال", "بال", "فال", "س", "وس")
ENDINGS = ("", "ه", "ها", "هم", "ات", "ون", "ين", "ية", "نا", "وا", "تين")


def base_words() -> list[str]:
    """The distinct words of the sample and of the first corpus articles, the most frequent first."""
    texts = [file.read_text(encoding="utf-8") for file in sorted((ROOT / "resources/sample/texts").glob("*.txt"))]
    if CORPUS.exists():
        with gzip.open(CORPUS, "rt", encoding="utf-8") as stream:
            texts += [json.loads(line)["text"] for line, _ in zip(stream, range(CORPUS_ARTICLES), strict=False)]
    words, counts = np.unique(
        [word for text in texts for word in fold(text).text.split() if word.isalpha()], return_counts=True
    )
    return words[np.argsort(-counts, kind="stable")].tolist()


def vocabulary() -> list[str]:
    """VOCABULARY words: the base words as they are, then these with clitics and endings."""
    words = base_words()
    forms: dict[str, None] = {}
    for (clitic, ending), word in product(product(CLITICS, ENDINGS), words):  # without either first
        forms[clitic + word + ending] = None
        if len(forms) == VOCABULARY:
            break
    return list(forms)


def batches(count: int, seed: int = 7) -> Iterator[list[str]]:
    """`count` reports, some at a time; none is held longer than copies may reach back."""
    rng = np.random.default_rng(seed)
    words = vocabulary()
    ranks = np.arange(2, len(words) + 2, dtype=float)
    weights = np.cumsum(1 / ranks**1.03)
    lots = np.searchsorted(weights, weights[-1] * (np.arange(LOTS) + 0.5) / LOTS)  # drawing a lot is drawing a word
    phrases = lots[rng.integers(LOTS, size=(PHRASES, PHRASE_WORDS))]
    recent: list[np.ndarray] = []
    for start in range(0, count, BATCH):
        made = []
        for _ in range(min(BATCH, count - start)):
            fresh = _fresh(rng, lots, phrases)
            report = _copy(rng, recent[rng.integers(len(recent))], fresh) if recent and rng.random() < 1 / 6 else fresh
            made.append(report)
        recent = [*recent, *made][-MEMORY:]
        yield [" ".join([words[number] for number in report.tolist()]) for report in made]


def _fresh(rng: np.random.Generator, lots: np.ndarray, phrases: np.ndarray) -> np.ndarray:
    length = int(np.clip(rng.lognormal(5.2, 0.5), 40, 900))
    report = lots[rng.integers(LOTS, size=length)]
    for phrase in phrases[rng.integers(PHRASES, size=length // 60)]:
        at = rng.integers(length - PHRASE_WORDS)
        report[at : at + PHRASE_WORDS] = phrase
    return report


def _copy(rng: np.random.Generator, report: np.ndarray, other: np.ndarray) -> np.ndarray:
    way = rng.integers(3)
    if way == 0:
        copy = report.copy()
        edited = rng.random(len(copy)) < rng.choice([0.0, 0.01, 0.03, 0.05, 0.1, 0.2, 0.4])
        copy[edited] = rng.integers(VOCABULARY // 2, size=int(edited.sum()))
        return copy
    if way == 1:
        return report[: max(20, int(len(report) * rng.uniform(0.3, 1.0)))]
    return np.concatenate([other[: rng.integers(10, len(other))], report])
