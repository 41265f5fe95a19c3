"""Where names stand beside their signs, so that no two touch (after Christensen, Marks and Shieber 1995)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

_CELL = 1.5
"""Points to a cell of the grid on which the ground is shared out."""
_AROUND = (90, 270, 0, 180, 45, 135, 315, 225)
"""Degrees clockwise from the right: below is best, as on the page."""
FARTHER = (7.0, 14.0, 20.0)
"""Points by which a label may move off where there is no room beside its sign."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle from its top left corner, in points."""

    x: float
    y: float
    width: float
    height: float


class Ground:
    """What of an area is taken, and by how many lines the rest is crossed."""

    def __init__(self, area: Box) -> None:
        self._area = area
        shape = math.ceil(area.height / _CELL) + 1, math.ceil(area.width / _CELL) + 1
        self._taken = np.zeros(shape, dtype=bool)
        self._crossed = np.zeros(shape)

    def copy(self) -> Ground:
        """The same ground, to try something out on."""
        other = Ground(self._area)
        other._taken, other._crossed = self._taken.copy(), self._crossed
        return other

    def take(self, box: Box) -> None:
        """Let nothing else stand there."""
        rows, columns = self._cells(box)
        self._taken[rows, columns] = True

    def cross(self, points: Sequence[tuple[float, float]], weight: float = 1.0) -> None:
        """Tell that a line runs there, which labels should rather not cover."""
        for (x0, y0), (x1, y1) in pairwise(points):
            steps = max(1, math.ceil(math.dist((x0, y0), (x1, y1)) / _CELL))
            for step in range(steps):
                x, y = (a + (b - a) * step / steps for a, b in ((x0, x1), (y0, y1)))
                rows, columns = self._cells(Box(x, y, 0, 0))
                self._crossed[rows, columns] += weight

    def is_free(self, box: Box) -> bool:
        """Whether all of it lies in the area, and none is taken."""
        area = self._area
        return (
            box.x >= area.x
            and box.y >= area.y
            and box.x + box.width <= area.x + area.width
            and box.y + box.height <= area.y + area.height
            and not self._taken[self._cells(box)].any()
        )

    def crossings(self, box: Box) -> float:
        """Cells of it that lines run through."""
        return float(self._crossed[self._cells(box)].sum())

    def _cells(self, box: Box) -> tuple[slice, slice]:
        rows = _span(box.y - self._area.y, box.height)
        return rows, _span(box.x - self._area.x, box.width)


def _span(start: float, length: float) -> slice:
    return slice(max(0, math.floor(start / _CELL)), max(0, math.floor((start + length) / _CELL)) + 1)


def place(
    ground: Ground,
    x: float,
    y: float,
    radius: float,
    size: tuple[float, float],
    farther: Sequence[float] = FARTHER,
) -> Box | None:
    """Takes the best free place of (width, height) around a sign; None where there is none.

    The nearest one wins, and of those as near the one that the fewest lines cross. ``farther`` are
    points by which it may move off where nothing is free beside the sign.
    """
    best: tuple[float, Box] | None = None
    for more in (0.0, *farther):
        for box, turn in _boxes(x, y, radius + 1.5 + more, size):
            if ground.is_free(box):
                cost = turn + 0.6 * ground.crossings(box)
                if best is None or cost < best[0]:
                    best = cost, box
        if best is not None:
            ground.take(best[1])
            return best[1]
    return None


def _boxes(x: float, y: float, away: float, size: tuple[float, float]) -> Iterable[tuple[Box, float]]:
    """Boxes that touch a circle from outside, each with how unusual its place is."""
    wide, high = size
    for rank, degrees in enumerate(_AROUND):
        cos, sin = round(math.cos(math.radians(degrees)), 3), round(math.sin(math.radians(degrees)), 3)
        left = x + away * cos - wide * (1 - cos) / 2
        top = y + away * sin - high * (1 - sin) / 2
        yield Box(left, top, wide, high), float(rank)
