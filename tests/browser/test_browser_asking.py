"""The page of ``kg serve`` as somebody uses it who asks: the cookbook, links, mistakes, keys, a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from serving import Served, fill, start, stop
from store_news import ALPHA, FINGERPRINT, claim, resolved

from kg.model import Document, EntityType, Extraction, Name
from kg.store.graph import Graph

STRIKE = "<img src=x onerror='window.struck=1'><script>window.struck=1</script>"
WIDE, PHONE = (1400, 900), (390, 844)
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?p }"


@pytest.fixture(scope="module")
def served(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server over the news, one of which is out to strike, that gives ten rows at most."""
    store = tmp_path_factory.mktemp("asking") / "store"
    fill(store)
    striker = Name(STRIKE, EntityType.COMPANY)
    text = f"{STRIKE} bought Alpha Chips."
    document = Document("strike", text, (), "en", title=STRIKE, url="javascript:window.struck=1")
    extraction = Extraction(document, (claim(document, "acquires", striker, ALPHA, text),))
    with Graph.open(store) as graph:
        graph.put(extraction, FINGERPRINT)
        graph.write(resolved(*map(graph.extraction, graph.documents())))
    served = start(store, "--max-rows", "10")
    yield served
    assert stop(served) == (0, "")


@pytest.fixture
def ask(browse: Callable[..., Any], served: Served) -> Callable[..., Any]:
    """Opens the page."""

    def open(path: str = "query", size: tuple[int, int] = WIDE) -> Any:
        page = browse(served.address, path, size, accept_downloads=True)
        page.wait_for_selector(".recipe", state="attached")
        return page

    return open


def shared(query: str) -> str:
    return f"query#query={quote(query)}"


def rows(page: Any) -> list[list[str]]:
    page.wait_for_selector("tbody tr")
    return [row.locator("td").all_inner_texts() for row in page.locator("tbody tr").all()]


def test_the_page_begins_with_an_answer(ask: Callable[..., Any]) -> None:
    page = ask()
    assert ["Alpha Chips", "Beta Cloud", "actual"] in [row[:3] for row in rows(page)]
    assert "rows in" in page.locator("#status").inner_text()
    assert page.locator("#endpoint").inner_text().endswith("/sparql")


def test_the_cookbook_asks_and_its_answer_can_be_shared(ask: Callable[..., Any]) -> None:
    page = ask()
    page.get_by_text("Partners of an organisation").click()
    form = page.locator(".recipe[open] form")
    assert "sentence that says so" in form.inner_text()
    form.get_by_role("button", name="Run").click()  # the name is required, so nothing is asked
    assert page.locator("#query").input_value().startswith("# Who works with whom")
    form.locator("input[name=org]").fill("alpha")
    page.keyboard.press("Enter")
    page.wait_for_selector("th:text-is('partner')")
    assert page.locator("#query").input_value().startswith("# Partners of an organisation")
    found = rows(page)
    assert found[0][0] == "Beta Cloud"
    assert rows(ask("query#" + page.url.partition("#")[2])) == found


def test_a_thing_leads_to_what_is_said_of_it_and_back(ask: Callable[..., Any]) -> None:
    page = ask(shared("SELECT ?x { ?x skos:prefLabel 'Alpha Chips' }"))
    page.get_by_role("link", name="id:company/alpha-chips").click()
    page.wait_for_selector("th:text-is('property')")
    assert ["skos:prefLabel", "Alpha Chips", ""] in rows(page)
    page.go_back()
    page.wait_for_selector("th:text-is('x')")
    assert rows(page) == [["id:company/alpha-chips"]]


def test_addresses_open_outside_and_know_nothing_of_the_page(ask: Callable[..., Any]) -> None:
    page = ask(shared("SELECT ?u { ?d schema:url ?u } ORDER BY ?u"))
    assert rows(page) == [["https://news.example/one"], ["javascript:window.struck=1"]]
    [link] = page.locator("td a").all()
    assert link.get_attribute("href") == "https://news.example/one"
    assert set(link.get_attribute("rel").split()) == {"noopener", "noreferrer"}


