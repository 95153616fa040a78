"""Laws between tables: what a row refers to is there, and an event says no more than its mentions do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import combinations

import numpy as np
import pyarrow as pa

from sijill.quality.evidence import Evidence, Flags, among, days, given, numbers, pc, values

HAPPENED = ("actual", "ongoing")
EARTH_KM = 6371.0


def report_exists(evidence: Evidence, name: str, table: pa.Table) -> Flags:
    """The row's report is there (rows without a report_id are judged by not-null expectations)."""
    return ~given(table, "report_id") | among(table, "report_id", evidence.find("reports")["report_id"])


def report_known(evidence: Evidence, name: str, table: pa.Table) -> Flags:
    """A rejected row's report was handed over by the stage before, or is there still."""
    before = evidence.upstream.get("reports", evidence.find("reports"))
    return report_exists(evidence, name, table) | among(table, "report_id", before["report_id"])


def once_per_record(evidence: Evidence, name: str, table: pa.Table) -> Flags:
    """The row's id stands there no more often than its report was received (records that repeat are merged later)."""
    identity = "span_id" if name == "spans" else "mention_id"
    records = Counter(values(evidence.find("reports"), "report_id"))
    rows = list(zip(values(table, "report_id"), values(table, identity), strict=True))
    told = Counter(rows)
    return np.fromiter((told[row] <= records[row[0]] for row in rows), dtype=bool, count=len(rows))


def mention_exists(evidence: Evidence, name: str, table: pa.Table) -> Flags:
    """The row's event mention is there."""
    return among(table, "mention_id", evidence.find("event_mentions")["mention_id"])


def event_exists(evidence: Evidence, name: str, table: pa.Table) -> Flags:
    """Every event the row names is there."""
    columns = [column for column in ("event_id", "event_id_a", "event_id_b") if column in table.column_names]
    events = evidence.find("events")["event_id"]
    return np.logical_and.reduce([among(table, column, events) for column in columns])


def place_exists(evidence: Evidence, name: str, table: pa.Table) -> Flags:
    """The row's place (for a place: the one that contains it) is in the gazetteer table."""
    column = "parent" if name == "places" else "place_id"
    return ~given(table, column) | among(table, column, evidence.find("places")["place_id"])


def actor_exists(evidence: Evidence, name: str, table: pa.Table) -> Flags:
    """The row's actor (for an actor: the one it belongs to, and its backers) is in the registry table."""
    known = evidence.find("actors")["actor_id"]
    if name != "actors":
        return ~given(table, "actor_id") | among(table, "actor_id", known)
    ids = set(known.to_pylist())
    backers = np.array([set((text or "").split("|")) - {""} <= ids for text in values(table, "backers")], dtype=bool)
    return (~given(table, "parent") | among(table, "parent", known)) & backers


def canonical_exists(evidence: Evidence, name: str, table: pa.Table) -> Flags:
    """The canonical mention is one of the event's own mentions."""
    mentions = evidence.find("event_mentions")
    pairs = set(zip(values(mentions, "event_id"), values(mentions, "mention_id"), strict=True))
    wanted = zip(values(table, "event_id"), values(table, "canonical_mention_id"), strict=True)
    return np.fromiter((pair in pairs for pair in wanted), dtype=bool, count=len(table))


def _aggregated(evidence: Evidence, table: pa.Table, mentions: pa.Table, column: str, how: str) -> np.ndarray:
    """An aggregate of the mentions of each event of `table`, in its order; NaN where the event has none."""
    grouped = mentions.group_by("event_id").aggregate([(column, how)])  # type: ignore[list-item]
    place = pc.index_in(table["event_id"], value_set=grouped["event_id"].combine_chunks())
    return numbers(pa.table({"x": pc.take(grouped[f"{column}_{how}"], place)}), "x")


