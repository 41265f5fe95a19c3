"""Things that deal with one another more than with the rest."""

from __future__ import annotations

from collections.abc import Collection

import networkx

from kg.view.simple import seeded, simple


def communities(
    graph: networkx.MultiDiGraph[str], among: Collection[str] | None = None
) -> list[tuple[str, ...]]:
    """Every node (of those ``among``) in one community, by modularity (Traag, Waltman and Van Eck 2019).

    The largest community comes first; within it the node with the most facts, after which it can be
    named. The same graph gives the same communities, whatever its order.
    """
    whole = simple(graph, graph if among is None else among)
    with seeded():
        found = whole.graph.community_leiden("modularity", weights=list(whole.facts), n_iterations=-1)

    def weight(node: str) -> tuple[int, str]:
        return -graph.degree(node), node

    parts = [tuple(sorted((whole.nodes[index] for index in part), key=weight)) for part in found]
    return sorted(parts, key=lambda part: (-len(part), part))
