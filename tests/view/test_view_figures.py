"""Figures as files: their texts, their sizes, their bytes; hostile names; too little and too much to draw."""

from __future__ import annotations

import io
from collections.abc import Iterator
from decimal import Decimal

import networkx
import pytest

pytest.importorskip("matplotlib")

import matplotlib
from deals import HOSTILE, claim, deals, document, entity, fact, hostile, resolution
from lxml import etree
from PIL import Image

from kg.errors import KgError
from kg.model import EntityType, Money, Status
from kg.network import network
from kg.view.figures.colours import palette
from kg.view.figures.draw import figure
from kg.view.figures.kinds import Format, Kind, Lanes, Size
from kg.view.signs import FAMILIES, OTHER

SVG = "{http://www.w3.org/2000/svg}"
DRAWN = {"svg", "defs", "style", "g", "path", "text", "tspan", "clipPath", "use", "title", "metadata"}
"""Elements that only draw, beside the metadata's own."""


@pytest.fixture(scope="module")
def graph() -> networkx.MultiDiGraph[str]:
    return network(*deals())


def texts(svg: bytes) -> list[str]:
    """The lines of text in a picture, in the order in which they are drawn."""
    return ["".join(element.itertext()).strip() for element in etree.fromstring(svg).iter(f"{SVG}text")]


def one(*names: str, said: str = "") -> networkx.MultiDiGraph[str]:
    """A thing of that name and those aliases, which buys another one."""
    left, right = entity(names[0], EntityType.COMPANY, names[1:]), entity("Globex")
    told = document(f"{names[0]} Globex {said}")
    bought = fact(claim(told, left, "acquires", right, money=Money(Decimal(10**9), "USD"), date="2026"))
    return network(resolution([left, right], [bought]), {told.id: told})


