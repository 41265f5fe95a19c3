"""Each shipped query beside those of ``test_queries``, row for row, on news made for it."""

import re
from collections import Counter
from datetime import date
from decimal import Decimal
from itertools import combinations

import pyoxigraph as ox
import pytest
from cookbook_cases import CASES, EUR5, EUR7
from cookbook_news import cookbook_news, cookbook_resolution
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Dataset
from store_news import FINGERPRINT, claim, resolved
from store_strategies import steady

from kg.model import Document, EntityType, Extraction, Money, Name, Status
from kg.relations import RELATIONS
from kg.store.derived import resolution_quads
from kg.store.graph import Graph
from kg.store.quads import extraction_quads
from kg.store.queries import Kind, named_query, queries
from kg.store.results import shortened
from kg.store.terms import KG


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    with Graph.open(tmp_path_factory.mktemp("cookbook") / "store", create=True) as graph:
        for extraction in cookbook_news():
            graph.put(extraction, FINGERPRINT)
        graph.write(cookbook_resolution())
        yield graph


@pytest.fixture(scope="module")
def exported(graph, tmp_path_factory):
    path = tmp_path_factory.mktemp("exported") / "graph.nq"
    graph.export(path)
    dataset = Dataset(default_union=True)
    dataset.parse(path, format="nquads")
    return dataset


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    with Graph.open(tmp_path_factory.mktemp("empty") / "store", create=True) as graph:
        yield graph


def table(graph, name, **parameters):
    """The answer to a shipped query: its columns, and its rows with IRIs of the vocabulary shortened."""
    answer = graph.query(named_query(name, parameters))
    rows = [tuple(shortened(v) if isinstance(v, str) else v for v in row) for row in answer.rows]
    return " ".join(answer.columns), rows


@pytest.mark.parametrize(
    ("name", "parameters", "columns", "rows"), CASES,
    ids=[" ".join([name, *parameters.values()]) for name, parameters, *_ in CASES],
)
def test_the_rows_of_a_shipped_query(name, parameters, columns, rows, graph):
    assert table(graph, name, **parameters) == (columns, rows)


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        *(case[:2] for case in CASES),
        *((each.name, {p.name: "Beta Cloud" for p in each.parameters if p.required}) for each in queries()),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value.values()),
)
def test_rdflib_answers_a_shipped_query_alike_on_an_export(name, parameters, graph, exported):
    ours, theirs = graph.query(name, **parameters), exported.query(named_query(name, parameters))
    rows = [tuple(None if cell is None else str(cell) for cell in row) for row in theirs]
    assert Counter(rows) == Counter(tuple(map(_lexical, row)) for row in ours._terms)


def _lexical(term):
    return None if term is None else term.value


def test_every_shipped_query_has_its_rows_in_a_test():
    elsewhere = {
        "acquisitions", "documents", "field", "fields", "investments", "partners", "positions", "potential",
        "two-hop",
    }  # fmt: skip
    assert {case[0] for case in CASES} | elsewhere == {query.name for query in queries()}


@pytest.mark.parametrize("query", queries(), ids=lambda query: query.name)
def test_a_shipped_query_has_no_rows_in_an_empty_store(query, empty):
    assert empty.query(query.sparql).rows == ()


def test_investments_of_a_year(graph):
    def deals(during):
        _, rows = table(graph, "investments", during=during)
        return [row[3] for row in rows]

    assert deals("2019") == deals("2019-05") == [EUR7, EUR5]
    assert deals("2019-06") == deals("2020") == []


WORDS = {Kind.NAME, Kind.TEXT}

pieces = [
    '"', "'", "\\", "{", "}", "<", ">", "#", "?x", "$org", "\n", "\r", "\t", "\u2028", "\ufeff", "ß", "İ",
    "# with org: ", "# with other: $other", " . ?a ?b ?c ", "UNION", "*/", "\\u0022", "zażółć", "汉字", "😀",
]
nasty = st.text(max_size=30) | st.lists(st.sampled_from(pieces), max_size=12).map("".join)


@steady
@given(data=st.data())
def test_no_value_is_more_than_a_literal(data, graph):
    """Whatever the values are, the answer has the columns of the query and no rows: nobody is called so."""
    query = data.draw(st.sampled_from([q for q in queries() if {p.kind for p in q.parameters} & WORDS]))
    words = [parameter for parameter in query.parameters if parameter.kind in WORDS]
    values = {parameter.name: "nobody " + data.draw(nasty) for parameter in words}
    answer = graph.query(named_query(query.name, values))
    assert answer.columns == graph.query(named_query(query.name, dict.fromkeys(values, "nobody"))).columns
    assert answer.rows == ()


@pytest.mark.parametrize("query", queries(), ids=lambda query: query.name)
def test_values_of_all_parameters_at_once_are_bound(query, graph):
    """No ``$NAME`` and no line of a parameter is left, whatever stands in another one's value."""
    values = {Kind.NAME: '# with person: $person "', Kind.TEXT: "$org", Kind.NUMBER: "0.5", Kind.DATE: "2020"}
    sparql = named_query(query.name, {p.name: values[p.kind] for p in query.parameters})
    assert not re.search(r"^ *# with \w+: ", sparql, re.MULTILINE)
    assert graph.query(sparql).columns == graph.query(query.sparql).columns


