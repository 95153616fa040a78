"""Text, title and sentences of a report, from its lines and their roles."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from sijill import tables
from sijill.normalize.roles import Line
from sijill.text.arabic import Folded
from sijill.text.segment import sentences


def body_and_title(view: Folded, lines: list[Line]) -> tuple[str, str | None]:
    """`text` (empty without a body) and the headline, which is taken from the text only where the page repeats it."""
    raw = view.raw
    body = "\n".join(
        [part for line in lines if line.role == "body" and (part := raw[slice(*view.raw_span(line.start, line.end))])]
    )
    headline = next((line for line in lines if line.role == "headline"), None)
    title = raw[slice(*view.raw_span(headline.start, headline.end))].strip() if headline else None
    return ("" if body.isspace() else body), title


class SentenceColumns:
    """The sentences of many reports, column by column: a row each would cost more than finding them."""

    def __init__(self, max_chars: int) -> None:
        self._max_chars = max_chars
        self._columns: dict[str, list[Any]] = {
            name: [] for name in ("report_id", "sentence_no", "start", "end", "role", "rule_id")
        }

    def add(self, report_id: str, view: Folded, lines: list[Line]) -> None:
        """Adds a report's sentences. They end where lines and their pieces do: a headline never runs into the body."""
        columns = self._columns
        number = current = 0
        for sentence in sentences(view.text, self._max_chars):
            start = sentence.start
            while start < sentence.end:
                while lines[current].end <= start:
                    current += 1
                line = lines[current]
                if line.end < sentence.end:  # the line is in pieces
                    end = start + len(view.text[start : line.end].rstrip())
                    following = sentence.end - len(view.text[line.end : sentence.end].lstrip())
                else:
                    end = following = sentence.end
                first, last = view.raw_span(start, end)
                columns["start"].append(first)
                columns["end"].append(last)
                columns["role"].append("quote" if sentence.in_quote and line.role == "body" else line.role)
                columns["rule_id"].append(line.rule_id)
                columns["sentence_no"].append(number)
                number += 1
                start = following
        columns["report_id"] += [report_id] * number

    def table(self) -> pa.Table:
        """The `sentences` table."""
        return pa.table(self._columns, schema=tables.TABLES["sentences"].schema())
