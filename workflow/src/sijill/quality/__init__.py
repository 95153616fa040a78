"""Data quality: `check` measures a stage's tables against its suite, `gate` judges the verdict.

`check` never fails on bad data: it writes evidence. `sijill.gate` reads the verdict and says, in one sentence,
why the chain may not go on. Great Expectations is imported by `judge.py` alone, and only when something is checked.
"""

from __future__ import annotations

from sijill.quality.verdict import ROWS, check

__all__ = ["ROWS", "check"]
