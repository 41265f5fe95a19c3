"""The two addresses of a SPARQL server, and how they are spoken to (SPARQL 1.1 Protocol).

Every request may be sent again without harm: queries change nothing, and the updates that are sent here put
in or take out given statements, which are there or gone after the first time as after the second.
"""

from __future__ import annotations

import os
import re
import time
from urllib.parse import urlsplit, urlunsplit

import requests
from requests.auth import HTTPBasicAuth, HTTPDigestAuth

from kg.errors import StoreError, one_line
from kg.store.backend import is_address

CONNECT, ANSWER = 10.0, 300.0
"""Seconds to wait for a connection, and between two parts of an answer."""

_TRIES = 3
_PAUSE = 0.3
"""Seconds before a second try; twice as many before a third."""
_PASSING = {502, 503, 504}
"""What a server or a proxy before it says when it is starting or busy."""
_NOT_THERE = {404, 405, 410}
_SHOWN = 300
"""Characters of a server's own words in a message."""


class Refused(StoreError):
    """The server understood where the request went, and answered with an error of its own."""

    def __init__(self, message: str, status: int, words: str) -> None:
        super().__init__(message)
        self.status = status
        self.words = words
        """What the server said, on one line."""


class Endpoint:
    """A SPARQL server: where to send queries and updates, and as whom."""

    def __init__(
        self,
        address: str,
        *,
        update: str | None = None,
        user: str | None = None,
        password: str | None = None,
        timeout: float = ANSWER,
    ) -> None:
        """``update`` is the address for updates where convention does not tell it: see ``endpoints``.

        Raises StoreError for an address that cannot be one, or that holds a password.
        """
        self.queries, self.updates = endpoints(_checked(address), update and _checked(update))
        self.name = self.queries
        self._credentials = (user, password or "") if user else None
        self._timeout = timeout
        self._session: requests.Session | None = requests.Session()
        self._session.auth = _nobody  # keeps passwords of ~/.netrc out

    @classmethod
    def from_environment(cls, address: str) -> Endpoint:
        """The server at ``address``, with KG_STORE_UPDATE, KG_STORE_USER and KG_STORE_PASSWORD."""
        update, user, password = (
            os.environ.get(f"KG_STORE_{name}") or None for name in ("UPDATE", "USER", "PASSWORD")
        )
        return cls(address, update=update, user=user, password=password)

    def query(self, sparql: str, accept: str, *, union: bool = False, graph: str | None = None) -> bytes:
        """The body of the answer to a query, in the media type ``accept``.

        ``union`` asks for the union of all named graphs as the default graph, where a server does not
        give that anyway; ``graph`` names another default graph. Raises StoreError where no whole answer
        comes, as Refused where the server says why.
        """
        fields = {"query": sparql}
        if graph is not None:
            fields["default-graph-uri"] = graph
        elif union:
            fields["union-default-graph"] = ""  # Oxigraph's; others pass over it
        answer = self._post(self.queries, fields, {"Accept": accept})
        if state := answer.headers.get("X-SQL-State"):
            words = one_line(answer.headers.get("X-SQL-Message", ""))
            raise Refused(f"{self.name}: the answer is not whole: {state} {words}", answer.status_code, words)
        return answer.content

    def update(self, sparql: str) -> None:
        """Have an update done. Raises StoreError where the server does not say that it was."""
        kind = {"Content-Type": "application/sparql-update; charset=utf-8"}
        self._post(self.updates, sparql.encode(), kind)

    def close(self) -> None:
        """Let go of the connection; a second call does nothing."""
        if self._session is not None:
            self._session.close()
            self._session = None

    def _post(self, address: str, body: bytes | dict[str, str], headers: dict[str, str]) -> requests.Response:
        answer = self._send(address, body, headers)
        if answer.status_code == 401 and self._identify(answer):
            answer = self._send(address, body, headers)
        if answer.status_code >= 300:
            raise _refusal(address, answer, self._credentials is not None)
        return answer

    def _send(self, address: str, body: bytes | dict[str, str], headers: dict[str, str]) -> requests.Response:
        """The answer, whatever its status, after a try or more."""
        if self._session is None:
            raise StoreError(f"{self.name}: the store is closed")
        for left in reversed(range(_TRIES)):
            try:
                answer = self._session.post(
                    address,
                    data=body,
                    headers=headers,
                    timeout=(CONNECT, self._timeout),
                    allow_redirects=False,  # a redirected POST would lose its body
                )
                if answer.status_code not in _PASSING or not left:
                    return answer
            except requests.Timeout:
                raise StoreError(f"{address}: no answer in {self._timeout:g} seconds") from None
            except requests.ConnectionError as error:
                if not left:
                    raise StoreError(f"{address}: cannot be reached: {_cause(error)}") from None
            except requests.RequestException as error:
                raise StoreError(f"{address}: {one_line(error)}") from None
            time.sleep(_PAUSE * (_TRIES - left))
        raise AssertionError("the last try returns or raises")

    def _identify(self, answer: requests.Response) -> bool:
        """Say from now on who asks, in the way that the server wants; False where that was done before."""
        assert self._session is not None
        if self._credentials is None or self._session.auth is not _nobody:
            return False
        user, password = self._credentials
        if answer.headers.get("WWW-Authenticate", "").lower().startswith("digest"):
            self._session.auth = HTTPDigestAuth(user, password)
        else:
            self._session.auth = HTTPBasicAuth(user.encode(), password.encode())
        return True


