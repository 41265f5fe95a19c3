"""The pages to explore a store with, and the JSON behind them, over HTTP."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import lxml.html
import pyoxigraph as ox
import pytest
from serving import Reply, Served
from store_news import ALPHA, BETA, COMPANY, FINGERPRINT, GAMMA, claim, hand_made, resolved

from kg.identifiers import THINGS
from kg.model import Document, Entity, Extraction, Name, Resolution
from kg.store.graph import Graph

Serve = Callable[..., Served]

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
STRIKE = "<img src=x onerror='window.struck=1'>& \"quoted\" 星"


def told(reply: Reply) -> Any:
    assert (reply.status, reply.media) == (200, "application/json"), reply.text
    return json.loads(reply.body)


def read(served: Served, path: str) -> lxml.html.HtmlElement:
    """A page that is there."""
    reply = served.request("GET", path, headers=BROWSER)
    assert (reply.status, reply.media) == (200, "text/html"), reply.text
    return lxml.html.document_fromstring(reply.text)


def texts(page: lxml.html.HtmlElement, path: str) -> list[str]:
    return [" ".join(" ".join(found.itertext()).split()) for found in page.xpath(path)]


# Completion


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("al", ["Alpha Chips"]),
        ("CHIPS", ["Alpha Chips"]),
        ("the chip", ["Alpha Chips"]),
        ("uni", ["Delta University"]),
        ("a", ["Alpha Chips", "Eve Nowak", "Beta Cloud", "Gamma Motors", "Delta University"]),
        ("qqqq", []),
    ],
)
def test_names_are_completed(endpoint: Served, typed: str, names: list[str]) -> None:
    matches = told(endpoint.request("GET", f"/api/search?q={quote(typed)}"))["matches"]
    found = [match["name"] for match in matches]
    assert found[: len(names)] == names if len(names) < 2 else set(found) == set(names)


def test_the_best_connected_of_equal_names_comes_first(endpoint: Served) -> None:
    matches = told(endpoint.request("GET", "/api/search?q=a"))["matches"]
    inside = [match["facts"] for match in matches if not match["label"].lower().startswith("a")]
    assert inside == sorted(inside, reverse=True)


# A thing


def test_a_thing_has_a_page_with_every_fact_and_sentence(endpoint: Served) -> None:
    page = read(endpoint, "/entity/company/alpha-chips")
    assert texts(page, "//h1") == ["Alpha Chips"]
    assert "Also Alpha, the chipmaker" in page.text_content()
    rows = texts(page, "//table/tbody/tr[1]")
    assert rows == [
        "partners with Beta Cloud data Actual told Jun 2018 95%",
        "acquired by Gamma Motors Actual €3–4 million told Jun 2018 90%",
        "position held by Eve Nowak head Actual told 10 May 2018 70%",
        "invests in Beta Cloud 18 months Actual $1.2 billion May 2018 90%",
    ]
    marked = {mark.text: mark.get("class") for mark in page.xpath("//mark")}
    assert marked["Alpha Chips"] in {"subject", "object"}
    partnership = page.xpath("//tbody")[0]
    assert len(partnership.xpath(".//blockquote")) == 2
    assert texts(partnership, ".//summary") == ["1 more sentence"]
    links = [link.get("href") for link in page.xpath("//td//a")]
    assert "/entity/company/beta-cloud" in links
    assert "https://news.example/one" in links


def test_every_link_of_a_page_leads_somewhere(endpoint: Served) -> None:
    page = read(endpoint, "/entity/company/alpha-chips")
    links = {link.get("href") for link in page.xpath("//a | //head/link")} - {"data:,"}
    anchors = {link.removeprefix("#") for link in links if link.startswith("#")}
    assert anchors <= {found.get("id") for found in page.xpath("//*[@id]")}
    assert anchors
    for link in sorted(links - {f"#{anchor}" for anchor in anchors}):
        if link.startswith("/"):
            assert endpoint.request("GET", link).status == 200, link
        else:
            assert link.startswith("https://news.example/")


@pytest.mark.parametrize("media", ["text/turtle", "application/n-triples", "application/ld+json"])
def test_a_thing_is_rdf_for_who_asks_for_that(endpoint: Served, media: str) -> None:
    reply = endpoint.request("GET", "/entity/company/alpha-chips", headers={"Accept": media})
    assert (reply.status, reply.media) == (200, media)
    triples = list(ox.parse(reply.body, format=ox.RdfFormat.from_media_type(media)))
    assert {str(triple.subject) for triple in triples} == {f"<{THINGS}company/alpha-chips>"}
    assert "Alpha Chips" in {triple.object.value for triple in triples}
    assert endpoint.request("GET", "/entity/company/none", headers={"Accept": media}).status == 404
    assert "Accept" in reply.headers["vary"]


def test_what_is_not_there_says_so(endpoint: Served) -> None:
    for path in ("company/none", "company/alpha-chips/x", "", "company/%00", "x" * 300):
        reply = endpoint.request("GET", f"/entity/{path}", headers=BROWSER)
        assert (reply.status, reply.media) == (404, "text/html")
        assert "Nothing here" in reply.text
    assert (
        endpoint.request("GET", "/entity/company/alpha-chips", headers={"Accept": "image/png"}).status == 406
    )


def test_a_thing_that_is_part_of_another_leads_there(serve: Serve, tmp_path: Path) -> None:
    store = tmp_path / "merged"
    one = hand_made()[0]
    made = resolved(one)
    with Graph.open(store, create=True) as graph:
        graph.put(one, FINGERPRINT)
        graph.write(made)
    served = serve(store=store)
    assert served.request("GET", "/entity/company/beta-cloud").status == 200
    renamed = {"company/beta-cloud": "company/beta-group"}
    entities = [
        Entity("company/beta-group", COMPANY, "Beta Group", ("Beta Cloud",)) if e.id in renamed else e
        for e in made.entities
    ]
    facts = [
        replace(f, subject=renamed.get(f.subject, f.subject), object=renamed.get(f.object, f.object))
        for f in made.facts
    ]
    with Graph.open(store) as graph:
        graph.write(Resolution(tuple(entities), tuple(facts)))
    for path, accept in (
        ("/entity/company/beta-cloud", "text/html"),
        ("/entity/organization/beta-cloud", "text/html"),
        ("/entity/company/beta-cloud", "text/turtle"),
    ):
        reply = served.request("GET", path, headers={"Accept": accept})
        assert (reply.status, reply.headers["location"]) == (303, "/entity/company/beta-group")
    assert told(served.request("GET", "/api/entity?id=company/beta-group"))["entity"]["name"] == "Beta Group"


def test_a_name_leads_to_its_page_or_to_a_choice(endpoint: Served) -> None:
    reply = endpoint.request("GET", "/entity?name=THE+chipmaker", headers=BROWSER)
    assert (reply.status, reply.headers["location"]) == (303, "/entity/company/alpha-chips")
    page = read(endpoint, "/entity?name=a")
    assert "/entity/company/gamma-motors" in [link.get("href") for link in page.xpath("//li/a")]
    assert texts(read(endpoint, "/entity?name=chipm"), "//li") == [
        "Alpha Chips Company · 4 facts · also the chipmaker"
    ]
    assert endpoint.request("GET", "/entity?name=qqqq", headers=BROWSER).status == 404


def test_a_deal_that_all_papers_tell_of_is_quoted_by_its_surest_reports(serve: Serve, tmp_path: Path) -> None:
    store = tmp_path / "told"
    text = "Alpha Chips allies with Beta Cloud."
    documents = [
        Document(f"paper-{number:02}", text, (), "en", published="2020-01-01") for number in range(25)
    ]
    said = [
        Extraction(each, (claim(each, "partners_with", ALPHA, BETA, text, confidence=0.5 + number / 100),))
        for number, each in enumerate(documents)
    ]
    with Graph.open(store, create=True) as graph:
        for extraction in said:
            graph.put(extraction, FINGERPRINT)
        graph.write(resolved(*said))
    served = serve(store=store)
    page = read(served, "/entity/company/alpha-chips")
    assert texts(page, "//td//summary") == ["19 more sentences, of 24"]
    shown = [source.partition(" ")[0] for source in texts(page, "//p[@class='source']")]
    assert shown == [f"paper-{number:02}" for number in range(24, 4, -1)]
    [fact] = told(served.request("GET", "/api/neighbours?of=company/alpha-chips"))["facts"].values()
    assert (fact["reports"], len(fact["evidence"])) == (25, 20)


# The timeline

FILTERS = {
    "": 8,
    "about=alpha": 4,
    "about=company/alpha-chips": 4,
    "relation=partners_with": 5,
    "status=potential": 1,
    "since=2018-06": 4,
    "until=2018-05": 2,
    "since=2018-05-11&until=2018": 5,
    "about=beta+cloud&relation=invests_in&status=actual": 1,
    "since=2019": 0,
}


@pytest.mark.parametrize("asked", FILTERS)
def test_the_timeline_shows_what_passes(endpoint: Served, asked: str) -> None:
    found = told(endpoint.request("GET", f"/api/timeline?{asked}"))
    assert found["total"] == len(found["facts"])
    page = read(endpoint, f"/timeline?{asked}")
    assert len(page.xpath("//ul[@class='line']/li")) == found["total"]
    assert all(len(item.xpath(".//blockquote")) >= 1 for item in page.xpath("//ul[@class='line']/li"))
    dates = [found["when"][fact["id"]] for fact in found["facts"]]
    assert dates == sorted(dates, reverse=True)
    assert found["total"] == FILTERS[asked]


@pytest.mark.parametrize(
    ("asked", "status", "said"),
    [
        ("about=nobody", 404, "nothing is called 'nobody'"),
        ("relation=loves", 400, "there is no relation 'loves'; there are partners_with"),
        ("status=maybe", 400, "there is no status 'maybe'"),
        ("since=2018-13", 400, "'2018-13' is not a date"),
        ("page=0", 400, "page must be a number from 1 on"),
        ("page=9999999999", 400, "page must be a number"),
        ("when=2018", 400, "no parameter 'when'; there are about, relation"),
        ("about=a&about=b", 400, "given twice"),
        (f"about={'x' * 500}", 400, "more than 400 characters"),
    ],
)
def test_a_wrong_question_gets_a_reason(endpoint: Served, asked: str, status: int, said: str) -> None:
    reply = endpoint.request("GET", f"/api/timeline?{asked}")
    assert (reply.status, reply.media, said in reply.text) == (status, "text/plain", True)
    shown = endpoint.request("GET", f"/timeline?{asked}", headers=BROWSER)
    assert shown.status == status
    if shown.media == "text/html":
        assert said[1:] in lxml.html.document_fromstring(shown.text).text_content()


def test_long_lists_come_in_pages(serve: Serve, tmp_path: Path) -> None:
    store = tmp_path / "many"
    others = [Name(f"Firm {number}", COMPANY) for number in range(130)]
    text = "\n".join(f"Alpha Chips allies with {other.name}." for other in others)
    document = Document("many", text, (), "en", published="2020-01-01")
    claims = [
        claim(document, "partners_with", ALPHA, other, f"Alpha Chips allies with {other.name}.")
        for other in others
    ]
    extraction = Extraction(document, tuple(claims))
    with Graph.open(store, create=True) as graph:
        graph.put(extraction, FINGERPRINT)
        graph.write(resolved(extraction))
    served = serve(store=store)
    for path, size in (("/timeline", 40), ("/entity/company/alpha-chips", 60)):
        seen: list[str] = []
        address: str | None = path
        while address:
            page = read(served, address)
            seen += [found.get("id") for found in page.xpath("//li[@id] | //tbody[@id]")]
            [address] = [link.get("href") for link in page.xpath("//a[@rel='next']")] or [None]
        assert len(seen) == len(set(seen)) == 130
        assert len(read(served, path).xpath("//li[@id] | //tbody[@id]")) == size
        assert read(served, f"{path}?page=2").xpath("//a[@rel='prev']")[0].get("href") == path
    begin = told(served.request("GET", "/api/neighbours?of=company/alpha-chips"))
    assert (len(begin["facts"]), begin["degrees"]["company/alpha-chips"]) == (60, 130)
    rest = told(served.request("GET", "/api/neighbours?of=company/alpha-chips&offset=60"))
    assert not begin["facts"].keys() & rest["facts"].keys()


# The picture


def drawn(reply: Reply) -> Any:
    [data] = re.findall(r'id="data"[^>]*>(.*?)</script>', reply.text, re.DOTALL)
    return json.loads(data)


def test_the_picture_begins_with_all_or_around_one(endpoint: Served) -> None:
    whole = endpoint.request("GET", "/", headers=BROWSER)
    assert (whole.status, whole.media) == (200, "text/html")
    assert len(drawn(whole)["facts"]) == 8
    around = endpoint.request("GET", "/?about=eve+nowak", headers=BROWSER)
    assert "Around Eve Nowak" in around.text
    assert drawn(around)["entities"].keys() == {"person/eve-nowak", "company/alpha-chips"}
    nobody = endpoint.request("GET", "/?about=nobody", headers=BROWSER)
    assert (nobody.status, "nothing is called" in nobody.text.lower()) == (404, True)


def test_what_a_page_is_given_is_what_the_graph_says(endpoint: Served, store: Path) -> None:
    shown = drawn(endpoint.request("GET", "/"))
    with Graph.read(store) as graph:
        network = graph.to_networkx()
    facts = {
        key: {"subject": a, "object": b, **fact} for a, b, key, fact in network.edges(keys=True, data=True)
    }
    assert {key: {**fact, "reports": len(fact["evidence"])} for key, fact in facts.items()} == shown["facts"]


def test_neighbours_are_a_things_own_facts(endpoint: Served) -> None:
    found = told(endpoint.request("GET", "/api/neighbours?of=company/alpha-chips"))
    assert found["entities"].keys() == {
        "company/alpha-chips", "company/beta-cloud", "company/gamma-motors", "person/eve-nowak",
    }  # fmt: skip
    assert len(found["facts"]) == found["degrees"]["company/alpha-chips"] == 4
    assert endpoint.request("GET", "/api/neighbours?of=company/none").status == 404


# What is new, what is hostile, who may ask


def test_a_page_is_sent_anew_only_when_the_store_has_changed(serve: Serve, tmp_path: Path) -> None:
    store = tmp_path / "growing"
    one, two, _ = hand_made()
    with Graph.open(store, create=True) as graph:
        graph.put(one, FINGERPRINT)
        graph.write(resolved(one))
    served = serve(store=store)
    for path in ("/", "/timeline", "/api/search?q=a", "/entity/company/alpha-chips"):
        first = served.request("GET", path, headers=BROWSER)
        tag = {"If-None-Match": first.headers["etag"], **BROWSER}
        again = served.request("GET", path, headers=tag)
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag["If-None-Match"])
    assert served.request("GET", "/entity/company/gamma-motors").status == 404
    with Graph.open(store) as graph:
        graph.put(two, FINGERPRINT)
        assert served.request("GET", "/timeline", headers=BROWSER).headers["etag"] == tag["If-None-Match"]
        graph.write(resolved(one, two))
        for path in ("/", "/timeline", "/api/search?q=a", "/entity/company/alpha-chips"):
            assert served.request("GET", path, headers=tag).status == 200
        assert served.request("GET", "/entity/company/gamma-motors").status == 200


def test_hostile_names_are_text(serve: Serve, tmp_path: Path) -> None:
    store = tmp_path / "hostile"
    striker = Name(STRIKE, COMPANY, ("</script><script>window.struck=1</script>",))
    text = f"{STRIKE} bought Gamma Motors."
    document = Document(
        "strike", text, (), "en", title=STRIKE, url="javascript:window.struck=1", publisher=STRIKE
    )
    extraction = Extraction(document, (claim(document, "acquires", striker, GAMMA, text, topic=STRIKE),))
    with Graph.open(store, create=True) as graph:
        graph.put(extraction, FINGERPRINT)
        graph.write(resolved(extraction))
    served = serve(store=store)
    [match] = told(served.request("GET", "/api/search?q=%3Cimg"))["matches"]
    assert match["name"] == STRIKE
    for path in (
        f"/entity/{quote(match['id'])}", "/timeline", "/entity?name=%3C", f"/timeline?about={quote(STRIKE)}",
    ):  # fmt: skip
        page = read(served, path)
        assert page.xpath("//img | //script") == []
        assert STRIKE in page.text_content()
        links = [link.get("href") for link in page.xpath("//a")]
        assert all(link.startswith(("/", "#")) for link in links)
    asked = served.request("GET", f"/timeline?about={quote('<script>1</script>')}", headers=BROWSER)
    assert lxml.html.document_fromstring(asked.text).xpath("//script") == []


def test_pages_may_do_little_and_only_this_machine_may_ask(endpoint: Served) -> None:
    for path in ("/timeline", "/entity/company/alpha-chips", "/entity/company/none", "/entity?name=a"):
        policy = endpoint.request("GET", path, headers=BROWSER).headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'self'; ")
        assert "script" not in policy
        assert "unsafe" not in policy
    whole = endpoint.request("GET", "/")
    [own] = re.findall(r'Content-Security-Policy" content="([^"]*)"', whole.text)
    assert "connect-src 'self'" in own
    assert "unsafe" not in own
    assert whole.headers["content-security-policy"] == "frame-ancestors 'none'"
    for path in ("/", "/api/search?q=a", "/entity/company/alpha-chips"):
        assert endpoint.request("GET", path, headers={"Host": "rebound.example"}).status == 400
        assert endpoint.request("POST", path, b"").status == 405
