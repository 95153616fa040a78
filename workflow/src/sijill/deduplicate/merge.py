"""Event mentions into events: copies first, then the mentions of one text, then the tellings of different texts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations
from typing import Any

import pyarrow as pa

from sijill.deduplicate.blocks import Blocks
from sijill.deduplicate.cluster import Edge, agglomerate, mend
from sijill.deduplicate.compare import Comparer, Comparison
from sijill.deduplicate.one_text import (
    GENERIC,
    Setting,
    before_background,
    one_act_in_a_text,
    score,
    two_versions,
)
from sijill.deduplicate.reports import canonical_ranks
from sijill.deduplicate.rules import one_act_across_texts, weight
from sijill.deduplicate.slots import Telling, join, read_tellings
from sijill.deduplicate.types import LASTING
from sijill.text.arabic import fold

MAX_SENTENCES_APART = 60  # in a very long text a recap takes up what stands within so many sentences


@dataclass(frozen=True)
class Merged:
    """A partition of the mentions, by row number.

    `tellings`, `event_of`: what each text tells, and of which event; `candidates`: the pairs of tellings compared.
    """

    events: list[list[int]]
    tellings: list[Telling]
    event_of: list[int]
    candidates: list[tuple[int, int, Comparison]]


def merge(tables: dict[str, pa.Table], comparer: Comparer) -> Merged:
    """The events of the mentions. Needs every table of the stage, reports once each and with duplicates marked."""
    mentions = read_tellings(tables)
    copies = copied_mentions(tables, mentions)
    repeated = {row for rows in copies.values() for row in rows}
    own = [telling for row, telling in enumerate(mentions) if row not in repeated]
    tellings = merge_texts(own, read_settings(tables), comparer)
    candidates = compare_across(tellings, comparer)
    groups = merge_across(tellings, candidates, comparer)
    event_of = [0] * len(tellings)
    for number, group in enumerate(groups):
        for member in group:
            event_of[member] = number
    told = ([row for member in group for row in tellings[member].mentions] for group in groups)
    events = [sorted([*rows, *(copy for row in rows for copy in copies.get(row, ()))]) for rows in told]
    return Merged(events, tellings, event_of, candidates)


def read_settings(tables: dict[str, pa.Table]) -> list[Setting]:
    """The setting of every row of event_mentions."""
    columns = tables["sentences"].select(["report_id", "sentence_no", "role"]).to_pylist()
    headlines = {(row["report_id"], row["sentence_no"]) for row in columns if row["role"] == "headline"}
    return [
        Setting(
            row["sentence_no"],
            (row["report_id"], row["sentence_no"]) in headlines,
            row["trigger"].lstrip("وفبك").startswith(("ال", "لل", "هذا", "هذه")),
        )
        for row in tables["event_mentions"].select(["report_id", "sentence_no", "trigger"]).to_pylist()
    ]


def copied_mentions(tables: dict[str, pa.Table], mentions: list[Telling]) -> dict[int, list[int]]:
    """Mentions that repeat another's sentence in a copy of its text, under the mention in the most canonical report.

    They give no slot of their own. One word may tell two acts («towns A and B were shelled»): a mention repeats that of
    its own place. A copy whose day differs («yesterday», printed again a day later) is none: it stands
    beside the other as a contradiction. Generic mentions are of no event that two reports could share.
    """
    reports = tables["reports"]
    ids: list[Any] = reports["report_id"].to_pylist()
    text_of: dict[Any, Any] = dict(zip(ids, reports["duplicate_of"].to_pylist(), strict=True))
    copied = {report for pair in text_of.items() if pair[1] for report in pair}
    ranks = dict(zip(ids, canonical_ranks(reports), strict=True))
    spots = _trigger_places(tables, copied)
    groups: dict[Any, list[int]] = defaultdict(list)
    for row, telling in enumerate(mentions):
        report = telling.key[0]
        if report in copied and telling.realis != GENERIC:
            slots = (telling.realis, *telling.types, telling.days, telling.places)
            groups[next(iter(telling.texts)), slots, spots[row]].append(row)
    result = {}
    for rows in groups.values():
        rows.sort(
            key=lambda row: (text_of[mentions[row].key[0]] is not None, ranks[mentions[row].key[0]], mentions[row].key)
        )
        if len(rows) > 1:
            result[rows[0]] = rows[1:]
    return result


def _trigger_places(tables: dict[str, pa.Table], reports: set[str]) -> dict[int, tuple[str, str]]:
    """For mentions of the given reports by row: the folded text of the sentence before the trigger and from it on."""
    columns = (tables["sentences"][name].to_pylist() for name in ("report_id", "sentence_no", "start", "told"))
    told = {
        (report, number): (start, text)
        for report, number, start, text in zip(*columns, strict=True)
        if text is not None and report in reports
    }
    found = {}
    mentions = tables["event_mentions"].select(["report_id", "sentence_no", "trigger_start"])
    for row, mention in enumerate(mentions.to_pylist()):
        if mention["report_id"] in reports:
            at = mention["trigger_start"]
            start, text = told.get((mention["report_id"], mention["sentence_no"]), (at, ""))
            found[row] = (_words(text[: at - start]), _words(text[at - start :]))
    return found


def _words(text: str) -> str:
    return " ".join(fold(text).text.split())


def merge_texts(mentions: list[Telling], settings: list[Setting], comparer: Comparer) -> list[Telling]:
    """The mentions of each text (with its copies) as tellings, one an event, ordered by key."""
    texts: dict[str, list[Telling]] = defaultdict(list)
    for telling in mentions:
        texts[next(iter(telling.texts))].append(telling)
    tellings = []
    for group in texts.values():
        group.sort(key=lambda telling: telling.key)
        tellings += [join(group[number] for number in part) for part in _merge_text(group, settings, comparer)]
    return sorted(tellings, key=lambda telling: telling.key)


def _merge_text(group: list[Telling], settings: list[Setting], comparer: Comparer) -> list[list[int]]:
    if len(group) == 1:
        return [[0]]
    compare = lru_cache(maxsize=None)(lambda x, y: comparer.within(group[min(x, y)], group[max(x, y)]))
    setting = [settings[telling.mentions[0]] for telling in group]
    edges: list[Edge] = []
    for x, one in enumerate(group):
        for y in range(x + 1, len(group)):
            if one.key[0] == group[y].key[0] and setting[y].sentence_no - setting[x].sentence_no > MAX_SENTENCES_APART:
                break  # tellings of one report stand in the order of the text
            comparison = compare(x, y)
            if one_act_in_a_text(one, group[y], comparison, setting[x], setting[y]):
                edges.append((score(comparison), x, y))

    def forbids(x: int, y: int) -> bool:
        comparison = compare(x, y)
        if before_background(group[x], group[y], setting[x], setting[y]):
            return True
        return bool(comparison.conflicts) and not two_versions(group[x], group[y], comparison)

    return agglomerate(len(group), edges, forbids)


def compare_across(tellings: list[Telling], comparer: Comparer) -> list[tuple[int, int, Comparison]]:
    """Every pair of tellings of different texts that is worth comparing, compared."""
    rows = [row for row, telling in enumerate(tellings) if telling.realis != GENERIC]
    left, right = Blocks(comparer.places, comparer.actors, comparer.types).pairs([tellings[row] for row in rows])
    pairs = ((rows[x], rows[y]) for x, y in zip(left, right, strict=True))
    return [
        (x, y, comparer.across(tellings[x], tellings[y]))
        for x, y in pairs
        if tellings[x].texts.isdisjoint(tellings[y].texts)
    ]


def merge_across(
    tellings: list[Telling], candidates: list[tuple[int, int, Comparison]], comparer: Comparer
) -> list[list[int]]:
    """The tellings of each event, by index. Only the tellings that any rule joins are looked at pair by pair."""
    edges = [(weight(comparison), x, y) for x, y, comparison in candidates if one_act_across_texts(comparison)]
    faces, tells = number_faces(tellings)
    apart = told_apart(tellings, {number for edge in edges for number in edge[1:]}, comparer)
    alone = {number for pair in apart for number in pair}
    asked = [len(faces) + number if number in alone else face for number, face in enumerate(faces)]
    conflict = lru_cache(maxsize=None)(
        lambda one, two: bool(comparer.across(seen_from(tells[one], "one"), seen_from(tells[two], "two")).conflicts)
    )

    def forbids(x: int, y: int) -> bool:
        return (min(x, y), max(x, y)) in apart or conflict(*sorted((faces[x], faces[y])))

    return mend(agglomerate(len(tellings), edges, forbids, asked), edges, forbids)


def told_apart(tellings: list[Telling], chosen: set[int], comparer: Comparer) -> set[tuple[int, int]]:
    """Pairs of tellings of one text that are two acts: they contradict each other, or have one word and no joint.

    Of acts that last a text tells much, and takes up much that the rules do not see: there only contradictions count.
    """
    texts: dict[str, list[int]] = defaultdict(list)
    for number in sorted(chosen):
        for text in tellings[number].texts:
            texts[text].append(number)
    pairs = {pair for members in texts.values() for pair in combinations(members, 2)}

    def two_acts(one: Telling, two: Telling) -> bool:
        return (one.types == two.types and not one.types <= LASTING) or bool(comparer.within(one, two).conflicts)

    return {(x, y) for x, y in pairs if two_acts(tellings[x], tellings[y])}


def number_faces(tellings: list[Telling]) -> tuple[list[int], list[Telling]]:
    """For every telling the number of what it says, the reports left out; and one telling for every number."""
    numbers: dict[Telling, int] = {}
    faces = [numbers.setdefault(seen_from(telling, ""), len(numbers)) for telling in tellings]
    tells: dict[int, Telling] = {}
    for face, telling in zip(faces, tellings, strict=True):
        tells.setdefault(face, telling)
    return faces, [tells[face] for face in range(len(tells))]


def seen_from(telling: Telling, report: str) -> Telling:
    """The slots of a telling that may contradict, as if told by another report (all its reports get that name)."""
    reports = {name: f"{report}{number}" for number, name in enumerate(sorted(telling.reports))}
    return replace(
        telling, key=(report, 0, 0, ""), mentions=(), reports=frozenset([report]), texts=frozenset([report]),
        day_hulls=tuple((reports[hull[0]], *hull[1:]) for hull in telling.day_hulls),
        killed_tolls=tuple(toll._replace(report=reports[toll.report]) for toll in telling.killed_tolls),
        wounded_tolls=tuple(toll._replace(report=reports[toll.report]) for toll in telling.wounded_tolls),
        sources=frozenset(), wording=frozenset(), lead=False,
    )  # fmt: skip
