"""Whom people without a name stand for, and when two participants are the same."""

import pytest

from sijill.evaluate.match import Participant, same_participant
from sijill.extract.names.unnamed import narrowed, umbrella_of

REGISTRY = dict.fromkeys(("civilians", "civilians_sy", "protesters", "protesters_iq"))


@pytest.mark.parametrize(
    ("what", "event_type", "role", "country", "wanted"),
    [
        ("civilians", "shelling", "victim", "SY", "civilians_sy"),
        ("children", "shelling", "victim", None, "civilians"),
        ("women", "shelling", "victim", "NP", "civilians"),
        ("persons", "shelling", "victim", "SY", None),
        ("persons", "protest", "participant", "IQ", "protesters_iq"),
        ("persons", "riot", "victim", "IQ", None),
        ("fighters", "attack", "actor", "SY", None),
    ],
)
def test_umbrella(what: str, event_type: str, role: str, country: str | None, wanted: str | None) -> None:
    assert umbrella_of(what, event_type, role, country, REGISTRY) == wanted


def test_narrowed_only_where_the_registry_has_it() -> None:
    for country in ("SY", "IQ", "FR", None):
        own = f"civilians_{country}".lower()
        assert narrowed("civilians", country, REGISTRY) == (own if own in REGISTRY else "civilians")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("civilians", "civilians_sy", True),
        ("civilians_sy", "civilians", True),
        ("civilians_sy", "civilians_iq", False),
        ("protesters", "civilians_sy", False),
        ("isis", "isis_syria", False),
        ("isis", "isis", True),
    ],
)
def test_same_participant(one: str, other: str, same: bool) -> None:
    a, b = Participant(role="victim", actor_id=one), Participant(role="victim", actor_id=other)
    assert same_participant(a, b) is same
