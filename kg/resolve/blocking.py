"""Which pairs of names are worth a judgement: those that share a key, so that the work stays linear."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, product

from kg.model import EntityType
from kg.resolve.features import FOUNDATIONS, UNIVERSITIES
from kg.resolve.gather import Node
from kg.resolve.names import case_bases, initials

BLOCK_LIMIT = 64
"""Names of one key that are compared each with each; any more only with the first."""
READINGS_LIMIT = 64
"""Most base forms that are tried for one Polish name."""


def candidates(nodes: Sequence[Node]) -> Iterator[tuple[int, int]]:
    """Pairs of positions, smaller first, sorted.

    No topics, no names that are bound to a document, and no two known names.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    bearers: dict[str, list[int]] = defaultdict(list)
    vocabulary: set[str] = set()
    for i, node in enumerate(nodes):
        if not _is_comparable(node):
            continue
        holders[node.form.key].append(i)
        for alias in node.aliases:
            bearers[alias.key].append(i)
        for name in (node.form, *node.aliases):
            vocabulary.update(name.core)

    pairs: set[tuple[int, int]] = set()
    for block in holders.values():
        pairs.update(combinations(block[:BLOCK_LIMIT], 2))
        pairs.update((block[0], other) for other in block[BLOCK_LIMIT:])
    for i, node in enumerate(nodes):
        if not _is_comparable(node):
            continue
        others = [j for key in _derived(node) for j in holders.get(key, ())[:BLOCK_LIMIT]]
        if not node.known:
            parts = [j for key in _beginnings(node) for j in holders.get(key, ())[:BLOCK_LIMIT]]
            others += [j for j in parts if not nodes[j].known]
        if node.polish:
            for key in _readings(node, vocabulary):
                others += holders.get(key, ())[:BLOCK_LIMIT]
                others += bearers.get(key, ())[:BLOCK_LIMIT]
        pairs.update((min(i, j), max(i, j)) for j in others if i != j)
    yield from sorted(pair for pair in pairs if not (nodes[pair[0]].known and nodes[pair[1]].known))


def _is_comparable(node: Node) -> bool:
    return node.scope is None and node.type is not EntityType.TOPIC and bool(node.form.key)


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
    return ["".join(core[:end]) for end in range(1, len(core))]


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
