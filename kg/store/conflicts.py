"""Which facts cannot both be so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from kg.model import Fact, Status, same_date
from kg.relations import RELATIONS, Relation


def conflicts(
    facts: Iterable[Fact], relations: Mapping[str, Relation] = RELATIONS
) -> Iterator[tuple[Fact, Fact]]:
    """Pairs of facts that cannot both be so.

    Two facts of one relation and one pair (either way round where symmetric), which do not name
    two different topics, disagree where

    - one is ``actual`` and the other ``denied`` or ``ended``, unless two different dates order them;
    - both have one status and one currency, no amount satisfies both, and they have one known date, or none
      that tells them apart where the relation happens once between two, as a takeover does;
    - both have one status, and two dates of what has only one, as a founding.
    """
    alike: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        pair = (fact.subject, fact.object)
        if relations[fact.relation].symmetric:
            pair = (min(pair), max(pair))
        alike[(fact.relation, *pair)].append(fact)
    for group in alike.values():
        for left, right in combinations(sorted(group, key=lambda fact: fact.id), 2):
            if left.topic and right.topic and left.topic != right.topic:
                continue
            relation = relations[left.relation]
            if (
                _statuses_disagree(left, right)
                or _amounts_disagree(left, right, relation)
                or _dates_disagree(left, right, relation)
            ):
                yield left, right


def _statuses_disagree(left: Fact, right: Fact) -> bool:
    ordered = left.date is not None and right.date is not None and left.date != right.date
    statuses = {left.status, right.status}
    return not ordered and statuses in ({Status.ACTUAL, Status.DENIED}, {Status.ACTUAL, Status.ENDED})


def _amounts_disagree(left: Fact, right: Fact, relation: Relation) -> bool:
    one, two = left.money, right.money
    if one is None or two is None or (left.status, one.currency) != (right.status, two.currency):
        return False
    if not (same_date(left.date, right.date) if relation.once else left.date and left.date == right.date):
        return False
    return (one.maximum or one.amount) < two.amount or (two.maximum or two.amount) < one.amount


def _dates_disagree(left: Fact, right: Fact, relation: Relation) -> bool:
    return relation.has_one_date() and left.status is right.status and not same_date(left.date, right.date)
