"""The served pages in a browser: the picture grows by clicks, things and the timeline need no script."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from serving import Served, start, stop
from store_news import COMPANY, FINGERPRINT, claim, resolved

from kg.model import Document, Extraction, Name, Status
from kg.store.graph import Graph

STRIKE = "<img src=x onerror='window.struck=1'><script>window.struck=1</script>"
WIDE, MIDDLE, PHONE = (1400, 900), (1000, 720), (390, 844)
HUB, LONE, LATE = (Name(name, COMPANY) for name in ("Hub Holdings", "Lone Motors", "Late Systems"))
RIM = [Name(f"Rim {number:03}", COMPANY) for number in range(320)]


def news(id: str, day: str, *pairs: tuple[Name, Name], url: str | None = None) -> Extraction:
    """A document that tells of partnerships, a sentence each."""
    text = "\n".join(f"{one.name} works with {other.name}." for one, other in pairs)
    document = Document(id, text, (), "en", title=f"News {id}", url=url, published=day)
    claims = [
        claim(document, "partners_with", one, other, f"{one.name} works with {other.name}.")
        for one, other in pairs
    ]
    return Extraction(document, tuple(claims))


def fill(folder: Path, *extractions: Extraction) -> None:
    with Graph.open(folder, create=not folder.exists()) as graph:
        for extraction in extractions:
            graph.put(extraction, FINGERPRINT)
        graph.write(resolved(*map(graph.extraction, graph.documents())))


def wheel() -> Extraction:
    """A hub with more facts than a picture begins with, and a thing behind one of those that are left out."""
    pairs = [(HUB, rim) for rim in RIM]
    return news("wheel", "2020-05-01", *pairs, (RIM[-1], LONE), url="https://news.example/wheel")


def strike() -> Extraction:
    striker = Name(STRIKE, COMPANY)
    text = f"{STRIKE} bought {LONE.name}."
    document = Document(
        "strike", text, (), "en", title=STRIKE, url="javascript:window.struck=1", published="2021-01-01"
    )
    return Extraction(
        document, (claim(document, "acquires", striker, LONE, text, Status.PLANNED, topic=STRIKE),)
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exploring") / "store"
    fill(folder, wheel(), strike())
    return folder


@pytest.fixture(scope="module")
def served(chromium: Any, store: Path) -> Iterator[Served]:
    served = start(store)
    yield served
    assert stop(served) == (0, "")


@pytest.fixture
def visit(browse: Callable[..., Any], served: Served) -> Callable[..., Any]:
    """Opens a page of the server."""

    def open(path: str = "", size: tuple[int, int] = WIDE, server: Served = served, **options: Any) -> Any:
        return browse(server.address, path, size, **options)

    return open


def facts(page: Any) -> int:
    return len(page.evaluate("() => kg.shown().facts"))


def until(holds: Callable[[], bool]) -> None:
    """Waits until something is so; the pages let playwright run nothing of its own in them for that."""
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def places(page: Any) -> dict[str, Any]:
    return dict(page.evaluate("() => kg.network.getPositions()"))


def seek(page: Any, typed: str, name: str) -> None:
    """Types into the search, and takes the completion of this name."""
    page.locator("#search").fill(typed)
    page.locator("#matches").get_by_role("option", name=name).click()
    page.locator("#panel h2", has_text=name).wait_for()


# The picture


def test_the_picture_begins_bounded_and_grows_where_asked_without_moving(visit: Callable[..., Any]) -> None:
    page = visit()
    assert facts(page) == 300
    seek(page, "hub", "Hub Holdings")
    before = places(page)
    button = page.get_by_role("button", name="Show neighbours")
    assert button.inner_text() == "Show neighbours (21 more facts)"
    while button.count():
        shown = facts(page)
        button.click()
        until(lambda: facts(page) > shown)  # noqa: B023
    assert facts(page) >= 320
    after = places(page)
    assert {id: after[id] for id in before} == before
    assert len({(spot["x"], spot["y"]) for spot in after.values()}) == len(after)
    assert (
        "321 names" in page.locator("#counts").inner_text()
        or "322 names" in page.locator("#counts").inner_text()
    )
    assert page.locator("#panel tbody tr").count() == 320


def test_search_finds_what_is_not_in_the_picture_and_brings_it(visit: Callable[..., Any]) -> None:
    page = visit(f"?about={quote('Rim 001')}")
    assert facts(page) == 1
    page.locator("#search").fill("lone")
    page.locator("#matches").get_by_role("option", name="Lone Motors").wait_for()
    page.keyboard.press("Enter")
    page.locator("#panel h2", has_text="Lone Motors").wait_for()
    assert facts(page) == 3
    page.locator("#search").fill("qqqq")
    assert page.locator("#matches").inner_text() == "No such name"


def test_what_was_added_is_in_the_address(visit: Callable[..., Any]) -> None:
    page = visit(f"?about={quote('Lone Motors')}")
    seek(page, "rim 319", "Rim 319")
    page.get_by_role("button", name="Show neighbours").click()
    until(lambda: facts(page) == 3 and "with=company%2Frim-319" in page.url)
    address = page.url.replace(page.url.split("/?")[0] + "/", "")
    again = visit(address)
    until(lambda: facts(again) == 3)
    again.locator("#panel h2", has_text="Rim 319").wait_for()
    assert places(again) == places(page)
    assert "with=company%2Frim-319" in again.url


def test_what_comes_takes_the_colour_of_the_community_that_it_comes_to(visit: Callable[..., Any]) -> None:
    page = visit(f"?about={quote('Rim 001')}#colour=community")
    seek(page, "hub", "Hub Holdings")
    page.get_by_role("button", name="Show neighbours").click()
    until(lambda: facts(page) > 1)
    colours = page.evaluate("() => kg.network.body.data.nodes.get().map(({ color }) => color.background)")
    assert len(colours) > 2
    assert len(set(colours)) == 1


def test_with_keys_alone_the_picture_grows(visit: Callable[..., Any]) -> None:
    page = visit(f"?about={quote('Lone Motors')}")
    page.keyboard.press("/")
    page.keyboard.type("rim 319")
    page.locator("#matches").get_by_role("option", name="Rim 319").wait_for()
    page.keyboard.press("Enter")
    page.locator("#panel h2", has_text="Rim 319").wait_for()
    page.locator("#panel .grow").focus()
    page.keyboard.press("Enter")
    until(lambda: facts(page) == 3)
    assert page.evaluate("() => document.activeElement.id") == "heading"


def test_the_panel_leads_to_the_page_of_a_thing_and_back(visit: Callable[..., Any]) -> None:
    page = visit(f"?about={quote('Lone Motors')}")
    seek(page, "lone", "Lone Motors")
    page.get_by_role("link", name="All on one page").click()
    page.wait_for_url("**/entity/company/lone-motors")
    page.get_by_role("link", name="Show in the graph").click()
    assert page.locator("h1").inner_text() == "Around Lone Motors"
    assert facts(page) == 2


def test_links_to_the_page_that_asks_still_lead_there(visit: Callable[..., Any]) -> None:
    page = visit("#query=ASK%20%7B%7D")
    page.wait_for_url("**/query#query=ASK%20%7B%7D")
    page.wait_for_selector(".truth")


def test_a_server_that_is_gone_is_told(visit: Callable[..., Any], store: Path) -> None:
    gone = start(store)
    page = visit(f"?about={quote('Lone Motors')}", server=gone)
    page.on("requestfailed", lambda _: None)
    seek(page, "rim 319", "Rim 319")
    page.route("**/api/**", lambda route: route.fulfill(status=503, body="too many queries at once"))
    page.get_by_role("button", name="Show neighbours").click()
    page.get_by_role("alert").filter(has_text="too many queries at once").wait_for()
    assert page.get_by_role("button", name="Show neighbours").is_enabled()
    assert stop(gone) == (0, "")


# Pages that are read


@pytest.mark.parametrize("size", [WIDE, MIDDLE, PHONE])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_a_thing_is_read_without_a_script(
    visit: Callable[..., Any], size: tuple[int, int], colours: str
) -> None:
    page = visit("entity/company/lone-motors", size, java_script_enabled=False, color_scheme=colours)
    assert page.locator("h1").inner_text() == "Lone Motors"
    assert page.locator("tbody").count() == 2
    assert page.locator("blockquote").first.inner_text().endswith("bought Lone Motors.")
    page.locator("td").get_by_role("link", name="Rim 319").click()
    assert page.locator("h1").inner_text() == "Rim 319"
    page.get_by_role("searchbox").fill("hub holdings")
    page.keyboard.press("Enter")
    page.wait_for_url("**/entity/company/hub-holdings")
    assert page.locator("h1").inner_text() == "Hub Holdings"
    page.get_by_role("link", name="Older").click()
    assert "Page 2 of 6" in page.locator(".turn").inner_text()
    width = page.locator("html").bounding_box()["width"]
    assert width == size[0]
    boxes = [box for cell in page.locator("td").all()[:30] if (box := cell.bounding_box())]
    assert max(box["x"] + box["width"] for box in boxes) <= width


def test_dots_lead_to_the_facts_of_a_thing(visit: Callable[..., Any]) -> None:
    page = visit("entity/company/lone-motors")
    dots = page.locator("figure a")
    assert dots.count() == 2
    dots.last.click()
    target = page.url.partition("#")[2]
    assert page.locator(f"#{target}").get_by_text("Planned").is_visible()


def test_the_timeline_filters_opens_and_turns(visit: Callable[..., Any]) -> None:
    page = visit("timeline", java_script_enabled=False)
    assert page.locator(".line li").count() == 40
    page.get_by_role("link", name="2021: 1").click()
    assert page.locator(".count").inner_text().startswith("1 fact")
    page.locator("summary").click()
    assert page.locator("blockquote").first.is_visible()
    page.get_by_role("link", name="All facts").click()
    page.get_by_label("Who").fill("Lone Motors")
    page.get_by_label("Relation").select_option("acquires")
    page.get_by_label("Status").select_option("planned")
    page.get_by_label("From").fill("2021")
    page.get_by_label("To").fill("2021-01")
    page.get_by_role("button", name="Show").click()
    assert page.locator(".line li").count() == 1
    assert page.get_by_label("Who").input_value() == "Lone Motors"
    page.get_by_label("Status").select_option("denied")
    page.get_by_role("button", name="Show").click()
    assert page.locator(".line li").count() == 0
    page.get_by_label("Who").fill("Nobody")
    page.get_by_role("button", name="Show").click()
    assert "Nothing is called 'Nobody'" in page.locator(".wrong").inner_text()
    page.get_by_role("link", name="Timeline").click()
    page.get_by_role("link", name="Older").click()
    assert "Page 2 of 9" in page.locator(".turn").inner_text()
    page.get_by_role("link", name="Newer").click()
    assert "Page 1 of 9" in page.locator(".turn").inner_text()


@pytest.mark.parametrize("size", [WIDE, MIDDLE, PHONE])
def test_each_page_leads_to_all_others(visit: Callable[..., Any], size: tuple[int, int]) -> None:
    page = visit("", size)
    for name, address in (("Timeline", "timeline"), ("Query", "query"), ("Graph", "")):
        page.locator(".places").get_by_role("link", name=name).click()
        page.wait_for_url(f"**/{address}")
        assert page.locator(".places [aria-current=page]").inner_text() == name
        assert page.evaluate("() => document.documentElement.scrollWidth") == size[0]


def test_hostile_text_is_shown_and_never_run(visit: Callable[..., Any]) -> None:
    page = visit(f"?about={quote('Lone Motors')}")
    seek(page, "<img", STRIKE)
    assert page.locator("#panel h2").text_content() == STRIKE
    page.get_by_role("link", name="All on one page").click()
    assert page.locator("h1").inner_text() == STRIKE
    for path in (
        "timeline",
        f"timeline?about={quote(STRIKE)}",
        "entity?name=%3Cimg",
        f"?about={quote(STRIKE)}",
    ):
        page = visit(path)
        assert page.get_by_text(STRIKE).count() or path == "timeline"
        page.wait_for_timeout(100)
        assert page.evaluate("() => window.struck") is None
        assert page.locator("img, main script").count() == 0


def test_a_reload_shows_what_a_writer_has_published(visit: Callable[..., Any], tmp_path: Path) -> None:
    store = tmp_path / "growing"
    fill(store, news("first", "2020-01-01", (HUB, LONE)))
    served = start(store)
    page, read = visit("", server=served), visit("entity/company/hub-holdings", server=served)
    assert (facts(page), read.locator("tbody").count()) == (1, 1)
    fill(store, news("second", "2020-01-02", (HUB, LATE)))
    page.reload()
    read.reload()
    assert (facts(page), read.locator("tbody").count()) == (2, 2)
    seek(page, "late", "Late Systems")
    assert stop(served) == (0, "")
