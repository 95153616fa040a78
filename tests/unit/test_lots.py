"""Lots, put one after the other, are the sorted tables; what is decided by lots is what is decided of all at once."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from deduplicate_cases import Case, codebook, places
from sijill import deduplicate, io, lots
from sijill.options import DeduplicateOptions

NAMES = (*lots.BY_REPORT, *lots.BY_MENTION)


def corpus() -> dict[str, pa.Table]:
    """Reports of one strike and of others, one of them read twice, two with one text."""
    case = Case()
    same = "قصف على دوما اليوم أسفر عن قتلى وجرحى بحسب شهود من سكان البلدة الذين نقلوا المصابين إلى المشفى القريب. "
    for number in range(9):
        name = f"r{number}"
        case.report(name, f"2018-02-2{number % 3}", text=same * 3 if number in (2, 7) else None)
        case.mention(name, "shelling", days="2018-02-20", place="douma", actor="regime", victim="civilians", killed=5)
        if number % 2:
            case.mention(name, "meeting", participant="regime,russia", source="مصدر")
    return case.tables()


def in_shards(tables: dict[str, pa.Table], folder: Path, count: int) -> dict[str, list[Path]]:
    """Every table in `count` files, rows dealt like cards."""
    paths = {name: [folder / f"{name}-{shard}.parquet" for shard in range(count)] for name in NAMES}
    for name, files in paths.items():
        for shard, path in enumerate(files):
            rows = list(range(shard, tables[name].num_rows, count))
            io.write(tables[name].take(pa.array(rows, pa.int64())), path)
    return paths


@pytest.mark.parametrize(("shards", "size"), [(1, 1), (3, 2), (4, 5), (2, 100)])
def test_lots_are_the_sorted_tables_cut_by_report(tmp_path: Path, shards: int, size: int) -> None:
    tables = corpus()
    found = list(lots.lots(in_shards(tables, tmp_path, shards), size))
    for name in NAMES:
        if name in lots.BY_REPORT:
            whole = pa.concat_tables([lot[name] for lot in found])
            assert whole.equals(io.sort(tables[name], name)), name
        else:
            assert sum(lot[name].num_rows for lot in found) == tables[name].num_rows
    for lot in found:
        reports = set(lot["reports"]["report_id"].to_pylist())
        assert len(reports) <= size
        assert {*lot["spans"]["report_id"].to_pylist(), *lot["event_mentions"]["report_id"].to_pylist()} <= reports
        mentions = set(lot["event_mentions"]["mention_id"].to_pylist())
        assert all(set(lot[name]["mention_id"].to_pylist()) <= mentions for name in lots.BY_MENTION)


def test_what_is_decided_by_lots_is_what_is_decided_of_all_at_once(tmp_path: Path) -> None:
    tables = corpus()
    twice = tables["reports"].slice(4, 1)
    again = twice.set_column(2, twice.schema.field(2), pa.array(["again.txt"]))
    tables["reports"] = pa.concat_tables([tables["reports"], again])
    whole = deduplicate.run({**tables, "places": places()}, codebook(), DeduplicateOptions())
    wide: dict[str, list[pa.Table]] = {name: [] for name in deduplicate.WIDE}
    done = deduplicate.decide(
        lots.lots(in_shards(tables, tmp_path, 3), 2),
        places(),
        codebook(),
        DeduplicateOptions(),
        lambda name, rows: wide[name].append(rows),
    )
    joined = {name: pa.concat_tables(rows) for name, rows in wide.items()}
    done |= {**joined, "reports": deduplicate.marked(joined["reports"], done["reports"])}
    assert whole["rejected"].num_rows == 1 and whole["report_pairs"].num_rows == 1
    assert done.keys() == whole.keys()
    for name, table in whole.items():
        assert io.sort(done[name], name).equals(io.sort(table, name)), name
