"""The page as a reader meets it: pointing, searching, filtering, with keys alone, and under attack."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import networkx
import pytest
from deals import HOSTILE, claim, deals, document, entity, fact, hostile, resolution

from kg.network import network
from kg.view.communities import communities
from kg.view.html import page
from kg.view.measures import width

GRAPH = network(*deals())
PAGE = page(GRAPH, "Partnerships and investments")
WIDE, PHONE = (1400, 900), (390, 844)


def key_of(subject: str, relation: str, object: str) -> str:
    """The id of the one fact that says this."""
    [key] = [
        key
        for a, b, key, fact in GRAPH.edges(keys=True, data=True)
        if (GRAPH.nodes[a]["name"], fact["relation"], GRAPH.nodes[b]["name"]) == (subject, relation, object)
    ]
    return key


def point(opened: Any, kind: str, id: str) -> None:
    """Clicks where a node or the middle of an edge stands on the canvas."""
    spot = opened.page.evaluate("([kind, id]) => kg.placeOf(kind, id)", [kind, id])
    frame = opened.page.locator("#canvas").bounding_box()
    opened.page.mouse.click(frame["x"] + spot["x"], frame["y"] + spot["y"])


def shown(opened: Any) -> set[str]:
    return set(opened.page.evaluate("() => kg.shown().facts"))


@pytest.mark.parametrize("size", [WIDE, (1000, 700)])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_an_edge_shows_its_sentence(visit: Callable[..., Any], size: tuple[int, int], colours: str) -> None:
    opened = visit(PAGE, size, colours)
    key = key_of("Halcyon Motors", "invests_in", "Eastgate Mobility")
    point(opened, "fact", key)
    panel = opened.page.locator("#panel")
    fact = GRAPH.edges["company/halcyon-motors", "company/eastgate-mobility", key]
    assert panel.locator("blockquote").text_content() == fact["evidence"][0]["quote"]
    assert panel.locator("mark").all_text_contents() == ["Halcyon Motors", "Eastgate Mobility"]
    text = panel.inner_text()
    for part in ("€310,000,000", "310 million EUR", "10 Dec 2024", "series C", "93 %", "Actual"):
        assert part in text
    assert "en.invests_in.plain" in text
    link = panel.get_by_role("link", name="Read the source")
    assert link.get_attribute("href") == fact["evidence"][0]["url"]
    assert "noopener" in link.get_attribute("rel").split()


def test_each_of_several_edges_between_two_nodes_can_be_pointed_at(visit: Callable[..., Any]) -> None:
    opened = visit(PAGE)
    pairs = ("company/calder-cloud", "company/vantage-point-software")
    keys = [key for a, b, key in GRAPH.edges(keys=True) if {a, b} == set(pairs)]
    assert len(keys) == 3
    told = set()
    for key in keys:
        point(opened, "fact", key)
        told.add(opened.page.locator("#panel blockquote").text_content())
        opened.page.keyboard.press("Escape")
        opened.page.locator("#fit").click()
    assert told == {
        GRAPH.edges[a, b, key]["evidence"][0]["quote"] for a, b, key in GRAPH.edges(keys=True) if key in keys
    }


def test_a_node_shows_its_names_and_deals_and_leads_on(visit: Callable[..., Any]) -> None:
    opened = visit(PAGE)
    point(opened, "entity", "company/calder-cloud")
    panel = opened.page.locator("#panel")
    assert panel.locator("h2").text_content() == "Calder Cloud"
    assert "Also Calder" in panel.inner_text()
    assert panel.locator("tbody tr").count() == GRAPH.degree("company/calder-cloud")
    panel.locator("tbody tr", has_text="Quillon Games").get_by_role("button", name="supplies").click()
    assert "cloud hosting" in panel.locator("blockquote").text_content()
    panel.get_by_role("button", name="Quillon Games").click()
    assert panel.locator("h2").text_content() == "Quillon Games"
    assert panel.get_by_role("button", name="supplied by").count() == 1


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("calder c", "Calder Cloud"),
        ("xinghe", "星河科技"),
        ("zuraw", "Żuraw Systemy"),
        ("MIMI", "Mirefield Institute"),
    ],
)
def test_search_finds_names_and_aliases(visit: Callable[..., Any], typed: str, name: str) -> None:
    opened = visit(PAGE)
    opened.page.keyboard.press("/")
    opened.page.keyboard.type(typed)
    assert name in opened.page.get_by_role("option").first.inner_text()
    opened.page.keyboard.press("Enter")
    assert opened.page.locator("#panel h2").text_content().startswith(name)
    [chosen] = opened.page.evaluate("() => kg.network.getSelectedNodes()")
    spot = opened.page.evaluate("(id) => kg.placeOf('entity', id)", chosen)
    panel = opened.page.locator("#panel").bounding_box()
    assert 0 < spot["x"] < panel["x"]


def test_search_says_when_there_is_no_such_name(visit: Callable[..., Any]) -> None:
    opened = visit(PAGE)
    opened.page.locator("#search").fill("qqqq")
    assert opened.page.locator("#matches").inner_text() == "No such name"
    opened.page.keyboard.press("Enter")
    assert opened.page.locator("#panel").is_hidden()


@pytest.mark.parametrize(
    ("kind", "value", "passes"),
    [
        ("relation", "partners_with", lambda fact, ends: fact["relation"] != "partners_with"),
        ("status", "actual", lambda fact, ends: fact["status"] != "actual"),
        ("type", "Person", lambda fact, ends: "Person" not in ends),
    ],
)
def test_the_legend_filters(
    visit: Callable[..., Any], kind: str, value: str, passes: Callable[[Any, set[str]], bool]
) -> None:
    opened = visit(PAGE)
    expected = {
        key
        for a, b, key, fact in GRAPH.edges(keys=True, data=True)
        if passes(fact, {GRAPH.nodes[a]["type"], GRAPH.nodes[b]["type"]})
    }
    box = opened.page.locator(f"input[data-kind={kind}][data-value={value}]")
    opened.page.locator(".row label", has=box).click()
    assert shown(opened) == expected
    counts = opened.page.locator("#counts").inner_text()
    assert f"{len(expected)} of {GRAPH.number_of_edges()} facts" in counts
    bound = opened.page.evaluate("() => kg.shown().entities")
    assert set(bound) == {end for a, b, key in GRAPH.edges(keys=True) if key in expected for end in (a, b)}
    opened.page.get_by_role("button", name="Show all", exact=True).first.click()
    assert len(shown(opened)) == GRAPH.number_of_edges()


def test_the_legend_counts(visit: Callable[..., Any]) -> None:
    opened = visit(PAGE)
    row = opened.page.locator(".row", has=opened.page.locator("input[data-value=planned]"))
    planned = [fact for *_, fact in GRAPH.edges(data=True) if fact["status"] == "planned"]
    assert row.locator(".count").inner_text() == str(len(planned))


def test_with_keys_alone_every_fact_can_be_reached(visit: Callable[..., Any]) -> None:
    opened = visit(PAGE)
    page = opened.page
    page.locator("#list").focus()
    page.keyboard.press("Enter")
    buttons = page.locator("#panel .facts button")
    assert buttons.count() == GRAPH.number_of_edges()
    page.keyboard.press("Tab")  # from the heading to the first fact
    focused = page.evaluate("() => document.activeElement.dataset.fact")
    assert focused == buttons.first.get_attribute("data-fact")
    page.keyboard.press("Enter")
    assert page.locator("#panel blockquote").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    assert page.evaluate("() => document.activeElement.id") == "list"


def test_a_filter_set_with_keys_keeps_the_focus_while_the_list_follows(visit: Callable[..., Any]) -> None:
    opened = visit(PAGE)
    opened.page.locator("#list").click()
    box = opened.page.locator("input[data-value=potential]")
    box.focus()
    opened.page.keyboard.press("Space")
    assert opened.page.locator("#panel .facts button").count() == len(shown(opened)) < GRAPH.number_of_edges()
    assert opened.page.evaluate("() => document.activeElement.dataset.value") == "potential"


def test_a_phone_shows_the_panel_below_the_network(visit: Callable[..., Any]) -> None:
    opened = visit(PAGE, PHONE)
    assert opened.page.locator("#filters").is_hidden()
    assert opened.page.evaluate("() => document.documentElement.scrollWidth") == PHONE[0]
    opened.page.locator("#search").fill("calder")
    opened.page.get_by_role("option").first.click()
    panel = opened.page.locator("#panel").bounding_box()
    assert panel["width"] == PHONE[0]
    for target in ("#more", "#panel .close", "[data-hops='1']", ".path-to input"):
        assert opened.page.locator(target).bounding_box()["height"] >= 44, target
    spot = opened.page.evaluate("() => kg.placeOf('entity', 'company/calder-cloud')")
    top = opened.page.locator("#canvas").bounding_box()["y"]
    assert top < top + spot["y"] < panel["y"]


def test_what_is_empty_says_so(visit: Callable[..., Any]) -> None:
    opened = visit(page(networkx.MultiDiGraph(), "Nothing yet"))
    assert "No deals to show" in opened.page.locator("#empty").inner_text()
    full = visit(PAGE)
    for status in ("actual", "planned", "potential", "ended", "denied"):
        full.page.locator(".row label", has=full.page.locator(f"input[data-value={status}]")).click()
    assert "filtered out" in full.page.locator("#empty").inner_text()
    full.page.get_by_role("button", name="Show all again").click()
    assert len(shown(full)) == GRAPH.number_of_edges()


def test_hostile_text_is_shown_and_never_run(visit: Callable[..., Any]) -> None:
    opened = visit(page(hostile(), HOSTILE))
    body = opened.page
    assert body.locator("h1").text_content() == HOSTILE
    point(opened, "fact", "<u>")
    assert body.locator("#panel blockquote").text_content() == HOSTILE
    assert body.locator("#panel a").count() == 0
    body.locator("#panel h2 button").first.click()
    assert body.locator("#panel h2").text_content() == HOSTILE
    body.keyboard.press("Escape")
    for kind, id in (("fact", "<u>"), ("entity", "company/<b>'\"")):
        spot = body.evaluate("([kind, id]) => kg.placeOf(kind, id)", [kind, id])
        frame = body.locator("#canvas").bounding_box()
        body.mouse.move(frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] - 5)
        body.locator("#tip").wait_for(state="hidden")
        body.mouse.move(frame["x"] + spot["x"], frame["y"] + spot["y"])
        body.locator("#tip").wait_for(state="visible")
        assert "</script>" in body.locator("#tip").inner_text()
    body.locator("#search").fill("<")
    assert body.get_by_role("option").count() == 2
    body.locator("#list").click()
    assert body.locator(".facts button").count() == 1
    assert body.evaluate("() => window.struck") is None
    assert body.locator("img").count() == 0


def colour_by(opened: Any, what: str) -> None:
    opened.page.get_by_role("button", name="More").click()
    opened.page.get_by_label(what, exact=True).check()
    opened.page.keyboard.press("Escape")


def fills(opened: Any) -> dict[str, str]:
    """The colour of each node as it is drawn."""
    return dict(
        opened.page.evaluate(
            """() => Object.entries(kg.network.body.nodes)
                .map(([id, node]) => [id, node.options.color.background])"""
        )
    )


def rings() -> networkx.MultiDiGraph[str]:
    """Ten rings of three to twelve things that deal with one another, and with nobody else."""
    things, facts, documents = [], [], {}
    for size in range(3, 13):
        ring = [entity(f"{chr(64 + size)}{number}") for number in range(size)]
        things += ring
        for one, other in zip(ring, [*ring[1:], ring[0]], strict=True):
            told = document(f"{one.name} and {other.name} signed a pact.")
            documents[told.id] = told
            facts.append(fact(claim(told, one, "partners_with", other)))
    return network(resolution(things, facts), documents)


def test_colour_tells_the_type_or_the_community(visit: Callable[..., Any]) -> None:
    graph = rings()
    opened = visit(page(graph, "Rings"))
    rows = opened.page.locator("[data-group=community] .row")
    assert not rows.first.is_visible()
    assert len(set(fills(opened).values())) == 1
    colour_by(opened, "Community")
    parts = communities(graph)
    assert [len(part) for part in parts] == list(range(12, 2, -1))
    found = fills(opened)
    for part in parts[:8]:
        assert len({found[node] for node in part}) == 1
    assert len({found[part[0]] for part in parts[:8]}) == 8
    assert len({found[part[0]] for part in parts}) == 9
    words = [tuple(row.split("\n")) for row in rows.locator("label").all_inner_texts()]
    assert words == [
        *((f"Around {graph.nodes[part[0]]['name']}", str(len(part))) for part in parts[:8]),
        ("Others", "7"),
    ]
    colour_by(opened, "Type")
    assert len(set(fills(opened).values())) == 1


def test_a_community_is_shown_alone_and_its_filter_goes_with_the_colours(visit: Callable[..., Any]) -> None:
    opened = visit(PAGE)
    colour_by(opened, "Community")
    row = opened.page.locator("[data-group=community] .row").first
    row.hover()
    row.get_by_role("button", name="Only").click()
    first = set(communities(GRAPH)[0])
    assert shown(opened) == {key for a, b, key in GRAPH.edges(keys=True) if {a, b} <= first}
    colour_by(opened, "Type")
    assert len(shown(opened)) == GRAPH.number_of_edges()


def test_the_legend_tells_what_the_width_of_a_line_means(visit: Callable[..., Any]) -> None:
    opened = visit(PAGE)
    rows = opened.page.locator(".row.amount")
    assert rows.all_inner_texts() == ["1M or less, or untold", "1B", "100B"]
    widths = [float(line.get_attribute("stroke-width")) for line in rows.locator("line").all()]
    assert widths == [width(1e6), width(1e9), width(1e11)]
    assert widths == sorted(widths)
    assert widths[0] == min(
        opened.page.evaluate("() => Object.values(kg.network.body.edges).map(({ options }) => options.width)")
    )
