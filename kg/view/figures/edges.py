"""The course of one fact between two signs: straight, or bent where several join the same two."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from kg.view.figures.sheet import Point

_STEPS = 24


@dataclass(frozen=True, slots=True)
class Course:
    """A line from edge to edge of two signs, in points, and the head of its arrow, if any."""

    points: tuple[Point, ...]
    head: tuple[Point, Point, Point] | None

    @property
    def middle(self) -> Point:
        return self.points[len(self.points) // 2]


def course(start: Point, end: Point, radii: tuple[float, float], bend: float, head: float) -> Course | None:
    """The course from one sign's edge to the other's; None where the signs touch.

    ``bend`` is how far its middle lies to the right of the straight way, ``head`` the length of the
    arrow head, in points; 0 for none.
    """
    far = math.dist(start, end)
    if far <= sum(radii) + head:
        return None
    (x0, y0), (x1, y1) = start, end
    across, down = (x1 - x0) / far, (y1 - y0) / far
    knot = (x0 + x1) / 2 - 2 * bend * down, (y0 + y1) / 2 + 2 * bend * across
    return _cut(start, knot, end, radii, head, 1 if bend == 0 else _STEPS)


def loop(centre: Point, radius: float, place: int, head: float) -> Course:
    """The course from a sign to itself: above it, the wider the more there are already."""
    x, y = centre
    reach = (3 + place) * (radius + 2)
    around = [math.pi * (0.5 + 2 * step / _STEPS) for step in range(_STEPS + 1)]
    points = [
        (x + 0.55 * reach * math.cos(turn), y - radius - reach / 2 + reach / 2 * math.sin(turn))
        for turn in around[1:-1]
    ]
    return Course(tuple(points), _head(points[-3], points[-1], head) if head else None)


def _cut(
    start: Point, knot: Point, end: Point, radii: tuple[float, float], head: float, steps: int
) -> Course | None:
    def at(t: float) -> Point:
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
        return a * start[0] + b * knot[0] + c * end[0], a * start[1] + b * knot[1] + c * end[1]

    first = _leaves(lambda t: math.dist(at(t), start), radii[0])
    tip = 1 - _leaves(lambda t: math.dist(at(1 - t), end), radii[1])
    last = 1 - _leaves(lambda t: math.dist(at(1 - t), end), radii[1] + 0.8 * head)
    if not first < last:
        return None
    points = tuple(at(first + (last - first) * step / steps) for step in range(steps + 1))
    if steps == 1:
        points = points[0], at((first + last) / 2), points[1]
    return Course(points, _head(at(last), at(tip), head) if head else None)


def _leaves(away: Callable[[float], float], radius: float) -> float:
    """Where a curve that starts in a circle's middle leaves it, by halving."""
    low, high = 0.0, 1.0
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (middle, high) if away(middle) < radius else (low, middle)
    return high


def _head(back: Point, tip: Point, length: float) -> tuple[Point, Point, Point]:
    """The corners of an arrow head that ends in ``tip``, coming from ``back``."""
    far = math.dist(back, tip) or 1.0
    across, down = (tip[0] - back[0]) / far, (tip[1] - back[1]) / far
    x, y = tip[0] - length * across, tip[1] - length * down
    half = 0.42 * length
    return tip, (x - half * down, y + half * across), (x + half * down, y - half * across)
