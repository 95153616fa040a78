"""Charts as SVG, for `snakemake --report` and those who want a picture: bars of counts, labelled in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from sijill.report.labels import all_labels

WIDTH, ROW, LEFT, RIGHT = 760, 26, 300, 90
MOST = 20


def charts(counts: Mapping[str, Any]) -> dict[str, str]:
    """The figures by name: the flow, event types, realis, and events by month."""
    labels = all_labels()

    def named(group: str) -> list[tuple[str, int]]:
        known = labels[group]
        return [(" · ".join(known.get(code, (code, code))), n) for code, n in counts[group][:MOST]]

    flow = [
        ("سجلات قُرئت · records read", counts["records"]),
        ("سجلات رُفضت · records rejected", counts["records_rejected"]),
        ("تقارير بقيت · reports kept", counts["reports"]),
        ("تكرر غيرها · of these, repeat another", counts["repeats"]),
        ("روايات أحداث · event mentions", counts["mentions"]),
        ("قراءات رُفضت · readings rejected", counts["readings_rejected"]),
        ("أحداث · events", counts["events"]),
    ]
    return {
        "flow": bars(flow),
        "types": bars(named("event_type")),
        "realis": bars(named("realis")),
        "months": bars(counts["months"][-60:]),
    }


def bars(rows: list[tuple[str, int]]) -> str:
    """A bar chart: a row for each label with its count."""
    most = max((n for _, n in rows), default=0) or 1
    height = ROW * max(1, len(rows)) + 16
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}"',
        'font-family="sans-serif" font-size="13">',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
    ]
    for number, (label, n) in enumerate(rows):
        y = 8 + number * ROW
        length = (WIDTH - LEFT - RIGHT) * n / most
        parts += [
            f'<text x="{LEFT - 8}" y="{y + 17}" text-anchor="end" fill="#222222">{escape(label)}</text>',
            f'<rect x="{LEFT}" y="{y + 4}" width="{length:.1f}" height="{ROW - 8}" fill="#3a6ea5"/>',
            f'<text x="{LEFT + length + 6:.1f}" y="{y + 17}" fill="#222222">{n:,}</text>',
        ]
    return "\n".join([*parts, "</svg>", ""])
