"""What the explorer's pages are made of: a frame around each, facts with their sentences, words for values.

Elements are lxml's, so that all text of the news is text and never markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias
from urllib.parse import quote, urlencode, urlsplit

from lxml.etree import tostring  # type: ignore[import-untyped]
from lxml.html import builder  # type: ignore[import-untyped]

from kg.amounts import money
from kg.view.signs import FAMILIES, OTHER

E: Any = builder.E
Element: TypeAlias = Any
"""One of lxml's, which has no types."""

Piece: TypeAlias = str | Element

PLACES = (("/", "Graph"), ("/timeline", "Timeline"), ("/query", "Query"))
"""The addresses that each page links to."""

_SPACED = re.compile("(?<=[a-z])(?=[A-Z])")
_PERIOD = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")


def page(title: str, here: str, *content: Piece, asked: str = "", alternate: str = "") -> bytes:
    """A whole page; ``here`` is one of ``PLACES``, or none; ``asked`` fills the search.

    ``alternate`` is the address of the same in RDF.
    """
    head = E.head(
        E.meta(charset="utf-8"),
        E.meta(name="viewport", content="width=device-width, initial-scale=1"),
        E.meta(name="color-scheme", content="light dark"),
        E.link(rel="icon", href="data:,"),
        E.title(f"{title} · kg"),
        *(E.link(rel="stylesheet", href=f"/{name}") for name in ("colours.css", "places.css", "reading.css")),
    )
    if alternate:
        head.append(E.link(rel="alternate", type="text/turtle", href=alternate))
    search = E.form(
        E.input(
            {"aria-label": "Search names and aliases"},
            type="search", name="name", value=asked, placeholder="Search names", autocomplete="off",
            spellcheck="false",
        ),
        action="/entity", method="get", role="search",
    )  # fmt: skip
    body = E.body(E.header(places(here), search, {"class": "bar"}), E.main(*content))
    return f"<!doctype html>\n{written(E.html(head, body, lang='en'))}\n".encode()


def written(element: Element) -> str:
    """An element as HTML."""
    return str(tostring(element, method="html", encoding="unicode"))


def places(here: str) -> Element:
    """The links of each page to all others."""
    links = []
    for address, name in PLACES:
        link = E.a(name, href=address)
        if address == here:
            link.set("aria-current", "page")
        links.append(link)
    return E.nav({"class": "places", "aria-label": "Pages"}, *links)


def entity_address(id: str) -> str:
    """Where the page of a thing is."""
    return f"/entity/{quote(id, safe='/')}"


def address(path: str, **given: object) -> str:
    """``path`` with those parameters that are not empty."""
    asked = {key: value for key, value in given.items() if value not in {None, ""}}
    return f"{path}?{urlencode(asked)}" if asked else path


def linked(thing: Mapping[str, Any]) -> Element:
    """A thing's name, which leads to its page."""
    return E.a(thing["name"], href=entity_address(thing["id"]))


def chip(text: str, colour: str) -> Element:
    """A word with a dot of one of the colours of colours.css before it."""
    return E.span(E.span({"class": f"dot c-{colour}", "aria-hidden": "true"}), text, {"class": "chip"})


def status(fact: Mapping[str, Any]) -> Element:
    """How far a fact has come."""
    return E.span(fact["status"].capitalize(), {"class": f"status s-{fact['status']}"})


def colour(relation: str, status: str) -> str:
    """The name in colours.css of the colour of a fact."""
    return status if status in {"ended", "denied"} else FAMILIES.get(relation, OTHER)


def evidence(fact: Mapping[str, Any], names: Mapping[str, Any]) -> list[Element]:
    """The sentences of a fact, names marked, each with where it stands; the best first, the others folded."""
    first, *others = (_piece(fact, piece, names) for piece in fact["evidence"])
    if not others:
        return [first]
    more = plural(len(others), "more sentence")
    unread = fact["reports"] - len(fact["evidence"])
    if unread > 0:
        more += f", of {fact['reports'] - 1:,}"
    return [first, E.details(E.summary(more), *others)]


