"""Labelled reports in the project's own notation (workflow/docs/gold.md) → events that `score` compares.

A gold is a list of reports, in YAML or JSON Lines; each has an id, its labelled events and, where the labels go with
a text of their own, the text. Pure: it sees the parsed records, never a file.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sijill.evaluate.match import Event, Participant, Place

ANY = "any"  # a slot that is not tested
ROLES = ("actor", "recipient", "participant", "backer", "victim")
REALIS = ("actual", "ongoing", "planned", "hypothetical", "negated", "generic")
ASSERTIONS = ("reported", "claimed_by_party", "alleged", "denied", "disputed")
REPORT_KEYS = frozenset(("id", "title", "published_on", "outlet", "url", "tags", "text", "events"))
EVENT_KEYS = frozenset(
    ("type", "also", "realis", "realis_also", "assertion", "assertion_also", "core", "place", "day", "days",
     "days_also", "precision", "constraint", "killed", "killed_also", "wounded", "wounded_also", "source", "told",
     "tags")
)  # fmt: skip
_ROLE_KEY = re.compile(rf"(?:{'|'.join(ROLES)})(?:_or_(?:{'|'.join(ROLES)}))*")
Record = Mapping[str, Any]


class LabelError(ValueError):
    """A label that is not in the notation; the message names the report and what is wrong."""


@dataclass(frozen=True)
class GoldReport:
    """A labelled report. `lines`: the title (or "") and the sentences, so that `told` numbers them; `text`: as read."""

    id: str
    title: str | None
    text: str | None
    published_on: str | None
    outlet: str | None
    url: str | None
    tags: tuple[str, ...]
    lines: tuple[str, ...]
    events: tuple[Event, ...]

    @property
    def half(self) -> str:
        """`dev` (misses may be looked at) or `test` (figures only)."""
        return half_of(self.id)

    def record(self) -> dict[str, str | None]:
        """The report as an input record of the chain, without its labels."""
        fields = {"id": self.id, "title": self.title, "text": self.text, "published_at": self.published_on}
        return {**fields, "outlet": self.outlet, "url": self.url}


def half_of(report_id: str) -> str:
    """`dev` or `test`, by SHA-256 of the id: even or odd."""
    return "test" if int(hashlib.sha256(report_id.encode()).hexdigest(), 16) % 2 else "dev"


def read(records: Iterable[Record]) -> list[GoldReport]:
    """Parsed records as labelled reports, in order of id. Raises LabelError for what is not in the notation."""
    reports = [_in_notation(record) for record in records]
    ids = [report.id for report in reports]
    if twice := sorted({one for one in ids if ids.count(one) > 1}):
        raise LabelError(f"two reports have the id {twice[0]!r}: ids must be unique in a gold.")
    return sorted(reports, key=lambda report: report.id)


def _in_notation(record: Any) -> GoldReport:
    """The labelled report of a record, whatever a file has in the place of one."""
    try:
        return _report(record)
    except (TypeError, AttributeError, KeyError, IndexError) as error:  # a text where a list must be, and the like
        name = record.get("id") if isinstance(record, dict) else record
        raise LabelError(
            f"report {str(name)[:60]!r} is not in the notation ({error}); see workflow/docs/gold.md."
        ) from error


def _report(record: Record) -> GoldReport:
    name = record.get("id")
    if not isinstance(name, str) or not name:
        raise LabelError(f"a report has no id (its title: {record.get('title')!r}): give it one.")
    _known(record, REPORT_KEYS, f"report {name}")
    lines = ("" if record.get("title") is None else str(record["title"]), *sentences(record.get("text") or ""))
    tags = tuple(record.get("tags") or ())
    events = [_event(name, number, lines, tags, label) for number, label in enumerate(record.get("events") or ())]
    published = record.get("published_on")
    return GoldReport(
        id=name,
        title=record.get("title"),
        text=joined(record["text"]) if record.get("text") else None,
        published_on=str(published) if published else None,
        outlet=record.get("outlet"),
        url=record.get("url"),
        tags=tags,
        lines=lines,
        events=tuple(events),
    )


def sentences(text: str) -> list[str]:
    """The lines of a text that hold anything: one sentence each."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def joined(text: str) -> str:
    """The text as the chain gets it: lines joined by a space, an empty line ends a paragraph."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return "\n".join(" ".join(sentences(paragraph)) for paragraph in paragraphs)


def _known(record: Record, keys: frozenset[str], where: str) -> None:
    for key in record:
        if key not in keys and not (keys is EVENT_KEYS and _ROLE_KEY.fullmatch(str(key))):
            raise LabelError(f"{where}: unknown key `{key}`; see workflow/docs/gold.md.")


def _event(report: str, number: int, lines: tuple[str, ...], tags: tuple[str, ...], label: Record) -> Event:
    where = f"report {report}, event {number + 1}"
    _known(label, EVENT_KEYS, where)
    if "type" not in label:
        raise LabelError(f"{where}: has no `type`.")
    told = label.get("told") or []
    if any(line >= len(lines) for line in told):
        raise LabelError(f"{where}: `told` names a sentence the text does not have.")
    event = Event(
        key=f"{report}#{number + 1}",
        report=report,
        event_type=label["type"],
        event_type_alt=list(label.get("also") or ()),
        realis=_among(label.get("realis", "actual"), REALIS, where),
        realis_alt=[_among(value, REALIS, where) for value in label.get("realis_also") or ()],
        assertion=_among(label.get("assertion", "reported"), ASSERTIONS, where),
        assertion_alt=[_among(value, ASSERTIONS, where) for value in label.get("assertion_also") or ()],
        core=bool(label.get("core", True)),
        participants=[p for key, named in label.items() if _ROLE_KEY.fullmatch(key) for p in _participants(key, named)],
        tags=[*tags, *(label.get("tags") or ())],
        told=list(told),
        text=" ".join(lines[line] for line in told if line) or " ".join(lines[line] for line in told),
        sources=_listed(label.get("source", ANY)),
    )
    _add_place(event, label.get("place", ANY), where)
    _add_days(event, label, where)
    for what in ("killed", "wounded"):
        _add_figure(event, what, label, where)
    return event


def _among(value: str, allowed: tuple[str, ...], where: str) -> str:
    if value not in allowed:
        raise LabelError(f"{where}: {value!r} is none of {', '.join(allowed)}.")
    return value


def _listed(value: Any) -> list[str]:
    """One or several; nothing where it is not tested."""
    if value == ANY or value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def _participants(key: str, named: Record) -> list[Participant]:
    """`recipient_or_victim: {words of the text: actor_id}`; several ids where any of them would do; null: in none."""
    roles = key.split("_or_")
    found: list[Participant] = []
    for surface, given in named.items():
        ids = given if isinstance(given, list) else [given]
        known = [one for one in ids if one]
        found.append({"role": roles[0], "roles": roles, "surface": surface, "actor_id": ids[0], "actor_ids": known})
    return found


def _add_place(event: Event, given: Any, where: str) -> None:
    if given == ANY:
        return
    options = given if isinstance(given, list) else [given]
    event["places"] = [_place(option, where) for option in options if option is not None]
    event["place_may_be_unknown"] = None in options and bool(event["places"])


def _place(text: str, where: str) -> Place:
    """`name / first-level division / country`, or `name / country` for a country or what belongs to no division."""
    parts = [part.strip() for part in str(text).split("/")]
    if len(parts) not in (2, 3) or not re.fullmatch("[A-Z]{2}", parts[-1]):
        raise LabelError(f"{where}: place {text!r} is not `name / division / CC` or `name / CC`.")
    admin1 = parts[1] if len(parts) == 3 else None
    return {"surface": parts[0], "names": [parts[0]], "admin1": admin1, "country": parts[-1], "place_id": None}


def _add_days(event: Event, label: Record, where: str) -> None:
    given = label["days"] if "days" in label else label.get("day", ANY)
    if "constraint" in label:
        event["date_start"] = event["date_end"] = None
        event["date_constraint"] = label["constraint"]
        return
    if given == ANY or label.get("days_also") == ANY:
        return
    event["date_start"], event["date_end"] = interval(given, where)
    event["days_alt"] = [interval(other, where) for other in label.get("days_also") or ()]
    event["date_precision"] = label.get("precision") or width(event["date_start"], event["date_end"])


def interval(given: Any, where: str = "") -> tuple[str | None, str | None]:
    """A day, [first, last] or null as first and last day (ISO 8601). Raises LabelError for another thing or order."""
    if given is None:
        return None, None
    try:
        first, last = given if isinstance(given, list | tuple) else (given, given)
        start, end = date.fromisoformat(str(first)), date.fromisoformat(str(last))
    except ValueError as error:
        raise LabelError(f"{where}: {given!r} is no day and no [first day, last day].") from error
    if end < start:
        raise LabelError(f"{where}: the last day {end} is before the first, {start}.")
    return start.isoformat(), end.isoformat()


def width(start: str | None, end: str | None) -> str:
    """Precision of an interval that states none: a day, days, or unknown."""
    return "unknown" if start is None else "day" if start == end else "days"


def _add_figure(event: Event, what: str, label: Record, where: str) -> None:
    given = label.get(what)
    if given == ANY:
        return
    figures = {what: figure(given, where), f"{what}_alt": [figure(x, where) for x in label.get(f"{what}_also") or ()]}
    event.update(figures)  # type: ignore[typeddict-item]


def figure(given: Any, where: str = "") -> dict[str, int | None] | None:
    """5, or [low, best, high] with null for a bound the words do not set, or null: no figure."""
    if given is None:
        return None
    bounds = given if isinstance(given, list) else [given] * 3
    known = [bound for bound in bounds if bound is not None]
    numbers = bool(known) and all(type(bound) is int for bound in known)  # True is an int, and no figure
    if len(bounds) != 3 or not numbers or known != sorted(known):
        raise LabelError(f"{where}: {given!r} is no number and no [low, best, high] in order.")
    return dict(zip(("low", "best", "high"), bounds, strict=True))
