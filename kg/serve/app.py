"""The endpoint in HTTP: its addresses, statuses and headers.

Who may ask: pages of this machine only, by the Origin of a page and by the Host of a request, since a name
of the network can be made to lead to this machine.
"""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from kg.errors import QueryError
from kg.serve.asking import DATA, waited
from kg.serve.description import description
from kg.serve.explorer import Explorer
from kg.serve.formats import GRAPHS, QUERY, TABLES, header, preferred
from kg.serve.page import FILES, page, text
from kg.serve.pool import Pool
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
            *Explorer(self._pool, self._asked).routes(),
            Route("/query", self.page),
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
            return Response(sparql, media_type=QUERY, headers=DATA)
        return await self._asked(request, sparql)

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
        return JSONResponse(listed, headers=DATA)

    async def _asked(self, request: Request, sparql: str) -> Response:
        return await self._answer(request, shipped(request, sparql, max_rows=self._max_rows, service=False))

    async def page(self, request: Request) -> Response:
        """The page to ask in."""
        text, headers = page()
        return Response(text, media_type="text/html", headers=headers)

    async def file(self, request: Request) -> Response:
        """A file that the page needs."""
        name = request.url.path.removeprefix("/")
        return Response(text(name), media_type=FILES[name].media, headers={**DATA, "Vary": "Origin"})

    def _description(self, request: Request) -> Response:
        media = preferred(accepted(request), [*GRAPHS, "text/html"])
        if media == "text/html":
            return RedirectResponse("/query", status_code=303, headers={"Vary": "Accept"})
        if media is None:
            raise HTTPException(406, f"the service description is {', '.join(GRAPHS)}")
        endpoint = str(request.url.replace(query=""))
        body = description(endpoint, GRAPHS[media], service=self._service)
        return Response(body, headers={**DATA, "Content-Type": header(media)})

    async def _answer(self, request: Request, asked: Question) -> Response:
        answered = await waited(request, self._pool.ask(asked))
        if isinstance(answered, NoAnswer):
            offered = f"; there are {', '.join([*TABLES, *GRAPHS])}" if answered.why == Why.NO_FORMAT else ""
            raise HTTPException(_STATUS[answered.why], answered.reason + offered)
        return _response(answered, accepted(request), asked)


def _response(answered: Answer, accept: str, asked: Question) -> Response:
    media = preferred(accept, GRAPHS if answered.is_graph else TABLES)
    assert media is not None  # else there would be no answer
    headers = {**DATA, "Content-Type": header(media), "Kg-Rows": str(answered.rows)}
    if asked.cut:
        headers["Preference-Applied"] = "handling=lenient"
    if answered.is_cut:
        headers["Kg-Cut-Off"] = f"max-rows={asked.max_rows}"
    return Response(answered.body, headers=headers)


async def _refusal(request: Request, error: Exception) -> Response:
    """A failure as plain text, which names the reason."""
    assert isinstance(error, HTTPException)
    headers = {**DATA, **(error.headers or {})}
    if "Allow" in headers:
        headers["Allow"] = ", ".join(sorted(headers["Allow"].split(", ")))
    return PlainTextResponse(f"{error.detail}\n", status_code=error.status_code, headers=headers)
