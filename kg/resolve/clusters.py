"""Names that are one thing, gathered by union-find with a guard: no cluster holds two names that differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import combinations
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

    def __init__(
        self,
        nodes: Sequence[Node],
        are_different: Callable[[Node, Node], bool],
        apart: Iterable[tuple[int, int]] = (),
    ) -> None:
        """Every node by itself; ``are_different`` and ``apart`` forbid that two ever meet in one cluster."""
        self._nodes = nodes
        self._are_different = are_different
        self._parent = list(range(len(nodes)))
        # Thousands of documents may add the same surname: one of a kind is enough for the guard.
        self._faces: dict[int, dict[object, Node]] = {}
        self._foes: dict[int, set[int]] = defaultdict(set)
        for i, j in apart:
            self._foes[i].add(j)
            self._foes[j].add(i)

    def _faces_of(self, i: int) -> dict[object, Node]:
        node = self._nodes[i]
        return self._faces.setdefault(i, {(node.form.words, node.type, node.aliases): node})

    def root(self, i: int) -> int:
        """The smallest position in the cluster of ``i``."""
        while self._parent[i] != i:
            self._parent[i] = self._parent[self._parent[i]]
            i = self._parent[i]
        return i

    def merge(self, judged: Iterable[Judged]) -> list[Judged]:
        """Merge what is judged the same: best score first, then by position, wherever the guard allows it.

        Returns all judgements, in that order; those that the guard has overruled are now unsure.
        """
        told = []
        for left, right, judgement in sorted(judged, key=lambda j: (-j.judgement.score, j.left, j.right)):
            if judgement.verdict is Verdict.SAME and not self._union(self.root(left), self.root(right)):
                reasons = (*judgement.reasons, OVERRULED)
                judgement = replace(judgement, verdict=Verdict.UNSURE, reasons=reasons)
            told.append(Judged(left, right, judgement))
        return told

    def force(self, nodes: Sequence[int]) -> bool:
        """Merge ``nodes``, whatever the guard says; False, and nothing done, where two of them are apart."""
        roots = sorted({self.root(i) for i in nodes})
        if any(self._are_foes(a, b) for a, b in combinations(roots, 2)):
            return False
        for other in roots[1:]:
            self._join(roots[0], other)
        return True

    def _are_foes(self, a: int, b: int) -> bool:
        return a in self._foes and any(self.root(foe) == b for foe in self._foes[a])

    def _union(self, a: int, b: int) -> bool:
        if a == b:
            return True
        if self._are_foes(a, b):
            return False
        ours, theirs = self._faces_of(a), self._faces_of(b)
        new = [node for face, node in theirs.items() if face not in ours]
        old = [node for face, node in ours.items() if face not in theirs]
        if any(self._are_different(x, y) for x in ours.values() for y in new) or any(
            self._are_different(x, y) for x in old for y in theirs.values()
        ):
            return False
        self._join(a, b)
        return True

    def _join(self, a: int, b: int) -> None:
        root, child = min(a, b), max(a, b)
        self._faces[root] = self._faces_of(root) | self._faces_of(child)
        self._parent[child] = root
        del self._faces[child]
        if child in self._foes:
            self._foes[root] |= self._foes.pop(child)
