"""Parts that nothing connects, set beside one another."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import count

_CELL = 60.0
"""Pixels of the grid on which that is done, where it is not too large for that."""
_CELLS = 100
"""Cells to a side of the whole, about, where it is."""
ASPECT = 1.6
"""Width to height of the whole, that of a laptop's screen."""

Point = tuple[float, float]
Cell = tuple[int, int]


def packed(parts: Sequence[Mapping[str, Point]], boxes: Mapping[str, Point]) -> dict[str, Point]:
    """Each part at the free place nearest to the centre, the first one first.

    A part has the places of its boxes, whose (width, height) are in ``boxes``.
    """
    room = sum(math.prod(boxes[node]) for part in parts for node in part)
    cell = max(_CELL, math.sqrt(room) / _CELLS)
    taken: set[Cell] = set()
    placed: dict[str, Point] = {}
    places: list[Cell] = []
    walk = _outwards()
    start: dict[int, int] = {}  # a part looks no nearer than an earlier one of its size found room
    for part in parts:
        cells = _cells(part, boxes, cell)
        for at in count(start.get(len(cells), 0)):
            if at == len(places):
                places.append(next(walk))
            column, row = places[at]
            if taken.isdisjoint((x + column, y + row) for x, y in cells):
                break
        start[len(cells)] = at
        taken |= {(x + column, y + row) for x, y in cells}
        for node, (x, y) in part.items():
            placed[node] = (round(x + column * cell, 1), round(y + row * cell, 1))
    return placed


def _cells(part: Mapping[str, Point], boxes: Mapping[str, Point], cell: float) -> set[Cell]:
    """The cells of a part's boxes, and of the ground between them in each row."""
    rows: dict[int, tuple[int, int]] = {}
    for node, (x, y) in part.items():
        half, high = boxes[node][0] / 2, boxes[node][1] / 2
        left, right = math.floor((x - half) / cell), math.floor((x + half) / cell)
        for row in range(math.floor((y - high) / cell), math.floor((y + high) / cell) + 1):
            low, top = rows.get(row, (left, right))
            rows[row] = min(low, left), max(top, right)
    return {(x, row) for row, (left, right) in rows.items() for x in range(left, right + 1)}


def _outwards() -> Iterator[Cell]:
    """All cells in growing ellipses, as wide to high as the whole should be."""
    for ring in count():
        wide, high = math.ceil((ring + 1) * ASPECT), ring + 1
        cells = (
            (math.hypot(x / ASPECT, y), abs(x) + abs(y), x, y)
            for x in range(-wide, wide + 1)
            for y in range(-high, high + 1)
        )
        yield from ((x, y) for far, _, x, y in sorted(cells) if ring <= far < ring + 1)
