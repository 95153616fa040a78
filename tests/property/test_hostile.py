"""A bounded, seeded round of what `make bench-fuzz` does for an hour: nothing that is read stops the reading."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import hostile

seeded = settings(derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))


@given(hostile.texts)
@settings(seeded, max_examples=12)
def test_whatever_a_report_says_it_is_read_or_refused(text):
    hostile.read_text(text)


@given(st.sampled_from(sorted(hostile.WHOLE)), hostile.damages)
@settings(seeded, max_examples=12)
def test_whatever_a_file_holds_it_is_read_to_its_end(name, changes):
    hostile.read_file(name, hostile.damaged(hostile.WHOLE[name], changes))


@given(hostile.damages)
@settings(seeded, max_examples=25)
def test_a_config_is_complete_or_refused(changes):
    hostile.read_config(hostile.damaged(hostile.CONFIG, changes))


@given(hostile.damages)
@settings(seeded, max_examples=25)
def test_corrections_are_read_or_refused(changes):
    hostile.read_corrections(hostile.damaged(hostile.CORRECTIONS, changes))
    hostile.read_corrections(hostile.damaged(hostile.CORRECTIONS_CSV, changes), ".csv")


@given(hostile.damages)
@settings(seeded, max_examples=25)
def test_labelled_reports_are_read_or_refused(changes):
    hostile.read_gold(hostile.damaged(hostile.GOLD, changes))
    hostile.read_gold(hostile.damaged(b'{"id": "x", "text": "y", "events": []}\n', changes), ".jsonl")
