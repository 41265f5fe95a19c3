"""The data files agree with the table of relations and with what the store writes."""

import io
import json
from importlib.resources import files

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS
from store_news import OWN, hand_made, written

from kg.identifiers import THINGS, VOCABULARY
from kg.model import ORGANIZATIONS, Status
from kg.relations import RELATIONS
from kg.store.export import nquads, turtle
from kg.store.quads import CLASSES
from kg.store.terms import PREFIXES

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

DATA = files("kg.store") / "data"
KG = rdflib.Namespace(VOCABULARY)
CONTEXT = json.loads((DATA / "context.jsonld").read_text("utf-8"))["@context"]


@pytest.fixture(scope="module")
def vocabulary() -> rdflib.Graph:
    return rdflib.Graph().parse(data=(DATA / "vocabulary.ttl").read_text("utf-8"), format="turtle")


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(data=(DATA / "shapes.ttl").read_text("utf-8"), format="turtle")


@pytest.fixture(scope="module")
def quads() -> set[ox.Quad]:
    """Every kind of statement that a store can hold: each relation in each status, and all besides."""
    return written([(relation, status) for relation in OWN.table for status in Status], *hand_made())


@pytest.fixture(scope="module")
def union(quads) -> rdflib.Graph:
    return rdflib.Graph().parse(data=turtle(quads), format="turtle")


def test_every_relation_has_its_class_and_properties(vocabulary):
    facts = {str(name) for name in vocabulary.subjects(RDFS.subClassOf, KG.Fact)}
    assert facts == {VOCABULARY + relation.fact_class for relation in RELATIONS.values()}
    for relation in RELATIONS.values():
        for name in (relation.property, relation.potential, relation.former):
            assert (KG[name], RDF.type, OWL.ObjectProperty) in vocabulary
            assert ((KG[name], RDF.type, OWL.SymmetricProperty) in vocabulary) == relation.symmetric
            assert (KG[name], RDFS.seeAlso, KG[relation.fact_class]) in vocabulary
            for side, types in (("domain", relation.subjects), ("range", relation.objects)):
                assert set(vocabulary.objects(KG[name], rdflib.SDO[f"{side}Includes"])) == classes(types)


def classes(types):
    """The classes of types of entities; one for all organisations, as schema.org has it."""
    found = {rdflib.URIRef(CLASSES[type].value) for type in types - ORGANIZATIONS}
    return found | ({rdflib.SDO.Organization} if types >= ORGANIZATIONS else set())


def test_every_term_is_described_in_two_languages(vocabulary):
    for term in {term for term in vocabulary.subjects(RDF.type) if term.startswith(VOCABULARY)}:
        for said in (RDFS.label, RDFS.comment):
            assert sorted(text.language for text in vocabulary.objects(term, said)) == ["en", "pl"], term
        assert list(vocabulary.objects(term, RDFS.isDefinedBy)) == [rdflib.URIRef(VOCABULARY.rstrip("#"))]


def test_no_two_terms_have_one_label(vocabulary):
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty):
        terms = list(vocabulary.subjects(RDF.type, kind))
        labels = [label for term in terms for label in vocabulary.objects(term, RDFS.label)]
        assert len(set(labels)) == len(labels)


def test_the_vocabulary_stands_in_one_namespace(vocabulary):
    assert {str(term).partition("#")[0] + "#" for term in vocabulary.subjects(RDF.type)} == {VOCABULARY}


def own_terms(graph):
    """Terms of the vocabulary in a graph, without those that a user added."""
    added = {VOCABULARY + name for r in OWN.relations.values()
             for name in (r.fact_class, r.property, r.potential, r.former)}  # fmt: skip
    return {str(term) for triple in graph for term in triple if str(term).startswith(VOCABULARY)} - added


def test_what_is_written_is_described_and_what_is_described_is_written(vocabulary, union):
    described = {str(term) for term in vocabulary.subjects(RDF.type) if term.startswith(VOCABULARY)}
    assert own_terms(union) == described


