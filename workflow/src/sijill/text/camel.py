"""The orthographic foldings of camel-tools, as a character table. The only module that imports camel_tools.

camel-tools folds text function by function, each pass over the whole text. What a pass does to one
character does not depend on its neighbours, so asking it once per character of the Arabic blocks gives a
table that does the same in one pass and from which an exact map back to the raw characters can be kept.
"""

from __future__ import annotations

from functools import cache

from camel_tools.utils.dediac import dediac_ar
from camel_tools.utils.normalize import (
    normalize_alef_ar,
    normalize_alef_maksura_ar,
    normalize_teh_marbuta_ar,
    normalize_unicode,
)

# Arabic, Arabic Supplement, Extended-B, Extended-A, Presentation Forms A and B
ARABIC_BLOCKS = ((0x0600, 0x06FF), (0x0750, 0x077F), (0x0870, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFE))


def fold_char(char: str) -> str:
    """One character after camel-tools' chain: NFKC, alef, alef maksura, teh marbuta, diacritics removed."""
    return dediac_ar(normalize_teh_marbuta_ar(normalize_alef_maksura_ar(normalize_alef_ar(normalize_unicode(char)))))


@cache
def folding_table() -> dict[str, str]:
    """Every character of the Arabic blocks that camel-tools changes, with what it becomes ("" = removed)."""
    chars = (chr(code) for first, last in ARABIC_BLOCKS for code in range(first, last + 1))
    return {char: folded for char in chars if (folded := fold_char(char)) != char}
