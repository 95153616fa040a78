"""A megabyte of adversarial Arabic: every pattern and the whole reading of a report, and how their cost grows.

    python tests/bench/bench_megabyte.py [--only patterns reports] [--kinds NAME …] [--bytes N]

Each kind of text is one thing again and again: what patterns that try every start or every length are slow on. It is
given to every regular expression that the package compiles, searched to its end: those that take longer than the bound
are named, and may be used only where a text is bounded (a word, a line of a date, a window). As a report an eighth, a
half and a whole of it are given to ingest, normalize and extract with default options: this tells whether they are.
Ends with 1 when a report takes longer than its bound, or grows faster than n^1.4 where it takes long enough to tell.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import re
import resource
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2] / "workflow/src"))

import hostile
import patterns
import report_files
from sijill.options import IngestOptions

MEGABYTE = 999_000
"""Of UTF-8: as much as a report may have by default, were it all of ASCII (`ingest.max_record_chars`)."""
SHARES = (8, 2, 1)
"""The smaller texts are these parts of the largest."""
BOUNDS = {"patterns": 2.0, "reports": 240}
"""Seconds of a core for one pattern, and for one report, on a megabyte."""
STEEP, TELLING = 1.4, 0.5
"""Growth that is too much, and the seconds from which growth can be told from noise."""
TOLD = "قال شهود إن الطائرات قصفت أطراف البلدة مساء السبت ولم يصب أحد من أهلها.\n"
"""What a report begins with, so that it is taken for Arabic."""
KINDS = {
    "one letter": "ا", "marks": "َّ", "lengthening": "ـ", "spaces": " ", "lines": "\n", "spaced lines": " \n",
    "digits": "٧", "digits and commas": "7,", "words": "قصف ", "joined words": "وبال",
    "opened quotes": "«", "opened brackets": "(",
    "quotes": "«قصف» ", "hashtags": "#قصف_", "comments": "<!--", "tags": "<a ", "entities": "&#x",
    "addresses": "http://ا.", "dates": "5 آذار 2019 ", "times": "12:30 ", "numbers": "ثلاثة وعشرون ألفا و",
    "acts": "قصفت قوات النظام بلدة سرمين ",
    "sayings": "قال إن ", "joined acts": "وقتل ثلاثة مدنيين وأصيب سبعة آخرون ", "names": "محمد بن أحمد ", "dots": ".",
    "sentences": "قصفت قوات النظام بلدة سرمين أمس.\n", "places": "في ريف حلب ", "dashes": "- ", "pipes": "قصف | ",
    "rules": "---\n", "direction": "‏", "questions": "لماذا؟ ",
}  # fmt: skip


def text_of(kind: str, size: int) -> str:
    """So many bytes of the thing, with an end that none of it leads up to."""
    return KINDS[kind] * (size // len(KINDS[kind].encode())) + "\x01"


def search_all(pattern: re.Pattern, text: str) -> None:
    given = text if isinstance(pattern.pattern, str) else text.encode()
    for _ in pattern.finditer(given):
        pass


def read(text: str) -> None:
    """The text as a report through ingest, normalize and extract, with default options."""
    data = report_files.as_lines([{"id": "1", "title": "قصف على سرمين", "text": TOLD + text}])
    hostile.read_file("a.jsonl", data, IngestOptions())


def slow_at(size: int, found: list[re.Pattern], kind: str, bound: float) -> list[re.Pattern]:
    """The patterns that need more than the bound, for a text of a size."""
    text = text_of(kind, size)
    slow = []

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGVTALRM, stop)
    for pattern in found:
        signal.setitimer(signal.ITIMER_VIRTUAL, bound)
        try:
            search_all(pattern, text)
        except TimeoutError:
            slow.append(pattern)
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return slow


def timed(kind: str, whole: int, bound: int) -> list[float]:
    """Seconds of a core for reading each size, up to the first that takes more than the bound: that one is infinite."""
    seconds: list[float] = []
    for size in (whole // share for share in SHARES):
        process = multiprocessing.get_context("fork").Process(target=read_within, args=(text_of(kind, size), bound))
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        process.start()
        process.join()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        stopped = process.exitcode == -signal.SIGXCPU
        assert stopped or process.exitcode == 0, f"{kind}, {size} bytes: ended with {process.exitcode}"
        seconds.append(math.inf if stopped else after.ru_utime - before.ru_utime)
        if stopped:
            break
    return seconds


def read_within(text: str, bound: int) -> None:
    """Read the text as a report; the kernel ends the process when that takes more seconds of a core."""
    resource.setrlimit(resource.RLIMIT_CPU, (bound, bound + 10))
    read(text)


def grows(seconds: list[float]) -> float:
    """The exponent of the growth to the last size; nothing where it is too fast to tell."""
    if seconds[-1] < TELLING or len(seconds) < 2:
        return 0.0
    larger = SHARES[len(seconds) - 2] / SHARES[len(seconds) - 1]
    return math.log(seconds[-1] / max(seconds[-2], 0.01)) / math.log(larger)


def tell(kind: str, seconds: list[float]) -> bool:
    """Print the seconds of a kind of report; whether it is too slow."""
    growth = grows(seconds)
    slow = math.isinf(seconds[-1]) or growth > STEEP
    row = "  ".join(f"{one:7.2f}" for one in seconds)
    print(f"{'SLOW' if slow else '    '} {row}  n^{growth:.2f}  {kind}", flush=True)
    return slow


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="*", choices=tuple(BOUNDS), default=tuple(BOUNDS))
    parser.add_argument("--kinds", nargs="*", choices=tuple(KINDS), default=tuple(KINDS))
    parser.add_argument("--bytes", type=int, default=MEGABYTE, help="Of the largest text. Default: a megabyte.")
    given = parser.parse_args()
    slow = named = 0
    if "patterns" in given.only:
        found = {re.compile(*key): module for key, module in patterns.compiled().items()}
        for kind in given.kinds:
            for pattern in slow_at(given.bytes, list(found), kind, BOUNDS["patterns"]):
                named += 1
                print(f"{kind}: {found[pattern]} {pattern.pattern!r}", flush=True)
        print(f"{len(found)} patterns on {len(given.kinds)} kinds of text: {named} times slow", flush=True)
    if "reports" in given.only:
        hostile.lexicon(), hostile.words()
        for kind in given.kinds:
            slow += tell(kind, timed(kind, given.bytes, BOUNDS["reports"]))
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
