"""Names that are one thing, gathered by union-find with a guard: no cluster holds two names that differ."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from kg.model import EntityType, Verdict
from kg.resolve.gather import Node
from kg.resolve.told import Judged, Outcome, Told

OVERRULED = ("other names of the two differ", 0.0)
"""The reason that the guard adds."""
FACES_LIMIT = 64
"""Names of one thing, each of which may differ from another name in its own way; more are not one thing's."""


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
        self._parent = array("i", range(len(nodes)))
        # Thousands of documents may add the same surname: one of a kind is enough for the guard.
        self._faces: dict[int, tuple[int, ...]] = {}
        self._foes: dict[int, set[int]] = defaultdict(set)
        for i, j in apart:
            self._foes[i].add(j)
            self._foes[j].add(i)

    def root(self, i: int) -> int:
        """The smallest position in the cluster of ``i``."""
        parent = self._parent
        while (above := parent[i]) != i:
            parent[i] = parent[above]
            i = above
        return i

    def merge(self, judged: Iterable[Judged]) -> Told:
        """Merge what is judged the same: best score first, then by position, wherever the guard allows it.

        Returns the judgements that tell something, in that order; those that the guard has overruled are
        now unsure.
        """
        told = Told(judged)
        told.sort()
        told.overrule(self._merged)
        return told

    def _merged(self, judged: Judged) -> Outcome:
        left, right, outcome = judged
        if outcome.verdict is not Verdict.SAME or self._union(self.root(left), self.root(right)):
            return outcome
        return outcome._replace(verdict=Verdict.UNSURE, reasons=(*outcome.reasons, OVERRULED))

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
        new = theirs.keys() - ours.keys()
        if len(ours) + len(new) > FACES_LIMIT:
            return False
        old = ours.keys() - theirs.keys()
        if any(self._are_different(x, theirs[y]) for x in ours.values() for y in new) or any(
            self._are_different(ours[x], y) for x in old for y in theirs.values()
        ):
            return False
        self._join(a, b)
        return True

    def _faces_of(self, root: int) -> dict[object, Node]:
        nodes = (self._nodes[i] for i in self._faces.get(root, (root,)))
        return {face(node): node for node in nodes}

    def _join(self, a: int, b: int) -> None:
        root, child = min(a, b), max(a, b)
        ours, theirs = self._faces.get(root, (root,)), self._faces.pop(child, (child,))
        faces = {face(self._nodes[i]): i for i in (*theirs, *ours)}
        self._faces[root] = tuple(sorted(faces.values()))
        self._parent[child] = root
        if child in self._foes:
            self._foes[root] |= self._foes.pop(child)


def face(node: Node) -> tuple[object, ...]:
    """All of a node that can make it differ from another."""
    kind = EntityType.ORGANIZATION if node.type.is_organization else node.type
    name = node.form
    shown = name.is_acronym, "ę" in name.text, node.polish, node.known
    return name.core, kind, node.aliases, *shown
