"""A sentence cut into pieces, so that what was read in it can be shown in colour."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field

# Where marks overlap the first of these wins: the trigger is why the row is there, a date holds numbers, and a person's
# name or a source often holds others.
KINDS = ("trigger", "time", "quantity", "actor", "place", "weapon", "source", "person")


@dataclass(frozen=True)
class Mark:
    """A stretch of the raw text that was read as something; half-open offsets. `note` is shown as its tooltip."""

    start: int
    end: int
    kind: str
    note: str = ""


@dataclass
class Piece:
    """A stretch of the sentence under one kind (None: nothing was read there), with the notes of all marks over it."""

    text: str
    kind: str | None = None
    notes: list[str] = field(default_factory=list)


def pieces(text: str, start: int, end: int, marks: Iterable[Mark]) -> list[Piece]:
    """text[start:end] in order, cut where a mark begins or ends. Joined, the pieces are text[start:end] again."""
    inside = [mark for mark in marks if mark.start < end and mark.end > start and mark.start < mark.end]
    cuts = sorted({start, end, *(max(mark.start, start) for mark in inside), *(min(mark.end, end) for mark in inside)})
    found: list[Piece] = []
    for left, right in itertools.pairwise(cuts):
        over = sorted((mark for mark in inside if mark.start <= left and mark.end >= right), key=_rank)
        notes = list(dict.fromkeys(mark.note for mark in over if mark.note))
        piece = Piece(text[left:right], over[0].kind if over else None, notes)
        if found and (found[-1].kind, found[-1].notes) == (piece.kind, piece.notes):
            found[-1].text += piece.text
        else:
            found.append(piece)
    return found


def _rank(mark: Mark) -> tuple[int, int, int]:
    return KINDS.index(mark.kind) if mark.kind in KINDS else len(KINDS), mark.start, mark.end
