"""A named graph is made to say something else, in memory that does not grow with it.

What it is to say comes in pieces; of what it says, sixteen bytes a quad are held.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from hashlib import blake2b
from itertools import compress, islice
from typing import Any

import numpy
import pyoxigraph as ox

from kg.store.backend import Backend

AT_ONCE = 20_000
"""Quads that are changed in one transaction; more of them are changed in parts."""

_BYTES = 16

_Digests = numpy.ndarray[Any, numpy.dtype[numpy.bytes_]]
_Flags = numpy.ndarray[Any, numpy.dtype[numpy.bool_]]


class Known:
    """Digests of terms or quads, which can be asked what is among them, and what was never asked for."""

    def __init__(self, said: Iterable[object]) -> None:
        self._held = numpy.unique(_digests(said))
        self._asked = numpy.zeros(len(self._held), dtype=bool)

    def hold(self, said: Collection[object]) -> _Flags:
        """Which of ``said`` are held; these have been asked for from now on."""
        at, found = self._find(said)
        self._asked[at[found]] = True
        return found

    def spare(self, said: Collection[object]) -> _Flags:
        """Which of ``said`` are held and have never been asked for."""
        at, found = self._find(said)
        found[found] = ~self._asked[at[found]]
        return found

    @property
    def has_spares(self) -> bool:
        """True where something is held that was never asked for."""
        return not self._asked.all()

    def _find(self, said: Collection[object]) -> tuple[numpy.ndarray[Any, Any], _Flags]:
        wanted = _digests(said)
        if not len(self._held):
            return numpy.zeros(len(wanted), dtype=int), numpy.zeros(len(wanted), dtype=bool)
        at = numpy.searchsorted(self._held, wanted).clip(max=len(self._held) - 1)
        return at, self._held[at] == wanted


def rewrite(
    backend: Backend, graph: ox.NamedNode, pieces: Iterable[Collection[ox.Quad]], mark: ox.Quad | None
) -> bool:
    """Makes ``graph`` hold exactly what ``pieces`` and ``mark`` say; False where it does already.

    One transaction, unless more than ``AT_ONCE`` quads change and there is a mark: then it is made in parts,
    of which the first takes the old mark away and the last sets the new one, and readers of a folder are
    shown none before ``publish``. Pieces may repeat what others say; their quads are in canonical form.
    """
    known = Known(backend.quads(graph=graph))
    marks = [] if mark is None else [mark]
    is_marked = bool(known.hold(marks).all())
    come: list[ox.Quad] = []
    in_parts = False

    def begin_parts() -> None:
        nonlocal in_parts
        if mark is not None and not in_parts:
            in_parts = True
            backend.hide()
            backend.change(list(backend.quads(predicate=mark.predicate, graph=graph)), ())

    for piece in pieces:
        quads = list(piece)
        come += compress(quads, ~known.hold(quads))
        if marks and len(come) > AT_ONCE:
            begin_parts()
            backend.pour(come)
            come = []
    gone = list(_spare(known, backend.quads(graph=graph))) if known.has_spares else []
    while marks and len(gone) > AT_ONCE:
        begin_parts()
        backend.change(gone[-AT_ONCE:], ())
        del gone[-AT_ONCE:]
    if is_marked and not (in_parts or gone or come):
        return False
    backend.change(gone, [*come, *marks])
    return True


def _spare(known: Known, quads: Iterator[ox.Quad]) -> Iterator[ox.Quad]:
    while some := list(islice(quads, AT_ONCE)):
        yield from compress(some, known.spare(some))


def _digests(said: Iterable[object]) -> _Digests:
    """Of sixteen bytes each."""
    joined = bytearray()
    for each in said:
        joined += blake2b(str(each).encode("utf-8", "surrogatepass"), digest_size=_BYTES).digest()
    return numpy.frombuffer(joined, dtype=f"S{_BYTES}")
