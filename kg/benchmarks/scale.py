"""``python -m kg.benchmarks.scale``"""

from __future__ import annotations

import argparse
import json
import math
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from kg import samples
from kg.benchmarks.child import in_child
from kg.benchmarks.clock import family_memory
from kg.benchmarks.goals import Goal, report
from kg.benchmarks.news import ARTICLE, BRIEF, Shape, extractions
from kg.benchmarks.speed import Speed, in_language, measure, repeated
from kg.benchmarks.stages import BUILD, shares
from kg.build import build
from kg.extract import Extractor
from kg.store.graph import Graph

_HEADINGS = (
    "documents",
    "workers",
    "seconds",
    "processor, s",
    "documents/s",
    "words/s",
    "memory, MB",
    "store, MB",
)
_PATIENCE = 600.0
"""Seconds that any part but the builds may take."""
_LEAST = 0.005
"""Of the time of a build, the share that is worth a line."""
_LOOK = 0.1
"""Seconds between two looks at the memory of a build."""


@dataclass(frozen=True, slots=True)
class Grown:
    """What one build of made-up news took, from the start of the command to its end."""

    documents: int
    words: int
    workers: int
    seconds: float
    """On the clock."""
    processor: float
    """Seconds of all its processes together."""
    memory: float
    """Megabytes (of 10⁶ bytes) that all its processes had together, at most."""
    store: float
    """Megabytes."""


def main() -> None:
    """Prints what extraction costs, and how builds of made-up news grow, with documents and workers."""
    about = f"{main.__doc__} Needs Linux."
    parser = argparse.ArgumentParser(prog="python -m kg.benchmarks.scale", description=about)
    parser.add_argument("--documents", type=int, nargs="+", default=[100, 1_000, 10_000])
    parser.add_argument("--more", type=int, nargs="+", default=[], help="sizes for the most workers alone")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--brief", action="store_true", help="short articles, of some three claims")
    parser.add_argument("--picture", type=Path, metavar="OUT.svg", help="draw it; needs matplotlib")
    parser.add_argument("--rounds", type=int, default=25, help="of extraction beside the bare pipeline")
    parser.add_argument("--words", type=int, default=4_000, help="in a round, of the packaged samples")
    given = parser.parse_args()
    (speed,) = in_child(_PATIENCE, extraction, given.words, given.rounds)
    low, high = speed.interval
    print(f"extraction takes {speed.ratio:.2f} times the bare pipeline (95 %: {low:.2f} to {high:.2f})\n")
    shape = BRIEF if given.brief else ARTICLE
    all_workers = sorted(given.workers)
    sizes = dict.fromkeys(given.more, all_workers[-1:]) | dict.fromkeys(given.documents, all_workers)
    print(_line(*_HEADINGS))
    grown: list[Grown] = []
    spent: list[tuple[str, float]] = []
    for documents in sorted(sizes):
        with TemporaryDirectory() as folder:
            path = Path(folder, "news.jsonl")
            (words,) = in_child(_PATIENCE, write_news, path, documents, shape)
            spent = spent or list(in_child(_PATIENCE, stages, path))
            for workers in sizes[documents]:
                grown.append(timed(path, documents, words, workers))
                print(_line(*_cells(grown[-1])), flush=True)
    for documents, workers, faster in gains(grown):
        print(f"{documents} documents: {workers} workers {faster:.2f} times as fast as {all_workers[0]}")
    for workers, builds in by_workers(grown).items():
        for name in "seconds", "processor", "memory", "store":
            if len(builds) > 1:
                grows = f"{name} grow with documents to the power {power(builds, name):.2f}"
                print(f"{workers} workers: {grows}")
    print("\nWhere the time of a build goes")
    for stage, share in spent:
        if share >= _LEAST:
            print(f"{stage:<28}{share:7.1%}")
    print("", *report(goals(speed, grown)), sep="\n")
    if given.picture:
        draw(grown, given.picture)


def extraction(words: int, rounds: int) -> Iterator[Speed]:
    """Yields what extraction costs on the packaged samples in English."""
    texts = in_language(list(map(str, samples.paths())), "en")
    yield measure(repeated(texts, words), Extractor(), rounds)


def stages(path: Path) -> Iterator[tuple[str, float]]:
    """Yields the modules that a build calls, all in this process, and their shares of its time."""
    with TemporaryDirectory() as folder, Graph.open(Path(folder, "store"), create=True) as graph:
        yield from shares(lambda: build([path], graph, Extractor()), BUILD)


def by_workers(grown: Iterable[Grown]) -> dict[int, list[Grown]]:
    """The builds of each number of workers."""
    builds: dict[int, list[Grown]] = defaultdict(list)
    for each in grown:
        builds[each.workers].append(each)
    return builds


