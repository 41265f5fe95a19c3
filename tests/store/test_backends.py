"""One contract for every backend: what a graph does in a folder it does on a server, to the byte."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from rdflib.namespace import SKOS
from servers import Place, empty
from store_news import ALPHA, BETA, FINGERPRINT, claim, resolved
from store_strategies import extractions

from kg.copies import Printed, sketch
from kg.errors import QueryError, StoreError
from kg.model import Document, EntityType, Extraction, Money, Name, Resolution
from kg.relations import Additions, Relation
from kg.store.counts import MOST, Counts
from kg.store.graph import Graph
from kg.store.quads import as_stored, content_hash, document_graph, extraction_quads
from kg.store.queries import Kind, named_query, queries
from kg.store.records import DocumentRecord
from kg.store.remote import Server
from kg.store.said import as_triples
from kg.store.terms import KG, XSD

Open = Callable[[], Graph]

HOSTILE = 'a"; } DROP ALL; # <b> \\u0022 \\" \n\r\n\t \u2028 \x85 \ufeff {} "^^<x> \U0001f600 zażółć 联想 '


def content(graph: Graph, folder: Path) -> bytes:
    """The canonical bytes of a store."""
    graph.export(folder / "content.nq")
    return (folder / "content.nq").read_bytes()


@pytest.fixture
def in_folder(open_graph: Callable[[str], Graph], tmp_path: Path) -> Callable[..., bytes]:
    """The content of a folder after documents and their facts were written."""
    names = iter(map(str, range(100)))

    def written(*extractions: Extraction, additions: Additions | None = None) -> bytes:
        graph = open_graph(next(names))
        graph.learn(additions or Additions())
        for extraction in extractions:
            graph.put(extraction, FINGERPRINT)
        graph.write(resolved(*extractions))
        return content(graph, tmp_path)

    return written


def counted(resolution: Resolution, documents: int) -> Counts:
    """The numbers of a store, told from what it says."""
    names = {entity.id: entity.name for entity in resolution.entities if entity.type is not EntityType.TOPIC}
    ends = Counter(end for fact in resolution.facts for end in (fact.subject, fact.object) if end in names)
    told_of = sorted(((names[end], n) for end, n in ends.items()), key=lambda each: (-each[1], each[0]))
    return Counts(
        documents,
        sum(len(fact.claims) for fact in resolution.facts),
        Counter((fact.relation, fact.status) for fact in resolution.facts),
        Counter(entity.type for entity in resolution.entities),
        tuple(told_of[:MOST]),
    )


def fill(graph: Graph, *extractions: Extraction) -> Graph:
    for extraction in extractions:
        assert graph.put(extraction, FINGERPRINT)
    assert graph.write(resolved(*extractions))
    return graph


def test_what_is_put_and_written_is_the_same_everywhere(kept: Open, news, in_folder, tmp_path) -> None:
    graph = kept()
    assert graph.documents() == {}
    assert not graph.is_stale
    assert graph.put(news[0], FINGERPRINT)
    assert graph.is_stale
    fill(graph, *news[1:])
    assert graph.write(resolved(*news))
    assert not graph.is_stale
    one = news[0].document
    assert list(graph.documents()) == ["one", "trzy", "two"]
    hashed = content_hash(one)
    assert graph.contents()["one"] == (hashed, FINGERPRINT)
    assert graph.documents()["one"] == DocumentRecord(
        "one", hashed, FINGERPRINT, "en", one.title, one.url, one.publisher, one.published
    )
    assert sorted(graph.printed(), key=lambda printed: printed.id) == [
        Printed(document.id, sketch(document), document.published)
        for document in sorted((extraction.document for extraction in news), key=lambda each: each.id)
    ]
    assert graph.document("one") == one
    assert set(graph.claims()) == {claim for extraction in news for claim in extraction.claims}
    assert graph.resolution() == resolved(*news)
    assert graph.counts() == counted(resolved(*news), 3)
    assert content(graph, tmp_path) == in_folder(*news)


def test_the_same_again_writes_nothing(kept: Open, news, tmp_path) -> None:
    graph = fill(kept(), *news)
    before = content(graph, tmp_path)
    assert [graph.put(extraction, FINGERPRINT) for extraction in news] == [False] * 3
    assert not graph.write(resolved(*reversed(news)))
    assert content(graph, tmp_path) == before


def test_a_new_version_takes_the_place_of_the_old(kept: Open, news, in_folder, tmp_path) -> None:
    one, two, three = news
    less = replace(one, claims=one.claims[:1])
    graph = fill(kept(), *news)
    assert graph.put(less, FINGERPRINT)
    assert graph.is_stale
    assert graph.write(resolved(less, two, three))
    assert content(graph, tmp_path) == in_folder(less, two, three)


def test_a_retracted_document_leaves_no_trace(kept: Open, news, in_folder, tmp_path) -> None:
    one, _, three = news
    graph = fill(kept(), *news)
    graph.retract("two")
    assert graph.is_stale
    assert graph.write(resolved(one, three))
    assert content(graph, tmp_path) == in_folder(three, one)
    for document in ("one", "trzy"):
        graph.retract(document)
    graph.write(Resolution((), ()))
    assert content(graph, tmp_path) == b""
    with pytest.raises(StoreError, match="no document 'two'"):
        graph.retract("two")


def test_relations_and_names_are_learnt(kept: Open, news, in_folder, tmp_path) -> None:
    company = frozenset({EntityType.COMPANY})
    sues = Relation("sues", company, company, "Lawsuit", "sues", "maySue", "sued",
                    symmetric=False, inverse="is sued by", label="sues")  # fmt: skip
    given = Additions({"sues": sues}, (Name("Łódź AG", EntityType.COMPANY, ("Łódź",)),))
    graph = kept()
    assert graph.learn(given)
    assert not graph.learn(given)
    fill(graph, *news)
    assert content(graph, tmp_path) == in_folder(*news, additions=given)
    graph.close()
    assert kept().additions == given


def test_facts_need_their_claims(kept: Open, news) -> None:
    graph = kept()
    graph.put(news[0], FINGERPRINT)
    with pytest.raises(StoreError, match="not in the store"):
        graph.write(resolved(*news))
    assert graph.resolution() == Resolution((), ())


def test_hostile_text_stays_text(kept: Open, news, in_folder, tmp_path) -> None:
    graph = fill(kept(), *news)
    document = Document(HOSTILE, HOSTILE, (), HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    assert graph.put(Extraction(document, ()), HOSTILE)
    assert graph.put(Extraction(document, ()), HOSTILE + "2")
    assert graph.document(HOSTILE) == document
    assert graph.documents()[HOSTILE].fingerprint == HOSTILE + "2"
    graph.retract(HOSTILE)
    graph.write(resolved(*news))
    assert content(graph, tmp_path) == in_folder(*news)


def test_an_id_that_rdf_cannot_hold_is_one_id(kept: Open, tmp_path) -> None:
    graph = kept()
    first = Extraction(Document("a\x08\ud800", "text", (), "en", "title"), ())
    assert graph.put(first, FINGERPRINT)
    assert not graph.put(first, FINGERPRINT)
    assert graph.put(replace(first, document=replace(first.document, title=None)), FINGERPRINT)
    assert graph.document("a\x08\ud800").title is None
    graph.retract("a\x08\ud800")
    assert content(graph, tmp_path) == b""


LONG = "Alpha bought Beta Cloud. " + "Ż\U0001f600 long line of news \r\n" * 20_000


def awkward() -> Extraction:
    """A long text, and of each kind of value those that some server would change."""
    document = Document("awkward", LONG, (), "pl", published="0999")
    amounts = [Decimal("0.000000000000000001"), Decimal("99999999999999999999"), Decimal("1234567.125")]
    claims = [
        claim(
            document, "acquires", ALPHA, BETA, "Alpha bought Beta Cloud.", rule=f"r{number}", date=date,
            money=Money(amount, "USD", amount + 1, "in pieces"), period=period, confidence=confidence,
        )
        for number, (amount, period, date, confidence) in enumerate(
            zip(
                amounts * 2,
                ["P18M", "P4Y", "P2W", "P1Y2M3DT4H", "PT90S", None],
                ["0001-01-01", "9999-12", "1582-10-10", "2024-02-29", "1900", None],
                [0.1 + 0.2, 1 / 3, 0.0, 1.0, 5e-324, 0.123456789012345],
                strict=True,
            )
        )
    ]  # fmt: skip
    return Extraction(document, tuple(claims))


def test_values_come_back_as_they_were_written(kept: Open, in_folder, tmp_path) -> None:
    graph = fill(kept(), awkward())
    assert graph.extraction("awkward").document.text == LONG
    assert content(graph, tmp_path) == in_folder(awkward())
    assert not graph.write(resolved(awkward()))
    rows = graph.query("SELECT DISTINCT ?p { ?claim a kg:Claim ; kg:period ?p } ORDER BY STR(?p)").rows
    assert rows == (("P14D",), ("P1Y2M3DT4H",), ("P1Y6M",), ("P4Y",), ("PT1M30S",))
    graph.retract("awkward")
    graph.write(Resolution((), ()))
    assert content(graph, tmp_path) == b""


VALUES = {Kind.NAME: "ALPHA", Kind.DATE: "2018-06"}


def test_shipped_queries_answer_alike(kept: Open, open_graph, news) -> None:
    graph, plain = (fill(graph, *news) for graph in (kept(), open_graph("plain")))
    for query in queries():
        given = {each.name: VALUES[each.kind] for each in query.parameters if each.required}
        sparql = named_query(query.name, given)
        answers = [each.query(sparql) for each in (graph, plain)]
        assert answers[0].columns == answers[1].columns, query.name
        assert answers[0].rows == answers[1].rows, query.name


QUERIES = [
    "SELECT ?claim ?status { ?claim a kg:Claim ; kg:status ?status } ORDER BY ?claim",
    "BASE <https://kg.example/id/> SELECT (COUNT(*) AS ?n) { GRAPH <graph/facts> { ?x skos:prefLabel ?l } }",
    "# a comment { \nPREFIX own: <https://kg.example/ns#> SELECT ?v { ?c own:confidence ?v } ORDER BY ?v ?c",
    "SELECT ?name FROM <https://kg.example/id/graph/facts> { ?x skos:prefLabel ?name } ORDER BY ?name",
    "SELECT ?document { GRAPH ?g { ?document a schema:NewsArticle } } ORDER BY ?document",
    "SELECT ?claim { ?claim a kg:Claim } ORDER BY ?claim LIMIT 2 OFFSET 3",
    "SELECT ?nothing { ?nothing a kg:Nothing }",
    "ASK { ?claim kg:status 'denied' }",
    "ASK { ?claim kg:status 'unheard of' }",
    "CONSTRUCT { ?x kg:status ?s } WHERE { ?x a kg:Claim ; kg:status ?s FILTER(?s != '} WHERE {') }",
    "CONSTRUCT WHERE { ?x kg:period ?period }",
    "CONSTRUCT { ?x a kg:Thing } { ?x kg:status ?s VALUES ?s { 'denied' 'potential' } }",
]


def test_queries_answer_alike(kept: Open, open_graph, news) -> None:
    graph, plain = (fill(graph, *news) for graph in (kept(), open_graph("plain")))
    for sparql in QUERIES:
        answers = [each.query(sparql) for each in (graph, plain)]
        assert (answers[0].columns, answers[0].rows) == (answers[1].columns, answers[1].rows), sparql
        for format in ("table", "csv", "json", "xml"):
            assert answers[0].to_text(format) == answers[1].to_text(format), sparql


def test_a_description_tells_at_least_what_is_said_of_a_thing(kept: Open, open_graph, news) -> None:
    # the standard leaves to the server what else it tells
    sparql = "DESCRIBE <https://kg.example/id/company/alpha-chips>"
    rows, plain = (set(fill(graph, *news).query(sparql).rows) for graph in (kept(), open_graph("plain")))
    assert plain <= rows
    assert all("https://kg.example/id/company/alpha-chips" in row for row in rows)


WRONG = [
    ("SELEC ?x { ?x ?y ?z }", "malformed query: error at 1:"),
    ("SELECT ?x { ?x nobody:knows ?z }", "malformed query: error at 1:"),
    ("DROP ALL", "DROP is refused"),
    ("SELECT * { SERVICE <http://127.0.0.1:1> { ?x ?y ?z } }", "SERVICE is refused"),
]


def test_a_wrong_query_is_told_alike(kept: Open) -> None:
    graph = kept()
    for sparql, said in WRONG:
        with pytest.raises(QueryError, match=said):
            graph.query(sparql)


def test_rdflib_reads_the_union(kept: Open, news) -> None:
    data = fill(kept(), *news).rdf
    labels = {str(label) for label in data.objects(None, SKOS.prefLabel)}
    assert labels == {"Alpha Chips", "Beta Cloud", "Gamma Motors", "Delta University", "Eve Nowak"}
    assert len(list(data.query("SELECT ?c { ?c a kg:Claim }"))) == 9
    assert data.query("ASK { ?c a kg:Claim }").askAnswer
    assert len(data.query("CONSTRUCT WHERE { ?c a kg:Claim }").graph) == 9


def test_a_closed_store_is_told(kept: Open, news) -> None:
    graph = fill(kept(), *news)
    graph.close()
    with pytest.raises(StoreError, match="closed"):
        graph.documents()
    assert list(kept().documents()) == ["one", "trzy", "two"]


@pytest.mark.parametrize("name", ["oxigraph", "virtuoso"])
def test_any_document_comes_back_from_a_server(name: str, request: pytest.FixtureRequest) -> None:
    place: Place = request.getfixturevalue(f"{name}_server")
    empty(place)
    server = Server(place.endpoint())

    @settings(deadline=None, derandomize=True, max_examples=25, suppress_health_check=list(HealthCheck))
    @given(extractions())
    def check(extraction: Extraction) -> None:
        graph = document_graph(extraction.document.id)
        quads = as_stored(extraction_quads(extraction, FINGERPRINT))
        server.replace(graph, as_triples(quads))
        assert set(server.quads(graph=graph)) == quads
        server.replace(graph, b"")
        assert list(server.quads()) == []

    check()


def test_patterns_find_the_same(kept: Open, open_graph, news) -> None:
    graph, plain = (fill(graph, *news)._backend for graph in (kept(), open_graph("plain")))
    document = document_graph("one")
    status, denied = KG["status"], ox.Literal("denied")
    period = ox.Literal("P1Y6M", datatype=XSD["duration"])
    held = next(plain.quads(predicate=status, object=denied))
    assert isinstance(held.subject, ox.NamedNode)
    assert isinstance(held.graph_name, ox.NamedNode)
    for pattern in (
        (None, None, None, None),
        (None, None, None, document),
        (None, status, None, None),
        (None, status, denied, None),
        (None, None, period, None),
        (held.subject, None, None, None),
        (held.subject, status, denied, held.graph_name),
        (held.subject, status, period, held.graph_name),
    ):
        assert set(graph.quads(*pattern)) == set(plain.quads(*pattern)), pattern
