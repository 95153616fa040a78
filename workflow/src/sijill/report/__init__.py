"""The review site: what a dataset holds, how it was judged, every event with its evidence, what to look at first."""

from __future__ import annotations

from sijill.report.lookup import in_order
from sijill.report.pages import COLUMNS_OF
from sijill.report.site import files

__all__ = ["COLUMNS_OF", "COUNTED", "WHOLE", "files", "in_order"]

WHOLE = ("events", "event_links", "corrections", "actors", "places")
"""The tables that are held as wholes."""
COUNTED = {
    "reports": ("report_id", "duplicate_of", "corpus"),
    "event_mentions": ("event_id", "mention_id", "report_id", "sentence_no"),
    "rejected": ("stage", "reason", "mention_id", "detail"),
}
"""Those of which some columns are."""
