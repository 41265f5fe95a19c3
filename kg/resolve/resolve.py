"""The claims of many documents as one graph: names become entities, claims become facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.identifiers import claim_id
from kg.model import Claim, Name, Resolution
from kg.relations import Additions
from kg.resolve.decision_lines import Decision
from kg.resolve.facts import Placed, facts
from kg.resolve.identities import identities
from kg.resolve.rulings import on_facts


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
    named = identities(claims, known, additions.names, decisions)

    def placed(claim: Claim) -> Placed:
        subject, object = (named.id_of(claim.document, side.of) for side in (claim.subject, claim.object))
        return Placed(claim, claim_id(claim), subject, object)

    made = facts(map(placed, claims), additions.table, originals)
    if named.ruled.on_facts:
        made = on_facts(named.ruled, made, named.entity_of, additions.table)
    return Resolution(
        tuple(sorted(named.entities.values(), key=lambda entity: entity.id)),
        made,
        named.judgements(),
        tuple(sorted((originals or {}).items())),
        tuple(sorted(named.ruled.idle)),
    )
