"""What is refused is refused however it is written: the engine's own parser says what a keyword is."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest
from hypothesis import event, given
from hypothesis import strategies as st
from store_strategies import steady

from kg.errors import QueryError
from kg.store.guard import names_dataset, refuse_unsafe, undeclared

EMPTY = ox.Store()

blanks = st.lists(
    st.sampled_from([" ", "\n", "\t", "# a { <b> ' \" SERVICE\n", "#\r", "# é\r\n"]), max_size=3
)
blank = blanks.map("".join)
servers = st.sampled_from(
    ["<http://127.0.0.1:9/>", "?any", "$any", "x:y", "x:", ":", "x:a\\#b", "x:%20", "<>"]
)
decoys = st.sampled_from(
    [
        "SERVICE <a:b> {", "service", "# SERVICE", "FROM <file:///a>", "<", ">", "}", "{", "#", "\\\\", "é",
        "SERVICE ?x {}",
    ]
)  # fmt: skip


def cased(word: str) -> st.SearchStrategy[str]:
    letters = (st.sampled_from([letter.lower(), letter.upper()]) for letter in word)
    return st.tuples(*letters).map("".join)


@st.composite
def services(draw: st.DrawFn) -> str:
    silent = draw(st.sampled_from(["", "SILENT"]))
    parts = [
        draw(cased("SERVICE")),
        draw(blank),
        draw(cased(silent)),
        draw(blank),
        draw(servers),
        draw(blank),
    ]
    return "".join([*parts, "{", draw(blank), "}"])


patterns = st.one_of(
    decoys.map(lambda text: f'?s ?p "{text}"'),
    decoys.map(lambda text: f"?s ?p '''\n{text}'''"),
    decoys.map(lambda text: f"?s ?p 1 # {text}\n"),
    st.sampled_from(
        [
            "?s ?p ?o", "?service ?p ?o", "?s x:service x:SERVICE", "FILTER(?a<?b)", "FILTER(?a<?b#c>\n)",
            "FILTER(?a<?b&&?c>?d)", "?s <http://service/> 1", "{ ?s ?p 1 }", "GRAPH ?g { }",
            "VALUES ?x { 'SERVICE' }", "?s x:p? ?o", "BIND(<x:SERVICE> AS ?y)",
            "OPTIONAL { ?s ?p 1 }", "?s ?p 1.0", "?s ?p true",
        ]
    ),
)  # fmt: skip


@st.composite
def queries(draw: st.DrawFn) -> str:
    """Queries with strings, comments and names that look like what is refused; some call a server."""
    pieces = draw(st.lists(patterns | services(), min_size=1, max_size=4))
    body = "".join(piece + draw(st.sampled_from(["", " ", ".", " .\n", ". "])) for piece in pieces)
    form = draw(st.sampled_from(["SELECT * {", "ASK{", "SELECT*WHERE{", "CONSTRUCT {} WHERE {"]))
    return f"PREFIX x: <x:> PREFIX : <y:> PREFIX service: <z:> {form}{body}}}"


def parses(query: str) -> bool:
    try:
        EMPTY.query(query, base_iri="http://base.example/")
    except SyntaxError:
        return False
    except (OSError, RuntimeError):
        return True  # it was understood, and failed to reach a server that is not there
    return True


def calls(query: str) -> bool:
    """Whether the engine reads a keyword SERVICE: with another letter in it, it would understand nothing."""
    return parses(query) and not parses(re.sub("(?i)(s)e(rvice)", r"\1q\2", query))


def is_refused(query: str) -> bool:
    try:
        refuse_unsafe(query)
    except QueryError:
        return True
    return False


@given(queries())
@steady
def test_every_call_of_another_server_is_refused(query: str) -> None:
    called = calls(query)
    event(f"calls: {called}")
    assert is_refused(query) or not called


@given(services(), st.data())
@steady
def test_it_is_refused_also_where_letters_are_written_as_escapes(service: str, data: st.DataObject) -> None:
    query = f"SELECT * {{ {service} }}"
    assert is_refused(query)
    chosen = data.draw(st.sets(st.integers(0, len(query) - 1)))
    digits = data.draw(st.sampled_from(["\\u{:04x}", "\\u{:04X}", "\\U{:08x}"]))
    escaped = "".join(digits.format(ord(c)) if i in chosen else c for i, c in enumerate(query))
    assert is_refused(escaped)


def test_the_properties_meet_both_kinds() -> None:
    assert calls("SELECT * { serVice ?x{} }")
    assert not calls("SELECT * { ?service ?p 'SERVICE <a:b> {' }")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM <file:///etc/passwd> {}",
        "BASE <file:///etc/> SELECT * FROM <passwd> {}",
        "PREFIX f: <FILE:///etc/> SELECT * FROM NAMED f:passwd {}",
        "SELECT * FROM#\n<\\u0066ile:///etc/passwd> {}",
        "ASKFROM< file:///etc/passwd>{}",
    ],
)
def test_no_graph_is_a_file(query: str) -> None:
    with pytest.raises(QueryError, match="file"):
        refuse_unsafe(query)


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?d schema:url <file:///tmp/news.txt> }",
        "SELECT * FROM <https://kg.example/id/graph/facts> { ?s ?p 'file:' }",
        "SELECT ?service { ?service ?from 'SERVICE of the year' }",
        "ASK { ?s ?p '\\\\u0053' }",
        "ASK { ?s ?p '\\UFFFFFFFF' }",
    ],
)
def test_what_only_looks_like_it_is_not_refused(query: str) -> None:
    refuse_unsafe(query)


def test_a_server_may_be_called_where_that_is_allowed() -> None:
    refuse_unsafe("SELECT * { SERVICE <a:b> {} }", service=True)
    with pytest.raises(QueryError, match="LOAD is refused"):
        refuse_unsafe("LOAD <a:b>", service=True)


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("SELECT * FROM <a:b> {}", True), ("ask from named x:y {}", True),
        ("SELECT * { ?from ?p 'FROM' }", False),
        ("ASK {} # FROM <a:b>", False), ("ASK { <a:FROM> x:from ?y }", False),
    ],
)  # fmt: skip
def test_which_queries_name_a_dataset(query: str, named: bool) -> None:
    assert names_dataset(query) is named


@pytest.mark.parametrize(
    ("query", "missing"),
    [
        ("PREFIX a: <b:> ASK { ?x a:c kg:d, e:f , _:g, 'h:i' , <j:k> } # l:m", ["e"]),
        ("prefix A: <b:> ASK { ?x a:c/:d ?y }", ["a", ""]),
    ],
)
def test_which_prefixes_are_missing(query: str, missing: list[str]) -> None:
    assert undeclared(query, ["kg"]) == missing