def gains(grown: Iterable[Grown]) -> Iterator[tuple[int, int, float]]:
    """Documents, workers, and how many times as fast these are as the fewest that built as many documents."""
    fewest: dict[int, Grown] = {}
    for each in sorted(grown, key=lambda each: (each.documents, each.workers)):
        alone = fewest.setdefault(each.documents, each)
        if alone is not each:
            yield each.documents, each.workers, alone.seconds / each.seconds


def goals(speed: Speed, grown: Sequence[Grown]) -> Iterator[Goal]:
    """Those of extraction, and of the builds."""
    ratio = speed.ratio
    yield Goal("extraction takes at most 1.4 times the bare pipeline", f"{ratio:.2f}", ratio <= 1.4)
    largest = {workers: (documents, faster) for documents, workers, faster in gains(grown)}
    fewest = min(each.workers for each in grown)
    for workers, (documents, faster) in largest.items():
        enough = 0.85 * workers / fewest
        than = f"{workers} workers at least {enough:.1f} times as fast as {fewest}"
        yield Goal(f"{than}, {documents} documents", f"{faster:.2f}", faster >= enough)
    for workers, builds in by_workers(grown).items():
        for name in ("seconds", "store") if len(builds) > 1 else ():
            grows = power(builds, name)
            text = f"{name} grow with documents to the power of 1.05 at most, {workers} workers"
            yield Goal(text, f"{grows:.2f}", grows <= 1.05)
        memory, most = builds[-1].memory, f"{builds[-1].documents} documents, {workers} workers"
        yield Goal(f"at most 1,500 MB in all processes, {most}", f"{memory:.0f} MB", memory <= 1500)


def power(builds: Iterable[Grown], name: str) -> float:
    """The exponent with which one of their numbers grows with the documents."""
    return exponent([(each.documents, getattr(each, name)) for each in builds])


def exponent(measured: Sequence[tuple[float, float]]) -> float:
    """Of the power law between the last two sizes, where what is the same at every size weighs least."""
    (less, small), (more, large) = measured[-2:]
    return math.log(large / small) / math.log(more / less)


def draw(grown: Iterable[Grown], path: Path) -> None:
    """Draws how time and memory grow: a line a number of workers, and one that grows as the documents do."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 3.6), layout="constrained")
    for axes, (name, title) in zip(
        figure.subplots(1, 2), (("seconds", "seconds"), ("memory", "memory, MB")), strict=True
    ):
        for workers, builds in by_workers(grown).items():
            sizes, values = ([getattr(b, key) for b in builds] for key in ("documents", name))
            axes.loglog(sizes, values, marker="o", label="1 worker" if workers == 1 else f"{workers} workers")
        ends = min(sizes), max(sizes)
        axes.loglog(
            ends, [values[-1] * end / ends[1] for end in ends], ":", color="grey", label="as the documents"
        )
        axes.set_title(title, loc="left")
        axes.set_xlabel("documents")
        axes.grid(alpha=0.3)
    axes.legend(frameon=False)
    figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)


def write_news(path: Path, documents: int, shape: Shape = ARTICLE) -> Iterator[int]:
    """Writes so many made-up documents as JSON Lines; yields how many words they have."""
    words = 0
    with path.open("w", encoding="utf-8") as file:
        for document in (extraction.document for extraction in extractions(documents, shape)):
            words += len(document.text.split())
            line = {"id": document.id, "text": document.text, "published": document.published}
            file.write(json.dumps({**line, "language": document.language}, ensure_ascii=False) + "\n")
    yield words


def timed(path: Path, documents: int, words: int, workers: int) -> Grown:
    """Runs the real command into a new store. Raises RuntimeError where it fails."""
    store = path.with_name(f"store-{workers}")
    options = ["--store", str(store), "--workers", str(workers)]
    command = [sys.executable, "-m", "kg", "build", str(path), *options]
    start, before, memory = time.perf_counter(), _processor(), 0.0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as running:
        while running.poll() is None:
            memory = max(memory, family_memory(running.pid))
            time.sleep(_LOOK)
    seconds = time.perf_counter() - start
    if running.returncode:
        raise RuntimeError(f"kg build ended with {running.returncode}")
    size = sum(file.stat().st_size for file in store.iterdir() if file.is_file())
    return Grown(documents, words, workers, seconds, _processor() - before, memory, size / 1e6)


def _processor() -> float:
    """Seconds that all programs have taken that this one has started and waited for."""
    taken = resource.getrusage(resource.RUSAGE_CHILDREN)
    return taken.ru_utime + taken.ru_stime


def _cells(grown: Grown) -> tuple[str, ...]:
    per_second = (grown.documents / grown.seconds, grown.words / grown.seconds)
    numbers = (grown.seconds, grown.processor, *per_second, grown.memory, grown.store)
    return (str(grown.documents), str(grown.workers), *(f"{number:.1f}" for number in numbers))


def _line(*cells: str) -> str:
    return "".join(f"{cell:>14}" for cell in cells)


if __name__ == "__main__":
    main()
