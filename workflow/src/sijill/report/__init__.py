"""The report page: what a dataset holds, how it was judged, and every event with the sentence it was read from."""

from __future__ import annotations

from sijill.report.page import render

__all__ = ["render"]
