"""``python -m kg.benchmarks.pages``"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import networkx
import pyvis.network  # type: ignore[import-untyped]

from kg.benchmarks.child import in_child
from kg.benchmarks.clock import wall_seconds
from kg.benchmarks.graphs import deals

_GOALS = {3_000: (1.5, 25), 10_000: (3.0, 15)}
"""Facts of a page: seconds until it shows something at most, frames a second at least."""


@dataclass(frozen=True, slots=True)
class Made:
    """What making a page took."""

    seconds: float
    size: int
    """Of the file, in bytes."""


def main() -> None:
    """Prints what the page of a made-up graph costs, beside one that plain pyvis makes of it.

    Needs playwright (pip install '.[test]') and a Chromium.
    """
    parser = argparse.ArgumentParser(prog="python -m kg.benchmarks.pages", description=main.__doc__)
    parser.add_argument(
        "--facts", type=int, nargs="+", default=[300, 3_000, 10_000, 50_000], help="sizes of the graphs"
    )
    parser.add_argument("--limit", type=float, default=120, help="seconds to make a page, and to show it")
    given = parser.parse_args()
    try:
        from kg.benchmarks.browser import browser, visit
    except ImportError:
        parser.error("playwright is not installed; pip install '.[test]'")
    print(f"{'':<16}{'facts':>8}{'made, s':>10}{'MB':>8}{'shown, s':>10}{'frames/s':>10}")
    missed = []
    with TemporaryDirectory() as folder, browser() as opened:
        for facts in given.facts:
            for name, work in (("kg view", make), ("pyvis", make_plain)):
                file = Path(folder, f"{name}-{facts}.html")
                made = _made(work, file, facts, given.limit)
                if made is None:
                    print(f"{name:<16}{facts:>8}   not made within {given.limit:g} s", flush=True)
                    continue
                seen = visit(opened, file, given.limit)
                row = f"{name:<16}{facts:>8}{made.seconds:>10.1f}{made.size / 1e6:>8.1f}"
                if seen is None:
                    print(f"{row}   nothing shown within {given.limit:g} s", flush=True)
                    continue
                print(f"{row}{seen.shown:>10.2f}{seen.frames:>10.0f}", flush=True)
                late, slow = _GOALS.get(facts, (given.limit, 0))
                if name == "kg view" and (seen.shown > late or seen.frames < slow):
                    missed.append(f"{facts} facts: shown within {late:g} s, {slow} frames/s")
    print("\n".join(f"NOT met: {goal}" for goal in missed) or "All goals are met.")


def _made(work: Callable[[str, int], Iterator[Made]], file: Path, facts: int, limit: float) -> Made | None:
    try:
        (made,) = in_child(limit, work, str(file), facts)
    except TimeoutError:
        return None
    return made


def make(file: str, facts: int) -> Iterator[Made]:
    """Writes a page of this program, and says what that took without making up the graph."""
    from kg.view.html import page

    yield _written(file, deals(facts), lambda graph: page(graph, f"{facts} facts"))


def make_plain(file: str, facts: int) -> Iterator[Made]:
    """The same by pyvis as it comes: names, relations, its own physics and none of the evidence."""
    yield _written(file, deals(facts), _plain)


def _plain(graph: networkx.MultiDiGraph[str]) -> str:
    drawing = pyvis.network.Network(directed=True, cdn_resources="in_line")
    for node, thing in graph.nodes(data=True):
        drawing.add_node(node, label=thing["name"])
    for left, right, fact in graph.edges(data=True):
        drawing.add_edge(left, right, title=fact["relation"])
    html: str = drawing.generate_html()
    return html


def _written(
    file: str, graph: networkx.MultiDiGraph[str], work: Callable[[networkx.MultiDiGraph[str]], str]
) -> Made:
    taken = wall_seconds(lambda: Path(file).write_text(work(graph), "utf-8"))
    return Made(taken, Path(file).stat().st_size)


if __name__ == "__main__":
    main()
