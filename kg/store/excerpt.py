"""Some facts of a store with all that they rest on, and nothing else of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg.model import Resolution
from kg.store.quads import FACTS_GRAPH, Relations, document_node, fact_node
from kg.store.readback import read_resolution, read_some_claims
from kg.store.terms import KG, OA, PROV, SCHEMA, thing

_REPORTS = 20
"""Reports of a fact that are read, the surest; a deal that all papers tell of has hundreds."""

_TOLD = {
    "title": SCHEMA["headline"],
    "publisher": SCHEMA["publisher"],
    "published": SCHEMA["datePublished"],
    "url": SCHEMA["url"],
}
_LEADS_ON = {KG[name] for name in ("subjectMention", "objectMention", "of", "amount", "evidence")} | {
    OA[name] for name in ("hasTarget", "hasSelector")
}
"""From a claim to its mentions, their names, its amount and its evidence."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document that is quoted, without its text."""

    id: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Facts with their things and evidence."""

    resolution: Resolution
    sources: Mapping[str, Source]
    """The documents that are quoted, by id."""
    reports: Mapping[str, int]
    """How many reports each fact has; its best twenty are in ``resolution``."""


def excerpt(store: ox.Store, facts: Iterable[str], things: Iterable[str], relations: Relations) -> Excerpt:
    """The ``facts`` of these ids, and the ``things``, among which must be the two of each fact."""
    said: set[ox.Quad] = set()
    for id in things:
        said.update(_about(store, thing(id)))
    reports: dict[str, int] = {}
    claims: set[ox.NamedNode] = set()
    for id in facts:
        node = fact_node(id)
        quads = _about(store, node)
        resting = [quad for quad in quads if quad.predicate == PROV["wasDerivedFrom"]]
        kept = _best(store, quads, resting)
        claims |= kept
        reports[id] = len(resting)
        said.update(q for q in quads if q.predicate != PROV["wasDerivedFrom"] or q.object in kept)
        said.update(_about(store, ox.NamedNode(node.value + "/amount")))
    read = read_some_claims({quad for claim in claims for quad in _whole(store, claim)}, relations)
    quoted = {claim.document for claim in read}
    return Excerpt(
        read_resolution(said, read, relations), {id: _source(store, id) for id in sorted(quoted)}, reports
    )


def _about(store: ox.Store, node: ox.NamedNode) -> list[ox.Quad]:
    return list(store.quads_for_pattern(node, None, None, FACTS_GRAPH))


def _best(store: ox.Store, fact: Collection[ox.Quad], resting: Collection[ox.Quad]) -> set[ox.NamedNode]:
    """The claims to quote: the best one, and the surest of the others."""
    best = next(quad.object for quad in fact if quad.predicate == KG["bestClaim"])
    claims = [quad.object for quad in resting if isinstance(quad.object, ox.NamedNode)]
    if len(claims) > _REPORTS:
        sure = {claim: float(_value(store, claim, KG["confidence"]) or 0) for claim in claims}
        claims.sort(key=lambda claim: (claim != best, -sure[claim], claim.value))
    return set(claims[:_REPORTS])


def _whole(store: ox.Store, node: ox.NamedNode) -> Iterator[ox.Quad]:
    """A claim with all that it is made of."""
    for quad in store.quads_for_pattern(node, None, None, None):
        yield quad
        if quad.predicate in _LEADS_ON:
            assert isinstance(quad.object, ox.NamedNode)
            yield from _whole(store, quad.object)


def _source(store: ox.Store, id: str) -> Source:
    node = document_node(id)
    return Source(id, **{name: _value(store, node, predicate) for name, predicate in _TOLD.items()})


def _value(store: ox.Store, node: ox.NamedNode, predicate: ox.NamedNode) -> str | None:
    quad = next(store.quads_for_pattern(node, predicate, None, None), None)
    return quad.object.value if quad is not None and isinstance(quad.object, ox.Literal) else None
