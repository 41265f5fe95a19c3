"""The page to ask in, and the files that pages of the server ask it for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from string import Template

from kg.serve.markup import places, written
from kg.store.terms import PREFIXES


@dataclass(frozen=True, slots=True)
class File:
    """A file that a page needs, and where it is."""

    media: str
    package: str
    path: str


FILES = {
    "colours.css": File("text/css", "kg.view", "page/colours.css"),
    "places.css": File("text/css", "kg.serve", "places.css"),
    "reading.css": File("text/css", "kg.serve", "reading.css"),
    "page.css": File("text/css", "kg.serve", "page.css"),
    "make.js": File("text/javascript", "kg.view", "page/make.js"),
    "page.js": File("text/javascript", "kg.serve", "page.js"),
}
"""What pages ask this server for, and nobody else for anything."""

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


@cache
def page() -> tuple[str, dict[str, str]]:
    """The page and its headers."""
    template = Template(files("kg.serve").joinpath("page.html").read_text("utf-8"))
    return template.substitute(
        prefixes=escape(json.dumps(PREFIXES)), places=written(places("/query"))
    ), _HEADERS


def text(name: str) -> str:
    """A file by its name: one of ``FILES``, or another one of this package."""
    file = FILES.get(name) or File("", "kg.serve", name)
    return files(file.package).joinpath(file.path).read_text("utf-8")
