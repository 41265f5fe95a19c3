"""Builds that are killed at random moments, and then finished: ``python tests/killed.py --trials 20``.

Whatever the moment, the store holds whole documents only, readers see facts that belong to what they rest on,
and the build that comes after makes the same bytes as one that nobody disturbed. Prints one line a trial and
ends with 1 where any fails. Needs ``os.fork``, so that the pipelines are loaded once for all trials.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from kg import aside
from kg.build import Built, build, documents, resolved
from kg.errors import StoreError
from kg.extract import Extractor
from kg.model import Document, Extraction
from kg.store import rewriting, snapshots
from kg.store.graph import Graph

_SIDES = ("Alpha Chips", "Beta Cloud", "Gamma Motors", "Delta Robotics", "Epsilon Foods", "Zeta Bank")
_DEALS = (
    "{0} has acquired {1} for ${2} million. {0} said the deal closes in March 2024.",
    "{0} and {1} signed a partnership to build data centres. {1} invests ${2} million in {0}.",
    "{0} jest partnerem firmy {1}. Spółka {1} zainwestowała {2} mln zł w {0}.",
)
DOCUMENTS = 40
"""Of the news that builds are disturbed on."""
FEW = 20
"""Of those in English alone."""
AT_ONCE = 100
"""Quads of facts that are written together, so that they come in parts, as those of many documents do."""

P, T = ParamSpec("P"), TypeVar("T")


def apart(function: Callable[P, T], *arguments: P.args, **options: P.kwargs) -> T:
    """Calls ``function`` in a process of its own: a store has threads, which no fork takes along."""
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as pool:
        return pool.submit(function, *arguments, **options).result()


def write_news(folder: Path, documents: int, *, polish: bool = True) -> None:
    """Short documents of deals between few companies, so that most facts rest on several."""
    deals = _DEALS if polish else _DEALS[:-1]
    folder.mkdir()
    for n in range(documents):
        first, second = _SIDES[n % len(_SIDES)], _SIDES[(n // 2 + n % 5 + 1) % len(_SIDES)]
        second = second if second != first else _SIDES[(n + 3) % len(_SIDES)]
        text = deals[n % len(deals)].format(first, second, 10 + n % 7)
        (folder / f"d{n:03}.txt").write_text(text, encoding="utf-8")


class Deadly(Extractor):
    """Ends its own process over one document."""

    def extract(self, document: Document) -> Extraction:
        if document.id.endswith("d007"):
            os.kill(os.getpid(), signal.SIGKILL)
        return super().extract(document)


def built(
    news: Path, store: Path, extractor: Extractor, *, address: str | None = None, **options: Any
) -> tuple[Built, bytes]:
    """What a build did, and all that it made: in the folder ``store``, or on the server at ``address``."""
    store.mkdir(exist_ok=True)
    with Graph.open(address or store, create=True) as graph:
        done = build([news], graph, extractor, aside=store / aside.NAME, **options)
        graph.export(store.with_suffix(".nq"))
    return done, store.with_suffix(".nq").read_bytes()


def warm_up(news: Path, extractor: Extractor) -> None:
    """Loads all that builds need, so that the trials kill them at work and not while they load."""
    items = documents([news])
    resolved(
        claim for item in items if isinstance(item, Document) for claim in extractor.extract(item).claims
    )


def build_apart(news: Path, store: Path, extractor: Extractor) -> int:
    """Starts a build in a process of its own; its id."""
    child = os.fork()
    if child:
        return child
    with Graph.open(store, create=True) as graph:
        build([news], graph, extractor)
    os._exit(0)


def killed(child: int, chance: random.Random, taken: float) -> float:
    """Kills a build at a random moment of the seconds that one takes; how many that are, as far as is known.

    One that ends before its moment has shown that builds have become faster than the first was.
    """
    start = time.monotonic()
    moment = start + chance.uniform(0, taken)
    while time.monotonic() < moment:
        if os.waitpid(child, os.WNOHANG)[0]:
            return time.monotonic() - start
        time.sleep(0.001)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return taken


def opened(store: Path) -> Graph:
    """A store as readers see it; or as its writer does, where they see nothing yet."""
    try:
        return Graph.read(store)
    except StoreError:
        if not snapshots.is_hidden(store):
            raise
        return Graph.open(store)


def exported(store: Path) -> bytes:
    """The canonical bytes of a store."""
    with opened(store) as graph:
        out = store.with_suffix(".nq")
        graph.export(out)
        return out.read_bytes()


def by_graph(content: bytes) -> dict[bytes, list[bytes]]:
    """Lines of canonical N-Quads by the graph they stand in."""
    graphs = defaultdict(list)
    for line in content.splitlines():
        graphs[line.rsplit(b" ", 2)[1]].append(line)
    return graphs


def fault(store: Path, whole: bytes) -> tuple[int, str | None]:
    """How many documents a killed build has left, and what is wrong with them or with the facts."""
    if not (store / "CURRENT").exists():
        return 0, None
    with opened(store) as graph:
        if not graph.is_stale:
            try:
                graph.resolution()
            except StoreError as error:
                return 0, f"facts do not belong to the claims: {error}"
    left, expected = by_graph(exported(store)), by_graph(whole)
    documents = [graph for graph in left if b"/graph/document/" in graph]
    for graph in documents:
        if left[graph] != expected[graph]:
            return len(documents), f"part of a document: {graph.decode()}"
    return len(documents), None


def main() -> int:
    """Runs the trials."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=20)
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    parser.add_argument("--seed", type=int, default=20)
    given = parser.parse_args()
    chance, extractor, failed = random.Random(given.seed), Extractor(), 0
    rewriting.AT_ONCE = AT_ONCE
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write_news(folder / "news", given.documents)
        warm_up(folder / "news", extractor)
        start = time.monotonic()
        os.waitpid(build_apart(folder / "news", folder / "whole", extractor), 0)
        taken, whole = time.monotonic() - start, apart(exported, folder / "whole")
        print(f"undisturbed: {taken:.2f} s", flush=True)
        for trial in range(given.trials):
            store, left = folder / f"store-{trial}", []
            for _ in range(1 + trial % 2):  # every other build is killed twice
                known = killed(build_apart(folder / "news", store, extractor), chance, taken)
                taken = taken if left else known  # one that goes on from another takes less
                count, wrong = apart(fault, store, whole)
                left.append(count)
                if wrong is not None:
                    break
            os.waitpid(build_apart(folder / "news", store, extractor), 0)
            if wrong is None and apart(exported, store) != whole:
                wrong = "the finished build differs from the undisturbed one"
            failed += wrong is not None
            moments = " and ".join(map(str, left))
            print(f"{trial + 1:>3}: killed at {moments} documents: {wrong or 'whole'}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
