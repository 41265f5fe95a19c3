"""A network → an SVG picture: text and lines without a script, to stand wherever HTML may."""

from __future__ import annotations

import math
from collections.abc import Mapping
from html import escape
from typing import Any

import networkx

from kg.amounts import money
from kg.model import EntityType, Status
from kg.relations import Relation
from kg.view.layout import layout
from kg.view.measures import Edge, box, label, pairs, radius, width
from kg.view.packing import Point
from kg.view.signs import DASHES, FAMILIES, OTHER, SHAPES

_LINE = 16
"""Pixels from one line of a label to the next."""

_LEAST = 0.62
"""How far a picture is scaled down at most: then its labels are 8 pixels high."""

_POLYGONS = {
    "square": ((-0.8, -0.8), (0.8, -0.8), (0.8, 0.8), (-0.8, 0.8)),
    "hexagon": tuple((math.cos(turn * math.pi / 3), math.sin(turn * math.pi / 3)) for turn in range(6)),
    "triangle": ((0.0, -1.0), (0.9, 0.7), (-0.9, 0.7)),
    "triangleDown": ((0.0, 1.0), (0.9, -0.7), (-0.9, -0.7)),
    "diamond": ((0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0)),
    "star": tuple(
        (math.sin(turn * math.pi / 5) * far, -math.cos(turn * math.pi / 5) * far)
        for turn in range(10)
        for far in ((1.0, 0.45)[turn % 2],)
    ),
}
"""Corners of the shapes of things, for a radius of 1; "dot" is a circle."""


def picture(graph: networkx.MultiDiGraph[str], relations: Mapping[str, Relation], room: Point) -> str:
    """The SVG of a graph made by ``kg.network.network``, in the (width, height) of ``room`` in pixels.

    What would be too small to read there is larger than the room. Things and lines have classes for the
    style sheet: the type of a thing, the family of a relation and the status of a fact; a pointer that rests
    on one is told what it is.
    """
    labels = {node: label(graph.nodes[node]["name"]) for node in graph}
    sizes = {node: radius(graph.nodes[node]["size"]) for node in graph}
    boxes = {node: box(labels[node], sizes[node]) for node in graph}
    places = layout(graph, boxes).places
    left = min(places[node][0] - boxes[node][0] / 2 for node in graph)
    right = max(places[node][0] + boxes[node][0] / 2 for node in graph)
    top = min(places[node][1] - boxes[node][1] / 2 for node in graph)
    bottom = max(places[node][1] + boxes[node][1] / 2 for node in graph)
    wide, high = right - left, bottom - top
    scale = min(1.0, max(_LEAST, min(room[0] / wide, room[1] / high)))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:.1f} {top:.1f} {wide:.1f} {high:.1f}"'
        f' width="{wide * scale:.0f}" height="{high * scale:.0f}" role="img"'
        f' aria-label="Network of {told(graph)}">',
        "<defs>",
        *(
            f'<marker id="to-{family}" viewBox="0 0 10 10" refX="8" refY="5" markerWidth="11"'
            f' markerHeight="11" markerUnits="userSpaceOnUse" orient="auto-start-reverse">'
            f'<path class="head {family}" d="M0 0L10 5L0 10L2.5 5Z"/></marker>'
            for family in sorted({*FAMILIES.values(), OTHER})
        ),
        "</defs>",
    ]
    for pair in pairs(graph):
        for place, edge in enumerate(pair):
            bend = (place - (len(pair) - 1) / 2) * min(0.22, 1.6 / len(pair))
            parts.append(_line(graph, edge, places, sizes, bend, place, relations))
    for node in sorted(graph):
        parts.append(_thing(graph.nodes[node], places[node], sizes[node], labels[node]))
    parts.append("</svg>")
    return "\n".join(parts)


def told(graph: networkx.MultiDiGraph[str]) -> str:
    """How much there is: "3 facts about 4 things"."""
    facts, things = graph.number_of_edges(), graph.number_of_nodes()
    return f"{facts:,} fact{'s' * (facts != 1)} about {things:,} thing{'s' * (things != 1)}"


