"""Measures: columns that are computed so that laws across rows and tables can be judged as expectations of one column.

A suite names a measure as it names a column. Only the measures that a suite names are computed.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from sijill.quality import row_links, slot_laws, text_laws
from sijill.quality.evidence import PUBLIC, Evidence
from sijill.quality.suite import Expectation, SuiteError
from sijill.tables import TABLES

_DATES = ("date_start", "date_end", "date_precision", "date_status")
_QUOTING = ("event_mentions", "spans", "participants", "quantities", "attributions")
_PUBLIC_QUOTING = tuple(PUBLIC + name for name in _QUOTING)
_PUBLIC_OF_MENTIONS = tuple(name for name in _PUBLIC_QUOTING if name != f"{PUBLIC}spans")


@dataclass(frozen=True)
class Measure:
    """A function (evidence, table name, table) → one value for each row, and the tables it is made for.

    `shows` are the columns that let a reader see why a row breaks the law; empty: the measure's own value does.
    """

    function: Callable[[Evidence, str, pa.Table], np.ndarray]
    tables: tuple[str, ...]
    shows: tuple[str, ...] = ()


def _measure(
    function: Callable[[Evidence, str, pa.Table], np.ndarray], tables: str, *shows: str
) -> tuple[str, Measure]:
    return function.__name__, Measure(function, tuple(tables.split()), shows)


MEASURES: dict[str, Measure] = dict(
    [
        ("offset_true", Measure(text_laws.offset_true, _QUOTING, ("quotation",))),
        ("length_true", Measure(text_laws.length_true, _PUBLIC_QUOTING, ("quotation",))),
        ("evidence_true", Measure(text_laws.evidence_true, _PUBLIC_OF_MENTIONS, ("quotation",))),
        ("in_its_sentence", Measure(text_laws.in_its_sentence, ("spans", "event_mentions"), ("quotation",))),
        _measure(text_laws.within_text, "sentences", "start", "end"),
        _measure(text_laws.no_overlap, "sentences", "start", "end"),
        _measure(text_laws.uncovered_chars, "reports"),
        _measure(text_laws.title_in_text, "reports", "title"),
        _measure(text_laws.text_raw_unchanged, "reports", "text_raw"),
        _measure(slot_laws.dates_real, "reports event_mentions events", "published_on", "date_start", "date_end"),
        _measure(slot_laws.dates_ordered, "event_mentions events", *_DATES),
        _measure(slot_laws.precision_matches_width, "event_mentions events", *_DATES),
        _measure(slot_laws.date_has_anchor, "event_mentions events", *_DATES),
        _measure(slot_laws.status_has_date, "event_mentions events", *_DATES, "date_constraint"),
        _measure(slot_laws.published_has_evidence, "reports", "published_on", "published_precision",
                 "published_evidence"),
        _measure(slot_laws.bounds_ordered, "quantities events", "low", "best", "high", "killed_low", "killed_best",
                 "killed_high", "wounded_low", "wounded_best", "wounded_high"),
        _measure(slot_laws.place_consistent, "event_mentions", "place_id", "place_status", "place_surface"),
        _measure(slot_laws.precision_has_place, "event_mentions events", "place_id", "geo_precision"),
        _measure(slot_laws.coordinates_consistent, "events places", "latitude", "longitude"),
        _measure(slot_laws.resolution_consistent, "spans", "kind", "actor_id", "place_id", "resolution_status"),
        _measure(slot_laws.mapping_consistent, "events", "plover_mode", "acled_sub_event"),
        _measure(slot_laws.duplicate_consistent, "reports", "duplicate_of", "duplicate_kind"),
        _measure(slot_laws.links_in_order, "event_links", "kind"),
        _measure(slot_laws.levels_in_order, "attributions", "level"),
        _measure(slot_laws.reason_own, "rejected", "stage", "reason"),
        _measure(row_links.report_exists, "sentences spans event_mentions rejected", "report_id"),
        _measure(row_links.report_known, "rejected", "report_id"),
        _measure(row_links.once_per_record, "spans event_mentions", "surface", "trigger", "rule_id"),
        _measure(row_links.mention_exists, "participants quantities attributions event_slots", "mention_id"),
        _measure(
            row_links.event_exists, "event_mentions event_slots event_links", "event_id", "event_id_a", "event_id_b"
        ),
        _measure(row_links.place_exists, "spans event_mentions events places", "place_id", "parent"),
        _measure(row_links.actor_exists, "spans participants actors", "actor_id", "parent", "backers"),
        _measure(row_links.canonical_exists, "events", "canonical_mention_id"),
        _measure(row_links.counts_true, "events", "n_mentions", "n_reports", "n_outlets"),
        _measure(row_links.realis_supported, "events", "realis", "assertion"),
        _measure(row_links.assertion_supported, "events", "realis", "assertion"),
        _measure(row_links.uncounted_if_unreal, "events", "realis", "assertion", "killed_best", "wounded_best"),
        _measure(row_links.days_agree, "events", "date_start", "date_end"),
        _measure(row_links.counts_agree, "events", "killed_low", "killed_high"),
        _measure(row_links.place_distance_km, "event_mentions"),
    ]
)  # fmt: skip


def shown(table: str, column: str, available: Iterable[str]) -> list[str]:
    """The columns that show a reader why a row of `table` breaks an expectation of `column`."""
    measure = MEASURES.get(column)
    names = measure.shows if measure and column not in available else ()
    quotation = text_laws.quote_columns(table)
    wanted = [one for name in names for one in (quotation if name == "quotation" else (name,))]
    return [name for name in wanted if name in available] or [column]


def measured(
    evidence: Evidence, expectations: list[Expectation], made: Mapping[str, pa.Table] | None = None
) -> dict[str, pa.Table]:
    """The tables the expectations name and those `made` beside, with the measures they name as further columns.

    Raises SuiteError for a table that was not given and for a column that is neither in the table nor a measure for it.
    """
    made = dict(made or {})
    result = dict(made)
    for expectation in expectations:
        name = expectation.table
        if name not in result:
            result[name] = _table(evidence, made, expectation)
        for column in columns_of(expectation):
            if column not in result[name].column_names:
                values = _measure_for(expectation, column, result[name]).function(evidence, name, result[name])
                result[name] = result[name].append_column(column, pa.array(values))
    return result


def columns_of(expectation: Expectation) -> list[str]:
    """Every column an expectation looks at."""
    arguments = expectation.kwargs
    pair = [arguments[name] for name in ("column_A", "column_B") if name in arguments]
    return list(dict.fromkeys([*expectation.columns, *pair]))


def _table(evidence: Evidence, made: dict[str, pa.Table], expectation: Expectation) -> pa.Table:
    name = expectation.table
    if name in made:
        return made[name]
    if name in evidence.tables:
        return evidence.tables[name]
    known = name in TABLES or name.removeprefix(PUBLIC) in TABLES
    problem = "was not given to this check" if known else "is no table"
    raise SuiteError(f"{expectation.place}: `{name}` {problem}{_near(name, [*made, *evidence.tables])}")


def _measure_for(expectation: Expectation, column: str, table: pa.Table) -> Measure:
    measure = MEASURES.get(column)
    if measure is None or expectation.table not in measure.tables:
        possible = [name for name, known in MEASURES.items() if expectation.table in known.tables]
        near = _near(column, [*table.column_names, *possible])
        raise SuiteError(
            f"{expectation.place}: `{column}` is neither a column of `{expectation.table}` nor a measure for it{near}"
        )
    return measure


def _near(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    return f"; did you mean `{near[0]}`?" if near else ""
