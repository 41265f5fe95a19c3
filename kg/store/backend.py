"""What a graph asks of the place where its quads are kept."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pyoxigraph as ox

from kg.store.results import Results

if TYPE_CHECKING:
    from rdflib import Dataset

Quads = Collection[ox.Quad]


def is_address(store: Path | str) -> bool:
    """True for the address of a server, false for a folder."""
    return isinstance(store, str) and re.match("https?://", store, re.IGNORECASE) is not None


class Backend(Protocol):
    """A folder or a server that keeps quads; ``Graph`` knows what they mean.

    All methods raise StoreError where the place cannot be read or written, or is closed. Each change but
    ``pour`` is one transaction: others see all of it or nothing, also after a crash.
    """

    @property
    def name(self) -> str:
        """The folder or the address, for messages."""

    def quads(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        object: ox.NamedNode | ox.Literal | None = None,
        graph: ox.NamedNode | None = None,
    ) -> Iterator[ox.Quad]:
        """The quads of that pattern, in any order; literals in their canonical form."""

    def change(self, gone: Quads, come: Quads) -> None:
        """Take out ``gone`` and put in ``come``, both of one named graph."""

    def pour(self, come: Quads) -> None:
        """Put in ``come``, of one named graph, as fast as can be; after a crash any part of it may be there.

        What was changed before is there then, too.
        """

    def replace(self, graph: ox.NamedNode, triples: bytes) -> None:
        """Make the named ``graph`` hold exactly these N-Triples; twice does no more than once."""

    def query(self, sparql: str) -> Results:
        """The answer to a query over the union of all graphs, or over those that its own FROM names.

        ``sparql`` is safe to run. Raises QueryError where it is malformed or fails.
        """

    def dataset(self) -> Dataset:
        """The quads as an rdflib dataset whose default graph is the union."""

    def hide(self) -> None:
        """Show readers of a folder nothing of what follows before ``publish``, whoever comes to call it."""

    def publish(self) -> None:
        """Show readers what is there now."""

    def close(self) -> None:
        """Make all changes last, show what is not hidden, and let go; a second call does nothing."""
