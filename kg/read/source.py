"""Bytes, a bounded number at a time: files, standard input, gzip, UTF-8."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from kg.errors import ReadError

MAX_DOCUMENT_BYTES = 8 * 2**20
"""One document as text: the longest filings are some two million letters."""

MAX_FILE_BYTES = 64 * 2**20
"""One PDF or feed, which holds pictures or many documents."""

MAX_INFLATED_BYTES = 4 * 2**30
"""What one gzip file of many documents may inflate to."""

_CHUNK = 2**16
_GZIP = b"\x1f\x8b"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def opened(raw: BinaryIO) -> BinaryIO:
    """The stream itself, or what it holds where it begins as gzip does."""
    buffered = raw if isinstance(raw, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, raw))
    if buffered.peek(2)[:2] != _GZIP:
        return buffered
    return cast(BinaryIO, gzip.GzipFile(fileobj=buffered))


def peek(stream: BinaryIO, size: int) -> bytes:
    """The next ``size`` bytes at most, left in the stream. Raises ReadError where gzip is broken."""
    with _inflating():
        return cast(io.BufferedReader, stream).peek(size)[:size]


def read_all(stream: BinaryIO, limit: int = MAX_DOCUMENT_BYTES) -> bytes:
    """All that is left of a stream. Raises ReadError beyond ``limit`` bytes or where gzip is broken."""
    parts, size = [], 0
    with _inflating():
        while chunk := stream.read(min(_CHUNK, limit + 1 - size)):
            size += len(chunk)
            if size > limit:
                raise ReadError(f"larger than {_mebibytes(limit)}, the limit for one document; split it")
            parts.append(chunk)
    return b"".join(parts)


def read_lines(
    stream: BinaryIO, limit: int = MAX_DOCUMENT_BYTES, total: int = MAX_INFLATED_BYTES
) -> Iterator[tuple[int, bytes | None]]:
    """Lines with their numbers from 1; None in place of a line of more than ``limit`` bytes.

    Such a line is passed over a piece at a time and never held. Raises ReadError where gzip is
    broken or inflates to more than ``total`` bytes.
    """
    number = seen = 0
    while True:
        with _inflating():
            line = stream.readline(limit + 1)
            whole, piece, seen = len(line) <= limit, line, seen + len(line)
            while not whole and piece and not piece.endswith(b"\n"):
                piece = stream.readline(_CHUNK)
                seen += len(piece)
                _bounded(seen, total)
        if not line:
            return
        _bounded(seen, total)
        number += 1
        yield number, line if whole else None


def decode(data: bytes) -> str:
    """UTF-8 with or without a mark. Raises ReadError for anything else, with the byte it fails at."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ReadError("encoded as UTF-16; save it as UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if b"\x00" in data[:_CHUNK]:
            raise ReadError("a binary file, not text") from error
        raise ReadError(f"not UTF-8: byte {error.start} cannot be decoded; save it as UTF-8") from error
    if _CONTROL.search(text, 0, _CHUNK):
        raise ReadError("a binary file, not text")
    return text


@contextmanager
def _inflating() -> Iterator[None]:
    try:
        yield
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise ReadError(f"a broken gzip file: {error}") from error


def _bounded(seen: int, total: int) -> None:
    if seen > total:
        raise ReadError(f"inflates to more than {_mebibytes(total)}; split it")


def _mebibytes(size: int) -> str:
    return f"{size // 2**20} MB" if size >= 2**20 else f"{size} bytes"
