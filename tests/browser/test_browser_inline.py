"""The picture of a notebook in Chromium, beside what else stands in the notebook."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import pytest
from deals import deals, hostile

from kg.network import network
from kg.relations import RELATIONS
from kg.view.inline import View, view

STYLE = "h1 { color: rgb(1, 2, 3); } p, svg, path { visibility: hidden; } text { font-size: 99px; }"


@pytest.fixture
def notebook(visit: Callable[..., Any]) -> Callable[..., Any]:
    """Opens an output as notebooks and their exports hold it, under a style sheet of their own."""

    def show(*outputs: str) -> Any:
        cells = "".join(f'<div class="output">{output}</div>' for output in outputs)
        script = "<script>window.kg = {};</script>"
        page = f'<!doctype html><meta charset="utf-8"><style>{STYLE}</style><h1>Notes</h1>{cells}{script}'
        return visit(page, (900, 1600))

    return show


def outputs() -> tuple[str, View]:
    graph = network(*deals())
    about = next(node for node, each in graph.nodes(data=True) if each["size"] >= 4)
    drawn = view(graph, RELATIONS, about)
    return drawn._repr_html_(), drawn


def test_the_picture_stands_in_its_frame_whole(notebook: Callable[..., Any]) -> None:
    html, drawn = outputs()
    page = notebook(html).page
    frame = page.frame_locator("iframe")
    things = frame.locator(".thing text")
    assert things.count() == drawn.network.number_of_nodes()
    high, wide = (page.locator("iframe").bounding_box()[side] for side in ("height", "width"))
    for box in (things.nth(number).bounding_box() for number in range(things.count())):
        assert 0 <= box["x"] <= box["x"] + box["width"] <= wide + 20
    summary = frame.locator("summary").bounding_box()
    top = page.locator("iframe").bounding_box()["y"]
    assert summary["y"] + summary["height"] <= top + high


def test_neither_style_reaches_the_other(notebook: Callable[..., Any]) -> None:
    page = notebook(outputs()[0]).page
    frame = page.frame_locator("iframe")
    label = frame.locator(".thing text").first
    assert label.evaluate("text => getComputedStyle(text).fontSize") == "13px"
    assert label.is_visible()
    assert page.locator("h1").evaluate("h1 => getComputedStyle(h1).color") == "rgb(1, 2, 3)"


def test_the_sentences_open_by_a_click(notebook: Callable[..., Any]) -> None:
    html, drawn = outputs()
    frame = notebook(html).page.frame_locator("iframe")
    quote = frame.locator("dd").first
    assert not quote.is_visible()
    frame.locator("summary").click()
    assert quote.is_visible()
    room = frame.locator("body").evaluate("() => innerHeight")
    assert frame.locator("details").bounding_box()["height"] > room / 3  # room to read, whatever the picture
    link = quote.locator("a")
    assert link.get_attribute("href").startswith("https://news.example/")
    assert link.get_attribute("target") == "_blank"
    assert frame.locator("dd").count() == drawn.network.number_of_edges()


def test_news_that_is_markup_strikes_nothing(notebook: Callable[..., Any]) -> None:
    page = notebook(View(hostile(), "Deals", RELATIONS)._repr_html_()).page
    assert page.evaluate("window.struck") is None
    assert page.frames[1].evaluate("window.struck") is None
    assert page.frame_locator("iframe").locator(".thing text").count() == 2


def test_a_script_that_got_in_would_not_run(notebook: Callable[..., Any]) -> None:
    html = outputs()[0].replace(escape("<div>"), escape("<div><b id='b' onclick='window.struck = 1'>x</b>"))
    seen = notebook(html)
    seen.page.frame_locator("iframe").locator("#b").click()
    assert seen.page.frames[1].evaluate("window.struck") is None
    assert "Blocked script execution" in seen.complaints.pop()
