"""The stage that holds events to the codebook: what obeys it stays, the rest leaves with a reason.

A mention that leaves takes its participants, quantities and attributions along. An event that loses a mention is told
anew by those it has left, under the id it had; one that loses all of them leaves with its canonical mention.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from sijill import tables as contract
from sijill.codebook import Codebook
from sijill.confidence import TOLD_ALONE
from sijill.event_rows import Row, event_row, lookups
from sijill.event_slots import event_slots
from sijill.options import ValidateOptions

CHILDREN = ("participants", "quantities", "attributions")
UNCHANGED = ("reports", "report_pairs", "sentences", "spans")
"""Tables that pass this stage as they are: they need not be read."""
OF_MENTIONS = ("event_mentions", *CHILDREN)
JUDGED = (*OF_MENTIONS, "events", "event_links")
MADE = (*OF_MENTIONS, "events", "event_slots")
"""Tables that come some events at a time."""
OF_REPORTS = ("report_id", "outlet", "published_on", "duplicate_of")
OF_SENTENCES = ("report_id", "sentence_no", "role")
# Least and greatest width of date_start to date_end in days, both counted; Hijri months and years are shorter.
WIDTHS = {"day": (1, 1), "days": (2, 10**6), "week": (7, 7), "month": (28, 31), "year": (354, 366)}
CASUALTIES = ("killed", "wounded")

Reason = tuple[str, str]  # reason code, detail


@dataclass(frozen=True)
class Context:
    """What mentions are judged by."""

    codebook: Codebook
    options: ValidateOptions
    published: dict[str, str | None]
    boilerplate: frozenset[tuple[str, int]]
    places: frozenset[str]
    quantities: dict[str, list[Row]]
    roles: dict[str, set[str]]


def run(tables: dict[str, pa.Table], codebook: Codebook, options: ValidateOptions) -> dict[str, pa.Table]:
    """The events and mentions that obey the codebook with all that belongs to them, and the others as `rejected`.

    `tables`: those of JUDGED, OF_REPORTS of reports and OF_SENTENCES of sentences, and places. UNCHANGED are not given
    back.
    """
    judged = judge(tables, codebook, options)
    return {
        **{name: kept(tables[name], judged.reasons) for name in OF_MENTIONS},
        "events": judged.events,
        "event_slots": judged.slots,
        "event_links": between(tables["event_links"], judged.events),
        "rejected": rejected(judged.reasons, tables["event_mentions"]),
    }


@dataclass(frozen=True)
class Judged:
    """The events that stay with their slots, and why mentions leave, by id."""

    events: pa.Table
    slots: pa.Table
    reasons: dict[str, Reason]


def judge(tables: Mapping[str, pa.Table], codebook: Codebook, options: ValidateOptions) -> Judged:
    """Judge some events by all their mentions, and what belongs to these. `tables`: as for `run`, but for links."""
    mentions = tables["event_mentions"].to_pylist()
    context = _context(tables, codebook, options)
    reasons = {row["mention_id"]: reason for row in mentions if (reason := judge_mention(row, context))}
    events = _judge_events(tables, mentions, reasons, context)
    left = {name: kept(tables[name], reasons) for name in OF_MENTIONS}
    return Judged(contract.from_rows("events", events), event_slots(events, left), reasons)


def kept(table: pa.Table, reasons: Mapping[str, Reason]) -> pa.Table:
    """The rows whose mention stays."""
    return table.filter(pc.invert(pc.is_in(table["mention_id"], _array(reasons))))


def between(links: pa.Table, events: pa.Table) -> pa.Table:
    """The links between events that stay."""
    known = pc.unique(events["event_id"])
    return links.filter(pc.and_(pc.is_in(links["event_id_a"], known), pc.is_in(links["event_id_b"], known)))


def _array(ids: Iterable[str]) -> pa.Array:
    return pa.array(sorted(ids), pa.string())


def rejected(reasons: Mapping[str, Reason], mentions: pa.Table) -> pa.Table:
    """The rows of `rejected`. `mentions`: of which reports they are."""
    gone = mentions.select(["mention_id", "report_id"]).filter(pc.is_in(mentions["mention_id"], _array(reasons)))
    report_of = {row["mention_id"]: row["report_id"] for row in gone.to_pylist()}
    rows = [
        {
            "stage": "validate",
            "mention_id": mention,
            "report_id": report_of.get(mention),
            "reason": code,
            "detail": detail,
        }
        for mention, (code, detail) in sorted(reasons.items())
    ]
    return contract.from_rows("rejected", rows)


def _context(tables: Mapping[str, pa.Table], codebook: Codebook, options: ValidateOptions) -> Context:
    dated: list[list[Any]] = [tables["reports"][name].to_pylist() for name in ("report_id", "published_on")]
    furniture = tables["sentences"].filter(pc.equal(tables["sentences"]["role"], pa.scalar("boilerplate")))
    columns: list[list[Any]] = [furniture[name].to_pylist() for name in ("report_id", "sentence_no")]
    quantities: dict[str, list[Row]] = defaultdict(list)
    for row in tables["quantities"].to_pylist():
        quantities[row["mention_id"]].append(row)
    roles: dict[str, set[str]] = defaultdict(set)
    for row in tables["participants"].select(["mention_id", "role"]).to_pylist():
        roles[row["mention_id"]].add(row["role"])
    return Context(
        codebook,
        options,
        dict(zip(*dated, strict=True)),
        frozenset(zip(*columns, strict=True)),
        frozenset(row["place_id"] for row in tables["places"].select(["place_id"]).to_pylist()),
        quantities,
        roles,
    )  # fmt: skip


def judge_mention(row: Row, context: Context) -> Reason | None:
    """Why a mention cannot stay: the first reason that holds, None if it can."""
    return next((reason for check in CHECKS if (reason := check(row, context))), None)


def _unknown_type(row: Row, context: Context) -> Reason | None:
    if row["event_type"] in context.codebook.event_types:
        return None
    return "unknown_event_type", f"The codebook has no event type {row['event_type']}: add it to event_types.csv."


def _in_boilerplate(row: Row, context: Context) -> Reason | None:
    if (row["report_id"], row["sentence_no"]) not in context.boilerplate:
        return None
    return "in_boilerplate", f"The trigger «{row['trigger']}» stands in page furniture."


def _unknown_place(row: Row, context: Context) -> Reason | None:
    if row["place_id"] is None or row["place_id"] in context.places:
        return None
    return "unknown_place", f"The gazetteer has no place {row['place_id']}: add it to places.csv."


def judge_dates(row: Row) -> Reason | None:
    """Why the days of a mention or an event cannot be right by themselves, None if they can."""
    start, end, precision = row["date_start"], row["date_end"], row["date_precision"]
    if start is None and end is None:
        return None if precision == "unknown" else ("precision_mismatch", f"No day, but a precision of {precision}.")
    if start is None or end is None or start > end:
        return "date_disordered", f"From {start} to {end}."
    width = (date.fromisoformat(end) - date.fromisoformat(start)).days + 1
    least, most = WIDTHS.get(precision, (0, -1))
    if not least <= width <= most:
        return "precision_mismatch", f"{start} to {end} is no {precision}."
    return None


def _wrong_dates(row: Row, context: Context) -> Reason | None:
    return judge_dates(row)


def _no_anchor(row: Row, context: Context) -> Reason | None:
    if row["date_status"] != "anchored" or context.published.get(row["report_id"]):
        return None
    return "no_anchor", f"{row['date_start']} is counted from a publication day that is not known."


def _in_future(row: Row, context: Context) -> Reason | None:
    published = context.published.get(row["report_id"])
    if row["realis"] != "actual" or not row["date_start"] or not published or row["date_start"] <= published:
        return None
    return "future_actual", f"Told as past on {published}, but dated {row['date_start']}."


def _too_early(row: Row, context: Context) -> Reason | None:
    if not row["date_start"] or row["date_start"] >= context.options.earliest_day:
        return None
    return "too_early", f"{row['date_start']} is before {context.options.earliest_day} (earliest_day)."


def _wrong_figures(row: Row, context: Context) -> Reason | None:
    for quantity in context.quantities.get(row["mention_id"], ()):
        bounds = [quantity[name] for name in ("low", "best", "high") if quantity[name] is not None]
        if bounds != sorted(bounds) or any(bound < 0 for bound in bounds):
            return "figures_disordered", f"«{quantity['as_written']}» was read as {bounds}."
        if quantity["what"] in CASUALTIES and (above := [b for b in bounds if b > context.options.max_casualties]):
            return "casualties_above_max", f"{above[0]} is more than {context.options.max_casualties} (max_casualties)."
    return None


def _wrong_role(row: Row, context: Context) -> Reason | None:
    """Types whose parties are equal and do no violence (a meeting, a truce) have no victims."""
    event_type = context.codebook.event_types[row["event_type"]]
    if event_type.symmetric and not event_type.violent and "victim" in context.roles.get(row["mention_id"], ()):
        return "role_not_allowed", f"An event of type {row['event_type']} has no victim."
    return None


CHECKS: tuple[Callable[[Row, Context], Reason | None], ...] = (
    _unknown_type, _in_boilerplate, _unknown_place, _wrong_dates, _no_anchor, _in_future, _too_early, _wrong_figures,
    _wrong_role,
)  # fmt: skip


def _judge_events(
    tables: Mapping[str, pa.Table], mentions: list[Row], reasons: dict[str, Reason], context: Context
) -> list[Row]:
    """The events that stay, told anew where a mention left. Adds to `reasons` the mentions of events that leave."""
    members: dict[str, list[Row]] = defaultdict(list)
    for row in mentions:
        members[row["event_id"]].append(row)
    given = lookups(tables, context.codebook.event_types)
    kept = []
    for event in tables["events"].to_pylist():
        left = [row for row in members[event["event_id"]] if row["mention_id"] not in reasons]
        if not left:
            reasons.setdefault(
                event["canonical_mention_id"], ("no_mention", f"Event {event['event_id']} has no mention.")
            )
            continue
        if len(left) < len(members[event["event_id"]]) or event["canonical_mention_id"] in reasons:
            event = {**event_row(left, given), **{name: event[name] for name in ("event_id", "review_status")}}
        if reason := judge_event(event, context) or judge_reading(left, context.options.min_confidence):
            reasons |= {row["mention_id"]: reason for row in left}
            reasons[event["canonical_mention_id"]] = reason
            continue
        kept.append(event)
    return kept


def judge_event(event: Row, context: Context) -> Reason | None:
    """Why an event cannot stay though its mentions could, None if it can."""
    if event["event_type"] not in context.codebook.event_types:
        return "unknown_event_type", f"The codebook has no event type {event['event_type']}: add it to event_types.csv."
    return judge_dates(event) or next(_figure_reasons(event, context.options.max_casualties), None)


def judge_reading(mentions: list[Row], floor: float) -> Reason | None:
    """Why an event is read too weakly to stand: no telling of it reaches the floor. What is told alone may stay."""
    best = max(mentions, key=lambda row: (row["confidence"], row["mention_id"]))
    seen = [row["confidence_evidence"].split("|") for row in mentions]
    if best["confidence"] >= floor or any(TOLD_ALONE in evidence for evidence in seen):
        return None
    evidence = ", ".join(best["confidence_evidence"].split("|"))
    return (
        "low_confidence",
        f"«{best['trigger']}» in sentence {best['sentence_no']}: {best['confidence']:.2f}, {evidence}.",
    )


def _figure_reasons(event: Row, most: int) -> Iterator[Reason]:
    for what in CASUALTIES:
        bounds = [event[f"{what}_{bound}"] for bound in ("low", "best", "high")]
        known: list[Any] = [bound for bound in bounds if bound is not None]
        if known != sorted(known):
            yield "figures_disordered", f"Event {event['event_id']} has {what} {bounds}."
        if any(bound > most for bound in known):
            yield (
                "casualties_above_max",
                f"Event {event['event_id']} has {what} {bounds}, more than {most} (max_casualties).",
            )
