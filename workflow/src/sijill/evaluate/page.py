"""The page of an evaluation: figures, and every miss and false alarm beside its sentence. Static; all text escaped."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jinja2

from sijill.evaluate.match import Event

HEADINGS = {
    "misses": ("أحداث فائتة", "misses"),
    "false_alarms": ("قراءات زائدة", "false alarms"),
    "differences": ("أحداث صحيحة فيها خانة خاطئة", "right events with a wrong slot"),
}


def render(found: Mapping[str, Any]) -> str:
    """`results.run`'s figures and lists as HTML. The same input gives the same text."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["share"] = lambda value: "–" if value is None else f"{value:.2f}"
    environment.filters["slots"] = slots
    return environment.get_template("page.html.j2").render(halves=found, headings=HEADINGS)


def slots(event: Event) -> list[str]:
    """What an event says, slot by slot, for people."""
    who = ", ".join(
        f"{p['role']} = {p.get('surface') or ' / '.join(p.get('names', []))}" for p in event["participants"]
    )
    where = " / ".join(str(p.get("surface") or (p.get("names") or ["?"])[0]) for p in event.get("places", []))
    days = [event.get("date_start"), event.get("date_end")]
    when = " … ".join(str(day) for day in dict.fromkeys(days) if day) or event.get("date_constraint")
    figures = [f"{what} {figure_text(event.get(what))}" for what in ("killed", "wounded") if event.get(what)]
    stance = f"{event.get('realis')}, {event.get('assertion')}"
    return [text for text in (event["event_type"], stance, who, where, when, *figures) if text]


def figure_text(figure: Any) -> str:
    """8, or 20…99 where no best figure is known; an open end is left open."""
    if figure["best"] is not None:
        return str(figure["best"])
    low, high = ("" if figure[bound] is None else figure[bound] for bound in ("low", "high"))
    return f"{low}…{high}"
