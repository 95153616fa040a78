"""The stage that makes reports and event mentions one where they are one.

Repeated records leave; reports that repeat another are marked and stay; mentions of one act become one event; events
that may be one, or that contradict each other, are linked.

Texts, sentences and spans are too many to be held: they are seen one lot of reports at a time and handed on as they are
done with (`decide`). What is told of events is held as a whole, without texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pyarrow as pa

from sijill.codebook import Codebook
from sijill.deduplicate.compare import Comparer
from sijill.deduplicate.events import build_events
from sijill.deduplicate.links import link_events
from sijill.deduplicate.merge import merge
from sijill.deduplicate.narrow import MARKS, Narrow, of_mentions
from sijill.deduplicate.registry import Actors, Places
from sijill.deduplicate.reports import compare_texts, mark_duplicates, with_columns
from sijill.deduplicate.stories import tell_stories
from sijill.deduplicate.types import Types
from sijill.event_slots import event_slots
from sijill.options import DeduplicateOptions

__all__ = ["WIDE", "decide", "marked", "run"]

CHILDREN = ("participants", "quantities", "attributions")
WIDE = ("reports", "sentences", "spans")
"""The tables that are handed on lot by lot."""
ANYBODY = ("civilians", "protesters", "unidentified_gunmen")  # actors that name nobody, and all under them
UMBRELLA = "umbrella"
Tables = dict[str, pa.Table]


def run(tables: Tables, codebook: Codebook, options: DeduplicateOptions) -> Tables:
    """Reports each once with their duplicates marked, events, links, and what left.

    `tables`: reports, sentences, spans, event_mentions, participants, quantities, attributions and places. Gives the
    same tables without places, and events, event_links, rejected.
    """
    wide: dict[str, list[pa.Table]] = {name: [] for name in WIDE}
    lot = {name: table for name, table in tables.items() if name not in ("places", "rejected")}
    done = decide([lot], tables["places"], codebook, options, lambda name, rows: wide[name].append(rows))
    whole = {name: pa.concat_tables(rows) for name, rows in wide.items()}
    return {**done, **whole, "reports": marked(whole["reports"], done["reports"])}


def decide(
    lots: Iterable[Tables],
    places: pa.Table,
    codebook: Codebook,
    options: DeduplicateOptions,
    hand_on: Callable[[str, pa.Table], None],
) -> Tables:
    """The tables of the stage but for WIDE; of `reports` the marks only, in the order of the reports handed on.

    `lots`: the tables that `run` takes, cut by ranges of report_id, ascending. `hand_on` gets the rows of WIDE that
    stay: sentences and spans as they are, reports still without their marks (see `marked`).
    """
    narrow = Narrow(hand_on)
    compared = compare_texts(narrow.texts(lots), options)
    kept = {**narrow.tables(), "places": places}
    kept["reports"], pairs = mark_duplicates(kept["reports"], options, compared)
    comparer = comparer_of(places, codebook, options)
    told = {**kept, "reports": of_mentions(kept["reports"], kept["event_mentions"])}
    merged = merge(told, comparer)
    events, event_ids, kept["event_mentions"] = build_events(told, merged, codebook.event_types)
    told["event_mentions"] = kept["event_mentions"]
    links = link_events(merged, event_ids, comparer)
    del merged, comparer  # what tellings say takes up most of the memory
    return {
        "reports": tell_stories(kept).select(["report_id", *MARKS]),
        "report_pairs": pairs,
        **{name: kept[name] for name in CHILDREN},
        "event_mentions": kept["event_mentions"],
        "events": events,
        "event_slots": event_slots(events, told),
        "event_links": links,
        "rejected": kept["rejected"],
    }


def marked(reports: pa.Table, marks: pa.Table) -> pa.Table:
    """Reports with the marks of the same reports, row by row."""
    if not reports["report_id"].equals(marks["report_id"]):
        raise ValueError("the marks are those of other reports")
    return with_columns(reports, {name: marks[name].to_pylist() for name in MARKS})


def comparer_of(places: pa.Table, codebook: Codebook, options: DeduplicateOptions) -> Comparer:
    return Comparer(
        Places(places, options.max_distance_km),
        Actors(
            {key: actor.parent or None for key, actor in codebook.actors.items()},
            ANYBODY,
            {key: actor.backers for key, actor in codebook.actors.items() if actor.kind == UMBRELLA},
            codebook.memberships,
        ),
        Types({name: event_type.violent for name, event_type in codebook.event_types.items()}),
        codebook.merging,
    )
