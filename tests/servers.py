"""Real SPARQL servers of the tests, each in a folder of its own and gone with it, and one that misbehaves."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest
import requests

from kg.store.endpoint import Endpoint
from kg.store.remote import Server

MOST_ROWS = 150
"""What Virtuoso is told to give at most, so that all that is larger goes by pages."""

_VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
CheckpointInterval = 0
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 5
ServerRoot = .
EnabledGzipContent = 1
[SPARQL]
ResultSetMaxRows = {rows}
"""
_STARTING = 60.0
"""Seconds that a server may take to answer."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a server is, and as whom it is written."""

    address: str
    user: str | None = None
    password: str | None = None

    def endpoint(self) -> Endpoint:
        return Endpoint(self.address, user=self.user, password=self.password)

    @property
    def environment(self) -> dict[str, str]:
        given = {"KG_STORE_USER": self.user, "KG_STORE_PASSWORD": self.password}
        return {name: value for name, value in given.items() if value is not None}


@contextmanager
def oxigraph(folder: Path) -> Iterator[Place]:
    """The server of the package ``oxigraph``."""
    program = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if program is None:
        _absent("the server program oxigraph is not installed")
    port = _free_port()
    with _running([program, "serve", "--location", "store", "--bind", f"127.0.0.1:{port}"], folder, port):
        yield Place(f"http://127.0.0.1:{port}")


@contextmanager
def virtuoso(folder: Path) -> Iterator[Place]:
    """Virtuoso 7, to which its own administrator writes."""
    program = shutil.which("virtuoso-t")
    if program is None:
        _absent("the server program virtuoso-t is not installed")
    sql, http = _free_port(), _free_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO.format(sql=sql, http=http, rows=MOST_ROWS))
    with _running([program, "-f", "+configfile", "virtuoso.ini"], folder, http):
        yield Place(f"http://127.0.0.1:{http}/sparql-auth", "dba", "dba")


def empty(place: Place) -> None:
    """Take out all that earlier tests have put there."""
    server = Server(place.endpoint())
    server.change(list(server.quads()), ())
    server.close()


def _absent(reason: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


@contextmanager
def _running(command: list[str], folder: Path, port: int) -> Iterator[None]:
    log = folder / "log"
    with log.open("wb") as out:
        server = subprocess.Popen(command, cwd=folder, stdout=out, stderr=subprocess.STDOUT)
    try:
        end = time.monotonic() + _STARTING
        while True:
            with suppress(requests.ConnectionError):
                requests.get(f"http://127.0.0.1:{port}/sparql", timeout=5)
                break
            has_time = server.poll() is None and time.monotonic() < end
            assert has_time, log.read_text("utf-8", "replace")
            time.sleep(0.1)
        yield
    finally:
        server.kill()
        server.wait()


@dataclass(slots=True)
class Contrary:
    """A server over a store in memory, which answers by the book save in what it is told to do wrong."""

    store: ox.Store = field(default_factory=ox.Store)
    busy: int = 0
    """Requests that it refuses before it has time."""
    moved: str | None = None
    nonsense: bytes | None = None
    """What it answers to everything."""
    keeps_to_default_graph: bool = False
    asked: list[str] = field(default_factory=list)

    def answer(self, fields: dict[str, list[str]], accept: str) -> bytes:
        union = "union-default-graph" in fields and not self.keeps_to_default_graph
        answer = self.store.query(fields["query"][0], use_default_graph_as_union=union)
        if isinstance(answer, ox.QueryTriples):
            return bytes(answer.serialize(format=ox.RdfFormat.N_TRIPLES))
        return bytes(answer.serialize(format=ox.QueryResultsFormat.from_media_type(accept)))


@contextmanager
def contrary(server: Contrary) -> Iterator[str]:
    """The address of ``server`` while it runs."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            fields = parse_qs(sent, keep_blank_values=True)
            server.asked.append(sent)
            if server.busy:
                server.busy -= 1
                self.say(503, b"busy")
            elif server.moved is not None:
                self.say(301, b"", Location=server.moved)
            elif server.nonsense is not None:
                self.say(200, server.nonsense)
            elif "query" in fields:
                self.say(200, server.answer(fields, self.headers["Accept"]))
            else:
                server.store.update(sent)
                self.say(204, b"")

        def say(self, status: int, body: bytes, **headers: str) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{http.server_port}"
    finally:
        http.shutdown()
        http.server_close()
        thread.join()
