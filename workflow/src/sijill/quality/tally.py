"""What is counted lot by lot: accounts of the tables that are too long to be held whole, and what stands in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pyarrow as pa

from sijill.quality.account import CHILDREN, Balance, keyed, with_parent
from sijill.quality.evidence import Evidence, among, pc, values
from sijill.quality.slot_laws import NO_READING
from sijill.tables import TABLES


@dataclass
class Tally:
    """The counts of some lots; `+=` adds those of one more."""

    balances: dict[str, Balance] = field(default_factory=dict)
    spans: Counter[tuple[str, bool]] = field(default_factory=Counter)
    """By kind, and whether no reading was found."""
    ambiguous_texts: int = 0

    def __iadd__(self, other: Tally) -> Tally:
        for name, balance in other.balances.items():
            self.balances[name] = self.balances[name] + balance if name in self.balances else balance
        self.spans += other.spans
        self.ambiguous_texts += other.ambiguous_texts
        return self

    def unresolved(self, kind: str) -> float:
        """The share of the spans of a kind that no reading was found for."""
        return share(self.spans[kind, True], self.spans[kind, True] + self.spans[kind, False])


def tally(evidence: Evidence) -> Tally:
    """The counts of a lot."""
    balances = {balance.thing: balance for balance in _balances(evidence)}
    return Tally(balances, _readings(evidence.find("spans")), _ambiguous_texts(evidence.find("reports")))


def share(part: int, whole: int) -> float:
    return round(part / whole, 6) if whole else 0.0


def _balances(evidence: Evidence) -> Iterator[Balance]:
    if evidence.stage not in ("validate", "export"):
        return
    yield from (keyed(name, evidence) for name in ("sentences", "spans"))
    if evidence.stage == "export":
        yield from (keyed(name, evidence) for name in CHILDREN)
        return
    mentions = evidence.find("event_mentions")["mention_id"]
    for name in CHILDREN:
        before = evidence.upstream.get(name, TABLES[name].schema().empty_table())
        yield with_parent(name, before, evidence.find(name), among(before, "mention_id", mentions))


def _readings(spans: pa.Table) -> Counter[tuple[str, bool]]:
    found: Counter[tuple[str, bool]] = Counter()
    unread = among(spans, "resolution_status", NO_READING)
    for kind in ("actor", "place"):
        of_kind = among(spans, "kind", (kind,))
        found[kind, True] = int((of_kind & unread).sum())
        found[kind, False] = int((of_kind & ~unread).sum())
    return found


def _ambiguous_texts(reports: pa.Table) -> int:
    """How many report_ids stand for texts that differ (in white space: the id folds it)."""
    counted = reports.group_by("report_id").aggregate([([], "count_all")])
    repeated = counted.filter(pc.greater(counted["count_all"], 1))["report_id"]
    rows = reports.filter(pc.is_in(reports["report_id"], value_set=repeated.combine_chunks()))
    texts = set(zip(values(rows, "report_id"), values(rows, "text_raw"), strict=True))
    return sum(count > 1 for count in Counter(report for report, _ in texts).values())
