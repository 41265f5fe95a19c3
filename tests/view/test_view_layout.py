"""Where nodes stand, and which belong together."""

from __future__ import annotations

import random
from itertools import combinations
from math import dist

import igraph
import networkx
import pytest

from kg.view.communities import communities
from kg.view.layout import layout


def boxed(graph: networkx.MultiDiGraph[str]) -> dict[str, tuple[float, float]]:
    return {node: (60.0 + 5 * (number % 7), 40.0) for number, node in enumerate(sorted(graph))}


def shape(name: str) -> networkx.MultiDiGraph[str]:
    plain = {
        "one": networkx.empty_graph(1),
        "line": networkx.path_graph(12),
        "star": networkx.star_graph(25),
        "pairs": networkx.disjoint_union_all([networkx.path_graph(2)] * 40),
        "cliques": networkx.ring_of_cliques(8, 40),
        "mixed": networkx.disjoint_union_all(
            [networkx.ring_of_cliques(8, 40), networkx.path_graph(20), *[networkx.path_graph(2)] * 30]
        ),
        "large": networkx.barabasi_albert_graph(300, 1, seed=4),
    }[name]
    return networkx.MultiDiGraph(networkx.relabel_nodes(plain, str))


@pytest.mark.parametrize("name", ["one", "line", "star", "pairs"])
def test_no_box_lies_on_another(name: str) -> None:
    graph = shape(name)
    boxes, places = boxed(graph), layout(graph, boxed(graph)).places
    assert set(places) == set(graph)
    for left, right in combinations(graph, 2):
        over_x = (boxes[left][0] + boxes[right][0]) / 2 - abs(places[left][0] - places[right][0])
        over_y = (boxes[left][1] + boxes[right][1]) / 2 - abs(places[left][1] - places[right][1])
        assert min(over_x, over_y) < 1, (left, right)


@pytest.mark.parametrize("name", ["star", "large", "cliques"])
def test_the_layout_is_the_same_every_time_and_draws_nothing_from_the_callers_chance(name: str) -> None:
    graph = shape(name)
    random.seed(1)
    first = layout(graph, boxed(graph))
    drawn = random.random()
    random.seed(1)
    assert drawn == random.random()
    igraph.Graph(n=9).layout_random()  # moves igraph's own generator on
    assert layout(graph, boxed(graph)) == first


def test_many_parts_lie_wider_than_high() -> None:
    places = layout(shape("pairs"), boxed(shape("pairs"))).places
    wide, high = (max(axis) - min(axis) for axis in zip(*places.values(), strict=True))
    assert 1 < wide / high < 3


def test_two_communities_stand_beside_each_other_and_not_worlds_apart() -> None:
    graph = networkx.MultiDiGraph([("hub", f"rim {number}") for number in range(299)])
    graph.add_edge("rim 298", "behind")
    places = layout(graph, boxed(graph)).places.values()
    assert max(abs(value) for place in places for value in place) < 20_000


def test_communities_are_the_cliques_of_a_ring_of_cliques() -> None:
    graph = shape("cliques")
    found = communities(graph)
    assert [len({int(node) // 40 for node in part}) for part in found] == [1] * 8
    assert [len(part) for part in found] == [40] * 8
    assert all(graph.degree(part[0]) == max(map(graph.degree, part)) for part in found)


def test_every_node_is_in_one_group_and_stands_on_its_ground() -> None:
    graph = shape("mixed")
    found = layout(graph, boxed(graph), grouped=True)
    members = [node for group in found.groups for node in group.members]
    assert sorted(members) == sorted(graph)
    assert [len(group.members) for group in found.groups] == [60, *[40] * 8, 20]  # the pairs are one heap
    for group in found.groups:
        assert all(dist(found.places[node], group.centre) <= group.radius for node in group.members)
    for left, right in combinations(found.groups, 2):
        assert dist(left.centre, right.centre) >= left.radius + right.radius


def test_without_groups_the_same_nodes_have_places_and_nothing_else() -> None:
    graph = shape("mixed")
    found = layout(graph, boxed(graph))
    assert set(found.places) == set(graph)
    assert found.groups == ()
