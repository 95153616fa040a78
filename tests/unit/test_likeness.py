"""Names written by different readers: what counts as one name, and what must not."""

from __future__ import annotations

import pytest

from sijill.text.likeness import same_actor, same_actor_surface, same_division, same_place


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Syrian government forces", "Syrian army"),
        ("Houthi movement", "Houthi rebels"),
        ("جماعة الحوثي", "الحوثيون"),
        ("القوات الروسية", "روسيا"),
        ("Russian Armed Forces", "Russia"),
        ("United States Armed Forces", "US military"),
        ("تنظيم داعش", "تنظيم الدولة الإسلامية"),
        ("Israel Defense Forces", "Israel"),
    ],
)
def test_one_actor(a: str, b: str) -> None:
    assert same_actor(a, b)
    assert same_actor(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Syrian government forces", "Syrian Democratic Forces"),
        ("قوات النظام السوري", "قوات سوريا الديمقراطية"),
        ("Iran", "Iran-backed militias in Syria"),
        ("Islamic State", "Islamic Revolutionary Guard Corps"),
        ("الجيش الوطني السوري", "الجيش اليمني"),
        ("Palestinian protesters", "Palestinian Authority"),
        ("Hezbollah", "Hamas"),
    ],
)
def test_two_actors(a: str, b: str) -> None:
    assert not same_actor(a, b)


def test_surface_within_surface() -> None:
    assert same_actor_surface("عناصر من قوات سوريا الديمقراطية", "لقوات سوريا الديمقراطية")
    assert not same_actor_surface("الجيش التركي", "الجيش اليمني")


def test_places_in_two_transliterations() -> None:
    assert same_place("Deir ez-Zor", "Dayr az Zawr")
    assert same_place("Gaza–Israel border", "Gaza")
    assert same_place("مدينة أريحا", "أريحا")
    assert not same_place("Homs", "Hama")
    assert same_division("Rif-dimashq", "Rural Damascus")
    assert same_division("Sa'dah", "Saada") and same_division("Ta’izz", "Taiz")
    assert not same_division("Rif Dimashq", "Dimashq")
