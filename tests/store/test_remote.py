"""Servers that refuse, fail, cut their answers or are not there: what is told, and that nothing is lost."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from servers import MOST_ROWS, Contrary, Place, contrary, empty
from store_news import FINGERPRINT, resolved

from kg.errors import QueryError, StoreError
from kg.model import Document, Extraction
from kg.store.backend import is_address
from kg.store.endpoint import Endpoint, endpoints
from kg.store.faithful import LONGEST_IRI
from kg.store.graph import Graph
from kg.store.guard import counted
from kg.store.quads import extraction_quads
from kg.store.remote import Server
from kg.store.terms import XSD

SECRET = "correct horse"


@pytest.fixture
def wayward() -> Iterator[tuple[Contrary, str]]:
    """A server that can be told to misbehave, and its address."""
    server = Contrary()
    with contrary(server) as address:
        yield server, address


def many(count: int) -> list[Extraction]:
    return [Extraction(Document(f"d{n}-ż", "text", (), "en"), ()) for n in range(count)]


def put_at_once(server: Server, documents: list[Extraction]) -> None:
    server.change((), set().union(*(extraction_quads(each, FINGERPRINT) for each in documents)))


@pytest.mark.parametrize(
    ("address", "update", "queries", "updates"),
    [
        ("http://h:7878", None, "http://h:7878/query", "http://h:7878/update"),
        ("http://h:7878/", None, "http://h:7878/query", "http://h:7878/update"),
        ("HTTPS://h/ds/query", None, "https://h/ds/query", "https://h/ds/update"),
        ("http://h/ds/query?a=b", None, "http://h/ds/query?a=b", "http://h/ds/update?a=b"),
        ("http://h:8890/sparql-auth/", None, "http://h:8890/sparql-auth", "http://h:8890/sparql-auth"),
        ("http://h/r", "http://h/r/statements", "http://h/r", "http://h/r/statements"),
    ],
)
def test_an_address_tells_where_to_ask_and_where_to_write(address, update, queries, updates) -> None:
    assert endpoints(address, update) == (queries, updates)


@pytest.mark.parametrize("store", ["http://h", "https://h/p", "HTTP://h"])
def test_an_address_is_no_folder(store: str) -> None:
    assert is_address(store)
    assert not is_address(Path(store))


@pytest.mark.parametrize(
    "address",
    ["http://", "http://h:0", "http://h:99999", "http://h#part", f"http://me:{SECRET}@h:7878", "http://[h"],
)
def test_what_is_no_address_is_told_without_its_password(address: str, monkeypatch) -> None:
    monkeypatch.setenv("KG_STORE_UPDATE", "http://h")
    with pytest.raises(StoreError) as told:
        Graph.open(address)
    assert SECRET not in str(told.value)
    assert ("KG_STORE_PASSWORD" in str(told.value)) == (SECRET in address)


def test_nobody_there_is_told() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{held.getsockname()[1]}"
        with pytest.raises(StoreError, match=f"{address}/query: cannot be reached: connection refused"):
            Graph.open(address)


def test_no_answer_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(StoreError, match=r"no answer in 0\.1 seconds"):
            Server(Endpoint(address, timeout=0.1))


def test_a_server_that_does_not_know_the_path_is_told(oxigraph_server: Place) -> None:
    with pytest.raises(StoreError, match=r"no SPARQL endpoint there \(404\)"):
        Graph.open(f"{oxigraph_server.address}/nowhere")


@pytest.mark.parametrize(
    ("doing", "said"),
    [
        ({"busy": 3}, r"the server failed \(503\): busy"),
        ({"moved": "https://h/query"}, "has moved to https://h/query"),
        ({"nonsense": b"<html>Welcome</html>"}, "no answer to a query"),
        ({"nonsense": b'{"head": {"vars": ["year"]}, "results": {"bindings": [{'}, "no answer to a query"),
        ({"nonsense": b'{"head": {"vars": []}, "results": {"bindings": []}}'}, "no answer to a query"),
        ({"nonsense": b'{"head": {}, "boolean": true}'}, "no answer to a query"),
    ],
)
def test_what_answers_otherwise_is_told(wayward: tuple[Contrary, str], doing, said: str) -> None:
    server, address = wayward
    for name, value in doing.items():
        setattr(server, name, value)
    with pytest.raises(StoreError, match=said) as told:
        Graph.open(address)
    assert str(told.value).startswith(f"{address}/query: ")
    assert "\n" not in str(told.value)


def test_a_busy_server_is_asked_again(wayward: tuple[Contrary, str], news) -> None:
    server, address = wayward
    with Graph.open(address) as graph:
        server.busy = 2
        assert graph.put(news[0], FINGERPRINT)
        server.busy = 2
        assert list(graph.documents()) == ["one"]


def test_a_query_of_nothing_is_not_answered_in_silence(wayward: tuple[Contrary, str], news) -> None:
    server, address = wayward
    with Graph.open(address) as graph:
        graph.put(news[0], FINGERPRINT)
        assert graph.query("ASK { ?x a kg:Claim }").rows == ((True,),)
    server.keeps_to_default_graph = True
    with Graph.open(address) as graph:
        with pytest.raises(QueryError, match="not the union of all named graphs"):
            graph.query("ASK { ?x a kg:Claim }")
        named = "ASK FROM <https://kg.example/id/graph/document/one> { ?x a kg:Claim }"
        assert graph.query(named).rows == ((True,),)


def test_the_list_of_documents_does_not_read_their_texts(wayward: tuple[Contrary, str], news) -> None:
    server, address = wayward
    with Graph.open(address) as graph:
        graph.put(news[0], FINGERPRINT)
        server.asked.clear()
        assert list(graph.documents()) == ["one"]
    assert not any("schema.org%2Ftext" in asked for asked in server.asked)


def test_a_document_is_one_request_and_so_are_the_facts(wayward: tuple[Contrary, str], news) -> None:
    server, address = wayward

    def updates(change: Callable[[], object]) -> int:
        server.asked.clear()
        change()
        return sum(not asked.startswith("query=") for asked in server.asked)

    with Graph.open(address) as graph:
        assert updates(lambda: graph.put(news[0], FINGERPRINT)) == 1
        assert updates(lambda: graph.put(news[0], FINGERPRINT)) == 0
        assert updates(lambda: graph.put(news[0], "another")) == 1
        assert updates(lambda: graph.write(resolved(news[0]))) == 1
        assert updates(lambda: graph.write(resolved(news[0]))) == 0
        assert updates(lambda: graph.retract("one")) == 1


def test_who_reads_does_not_write(oxigraph_server: Place, news) -> None:
    empty(oxigraph_server)
    with (
        Graph.read(oxigraph_server.address) as graph,
        pytest.raises(StoreError, match="opened for reading"),
    ):
        graph.put(news[0], FINGERPRINT)


def test_other_graphs_on_a_server_are_left_alone(oxigraph_server: Place, news) -> None:
    empty(oxigraph_server)
    foreign = '<http://other.example/g> { <http://other.example/s> <https://schema.org/identifier> "x" }'
    oxigraph_server.endpoint().update(f"INSERT DATA {{ GRAPH {foreign} }}")
    with Graph.open(oxigraph_server.address) as graph:
        graph.put(news[0], FINGERPRINT)
        assert list(graph.documents()) == ["one"]
        graph.retract("one")
        assert list(graph._backend.quads()) == []
    assert Server(oxigraph_server.endpoint()).query(f"ASK {{ GRAPH {foreign} }}").rows == ((True,),)
    oxigraph_server.endpoint().update("DROP GRAPH <http://other.example/g>")


# What Virtuoso does


def test_a_password_is_asked_for_and_never_shown(virtuoso_server: Place, monkeypatch) -> None:
    address = virtuoso_server.address
    for name in ("KG_STORE_USER", "KG_STORE_PASSWORD", "KG_STORE_UPDATE"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(
        StoreError, match=r"access is refused \(401\); set KG_STORE_USER and KG_STORE_PASSWORD"
    ):
        Graph.open(address)
    monkeypatch.setenv("KG_STORE_USER", "dba")
    monkeypatch.setenv("KG_STORE_PASSWORD", SECRET)
    with pytest.raises(StoreError, match="are not accepted") as told:
        Graph.open(address)
    assert SECRET not in str(told.value)
    monkeypatch.setenv("KG_STORE_PASSWORD", "dba")
    Graph.open(address).close()


def test_queries_and_updates_may_go_to_two_addresses(virtuoso_server: Place, news, monkeypatch) -> None:
    empty(virtuoso_server)
    public = virtuoso_server.address.removesuffix("-auth")
    for name, value in virtuoso_server.environment.items():
        monkeypatch.setenv(name, value)
    with (
        Graph.open(public) as graph,
        pytest.raises(StoreError, match=r"the server failed \(500\).*No permission") as told,
    ):
        graph.put(news[0], FINGERPRINT)
    assert "\n" not in str(told.value)
    monkeypatch.setenv("KG_STORE_UPDATE", virtuoso_server.address)
    with Graph.open(public) as graph:
        assert graph.put(news[0], FINGERPRINT)
        assert list(graph.documents()) == ["one"]


def test_what_does_not_fit_into_an_answer_is_read_in_pieces(virtuoso_server: Place, news) -> None:
    empty(virtuoso_server)
    server = Server(virtuoso_server.endpoint())
    graph = Graph(server)
    documents = many(MOST_ROWS + 20)
    put_at_once(server, documents)
    graph.put(news[1], FINGERPRINT)
    assert len(list(server.quads(graph=ox.NamedNode("https://kg.example/id/graph/document/two")))) > MOST_ROWS
    assert set(graph.documents()) == {extraction.document.id for extraction in documents} | {"two"}
    again = Graph(Server(virtuoso_server.endpoint()))
    assert set(again.claims()) == set(news[1].claims)
    assert len(list(again._backend.quads())) == int(
        again.query(
            "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), STR(id:))) }"
        ).rows[0][0]
    )


def test_one_value_with_more_statements_than_an_answer_is_read_too(virtuoso_server: Place) -> None:
    empty(virtuoso_server)
    server = Server(virtuoso_server.endpoint())
    node, other, graph = (ox.NamedNode(f"https://kg.example/id/graph/{name}") for name in "abc")
    quads = {
        ox.Quad(subject, predicate, ox.Literal(f"ż{n}"), graph)
        for subject, predicate in ((node, node), (node, other), (other, node))
        for n in range(MOST_ROWS + 7)
    }
    server.change((), quads)
    assert set(server.quads(graph=graph)) == quads
    assert set(server.quads(node)) == {quad for quad in quads if quad.subject == node}
    assert set(server.quads(node, node, graph=graph)) == {
        quad for quad in quads if quad.subject == quad.predicate == node
    }
    server.replace(graph, b"")


def test_many_statements_of_every_kind_leave_in_one_change(virtuoso_server: Place) -> None:
    empty(virtuoso_server)
    server = Server(virtuoso_server.endpoint())
    graph, node, predicate = (ox.NamedNode(f"https://kg.example/id/graph/{name}") for name in "abc")
    kinds = {
        "string": "{}", "anyURI": "http://h/{}", "duration": "P{}M", "gYear": "2{:03}", "decimal": "{}.5",
    }  # fmt: skip
    quads = {
        ox.Quad(
            ox.NamedNode(f"{node.value}/{n}"), predicate, ox.Literal(way.format(n), datatype=XSD[kind]), graph
        )
        for n in range(1, 230)
        for kind, way in kinds.items()
    }
    server.change((), quads)
    held = set(server.quads(graph=graph))
    assert len(held) == len(quads) > 1000
    server.change(held, ())
    assert list(server.quads(graph=graph)) == []


def test_an_answer_that_is_cut_is_no_answer(virtuoso_server: Place) -> None:
    empty(virtuoso_server)
    server = Server(virtuoso_server.endpoint())
    graph = Graph(server)
    put_at_once(server, many(MOST_ROWS + 1))
    where = "{ ?x a schema:NewsArticle ; schema:inLanguage ?language }"
    for sparql in (
        f"SELECT ?x {where}",
        f"CONSTRUCT {{ ?x a kg:Text }} WHERE {where}",
        f"CONSTRUCT {{ kg:all kg:says ?language }} {where}",
        "CONSTRUCT WHERE { ?x a schema:NewsArticle }",
        f"DESCRIBE ?x {where}",
    ):
        with pytest.raises(QueryError, match=f"gives {MOST_ROWS} rows at most"):
            graph.query(sparql)
    assert len(graph.query(f"SELECT ?x {where} LIMIT {MOST_ROWS - 1}").rows) == MOST_ROWS - 1
    made = graph.query(f"CONSTRUCT {{ ?x a kg:Text }} {where} LIMIT {MOST_ROWS - 1}")
    assert len(made.rows) == MOST_ROWS - 1
    with pytest.raises(QueryError, match="rows at most"):
        list(graph.rdf.query(f"SELECT ?x {where}"))


def test_names_that_a_server_would_cut_are_refused(virtuoso_server: Place) -> None:
    empty(virtuoso_server)
    graph = Graph(Server(virtuoso_server.endpoint()))
    long = Extraction(Document("d" * LONGEST_IRI, "text", (), "en"), ())
    with pytest.raises(StoreError, match=f"no IRI of more than {LONGEST_IRI} bytes"):
        graph.put(long, FINGERPRINT)
    assert graph.documents() == {}


@pytest.mark.parametrize(
    ("sparql", "counting"),
    [
        ("DESCRIBE <x>", None),
        ("DESCRIBE ?x { ?x ?y ?z }", "SELECT (COUNT(*) AS ?n) { SELECT * { ?x ?y ?z }\n}"),
        (
            "CONSTRUCT { ?x a 'WHERE {' } FROM <g> WHERE { ?x ?y ?z } LIMIT 3",
            "SELECT (COUNT(*) AS ?n) FROM <g> { SELECT * WHERE { ?x ?y ?z } LIMIT 3\n}",
        ),
        (
            "PREFIX a: <b> # CONSTRUCT {\nCONSTRUCT { } { ?x a:where ?z { ?a ?b ?c } } # end",
            "PREFIX a: <b> # CONSTRUCT {\nSELECT (COUNT(*) AS ?n) "
            "{ SELECT * { ?x a:where ?z { ?a ?b ?c } } # end\n}",
        ),
        ("CONSTRUCT WHERE { ?x ?y ?z }", "SELECT (COUNT(*) AS ?n) { SELECT * WHERE { ?x ?y ?z }\n}"),
    ],
)
def test_solutions_are_counted_by_the_pattern(sparql: str, counting: str | None) -> None:
    assert counted(sparql) == counting


# The commands


def test_commands_work_on_a_server(oxigraph_server: Place, run, pipelines: None, tmp_path: Path) -> None:
    empty(oxigraph_server)
    at = ("--store", oxigraph_server.address)
    text = tmp_path / "deal.txt"
    text.write_text("Lenovo signed a partnership agreement with Nvidia on Monday.\n", encoding="utf-8")
    assert run("build", text, *at).code == 0
    assert run("build", text, "--store", tmp_path / "folder").code == 0
    assert "unchanged" in run("build", text, *at).out
    assert "Nvidia" in run("query", "partners", "--param", "org=lenovo", *at).out
    assert "Nvidia" in run("explain", "Lenovo", "Nvidia", *at).out
    assert run("view", tmp_path / "page.html", *at).code == 0
    assert run("validate", *at).code == 0
    for name, store in (("server.nq", oxigraph_server.address), ("folder.nq", tmp_path / "folder")):
        assert run("export", tmp_path / name, "--store", store).code == 0
    assert (tmp_path / "server.nq").read_bytes() == (tmp_path / "folder.nq").read_bytes()
    assert run("retract", "deal", *at).code == 0
    assert run("query", "ASK { ?x a kg:Claim }", "--format", "csv", *at).out == "answer\nfalse\n"


def test_readers_of_a_server_write_nothing(oxigraph_server: Place, run, news) -> None:
    empty(oxigraph_server)
    with Graph.open(oxigraph_server.address) as graph:
        graph.put(news[0], FINGERPRINT)
    ran = run("query", "ASK { ?x a kg:Claim }", "--format", "csv", "--store", oxigraph_server.address)
    assert (ran.code, ran.out) == (0, "answer\ntrue\n")
    assert "kg build brings them up to date" in ran.err
    with Graph.open(oxigraph_server.address) as graph:
        assert graph.is_stale


def test_only_a_folder_is_served(run) -> None:
    ran = run("serve", "--store", "http://127.0.0.1:7878")
    assert ran.code == 2
    assert "needs a folder" in ran.err


@pytest.mark.parametrize("command", [["query", "documents"], ["export", "out.nq"], ["retract", "one"]])
def test_a_failing_server_is_one_line_and_1(command: list[str], run, wayward: tuple[Contrary, str]) -> None:
    server, address = wayward
    server.nonsense = b"Welcome\nto this server"
    ran = run(*command, "--store", address)
    assert ran.code == 1
    assert ran.err.count("\n") == 1
    assert ran.err.startswith(f"kg: {address}/query: ")
