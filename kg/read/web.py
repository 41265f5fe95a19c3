"""Web pages and feeds: what their libraries make of the markup is the document's text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from html import unescape
from urllib.parse import urlsplit

import feedparser  # type: ignore[import-untyped]
import lxml.etree  # type: ignore[import-untyped]
import lxml.html  # type: ignore[import-untyped]
import trafilatura

from kg.errors import ReadError, one_line
from kg.identifiers import digest
from kg.read.item import Item
from kg.read.langid import language_code

_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_DATES = {"extensive_search": False, "original_date": True, "max_date": "2099-12-31"}
"""The page's own date only, and no clock: without a bound, htmldate asks for today's."""

_BLOCKS = frozenset(
    {"p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "section",
     "article", "blockquote", "pre", "figure"}
)
_SPACE = re.compile(r"[\s\x00-\x1f\ud800-\udfff\ufffe\uffff]+")
"""With what XML forbids: lxml reads it, from ``&#1;`` also, and refuses it in what is set."""

_BROKEN = (ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""What feedparser lets through where a feed breaks its own rules."""

_SILENT = ("script", "style", "template", "figcaption")


def read_html(
    data: bytes, source: str, id: str, *, url: str | None = None, charset: str | None = None
) -> Item:
    """The article of a web page, its title first (Barbaresi 2021, trafilatura).

    ``charset`` is what the server declared. Raises ReadError where the page has no article or no
    encoding that can be told.
    """
    page = _decoded_page(data, charset)
    found = trafilatura.bare_extraction(
        page, url=url, include_comments=False, with_metadata=True, date_extraction_params=_DATES
    )
    if not isinstance(found, trafilatura.settings.Document) or not (found.text or "").strip():
        raise ReadError("no text in the page; one that is built by scripts must be saved as it is shown")
    text, title = str(found.text), " ".join((found.title or "").split()) or None
    if title and not text.startswith(title):
        text = f"{title}\n\n{text}"
    address = url or found.url
    # where a page does not name its site, trafilatura takes the host's name for it
    host = urlsplit(address or "").netloc.lower().removeprefix("www.")
    named = found.sitename and found.sitename.lower().removeprefix("www.") != host
    return Item(
        source=source,
        id=id,
        text=text,
        title=title,
        url=address,
        publisher=found.sitename if named else None,
        published=found.date,
    )


def read_feed(data: bytes, source: str) -> Iterator[Item]:
    """The entries of an RSS or Atom feed. Raises ReadError where the document is no feed or has none."""
    # a stream, for feedparser would open a string as a file or an address
    try:
        feed = feedparser.parse(io.BytesIO(data))
    except _BROKEN as error:
        raise ReadError(f"a broken feed: {one_line(error, 120)}") from error
    if not feed.version:
        raise ReadError("XML that is neither RSS nor Atom")
    if not feed.entries:
        raise ReadError("a feed without entries")
    publisher = _clean(_said(feed.feed, "title"))
    for number, entry in enumerate(feed.entries, 1):
        contents = [_said(content, "value") for content in entry.get("content", ())]
        body = plain_text(max([*contents, _said(entry, "summary")], key=len))
        title = plain_text(_said(entry, "title")).replace("\n", " ") or None
        link = _clean(_said(entry, "link"))
        yield Item(
            source=f"{source}#{number}",
            id=digest(link or _said(entry, "id") or f"{title}\n{body}"),
            text="\n\n".join(filter(None, (title, body))),
            title=title,
            url=link,
            publisher=_clean(_said(entry.get("source") or {}, "title")) or publisher,
            published=_said(entry, "published") or _said(entry, "updated") or None,
            language=_declared(_said(feed.feed, "language")),
        )


def _said(entry: Mapping[str, object], key: str) -> str:
    """A value of an entry; a broken one may have a list of links, or nothing, where a text should be."""
    value = entry.get(key)
    return value if isinstance(value, str) else ""


def plain_text(markup: str) -> str:
    """A fragment of HTML as text, a line for each block; text without markup keeps its lines."""
    if not re.search(r"<[a-zA-Z/!]", markup):
        return unescape(markup).strip()
    try:
        root = lxml.html.document_fromstring(f"<html><body>{_SPACE.sub(' ', markup)}</body></html>")
    except lxml.etree.LxmlError:
        return ""
    lxml.etree.strip_elements(root, *_SILENT, lxml.etree.Comment, with_tail=False)
    for element in root.iter():
        # line breaks of the markup are spaces; those of the page come with its blocks
        element.text = _SPACE.sub(" ", element.text or "")
        element.tail = _SPACE.sub(" ", element.tail or "")
        if element.tag in _BLOCKS:
            element.tail = "\n" + element.tail
            if element.tag != "br":
                element.text = "\n" + element.text
    lines = (" ".join(line.split()) for line in root.text_content().splitlines())
    return "\n".join(filter(None, lines))


def _decoded_page(data: bytes, charset: str | None) -> str:
    declared = _DECLARED.search(data, 0, 4096)
    for name in (charset, "utf-8-sig", declared and declared[1].decode("ascii")):
        try:
            return data.decode(name) if name else data.decode("utf-8-sig")
        except (UnicodeDecodeError, LookupError):
            continue
    raise ReadError("a page neither in UTF-8 nor in the encoding that it declares; save it as UTF-8")


def _declared(tag: str | None) -> str | None:
    """A feed's language where it is one: generators leave all sorts of words there."""
    try:
        return language_code(tag) if tag else None
    except ReadError:
        return None


def _clean(value: str | None) -> str | None:
    return " ".join(unescape(value or "").split()) or None
