"""Addresses that reach for files, or for a query of their own, find nothing."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from serving import Served

from kg.serve.app import FILES

RDF = {"Accept": "application/n-triples"}


@pytest.mark.parametrize(
    "path",
    [
        "/queries/../queries", "/queries/..%2f..%2fpyproject.toml", "/queries/%2e%2e/%2e%2e/etc/passwd",
        "/queries//etc/passwd", "/queries/partners.rq", "/queries/partners%00", "/../../etc/passwd",
        "/..%2f..%2fetc%2fpasswd", "/page.html", "/places.css/../app.py", "/%2e%2e/app.py",
        "/entity/../../etc/passwd", "/entity/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "/entity//etc/passwd",
        "/entity/company%00", "/entity/file:///etc/passwd", "/entity/C:%5CWindows",
    ],
)  # fmt: skip
@pytest.mark.parametrize("accept", ["text/html", "application/n-triples"])
def test_no_address_leads_to_a_file(endpoint: Served, path: str, accept: str) -> None:
    reply = endpoint.request("GET", path, headers={"Accept": accept})
    assert reply.status == 404
    assert "root:" not in reply.text


@pytest.mark.parametrize(
    "id",
    [
        "company/alpha-chips> ?p ?o } #",
        "x> <https://kg.example/id/company/alpha-chips",
        "company/alpha-chips> FROM <file:///etc/passwd> WHERE { ?s ?p ?o } #",
        "x> { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } } #",
    ],
)
def test_no_address_of_a_thing_becomes_sparql(endpoint: Served, id: str) -> None:
    reply = endpoint.request("GET", f"/entity/{quote(id)}", headers=RDF)
    assert (reply.status, reply.text) == (404, f"there is nothing with the id {id!r}\n")


@pytest.mark.parametrize("value", ['Alpha"', "Alpha\\", 'Alpha" } UNION { ?s ?p ?o } #', "Alpha\n} #"])
def test_no_parameter_becomes_sparql(endpoint: Served, value: str) -> None:
    path = f"/queries/partners?org={quote(value)}"
    reply = endpoint.request("GET", path, headers={"Accept": "text/csv"})
    assert (reply.status, reply.headers["kg-rows"]) == (200, "0")


@pytest.mark.parametrize(
    "host", ["rebound.example", "localhost.rebound.example", "169.254.169.254", "", "[::1]"]
)
@pytest.mark.parametrize(
    "path", ["/", "/sparql", "/queries", "/query", "/entity/a", *map("/{}".format, FILES)]
)
def test_no_other_name_leads_here(endpoint: Served, host: str, path: str) -> None:
    assert endpoint.request("GET", path, headers={"Host": host}).status == 400
