"""Facts that tell of money → sums that went from some to others, each told once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import networkx

from kg.model import Status

PAYING = ("invests_in", "funds", "acquires")
"""Relations whose subject gives the sum."""
_FURTHEST = (Status.ACTUAL, Status.PLANNED, Status.POTENTIAL)
"""What may be drawn as money that goes somewhere, the surest first."""


@dataclass(frozen=True, slots=True)
class Deal:
    """One sum, however many facts tell of it."""

    givers: tuple[str, ...]
    takers: tuple[str, ...]
    """Ids, sorted; more than one where the sum is told of them together."""
    amount: float
    """In major units."""
    currency: str
    status: str
    relation: str


@dataclass(frozen=True, slots=True)
class Deals:
    """What is drawn, and how many facts are not, by reason."""

    deals: tuple[Deal, ...]
    without_sum: int
    over: int
    """Ended, or denied."""
    smaller: int
    """Sums of deals between two that another sum is drawn of."""


@dataclass(frozen=True, slots=True)
class _Told:
    id: str
    subject: str
    object: str
    fact: Any


def deals(graph: networkx.MultiDiGraph[str], whole: networkx.MultiDiGraph[str]) -> Deals:
    """The sums that a part of a network tells of, the furthest along first and then the largest.

    The same sum in one sentence, or of one giver or taker in one text, is one deal, whoever else shares
    in it. Of several sums between the same two only one is kept, as in the shipped query ``investors``:
    the largest of those that are furthest along, for a later report may speak of the same money.
    ``whole`` is the network that ``graph`` is a part of: who shares in a sum is named wherever he stands.
    """
    chosen = {key for *_, key in graph.edges(keys=True)}
    everything = _paying(whole)
    paying = [told for told in everything if told.id in chosen]
    going = [told for told in paying if told.fact["status"] in _FURTHEST]
    summed = [told for told in going if _has_sum(told)]
    groups = _groups([told for told in everything if told.fact["status"] in _FURTHEST and _has_sum(told)])
    found = sorted((_deal(group) for group in groups if any(told.id in chosen for told in group)), key=_order)
    kept, covered = [], set[tuple[str, str, str]]()
    for deal in found:
        ends = {(giver, taker, deal.currency) for giver in deal.givers for taker in deal.takers}
        if not ends <= covered:
            kept.append(deal)
            covered |= ends
    return Deals(tuple(kept), len(going) - len(summed), len(paying) - len(going), len(found) - len(kept))


def _paying(graph: networkx.MultiDiGraph[str]) -> list[_Told]:
    return [
        _Told(key, subject, object, fact)
        for subject, object, key, fact in sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[2])
        if fact["relation"] in PAYING
    ]


def _has_sum(told: _Told) -> bool:
    return bool(told.fact["currency"] and (told.fact["amount"] or 0) > 0)


def _order(deal: Deal) -> tuple[int, float, tuple[str, ...], tuple[str, ...]]:
    return _FURTHEST.index(Status(deal.status)), -deal.amount, deal.givers, deal.takers


def _groups(facts: Sequence[_Told]) -> Iterator[list[_Told]]:
    """Facts that tell of one sum."""
    tied: networkx.Graph[object] = networkx.Graph()
    for number, told in enumerate(facts):
        tied.add_edges_from(
            (number, (told.fact["currency"], told.fact["amount"], *tie)) for tie in _ties(told)
        )
    for group in networkx.connected_components(tied):
        yield [facts[number] for number in sorted(each for each in group if isinstance(each, int))]


def _ties(told: _Told) -> Iterator[tuple[object, ...]]:
    """What two facts of the same amount that tell of one sum have in common, one of these at least."""
    for piece in told.fact["evidence"]:
        yield "sentence", piece["document"], piece["start"]
        yield "giver", piece["document"], told.subject
        yield "taker", piece["document"], told.object


def _deal(group: Sequence[_Told]) -> Deal:
    best = min(group, key=lambda told: (_FURTHEST.index(told.fact["status"]), -told.fact["confidence"]))
    takers = {told.object for told in group}
    givers = {told.subject for told in group}
    return Deal(
        # Who passes a sum on stands among both: it is told once, from the first to the last.
        tuple(sorted(givers - takers or givers)),
        tuple(sorted(takers - givers or takers)),
        best.fact["amount"],
        best.fact["currency"],
        best.fact["status"],
        best.fact["relation"],
    )
