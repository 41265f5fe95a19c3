"""The scheme of topics: sound SKOS, what texts it finds in, and what stands of it in the graph."""

from dataclasses import replace
from importlib.resources import files
from itertools import combinations

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.namespace import DCTERMS, RDF, SKOS
from store_news import ALPHA, BETA, FINGERPRINT, claim, resolved
from store_strategies import steady, words

import kg.store.derived
from kg.identifiers import THINGS, VOCABULARY
from kg.model import Document, EntityType, Extraction, Name
from kg.store.queries import named_query
from kg.store.topics import fields

FIELD = THINGS + "field/"
KG_PARTNERS = VOCABULARY + "partnersWith"


def named(*texts):
    """The local names of the fields that texts name."""
    return [field.value.removeprefix(FIELD) for field in fields(*texts)]


@pytest.fixture(scope="module")
def scheme():
    data = (files("kg.store") / "data" / "topics.ttl").read_text("utf-8")
    return rdflib.Graph().parse(data=data, format="turtle")


@pytest.fixture(scope="module")
def concepts(scheme):
    return sorted(scheme.subjects(RDF.type, SKOS.Concept))


# The scheme


def test_the_scheme_is_whole(scheme, concepts):
    (top,) = scheme.subjects(RDF.type, SKOS.ConceptScheme)
    assert 80 <= len(concepts) <= 150
    assert {title.language for title in scheme.objects(top, DCTERMS.title)} == {"en", "pl", "zh"}
    for concept in concepts:
        assert str(concept).startswith(FIELD)
        assert list(scheme.objects(concept, SKOS.inScheme)) == [top]
        labels = [label.language for label in scheme.objects(concept, SKOS.prefLabel)]
        assert sorted(labels) == ["en", "pl", "zh"], concept
        at_the_top = (concept, SKOS.topConceptOf, top) in scheme
        assert at_the_top != bool(list(scheme.objects(concept, SKOS.broader))), concept
        assert at_the_top == ((top, SKOS.hasTopConcept, concept) in scheme)


def test_both_ends_of_a_tie_say_it(scheme):
    assert {(b, a) for a, b in scheme.subject_objects(SKOS.broader)} == set(
        scheme.subject_objects(SKOS.narrower)
    )
    related = set(scheme.subject_objects(SKOS.related))
    assert related == {(b, a) for a, b in related}


def test_what_is_related_is_neither_broader_nor_narrower(scheme, concepts):
    above = {c: set(scheme.transitive_objects(c, SKOS.broader)) - {c} for c in concepts}
    for concept in concepts:
        assert all(concept not in above[b] for b in above[concept]), f"{concept} is above itself"
        direct = set(scheme.objects(concept, SKOS.broader))
        assert not any(a in above[b] for a in direct for b in direct), f"{concept}: one step says it twice"
    for a, b in scheme.subject_objects(SKOS.related):
        assert a not in above[b]
        assert b not in above[a]


def test_labels_of_a_concept_are_told_apart(scheme, concepts):
    kinds = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
    for concept in concepts:
        for one, other in combinations(kinds, 2):
            assert not set(scheme.objects(concept, one)) & set(scheme.objects(concept, other)), concept


def test_each_label_leads_to_its_concept_alone(scheme):
    for kind in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel):
        for concept, label in scheme.subject_objects(kind):
            assert ("*" in label) == (kind == SKOS.hiddenLabel), label
            for ending in ("", "ami") if "*" in label else ("",):
                text = label.replace("*", ending)
                assert named(text) == [concept.removeprefix(FIELD)], text


def test_an_item_of_wikidata_is_one_concept(scheme):
    items = [*scheme.subject_objects(SKOS.exactMatch), *scheme.subject_objects(SKOS.closeMatch)]
    assert len({item for _, item in items}) == len({concept for concept, _ in items}) == len(items) > 30
    for _, item in items:
        assert str(item).startswith("http://www.wikidata.org/entity/Q")


