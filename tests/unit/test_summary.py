import pytest

from sijill import io, summary
from sijill.__main__ import main
from sijill.tables import TABLES, empty, from_rows


def blank(name):
    return {
        column: {"string": "", "bool": False}.get(str(spec.type), 0) for column, spec in TABLES[name].columns.items()
    }


@pytest.fixture
def results(tmp_path):
    reports = [blank("reports") | {"report_id": f"r{n}", "duplicate_of": "r0" if n else None} for n in range(3)]
    lost = [
        {"stage": "ingest", "reason": "not_arabic", "source_file": "a", "record_no": 1, "detail": ""},
        {"stage": "deduplicate", "reason": "repeated_record", "report_id": "r0", "detail": ""},
        {"stage": "deduplicate", "reason": "repeated_mention", "mention_id": "m0", "detail": ""},
        {"stage": "extract", "reason": "too_little_told", "report_id": "r0", "detail": ""},
    ]
    named = {"reports": from_rows("reports", reports), "rejected": from_rows("rejected", lost)}
    io.write_tables(named | {"events": empty("events"), "event_mentions": empty("event_mentions")}, tmp_path / "export")
    return tmp_path


def test_records_and_readings_are_counted_apart(results):
    text = "\n".join(summary.lines(results))
    assert (
        "5 read: 3 kept (2 repeat another), 2 rejected (deduplicate: repeated_record 1, ingest: not_arabic 1)" in text
    )
    assert "2 readings rejected (deduplicate: repeated_mention 1, extract: too_little_told 1)" in text


def test_gates_that_are_not_open_are_named(results):
    (results / "quality/ingest").mkdir(parents=True)
    (results / "quality/ingest/gate.json").touch()
    (line,) = (line for line in summary.lines(results) if "Gates" in line)
    assert "ingest" not in line and "normalize" in line


def test_a_failure_is_told_by_the_logs_of_its_own_run_only(results):
    log = results / "logs/quality/ingest-gate.log"
    log.parent.mkdir(parents=True)
    log.write_text("ingest: 3 files\nerror: The ingest gate is closed: why.\n", encoding="utf-8")
    assert "  error: The ingest gate is closed: why." in summary.failure(results)
    assert summary.failure(results, since=log.stat().st_mtime + 1) == []


def test_no_dataset_is_said_in_one_sentence(tmp_path, capsys):
    assert main(["summary", "--results", str(tmp_path)]) == 2
    assert "no dataset was built there yet" in capsys.readouterr().err


def test_a_step_that_was_killed_is_named(tmp_path):
    log = tmp_path / "run.log"
    command = "PYTHONPATH=src python -m sijill {} --out x > results/logs/x.log 2>&1' returned non-zero exit status {}."
    log.write_text(
        "\n".join([command.format("extract", 137), command.format("check", 2), command.format("extract", -9)])
    )
    told = summary.failure(tmp_path, log=log)
    assert [line for line in told if line] == [f"  error: {summary.KILLED.format(verb='extract')}"]
