"""Bytes to text: which of the encodings of Arabic news a text is in, only where that is certain."""

from __future__ import annotations

import codecs
import re

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ONE_BYTE = ("windows-1256", "iso-8859-6")
"""The one-byte encodings of Arabic. Text in one is never plausible in the other beyond a few words: the letters ق ه و
ى ي of ISO-8859-6 are accented Latin ones in Windows-1256, and ف ق ك of Windows-1256 are not there in ISO-8859-6."""
_DECLARABLE = re.compile(r"(?:windows-|cp)125\d|iso-?8859-\d{1,2}|latin-?1|us-ascii", re.IGNORECASE)
# high bytes of what Arabic and markup are made of: ASCII, Arabic, punctuation, presentation forms, the mark
_HIGH = re.compile(rb"[\x00\x06\x20\xfb\xfe\xff]")

# in runs, which are a fifth as many as characters
_OTHER = re.compile(r"[^\x00-\x7f]+")
_ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a]+")
_WITH_ARABIC = re.compile("[\u0621-\u063a\u0640-\u0652،؛؟٪٠-٩«»“”„‘’–—…\u00a0\u200c-\u200f•·×÷°©®™]+")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
MIN_LETTERS = 10
"""Fewer Arabic letters are no evidence of an encoding."""


class UndecodableError(ValueError):
    """No encoding is certain; the message says what was tried."""


def decode(raw: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text and the name of its encoding. Raises UndecodableError.

    UTF-8 and UTF-16 prove themselves; a one-byte encoding is taken when the text is plausible Arabic in it and in no
    other, or as `declared` when it is not Arabic at all. A declaration that does not hold is not believed.
    """
    if wide := wide_encoding(raw):
        try:
            return raw.decode(wide).removeprefix("\ufeff"), wide.removesuffix("-sig")
        except UnicodeDecodeError as error:
            raise UndecodableError(
                f"not {wide.removesuffix('-sig')} as it begins, at byte {error.start}; {REMEDY}"
            ) from error
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        found = _one_byte(raw, declared)
        if not found:
            tried = ", ".join(ONE_BYTE)
            raise UndecodableError(f"not UTF-8 at byte {error.start}, nor surely {tried}; {REMEDY}") from error
        return found


REMEDY = "convert it to UTF-8, e.g. with iconv"


def wide_encoding(head: bytes) -> str | None:
    """The encoding a byte order mark stands for, or UTF-16 without one where Arabic or ASCII text is; else None."""
    marked = next((name for mark, name in MARKS if head.startswith(mark)), None)
    if marked or not (b"\x00" in head[:4096] or b"\x06" in head[:4096]):
        return marked
    for name, high in (("utf-16-le", head[1:4096:2]), ("utf-16-be", head[:4096:2])):
        low = len(high) - len(_HIGH.findall(high))
        if len(high) >= 2 and low * 20 <= len(high):
            sample = head[: len(head[:4096]) & ~1].decode(name, "replace")
            if not _CONTROL.search(sample) and "\ufffd" not in sample[:-1]:
                return name
    return None


def plausible(text: str) -> bool:
    """Whether the characters beyond ASCII are those of Arabic text, letters above all, and there are some."""
    others, letters = _count(_OTHER, text), _count(_ARABIC, text)
    if letters < MIN_LETTERS or letters * 10 < others * 7 or _CONTROL.search(text):
        return False
    return nothing_foreign(text)


def nothing_foreign(text: str) -> bool:
    """Whether hardly any character beyond ASCII is one that Arabic text does not use."""
    return _count(_WITH_ARABIC, text) * 50 >= _count(_OTHER, text) * 49


def _count(runs: re.Pattern[str], text: str) -> int:
    return sum(map(len, runs.findall(text)))


def _one_byte(raw: bytes, declared: str | None) -> tuple[str, str] | None:
    found = []
    for name in ONE_BYTE:
        text = _strict(raw, name)
        if text is not None and plausible(text):
            found.append((text, name))
    if found:
        as_declared = [reading for reading in found if declared and reading[1] == declared.lower()]
        same = all(text == found[0][0] for text, _ in found)
        return as_declared[0] if as_declared else found[0] if same else None
    if declared and _DECLARABLE.fullmatch(declared):
        text = _strict(raw, declared.lower())
        if text is not None and not _CONTROL.search(text):
            return text, declared.lower()
    return None


def _strict(raw: bytes, name: str) -> str | None:
    try:
        return raw.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None