def crowd(things: int, facts: int) -> networkx.MultiDiGraph[str]:
    """So many things in a ring with chords, and so many facts between them."""
    ring = [entity(f"Company Number {number}") for number in range(things)]
    told = document(" ".join(thing.name for thing in ring))
    said = [
        fact(claim(told, ring[n % things], "partners_with", ring[(n + 1 + 7 * (n // things)) % things],
                   date=f"{2000 + n % 26}", topic=f"topic {n}"))
        for n in range(facts)
    ]  # fmt: skip
    return network(resolution(ring, said), {told.id: told})


def backwards(graph: networkx.MultiDiGraph[str]) -> networkx.MultiDiGraph[str]:
    turned: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    return turned


@pytest.fixture
def other_habits() -> Iterator[None]:
    """A user who has set matplotlib to his own taste."""
    mine = {"font.size": 30, "savefig.dpi": 20, "svg.fonttype": "path", "axes.facecolor": "red",
            "text.parse_math": True, "lines.linestyle": ":", "svg.hashsalt": "mine"}  # fmt: skip
    with matplotlib.rc_context(mine):
        yield


@pytest.mark.parametrize("format", Format)
@pytest.mark.parametrize("kind", Kind)
def test_the_same_graph_gives_the_same_bytes_in_any_order_whatever_the_user_has_set(
    graph: networkx.MultiDiGraph[str], kind: Kind, format: Format, request: pytest.FixtureRequest
) -> None:
    first = figure(graph, kind, format, "Deals")
    request.getfixturevalue("other_habits")
    assert figure(backwards(graph), kind, format, "Deals") == first
    assert b"Date" not in first
    assert matplotlib.__version__.encode() not in first


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("size", "pixels", "points"), [
    (Size.SLIDE, (1920, 1080), ("960pt", "540pt")), (Size.PAPER, (2175, 1575), ("522pt", "378pt")),
])  # fmt: skip
def test_a_figure_has_the_size_and_the_ground_of_what_it_is_for(
    graph: networkx.MultiDiGraph[str],
    size: Size,
    pixels: tuple[int, int],
    points: tuple[str, str],
    dark: bool,
) -> None:
    png = figure(graph, Kind.TIMELINE, Format.PNG, "Deals", size=size, dark=dark)
    with Image.open(io.BytesIO(png)) as image:
        assert image.size == pixels
        assert image.info["Title"] == "Deals"
        ground = image.convert("RGB").getpixel((2, 2))
    assert isinstance(ground, tuple)
    assert f"#{bytes(map(int, ground)).hex()}" == palette(dark)["card"]
    svg = etree.fromstring(figure(graph, Kind.TIMELINE, Format.SVG, "Deals", size=size))
    assert (svg.get("width"), svg.get("height")) == points
    assert figure(graph, Kind.TIMELINE, Format.PDF, "Deals", size=size).startswith(b"%PDF-")


def test_a_network_names_all_things_relations_statuses_and_kinds(graph: networkx.MultiDiGraph[str]) -> None:
    for size in Size:
        shown = texts(figure(graph, Kind.NETWORK, Format.SVG, "Deals", size=size))
        assert shown[0] == "Deals"
        assert "42 things, 62 facts" in shown
        words = " ".join(shown)
        for _, thing in graph.nodes(data=True):
            # The font has no Chinese letters; an alias stands for the name.
            name = "Xinghe Technology" if thing["name"] == "星河科技" else thing["name"]
            for word in name.split():
                assert word in words
        legend = {"partners with", "invests in, funds", "potential", "denied", "Research institute"}
        assert legend <= set(shown)
        assert any(line.startswith("Source: 62 texts by The Harbour Ledger, ") for line in shown)


def test_flows_keep_currencies_apart(graph: networkx.MultiDiGraph[str]) -> None:
    shown = texts(figure(graph, Kind.FLOWS, Format.SVG, "Money"))
    panels = [line for line in shown if line in {"USD", "GBP", "NOK", "EUR", "PLN"}]
    assert panels == ["USD", "GBP", "NOK", "EUR", "PLN"]
    # Alder Foundation gives two, in kroner; Aurelia Systems three, in dollars.
    assert {"Alder Foundation", "140m", "100m", "40m", "Aurelia Systems", "2.125bn"} <= set(shown)
    assert any("Not drawn: 2 ended or denied." in line for line in shown)


def test_many_small_flows_share_a_bar() -> None:
    payer = [entity(f"Payer {number}") for number in range(60)]
    told = document(" ".join(thing.name for thing in payer) + " Globex")
    globex = entity("Globex")
    paid = [
        fact(claim(document(f"{thing.name} Globex"), thing, "invests_in", globex,
                   money=Money(Decimal(10**6 * (number + 1)), "EUR")))
        for number, thing in enumerate(payer)
    ]  # fmt: skip
    documents = {c.document: document(c.evidence.quote) for deal in paid for c in deal.claims}
    shown = texts(
        figure(network(resolution([*payer, globex], paid), {told.id: told, **documents}),
               Kind.FLOWS, Format.SVG, "Money")
    )  # fmt: skip
    (others,) = [line for line in shown if line.startswith("others (")]
    named = [line for line in shown if line.startswith("Payer ")]
    assert len(named) + int(others.removeprefix("others (").removesuffix(")")) == 60
    assert "Payer 59" in named
    assert "1.83bn" in shown


def test_a_timeline_tells_what_has_no_date_and_whom_it_leaves_out(graph: networkx.MultiDiGraph[str]) -> None:
    shown = texts(figure(graph, Kind.TIMELINE, Format.SVG, "Days"))
    assert {"55 dated facts", "2014", "2028", "partners with", "founded"} <= set(shown)
    assert any("Not drawn: 7 facts without a date." in line for line in shown)
    shown = texts(figure(graph, Kind.TIMELINE, Format.SVG, "Days", lanes=Lanes.NAME))
    assert {"Aurelia Systems", "Calder Cloud"} <= set(shown)
    assert any("without a date and" in line and "between others." in line for line in shown)


@pytest.mark.parametrize("kind", Kind)
def test_no_text_of_the_web_becomes_markup(kind: Kind) -> None:
    left, right = hostile().nodes
    graph = hostile()
    graph[left][right]["<u>"].update(date="2026-03", currency="<i>$x$")
    svg = figure(graph, kind, Format.SVG, HOSTILE)
    root = etree.fromstring(svg)
    for element in root.iter(etree.Element):
        space, _, name = str(element.tag).rpartition("}")
        assert name in DRAWN or not space.endswith("svg"), element.tag
        assert not [key for key in element.attrib if key.lower().startswith("on")]
        assert all("javascript:" not in value for value in element.attrib.values())
    assert "<script>" in " ".join(texts(svg))
    for format in (Format.PNG, Format.PDF):
        assert figure(graph, kind, format, HOSTILE)


@pytest.mark.parametrize(("names", "shown"), [
    (("Cash $x$ & $\\frac{1}{2}$",), "Cash $x$ & $\\frac{1}{2}$"),
    (("$100 Club",), "$100 Club"),
    (("_hidden_",), "_hidden_"),
    (("Acme\x00\x07\u202e\u200b Ltd\n",), "Acme Ltd"),
    (("阿里巴巴集团", "Alibaba"), "Alibaba"),
    (("阿里巴巴", "北京"), "□□□□"),
    (("\u200b",), "□"),
    (("Z\u0307abka",), "Żabka"),
])  # fmt: skip
@pytest.mark.parametrize("kind", Kind)
def test_a_name_is_text_that_the_font_can_show(kind: Kind, names: tuple[str, ...], shown: str) -> None:
    lines = texts(figure(one(*names), kind, Format.SVG, names[0]))
    assert shown in " ".join(lines) or kind is Kind.TIMELINE
    assert f"{shown} →" in " ".join(lines) or kind is not Kind.TIMELINE


def test_nothing_at_all_is_told() -> None:
    empty: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for kind in Kind:
        with pytest.raises(KgError, match="no fact to draw"):
            figure(empty, kind, Format.SVG, "Nothing")


def test_one_thing_stands_alone() -> None:
    graph = one("Initech").subgraph(["company/initech"])
    shown = texts(figure(graph, Kind.NETWORK, Format.SVG, "One"))
    assert {"Initech", "1 thing, 0 facts"} <= set(shown)
    with pytest.raises(KgError, match="no fact tells of an investment"):
        figure(graph, Kind.FLOWS, Format.SVG, "One")
    with pytest.raises(KgError, match="no fact has a date"):
        figure(graph, Kind.TIMELINE, Format.SVG, "One")


def test_a_thing_may_deal_with_itself() -> None:
    thing = entity("Ouroboros")
    told = document("Ouroboros")
    said = [fact(claim(told, thing, "acquires", thing, status, date="2020")) for status in Status]
    graph = network(resolution([thing], said), {told.id: told})
    for kind in (Kind.NETWORK, Kind.TIMELINE):
        assert "Ouroboros" in " ".join(texts(figure(graph, kind, Format.SVG, "Loops")))


@pytest.mark.parametrize("size", Size)
def test_three_hundred_facts_are_drawn(size: Size) -> None:
    shown = texts(figure(crowd(180, 300), Kind.NETWORK, Format.SVG, "Crowd", size=size))
    (said,) = [line for line in shown if line.startswith("180 things, 300 facts")]
    left_out = int(said.split("; ")[1].split()[0]) if ";" in said else 0
    assert sum(line.startswith("Company Number") for line in shown) == 180 - left_out
    assert left_out < 90


@pytest.mark.parametrize("kind", [Kind.NETWORK, Kind.TIMELINE])
def test_too_much_for_a_figure_is_told_with_what_to_do(kind: Kind) -> None:
    with pytest.raises(KgError, match=r"401 .* than a .* can show.*choose by name, relation, status, date"):
        figure(crowd(100, 401), kind, Format.SVG, "Crowd")


@pytest.mark.parametrize("dark", [False, True])
def test_every_sign_has_a_colour_on_either_ground(dark: bool) -> None:
    names = {*FAMILIES.values(), OTHER, Status.ENDED, Status.DENIED, *(kind.value for kind in EntityType)}
    assert names | {"card", "ink", "soft", "line", "wash"} <= set(palette(dark))
    assert palette(True)["card"] != palette(False)["card"]
