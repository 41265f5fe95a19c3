"""Where the nodes stand, computed once and the same on every run, so that a page opens at rest."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from statistics import median

import igraph
import networkx

_EDGE = 150.0
"""Length in pixels of a typical edge before labels push their nodes apart."""
_GAP = 70.0
"""Pixels between parts of the network that nothing connects."""
_ASPECT = 1.6
"""Width to height of the whole, that of a laptop's screen."""
_ROUNDS = 60
"""How often boxes are pushed apart at most; a crowd too dense for that keeps some overlaps."""

Point = tuple[float, float]


def layout(graph: networkx.MultiDiGraph[str], boxes: Mapping[str, Point]) -> dict[str, Point]:
    """Pixel positions of all nodes, each with room for its box of (width, height) around it.

    Connected parts are laid out alone (Kamada and Kawai 1989; above 250 nodes Fruchterman and
    Reingold 1991, which is faster), turned so that they lie wide, and set in rows, the largest first.
    """
    parts = sorted(networkx.weakly_connected_components(graph), key=lambda part: (-len(part), min(part)))
    return _rows([_apart(_part(graph.subgraph(part)), boxes) for part in parts], boxes)


def _part(graph: networkx.MultiDiGraph[str]) -> dict[str, Point]:
    nodes = sorted(graph)
    number = {node: index for index, node in enumerate(nodes)}
    pairs = sorted({(min(a, b), max(a, b)) for a, b in graph.edges() if a != b})
    plain = igraph.Graph(n=len(nodes), edges=[(number[a], number[b]) for a, b in pairs])
    # igraph draws from one process-wide generator: lend it a seeded one, then give random back.
    igraph.set_random_number_generator(random.Random(0))
    try:
        found = plain.layout_kamada_kawai() if len(nodes) <= 250 else plain.layout_fruchterman_reingold()
    finally:
        igraph.set_random_number_generator(random)
    points = dict(zip(nodes, _wide([(x, y) for x, y in found]), strict=True))
    lengths = [math.dist(points[a], points[b]) for a, b in pairs]
    scale = _EDGE / (median(lengths) or 1.0) if lengths else 1.0
    return {node: (x * scale, y * scale) for node, (x, y) in points.items()}


def _wide(points: list[Point]) -> list[Point]:
    """Turned about their centre so that they spread most from left to right."""
    mid_x, mid_y = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    moved = [(x - mid_x, y - mid_y) for x, y in points]
    xx, yy, xy = (sum(a * b for a, b in pairs) for pairs in (
        [(x, x) for x, _ in moved], [(y, y) for _, y in moved], moved,
    ))
    angle = math.atan2(2 * xy, xx - yy) / 2
    cos, sin = math.cos(angle), math.sin(angle)
    return [(x * cos + y * sin, y * cos - x * sin) for x, y in moved]


def _apart(points: dict[str, Point], boxes: Mapping[str, Point]) -> dict[str, Point]:
    """Overlapping boxes moved away from one another, along the way that is shorter."""
    widest = max(boxes[node][0] for node in points)
    places = {node: [x, y] for node, (x, y) in points.items()}
    for _ in range(_ROUNDS):
        ordered = sorted(places, key=lambda node: (places[node], node))
        moved = False
        for index, left in enumerate(ordered):
            for right in ordered[index + 1 :]:
                across = places[right][0] - places[left][0]
                if across > widest:
                    break
                down = places[right][1] - places[left][1]
                over_x = (boxes[left][0] + boxes[right][0]) / 2 - abs(across)
                over_y = (boxes[left][1] + boxes[right][1]) / 2 - abs(down)
                if over_x > 0.5 and over_y > 0.5:
                    axis, way = (0, math.copysign(over_x, across)) if over_x < over_y else (
                        1, math.copysign(over_y, down))
                    places[left][axis] -= way / 2
                    places[right][axis] += way / 2
                    moved = True
        if not moved:
            break
    return {node: (x, y) for node, (x, y) in places.items()}


def _rows(parts: list[dict[str, Point]], boxes: Mapping[str, Point]) -> dict[str, Point]:
    """The parts side by side in centred rows, about the origin."""
    if not parts:
        return {}
    frames = [_frame(part, boxes) for part in parts]
    area = sum((right - left + _GAP) * (bottom - top + _GAP) for left, top, right, bottom in frames)
    limit = max(math.sqrt(area * _ASPECT), frames[0][2] - frames[0][0] + _GAP)
    rows: list[list[int]] = []
    used = math.inf
    for index, (left, _, right, _) in enumerate(frames):
        width = right - left + _GAP
        if used + width > limit:
            rows.append([])
            used = 0.0
        rows[-1].append(index)
        used += width
    placed: dict[str, Point] = {}
    y = 0.0
    for row in rows:
        x = -sum(frames[index][2] - frames[index][0] + _GAP for index in row) / 2
        height = max(frames[index][3] - frames[index][1] for index in row)
        for index in row:
            left, top, right, bottom = frames[index]
            dx, dy = x + _GAP / 2 - left, y + (height - (bottom - top)) / 2 - top
            placed |= {node: (a + dx, b + dy) for node, (a, b) in parts[index].items()}
            x += right - left + _GAP
        y += height + _GAP
    half = (y - _GAP) / 2
    return {node: (round(x, 1), round(y - half, 1)) for node, (x, y) in placed.items()}


def _frame(part: Mapping[str, Point], boxes: Mapping[str, Point]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of all boxes of a part."""
    return (
        min(x - boxes[node][0] / 2 for node, (x, _) in part.items()),
        min(y - boxes[node][1] / 2 for node, (_, y) in part.items()),
        max(x + boxes[node][0] / 2 for node, (x, _) in part.items()),
        max(y + boxes[node][1] / 2 for node, (_, y) in part.items()),
    )
