"""Verb forms against forms written down by hand."""

from __future__ import annotations

import pytest

from sijill.text.arabic import fold
from sijill.text.inflect import PAST_PERSONS, SLOTS, verb_forms

# root, pattern, set of forms, form without vowel marks (hamzas kept)
PAIRS = [
    ("قصف", "I/a~i", "past_active", "قصف"),
    ("قصف", "I/a~i", "past_active", "قصفت"),
    ("قصف", "I/a~i", "past_active", "قصفا"),
    ("قصف", "I/a~i", "past_active", "قصفوا"),
    ("قصف", "I/a~i", "present_active", "تقصف"),
    ("قصف", "I/a~i", "present_active", "يقصفون"),
    ("قصف", "I/a~i", "present_active", "يقصفوا"),
    ("قصف", "I/a~i", "past_passive", "قصفتا"),
    ("شنن", "I/a~u", "past_active", "شن"),
    ("شنن", "I/a~u", "past_active", "شنت"),
    ("شنن", "I/a~u", "past_active", "شنوا"),
    ("شنن", "I/a~u", "past_active", "شنن"),
    ("شنن", "I/a~u", "present_active", "يشن"),
    ("شنن", "I/a~u", "present_active", "تشنان"),
    ("قتل", "I/a~u", "past_passive", "قتل"),
    ("قتل", "I/a~u", "present_passive", "يقتلون"),
    ("وقع", "I/a~a intr", "past_active", "وقعت"),
    ("وقع", "I/a~a intr", "present_active", "يقع"),
    ("دور", "I/a~u intr", "past_active", "دارت"),
    ("دور", "I/a~u intr", "present_active", "تدور"),
    ("قوم", "I/a~u intr", "present_active", "يقم"),
    ("جري", "I/a~i intr", "past_active", "جرت"),
    ("بدأ", "I/a~a", "past_active", "بدؤوا"),
    ("بدأ", "I/a~a", "past_active", "بدأوا"),
    ("بدأ", "I/a~a", "present_active", "يبدأون"),
    ("بدأ", "I/a~a", "past_passive", "بدئ"),
    ("نفذ", "II", "past_passive", "نفذت"),
    ("ءدي", "II", "past_active", "أدى"),
    ("ءدي", "II", "past_active", "أدت"),
    ("ءدي", "II", "present_active", "تؤدي"),
    ("هجم", "III", "past_active", "هاجموا"),
    ("هجم", "III", "past_passive", "هوجم"),
    ("حصر", "III", "past_passive", "حوصرت"),
    ("طلق", "IV", "past_active", "أطلقت"),
    ("طلق", "IV", "present_active", "يطلق"),
    ("جري", "IV", "past_passive", "أجريت"),
    ("نشء", "IV", "past_active", "أنشأت"),
    ("نشء", "IV", "past_passive", "أنشئت"),
    ("عرض", "V", "present_active", "تتعرض"),
    ("بدل", "VI", "past_active", "تبادلت"),
    ("فجر", "VII", "past_active", "انفجرت"),
    ("سحب", "VII", "present_active", "ينسحبون"),
    ("شبك", "VIII", "past_active", "اشتبكوا"),
    ("غول", "VIII", "past_active", "اغتالت"),
    ("غول", "VIII", "past_passive", "اغتيل"),
    ("سود", "IX", "past_active", "اسود"),
    ("هدف", "X", "past_active", "استهدفت"),
    ("هدف", "X", "past_passive", "استهدف"),
    ("ءنف", "X", "present_active", "يستأنف"),
    ("سيطر", "Iq", "past_active", "سيطرت"),
    ("سيطر", "Iq", "present_active", "تسيطر"),
]


def bare(form: str) -> str:
    """The form without vowel marks; the alif that only carries a vowel loses it too."""
    return "".join(char for char in form if not "\u064b" <= char <= "\u0652")


@pytest.mark.parametrize(("root", "pattern", "name", "expected"), PAIRS)
def test_form_is_made(root: str, pattern: str, name: str, expected: str) -> None:
    assert expected in {bare(form) for form in verb_forms(root, pattern)[name]}


def test_keys_are_the_same_for_every_verb() -> None:
    assert verb_forms("فجر", "VII").keys() == verb_forms("قتل", "I/a~u").keys() == SLOTS.keys()


def test_vowels_tell_active_from_passive() -> None:
    forms = verb_forms("قتل", "I/a~u")
    assert "قَتَلَ" in forms["past_active"] and "قُتِلَ" in forms["past_passive"]
    assert not forms["past_active"] & forms["past_passive"]


@pytest.mark.parametrize(("root", "pattern"), [("فجر", "VII"), ("دور", "I/a~u intr"), ("كبر", "I/u~u"), ("سود", "IX")])
def test_verbs_without_object_have_no_passive(root: str, pattern: str) -> None:
    forms = verb_forms(root, pattern)
    assert forms["past_active"] and forms["present_active"]
    assert not forms["past_passive"] and not forms["present_passive"]


def test_intransitive_verb_does_not_make_a_place_name() -> None:
    """«دير» is the passive of «دار», and the head of «دير الزور»."""
    assert "دير" in {bare(form) for form in verb_forms("دور", "I/a~u")["past_passive"]}
    assert "دير" not in {bare(form) for group in verb_forms("دور", "I/a~u intr").values() for form in group}


def test_only_third_persons() -> None:
    """No form of «قصف» for I, we or you: قصفنا، أقصف، نقصف، قصفتم."""
    forms = {fold(form).text for group in verb_forms("قصف", "I/a~i").values() for form in group}
    assert not forms & {"قصفنا", "اقصف", "نقصف", "قصفتم"}
    assert len(PAST_PERSONS) == 6


@pytest.mark.parametrize(("root", "pattern"), [("قص", "II"), ("قصف", "XX"), ("قصف", ""), ("توعد", "V")])
def test_refusal_names_root_and_pattern(root: str, pattern: str) -> None:
    with pytest.raises(ValueError, match=f"{root!r}.*{pattern!r}"):
        verb_forms(root, pattern)
