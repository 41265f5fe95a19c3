"""Whether a store is what the program wrote: nothing added, nothing gone, every quote where it says.

A graph of the store is read back and written anew, in memory; where that gives other statements than the
store holds, somebody else has changed them. The shapes are tested apart from that, with a SHACL engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

import pyoxigraph as ox

from kg.errors import KgError
from kg.identifiers import THINGS
from kg.model import Claim, Document, Extraction, Fact, Resolution
from kg.relations import Additions
from kg.store.additions import ADDITIONS_GRAPH, additions_quads, read_additions
from kg.store.backend import Backend
from kg.store.decisions import DECISIONS_GRAPH, decisions_quads, read_decisions
from kg.store.derived import resolution_quads
from kg.store.quads import (
    FACTS_GRAPH,
    Relations,
    as_stored,
    claim_node,
    document_graph,
    extraction_quads,
    graph_digest,
)
from kg.store.readback import read_claims, read_resolution
from kg.store.results import shortened
from kg.store.shapes import violations
from kg.store.terms import DCTERMS, KG, OA, PROV, SCHEMA, TYPE

BATCH = 10_000
"""Quads that are given to the SHACL engine at a time, in whole graphs."""

_DOCUMENTS = document_graph("").value
_UNREADABLE = (KgError, KeyError, ValueError, ArithmeticError, AssertionError)
"""What reading statements raises that the program did not write."""
_OF_PASSAGES = {KG["contentHash"], KG["sketch"]}
"""They were made with the passages of a document, which are not stored; the digest covers them."""
_OTHERS = {DCTERMS["source"], OA["hasBody"], OA["hasSource"], TYPE, KG["relation"], KG["entityType"]}
"""These lead from a claim to what is not its own."""
_REFERENCES = {
    PROV["wasDerivedFrom"]: KG["Claim"],
    KG["bestClaim"]: KG["Claim"],
    KG["copyOf"]: SCHEMA["NewsArticle"],
}
"""What the derived graph says of documents' graphs, and of which class that is."""
_ELSEWHERE = frozenset(_REFERENCES.values())
_SHOWN = 5
"""Statements that are shown of a graph that differs."""

Report = Callable[[int, int], None]
"""Told how many graphs are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as the program wrote it."""

    place: str
    """For example ``document 'one', claim 5f3c…, 10–55``."""
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


@dataclass(slots=True)
class Validation:
    """What was found in a store, and what was looked at."""

    problems: list[Problem] = field(default_factory=list)
    documents: int = 0
    claims: int = 0
    facts: int = 0


def validate(backend: Backend, is_stale: bool, report: Report = lambda done, total: None) -> Validation:
    """Read a whole store and compare it with what the program would have written.

    Every document's graph, the graphs of additions and decisions, and the derived graph must say what the
    program writes and no more, carry the digest of what they say, and conform to the shapes; quotes and
    mentions must stand in the text where they say; facts must rest on claims that are there and say nothing
    that none of these says. Raises StoreError where the store cannot be read.
    """
    found = Validation()
    graphs = sorted({quad.graph_name for quad in backend.quads()}, key=str)
    additions, known = _additions(backend, found)
    decisions = list(backend.quads(graph=DECISIONS_GRAPH))
    made = decisions_quads(read_decisions(decisions))
    found.problems += _differences(decisions, made, lambda quad: "the decisions")
    claims: dict[str, Claim] = {}
    batch: list[ox.Quad] = []
    for done, graph in enumerate(graphs):
        report(done, len(graphs))
        if isinstance(graph, ox.NamedNode) and graph.value.startswith(_DOCUMENTS):
            quads = list(backend.quads(graph=graph))
            found.documents += 1
            claims |= _document(graph, quads, additions.table, found)
            batch += quads
            if len(batch) >= BATCH:
                _conform(batch, known, found)
                batch = []
        elif graph not in (FACTS_GRAPH, ADDITIONS_GRAPH, DECISIONS_GRAPH):
            size = sum(1 for quad in backend.quads() if quad.graph_name == graph)
            found.problems.append(Problem(str(graph), f"{size} statements that this program did not write"))
    _conform(batch, known, found)
    found.claims = len(claims)
    _facts(list(backend.quads(graph=FACTS_GRAPH)), claims, backend, additions.table, found)
    if is_stale:
        found.problems.append(
            Problem("the facts", "made from other claims, names or topics than there are now")
        )
    report(len(graphs), len(graphs))
    return found


