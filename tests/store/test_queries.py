"""Queries over a store: the shipped ones, what is refused, and how answers look."""

import json
import re
import sys
from decimal import Decimal

import pyoxigraph as ox
import pytest

from kg.errors import KgError, QueryError
from kg.store.guard import names_default_graph, refuse_unsafe
from kg.store.queries import Kind, named_query, queries
from kg.store.terms import PREFIXES


def rows(graph, name, **parameters):
    """The answer to a shipped query, a dictionary a row."""
    answer = graph.query(named_query(name, parameters))
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def test_partners_are_one_row_a_fact_with_the_best_evidence(graph):
    assert rows(graph, "partners", org="ALPHA") == [
        {
            "partner": "Beta Cloud", "status": "actual", "date": None, "topic": "data", "confidence": 0.95,
            "evidence": "The chipmaker Alpha Chips and Beta Cloud ally.", "source": "two",
            "published": "2018-06",
        }
    ]
    partners = [(row["partner"], row["status"]) for row in rows(graph, "partners", org=" beta  cloud ")]
    assert partners == [
        ("Alpha Chips", "actual"), ("Delta University", "actual"), ("Gamma Motors", "actual"),
        ("Gamma Motors", "potential"),
    ]
    assert rows(graph, "partners", org="nobody") == []


def test_investments_hold_the_amount_and_its_source(graph):
    (row,) = rows(graph, "investments")
    assert (row["investor"], row["recipient"], row["currency"]) == ("Alpha Chips", "Beta Cloud", "USD")
    assert (row["amount"], row["maximum"], row["date"]) == (Decimal(1_200_000_000), None, "2018-05")
    assert row["source"] == "https://news.example/one"
    assert rows(graph, "investments", org="beta cloud") == [row]
    assert rows(graph, "investments", org="gamma motors") == []


def test_acquisitions_hold_a_range(graph):
    (row,) = rows(graph, "acquisitions", org="alpha")
    assert (row["buyer"], row["bought"], row["amount"], row["maximum"]) == (
        "Gamma Motors", "Alpha Chips", Decimal(3_000_000), Decimal(4_000_000),
    )


def test_positions_by_organisation_and_person(graph):
    (row,) = rows(graph, "positions")
    assert (row["holder"], row["position"], row["organisation"]) == ("Eve Nowak", "head", "Alpha Chips")
    assert rows(graph, "positions", org="alpha chips", person="EVE NOWAK") == [row]
    assert rows(graph, "positions", org="beta cloud", person="eve nowak") == []


def test_potential_deals(graph):
    (row,) = rows(graph, "potential")
    assert (row["subject"], row["object"], row["evidence"]) == (
        "Beta Cloud", "Gamma Motors", "Beta Cloud is in talks with Gamma Motors.",
    )
    assert rows(graph, "potential", org="alpha") == []


def test_partners_of_partners(graph):
    assert rows(graph, "two-hop", org="alpha") == [
        {"organisation": "Delta University", "shared": 1, "through": "Beta Cloud"},
        {"organisation": "Gamma Motors", "shared": 1, "through": "Beta Cloud"},
    ]


def test_documents_count_their_claims(graph):
    assert [(row["id"], row["claims"]) for row in rows(graph, "documents")] == [
        ("two", 4), ("one", 3), ("trzy", 2),
    ]


def test_what_is_less_sure_is_left_out(graph):
    sure = [row["confidence"] for row in rows(graph, "investments")]
    assert sure
    bound = max(sure)
    kept = rows(graph, "investments", min_confidence=f"{bound:f}")
    assert [row["confidence"] for row in kept] == [each for each in sure if each >= bound]
    assert rows(graph, "investments", min_confidence="1") == []


@pytest.mark.parametrize("query", queries(), ids=lambda query: query.name)
def test_a_shipped_query_is_whole_and_described(query, graph):
    assert query.title
    assert query.description.endswith(".")
    assert graph.query(query.sparql).columns
    joined = [line.strip() for line in query.sparql.splitlines() if "# with " in line]
    for parameter in query.parameters:
        lines = [line for line in joined if line.startswith(f"# with {parameter.name}: ")]
        assert lines
        assert any(f"${parameter.name}" in line for line in lines)
    assert {line.split()[2] for line in joined} == {f"{parameter.name}:" for parameter in query.parameters}
    assert query.sparql.count("# param ") == len(query.parameters)
    assert not re.search(r"[^\x00-\x7f]", query.sparql)  # some servers misread it
    for prefix, base in PREFIXES.items():
        if f"PREFIX {prefix}:" in query.sparql:
            assert f"PREFIX {prefix}: <{base}>" in query.sparql


