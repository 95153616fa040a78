"""`sijill.duckdb`: the tables of an edition, views on them and the codebook as one database. Part of the shell.

DuckDB gives a file a random id and leaves memory that it never wrote to in it, so two runs do not give the same bytes,
and whatever the process held before may end up there. Hence the database is not in SHA256SUMS, and it is made by a
process of its own that reads nothing but the files of that edition: what is masked there cannot get into it.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from sijill import io

STORAGE = "v1.0.0"
"""The oldest storage that holds all of this: any DuckDB from 1.0 on opens it."""
MEMORY = "1GB"
"""What DuckDB may hold of the tables at one time; the rest it keeps on the disk."""
VIEWS = {
    "happened": (
        "Events that are told as having happened: no plans, denials or habits.",
        "SELECT * FROM events WHERE realis IN ('actual', 'ongoing') AND assertion <> 'denied'",
    ),
    "evidence": (
        "Every mention of an event: who tells it, where, in which words.",
        "SELECT m.event_id, m.mention_id, r.report_id, r.outlet, r.published_on, r.url, m.event_type, m.realis, "
        "m.assertion, m.trigger, {sentence} AS sentence, m.rule_id "
        "FROM event_mentions m JOIN reports r USING (report_id){sentences}",
    ),
    "event_actors": (
        "The actors of an event with their roles, by name where the registry has one.",
        "SELECT DISTINCT m.event_id, p.role, p.actor_id, coalesce(a.name_en, p.surface) AS name, a.name_ar, a.country "
        "FROM participants p JOIN event_mentions m USING (mention_id) LEFT JOIN actors a USING (actor_id)",
    ),
    "event_sources": (
        "Who says that an event happened, nearest the fact first.",
        "SELECT m.event_id, s.mention_id, s.level, s.source_kind, s.name, r.outlet "
        "FROM attributions s JOIN event_mentions m USING (mention_id) JOIN reports r USING (report_id)",
    ),
    "contradictions": (
        "Pairs of events that cannot both be as told, with the slot that says so.",
        "SELECT l.reason, a.*, b.* FROM event_links l JOIN events_flat a ON a.event_id = l.event_id_a "
        "JOIN events_flat b ON b.event_id = l.event_id_b WHERE l.kind = 'conflicts_with'",
    ),
}
OWN_SENTENCE = {"sentence": "m.evidence", "sentences": ""}
FROM_TEXT = {
    "sentence": 'substr(r.text_raw, s."start" + 1, s."end" - s."start")',
    "sentences": " LEFT JOIN sentences s ON s.report_id = m.report_id AND s.sentence_no = m.sentence_no",
}


def build(edition: Path, path: Path) -> None:
    """Make the database `path` from the Parquet files and the codebook of the edition in a folder."""
    import duckdb

    path.parent.mkdir(parents=True, exist_ok=True)
    with io.replacing(path) as temporary, tempfile.TemporaryDirectory(prefix="sijill-") as spilled:
        temporary.unlink(missing_ok=True)
        config: dict[str, Any] = {"threads": 1, "memory_limit": MEMORY, "temp_directory": spilled}
        with duckdb.connect(":memory:", config=config) as connection:
            connection.execute(f"ATTACH {_text(temporary)} AS dataset (STORAGE_VERSION '{STORAGE}')")
            connection.execute("USE dataset")
            for table in sorted(edition.glob("*.parquet")):
                _load(connection, table)
            _codebook(connection, sorted((edition / "codebook").glob("*.csv")))
            _views(connection)
            connection.execute("CHECKPOINT dataset")
            connection.execute("USE memory")
            connection.execute("DETACH dataset")


def _load(connection: object, table: Path) -> None:
    """One table with its comments and what may not be null."""
    run = connection.execute  # type: ignore[attr-defined]
    files = f"[{', '.join(_text(part) for part in io.parts(table))}]"
    run(f"CREATE TABLE {table.stem} AS SELECT * FROM read_parquet({files}, hive_partitioning = false)")
    schema = pq.read_schema(io.parts(table)[0])
    told = {key.decode(): value.decode() for key, value in (schema.metadata or {}).items()}
    run(f"COMMENT ON TABLE {table.stem} IS {_text('A row is ' + told.get('row', '') + '.')}")
    for column, meaning in json.loads(told.get("columns", "{}")).items():
        run(f'COMMENT ON COLUMN {table.stem}."{column}" IS {_text(meaning)}')


def _codebook(connection: object, files: list[Path]) -> None:
    run = connection.execute  # type: ignore[attr-defined]
    run("CREATE SCHEMA codebook")
    for file in files:
        rows = f"read_csv({_text(file)}, header = true, all_varchar = true)"
        run(f"CREATE TABLE codebook.{file.stem} AS SELECT * FROM {rows}")


def _views(connection: object) -> None:
    run = connection.execute  # type: ignore[attr-defined]
    columns = {row[0] for row in run("SELECT column_name FROM (DESCRIBE event_mentions)").fetchall()}
    how = OWN_SENTENCE if "evidence" in columns else FROM_TEXT
    for name, (meaning, query) in VIEWS.items():
        run(f"CREATE VIEW {name} AS {query.format(**how)}")
        run(f"COMMENT ON VIEW {name} IS {_text(meaning)}")


def _text(value: object) -> str:
    """A string literal of SQL."""
    return "'" + str(value).replace("'", "''") + "'"
