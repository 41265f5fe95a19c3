"""``kg serve`` in a process of its own, plain HTTP to speak with it, and a loop for its parts."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
from collections.abc import Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from store_news import FINGERPRINT, hand_made, resolved

import kg
from kg.store.graph import Graph


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def media(self) -> str:
        return self.headers["content-type"].partition(";")[0]


@dataclass(frozen=True, slots=True)
class Served:
    """A server that runs."""

    process: subprocess.Popen[str]
    address: str
    """With a slash at its end."""

    def request(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Reply:
        """One request, over a connection of its own."""
        host, _, port = self.address.removeprefix("http://").rstrip("/").partition(":")
        connection = HTTPConnection(host, int(port), timeout=60)
        try:
            connection.request(method, path, body, dict(headers or {}))
            reply = connection.getresponse()
            names = {name.lower(): value for name, value in reply.getheaders()}
            return Reply(reply.status, names, reply.read())
        finally:
            connection.close()

    def ask(self, query: str, accept: str = "text/csv", **headers: str) -> Reply:
        """A query by GET."""
        path = f"/sparql?{urlencode({'query': query})}"
        return self.request("GET", path, headers={"Accept": accept, **headers})


def fill(folder: Path) -> None:
    """A new store of three documents and their facts."""
    with Graph.open(folder, create=True) as graph:
        for extraction in hand_made():
            graph.put(extraction, FINGERPRINT)
        graph.write(resolved(*hand_made()))


def start(store: Path, *options: str) -> Served:
    """``kg serve`` over ``store`` on a port of its choice."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "kg", "serve", "--store", str(store), "--port", "0", *options],
        env={**_environment(), "PYTHONPATH": str(Path(kg.__file__).parents[1])},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stdout is not None
    assert process.stderr is not None
    line = process.stdout.readline()
    found = re.search(r"http://127\.0\.0\.1:\d+/", line)
    assert found, line + process.stderr.read()
    return Served(process, found[0])


def stop(served: Served) -> tuple[int, str]:
    """Interrupts the server: its exit code, and what it said on standard error after its beginning."""
    served.process.send_signal(signal.SIGINT)
    _, said = served.process.communicate(timeout=60)
    return served.process.returncode, re.sub(r"^opening .*\n", "", said)


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in {"FORCE_COLOR", "COLUMNS"}}


def finish(work: Coroutine[Any, Any, None]) -> None:
    """Runs it in a thread of its own: the browser tests leave a running loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()