@pytest.mark.parametrize("query", queries(), ids=lambda query: query.name)
def test_no_triple_of_a_shipped_query_follows_what_it_computes(query):
    """A BIND parts a group, and Oxigraph reads what follows for the whole store: 9 s instead of 26 ms."""
    groups = [False]
    for line in map(str.strip, query.sparql.splitlines()):
        if line.startswith("BIND("):
            groups[-1] = True
        elif line and not line.startswith(("#", "}", "FILTER", "OPTIONAL", "ORDER BY", "GROUP BY")):
            assert not groups[-1], line
        for brace in re.findall(r"[{}]", line.partition("#")[0]):
            if brace == "{":
                groups.append(False)
            else:
                groups.pop()
    assert groups == [False]


@pytest.mark.parametrize(
    "name",
    [
        'x" } DROP ALL #', "x\" . ?a ?b ?c }\n#", "\\", '\\" ?x', "$org", "a\\1b", "\x00", "\ud800", "}{",
        "'''", "# with org: ",
    ],
)
def test_a_parameter_is_only_ever_a_literal(name, graph):
    words = {Kind.NAME, Kind.TEXT}
    for query in queries():
        given = {parameter.name: name for parameter in query.parameters if parameter.kind in words}
        if given:
            assert graph.query(named_query(query.name, given)).rows == ()


@pytest.mark.parametrize(
    ("name", "parameters", "message"),
    [
        ("partnerz", {}, "there are: acquisitions, as-of"),
        ("partners", {}, "needs the parameter 'org'"),
        ("partners", {"org": "  "}, "needs the parameter 'org'"),
        ("partners", {"org": "x", "person": "y"}, "no parameter 'person'; it has: org"),
        ("documents", {"org": "x"}, "it has: none"),
        ("documents", {"min_confidence": "0.8"}, "no parameter 'min_confidence'"),
        *(
            ("investments", {"min_confidence": wrong}, "min_confidence must be a number such as 0.8, not ")
            for wrong in ("high", "-1", "1e3", "1)", "٣", "0.8) }#", ".")
        ),
        *(
            ("as-of", {"date": wrong}, "date must be a date such as 2024-05-31 or 2024, not ")
            for wrong in ("May 2024", "2024-5", "2024-02-30", "20240531", "2024\n", '2024")', "٢٠٢٤")
            if wrong.strip() != "2024"
        ),
    ],
)
def test_a_wrong_call_of_a_shipped_query(name, parameters, message):
    with pytest.raises(QueryError, match=message):
        named_query(name, parameters)


SERVER = "<http://localhost:9/>"


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * WHERE {{ SERVICE {SERVER} {{ ?s ?p ?o }} }}",
        f"SELECT * WHERE {{ service silent{SERVER}{{ ?s ?p ?o }} }}",
        f"PREFIX x: {SERVER} SELECT * WHERE {{ ?s ?p ?o.SERVICEx:y{{ ?s ?p ?o }} }}",
        "SELECT * WHERE { ?s ?p ?o SERVICE ?s { ?s ?p ?o } }",
        f"SELECT * WHERE {{ ?s ?p 1SERVICE{SERVER}{{ ?s ?p ?o }} }}",
        f"SELECT * WHERE {{ SERVICE # why\n {SERVER} # not\n {{ ?s ?p ?o }} }}",
        f'SELECT * WHERE {{ ?s ?p ?a, ?b FILTER(?a<?b#c>"""\n) SERVICE {SERVER} {{}} #"""\n }}',
        "SELECT * FROM <file:///etc/hostname> WHERE { ?s ?p ?o }",
        "SELECT * FROM NAMED <FILE:///etc/hostname> WHERE { GRAPH ?g { ?s ?p ?o } }",
        "INSERT DATA { <a:b> <a:c> 1 }",
        "DROP ALL",
        "# now\nPREFIX a: <b:> LOAD <http://localhost:9/>",
        "DELETE WHERE { ?s ?p ?o }",
        "WITH <a:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_a_query_that_reaches_out_or_writes_is_refused(query, graph):
    with pytest.raises(QueryError, match="is refused"):
        graph.query(query)


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * WHERE { ?s schema:headline "the service <b> is new" }',
        "SELECT ?service WHERE { ?service kg:status ?load }",
        "SELECT * WHERE { ?s kg:service ?o } # LOAD nothing",
        "ASK { ?delete kg:insert 'DROP ALL' }",
    ],
)
def test_words_of_data_are_not_refused(query, graph):
    refuse_unsafe(query)
    assert graph.query(query) is not None


def test_an_update_never_reaches_the_store(graph):
    """What the guard would miss, the reader of queries does not understand."""
    with pytest.raises(SyntaxError):
        ox.Store().query("DROP ALL")


