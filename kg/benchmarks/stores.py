"""``python -m kg.benchmarks.stores``"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from tempfile import TemporaryDirectory

from kg.benchmarks.child import in_child
from kg.benchmarks.engines import (
    BATCH,
    Asked,
    Held,
    InMemory,
    Written,
    ask,
    hold,
    hold_bare,
    rdflib_in_memory,
    write,
)
from kg.benchmarks.goals import Goal, report
from kg.benchmarks.news import QUADS, company
from kg.store.queries import named_query

_PATIENCE = 600.0
"""Seconds that any part may take before the next thing is measured."""
_ORGANISATION = company(10)
"""It is in many documents, and ten are in more."""
_QUERIES = {
    "partners of one": ("partners", {"org": _ORGANISATION}),
    "partners of partners": ("two-hop", {"org": _ORGANISATION}),
    "investments of one": ("investments", {"org": _ORGANISATION}),
    "positions in one": ("positions", {"org": _ORGANISATION}),
    "potential deals from 0.9": ("potential", {"min_confidence": "0.9"}),
    "acquisitions": ("acquisitions", {}),
    "investments": ("investments", {}),
    "documents": ("documents", {}),
}


@dataclass(frozen=True, slots=True)
class Measured:
    """All that was measured at one size."""

    written: Written
    ours: Held
    bare: Held
    asked: tuple[Asked, ...]
    in_memory: tuple[InMemory, ...]
    """Loading, then query by query."""


def main() -> None:
    """Prints what the store costs beside rdflib in memory and pyoxigraph bare, on made-up news."""
    parser = argparse.ArgumentParser(prog="python -m kg.benchmarks.stores", description=main.__doc__)
    parser.add_argument(
        "--quads", type=int, nargs="+", default=[100_000, 1_000_000], help="sizes, about so many"
    )
    parser.add_argument("--rounds", type=int, default=7, help="how often each query is asked, in turns")
    parser.add_argument("--limit", type=int, default=60, help="seconds that rdflib in memory has for a query")
    given = parser.parse_args()
    sizes = []
    for quads in sorted(given.quads):
        sizes.append(measured(quads, given.rounds, given.limit))
        print("\n".join(table(sizes[-1])), flush=True)
    print("\n".join(report(goals(sizes))))


def measured(quads: int, rounds: int, limit: int) -> Measured:
    """Measures all at about so many quads, in whole batches; each part in a process of its own."""
    queries = {title: named_query(name, given) for title, (name, given) in _QUERIES.items()}
    batches = max(1, round(quads / QUADS / BATCH))
    with TemporaryDirectory() as folder:
        (written,) = in_child(_PATIENCE, write, folder, batches)
        (ours,) = in_child(_PATIENCE, hold, folder, queries)
        (bare,) = in_child(_PATIENCE, hold_bare, folder, queries)
        asked = tuple(in_child(_PATIENCE, ask, folder, queries, rounds))
        return Measured(
            written, ours, bare, asked, tuple(in_child(_PATIENCE, rdflib_in_memory, folder, queries, limit))
        )


def table(measured: Measured) -> Iterator[str]:
    """The lines of what was measured at one size, side by side."""
    written, ours, bare = measured.written, measured.ours, measured.bare
    loading, *answers = measured.in_memory
    quads = written.quads
    yield (
        f"{quads} quads: {written.documents} documents with text, "
        f"{written.claims} claims, {written.facts} facts"
    )
    yield _line("", "", "pyoxigraph", "graph.query", "graph.rdf", "rdflib, memory")
    loaded = (
        f"{quads / seconds:.0f}" for seconds in (written.bare_seconds, written.seconds, loading.seconds)
    )
    yield _line("loaded, quads a second", "", next(loaded), next(loaded), "–", next(loaded))
    puts = (BATCH / median(taken) for taken in (written.bare, written.ours))
    yield _line("written, documents a second", "", *(f"{rate:.0f}" for rate in puts), "–", "")
    memory = (f"{megabytes:.0f}" for megabytes in (bare.memory, ours.memory, measured.in_memory[-1].memory))
    yield _line("memory, MB", "", next(memory), next(memory), "–", next(memory))
    yield _line("opened to read, s", "", f"{bare.reading:.3f}", f"{ours.reading:.3f}", "–", "")
    yield _line("opened to write, s", "", f"{bare.writing:.3f}", f"{ours.writing:.3f}", "–", "")
    yield _line("milliseconds", "rows", "", "", "", "")
    for asked, answer in zip(measured.asked, answers, strict=True):
        yield _line(
            asked.query,
            str(asked.rows),
            f"{1000 * median(asked.bare):.1f}",
            f"{1000 * median(asked.ours):.1f} ({asked.ours_to_bare:.2f})",
            f"{1000 * median(asked.rdf):.1f} ({asked.rdf_to_bare:.2f})",
            answer.trouble or f"{1000 * answer.seconds:.0f}",
        )
    yield ""


def _line(name: str, rows: str, *cells: str) -> str:
    return f"{name:<28}{rows:>6}" + "".join(f"{cell:>17}" for cell in cells)


def goals(sizes: Sequence[Measured]) -> Iterator[Goal]:
    """Those of time, at every size; then those of the largest one."""
    asked = [asked for size in sizes for asked in size.asked]
    for name, ratios in (
        ("graph.query", [each.ours_to_bare for each in asked]),
        ("graph.rdf", [each.rdf_to_bare for each in asked]),
    ):
        yield Goal(
            f"{name} takes at most 1.3 times pyoxigraph's time, on every query",
            f"{max(ratios):.2f}",
            max(ratios) <= 1.3,
        )
    for size in sizes:
        # what it did not answer counts up to where it stopped
        times = median(
            answer.seconds / median(asked.ours)
            for asked, answer in zip(size.asked, size.in_memory[1:], strict=True)
        )
        yield Goal(
            f"10 times faster than rdflib in memory, by the median query, {size.written.quads} quads",
            f"{times:.1f}",
            times >= 10,
        )
    rate = min(size.written.rate for size in sizes)
    last = sizes[-1]
    held, opened = last.ours.memory, max(last.ours.reading, last.ours.writing)
    yield Goal("Graph.put writes at least 0.4 times the documents of pyoxigraph", f"{rate:.2f}", rate >= 0.4)
    quads = f"{last.written.quads} quads"
    yield Goal(f"at most 500 MB in the process that reads {quads}", f"{held:.0f} MB", held <= 500)
    yield Goal(f"{quads} open within 0.5 s after a clean stop", f"{opened:.3f} s", opened < 0.5)


if __name__ == "__main__":
    main()
