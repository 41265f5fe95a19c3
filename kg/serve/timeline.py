"""Facts by date over the whole store, or some of them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from kg.model import Status
from kg.serve import markup
from kg.serve.dots import bars
from kg.serve.markup import E, Element
from kg.store.index import Wanted
from kg.store.sight import Absent, Sight, Wrong
from kg.store.terms import is_day

FACTS = 40
"""Facts on a page."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which facts; what is empty does not matter."""

    about: str = ""
    """Id, name or alias of either side."""
    relation: str = ""
    status: str = ""
    since: str = ""
    until: str = ""
    """Dates, cut to what matters; facts without any date then do not pass."""

    def address(self, **other: object) -> str:
        """Where the page of these is, with ``other`` in place of some."""
        return markup.address("/timeline", **{**asdict(self), **other})


def timeline(sight: Sight, asked: Asked, page: int) -> dict[str, Any]:
    """The facts that were ``asked`` for, the newest first, as JSON: one page, and how many there are a year.

    A fact of no date stands where its best report was published. Raises Absent for a name that nothing bears
    and Wrong for a relation, status or date that is none.
    """
    _check(sight, asked)
    sides = sight.called(asked.about) if asked.about else None
    wanted = Wanted(
        None if sides is None else frozenset(sides), asked.relation, asked.status, asked.since, asked.until
    )
    shown = sight.index.passing(wanted, FACTS, (page - 1) * FACTS)
    years = sight.index.years(wanted)
    total = sum(years.values())
    return {
        "total": total,
        "page": page,
        "pages": max(1, math.ceil(total / FACTS)),
        "years": years,
        "about": [sight.thing(id) for id in sorted(sides or ())],
        "when": {told.id: told.when for told in shown},
        **sight.told(shown),
    }


def _check(sight: Sight, asked: Asked) -> None:
    known = {"relation": list(sight.additions.table), "status": [status.value for status in Status]}
    for what, there in known.items():
        given = getattr(asked, what)
        if given and given not in there:
            raise Wrong(f"there is no {what} {given!r}; there are {', '.join(there)}")
    for given in (asked.since, asked.until):
        if given and not is_day(given):
            raise Wrong(f"{given!r} is not a date such as 2023, 2023-06 or 2023-06-14")


def timeline_page(sight: Sight, asked: Asked, page: int) -> tuple[int, bytes]:
    """The page of what was asked for, and its status."""
    try:
        told = timeline(sight, asked, page)
    except (Absent, Wrong) as error:
        status = 404 if isinstance(error, Absent) else 400
        reason = str(error)
        return status, _page(sight, asked, E.p(f"{reason[:1].upper()}{reason[1:]}.", {"class": "wrong"}))
    by_year = {year: asked.address(since=year, until=year) for year in told["years"]}
    clear = [" · ", E.a("All facts", href="/timeline")] if asked != Asked() else []
    return 200, _page(
        sight,
        asked,
        *bars(told["years"], by_year),
        E.p(markup.plural(told["total"], "fact"), ", newest first", *clear, {"class": "count"}),
        *_years(told),
        *markup.pages(page, told["pages"], "/timeline", asdict(asked)),
    )


def _page(sight: Sight, asked: Asked, *content: Element) -> bytes:
    return markup.page("Timeline", "/timeline", E.h1("Timeline"), _form(sight, asked), *content)


def _form(sight: Sight, asked: Asked) -> Element:
    relations = {name: sight.words(name)["label"].capitalize() for name in sight.additions.table}
    statuses = {status.value: status.value.capitalize() for status in Status}
    entity = sight.index.entity(asked.about)
    about = entity.name if entity is not None and len(sight.called(entity.name)) == 1 else asked.about
    return E.form(
        {"class": "filter", "action": "/timeline", "method": "get"},
        E.label("Who", E.input(name="about", value=about, placeholder="Anyone", autocomplete="off")),
        E.label("Relation", _choice("relation", relations, asked.relation)),
        E.label("Status", _choice("status", statuses, asked.status)),
        E.label("From", _date("since", asked.since)),
        E.label("To", _date("until", asked.until)),
        E.button("Show", type="submit"),
    )


def _choice(name: str, options: Mapping[str, str], chosen: str) -> Element:
    made = [E.option("Any", value="")]
    for value, words in options.items():
        option = E.option(words, value=value)
        if value == chosen:
            option.set("selected", "")
        made.append(option)
    return E.select(*made, name=name)


def _date(name: str, value: str) -> Element:
    return E.input(
        name=name, value=value, placeholder="2023-06", size="10", autocomplete="off",
        pattern=r"\d{4}(-\d\d){0,2}", title="A year, month or day: 2023, 2023-06 or 2023-06-14",
    )  # fmt: skip


def _years(told: Mapping[str, Any]) -> Iterator[Element]:
    def year(fact: Mapping[str, Any]) -> str:
        return str(told["when"][fact["id"]][:4])

    for name, facts in groupby(told["facts"], key=year):
        items = (_fact(told, fact) for fact in facts)
        yield E.section(E.h2(name or "No date"), E.ul({"class": "line"}, *items))


def _fact(told: Mapping[str, Any], fact: Mapping[str, Any]) -> Element:
    things, relations = told["entities"], told["relations"]
    subject, object = things[fact["subject"]], things[fact["object"]]
    colour = markup.colour(fact["relation"], fact["status"])
    amount = markup.amount(fact)
    verb = E.span(f" {relations[fact['relation']]['label']} ", {"class": "verb"})
    topic = [E.span(f" · {fact['topic']}", {"class": "verb"})] if fact["topic"] else []
    line = E.summary(
        E.span(*markup.when(fact), {"class": "when"}),
        E.span(subject["name"], verb, object["name"], *topic, {"class": "deal"}),
        *([E.b(amount)] if amount else []),
        markup.status(fact),
    )
    ends = E.p(
        markup.linked(subject), " · ", markup.linked(object), f" · confidence {fact['confidence']:.0%}",
        {"class": "ends"},
    )  # fmt: skip
    return E.li(
        {"id": f"fact-{fact['id']}", "class": f"c-{colour}"},
        E.details(line, *markup.evidence(fact, things), ends),
    )