def test_a_mistake_is_shown_where_it_is(ask: Callable[..., Any]) -> None:
    page = ask()
    page.locator("#query").fill("SELECT * {\n  ?a ?b 1 1 }")
    page.locator("#run").click()
    page.wait_for_selector("#error:not([hidden])")
    assert "malformed query: error at 2:" in page.locator("#error").inner_text()
    assert page.locator("#result").inner_text() == ""
    place = page.evaluate("() => { const q = document.getElementById('query'); return [q.selectionStart, "
                          "document.activeElement === q]; }")  # fmt: skip
    assert place[0] > len("SELECT * {\n")
    assert place[1]
    page.locator("#query").fill("ASK {}")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".truth")
    assert page.locator(".truth").inner_text() == "Yes"
    assert page.locator("#error").is_hidden()


@pytest.mark.parametrize(
    ("query", "button", "name", "start"),
    [
        ("SELECT ?x { VALUES ?x { 1 2 } }", "CSV", "answer.csv", "x\r\n1\r\n2\r\n"),
        ("SELECT ?x { VALUES ?x { 1 2 } }", "JSON", "answer.json", '{"head":{"vars":["x"]}'),
        ("CONSTRUCT { <a:b> kg:x 1 } {}", "Turtle", "answer.ttl", "@prefix "),
        ("CONSTRUCT { <a:b> kg:x 1 } {}", "JSON-LD", "answer.jsonld", '[{"@id":"a:b"'),
    ],
)
def test_an_answer_can_be_taken_home(
    ask: Callable[..., Any], query: str, button: str, name: str, start: str
) -> None:
    page = ask(shared(query))
    with page.expect_download() as downloading:
        page.get_by_role("button", name=button, exact=True).click()
    assert downloading.value.suggested_filename == name
    assert Path(downloading.value.path()).read_bytes().decode().startswith(start)


def test_what_is_cut_off_says_so_and_is_not_taken_home(ask: Callable[..., Any]) -> None:
    page = ask(shared("SELECT ?s { ?s ?p ?o }"))
    assert len(rows(page)) == 10
    assert page.locator("#status").inner_text().startswith("The first 10 rows; there are more in")
    page.get_by_role("button", name="CSV").click()
    page.wait_for_selector("#error:not([hidden])")
    assert "more than 10 rows" in page.locator("#error").inner_text()


def test_a_query_can_be_stopped(ask: Callable[..., Any], served: Served) -> None:
    page = ask(shared(ENDLESS))
    assert page.locator("#status").inner_text() == "Asking…"
    page.get_by_role("button", name="Stop").click()
    page.wait_for_selector("#status:text-is('Stopped')")
    assert page.locator("#stop").is_hidden()
    assert page.locator("#error").is_hidden()


def test_with_keys_alone(ask: Callable[..., Any]) -> None:
    page = ask()
    rows(page)
    page.locator("#query").focus()
    seen = []
    for _ in range(6):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("() => document.activeElement.id || document.activeElement.textContent"))
    assert seen[0] == "run"  # the editor keeps no Tab for itself
    assert {"CSV", "JSON"} <= set(seen)
    page.locator(".recipe summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator(".recipe[open]").count() == 1


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?o FILTER(CONTAINS(STR(?o), 'struck')) }",
        "CONSTRUCT WHERE { ?s schema:headline ?o }",
        f"SELECT ('{STRIKE.replace(chr(39), chr(34))}' AS ?x) (<javascript:window.struck=1> AS ?y) {{}}",
        "SELECT (1 AS ?onerror) {} # <img src=x onerror=window.struck=1>",
    ],
)
def test_hostile_text_is_shown_and_never_run(ask: Callable[..., Any], query: str) -> None:
    page = ask(shared(query))
    page.wait_for_selector("tbody tr, pre")
    if query.startswith("SELECT *"):
        assert STRIKE in page.locator("#result").inner_text()
    links = page.locator("#result a").evaluate_all("links => links.map((link) => link.getAttribute('href'))")
    assert all(link.startswith(("#query=", "http://", "https://")) for link in links)
    page.wait_for_timeout(200)
    assert page.evaluate("() => window.struck") is None
    assert page.locator("img, #result script").count() == 0


def test_a_phone_has_all_of_it(ask: Callable[..., Any]) -> None:
    page = ask(size=PHONE)
    rows(page)
    assert page.evaluate("() => document.documentElement.scrollWidth") == PHONE[0]
    assert page.locator("#recipes").is_hidden()
    page.locator("#cookbook > summary").click()
    page.get_by_text("Partners of an organisation").click()
    page.locator(".recipe[open] input[name=org]").fill("Alpha")
    page.locator(".recipe[open]").get_by_role("button", name="Run").click()
    page.wait_for_selector("th:text-is('partner')")
    assert page.evaluate("() => document.documentElement.scrollWidth") == PHONE[0]
