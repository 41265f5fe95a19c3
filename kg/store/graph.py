"""The graph: documents, their claims, and the facts that are derived from them, in a folder or on a server.

A document is one atomic transaction: it is wholly there or not at all, also after a crash.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.copies import Printed
from kg.errors import StoreError
from kg.findings import Explanation, Findings, by_amount, explanation, findings
from kg.model import Claim, Derivation, Document, Extraction, Judgement, Resolution
from kg.network import network
from kg.relations import Additions
from kg.store.additions import ADDITIONS_GRAPH, additions_quads, read_additions
from kg.store.backend import Backend, is_address
from kg.store.counts import Counts, counts
from kg.store.decisions import DECISIONS_GRAPH, decisions_quads, read_decisions
from kg.store.derived import claims_stamp, digest_of_said, founded, pieces
from kg.store.export import export
from kg.store.guard import refuse_unsafe
from kg.store.local import Folder
from kg.store.quads import FACTS_GRAPH, as_stored, document_graph
from kg.store.queries import as_sparql
from kg.store.readback import read_document, read_extraction, read_resolution
from kg.store.records import DocumentRecord, document_ids, read_contents, read_printed, read_records
from kg.store.results import Results
from kg.store.rewriting import rewrite
from kg.store.said import Said, as_triples, said_of
from kg.store.terms import KG, PREFIXES, TYPE, storable

if TYPE_CHECKING:
    import networkx
    from rdflib import Dataset

    from kg.store.validate import Report, Validation
    from kg.view.inline import View


class Graph:
    """Documents, claims and facts. ``Graph.read`` opens a store to look into, ``Graph.open`` to write.

    One process at a time may write a store, any number may read beside it. All methods raise StoreError
    where the store cannot be read or written.
    """

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._additions: Additions | None = None
        self._told: tuple[str | None, Resolution, dict[str, DocumentRecord]] | None = None

    @classmethod
    def open(cls, path: Path | str, *, create: bool = False) -> Graph:
        """The store in the folder ``path`` for writing; with ``create`` a new one where there is none.

        ``path`` may be the address of a SPARQL server, where nothing needs to be made: see
        ``kg.store.endpoint``. Raises StoreError where ``path`` is no store, is in use by another writer,
        or is damaged, and where no server answers.
        """
        if is_address(path):
            return cls(_server(path))
        return cls(Folder.open(Path(path), create=create))

    @classmethod
    def read(cls, path: Path | str) -> Graph:
        """The store in the folder ``path`` as its writer has last published it; nothing can be changed.

        A writer publishes when its facts are up to date, and when it closes the store. Raises StoreError
        where ``path`` is no store or is damaged, or while its first writer has published nothing yet.
        Of a server, at its address, each answer is of its state at that time.
        """
        if is_address(path):
            return cls(_server(path, read_only=True))
        return cls(Folder.read(Path(path)))

    def __enter__(self) -> Graph:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Make all changes last, show them to readers, and let others write; a second call does nothing."""
        self._backend.close()

    @property
    def name(self) -> str:
        """The folder of the store, or its address."""
        return self._backend.name

    # Documents

    def documents(self) -> dict[str, DocumentRecord]:
        """All documents by id, in the order of their ids."""
        return read_records(self._backend.quads)

    def contents(self) -> dict[str, tuple[str, str]]:
        """Of each document, by id, the hash of its content and the fingerprint of its extractor."""
        return read_contents(self._backend.quads)

    def printed(self) -> Iterator[Printed]:
        """Each document as it is compared with others."""
        return read_printed(self._backend.quads)

    def document(self, document_id: str) -> Document:
        """A document as it is stored, without passages. Raises StoreError where there is none."""
        return read_document(self._graph_of(document_id))

    def extraction(self, document_id: str) -> Extraction:
        """A document with its claims in the order of its text. Raises StoreError where there is none."""
        return read_extraction(self._graph_of(document_id), self.additions.table)

    def claims(self, besides: Container[str] = ()) -> Iterator[Claim]:
        """The claims of all documents, by document id and then in the order of the text.

        Those of the documents ``besides`` are left out.
        """
        for document_id in document_ids(self._backend.quads):
            if document_id not in besides:
                yield from self.extraction(document_id).claims

    def put(self, extraction: Extraction, fingerprint: str) -> bool:
        """Store a document and its claims in place of what the store held of it.

        ``fingerprint`` names the extractor. False where the store already said exactly this, and
        nothing was written.
        """
        return self.put_said(said_of(extraction, fingerprint, self.additions.table))

    def put_said(self, said: Said) -> bool:
        """The same for what a document says, made ready by any process for the relations of this store."""
        if self.holds(said.document_id, said.digest):
            return False
        self._backend.replace(document_graph(said.document_id), said.triples)
        return True

    def holds(self, document_id: str, digest: str) -> bool:
        """True where the store says of a document exactly what ``digest`` stands for."""
        graph = document_graph(document_id)
        held = next(self._backend.quads(graph, KG["digest"], graph=graph), None)
        return held is not None and _value(held.object) == digest

    def retract(self, document_id: str) -> None:
        """Take out exactly what one document said. Raises StoreError where there is none."""
        self._graph_of(document_id)
        self._backend.replace(document_graph(document_id), b"")

    # Additions

    @property
    def additions(self) -> Additions:
        """What users have added to the program's relations and names in this store."""
        if self._additions is None:
            self._additions = read_additions(self._backend.quads(graph=ADDITIONS_GRAPH))
        return self._additions

    def learn(self, additions: Additions) -> bool:
        """Remember relations, and names in place of those that were remembered, where any are given.

        A relation that is known already is defined anew. False where nothing changed. Raises StoreError
        for a relation that takes a term of the vocabulary.
        """
        relations = {**self.additions.relations, **additions.relations}
        quads = as_stored(additions_quads(Additions(relations, additions.names or self.additions.names)))
        if quads == set(self._backend.quads(graph=ADDITIONS_GRAPH)):
            return False
        self._backend.replace(ADDITIONS_GRAPH, as_triples(quads))
        self._additions = None
        return True

    # Decisions

    @property
    def decisions(self) -> tuple[str, ...]:
        """The lines that people have decided on, sorted; see ``kg.resolve.decision_lines``."""
        return read_decisions(self._backend.quads(graph=DECISIONS_GRAPH))

    def decide(self, lines: Iterable[str]) -> bool:
        """Remember decisions in place of those that were remembered. False where nothing changed."""
        quads = decisions_quads(lines)
        if quads == set(self._backend.quads(graph=DECISIONS_GRAPH)):
            return False
        self._backend.replace(DECISIONS_GRAPH, as_triples(quads))
        return True

    # Facts

    @property
    def is_stale(self) -> bool:
        """True where the facts were made from other claims, names or topics than there are now."""
        made_from = next(self._backend.quads(FACTS_GRAPH, KG["claimsDigest"], graph=FACTS_GRAPH), None)
        return (None if made_from is None else _value(made_from.object)) != self._claims_digest()

    def write(self, made: Resolution | Derivation) -> bool:
        """Make the derived graph say exactly what ``made`` does, and show readers what the store holds now.

        Only what changes is touched, in one transaction, or in several where there is much of it; readers of
        a folder see none of them before the last. False where nothing changed. Raises StoreError where a
        fact rests on a claim that is not in the store.
        """
        stamp = next(claims_stamp(self._claims_digest()), None)
        claims = self._backend.quads(predicate=TYPE, object=KG["Claim"])
        said = founded(map(as_stored, pieces(made, self.additions.table)), claims)
        changed = rewrite(self._backend, FACTS_GRAPH, said, stamp)
        if changed:
            self._told = None
        self._backend.publish()
        return changed

    def counts(self) -> Counts:
        """How many documents, claims, facts and things there are, without reading them."""
        return counts(self.query, self.additions.table)

    def resolution(self) -> Resolution:
        """The entities and facts of the derived graph, without judgements.

        Raises StoreError where a fact's claim has been taken out since.
        """
        return read_resolution(self._backend.quads(graph=FACTS_GRAPH), self.claims(), self.additions.table)

    # Reading

    def query(self, query: str, **parameters: str | float) -> Results:
        """The answer to SPARQL (SELECT, ASK, CONSTRUCT or DESCRIBE), or to a shipped query by its name.

        Over the union of all graphs; a query's own FROM takes its place. The prefixes of
        ``kg.store.terms.PREFIXES`` need no declaration. ``parameters`` are those of the shipped query. Raises
        QueryError where the query is malformed, unknown, fails, or is refused: updates, SERVICE and
        FROM <file:…>.
        """
        sparql = storable(as_sparql(query, parameters))  # as all text in the store
        refuse_unsafe(sparql)
        return self._backend.query(sparql)

    def facts(
        self,
        *,
        about: str | Collection[str] | None = None,
        relation: str | Collection[str] | None = None,
        status: str | Collection[str] | None = None,
        since: str | None = None,
        min_confidence: float = 0.0,
    ) -> Findings:
        """The facts that pass every filter, with their things and quotes: see ``kg.findings.findings``."""
        return findings(
            *self._read(),
            about=about,
            relation=relation,
            status=status,
            since=since,
            min_confidence=min_confidence,
            known=self.additions.table,
        )

    def partners(self, org: str | None = None) -> Findings:
        """Who partners with whom, or with ``org``, whatever the status; raises as ``facts`` does."""
        return self.facts(about=org, relation="partners_with")

    def investments(self, org: str | None = None) -> Findings:
        """Who invests in what, ``org`` on either side: by currency, the largest first, the others last."""
        return by_amount(self.facts(about=org, relation="invests_in"))

    def explain(self, left: str, right: str, judgements: Iterable[Judgement] = ()) -> Explanation:
        """All facts between two things, with their quotes and with all names that were taken for theirs.

        A store keeps no judgements; those of ``kg.build.derived(graph)`` say why the names are one thing's.
        Raises KgError for a name that nothing bears.
        """
        return explanation(*self._read(), left, right, judgements)

    @property
    def rdf(self) -> Dataset:
        """The store as an rdflib dataset whose default graph is the union; it closes with this graph."""
        dataset = self._backend.dataset()
        for prefix, base in PREFIXES.items():
            dataset.bind(prefix, base)
        return dataset

    def to_networkx(self) -> networkx.MultiDiGraph[str]:
        """Entities as nodes and facts as edges: see ``kg.network.network``."""
        return network(*self._read())

    def view(
        self,
        about: str | Collection[str] | None = None,
        *,
        hops: int = 1,
        relation: str | Collection[str] | None = None,
        status: str | Collection[str] | None = None,
        since: str | None = None,
        min_confidence: float = 0.0,
    ) -> View:
        """The facts that pass every filter, to look at in a notebook or to write as a page.

        ``about`` are names, aliases or ids, in any case: all facts between what lies within ``hops`` facts of
        them, with 0 between them alone; the other filters are those of ``facts``, which says what is raised.
        """
        from kg.view.inline import view  # drawing is slow to import, and few ask for it

        return view(
            self.to_networkx(),
            self.additions.table,
            about,
            hops=hops,
            relation=relation,
            status=status,
            since=since,
            min_confidence=min_confidence,
        )

    def __repr__(self) -> str:
        return f"Graph({self.name!r})"

    def _repr_html_(self) -> str:
        from kg.view.inline import MOST, too_much

        # Counted first: to look at all facts of a large store takes long.
        count = sum(1 for _ in self._backend.quads(predicate=KG["subject"], graph=FACTS_GRAPH))
        return self.view()._repr_html_() if count <= MOST else too_much(f"{self!r}: {count:,} facts")

    def export(self, path: Path | str) -> tuple[Path, ...]:
        """Write the store to a file as its ending says, and return the files that were written.

        RDF: ``.nq`` (canonical), ``.trig``, ``.jsonld`` and ``.ttl`` (the union of all graphs). Entities and
        facts: ``.graphml``, ``.gexf``, ``.cyjs``, and as two tables ``.csv`` and ``.neo4j.csv``. Raises
        StoreError for another ending, or where a file cannot be written.
        """
        return export(Path(path), self._backend.quads, self.to_networkx)

    def validate(self, report: Report = lambda done, total: None) -> Validation:
        """Whether the store says what the program wrote, and no more: see ``kg.store.validate``.

        ``report`` is told how many graphs are done, and of how many.
        """
        from kg.store.validate import validate  # slow to import, and few ask for it

        return validate(self._backend, self.is_stale, report)

    def _read(self) -> tuple[Resolution, dict[str, DocumentRecord]]:
        """What is told of facts and documents, read once as long as nothing changes."""
        stamp = self._claims_digest()
        if self._told is None or self._told[0] != stamp:
            self._told = stamp, self.resolution(), self.documents()
        return self._told[1:]

    def _graph_of(self, document_id: str) -> list[ox.Quad]:
        quads = list(self._backend.quads(graph=document_graph(document_id)))
        if not quads:
            raise StoreError(f"{self.name}: no document {document_id!r} in the store")
        return quads

    def _claims_digest(self) -> str | None:
        return digest_of_said(self._backend.quads(predicate=KG["digest"]))


def _server(address: Path | str, *, read_only: bool = False) -> Backend:
    from kg.store.remote import Server  # its HTTP client is slow to import, and no folder needs it

    return Server.open(str(address), read_only=read_only)


def _value(term: object) -> str:
    return term.value if isinstance(term, (ox.NamedNode, ox.Literal)) else str(term)


def open(path: Path | str) -> Graph:
    """The store in the folder ``path``, to look into: see ``Graph.read``."""
    return Graph.read(path)