def _piece(fact: Mapping[str, Any], piece: Mapping[str, Any], names: Mapping[str, Any]) -> Element:
    source = E.span(piece["title"] or piece["document"], {"class": "title"})
    told: list[Piece] = [source]
    for part in (piece["publisher"], day(piece["published"])):
        if part:
            told.append(f" · {part}")
    if is_web(piece["url"]):
        told += [" · ", E.a("Read the source", href=piece["url"], rel="noopener noreferrer", target="_blank")]
    return E.div(
        E.blockquote(*_marked(fact, piece, names)), E.p(*told, {"class": "source"}), {"class": "evidence"}
    )


def _marked(fact: Mapping[str, Any], piece: Mapping[str, Any], names: Mapping[str, Any]) -> Iterable[Piece]:
    """The quote with both names marked; of one name within the other the outer is."""
    quote = piece["quote"]
    ends = [end for end in ("subject", "object") if piece[end]["start"] is not None]
    at = 0
    for end in sorted(ends, key=lambda end: (piece[end]["start"], -piece[end]["end"])):
        start, stop = piece[end]["start"], piece[end]["end"]
        if start < at:
            continue
        yield quote[at:start]
        yield E.mark(quote[start:stop], {"class": end, "title": names[fact[end]]["name"]})
        at = stop
    yield quote[at:]


def is_web(url: str | None) -> bool:
    """True for an address that a reader may be led to."""
    try:
        parts = urlsplit(url or "")
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def amount(fact: Mapping[str, Any]) -> str:
    """The sum of a fact in short; empty where there is none."""
    if fact["amount"] is None:
        return ""
    return money(fact["amount"], fact["currency"], fact["amount_max"])


def when(fact: Mapping[str, Any]) -> list[Piece]:
    """The day of a fact; where no report says it, the day of the best report; nothing where none is known."""
    if fact["date"]:
        return [day(fact["date"])]
    published = fact["evidence"][0]["published"]
    return [E.span(f"told {day(published)}", {"class": "soft"})] if published else []


def day(when: str | None) -> str:
    """A date, cut to what is known, as people write it; one that is none, as it is.

    >>> day("2018-05-10"), day("2018-05"), day("2018")
    ('10 May 2018', 'May 2018', '2018')
    """
    try:
        year, *rest = (when or "").split("-")
        whole = date.fromisoformat(f"{year}-{rest[0] if rest else '01'}-{rest[1] if rest[1:] else '01'}")
    except ValueError:
        return when or ""
    words = [str(whole.day)] if rest[1:] else []
    words += [whole.strftime("%b")] if rest else []
    return " ".join([*words, year])


def period(duration: str | None) -> str:
    """An ISO 8601 duration in words; one that is none, as it is.

    >>> period("P1Y6M")
    '1 year 6 months'
    """
    found = _PERIOD.fullmatch(duration or "")
    if not duration or not found or not any(found.groups()):
        return duration or ""
    words = zip(found.groups(), ("year", "month", "week", "day"), strict=True)
    return " ".join(plural(int(number), word) for number, word in words if number)


def plural(number: int, word: str) -> str:
    """``number`` with its noun: "1 fact", "1,204 facts"."""
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def spaced(kind: str) -> str:
    """The type of a thing in words: "Research institute"."""
    return _SPACED.sub(" ", kind).capitalize()


def pages(at: int, count: int, path: str, given: Mapping[str, object]) -> Sequence[Element]:
    """Links to the page before and the page after; none where there is one page."""
    if count <= 1:
        return []
    links: list[Piece] = []
    if at > 1:
        newer = address(path, **{**given, "page": at - 1 if at > 2 else ""})
        links.append(E.a("← Newer", href=newer, rel="prev"))
    links.append(E.span(f"Page {at:,} of {count:,}"))
    if at < count:
        links.append(E.a("Older →", href=address(path, **{**given, "page": at + 1}), rel="next"))
    return [E.nav({"class": "turn", "aria-label": "More facts"}, *links)]
