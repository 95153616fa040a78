"""Whether a text is Arabic."""

from __future__ import annotations

import re

from sijill.text.arabic import LETTER

_LETTERS = re.compile(r"[^\W\d_]")
_ARABIC = re.compile(f"[{LETTER}]")
_NOT_ARABIC_LANGUAGE = re.compile("[پچژگٹڈڑں]")  # Persian, Urdu, Kurdish, Pashto


def arabic_share(text: str) -> float:
    """Share of Arabic letters among the letters of a text, 0 to 1; those of Persian, Urdu, Kurdish count against it."""
    letters = len(_LETTERS.findall(text))
    arabic = len(_ARABIC.findall(text))
    foreign = len(_NOT_ARABIC_LANGUAGE.findall(text))
    return 0.0 if not letters else max(0.0, min(1.0, (arabic - 20 * foreign) / letters))
