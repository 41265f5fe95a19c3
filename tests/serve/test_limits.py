"""What a server withstands: queries without end, too many rows, broken workers, a writer, interrupts."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from serving import Reply, Served, fill, stop
from store_news import FINGERPRINT, hand_made, resolved

from kg.serve.pool import WORKERS
from kg.store.graph import Graph

Serve = Callable[..., Served]

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n0 ?o }"
GREEDY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o } ORDER BY ?a"
DEEP = "ASK { FILTER" + "(" * 200_000 + "1" + ")" * 200_000 + "}"
FORM = {"Content-Type": "application/sparql-query", "Accept": "text/csv"}


def workers(served: Served) -> list[int]:
    """Process ids of a server's workers."""
    return [
        pid
        for pid in map(int, filter(str.isdecimal, os.listdir("/proc")))
        if parent(pid) == served.process.pid
    ]


def parent(pid: int) -> int | None:
    """Of a process; None where it has ended."""
    try:
        state, parent, *_ = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if state == "Z" else int(parent)


def is_running(pid: int) -> bool:
    return parent(pid) is not None


def until(holds: Callable[[], bool]) -> bool:
    """Waits, for a minute at most, until something is so."""
    end = time.monotonic() + 60
    while not holds() and time.monotonic() < end:
        time.sleep(0.02)
    return holds()


def begin(served: Served, threads: ThreadPoolExecutor, query: str = ENDLESS) -> Future[Reply]:
    """Asks what keeps the one worker busy, so that whatever is asked next needs another."""
    asking = threads.submit(served.ask, query)
    assert until(lambda: served.ask("ASK {}").text == "true" and len(workers(served)) == 2)
    return asking


SLOW = (504, "the query took longer than 2 s and was stopped\n")


@pytest.mark.parametrize(
    ("query", "limits"),
    [(ENDLESS, {504}), pytest.param(GREEDY, {503, 504}, id="greedy")],  # for memory or for time
)
def test_a_query_without_end_is_stopped_while_others_are_answered(
    serve: Serve, query: str, limits: set[int]
) -> None:
    served = serve("--timeout", "2")
    with ThreadPoolExecutor() as threads:
        endless = begin(served, threads, query)
        assert [served.ask("ASK {}").text for _ in range(20)] == ["true"] * 20
        assert not endless.done()
        reply = endless.result()
        assert reply.status in limits
        assert reply.status == 503 or (reply.status, reply.text) == SLOW
    assert until(lambda: all(is_running(pid) for pid in workers(served)))
    assert served.ask("ASK {}").text == "true"


def test_a_query_that_breaks_its_worker_breaks_nothing_else(serve: Serve) -> None:
    served = serve()
    broken = served.request("POST", "/sparql", DEEP.encode(), FORM)
    assert broken.status == 503
    assert "nest too deep" in broken.text
    assert served.ask("ASK {}").text == "true"
    code, said = stop(served)
    assert code == 0
    assert said == "kg: a query ended its worker (SIGSEGV); others go on\n"


def test_a_killed_worker_is_replaced(serve: Serve) -> None:
    served = serve()
    for pid in workers(served):
        os.kill(pid, signal.SIGKILL)
    assert until(lambda: served.ask("ASK {}").text == "true")
    code, said = stop(served)
    assert code == 0
    assert re.fullmatch(r"(kg: [^\n]+ended[^\n]*\(SIGKILL\)[^\n]+\n)+", said)


def test_a_question_that_nobody_waits_for_is_given_up(serve: Serve) -> None:
    served = serve("--timeout", "600")
    [first] = workers(served)
    host, port = served.address.removeprefix("http://").rstrip("/").split(":")
    with socket.create_connection((host, int(port))) as connection:
        body = ENDLESS.encode()
        head = f"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: {FORM['Content-Type']}\r\n"
        connection.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        assert until(lambda: served.ask("ASK {}").text == "true" and len(workers(served)) == 2)
        assert is_running(first)
    assert until(lambda: not is_running(first))


def test_many_queries_without_end_keep_nobody_waiting(serve: Serve) -> None:
    """All shipped queries are answered before the first query without end is cut off."""
    served = serve("--timeout", "60")
    with ThreadPoolExecutor(WORKERS + 3) as threads:
        asking = [threads.submit(served.ask, ENDLESS) for _ in range(WORKERS + 3)]
        try:
            assert until(lambda: len(workers(served)) >= WORKERS)
            listed = json.loads(served.request("GET", "/queries").text)
            required = {"org": "Alpha Chips", "other": "Beta Cloud"}
            for query in listed:
                given = {p["name"]: required[p["name"]] for p in query["parameters"] if p["required"]}
                assert served.request("GET", f"/queries/{query['name']}?{urlencode(given)}").status == 200
            assert served.request("GET", "/timeline").status == 200
            assert not any(each.done() for each in asking)
        finally:
            stop(served)
        assert {each.result().status for each in asking} == {503}


def test_a_query_that_left_its_place_gets_another(serve: Serve) -> None:
    served = serve("--timeout", "6")
    with ThreadPoolExecutor(WORKERS + 2) as threads:
        asking = [threads.submit(served.ask, ENDLESS) for _ in range(WORKERS + 2)]
        while not all(each.done() for each in asking):
            assert served.ask("ASK {}").text == "true"
        assert {(each.result().status, each.result().text) for each in asking} == {
            (504, "the query took longer than 6 s and was stopped\n")
        }
    assert stop(served) == (0, "")


# Rows


