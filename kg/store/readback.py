"""Quads, as ``kg.store.quads`` makes them, back to what they say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import StoreError
from kg.identifiers import THINGS, claim_id
from kg.model import (
    Claim,
    Document,
    Entity,
    Evidence,
    Extraction,
    Fact,
    Mention,
    Money,
    Name,
    Resolution,
    Status,
)
from kg.relations import RELATIONS
from kg.store.quads import TYPE_OF_CLASS, Relations, claim_node, document_id, fact_node
from kg.store.terms import DCTERMS, KG, OA, PROV, SCHEMA, SKOS, TYPE, storable


class _Nodes:
    """The quads of one graph by subject and predicate; all values as text."""

    __slots__ = ("_values", "subjects")

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.subjects: dict[str, list[str]] = defaultdict(list)
        """The subjects of each class."""
        self._values: dict[str, dict[str, list[str]]] = defaultdict(dict)
        for quad in quads:
            subject, object = quad.subject, quad.object
            if not isinstance(subject, NamedNode) or not isinstance(object, (NamedNode, Literal)):
                raise StoreError(f"the store holds a statement that this program did not write: {quad}")
            self._values[subject.value].setdefault(quad.predicate.value, []).append(object.value)
            if quad.predicate == TYPE:
                self.subjects[object.value].append(subject.value)

    def many(self, subject: str, predicate: NamedNode) -> tuple[str, ...]:
        return tuple(sorted(self._values.get(subject, {}).get(predicate.value, ())))

    def maybe(self, subject: str, predicate: NamedNode) -> str | None:
        values = self._values.get(subject, {}).get(predicate.value, ())
        return values[0] if values else None

    def pairs(self, predicate: NamedNode, named: Callable[[str], str]) -> Iterator[tuple[str, str]]:
        """Who is in that relation to whom, each as it is ``named``."""
        for subject, values in self._values.items():
            yield from ((named(subject), named(object)) for object in values.get(predicate.value, ()))

    def one(self, subject: str, predicate: NamedNode) -> str:
        value = self.maybe(subject, predicate)
        if value is None:
            raise StoreError(f"the store is incomplete: <{subject}> has no <{predicate.value}>")
        return value


def read_document(quads: Iterable[Quad]) -> Document:
    """The document of a named graph; its passages are not stored, so there are none."""
    return _document(_Nodes(quads))


def read_extraction(quads: Iterable[Quad], relations: Relations = RELATIONS) -> Extraction:
    """The document of a named graph with its claims, in the order of the text.

    Claims come back in their stored form: see ``storable``; aliases are sorted, each once.
    """
    document, claims = read_claims(quads, relations)
    ordered = sorted(
        claims.values(), key=lambda claim: (claim.evidence.start, claim.evidence.end, claim_id(claim))
    )
    return Extraction(document, tuple(ordered))


def read_claims(
    quads: Iterable[Quad], relations: Relations = RELATIONS
) -> tuple[Document, dict[str, Claim]]:
    """The document of a named graph, and its claims by their IRIs."""
    nodes = _Nodes(quads)
    return _document(nodes), _claims(nodes, relations)


def read_some_claims(quads: Iterable[Quad], relations: Relations = RELATIONS) -> Collection[Claim]:
    """The claims among ``quads``, of any documents, each with all that it needs of names and evidence."""
    return _claims(_Nodes(quads), relations).values()


def read_resolution(
    quads: Iterable[Quad], claims: Iterable[Claim], relations: Relations = RELATIONS
) -> Resolution:
    """The resolution in the derived graph, without judgements; ``claims`` are those of all documents.

    The claims of a fact stand best first, the others by confidence and then by id.
    """
    nodes = _Nodes(quads)
    by_node = {claim_node(storable(claim)).value: claim for claim in claims}
    entities = [
        Entity(
            id=node.removeprefix(THINGS),
            type=type,
            name=nodes.one(node, SKOS["prefLabel"]),
            aliases=nodes.many(node, SKOS["altLabel"]),
            decisions=nodes.many(node, KG["decidedBy"]),
        )
        for name, type in TYPE_OF_CLASS.items()
        for node in nodes.subjects[name]
        if nodes.maybe(node, SKOS["inScheme"]) is None  # a field is no entity
    ]
    facts = [
        _fact(nodes, node, name, by_node)
        for name, relation in relations.items()
        for node in nodes.subjects[KG[relation.fact_class].value]
    ]
    return Resolution(
        tuple(sorted(entities, key=lambda entity: entity.id)),
        tuple(sorted(facts, key=lambda fact: fact.id)),
        copies=tuple(sorted(nodes.pairs(KG["copyOf"], document_id))),
    )


def _claims(nodes: _Nodes, relations: Relations) -> dict[str, Claim]:
    names = {KG[relation.property].value: name for name, relation in relations.items()}
    return {
        claim: _claim(nodes, claim, document_id(nodes.one(claim, DCTERMS["source"])), names)
        for claim in nodes.subjects[KG["Claim"].value]
    }


def _document(nodes: _Nodes) -> Document:
    (node,) = nodes.subjects[SCHEMA["NewsArticle"].value]
    return Document(
        id=nodes.one(node, SCHEMA["identifier"]),
        text=nodes.one(node, SCHEMA["text"]),
        passages=(),
        language=nodes.one(node, SCHEMA["inLanguage"]),
        title=nodes.maybe(node, SCHEMA["headline"]),
        url=nodes.maybe(node, SCHEMA["url"]),
        publisher=nodes.maybe(node, SCHEMA["publisher"]),
        published=nodes.maybe(node, SCHEMA["datePublished"]),
    )


def _claim(nodes: _Nodes, node: str, document_id: str, relations: Mapping[str, str]) -> Claim:
    return Claim(
        document=document_id,
        relation=relations[nodes.one(node, KG["relation"])],
        subject=_mention(nodes, nodes.one(node, KG["subjectMention"])),
        object=_mention(nodes, nodes.one(node, KG["objectMention"])),
        status=Status(nodes.one(node, KG["status"])),
        evidence=_evidence(nodes, nodes.one(node, KG["evidence"])),
        rule=nodes.one(node, KG["rule"]),
        confidence=float(nodes.one(node, KG["confidence"])),
        money=_money(nodes, node),
        date=nodes.maybe(node, KG["date"]),
        period=nodes.maybe(node, KG["periodText"]),
        topic=nodes.maybe(node, KG["topic"]),
    )


def _fact(nodes: _Nodes, node: str, relation: str, by_node: Mapping[str, Claim]) -> Fact:
    best = nodes.one(node, KG["bestClaim"])
    others = [claim for claim in nodes.many(node, PROV["wasDerivedFrom"]) if claim != best]
    try:
        claims = sorted((by_node[claim] for claim in others), key=lambda claim: -claim.confidence)
        claims.insert(0, by_node[best])
    except KeyError as error:
        raise StoreError(f"the facts are older than the claims: {error} is gone; build again") from None
    return Fact(
        id=node.removeprefix(fact_node("").value),
        relation=relation,
        subject=nodes.one(node, KG["subject"]).removeprefix(THINGS),
        object=nodes.one(node, KG["object"]).removeprefix(THINGS),
        status=Status(nodes.one(node, KG["status"])),
        confidence=float(nodes.one(node, KG["confidence"])),
        claims=tuple(claims),
        money=_money(nodes, node),
        date=nodes.maybe(node, KG["date"]),
        period=nodes.maybe(node, KG["periodText"]),
        topic=nodes.maybe(node, KG["topic"]),
        sources=int(nodes.one(node, KG["sources"])),
        decisions=nodes.many(node, KG["decidedBy"]),
    )


def _money(nodes: _Nodes, node: str) -> Money | None:
    amount = nodes.maybe(node, KG["amount"])
    if amount is None:
        return None
    maximum = nodes.maybe(amount, SCHEMA["maxValue"])
    return Money(
        amount=Decimal(nodes.one(amount, SCHEMA["value"])),
        currency=nodes.one(amount, SCHEMA["currency"]),
        maximum=None if maximum is None else Decimal(maximum),
        wording=nodes.one(amount, KG["wording"]),
    )


def _mention(nodes: _Nodes, node: str) -> Mention:
    name = nodes.one(node, KG["of"])
    return Mention(
        start=int(nodes.one(node, KG["start"])),
        end=int(nodes.one(node, KG["end"])),
        text=nodes.one(node, KG["text"]),
        of=Name(
            name=nodes.one(name, KG["name"]),
            type=TYPE_OF_CLASS[nodes.one(name, KG["entityType"])],
            aliases=nodes.many(name, KG["alias"]),
        ),
    )


def _evidence(nodes: _Nodes, node: str) -> Evidence:
    target = nodes.one(node, OA["hasTarget"])
    selectors = nodes.many(target, OA["hasSelector"])
    position, quotation = selectors  # sorted: …/position, …/quote
    return Evidence(
        start=int(nodes.one(position, OA["start"])),
        end=int(nodes.one(position, OA["end"])),
        quote=nodes.one(quotation, OA["exact"]),
    )
