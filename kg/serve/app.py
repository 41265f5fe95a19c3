"""The endpoint in HTTP: its addresses, statuses and headers.

Who may ask: pages of this machine only, by the Origin of a page and by the Host of a request, since a name
of the network can be made to lead to this machine.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from importlib.resources import files
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from kg.errors import QueryError, StoreError
from kg.serve.description import description
from kg.serve.formats import GRAPHS, QUERY, TABLES, header, preferred
from kg.serve.page import FILES, page
from kg.serve.pool import Busy, Died, Pool, TimedOut
from kg.serve.protocol import accepted, arguments, question, shipped
from kg.store.answers import Answer, NoAnswer, Question, Why
from kg.store.queries import named_query, queries

_LOCAL = ["localhost", "127.0.0.1"]
_STATUS = {
    Why.MALFORMED: 400,
    Why.FAILED: 400,
    Why.REFUSED: 403,
    Why.TOO_LONG: 403,
    Why.NO_FORMAT: 406,
    Why.ELSEWHERE: 502,
}
_DATA = {
    "Content-Security-Policy": "default-src 'none'; sandbox",  # should a browser show it
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
    "Vary": "Accept, Prefer",
}


class Endpoint:
    """Answers requests by means of a pool of workers."""

    def __init__(self, pool: Pool, *, max_rows: int, service: bool) -> None:
        self._pool = pool
        self._max_rows = max_rows
        self._service = service

    def app(self) -> Starlette:
        """The endpoint, its page and the shipped queries as an ASGI application."""
        methods = ["GET", "POST", "OPTIONS"]
        routes = [
            Route("/", self.page),
            Route("/sparql", self.sparql, methods=methods),
            Route("/queries", self.queries),
            Route("/queries/{name}", self.shipped),
            *(Route(f"/{name}", self.file) for name in FILES),
        ]
        local = "|".join(host.replace(".", r"\.") for host in _LOCAL)
        middleware = [
            Middleware(TrustedHostMiddleware, allowed_hosts=_LOCAL, www_redirect=False),
            Middleware(
                CORSMiddleware,
                allow_origin_regex=rf"https?://({local}|\[::1\])(:\d+)?",
                allow_methods=methods,
                allow_headers=["Accept", "Content-Type", "Prefer"],
                expose_headers=["Kg-Rows", "Kg-Cut-Off", "Preference-Applied"],
            ),
        ]
        return Starlette(routes=routes, middleware=middleware, exception_handlers={HTTPException: _refusal})

    async def sparql(self, request: Request) -> Response:
        """The endpoint of the SPARQL Protocol."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": "GET, HEAD, POST, OPTIONS"})
        asked = await question(request, max_rows=self._max_rows, service=self._service)
        if asked is None:
            return self._description(request)
        return await self._answer(request, asked)

    async def shipped(self, request: Request) -> Response:
        """A shipped query with its parameters: its answer, or where that is asked for, its SPARQL."""
        name = request.path_params["name"]
        if name not in {query.name for query in queries()}:
            raise HTTPException(404, f"no query is named {name!r}; /queries lists them")
        try:
            sparql = named_query(name, arguments(request))
        except QueryError as error:
            raise HTTPException(400, str(error)) from None
        if preferred(accepted(request), [*TABLES, *GRAPHS, QUERY]) == QUERY:
            return Response(sparql, media_type=QUERY, headers=_DATA)
        return await self._answer(request, shipped(request, sparql, max_rows=self._max_rows, service=False))

    async def queries(self, request: Request) -> Response:
        """The shipped queries, with their parameters."""
        listed = [
            {
                "name": query.name,
                "title": query.title,
                "description": query.description,
                "parameters": [
                    {
                        "name": parameter.name,
                        "description": parameter.description,
                        "required": parameter.required,
                        "kind": parameter.kind,
                    }
                    for parameter in query.parameters
                ],
            }
            for query in queries()
        ]
        return JSONResponse(listed, headers=_DATA)

    async def page(self, request: Request) -> Response:
        """The page to try it in."""
        text, headers = page()
        return Response(text, media_type="text/html", headers=headers)

    async def file(self, request: Request) -> Response:
        """A file that the page needs."""
        name = request.url.path.removeprefix("/")
        text = files("kg.serve").joinpath(name).read_text("utf-8")
        return Response(text, media_type=FILES[name], headers={**_DATA, "Vary": "Origin"})

    def _description(self, request: Request) -> Response:
        media = preferred(accepted(request), [*GRAPHS, "text/html"])
        if media == "text/html":
            return RedirectResponse("/", status_code=303, headers={"Vary": "Accept"})
        if media is None:
            raise HTTPException(406, f"the service description is {', '.join(GRAPHS)}")
        endpoint = str(request.url.replace(query=""))
        body = description(endpoint, GRAPHS[media], service=self._service)
        return Response(body, headers={**_DATA, "Content-Type": header(media)})

    async def _answer(self, request: Request, asked: Question) -> Response:
        try:
            answered = await _unless_gone(request, self._pool.ask(asked))
        except TimedOut as error:
            raise HTTPException(504, str(error)) from None
        except Busy as error:
            raise HTTPException(503, str(error), {"Retry-After": "5"}) from None
        except (Died, StoreError) as error:
            raise HTTPException(503, str(error)) from None
        if isinstance(answered, NoAnswer):
            offered = f"; there are {', '.join([*TABLES, *GRAPHS])}" if answered.why == Why.NO_FORMAT else ""
            raise HTTPException(_STATUS[answered.why], answered.reason + offered)
        return _response(answered, accepted(request), asked)


def _response(answered: Answer, accept: str, asked: Question) -> Response:
    media = preferred(accept, GRAPHS if answered.is_graph else TABLES)
    assert media is not None  # else there would be no answer
    headers = {**_DATA, "Content-Type": header(media), "Kg-Rows": str(answered.rows)}
    if asked.cut:
        headers["Preference-Applied"] = "handling=lenient"
    if answered.is_cut:
        headers["Kg-Cut-Off"] = f"max-rows={asked.max_rows}"
    return Response(answered.body, headers=headers)


async def _unless_gone(request: Request, asking: Coroutine[Any, Any, Answer | NoAnswer]) -> Answer | NoAnswer:
    """The answer; a question that nobody waits for any more is given up."""
    task = asyncio.ensure_future(asking)
    gone = asyncio.ensure_future(_gone(request))
    await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
    gone.cancel()
    if not task.done():
        task.cancel()
        await asyncio.wait({task})
        raise HTTPException(499, "the client has gone")
    return task.result()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _refusal(request: Request, error: Exception) -> Response:
    """A failure as plain text, which names the reason."""
    assert isinstance(error, HTTPException)
    headers = {**_DATA, **(error.headers or {})}
    if "Allow" in headers:
        headers["Allow"] = ", ".join(sorted(headers["Allow"].split(", ")))
    return PlainTextResponse(f"{error.detail}\n", status_code=error.status_code, headers=headers)
