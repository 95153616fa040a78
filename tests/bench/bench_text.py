"""How fast texts are folded and cut, on one core, with camel-tools' own chain in the same run.

Run: `make bench`, or `PYTHONPATH=workflow/src .venv/bin/python tests/bench/bench_text.py [TEXTS.jsonl.gz]`. Without the
corpus the project's own sample, repeated, stands in for it. Figures are megabytes of UTF-8 per second of processor
time, the best of several passes.
"""

import sys
import time
from collections.abc import Callable
from typing import Any

from texts import texts

from sijill.text.arabic import fold_all
from sijill.text.camel import folding_chain
from sijill.text.segment import sentences, tokens_all


def rate(work: Callable[[list[str]], Any], given: list[str], passes: int = 5) -> float:
    """Megabytes per second of the best pass."""
    size = sum(len(text.encode()) for text in given) / 1e6
    best = float("inf")
    for _ in range(passes):
        start = time.process_time()
        work(given)
        best = min(best, time.process_time() - start)
    return size / best


def agreement(given: list[str]) -> tuple[int, int]:
    """Texts for which folding gives what camel-tools' chain gives, among those where the two are meant to agree.

    They are meant to differ on what camel-tools leaves alone: digits, quotes, dashes, spaces, tatweel, invisible
    controls, Persian letters; and normalize_unicode also changes characters of other scripts. Both sides therefore go
    through the other's folding before they are compared.
    """
    camel_chain = folding_chain()
    ours = [view.text for view in fold_all(given)]
    theirs = [view.text for view in fold_all([camel_chain(text) for text in given])]
    again = [camel_chain(text) for text in ours]
    return sum(a == b for a, b in zip(again, theirs, strict=True)), len(given)


def main() -> None:
    given = texts(sys.argv[1:])
    folded = [view.text for view in fold_all(given)]
    camel_chain = folding_chain()
    camel = rate(lambda all_texts: [camel_chain(text) for text in all_texts], given, passes=2)
    ours = rate(fold_all, given)
    same, of = agreement(given)
    cut = rate(lambda all_texts: ([sentences(text) for text in all_texts], tokens_all(all_texts)), folded)
    print(f"{'what':<44}{'MB/s':>8}")
    print(f"{'camel-tools: unicode, alef, ى, ة, dediac':<44}{camel:8.1f}")
    print(f"{'fold_all, with the map back':<44}{ours:8.1f}   {ours / camel:.1f} x camel-tools")
    print(f"{'sentences and tokens':<44}{cut:8.1f}")
    print(f"{same} of {of} texts folded alike by both")


if __name__ == "__main__":
    main()
