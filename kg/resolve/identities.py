"""Which names of many documents are names of one thing, and what these things are called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from kg.model import Claim, Entity, EntityType, Judgement, Name, Verdict, Writing
from kg.resolve.blocking import candidates, unpacked
from kg.resolve.clusters import Clusters
from kg.resolve.decision_lines import Decision
from kg.resolve.entities import entities
from kg.resolve.gather import Gathering, Node, gather
from kg.resolve.rulings import DECIDED, Rulings, binding, is_bound, rulings
from kg.resolve.scoring import are_different, judge
from kg.resolve.surroundings import judge_by_surroundings
from kg.resolve.told import Judged, Outcome, Told


@dataclass(frozen=True, slots=True)
class Identities:
    """The things that claims speak of."""

    gathering: Gathering
    entities: dict[int, Entity]
    """By the first node of each cluster that claims speak of."""
    root: Callable[[int], int]
    """The first node of the cluster of a node."""
    ruled: Rulings
    told: Told

    def id_of(self, document: str, name: Name) -> str:
        """Id of what a name of a document stands for."""
        return self.entities[self.root(self.gathering.position(document, name))].id

    def entity_of(self, node: int) -> str | None:
        """Id of what a node stands for; None for a name from a list that no claim speaks of."""
        entity = self.entities.get(self.root(node))
        return None if entity is None else entity.id

    def judgements(self) -> tuple[Judgement, ...]:
        """Judgements that say something, sorted, with what their names turned out to stand for."""
        nodes = self.gathering.nodes
        telling: dict[object, Judgement] = {}
        for left, right, outcome in self.told:
            sides = self.entity_of(left), self.entity_of(right)
            texts = nodes[left].form.text, nodes[right].form.text
            # thousands of documents may add the same surname to one person
            distinct = texts, outcome, (sides if outcome.verdict is not Verdict.SAME else None)
            if distinct not in telling:
                writings = (
                    Writing(node.form.text, node.type, node.scope, side)
                    for node, side in zip((nodes[left], nodes[right]), sides, strict=True)
                )
                telling[distinct] = Judgement(
                    *texts, outcome.verdict, outcome.score, outcome.reasons, tuple(writings)
                )
        return tuple(sorted(telling.values(), key=_order))


def identities(
    claims: Iterable[Claim],
    known: Iterable[Name] = (),
    own: Iterable[Name] = (),
    decisions: Sequence[Decision] = (),
) -> Identities:
    """Who is who in ``claims``, which are read once, one by one; see ``kg.resolve.resolve``."""
    bound = [term for decision in decisions for term in binding(decision)]
    places = {document for term in bound for document in term.documents}
    gathering = gather(
        claims,
        known,
        own,
        (lambda name, document: document in places and is_bound(name.name, name.type, document, bound))
        if bound
        else None,
    )
    nodes, setting = gathering.nodes, gathering.setting
    ruled = rulings(decisions, nodes) if decisions else Rulings()
    clusters = Clusters(nodes, lambda left, right: are_different(left, right, setting), ruled.apart)
    told = clusters.merge(map(ruled.overrule, judged(gathering)))
    told.extend(_united(ruled, clusters, nodes))
    told.extend(clusters.merge(map(ruled.overrule, judge_by_surroundings(gathering, clusters.root))))
    found = entities(
        _groups(clusters, len(nodes)), nodes, _called(ruled, clusters.root), _decided(ruled, clusters.root)
    )
    return Identities(gathering, found, clusters.root, ruled, told)


def judged(gathering: Gathering) -> Iterator[Judged]:
    """Judgements of all names that mean the same in all documents."""
    nodes, setting = gathering.nodes, gathering.setting
    pairs = candidates(nodes)
    opposed = np.isin(pairs, setting.opponents).tolist()
    for (i, j), are_opposed in zip(unpacked(pairs, len(nodes)), opposed, strict=True):
        yield Judged(i, j, judge(nodes[i], nodes[j], setting, opposed=are_opposed))


def _groups(clusters: Clusters, nodes: int) -> Iterator[list[int]]:
    """The nodes of each cluster, the first cluster first."""
    roots = np.fromiter(map(clusters.root, range(nodes)), np.int32, nodes)
    order = np.argsort(roots, kind="stable")
    ends = np.flatnonzero(np.diff(roots[order], append=-1)) + 1
    start = 0
    for end in ends.tolist():
        yield order[start:end].tolist()
        start = end


def _united(ruled: Rulings, clusters: Clusters, nodes: Sequence[Node]) -> Iterator[Judged]:
    """Merges what people have decided to be one, but for what they have decided to be two."""
    for union in ruled.unions:
        if not clusters.force(union.nodes):
            ruled.idle.append((union.text, "other decisions split what it would merge"))
            continue
        for i, j in pairwise(union.nodes):
            yield Judged(min(i, j), max(i, j), Outcome(Verdict.SAME, DECIDED, ((union.text, DECIDED),)))


def _called(ruled: Rulings, root: Callable[[int], int]) -> dict[int, tuple[str, EntityType | None]]:
    """Names that people have decided on, by the root of the cluster; of two for one the first counts."""
    called: dict[int, tuple[str, EntityType | None]] = {}
    by: dict[int, str] = {}
    for each in ruled.called:
        for key in sorted({root(i) for i in each.nodes}):
            wanted = each.term.name, each.term.type
            if called.setdefault(key, wanted) != wanted:
                ruled.idle.append((each.text, f"overruled by {by[key]}"))
            by.setdefault(key, each.text)
    return called


def _decided(ruled: Rulings, root: Callable[[int], int]) -> dict[int, list[str]]:
    """What people have decided of each cluster, by its root."""
    idle = {text for text, _ in ruled.idle}
    decided: dict[int, list[str]] = defaultdict(list)
    spoken_of = [
        *((each.nodes, each.text) for each in ruled.unions),
        *((each.nodes, each.text) for each in ruled.called),
        *ruled.apart.items(),
    ]
    for positions, text in spoken_of:
        for i in positions:
            decided[root(i)].append(text)
    return {key: [text for text in texts if text not in idle] for key, texts in decided.items()}


def _order(judgement: Judgement) -> tuple[object, ...]:
    told = judgement.left, judgement.right, judgement.verdict.value, judgement.score, judgement.reasons
    return *told, repr(judgement.writings)
