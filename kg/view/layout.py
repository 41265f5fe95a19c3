"""Where the nodes stand, computed once and the same on every run, so that a page opens at rest."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import igraph  # type: ignore[import-untyped]
import networkx
import numpy as np

from kg.view.communities import communities
from kg.view.packing import ASPECT, Point, packed
from kg.view.simple import seeded, simple
from kg.view.spread import Floats, spread

_EDGE = 95.0
"""Length in pixels of an edge between two things that have no other."""
_SPREAD = 0.3
"""How much longer an edge gets with the square root of its ends' degrees: hubs need room around them."""
_EXACT = 250
"""Nodes up to which the slower, better layout is used, and connected ones are drawn as one."""
_AIR = 2.5
"""Ground to boxes in what is larger than that."""
_STEPS = 300
"""Of the faster layout."""
_BETWEEN = 260.0
"""Pixels between two groups."""
_BONDS = 4
"""To so many others each group is drawn near."""
_MANY = 3000
"""Facts beyond which a group is parted once more."""
_FEW = 12
"""Nodes of a part that nothing connects up to which it is no group by itself."""
_HEAP = 800
"""Nodes of such parts that make one together, about."""


@dataclass(frozen=True, slots=True)
class Group:
    """Nodes that have a round piece of ground to themselves; the weightiest comes first."""

    members: tuple[str, ...]
    centre: Point
    radius: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Places in pixels."""

    places: dict[str, Point]
    groups: tuple[Group, ...]
    """The largest first; every node is in one of them, or there are none."""


@dataclass(frozen=True, slots=True)
class _Plot:
    """Nodes and their places about a centre of their own."""

    places: dict[str, Point]
    radius: float

    @property
    def name(self) -> str:
        """What stands for it where it is laid out like a node."""
        return min(self.places)


def layout(graph: networkx.MultiDiGraph[str], boxes: Mapping[str, Point], *, grouped: bool = False) -> Layout:
    """Positions of all nodes, each with room for its box of (width, height) around it.

    Connected parts are laid out alone (Kamada and Kawai 1989), turned so that they lie wide, and packed
    around the largest (Freivalds, Dogrusoz and Kikusts 2002). Of a large one each community is laid out
    so (the largest by Fruchterman and Reingold 1991, which is faster), then they like nodes. With
    ``grouped`` all nodes are members of groups, and what hangs together with few others is gathered.
    """
    parts = sorted(networkx.weakly_connected_components(graph), key=lambda part: (-len(part), min(part)))
    small = [_connected(graph, part, boxes) for part in parts if len(part) <= _EXACT]
    plotted = [
        [_plot(_connected(graph, some, boxes), boxes) for some in _parted(graph, part)]
        for part in parts
        if len(part) > _EXACT
    ]
    if grouped:
        plotted += [[_plot(part, boxes)] for part in small if len(part) > _FEW]
        heaps = _heaps(part for part in small if len(part) <= _FEW)
        plotted += [[_plot(packed(heap, boxes), boxes)] for heap in heaps]
        small = []
    plots = [plot for some in plotted for plot in some]
    room = {**boxes, **{plot.name: (2 * plot.radius, 2 * plot.radius) for plot in plots}}
    spots = packed([*(_beside(graph, some) for some in plotted), *small], room)
    places = {node: spots[node] for part in small for node in part}
    for plot in plots:
        across, down = spots[plot.name]
        places |= {node: (round(x + across, 1), round(y + down, 1)) for node, (x, y) in plot.places.items()}
    groups = [
        Group(
            tuple(sorted(plot.places, key=lambda node: (-graph.degree(node), node))),
            spots[plot.name],
            plot.radius,
        )
        for plot in plots
        if grouped
    ]
    return Layout(places, tuple(sorted(groups, key=lambda group: (-len(group.members), group.members))))


def _parted(graph: networkx.MultiDiGraph[str], part: Collection[str]) -> list[tuple[str, ...]]:
    """Communities, and their own where one is told of in too many facts."""
    found = communities(graph, part)
    if len(found) == 1:
        return found
    return [
        each
        for some in found
        for each in (_parted(graph, some) if graph.subgraph(some).number_of_edges() > _MANY else [some])
    ]


def _heaps(parts: Iterable[dict[str, Point]]) -> list[list[dict[str, Point]]]:
    """Parts that nothing connects together, a thousand nodes or so at a time."""
    heaps: list[list[dict[str, Point]]] = []
    count = _HEAP
    for part in parts:
        if count >= _HEAP:
            heaps.append([])
            count = 0
        heaps[-1].append(part)
        count += len(part)
    return heaps


def _plot(places: Mapping[str, Point], boxes: Mapping[str, Point]) -> _Plot:
    points, halves = np.array(list(places.values())), np.array([boxes[node] for node in places]) / 2
    points -= ((points - halves).min(axis=0) + (points + halves).max(axis=0)) / 2
    radius = round(float(np.hypot(*(np.abs(points) + halves).T).max()), 1)
    return _Plot({node: (float(x), float(y)) for node, (x, y) in zip(places, points, strict=True)}, radius)


def _beside(graph: networkx.MultiDiGraph[str], plots: Sequence[_Plot]) -> dict[str, Point]:
    """Where the plots of one part stand, by name: those near one another that have most to do together."""
    home = {node: number for number, plot in enumerate(plots) for node in plot.places}
    bonds: Counter[tuple[int, int]] = Counter()
    for plot in plots:
        for a, b in graph.out_edges(plot.places):
            if home[a] != home[b]:
                bonds[min(home[a], home[b]), max(home[a], home[b])] += 1
    strongest: dict[int, list[tuple[int, int]]] = {number: [] for number in range(len(plots))}
    for pair in sorted(bonds, key=lambda pair: (-bonds[pair], pair)):
        for end in pair:
            if len(strongest[end]) < _BONDS:
                strongest[end].append(pair)
    pairs = sorted({pair for some in strongest.values() for pair in some})
    radii = [plot.radius for plot in plots]
    lengths = [radii[a] + radii[b] for a, b in pairs]
    points = _drawn(igraph.Graph(n=len(plots), edges=pairs), pairs, lengths)
    sides = np.array(radii)[:, None] * 2 + _BETWEEN * np.ones(2)
    lying = _wide(_roomy(points, sides, 1.0))
    wide, high = np.ptp(lying, axis=0)
    if high > 1.0:  # as wide as the screen, before what overlaps is moved; two points lie on a line
        stretch = min(2.0, max(0.5, math.sqrt(ASPECT * high / wide)))
        lying *= [stretch, 1 / stretch]
    apart = spread(lying, sides)
    return {plot.name: (float(x), float(y)) for plot, (x, y) in zip(plots, apart, strict=True)}


def _connected(
    graph: networkx.MultiDiGraph[str], part: Collection[str], boxes: Mapping[str, Point]
) -> dict[str, Point]:
    """Nodes that hang together, about a centre of their own."""
    whole = simple(graph, part)
    degrees = [math.sqrt(degree) for degree in whole.graph.degree()]
    lengths = [_EDGE * (1 + _SPREAD * (degrees[a] + degrees[b] - 2)) for a, b in whole.pairs]
    points = _drawn(whole.graph, whole.pairs, lengths)
    sides = np.array([boxes[node] for node in whole.nodes])
    if len(points) > _EXACT:
        points = _roomy(points, sides, _AIR)
    apart = spread(_wide(points), sides)
    return {node: (float(x), float(y)) for node, (x, y) in zip(whole.nodes, apart, strict=True)}


def _roomy(points: Floats, boxes: Floats, air: float) -> Floats:
    """On ``air`` times the ground that the boxes of (width, height) take."""
    ground = float(np.ptp(points, axis=0).prod())
    if ground < 1.0:  # on a line, as two points are, save for what rounding leaves
        return points
    return points * math.sqrt(float(boxes.prod(axis=1).sum()) * air / ground)


def _drawn(graph: igraph.Graph, pairs: Sequence[tuple[int, int]], lengths: Sequence[float]) -> Floats:
    """A connected graph whose edges have these lengths, taken together."""
    with seeded():
        if graph.vcount() <= _EXACT:
            found = graph.layout_kamada_kawai(weights=list(lengths) or None)
        else:
            found = graph.layout_fruchterman_reingold(niter=_STEPS, grid=True)
    points = np.array(list(found))
    total = sum(math.dist(found[a], found[b]) for a, b in pairs)
    return points * (sum(lengths) / total if total else 1.0)


def _wide(points: Floats) -> Floats:
    """Turned about their centre so that they spread most from left to right."""
    moved = points - points.mean(axis=0)
    (xx, xy), (_, yy) = moved.T @ moved
    angle = math.atan2(2 * xy, xx - yy) / 2
    cos, sin = math.cos(angle), math.sin(angle)
    turned: Floats = moved @ np.array([[cos, -sin], [sin, cos]])
    return turned
