"""The page to try the endpoint in: where its files are, and what it may do."""

from __future__ import annotations

import json
from functools import cache
from html import escape
from importlib.resources import files
from string import Template

from kg.store.terms import PREFIXES

FILES = {"page.css": "text/css", "page.js": "text/javascript"}
"""What the page asks this server for, and nobody else for anything."""

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
    return template.substitute(prefixes=escape(json.dumps(PREFIXES))), _HEADERS
