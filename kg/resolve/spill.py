"""Values too many to be held: kept on disk to be gone through again, and gathered by what they share."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from tempfile import SpooledTemporaryFile
from typing import Generic, TypeVar
from zlib import crc32

from kg.errors import KgError

T = TypeVar("T")

ROOM = 10_000
"""Values that are held at once: of claims, with the facts that are made of them, some 100 MB."""

_IN_MEMORY = 2**22
"""Bytes of a file that never see the disk."""
_BATCH = 64
"""Values that are written as one, so that what they share is written once."""


class Spill(Generic[T]):
    """Values of types that pickle, in the order in which they came, in a file that nobody else sees.

    All methods raise KgError where the disk for temporary files fails, as when it is full.
    """

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - until close
        self._batch: list[T] = []
        self.count = 0

    def add(self, value: T) -> None:
        """Keep one more; not while going through them."""
        self._batch.append(value)
        self.count += 1
        if len(self._batch) == _BATCH:
            self._write()

    def passing(self, values: Iterable[T]) -> Iterator[T]:
        """Keep all of ``values`` as they pass."""
        for value in values:
            self.add(value)
            yield value

    def __iter__(self) -> Iterator[T]:
        self._write()
        try:
            self._file.seek(0)
            while True:
                yield from pickle.load(self._file)
        except EOFError:
            return
        except OSError as error:
            raise _failed(error) from None

    def close(self) -> None:
        """Forget them all."""
        self._file.close()
        self._batch = []

    def _write(self) -> None:
        if not self._batch:
            return
        try:
            pickle.dump(self._batch, self._file, pickle.HIGHEST_PROTOCOL)
        except OSError as error:
            raise _failed(error) from None
        self._batch = []


def gathered(values: Iterable[T], key: Callable[[T], str], count: int) -> Iterator[list[T]]:
    """All of ``values``, in lists of some ``ROOM`` each; those that share a key are in one list.

    ``count`` says about how many there are. Raises KgError where the disk for temporary files fails.
    """
    parts = -(-count // ROOM)
    if parts <= 1:
        yield list(values)
        return
    spills = [Spill[T]() for _ in range(parts)]
    try:
        for value in values:
            spills[crc32(key(value).encode("utf-8", "surrogatepass")) % parts].add(value)
        for spill in spills:
            yield list(spill)
            spill.close()
    finally:
        for spill in spills:
            spill.close()


def _failed(error: OSError) -> KgError:
    return KgError(f"the disk for temporary files: {error.strerror or error}")
