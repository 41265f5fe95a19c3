"""The claims of many documents as one graph: names become entities, claims become facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.identifiers import claim_id
from kg.model import Claim, Name, Resolution, Verdict
from kg.relations import Additions
from kg.resolve.blocking import candidates
from kg.resolve.clusters import Clusters, Judged
from kg.resolve.entities import entities
from kg.resolve.facts import Placed, facts
from kg.resolve.gather import Node, gather
from kg.resolve.scoring import are_different, judge
from kg.resolve.surroundings import judge_by_surroundings


def resolve(
    claims: Iterable[Claim],
    known: Iterable[Name] = (),
    additions: Additions | None = None,
    originals: Mapping[str, str] | None = None,
) -> Resolution:
    """The entities that ``claims`` speak of, the facts that they make, and why names were merged or not.

    ``known`` are names from lists: they lend entities their canonical names, types and aliases, and link
    names that no document links. Those that no claim speaks of leave no trace. The result depends on
    neither order. ``additions`` are a user's relations, and names that are used as they stand. ``originals``
    give for a document that is a copy the one that it counts as. Raises KgError for a relation that does
    not exist.
    """
    claims = tuple(claims)
    additions = additions or Additions()
    gathering = gather(claims, known, additions.names)
    nodes, setting = gathering.nodes, gathering.setting

    judged = (
        Judged(i, j, judge(nodes[i], nodes[j], setting, opposed=(i, j) in setting.opponents))
        for i, j in candidates(nodes)
    )
    clusters = Clusters(nodes, lambda left, right: are_different(left, right, setting))
    judgements = clusters.merge(judged)
    judgements += clusters.merge(judge_by_surroundings(gathering, clusters.root))

    members: dict[int, list[Node]] = defaultdict(list)
    for i, node in enumerate(nodes):
        members[clusters.root(i)].append(node)
    found = entities(members)

    ids = {where: found[clusters.root(i)].id for where, i in gathering.index.items()}

    def placed(claim: Claim) -> Placed:
        subject, object = (ids[claim.document, mention.of] for mention in (claim.subject, claim.object))
        return Placed(claim, claim_id(claim), subject, object)

    telling = {j for j in judgements if j.verdict is not Verdict.UNSURE or j.score > 0}
    return Resolution(
        tuple(sorted(found.values(), key=lambda entity: entity.id)),
        facts(map(placed, claims), additions.table, originals),
        tuple(sorted(telling, key=lambda j: (j.left, j.right, j.verdict.value, j.score, j.reasons))),
        tuple(sorted((originals or {}).items())),
    )
