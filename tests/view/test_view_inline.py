"""A picture in a frame, as notebooks show it: bounded, without a script, and with nothing that gets out."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import networkx
import pytest
from deals import HOSTILE, claim, deals, document, entity, fact, hostile, resolution
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import KgError
from kg.model import EntityType, Status
from kg.network import network
from kg.relations import RELATIONS
from kg.view.inline import MOST, View, view
from kg.view.signs import FAMILIES, OTHER

CSS = Path(__file__).parents[2] / "kg" / "view" / "inline.css"


class Parsed(HTMLParser):
    """Every element with its attributes, and all text, as a browser would read them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def tags(self) -> set[str]:
        return {tag for tag, _ in self.elements}

    def attributes(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for each, attributes in self.elements if each == tag]


def shown(graph: networkx.MultiDiGraph[str]) -> str:
    return View(graph, "Deals", RELATIONS)._repr_html_()


def inside(html: str) -> Parsed:
    (frame,) = Parsed(html).attributes("iframe")
    assert frame["srcdoc"] is not None
    return Parsed(frame["srcdoc"])


def chain(facts: int) -> networkx.MultiDiGraph[str]:
    """So many facts in a row."""
    things = [entity(f"Firm {number}") for number in range(facts + 1)]
    told = [document(f"Firm {number} backs Firm {number + 1}.") for number in range(facts)]
    made = [
        fact(claim(told[number], things[number], "invests_in", things[number + 1])) for number in range(facts)
    ]
    return network(resolution(things, made), {each.id: each for each in told})


@pytest.fixture(scope="module")
def graph() -> networkx.MultiDiGraph[str]:
    return network(*deals())


def test_a_picture_has_every_thing_and_every_fact_with_its_sentence(
    graph: networkx.MultiDiGraph[str],
) -> None:
    around = view(graph, RELATIONS, next(iter(graph)), hops=1)
    parsed = inside(around._repr_html_())
    classes = [(each["class"] or "").split()[0] for each in parsed.attributes("g")]
    marks = len({node["type"] for _, node in around.network.nodes(data=True)})
    assert classes.count("thing") == around.network.number_of_nodes() + marks
    text = " ".join("".join(parsed.texts).split())
    for _, _, edge in around.network.edges(data=True):
        assert edge["evidence"][0]["quote"] in text
    for _, node in around.network.nodes(data=True):
        assert node["name"].split()[0] in text


def test_the_frame_runs_nothing_and_reaches_nobody(graph: networkx.MultiDiGraph[str]) -> None:
    html = shown(view(graph, RELATIONS, next(iter(graph)), hops=1).network)
    (frame,) = Parsed(html).attributes("iframe")
    assert frame["sandbox"] == "allow-popups allow-popups-to-escape-sandbox"
    parsed = inside(html)
    assert parsed.tags().isdisjoint({"script", "img", "link", "iframe", "object", "form", "base"})
    assert all(not name.startswith("on") and name != "style" for _, each in parsed.elements for name in each)
    (policy,) = [each["content"] for each in parsed.attributes("meta") if "http-equiv" in each]
    assert policy is not None
    assert re.fullmatch(r"default-src 'none'; style-src 'sha256-[\w+/=]+'", policy)


def test_text_of_the_news_is_text(graph: networkx.MultiDiGraph[str]) -> None:
    parsed = inside(shown(hostile()))
    assert parsed.tags().isdisjoint({"script", "img", "b", "i", "u", "a"})
    assert HOSTILE.split()[0] in unescape("".join(parsed.texts))


@settings(max_examples=25, deadline=None)
@given(st.text(min_size=1))
def test_any_name_is_shown_and_makes_no_element(name: str) -> None:
    drawn = chain(1)
    for _, node in drawn.nodes(data=True):
        node.update(name=name, aliases=[name])
    for _, _, edge in drawn.edges(data=True):
        edge["evidence"][0].update(quote=name, title=name, publisher=name, url=f"https://news.example/{name}")
    named, plain = (
        [tag for tag, _ in inside(shown(graph)).elements if tag not in {"tspan", "a"}]
        for graph in (drawn, chain(1))
    )
    assert named == plain


@pytest.mark.parametrize(("facts", "frames"), [(1, 1), (MOST, 1), (MOST + 1, 0)])
def test_a_picture_is_bounded(facts: int, frames: int) -> None:
    html = shown(chain(facts))
    assert len(Parsed(html).attributes("iframe")) == frames
    assert len(html) < 200_000
    assert (".write(" in html) == (not frames)


def test_nothing_is_a_line_of_text() -> None:
    assert shown(networkx.MultiDiGraph()) == "<p><small>Deals: 0 facts about 0 things</small></p>"


def test_what_stands_beside_the_frame_says_what_it_shows() -> None:
    assert shown(chain(2)).endswith("<p><small>Deals: 2 facts about 3 things</small></p>")
    assert repr(View(chain(1), "Deals", RELATIONS)) == "Deals: 1 fact about 2 things"


def test_the_same_facts_are_the_same_bytes(graph: networkx.MultiDiGraph[str]) -> None:
    first = shown(chain(7))
    assert first == shown(chain(7))
    turned = networkx.MultiDiGraph()
    source = chain(7)
    turned.add_nodes_from(reversed(list(source.nodes(data=True))))
    turned.add_edges_from(reversed(list(source.edges(keys=True, data=True))))
    assert shown(turned) == first


@pytest.mark.parametrize(
    "name", sorted({*FAMILIES.values(), OTHER, *EntityType, Status.ENDED, Status.DENIED})
)
def test_the_style_has_a_colour_for(name: str) -> None:
    assert re.search(
        rf"^\.{name} \{{ (fill|stroke): var\(--{name}\); \}}$", CSS.read_text("utf-8"), re.MULTILINE
    )


def test_a_view_writes_the_page(tmp_path: Path) -> None:
    target = View(chain(2), "Deals", RELATIONS).write(tmp_path / "new" / "page.html")
    assert "<title>Deals</title>" in target.read_text("utf-8")
    (tmp_path / "file").write_text("")
    with pytest.raises(KgError, match="cannot be written"):
        View(chain(2), "Deals", RELATIONS).write(tmp_path / "file" / "page.html")


def test_a_store_shows_itself(demo: object) -> None:
    import kg

    with kg.open(demo.store) as store:  # type: ignore[attr-defined]
        assert "<iframe" in store.view("Lenovo")._repr_html_()
        shown = store._repr_html_()
        assert f"{len(store.facts())} facts" in shown
        assert ".write(" in shown
        assert repr(store) == f"Graph({str(demo.store)!r})"  # type: ignore[attr-defined]
        three = store.view(["Lenovo", "Nvidia", "Alibaba"], hops=0)
        assert three.title == "Around Lenovo, Nvidia and Alibaba"
        assert three.network.number_of_nodes() == 3
        known = store.view(
            ["Lenovo", "Nvidia"], relation="partners_with", status="actual", min_confidence=0.5
        )
        assert known.title == "Around Lenovo and Nvidia"
        assert {edge["relation"] for _, _, edge in known.network.edges(data=True)} == {"partners_with"}
        with pytest.raises(KgError, match="nothing is called 'Lenova'; near it: Lenovo"):
            store.view("Lenova")
        with pytest.raises(KgError, match="unknown relation 'partner'"):
            store.view(relation="partner")
