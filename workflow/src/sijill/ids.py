"""Stable ids: a digest of what defines the thing, never a row number."""

from __future__ import annotations

import hashlib


def digest(prefix: str, *parts: object) -> str:
    """`prefix` and 16 hex digits of SHA-256 over the parts, in order.

    Parts are separated by U+001F so that ("ab", "c") and ("a", "bc") differ; None and "" are the same.
    64 bits: among ten million things the chance of one clash is about 3 in a million.
    """
    joined = "\x1f".join(["" if part is None else str(part) for part in parts])
    return f"{prefix}{hashlib.sha256(joined.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def report_id(outlet: str | None, published: str | None, text_raw: str) -> str:
    """Id of a report: outlet, publication day and text with its whitespace folded, so that file formats agree."""
    return digest("r", outlet, published, " ".join(text_raw.split()))


def span_id(report: str, start: int, end: int, kind: str, reading: str) -> str:
    """Id of a span."""
    return digest("s", report, start, end, kind, reading)


def mention_id(report: str, start: int, end: int, event_type: str) -> str:
    """Id of an event mention: its report, trigger offsets and type."""
    return digest("m", report, start, end, event_type)