def counts_true(evidence: Evidence, name: str, table: pa.Table) -> Flags:
    """n_mentions are counted, 1 ≤ n_reports ≤ the reports that tell it, n_outlets ≤ those reports."""
    mentions = evidence.find("event_mentions")
    told = _aggregated(evidence, table, mentions, "mention_id", "count")
    reports = _aggregated(evidence, table, mentions, "report_id", "count_distinct")
    n_reports, n_outlets = numbers(table, "n_reports"), numbers(table, "n_outlets")
    return (numbers(table, "n_mentions") == told) & (n_reports >= 1) & (n_reports <= reports) & (n_outlets <= reports)


def realis_supported(evidence: Evidence, name: str, table: pa.Table) -> Flags:
    """Law 5: an event happened (actual, ongoing) only where a mention, not itself denied, or a reviewer says so."""
    mentions = evidence.find("event_mentions")
    telling = among(mentions, "realis", HAPPENED) & ~among(mentions, "assertion", ("denied",))
    happened = among(table, "realis", HAPPENED) & ~among(table, "assertion", ("denied",))
    reviewed = among(table, "review_status", ("edited",))
    return ~happened | reviewed | among(table, "event_id", mentions.filter(pa.array(telling))["event_id"])


def assertion_supported(evidence: Evidence, name: str, table: pa.Table) -> Flags:
    """Law 5: an event is `reported` only where a mention is; what is alleged, claimed or denied by all stays so."""
    mentions = evidence.find("event_mentions")
    reported = mentions.filter(pa.array(among(mentions, "assertion", ("reported",))))["event_id"]
    return ~among(table, "assertion", ("reported",)) | among(table, "event_id", reported)


def uncounted_if_unreal(evidence: Evidence, name: str, table: pa.Table) -> Flags:
    """Law 5: an event that is planned, hypothetical, negated, generic or denied counts no killed and no wounded."""
    unreal = ~among(table, "realis", HAPPENED) | among(table, "assertion", ("denied",))
    figures = [numbers(table, f"{what}_{bound}") for what in ("killed", "wounded") for bound in ("low", "best", "high")]
    return ~(unreal & np.logical_or.reduce([figure > 0 for figure in figures]))


def days_agree(evidence: Evidence, name: str, table: pa.Table) -> Flags:
    """Law 6: the dated tellings of an event in different reports have a day in common."""
    mentions = evidence.find("event_mentions")
    rows = zip(
        values(mentions, "event_id"),
        values(mentions, "report_id"),
        days(mentions, "date_start"),
        days(mentions, "date_end"),
        strict=True,
    )
    return _agree(table, rows)


def counts_agree(evidence: Evidence, name: str, table: pa.Table) -> Flags:
    """Law 6: the killed of an event, as told in two texts, have a figure in common, or the later text tells more.

    A text that is printed again says what it said on its first day. A mention with several figures (men, women) allows
    everything from its least figure to the sum of them all; one text may give two versions of one act, so its figures
    count as their hull.
    """
    mentions, quantities = evidence.find("event_mentions"), evidence.find("quantities")
    event_of = dict(zip(values(mentions, "mention_id"), values(mentions, "event_id"), strict=True))
    killed = quantities.filter(pa.array(among(quantities, "what", ("killed",))))
    least = np.where(given(killed, "low"), numbers(killed, "low"), np.nan_to_num(numbers(killed, "best"), nan=0.0))
    most = np.where(given(killed, "high"), numbers(killed, "high"), np.inf)
    told: dict[str, tuple[float, float]] = {}
    for mention, low, high in zip(values(killed, "mention_id"), least, most, strict=True):
        known = told.get(mention, (low, 0.0))
        told[mention] = min(known[0], low), known[1] + high
    reports = evidence.find("reports")
    originals = zip(values(reports, "report_id"), values(reports, "duplicate_of"), strict=True)
    text_of = {report: original or report for report, original in originals}
    hulls: dict[str, dict[str, tuple[float, float]]] = {}
    for mention, (low, high) in told.items():
        given_by, report = hulls.setdefault(event_of.get(mention, ""), {}), evidence.report_of.get(mention, "")
        text = text_of.get(report, report)
        known = given_by.get(text, (low, high))
        given_by[text] = min(known[0], low), max(known[1], high)
    published = dict(zip(values(reports, "report_id"), values(reports, "published_on"), strict=True))
    agree = {
        event: all(
            (a <= d and c <= b) or _rises(published.get(one), (a, b), published.get(two), (c, d))
            for (one, (a, b)), (two, (c, d)) in combinations(given_by.items(), 2)
        )
        for event, given_by in hulls.items()
    }
    return np.fromiter((agree.get(event, True) for event in values(table, "event_id")), dtype=bool, count=len(table))


