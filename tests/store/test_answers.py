"""An answer in every format says what the engine said, whatever it counts on the way."""

from __future__ import annotations

import io

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_strategies import steady

from kg.store.answers import Answer, NoAnswer, Question, Why, answer

EMPTY = ox.Store()
XSD = "http://www.w3.org/2001/XMLSchema#"

texts = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufffe\uffff")
) | st.sampled_from(
    ["\t", "\n", "\r\n", '"', "\\n", "01", "+1", "1.", ".5", "1e0", "INF", "-0", "true", "?x", "\u2028"]
)
literals = st.one_of(
    texts.map(ox.Literal),
    st.builds(
        lambda text, tag: ox.Literal(text, language=tag), texts, st.sampled_from(["en", "pl", "en-gb"])
    ),
    st.builds(
        lambda text, name: ox.Literal(text, datatype=ox.NamedNode(XSD + name)),
        texts,
        st.sampled_from(["integer", "decimal", "double", "boolean", "date", "gYear"]),
    ),
)
terms = st.sampled_from([ox.NamedNode("https://kg.example/id/é/😀?a=b&c=<d>".replace("<d>", "d"))]) | literals
DIRECT = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
}


@given(st.lists(st.tuples(st.none() | terms, st.none() | terms), max_size=4))
@steady
def test_a_table_is_what_the_engine_writes_itself(rows: list[tuple[ox.Literal | None, ...]]) -> None:
    values = " ".join(f"({' '.join('UNDEF' if term is None else str(term) for term in row)})" for row in rows)
    sparql = f"SELECT ?x ?y {{ VALUES (?x ?y) {{ {values} }} }}"
    for name, format in DIRECT.items():
        expected = io.BytesIO()
        EMPTY.query(sparql).serialize(expected, format=format)
        got = answer(EMPTY, Question(sparql, table=name))
        assert got == Answer(expected.getvalue(), len(rows))


@given(st.lists(literals, min_size=1, max_size=5))
@steady
def test_a_graph_is_what_the_engine_makes_each_triple_once(objects: list[ox.Literal]) -> None:
    template = " . ".join(f"<a:b> <a:c> {object}" for object in objects * 2)
    sparql = f"CONSTRUCT {{ {template} }} {{}}"
    expected = set(EMPTY.query(sparql))
    for name, format in {
        "turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES, "jsonld": ox.RdfFormat.JSON_LD,
    }.items():  # fmt: skip
        got = answer(EMPTY, Question(sparql, graph=name))
        assert isinstance(got, Answer)
        assert {quad.triple for quad in ox.parse(got.body, format=format)} == expected
        assert got.rows == len(expected)


@pytest.mark.parametrize("sparql", ["SELECT * {}", "SELECT ?x {}", "SELECT ?x { VALUES ?x { 1 2 3 } }"])
@pytest.mark.parametrize("table", ["tsv", *DIRECT])
def test_as_many_rows_as_are_allowed_are_not_too_many(sparql: str, table: str) -> None:
    whole = answer(EMPTY, Question(sparql, table=table))
    assert isinstance(whole, Answer)
    assert answer(EMPTY, Question(sparql, table=table, max_rows=whole.rows, cut=True)) == whole
    one_less = answer(EMPTY, Question(sparql, table=table, max_rows=whole.rows - 1))
    assert isinstance(one_less, NoAnswer)
    assert one_less.why == Why.TOO_LONG


def test_a_long_complaint_of_the_parser_is_cut_short() -> None:
    got = answer(EMPTY, Question("SELECT * {"))
    assert isinstance(got, NoAnswer)
    assert got.reason.startswith("malformed query: error at 1:11: expected one of ")
    assert len(got.reason) < 200
