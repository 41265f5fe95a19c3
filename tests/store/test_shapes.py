"""The shapes: whatever the program writes conforms, and each shape reports what is broken, where it is."""

from importlib.resources import files
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import RDF, SH
from store_news import hand_made, written

from kg.identifiers import VOCABULARY
from kg.model import Status
from kg.store.export import turtle
from kg.store.graph import Graph
from kg.store.terms import PREFIXES

pyshacl = pytest.importorskip("pyshacl", reason="pyshacl is not installed")

KG = rdflib.Namespace(VOCABULARY)
DECLARED = "\n".join(f"PREFIX {prefix}: <{base}>" for prefix, base in PREFIXES.items())


@pytest.fixture(scope="module")
def shapes():
    return rdflib.Graph().parse(
        data=(files("kg.store") / "data" / "shapes.ttl").read_text("utf-8"), format="turtle"
    )


@pytest.fixture(scope="module")
def whole():
    """A small graph with something for every shape."""
    quads = written([("sues", Status.POTENTIAL), ("partners_with", Status.ACTUAL)])
    return turtle(quads).decode()


def violations(data, shapes):
    """What does not conform: the name of the shape, and the path as it is written in Turtle."""
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes)
    found = set()
    for result in report.subjects(RDF.type, SH.ValidationResult):
        source = report.value(result, SH.sourceShape)
        shape = shapes.value(None, SH.property, source) or source
        found.add((shape.removeprefix(VOCABULARY), name_of(shapes.value(source, SH.path))))
    return found


def name_of(path):
    if path is None:
        return ""
    return short(path) if isinstance(path, rdflib.URIRef) else "a choice"


def short(term):
    return next(f"{prefix}:{term[len(base) :]}" for prefix, base in PREFIXES.items() if term.startswith(base))


def broken(whole, update):
    graph = rdflib.Graph().parse(data=whole, format="turtle")
    before = set(graph)
    graph.update(f"{DECLARED}\n{update}")
    assert set(graph) != before, "the update changes nothing"
    return graph


# What the program writes


def test_every_kind_of_statement_conforms(shapes):
    quads = written([(relation, status) for relation in ("sues", "funds") for status in Status], *hand_made())
    assert violations(rdflib.Graph().parse(data=turtle(quads), format="turtle"), shapes) == set()


def test_a_build_of_the_samples_conforms(demo, shapes, tmp_path: Path):
    with Graph.read(demo.store) as graph:
        graph.export(tmp_path / "samples.ttl")
    built = rdflib.Graph().parse(tmp_path / "samples.ttl")
    assert (None, KG.field, None) in built
    assert violations(built, shapes) == set()


# What is broken


def required():
    """Each shape and path that must have a value, and each that must not have two."""
    data = (files("kg.store") / "data" / "shapes.ttl").read_text("utf-8")
    shapes = rdflib.Graph().parse(data=data, format="turtle")
    for shape, rule in sorted(shapes.subject_objects(SH.property)):
        path = shapes.value(rule, SH.path)
        if shape.startswith(VOCABULARY) and isinstance(path, rdflib.URIRef) and path != RDF.type:
            for bound in (SH.minCount, SH.maxCount):
                if shapes.value(rule, bound) is not None:
                    yield shape.removeprefix(VOCABULARY), short(path), bound == SH.minCount


CASES = sorted(set(required()))


@pytest.mark.parametrize(("shape", "path"), [case[:2] for case in CASES if case[2]])
def test_what_must_be_there_is_missed(shape, path, whole, shapes):
    found = violations(broken(whole, f"DELETE {{ ?x {path} ?y }} WHERE {{ ?x {path} ?y }}"), shapes)
    assert (shape, path) in found


@pytest.mark.parametrize(("shape", "path"), [case[:2] for case in CASES if not case[2]])
def test_a_second_value_is_one_too_many(shape, path, whole, shapes):
    update = f"INSERT {{ ?x {path} 'a', 'b', 'c' }} WHERE {{ ?x ?p ?o }}"
    assert (shape, path) in violations(broken(whole, update), shapes)


