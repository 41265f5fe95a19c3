"""The page of one thing: its names, its facts with every sentence, and when they were."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from kg.identifiers import THINGS
from kg.serve import markup
from kg.serve.dots import dots
from kg.serve.markup import E, Element
from kg.store.sight import Absent, Sight

FACTS = 60
"""Facts on a page."""


def entity(sight: Sight, id: str, page: int) -> dict[str, Any]:
    """A thing with a page of its facts, as JSON; ``{"moved": id}`` where it is part of another one now.

    Raises Absent where the store knows of no such thing.
    """
    heir = whereabouts(sight, id)
    if heir != id:
        return {"moved": heir}
    facts = sight.index.around(id)
    told = sight.told(facts[(page - 1) * FACTS : page * FACTS])
    return {
        "entity": sight.thing(id),
        "iri": THINGS + id,
        "page": page,
        "pages": max(1, math.ceil(len(facts) / FACTS)),
        "when": [[each.when, each.id, each.relation, each.status] for each in facts if each.when],
        **told,
        "entities": {**told["entities"], id: sight.thing(id)},
    }


def whereabouts(sight: Sight, id: str) -> str:
    """The id of the thing that has this one, or has taken it up. Raises Absent for neither."""
    heir = id if sight.index.entity(id) is not None else sight.index.formerly(id)
    if heir is None:
        raise Absent(f"there is nothing with the id {id!r}")
    return heir


def entity_page(told: Mapping[str, Any]) -> bytes:
    """The page of what ``entity`` tells."""
    thing = told["entity"]
    id, name, facts = thing["id"], thing["name"], told["facts"]
    aliases = [E.p("Also ", ", ".join(thing["aliases"]), {"class": "aliases"})] if thing["aliases"] else []
    describe = f"DESCRIBE <{told['iri']}>"
    links = (
        E.a("Show in the graph", href=markup.address("/", about=id)),
        E.a("On the timeline", href=markup.address("/timeline", about=id)),
        E.a("Turtle", href=markup.address("/sparql", query=describe), download="", type="text/turtle"),
    )
    return markup.page(
        name,
        "",
        E.p(markup.chip(markup.spaced(thing["type"]), thing["type"]), {"class": "kicker"}),
        E.h1(name),
        *aliases,
        E.p({"class": "actions"}, *links),
        *dots(told),
        E.h2(markup.plural(thing["facts"], "fact")),
        *([_table(told)] if facts else []),
        *markup.pages(told["page"], told["pages"], markup.entity_address(id), {}),
        E.p("Its name in RDF: ", E.code(told["iri"]), {"class": "foot"}),
        alternate=markup.entity_address(id),
    )


def _table(told: Mapping[str, Any]) -> Element:
    heads = [
        E.th(text, scope="col", **({"class": "number"} if text in {"Amount", "Confidence"} else {}))
        for text in ("Relation", "With", "Status", "Amount", "Date", "Confidence")
    ]
    return E.table({"class": "facts"}, E.thead(E.tr(*heads)), *_rows(told))


def _rows(told: Mapping[str, Any]) -> Iterator[Element]:
    things, relations = told["entities"], told["relations"]
    for fact in told["facts"]:
        is_subject = fact["subject"] == told["entity"]["id"]
        words = relations[fact["relation"]]["label" if is_subject else "inverse"]
        other = things[fact["object" if is_subject else "subject"]]
        also = ", ".join(filter(None, (fact["topic"], markup.period(fact["period"]))))
        yield E.tbody(
            {"id": f"fact-{fact['id']}"},
            E.tr(
                E.th(markup.chip(words, markup.colour(fact["relation"], fact["status"])), scope="row"),
                E.td(markup.linked(other), *([E.small(also)] if also else [])),
                E.td(markup.status(fact)),
                E.td(markup.amount(fact), **{"class": "number"}),
                E.td(*markup.when(fact)),
                E.td(f"{fact['confidence']:.0%}", **{"class": "number"}),
            ),
            E.tr(E.td(*markup.evidence(fact, things), colspan="6"), {"class": "said"}),
        )


def missing_page(reason: str, asked: str) -> bytes:
    """That there is no such thing."""
    return markup.page(
        "Nothing here",
        "",
        E.h1("Nothing here"),
        E.p(f"{reason[:1].upper()}{reason[1:]}."),
        E.p(
            "Names change when the graph is built anew. ",
            E.a("Begin with the graph", href="/"),
            ", or search.",
        ),
        asked=asked,
    )


def found_page(wanted: str, matches: list[dict[str, Any]]) -> bytes:
    """What may be meant by a name, to choose from."""
    if not matches:
        return missing_page(f"nothing is called “{wanted}”", wanted)
    items = [
        E.li(
            markup.linked(match),
            E.small(
                f"{markup.spaced(match['type'])} · {markup.plural(match['facts'], 'fact')}{_also(match)}"
            ),
        )
        for match in matches
    ]
    return markup.page(
        f"“{wanted}”", "", E.h1(f"Names like “{wanted}”"), E.ul({"class": "found"}, *items), asked=wanted
    )


def _also(match: Mapping[str, Any]) -> str:
    """The alias that was found, where it was one."""
    label = match.get("label", match["name"])
    return "" if label == match["name"] else f" · also {label}"
