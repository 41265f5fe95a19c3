"""Facts drawn where they are asked for: a picture in a frame of its own, for notebooks."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

import networkx

from kg import atomic
from kg.model import EntityType
from kg.network import neighbourhood, select, several
from kg.relations import Relation
from kg.view.measures import Edge, facts
from kg.view.parts import style
from kg.view.picture import picture, said, shape, told
from kg.view.signs import DASHES, FAMILIES, OTHER

MOST = 150
"""Facts up to which a picture is drawn: in more nobody finds anything, and a notebook keeps each."""

_ROOM = (900.0, 600.0)
"""Pixels of a picture at most: the width that a notebook gives to an output, about, and what one can see."""


@dataclass(frozen=True, slots=True, repr=False)
class View:
    """Some of the facts of a graph, to look at: as the last line of a notebook's cell it is a picture.

    The picture stands in a frame that runs no script, asks no host for anything, and lends the notebook
    none of its style, nor takes any from it.
    """

    network: networkx.MultiDiGraph[str]
    """See ``kg.network.network``."""
    title: str
    relations: Mapping[str, Relation]
    """The program's and a user's."""

    def page(self) -> str:
        """The interactive page: see ``kg.view.html.page``."""
        from kg.view.html import page  # with it comes pyvis, which is slow to import

        return page(self.network, self.title, self.relations)

    def write(self, path: Path | str) -> Path:
        """Writes the interactive page, and returns where. Raises KgError where that fails."""
        target = Path(path)
        atomic.write(target, self.page().encode("utf-8"))
        return target

    def __str__(self) -> str:
        return f"{self.title}: {told(self.network)}"

    __repr__ = __str__

    def _repr_html_(self) -> str:
        """A frame with the picture and its sentences, and a line that stays where frames are taken out."""
        count = self.network.number_of_edges()
        if count > MOST:
            return too_much(str(self))
        line = f"<p><small>{escape(str(self))}</small></p>"
        if not count:
            return line
        document, height = self._document()
        return (
            '<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer"'
            f' title="{escape(str(self))}" width="100%" height="{height}" frameborder="0"'
            f' srcdoc="{escape(document)}"></iframe>{line}'
        )

    def _document(self) -> tuple[str, int]:
        """What stands in the frame, and how high that is in pixels."""
        drawn = picture(self.network, self.relations, _ROOM)
        sheet = _sheet()
        source = b64encode(sha256(sheet.encode("utf-8")).digest()).decode("ascii")
        document = (
            '<!doctype html><html lang="en"><head><meta charset="utf-8">'
            '<meta http-equiv="Content-Security-Policy" content="default-src \'none\';'
            f" style-src 'sha256-{source}'\"><title>{escape(str(self))}</title><style>{sheet}</style></head>"
            f"<body><div>{drawn}</div>{self._legend()}{self._sentences()}</body></html>"
        )
        (high,) = re.findall(r'^<svg [^>]* height="(\d+)"', drawn)
        return document, min(int(high), round(_ROOM[1])) + 110

    def _legend(self) -> str:
        """What the colours and the dashes that are there mean."""
        told = [fact for _, _, _, fact in facts(self.network)]
        used = {fact["relation"] for fact in told}
        by_family: dict[str, list[str]] = {}
        for name, relation in self.relations.items():
            if name in used:
                by_family.setdefault(FAMILIES.get(name, OTHER), []).append(relation.reads())
        lines = [(family, "", ", ".join(names)) for family, names in by_family.items()]
        seen = {fact["status"] for fact in told}
        types = {self.network.nodes[node]["type"] for node in self.network}
        lines += [("", status.value, status.value) for status in DASHES if status.value in seen]
        marks = [_mark(type) for type in EntityType if type.value in types]
        return f"<p>{' '.join(_sample(*line) for line in lines)}</p><p>{' '.join(marks)}</p>"

    def _sentences(self) -> str:
        items = "".join(
            f"<dt>{escape(said(self.network, edge, self.relations))}</dt>"
            f"<dd>{_quote(edge[3]['evidence'][0])}</dd>"
            for edge in sorted(facts(self.network), key=self._names)
        )
        return f"<details><summary>The sentences</summary><dl>{items}</dl></details>"

    def _names(self, edge: Edge) -> tuple[str, str, str, str]:
        subject, object, key, fact = edge
        one, other = (self.network.nodes[node]["name"].casefold() for node in (subject, object))
        return one, other, fact["relation"], key


def view(
    network: networkx.MultiDiGraph[str],
    relations: Mapping[str, Relation],
    about: str | Collection[str] | None = None,
    *,
    hops: int = 1,
    relation: str | Collection[str] | None = None,
    status: str | Collection[str] | None = None,
    since: str | None = None,
    min_confidence: float = 0.0,
) -> View:
    """What of a network passes every filter: see ``kg.store.graph.Graph.view``."""
    names = several(about)
    drawn = network if names is None else neighbourhood(network, names, hops)
    drawn = select(drawn, several(relation), several(status), since, min_confidence, relations)
    *others, last = names or [""]
    around = f"Around {', '.join(others)}{' and ' * bool(others)}{last}"
    return View(drawn, around if names else "What the news says", relations)


def too_much(said: str) -> str:
    """In place of a picture of more than ``MOST`` facts: what there is, and what can be done."""
    return (
        f"<p><small>{escape(said)}</small></p><p>That is too much for a picture here, which has {MOST} facts"
        ' at most. Ask for less, as in <code>graph.view(about="…", relation="…", since="…")</code>, or write'
        ' all as a page that can be searched: <code>graph.view().write("page.html")</code>.</p>'
    )


def _sample(family: str, status: str, words: str) -> str:
    dashes = next((dashes for each, dashes in DASHES.items() if each.value == status), False)
    dash = f' stroke-dasharray="{" ".join(map(str, dashes))}"' if isinstance(dashes, list) else ""
    return (
        f'<span><svg width="30" height="10" aria-hidden="true"><g class="fact {family or "plain"} {status}">'
        f'<path d="M1 5H29" stroke-width="2"{dash}/></g></svg> {escape(words)}</span>'
    )


def _mark(type: EntityType) -> str:
    return (
        f'<span><svg width="14" height="14" aria-hidden="true"><g class="thing {type.value}">'
        f"{shape(type, (7.0, 7.0), 6.0)}</g></svg> {type.value}</span>"
    )


def _quote(piece: Mapping[str, Any]) -> str:
    """A sentence with its source, which is a link where it has an address on the web."""
    source = ", ".join(filter(None, (piece["title"], piece["publisher"], piece["published"])))
    source = escape(source or piece["document"])
    if re.match(r"https?://", piece["url"] or ""):
        source = f'<a href="{escape(piece["url"])}" target="_blank" rel="noopener noreferrer">{source}</a>'
    return f"“{escape(' '.join(piece['quote'].split()))}” <small>{source}</small>"


@cache
def _sheet() -> str:
    """The style in a frame: the page's colours for a light ground, which figures in notebooks have, too."""
    colours = re.search(r":root \{\s*color-scheme:[^;]*;(.*?)\}", style(), re.DOTALL)
    assert colours is not None
    ours = files("kg.view").joinpath("inline.css").read_text("utf-8")
    return f":root {{ color-scheme: light; {' '.join(colours[1].split())} }}\n{ours}"
