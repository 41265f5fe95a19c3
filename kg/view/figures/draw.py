"""A network → the bytes of one figure, the same every run."""

from __future__ import annotations

from collections.abc import Mapping

import networkx

from kg.errors import KgError
from kg.relations import RELATIONS, Relation
from kg.view.figures import flows, network, timeline
from kg.view.figures.kinds import Format, Kind, Lanes, Size
from kg.view.figures.sheet import style


def figure(
    graph: networkx.MultiDiGraph[str],
    kind: Kind,
    format: Format,
    title: str,
    *,
    size: Size = Size.SLIDE,
    dark: bool = False,
    lanes: Lanes = Lanes.RELATION,
    relations: Mapping[str, Relation] = RELATIONS,
    whole: networkx.MultiDiGraph[str] | None = None,
) -> bytes:
    """One figure of a graph made by ``kg.network.network``, as a file; no text in it is read as markup.

    ``lanes`` are those of a timeline, ``relations`` the program's and a user's. ``whole`` is the graph
    that ``graph`` is a part of: flows name all who share in a sum, also those who are not in the part.
    Raises KgError where there is nothing to draw, or more than a figure can show.
    """
    if not graph:
        raise KgError("no fact to draw")
    with style():
        match kind:
            case Kind.NETWORK:
                sheet = network.draw(graph, relations, size, title, dark)
            case Kind.FLOWS:
                sheet = flows.draw(graph, graph if whole is None else whole, size, title, dark)
            case Kind.TIMELINE:
                sheet = timeline.draw(graph, relations, lanes, size, title, dark)
        return sheet.written(format)