def said(graph: networkx.MultiDiGraph[str], edge: Edge, relations: Mapping[str, Relation]) -> str:
    """A fact in one line: "Microsoft invests in OpenAI (actual, $1 billion, 2019-07-22)"."""
    subject, object, _, fact = edge
    verb = relations[fact["relation"]].reads()
    amount = money(fact["amount"], fact["currency"], fact["amount_max"]) if fact["amount"] else None
    rest = ", ".join(filter(None, (fact["status"], amount, fact["date"], fact["period"], fact["topic"])))
    return f"{graph.nodes[subject]['name']} {verb} {graph.nodes[object]['name']} ({rest})"


def _line(
    graph: networkx.MultiDiGraph[str],
    edge: Edge,
    places: Mapping[str, Point],
    sizes: Mapping[str, float],
    bend: float,
    place: int,
    relations: Mapping[str, Relation],
) -> str:
    subject, object, _, fact = edge
    relation = relations[fact["relation"]]
    family = FAMILIES.get(relation.name, OTHER)
    arrow = "" if relation.symmetric else f' marker-end="url(#to-{family})"'
    dashes = DASHES[Status(fact["status"])]
    dash = f' stroke-dasharray="{" ".join(map(str, dashes))}"' if isinstance(dashes, list) else ""
    if subject == object:
        x, y, far = *places[subject], sizes[subject]
        wide = far + 12 + 10 * place
        path = f"M{x - far / 2:.1f} {y - far:.1f}C{x - wide:.1f} {y - far - wide:.1f}"
        path += f" {x + wide:.1f} {y - far - wide:.1f} {x + far / 2:.1f} {y - far:.1f}"
    else:
        path = _curve(places[subject], places[object], sizes[subject], sizes[object], bend, subject > object)
    return (
        f'<g class="fact {family} {fact["status"]}"><title>{escape(said(graph, edge, relations))}</title>'
        f'<path class="near" d="{path}"/>'
        f'<path d="{path}" stroke-width="{width(fact["amount"]):g}"{dash}{arrow}/></g>'
    )


def _curve(start: Point, end: Point, before: float, after: float, bend: float, back: bool) -> str:
    """From rim to rim; the bend is a part of the length, to one side whichever way the line runs."""
    across, down = end[0] - start[0], end[1] - start[1]
    far = math.hypot(across, down) or 1.0
    turn = -bend if back else bend
    middle = (start[0] + end[0]) / 2 - down * turn, (start[1] + end[1]) / 2 + across * turn
    first = _towards(start, middle, min(before + 2, far / 3))
    last = _towards(end, middle, min(after + 4, far / 3))
    return f"M{first[0]:.1f} {first[1]:.1f}Q{middle[0]:.1f} {middle[1]:.1f} {last[0]:.1f} {last[1]:.1f}"


def _towards(start: Point, end: Point, far: float) -> Point:
    part = far / (math.dist(start, end) or 1.0)
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part


def _thing(node: Mapping[str, Any], place: Point, size: float, label: str) -> str:
    x, y = place
    also = f"; also {', '.join(node['aliases'])}" if node["aliases"] else ""
    lines = "".join(
        f'<tspan x="{x:.1f}" y="{y + size + _LINE * (number + 1):.1f}">{escape(line)}</tspan>'
        for number, line in enumerate(label.split("\n"))
    )
    return (
        f'<g class="thing {node["type"]}"><title>{escape(node["name"] + ", " + node["type"] + also)}</title>'
        f"{shape(EntityType(node['type']), place, size)}<text>{lines}</text></g>"
    )


def shape(type: EntityType, place: Point, size: float) -> str:
    """What stands for a thing of a type, about a place, with a radius in pixels."""
    x, y = place
    corners = _POLYGONS.get(SHAPES[type])
    if corners is None:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}"/>'
    points = " ".join(f"{x + a * size:.1f},{y + b * size:.1f}" for a, b in corners)
    return f'<polygon points="{points}"/>'
