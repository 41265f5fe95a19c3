"""Which of the formats that there are a client would rather have (RFC 9110, 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

TABLES = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
"""Media types of what SELECT and ASK answer, best first, and the format that each names."""

GRAPHS = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdfxml",
}
"""Media types of what CONSTRUCT and DESCRIBE answer."""

QUERY = "application/sparql-query"
"""The media type of a query itself."""

_RANGE = re.compile(r"\s*([\w!#$&^+.*-]+)/([\w!#$&^+.*-]+)\s*((?:;[^;,]*)*)$", re.ASCII)
_Q = re.compile(r";\s*q\s*=\s*(\d(?:\.\d*)?)\s*(?=;|$)", re.IGNORECASE | re.ASCII)


def preferred(accept: str, offered: Collection[str]) -> str | None:
    """The media type of ``offered`` that an Accept header likes best, the first of several; None for none.

    No header, or one that says nothing that can be understood, accepts everything.

    >>> preferred("text/csv;q=0.5, application/*", ["text/csv", "application/json"])
    'application/json'
    >>> preferred("image/png, */*;q=0", ["text/csv"])
    """
    ranges = _ranges(accept)
    if not ranges:
        return next(iter(offered), None)
    best = max(offered, key=lambda media: _quality(media, ranges), default=None)
    return best if best is not None and _quality(best, ranges) > 0 else None


def header(media: str) -> str:
    """A Content-Type: text says that it is UTF-8."""
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


def _ranges(accept: str) -> dict[str, float]:
    ranges = {}
    for part in accept.split(","):
        if found := _RANGE.match(part):
            quality = _Q.search(found[3])
            ranges[f"{found[1]}/{found[2]}".lower()] = min(1.0, float(quality[1])) if quality else 1.0
    return ranges


def _quality(media: str, ranges: Mapping[str, float]) -> float:
    """That of the most specific range that holds."""
    for range in (media, f"{media.partition('/')[0]}/*", "*/*"):
        if range in ranges:
            return ranges[range]
    return 0.0