def endpoints(address: str, update: str | None = None) -> tuple[str, str]:
    """Where queries and updates go. A server's own address stands for ``/query`` and ``/update`` there;
    one that ends in ``/query`` has ``/update`` beside it; any other takes both.

    >>> endpoints("http://localhost:7878")
    ('http://localhost:7878/query', 'http://localhost:7878/update')
    >>> endpoints("http://localhost:8890/sparql-auth")
    ('http://localhost:8890/sparql-auth', 'http://localhost:8890/sparql-auth')
    """
    parts = urlsplit(address)
    path = parts.path.rstrip("/") or "/query"
    queries = urlunsplit(parts._replace(path=path))
    updates = urlunsplit(parts._replace(path=re.sub("/query$", "/update", path)))
    return queries, update or updates


def _checked(address: str) -> str:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise StoreError("the store's address is none: its port or host cannot be read") from None
    if parts.username is not None or parts.password is not None:
        raise StoreError(
            "a store's address holds no user and no password: set KG_STORE_USER and KG_STORE_PASSWORD"
        )
    if not is_address(address) or not parts.hostname or port == 0 or parts.fragment:
        raise StoreError(f"{address}: not the address of a store, such as http://localhost:7878")
    return address


def _nobody(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _refusal(address: str, answer: requests.Response, known: bool) -> StoreError:
    status = answer.status_code
    if status < 400:
        return StoreError(f"{address}: has moved to {answer.headers.get('Location', 'another place')}")
    if status in {401, 403}:
        hint = (
            "KG_STORE_USER and KG_STORE_PASSWORD are not accepted"
            if known
            else ("set KG_STORE_USER and KG_STORE_PASSWORD")
        )
        return StoreError(f"{address}: access is refused ({status}); {hint}")
    if status in _NOT_THERE:
        return StoreError(f"{address}: no SPARQL endpoint there ({status})")
    words = one_line(re.sub(r"<[^<>]*>", " ", answer.content[:10_000].decode("utf-8", "replace")))
    words = words.partition(" SPARQL query: ")[0][:_SHOWN]  # Virtuoso gives the whole request back
    return Refused(f"{address}: the server failed ({status}): {words or answer.reason}", status, words)


def _cause(error: BaseException) -> str:
    """The innermost reason: requests wraps it in the names of its own parts."""
    while (inner := error.__cause__ or error.__context__) is not None:
        error = inner
    return (getattr(error, "strerror", None) or one_line(error)).lower()
