"""Input files as bytes: plain, gzip or Zstandard, told by their first bytes whatever their name says."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, AnyStr, BinaryIO, Protocol

if TYPE_CHECKING:
    import zstandard

GZIP, ZSTANDARD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
BLOCK = 1 << 17
"""Bytes read at a time; also what can be seen of a file's beginning."""
BOMB_RATIO = 200
"""Bytes out per byte in above which a file is taken for a decompression bomb: texts pack 5 to 30 times."""
BOMB_BYTES = 1 << 26
"""Bytes a streamed file may give before its ratio is looked at."""


class UnreadableError(Exception):
    """The rest of a file cannot be read: a reason code and, in words, what was seen and what to do."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason, self.detail = reason, detail


def open_bytes(path: Path, free: int = BOMB_BYTES) -> io.BufferedReader[Any]:
    """The unpacked bytes of a file. Reading raises UnreadableError when the packed data are cut, damaged or a bomb.

    `free`: bytes that may come out before a high ratio counts as a bomb. What was unpacked before an error is given.
    """
    raw = io.BufferedReader(path.open("rb", buffering=0), BLOCK)
    packed = unpacker(raw)
    return raw if packed is None else io.BufferedReader(_Guard(packed, raw, path.name, free), BLOCK)


class Packed(Protocol):
    """What unpacks: at most `size` bytes, b"" at the end."""

    def read1(self, size: int, /) -> bytes: ...


def unpacker(raw: io.BufferedReader[Any]) -> Packed | None:
    """What unpacks a file, by its first bytes; None when it is not packed."""
    head = raw.peek(4)[:4]
    if head.startswith(GZIP):
        return gzip.GzipFile(fileobj=raw)
    return _Zstandard(raw) if head == ZSTANDARD else None


class _Guard(io.RawIOBase):
    """Passes on what is unpacked and names what goes wrong. What came before an error is given first."""

    def __init__(self, packed: Packed, raw: BinaryIO, name: str, free: int) -> None:
        self._packed, self._raw, self._name, self._free = packed, raw, name, free
        self._given = 0
        self._error: UnreadableError | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # Buffer is no type of Python 3.11
        filled = 0
        while self._error is None and filled < len(buffer):
            try:
                data = self._packed.read1(len(buffer) - filled)
            except EOFError:
                detail = f"{self._name}: the packed data end in the middle; fetch the file again"
                self._error = UnreadableError("truncated_file", detail)
            except (zlib.error, OSError) as error:
                detail = f"{self._name}: the packed data are damaged ({error}); fetch the file again"
                self._error = UnreadableError("corrupt_archive", detail)
            else:
                if not data:
                    break
                buffer[filled : filled + len(data)] = data
                filled += len(data)
                self._weigh(len(data))
        if not filled and self._error:
            raise self._error
        return filled

    def _weigh(self, size: int) -> None:
        self._given += size
        if self._given > max(self._free, BOMB_RATIO * self._raw.tell()):
            ratio = self._given // max(1, self._raw.tell())
            detail = f"{self._name}: unpacks to more than {ratio} times its size; unpack it yourself if it is meant"
            self._error = UnreadableError("decompression_bomb", detail)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Zstandard:
    """Zstandard frames one after another. The library's own reader takes a cut file for a whole one; this does not."""

    SLICE = 1 << 10  # packed bytes a time: what they give cannot be bounded, and one of these gives 32 MiB at most

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        self._rest, self._out = b"", b""
        self._frame: zstandard.ZstdDecompressionObj | None = None

    def read1(self, size: int) -> bytes:
        import zstandard

        while not self._out:
            packed = self._rest or self._raw.read(self.SLICE)
            if not packed:
                if self._frame:
                    raise EOFError
                return b""
            self._frame = self._frame or zstandard.ZstdDecompressor().decompressobj()
            try:
                self._out = self._frame.decompress(packed)
            except zstandard.ZstdError as error:
                raise OSError(error) from error
            self._rest = self._frame.unused_data if self._frame.eof else b""
            self._frame = None if self._frame.eof else self._frame
        data, self._out = self._out[:size], self._out[size:]
        return data


def read_whole(stream: BinaryIO, bound: int) -> bytes:
    """All bytes of a stream. Raises UnreadableError when there are more than `bound`."""
    data = stream.read(bound + 1)
    if len(data) > bound:
        raise UnreadableError("too_long", f"more than {bound} bytes in one record; see ingest.max_record_chars")
    return data


def lines(stream: IO[AnyStr], bound: int) -> Iterator[AnyStr | None]:
    """The lines of a stream with their ends; None for one longer than `bound`, which is passed over unread."""
    while line := stream.readline(bound):
        if len(line) < bound or _ends(line):
            yield line
            continue
        while (rest := stream.readline(BLOCK)) and not _ends(rest):
            pass
        yield None


def _ends(line: str | bytes) -> bool:
    return line[-1:] in ("\n", b"\n")