def _additions(backend: Backend, found: Validation) -> tuple[Additions, list[ox.Quad]]:
    quads = list(backend.quads(graph=ADDITIONS_GRAPH))
    place = "your relations and names"
    try:
        additions = read_additions(quads)
        made = as_stored(additions_quads(additions))
    except (*_UNREADABLE, IndexError) as error:
        found.problems.append(Problem(place, _reason(error)))
        return Additions(), quads
    found.problems += _differences(quads, made, lambda quad: place)
    return additions, quads


# Documents


def _document(
    graph: ox.NamedNode, quads: list[ox.Quad], table: Relations, found: Validation
) -> dict[str, Claim]:
    """The claims of a document by node; what is wrong with it is added to ``found``."""
    document = f"document {unquote(graph.value.removeprefix(_DOCUMENTS))!r}"
    owners = _owners(quads)

    def place(quad: ox.Quad) -> str:
        return _place(document, owners.get(_iri(quad.subject)))

    try:
        read, claims = read_claims(quads, table)
    except _UNREADABLE as error:
        found.problems.append(Problem(document, _reason(error)))
        return {}
    wrong = [problem for node, claim in claims.items() for problem in _misread(read, node, claim)]
    found.problems += wrong
    if wrong:  # cannot be written anew
        return claims
    extraction = Extraction(read, tuple(claims.values()))
    fingerprint = next((_text(quad) for quad in quads if quad.predicate == KG["fingerprint"]), "")
    try:
        made = extraction_quads(extraction, fingerprint, table)
    except _UNREADABLE as error:
        found.problems.append(Problem(document, _reason(error)))
        return claims
    made = {quad for quad in made if quad.predicate not in {*_OF_PASSAGES, KG["digest"]}}
    made |= {quad for quad in quads if quad.predicate in _OF_PASSAGES}
    said = [quad for quad in quads if quad.predicate != KG["digest"]]
    differences = list(_differences(said, as_stored(made), place))
    found.problems += differences
    digests = [_text(quad) for quad in quads if quad.predicate == KG["digest"]]
    if not differences and digests != [graph_digest(made)]:
        found.problems.append(Problem(document, "its digest is not that of what it says"))
    return claims


def _misread(document: Document, node: str, claim: Claim) -> Iterator[Problem]:
    """A claim's quote and mentions that do not stand in the text where they say; else, its wrong id."""
    place = _place(f"document {document.id!r}", node.removeprefix(THINGS))
    evidence = claim.evidence
    wrong = False
    for start, end, written in (
        (evidence.start, evidence.end, evidence.quote),
        (claim.subject.start, claim.subject.end, claim.subject.text),
        (claim.object.start, claim.object.end, claim.object.text),
    ):
        there = document.text[start:end]
        if there != written or not 0 <= start <= end:
            wrong = True
            yield Problem(f"{place}, {start}–{end}", f"the text says {_cut(there)}, not {_cut(written)}")
    if not wrong and node != claim_node(claim).value:
        yield Problem(place, "what it says has been changed: its id is another claim's")


def _owners(quads: Iterable[ox.Quad]) -> dict[str, str]:
    """Which claim a node belongs to: IRI → the claim's id; a node that several share is any one's."""
    leads: dict[str, list[str]] = {}
    owners: dict[str, str] = {}
    for quad in quads:
        if quad.predicate not in _OTHERS and isinstance(quad.object, ox.NamedNode):
            leads.setdefault(_iri(quad.subject), []).append(quad.object.value)
        if quad.predicate == TYPE and quad.object == KG["Claim"]:
            owners[_iri(quad.subject)] = _iri(quad.subject).removeprefix(THINGS)
    reached = list(owners)
    while reached:
        node = reached.pop()
        for other in sorted(leads.get(node, ())):
            if other not in owners:
                owners[other] = owners[node]
                reached.append(other)
    return owners


# Facts


def _facts(
    quads: list[ox.Quad], claims: Mapping[str, Claim], backend: Backend, table: Relations, found: Validation
) -> None:
    typed = {
        kind: {quad.subject for quad in backend.quads(predicate=TYPE, object=kind)} for kind in _ELSEWHERE
    }
    is_whole = True
    for quad in sorted(quads, key=str):
        kind = _REFERENCES.get(quad.predicate)
        if kind is not None and quad.object not in typed[kind]:
            is_whole = False
            missing = f"rests on {shortened(_text(quad))}, which is not in the store"
            found.problems.append(Problem(shortened(_iri(quad.subject)), missing))
    _conform(quads, backend.quads(graph=ADDITIONS_GRAPH), found, _ELSEWHERE)
    if not is_whole or any(node != claim_node(claim).value for node, claim in claims.items()):
        return  # it cannot be read, and the reason is told already
    try:
        resolution = read_resolution(quads, claims.values(), table)
        stamp = next((_text(quad) for quad in quads if quad.predicate == KG["claimsDigest"]), None)
        made = as_stored(resolution_quads(resolution, stamp, table))
    except _UNREADABLE as error:
        found.problems.append(Problem("the facts", _reason(error)))
        return
    found.facts = len(resolution.facts)
    found.problems += _differences(quads, made, lambda quad: shortened(_iri(quad.subject)))
    found.problems += _unfounded(resolution)


