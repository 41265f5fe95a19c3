"""``python -m kg.benchmarks.scale``"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.benchmarks.child import in_child
from kg.benchmarks.clock import family_memory
from kg.benchmarks.news import news

_LOOK = 0.1
"""Seconds between two looks at the memory of a build."""


@dataclass(frozen=True, slots=True)
class Grown:
    """What one build of made-up news took, from the start of the command to its end."""

    documents: int
    words: int
    workers: int
    seconds: float
    memory: float
    """Megabytes (of 10⁶ bytes) that all its processes had together, at most."""
    store: float
    """Megabytes."""


def main() -> None:
    """Prints how builds grow with the documents and with the workers, on made-up news; needs Linux."""
    parser = argparse.ArgumentParser(prog="python -m kg.benchmarks.scale", description=main.__doc__)
    parser.add_argument("--documents", type=int, nargs="+", default=[100, 1_000, 10_000])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    given = parser.parse_args()
    sizes, all_workers = sorted(given.documents), sorted(given.workers)
    print(_line("documents", "workers", "seconds", "documents/s", "words/s", "memory, MB", "store, MB"))
    grown: dict[tuple[int, int], Grown] = {}
    for documents in sizes:
        with TemporaryDirectory() as folder:
            path = Path(folder, "news.jsonl")
            (words,) = in_child(600, write_news, path, documents)
            for workers in all_workers:
                each = build(path, documents, words, workers)
                grown[documents, workers] = each
                print(_line(*_cells(each)), flush=True)
    for documents in sizes:
        alone = grown[documents, all_workers[0]].seconds
        for workers in all_workers[1:]:
            faster = alone / grown[documents, workers].seconds
            print(f"{documents} documents: {workers} workers {faster:.2f} times as fast as {all_workers[0]}")
    for workers in all_workers:
        for name in "seconds", "memory", "store":
            measured = [(size, getattr(grown[size, workers], name)) for size in sizes]
            if len(measured) > 1:
                print(f"{workers} workers: {name} grow with documents to the power {exponent(measured):.2f}")


def exponent(measured: Sequence[tuple[float, float]]) -> float:
    """Of the power law between the last two sizes, where what is the same at every size weighs least."""
    (less, small), (more, large) = list(pairwise(measured))[-1]
    return math.log(large / small) / math.log(more / less)


def write_news(path: Path, documents: int) -> Iterator[int]:
    """Writes so many made-up documents as JSON Lines; yields how many words they have."""
    words = 0
    with path.open("w", encoding="utf-8") as file:
        for document in (extraction.document for extraction in news(documents).extractions):
            words += len(document.text.split())
            line = {"id": document.id, "text": document.text, "published": document.published}
            file.write(json.dumps({**line, "language": document.language}, ensure_ascii=False) + "\n")
    yield words


def build(path: Path, documents: int, words: int, workers: int) -> Grown:
    """Runs the real command into a new store. Raises RuntimeError where it fails."""
    store = path.with_name(f"store-{workers}")
    options = ["--store", str(store), "--workers", str(workers)]
    command = [sys.executable, "-m", "kg", "build", str(path), *options]
    start, memory = time.perf_counter(), 0.0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as running:
        while running.poll() is None:
            memory = max(memory, family_memory(running.pid))
            time.sleep(_LOOK)
    seconds = time.perf_counter() - start
    if running.returncode:
        raise RuntimeError(f"kg build ended with {running.returncode}")
    size = sum(file.stat().st_size for file in store.iterdir() if file.is_file())
    return Grown(documents, words, workers, seconds, memory, size / 1e6)


def _cells(grown: Grown) -> tuple[str, ...]:
    per_second = (grown.documents / grown.seconds, grown.words / grown.seconds)
    numbers = (grown.seconds, *per_second, grown.memory, grown.store)
    return (str(grown.documents), str(grown.workers), *(f"{number:.1f}" for number in numbers))


def _line(*cells: str) -> str:
    return "".join(f"{cell:>13}" for cell in cells)


if __name__ == "__main__":
    main()
