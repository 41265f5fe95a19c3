"""The claims of many documents as one graph: names become entities, claims become facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby

from kg.identifiers import claim_id
from kg.model import Claim, Derivation, Fact, Judgement, Name, Resolution
from kg.relations import Additions
from kg.resolve.decision_lines import Decision
from kg.resolve.facts import Placed, facts
from kg.resolve.identities import identities
from kg.resolve.rulings import Standing
from kg.resolve.spill import Spill, gathered


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
    made, judgements = _derived(claims, known, additions, originals, decisions)
    facts = sorted(chain.from_iterable(made.facts), key=lambda fact: fact.id)
    return Resolution(made.entities, tuple(facts), judgements(), made.copies, tuple(sorted(made.idle)))


def derive(
    claims: Iterable[Claim],
    known: Iterable[Name] = (),
    additions: Additions | None = None,
    originals: Mapping[str, str] | None = None,
    decisions: Sequence[Decision] = (),
) -> Derivation:
    """The same, without the judgements, of more claims than memory holds.

    ``claims`` are gone through once, in any order, and kept in temporary files until the facts have been
    gone through, which are made on the way. Raises KgError where those cannot be written.
    """
    made, _ = _derived(claims, known, additions, originals, decisions)
    return made


def _derived(
    claims: Iterable[Claim],
    known: Iterable[Name],
    additions: Additions | None,
    originals: Mapping[str, str] | None,
    decisions: Sequence[Decision],
) -> tuple[Derivation, Callable[[], tuple[Judgement, ...]]]:
    """Entities and facts, and what tells why names were merged or not."""
    additions = additions or Additions()
    decisions = sorted(decisions, key=lambda decision: decision.text)
    kept = Spill[Claim]()
    named = identities(kept.passing(claims), known, additions.names, decisions)

    def placed(claim: Claim) -> Placed:
        subject, object = (named.id_of(claim.document, side.of) for side in (claim.subject, claim.object))
        return Placed(claim, claim_id(claim), subject, object)

    def stand() -> Iterator[tuple[Fact, ...]]:
        standing = Standing(named.ruled, named.entity_of, additions.table)
        for some in gathered(map(placed, kept), lambda each: each.pair, kept.count):
            by_pair = sorted(facts(some, additions.table, originals), key=lambda fact: (fact.pair, fact.id))
            for _, between in groupby(by_pair, key=lambda fact: fact.pair):
                if left := standing.of(tuple(between)):
                    yield left
        kept.close()
        named.ruled.idle.extend(standing.idle())

    made = Derivation(
        tuple(sorted(named.entities.values(), key=lambda entity: entity.id)),
        stand(),
        tuple(sorted((originals or {}).items())),
        named.ruled.idle,
    )
    return made, named.judgements