@pytest.mark.parametrize(
    "media", ["text/csv", "text/tab-separated-values", "application/json", "application/xml"]
)
def test_too_many_rows_are_refused_and_never_half_given(serve: Serve, media: str) -> None:
    served = serve("--max-rows", "3")
    query = "SELECT ?x { VALUES ?x { 'a\\nb' '\"\\n' '\\\\' 4 } }"
    refused = served.ask(query, media)
    assert (refused.status, refused.media) == (403, "text/plain")
    assert "more than 3 rows; LIMIT" in refused.text
    whole = served.ask(f"{query} LIMIT 3", media)
    assert (whole.status, whole.headers["kg-rows"]) == (200, "3")
    assert "kg-cut-off" not in whole.headers

    cut = served.ask(query, media, Prefer="handling=lenient")
    assert (cut.status, cut.body) == (200, whole.body)
    assert cut.headers["kg-cut-off"] == "max-rows=3"
    assert cut.headers["preference-applied"] == "handling=lenient"
    assert "kg-cut-off" not in served.ask(f"{query} LIMIT 3", media, Prefer="handling=lenient").headers


def test_too_many_triples_are_refused_too(serve: Serve) -> None:
    served = serve("--max-rows", "3")
    query = "CONSTRUCT { <a:b> <a:c> ?x } { VALUES ?x { 1 2 3 4 } }"
    assert served.ask(query, "text/turtle").status == 403
    cut = served.ask(query, "application/n-triples", Prefer="respond-async, handling=lenient")
    assert (cut.text.count("\n"), cut.headers["kg-cut-off"]) == (3, "max-rows=3")


# Many, and a writer


def test_twenty_clients_at_once_get_each_their_own_answer(endpoint: Served) -> None:
    with ThreadPoolExecutor(20) as threads:
        asked = range(100)
        replies = threads.map(
            lambda i: endpoint.ask(f"SELECT ({i} AS ?n) {{ ?c a kg:Claim }} LIMIT 1"), asked
        )
        assert [reply.text for reply in replies] == [f"n\r\n{i}\r\n" for i in asked]


def test_what_a_writer_publishes_is_read_at_once_and_what_it_does_not_is_not(
    serve: Serve, tmp_path: Path
) -> None:
    store = tmp_path / "growing"
    one, two, three = hand_made()
    with Graph.open(store, create=True) as graph:
        graph.put(one, FINGERPRINT)
        graph.write(resolved(one))
    served = serve(store=store)
    count = "SELECT (COUNT(*) AS ?n) { ?d a schema:NewsArticle }"
    assert served.ask(count).text == "n\r\n1\r\n"
    with Graph.open(store) as graph:
        graph.put(two, FINGERPRINT)
        assert served.ask(count).text == "n\r\n1\r\n"
    assert served.ask(count).text == "n\r\n2\r\n"
    with ThreadPoolExecutor() as threads:  # while others read
        reading = [threads.submit(served.ask, count) for _ in range(40)]
        with Graph.open(store) as graph:
            graph.put(three, FINGERPRINT)
        assert {reply.result().text for reply in reading} <= {"n\r\n2\r\n", "n\r\n3\r\n"}
    assert served.ask(count).text == "n\r\n3\r\n"


def test_a_store_that_is_made_anew_is_read_anew(serve: Serve, tmp_path: Path) -> None:
    store, other = tmp_path / "store", tmp_path / "other"
    fill(store)
    served = serve(store=store)
    query = "SELECT (COUNT(*) AS ?n) { ?c a kg:Claim }"
    assert served.ask(query).text == "n\r\n9\r\n"
    with Graph.open(other, create=True) as graph:
        graph.put(hand_made()[0], FINGERPRINT)
    store.rename(tmp_path / "old")
    assert served.ask(query).text == "n\r\n9\r\n"
    other.rename(store)
    assert served.ask(query).text == "n\r\n3\r\n"


# Federation


def test_another_server_is_asked_where_that_is_allowed(serve: Serve, endpoint: Served) -> None:
    inner = "SELECT (COUNT(*) AS ?n) { ?c a <https://kg.example/ns#Claim> }"
    query = f"SELECT ?n {{ SERVICE <{endpoint.address}sparql> {{ {inner} }} }}"
    assert endpoint.ask(query).status == 403
    served = serve("--allow-service")
    assert served.ask(query).text == "n\r\n9\r\n"
    gone = served.ask("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")
    assert gone.status == 502
    description = served.request("GET", "/sparql").text
    assert "sd:BasicFederatedQuery" in description


# The ways to begin and to end


def test_an_interrupt_ends_it_at_once_also_while_it_works(serve: Serve) -> None:
    served = serve("--timeout", "600")
    with ThreadPoolExecutor() as threads:
        asking = begin(served, threads)
        running = workers(served)
        assert stop(served) == (0, "")
        assert asking.result().status == 503
    assert not any(map(is_running, running))


def test_workers_do_not_outlive_a_server_that_is_killed(serve: Serve) -> None:
    served = serve("--timeout", "600")
    with ThreadPoolExecutor() as threads:
        asking = begin(served, threads)
        running = workers(served)
        served.process.kill()
        assert isinstance(asking.exception(), OSError)
    assert until(lambda: not any(map(is_running, running)))


def test_a_taken_port_is_told_in_one_line(run: Any, endpoint: Served, store: Path) -> None:
    port = endpoint.address.rstrip("/").rpartition(":")[2]
    ran = run("serve", "--store", store, "--port", port)
    assert (ran.code, ran.out) == (1, "")
    reason = f"port {port} cannot be had: address already in use; --port 0 takes a free one"
    assert ran.err == f"opening {store}\nkg: {reason}\n"


def test_no_store_is_told_in_one_line(run: Any, tmp_path: Path) -> None:
    ran = run("serve", "--store", tmp_path / "none")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.splitlines()[1:] == [f"kg: {tmp_path}/none: no store here"]
