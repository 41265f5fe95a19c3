"""``python -m kg.benchmarks.load``"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from threading import Event
from urllib.parse import urlsplit

from kg.benchmarks.child import in_child
from kg.benchmarks.clients import Served, ask_on, endless, questions
from kg.benchmarks.clock import family_memory
from kg.benchmarks.news import QUADS, news, resolution
from kg.store.graph import Graph

_BATCH = 5
"""Documents that the writer puts before it publishes."""
_BETWEEN = 2.0
"""Seconds between two of its publications, at least."""
_LOOK = 0.2
"""Seconds between two looks at the server's memory."""
_PATIENCE = 600.0
_FINGERPRINT = "benchmark"


@dataclass(frozen=True, slots=True)
class Load:
    """What a server did under load."""

    served: tuple[Served, ...]
    """Client by client, without the one whose query does not end."""
    endless: Mapping[str, int]
    """How that query ended, and how often."""
    published: int
    """Documents that the writer added, as its last publication has them."""
    memory: float
    """Megabytes of the server and its workers together, at most; what they share is counted for each."""
    seconds: float

    @property
    def statuses(self) -> Counter[str]:
        """Requests by how they ended; ``200`` is an answer."""
        return sum((Counter(client.statuses) for client in self.served), Counter())

    @property
    def wrong(self) -> tuple[str, ...]:
        """What was asked where the answer was not that of the store."""
        return tuple(chain.from_iterable(client.wrong for client in self.served))


def main() -> None:
    """Asks a served store from many sides at once, beside a writer and a query without end; needs Linux."""
    parser = argparse.ArgumentParser(prog="python -m kg.benchmarks.load", description=main.__doc__)
    parser.add_argument("--quads", type=int, default=100_000, help="size of the store, about so many")
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--timeout", type=float, default=30.0, help="that the server gives a query")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        load = loaded(Path(folder, "store"), given.quads, given.clients, given.seconds, given.timeout)
    print("\n".join(lines(load)))


def lines(load: Load) -> Iterator[str]:
    """What is printed of it."""
    times = sorted(chain.from_iterable(client.times for client in load.served))
    requests = load.statuses.total()
    yield (
        f"{len(load.served)} clients, {requests} requests in {load.seconds:.0f} s "
        f"({requests / load.seconds:.0f} a second), {load.published} documents published meanwhile"
    )
    yield f"errors: {_counted({how: n for how, n in load.statuses.items() if how != '200'})}"
    yield f"wrong answers: {len(load.wrong)}"
    if len(times) > 1:
        cuts = quantiles(times, n=100)
        shown = f"median {cuts[49]:.3f}, 95 % {cuts[94]:.3f}, 99 % {cuts[98]:.3f}, most {times[-1]:.3f}"
        yield f"seconds: {shown}"
    yield f"memory, server and workers: {load.memory:.0f} MB at most"
    yield f"the query without end: {_counted(load.endless)}"


def loaded(store: Path, quads: int, clients: int, seconds: float, timeout: float) -> Load:
    """Makes a store of about so many quads in the folder ``store``, serves it, and asks for ``seconds``.

    Answers are held against those of ``Graph.query``: the writer adds documents, and not to the facts.
    """
    documents = max(1, round(quads / QUADS))
    more = _BATCH * (1 + int(seconds / _BETWEEN))
    in_order = (documents, documents + more)
    list(in_child(_PATIENCE, make, store, *in_order))
    with Graph.read(store) as graph:
        prepared = questions(graph, documents, _BATCH)
    with serving(store, timeout) as (process, address), ThreadPoolExecutor(clients + 3) as threads:
        place = urlsplit(address).netloc
        done = Event()
        watching = threads.submit(_watch, process, done)
        start = time.monotonic()
        end = start + seconds
        writing = threads.submit(lambda: [*in_child(_PATIENCE, write, store, *in_order, seconds)])
        forever = threads.submit(endless, place, end)
        asking = [threads.submit(ask_on, place, prepared, number, end) for number in range(clients)]
        try:
            served = tuple(client.result() for client in asking)
            took = time.monotonic() - start
            published = writing.result()
            ended = forever.result()
        finally:
            done.set()
        return Load(served, ended, published[-1] if published else 0, watching.result(), took)


def make(store: Path, documents: int, all: int) -> Iterator[None]:
    """Writes the first ``documents`` of made-up news, and their facts, to a new store."""
    said = news(all).extractions[:documents]
    with Graph.open(store, create=True) as graph:
        for extraction in said:
            graph.put(extraction, _FINGERPRINT)
        graph.write(resolution(claim for extraction in said for claim in extraction.claims))
    yield


def write(store: Path, documents: int, all: int, seconds: float) -> Iterator[int]:
    """Puts the rest, a few at a time, for ``seconds``; yields how many readers can see.

    The facts stay those of the first ``documents``, so that answers can be foretold.
    """
    end = time.monotonic() + seconds
    said = news(all).extractions
    facts = resolution(claim for extraction in said[:documents] for claim in extraction.claims)
    with Graph.open(store) as graph:
        for first in range(documents, all, _BATCH):
            if time.monotonic() > end:
                return
            next_one = time.monotonic() + _BETWEEN
            for extraction in said[first : first + _BATCH]:
                graph.put(extraction, _FINGERPRINT)
            graph.write(facts)
            yield first + _BATCH - documents
            time.sleep(max(0.0, min(next_one, end) - time.monotonic()))


@contextmanager
def serving(store: Path, timeout: float) -> Iterator[tuple[int, str]]:
    """``kg serve`` over ``store``: process and address. Raises RuntimeError where it does not start."""
    options = ["--store", str(store), "--port", "0", "--timeout", str(timeout)]
    command = [sys.executable, "-m", "kg", "serve", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            found = re.search(r"http://\S+", server.stdout.readline())
            if found is None:
                raise RuntimeError("kg serve does not start")
            yield server.pid, found[0]
        finally:
            server.terminate()


def _watch(process: int, done: Event) -> float:
    """Megabytes that a process and all that come from it have together, at most, until it is ``done``."""
    most = 0.0
    while not done.wait(_LOOK):
        most = max(most, family_memory(process))
    return most


def _counted(ways: Mapping[str, int]) -> str:
    return ", ".join(f"{count} × {how}" for how, count in sorted(ways.items())) or "none"


if __name__ == "__main__":
    main()
