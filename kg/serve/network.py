"""The picture of the graph: where it begins, what it grows by, and names to complete."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kg.serve.markup import places, written
from kg.serve.page import text
from kg.store.index import Told
from kg.store.sight import Absent, Sight

EDGES = 300
"""Facts that a picture begins with."""
NEIGHBOURS = 60
"""Facts that it grows by at a time."""
MATCHES = 12
"""Names that are completed at a time."""


def search(sight: Sight, wanted: str) -> dict[str, Any]:
    """The things whose name or alias ``wanted`` may be part of, the best first."""
    return {
        "matches": [
            {**sight.thing(label.entity), "label": label.text} for label in sight.index.find(wanted, MATCHES)
        ]
    }


def picture(sight: Sight, about: str) -> tuple[str, list[Told], list[str]]:
    """The title, facts and things that a picture of what is ``about``, a name or an id, begins with.

    That is all around it, and what joins that with each other; of nothing, what joins the most connected.
    Raises Absent for a name that nothing bears.
    """
    index = sight.index
    if not about:
        all = index.size()
        title = "What the news says" if all <= EDGES else f"{EDGES} of {all:,} facts, the best connected"
        return title, index.central(EDGES), []
    middle = sight.called(about)
    own = {told.id: told for id in sorted(middle) for told in index.around(id, EDGES)}
    facts = list(own.values())[:EDGES]
    reached = middle | {end for told in facts for end in (told.subject, told.object)}
    facts += [
        told
        for told in index.between(reached)
        if told.id not in own and not {told.subject, told.object} & middle
    ][: EDGES - len(facts)]
    names = sorted({sight.thing(id)["name"] for id in middle})
    return f"Around {' and '.join(names)}", facts, sorted(middle)


def neighbours(sight: Sight, of: str, offset: int) -> dict[str, Any]:
    """Facts of the thing ``of``, an id, from the newest ``offset`` on: as the page has them, as JSON.

    ``degrees`` is how many facts each thing has in the store. Raises Absent where there is no such thing.
    """
    from kg.view.html import data  # draws with libraries that take a second to load

    if sight.index.entity(of) is None:
        raise Absent(f"there is nothing with the id {of!r}")
    drawn = sight.graph(sight.index.around(of, NEIGHBOURS, offset), [of])
    return {
        **data(drawn, sight.additions.table),
        "degrees": _degrees(sight, drawn),
    }


def network_page(sight: Sight, about: str) -> str:
    """The page that shows the picture."""
    from kg.view.html import Served, page, words

    title, facts, things = picture(sight, about)
    graph = sight.graph(facts, things)
    given = {
        "degrees": _degrees(sight, graph),
        "relations": words(sight.additions.table),
    }  # also of what may come
    style = text("places.css") + text("network.css")
    served = Served(written(places("/")), style, text("network.js"), given)
    return page(graph, title, sight.additions.table, served)


def _degrees(sight: Sight, things: Iterable[str]) -> dict[str, int]:
    return {id: sight.index.degree(id) for id in sorted(things)}
