"""Extract: the spans of a report (who, where, when, how many, who says) and the events it tells.

In the order of reading: `lexicon` (the codebook as one matcher), `sought` (what it finds in the texts of many reports),
`report` (one report, sentence by sentence), `sentence` (tokens and items); then `names` (what a name means), `grammar`
(predicates and their phrases), `who`, `where`, `when`, `numbers`, `sources` (who says so), `events` (what makes them a
row), `story` (what one sentence takes over from another); and `rows` (the columns of the tables).
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from sijill import tables
from sijill.codebook import Codebook
from sijill.extract import lexicon as lexicons
from sijill.extract.report import read_report
from sijill.extract.sought import seek
from sijill.options import ExtractOptions
from sijill.text.camel import Tagger

Rows = dict[str, list[dict[str, Any]]]
OUTPUTS = ("spans", "event_mentions", "participants", "quantities", "attributions", "rejected")


def run(
    inputs: dict[str, pa.Table], codebook: Codebook, options: ExtractOptions, tagger: Tagger | None = None
) -> dict[str, pa.Table]:
    """`reports` and `sentences` as normalized, `places` (the gazetteer) → spans, mentions and what belongs to them.

    `tagger`: the recognizer that `options.ner` names, loaded by the caller; None for the lexicons alone.
    """
    lexicon = lexicons.build(codebook, inputs["places"].to_pylist())
    sentences: dict[str, dict[int, dict[str, Any]]] = {}  # by number: a record seen twice has its sentences twice
    columns = ["report_id", "sentence_no", "start", "end", "role"]
    for row in zip(*(inputs["sentences"][column].to_pylist() for column in columns), strict=True):
        sentences.setdefault(row[0], {})[row[1]] = dict(zip(columns, row, strict=True))
    rows: Rows = {name: [] for name in OUTPUTS}
    reports = inputs["reports"].select(["report_id", "text_raw", "published_on", "published_precision", "outlet"])
    texts: list[Any] = reports["text_raw"].to_pylist()
    for report, sought in zip(reports.to_pylist(), seek(texts, lexicon), strict=True):
        own = list(sentences.get(report["report_id"], {}).values())
        read = partial(read_report, report, own, lexicon, codebook, options, sought, tagger)
        for name, found in read_or_reject(report["report_id"], read).items():
            rows[name] += found
    return {name: tables.from_rows(name, rows[name]) for name in OUTPUTS}


def read_or_reject(report_id: str, read: Callable[[], Rows]) -> Rows:
    """What `read` gives; of a report in which it fails, one rejected row that says where the fault is.

    A fault of ours in one report of a hundred thousand must not cost the other reports; the gate tells of it.
    """
    try:
        return read()
    except Exception as fault:
        at = traceback.extract_tb(fault.__traceback__)[-1]
        detail = f"{type(fault).__name__}: {fault} ({Path(at.filename).name}, line {at.lineno}); please report this"
        return {
            "rejected": [{"stage": "extract", "report_id": report_id, "reason": "reading_failed", "detail": detail}]
        }
