"""Whether a text is Arabic: by its letters and its commonest words; py3langid decides where these leave doubt."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_NONE, _ARABIC, _FOREIGN, _OTHER = range(4)
# Letters of the script that Arabic itself does not have; ک ی ہ ھ and ٱ are left out: Arabic is typed with them too.
_BORROWED = set("کیہھٱ")
_SCRIPT = (range(0x0671, 0x06D4), (0x06D5, 0x06EE, 0x06EF, 0x06FA, 0x06FB, 0x06FC, 0x06FF), range(0x0750, 0x0780))
# No other language of the script has these words.
_WORDS = (" في ", " على ", " إلى ", " الى ", " التي ", " الذي ", " عن ")
# Words of Persian, Urdu and Pashto that no Arabic text has: they are also written with Arabic letters alone.
_FOREIGN_WORDS = (
    " است",
    " اين ",
    " این ",
    " كه ",
    " که ",
    " از ",
    " را ",
    " هے",
    " کے ",
    " میں ",
    " دی ",
    " چې ",
    " په ",
)
FOREIGN_SHARE = 0.01
"""Share of letters foreign to Arabic among those of its script, above which a text may be another language."""
SAMPLE = 1_000
"""Characters that the identifier is shown: more of them make it slower, not better."""


class Language(NamedTuple):
    """What a text is written in: an ISO 639-1 code (`ar` unless it reads otherwise) and its share of Arabic letters."""

    code: str
    share: float


def identify_all(texts: Sequence[str]) -> list[Language]:
    """The language of each of many texts. `share`: Arabic letters among all letters, 0 to 1; 0 without any letter."""
    if not texts:
        return []
    kinds = _kinds()[_codes("\n".join([*texts, ""]))]
    starts = np.cumsum([0, *(len(text) + 1 for text in texts[:-1])])
    arabic, foreign, other = (np.add.reduceat(kinds == kind, starts) for kind in (_ARABIC, _FOREIGN, _OTHER))
    script = arabic + foreign
    doubtful = foreign > FOREIGN_SHARE * script
    shares = script / np.maximum(script + other, 1)
    rows = zip(texts, shares.tolist(), doubtful.tolist(), strict=True)
    return [Language(_code(text) if doubt or not _is_plain(text) else "ar", share) for text, share, doubt in rows]


def _is_plain(text: str) -> bool:
    """Whether its commonest words show a text to be Arabic, or none shows it to be anything else."""
    return any(word in text for word in _WORDS) or not any(word in text for word in _FOREIGN_WORDS)


def _code(text: str) -> str:
    import py3langid  # takes a second to load, and few inputs ever need it

    return str(py3langid.classify(text[:SAMPLE])[0])


def _codes(text: str) -> NDArray[np.uint16]:
    """The characters as 16-bit units: letters beyond the first plane belong to no living language."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).clip(max=0xFFFF).astype(np.uint16)


@cache
def _kinds() -> NDArray[np.uint8]:
    """The kind of every character of the first plane."""
    kinds = np.fromiter((_OTHER if chr(code).isalpha() else _NONE for code in range(0x10000)), np.uint8, 0x10000)
    for block in (range(0x0620, 0x0671), range(0x0671, 0x0700), range(0x0750, 0x0780), range(0xFB50, 0xFEFF)):
        letters = [code for code in block if kinds[code] == _OTHER]
        kinds[letters] = _ARABIC
    kinds[[code for part in _SCRIPT for code in part if kinds[code] and chr(code) not in _BORROWED]] = _FOREIGN
    return kinds
