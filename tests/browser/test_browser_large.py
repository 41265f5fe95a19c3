"""Large graphs: quick from afar, and communities that open by a click beyond thousands of facts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import networkx
import pytest

from kg.benchmarks.graphs import deals
from kg.view.html import data, page

Visits = Callable[..., Any]


@pytest.fixture(scope="module")
def graph() -> networkx.MultiDiGraph[str]:
    return deals(10_001)


@pytest.fixture(scope="module")
def large(graph: networkx.MultiDiGraph[str]) -> str:
    return page(graph, "Many deals")


def click(opened: Any, kind: str, id: object) -> None:
    spot = opened.page.evaluate("([kind, id]) => kg.placeOf(kind, id)", [kind, id])
    frame = opened.page.locator("#canvas").bounding_box()
    opened.page.mouse.click(frame["x"] + spot["x"], frame["y"] + spot["y"])


def drawn(opened: Any) -> tuple[set[str], set[str]]:
    """What vis-network draws one by one."""
    nodes, edges = opened.page.evaluate("() => [kg.network.body.nodeIndices, kg.network.body.edgeIndices]")
    return set(nodes), set(edges)


def members(graph: networkx.MultiDiGraph[str]) -> list[set[str]]:
    """Those of each community, in the order of the page."""
    from kg.relations import RELATIONS

    homes = {node["id"]: node["home"] for node in data(graph, RELATIONS)["nodes"]}
    return [
        {node for node, home in homes.items() if home == number} for number in range(max(homes.values()) + 1)
    ]


def test_a_large_graph_opens_on_communities_and_each_opens_by_a_click(
    visit: Visits, graph: networkx.MultiDiGraph[str], large: str
) -> None:
    opened = visit(large)
    groups = members(graph)
    assert opened.page.locator("#groups").inner_text() == f"{len(groups)} communities"
    assert drawn(opened) == (set(), set())
    assert len(opened.page.evaluate("() => kg.shown().facts")) == 10_001
    click(opened, "group", 1)
    inside = {key for a, b, key in graph.edges(keys=True) if {a, b} <= groups[1]}
    assert drawn(opened) == (groups[1], inside)
    assert "open=1" in opened.page.url
    first = max(sorted(groups[1]), key=graph.degree)
    opened.page.locator("#chips [data-group]", has_text=f"Around {graph.nodes[first]['name']}").click()
    assert drawn(opened) == (set(), set())
    opened.page.go_back()
    assert drawn(opened) == (groups[1], inside)


def test_a_name_is_found_also_where_its_community_is_closed(
    visit: Visits, graph: networkx.MultiDiGraph[str], large: str
) -> None:
    opened = visit(large)
    node = max(sorted(graph), key=lambda node: graph.degree(node))
    opened.page.locator("#search").fill(graph.nodes[node]["name"])
    opened.page.keyboard.press("Enter")
    assert opened.page.locator("#panel h2").inner_text() == graph.nodes[node]["name"]
    deals_of = {key for a, b, key in graph.edges(keys=True) if node in (a, b)}
    around = {end for a, b in graph.edges() if node in (a, b) for end in (a, b)}
    assert drawn(opened) == (around, deals_of)
    opened.page.keyboard.press("Escape")
    assert drawn(opened) == (set(), set())


def test_communities_open_and_close_with_keys_alone(visit: Visits, large: str) -> None:
    opened = visit(large)
    keys = opened.page.keyboard
    opened.page.locator("#groups").focus()
    keys.press("Enter")
    assert opened.page.locator("#panel h2").inner_text() == "Communities"
    keys.press("Tab")
    keys.press("Enter")
    assert len(drawn(opened)[0]) > 12
    opened.page.locator("#panel").get_by_role("button", name="Close all").click()
    assert drawn(opened) == (set(), set())


def test_what_filters_leave_is_drawn_one_by_one_once_it_is_little(
    visit: Visits, graph: networkx.MultiDiGraph[str], large: str
) -> None:
    opened = visit(large)
    opened.page.locator("#least").fill("90")
    left = {key for *_, key, fact in graph.edges(keys=True, data=True) if fact["confidence"] >= 0.9}
    assert 1000 < len(left) < 3000
    assert drawn(opened)[1] == left
    assert opened.page.locator("#groups").count() == 0
    opened.page.locator("#least").fill("0")
    assert drawn(opened) == (set(), set())


def test_things_are_found_under_the_pointer_also_from_afar_and_after_a_move(visit: Visits) -> None:
    graph = deals(1_500)
    opened = visit(page(graph, "Deals"))
    mouse, frame = opened.page.mouse, opened.page.locator("#canvas").bounding_box()
    assert opened.page.evaluate("() => kg.network.getScale()") < 0.45
    first = max(sorted(graph), key=lambda node: graph.degree(node))
    before = opened.page.evaluate("(id) => kg.placeOf('entity', id)", first)
    x, y = frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] - 12
    mouse.move(x, y)
    mouse.down()
    mouse.move(x - 40, y - 30)
    mouse.move(x - 80, y - 60)
    mouse.up()
    after = opened.page.evaluate("(id) => kg.placeOf('entity', id)", first)
    assert (round(before["x"] - after["x"]), round(before["y"] - after["y"])) == (80, 60)
    click(opened, "entity", first)
    assert opened.page.locator("#panel h2").inner_text() == graph.nodes[first]["name"]


def test_much_data_is_packed_and_shows_the_same(visit: Visits, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = deals(200)
    plain = page(graph, "Deals")
    monkeypatch.setattr("kg.view.html._LONG", 1000)
    packed = page(graph, "Deals")
    assert len(packed) < len(plain) - 100_000
    assert packed == page(graph, "Deals")
    told = [visit(html).page.locator("#counts").inner_text() for html in (plain, packed)]
    assert told[0] == told[1]
    opened = visit(packed)
    key, piece = next((key, fact["evidence"][0]) for *_, key, fact in graph.edges(keys=True, data=True))
    opened.page.locator("#list").click()
    opened.page.locator(f"#panel [data-fact='{key}']").click()
    assert opened.page.locator("#panel blockquote").first.inner_text() == piece["quote"]
