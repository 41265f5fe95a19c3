"""The graph as igraph takes it: between two things one edge, whatever is told of them and which way."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import igraph  # type: ignore[import-untyped]
import networkx


@dataclass(frozen=True, slots=True)
class Simple:
    """Vertices and edges by number, in the order of the ids whatever the order of the graph."""

    nodes: tuple[str, ...]
    pairs: tuple[tuple[int, int], ...]
    """Numbers of two nodes, the lower first."""
    facts: tuple[int, ...]
    """How many facts stand between the two of each pair."""
    graph: igraph.Graph


def simple(graph: networkx.MultiDiGraph[str], among: Collection[str]) -> Simple:
    """The nodes ``among`` and what is told of any two of them; nobody's facts with himself."""
    nodes = tuple(sorted(among))
    number = {node: index for index, node in enumerate(nodes)}
    pairs = Counter(
        (min(number[a], number[b]), max(number[a], number[b]))
        for a in nodes
        for _, b in graph.out_edges(a)
        if a != b and b in number
    )
    ordered = tuple(sorted(pairs))
    return Simple(
        nodes, ordered, tuple(pairs[pair] for pair in ordered), igraph.Graph(n=len(nodes), edges=ordered)
    )


@contextmanager
def seeded() -> Iterator[None]:
    """Within it igraph draws the same each time, and nothing from the chance of whoever calls.

    igraph draws from one process-wide generator: it is lent a seeded one, then given ``random`` back.
    """
    igraph.set_random_number_generator(random.Random(0))
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)
