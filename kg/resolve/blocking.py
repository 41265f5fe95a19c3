"""Which pairs of names are worth a judgement: those that share a key, so that the work stays linear."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, islice, product

import numpy as np
from numpy.typing import NDArray

from kg.model import EntityType
from kg.resolve.features import FOUNDATIONS, UNIVERSITIES
from kg.resolve.gather import Node
from kg.resolve.names import case_bases, initials

BLOCK_LIMIT = 64
"""Names of one key that are compared each with each; any more only with the first."""
READINGS_LIMIT = 64
"""Most base forms that are tried for one Polish name."""
BEGINNINGS_LIMIT = 16
"""Most words of a name that are tried as the beginning of it."""
ASKED_LIMIT = 512
"""Most names of other keys that one name asks to be compared with."""

_AT_ONCE = 2**16
"""Pairs that are unpacked into Python's numbers at a time."""


def candidates(nodes: Sequence[Node]) -> NDArray[np.int64]:
    """Pairs of positions, smaller first, each as one number that ``unpacked`` undoes; sorted, each once.

    No topics, no names that are bound to a document, and no two known names. There are no more than
    ``BLOCK_LIMIT + ASKED_LIMIT`` for each name, whatever the names.
    """
    blocks = _Blocks(nodes)
    codes = array("q")
    for i, j in blocks.pairs():
        codes.append(i * len(nodes) + j)
    for i, node in enumerate(nodes):
        if _is_comparable(node):
            for j in islice(blocks.others(node), ASKED_LIMIT):
                if i != j:
                    codes.append(min(i, j) * len(nodes) + max(i, j))
    pairs = np.unique(np.asarray(codes, np.int64))
    known = np.fromiter((node.known for node in nodes), np.bool_, len(nodes))
    left, right = np.divmod(pairs, max(1, len(nodes)))
    return pairs[~(known[left] & known[right])]


def unpacked(pairs: NDArray[np.int64], nodes: int) -> Iterator[tuple[int, int]]:
    """The two positions of each of ``pairs`` among so many nodes."""
    for start in range(0, len(pairs), _AT_ONCE):
        left, right = np.divmod(pairs[start : start + _AT_ONCE], nodes)
        yield from zip(left.tolist(), right.tolist(), strict=True)


def _is_comparable(node: Node) -> bool:
    return node.scope is None and node.type is not EntityType.TOPIC and bool(node.form.key)


class _Blocks:
    """The names that share a key."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self._nodes = nodes
        self._block_of: dict[str, int] = {}
        """Key → number of its block."""
        self._bearers: dict[str, list[int]] = defaultdict(list)
        """Key of an alias → names that have it, no more than are asked for."""
        self._vocabulary: set[str] = set()
        comparable = [i for i, node in enumerate(nodes) if _is_comparable(node)]
        blocks = array("i")
        for i in comparable:
            node = nodes[i]
            blocks.append(self._block_of.setdefault(node.form.key, len(self._block_of)))
            for alias in node.aliases:
                bearers = self._bearers[alias.key]
                if len(bearers) < BLOCK_LIMIT:
                    bearers.append(i)
        if any(nodes[i].polish for i in comparable):
            for i in comparable:
                for name in (nodes[i].form, *nodes[i].aliases):
                    self._vocabulary.update(name.core)
        numbers = np.asarray(blocks, np.int32)
        order = np.argsort(numbers, kind="stable")
        self._members = array("i", np.array(comparable, np.int32)[order].tobytes())
        ends = np.searchsorted(numbers[order], np.arange(len(self._block_of) + 1))
        self._ends = array("i", ends.astype(np.int32).tobytes())

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Names of one key, each with each or with the first."""
        for block in range(len(self._ends) - 1):
            start, end = self._ends[block], self._ends[block + 1]
            if end - start > 1:
                members = self._members[start:end]
                yield from combinations(members[:BLOCK_LIMIT], 2)
                yield from ((members[0], other) for other in members[BLOCK_LIMIT:])

    def others(self, node: Node) -> Iterator[int]:
        """Names of other keys that may be names of the same thing, likeliest first."""
        yield from self._under(sorted(_derived(node)))
        if node.polish:
            for key in sorted(_readings(node, self._vocabulary)):
                yield from self._under([key])
                yield from self._bearers.get(key, ())
        if not node.known:
            yield from (j for j in self._under(_beginnings(node)) if not self._nodes[j].known)

    def _under(self, keys: Iterable[str]) -> Iterator[int]:
        for key in keys:
            block = self._block_of.get(key)
            if block is not None:
                start, end = self._ends[block], self._ends[block + 1]
                yield from self._members[start : min(end, start + BLOCK_LIMIT)]


def _derived(node: Node) -> set[str]:
    """Keys under which other names of the same thing may stand."""
    core = node.form.core
    keys = {alias.key for alias in node.aliases} | {node.form.site}
    if node.type is EntityType.PERSON:
        keys.add("".join(core[::-1]))
        keys.add(core[0] + core[-1])
    else:
        keys.add(initials(core) if len(core) > 2 else "")
        if core[-1] in FOUNDATIONS:
            keys.add("".join(core[-2:]))
        if core[-1] in UNIVERSITIES:
            keys.add("".join(core[:-1]))
    return keys - {"", node.form.key}


def _beginnings(node: Node) -> list[str]:
    """Keys of shorter names that this one may be a part of, for organisations and products."""
    core = node.form.core if node.type is not EntityType.PERSON else ()
    return ["".join(core[:end]) for end in range(1, min(len(core), BEGINNINGS_LIMIT + 1))]


def _readings(node: Node, vocabulary: set[str]) -> set[str]:
    """The name in all base forms whose every word has been seen."""
    words = zip(node.form.core, case_bases(node.form), strict=True)
    choices = [sorted({word, *(bases & vocabulary)}) for word, bases in words]
    readings = 1
    for choice in choices:
        readings *= len(choice)
    if readings > READINGS_LIMIT:
        return set()
    return {"".join(reading) for reading in product(*choices)} - {node.form.key}
