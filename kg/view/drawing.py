"""Nodes and edges as vis-network takes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import networkx

from kg.model import EntityType, Status
from kg.relations import Relation
from kg.view.layout import layout
from kg.view.measures import box, label, pairs, radius, width
from kg.view.signs import DASHES, SHAPES

GROUPED = 10_000
"""Facts beyond which the page opens on groups of nodes that are drawn as one each."""

_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "selectConnectedEdges": False, "zoomSpeed": 0.7},
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 3},
    "edges": {
        "arrows": {"to": {"scaleFactor": 0.55}},
        "arrowStrikethrough": False,
        "hoverWidth": 1.0,
        "selectionWidth": 1.5,
    },
}


def drawing(graph: networkx.MultiDiGraph[str], relations: Mapping[str, Relation]) -> dict[str, Any]:
    """``nodes``, ``edges`` and ``options`` of vis-network, and ``groups``.

    Where there are groups, because of more than ``GROUPED`` facts, each node has the number of its own as
    ``home``, and a group has a place and a ``radius`` in pixels, and the id of its weightiest member.
    """
    labels = {node: label(graph.nodes[node]["name"]) for node in graph}
    sizes = {node: radius(graph.nodes[node]["size"]) for node in graph}
    boxes = {node: box(labels[node], sizes[node]) for node in graph}
    found = layout(graph, boxes, grouped=graph.number_of_edges() > GROUPED)
    home = {node: {"home": number} for number, group in enumerate(found.groups) for node in group.members}
    nodes = [
        {
            "id": node,
            "label": labels[node],
            "shape": SHAPES[EntityType(graph.nodes[node]["type"])],
            "size": sizes[node],
            "x": x,
            "y": y,
            **home.get(node, {}),
        }
        for node, (x, y) in sorted(found.places.items())
    ]
    edges = [
        {
            "id": key,
            "from": subject,
            "to": object,
            "arrows": "" if relations[fact["relation"]].symmetric else "to",
            "dashes": DASHES[Status(fact["status"])],
            "width": width(fact["amount"]),
            **_course(subject, object, place, len(pair)),
        }
        for pair in pairs(graph)
        for place, (subject, object, key, fact) in enumerate(pair)
    ]
    groups = [
        {"first": group.members[0], "x": group.centre[0], "y": group.centre[1], "radius": group.radius}
        for group in found.groups
    ]
    return {"nodes": nodes, "edges": edges, "options": _OPTIONS, "groups": groups}


def _course(subject: str, object: str, place: int, count: int) -> dict[str, Any]:
    """The bend of one of ``count`` edges between the same two nodes: no two lie on one another."""
    if subject == object:
        return {"selfReference": {"size": 18 + 10 * place, "angle": 0.8}}
    bend = (place - (count - 1) / 2) * min(0.22, 1.6 / count)
    if abs(bend) < 1e-9:
        return {"smooth": False}
    if subject > object:
        bend = -bend  # vis-network bends as seen from where the edge starts
    turn = "curvedCW" if bend > 0 else "curvedCCW"
    return {"smooth": {"enabled": True, "type": turn, "roundness": round(abs(bend), 4)}}
