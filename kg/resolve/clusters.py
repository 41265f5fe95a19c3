"""Names that are one thing, gathered by union-find with a guard: no cluster holds two names that differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from kg.model import Judgement, Verdict
from kg.resolve.gather import Node

OVERRULED = ("other names of the two differ", 0.0)
"""The reason that the guard adds."""


class Judged(NamedTuple):
    """A judgement of the nodes at two positions, the smaller first."""

    left: int
    right: int
    judgement: Judgement


class Clusters:
    """A partition of nodes that only ever gets coarser; the root of a cluster is its first node."""

    def __init__(self, nodes: Sequence[Node], are_different: Callable[[Node, Node], bool]) -> None:
        """Every node by itself; ``are_different`` forbids that two nodes ever meet in one cluster."""
        self._nodes = nodes
        self._are_different = are_different
        self._parent = list(range(len(nodes)))
        # Thousands of documents may add the same surname: one of a kind is enough for the guard.
        self._faces: dict[int, dict[object, Node]] = {}

    def _faces_of(self, i: int) -> dict[object, Node]:
        node = self._nodes[i]
        return self._faces.setdefault(i, {(node.form.words, node.type, node.aliases): node})

    def root(self, i: int) -> int:
        """The smallest position in the cluster of ``i``."""
        while self._parent[i] != i:
            self._parent[i] = self._parent[self._parent[i]]
            i = self._parent[i]
        return i

    def merge(self, judged: Iterable[Judged]) -> list[Judgement]:
        """Merge what is judged the same: best score first, then by position, wherever the guard allows it.

        Returns all judgements, in that order; those that the guard has overruled are now unsure.
        """
        judgements = []
        for left, right, judgement in sorted(judged, key=lambda j: (-j.judgement.score, j.left, j.right)):
            if judgement.verdict is Verdict.SAME and not self._union(self.root(left), self.root(right)):
                reasons = (*judgement.reasons, OVERRULED)
                judgement = replace(judgement, verdict=Verdict.UNSURE, reasons=reasons)
            judgements.append(judgement)
        return judgements

    def _union(self, a: int, b: int) -> bool:
        if a == b:
            return True
        ours, theirs = self._faces_of(a), self._faces_of(b)
        new = [node for face, node in theirs.items() if face not in ours]
        old = [node for face, node in ours.items() if face not in theirs]
        if any(self._are_different(x, y) for x in ours.values() for y in new) or any(
            self._are_different(x, y) for x in old for y in theirs.values()
        ):
            return False
        root, child = min(a, b), max(a, b)
        self._parent[child] = root
        self._faces[root] = ours | theirs
        del self._faces[child]
        return True
