"""Texts whose UTF-8 was once read in a one-byte encoding («ظ‚طµظپ» for «قصف»), and characters that are none."""

from __future__ import annotations

import re
from dataclasses import replace

from sijill.ingest.decode import nothing_foreign, plausible
from sijill.ingest.records import Record

# sloppy: the five bytes that Windows-1252 leaves undefined stand for themselves, as browsers read them
READ_AS = {"sloppy-windows-1252": "windows-1252", "latin-1": "iso-8859-1", "cp1256": "windows-1256"}
_LATIN_SIGNS = "ØÙÃ"
"""The first bytes of Arabic letters in UTF-8 as Latin letters (read once, read twice)."""
_NO_CHARACTER = re.compile("[\x00\ud800-\udfff]")
MENDED = ("title", "text")


def mended(record: Record) -> Record:
    """The record with what is certain repaired and said in `repair`; rejected where its text is garbled for good."""
    done = [record.repair] if record.repair else []
    fields = dict(record.fields)
    for name in MENDED:
        text = fields.get(name)
        if not isinstance(text, str):
            continue
        if _NO_CHARACTER.search(text):
            text = fields[name] = _NO_CHARACTER.sub("\ufffd", text)
            done.append("no_character")
        if garbled(text):
            restored = restore(text)
            if restored is None and name == "text":
                detail = "the text is UTF-8 read in another encoding and cannot be restored; get the original"
                return replace(record, reason="undecodable", detail=detail)
            if restored:
                fields[name] = restored[0]
                done.append(restored[1])
    return replace(record, fields=fields, repair=";".join(dict.fromkeys(done)) or None) if done else record


def garbled(text: str) -> bool:
    """Whether a text looks like UTF-8 Arabic read in a one-byte encoding. Cheap: it is asked for every record."""
    if any(sign in text for sign in _LATIN_SIGNS) and not plausible(text):
        signs = sum(map(text.count, _LATIN_SIGNS))
        return signs * 10 > len(text)
    # every second letter is then one of these two, rare otherwise
    return (text.count("ط") + text.count("ظ")) * 5 > len(text) and not nothing_foreign(text)


def restore(text: str) -> tuple[str, str] | None:
    """The Arabic text and what was done, where undoing the wrong reading gives plausible Arabic and nothing is lost."""
    import ftfy.bad_codecs  # noqa: F401  # registers the sloppy codecs

    for codec, name in READ_AS.items():
        once = _undone(text, codec)
        for restored in (once, once and _undone(once, codec)):  # some texts went wrong twice
            if restored and plausible(restored):
                return restored, f"mojibake:{name}"
    return None


def _undone(text: str, codec: str) -> str | None:
    try:
        return text.encode(codec).decode("utf-8")
    except UnicodeError:
        return None
