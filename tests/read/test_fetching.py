"""Addresses: asked for only where allowed, and only public ones."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import urlsplit

import pytest

from kg.errors import ReadError
from kg.read import Failure, read
from kg.read.fetch import is_url, public_addresses


@pytest.mark.parametrize("url", ["http://ledger.example/a", "HTTPS://ledger.example/a"])
def test_the_network_must_be_allowed(url: str) -> None:
    assert is_url(url)
    with pytest.raises(ReadError, match="is on the network; give --allow-network"):
        read(url)


@pytest.mark.parametrize(
    "url",
    ["http://ann:s3cret@ledger.example/", "https://s3cret@ledger.example?a", "HTTP://:s3cret@[::1]:80#b"],
)
@pytest.mark.parametrize("allow_network", [False, True])
def test_a_password_in_an_address_is_refused_and_not_printed(url: str, allow_network: bool) -> None:
    with pytest.raises(ReadError, match="holds no user and no password") as refused:
        read(url, allow_network=allow_network)
    assert "s3cret" not in str(refused.value)


@pytest.fixture
def local_server() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine, and the paths that it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(302 if self.path == "/moved" else 200)
            if self.path == "/moved":
                self.send_header("Location", url)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Keeps the test's output clean."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    url = f"http://127.0.0.1:{server.server_port}/page"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield url, asked
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_private_address_is_never_asked(local_server: tuple[str, list[str]]) -> None:
    url, asked = local_server
    (failure,) = read(url, allow_network=True)
    assert isinstance(failure, Failure)
    assert failure.reason == "127.0.0.1 is at 127.0.0.1, no public address; pages there are not fetched"
    assert asked == []


def test_a_redirection_leads_to_no_private_address(
    local_server: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    url, asked = local_server

    def addresses(host: str, port: int) -> list[str]:
        """A host that passes for public and is here; of all others the truth."""
        return ["127.0.0.1"] if host == "moved.example" else public_addresses(host, port)

    monkeypatch.setattr("kg.read.fetch.public_addresses", addresses)
    (failure,) = read(f"http://moved.example:{urlsplit(url).port}/moved", allow_network=True)
    assert isinstance(failure, Failure)
    assert failure.reason == "127.0.0.1 is at 127.0.0.1, no public address; pages there are not fetched"
    assert asked == ["/moved"]


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "127.1", "2130706433", "0x7f000001", "10.0.0.1", "192.168.1.1", "172.16.0.1",
        "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1",
        "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "localhost",
        "64:ff9b::127.0.0.1", "64:ff9b::169.254.169.254", "64:ff9b:1::1", "::127.0.0.1", "fec0::1",
    ],
)
def test_addresses_that_are_not_public(host: str) -> None:
    with pytest.raises(ReadError, match="no public address"):
        public_addresses(host, 80)


@pytest.mark.parametrize("host", ["1.1.1.1", "2606:4700:4700::1111", "64:ff9b::101:101"])
def test_addresses_that_are_public(host: str) -> None:
    assert public_addresses(host, 443) == [host]


@pytest.mark.parametrize("url", ["http://", "http://host.invalid/", "http://[::1", "http://x y/", "https://a:b/"])
def test_addresses_that_lead_nowhere(url: str) -> None:
    (failure,) = read(url, allow_network=True)
    assert isinstance(failure, Failure)
    assert "\n" not in failure.reason
