"""Known failures of the golden cases: what the reader cannot do yet, one line each, kept as strict expected failures.

    python tests/golden/known.py     # lists the cases and reports anew; read the difference before you commit it

A case that starts to pass fails the suite until it is struck from the list.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

FILE = Path(__file__).parent / "known_failures.yaml"


def known_failures() -> dict[str, dict[str, str]]:
    """Kind of case (cases, reports, conflicts) → its text, record id or event type → what differs."""
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def marks(kind: str, name: str) -> list[Any]:
    """The mark of a known failure."""
    reason = known_failures()[kind].get(name)
    return [pytest.mark.xfail(strict=True, reason=reason)] if reason else []


def reason_of(problems: list[str]) -> str:
    """The first difference in short: which slots of which type, or that nothing was read, or that too much was."""
    first = problems[0]
    if differ := re.match(r"(\w+) not read as expected: ([\w, ]+) differ", first):
        return f"{differ[1]}: {differ[2]} not read right"
    if missing := re.match(r"(\w+) not read", first):
        return f"{missing[1]}: not read"
    return f"too much read: {first.split(':', 1)[-1].split('(')[0].strip()}"


def main() -> None:
    """Write the list; contradictions between reports are listed by hand."""
    sys.path[:0] = [str(FILE.parents[2] / "workflow" / "src"), str(FILE.parents[1])]
    from golden import test_golden, test_sample
    from golden.reading import Reader, by_report, problems, report_row
    from sijill import deduplicate, tables
    from sijill.options import DeduplicateOptions

    reader = Reader()
    rows = [report_row(str(n), case["text"], case.get("published_on")) for n, case in enumerate(test_golden.CASES)]
    events = by_report(reader.read(tables.from_rows("reports", rows)))
    found: dict[str, dict[str, str]] = {"cases": {}, "conflicts": known_failures()["conflicts"], "reports": {}}
    for number, case in enumerate(test_golden.CASES):
        if wrong := problems(case, events.get(str(number), []), reader):
            found["cases"][case["text"]] = reason_of(wrong)
    read = reader.read(tables.from_rows("reports", test_sample.ingested()[0]))
    merged = deduplicate.run(read, reader.codebook, DeduplicateOptions())
    events = by_report({**read, **merged})
    for record, gold in test_sample.GOLD["reports"].items():
        if wrong := problems(gold, events.get(record, []), reader):
            found["reports"][record] = reason_of(wrong)
    FILE.write_text(yaml.safe_dump(found, allow_unicode=True, width=200), encoding="utf-8")


if __name__ == "__main__":
    main()
