"""The claims of many documents as one graph: names become entities, claims become facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from kg.identifiers import claim_id
from kg.model import Claim, EntityType, Judgement, Name, Resolution, Verdict, Writing
from kg.relations import Additions
from kg.resolve.blocking import candidates
from kg.resolve.clusters import Clusters, Judged
from kg.resolve.decision_lines import Decision
from kg.resolve.entities import entities
from kg.resolve.facts import Placed, facts
from kg.resolve.gather import Node, gather
from kg.resolve.rulings import DECIDED, Rulings, binding, is_bound, on_facts, rulings
from kg.resolve.scoring import are_different, judge
from kg.resolve.surroundings import judge_by_surroundings


def resolve(
    claims: Iterable[Claim],
    known: Iterable[Name] = (),
    additions: Additions | None = None,
    originals: Mapping[str, str] | None = None,
    decisions: Sequence[Decision] = (),
) -> Resolution:
    """The entities that ``claims`` speak of, the facts that they make, and why names were merged or not.

    ``known`` are names from lists: they lend entities their canonical names, types and aliases, and link
    names that no document links. Those that no claim speaks of leave no trace. The result depends on
    neither order. ``additions`` are a user's relations, and names that are used as they stand. ``originals``
    give for a document that is a copy the one that it counts as; ``decisions`` of people have the last word.
    Raises KgError for a relation that does not exist.
    """
    claims = tuple(claims)
    additions = additions or Additions()
    decisions = sorted(decisions, key=lambda decision: decision.text)
    bound = [term for decision in decisions for term in binding(decision)]
    gathering = gather(
        claims,
        known,
        additions.names,
        lambda name, document: is_bound(name.name, name.type, document, bound),
    )
    nodes, setting = gathering.nodes, gathering.setting
    ruled = rulings(decisions, nodes) if decisions else Rulings()

    judged = (
        Judged(i, j, judge(nodes[i], nodes[j], setting, opposed=(i, j) in setting.opponents))
        for i, j in candidates(nodes)
    )
    clusters = Clusters(nodes, lambda left, right: are_different(left, right, setting), ruled.apart)
    told = clusters.merge(map(ruled.overrule, judged))
    told += _united(ruled, clusters, nodes)
    told += clusters.merge(map(ruled.overrule, judge_by_surroundings(gathering, clusters.root)))

    members: dict[int, list[Node]] = defaultdict(list)
    for i, node in enumerate(nodes):
        members[clusters.root(i)].append(node)
    found = entities(members, _called(ruled, clusters.root), _decided(ruled, clusters.root))

    ids = {where: found[clusters.root(i)].id for where, i in gathering.index.items()}

    def placed(claim: Claim) -> Placed:
        subject, object = (ids[claim.document, mention.of] for mention in (claim.subject, claim.object))
        return Placed(claim, claim_id(claim), subject, object)

    def entity_of(i: int) -> str | None:
        entity = found.get(clusters.root(i))
        return None if entity is None else entity.id

    made = facts(map(placed, claims), additions.table, originals)
    if ruled.on_facts:
        made = on_facts(ruled, made, entity_of, additions.table)
    return Resolution(
        tuple(sorted(found.values(), key=lambda entity: entity.id)),
        made,
        _telling(told, nodes, entity_of),
        tuple(sorted((originals or {}).items())),
        tuple(sorted(ruled.idle)),
    )


def _united(ruled: Rulings, clusters: Clusters, nodes: Sequence[Node]) -> list[Judged]:
    """Merges what people have decided to be one, but for what they have decided to be two."""
    told = []
    for union in ruled.unions:
        if not clusters.force(union.nodes):
            ruled.idle.append((union.text, "other decisions split what it would merge"))
            continue
        for i, j in pairwise(union.nodes):
            reasons = ((union.text, DECIDED),)
            names = nodes[i].form.text, nodes[j].form.text
            told.append(Judged(min(i, j), max(i, j), Judgement(*names, Verdict.SAME, DECIDED, reasons)))
    return told


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


def _telling(
    told: Sequence[Judged], nodes: Sequence[Node], entity_of: Callable[[int], str | None]
) -> tuple[Judgement, ...]:
    """Judgements that say something, sorted, with what their names turned out to stand for."""

    telling: dict[object, Judgement] = {}
    for left, right, judgement in told:
        if judgement.verdict is Verdict.UNSURE and judgement.score <= 0:
            continue
        sides = entity_of(left), entity_of(right)
        # thousands of documents may add the same surname to one person
        distinct = judgement, (sides if judgement.verdict is not Verdict.SAME else None)
        if distinct not in telling:
            writings = (
                Writing(node.form.text, node.type, node.scope, side)
                for node, side in zip((nodes[left], nodes[right]), sides, strict=True)
            )
            telling[distinct] = replace(judgement, writings=tuple(writings))
    return tuple(sorted(telling.values(), key=_order))


def _order(judgement: Judgement) -> tuple[object, ...]:
    told = judgement.left, judgement.right, judgement.verdict.value, judgement.score, judgement.reasons
    return *told, repr(judgement.writings)
