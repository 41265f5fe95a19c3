"""``python -m kg.benchmarks.names``"""

from __future__ import annotations

import argparse
import time
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from kg.benchmarks.child import in_child
from kg.benchmarks.clock import most_memory, seconds
from kg.benchmarks.scale import exponent
from kg.benchmarks.things import said
from kg.resolve.blocking import candidates
from kg.resolve.identities import Identities, identities

_PATIENCE = 3600.0
"""Seconds that one size may take."""


@dataclass(frozen=True, slots=True)
class Grown:
    """What it took to tell who is who among made-up names, and how much of that is right."""

    names: int
    """That differ in writing or type; and surnames, in each document that has them."""
    claims: int
    seconds: float
    processor: float
    """Seconds; neither has the time that making the claims up takes."""
    memory: float
    """Megabytes (of 10⁶ bytes) of the whole process, at most."""
    things: int
    pairs: int
    """Names that were compared."""
    largest_block: int
    """Names that have one key."""
    found: float
    """Of the pairs of names of one thing, those that were compared."""
    precision: float
    """Of the pairs of names that were taken for one thing, those that are."""
    recall: float

    @property
    def pairs_a_name(self) -> float:
        """Comparisons for each name."""
        return self.pairs / self.names


def main() -> None:
    """Prints what it costs to tell who is who among many made-up names, and how right it is; needs Linux."""
    parser = argparse.ArgumentParser(prog="python -m kg.benchmarks.names", description=main.__doc__)
    parser.add_argument("--names", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    given = parser.parse_args()
    print(_line("names", "claims", "seconds", "processor", "memory, MB", "things"), end="")
    print(_line("pairs", "pairs a name", "largest block", "compared", "precision", "recall"))
    grown: list[Grown] = []
    for names in sorted(given.names):
        (each,) = in_child(_PATIENCE, measured, names)
        grown.append(each)
        print(_line(*map(str, (each.names, each.claims)), f"{each.seconds:.1f}"), end="")
        print(_line(f"{each.processor:.1f}", f"{each.memory:.0f}", str(each.things)), end="")
        print(_line(str(each.pairs), f"{each.pairs_a_name:.2f}", str(each.largest_block)), end="")
        print(_line(*(f"{rate:.3f}" for rate in (each.found, each.precision, each.recall))), flush=True)
    for less, more in pairwise(grown):
        powers = (
            f"{what} {exponent([(less.names, getattr(less, what)), (more.names, getattr(more, what))]):.2f}"
            for what in ("processor", "memory", "pairs")
        )
        print(f"from {less.names} to {more.names} names, to the power of: {', '.join(powers)}")


def measured(names: int) -> Iterator[Grown]:
    """Tells who is who among about so many names; yields once."""
    made_up = seconds(lambda: deque(said(names), maxlen=0))
    wall, processor = time.perf_counter(), time.process_time()
    known = identities(each.claim for each in said(names))
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    memory = most_memory()
    nodes = known.gathering.nodes
    pairs = candidates(nodes)
    blocks = Counter(node.form.key for node in nodes if node.scope is None)
    claims, truth = _truth(names, known)
    found, precision, recall = rates(truth, known, pairs)
    yield Grown(
        len(nodes), claims, wall - made_up, processor - made_up, memory,
        len(known.entities), len(pairs), max(blocks.values()), found, precision, recall,
    )  # fmt: skip


def _truth(names: int, known: Identities) -> tuple[int, NDArray[np.int64]]:
    """The number of claims, and of each node the thing that it names; -1 for what only its document tells."""
    truth = np.full(len(known.gathering.nodes), -1, np.int64)
    claims = 0
    for claim, *things in said(names):
        claims += 1
        for side, thing in zip((claim.subject, claim.object), things, strict=True):
            node = known.gathering.position(claim.document, side.of)
            if known.gathering.nodes[node].scope is None and truth[node] < 0:
                truth[node] = thing
    return claims, truth


def rates(
    truth: NDArray[np.int64], known: Identities, pairs: NDArray[np.int64]
) -> tuple[float, float, float]:
    """Of the true pairs those that were compared; then precision and recall of what was taken for one."""
    nodes = np.flatnonzero(truth >= 0)
    roots = np.array([known.root(node) for node in nodes.tolist()], np.int64)
    true = np.array(list(_codes(nodes, truth[nodes], len(truth))), np.int64)
    taken = np.array(list(_codes(nodes, roots, len(truth))), np.int64)
    right = np.isin(taken, true).sum()
    compared = np.isin(true, pairs).sum()
    return compared / max(1, len(true)), right / max(1, len(taken)), right / max(1, len(true))


def _codes(nodes: NDArray[np.int64], of: NDArray[np.int64], number: int) -> Iterator[int]:
    """Pairs of nodes of one thing, as ``candidates`` writes them."""
    order = np.argsort(of, kind="stable")
    starts = np.flatnonzero(np.diff(of[order], prepend=-1)).tolist()
    for start, end in pairwise([*starts, len(order)]):
        if end - start > 1:
            for i, j in combinations(nodes[order[start:end]].tolist(), 2):
                yield i * number + j


def _line(*cells: str) -> str:
    return "".join(f"{cell:>14}" for cell in cells)


if __name__ == "__main__":
    main()