def instead(path, value, where=""):
    """An update that gives ``value`` to whatever has something under ``path``."""
    return f"DELETE {{ ?x {path} ?y }} INSERT {{ ?x {path} {value} }} WHERE {{ ?x {path} ?y {where} }}"


WRONG = [
    ("ClaimShape", "kg:relation", instead("kg:relation", "kg:status")),
    ("ClaimShape", "kg:rule", instead("kg:rule", "''")),
    ("ClaimShape", "kg:subjectMention", instead("kg:subjectMention", "?x")),
    ("ClaimShape", "kg:objectMention", instead("kg:objectMention", "'Beta Cloud'")),
    ("ClaimShape", "kg:evidence", instead("kg:evidence", "?x")),
    ("ClaimShape", "dcterms:source", instead("dcterms:source", "<https://news.example/each>")),
    ("CircumstancesShape", "kg:confidence", instead("kg:confidence", "1.2e0")),
    ("CircumstancesShape", "kg:confidence", instead("kg:confidence", "-0.1e0")),
    ("CircumstancesShape", "kg:confidence", instead("kg:confidence", "0.9")),
    ("CircumstancesShape", "kg:status", instead("kg:status", "'done'")),
    ("CircumstancesShape", "kg:date", instead("kg:date", "'2018'")),
    ("CircumstancesShape", "kg:date", instead("kg:date", "'2018-02-30'^^xsd:date")),
    ("CircumstancesShape", "kg:period", instead("kg:period", "'a month'")),
    ("CircumstancesShape", "kg:topic", instead("kg:topic", "'smart driving'@en")),
    ("CircumstancesShape", "kg:amount", instead("kg:amount", "'$1 billion'")),
    ("AmountShape", "schema:value", instead("schema:value", "'1000000000'")),
    ("AmountShape", "schema:value", instead("schema:value", "1e9")),
    ("AmountShape", "schema:maxValue", instead("schema:maxValue", "'more'")),
    ("AmountShape", "schema:currency", instead("schema:currency", "'dollars'")),
    ("DocumentShape", "schema:url", instead("schema:url", "'https://news.example/each'")),
    ("DocumentShape", "schema:datePublished", instead("schema:datePublished", "<https://news.example/2018>")),
    ("DocumentShape", "schema:headline", instead("schema:headline", "'Spoken'@en")),
    ("DocumentShape", "kg:contentHash", instead("kg:contentHash", "'0123'")),
    ("DocumentShape", "kg:copyOf", instead("kg:copyOf", "'each'")),
    ("GraphShape", "kg:digest", instead("kg:digest", "'unknown'")),
    ("GraphShape", "kg:claimsDigest", instead("kg:claimsDigest", "'unknown'")),
    ("MentionShape", "kg:start", instead("kg:start", "-1")),
    ("MentionShape", "kg:start", instead("kg:start", "?end", "; kg:end ?e . BIND(?e + 1 AS ?end)")),
    ("MentionShape", "kg:end", instead("kg:end", "'11'")),
    ("MentionShape", "kg:of", instead("kg:of", "?x")),
    ("NameShape", "kg:entityType", instead("kg:entityType", "schema:Thing")),
    ("NameShape", "kg:alias", instead("kg:alias", "'Alpha'@en")),
    ("EvidenceShape", "oa:hasBody", instead("oa:hasBody", "?x")),
    ("EvidenceShape", "oa:hasTarget", instead("oa:hasTarget", "?x")),
    ("TargetShape", "oa:hasSource", instead("oa:hasSource", "?x")),
    ("TargetShape", "oa:hasSelector", "DELETE { ?s a ?t } WHERE { ?s a ?t ; oa:exact ?quote }"),
    ("TargetShape", "oa:hasSelector", "DELETE { ?s a ?t } WHERE { ?s a ?t ; oa:start ?at }"),
    ("QuoteShape", "oa:exact", instead("oa:exact", "'Alpha'@en")),
    ("QuoteShape", "oa:suffix", instead("oa:suffix", "1")),
    ("PositionShape", "oa:start", instead("oa:start", "100000")),
    ("PositionShape", "oa:end", instead("oa:end", "74.0")),
    ("FactShape", "rdf:type", "INSERT { ?x a kg:Funding } WHERE { ?x a kg:Partnership }"),
    ("FactShape", "kg:subject", instead("kg:subject", "'Alpha Chips'")),
    ("FactShape", "kg:bestClaim", instead("kg:bestClaim", "?x")),
    ("FactShape", "prov:wasDerivedFrom", instead("prov:wasDerivedFrom", "?x")),
    ("FactShape", "kg:conflictsWith", "INSERT { ?x kg:conflictsWith ?c } WHERE { ?x kg:bestClaim ?c }"),
    ("FactShape", "kg:field", instead("kg:field", "'autonomous vehicles'")),
    ("FactShape", "kg:sources", instead("kg:sources", "0")),
    ("FactShape", "kg:decidedBy", instead("kg:decidedBy", "1", "; a kg:Partnership")),
    ("EntityShape", "kg:decidedBy", instead("kg:decidedBy", "?x", "; a schema:Corporation")),
    ("GraphShape", "kg:decision", instead("kg:decision", "'merge'@en")),
    ("EntityShape", "skos:prefLabel", "INSERT { ?x skos:prefLabel 'B' } WHERE { ?x a schema:Corporation }"),
    ("EntityShape", "skos:prefLabel", instead("skos:prefLabel", "'Alpha'@en", "; a schema:Corporation")),
    ("EntityShape", "rdf:type", "INSERT { ?x a schema:Person } WHERE { ?x a schema:Corporation }"),
    ("EntityShape", "rdf:type", instead("a", "schema:Thing", "FILTER(?y = schema:Corporation)")),
    ("EntityShape", "kg:key", instead("kg:key", "1")),
    ("FieldShape", "skos:prefLabel", "INSERT { ?x skos:prefLabel 'x'@en } WHERE { ?x skos:inScheme ?s }"),
    ("FieldShape", "skos:prefLabel", "DELETE { ?x skos:prefLabel ?y } WHERE "
     "{ ?x skos:inScheme ?s ; skos:prefLabel ?y FILTER(LANG(?y) = 'pl') }"),
    ("FieldShape", "skos:altLabel", "INSERT { ?x skos:altLabel ?y } WHERE "
     "{ ?x skos:inScheme ?s ; skos:prefLabel ?y }"),
    ("FieldShape", "skos:broader", instead("skos:broader", "'transport'")),
    ("FieldShape", "a choice", "DELETE { ?x skos:broader ?y } WHERE { ?x skos:broader ?y }"),
    ("FieldShape", "skos:related", "INSERT { ?x skos:related ?y } WHERE { ?x skos:broader ?y }"),
    ("FieldShape", "", "DELETE { ?x a ?y } WHERE { ?x a ?y ; skos:inScheme ?s }"),
    ("SchemeShape", "dcterms:title", instead("dcterms:title", "'Topics'")),
    ("RelationShape", "kg:beginsOnADay", instead("kg:beginsOnADay", "'yes'")),
    ("RelationShape", "kg:factClass", instead("kg:factClass", "?x")),
]  # fmt: skip


@pytest.mark.parametrize(("shape", "path", "update"), WRONG)
def test_what_is_wrong_is_reported_by_its_shape(shape, path, update, whole, shapes):
    assert (shape, path) in violations(broken(whole, update), shapes)


def test_every_shape_is_tried(shapes):
    named = {str(shape).removeprefix(VOCABULARY) for shape in shapes.subjects(RDF.type, SH.NodeShape)}
    assert {shape for shape, _, _ in WRONG} == named