# What a query says, beside plain Python over the same facts

DAYS = ["2018", "2018-03", "2018-03-05", "2018-03-09", "2019", "2019-01-02"]
NAMES = [Name(name, EntityType.COMPANY) for name in ("Ant", "Bee", "Cat", "Dog", "Elk")]


@st.composite
def worlds(draw, relations, names=5, documents=10, statuses=tuple(Status)):
    """A few documents, each with a claim of two of so many companies."""
    extractions = []
    for number in range(draw(st.integers(1, documents))):
        subject, object = draw(st.permutations(NAMES[:names]))[:2]
        text = f"{subject.name} and {object.name}: {number}."
        document = Document(str(number), text, (), "en", published=draw(st.none() | st.sampled_from(DAYS)))
        relation = draw(st.sampled_from(relations))
        sum = draw(st.none() | st.integers(1, 3)) if relation == "invests_in" else None
        said = claim(
            document, relation, subject, object, text, draw(st.sampled_from(statuses)),
            date=draw(st.none() | st.sampled_from(DAYS)),
            money=sum and Money(Decimal(sum), draw(st.sampled_from(["EUR", "USD"]))),
        )
        extractions.append(Extraction(document, (said,)))
    return extractions


def answer(extractions, query, **parameters):
    """The facts of ``extractions``, the days on which documents came out, and the rows of a shipped query."""
    store, facts = ox.Store(), resolved(*extractions)
    for extraction in extractions:
        store.extend(extraction_quads(extraction, FINGERPRINT))
    store.extend(resolution_quads(facts, None))
    solutions = store.query(named_query(query, parameters), use_default_graph_as_union=True)
    rows = [tuple(term and term.value.removeprefix(KG.base) for term in row) for row in solutions]
    return facts.facts, {e.document.id: e.document.published for e in extractions}, rows


def end(day):
    """The last day of a month or year with a long last month, or the day."""
    return date(*(int(part) for part in (day + "-12" * (len(day) == 4) + "-31")[:10].split("-")))


def called(entity_id):
    return entity_id.partition("/")[2].capitalize()


@steady
@given(worlds(["invests_in"], names=3, statuses=(Status.ACTUAL, Status.PLANNED)))
def test_the_largest_sums_of_pairs_add_up(world):
    facts, _, rows = answer(world, "investors")
    largest = {}
    for fact in facts:
        if fact.money and fact.status is Status.ACTUAL:
            pair = (fact.money.currency, called(fact.subject), called(fact.object))
            largest[pair] = max(largest.get(pair, 0), fact.money.amount)
    totals = Counter()
    for (currency, investor, _), amount in largest.items():
        totals[currency, investor] += amount
    assert {(row[0], row[1]): Decimal(row[2]) for row in rows} == totals
    assert {(row[0], row[1], row[4]) for row in rows} == set(largest)


@steady
@given(worlds(["partners_with"], statuses=(Status.ACTUAL, Status.PLANNED)))
def test_a_bridge_alone_joins_its_pairs(world):
    facts, _, rows = answer(world, "bridges")
    partners = {
        frozenset(map(called, (fact.subject, fact.object)))
        for fact in facts
        if fact.relation == "partners_with" and fact.status in (Status.ACTUAL, Status.PLANNED)
    }
    pairs = Counter()
    for pair in map(frozenset, combinations([name.name for name in NAMES], 2)):
        between = [n.name for n in NAMES if all({n.name, side} in partners for side in pair)]
        if pair not in partners and len(between) == 1:
            pairs[between[0]] += 1
    assert {row[0]: int(row[1]) for row in rows} == pairs


RANK = {Status.POTENTIAL: 0, Status.PLANNED: 1, Status.ACTUAL: 2, Status.ENDED: 3, Status.DENIED: 3}


@steady
@given(worlds(["partners_with", "invests_in"]), st.sampled_from(DAYS))
def test_what_stands_on_a_day_is_the_last_that_was_so_by_then(world, day):
    facts, published, rows = answer(world, "as-of", date=day)
    standing = {}
    for fact in facts:
        report = published[fact.claims[0].document]
        ahead = fact.status in (Status.PLANNED, Status.POTENTIAL)
        since = (report or fact.date) if ahead else (fact.date or report)
        if since and end(since) <= end(day):
            key = (RELATIONS[fact.relation].property, called(fact.subject), called(fact.object))
            order = end(since), len(since) < len("2018-03-05"), RANK[fact.status], fact.id
            standing.setdefault(key, []).append((order, fact.status))
    last = {key: max(found)[1].value for key, found in standing.items()}
    assert {(row[1], row[0], row[2]): row[4] for row in rows} == last
    assert len(rows) == len(last)
