"""Extract: the spans of a report (who, where, when, how many, who says) and the events it tells."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from sijill import tables
from sijill.codebook import Codebook
from sijill.extract import lexicon as lexicons
from sijill.extract.report import read_report
from sijill.extract.sought import seek
from sijill.options import ExtractOptions
from sijill.text.camel import Tagger

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
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in OUTPUTS}
    reports = inputs["reports"].select(["report_id", "text_raw", "published_on", "published_precision", "outlet"])
    texts: list[Any] = reports["text_raw"].to_pylist()
    for report, sought in zip(reports.to_pylist(), seek(texts, lexicon), strict=True):
        own = list(sentences.get(report["report_id"], {}).values())
        for name, found in read_report(report, own, lexicon, codebook, options, sought, tagger).items():
            rows[name] += found
    return {name: tables.from_rows(name, rows[name]) for name in OUTPUTS}