def _rises(day: str | None, one: tuple[float, float], other_day: str | None, two: tuple[float, float]) -> bool:
    """Whether of two tolls that do not meet the one published on a later day is the higher one."""
    return bool(day and other_day and day != other_day) and (day < other_day) == (one < two)  # type: ignore[operator]


def _agree(table: pa.Table, rows: Iterable[tuple[str | None, str | None, float, float]]) -> Flags:
    """Whether the intervals (event, report, low, high) of different reports on one event meet.

    One report may give two versions of one act, so its intervals count as their hull. Intervals on a line that meet
    pairwise share a point (Helly), so comparing the greatest low with the least high is enough.
    """
    hulls: dict[tuple[str | None, str | None], tuple[float, float]] = {}
    for event, report, low, high in rows:
        if low == low and high == high:
            known = hulls.get((event, report), (low, high))
            hulls[event, report] = min(known[0], low), max(known[1], high)
    shared: dict[str | None, tuple[float, float]] = {}
    for (event, _), (low, high) in hulls.items():
        known = shared.get(event, (-np.inf, np.inf))
        shared[event] = max(known[0], low), min(known[1], high)
    limits = (shared.get(event, (0.0, 0.0)) for event in values(table, "event_id"))
    return np.fromiter((low <= high for low, high in limits), dtype=bool, count=len(table))


def place_distance_km(evidence: Evidence, name: str, table: pa.Table) -> np.ndarray:
    """Law 6: how near the places that the mention's report gives come to those of the canonical report, in km.

    0 where one contains the other, or the distance cannot be told. One report may give two versions of one act, so
    only the nearest counts.
    """
    places, events = evidence.find("places"), evidence.find("events")
    known = {row["place_id"]: row for row in places.select(["place_id", "parent", "latitude", "longitude"]).to_pylist()}
    rows = list(zip(*(values(table, column) for column in ("event_id", "report_id", "place_id")), strict=True))
    told: dict[tuple[str, str], set[str]] = {}
    for event, report, place in rows:
        if place in known:
            told.setdefault((event, report), set()).add(place)
    canonical = zip(values(events, "event_id"), values(events, "canonical_mention_id"), strict=True)
    report_of = {event: evidence.report_of.get(mention, "") for event, mention in canonical}
    result = np.zeros(len(table))
    for row, (event, report, place) in enumerate(rows):
        there = told.get((event, report_of.get(event, "")), set())
        if place in known and there:
            result[row] = min(_distance_km(known, one, other) for one in told[event, report] for other in there)
    return result


def _distance_km(known: dict[str, dict], one: str, other: str) -> float:
    if one == other or other in _containers(known, one) or one in _containers(known, other):
        return 0.0
    points = [known[place][axis] for place in (one, other) for axis in ("latitude", "longitude")]
    if any(value is None for value in points):
        return 0.0
    lat_a, lon_a, lat_b, lon_b = np.radians(np.array(points, dtype=float))
    half = np.sin((lat_b - lat_a) / 2) ** 2 + np.cos(lat_a) * np.cos(lat_b) * np.sin((lon_b - lon_a) / 2) ** 2
    return float(2 * EARTH_KM * np.arcsin(np.sqrt(half)))  # haversine


def _containers(known: dict[str, dict], place: str) -> set[str]:
    found: set[str] = set()
    parent = known[place]["parent"]
    while parent in known and parent not in found:
        found.add(parent)
        parent = known[parent]["parent"]
    return found
