"""What is done with one document, in this process or in another, and the order in which it comes back.

Workers do all that costs: they extract, and make of it what a store takes as it is. Where the store is a
server, they write it there themselves, each through a connection of its own, and tell only that they did.
"""

from __future__ import annotations

import os
import pickle
import platform
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from kg.errors import StoreError, one_line
from kg.extract import Extractor
from kg.model import Document, Extraction
from kg.read import Failure
from kg.store.quads import Relations
from kg.store.said import Said, said_of

if TYPE_CHECKING:
    from kg.store.graph import Graph

T = TypeVar("T")


def extract(document: Document, extractor: Extractor) -> Extraction | Failure:
    """What ``document`` says; a Failure whatever goes wrong, so that the others go on."""
    try:
        return extractor.extract(document)
    except Exception as error:
        return Failure(document.id, one_line(error, 300))


@dataclass(frozen=True, slots=True)
class Ready:
    """A document that is to be written."""

    said: Said
    claims: bytes
    """Its claims as they come back from the store, pickled: who has them need not read them there."""

    @property
    def document_id(self) -> str:
        """Of the document."""
        return self.said.document_id


@dataclass(frozen=True, slots=True)
class Written:
    """A document that a worker has written to a server."""

    document_id: str
    digest: str
    """That of ``Said``."""
    claims: bytes
    """As in ``Ready``."""
    worker: str
    """Its machine and process."""


@dataclass(slots=True)
class Work:
    """Extracts documents for a store; other processes get a copy each."""

    extractor: Extractor
    fingerprint: str
    """Of the extractor, as the store remembers it."""
    relations: Relations
    """Those of the store."""
    address: str | None = None
    """Of the server to write to, as whom the environment of the worker says; None leaves that to others."""
    _graph: Graph | None = field(default=None, init=False, repr=False)

    def __call__(self, document: Document) -> Ready | Written | Failure:
        """What ``document`` says; a Failure whatever goes wrong with it, so that the others go on.

        Raises StoreError where the server cannot be written.
        """
        extraction = extract(document, self.extractor)
        if isinstance(extraction, Failure):
            return extraction
        try:
            said = said_of(extraction, self.fingerprint, self.relations)
        except StoreError as error:
            return Failure(document.id, one_line(error, 300))
        ready = Ready(said, pickle.dumps(said.claims(self.relations)))
        return ready if self.address is None else self._write(ready, self.address)

    def close(self) -> None:
        """Writes no more, and lets go of the connection."""
        if self._graph is not None:
            self._graph.close()

    def _write(self, ready: Ready, address: str) -> Written:
        from kg.store.graph import Graph  # slow to import, and only who writes needs it

        worker = f"{platform.node()}, process {os.getpid()}"
        try:
            if self._graph is None:
                self._graph = Graph.open(address)
            self._graph.put_said(ready.said)
        except StoreError as error:
            raise StoreError(f"{worker}: {error}") from None  # of the one class that comes through any pipe
        return Written(ready.said.document_id, ready.said.digest, ready.claims, worker)


@dataclass(slots=True)
class Task:
    """A document on its way to its outcome, or what passes as it is."""

    document: Document | None
    outcome: Any = None
    """None until it is known."""


class Pool(Protocol):
    """Workers, as ``in_order`` sees them."""

    def has_room(self, on_the_way: int) -> bool:
        """True where one more document may be given, with so many on the way."""

    def give(self, document: Document) -> Task:
        """Has a document worked on."""

    def wait(self, on_the_way: Iterable[Task]) -> None:
        """Returns when an outcome has come, or could have: of any task, or of the first."""


def in_order(items: Iterable[Document | T], pool: Pool) -> Iterator[Any | T]:
    """What comes of each document, in the order of ``items``; what is no document passes in its place.

    Reads as many of ``items`` ahead as ``pool`` has room for.
    """
    given = iter(items)
    on_the_way: deque[Task] = deque()
    is_more = True
    while is_more or on_the_way:
        while is_more and pool.has_room(len(on_the_way)):
            item = next(given, None)
            if item is None:
                is_more = False
            else:
                on_the_way.append(pool.give(item) if isinstance(item, Document) else Task(None, item))
        while on_the_way and on_the_way[0].outcome is not None:
            yield on_the_way.popleft().outcome
        if on_the_way:
            pool.wait(on_the_way)
