"""The SPARQL 1.1 Protocol to the letter, over HTTP, and what goes beyond it."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
from serving import Served

NAMES = "SELECT ?name { ?x a schema:Corporation ; skos:prefLabel ?name } ORDER BY ?name"
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
FORMED, DIRECT = {"Content-Type": FORM}, {"Content-Type": QUERY}
CLAIMS = "SELECT (COUNT(*) AS ?n) { ?c a kg:Claim }"
NAMED = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?c a kg:Claim } }"
DOCUMENT = "https://kg.example/id/graph/document/"
SD = "http://www.w3.org/ns/sparql-service-description#"


def form(*pairs: tuple[str, str]) -> bytes:
    return urlencode(pairs).encode()


# The three ways to ask (2.1)


def ways(query: str, *graphs: tuple[str, str]) -> dict[str, tuple[str, str, bytes | None, dict[str, str]]]:
    address = urlencode(graphs)
    return {
        "get": ("GET", f"/sparql?{urlencode([('query', query), *graphs])}", None, {}),
        "form": ("POST", "/sparql", form(("query", query), *graphs), {"Content-Type": FORM}),
        "direct": ("POST", f"/sparql?{address}", query.encode(), {"Content-Type": f"{QUERY}; charset=UTF-8"}),
    }


@pytest.mark.parametrize("way", ways(""))
def test_all_three_ways_to_ask_answer_the_same(endpoint: Served, way: str) -> None:
    reply = endpoint.request(*ways("SELECT ('zażółć 😀 + & =' AS ?x) {}")[way])
    assert (reply.status, reply.media) == (200, "application/sparql-results+json")
    assert json.loads(reply.body)["results"]["bindings"] == [
        {"x": {"type": "literal", "value": "zażółć 😀 + & ="}}
    ]


@pytest.mark.parametrize("way", ways(""))
@pytest.mark.parametrize(
    ("query", "graphs", "count"),
    [
        (CLAIMS, [], 9),
        (NAMED, [], 9),
        (CLAIMS, [("default-graph-uri", "one")], 3),
        (CLAIMS, [("default-graph-uri", "one"), ("default-graph-uri", "two")], 7),
        (CLAIMS, [("default-graph-uri", "none")], 0),
        (CLAIMS, [("named-graph-uri", "one")], 0),
        (NAMED, [("named-graph-uri", "one"), ("named-graph-uri", "trzy")], 5),
        (NAMED, [("default-graph-uri", "one")], 0),
        (CLAIMS.replace("{", f"FROM <{DOCUMENT}two> {{", 1), [], 4),
        (CLAIMS.replace("{", f"FROM NAMED <{DOCUMENT}two> {{", 1), [], 0),
        (NAMED.replace("{", f"FROM NAMED <{DOCUMENT}two> {{", 1), [], 4),
        (CLAIMS.replace("{", f"FROM <{DOCUMENT}two> {{", 1), [("default-graph-uri", "one")], 3),
    ],
)
def test_which_graphs_are_asked(
    endpoint: Served, way: str, query: str, graphs: list[tuple[str, str]], count: int
) -> None:
    full = [(name, DOCUMENT + graph) for name, graph in graphs]
    method, path, body, headers = ways(query, *full)[way]
    reply = endpoint.request(method, path, body, {**headers, "Accept": "text/csv"})
    assert (reply.status, reply.text) == (200, f"n\r\n{count}\r\n")


def test_what_other_tools_add_is_ignored(endpoint: Served) -> None:
    reply = endpoint.request(
        "GET", f"/sparql?{urlencode({'query': 'ASK {}', 'format': 'json', 'output': 'x'})}"
    )
    assert json.loads(reply.body) == {"head": {}, "boolean": True}


# What is no request for an answer (2.1.4)

WRONG = {
    "no query": ("GET", "/sparql?default-graph-uri=a:b", b"", {}, 400, "one parameter query"),
    "an empty query": ("GET", "/sparql?query=", b"", {}, 400, "malformed query"),
    "two queries": ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", b"", {}, 400, "has 2"),
    "a malformed query": ("GET", "/sparql?query=SELECT", b"", {}, 400, "malformed query: error at 1:"),
    "an undeclared prefix": (
        "GET",
        "/sparql?query=ASK%7B%3Fa+x:y+1%7D",
        b"",
        {},
        400,
        "no prefix x: is declared",
    ),
    "an unknown function": ("GET", "/sparql?query=SELECT(%3Ca:b%3E(1)AS%3Fx)%7B%7D", b"", {}, 400, "a:b"),
    "no UTF-8 in the address": ("GET", "/sparql?query=ASK%7B%3Fa+%3Fb+%22%ff%22%7D", b"", {}, 400, "UTF-8"),
    "a graph that is no IRI": (
        "GET",
        "/sparql?query=ASK%7B%7D&default-graph-uri=x",
        b"",
        {},
        400,
        "malformed",
    ),
    "no query in a form": ("POST", "/sparql", b"a=b", FORMED, 400, "one parameter query"),
    "a query beside a form": ("POST", "/sparql?query=ASK%7B%7D", b"", FORMED, 400, "query may not"),
    "two, in both places": ("POST", "/sparql?query=ASK%7B%7D", b"ASK{}", DIRECT, 400, "query may not"),
    "no UTF-8 in the body": ("POST", "/sparql", b"ASK { ?a ?b '\xff' }", DIRECT, 400, "UTF-8"),
    "another charset": (
        "POST",
        "/sparql",
        b"ASK{}",
        {"Content-Type": f"{QUERY}; charset=UTF-16"},
        415,
        "utf-16",
    ),
    "no media type": ("POST", "/sparql", b"ASK{}", {}, 415, "of no media type"),
    "another media type": (
        "POST",
        "/sparql",
        b"ASK{}",
        {"Content-Type": "text/plain"},
        415,
        "not text/plain",
    ),
    "a compressed body": (
        "POST",
        "/sparql",
        b"x",
        {"Content-Type": QUERY, "Content-Encoding": "gzip"},
        415,
        "compressed",
    ),
    "too large a body": ("POST", "/sparql", b"#" * 1_100_000, DIRECT, 413, "1,048,576"),
    "an update in a form": ("POST", "/sparql", b"update=DROP+ALL", FORMED, 403, "updates are refused"),
    "an update by GET": ("GET", "/sparql?update=DROP+ALL", b"", {}, 403, "updates are refused"),
    "a direct update": (
        "POST",
        "/sparql",
        b"DROP ALL",
        {"Content-Type": "application/sparql-update"},
        403,
        "updates",
    ),
    "an update as a query": ("POST", "/sparql", b"DROP ALL", DIRECT, 403, "DROP is refused"),
    "another server": ("POST", "/sparql", b"ASK{SERVICE<a:b>{}}", DIRECT, 403, "SERVICE is refused"),
    "a file": ("POST", "/sparql", b"ASK FROM <file:///etc/passwd> {}", DIRECT, 403, "is refused"),
    "a file as a graph": (
        "GET",
        "/sparql?query=ASK%7B%7D&named-graph-uri=FILE:///a",
        b"",
        {},
        403,
        "is refused",
    ),
    "no format": ("GET", "/sparql?query=ASK%7B%7D", b"", {"Accept": "text/turtle"}, 406, "text/csv"),
    "no format of a description": ("GET", "/sparql", b"", {"Accept": "text/csv"}, 406, "text/turtle"),
    "PUT": ("PUT", "/sparql", b"", {}, 405, "Not Allowed"),
    "DELETE": ("DELETE", "/sparql", b"", {}, 405, "Not Allowed"),
    "another address": ("GET", "/elsewhere", b"", {}, 404, "Not Found"),
    "a host of the network": ("GET", "/sparql", b"", {"Host": "rebound.example"}, 400, "host"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_what_gets_no_answer_gets_a_reason(endpoint: Served, kind: str) -> None:
    method, path, body, headers, status, said = WRONG[kind]
    reply = endpoint.request(method, path, body or None, headers)
    assert (reply.status, reply.media) == (status, "text/plain")
    assert said in reply.text
    if status == 405:
        assert reply.headers["allow"] == "GET, HEAD, OPTIONS, POST"
    assert endpoint.ask("ASK {}").text == "true"


# Formats

MEDIA = {
    "SELECT ?x { VALUES ?x { 1 } }": {
        "": "application/sparql-results+json",
        "*/*": "application/sparql-results+json",
        "application/*": "application/sparql-results+json",
        "application/sparql-results+json": "application/sparql-results+json",
        "application/json": "application/json",
        "application/sparql-results+xml": "application/sparql-results+xml",
        "text/html, application/xml;q=0.9, */*;q=0.8": "application/xml",
        "text/csv": "text/csv",
        "text/tab-separated-values": "text/tab-separated-values",
        "text/csv;q=0.2, text/tab-separated-values;q=0.7": "text/tab-separated-values",
        "text/turtle, text/csv;q=0.1": "text/csv",
    },
    "ASK {}": {
        "": "application/sparql-results+json",
        "application/sparql-results+xml": "application/sparql-results+xml",
        "text/csv": "text/csv",
        "text/tab-separated-values": "text/tab-separated-values",
    },
    "CONSTRUCT { <a:b> <a:c> 1 } {}": {
        "": "text/turtle",
        "text/*": "text/turtle",
        "application/n-triples": "application/n-triples",
        "application/ld+json": "application/ld+json",
        "application/rdf+xml": "application/rdf+xml",
        "application/sparql-results+json, application/rdf+xml;q=0.1": "application/rdf+xml",
    },
    "DESCRIBE <https://kg.example/id/company/alpha-chips>": {"text/turtle;q=0.5": "text/turtle"},
}


@pytest.mark.parametrize(
    ("query", "accept", "media"),
    [(query, accept, media) for query, table in MEDIA.items() for accept, media in table.items()],
)
def test_an_answer_comes_as_its_reader_likes_it(
    endpoint: Served, query: str, accept: str, media: str
) -> None:
    reply = endpoint.ask(query, accept)
    assert (reply.status, reply.media) == (200, media)
    assert ("charset=utf-8" in reply.headers["content-type"]) == media.startswith("text/")
    assert "Accept" in reply.headers["vary"]
    if query.startswith(("CONSTRUCT", "DESCRIBE")):
        assert list(ox.parse(reply.body, format=ox.RdfFormat.from_media_type(media)))
    elif media != "text/csv":  # which cannot be read back
        assert ox.parse_query_results(reply.body, format=ox.QueryResultsFormat.from_media_type(media))


def test_turtle_is_short_sorted_and_the_same_every_time(endpoint: Served) -> None:
    query = "CONSTRUCT { ?b kg:partnersWith ?a . ?a kg:partnersWith ?b } WHERE { ?a kg:partnersWith ?b }"
    first, second = (endpoint.ask(query, "text/turtle") for _ in range(2))
    assert first.body == second.body
    assert "@prefix kg: <https://kg.example/ns#> ." in first.text
    assert "foaf" not in first.text
    lines = endpoint.ask(query, "application/n-triples").text.splitlines()
    assert lines == sorted(set(lines))
    assert int(first.headers["kg-rows"]) == len(lines)


def test_head_is_get_without_the_body(endpoint: Served) -> None:
    got, asked = (endpoint.request(method, "/sparql?query=ASK%7B%7D") for method in ("GET", "HEAD"))
    assert asked.body == b""
    differ = {"date"}
    assert {k: v for k, v in asked.headers.items() if k not in differ} == {
        k: v for k, v in got.headers.items() if k not in differ
    }


# The service description


def test_the_service_describes_itself(endpoint: Served) -> None:
    for accept, media in {"": "text/turtle", "application/ld+json": "application/ld+json"}.items():
        reply = endpoint.request("GET", "/sparql", headers={"Accept": accept})
        assert (reply.status, reply.media) == (200, media)
        form = ox.RdfFormat.from_media_type(media)
        triples = {(t.predicate.value, t.object.value) for t in ox.parse(reply.body, format=form)}
        assert (f"{SD}endpoint", f"{endpoint.address}sparql") in triples
        assert (f"{SD}supportedLanguage", f"{SD}SPARQL11Query") in triples
        assert (f"{SD}feature", f"{SD}UnionDefaultGraph") in triples
        assert (f"{SD}feature", f"{SD}BasicFederatedQuery") not in triples


def test_a_browser_is_led_to_the_page(endpoint: Served) -> None:
    browser = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    reply = endpoint.request("GET", "/sparql", headers=browser)
    assert (reply.status, reply.headers["location"]) == (303, "/query")
    assert "<title>Ask the graph</title>" in endpoint.request("GET", "/query", headers=browser).text


# Who may read


@pytest.mark.parametrize(
    ("origin", "may"),
    [
        ("http://localhost:3000", True), ("http://127.0.0.1:8888", True), ("https://localhost", True),
        ("https://news.example", False), ("null", False), ("http://localhost.news.example", False),
        ("http://127x0.0.1", False),
    ],
)  # fmt: skip
def test_pages_of_this_machine_alone_may_read(endpoint: Served, origin: str, may: bool) -> None:
    reply = endpoint.ask("ASK {}", Origin=origin)
    assert reply.headers.get("access-control-allow-origin") == (origin if may else None)
    assert "Origin" in reply.headers["vary"]
    preflight = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type, prefer",
    }
    asked = endpoint.request("OPTIONS", "/sparql", headers=preflight)
    assert (asked.status == 200) is may


def test_options_lists_the_methods(endpoint: Served) -> None:
    reply = endpoint.request("OPTIONS", "/sparql")
    assert (reply.status, reply.headers["allow"], reply.body) == (204, "GET, HEAD, POST, OPTIONS", b"")


def test_an_answer_can_do_nothing_in_a_browser(endpoint: Served) -> None:
    reply = endpoint.ask(
        "CONSTRUCT { <a:b> <http://www.w3.org/1999/xhtml/script> 'x' } {}", "application/rdf+xml"
    )
    assert reply.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert reply.headers["x-content-type-options"] == "nosniff"


# Shipped queries


def test_the_shipped_queries_are_listed(endpoint: Served) -> None:
    listed = json.loads(endpoint.request("GET", "/queries").body)
    partners = next(query for query in listed if query["name"] == "partners")
    assert partners["title"] == "Partners of an organisation"
    assert partners["parameters"][0] == {
        "name": "org",
        "description": "the organisation's name or an alias, in any case",
        "required": True,
        "kind": "name",
    }


def test_a_shipped_query_answers_by_its_name(endpoint: Served) -> None:
    reply = endpoint.request("GET", "/queries/partners?org=ALPHA+chips", headers={"Accept": "text/csv"})
    assert reply.status == 200
    assert reply.text.splitlines()[1].startswith("Beta Cloud,actual,")
    sparql = endpoint.request("GET", "/queries/partners?org=Alpha", headers={"Accept": QUERY})
    assert sparql.media == QUERY
    assert 'kg:key "alpha"' in sparql.text
    assert endpoint.ask(sparql.text).text == reply.text


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("partnerz", 404, "no query is named 'partnerz'"),
        ("partners", 400, "needs the parameter 'org'"),
        ("partners?org=a&org=b", 400, "given twice"),
        ("partners?who=a", 400, "no parameter 'who'"),
        ("partners?org=Alpha&min_confidence=high", 400, "must be a number"),
    ],
)
def test_a_wrong_call_of_a_shipped_query(endpoint: Served, path: str, status: int, said: str) -> None:
    reply = endpoint.request("GET", f"/queries/{path}")
    assert (reply.status, said in reply.text) == (status, True)
