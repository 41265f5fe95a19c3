"""What is measured of each store; every function here is run in a process of its own.

Four ways to the same quads: rdflib in memory, ``graph.rdf``, ``graph.query``, and pyoxigraph bare. The last
three read the same files.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from types import FrameType

import pyoxigraph as ox
from rdflib import Dataset

from kg.benchmarks.clock import most_memory, seconds, wall_seconds
from kg.benchmarks.news import news
from kg.model import Extraction
from kg.store import snapshots
from kg.store.derived import resolution_quads
from kg.store.graph import Graph
from kg.store.quads import as_stored, extraction_quads

STORE, FILE = "store", "store.nq"
"""What ``write`` leaves in its folder: the store, and the same as N-Quads."""
_FINGERPRINT = "benchmark"
BATCH = 100
"""Documents that are written between two looks at the clock."""


@dataclass(frozen=True, slots=True)
class Written:
    """What writing took, in seconds that passed."""

    documents: int
    claims: int
    facts: int
    quads: int
    ours: tuple[float, ...]
    """``Graph.put``, batch by batch; a batch is ``BATCH`` documents."""
    bare: tuple[float, ...]
    """pyoxigraph, the same batches in turn with ours."""
    our_facts: float
    """``Graph.write``."""
    bare_facts: float

    @property
    def seconds(self) -> float:
        """For everything, by us."""
        return sum(self.ours) + self.our_facts

    @property
    def bare_seconds(self) -> float:
        """For everything, by pyoxigraph."""
        return sum(self.bare) + self.bare_facts

    @property
    def rate(self) -> float:
        """Our documents a second as a part of the bare ones, by the median batch."""
        return median(bare / ours for ours, bare in zip(self.ours, self.bare, strict=True))


@dataclass(frozen=True, slots=True)
class Asked:
    """What one query took, round by round: seconds of processor time, all rows read."""

    query: str
    rows: int
    bare: tuple[float, ...]
    ours: tuple[float, ...]
    """``graph.query``, values of the rows read."""
    rdf: tuple[float, ...]
    """``graph.rdf.query``."""

    @property
    def ours_to_bare(self) -> float:
        """How many times the bare time ``graph.query`` takes, by the median round."""
        return median(ours / bare for ours, bare in zip(self.ours, self.bare, strict=True))

    @property
    def rdf_to_bare(self) -> float:
        """How many times the bare time ``graph.rdf`` takes, by the median round."""
        return median(rdf / bare for rdf, bare in zip(self.rdf, self.bare, strict=True))


@dataclass(frozen=True, slots=True)
class Held:
    """What a process costs that reads a store; megabytes at most, and seconds."""

    memory: float
    """After all queries were asked."""
    reading: float
    """What ``Graph.read`` takes."""
    writing: float
    """What ``Graph.open`` takes."""


def write(folder: str, batches: int) -> Iterator[Written]:
    """Writes made-up news to two stores: one document a transaction.

    ``Graph.put`` is given extractions. The bare store is given the same quads, ready in memory, by one
    ``Store.extend`` a document, and flushed after each batch; all facts are one more.
    """
    made = news(batches * BATCH)
    said = made.extractions
    taken: dict[str, list[float]] = {"ours": [], "bare": []}
    store = ox.Store(f"{folder}/bare")
    count = 0
    with Graph.open(f"{folder}/{STORE}", create=True) as graph:
        for number in range(batches):
            batch = said[number * BATCH : (number + 1) * BATCH]
            quads = [extraction_quads(extraction, _FINGERPRINT) for extraction in batch]
            count += sum(map(len, quads))
            works = [("ours", partial(_put, graph, batch)), ("bare", partial(_extend, store, quads))]
            for name, work in works if number % 2 else works[::-1]:
                taken[name].append(wall_seconds(work))
        our_facts = wall_seconds(lambda: graph.write(made.resolution))
        facts = as_stored(resolution_quads(made.resolution, None))
        bare_facts = wall_seconds(lambda: _extend(store, [facts]))
        graph.export(f"{folder}/{FILE}")
    yield Written(
        len(said),
        sum(len(extraction.claims) for extraction in said),
        len(made.resolution.facts),
        count + len(facts),
        tuple(taken["ours"]),
        tuple(taken["bare"]),
        our_facts,
        bare_facts,
    )


def _put(graph: Graph, batch: Sequence[Extraction]) -> None:
    for extraction in batch:
        graph.put(extraction, _FINGERPRINT)


def _extend(store: ox.Store, batch: Sequence[Collection[ox.Quad]]) -> None:
    for quads in batch:
        store.extend(quads)
    store.flush()


def ask(folder: str, queries: Mapping[str, str], rounds: int) -> Iterator[Asked]:
    """Asks each of ``queries`` (SPARQL by name) in turns of three, after one turn that does not count."""
    path = Path(folder, STORE)
    with Graph.read(path) as graph:
        rdf, bare = graph.rdf, _bare(path)
        for name, sparql in queries.items():
            works = [
                partial(_rows_bare, bare, sparql),
                partial(_rows, graph, sparql),
                partial(_rows_rdf, rdf, sparql),
            ]
            counts = {work() for work in works}
            assert len(counts) == 1, f"{name}: different answers"
            taken: list[list[float]] = [[], [], []]
            for turn in range(rounds):
                for index in (0, 1, 2) if turn % 2 else (2, 1, 0):
                    taken[index].append(seconds(works[index]))
            yield Asked(name, counts.pop(), *map(tuple, taken))


def _bare(path: Path) -> ox.Store:
    """The files that a reader of the store in the folder ``path`` reads."""
    snapshot = snapshots.latest(path)
    assert snapshot is not None
    return ox.Store.read_only(str(snapshot.folder))


def _rows_bare(store: ox.Store, sparql: str) -> int:
    answer = store.query(sparql, use_default_graph_as_union=True)
    assert isinstance(answer, ox.QuerySolutions)
    return sum(1 for row in answer if tuple(row))


def _rows(graph: Graph, sparql: str) -> int:
    return sum(1 for row in graph.query(sparql).rows if row)


def _rows_rdf(rdf: Dataset, sparql: str) -> int:
    return sum(1 for row in rdf.query(sparql) if row)


def hold(folder: str, queries: Mapping[str, str]) -> Iterator[Held]:
    """Reads a store by ``Graph.read`` and asks all of ``queries``; then opens it a few times."""
    path = Path(folder, STORE)
    with Graph.read(path) as graph:
        for sparql in queries.values():
            _rows(graph, sparql)
    memory = most_memory()
    yield Held(
        memory,
        median(wall_seconds(lambda: Graph.read(path).close()) for _ in range(5)),
        median(wall_seconds(lambda: Graph.open(path).close()) for _ in range(5)),
    )


def hold_bare(folder: str, queries: Mapping[str, str]) -> Iterator[Held]:
    """The same by pyoxigraph alone, which opens the same files to read and its own store to write."""
    store = _bare(Path(folder, STORE))
    for sparql in queries.values():
        _rows_bare(store, sparql)
    memory = most_memory()
    yield Held(
        memory,
        median(wall_seconds(lambda: _bare(Path(folder, STORE))) for _ in range(5)),
        median(wall_seconds(lambda: ox.Store(f"{folder}/bare")) for _ in range(5)),
    )


@dataclass(frozen=True, slots=True)
class InMemory:
    """What rdflib's own store took to load everything, or to answer a query."""

    seconds: float
    """That passed for loading, or of processor time for a query; up to where it went wrong."""
    trouble: str
    """What went wrong; empty where nothing did."""
    memory: float
    """Megabytes, at most so far."""


class _Late(BaseException):
    """Time is up; nothing on the way takes it for its own error."""


def rdflib_in_memory(folder: str, queries: Mapping[str, str], limit: int) -> Iterator[InMemory]:
    """Loads the store's N-Quads, then asks each of ``queries``, for ``limit`` seconds of time at most.

    A query that is answered in a sixth of the limit is asked three times, and the median is told.
    """
    dataset = Dataset(default_union=True)
    loading = wall_seconds(lambda: dataset.parse(Path(folder, FILE), format="nquads"))
    yield InMemory(loading, "", most_memory())
    signal.signal(signal.SIGALRM, _late)
    for sparql in queries.values():
        taken: list[float] = []
        trouble = ""
        start = time.process_time()
        signal.alarm(limit)
        try:
            while len(taken) < 3 and sum(taken) <= limit / 6:
                taken.append(seconds(partial(_rows_rdf, dataset, sparql)))
        except _Late:
            trouble = f">{limit} s"
        except Exception as error:  # of whatever kind: some queries it cannot answer
            trouble = type(error).__name__
        signal.alarm(0)
        spent = time.process_time() - start
        yield InMemory(spent if trouble else median(taken), trouble, most_memory())


def _late(number: int, frame: FrameType | None) -> None:
    raise _Late
