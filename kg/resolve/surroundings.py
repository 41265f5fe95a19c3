"""Names that mean something in their document only: surnames, and bodies called by what they are.

"Huang" is the Huang of the same document, or the one of the same company; a "Joint Laboratory" is that
of another document if both have the same founders or give it the same acronym.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import product

from kg.model import EntityType
from kg.resolve.blocking import BLOCK_LIMIT
from kg.resolve.clusters import face
from kg.resolve.gather import Gathering, Node
from kg.resolve.names import case_bases
from kg.resolve.scoring import are_different, judge_surroundings
from kg.resolve.told import Judged


def judge_by_surroundings(gathering: Gathering, root: Callable[[int], int]) -> Iterator[Judged]:
    """Judgements of all names that are bound to a document; ``root`` tells which of the others are one."""
    ties = {i: frozenset(root(j) for j in others) for i, others in gathering.ties.items()}
    yield from _persons(gathering, root, ties)
    yield from _bodies(gathering, ties)


def _judged(i: int, j: int, *reasons: str) -> Judged:
    return Judged(min(i, j), max(i, j), judge_surroundings(reasons))


def _persons(
    gathering: Gathering, root: Callable[[int], int], ties: dict[int, frozenset[int]]
) -> Iterator[Judged]:
    nodes = gathering.nodes
    short = {i: _surnames(node) for i, node in enumerate(nodes) if _is_short(node)}
    asked = {(word, nodes[i].scope) for i, words in short.items() for word in words}
    surnames = {word for word, _ in asked}
    by_document: dict[tuple[str, str | None], set[int]] = defaultdict(set)
    by_organization: dict[tuple[str, int], set[int]] = defaultdict(set)
    for i, node in enumerate(nodes):
        if node.type is not EntityType.PERSON or not node.form.core or node.scope is not None:
            continue
        # Which end the surname stands at depends on the language.
        for word in {node.form.core[0], node.form.core[-1]} & surnames:
            for document in node.documents:
                if (word, document) in asked:
                    by_document[word, document].add(i)
            for organization in ties.get(i, ()):
                by_organization[word, organization].add(i)

    elsewhere: dict[object, list[int]] = {}
    """Persons of the same organisations, by all of a name that tells them."""
    unmatched: dict[tuple[str, int], list[int]] = defaultdict(list)
    for i, readings in short.items():
        node = nodes[i]
        near = {j for word in readings for j in by_document.get((word, node.scope), ())}
        reason = "same document"
        found = _persons_among(near, i, gathering, root)
        if not found:
            reason = "same organisation"
            organizations = ties.get(i, frozenset())
            asked_for = face(node), organizations
            if asked_for not in elsewhere:
                places = product(readings, organizations)
                far = {j for place in places for j in by_organization.get(place, ())}
                elsewhere[asked_for] = _persons_among(far, i, gathering, root)
            found = elsewhere[asked_for]
        doubt = ("one of several",) if len(found) > 1 else ()
        for j in found:
            yield _judged(i, j, "surname", reason, *doubt)
        if not found:
            for organization in sorted(ties.get(i, ())):
                unmatched[" ".join(node.form.core), organization].append(i)
    for _, group in sorted(unmatched.items()):
        for i in group[1:]:
            yield _judged(group[0], i, "surname", "same organisation")


def _is_short(node: Node) -> bool:
    return node.type is EntityType.PERSON and node.scope is not None and bool(node.form.core)


def _surnames(node: Node) -> tuple[str, ...]:
    """What the name may be short for the end of, sorted."""
    surname = node.form.core[-1]
    return tuple(sorted({surname, *(case_bases(node.form)[-1] if node.polish else ())}))


def _persons_among(found: set[int], i: int, gathering: Gathering, root: Callable[[int], int]) -> list[int]:
    """One node for each person that the name may be short for."""
    nodes = gathering.nodes
    persons: dict[int, int] = {}
    for j in sorted(found):
        if not are_different(nodes[i], nodes[j], gathering.setting):
            persons.setdefault(root(j), j)
            if len(persons) == BLOCK_LIMIT:
                break
    return list(persons.values())


def _bodies(gathering: Gathering, ties: dict[int, frozenset[int]]) -> Iterator[Judged]:
    nodes = gathering.nodes
    groups: dict[tuple[str, tuple[str, ...], str], list[int]] = defaultdict(list)
    founded: dict[tuple[str, ...], dict[frozenset[int], list[int]]] = defaultdict(lambda: defaultdict(list))
    for i, node in enumerate(nodes):
        if node.scope is None or node.type is EntityType.PERSON:
            continue
        groups["same document", node.form.words, node.scope].append(i)
        if node.form.is_phrase:
            continue
        for alias in node.aliases:
            if alias.is_acronym and len(alias.key) >= 3:
                groups["same acronym", node.form.words, alias.key].append(i)
        if ties.get(i):
            founded[node.form.words][ties[i]].append(i)
    for (reason, _, _), group in groups.items():
        for i in group[1:]:
            yield _judged(group[0], i, "generic name", reason)
    for _, by_founders in sorted(founded.items()):
        yield from _by_founders(by_founders)


def _by_founders(by_founders: dict[frozenset[int], list[int]]) -> Iterator[Judged]:
    """Bodies of one name: the same founders, or some of the founders of just one other."""
    for group in by_founders.values():
        for i in group[1:]:
            yield _judged(group[0], i, "generic name", "same founders")
    sets = sorted(by_founders, key=lambda founders: (len(founders), sorted(founders)))[:BLOCK_LIMIT]
    for founders in sets:
        wider = [other for other in sets if founders < other]
        widest = [other for other in wider if not any(other < third for third in wider)]
        doubt = ("one of several",) if len(widest) > 1 else ()
        for other in widest:
            i, j = by_founders[founders][0], by_founders[other][0]
            yield _judged(i, j, "generic name", "same founders", *doubt)
