"""The step that applies what reviewers said: corrections in, the same tables corrected out, every value accounted for.

Its input is what the reviewers' files say (`files`); `settle` decides which of it can stand (found, unchanged, not
contradicted by another reviewer), `apply` carries it out, and the table `corrections` tells what became of each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from sijill import tables as contract
from sijill.codebook import Codebook
from sijill.event_slots import event_slots
from sijill.review import apply, settle
from sijill.review.agreement import agreement
from sijill.review.state import State

__all__ = ["CHANGED", "OF_REPORTS", "REVIEWED", "UNCHANGED", "agreement", "run"]

UNCHANGED = ("reports", "report_pairs", "sentences", "spans")
REVIEWED = (*State.TABLES, "event_slots")
OF_REPORTS = ("report_id", "outlet", "published_on", "duplicate_of")
"""The tables that are read whole, and the columns that are read of reports."""
CHANGED = (*REVIEWED, "rejected", "corrections")


def run(
    tables: Mapping[str, pa.Table], codebook: Codebook, corrections: Iterable[Mapping[str, Any]]
) -> dict[str, pa.Table]:
    """The tables of validate that corrections can change, `rejected` (what reviewers took out) and `corrections`.

    `tables`: those of REVIEWED, reports with the columns OF_REPORTS, and places. `corrections`: rows of the reviewers'
    files (`files.read`). Without any the tables are as they were. A correction that cannot stand changes nothing and
    says why in its row.
    """
    state = State(tables, codebook)
    rows = settle.settled(corrections, state)
    rejected = apply.carried_out(rows, state) if rows else []
    done = {name: contract.from_rows(name, state.rows[name]) if rows else tables[name] for name in State.TABLES}
    done["event_slots"] = event_slots(state.rows["events"], done) if rows else tables["event_slots"]
    columns = contract.TABLES["corrections"].columns
    told = [{name: row[name] or None if columns[name].nullable else row[name] for name in columns} for row in rows]
    return {
        **done,
        "rejected": contract.from_rows("rejected", rejected),
        "corrections": contract.from_rows("corrections", told),
    }
