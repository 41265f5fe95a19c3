"""Quads in a folder: an Oxigraph store, written by one program at a time and read by any number beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import QueryError, StoreError, one_line
from kg.store import snapshots
from kg.store.backend import Quads
from kg.store.guard import names_default_graph
from kg.store.results import Results, results
from kg.store.terms import PREFIXES

if TYPE_CHECKING:
    from rdflib import Dataset

_HALF_MADE = re.compile(r"LOCK|LOG(\.old\.\d+)?|IDENTITY|MANIFEST-000001|\d{6}\.dbtmp")
"""What RocksDB leaves, with no CURRENT, where it is stopped or the disk is full before there is a store."""

_POURED = "bulk-*.sst"
"""Files that Oxigraph is about to take in, which stay where it is killed and nobody else removes."""

FLUSH_EVERY = 200_000
"""Quads that change between flushes, held in memory until then, about 0.8 kB each.

Many small flushes make RocksDB write its files anew all the time. A process that is killed loses none of
these quads, as they are in its log; where the machine itself stops, the next build extracts them again.
"""


class Folder:
    """The backend of a store on disk; see ``kg.store.backend`` for what its methods do."""

    def __init__(self, store: ox.Store, path: Path, read: snapshots.Snapshot | None = None) -> None:
        """``read`` is the snapshot that ``store`` was opened on, where it is only read."""
        self.path = path
        self._held: ox.Store | None = store
        self._read = read
        self._rdf: Dataset | None = None
        self._unflushed = 0
        self._is_behind = read is None and snapshots.is_behind(path)

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> Folder:
        """The store in a folder for writing; with ``create`` a new one where there is none.

        Raises StoreError where ``path`` is no store, is written by another program, or is damaged.
        """
        with _opening(path):
            if not _is_store(path):
                _make_room(path, create)
            store = ox.Store(path)
            for left in path.glob(_POURED):
                left.unlink()
            return cls(store, path)

    @classmethod
    def read(cls, path: Path) -> Folder:
        """The state of the store in a folder that its writer has published last, to be read only.

        What a writer has left unpublished, since it was stopped, is published first, but for what it has
        hidden. Raises StoreError where ``path`` is no store or is damaged, or while its first writer has
        published nothing yet.
        """
        with _opening(path):
            if not _is_store(path):
                raise StoreError(f"{path}: no store here")
            if snapshots.is_behind(path) and not snapshots.is_hidden(path):
                _publish_rest(path)
            snapshot = snapshots.latest(path)
            if snapshot is None:
                raise StoreError(f"{path}: its first build is at work, or was stopped: wait, or build again")
            return cls(ox.Store.read_only(str(snapshot.folder)), path, snapshot)

    @property
    def name(self) -> str:
        return str(self.path)

    @property
    def _store(self) -> ox.Store:
        if self._held is None:
            raise StoreError(f"{self.path}: the store is closed")
        return self._held

    def quads(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        object: ox.NamedNode | ox.Literal | None = None,
        graph: ox.NamedNode | None = None,
    ) -> Iterator[ox.Quad]:
        with _reported(self.path):
            yield from self._store.quads_for_pattern(subject, predicate, object, graph)

    def change(self, gone: Quads, come: Quads) -> None:
        with self._changing(len(gone) + len(come)) as store:
            if gone:
                store.update(f"{_data('DELETE', gone)}; {_data('INSERT', come)}")
            else:
                store.extend(come)

    def pour(self, come: Quads) -> None:
        with self._changing(0) as store:
            if self._unflushed:  # what is poured lasts at once, and must not outlive what came before it
                self._flush()
            store.bulk_extend(come)

    def replace(self, graph: ox.NamedNode, triples: bytes) -> None:
        held = sum(1 for _ in self.quads(graph=graph))
        with self._changing(held + triples.count(b"\n")) as store:
            if not held:
                store.load(triples, format=ox.RdfFormat.N_TRIPLES, to_graph=graph)
            else:
                data = f"INSERT DATA {{ GRAPH {graph} {{ {triples.decode()} }} }}"
                store.update(f"DROP SILENT GRAPH {graph}; {data}")

    def query(self, sparql: str) -> Results:
        union = not names_default_graph(sparql)
        try:
            return results(self._store.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=union))
        except SyntaxError as error:
            raise QueryError(f"malformed query: {one_line(error)}") from None
        except (OSError, RuntimeError, ValueError) as error:
            raise QueryError(f"the query failed: {one_line(error)}") from None

    def dataset(self) -> Dataset:
        from rdflib import Dataset  # slow to import, and few ask for it

        from kg.store.rdf import RdfStore

        if self._rdf is None:
            self._rdf = Dataset(store=RdfStore(self._store), default_union=True)
        return self._rdf

    def hide(self) -> None:
        with _reported(self.path):
            snapshots.hide(self.path)

    def publish(self) -> None:
        if self._is_behind:
            with _reported(self.path):
                self._flush()
                snapshots.publish(self.path, self._store.backup)
            self._is_behind = False

    def close(self) -> None:
        if self._held is None:
            return
        if not snapshots.is_hidden(self.path):
            self.publish()
        elif self._read is None:
            self._store.flush()
        if self._rdf is not None:
            self._rdf.store.close()
        self._held = self._rdf = None
        if self._read is not None:
            self._read.close()

    @contextmanager
    def _changing(self, quads: int) -> Iterator[ox.Store]:
        """The store, of which readers know that it has changed, flushed where that makes many quads."""
        if self._read is not None:
            raise StoreError(f"{self.path}: opened for reading; Graph.open opens a store for writing")
        with _reported(self.path):
            if not self._is_behind:
                snapshots.mark_behind(self.path)
                self._is_behind = True
            yield self._store
            self._unflushed += quads
            if self._unflushed >= FLUSH_EVERY:
                self._flush()

    def _flush(self) -> None:
        self._store.flush()
        self._unflushed = 0


def _is_store(path: Path) -> bool:
    return (path / "CURRENT").is_file()


def _make_room(path: Path, create: bool) -> None:
    if not create:
        raise StoreError(f"{path}: no store here")
    if path.exists() and not (
        path.is_dir() and all(_HALF_MADE.fullmatch(each.name) for each in path.iterdir())
    ):
        raise StoreError(f"{path}: neither a store nor an empty folder")
    path.mkdir(parents=True, exist_ok=True)


def _publish_rest(path: Path) -> None:
    """Publishes what a stopped writer has left; nothing where a writer is at work, which will do it."""
    try:
        store = ox.Store(path)
    except OSError as error:
        if not _is_locked(error):
            raise
        return
    Folder(store, path).close()


def _is_locked(error: Exception) -> bool:
    return re.search(r"[/\\]LOCK: ", str(error)) is not None


@contextmanager
def _opening(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, RuntimeError) as error:
        if _is_locked(error):
            raise StoreError(f"{path}: another program holds this store; try again later") from None
        raise StoreError(f"{path}: the store cannot be opened: {one_line(error)}") from None


@contextmanager
def _reported(path: Path) -> Iterator[None]:
    """Failures of the disk, and of what it holds, as StoreError."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        raise StoreError(f"{path}: {one_line(error)}") from None


def _data(verb: str, quads: Iterable[ox.Quad]) -> str:
    """``INSERT DATA`` or ``DELETE DATA`` of quads."""
    graphs: dict[object, list[str]] = {}
    for quad in quads:
        graphs.setdefault(quad.graph_name, []).append(f"{quad.triple} .")
    body = " ".join(f"GRAPH {graph} {{ {' '.join(triples)} }}" for graph, triples in graphs.items())
    return f"{verb} DATA {{ {body} }}"
