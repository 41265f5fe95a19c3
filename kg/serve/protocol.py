"""What a request asks, by the SPARQL 1.1 Protocol, or the status that says why it asks nothing.

https://www.w3.org/TR/sparql11-protocol/#query-operation
"""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

from kg.serve.formats import GRAPHS, QUERY, TABLES, preferred
from kg.store.answers import Question

MOST = 1 << 20
"""Bytes of a request's body."""

_FORM = "application/x-www-form-urlencoded"
_UPDATE = "application/sparql-update"
_OPERATION = {
    "query",
    "update",
    "default-graph-uri",
    "named-graph-uri",
    "using-graph-uri",
    "using-named-graph-uri",
}
_READ_ONLY = HTTPException(403, "this endpoint answers queries; updates are refused")

Parameters = list[tuple[str, str]]


async def question(request: Request, *, max_rows: int, service: bool) -> Question | None:
    """The question of a GET or POST; None for a GET of nothing, which is for the service description.

    Raises HTTPException: 400 for no query, several, or one that is no UTF-8; 403 for an update; 413 for a
    body over ``MOST`` bytes; 415 for a body of another media type or charset.
    """
    parameters = _parameters(request.scope["query_string"])
    if request.method == "POST":
        media, body = await _body(request)
        if media == QUERY:
            _none_of(parameters, {"query", "update"}, "beside a query in the body")
            return _question(request, [*parameters, ("query", body)], max_rows, service)
        _none_of(parameters, _OPERATION, "in the address of a form, whose parameters stand in its body")
        parameters = _parameters(body.encode("utf-8"))
    elif not parameters:
        return None
    return _question(request, parameters, max_rows, service)


def shipped(request: Request, sparql: str, *, max_rows: int, service: bool) -> Question:
    """The question of a request for the answer to a query that the program carries."""
    return _question(request, [("query", sparql)], max_rows, service)


def arguments(request: Request) -> dict[str, str]:
    """The parameters of an address, each at most once. Raises HTTPException 400."""
    parameters = _parameters(request.scope["query_string"])
    given = dict(parameters)
    if len(given) < len(parameters):
        raise HTTPException(400, "a parameter is given twice")
    return given


def accepted(request: Request) -> str:
    """All that its Accept headers say."""
    return ",".join(request.headers.getlist("accept"))


def _question(request: Request, parameters: Parameters, max_rows: int, service: bool) -> Question:
    if any(name == "update" for name, _ in parameters):
        raise _READ_ONLY
    queries = [value for name, value in parameters if name == "query"]
    if len(queries) != 1:
        raise HTTPException(400, f"a request needs one parameter query, and this one has {len(queries)}")
    accept = accepted(request)
    preferences = ",".join(request.headers.getlist("prefer")).lower()
    return Question(
        queries[0],
        table=TABLES.get(preferred(accept, TABLES) or ""),
        graph=GRAPHS.get(preferred(accept, GRAPHS) or ""),
        default_graphs=tuple(value for name, value in parameters if name == "default-graph-uri"),
        named_graphs=tuple(value for name, value in parameters if name == "named-graph-uri"),
        max_rows=max_rows,
        cut="handling=lenient" in preferences.replace(" ", "").replace('"', "").split(","),
        service=service,
    )


def _parameters(encoded: bytes) -> Parameters:
    try:
        return parse_qsl(encoded.decode("utf-8"), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        raise HTTPException(400, "the parameters are not UTF-8") from None


def _none_of(parameters: Parameters, names: set[str], where: str) -> None:
    for name, _ in parameters:
        if name in names:
            raise HTTPException(400, f"{name} may not stand {where}")


async def _body(request: Request) -> tuple[str, str]:
    """The media type and text of a POST."""
    media, *rest = (part.strip().lower() for part in request.headers.get("content-type", "").split(";"))
    if media == _UPDATE:
        raise _READ_ONLY
    if media not in {_FORM, QUERY}:
        raise HTTPException(415, f"a POST is {_FORM} or {QUERY}, not {media or 'of no media type'}")
    charsets = [
        part.partition("=")[2].strip(' "') for part in rest if part.partition("=")[0].strip() == "charset"
    ]
    if any(charset not in {"utf-8", "utf8", "us-ascii"} for charset in charsets):
        raise HTTPException(415, f"the body is read as UTF-8, not {charsets[0]}")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise HTTPException(415, "the body may not be compressed", {"Accept-Encoding": "identity"})
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST:
            raise HTTPException(413, f"the body is larger than {MOST:,} bytes", {"Connection": "close"})
    try:
        return media, body.decode("utf-8")
    except UnicodeDecodeError:
        raise HTTPException(400, "the body is not UTF-8") from None
