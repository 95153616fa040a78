"""The third-person forms of a verb, from its root and pattern.

News tells of others: only third persons are made. The forms come from mazini's conjugation (checked by its authors
against printed tables); on top comes one spelling that the press uses beside the school's: «بدأوا» for «بدؤوا».
"""

from __future__ import annotations

from functools import cache

import mazini

PAST_PERSONS = ("3ms", "3fs", "3md", "3fd", "3mp", "3fp")
PRESENT_PERSONS = ("3ms", "3fs", "3mp", "3md", "3fd")
SLOTS = {
    "past_active": tuple(f"past_{person}" for person in PAST_PERSONS),
    "past_passive": tuple(f"past_pass_{person}" for person in PAST_PERSONS),
    "present_active": tuple(f"{mood}_{person}" for mood in ("ind", "sub", "juss") for person in PRESENT_PERSONS),
    "present_passive": tuple(f"{mood}_pass_{person}" for mood in ("ind", "sub", "juss") for person in PRESENT_PERSONS),
}
# A verb without an object has no passive with a subject, yet mazini makes one on paper. Its letters would leave every
# «انفجر» in doubt between "exploded" and "was exploded", and «دير» in «دير الزور» would be the passive of «دار».
NO_PASSIVE = frozenset({"I/u~u", "VII", "IX"})
INTRANSITIVE = " intr"


@cache
def verb_forms(root: str, pattern: str) -> dict[str, frozenset[str]]:
    """The third-person forms of a verb, with their vowel marks.

    `root` is three or four radicals («قصف»), `pattern` one of mazini's codes (I/a~i, II … X, Iq), with ` intr` behind
    it for a verb that takes no object («دار»: I/a~u intr). The keys are past_active, past_passive, present_active
    (indicative, subjunctive and jussive together) and present_passive; the passive sets are empty for intransitive
    verbs. Raises ValueError where mazini cannot conjugate the pair.
    """
    slots, passive = _conjugate(root, pattern).slots, _has_passive(pattern)
    return {
        name: frozenset(
            spelling
            for slot in names
            if passive or "_pass_" not in slot
            for form in slots.get(slot, ())
            for spelling in _spellings(form.form)
        )
        for name, names in SLOTS.items()
    }


@cache
def verbal_nouns(root: str, pattern: str) -> frozenset[str]:
    """The masdars of a derived verb («تنفيذ» of نفّذ), with vowel marks; none for form I: they follow no rule."""
    if pattern.startswith("I/"):
        return frozenset()
    return frozenset(form.form for form in _conjugate(root, pattern).slots.get("vn", ()))


def _has_passive(pattern: str) -> bool:
    return not pattern.endswith(INTRANSITIVE) and pattern not in NO_PASSIVE


@cache
def _conjugate(root: str, pattern: str) -> mazini.Conjugation:
    """mazini's conjugation, with a full passive if the verb has one and mazini agrees to make it."""
    code = pattern.removesuffix(INTRANSITIVE)
    if _has_passive(pattern):
        try:
            return mazini.conjugate(root, code, passive=True)
        except ValueError:
            pass  # refused either for the passive or for the verb itself: the plain conjugation below tells which
    try:
        return mazini.conjugate(root, code, passive=False)
    except ValueError as error:
        raise ValueError(f"Cannot conjugate root {root!r} with pattern {pattern!r}: {error}") from error


def _spellings(form: str) -> tuple[str, ...]:
    """The form, and with it the spelling that keeps the hamza on its alif before a long u (بدأوا، يبدأون)."""
    return (form, form.replace("َؤُو", "َأُو")) if "َؤُو" in form else (form,)
