"""What documents say, as quads; ``kg.store.readback`` reads them back, ``kg.store.derived`` makes the rest.

Pure functions. A document's named graph holds what that document says: the document, its claims
(``kg:Claim``) with their mentions and names, and their evidence (Web Annotation). There are no blank
nodes: every id is a digest or a slug of content.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.copies import sketch
from kg.errors import StoreError
from kg.identifiers import claim_id, digest
from kg.model import (
    Claim,
    Document,
    EntityType,
    Evidence,
    Extraction,
    Fact,
    Mention,
)
from kg.relations import RELATIONS, Relation
from kg.store.terms import (
    DCTERMS,
    KG,
    OA,
    SCHEMA,
    SKOS,
    TYPE,
    XSD,
    day,
    decimal,
    double,
    duration,
    integer,
    is_day,
    storable,
    text,
    thing,
)

FACTS_GRAPH = thing("graph", "facts")
"""The one derived graph."""

CONTEXT = 32
"""Code points of prefix and suffix that a quote is told apart by."""

CLASSES = {
    EntityType.COMPANY: SCHEMA["Corporation"],
    EntityType.UNIVERSITY: SCHEMA["CollegeOrUniversity"],
    EntityType.FOUNDATION: SCHEMA["NGO"],
    EntityType.GOVERNMENT: SCHEMA["GovernmentOrganization"],
    EntityType.RESEARCH_INSTITUTE: SCHEMA["ResearchOrganization"],
    EntityType.MEDIA: SCHEMA["NewsMediaOrganization"],
    EntityType.ORGANIZATION: SCHEMA["Organization"],
    EntityType.PERSON: SCHEMA["Person"],
    EntityType.PRODUCT: SCHEMA["Product"],
    EntityType.PLACE: SCHEMA["Place"],
    EntityType.TOPIC: SKOS["Concept"],
}
"""The class of each type of entity; one each, so that the type can be read back."""

TYPE_OF_CLASS = {node.value: type for type, node in CLASSES.items()}

Relations = Mapping[str, Relation]
"""The program's relations, and those that a user adds; see ``kg.store.additions``."""


def document_node(document_id: str) -> NamedNode:
    """The IRI of a document; what an IRI cannot hold is percent-encoded."""
    return thing("document", quote(storable(document_id), safe=""))


def document_id(node: str) -> str:
    """The id of the document of an IRI, back from ``document_node``."""
    return unquote(node.removeprefix(document_node("").value))


def document_graph(document_id: str) -> NamedNode:
    """The IRI of the named graph that says what one document says."""
    return thing("graph", "document", quote(storable(document_id), safe=""))


def claim_node(claim: Claim) -> NamedNode:
    """The IRI of a claim in its stored form (see ``storable``)."""
    return thing("claim", claim_id(claim))


def fact_node(fact_id: str) -> NamedNode:
    """The IRI of a fact."""
    return thing("fact", fact_id)


def content_hash(document: Document) -> str:
    """Hash of all that extraction sees of a document: text, passages and metadata."""
    metadata = document.language, document.title, document.url, document.publisher, document.published
    return digest(
        document.text,
        *metadata,
        *(f"{p.start} {p.end} {p.kind} {p.published!r} {p.publisher!r}" for p in document.passages),
    )


@dataclass(slots=True)
class Sayings:
    """Gathers quads of one graph, each once."""

    graph: NamedNode
    quads: set[Quad] = field(default_factory=set)

    def say(self, subject: NamedNode, *pairs: tuple[NamedNode, NamedNode | Literal | None]) -> None:
        """Add a quad for each pair of predicate and object; None says nothing."""
        self.quads.update(Quad(subject, p, o, self.graph) for p, o in pairs if o is not None)


def as_stored(quads: Iterable[Quad]) -> set[Quad]:
    """``quads`` with their literals in the canonical form that they take in a store."""
    memory = Store()
    memory.extend(quads)
    return set(memory)


# Documents


def extraction_quads(
    extraction: Extraction, fingerprint: str, relations: Relations = RELATIONS
) -> set[Quad]:
    """The quads of one document's named graph.

    ``fingerprint`` names the extractor. Characters that RDF cannot hold become U+FFFD. Of claims
    with one id, the most confident stands. Raises StoreError where a claim is of another document
    or of an unknown relation, where its evidence is not the slice of the text that it says it is,
    and where its confidence, date or currency is none.
    """
    hashed = content_hash(extraction.document)
    extraction = storable(extraction)
    document = extraction.document
    node, graph = document_node(document.id), document_graph(document.id)
    out = Sayings(graph)
    out.say(
        node,
        (TYPE, SCHEMA["NewsArticle"]),
        (SCHEMA["identifier"], text(document.id)),
        (SCHEMA["headline"], text(document.title)),
        (SCHEMA["datePublished"], day(document.published)),
        (SCHEMA["inLanguage"], text(document.language)),
        (SCHEMA["publisher"], text(document.publisher)),
        (SCHEMA["url"], None if document.url is None else Literal(document.url, datatype=XSD["anyURI"])),
        (SCHEMA["text"], text(document.text)),
        (KG["contentHash"], text(hashed)),
        (KG["fingerprint"], text(fingerprint)),
        (KG["sketch"], text(sketch(document))),
    )
    stands: dict[str, Claim] = {}
    for claim in sorted(extraction.claims, key=lambda claim: (claim.confidence, repr(claim))):
        _check(claim, document, relations)
        stands[claim_id(claim)] = claim
    for claim in stands.values():
        _say_claim(out, claim, document, relations)
    out.say(graph, (KG["digest"], text(graph_digest(out.quads))))
    return out.quads


