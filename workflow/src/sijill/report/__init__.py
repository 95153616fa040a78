"""The review site: what a dataset holds, how it was judged, every event with its evidence, what to look at first."""

from __future__ import annotations

from sijill.report.site import files

__all__ = ["files"]
