"""Judgements of pairs of nodes, millions of them in little room: few differ in more than the pair."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from kg.model import Verdict


class Outcome(NamedTuple):
    """What comes of the comparison of two names, as ``kg.model.Judgement`` has it."""

    verdict: Verdict
    score: float
    reasons: tuple[tuple[str, float], ...]

    @property
    def is_telling(self) -> bool:
        """False where nothing speaks for one thing, and nothing forbids it."""
        return self.verdict is not Verdict.UNSURE or self.score > 0


class Judged(NamedTuple):
    """The nodes at two positions, the smaller first, and what comes of them."""

    left: int
    right: int
    outcome: Outcome


class Told:
    """Judgements in the order in which they are added; those that tell nothing are left out."""

    def __init__(self, judged: Iterable[Judged] = ()) -> None:
        self._outcomes: list[Outcome] = []
        self._numbers: dict[Outcome, int] = {}
        self._left, self._right, self._outcome = array("i"), array("i"), array("i")
        self.extend(judged)

    def __len__(self) -> int:
        return len(self._left)

    def __iter__(self) -> Iterator[Judged]:
        for left, right, outcome in zip(self._left, self._right, self._outcome, strict=True):
            yield Judged(left, right, self._outcomes[outcome])

    def add(self, judged: Judged) -> None:
        """Keeps a judgement, if it tells something."""
        left, right, outcome = judged
        if not outcome.is_telling:
            return
        number = self._numbers.setdefault(outcome, len(self._outcomes))
        if number == len(self._outcomes):
            self._outcomes.append(outcome)
        self._left.append(left)
        self._right.append(right)
        self._outcome.append(number)

    def extend(self, judged: Iterable[Judged]) -> None:
        """Keeps those that tell something."""
        for each in judged:
            self.add(each)

    def best_first(self) -> Iterator[Judged]:
        """All by score, then by position."""
        outcome = np.asarray(self._outcome, np.int32)
        scores = np.array([each.score for each in self._outcomes], np.float64)
        order = np.lexsort((np.asarray(self._right), np.asarray(self._left), -scores[outcome]))
        for i in order:
            yield Judged(self._left[i], self._right[i], self._outcomes[self._outcome[i]])