def graph_digest(quads: Iterable[Quad]) -> str:
    """Digest of all that a document's graph says but this digest itself."""
    return digest(*sorted(map(str, quads)))


def _check(claim: Claim, document: Document, relations: Relations) -> None:
    evidence = claim.evidence
    if claim.document != document.id:
        raise StoreError(f"a claim of document {claim.document!r} cannot stand under {document.id!r}")
    if claim.relation not in relations:
        raise StoreError(f"{document.id}: unknown relation {claim.relation!r}; known: {', '.join(relations)}")
    if document.text[evidence.start : evidence.end] != evidence.quote:
        raise StoreError(
            f"{document.id}: the evidence at {evidence.start}–{evidence.end} is not what the text says there"
        )


def _say_claim(out: Sayings, claim: Claim, document: Document, relations: Relations) -> None:
    node = claim_node(claim)
    out.say(
        node,
        (TYPE, KG["Claim"]),
        (DCTERMS["source"], document_node(document.id)),
        (KG["relation"], KG[relations[claim.relation].property]),
        (KG["subjectMention"], _say_mention(out, claim.subject, document)),
        (KG["objectMention"], _say_mention(out, claim.object, document)),
        (KG["evidence"], _say_evidence(out, claim.evidence, node, document)),
        (KG["rule"], text(claim.rule)),
    )
    say_circumstances(out, node, claim)


def say_circumstances(out: Sayings, node: NamedNode, said: Claim | Fact) -> None:
    """Add what claims and facts share: status, confidence, amount, date, period and topic.

    Raises StoreError for a confidence, a date or a currency that is none.
    """
    if not 0 <= said.confidence <= 1:
        raise StoreError(f"<{node.value}>: confidence must lie in [0, 1], not at {said.confidence}")
    if said.date is not None and not is_day(said.date):
        raise StoreError(f"<{node.value}>: a date is YYYY, YYYY-MM or YYYY-MM-DD, not {said.date!r}")
    if said.money is not None and not re.fullmatch("[A-Z]{3}", said.money.currency):
        raise StoreError(f"<{node.value}>: a currency is an ISO 4217 code, not {said.money.currency!r}")
    out.say(
        node,
        (KG["status"], text(said.status.value)),
        (KG["confidence"], double(said.confidence)),
        (KG["date"], day(said.date)),
        (KG["period"], duration(said.period)),
        # xsd:duration is made canonical on disk (P18M is then P1Y6M) and has no weeks
        (KG["periodText"], text(said.period)),
        (KG["topic"], text(said.topic)),
    )
    if (money := said.money) is not None:
        amount = NamedNode(node.value + "/amount")
        out.say(node, (KG["amount"], amount))
        out.say(
            amount,
            (TYPE, SCHEMA["MonetaryAmount"]),
            (SCHEMA["value"], decimal(money.amount)),
            (SCHEMA["maxValue"], decimal(money.maximum)),
            (SCHEMA["currency"], text(money.currency)),
            (KG["wording"], text(money.wording)),
        )


def _say_mention(out: Sayings, mention: Mention, document: Document) -> NamedNode:
    name = mention.of
    aliases = sorted(set(name.aliases))
    name_node = thing("name", digest(document.id, name.type.value, name.name, *aliases))
    out.say(
        name_node,
        (TYPE, KG["Name"]),
        (KG["name"], text(name.name)),
        (KG["entityType"], CLASSES[name.type]),
        *((KG["alias"], text(alias)) for alias in aliases),
    )
    node = thing("mention", digest(name_node.value, mention.start, mention.end, mention.text))
    out.say(
        node,
        (TYPE, KG["Mention"]),
        (KG["text"], text(mention.text)),
        (KG["start"], integer(mention.start)),
        (KG["end"], integer(mention.end)),
        (KG["of"], name_node),
    )
    return node


def _say_evidence(out: Sayings, evidence: Evidence, claim: NamedNode, document: Document) -> NamedNode:
    """One annotation a sentence, whose bodies are the claims that it bears."""
    start, end = evidence.start, evidence.end
    node = thing("evidence", digest(document.id, start, end))
    target, quotation, position = (
        NamedNode(f"{node.value}/{part}") for part in ("target", "quote", "position")
    )
    out.say(node, (TYPE, OA["Annotation"]), (OA["hasBody"], claim), (OA["hasTarget"], target))
    out.say(
        target,
        (TYPE, OA["SpecificResource"]),
        (OA["hasSource"], document_node(document.id)),
        (OA["hasSelector"], quotation),
        (OA["hasSelector"], position),
    )
    out.say(
        quotation,
        (TYPE, OA["TextQuoteSelector"]),
        (OA["exact"], text(evidence.quote)),
        (OA["prefix"], text(document.text[max(0, start - CONTEXT) : start])),
        (OA["suffix"], text(document.text[end : end + CONTEXT])),
    )
    out.say(
        position,
        (TYPE, OA["TextPositionSelector"]),
        (OA["start"], integer(start)),
        (OA["end"], integer(end)),
    )
    return node
