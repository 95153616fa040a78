"""Tables of a large corpus out of those of a small one: what the stages that see everything are measured on alone.

Reading is what takes time, so a million reports are not read: the tables that `normalize` and `extract` wrote of a few
thousand are copied under other ids, days and letters. Every copy swaps the letters of the alphabet in its own way, in
texts and in what is quoted from them: offsets hold, and no report of one copy resembles a report of another, as news of
other weeks would not. Near-duplicates, mentions and names are as frequent as in the corpus they come from.

Run: python tests/bench/scale_tables.py RESULTS COPIES OUT   (RESULTS: a results folder with ingest, normalize, extract)
"""

from __future__ import annotations

import random
import sys
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sijill import io

IDS = ("report_id", "mention_id", "span_id", "event_id")
DAYS = ("published_on", "date_start", "date_end")
QUOTED = ("text", "text_raw", "title", "surface", "trigger", "as_written", "place_surface", "name")
LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمنه"
APART = 40
"""Days between two copies: what they tell is not of one week."""


def alphabet(copy: int) -> dict[int, str]:
    """The letters of a copy; the first has the alphabet itself."""
    swapped = list(LETTERS)
    if copy:
        random.Random(copy).shuffle(swapped)
    return str.maketrans(LETTERS, "".join(swapped))


def copied(table: pa.Table, copy: int) -> pa.Table:
    """The rows of a copy, in their order."""
    letters, mark = alphabet(copy), f"{copy * 0x9E3779B1 % 0xFFFFFFFF:08x}"
    for number, field in enumerate(table.schema):
        old = table[number].to_pylist() if field.name in (*IDS, *DAYS, *QUOTED, "record_no") else None
        if old is None:
            continue
        if field.name in IDS:
            new = [value and value[0] + _mixed(value[1:9], mark) + value[9:] for value in old]
        elif field.name in DAYS:
            new = [value and (date.fromisoformat(value) + timedelta(APART * copy)).isoformat() for value in old]
        elif field.name == "record_no":
            new = old
        else:
            new = [value and value.translate(letters) for value in old]
        table = table.set_column(number, field, pa.array(new, field.type))
    if "source_file" in table.column_names:
        at = table.column_names.index("source_file")
        files = [value and f"{copy}/{value}" for value in table["source_file"].to_pylist()]
        table = table.set_column(at, table.schema.field(at), pa.array(files, pa.string()))
    return table


def _mixed(digits: str, mark: str) -> str:
    return f"{int(digits, 16) ^ int(mark, 16):08x}"


def multiply(base: Path, copies: int, out: Path) -> None:
    """Folders ingest, normalize and extract in `out`, a shard for each copy of each shard of `base`."""
    for stage in ("ingest", "normalize", "extract"):
        for folder in sorted((base / stage).iterdir()):
            for path in sorted(folder.glob("*.parquet")):
                table = pq.read_table(path)
                for copy in range(copies):
                    target = out / stage / f"{folder.name}-{copy}" / path.name
                    rows = copied(table, copy)
                    name = path.stem
                    if stage == "ingest":
                        target.parent.mkdir(parents=True, exist_ok=True)
                        pq.write_table(rows, target, row_group_size=io.ROW_GROUP, compression="zstd")
                    else:
                        io.write(io.sort(rows.cast(table.schema), name), target)


if __name__ == "__main__":
    multiply(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
