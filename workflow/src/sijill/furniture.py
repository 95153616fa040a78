"""Furniture learnt: the lines an outlet repeats from report to report, whatever they say.

A line of page furniture (a credit, a prompt, a footer) stands in many different texts of one outlet; a line of a story
does not. But outlets repeat sentences and whole paragraphs of background, and those are body. So a short line without
a final mark is learnt when it stands in a small share of the outlet's texts; a line that ends like a sentence, or a
long one, only when it stands in half of them (`REPEATED_TEXT_SHARE`). Texts that repeat each other to the letter count
once, and a report's own title is not counted.

Two passes over the reports keep the memory small whatever their number: the first counts lines by a checksum in a
table of fixed size, an upper bound; the second counts exactly, and only the lines that can reach their threshold. The
result depends on the set of reports alone, not on their order or how they are cut into files.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from zlib import crc32

import numpy as np
import pyarrow as pa

from sijill.options import FurnitureOptions
from sijill.text.arabic import fold_all

SCHEMA = pa.schema({"outlet": pa.string(), "line": pa.string(), "kind": pa.string()})
"""One row per repeated line: the outlet (the corpus entry where reports name none), the line folded, its kind."""
COLUMNS = ("outlet", "corpus", "title", "text_raw")
MAX_LINE, MAX_TEXT = 100, 300
"""Characters of a short line, and of the longest line that is looked at."""
REPEATED_TEXT_SHARE = 0.5
BUCKETS = 1 << 22
SENTENCE_MARKS = ".!?؟…:؛،,\"'"

Batches = Callable[[], Iterable[pa.Table]]


def learn(batches: Batches, options: FurnitureOptions) -> pa.Table:
    """The `SCHEMA` table, sorted. `batches` starts anew at every call and gives the reports' `COLUMNS`."""
    counted, is_first, texts = _survey(batches())
    exact: Counter[tuple[str, str]] = Counter()
    for first, (outlet, lines) in zip(is_first, _lines(batches()), strict=True):
        if first:
            exact.update(
                (outlet, line)
                for line in lines
                if counted[_bucket(outlet, line)] >= _needed(line, texts[outlet], options)
            )
    repeated = sorted(key for key, count in exact.items() if count >= _needed(key[1], texts[key[0]], options))
    rows = [{"outlet": outlet, "line": line, "kind": _kind(line)} for outlet, line in repeated]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def _survey(batches: Iterable[pa.Table]) -> tuple[array[int], list[bool], Counter[str]]:
    """How often each bucket of lines occurs at most, which reports are first of their text, and texts by outlet."""
    counted = array("I", bytes(4 * BUCKETS))
    digests, outlets = array("Q"), array("I")
    numbers: dict[str, int] = {}
    for outlet, lines, digest in _reports(batches):
        digests.append(digest)
        outlets.append(numbers.setdefault(outlet, len(numbers)))
        for line in lines:
            counted[_bucket(outlet, line)] += 1
    is_first = np.zeros(len(digests), dtype=bool)
    is_first[np.unique(np.frombuffer(digests, dtype=np.uint64), return_index=True)[1]] = True
    per_outlet = np.bincount(np.frombuffer(outlets, dtype=np.uint32)[is_first], minlength=len(numbers))
    return counted, is_first.tolist(), Counter({outlet: int(per_outlet[number]) for outlet, number in numbers.items()})


def _lines(batches: Iterable[pa.Table]) -> Iterator[tuple[str, set[str]]]:
    return ((outlet, lines) for outlet, lines, _ in _reports(batches))


def _reports(batches: Iterable[pa.Table]) -> Iterator[tuple[str, set[str], int]]:
    """Of each report: whose it is, its lines short enough to be furniture (folded, without its title), its digest."""
    for table in batches:
        outlets, corpora, titles, texts = (table[name].to_pylist() for name in COLUMNS)
        folded = fold_all([f"{title or ''}\n{text}" for title, text in zip(titles, texts, strict=True)])
        for outlet, corpus, title, text, view in zip(outlets, corpora, titles, texts, folded, strict=True):
            owner = str(outlet or corpus)
            digest = blake2b(f"{owner}\x1f{title or ''}\x1f{text}".encode("utf-8", "surrogatepass"), digest_size=8)
            headline, *lines = view.text.split("\n")
            short = {" ".join(line.split()) for line in lines if len(line) <= MAX_TEXT}
            yield owner, short - {"", " ".join(headline.split())}, int.from_bytes(digest.digest(), "big")


def _bucket(outlet: str, line: str) -> int:
    return crc32(f"{outlet}\x1f{line}".encode("utf-8", "surrogatepass")) % BUCKETS


def _kind(line: str) -> str:
    """A line that reads like a text needs much more to be furniture."""
    return "repeated_text" if len(line) > MAX_LINE or line[-1] in SENTENCE_MARKS else "repeated_line"


def _needed(line: str, texts: int, options: FurnitureOptions) -> float:
    """In how many of the outlet's different texts a line must stand."""
    share = options.min_share if _kind(line) == "repeated_line" else REPEATED_TEXT_SHARE
    return max(2, options.min_reports, share * texts)
