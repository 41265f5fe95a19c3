"""The store that a command works on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.console import err

if TYPE_CHECKING:
    from kg.store.graph import Graph


def decisions_beside(store: str) -> Path | None:
    """The file of decisions on a store, where no other is named: ``graph.decisions`` for ``graph``.

    None for a server.
    """
    from kg.store.backend import is_address

    if is_address(store):
        return None
    folder = Path(store)
    folder = folder if folder.name not in {"", ".."} else folder.resolve()
    return folder.with_name(f"{folder.name}.decisions")


def aside_in(store: str) -> Path | None:
    """The file of what extraction fails on: see ``kg.aside``. None for a server."""
    from kg.aside import NAME
    from kg.store.backend import is_address

    return None if is_address(store) else Path(store, NAME)


@contextmanager
def opened(store: Path | str) -> Iterator[Graph]:
    """The store to read, its facts up to date; it may be written at the same time.

    A server's facts are only told to be old: who reads there may not be who writes.
    """
    from kg.store.backend import is_address
    from kg.store.graph import Graph

    with Graph.read(store) as graph:
        is_stale = graph.is_stale
        if is_stale and is_address(store):
            err.print("the facts are older than the documents; kg build brings them up to date")
            is_stale = False
        if not is_stale:
            yield graph
    if is_stale:
        from kg.build import refresh

        err.print("the facts are older than the documents; they are derived anew")
        with Graph.open(store) as graph:
            refresh(graph)
        with Graph.read(store) as graph:
            yield graph


@contextmanager
def writable(store: Path | str, *, create: bool = False) -> Iterator[Graph]:
    """The store to write, by one program at a time; with ``create`` a new one where there is none."""
    from kg.store.graph import Graph

    with Graph.open(store, create=create) as graph:
        yield graph
