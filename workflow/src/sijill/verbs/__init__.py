"""What each verb does between files and the pure stages. Stages are imported inside: imports are the price of a job."""

from __future__ import annotations

from sijill.verbs.editions import database, export, publish
from sijill.verbs.evaluation import evaluate, rehearse
from sijill.verbs.events import codebook, deduplicate, golden, review, validate
from sijill.verbs.quality import check, report
from sijill.verbs.reading import extract, furniture, gazetteer, ingest, normalize

__all__ = [
    "check", "codebook", "database", "deduplicate", "evaluate", "export", "extract", "furniture", "gazetteer",
    "golden", "ingest", "normalize", "publish", "rehearse", "report", "review", "validate",
]  # fmt: skip
