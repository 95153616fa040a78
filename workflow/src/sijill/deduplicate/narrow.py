"""What deciding needs of the lots: everything of mentions, of reports all but the texts, of sentences a few."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from sijill import tables as contract
from sijill.deduplicate.repeats import drop_repeats
from sijill.deduplicate.wording import lead_sentences

TEXTS = ("text_raw", "text")
MARKS = ("duplicate_of", "duplicate_kind", "duplicate_similarity", "story_id")
HELD = ("event_mentions", "participants", "quantities", "attributions")
CHARS = "chars"
"""Column of `reports` without texts: the length of `text`."""
TOLD = "told"
"""Column of the sentences that are held: the sentence itself where it holds a mention, else null."""
Tables = dict[str, pa.Table]


class Narrow:
    """Collects from lot after lot what is held; `hand_on` gets the rest."""

    def __init__(self, hand_on: Callable[[str, pa.Table], None]) -> None:
        self._hand_on = hand_on
        self._parts: dict[str, list[pa.Table]] = {}

    def texts(self, lots: Iterable[Tables]) -> Iterator[pa.ChunkedArray]:
        """The bodies of the reports that stay, lot by lot; passing over them collects what is held."""
        for lot in lots:
            kept, rejected = drop_repeats(lot)
            for name in ("reports", "sentences", "spans"):
                self._hand_on(name, kept[name])
            held = {name: kept[name] for name in HELD} | {"rejected": rejected}
            held |= {"reports": without_texts(kept["reports"]), "sentences": needed_sentences(kept)}
            for name, table in held.items():
                self._parts.setdefault(name, []).append(table)
            yield kept["reports"]["text"]

    def tables(self) -> Tables:
        """What was collected; mentions in the order of their key."""
        found = {name: pa.concat_tables(parts) for name, parts in self._parts.items()}
        found["event_mentions"] = found["event_mentions"].sort_by(
            [(name, "ascending") for name in contract.TABLES["event_mentions"].key]
        )
        return found


def without_texts(reports: pa.Table) -> pa.Table:
    """The reports with the length of their body in place of the texts."""
    return reports.append_column(CHARS, pc.utf8_length(reports["text"])).drop_columns(list(TEXTS))


def of_mentions(reports: pa.Table, mentions: pa.Table) -> pa.Table:
    """The reports that hold a mention, and those that they repeat."""
    used = pc.is_in(reports["report_id"], value_set=mentions["report_id"].combine_chunks())
    originals = pc.unique(reports["duplicate_of"].filter(used)).drop_null()
    return reports.filter(pc.or_(used, pc.is_in(reports["report_id"], value_set=originals)))


def needed_sentences(tables: Tables) -> pa.Table:
    """The sentences of the leads and those with mentions, of reports with mentions; the text of the latter as TOLD."""
    mentions = tables["event_mentions"].select(["report_id", "sentence_no"])
    holding = set(zip(*(column.to_pylist() for column in mentions.columns), strict=True))
    with_mentions = pc.is_in(tables["sentences"]["report_id"], value_set=mentions["report_id"].combine_chunks())
    sentences = tables["sentences"].filter(with_mentions).drop_columns(["rule_id"])
    leads = lead_sentences(sentences)
    used = tables["reports"].filter(
        pc.is_in(tables["reports"]["report_id"], value_set=mentions["report_id"].combine_chunks())
    )
    texts: dict[Any, Any] = dict(zip(used["report_id"].to_pylist(), used["text_raw"].to_pylist(), strict=True))
    keep, told = [], []
    columns = (sentences[name].to_pylist() for name in ("report_id", "sentence_no", "start", "end"))
    for report, number, start, end in zip(*columns, strict=True):
        holds = (report, number) in holding
        keep.append(holds or number in leads.get(report, ()))
        told.append(texts[report][start:end] if holds else None)
    return sentences.append_column(TOLD, pa.array(told, pa.string())).filter(pa.array(keep, pa.bool_()))
