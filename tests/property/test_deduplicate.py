"""Laws of merging: a partition, the same for any order of rows and when done twice; no contradiction inside."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from hypothesis import given, settings
from hypothesis import strategies as st

from deduplicate_cases import Case, codebook, groups, places
from sijill.deduplicate import run
from sijill.deduplicate.blocks import Blocks
from sijill.deduplicate.cluster import agglomerate, mend
from sijill.deduplicate.narrow import Narrow
from sijill.deduplicate.registry import Actors, Places
from sijill.deduplicate.slots import read_tellings
from sijill.deduplicate.types import Types
from sijill.options import DeduplicateOptions

OPTIONS = DeduplicateOptions()
MENTION = st.fixed_dictionaries({
    "event_type": st.sampled_from(["shelling", "air_strike", "casualty_report", "meeting"]),
    "days": st.sampled_from([None, "2018-02-19", "2018-02-20", ("2018-02-19", "2018-02-20")]),
    "place": st.sampled_from([None, "douma", "harasta", "rif", "palmyra", "syria"]),
    "actor": st.sampled_from(["", "regime", "russia", "fatemiyoun", "iran_militias"]),
    "killed": st.sampled_from([None, 5, 9, (5, 5, None)]),
    "realis": st.sampled_from(["actual", "actual", "planned", "generic"]),
})  # fmt: skip
TEXTS = ["", " ".join(f"كلمة{number}" for number in range(30))]
REPORT = st.tuples(
    st.sampled_from([None, "2018-02-20", "2018-02-21"]),
    st.sampled_from(TEXTS),
    st.lists(MENTION, min_size=1, max_size=4),
)


def build(reports: list[Any]) -> dict[str, pa.Table]:
    case = Case()
    for number, (day, text, mentions) in enumerate(reports):
        case.report(f"r{number}", day, text=text or None)
        for mention in mentions:
            slots = {key: value for key, value in mention.items() if value not in (None, "")}
            case.mention(f"r{number}", slots.pop("event_type"), **slots)
    return case.tables()


def rows(table: pa.Table) -> list[str]:
    return sorted(map(repr, table.to_pylist()))


@settings(max_examples=60, deadline=None)
@given(st.lists(REPORT, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_partition_order_and_idempotence(reports: list[Any], rng: Any) -> None:
    given_tables = build(reports)
    result = run(given_tables, codebook(), OPTIONS)
    mentions = sorted(given_tables["event_mentions"]["mention_id"].to_pylist())
    assert sorted(member for group in groups(result) for member in group) == mentions
    assert sorted(set(result["event_mentions"]["event_id"].to_pylist())) == result["events"]["event_id"].to_pylist()
    assert set(result["events"]["canonical_mention_id"].to_pylist()) <= set(mentions)

    shuffled = {
        name: table.take(pa.array(rng.sample(range(table.num_rows), table.num_rows), pa.int64()))
        for name, table in given_tables.items()
    }
    other = run(shuffled, codebook(), OPTIONS)
    again = run({**result, "places": given_tables["places"]}, codebook(), OPTIONS)
    for name, table in result.items():
        assert rows(other[name]) == rows(table), name
        assert rows(again[name]) == rows(table), name


@settings(max_examples=60, deadline=None)
@given(st.lists(REPORT, min_size=2, max_size=5))
def test_no_event_holds_a_contradiction_between_texts(reports: list[Any]) -> None:
    given_tables = build(reports)
    result = run(given_tables, codebook(), OPTIONS)
    gazetteer = Places(places(), OPTIONS.max_distance_km)
    texts = {row["report_id"]: row["duplicate_of"] or row["report_id"] for row in result["reports"].to_pylist()}
    mentions = {row["mention_id"]: row for row in result["event_mentions"].to_pylist()}
    for group in groups(result):
        for a, b in combinations(group, 2):
            one, two = mentions[a], mentions[b]
            assert one["realis"] == two["realis"]
            if texts[one["report_id"]] == texts[two["report_id"]]:
                continue
            assert one["realis"] != "generic"
            assert (
                not (one["place_id"] and two["place_id"])
                or gazetteer.relation(one["place_id"], two["place_id"]) != "apart"
            )
            if one["date_start"] and two["date_start"] and not any(text for _, text, _ in reports):
                assert one["date_start"] <= two["date_end"] and two["date_start"] <= one["date_end"]


@given(
    st.integers(1, 8),
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 7), st.integers(0, 7)), max_size=20),
    st.frozensets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=8),
)
def test_agglomeration_equals_a_naive_one(count: int, edges: list[tuple[int, int, int]], apart: frozenset[Any]) -> None:
    edges = [(score, min(a, b), max(a, b)) for score, a, b in edges if a != b and max(a, b) < count]

    def forbids(x: int, y: int) -> bool:
        return (x, y) in apart or (y, x) in apart

    naive = [{number} for number in range(count)]
    for _, a, b in sorted(edges, key=lambda edge: (-edge[0], *edge[1:])):
        one, two = (next(group for group in naive if x in group) for x in (a, b))
        if one is not two and not any(forbids(x, y) for x in one for y in two):
            naive.remove(two)
            one |= two
    assert agglomerate(count, edges, forbids) == sorted(sorted(group) for group in naive)


THINGS = st.integers(0, 7)
FACED = st.fixed_dictionaries({
    "faces": st.lists(st.integers(0, 3), min_size=8, max_size=8),
    "apart": st.frozensets(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=3),
    "edges": st.lists(st.tuples(st.integers(0, 3), THINGS, THINGS), max_size=30),
})  # fmt: skip


@given(FACED)
def test_things_of_one_face_are_asked_once(case: Any) -> None:
    faces, edges = case["faces"], [(score, min(a, b), max(a, b)) for score, a, b in case["edges"] if a != b]

    def forbids(x: int, y: int) -> bool:
        return (faces[x], faces[y]) in case["apart"] or (faces[y], faces[x]) in case["apart"]

    assert agglomerate(8, edges, forbids, faces) == agglomerate(8, edges, forbids)


@given(FACED)
def test_a_mended_partition_holds_no_contradiction(case: Any) -> None:
    """Mended groups are a partition without a forbidden pair, held by more than before; no edges, no change."""
    edges = [(score, min(a, b), max(a, b)) for score, a, b in case["edges"] if a != b]

    def forbids(x: int, y: int) -> bool:
        return (min(x, y), max(x, y)) in case["apart"]

    groups = agglomerate(8, edges, forbids)
    mended = mend(groups, edges, forbids)
    assert sorted(member for group in mended for member in group) == list(range(8))
    assert not any(forbids(x, y) for group in mended for x, y in combinations(group, 2))
    assert mend(groups, [], forbids) == groups
    weights = {(x, y): weight for weight, x, y in edges}

    def held(partition: list[list[int]]) -> int:
        return sum(weights.get(pair, 0) for group in partition for pair in combinations(group, 2))

    assert held(mended) >= held(groups)


def test_a_telling_that_was_misread_parts_no_event() -> None:
    apart = {(0, 7), (0, 6)}  # 0 stands with 1 to 4, and contradicts two of 5 to 9

    def forbids(x: int, y: int) -> bool:
        return (min(x, y), max(x, y)) in apart

    joins = [(1, x, y) for x in range(1, 5) for y in range(5, 10)]
    groups = [[0, 1, 2, 3, 4], [5, 6, 7, 8, 9]]
    assert mend(groups, joins, forbids) == [[0], [1, 2, 3, 4, 5, 6, 7, 8, 9]]
    apart |= {(x, y) for x in range(1, 5) for y in range(5, 10)}  # and where most contradict, nothing is joined
    assert mend(groups, joins, forbids) == groups


def test_small_groups_are_mended_and_a_member_goes_where_it_is_tied_most() -> None:
    def forbids(x: int, y: int) -> bool:
        return {x, y} in ({0, 2}, {1, 2})  # 2, of another day, keeps 0 and 1 from 3, 4 and 5

    inside, across = [(1, 2, 3), (9, 3, 4), (9, 4, 5)], [(5, 0, 3), (5, 1, 4)]
    assert mend([[0, 1], [2, 3, 4, 5]], [*inside, *across], forbids) == [[0, 1, 3, 4, 5], [2]]
    held = [(30, 2, 3), (9, 3, 4), (9, 4, 5)]  # where 2 holds more than what would be joined, all stays
    assert mend([[0, 1], [2, 3, 4, 5]], [(20, 0, 1), *held, *across], forbids) == [[0, 1], [2, 3, 4, 5]]
    ties = [(1, 0, 1), (4, 1, 2), (4, 1, 3), (9, 2, 3)]
    assert mend([[0, 1], [2, 3]], ties, lambda x, y: {x, y} == {0, 2}) == [[0], [1, 2, 3]]


def narrowed(given_tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """What the stage holds of its tables, without texts."""
    narrow = Narrow(lambda name, rows: None)
    for _ in narrow.texts(
        [{name: table for name, table in given_tables.items() if name not in ("places", "rejected")}]
    ):
        pass
    return narrow.tables()


@settings(max_examples=40, deadline=None)
@given(st.lists(REPORT, min_size=1, max_size=6))
def test_blocks_pair_what_shares_a_key(reports: list[Any]) -> None:
    tellings = read_tellings(narrowed(build(reports)))
    blocks = Blocks(Places(places(), OPTIONS.max_distance_km), Actors({}), Types({"shelling": True}))
    keys = [blocks._keys(telling) for telling in tellings]
    naive = [(x, y) for x, y in combinations(range(len(tellings)), 2) if keys[x] & keys[y]]
    assert list(zip(*blocks.pairs(tellings), strict=True)) == naive


def test_a_block_of_very_many_tellings_gives_few_pairs_and_one_event() -> None:
    case = Case()
    for number in range(400):
        case.report(f"r{number:03}", "2018-02-20")
        case.mention(f"r{number:03}", "shelling", days="2018-02-20", place="douma", actor="regime")
    tables = case.tables()
    blocks = Blocks(Places(places(), OPTIONS.max_distance_km), Actors({}), Types({"shelling": True}), reach=5)
    assert len(blocks.pairs(read_tellings(narrowed(tables)))[0]) <= 400 * 5
    assert len(run(tables, codebook(), OPTIONS)["events"]) == 1


@settings(max_examples=25, deadline=None)
@given(st.lists(REPORT, min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_reports_that_come_one_by_one_give_the_events_of_all_at_once(reports: list[Any], rng: Any) -> None:
    """Whatever came first, the end is the same; and an event whose mentions and reports stay the same keeps its id."""
    whole = build(reports)
    order = rng.sample(range(len(reports)), len(reports))
    before: dict[tuple[str, ...], tuple[str, Any]] = {}
    result = {}
    for count in range(1, len(order) + 1):
        chosen = pa.array([f"r{number}" for number in order[:count]])
        result = run(of_reports(whole, chosen), codebook(), OPTIONS)
        kinds = {row["report_id"]: row["duplicate_of"] for row in result["reports"].to_pylist()}
        now = {}
        for event, members in by_event(result).items():
            now[members] = (event, [kinds[member.split(".")[0]] for member in members])
        for members, (event, duplicates) in before.items():
            if members in now and now[members][1] == duplicates:
                assert now[members][0] == event
        before = now
    assert groups(result) == groups(run(whole, codebook(), OPTIONS))


def of_reports(given_tables: dict[str, pa.Table], chosen: pa.Array) -> dict[str, pa.Table]:
    """The tables with the rows of some reports only."""
    kept = dict(given_tables)
    for name in ("reports", "sentences", "event_mentions"):
        kept[name] = given_tables[name].filter(pc.is_in(given_tables[name]["report_id"], chosen))
    for name in ("participants", "quantities"):
        mentions = kept["event_mentions"]["mention_id"].combine_chunks()
        kept[name] = given_tables[name].filter(pc.is_in(given_tables[name]["mention_id"], mentions))
    return kept


def by_event(result: dict[str, pa.Table]) -> dict[str, tuple[str, ...]]:
    """The mentions of every event, sorted."""
    found: dict[str, list[str]] = {}
    for row in result["event_mentions"].to_pylist():
        found.setdefault(row["event_id"], []).append(row["mention_id"])
    return {event: tuple(sorted(members)) for event, members in found.items()}
