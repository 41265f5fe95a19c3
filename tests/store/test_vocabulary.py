"""The data files agree with the table of relations and with what the store writes."""

import json
from importlib.resources import files

import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS
from store_news import FINGERPRINT, resolved

from kg.identifiers import THINGS, VOCABULARY
from kg.relations import RELATIONS
from kg.store.quads import extraction_quads, resolution_quads
from kg.store.terms import PREFIXES

DATA = files("kg.store") / "data"
KG = rdflib.Namespace(VOCABULARY)
CONTEXT = json.loads((DATA / "context.jsonld").read_text("utf-8"))["@context"]


@pytest.fixture(scope="module")
def vocabulary() -> rdflib.Graph:
    return rdflib.Graph().parse(data=(DATA / "vocabulary.ttl").read_text("utf-8"), format="turtle")


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(data=(DATA / "shapes.ttl").read_text("utf-8"), format="turtle")


def test_every_relation_has_its_class_and_properties(vocabulary):
    facts = {str(name) for name in vocabulary.subjects(RDFS.subClassOf, KG.Fact)}
    assert facts == {VOCABULARY + relation.fact_class for relation in RELATIONS.values()}
    for relation in RELATIONS.values():
        for name in (relation.property, relation.potential, relation.former):
            assert (KG[name], RDF.type, OWL.ObjectProperty) in vocabulary
            assert ((KG[name], RDF.type, OWL.SymmetricProperty) in vocabulary) == relation.symmetric


def test_every_term_is_described_in_two_languages(vocabulary):
    for term in {term for term in vocabulary.subjects(RDF.type) if term.startswith(VOCABULARY)}:
        assert {label.language for label in vocabulary.objects(term, RDFS.label)} == {"en", "pl"}, term


def test_the_vocabulary_stands_in_one_namespace(vocabulary):
    assert {str(term).partition("#")[0] + "#" for term in vocabulary.subjects(RDF.type)} == {VOCABULARY}


def test_whatever_is_written_is_in_the_vocabulary(vocabulary, news):
    quads = set(resolution_quads(resolved(*news), "d"))
    for extraction in news:
        quads |= extraction_quads(extraction, FINGERPRINT)
    terms = {
        term.value
        for quad in quads
        for term in (quad.predicate, quad.object)
        if getattr(term, "value", "").startswith(VOCABULARY)
    }
    described = {str(term) for term in vocabulary.subjects(RDF.type)}
    assert terms <= described


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


def test_what_is_written_conforms(graph, shapes, tmp_path):
    pyshacl = pytest.importorskip("pyshacl", reason="pyshacl is not installed")
    graph.export(tmp_path / "graph.ttl")
    conforms, _, report = pyshacl.validate(rdflib.Graph().parse(tmp_path / "graph.ttl"), shacl_graph=shapes)
    assert conforms, report


def test_what_lacks_its_evidence_does_not_conform(graph, shapes, tmp_path):
    pyshacl = pytest.importorskip("pyshacl", reason="pyshacl is not installed")
    graph.export(tmp_path / "graph.ttl")
    parsed = rdflib.Graph().parse(tmp_path / "graph.ttl")
    parsed.remove((None, KG.evidence, None))
    assert not pyshacl.validate(parsed, shacl_graph=shapes)[0]
