import argparse
import json
import re
import shutil
import subprocess
import sys

import pytest

import small_dataset
from sijill import export, io, tables, verbs
from sijill.__main__ import action_of, main
from sijill.arguments import parser
from sijill.errors import UserError
from sijill.plan import STAGE_TABLES
from sijill.tables import TABLES
from sijill.verbs import files


def verbs_of(top: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    (action,) = (action for action in top._actions if isinstance(action, argparse._SubParsersAction))
    return action.choices


VERBS = verbs_of(parser())


@pytest.mark.parametrize("verb", VERBS)
def test_help_says_what_a_verb_does_and_shows_an_example_that_parses(verb):
    text = VERBS[verb].format_help()
    assert VERBS[verb].description
    (example,) = re.findall(r"python -m sijill (.+)", text)
    words = [word.strip("'") for word in example.split()]
    assert parser().parse_args(words).verb == verb
    undocumented = [action.dest for action in VERBS[verb]._actions if not action.help]
    assert not undocumented


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_done_somewhere(verb):
    assert callable(action_of(verb))


def test_a_gate_is_judged_without_the_libraries_of_tables():
    """It runs after every stage: its start is what it costs."""
    seen = "import sys; from sijill.__main__ import action_of; action_of('gate'); print('pyarrow' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", seen], capture_output=True, encoding="utf-8", check=True)
    assert told.stdout.strip() == "False"


def test_what_the_user_must_mend_is_one_line_without_a_traceback(capsys, monkeypatch):
    def fail(arguments):
        raise UserError("the file x.txt is not there.")

    monkeypatch.setattr(verbs, "ingest", fail)
    assert main(["ingest", "--path", "x.txt", "--corpus", "x", "--out", "y"]) == 2
    assert capsys.readouterr().err == "error: the file x.txt is not there.\n"


@pytest.mark.parametrize("word", ["4/4", "1", "-1/2", "a/b"])
def test_a_bucket_is_a_number_below_the_number_of_buckets(word, capsys):
    with pytest.raises(SystemExit):
        parser().parse_args(["ingest", "--path", "p", "--corpus", "c", "--out", "o", f"--bucket={word}"])
    assert "K/N" in capsys.readouterr().err


def test_a_field_must_be_one_that_reports_have(capsys):
    with pytest.raises(SystemExit):
        parser().parse_args(["ingest", "--path", "p", "--corpus", "c", "--out", "o", "--field=headline=title"])
    assert "NAME=FIELD" in capsys.readouterr().err


def test_help_does_not_wait_for_heavy_imports():
    code = "import sys, sijill.arguments as m; m.parser(); print(sorted({'pyarrow', 'pandas'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "[]\n"


def test_stage_tables_are_tables_of_the_dataset():
    assert all(table in TABLES for owed in STAGE_TABLES.values() for table in owed)


def test_a_stage_that_gives_the_wrong_tables_is_refused(tmp_path):
    with pytest.raises(KeyError, match="owes"):
        files.finish("normalize", {}, tmp_path)
    assert not list(tmp_path.iterdir())


def test_publish_replaces_the_dataset_as_a_whole(tmp_path):
    for edition in ("export", "public"):
        (tmp_path / "candidate" / edition).mkdir(parents=True)
        (tmp_path / "candidate" / edition / "new").touch()
        (tmp_path / "candidate" / f"{edition}.duckdb").touch()
        (tmp_path / edition).mkdir()
        (tmp_path / edition / "old").touch()
    assert main(["publish", "--candidate", str(tmp_path / "candidate"), "--out", str(tmp_path)]) == 0
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()) == [
        "candidate/export.duckdb", "candidate/export/new", "candidate/public.duckdb", "candidate/public/new",
        "export/new", "export/sijill.duckdb", "public/new", "public/sijill.duckdb",
    ]  # fmt: skip


def test_a_damaged_candidate_replaces_nothing(tmp_path, capsys):
    for edition in ("export", "public"):
        io.write_bytes(b"whole", tmp_path / "candidate" / edition / "x.csv")
        io.write_bytes(export.sha256sums({"x.csv": b"whole"}), tmp_path / "candidate" / edition / "SHA256SUMS")
        io.write_bytes(b"", tmp_path / "candidate" / f"{edition}.duckdb")
        io.write_bytes(b"the last one", tmp_path / edition / "x.csv")
    io.write_bytes(b"wh", tmp_path / "candidate/export/x.csv")
    assert main(["publish", "--candidate", str(tmp_path / "candidate"), "--out", str(tmp_path)]) == 2
    assert "candidate/export/x.csv is not as it was written: delete" in capsys.readouterr().err
    assert (tmp_path / "export/x.csv").read_bytes() == b"the last one"


def test_want_of_memory_is_told(tmp_path, monkeypatch, capsys):
    def too_much(arguments):
        raise MemoryError

    monkeypatch.setattr(verbs, "database", too_much)
    assert main(["database", "--edition", str(tmp_path), "--out", str(tmp_path / "x")]) == 3
    assert capsys.readouterr().err.startswith("error: database was given too little memory: run snakemake again")


def test_publish_remembers_what_changed(tmp_path):
    rows = small_dataset.EVENTS
    for number, events in enumerate((rows, rows, rows[:1])):
        for edition in ("export", "public"):
            folder = tmp_path / "candidate" / edition
            shutil.rmtree(folder, ignore_errors=True)
            part = "events.parquet/partition_year=2024/part-0.parquet" if number else "events.parquet"
            io.write(tables.from_rows("events", events), folder / part)
            (folder / "count").write_text(f"{len(events)}")
            (folder / "SHA256SUMS").write_text(f"{io.sha256_of(folder / 'count')}  count\n")
            (tmp_path / "candidate" / f"{edition}.duckdb").touch()
        (tmp_path / "export" / "SHA256SUMS").unlink(missing_ok=True)  # as Snakemake does before the rule runs
        assert main(["publish", "--candidate", str(tmp_path / "candidate"), "--out", str(tmp_path)]) == 0
        changes = tmp_path / "quality" / "changes.json"
        assert changes.exists() == (number == 2)  # not at first, nor for the same dataset again
    assert json.loads(changes.read_text())["removed_ids"] == [rows[1]["event_id"]]
    assert [run["rows"]["events"] for run in json.loads((tmp_path / "quality/history.json").read_text())] == [2, 1]
