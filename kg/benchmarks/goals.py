"""What a benchmark is to reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached, and what has been."""

    text: str
    value: str
    met: bool


def report(goals: Iterable[Goal]) -> Iterator[str]:
    """The lines that say which goals are met."""
    yield "Goals"
    for goal in goals:
        yield f"{goal.text:<76}{goal.value:>10}  {'met' if goal.met else 'NOT met'}"
