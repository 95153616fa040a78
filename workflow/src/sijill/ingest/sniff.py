"""What an input file is: its suffix or the config says it, its first bytes may prove it wrong."""

from __future__ import annotations

import re

from sijill.ingest.decode import wide_encoding

BINARY = "binary"
MAGIC = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP or office file",
    b"\xd0\xcf\x11\xe0": "an old office file",
    b"{\\rtf": "an RTF file",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"RIFF": "a sound, film or image file",
    b"\x1f\x8b": "gzip data within packed data",
    b"\x28\xb5\x2f\xfd": "Zstandard data within packed data",
    b"BZh": "bzip2 data (pack it with gzip or zstd)",
    b"\xfd7zXZ": "xz data (pack it with gzip or zstd)",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"SQLite format 3": "an SQLite database",
    b"\x7fELF": "a program",
    b"PAR1": "a Parquet file (name it *.parquet)",
}
_COMMENTS = rb"(?:<!--(?>.{0,2000}?-->)\s*+)*+"
_PAGE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?" + _COMMENTS + rb"<(?:!doctype\s+html|html)[\s>]", re.I | re.DOTALL)
_ARRAY_OF_OBJECTS = re.compile(rb"\s*\[\s*\{")
_ALONE = re.compile(rb"\s*\{[^\n]*\}[ \t\r]*\n\s*\{")


def kind_of(head: bytes, wanted: str) -> tuple[str, str]:
    """The format to read a file in, and what it is in words where it is BINARY. `head`: its first bytes, unpacked.

    A page in a .txt file is a page; lines of JSON in a .json file are lines; an array of objects in a .jsonl file is an
    array. Everything else is what it is called, or no text at all.
    """
    if wanted in ("parquet", "warc"):
        return wanted, ""
    if seen := next((what for magic, what in MAGIC.items() if head.startswith(magic)), ""):
        return BINARY, seen
    wide = wide_encoding(head)
    if not wide and b"\x00" in head:
        return BINARY, "not text: it holds zero bytes"
    plain = head.replace(b"\x00", b"") if wide else head
    plain = plain.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    if wanted == "text" and _PAGE.match(plain):
        return "html", ""
    if wanted == "json" and _ALONE.match(plain):
        return "jsonl", ""
    if wanted == "jsonl" and _ARRAY_OF_OBJECTS.match(plain):
        return "json", ""
    return wanted, ""
