"""Clients of a served store: many that know the answers, and one that asks for too much."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from random import Random
from urllib.parse import quote, urlencode

from kg.benchmarks.news import company
from kg.store.graph import Graph
from kg.store.queries import Parameter, ShippedQuery, queries

_VARIANTS = 8
"""Ways to fill in the parameters of a query."""
_COMPANIES = 40
"""Those that are asked about, of those in most documents."""
_ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n0 ?o }"
_WAIT = 600.0
"""Seconds after which no answer is one, too."""
_PAUSE = 0.5
"""Seconds to the next try of who was refused."""
_DOCUMENTS = "documents"
"""The one query whose answer grows beside the writer."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A shipped query with its parameters, and what may be answered."""

    path: str
    is_right: Callable[[list[str]], bool]
    """Of the sorted lines of the answer as CSV."""


@dataclass(frozen=True, slots=True)
class Served:
    """What one client was given."""

    times: tuple[float, ...]
    """Seconds from a request to the end of its answer."""
    statuses: Mapping[str, int]
    """Requests by status, or by the error that there was instead."""
    wrong: tuple[str, ...]
    """Paths whose answer was not right."""


def questions(graph: Graph, documents: int, batch: int) -> tuple[Asked, ...]:
    """Every shipped query with various parameters, answered by ``graph`` itself.

    Its ``documents`` grow by a ``batch`` at a time; what is said of their facts stays.
    """
    random = Random(documents)
    asked = {}
    for query in queries():
        for _ in range(_VARIANTS):
            given = dict(_parameters(query, random))
            path = f"/queries/{quote(query.name)}?{urlencode(given)}"
            if query.name == _DOCUMENTS:
                asked[path] = Asked(path, lambda got: (len(got) - 1 - documents) % batch == 0)
            elif path not in asked:
                text = graph.query(query.name, **given).to_text("csv")
                asked[path] = Asked(path, sorted(text.splitlines()).__eq__)
    return tuple(asked.values())


def _parameters(query: ShippedQuery, random: Random) -> Iterator[tuple[str, str]]:
    for parameter in query.parameters:
        value = _value(parameter, random)
        if value and (parameter.required or random.random() < 0.5):
            yield parameter.name, value


def _value(parameter: Parameter, random: Random) -> str:
    """Something that a parameter may be; empty where the made-up news has nothing for it."""
    match parameter.name:
        case "org" | "other":
            return company(random.randrange(_COMPANIES))
        case "min_confidence":
            return str(random.choice((0.6, 0.8, 0.9)))
        case "date" | "since" | "during":
            return f"{random.randint(2012, 2024)}-{random.randint(1, 12):02}"
        case _:
            return ""


def ask_on(place: str, prepared: Sequence[Asked], number: int, end: float) -> Served:
    """Asks one query after another, over one connection, until the time ``end`` of ``time.monotonic``.

    The order is that of the client's ``number``.
    """
    random = Random(number)
    times, statuses, wrong = [], Counter[str](), []
    with closing(HTTPConnection(place, timeout=_WAIT)) as connection:
        while time.monotonic() < end:
            asked = random.choice(prepared)
            start = time.monotonic()
            status, body = _answered(connection, asked.path)
            times.append(time.monotonic() - start)
            statuses[status] += 1
            if status != "200":
                time.sleep(_PAUSE)
            elif not asked.is_right(sorted(body.splitlines())):
                wrong.append(asked.path)
    return Served(tuple(times), statuses, tuple(wrong))


def endless(place: str, end: float) -> Counter[str]:
    """Asks a query that would not end, and asks it again when it was stopped; how that ended."""
    statuses = Counter[str]()
    with closing(HTTPConnection(place, timeout=_WAIT)) as connection:
        while not statuses or time.monotonic() < end:
            status, body = _answered(connection, f"/sparql?{urlencode({'query': _ENDLESS})}")
            statuses[f"{status}: {body.strip()}"] += 1
            time.sleep(_PAUSE)
    return statuses


def _answered(connection: HTTPConnection, path: str) -> tuple[str, str]:
    """Status and text of an answer; in place of the status the kind of error, where none came."""
    try:
        connection.request("GET", path, headers={"Accept": "text/csv"})
        reply = connection.getresponse()
        return str(reply.status), reply.read().decode("utf-8")
    except (OSError, HTTPException, UnicodeDecodeError) as error:
        connection.close()  # the next request makes another
        return type(error).__name__, ""
