"""Streams: nothing is read ahead, and what has no end is bounded."""

from __future__ import annotations

import io

import pytest

from kg.errors import ReadError
from kg.read import Failure
from kg.read.source import read_all, read_lines
from kg.read.tables import read_csv, read_jsonl


def test_a_long_line_is_passed_over_and_never_held() -> None:
    class Endless(io.RawIOBase):
        """Four gigabytes of one line, then a line; counts the most that was asked for at once."""

        left, most = 4 * 2**30, 0

        def readable(self) -> bool:
            return True

        def readline(self, size: int | None = -1, /) -> bytes:
            assert size is not None
            self.most = max(self.most, size)
            if self.left:
                self.left -= min(size, self.left)
                return bytes(8) if self.left else b"\n"
            return b""

    stream = Endless()
    assert list(read_lines(stream, limit=4)) == [(1, None)]  # type: ignore[arg-type]
    assert stream.most <= 2**16


@pytest.mark.parametrize("lines", [b"a\n" * 50, b"a" * 100])
def test_what_inflates_is_bounded(lines: bytes) -> None:
    assert sum(1 for _ in read_lines(io.BytesIO(lines), limit=10, total=100)) > 0
    with pytest.raises(ReadError, match="inflates to more than 99 bytes"):
        list(read_lines(io.BytesIO(lines), limit=10, total=99))


def test_one_document_is_bounded() -> None:
    assert read_all(io.BytesIO(b"abc"), limit=3) == b"abc"
    with pytest.raises(ReadError, match="larger than 2 bytes"):
        read_all(io.BytesIO(b"abc"), limit=2)


def test_tables_stream() -> None:
    lines = iter([b'{"id": "a", "text": "Elm buys Oak."}\n', b""])

    class Slow(io.RawIOBase):
        def readline(self, size: int | None = -1, /) -> bytes:
            return next(lines)

    assert next(iter(read_jsonl(Slow(), "slow"))) is not None  # type: ignore[arg-type]
    assert next(lines) == b""


def test_a_broken_table_ends_with_its_reason() -> None:
    rows = read_csv(io.BytesIO(b'id,text\na,Elm buys Oak.\nb,"Oak" said so\n'), "table")
    assert next(rows).id == "a"  # type: ignore[union-attr]
    (broken,) = rows
    assert broken == Failure("table:3", """broken CSV (',' expected after '"'); what follows is not read""")
