"""What a user adds stays in the store: relations and names, there and back."""

from dataclasses import replace
from importlib.resources import files

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from store_news import FINGERPRINT, ORLO, OWN, SUES
from store_strategies import names, steady

from kg.errors import StoreError
from kg.model import Entity, EntityType, Fact, Name, Resolution, Status
from kg.relations import RELATIONS, Additions
from kg.store.additions import additions_quads, read_additions
from kg.store.export import turtle_of


@pytest.fixture
def lawsuit(news):
    """The first document of the news, with one claim of the user's relation."""
    claim = replace(
        news[0].claims[0], relation="sues", rule="en.sue.verb", status=Status.POTENTIAL, money=None
    )
    return replace(news[0], claims=(claim,))


def resolution(extraction):
    (claim,) = extraction.claims
    ends = [Entity(f"company/{i}", EntityType.COMPANY, name) for i, name in enumerate(("One", "Two"))]
    fact = Fact("0", "sues", ends[0].id, ends[1].id, claim.status, 0.9, (claim,))
    return Resolution(tuple(ends), (fact,))


def test_additions_come_back(open_graph):
    graph = open_graph()
    assert graph.learn(OWN)
    assert not graph.learn(OWN)
    graph.close()
    again = open_graph().additions
    assert again == OWN
    assert again.table == {**RELATIONS, "sues": SUES}


def test_nothing_is_remembered_of_nothing(open_graph):
    graph = open_graph()
    assert not graph.learn(Additions())
    assert graph.additions == Additions()
    assert not graph.is_stale


@steady
@given(
    st.lists(
        names.filter(lambda name: name.type is not EntityType.TOPIC), max_size=4, unique_by=lambda n: n.name
    )
)
def test_any_names_come_back(listed):
    back = read_additions(additions_quads(Additions({}, tuple(listed))))
    assert {(n.type, *sorted(set(n.aliases))) for n in back.names} == {
        (n.type, *sorted(set(n.aliases))) for n in listed
    }


def test_names_replace_those_before_and_relations_join_them(open_graph):
    graph = open_graph()
    graph.learn(OWN)
    other = replace(SUES, name="licenses", fact_class="Licence", property="licenses", potential="mayLicense",
                    former="formerlyLicensed")  # fmt: skip
    graph.learn(Additions({"licenses": other}))
    assert graph.additions == Additions({"sues": SUES, "licenses": other}, (ORLO,))
    graph.learn(Additions({"sues": replace(SUES, label="")}, (replace(ORLO, aliases=()),)))
    assert graph.additions.relations["sues"].reads() == "sues"
    assert graph.additions.names == (Name("Orlo", EntityType.COMPANY),)


def test_new_names_make_facts_stale(graph):
    assert not graph.is_stale
    graph.learn(OWN)
    assert graph.is_stale


def test_claims_and_facts_of_an_added_relation_come_back(open_graph, lawsuit):
    graph = open_graph()
    with pytest.raises(StoreError, match="unknown relation 'sues'; known: partners_with, "):
        graph.put(lawsuit, FINGERPRINT)
    graph.learn(OWN)
    graph.put(lawsuit, FINGERPRINT)
    graph.write(resolution(lawsuit))
    graph.close()
    graph = open_graph()
    assert [claim.relation for claim in graph.claims()] == ["sues"]
    assert [fact.relation for fact in graph.resolution().facts] == ["sues"]
    asked = graph.query(
        "SELECT ?label { ?x kg:maySue ?y . ?f a kg:Lawsuit ; kg:subject ?x . kg:sues rdfs:label ?label }"
    )
    assert asked.rows == (("takes to court",),)


def test_what_is_exported_conforms_and_explains_itself(open_graph, lawsuit, tmp_path):
    pyshacl = pytest.importorskip("pyshacl", reason="pyshacl is not installed")
    graph = open_graph()
    graph.learn(OWN)
    graph.put(lawsuit, FINGERPRINT)
    graph.write(resolution(lawsuit))
    graph.export(tmp_path / "graph.ttl")
    parsed = rdflib.Graph().parse(tmp_path / "graph.ttl")
    shapes = rdflib.Graph().parse(
        data=(files("kg.store") / "data" / "shapes.ttl").read_text("utf-8"), format="turtle"
    )
    conforms, _, report = pyshacl.validate(parsed, shacl_graph=shapes)
    assert conforms, report
    unsure = rdflib.URIRef("https://kg.example/ns#confidence")
    parsed.remove((None, unsure, None))
    assert not pyshacl.validate(parsed, shacl_graph=shapes)[0]
    assert "kg:sues dcterms:identifier" in turtle_of([lawsuit], FINGERPRINT, resolution(lawsuit), OWN)


@pytest.mark.parametrize("taken", ["status", "subject", "investsIn"])
def test_no_relation_takes_a_term_of_the_vocabulary(open_graph, taken):
    graph = open_graph()
    with pytest.raises(StoreError, match=f"relation 'sues': kg:{taken} is a term of the vocabulary already"):
        graph.learn(Additions({"sues": replace(SUES, property=taken)}))
    assert graph.additions == Additions()
