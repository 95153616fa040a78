"""Names of private persons, and the blocks that stand for them in the shareable edition.

Who is private is read from the spans: persons without an office, victims the registry does not know, and quoted
persons. Where such a name stands is masked, and wherever else its words stand: in the rest of the same report,
and, for names of two words and more, in every report, since a name told once without its title is the same name. A name
that some report gives to an official is masked only in the reports that give it to a private person.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import unquote

import pyarrow as pa
from daachorse import CharwiseDoubleArrayAhoCorasick

from sijill.export.columns import cells, lookup
from sijill.text.arabic import LETTER, Folded, fold, rewrite

BLOCK = "█"
OFFICIAL = "official"
_SEPARATORS = re.compile(rf"[^{LETTER}0-9A-Za-z]+")
# What may stand before a name in its word: a conjunction and a preposition.
_PROCLITICS = re.compile(rf"(?<![{LETTER}0-9A-Za-z])[وف]?[بلك]?$")
_MIN_LETTERS = 2  # a single letter is no name
_CLITICS = "وفبلك"
_DOTLESS = str.maketrans("ى", "\u066e")  # kept apart from ي where «على» must not be «علي»

Interval = tuple[int, int]


def name_view(text: str) -> Folded:
    """The folded text with every run of anything but letters and digits as one space: how names are compared."""
    return rewrite(fold(text), _SEPARATORS, lambda run: " ")


def name_text(text: str) -> str:
    """The text of `name_view`, without the way back to the raw one, which takes ten times as long."""
    return _SEPARATORS.sub(" ", fold(text).text)


def name_key(name: str) -> str:
    """A name as it is compared."""
    return name_text(name).strip()


def common_keys(text: str) -> list[str]:
    """The folded words of a text as common words are compared: as names are, but for final ى."""
    return name_key(text.translate(_DOTLESS)).split()


def is_common(name: str, common: frozenset[str]) -> bool:
    """Whether every word of a supposed name is a common word («شخصا», «على الأقل»), clitics, article and case aside."""
    return all(not common.isdisjoint(_bare(word)) for word in common_keys(name))


def _bare(word: str) -> set[str]:
    """The forms under which a lexicon may hold a folded word."""
    forms = {word, word.removesuffix("ا")}
    forms |= {form[1:] for form in tuple(forms) if len(form) > 3 and form[0] in _CLITICS}
    return forms | {form.removeprefix("ال") for form in forms}


class Mask:
    """The private names of a dataset: where they stand in a report's text, and how any text looks without them."""

    def __init__(
        self, private: Mapping[str, Iterable[str]], official: Iterable[str] = (), known: Iterable[str] = ()
    ) -> None:
        """`private`: report_id → names; `official`: names of officials; `known`: names the registries hold."""
        not_names = {name_key(name) for name in known}
        spared = {name_key(name) for name in official}
        owners: dict[str, set[str]] = defaultdict(set)
        for report, names in private.items():
            for key in map(name_key, names):
                if len(key) >= _MIN_LETTERS and key not in not_names:
                    owners[key].add(report)
        self._keys = sorted(owners)
        self._owners = [frozenset(owners[key]) for key in self._keys]
        self._everywhere = [" " in key and key not in spared for key in self._keys]
        self._arabic = not any(key.isascii() for key in self._keys)  # then plain ASCII hides no name
        self._automaton = CharwiseDoubleArrayAhoCorasick(self._keys) if self._keys else None

    def find(self, text: str, report: str | None = None) -> list[Interval]:
        """Where private names stand in a text of that report, as ascending disjoint half-open offsets."""
        if self._automaton is None or not text:
            return []
        seen = name_text(text)
        found = []
        for start, end, number in self._automaton.find_overlapping(seen):
            if not (self._everywhere[number] or report in self._owners[number]):
                continue
            if _ends_word(seen, end) and _PROCLITICS.search(seen, max(0, start - 3), start):
                found.append((start, end))
        if not found:  # as in most texts
            return []
        view = name_view(text)
        return merged(view.raw_span(start, end) for start, end in found)

    def hide(self, text: str | None, report: str | None = None) -> str | None:
        """The text with every private name as blocks. An address is unquoted first if a name hides in it."""
        if not text or self._automaton is None or (self._arabic and text.isascii() and "%" not in text):
            return text
        if "%" in text and (plain := unquote(text)) != text and self.find(plain, report):
            text = plain
        return blocks(text, self.find(text, report))


def _ends_word(text: str, end: int) -> bool:
    return end == len(text) or text[end] == " "


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """The union of intervals, ascending and disjoint."""
    result: list[Interval] = []
    for start, end in sorted(intervals):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(result[-1][1], end))
        elif end > start:
            result.append((start, end))
    return result


def blocks(text: str, intervals: Iterable[Interval]) -> str:
    """The text with blocks for the characters of the intervals: as many as there were, so that offsets hold."""
    pieces, at = [], 0
    for start, end in intervals:
        pieces += [text[at:start], BLOCK * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])


def private_stretches(
    tables: Mapping[str, pa.Table], common: frozenset[str] = frozenset()
) -> tuple[dict[str, list[Interval]], set[str]]:
    """Where private persons are named, by report; and the surfaces of officials' names.

    Private: person spans that are not official, victims without a registry actor, sources of kind person. What consists
    of `common` words only («شخصا», «سكان محليون») names nobody.
    """
    report_of = lookup(tables["event_mentions"], "mention_id", "report_id")
    found: dict[str, list[Interval]] = defaultdict(list)
    officials: set[str] = set()
    for row in _rows(tables["spans"], "kind", "person"):
        if row["normal_form"] == OFFICIAL:
            officials.add(row["surface"])
        elif not is_common(row["surface"], common):
            found[row["report_id"]].append((row["start"], row["end"]))
    unnamed = [row for row in _rows(tables["participants"], "role", "victim") if row["actor_id"] is None]
    for row in [*unnamed, *_rows(tables["attributions"], "source_kind", "person")]:
        if row["end"] > row["start"] and not is_common(row["surface"], common):
            found[report_of[row["mention_id"]]].append((row["start"], row["end"]))
    return found, officials


def _rows(table: pa.Table, column: str, value: str) -> list[dict[str, Any]]:
    return table.filter(pa.array([cell == value for cell in cells(table, column)], pa.bool_())).to_pylist()
