"""Ways through the graph: what lies around one thing, the path between two, and addresses to come back by."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import networkx
import pytest
from deals import HOSTILE, claim, deals, document, entity, fact, hostile, resolution

from kg.network import neighbourhood, network
from kg.view.html import page

GRAPH = network(*deals())
PAGE = page(GRAPH, "Deals")
CALDER = "company/calder-cloud"


def shown(opened: Any, kind: str = "facts") -> set[str]:
    return set(opened.page.evaluate("(kind) => kg.shown()[kind]", kind))


def keys(graph: networkx.MultiDiGraph[str]) -> set[str]:
    return {key for *_, key in graph.edges(keys=True)}


def pick(opened: Any, name: str, field: str = "#search") -> None:
    opened.page.locator(field).fill(name)
    opened.page.keyboard.press("Enter")


def settled(opened: Any, part: str) -> str:
    """The address, once it says this, and of the camera what is so."""
    opened.page.wait_for_function(
        """(part) => {
            const camera = new URLSearchParams(location.hash.slice(1)).get("camera")?.split(" ").map(Number);
            const { x, y } = kg.network.getViewPosition(), near = (a, b) => Math.abs(a - b) <= 1;
            const scale = Number(kg.network.getScale().toPrecision(3));
            if (!location.hash.includes(part)) return false;
            return !camera || camera[2] === scale
              && (near(camera[0], x) && near(camera[1], y) || near(camera[0], y) && near(camera[1], x));
        }""",
        arg=part,
    )
    return str(opened.page.url)


def view(opened: Any) -> dict[str, Any]:
    """All that a permalink should bring back."""
    return opened.page.evaluate(  # type: ignore[no-any-return]
        """() => ({
            facts: kg.shown().facts, entities: kg.shown().entities,
            undated: document.getElementById("undated").value,
            words: ["panel", "chips", "until", "sure"].map((id) => document.getElementById(id).innerText),
            boxes: [...document.querySelectorAll("#filters input")].map((box) => box.checked),
            chosen: [kg.network.getSelectedNodes(), kg.network.getSelectedEdges().sort()],
            scale: kg.network.getScale().toPrecision(3),
            place: Object.values(kg.network.getViewPosition()).map(Math.round) })"""
    )


# ---- focus


@pytest.mark.parametrize("hops", [1, 2, 3])
def test_focus_shows_what_lies_around_and_a_chip_takes_it_off(visit: Callable[..., Any], hops: int) -> None:
    opened = visit(PAGE)
    pick(opened, "Calder Cloud")
    words = "1 hop" if hops == 1 else f"{hops} hops"
    button = opened.page.get_by_role("button", name=words, exact=True)
    button.click()
    around = neighbourhood(GRAPH, [CALDER], hops)
    assert shown(opened) == keys(around)
    assert shown(opened, "entities") == set(around)
    assert button.get_attribute("aria-pressed") == "true"
    chip = opened.page.locator("#chips button")
    assert chip.inner_text().startswith(f"Within {words} of Calder Cloud")
    chip.click()
    assert shown(opened) == keys(GRAPH)
    assert chip.count() == 0
    assert button.get_attribute("aria-pressed") == "false"


def test_focus_goes_along_the_facts_that_pass_the_filters(visit: Callable[..., Any]) -> None:
    opened = visit(PAGE)
    opened.page.locator(".row label", has=opened.page.locator("input[data-value=supplies]")).click()
    pick(opened, "Calder Cloud")
    opened.page.get_by_role("button", name="2 hops").press("Enter")
    kept = [key for *_, key in GRAPH.edges(keys=True)]
    rest = GRAPH.edge_subgraph(
        [
            (a, b, key)
            for a, b, key, each in GRAPH.edges(keys=True, data=True)
            if each["relation"] != "supplies"
        ]
    )
    assert shown(opened) == keys(neighbourhood(rest, [CALDER], 2)) < set(kept)


def test_a_name_outside_the_focus_is_found_all_the_same(visit: Callable[..., Any]) -> None:
    opened = visit(PAGE)
    pick(opened, "Calder Cloud")
    opened.page.get_by_role("button", name="1 hop", exact=True).click()
    far = sorted(set(GRAPH) - set(neighbourhood(GRAPH, [CALDER], 1)))[0]
    pick(opened, GRAPH.nodes[far]["name"])
    assert opened.page.locator("#panel h2").inner_text() == GRAPH.nodes[far]["name"]
    assert shown(opened) == keys(GRAPH)


# ---- paths


def chain() -> networkx.MultiDiGraph[str]:
    """A to D by two long ways, and by a short one that is denied; two facts between B and C; E alone."""
    things = {name: entity(name) for name in ("Alma", "Bor", "Cyan", "Dune", "Elk", "Fern")}
    said = [
        ("Alma", "invests_in", "Bor", 0.9),
        ("Cyan", "acquires", "Bor", 0.6),
        ("Bor", "partners_with", "Cyan", 0.8),
        ("Cyan", "supplies", "Dune", 0.9),
        ("Elk", "competes_with", "Fern", 0.9),
    ]
    told = [document(f"{one} does {verb} to {other}.") for one, verb, other, _ in said]
    facts = [
        fact(claim(each, things[one], relation, things[other], confidence=confidence))
        for each, (one, relation, other, confidence) in zip(told, said, strict=True)
    ]
    return network(resolution(list(things.values()), facts), {each.id: each for each in told})


def test_the_path_is_told_as_facts_with_their_evidence(visit: Callable[..., Any]) -> None:
    opened = visit(page(chain(), "Chain"))
    pick(opened, "Alma")
    pick(opened, "du", ".path-to input")
    panel = opened.page.locator("#panel")
    assert panel.locator("h2").inner_text().split() == ["Alma", "to", "Dune"]
    steps = panel.locator("ol button[data-fact]")
    assert [text.split("\n")[0] for text in steps.all_inner_texts()] == [
        "Alma invests in Bor",
        "Bor partners with Cyan",  # surer than that Cyan acquires it
        "Cyan supplies Dune",
    ]
    assert panel.locator("blockquote").all_inner_texts() == [
        "Alma does invests_in to Bor.",
        "Bor does partners_with to Cyan.",
        "Cyan does supplies to Dune.",
    ]
    selected = opened.page.evaluate("() => kg.network.getSelectedEdges()")
    assert sorted(selected) == sorted(step.get_attribute("data-fact") for step in steps.all())
    steps.nth(1).click()
    assert panel.locator("dl").count() == 1


def test_the_path_follows_what_is_shown_and_reads_from_either_side(visit: Callable[..., Any]) -> None:
    opened = visit(page(chain(), "Chain"))
    pick(opened, "Dune")
    pick(opened, "Alma", ".path-to input")
    steps = opened.page.locator("#panel ol button[data-fact]")
    assert steps.all_inner_texts()[2].startswith("Bor backed by Alma")
    opened.page.locator(".row label", has=opened.page.locator("input[data-value=partners_with]")).click()
    assert steps.all_inner_texts()[1].startswith("Cyan acquires Bor")
    opened.page.locator(".row label", has=opened.page.locator("input[data-value=acquires]")).click()
    assert "No facts that are shown" in opened.page.locator("#panel").inner_text()
    opened.page.get_by_role("button", name="Look among all facts").click()
    assert steps.count() == 3


def test_what_nothing_connects_says_so(visit: Callable[..., Any]) -> None:
    opened = visit(page(chain(), "Chain"))
    pick(opened, "Alma")
    pick(opened, "Elk", ".path-to input")
    assert "No facts that are shown connect the two." in opened.page.locator("#panel").inner_text()
    assert opened.page.get_by_role("button", name="Look among all facts").count() == 0


def test_a_path_is_as_short_as_can_be(visit: Callable[..., Any]) -> None:
    opened = visit(PAGE)
    plain = networkx.Graph(GRAPH.to_undirected())
    lengths = networkx.single_source_shortest_path_length(plain, CALDER)
    far = max(lengths, key=lambda node: (lengths[node], node))
    assert lengths[far] >= 3
    pick(opened, "Calder Cloud")
    pick(opened, GRAPH.nodes[far]["name"], ".path-to input")
    assert opened.page.locator("#panel ol button[data-fact]").count() == lengths[far]


# ---- permalinks


def by_filters(opened: Any) -> str:
    for value in ("supplies", "planned", "Person"):
        opened.page.locator(".row label", has=opened.page.locator(f"input[data-value={value}]")).click()
    return "no-type=Person"


def by_bar(opened: Any) -> str:
    opened.page.locator("#undated").select_option("always")
    opened.page.locator("#time").focus()
    opened.page.keyboard.press("ArrowLeft")
    opened.page.locator("#least").fill("70")
    return "confidence=70"


def by_focus(opened: Any) -> str:
    pick(opened, "Calder Cloud")
    opened.page.get_by_role("button", name="2 hops").click()
    settled(opened, "focus=")
    return "camera="


def by_path(opened: Any) -> str:
    pick(opened, "Calder Cloud")
    pick(opened, "Quillon", ".path-to input")
    settled(opened, "panel=path")
    return "camera="


def by_list(opened: Any) -> str:
    opened.page.locator("#list").click()
    return "panel=list"


def by_colour(opened: Any) -> str:
    opened.page.get_by_role("button", name="More").click()
    opened.page.get_by_label("Community", exact=True).check()
    opened.page.keyboard.press("Escape")
    opened.page.locator("[data-group=community] .row label").first.click()
    return "no-community=community-0"


def by_camera(opened: Any) -> str:
    frame = opened.page.locator("#canvas").bounding_box()
    opened.page.locator("#closer").click()
    zoomed = settled(opened, "camera=")
    opened.page.mouse.move(frame["x"] + 500, frame["y"] + 30)
    opened.page.mouse.down()
    opened.page.mouse.move(frame["x"] + 620, frame["y"] + 90, steps=4)
    opened.page.mouse.up()
    opened.page.wait_for_function("(zoomed) => location.href !== zoomed", arg=zoomed)
    return "camera="


@pytest.mark.parametrize("change", [by_filters, by_bar, by_focus, by_path, by_list, by_colour, by_camera])
@pytest.mark.parametrize("size", [(1400, 900), (700, 1000)])  # the second one stands the layout up
def test_an_address_brings_back_what_was_seen(
    visit: Callable[..., Any], change: Callable[[Any], str], size: tuple[int, int]
) -> None:
    opened = visit(PAGE, size)
    fresh = view(opened)
    address = settled(opened, change(opened))
    before = view(opened)
    assert before != fresh
    opened.page.goto("about:blank")
    opened.page.goto(address)
    opened.page.wait_for_function("window.kg !== undefined")
    found = view(opened)
    if "camera" not in address:  # fitted to the space that there is
        for each in (before, found):
            del each["scale"], each["place"]
    assert found == before


def test_back_and_forward_go_through_what_was_chosen(visit: Callable[..., Any]) -> None:
    opened = visit(PAGE)
    heading = opened.page.locator("#panel h2")
    pick(opened, "Calder Cloud")
    settled(opened, "calder")
    pick(opened, "Quillon")
    settled(opened, "quillon")
    opened.page.get_by_role("button", name="1 hop", exact=True).click()
    settled(opened, "focus=")
    few = shown(opened)
    opened.page.go_back()
    assert heading.inner_text() == "Quillon Games"
    assert shown(opened) == keys(GRAPH)
    opened.page.go_back()
    assert heading.inner_text() == "Calder Cloud"
    opened.page.go_back()
    assert opened.page.locator("#panel").is_hidden()
    assert "#" not in opened.page.url
    for _ in range(3):
        opened.page.go_forward()
    assert heading.inner_text() == "Quillon Games"
    assert shown(opened) == few


def test_one_move_of_a_slider_is_one_step_back(visit: Callable[..., Any]) -> None:
    opened = visit(PAGE)
    opened.page.locator("#least").focus()
    for _ in range(5):
        opened.page.keyboard.press("PageUp")
    settled(opened, "confidence=")
    opened.page.locator("#closer").click()
    settled(opened, "camera=")
    opened.page.go_back()
    assert opened.page.locator("#sure").inner_text() == "Any confidence"
    assert shown(opened) == keys(GRAPH)


@pytest.mark.parametrize(
    "hash",
    [
        "panel=entity&id=company%2Fnobody",
        "panel=path&from=__proto__&to=constructor",
        "panel=fact&id=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
        "until=1066&undated=perhaps&confidence=Infinity&focus=x&hops=99&no-relation=x%22%5D&camera=1 2 -3",
        "%E0%A4%A",
    ],
)
def test_an_address_that_means_nothing_shows_all(visit: Callable[..., Any], hash: str) -> None:
    opened = visit(PAGE)
    opened.page.evaluate("(hash) => { location.hash = hash }", hash)
    opened.page.wait_for_function("() => location.hash !== ''")
    pick(opened, "Calder Cloud")  # a task after the one in which the address was followed
    assert shown(opened) == keys(GRAPH)
    assert opened.page.locator("#panel h2").inner_text() == "Calder Cloud"


def test_hostile_names_are_text_along_a_path_and_in_an_address(visit: Callable[..., Any]) -> None:
    opened = visit(page(hostile(), HOSTILE))
    pick(opened, "<")
    opened.page.get_by_role("button", name="1 hop", exact=True).click()
    assert HOSTILE.split("\u2028")[0] in opened.page.locator("#chips").text_content()
    first = opened.page.locator("#panel h2").text_content()
    opened.page.locator(".path-to input").fill("<")
    opened.page.get_by_role("option").last.click()
    assert opened.page.locator("#panel blockquote").text_content() == HOSTILE
    address = settled(opened, "camera=")
    opened.page.goto(address)
    opened.page.reload()
    opened.page.wait_for_function("window.kg !== undefined")
    assert first in opened.page.locator("#panel h2").text_content()
    assert opened.page.evaluate("() => window.struck") is None
