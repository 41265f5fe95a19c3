"""Where things stand on a sheet: the page's layout, fitted into it and loosened until names have room."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import networkx

from kg.view.figures.labels import Box
from kg.view.figures.room import loosened
from kg.view.figures.sheet import Point
from kg.view.figures.words import extent, legible, wrapped
from kg.view.layout import layout

NAME_SIZES = (1.0, 0.92, 0.84, 0.76, 0.68)
"""Sizes of names, in that of the usual text: the first in which all find room is taken."""
_FULL = 0.5
"""Part of a sheet that names may cover; with more of it they no longer find room beside their signs."""
_STRETCH = 1.5
"""How far the layout may be stretched to fill its sheet."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A thing on its sheet, in points; ``lines`` are its name."""

    id: str
    kind: str
    lines: tuple[str, ...]
    x: float
    y: float
    radius: float


def scene(graph: networkx.MultiDiGraph[str], area: Box, text: float) -> tuple[list[Sign], float]:
    """The signs of all things, those with most facts first, and the radius of the least, in points."""
    unit = min(0.5 * text, max(0.19 * text, 0.055 * math.sqrt(area.width * area.height / max(1, len(graph)))))
    order = sorted(graph, key=lambda node: (-graph.nodes[node]["size"], node))
    things = {node: graph.nodes[node] for node in order}
    radii = {node: unit * (1 + 0.42 * math.sqrt(thing["size"])) for node, thing in things.items()}
    names = {
        node: tuple(wrapped(legible([thing["name"], *thing["aliases"]]), 20, 3))
        for node, thing in things.items()
    }
    sizes = {node: extent(names[node], text) for node in things}
    boxes = {
        node: (max(2 * radii[node], wide) + 1.6 * text, 2 * radii[node] + high + 1.2 * text)
        for node, (wide, high) in sizes.items()
    }
    found = layout(graph, boxes).places
    fitted = _fitted([found[node] for node in things], area, max(radii.values(), default=0.0), text)
    spots = _loosened(fitted, [(radii[node], *sizes[node]) for node in things], area)
    signs = [
        Sign(node, thing["type"], names[node], x, y, radii[node])
        for (node, thing), (x, y) in zip(things.items(), spots, strict=True)
    ]
    return signs, unit


def _fitted(points: Sequence[Point], area: Box, radius: float, text: float) -> list[Point]:
    """The points moved and scaled into the area, with room for names at its rim."""
    if not points:
        return []
    rim = radius + 1.2 * text
    wide, high = area.width - 6 * text, area.height - rim - max(rim, 2.6 * text)
    xs, ys = zip(*points, strict=True)
    across = wide / (max(xs) - min(xs)) if max(xs) > min(xs) else math.inf
    down = high / (max(ys) - min(ys)) if max(ys) > min(ys) else math.inf
    least = min(across, down, 1.3)
    across, down = min(across, _STRETCH * least), min(down, _STRETCH * least)
    from_x, from_y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    to_x, to_y = area.x + area.width / 2, area.y + rim + high / 2
    return [(to_x + (x - from_x) * across, to_y + (y - from_y) * down) for x, y in points]


def _loosened(points: Sequence[Point], needs: Sequence[tuple[float, float, float]], area: Box) -> list[Point]:
    """Signs moved apart with their names beneath them; ``needs`` are radius, width and height of the name."""
    for factor in NAME_SIZES:
        boxes = [(max(2.4 * r, factor * wide), 2.4 * r + factor * high) for r, wide, high in needs]
        if sum(map(math.prod, boxes)) < _FULL * area.width * area.height:
            break
    lower = [factor * high / 2 for _, _, high in needs]
    moved = loosened([(x, y + low) for (x, y), low in zip(points, lower, strict=True)], boxes, area)
    signs = [(x, y - low) for (x, y), low in zip(moved, lower, strict=True)]
    return loosened(signs, [(2.2 * r, 2.2 * r) for r, _, _ in needs], area)
