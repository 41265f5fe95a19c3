"""The endpoint as other people's programs use it."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from rdflib import Graph, URIRef, Variable
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from serving import Served
from SPARQLWrapper import CSV, GET, JSON, POST, POSTDIRECTLY, TURTLE, URLENCODED, XML, SPARQLWrapper

NAMES = """
PREFIX kg: <https://kg.example/ns#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?name { ?x kg:partnersWith/skos:prefLabel ?name } ORDER BY ?name
"""
FOUND = ["Alpha Chips", "Beta Cloud", "Beta Cloud", "Beta Cloud", "Delta University", "Gamma Motors"]


@pytest.mark.parametrize(
    ("method", "request_method"), [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)]
)
def test_sparqlwrapper(endpoint: Served, method: str, request_method: str) -> None:
    client = SPARQLWrapper(f"{endpoint.address}sparql")
    client.setMethod(method)
    client.setRequestMethod(request_method)
    client.setQuery(NAMES)
    client.setReturnFormat(JSON)
    rows = client.query().convert()["results"]["bindings"]
    assert [row["name"]["value"] for row in rows] == FOUND
    client.setReturnFormat(XML)
    assert client.query().convert().getElementsByTagName("result").length == len(FOUND)
    client.setReturnFormat(CSV)
    assert client.query().convert().decode().split("\r\n") == ["name", *FOUND, ""]
    client.setQuery("CONSTRUCT WHERE { ?a <https://kg.example/ns#partnersWith> ?b }")
    client.setReturnFormat(TURTLE)
    assert len(Graph().parse(data=client.query().convert(), format="turtle")) == len(FOUND)
    client.setReturnFormat(XML)
    assert len(client.query().convert()) == len(FOUND)


def test_sparqlwrapper_is_told_of_a_mistake(endpoint: Served) -> None:
    client = SPARQLWrapper(f"{endpoint.address}sparql")
    client.setQuery("SELECT")
    with pytest.raises(Exception, match="malformed query"):
        client.query()


def test_rdflib_reads_it_as_a_store(endpoint: Served) -> None:
    graph = Graph(SPARQLStore(f"{endpoint.address}sparql"))
    assert [str(row[Variable("name")]) for row in graph.query(NAMES)] == FOUND
    alpha = URIRef("https://kg.example/id/company/alpha-chips")
    partners = set(graph.objects(alpha, URIRef("https://kg.example/ns#partnersWith")))
    assert partners == {URIRef("https://kg.example/id/company/beta-cloud")}
    with pytest.raises(ValueError, match="SPARQL query"):
        graph.query("SELECT")


@pytest.fixture
def curl() -> str:
    found = shutil.which("curl")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("there is no curl")
        pytest.skip("there is no curl")
    return found


def test_curl(endpoint: Served, curl: str) -> None:
    asking = [curl, "-sS", "--fail", "-H", "Accept: text/csv", f"{endpoint.address}sparql"]
    for options in (["-G", "--data-urlencode", f"query={NAMES}"], ["--data-urlencode", f"query={NAMES}"]):
        done = subprocess.run([*asking, *options], capture_output=True, text=True, check=True)
        assert done.stdout.splitlines() == ["name", *FOUND]


def test_the_examples_of_the_readme_answer(endpoint: Served, curl: str) -> None:
    readme = Path(__file__).parents[2].joinpath("README.md").read_text("utf-8")
    examples = re.findall(r"^curl (.*http://127\.0\.0\.1:7878/.*)$", readme, re.MULTILINE)
    assert len(examples) == 2
    for example in examples:
        here = example.replace("http://127.0.0.1:7878/", endpoint.address).replace("Lenovo", "Alpha")
        done = subprocess.run(
            [curl, "-sS", "--fail", *shlex.split(here)], capture_output=True, text=True, check=True
        )
        assert "Beta Cloud" in done.stdout
