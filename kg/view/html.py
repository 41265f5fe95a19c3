"""A network → one HTML file that asks no host for anything and runs no text of the news as code."""

from __future__ import annotations

import gzip
import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from string import Template
from typing import Any

import networkx
import pyvis  # type: ignore[import-untyped]

from kg.errors import KgError
from kg.model import Status
from kg.relations import RELATIONS, Relation
from kg.view.communities import communities
from kg.view.drawing import drawing
from kg.view.measures import facts, width
from kg.view.parts import script, style
from kg.view.signs import COLOURED, DASHES, FAMILIES, OTHER, SHAPES

_VIS = "lib/vis-9.1.2/vis-network.min.js"
"""vis-network inside pyvis's own package; pyvis's template would fetch it, and more, from a CDN."""

_LONG = 16_000_000
"""Characters of data from which they are compressed, which takes a browser longer to read."""


@dataclass(frozen=True, slots=True)
class Served:
    """What the page has beyond a file where a server shows it, which it may then ask for more."""

    places: str
    """Markup of links to the server's other pages, at the head."""
    style: str
    script: str
    """Comes last, and may use all names of the page's own."""
    data: Mapping[str, Any]
    """What this script is given beyond the page's own data."""


def page(
    graph: networkx.MultiDiGraph[str],
    title: str,
    relations: Mapping[str, Relation] = RELATIONS,
    served: Served | None = None,
) -> str:
    """One self-contained page of a graph made by ``kg.network.network``, the same bytes every run.

    News text travels as JSON with nothing in it that could end the element, and reaches the page as
    text nodes only; the content security policy admits the page's own two scripts by their hash.
    ``relations`` are the program's and a user's; a page in a file has no ``served``.
    Raises KgError when the installed pyvis does not carry the vis-network that the page is written
    for, or when a number of the graph is not finite.
    """
    beyond = served or Served("", "", "", {})
    scripts, styles = (_vis(), script(beyond.script)), style() + beyond.style
    policy = (
        f"default-src 'none'; script-src {' '.join(map(_source, scripts))}; style-src {_source(styles)}; "
        "img-src data:; base-uri 'none'; form-action 'none'" + ("; connect-src 'self'" if served else "")
    )
    packing, text = _packed(_json({**data(graph, relations), **beyond.data}))
    return _template().substitute(
        policy=policy,
        title=escape(title),
        places=beyond.places,
        style=styles,
        packing=packing,
        data=text,
        vis=scripts[0],
        script=scripts[1],
    )


@cache
def _vis() -> str:
    vis = files(pyvis).joinpath(_VIS)
    if not vis.is_file():
        raise KgError(f"the installed pyvis has no {_VIS}; version 0.3.2 has it")
    return vis.read_text("utf-8")


@cache
def _template() -> Template:
    return Template(files("kg.view").joinpath("template.html").read_text("utf-8"))


@cache
def _source(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def _packed(text: str) -> tuple[str, str]:
    """How a text is packed, and the text so: the evidence of thousands of facts fills tens of megabytes."""
    if len(text) < _LONG:
        return "none", text
    return "gzip", b64encode(gzip.compress(text.encode("utf-8"), mtime=0)).decode("ascii")


def _json(data: Mapping[str, Any]) -> str:
    """JSON in which no character can end a script element or, in old engines, a line of a string."""
    try:
        text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except ValueError as error:
        raise KgError("a number in the graph is not finite, and JSON has no word for it") from error
    return text.translate({ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"})


def data(graph: networkx.MultiDiGraph[str], relations: Mapping[str, Relation]) -> dict[str, Any]:
    """All that the page is given, as plain JSON."""
    named = communities(graph)[:COLOURED]
    of = {node: members[0] for members in named for node in members}
    used = {fact["relation"] for _, _, _, fact in facts(graph)}
    return {
        **drawing(graph, relations),
        "entities": {
            node: {
                **{key: graph.nodes[node][key] for key in ("name", "type", "aliases")},
                "community": of.get(node),
            }
            for node in sorted(graph)
        },
        "facts": {
            key: {"subject": subject, "object": object, **fact}
            for subject, object, key, fact in facts(graph)
        },
        "relations": words({name: relation for name, relation in relations.items() if name in used}),
        "statuses": {status.value: DASHES[status] or [] for status in Status},
        "types": {kind.value: shape for kind, shape in SHAPES.items()},
        "communities": [members[0] for members in named],
        "widths": [[amount, width(amount)] for amount in (1e6, 1e9, 1e11)],
    }


def words(relations: Mapping[str, Relation]) -> dict[str, Any]:
    """How relations read, and look, in their order."""
    return {
        name: {
            "label": relation.reads(),
            "inverse": relation.reads_back(),
            "family": FAMILIES.get(name, OTHER),
            "symmetric": relation.symmetric,
            "class": relation.fact_class,
        }
        for name, relation in relations.items()
    }
