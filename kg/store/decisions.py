"""What people have decided, as quads of one graph, and back: a store remembers the lines as they stand."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, Quad

from kg.identifiers import digest
from kg.store.terms import KG, storable, thing

DECISIONS_GRAPH = thing("graph", "decisions")


def decisions_quads(lines: Iterable[str]) -> set[Quad]:
    """The quads of the graph of some decisions, in whatever order; none where there are none."""
    texts = sorted({storable(line) for line in lines})
    if not texts:
        return set()
    said = {Quad(DECISIONS_GRAPH, KG["decision"], Literal(text), DECISIONS_GRAPH) for text in texts}
    return said | {Quad(DECISIONS_GRAPH, KG["digest"], Literal(digest(*texts)), DECISIONS_GRAPH)}


def read_decisions(quads: Iterable[Quad]) -> tuple[str, ...]:
    """The lines of a graph that ``decisions_quads`` wrote, sorted."""
    texts = (quad.object for quad in quads if quad.predicate == KG["decision"])
    return tuple(sorted(text.value for text in texts if isinstance(text, Literal)))
