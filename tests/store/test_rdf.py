"""``graph.rdf`` answers as oxrdflib does."""

from collections.abc import Callable

import pyoxigraph as ox
import pytest
from oxrdflib import OxigraphStore
from rdflib import Dataset, Literal, URIRef, Variable
from rdflib.plugins.sparql import prepareQuery
from rdflib.query import Result

from kg.store.graph import Graph
from kg.store.quads import FACTS_GRAPH
from kg.store.queries import queries
from kg.store.rdf import RdfStore
from kg.store.terms import PREFIXES

Both = Callable[[str], tuple[Result, Result]]

TERMS = """SELECT ?term WHERE { VALUES ?term {
    <https://kg.example/id/a> "a" "" "  two  words\\n" "zażółć"@pl "0.90"^^xsd:double "1e3"^^xsd:double
    "x"^^xsd:double 7 "007"^^xsd:integer 2.50 true "1"^^xsd:boolean "2018-05-04"^^xsd:date
    "2018-13-04"^^xsd:date "2018-05"^^xsd:gYearMonth "2018"^^xsd:gYear "P1Y6M"^^xsd:duration
    "https://news.example/one"^^xsd:anyURI "not a URI"^^xsd:anyURI "x"^^<https://kg.example/own> UNDEF
} }"""


def store() -> ox.Store:
    """A blank node, and a triple in two graphs."""
    made = ox.Store()
    a, b = ox.NamedNode("https://kg.example/id/a"), ox.NamedNode("https://kg.example/id/b")
    blank = ox.BlankNode()
    for graph in (a, b):
        made.add(ox.Quad(a, b, ox.Literal("c"), graph))
    made.add(ox.Quad(blank, b, blank, b))
    return made


@pytest.fixture
def both() -> Both:
    """Answers of oxrdflib and of ours over one store."""
    kept = store()
    datasets = [
        Dataset(store=each, default_union=True) for each in (OxigraphStore(store=kept), RdfStore(kept))
    ]
    for dataset in datasets:
        for prefix, base in PREFIXES.items():
            dataset.bind(prefix, base)

    def ask(query: str) -> tuple[Result, Result]:
        theirs, ours = (dataset.query(query) for dataset in datasets)
        return theirs, ours

    return ask


def told(result: Result) -> list[list[object]]:
    """All that there is to a row's terms; equal literals may differ in their values."""
    return [
        [(type(term), term, getattr(term, "value", None), getattr(term, "ill_typed", None)) for term in row]
        for row in result
    ]


@pytest.mark.parametrize(
    "query",
    [
        TERMS,
        "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o",
        "SELECT ?s ?nothing { ?s ?p 'c' OPTIONAL { ?s kg:no ?nothing } }",
        "SELECT ?triple { VALUES ?triple { <<( id:a id:b 'c' )>> } }",
        "SELECT ?s { ?s kg:no ?o }",
        "ASK { ?s ?p 'c' }",
        "ASK { ?s kg:no ?o }",
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(isIRI(?s)) }",
        "DESCRIBE id:a",
    ],
)
def test_every_kind_of_answer_is_the_same(both: Both, query: str) -> None:
    theirs, ours = both(query)
    assert (ours.type, ours.vars, ours.askAnswer) == (theirs.type, theirs.vars, theirs.askAnswer)
    if ours.type in {"CONSTRUCT", "DESCRIBE"}:
        assert set(ours) == set(theirs) != set()
    elif ours.type == "SELECT":
        assert told(ours) == told(theirs)
        assert ours.bindings == theirs.bindings


def test_every_shipped_query_has_the_same_answer(graph: Graph) -> None:
    theirs = Dataset(store=OxigraphStore(store=graph.rdf.store._inner), default_union=True)
    for query in queries():
        assert told(graph.rdf.query(query.sparql)) == told(theirs.query(query.sparql)), query.name


def test_what_is_no_plain_query_of_the_union_still_works(graph: Graph) -> None:
    ask = "SELECT ?name { ?thing skos:prefLabel ?name }"
    alpha = Literal("Alpha Chips")
    rows = list(graph.rdf.query(ask, initBindings={"name": alpha}))
    assert [str(name) for (name,) in rows] == ["Alpha Chips"]
    assert {str(name) for (name,) in graph.rdf.query(prepareQuery(ask, initNs=PREFIXES))} >= {str(alpha)}
    facts = graph.rdf.graph(URIRef(FACTS_GRAPH.value))
    assert {str(row[Variable("name")]) for row in facts.query(ask)} >= {str(alpha)}  # type: ignore[index]


def test_a_users_prefixes_are_known(graph: Graph) -> None:
    asked = "SELECT ?name { ?thing mine:Label ?name }"
    mine = PREFIXES["skos"] + "pref"
    rdf = graph.rdf
    with pytest.raises(SyntaxError):
        rdf.query(asked)
    assert len(rdf.query(asked, initNs={"mine": mine})) > 0
    rdf.bind("mine", mine)
    assert len(rdf.query(asked)) > 0