def test_what_is_written_keeps_domains_and_ranges(vocabulary, union):
    known = vocabulary + union
    types = {
        node: {kind for given in known.objects(node, RDF.type)
               for kind in known.transitive_objects(given, RDFS.subClassOf)}
        for node in union.all_nodes()
    }  # fmt: skip
    for side, place in ((RDFS.domain, 0), (RDFS.range, 2)):
        for term, wanted in vocabulary.subject_objects(side):
            for triple in union.triples((None, term, None)):
                node = triple[place]
                if isinstance(node, rdflib.Literal):
                    assert (node.datatype or rdflib.XSD.string) == wanted, term
                elif wanted not in (RDF.Property, OWL.Class):  # the vocabulary says what these are
                    assert wanted in types[node], (term, node)


CLOSED = (
    rdflib.DCTERMS, rdflib.ORG, OWL, rdflib.PROV, RDF, RDFS, rdflib.SDO, rdflib.SH, rdflib.SKOS, rdflib.XSD,
)  # fmt: skip
"""Vocabularies of others whose terms rdflib knows."""


@pytest.mark.parametrize("name", ["vocabulary.ttl", "shapes.ttl", "topics.ttl", "a store"])
def test_terms_of_others_exist(name, union):
    graph = union if name == "a store" else rdflib.Graph().parse(DATA / name, format="turtle")
    terms = {term for triple in graph for term in triple if isinstance(term, rdflib.URIRef)}
    terms |= {literal.datatype for literal in graph.objects() if isinstance(literal, rdflib.Literal)} - {None}
    for namespace in CLOSED:
        for term in terms:
            base = str(namespace)
            if term.startswith(base) and term != rdflib.URIRef(base):
                assert term in namespace, term


def test_the_context_knows_every_term(vocabulary):
    for prefix, base in PREFIXES.items():
        assert base == THINGS or CONTEXT[prefix] == base
    named = {
        (entry if isinstance(entry, str) else entry["@id"]).removeprefix("kg:")
        for key, entry in CONTEXT.items()
        if key not in PREFIXES and "kg:" in str(entry)
    }
    terms = {str(term) for term in vocabulary.subjects(RDF.type)} - {VOCABULARY.rstrip("#")}
    assert named == {term.removeprefix(VOCABULARY) for term in terms}


def test_shapes_speak_of_every_relation(vocabulary, shapes):
    names = {str(term) for triple in shapes for term in triple if str(term).startswith(VOCABULARY)}
    for relation in RELATIONS.values():
        assert {VOCABULARY + relation.fact_class, VOCABULARY + relation.property} <= names
    described = {str(term) for term in vocabulary.subjects(RDF.type)}
    assert {name for name in names if not name.endswith("Shape")} <= described


def test_the_context_makes_plain_json_and_the_same_graph_again(quads):
    dataset = rdflib.Dataset().parse(data=nquads(quads), format="nquads")
    text = dataset.serialize(format="json-ld", context=CONTEXT)
    document = json.loads(text)
    assert set(keys(document["@graph"])) - {"@graph", "en", "pl", "zh"} <= {*CONTEXT} | {
        f"kg:{name}" for r in OWN.relations.values() for name in (r.property, r.potential, r.former)
    }
    again = ox.parse(io.BytesIO(text.encode()), format=ox.RdfFormat.JSON_LD)
    assert nquads(again) == nquads(quads)
    back = rdflib.Dataset().parse(data=text, format="json-ld")
    assert nquads(ox.parse(back.serialize(format="nquads"), format=ox.RdfFormat.N_QUADS)) == nquads(quads)


def keys(value):
    """All keys in a JSON value."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield key
            yield from keys(part)
    elif isinstance(value, list):
        for part in value:
            yield from keys(part)


def test_json_by_the_context_reads_well(quads):
    dataset = rdflib.Dataset().parse(data=nquads(quads), format="nquads")
    document = json.loads(dataset.serialize(format="json-ld", context=CONTEXT))
    nodes = {node["id"]: node for graph in document["@graph"] for node in graph.get("@graph", [graph])}
    article = nodes[THINGS + "document/one"]
    assert (article["type"], article["headline"], article["datePublished"]) == (
        "NewsArticle", "Alpha finds a friend", "2018-05-10",
    )  # fmt: skip
    (investment,) = (node for node in nodes.values() if node.get("month") == "2018-05" and "subject" in node)
    assert investment["type"] == "Investment"
    assert nodes[investment["subject"]]["prefLabel"] == "Alpha Chips"
    assert nodes[investment["amount"]]["value"] == "1200000000"
    (field,) = {node["field"] for node in nodes.values() if "field" in node}
    assert nodes[field]["prefLabels"]["pl"] == "pojazdy autonomiczne"
