"""Made-up graphs of deals, of the shape that many news items come to, for the page to show.

As large as is asked for and the same each time. A few things take part in very many deals and most in one
or two (the law of Zipf), things of one sector mostly deal with one another, some pairs with nobody else,
and a fact takes as many bytes as one of the packaged samples.
"""

from __future__ import annotations

from bisect import bisect
from itertools import accumulate, pairwise
from random import Random
from typing import Any

import networkx

from kg.benchmarks.news import STATUSES, WITH_MONEY, company
from kg.identifiers import digest
from kg.model import EntityType

_APART = 0.03
"""Of all things, those that deal with one other thing only."""
_ABROAD = 0.12
"""Of all facts, those between two sectors."""
_FACTS_A_DOCUMENT = 8

_TYPES = {
    EntityType.COMPANY: 60,
    EntityType.PERSON: 12,
    EntityType.PRODUCT: 8,
    EntityType.PLACE: 6,
    EntityType.UNIVERSITY: 5,
    EntityType.TOPIC: 5,
    EntityType.GOVERNMENT: 4,
}
_RELATIONS = {
    "partners_with": 30,
    "invests_in": 22,
    "supplies": 13,
    "acquires": 12,
    "competes_with": 10,
    "develops": 7,
    "funds": 4,
    "subsidiary_of": 2,
}


class _Few:
    """Draws from a range of numbers, the first ones most often."""

    def __init__(self, first: int, beyond: int) -> None:
        self._first = first
        self._weights = list(accumulate((rank + 1) ** -0.9 for rank in range(beyond - first)))

    def one(self, random: Random) -> int:
        return self._first + bisect(self._weights, random.random() * self._weights[-1])


def deals(facts: int) -> networkx.MultiDiGraph[str]:
    """So many facts, as ``kg.network.network`` makes a graph of them."""
    random = Random(facts)
    things = max(4, round(facts**0.93))
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    types = random.choices(list(_TYPES), list(_TYPES.values()), k=things)
    for number in range(things):
        graph.add_node(str(number), name=company(number), type=types[number].value, aliases=[], size=0)
    for number, (left, right) in enumerate(_pairs(things, facts, random)):
        for end in (left, right):
            graph.nodes[str(end)]["size"] += 1
        fact = _fact(number, graph.nodes[str(left)]["name"], graph.nodes[str(right)]["name"], random)
        graph.add_edge(str(left), str(right), key=digest(str(number)), **fact)
    return graph


def _pairs(things: int, facts: int, random: Random) -> list[tuple[int, int]]:
    """Who deals with whom: each thing at least once, as far as there are facts enough."""
    apart = round(things * _APART) // 2 * 2
    joined = things - apart
    pairs = [(number, number + 1) for number in range(joined, things - 1, 2)]
    sizes = [1 / (rank + 2) for rank in range(max(1, round(joined**0.5 / 2)))]
    bounds = [round(joined * part / sum(sizes)) for part in accumulate(sizes, initial=0.0)]
    sectors = [_Few(first, beyond) for first, beyond in pairwise(bounds)]
    everything = _Few(0, joined)
    new = iter(range(joined))
    while len(pairs) < facts:
        left = next(new, None)
        if left is None:  # all are in: now those that have many deals get more
            left = sectors[bisect(bounds, random.randrange(joined)) - 1].one(random)
        if random.random() < _ABROAD:
            right = everything.one(random)
        else:
            right = sectors[bisect(bounds, left) - 1].one(random)
        pairs.append((left, right if right != left else (left + 1) % joined))
    return pairs


def _fact(number: int, left: str, right: str, random: Random) -> dict[str, Any]:
    (relation,) = random.choices(list(_RELATIONS), list(_RELATIONS.values()))
    (status,) = random.choices(list(STATUSES), list(STATUSES.values()))
    amount = wording = None
    if random.random() < WITH_MONEY.get(relation, 0):
        millions = random.choice((5, 10, 20, 25, 40, 50, 100, 150, 200, 500, 1000, 1200))
        amount, wording = millions * 1e6, f"${millions} million"
    known = random.random() < 0.7
    date = f"{2010 + int(15 * random.random() ** 0.5)}-{random.randint(1, 12):02}" if known else None
    document = number // _FACTS_A_DOCUMENT
    evidence = [_piece(document, left, right, relation, wording)]
    while random.random() < 0.3:
        evidence.append(_piece(random.randrange(document + 1), left, right, relation, wording))
    return {
        "relation": relation,
        "status": status.value,
        "confidence": random.randint(50, 99) / 100,
        "amount": amount,
        "amount_max": None,
        "currency": "USD" if amount else None,
        "wording": wording or "",
        "date": date,
        "period": None,
        "topic": "a plant for batteries and the software of cars" if random.random() < 0.3 else None,
        "sources": len(evidence),
        "evidence": evidence,
    }


def _piece(document: int, left: str, right: str, relation: str, wording: str | None) -> dict[str, Any]:
    quote = (
        f"{left} {relation.replace('_', ' ')} {right}{f' for {wording}' if wording else ''}, the two said, "
        f"and more would follow before the end of the year, by what people who know report {document} say."
    )
    at = quote.index(right, len(left))
    return {
        "quote": quote,
        "start": 40 * document,
        "end": 40 * document + len(quote),
        "subject": {"text": left, "start": 0, "end": len(left)},
        "object": {"text": right, "start": at, "end": at + len(right)},
        "rule": f"en.{relation}.verb",
        "document": f"news-{document:06}",
        "title": f"What {left} is up to, and what it means for {right}",
        "publisher": f"Paper {document % 60 + 1}",
        "published": f"{2015 + document % 10}-{document % 12 + 1:02}-{document % 28 + 1:02}",
        "url": f"https://news.example/{document}",
    }
