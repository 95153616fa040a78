"""The codebook loads, refuses slips with a message that helps, and covers what it promises."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sijill.codebook import FILES, Codebook, load
from sijill.codebook_page import as_markdown
from sijill.coderows import CodebookError
from sijill.codewords import ACLED, SUB_EVENTS
from sijill.text.inflect import verb_forms

FOLDER = Path(__file__).parents[2] / "resources" / "codebook"
PAGE = Path(__file__).parents[2] / "workflow" / "docs" / "codebook.md"
Change = Callable[[list[dict[str, str]]], None]


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load(FOLDER)


@pytest.fixture
def spoil(tmp_path: Path) -> Callable[[str, Change], Path]:
    """A copy of the codebook with the rows of one file changed."""

    def change(file: str, edit: Change) -> Path:
        for stem in FILES:
            shutil.copy(FOLDER / f"{stem}.csv", tmp_path)
        path = tmp_path / f"{file}.csv"
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        edit(rows)
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        return tmp_path

    return change


def test_every_acled_sub_event_is_reachable(codebook: Codebook) -> None:
    reached = {sub for row in codebook.event_types.values() for sub in row.acled_sub_event.split("|")} - {""}
    assert len(SUB_EVENTS) == 25
    assert reached == set(SUB_EVENTS)


def test_acled_sub_events_belong_to_their_event(codebook: Codebook) -> None:
    for row in codebook.event_types.values():
        allowed = {sub for event in row.acled_event.split("|") if event for sub in ACLED[event]}
        assert set(row.acled_sub_event.split("|")) - {""} <= allowed, row.event_type
        default = row.equivalents()
        assert (default["acled_event"] is None) == (default["acled_sub_event"] is None), row.event_type
        if default["acled_event"]:
            assert default["acled_sub_event"] in ACLED[default["acled_event"]], row.event_type


def test_equivalents_take_the_first_alternative(codebook: Codebook) -> None:
    assert codebook.event_types["offensive_operation"].equivalents() == {
        "plover_event": "MOBILIZE",
        "plover_mode": "troops",
        "acled_event": "Strategic developments",
        "acled_sub_event": "Change to group/activity",
    }
    assert set(codebook.event_types["casualty_report"].equivalents().values()) == {None}


def test_event_types_are_described(codebook: Codebook) -> None:
    for row in codebook.event_types.values():
        assert row.family and row.definition.endswith(".") and row.source, row.event_type
        assert row.example_positive and row.example_negative, row.event_type
        assert row.example_positive != row.example_negative, row.event_type


def test_columns_have_their_types(codebook: Codebook) -> None:
    assert codebook.event_types["armed_clash"].symmetric is True
    assert codebook.event_types["arrest"].violent is False
    assert all(isinstance(modifier.event_type, tuple) for modifier in codebook.modifiers)
    assert all(actor.acled_inter is None or 1 <= actor.acled_inter <= 8 for actor in codebook.actors.values())
    assert all("" not in trigger.forms and "" not in trigger.oblique_preps for trigger in codebook.triggers)
    assert all(isinstance(name, str) for name in codebook.ambiguous_names)


def test_every_verb_can_be_inflected(codebook: Codebook) -> None:
    verbs = [row for row in codebook.triggers if row.pos == "verb"]
    sources = [row for row in codebook.sources if row.pattern]
    for row in [*verbs, *codebook.support_verbs, *sources]:
        assert verb_forms(row.root, row.pattern)["past_active"], row


@pytest.mark.parametrize("stem", FILES)
def test_files_are_sorted_and_have_sources(stem: str) -> None:
    raw = (FOLDER / f"{stem}.csv").read_bytes()
    assert b"\r" not in raw and raw.endswith(b"\n")
    rows = list(csv.DictReader(raw.decode("utf-8").splitlines()))
    first = [next(iter(row.values())) for row in rows]
    assert first == sorted(first)
    assert all(row["source"] for row in rows)


def test_a_class_of_words_stands_for_its_words(codebook: Codebook) -> None:
    rows = {row.trigger_id: row.forms for row in codebook.triggers}
    with (FOLDER / "word_classes.csv").open(encoding="utf-8", newline="") as file:
        words = {row["class_id"]: row["words"].split("|") for row in csv.DictReader(file)}
    assert set(words["troops"]) <= set(rows["v_nshr_qwat"]) and not any(
        form.startswith("@") for form in rows["v_nshr_qwat"]
    )
    assert all(len(forms) == len(set(forms)) for forms in rows.values())


def test_a_class_of_words_must_be_there(spoil: Callable[[str, Change], Path]) -> None:
    folder = spoil("triggers", lambda rows: rows[0].update(forms="@troups"))
    with pytest.raises(CodebookError, match=r"column forms: word_classes.csv has no class 'troups'. Use one of aid, "):
        load(folder)


def test_longer_modifier_words_are_no_means(codebook: Codebook) -> None:
    """«القاعدة الجوية» is a target: it stands in a row that changes nothing."""
    row = next(row for row in codebook.modifiers if "القاعدة الجوية" in row.words)
    assert row.event_type == (row.becomes,)


SLIPS: list[tuple[str, str, str, str]] = [
    ("triggers", "event_type", "shellling", "Did you mean 'shelling'"),
    ("triggers", "subject", "actr", "Did you mean 'actor'"),
    ("triggers", "pos", "adverb", "is not known"),
    ("triggers", "needs", "weapons", "Did you mean 'weapon'"),
    ("support_verbs", "aspect", "plannd", "Did you mean 'planned'"),
    ("modifiers", "event_type", "shelling|atack", "Did you mean 'attack'"),
    ("modifiers", "becomes", "", "is not known"),
    ("modifiers", "scope", "near", "Write one of: adjacent, clause"),
    ("event_types", "violent", "maybe", "Write one of: yes, no"),
    ("event_types", "acled_sub_event", "Air strike", "Did you mean 'Air/drone strike'"),
    ("cues", "kind", "negtion", "Did you mean 'negation'"),
    ("heads", "kind", "grup", "Did you mean 'group'"),
    ("connectives", "function", "agnt", "Did you mean 'agent'"),
    ("actors", "acled_inter", "one", "is not a number"),
    ("actors", "parent", "no such actor at all", "is not known"),
]


@pytest.mark.parametrize(("file", "column", "value", "remedy"), SLIPS)
def test_slip_is_named(spoil: Callable[[str, Change], Path], file: str, column: str, value: str, remedy: str) -> None:
    folder = spoil(file, lambda rows: rows[1].update({column: value}))
    with pytest.raises(CodebookError) as caught:
        load(folder)
    message = str(caught.value)
    assert f"{file}.csv line 3, column {column}: {value.split('|')[-1]!r}" in message
    assert remedy in message


def test_id_used_twice(spoil: Callable[[str, Change], Path]) -> None:
    folder = spoil("event_types", lambda rows: rows.append(dict(rows[0])))
    with pytest.raises(CodebookError, match=r"line \d+, column event_type: 'abduction' stands in line 2"):
        load(folder)


def test_missing_column(spoil: Callable[[str, Change], Path]) -> None:
    folder = spoil("heads", lambda rows: [row.pop("kind") for row in rows] and None)
    with pytest.raises(CodebookError, match=r"heads.csv line 1: no column kind. Its columns are head_id,forms,kind"):
        load(folder)


def test_missing_file(spoil: Callable[[str, Change], Path]) -> None:
    folder = spoil("heads", lambda rows: None)
    (folder / "cues.csv").unlink()
    with pytest.raises(CodebookError, match=r"no cues.csv"):
        load(folder)


def test_too_many_values(spoil: Callable[[str, Change], Path]) -> None:
    folder = spoil("heads", lambda rows: None)
    with (folder / "heads.csv").open("a", encoding="utf-8") as stream:
        stream.write("zz,كلمة,group,editor,more\n")
    with pytest.raises(CodebookError, match=r"heads.csv line \d+: more values than columns"):
        load(folder)


def test_verb_without_pattern(spoil: Callable[[str, Change], Path]) -> None:
    def forget(rows: list[dict[str, str]]) -> None:
        next(row for row in rows if row["pos"] == "verb")["pattern"] = ""

    with pytest.raises(CodebookError, match=r"triggers.csv.*column pattern: a verb needs it"):
        load(spoil("triggers", forget))


def test_page_is_up_to_date(codebook: Codebook) -> None:
    assert PAGE.read_text(encoding="utf-8") == as_markdown(codebook), "run `make docs`"


def test_page_shows_every_type_and_modifier(codebook: Codebook) -> None:
    page = as_markdown(codebook)
    assert all(f"## {name}\n" in page for name in codebook.event_types)
    assert all(f"`{modifier.modifier_id}`" in page for modifier in codebook.modifiers)
    assert all(verb.lemma in page for verb in codebook.support_verbs)
