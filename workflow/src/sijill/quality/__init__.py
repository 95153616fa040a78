"""Data quality: `check` measures a stage's tables against its suite, `gate` judges the verdict.

`check` never fails on bad data: it writes evidence. `sijill.gate` reads the verdict and says, in one sentence,
why the chain may not go on. Great Expectations is imported by `judge.py` alone, and only when something is checked.
"""

from __future__ import annotations

from sijill.quality.by_lot import BY_LOT, needed, whole_columns
from sijill.quality.suite import read as expectations
from sijill.quality.verdict import ROWS, check

__all__ = ["BY_LOT", "ROWS", "check", "expectations", "needed", "whole_columns"]
