"""Where the nodes stand, computed once and the same on every run, so that a page opens at rest."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping
from itertools import combinations, count, product

import igraph  # type: ignore[import-untyped]
import networkx

_EDGE = 95.0
"""Length in pixels of an edge between two things that have no other."""
_SPREAD = 0.3
"""How much longer an edge gets with the square root of its ends' degrees: hubs need room around them."""
_CELL = 60
"""Pixels of the grid on which parts that nothing connects are set beside one another."""
_ASPECT = 1.6
"""Width to height of the whole, that of a laptop's screen."""
_ROUNDS = 60
"""How often boxes are pushed apart at most; a crowd too dense for that keeps some overlaps."""
_EXACT = 250
"""Nodes up to which the slower, better layout is used."""
_AIR = 2.5
"""Ground to boxes in what is larger than that."""

Point = tuple[float, float]
Cell = tuple[int, int]


def layout(graph: networkx.MultiDiGraph[str], boxes: Mapping[str, Point]) -> dict[str, Point]:
    """Pixel positions of all nodes, each with room for its box of (width, height) around it.

    Connected parts are laid out alone (Kamada and Kawai 1989; large ones by Fruchterman and Reingold
    1991, which is faster), turned so that they lie wide, and packed around the largest (Freivalds,
    Dogrusoz and Kikusts 2002).
    """
    parts = sorted(networkx.weakly_connected_components(graph), key=lambda part: (-len(part), min(part)))
    return _packed([_apart(_part(graph.subgraph(part), boxes), boxes) for part in parts], boxes)


def _part(graph: networkx.MultiDiGraph[str], boxes: Mapping[str, Point]) -> dict[str, Point]:
    nodes = sorted(graph)
    number = {node: index for index, node in enumerate(nodes)}
    pairs = sorted({(number[min(a, b)], number[max(a, b)]) for a, b in graph.edges() if a != b})
    plain = igraph.Graph(n=len(nodes), edges=pairs)
    degrees = plain.degree()
    lengths = [_EDGE * (1 + _SPREAD * (math.sqrt(degrees[a]) + math.sqrt(degrees[b]) - 2)) for a, b in pairs]
    # igraph draws from one process-wide generator: lend it a seeded one, then give random back.
    igraph.set_random_number_generator(random.Random(0))
    try:
        if len(nodes) <= _EXACT:
            found = plain.layout_kamada_kawai(weights=lengths or None)
        else:
            found = plain.layout_fruchterman_reingold()
    finally:
        igraph.set_random_number_generator(random)
    if len(nodes) > _EXACT:  # as large as the boxes with air around them
        room = sum(boxes[node][0] * boxes[node][1] for node in nodes) * _AIR
        scale = math.sqrt(room / math.prod(max(axis) - min(axis) for axis in zip(*found, strict=True)))
    else:  # until the edges have their lengths
        total = sum(math.dist(found[a], found[b]) for a, b in pairs)
        scale = sum(lengths) / total if total else 1.0
    return dict(zip(nodes, _wide([(x * scale, y * scale) for x, y in found]), strict=True))


def _wide(points: list[Point]) -> list[Point]:
    """Turned about their centre so that they spread most from left to right."""
    mid_x, mid_y = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    moved = [(x - mid_x, y - mid_y) for x, y in points]
    xx, yy, xy = sum(x * x for x, _ in moved), sum(y * y for _, y in moved), sum(x * y for x, y in moved)
    angle = math.atan2(2 * xy, xx - yy) / 2
    cos, sin = math.cos(angle), math.sin(angle)
    return [(x * cos + y * sin, y * cos - x * sin) for x, y in moved]


def _apart(points: dict[str, Point], boxes: Mapping[str, Point]) -> dict[str, Point]:
    """Overlapping boxes moved away from one another, along the way that is shorter."""
    wide, high = (max(boxes[node][axis] for node in points) for axis in (0, 1))
    places = {node: [x, y] for node, (x, y) in points.items()}
    for _ in range(_ROUNDS):
        moved = False
        for left, right in _close(places, wide, high):
            across, down = (b - a for a, b in zip(places[left], places[right], strict=True))
            over_x = (boxes[left][0] + boxes[right][0]) / 2 - abs(across)
            over_y = (boxes[left][1] + boxes[right][1]) / 2 - abs(down)
            if over_x > 0.5 and over_y > 0.5:
                sideways = over_x < over_y
                way = math.copysign(over_x, across) if sideways else math.copysign(over_y, down)
                places[left][not sideways] -= way / 2
                places[right][not sideways] += way / 2
                moved = True
        if not moved:
            break
    return {node: (x, y) for node, (x, y) in places.items()}


def _close(places: Mapping[str, list[float]], wide: float, high: float) -> list[tuple[str, str]]:
    """Each two nodes in one cell or in neighbouring ones, so that nothing farther is compared."""
    cells: dict[Cell, list[str]] = {}
    for node, (x, y) in places.items():
        cells.setdefault((math.floor(x / wide), math.floor(y / high)), []).append(node)
    pairs: list[tuple[str, str]] = []
    for (column, row), here in cells.items():
        pairs += combinations(here, 2)
        for x, y in ((1, -1), (1, 0), (1, 1), (0, 1)):
            pairs += product(here, cells.get((column + x, row + y), ()))
    return pairs


def _packed(parts: list[dict[str, Point]], boxes: Mapping[str, Point]) -> dict[str, Point]:
    """Each part at the free place nearest to the centre, the largest first."""
    taken: set[Cell] = set()
    placed: dict[str, Point] = {}
    places: list[Cell] = []
    walk = _outwards()
    start: dict[int, int] = {}  # a part looks no nearer than an earlier one of its size found room
    for part in parts:
        cells = _cells(part, boxes)
        for at in count(start.get(len(cells), 0)):
            if at == len(places):
                places.append(next(walk))
            column, row = places[at]
            if taken.isdisjoint((x + column, y + row) for x, y in cells):
                break
        start[len(cells)] = at
        taken |= {(x + column, y + row) for x, y in cells}
        for node, (x, y) in part.items():
            placed[node] = (round(x + column * _CELL, 1), round(y + row * _CELL, 1))
    return placed


def _cells(part: Mapping[str, Point], boxes: Mapping[str, Point]) -> set[Cell]:
    """The cells of a part's boxes, and of the ground between them in each row."""
    rows: dict[int, tuple[int, int]] = {}
    for node, (x, y) in part.items():
        half, high = boxes[node][0] / 2, boxes[node][1] / 2
        left, right = math.floor((x - half) / _CELL), math.floor((x + half) / _CELL)
        for row in range(math.floor((y - high) / _CELL), math.floor((y + high) / _CELL) + 1):
            low, top = rows.get(row, (left, right))
            rows[row] = min(low, left), max(top, right)
    return {(x, row) for row, (left, right) in rows.items() for x in range(left, right + 1)}


def _outwards() -> Iterator[Cell]:
    """All cells in growing ellipses, as wide to high as the whole should be."""
    for ring in count():
        wide, high = math.ceil((ring + 1) * _ASPECT), ring + 1
        cells = (
            (math.hypot(x / _ASPECT, y), abs(x) + abs(y), x, y)
            for x in range(-wide, wide + 1)
            for y in range(-high, high + 1)
        )
        yield from ((x, y) for far, _, x, y in sorted(cells) if ring <= far < ring + 1)
