"""What is shown, saved: the files that a reader gets, read again by other programs."""

from __future__ import annotations

import csv
import io
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx
import pytest
from deals import HOSTILE, claim, deals, document, entity, fact, hostile, resolution

from kg.network import network
from kg.view.html import page

GRAPH = network(*deals())
PAGE = page(GRAPH, "Żuraw & friends: deals")
SVG = "{http://www.w3.org/2000/svg}"


def saved(opened: Any, what: str) -> tuple[str, bytes]:
    """Name and content of the file that the menu's entry gives."""
    opened.page.get_by_role("button", name="More").click()
    with opened.page.expect_download() as download:
        opened.page.locator("#menu").get_by_role("button", name=what).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def drawing(opened: Any) -> ElementTree.Element:
    return ElementTree.fromstring(saved(opened, "SVG")[1])


def words(drawn: ElementTree.Element) -> list[str]:
    return [each.text or "" for each in drawn.iter(f"{SVG}text")]


def rows(opened: Any) -> list[dict[str, str]]:
    content = saved(opened, "CSV")[1].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))


def sizes(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_the_drawing_has_real_text_and_lines(visit: Callable[..., Any]) -> None:
    opened = visit(PAGE)
    name, content = saved(opened, "SVG")
    assert name == "zuraw-friends-deals.svg"
    drawn = ElementTree.fromstring(content)
    found = " ".join(words(drawn))
    for node in GRAPH:
        assert all(part in found for part in GRAPH.nodes[node]["name"].split()[:2])
    assert "Żuraw & friends: deals" in words(drawn)
    assert f"{GRAPH.number_of_edges()} facts" in found
    assert {"$640M", "PLN\xa015M"} <= set(words(drawn))
    assert {"invests in", "planned", "Company"} <= set(words(drawn))  # the key
    lines = [each for each in drawn.iter(f"{SVG}path") if each.get("fill") == "none"]
    assert len(lines) == GRAPH.number_of_edges()
    dashed = [line for line in lines if line.get("stroke-dasharray")]
    assert len(dashed) == len([1 for *_, each in GRAPH.edges(data=True) if each["status"] != "actual"])
    heads = [each for each in drawn.iter(f"{SVG}path") if "rotate" in (each.get("transform") or "")]
    one_way = [1 for *_, each in GRAPH.edges(data=True) if not each["relation"].endswith("s_with")]
    assert len(heads) == len(one_way)
    assert not list(drawn.iter(f"{SVG}image"))


def test_only_what_is_shown_is_saved(visit: Callable[..., Any]) -> None:
    opened = visit(PAGE)
    whole = drawing(opened)
    opened.page.locator("#least").fill("90")
    kept = set(opened.page.evaluate("() => kg.shown().facts"))
    assert 0 < len(kept) < GRAPH.number_of_edges()
    assert {row["fact"] for row in rows(opened)} == kept
    drawn = drawing(opened)
    assert len([each for each in drawn.iter(f"{SVG}path") if each.get("fill") == "none"]) == len(kept)
    assert len(words(drawn)) < len(words(whole))
    opened.page.get_by_role("button", name="Show all", exact=True).first.click()
    assert len(rows(opened)) == GRAPH.number_of_edges()


def test_the_same_view_gives_the_same_bytes_wherever_the_camera_is(visit: Callable[..., Any]) -> None:
    opened = visit(PAGE)
    first = saved(opened, "SVG")
    opened.page.locator("#closer").click()
    assert saved(opened, "SVG") == first


def test_the_path_stands_out_in_the_drawing_too(visit: Callable[..., Any]) -> None:
    opened = visit(PAGE)
    for field, name in (("#search", "Calder Cloud"), (".path-to input", "Umber")):
        opened.page.locator(field).fill(name)
        opened.page.keyboard.press("Enter")
    drawn = drawing(opened)
    strong = [
        group
        for group in drawn.iter(f"{SVG}g")
        if group.get("opacity") is None and group.find(f"{SVG}path[@fill='none']") is not None
    ]
    assert len(strong) == opened.page.locator("#panel ol button[data-fact]").count() == 2


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_picture_is_a_bitmap_twice_as_fine(visit: Callable[..., Any], colours: str) -> None:
    opened = visit(PAGE, colours=colours)
    drawn = drawing(opened)
    name, content = saved(opened, "PNG")
    assert name == "zuraw-friends-deals.png"
    width, height = sizes(content)
    assert abs(width - 2 * int(drawn.get("width", 0))) <= 2
    assert abs(height - 2 * int(drawn.get("height", 0))) <= 2
    paper = drawn.find(f"{SVG}rect")
    assert paper is not None
    assert paper.get("fill") == {"light": "#f7f8fa", "dark": "#10151b"}[colours]


def test_a_loop_is_drawn_as_one(visit: Callable[..., Any]) -> None:
    self = entity("Self")
    told = document("Self and Self again signed a pact.")
    pact = fact(claim(told, self, "partners_with", self))
    drawn = drawing(visit(page(network(resolution([self], [pact]), {told.id: told}), "Loop")))
    assert len([each for each in drawn.iter(f"{SVG}circle") if each.get("fill") == "none"]) == 1


def test_the_table_has_each_fact_with_its_evidence(visit: Callable[..., Any]) -> None:
    opened = visit(PAGE)
    found = {row["fact"]: row for row in rows(opened)}
    for subject, object, key, each in GRAPH.edges(keys=True, data=True):
        row = found[key]
        assert row["subject"] == GRAPH.nodes[subject]["name"]
        assert row["object"] == GRAPH.nodes[object]["name"]
        for column in ("relation", "status", "date", "topic", "currency", "wording"):
            assert row[column] == (each[column] or ""), column
        assert row["evidence"] == each["evidence"][0]["quote"]
        assert row["url"] == each["evidence"][0]["url"]
        assert float(row["confidence"]) == each["confidence"]
        assert (float(row["amount"]) if row["amount"] else None) == each["amount"]
    dates = [row["date"] for row in found.values()]
    assert dates == sorted(dates, reverse=True)


@pytest.mark.parametrize("name", ["=1+1", "+48 22", "-Minus", "@sum", "\t=x", "''=x"])
def test_no_cell_is_a_formula(visit: Callable[..., Any], name: str) -> None:
    told = document(f'{name}, "quoted", works with Bor.', title="=HYPERLINK()")
    one, other = entity(name), entity("Bor")
    graph: networkx.MultiDiGraph[str] = network(
        resolution([one, other], [fact(claim(told, one, "partners_with", other, topic="a=b"))]),
        {told.id: told},
    )
    [row] = rows(visit(page(graph, "=Title")))
    assert row["subject"] == f"'{name}"
    assert row["title"] == "'=HYPERLINK()"
    assert row["evidence"] == f"'{told.text}"
    assert row["topic"] == "a=b"
    assert float(row["confidence"]) == 0.9


def test_hostile_text_stays_text_in_every_file(visit: Callable[..., Any]) -> None:
    opened = visit(page(hostile(), HOSTILE))
    drawn = drawing(opened)
    assert HOSTILE in words(drawn)
    for each in drawn.iter():
        assert each.tag.removeprefix(SVG) in {"svg", "title", "rect", "g", "path", "circle", "line", "text"}
        assert not [name for name in each.attrib if name.startswith("on") or "href" in name]
    [row] = rows(opened)
    assert row["evidence"] == HOSTILE
    assert min(sizes(saved(opened, "PNG")[1])) > 0
    assert opened.page.evaluate("() => window.struck") is None


def test_what_xml_cannot_say_is_replaced(visit: Callable[..., Any]) -> None:
    one, other, told = entity("Al\x07ma"), entity("Bor"), document("Al\x07ma and Bor signed a pact.")
    graph = network(
        resolution([one, other], [fact(claim(told, one, "partners_with", other))]), {told.id: told}
    )
    assert {"Al\ufffdma", "Bor"} <= set(words(drawing(visit(page(graph, "Bell")))))


def test_what_is_empty_cannot_be_saved(visit: Callable[..., Any]) -> None:
    opened = visit(PAGE)
    opened.page.locator("#time").fill("0")
    opened.page.locator("#least").fill("100")
    opened.page.get_by_role("button", name="More").click()
    assert opened.page.locator("#menu .save:enabled").count() == 0
    opened.page.keyboard.press("Escape")
    assert opened.page.locator("#menu").is_hidden()