def _unfounded(resolution: Resolution) -> Iterator[Problem]:
    """Facts that say what none of their claims says."""
    names = {entity.id: {entity.name, *entity.aliases} for entity in resolution.entities}
    for fact in resolution.facts:
        parts: dict[str, Callable[[Claim | Fact], object]] = {
            "relation": lambda said: said.relation,
            "status": lambda said: said.status,
            "amount": lambda said: said.money,
            "date": lambda said: said.date,
            "period": lambda said: said.period,
            "topic": lambda said: said.topic,
        }
        for part, of in parts.items():
            value = of(fact)
            if value is not None and value not in [of(claim) for claim in fact.claims]:
                yield Problem(f"id:fact/{fact.id}", f"none of its claims has its {part}")
        for side in (fact.subject, fact.object):
            called = {end.of.name for claim in fact.claims for end in (claim.subject, claim.object)}
            if not called & names[side]:
                yield Problem(f"id:fact/{fact.id}", f"none of its claims is about {side}")


# Shapes, and what differs


def _conform(
    quads: Sequence[ox.Quad],
    additions: Iterable[ox.Quad],
    found: Validation,
    elsewhere: frozenset[ox.NamedNode] = frozenset(),
) -> None:
    """Adds what violates the shapes; ``additions`` say which relations there are."""
    places: dict[str, str] = {}
    by_graph: dict[object, list[ox.Quad]] = {}
    for quad in quads:
        by_graph.setdefault(quad.graph_name, []).append(quad)
    for graph, said in by_graph.items():
        if isinstance(graph, ox.NamedNode) and graph.value.startswith(_DOCUMENTS):
            document = f"document {unquote(graph.value.removeprefix(_DOCUMENTS))!r}"
            owners = _owners(said)
            places |= {_iri(q.subject): _place(document, owners.get(_iri(q.subject))) for q in said}
    for violation in violations([*quads, *additions], elsewhere):
        place = places.get(violation.node, shortened(violation.node))
        what = f"violates the shapes: {shortened(violation.node)}, {violation.message}"
        found.problems.append(Problem(place, " ".join(what.split())))


def _differences(
    stored: Iterable[ox.Quad], made: set[ox.Quad], place: Callable[[ox.Quad], str]
) -> Iterator[Problem]:
    """What the store says beyond what the program writes, and what it lacks of it; the first few."""
    stored = set(stored)
    extra, missing = sorted(stored - made, key=str), sorted(made - stored, key=str)
    shown = [(quad, "a statement that this program did not write") for quad in extra]
    shown += [(quad, "a statement is gone or changed") for quad in missing]
    for quad, what in shown[:_SHOWN]:
        yield Problem(place(quad), f"{what}: {_statement(quad)}")
    if len(shown) > _SHOWN:
        yield Problem(place(shown[_SHOWN][0]), f"and {len(shown) - _SHOWN} more such statements")


def _statement(quad: ox.Quad) -> str:
    object = quad.object
    value = _cut(object.value) if isinstance(object, ox.Literal) else shortened(_iri(object))
    return f"{shortened(_iri(quad.subject))} {shortened(quad.predicate.value)} {value}"


def _place(document: str, claim: str | None) -> str:
    return document if claim is None else f"{document}, {claim.replace('/', ' ', 1)}"


def _iri(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _text(quad: ox.Quad) -> str:
    return quad.object.value if isinstance(quad.object, (ox.NamedNode, ox.Literal)) else str(quad.object)


def _cut(text: str) -> str:
    shown = " ".join(text.split())
    return f"“{shown}”" if len(shown) <= 60 else f"“{shown[:59]}…”"


def _reason(error: Exception) -> str:
    """On one line, for a person."""
    if isinstance(error, KgError):
        return " ".join(str(error).split())
    return " ".join(f"cannot be read: {type(error).__name__} {error}".split())
