"""The recognizer of names as an optional back end: its interface with a stub in its place, and what it lacks here."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golden.reading import Reader, report_row
from sijill import configcheck, extract, normalize, tables
from sijill.errors import UserError
from sijill.options import ExtractOptions, NormalizeOptions
from sijill.text import camel
from sijill.text.camel import CamelTagger, Entity, spans_of
from sijill.verbs.reading import tagger_for

TEXT = "قصفت القوات الروسية أطراف كفرنجوم، وقال سليم برهوماني من جمعية الينابيع إن القصف استمر."


class Stub:
    """Calls names the words it was told."""

    def __init__(self, **kinds: str) -> None:
        self.names = {tuple(name.split("_")): kind for name, kind in kinds.items()}
        self.seen: list[list[str]] = []

    def entities(self, words: Sequence[str]) -> list[Entity]:
        self.seen.append(list(words))
        return [
            Entity(first, first + len(name), kind)
            for first in range(len(words))
            for name, kind in self.names.items()
            if tuple(words[first : first + len(name)]) == name
        ]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def read(reader: Reader, tagger: camel.Tagger | None) -> dict[str, list[dict[str, object]]]:
    reports = tables.from_rows("reports", [report_row("r", TEXT)])
    normal = normalize.run({"reports": reports}, NormalizeOptions(), reader.codebook.furniture)
    found = extract.run({**normal, "places": reader.places}, reader.codebook, ExtractOptions(), tagger)
    return {name: table.to_pylist() for name, table in found.items()}


def test_names_of_the_recognizer_are_marked_and_tied_to_nothing(reader: Reader) -> None:
    plain = read(reader, None)
    stub = Stub(كفرنجوم="place", سليم_برهوماني="person", جمعية_الينابيع="organisation", القوات_الروسية="organisation")
    tagged = read(reader, stub)
    added = [row for row in tagged["spans"] if row["rule_id"] == "camel_ner"]
    assert {(row["surface"], row["kind"], row["normal_form"]) for row in added} == {
        ("كفرنجوم", "place", None),
        ("سليم برهوماني", "person", "private"),
        ("جمعية الينابيع", "actor", None),
    }
    assert {(row["actor_id"], row["place_id"], row["resolution_status"]) for row in added} == {
        (None, None, "not_in_registry")
    }
    assert all(TEXT[row["start"] : row["end"]] == row["surface"] for row in added)  # type: ignore[misc]
    assert [row for row in tagged["spans"] if row not in added] == plain["spans"]
    assert {name: rows for name, rows in tagged.items() if name != "spans"} == {
        name: rows for name, rows in plain.items() if name != "spans"
    }
    assert "القوات" in stub.seen[0]  # words as written, not folded


def test_single_words_that_the_analyzer_knows_are_no_names() -> None:
    known = {"سوق": [{"pos": "noun"}], "سليم": [{"pos": "adj"}, {"pos": "noun_prop"}]}
    tagger = CamelTagger(lambda words: ["B-LOC", "B-PERS", "B-LOC", "O"], lambda word: known.get(word, []))
    assert tagger.entities(["سوق", "سليم", "كفرنجوم", "."]) == [Entity(1, 2, "person"), Entity(2, 3, "place")]
    assert tagger.entities([]) == []


def naive_spans(labels: Sequence[str]) -> list[Entity]:
    """Cut before every label that does not go on the one before, then keep the runs that are names."""
    runs: list[list[int]] = []
    for index, label in enumerate(labels):
        goes_on = label[:2] == "I-" and index > 0 and labels[index - 1][1:] in (label[1:],)
        if goes_on:
            runs[-1].append(index)
        else:
            runs.append([index])
    return [
        Entity(run[0], run[-1] + 1, camel.KINDS[kind])
        for run in runs
        if (kind := labels[run[0]].partition("-")[2]) in camel.KINDS
    ]


@given(st.lists(st.sampled_from(["O", *(f"{mark}-{kind}" for mark in "BI" for kind in (*camel.KINDS, "MISC"))])))
def test_labels_become_spans(labels: list[str]) -> None:
    assert spans_of(labels) == naive_spans(labels)


def installed(folder: Path, *names: str) -> Path:
    (folder / "catalogue.json").write_text("{}", encoding="utf-8")
    (folder / "versions.json").write_text(json.dumps(dict.fromkeys(names, "1")), encoding="utf-8")
    return folder


def test_what_is_missing_is_named_with_its_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(camel, "PACKAGES", ("json", "no_such_package"))
    lacks = camel.missing(installed(tmp_path, "ner-arabert"))
    assert lacks is not None
    assert "no_such_package" in lacks and "json" not in lacks.replace(".json", "")
    assert "camel_data -i morphology-db-msa-r13" in lacks and "ner-arabert" not in lacks
    monkeypatch.setattr(camel, "PACKAGES", ("json",))
    assert camel.missing(installed(tmp_path, *camel.MODELS)) is None
    (tmp_path / "versions.json").write_text("{", encoding="utf-8")
    assert "camel_data -i ner-arabert" in str(camel.missing(tmp_path))


def test_the_data_folder_is_that_of_camel_tools() -> None:
    assert camel.data_folder({}, Path("home")) == Path("home/.camel_tools")
    assert camel.data_folder({"CAMELTOOLS_DATA": "models"}, Path("home")) == Path("models")


def test_a_config_that_asks_for_what_is_not_there_is_refused(tmp_path: Path) -> None:
    configcheck.demand_backends({"extract": {"ner": "lexicon"}}, tmp_path)
    with pytest.raises(UserError, match=r"`extract\.ner: camel` lacks .*camel_data -i ner-arabert"):
        configcheck.demand_backends({"extract": {"ner": "camel"}}, tmp_path)


def test_the_step_refuses_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path))
    assert tagger_for("lexicon") is None
    with pytest.raises(UserError, match="--ner=lexicon"):
        tagger_for("camel")
    with pytest.raises(UserError, match="lexicon or camel"):
        tagger_for("stanza")


def test_looking_for_the_models_imports_nothing(tmp_path: Path) -> None:
    """camel-tools fetches its catalogue when imported without one."""
    code = (
        "import sys; from pathlib import Path; from sijill.text import camel; "
        f"camel.missing(Path({str(tmp_path)!r})); print([m for m in sys.modules if m.startswith('camel_tools')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
