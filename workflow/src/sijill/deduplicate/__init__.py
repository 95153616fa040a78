"""The stage that makes reports and event mentions one where they are one.

Repeated records leave; reports that repeat another are marked and stay; mentions of one act become one event; events
that may be one, or that contradict each other, are linked.
"""

from __future__ import annotations

import pyarrow as pa

from sijill import tables as contract
from sijill.codebook import Codebook
from sijill.deduplicate.compare import Comparer
from sijill.deduplicate.events import build_events
from sijill.deduplicate.links import link_events
from sijill.deduplicate.merge import merge
from sijill.deduplicate.registry import Actors, Places
from sijill.deduplicate.repeats import drop_repeats
from sijill.deduplicate.reports import mark_duplicates
from sijill.deduplicate.stories import tell_stories
from sijill.deduplicate.types import Types
from sijill.event_slots import event_slots
from sijill.options import DeduplicateOptions

CHILDREN = ("sentences", "spans", "participants", "quantities", "attributions")
UNSPECIFIC_KINDS = frozenset({"civilian", "civilians", "generic", "unknown", "unidentified"})


def run(tables: dict[str, pa.Table], codebook: Codebook, options: DeduplicateOptions) -> dict[str, pa.Table]:
    """Reports each once with their duplicates marked, events, links, and what left.

    `tables`: reports, sentences, spans, event_mentions, participants, quantities, attributions and places. Gives the
    same tables without places, and events, event_links, rejected.
    """
    kept, rejected = drop_repeats({name: table for name, table in tables.items() if name != "rejected"})
    kept["reports"], pairs = mark_duplicates(kept["reports"], options)
    kept["event_mentions"] = kept["event_mentions"].sort_by(
        [(name, "ascending") for name in contract.TABLES["event_mentions"].key]
    )
    comparer = Comparer(
        Places(kept["places"], options.max_distance_km),
        Actors(
            {key: actor.parent or None for key, actor in codebook.actors.items()},
            [key for key, actor in codebook.actors.items() if actor.kind in UNSPECIFIC_KINDS],
        ),
        Types({name: event_type.violent for name, event_type in codebook.event_types.items()}),
    )
    merged = merge(kept, comparer)
    events, mentions = build_events(kept, merged, codebook.event_types)
    kept["event_mentions"] = mentions
    return {
        "reports": tell_stories(kept),
        "report_pairs": pairs,
        **{name: kept[name] for name in CHILDREN},
        "event_mentions": mentions,
        "events": contract.from_rows("events", sorted(events, key=lambda row: row["event_id"])),
        "event_slots": event_slots(events, kept),
        "event_links": link_events(merged, [event["event_id"] for event in events], comparer),
        "rejected": rejected,
    }
