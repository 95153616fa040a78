"""The orthographic foldings of camel-tools, as a character table. The only module that imports camel_tools.

camel-tools folds text function by function, each pass over the whole text. What a pass does to one
character does not depend on its neighbours, so asking it once per character of the Arabic blocks gives a
table that does the same in one pass and from which an exact map back to the raw characters can be kept.

Loading camel-tools' character sets takes a second, and every job of a run would pay it: the table is therefore kept
in `camel_foldings.json`, and a test asks camel-tools for it anew. To write it anew after a change of version:
`python -c "from sijill.text import camel; camel.save(camel.derived())"`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("camel_foldings.json")
# Arabic, Arabic Supplement, Extended-B, Extended-A, Presentation Forms A and B
ARABIC_BLOCKS = ((0x0600, 0x06FF), (0x0750, 0x077F), (0x0870, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFE))


@cache
def folding_table() -> dict[str, str]:
    """Every character of the Arabic blocks that camel-tools changes, with what it becomes ("" = removed)."""
    table: dict[str, str] = json.loads(TABLE.read_text(encoding="utf-8"))
    return table


def derived() -> dict[str, str]:
    """The table as camel-tools itself gives it, character by character."""
    chain = folding_chain()
    chars = (chr(code) for first, last in ARABIC_BLOCKS for code in range(first, last + 1))
    return {char: folded for char in chars if (folded := chain(char)) != char}


def folding_chain() -> Callable[[str], str]:
    """camel-tools' chain for a text: NFKC, alef, alef maksura, teh marbuta, diacritics removed."""
    from camel_tools.utils.dediac import dediac_ar
    from camel_tools.utils.normalize import (
        normalize_alef_ar,
        normalize_alef_maksura_ar,
        normalize_teh_marbuta_ar,
        normalize_unicode,
    )

    def chain(text: str) -> str:
        text = normalize_alef_maksura_ar(normalize_alef_ar(normalize_unicode(text)))
        return str(dediac_ar(normalize_teh_marbuta_ar(text)))

    return chain


def save(table: dict[str, str]) -> None:
    """Write the table to its file."""
    TABLE.write_text(json.dumps(table, indent=0, sort_keys=True) + "\n", encoding="ascii")
