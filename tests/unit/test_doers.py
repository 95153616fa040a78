"""Who can have done an act: what restrictions.csv says, and what is made of a country's name."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from sijill import codebook
from sijill.coderows import CodebookError
from sijill.extract.grammar.phrases import NounPhrase
from sijill.extract.lexicon import ActorName, country_adjectives
from sijill.extract.names.kinds import are_only, kinds_of
from sijill.extract.sentence import Item
from sijill.extract.who.doers import able, on_one_side
from sijill.extract.who.participation import Participation

FOLDER = Path(__file__).parents[2] / "resources/codebook"
CODES = codebook.load(FOLDER)
VERB = SimpleNamespace(is_verb=True, support=None, trigger=Item("trigger", 5, 6, 30, 34, None))


def part(actor: str, role: str, at: int = 0, function: str = "subject") -> Participation:
    name = Item("actor", at, at + 1, at * 5, at * 5 + 4, ActorName(actor, "full"))
    return Participation(NounPhrase(name, at, at + 1), role, function)


def counted(what: str) -> Participation:
    name = Item("unit", 0, 1, 0, 4, SimpleNamespace(what=what))
    return Participation(NounPhrase(name, 0, 1, counted=True), "actor", "subject")


def test_every_restriction_is_of_use() -> None:
    """No row takes from a role what an earlier row has decided for the same type and kind."""
    seen: dict[tuple[str, str, str], str] = {}
    for row in CODES.restrictions:
        for cell in ((one, row.role, kind) for one in row.event_types for kind in row.kinds):
            assert seen.setdefault(cell, row.restriction_id) == row.restriction_id, cell


@pytest.mark.parametrize("event_type", sorted(CODES.event_types))
def test_able_is_the_rows_read_one_by_one(event_type: str) -> None:
    """The naive twin: each part alone, against each row, kind by kind."""
    actors = {actor.kind: actor.actor_id for actor in CODES.actors.values()}
    for kind, actor in actors.items():
        for role in ("actor", "recipient", "participant"):
            rows = [r for r in CODES.restrictions if event_type in r.event_types and r.role == role and kind in r.kinds]
            wanted = rows[0].becomes if rows else role
            kept, refused = able([part(actor, role)], VERB, event_type, CODES)  # type: ignore[arg-type]
            assert [one.role for one in kept] == ([] if wanted in ("none", "refused") else [wanted])
            assert refused == (wanted == "refused")


def test_a_verb_is_refused_for_its_subject_alone() -> None:
    accused = part("russia", "participant", function="accused")
    assert able([accused], VERB, "protest", CODES) == ([], False)  # type: ignore[arg-type]
    assert able([part("russia", "participant")], VERB, "protest", CODES) == ([], True)  # type: ignore[arg-type]


def test_of_one_actor_on_two_sides_the_nearer_is_read() -> None:
    near, far = part("isis", "actor", at=6), part("isis", "recipient", at=20)
    struck = replace(far, role="recipient", phrase=part("pkk", "recipient", at=20).phrase)

    def read(*parts: Participation) -> list[Participation]:
        return on_one_side(list(parts), VERB, lambda one: one.phrase.name.value.actor_id)  # type: ignore[arg-type]

    assert read(near, far) == [near]
    assert read(far, near) == [near]
    assert read(near, struck) == [near, struck]
    assert on_one_side([near, far], VERB, lambda one: None) == [near, far]  # type: ignore[arg-type]


def test_kinds_of_what_is_not_named() -> None:
    assert kinds_of(part("", "actor"), CODES) == {"unknown"}
    assert kinds_of(part("isis|russia", "actor"), CODES) == {"insurgent", "state"}
    assert kinds_of(counted("protesters"), CODES) == {"protesters"}
    assert kinds_of(counted("fighters"), CODES) == frozenset()
    assert not are_only(counted("fighters"), {"insurgent"}, CODES)
    assert not are_only(part("isis|russia", "actor"), {"insurgent"}, CODES)


def test_a_restriction_of_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    for file in FOLDER.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    rows = (tmp_path / "restrictions.csv").read_text(encoding="utf-8").replace("civilian_group|protesters", "crowd", 1)
    (tmp_path / "restrictions.csv").write_text(rows, encoding="utf-8")
    with pytest.raises(CodebookError, match=r"restrictions\.csv, .*, column kinds: no actor is of kind crowd"):
        codebook.load(tmp_path)


@pytest.mark.parametrize(
    ("country", "adjective"),
    [
        ("إسبانيا", "اسباني"),
        ("الهند", "هندي"),
        ("كوبا", "كوبي"),
        ("سنغافورة", "سنغافوري"),
        ("كوريا الشمالية", "كوري شمالي"),
    ],
)
def test_adjective_of_a_country(country: str, adjective: str) -> None:
    assert country_adjectives([("XX", country)]) == {adjective: "XX"}


@pytest.mark.parametrize("country", ["مالي", "بوركينا فاسو", "جنوب أفريقيا"])
def test_names_that_make_no_adjective(country: str) -> None:
    assert country_adjectives([("XX", country)]) == {}
