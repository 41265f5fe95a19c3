"""The explorer in HTTP: the graph, a page a thing, the timeline, and the JSON behind them."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg import __version__
from kg.identifiers import THINGS
from kg.serve.asking import DATA, waited
from kg.serve.formats import GRAPHS, header, preferred
from kg.serve.messages import HTML, Look, Seen
from kg.serve.pool import Pool
from kg.serve.protocol import accepted, arguments
from kg.store.terms import storable

_PAGE = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
    "Vary": "Accept",
}
_LONGEST = 400
"""Characters of a parameter."""
_FILTERS = ("about", "relation", "status", "since", "until")


class Explorer:
    """Shows the store by means of a pool of workers."""

    def __init__(self, pool: Pool, describe: Callable[[Request, str], Awaitable[Response]]) -> None:
        """``describe`` answers SPARQL."""
        self._pool = pool
        self._describe = describe

    def routes(self) -> list[Route]:
        """The addresses of the explorer."""
        return [
            Route("/", self.network),
            Route("/timeline", self.timeline_page),
            Route("/entity", self.called),
            Route("/entity/{id:path}", self.entity_page),
            Route("/api/search", self.search),
            Route("/api/neighbours", self.neighbours),
            Route("/api/entity", self.entity),
            Route("/api/timeline", self.timeline),
        ]

    async def network(self, request: Request) -> Response:
        """The graph, around a thing or of the most connected ones."""
        given = _given(request, "about")
        return await self._seen(request, Look("network", {"about": given.get("about", "")}))

    async def called(self, request: Request) -> Response:
        """The page of the thing of a name, or those that it might be."""
        return await self._seen(request, Look("called", {"name": _given(request, "name").get("name", "")}))

    async def entity_page(self, request: Request) -> Response:
        """A thing as a page, or as RDF where that is asked for."""
        id = storable(request.path_params["id"])
        media = preferred(accepted(request), [HTML, *GRAPHS])
        page = _number(_given(request, "page"), "page", 1)
        if media is None:
            raise HTTPException(406, f"a thing is {', '.join([HTML, *GRAPHS])}")
        if media == HTML:
            return await self._seen(request, Look("entity page", {"id": id, "page": page}))
        return await self._described(request, id)

    async def entity(self, request: Request) -> Response:
        """A thing with its facts, as JSON."""
        given = _given(request, "id", "page")
        return await self._seen(
            request, Look("entity", {"id": _required(given, "id"), "page": _number(given, "page", 1)})
        )

    async def search(self, request: Request) -> Response:
        """The names that a text may be part of, as JSON."""
        return await self._seen(request, Look("search", {"wanted": _required(_given(request, "q"), "q")}))

    async def neighbours(self, request: Request) -> Response:
        """What the picture grows by, as JSON."""
        given = _given(request, "of", "offset")
        asked = {"of": _required(given, "of"), "offset": _number(given, "offset", 0)}
        return await self._seen(request, Look("neighbours", asked))

    async def timeline(self, request: Request) -> Response:
        """Facts by date, as JSON."""
        return await self._seen(request, Look("timeline", _asked(request)))

    async def timeline_page(self, request: Request) -> Response:
        """Facts by date."""
        return await self._seen(request, Look("timeline page", _asked(request)))

    async def _described(self, request: Request, id: str) -> Response:
        there = await waited(request, self._pool.look(Look("whereabouts", {"id": id})))
        if there.status != 200:
            return _response(there)
        return await self._describe(request, f"DESCRIBE <{THINGS}{id}>")

    async def _seen(self, request: Request, asked: Look) -> Response:
        """What there is to see, unless the client has it already."""
        tag = _tag(self._pool.state())
        if tag and tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers={"ETag": tag, "Cache-Control": "no-cache"})
        return _response(await waited(request, self._pool.look(asked)))


def _response(seen: Seen) -> Response:
    headers = {**(_PAGE if seen.media == HTML else DATA), "Content-Type": header(seen.media)}
    if seen.has_policy:
        headers["Content-Security-Policy"] = "frame-ancestors 'none'"  # what a page cannot say itself
    if seen.location:
        headers["Location"] = seen.location
    if seen.status == 200:
        headers["ETag"] = _tag(seen.state)
    return Response(seen.body, seen.status, headers)


def _tag(state: str) -> str:
    """An entity tag of what a state shows; the program may show it otherwise another time."""
    return f'W/"{state}-{__version__}"' if state else ""


def _given(request: Request, *known: str) -> Mapping[str, str]:
    """The parameters that say something. Raises HTTPException 400 for others than are ``known``."""
    given = {name: storable(value.strip()) for name, value in arguments(request).items()}
    if unknown := sorted(given.keys() - set(known)):
        raise HTTPException(400, f"there is no parameter {unknown[0]!r}; there are {', '.join(known)}")
    if long := [name for name, value in given.items() if len(value) > _LONGEST]:
        raise HTTPException(400, f"{long[0]} has more than {_LONGEST} characters")
    return {name: value for name, value in given.items() if value}


def _asked(request: Request) -> Mapping[str, object]:
    given = _given(request, *_FILTERS, "page")
    return {
        "asked": {name: given[name] for name in _FILTERS if name in given},
        "page": _number(given, "page", 1),
    }


def _required(given: Mapping[str, str], name: str) -> str:
    if name not in given:
        raise HTTPException(400, f"the parameter {name!r} is missing")
    return given[name]


def _number(given: Mapping[str, str], name: str, least: int) -> int:
    value = given.get(name, str(least))
    if not re.fullmatch(r"\d{1,7}", value, re.ASCII) or int(value) < least:
        raise HTTPException(400, f"{name} must be a number from {least} on, not {value!r}")
    return int(value)
