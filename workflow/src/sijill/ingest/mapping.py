"""The fields of a record under our names, as `fields:` of the corpus entry maps them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from sijill.errors import UserError
from sijill.ingest.records import FIELDS
from sijill.plan import CorpusSpec

SHOWN = 40
"""Names of fields told in a message."""


class Fields:
    """Maps records, and keeps account of mapped names that no record has had yet."""

    def __init__(self, spec: CorpusSpec) -> None:
        self.spec = spec
        self.names = {name: spec.fields.get(name) or name for name in FIELDS}
        self._missing = set(spec.fields.values())
        self._seen: dict[str, None] = {}
        self._where = ""

    def of(self, values: Mapping[str, Any], path: Path) -> dict[str, Any]:
        """The values of one record under our names; null for those it has not."""
        if self._missing:
            self._missing.difference_update(values)
            self._where = self._where or str(path)
            if len(self._seen) < SHOWN:
                self._seen.update(dict.fromkeys(values))
        return {name: values.get(own) for name, own in self.names.items()}

    def demand(self, columns: Collection[str], path: Path) -> None:
        """Raises UserError when a mapped name is none of a table's columns."""
        if missing := sorted(set(self.spec.fields.values()) - set(columns)):
            raise self._error(path, "there is no column", missing[0], columns)
        self._missing.clear()

    def demand_seen(self) -> None:
        """Raises UserError when records were read and a mapped name is in none of them."""
        if self._seen and self._missing:
            raise self._error(self._where, "no record has the field", min(self._missing), self._seen)

    def _error(self, where: object, what: str, name: str, known: Collection[str]) -> UserError:
        shown = ", ".join(_on_one_line(other) for other in list(known)[:SHOWN])
        return UserError(
            f"{where}: {what} {name!r} that `fields:` of corpus {self.spec.name!r} names; there are: {shown}."
        )


def _on_one_line(name: object) -> str:
    """A field's name as it can be shown: names come from the input and may be anything."""
    return " ".join(str(name).split())[:60].encode("utf-8", "replace").decode("utf-8")
