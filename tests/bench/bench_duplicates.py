"""Finding duplicate reports: time, memory and exactness, beside datasketch and gaoya (requirements-bench.in).

    .venv-bench/bin/python tests/bench/bench_duplicates.py 20000             # all three, and the all-pairs truth
    .venv/bin/python tests/bench/bench_duplicates.py 20000 200000 1000000 --only sijill   # how it grows

Every engine gets the same folded texts and answers with the pairs of Jaccard ≥ 0.5 over word trigrams. Peers propose
by their own MinHash and LSH and decide by Python sets, so that their precision is 1. Ours also finds the contained
pairs; they do not count here. Each engine runs in a process of its own; CPU is that of the process.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

sys.path[:0] = [str(Path(__file__).parents[2] / "workflow/src"), str(Path(__file__).parent)]

from duplicate_texts import batches  # noqa: E402

NEAR, CONTAINED, MIN_TRIGRAMS = 0.5, 0.9, 10
BANDS, ROWS = 42, 3
PairSet = dict[tuple[int, int], float]


def trigrams(text: str) -> frozenset[tuple[str, ...]]:
    """The plain definition, with Python strings."""
    words = text.split()
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def ours(texts: Iterable[list[str]]) -> PairSet:
    from sijill.deduplicate.similar import Limits, similar_pairs

    pairs = similar_pairs(texts, Limits(NEAR, CONTAINED, MIN_TRIGRAMS))
    keep = pairs.jaccard >= NEAR
    columns = (pairs.left[keep].tolist(), pairs.right[keep].tolist(), pairs.jaccard[keep].tolist())
    return {(a, b): jaccard for a, b, jaccard in zip(*columns, strict=True)}


def decided(proposed: Iterable[tuple[int, int]], sets: list[frozenset[tuple[str, ...]]]) -> PairSet:
    found = {}
    for a, b in proposed:
        if min(len(sets[a]), len(sets[b])) >= MIN_TRIGRAMS:
            shared = len(sets[a] & sets[b])
            jaccard = shared / (len(sets[a]) + len(sets[b]) - shared)
            if jaccard >= NEAR:
                found[a, b] = jaccard
    return found


def datasketch(texts: Iterable[list[str]]) -> PairSet:
    import xxhash
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(num_perm=BANDS * ROWS, params=(BANDS, ROWS))
    sets: list[frozenset[tuple[str, ...]]] = []
    proposed = []
    for batch in texts:
        for text in batch:
            sets.append(trigrams(text))
            digest = MinHash(num_perm=BANDS * ROWS, seed=1, hashfunc=xxhash.xxh32_intdigest)
            digest.update_batch([" ".join(gram).encode() for gram in sets[-1]])
            number = len(sets) - 1
            proposed += [(other, number) for other in index.query(digest)]
            index.insert(number, digest)
    return decided(proposed, sets)


def gaoya(texts: Iterable[list[str]]) -> PairSet:
    from gaoya.minhash import MinHashStringIndex

    # the estimate must not decide: pairs are kept from far below, and then decided by their sets
    index = MinHashStringIndex(
        hash_size=32, jaccard_threshold=0.3, num_bands=BANDS, band_size=ROWS, analyzer="word", lowercase=False,
        ngram_range=(3, 3),
    )  # fmt: skip
    everything = [text for batch in texts for text in batch]
    index.par_bulk_insert_docs(list(range(len(everything))), everything)
    found = index.par_bulk_query(everything)
    proposed = {(min(a, b), max(a, b)) for a, others in enumerate(found) for b in others if a != b}
    return decided(sorted(proposed), [trigrams(text) for text in everything])


def all_pairs(texts: Iterable[list[str]]) -> PairSet:
    """The truth: every pair that shares a trigram, counted through an inverted index of Python strings."""
    sets = [trigrams(text) for batch in texts for text in batch]
    holders: dict[tuple[str, ...], list[int]] = {}
    for number, grams in enumerate(sets):
        if len(grams) >= MIN_TRIGRAMS:
            for gram in grams:
                holders.setdefault(gram, []).append(number)
    found: PairSet = {}
    of_text: dict[int, list[list[int]]] = {}
    for numbers in holders.values():
        if len(numbers) > 1:
            for number in numbers:
                of_text.setdefault(number, []).append(numbers)
    for number, lists in sorted(of_text.items()):
        counts = np.bincount(np.concatenate([np.array(others) for others in lists]), minlength=number + 1)
        for other in np.flatnonzero(counts[:number]).tolist():
            shared = int(counts[other])
            jaccard = shared / (len(sets[other]) + len(sets[number]) - shared)
            if jaccard >= NEAR:
                found[other, number] = jaccard
    return found


ENGINES: dict[str, Callable[[Iterable[list[str]]], PairSet]] = {
    "sijill": ours, "datasketch": datasketch, "gaoya": gaoya, "truth": all_pairs,
}  # fmt: skip


def measure(engine: str, count: int, out: Path) -> None:
    """Runs one engine; the time that making the texts takes is measured apart and taken off. Writes JSON."""
    making = 0.0

    def timed() -> Iterable[list[str]]:
        nonlocal making
        source = batches(count)
        while True:
            start = time.process_time()
            batch = next(source, None)
            making += time.process_time() - start
            if batch is None:
                return
            yield batch

    wall, cpu = time.perf_counter(), time.process_time()
    pairs = ENGINES[engine](timed())
    cpu, wall = time.process_time() - cpu - making, time.perf_counter() - wall - making
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    rows = [[a, b, jaccard] for (a, b), jaccard in sorted(pairs.items())]
    out.write_text(json.dumps({"cpu": cpu, "wall": wall, "peak_gb": peak, "pairs": rows}))


def run(engine: str, count: int) -> dict:
    out = Path(f"/tmp/bench_duplicates_{engine}_{count}.json")
    subprocess.run([sys.executable, __file__, str(count), "--measure", engine, "--out", str(out)], check=True)
    return json.loads(out.read_text())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counts", type=int, nargs="+")
    parser.add_argument("--only", nargs="+", choices=ENGINES, default=list(ENGINES))
    parser.add_argument("--measure", choices=ENGINES, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.measure:
        return measure(args.measure, args.counts[0], args.out)
    last: tuple[int, float] | None = None
    for count in args.counts:
        results = {engine: run(engine, count) for engine in args.only}
        truth = {(a, b): j for a, b, j in results["truth"]["pairs"]} if "truth" in results else None
        for engine, result in results.items():
            pairs = {(a, b): j for a, b, j in result["pairs"]}
            line = f"{count:>9} {engine:<11} cpu {result['cpu']:7.1f} s  wall {result['wall']:7.1f} s"
            line += f"  peak {result['peak_gb']:.2f} GB  pairs {len(pairs)}"
            if truth is not None:
                right = sum(math.isclose(truth.get(pair, -1.0), j) for pair, j in pairs.items())
                line += f"  P {right / max(len(pairs), 1):.5f}  R {right / max(len(truth), 1):.5f}"
            print(line, flush=True)
        if "sijill" in results:
            cpu = results["sijill"]["cpu"]
            if last:
                exponent = math.log(cpu / last[1]) / math.log(count / last[0])
                print(f"          growth exponent since {last[0]}: {exponent:.2f}", flush=True)
            last = count, cpu


if __name__ == "__main__":
    main()