@pytest.mark.parametrize(
    "query",
    ["SELECT", "SELECT * WHERE { ?s ?p }", "", "Partners", "SELECT ?x WHERE { ?x nope:y 1 }", '"', "\ud800"],
)
def test_a_malformed_query_is_told_on_one_line(query, graph):
    with pytest.raises(QueryError, match="malformed query") as caught:
        graph.query(query)
    assert "\n" not in str(caught.value)


def test_from_takes_the_place_of_the_union(graph):
    everywhere = graph.query("SELECT * WHERE { ?s a kg:Claim }").rows
    facts_only = graph.query("SELECT * FROM <https://kg.example/id/graph/facts> WHERE { ?s a kg:Claim }").rows
    assert (len(everywhere), len(facts_only)) == (9, 0)
    one = "FROM NAMED <https://kg.example/id/graph/document/one>"
    assert len(graph.query(f"SELECT * {one} WHERE {{ GRAPH ?g {{ ?s a kg:Claim }} }}").rows) == 3


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * FROM <a:b> {}", True), ("select * from a:b {}", True),
        ("SELECT * FROM NAMED <a:b> {}", False),
        ("SELECT * FROM NAMED <a:b> FROM <a:c> {}", True), ("SELECT ?from { ?from <a:from> 'FROM' }", False),
        ("SELECT * {} # FROM <a:b>", False),
    ],
)
def test_which_queries_name_their_default_graph(query, expected):
    assert names_default_graph(query) is expected


def test_answers_of_each_kind(graph):
    assert graph.query("ASK { ?s a kg:Claim }").rows == ((True,),)
    assert graph.query("ASK { ?s a kg:Nothing }").columns == ("answer",)
    made = graph.query("CONSTRUCT { ?o kg:key ?n } WHERE { ?o skos:prefLabel ?n }")
    assert made.columns == ("subject", "predicate", "object")
    assert len(made.rows) == 5
    terms = '(1 AS ?i) (1.50 AS ?d) (2e0 AS ?f) (true AS ?t) ("x"@en AS ?s) (<a:b> AS ?n) ?u'
    values = graph.query(f"SELECT {terms} {{}}")
    assert values.rows == ((1, Decimal("1.5"), 2.0, True, "x", "a:b", None),)


def test_a_table_is_for_people(graph):
    table = graph.query("SELECT (kg:Fact AS ?what) (1200000000 AS ?sum) (0.87e0 AS ?sure) ?none {}").to_text()
    head, rule, row = table.splitlines()
    assert head.split() == ["what", "sum", "sure", "none"]
    assert set(rule) <= {"─", " "}
    assert row.split() == ["kg:Fact", "1,200,000,000", "0.87"]


def test_a_table_shows_text_as_it_is_and_cannot_drive_a_terminal(graph):
    table = graph.query(r'SELECT ("[red]a[/red] \u001B[31m\u0007b\nc" AS ?x) {}').to_text()
    assert "[red]a[/red]  [31m b c" in table
    assert "\x1b" not in table


def test_the_machine_formats(graph):
    answer = graph.query('SELECT ("a,\\"b\\"" AS ?x) (<a:b> AS ?y) {}')
    assert answer.to_text("csv") == 'x,y\r\n"a,""b""",a:b\r\n'
    assert answer.to_text("tsv") == '?x\t?y\n"a,\\"b\\""\t<a:b>\n'
    assert json.loads(answer.to_text("json"))["results"]["bindings"] == [
        {"x": {"type": "literal", "value": 'a,"b"'}, "y": {"type": "uri", "value": "a:b"}}
    ]
    assert answer.to_text("xml").startswith("<?xml")
    assert graph.query("ASK {}").to_text("csv") == "answer\ntrue\n"
    assert json.loads(graph.query("ASK {}").to_text("json"))["boolean"] is True
    with pytest.raises(QueryError, match="known: table, csv, tsv, json, xml"):
        answer.to_text("yaml")


def test_a_data_frame_or_a_clear_line(graph, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(KgError, match="needs pandas"):
        graph.query("ASK {}").to_frame()


def test_a_data_frame_has_the_columns_and_rows(graph):
    pytest.importorskip("pandas", reason="pandas is not installed")
    frame = graph.query(named_query("documents")).to_frame()
    assert list(frame["id"]) == ["two", "one", "trzy"]


def test_a_data_frame_may_have_prefixed_names_for_iris(graph):
    pytest.importorskip("pandas", reason="pandas is not installed")
    query = "SELECT ?kind ?name ?none { ?x a ?kind ; skos:prefLabel ?name } ORDER BY ?name LIMIT 1"
    answer = graph.query(query)
    whole, short = answer.to_frame(), answer.to_frame(short=True)
    assert whole["kind"][0].startswith("http")
    assert re.fullmatch(r"\w+:\w+", short["kind"][0])
    assert list(short["name"]) == list(whole["name"])
    assert list(short.columns) == list(whole.columns)
