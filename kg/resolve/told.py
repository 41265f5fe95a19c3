"""Judgements of pairs of nodes, millions of them in little room: few differ in more than the pair."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
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
        self._left.append(left)
        self._right.append(right)
        self._outcome.append(self._number(outcome))

    def extend(self, judged: Iterable[Judged]) -> None:
        """Keeps those that tell something."""
        for each in judged:
            self.add(each)

    def sort(self) -> None:
        """Puts them in order by score, the best first, then by position."""
        outcomes, left, right = (np.asarray(each) for each in (self._outcome, self._left, self._right))
        scores = np.array([each.score for each in self._outcomes], np.float64)
        order = np.lexsort((right, left, -scores[outcomes]))
        self._left, self._right, self._outcome = (
            array("i", column[order].tobytes()) for column in (left, right, outcomes)
        )

    def overrule(self, decide: Callable[[Judged], Outcome]) -> None:
        """Asks of each, one by one, what comes of it after all."""
        for place, each in enumerate(self):
            outcome = decide(each)
            if outcome is not each.outcome:
                self._outcome[place] = self._number(outcome)

    def _number(self, outcome: Outcome) -> int:
        number = self._numbers.setdefault(outcome, len(self._outcomes))
        if number == len(self._outcomes):
            self._outcomes.append(outcome)
        return number
