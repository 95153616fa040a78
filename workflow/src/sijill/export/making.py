"""The making of both editions, some reports at a time.

All reports are gone through twice: `Seen` learns which names are private and which registry rows are in use, then
`Making` gives what each edition holds of some reports (`lot`) and, when all have been seen, of everything else
(`rest`). What comes in lots comes in the order of report_ids, so lots put one after the other are the sorted tables.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from sijill.export.columns import cells, lookup
from sijill.export.flat import events_flat
from sijill.export.masking import Mask, private_stretches
from sijill.export.public import (
    evidence,
    public_corrections,
    public_lot,
    public_rejected,
    registered_names,
)
from sijill.export.registry import actors_in_use, named, places_in_use
from sijill.options import ExportOptions

BY_REPORT = ("reports", "sentences", "spans", "event_mentions")
CHILDREN = ("participants", "quantities", "attributions")
BY_LOT = (*BY_REPORT, *CHILDREN)
"""The tables that come in lots. CHILDREN are sorted by mention, so they are given when all lots have been seen."""
WHOLE = ("report_pairs", "events", "event_slots", "event_links", "corrections")
"""The other tables of the dataset, but for the registries and `rejected`."""
_KEPT = {
    "reports": ("report_id", "outlet", "published_on", "duplicate_of"),
    "event_mentions": ("event_id", "mention_id", "report_id"),
}
"""What is kept of the tables that come in lots until all have been seen."""

Tables = dict[str, pa.Table]


@dataclass
class Seen:
    """What a first look at all lots tells. `common`: words that name nobody."""

    common: frozenset[str]
    actors: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    private: dict[str, list[str]] = field(default_factory=dict)
    """Names of private persons by report."""
    officials: set[str] = field(default_factory=set)

    def look(self, lot: Mapping[str, pa.Table]) -> None:
        self.actors |= named(lot["spans"]["actor_id"], lot["participants"]["actor_id"])
        self.places |= named(lot["spans"]["place_id"], lot["event_mentions"]["place_id"])
        stretches, officials = private_stretches(lot, self.common)
        raw = lookup(lot["reports"], "report_id", "text_raw")
        self.private |= {report: [raw[report][start:end] for start, end in at] for report, at in stretches.items()}
        self.officials |= officials


class Making:
    """Both editions, "export" and "public"."""

    def __init__(self, tables: Mapping[str, pa.Table], seen: Seen, options: ExportOptions) -> None:
        """`tables`: those of WHOLE, sorted, and the whole registries `actors` and `places`."""
        places = seen.places | named(tables["events"]["place_id"])
        self.tables = {name: tables[name] for name in WHOLE}
        self.tables["actors"] = actors_in_use(tables["actors"], seen.actors)
        self.tables["places"] = places_in_use(tables["places"], places)
        self._options, self._common = options, seen.common
        registered = registered_names(self.tables["actors"], self.tables["places"])
        self._masks = options.mask_private_persons
        self.mask = Mask(seen.private, seen.officials, registered) if self._masks else Mask({})
        self._canonical = pc.unique(tables["events"]["canonical_mention_id"])
        self._kept: dict[str, dict[str, list[pa.Table]]] = {name: defaultdict(list) for name in ("export", "public")}

    def lot(self, lot: Mapping[str, pa.Table]) -> dict[str, Tables]:
        """Edition → its tables of BY_REPORT of some reports. `lot`: those of BY_LOT, sorted."""
        raw = lookup(lot["reports"], "report_id", "text_raw")
        stretches = private_stretches(lot, self._common)[0] if self._masks else {}
        public = public_lot(lot, raw, stretches, self.mask, self._options.public_full_text)
        told = evidence(lot, raw)
        ids = cells(lot["event_mentions"], "mention_id")
        own = pa.table({"mention_id": ids, "evidence": pa.array([told[i][0] for i in ids], pa.string())})
        self._keep("export", lot, own)
        self._keep("public", public, public["event_mentions"].select(["mention_id", "evidence"]))
        for name in CHILDREN:
            self._kept["public"][name].append(public[name])
        return {
            edition: {name: tables[name] for name in BY_REPORT}
            for edition, tables in (("export", lot), ("public", public))
        }

    def _keep(self, edition: str, tables: Mapping[str, pa.Table], told: pa.Table) -> None:
        kept = self._kept[edition]
        for name, columns in _KEPT.items():
            kept[name].append(tables[name].select(columns))
        kept["evidence"].append(told.filter(pc.is_in(told["mention_id"], value_set=self._canonical)))

    def kept(self, edition: str, name: str) -> pa.Table:
        """Of a table that came in lots what was kept of it, all lots together."""
        return pa.concat_tables(self._kept[edition][name])

    def owners(self, edition: str) -> Tables:
        """The tables that came in lots and that rows of others belong to, with the columns that say their year."""
        reports, mentions = (self.kept(edition, name) for name in ("reports", "event_mentions"))
        return {"reports": reports.select(["report_id", "published_on"]), "event_mentions": mentions}

    def rest(self, edition: str, children: Mapping[str, pa.Table]) -> Tables:
        """All other tables of an edition but `rejected`. `children`: those of the working edition, sorted."""
        tables = dict(self.tables)
        if edition == "public":
            tables["corrections"] = public_corrections(tables["corrections"], self.mask if self._masks else None)
            children = {name: _by_mention(self.kept(edition, name)) for name in CHILDREN}
        tables |= {name: children[name] for name in CHILDREN}
        around = {name: self.kept(edition, name) for name in _KEPT}
        return tables | {"events_flat": events_flat({**tables, **around}, self.kept(edition, "evidence"))}

    def rejected(self, edition: str, rows: pa.Table) -> pa.Table:
        """Rows of `rejected` as an edition has them."""
        if edition == "export":
            return rows
        mentions = self.kept(edition, "event_mentions")
        of = mentions.filter(pc.is_in(mentions["mention_id"], value_set=pc.unique(rows["mention_id"])))
        return public_rejected(rows, lookup(of, "mention_id", "report_id"), self.mask)


def _by_mention(table: pa.Table) -> pa.Table:
    """The rows of all lots sorted: those of a mention are in one lot, in their order (Arrow sorts stably)."""
    return table.take(pc.sort_indices(table["mention_id"]))
