"""The page as a file: one file, no host, no text that becomes code."""

from __future__ import annotations

import json
import math
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from importlib.resources import files
from typing import Any

import networkx
import pytest
from deals import HOSTILE, claim, deals, document, entity, fact, hostile, resolution
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import KgError
from kg.model import EntityType
from kg.network import network
from kg.relations import RELATIONS
from kg.view.html import page
from kg.view.parts import script, style
from kg.view.signs import FAMILIES


class Elements(HTMLParser):
    """Every element in order, with its attributes and the text right inside it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.inside = False
        self.found: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs), ""))
        self.inside = True

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            tag, attributes, text = self.found[-1]
            self.found[-1] = tag, attributes, text + data

    def of(self, tag: str) -> list[tuple[dict[str, str | None], str]]:
        return [(attributes, text) for name, attributes, text in self.found if name == tag]


def data_of(html: str) -> dict[str, Any]:
    [text] = [text for attributes, text in Elements(html).of("script") if attributes.get("id") == "data"]
    found: dict[str, Any] = json.loads(text)
    return found


@pytest.fixture(scope="module")
def graph() -> networkx.MultiDiGraph[str]:
    return network(*deals())


@pytest.fixture(scope="module")
def html(graph: networkx.MultiDiGraph[str]) -> str:
    return page(graph, "Deals")


def test_the_same_graph_gives_the_same_bytes_whatever_its_order(
    graph: networkx.MultiDiGraph[str], html: str
) -> None:
    backwards = networkx.MultiDiGraph()
    backwards.add_nodes_from(reversed(list(graph.nodes(data=True))))
    for subject, object, key, attributes in reversed(list(graph.edges(keys=True, data=True))):
        backwards.add_edge(subject, object, key=key, **attributes)
    assert page(backwards, "Deals") == html


def test_the_policy_admits_the_scripts_and_the_style_of_the_page_and_nothing_else(html: str) -> None:
    elements = Elements(html)
    [policy] = [
        attributes["content"] or ""
        for attributes, _ in elements.of("meta")
        if attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split("; ")}

    def source(text: str) -> str:
        return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"

    code = [source(text) for attributes, text in elements.of("script") if "type" not in attributes]
    assert rules == {
        "default-src": ["'none'"],
        "script-src": code,
        "style-src": [source(text) for _, text in elements.of("style")],
        "img-src": ["data:"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    assert len(code) == 2


def test_nothing_is_loaded_and_nothing_is_inline(html: str) -> None:
    for tag, attributes, _ in Elements(html).found:
        assert "src" not in attributes
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")], tag
    assert [attributes["href"] for attributes, _ in Elements(html).of("link")] == ["data:,"]


def test_all_that_the_graph_says_is_in_the_page(graph: networkx.MultiDiGraph[str], html: str) -> None:
    data = data_of(html)
    for subject, object, key, attributes in graph.edges(keys=True, data=True):
        assert data["facts"][key] == {"subject": subject, "object": object, **attributes}
    assert {edge["id"] for edge in data["edges"]} == set(data["facts"])
    assert {node["id"] for node in data["nodes"]} == set(graph)


def test_parallel_edges_bend_apart(graph: networkx.MultiDiGraph[str], html: str) -> None:
    courses: dict[tuple[str, str], list[float]] = {}
    for edge in data_of(html)["edges"]:
        smooth = edge["smooth"]
        bend = smooth["roundness"] * (1 if smooth["type"] == "curvedCW" else -1) if smooth else 0
        forth = edge["from"] < edge["to"]
        pair = min(edge["from"], edge["to"]), max(edge["from"], edge["to"])
        courses.setdefault(pair, []).append(bend if forth else -bend)
    assert max(map(len, courses.values())) >= 3
    assert all(len(set(bends)) == len(bends) for bends in courses.values())


def test_a_company_that_deals_with_itself_has_a_loop_for_each_deal() -> None:
    self = entity("Self")
    told = [document(f"Self and Self again signed pact {number}.") for number in range(2)]
    facts = [fact(claim(each, self, "partners_with", self)) for each in told]
    graph = network(resolution([self], facts), {each.id: each for each in told})
    first, second = data_of(page(graph, ""))["edges"]
    assert first["selfReference"] != second["selfReference"]


def test_arrows_dashes_and_widths_tell_direction_status_and_amount(html: str) -> None:
    data = data_of(html)
    drawn = {edge["id"]: edge for edge in data["edges"]}
    for key, told in data["facts"].items():
        symmetric = told["relation"] in ("partners_with", "competes_with")
        assert drawn[key]["arrows"] == ("" if symmetric else "to")
        assert bool(drawn[key]["dashes"]) == (told["status"] != "actual")
    amounts = {key: told["amount"] for key, told in data["facts"].items() if told["amount"]}
    widths = [drawn[key]["width"] for key in sorted(amounts, key=lambda key: amounts[key])]
    assert widths == sorted(widths)
    assert widths[0] < widths[-1]
    assert min(widths) >= min(edge["width"] for edge in drawn.values())


def test_every_relation_and_type_has_its_looks() -> None:
    assert set(FAMILIES) == set(RELATIONS)
    for name in {*FAMILIES.values(), *(kind.value for kind in EntityType)}:
        assert len(re.findall(rf"--{name}: #", style())) == 2, f"{name} needs a colour by day and by night"


def test_every_file_of_the_page_is_part_of_it() -> None:
    folder = files("kg.view").joinpath("page")
    for ending, whole in (("js", script()), ("css", style())):
        parts = [part.read_text("utf-8") for part in folder.iterdir() if part.name.endswith(f".{ending}")]
        assert all(part in whole for part in parts)
        assert len(whole) < sum(map(len, parts)) + 100, "a part is in it twice"


def test_hostile_text_stays_text() -> None:
    html = page(hostile(), HOSTILE)
    elements = Elements(html)
    calm = Elements(page(network(*deals()), "Deals"))
    assert [tag for tag, _, _ in elements.found] == [tag for tag, _, _ in calm.found]
    assert {each["name"] for each in data_of(html)["entities"].values()} == {HOSTILE, HOSTILE + "2"}
    assert elements.of("title")[0][1] == HOSTILE
    [text] = [text for attributes, text in elements.of("script") if attributes.get("id") == "data"]
    assert not set(text) & set("<>&\u2028\u2029")


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_comes_back_as_it_went_in(name: str, topic: str) -> None:
    left, right = replace(entity("Alma"), name=name), entity("Bor")
    told = document("Alma and Bor signed a pact.")
    deal = fact(claim(told, entity("Alma"), "partners_with", right, topic=topic))
    data = data_of(page(network(resolution([left, right], [deal]), {told.id: told}), name))
    assert data["entities"]["company/alma"]["name"] == name
    assert data["facts"][deal.id]["topic"] == topic


def test_an_empty_graph_has_a_page() -> None:
    assert data_of(page(networkx.MultiDiGraph(), "Nothing yet"))["facts"] == {}


def test_a_number_without_end_is_an_error(graph: networkx.MultiDiGraph[str]) -> None:
    broken = graph.copy()
    subject, object, key = next(iter(broken.edges(keys=True)))
    broken.edges[subject, object, key]["confidence"] = math.nan
    with pytest.raises(KgError, match="finite"):
        page(broken, "Deals")
