"""The one derived graph as quads, a piece at a time: entities, facts and plain triples.

Pure functions; ``kg.store.readback`` reads the quads back. A graph of any size is made in the memory of one
piece.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import StoreError
from kg.identifiers import digest
from kg.model import Derivation, Entity, EntityType, Fact, Resolution
from kg.relations import RELATIONS, Relation
from kg.store.conflicts import conflicts
from kg.store.quads import (
    CLASSES,
    FACTS_GRAPH,
    Relations,
    Sayings,
    claim_node,
    document_node,
    fact_node,
    say_circumstances,
)
from kg.store.rewriting import Known
from kg.store.terms import KG, PROV, SKOS, TYPE, integer, label_key, storable, text, thing
from kg.store.topics import described, fields, scheme_digest

PIECE = 1000
"""Entities or facts of which the quads are made together, some 25 MB."""


def resolution_quads(
    resolution: Resolution, claims_digest: str | None, relations: Relations = RELATIONS
) -> set[Quad]:
    """The quads of the derived graph; ``claims_digest`` says which claims it was made from.

    Raises what ``pieces`` does.
    """
    return set(chain(claims_stamp(claims_digest), *pieces(resolution, relations)))


def digest_of_said(digests: Iterable[Quad]) -> str | None:
    """Digest of all that documents and users say, given that of each, and of the scheme of topics; None of
    nothing.
    """
    parts = sorted(f"{quad.subject} {quad.object}" for quad in digests)
    return digest(scheme_digest(), *parts) if parts else None


def claims_stamp(claims_digest: str | None) -> Iterator[Quad]:
    """Which claims the graph was made from; nothing where there are none."""
    if claims_digest is not None:
        yield Quad(FACTS_GRAPH, KG["claimsDigest"], Literal(claims_digest), FACTS_GRAPH)


def pieces(made: Resolution | Derivation, relations: Relations = RELATIONS) -> Iterator[set[Quad]]:
    """The quads of all that ``made`` says, some in two pieces; of a Derivation, this takes its facts.

    Judgements are not stored: they can be made again from the claims. Raises StoreError where a
    fact speaks of an entity that is not there, or of an unknown relation.
    """
    known = {entity.id: entity for entity in made.entities}
    for entities in _some(made.entities):
        yield _entities(storable(entities))
    yield _copies(made.copies)
    named: set[NamedNode] = set()
    between = made.facts if isinstance(made, Derivation) else _by_pair(made.facts)
    for facts in _whole(between):
        yield _facts(storable(facts), known, named, relations)
    yield {Quad(said.subject, said.predicate, said.object, FACTS_GRAPH) for said in described(named)}


def founded(said: Iterable[set[Quad]], claims: Iterable[Quad]) -> Iterator[set[Quad]]:
    """``said``, as it is; raises StoreError for a fact that rests on none of ``claims``' subjects."""
    known = Known(quad.subject for quad in claims)
    for quads in said:
        rests = [quad for quad in quads if quad.predicate == PROV["wasDerivedFrom"]]
        for quad, is_there in zip(rests, known.hold([quad.object for quad in rests]), strict=True):
            if not is_there:
                raise StoreError(f"{quad.subject} rests on a claim that is not in the store")
        yield quads


def _by_pair(facts: Iterable[Fact]) -> Iterator[tuple[Fact, ...]]:
    by_pair = sorted(facts, key=lambda fact: fact.pair)
    for _, between in groupby(by_pair, key=lambda fact: fact.pair):
        yield tuple(between)


def _whole(between: Iterable[Sequence[Fact]]) -> Iterator[tuple[Fact, ...]]:
    """Facts in pieces, each of all that is between some pairs, so that it shows what contradicts what."""
    piece: list[Fact] = []
    for facts in between:
        piece += facts
        if len(piece) >= PIECE:
            yield tuple(piece)
            piece = []
    yield tuple(piece)


def _some(entities: Sequence[Entity]) -> Iterator[tuple[Entity, ...]]:
    for start in range(0, len(entities), PIECE):
        yield tuple(entities[start : start + PIECE])


def _entities(entities: Iterable[Entity]) -> set[Quad]:
    out = Sayings(FACTS_GRAPH)
    for entity in entities:
        out.say(
            thing(entity.id),
            (TYPE, CLASSES[entity.type]),
            (SKOS["prefLabel"], text(entity.name)),
            *((SKOS["altLabel"], text(alias)) for alias in entity.aliases),
            # an exact triple to start a query from; a filter over all labels is far slower
            *((KG["key"], text(label_key(label))) for label in (entity.name, *entity.aliases)),
            *((KG["decidedBy"], text(decision)) for decision in entity.decisions),
        )
    return out.quads


def _copies(copies: Iterable[tuple[str, str]]) -> set[Quad]:
    out = Sayings(FACTS_GRAPH)
    for copy, original in copies:
        out.say(document_node(copy), (KG["copyOf"], document_node(original)))
    return out.quads


def _facts(
    facts: Sequence[Fact], known: Mapping[str, Entity], named: set[NamedNode], relations: Relations
) -> set[Quad]:
    """Quads of facts; adds the fields of technology that they name to ``named``."""
    out = Sayings(FACTS_GRAPH)
    for fact in facts:
        if missing := [id for id in (fact.subject, fact.object) if id not in known]:
            raise StoreError(f"fact {fact.id} speaks of {min(missing)!r}, which is no entity")
        if fact.relation not in relations:
            raise StoreError(f"fact {fact.id}: unknown relation {fact.relation!r}")
        _say_fact(out, fact, relations[fact.relation])
        object = known[fact.object]
        into = object.name if object.type is EntityType.TOPIC else ""  # "invests in self-driving cars"
        its_fields = fields(fact.topic or "", into)
        out.say(fact_node(fact.id), *((KG["field"], each) for each in its_fields))
        named.update(its_fields)
    for left, right in conflicts(facts, relations):
        out.say(fact_node(left.id), (KG["conflictsWith"], fact_node(right.id)))
        out.say(fact_node(right.id), (KG["conflictsWith"], fact_node(left.id)))
    return out.quads


def _say_fact(out: Sayings, fact: Fact, relation: Relation) -> None:
    node, subject, object = fact_node(fact.id), thing(fact.subject), thing(fact.object)
    claims = [claim_node(claim) for claim in fact.claims]
    out.say(
        node,
        (TYPE, KG[relation.fact_class]),
        (KG["subject"], subject),
        (KG["object"], object),
        # the one to quote, so that a query has one row a fact and need not choose
        (KG["bestClaim"], claims[0]),
        *((PROV["wasDerivedFrom"], claim) for claim in claims),
        (KG["sources"], integer(fact.sources)),
        *((KG["decidedBy"], text(decision)) for decision in fact.decisions),
    )
    say_circumstances(out, node, fact)
    if (plain := relation.plain_property(fact.status)) is not None:
        out.say(subject, (KG[plain], object))
        if relation.symmetric:
            out.say(object, (KG[plain], subject))
