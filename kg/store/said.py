"""What a document says, ready for a store: any process can make it, and a store takes it as it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from kg.model import Claim, Extraction
from kg.store.quads import Relations, document_graph, extraction_quads
from kg.store.readback import read_extraction
from kg.store.terms import KG


@dataclass(frozen=True, slots=True)
class Said:
    """All that a document's named graph is to hold."""

    document_id: str
    digest: str
    """As ``kg.store.quads.graph_digest`` gives it: two that say the same have the same."""
    triples: bytes
    """N-Triples, sorted."""

    def claims(self, relations: Relations) -> tuple[Claim, ...]:
        """The claims as they come back from a store, whose ``relations`` these are."""
        return read_extraction(as_quads(document_graph(self.document_id), self.triples), relations).claims


def said_of(extraction: Extraction, fingerprint: str, relations: Relations) -> Said:
    """The same as ``kg.store.quads.extraction_quads``, which says what is raised."""
    quads = extraction_quads(extraction, fingerprint, relations)
    (digest,) = (quad.object for quad in quads if quad.predicate == KG["digest"])
    assert isinstance(digest, Literal)
    return Said(extraction.document.id, digest.value, as_triples(quads))


def as_triples(quads: Iterable[Quad]) -> bytes:
    """Quads of one graph as N-Triples, sorted."""
    return "".join(sorted(f"{quad.triple} .\n" for quad in quads)).encode()


def as_quads(graph: NamedNode, triples: bytes) -> set[Quad]:
    """N-Triples as the quads of ``graph``, with their literals in the canonical form of a store."""
    memory = Store()
    memory.load(triples, format=RdfFormat.N_TRIPLES, to_graph=graph)
    return set(memory)
