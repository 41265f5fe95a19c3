"""The graph on disk: an Oxigraph store that is written one document at a time.

A document is one atomic transaction: it is wholly there or not at all, also after a crash.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import Dataset

from kg.errors import QueryError, StoreError
from kg.identifiers import digest
from kg.model import Claim, Document, Extraction, Resolution
from kg.relations import Additions
from kg.store.additions import ADDITIONS_GRAPH, additions_quads, read_additions
from kg.store.export import export
from kg.store.guard import names_default_graph, refuse_unsafe
from kg.store.quads import (
    FACTS_GRAPH,
    as_stored,
    document_graph,
    extraction_quads,
    resolution_quads,
)
from kg.store.readback import read_document, read_extraction, read_resolution
from kg.store.results import Results, results
from kg.store.terms import KG, PREFIXES, PROV, SCHEMA, TYPE, storable

FLUSH_EVERY = 100
"""Documents between flushes to disk; a flush a document is 25 times slower."""


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """What a store knows of a document without reading its text."""

    id: str
    content_hash: str
    """See ``kg.store.quads.content_hash``."""
    fingerprint: str
    """Of the extractor that made its claims."""
    language: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None


class Graph:
    """A store of documents, claims and facts in a folder. Open one with ``Graph.open``.

    One process at a time may hold a store. All methods raise StoreError where the store cannot be
    read or written.
    """

    def __init__(self, store: ox.Store, path: Path) -> None:
        self.path = path
        self._held: ox.Store | None = store
        self._rdf: Dataset | None = None
        self._additions: Additions | None = None
        self._unflushed = 0

    @classmethod
    def open(cls, path: Path | str, *, create: bool = False) -> Graph:
        """The store in the folder ``path``; with ``create`` a new one where there is none.

        Raises StoreError where ``path`` is no store, is in use by another writer, or is damaged.
        """
        path = Path(path)
        try:
            if not (path / "CURRENT").is_file():
                _make_room(path, create)
            return cls(ox.Store(path), path)
        except (OSError, RuntimeError) as error:
            if re.search(r"[/\\]LOCK: ", str(error)):
                raise StoreError(f"{path}: another program holds this store; try again later") from None
            raise StoreError(f"{path}: the store cannot be opened: {_one_line(error)}") from None

    def __enter__(self) -> Graph:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Flush to disk and let others open the store; a second call does nothing."""
        if self._held is None:
            return
        with _reported(self.path):
            self._held.flush()
        if self._rdf is not None:
            self._rdf.store.close()
        self._held = self._rdf = None

    @property
    def _store(self) -> ox.Store:
        if self._held is None:
            raise StoreError(f"{self.path}: the store is closed")
        return self._held

    # Documents

    def documents(self) -> dict[str, DocumentRecord]:
        """All documents by id, in the order of their ids."""
        columns = {
            "id": SCHEMA["identifier"],
            "content_hash": KG["contentHash"],
            "fingerprint": KG["fingerprint"],
            "language": SCHEMA["inLanguage"],
            "title": SCHEMA["headline"],
            "url": SCHEMA["url"],
            "publisher": SCHEMA["publisher"],
            "published": SCHEMA["datePublished"],
        }
        rows: dict[str, dict[str, str]] = {}
        for name, predicate in columns.items():
            for quad in self._quads(predicate=predicate):
                rows.setdefault(_value(quad.subject), {})[name] = _value(quad.object)
        records = (DocumentRecord(**row) for row in rows.values())
        return {record.id: record for record in sorted(records, key=lambda record: record.id)}

    def document(self, document_id: str) -> Document:
        """A document as it is stored, without passages. Raises StoreError where there is none."""
        return read_document(self._graph_of(document_id))

    def extraction(self, document_id: str) -> Extraction:
        """A document with its claims in the order of its text. Raises StoreError where there is none."""
        return read_extraction(self._graph_of(document_id), self.additions.table)

    def claims(self) -> Iterator[Claim]:
        """The claims of all documents, by document id and then in the order of the text."""
        for document_id in self.documents():
            yield from self.extraction(document_id).claims

    def put(self, extraction: Extraction, fingerprint: str) -> bool:
        """Store a document and its claims in place of what the store held of it.

        ``fingerprint`` names the extractor. False where the store already said exactly this, and
        nothing was written.
        """
        graph = document_graph(extraction.document.id)
        quads = extraction_quads(extraction, fingerprint, self.additions.table)
        held = next(self._quads(graph, KG["digest"], graph), None)
        if held is not None and held in quads:
            return False
        with _reported(self.path):
            if held is None:
                self._store.extend(quads)
            else:
                self._store.update(f"DROP SILENT GRAPH {graph}; {_data('INSERT', quads)}")
        self._count()
        return True

    def retract(self, document_id: str) -> None:
        """Take out exactly what one document said. Raises StoreError where there is none."""
        self._graph_of(document_id)
        with _reported(self.path):
            self._store.remove_graph(document_graph(document_id))
        self._count()

    # Additions

    @property
    def additions(self) -> Additions:
        """What users have added to the program's relations and names in this store."""
        if self._additions is None:
            self._additions = read_additions(self._quads(graph=ADDITIONS_GRAPH))
        return self._additions

    def learn(self, additions: Additions) -> bool:
        """Remember relations, and names in place of those that were remembered, where any are given.

        A relation that is known already is defined anew. False where nothing changed. Raises StoreError
        for a relation that takes a term of the vocabulary.
        """
        relations = {**self.additions.relations, **additions.relations}
        quads = as_stored(additions_quads(Additions(relations, additions.names or self.additions.names)))
        if quads == set(self._quads(graph=ADDITIONS_GRAPH)):
            return False
        with _reported(self.path):
            self._store.update(f"DROP SILENT GRAPH {ADDITIONS_GRAPH}; {_data('INSERT', quads)}")
        self._additions = None
        self._count()
        return True

    # Facts

    @property
    def is_stale(self) -> bool:
        """True where the facts were made from other claims or names than the store now holds."""
        made_from = next(self._quads(FACTS_GRAPH, KG["claimsDigest"], FACTS_GRAPH), None)
        return (None if made_from is None else _value(made_from.object)) != self._claims_digest()

    def write(self, resolution: Resolution) -> bool:
        """Make the derived graph say exactly ``resolution``, in one transaction that touches only changes.

        False where nothing changed. Raises StoreError where a fact rests on a claim that is not in
        the store.
        """
        claims = {_value(quad.subject) for quad in self._quads(predicate=TYPE, object=KG["Claim"])}
        new = as_stored(resolution_quads(resolution, self._claims_digest(), self.additions.table))
        for quad in new:
            if quad.predicate == PROV["wasDerivedFrom"] and _value(quad.object) not in claims:
                raise StoreError(f"{_value(quad.subject)} rests on a claim that is not in the store")
        old = set(self._quads(graph=FACTS_GRAPH))
        gone, come = old - new, new - old
        if not gone and not come:
            return False
        with _reported(self.path):
            if gone:
                self._store.update(f"{_data('DELETE', gone)}; {_data('INSERT', come)}")
            else:
                self._store.extend(come)
        self._count()
        return True

    def resolution(self) -> Resolution:
        """The entities and facts of the derived graph, without judgements.

        Raises StoreError where a fact's claim has been taken out since.
        """
        return read_resolution(self._quads(graph=FACTS_GRAPH), self.claims(), self.additions.table)

    # Reading

    def query(self, sparql: str) -> Results:
        """The answer to a SELECT, ASK, CONSTRUCT or DESCRIBE over the union of all graphs.

        The prefixes of ``kg.store.terms.PREFIXES`` need no declaration. A query's own FROM takes the
        place of the union. Raises QueryError where the query is malformed, fails, or is refused:
        updates, SERVICE and FROM <file:…>.
        """
        sparql = storable(sparql)  # as all text in the store
        refuse_unsafe(sparql)
        try:
            return results(
                self._store.query(
                    sparql, prefixes=PREFIXES, use_default_graph_as_union=not names_default_graph(sparql)
                )
            )
        except SyntaxError as error:
            raise QueryError(f"malformed query: {_one_line(error)}") from None
        except (OSError, RuntimeError, ValueError) as error:
            raise QueryError(f"the query failed: {_one_line(error)}") from None

    @property
    def rdf(self) -> Dataset:
        """The store as an rdflib dataset whose default graph is the union; it closes with this graph."""
        if self._rdf is None:
            self._rdf = Dataset(store=OxigraphStore(store=self._store), default_union=True)
            for prefix, base in PREFIXES.items():
                self._rdf.bind(prefix, base)
        return self._rdf

    def export(self, path: Path | str) -> None:
        """Write all graphs to a file: ``.nq`` (canonical N-Quads) or ``.ttl`` (Turtle of the union).

        Raises StoreError for another ending, or where the file cannot be written.
        """
        export(self._quads(), Path(path))

    def _quads(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        graph: ox.NamedNode | None = None,
        *,
        object: ox.NamedNode | None = None,
    ) -> Iterator[ox.Quad]:
        with _reported(self.path):
            yield from self._store.quads_for_pattern(subject, predicate, object, graph)

    def _graph_of(self, document_id: str) -> list[ox.Quad]:
        quads = list(self._quads(graph=document_graph(document_id)))
        if not quads:
            raise StoreError(f"{self.path}: no document {document_id!r} in the store")
        return quads

    def _claims_digest(self) -> str | None:
        """Digest of all that documents and users say; None where there is none."""
        parts = sorted(f"{quad.subject} {quad.object}" for quad in self._quads(predicate=KG["digest"]))
        return digest(*parts) if parts else None

    def _count(self) -> None:
        self._unflushed += 1
        if self._unflushed >= FLUSH_EVERY:
            with _reported(self.path):
                self._store.flush()
            self._unflushed = 0


def _make_room(path: Path, create: bool) -> None:
    if not create:
        raise StoreError(f"{path}: no store here")
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise StoreError(f"{path}: neither a store nor an empty folder")
    path.mkdir(parents=True, exist_ok=True)


@contextmanager
def _reported(path: Path) -> Iterator[None]:
    """Failures of the disk, and of what it holds, as StoreError."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        raise StoreError(f"{path}: {_one_line(error)}") from None


def _data(verb: str, quads: Iterable[ox.Quad]) -> str:
    """``INSERT DATA`` or ``DELETE DATA`` of quads that share one graph."""
    graphs: dict[object, list[str]] = {}
    for quad in quads:
        graphs.setdefault(quad.graph_name, []).append(f"{quad.triple} .")
    body = " ".join(f"GRAPH {graph} {{ {' '.join(triples)} }}" for graph, triples in graphs.items())
    return f"{verb} DATA {{ {body} }}"


def _value(term: object) -> str:
    return term.value if isinstance(term, (ox.NamedNode, ox.Literal)) else str(term)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