# What texts name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("smart driving", ["autonomous-vehicles"]),
        ("autonomous vehicles", ["autonomous-vehicles"]),
        ("Self-Driving cars", ["autonomous-vehicles"]),
        ("a driverless car", ["autonomous-vehicles"]),
        ("rozwój autonomicznych pojazdów", ["autonomous-vehicles"]),
        ("w pojazdach autonomicznych", ["autonomous-vehicles"]),
        ("智能驾驶", ["autonomous-vehicles"]),
        ("自动驾驶技术的研发", ["autonomous-vehicles"]),
        ("driverless taxis", ["robotaxis"]),
        ("AI", ["artificial-intelligence"]),
        ("badań nad sztuczną inteligencją", ["artificial-intelligence"]),
        ("generative AI models", ["generative-ai"]),
        ("dużych modeli językowych", ["large-language-models"]),
        ("LLMs", ["large-language-models"]),
        ("HBM3E memory chips", ["high-bandwidth-memory"]),
        ("AI data centres", ["artificial-intelligence", "data-centres"]),
        ("m.in. w budowę centrów danych", ["data-centres"]),
        ("cloud and AI", ["artificial-intelligence", "cloud-computing"]),
        ("usługi chmurowe", ["cloud-computing"]),
        ("chips for cars", ["automotive-chips"]),
        ("GPUs", ["ai-accelerators"]),
        ("人工智能芯片", ["ai-accelerators"]),
        ("badania nad bezpieczeństwem sztucznej inteligencji", ["ai-safety"]),
        ("5G radios", ["wireless-5g"]),
        ("sensors", ["sensors"]),
        ("lidar sensors", ["lidar"]),
        ("batteries", ["batteries"]),
        # the narrower field says it all
        ("robots, above all humanoid robots", ["humanoid-robots"]),
        # none of ours
        ("", []),
        ("chief executive", []),
        ("współpracy", []),
        ("mai tai", []),
        ("ai", []),
        ("roboty budowlane", []),
        ("electronic music", []),
        ("new content", []),
        ("autonomous region", []),
        ("vehicles of investment", []),
        ("space", []),
        ("用于", []),
    ],
)
def test_what_a_topic_names(text, expected):
    assert named(text) == expected


def test_several_texts_are_one_answer():
    assert named("robots", "humanoid robots and lasers") == ["humanoid-robots"]


phrases = st.lists(
    st.sampled_from(
        ["AI", "robots", "humanoid", "smart", "driving", "cloud", "data", "centre", "chips", "机", "器"]
    )
    | words,
    max_size=6,
).map(" ".join)


@steady
@given(one=phrases, other=phrases)
def test_of_two_texts_only_what_is_broader_is_left_out(scheme, one, other):
    apart, together = {*named(one), *named(other)}, named(one, other)
    assert set(together) <= apart
    implied = {
        above.removeprefix(FIELD)
        for name in together
        for above in scheme.transitive_objects(rdflib.URIRef(FIELD + name), SKOS.broader)
    }
    assert apart <= implied


# In the graph


def news_about(text, *topics, object=BETA):
    document = Document("d", text, (), "en")
    relation = "partners_with" if object == BETA else "invests_in"
    return Extraction(
        document, tuple(claim(document, relation, ALPHA, object, text, topic=topic) for topic in topics)
    )


def answer(graph, sparql):
    return [row for (row,) in graph.query(sparql).rows]


@pytest.fixture
def driving(open_graph):
    graph = open_graph()
    extraction = news_about(ALLIES, "smart driving", "self-driving cars", "lunch", None)
    graph.put(extraction, FINGERPRINT)
    graph.write(resolved(extraction))
    return graph, extraction


def test_wordings_meet_in_one_field(driving):
    graph, _ = driving
    asked = 'SELECT ?t { ?f kg:field/skos:prefLabel "autonomous vehicles"@en ; kg:topic ?t } ORDER BY ?t'
    assert answer(graph, asked) == ["self-driving cars", "smart driving"]
    assert answer(graph, 'SELECT DISTINCT ?x { ?f kg:field/kg:key "智能驾驶" ; a ?x }') == [
        "https://kg.example/ns#Partnership"
    ]


