"""One page from a public address, and from no other."""

from __future__ import annotations

import http.client
import ipaddress
import re
import socket
import ssl
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any, BinaryIO, cast
from urllib.parse import urlsplit

from kg.errors import ReadError
from kg.read.source import MAX_DOCUMENT_BYTES, read_all

TIMEOUT = 30.0
"""Seconds for each step of a request."""

_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
"""IPv4 as a network of IPv6 alone reaches it (RFC 6052)."""

_AGENT = "kg (news to a knowledge graph)"


@dataclass(frozen=True, slots=True)
class Page:
    """What an address gave, after redirections."""

    url: str
    data: bytes
    content_type: str
    charset: str | None


def is_url(source: str) -> bool:
    """True for what begins as an http or https address does."""
    return source.lower().startswith(("http://", "https://"))


def holds_user(url: str) -> bool:
    """True for an address with a user or a password before its host."""
    return "@" in re.split(r"[/?#\\]", url.partition("//")[2], maxsplit=1)[0]


def fetch(url: str) -> Page:
    """The page at ``url``, of at most ``MAX_DOCUMENT_BYTES``.

    Every connection, redirected ones too, goes to an address that was checked to be public, and
    directly: no proxy is asked. Raises ReadError where that fails.
    """
    opener = urllib.request.OpenerDirector()
    for handler in (
        _Http(),
        _Https(context=ssl.create_default_context()),
        urllib.request.HTTPRedirectHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    try:
        if not urlsplit(url).hostname:
            raise ReadError("an address without a host")
        request = urllib.request.Request(url, headers={"User-Agent": _AGENT, "Accept-Encoding": "identity"})
        with opener.open(request, timeout=TIMEOUT) as answer:
            headers = answer.headers
            data = read_all(cast(BinaryIO, answer), MAX_DOCUMENT_BYTES)
            return Page(answer.geturl(), data, headers.get_content_type(), headers.get_content_charset())
    except urllib.error.HTTPError as error:
        raise ReadError(f"the server answered {error.code} {error.reason}") from error
    except urllib.error.URLError as error:
        raise ReadError(f"cannot be fetched: {error.reason}") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise ReadError(f"cannot be fetched: {error}") from error


def public_addresses(host: str, port: int) -> list[str]:
    """The IP addresses of a host. Raises ReadError where one of them is private, local or reserved."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
    for address in addresses:
        if not _is_public(ipaddress.ip_address(address.split("%")[0])):
            raise ReadError(f"{host} is at {address}, no public address; pages there are not fetched")
    return addresses


def _is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _TRANSLATED:
            inner = ipaddress.IPv4Address(address.packed[-4:])
        if inner:
            return _is_public(inner)
        if address.is_site_local or address.is_reserved:  # Python takes these for global
            return False
    return address.is_global and not address.is_multicast


class _HttpConnection(http.client.HTTPConnection):
    """Connects to the very address that was checked, so that a name cannot change in between."""

    def connect(self) -> None:
        failed: OSError | None = None
        for address in public_addresses(self.host, self.port):
            try:
                self.sock = socket.create_connection((address, self.port), self.timeout)
                return
            except OSError as error:
                failed = error
        raise failed or OSError("the host has no address")


class _HttpsConnection(http.client.HTTPSConnection, _HttpConnection):
    """HTTPSConnection.connect asks the next class in line, the one above, for the socket."""


class _Http(urllib.request.HTTPHandler):
    def http_open(self, request: urllib.request.Request) -> Any:
        return self.do_open(_HttpConnection, request)


class _Https(urllib.request.HTTPSHandler):
    def https_open(self, request: urllib.request.Request) -> Any:
        return self.do_open(_HttpsConnection, request)
