"""Facts → networkx: every attribute is plain JSON, so any exporter or page can take it as it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol

import networkx

from kg.errors import KgError
from kg.lookup import bearers
from kg.model import Claim, Entity, EntityType, Evidence, Fact, Mention, Resolution, Status
from kg.relations import RELATIONS


class Cited(Protocol):
    """What is told of a document that is quoted; its text is not needed."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str | None: ...
    @property
    def publisher(self) -> str | None: ...
    @property
    def published(self) -> str | None: ...
    @property
    def url(self) -> str | None: ...


def network(resolution: Resolution, documents: Mapping[str, Cited]) -> networkx.MultiDiGraph[str]:
    """A node for each entity and an edge for each fact, keyed by their ids.

    Nodes carry ``name``, ``type``, ``aliases`` and ``size`` (how many facts they take part in).
    Edges carry ``relation``, ``status``, ``confidence``, ``amount`` and ``amount_max`` (major units),
    ``currency`` (ISO 4217), ``wording`` (the amount as written), ``date``, ``period`` (ISO 8601),
    ``topic``, ``sources`` (how many texts report it, copies aside), and ``evidence``, best first. A piece
    of evidence has ``quote`` with ``start`` and ``end`` (code points into the text of the document),
    ``rule``, ``subject`` and ``object`` (``text`` with ``start`` and ``end``, code points into the quote,
    None where the name stands outside it), and of its document ``document`` (the id), ``title``,
    ``publisher``, ``published`` and ``url``.

    Raises KgError when a fact names an entity, or a claim a document, that is not given.
    """
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for entity in sorted(resolution.entities, key=lambda entity: entity.id):
        graph.add_node(entity.id, **_node(entity))
    for fact in sorted(resolution.facts, key=lambda fact: fact.id):
        for end in (fact.subject, fact.object):
            if end not in graph:
                raise KgError(f"fact {fact.id} speaks of {end}, which is not among the entities")
            graph.nodes[end]["size"] += 1
        graph.add_edge(fact.subject, fact.object, key=fact.id, **_edge(fact, documents))
    return graph


def neighbourhood(
    graph: networkx.MultiDiGraph[str], about: Collection[str], hops: int
) -> networkx.MultiDiGraph[str]:
    """What lies within ``hops`` facts of the things in ``about``, whichever way the facts point.

    ``about`` holds ids, names or aliases, in any case; a name that several things share stands for
    all of them. Raises KgError, with the nearest names, for one that nothing bears.
    """
    entities = [
        Entity(node, EntityType(each["type"]), each["name"], tuple(each["aliases"]))
        for node, each in graph.nodes(data=True)
    ]
    reached = {node for name in about for node in bearers(entities, name)}
    frontier = reached
    for _ in range(hops):
        frontier = {other for node in frontier for other in networkx.all_neighbors(graph, node)} - reached
        reached = reached | frontier
    return graph.subgraph(reached).copy()


def select(
    graph: networkx.MultiDiGraph[str],
    relations: Collection[str] | None = None,
    statuses: Collection[str] | None = None,
    since: str | None = None,
    min_confidence: float = 0.0,
    known: Collection[str] = RELATIONS.keys(),
) -> networkx.MultiDiGraph[str]:
    """The facts that pass every filter given, with the things they are about.

    ``since`` is ``YYYY[-MM[-DD]]``; a fact without a date counts by the newest publication of its
    evidence, and one that has neither is left out. Dates cut short pass where they might be in time.
    Raises KgError for a relation that is not among ``known``, or an unknown status.
    """
    _check("relation", relations, list(known))
    _check("status", statuses, [status.value for status in Status])
    kept = [
        (subject, object, key)
        for subject, object, key, fact in graph.edges(keys=True, data=True)
        if (relations is None or fact["relation"] in relations)
        and (statuses is None or fact["status"] in statuses)
        and (since is None or _in_time(fact, since))
        and fact["confidence"] >= min_confidence
    ]
    return graph.edge_subgraph(kept).copy()  # type: ignore[arg-type]  # the stubs know no keys


def several(asked: str | Collection[str] | None) -> Collection[str] | None:
    """One name that is asked for as several; None where nothing is."""
    return [asked] if isinstance(asked, str) else asked


def _check(what: str, asked: Collection[str] | None, known: Sequence[str]) -> None:
    unknown = sorted(set(asked or ()) - set(known))
    if unknown:
        raise KgError(f"unknown {what} {', '.join(map(repr, unknown))}; one of {', '.join(known)}")


def _in_time(fact: Mapping[str, Any], since: str) -> bool:
    date = fact["date"] or max((piece["published"] or "" for piece in fact["evidence"]), default="")
    known = min(len(date), len(since))
    return bool(known) and date[:known] >= since[:known]


def _node(entity: Entity) -> dict[str, Any]:
    return {"name": entity.name, "type": entity.type.value, "aliases": list(entity.aliases), "size": 0}


def _edge(fact: Fact, documents: Mapping[str, Cited]) -> dict[str, Any]:
    money = fact.money
    return {
        "relation": fact.relation,
        "status": fact.status.value,
        "confidence": fact.confidence,
        "amount": float(money.amount) if money else None,
        "amount_max": float(money.maximum) if money and money.maximum is not None else None,
        "currency": money.currency if money else None,
        "wording": money.wording if money else "",
        "date": fact.date,
        "period": fact.period,
        "topic": fact.topic,
        "sources": fact.sources,
        "evidence": [_piece(claim, documents) for claim in fact.claims],
    }


def _piece(claim: Claim, documents: Mapping[str, Cited]) -> dict[str, Any]:
    if claim.document not in documents:
        raise KgError(f"a claim quotes document {claim.document}, which is not given")
    document = documents[claim.document]
    return {
        "quote": claim.evidence.quote,
        "start": claim.evidence.start,
        "end": claim.evidence.end,
        "subject": _place(claim.subject, claim.evidence),
        "object": _place(claim.object, claim.evidence),
        "rule": claim.rule,
        "document": document.id,
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published,
        "url": document.url,
    }


def _place(mention: Mention, evidence: Evidence) -> dict[str, Any]:
    inside = evidence.start <= mention.start and mention.end <= evidence.end
    return {
        "text": mention.text,
        "start": mention.start - evidence.start if inside else None,
        "end": mention.end - evidence.start if inside else None,
    }