def test_a_broader_field_holds_the_narrower(driving):
    graph, _ = driving
    for label in ("artificial intelligence", "transport and mobility"):
        asked = f'SELECT ?f {{ ?f kg:field/skos:broader* ?field . ?field skos:prefLabel "{label}"@en }}'
        assert len(answer(graph, asked)) == 2


ALLIES = "Alpha Chips teams up with Beta Cloud."


@pytest.mark.parametrize(
    "field", ["AI", "Self-driving  cars", "autonomiczne pojazdy", "智能驾驶", "Mobility services"]
)
def test_the_query_of_a_field_takes_any_name_of_it_or_of_a_broader_one(driving, field):
    graph, _ = driving
    rows = graph.query(named_query("field", {"field": field, "org": "beta cloud"})).rows
    alike = ("autonomous vehicles", "Alpha Chips", KG_PARTNERS, "Beta Cloud", "actual")
    assert sorted(rows) == [
        (*alike, "self-driving cars", None, 0.9, ALLIES, "d"),
        (*alike, "smart driving", None, 0.9, ALLIES, "d"),
    ]
    assert graph.query(named_query("field", {"field": field, "org": "gamma"})).rows == ()
    assert graph.query(named_query("field", {"field": field, "min_confidence": "0.95"})).rows == ()


def test_fields_are_counted_with_the_narrower(driving):
    graph, _ = driving
    assert graph.query(named_query("fields")).rows == (
        ("artificial intelligence", 2), ("automotive technology", 2), ("autonomous vehicles", 2),
        ("transport and mobility", 2),
    )  # fmt: skip


def test_only_fields_in_use_stand_in_the_graph_and_no_hidden_label(driving):
    graph, _ = driving
    concepts = answer(graph, "SELECT ?c { ?c skos:inScheme ?s } ORDER BY ?c")
    assert [concept.removeprefix(FIELD) for concept in concepts] == [
        "artificial-intelligence",
        "automotive",
        "autonomous-vehicles",
        "transport",
    ]
    assert answer(graph, "SELECT ?o { ?s skos:narrower|skos:related|skos:hasTopConcept ?o "
                         "FILTER NOT EXISTS { ?o skos:inScheme ?scheme } }") == []  # fmt: skip
    assert answer(graph, "SELECT ?o { ?s skos:hiddenLabel ?o }") == []


def test_fields_are_no_entities(driving):
    graph, extraction = driving
    assert graph.resolution() == resolved(extraction)


def test_an_object_that_is_a_topic_has_a_field(open_graph):
    graph = open_graph()
    topic = Name("research on driverless cars", EntityType.TOPIC)
    extraction = news_about("Alpha Chips pays for research on driverless cars.", None, object=topic)
    graph.put(extraction, FINGERPRINT)
    graph.write(resolved(extraction))
    assert answer(graph, "SELECT ?field { ?f kg:field ?field }") == [FIELD + "autonomous-vehicles"]
    assert graph.resolution() == resolved(extraction)


def test_fields_go_with_the_facts_that_name_them(driving):
    graph, extraction = driving
    less = replace(extraction, claims=extraction.claims[2:])
    graph.put(less, FINGERPRINT)
    graph.write(resolved(less))
    assert answer(graph, "SELECT ?o { ?s kg:field|skos:inScheme ?o }") == []


def test_another_scheme_makes_facts_stale(driving, monkeypatch):
    graph, extraction = driving
    assert not graph.is_stale
    monkeypatch.setattr(kg.store.derived, "scheme_digest", lambda: "another")
    assert graph.is_stale
    graph.write(resolved(extraction))
    assert not graph.is_stale


def test_a_store_without_documents_is_not_stale_by_the_scheme(open_graph):
    assert not open_graph().is_stale
