"""What is exported, read back by the libraries that people read it with: nothing is lost or made up."""

from __future__ import annotations

import csv
import io
import json
import re
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import igraph
import networkx
import pandas
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.compare import isomorphic
from store_news import COMPANY, FINGERPRINT, claim, resolved
from store_strategies import extractions, steady

from kg.errors import StoreError
from kg.model import ORGANIZATIONS, Document, Extraction, Fact, Name, Resolution
from kg.network import network
from kg.store.export import ENDINGS
from kg.store.graph import Graph
from kg.store.interchange import ARRAY, cytoscape, gexf, graphml, neo4j, tables
from kg.store.terms import storable

Things = dict[str, dict[str, Any]]
"""Entities, or facts, by id; what is not known is not among their attributes."""

NUMBERS = {"confidence", "amount", "amount_max"}


def known(attributes: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in attributes.items() if value not in (None, "", [], ())}


def said(resolution: Resolution, documents: dict[str, Document]) -> tuple[Things, Things]:
    """What every export has to say, straight from the model."""

    def fact_of(fact: Fact) -> dict[str, Any]:
        money = fact.money
        return {
            "subject": fact.subject,
            "object": fact.object,
            "relation": fact.relation,
            "status": fact.status.value,
            "confidence": fact.confidence,
            "amount": money and float(money.amount),
            "amount_max": float(money.maximum) if money and money.maximum is not None else None,
            "currency": money and money.currency,
            "wording": money and money.wording,
            "date": fact.date,
            "period": fact.period,
            "topic": fact.topic,
            "evidence": fact.claims[0].evidence.quote,
            "documents": list(dict.fromkeys(each.document for each in fact.claims)),
            "sources": fact.sources,
            "claims": [
                known(
                    {
                        **asdict(each.evidence),
                        "rule": each.rule,
                        "names": (each.subject.text, each.object.text),
                        "document": each.document,
                        **{
                            name: getattr(documents[each.document], name)
                            for name in ("title", "publisher", "published", "url")
                        },
                    }
                )
                for each in fact.claims
            ],
        }

    entities = {
        each.id: known({"name": each.name, "type": each.type.value, "aliases": list(each.aliases)})
        for each in resolution.entities
    }
    return entities, {fact.id: known(fact_of(fact)) for fact in resolution.facts}


def told(nodes: Things, edges: Things) -> tuple[Things, Things]:
    """As ``said``: lists out of their texts, and of each piece of evidence the two names as written."""
    for each in (*nodes.values(), *edges.values()):
        for name in {"aliases", "documents", "claims"} & each.keys():
            each[name] = json.loads(each[name]) if isinstance(each[name], str) else each[name]
    for edge in edges.values():
        for piece in edge["claims"]:
            ends = piece.pop("subject"), piece.pop("object")
            for end in ends:
                quoted = piece["quote"][end["start"] : end["end"]] if "start" in end else end["text"]
                assert quoted == end["text"]
            piece["names"] = tuple(end["text"] for end in ends)
        edge["claims"] = list(map(known, edge["claims"]))
    return {id: known(node) for id, node in nodes.items()}, {id: known(edge) for id, edge in edges.items()}


def of_networkx(graph: Any, drop: set[str]) -> tuple[Things, Things]:
    nodes = {node: {k: v for k, v in each.items() if k not in drop} for node, each in graph.nodes(data=True)}
    edges = {
        each.get("id", key): {
            "subject": subject, "object": object, **{k: v for k, v in each.items() if k not in drop},
        }
        for subject, object, key, each in networkx.MultiDiGraph(graph).edges(keys=True, data=True)
    }  # fmt: skip
    return told(nodes, edges)


def from_graphml(data: bytes) -> tuple[Things, Things]:
    # some ids are all digits, and networkx would make numbers of them
    read = networkx.read_graphml(io.BytesIO(data), force_multigraph=True, edge_key_type=str)
    return of_networkx(read, {"fact"})


def from_gexf(data: bytes) -> tuple[Things, Things]:
    return of_networkx(networkx.read_gexf(io.BytesIO(data)), {"id", "label", "networkx_key"})


def from_cytoscape(data: bytes) -> tuple[Things, Things]:
    graph = networkx.cytoscape_graph(json.loads(data))
    assert len({each["id"] for _, _, each in graph.edges(data=True)}) == graph.number_of_edges()
    return of_networkx(graph, {"id", "value", "interaction", "source", "target", "key"})


def from_tables(nodes: bytes, edges: bytes) -> tuple[Things, Things]:
    def things(data: bytes) -> Things:
        frame = pandas.read_csv(
            io.BytesIO(data),
            dtype={"id": str},
            converters={"date": str, "topic": plain, "name": plain, "wording": plain, "evidence": plain},
            keep_default_na=False,
            na_values={name: [""] for name in NUMBERS},
        )
        rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
        return {
            row["id"]: known({k: v for k, v in row.items() if k not in {"id", "subject_name", "object_name"}})
            for row in rows
        }

    return told(things(nodes), things(edges))


def plain(cell: str) -> str:
    """A cell of a table without the apostrophe that keeps a spreadsheet from running it."""
    return cell[1:] if re.match(r"'+[=+\-@\t\r\n]", cell) else cell


def from_neo4j(nodes: bytes, edges: bytes) -> tuple[Things, Things]:
    """By the rules of ``neo4j-admin database import``, which takes no other header and no stray quote."""

    def rows(data: bytes) -> list[dict[str, Any]]:
        text = io.StringIO(data.decode("utf-8"), newline="")
        header, *lines = list(csv.reader(text, strict=True))
        assert len(set(header)) == len(header)
        return [
            known({column.partition(":")[0] or column: value(column, cell) for column, cell in cells})
            for cells in (zip(header, line, strict=True) for line in lines)
        ]

    def value(column: str, cell: str) -> Any:
        name, _, kind = column.partition(":")
        assert name or kind
        assert kind in {"", "ID", "LABEL", "START_ID", "END_ID", "TYPE", "double", "int", "string[]"}
        if kind in {"string[]", "LABEL"}:
            return cell.split(ARRAY) if cell else None
        number = {"double": float, "int": int}.get(kind)
        return number(cell) if number and cell else cell

    things: Things = {}
    for row in rows(nodes):
        labels = row.pop(":LABEL")
        row["type"] = next((label for label in labels if label != "Organization"), "Organization")
        assert ("Organization" in labels) == (row["type"] in ORGANIZATIONS)
        things[row.pop("id")] = row
    facts: Things = {}
    for row in rows(edges):
        ends = row.pop(":START_ID"), row.pop(":END_ID")
        assert set(ends) <= set(things)
        relation = row.pop(":TYPE").lower()
        fact = row.pop("id")
        facts[fact] = {"subject": ends[0], "object": ends[1], "relation": relation, **row}
    return told(things, facts)


FORMS: dict[str, tuple[Callable[..., Any], Callable[..., tuple[Things, Things]]]] = {
    ".graphml": (graphml, from_graphml),
    ".gexf": (gexf, from_gexf),
    ".cyjs": (cytoscape, from_cytoscape),
    ".csv": (tables, from_tables),
    ".neo4j.csv": (neo4j, from_neo4j),
}

NAMES = (
    '=HYPERLINK("https://bad.example","Click")', "+1 Group", "-2", "@SUM(A1)", "'=1+1", "'t Hof",
    'A "quoted", comma; name', "<b>&amp;</b> ]]>", "Nul\x00 and \x1b[31m", "NA", "None", "null",
    "Łódź 漢字 🚀", "semi;colon|pipe", "\\back", "unit\x1fseparated", "two\nlines\r\nand\ttab",
)  # fmt: skip


def hostile() -> Extraction:
    """Each name deals with the next in three ways."""
    things = [Name(f"{name}.", COMPANY, (f"{name}'s own",)) for name in NAMES]
    lines = [f"{a.name} and {b.name}" for a, b in zip(things, [*things[1:], things[0]], strict=True)]
    document = Document("=bad,\"doc'", "\n".join(lines), (), "en", "-title", "javascript:1", '"', None)
    claims = []
    for line, one, other in zip(lines, things, [*things[1:], things[0]], strict=True):
        for relation, topic in (("partners_with", "=1+1"), ("supplies", "@x"), ("acquires", "smart driving")):
            claims.append(claim(document, relation, one, other, line, topic=topic, rule=line))
    return Extraction(document, tuple(claims))


def read_back(graph: Graph, ending: str, folder: Path) -> tuple[Things, Things]:
    written = graph.export(folder / f"news{ending}")
    return FORMS[ending][1](*(path.read_bytes() for path in written))


@pytest.fixture
def full(graph: Graph, news: tuple[Extraction, ...]) -> Graph:
    """The news and the hostile names."""
    graph.put(hostile(), FINGERPRINT)
    stored = [graph.extraction(id) for id in graph.documents()]
    graph.write(resolved(*stored))
    return graph


@pytest.mark.parametrize("ending", FORMS)
def test_no_attribute_is_lost(full, tmp_path, ending):
    documents = {id: full.document(id) for id in full.documents()}
    assert read_back(full, ending, tmp_path) == said(full.resolution(), documents)


@pytest.mark.parametrize("ending", FORMS)
@steady
@given(found=st.lists(extractions(), max_size=2, unique_by=lambda each: storable(each.document.id)))
def test_whatever_a_store_can_hold_comes_back(ending, found):
    found = storable(tuple(found))
    resolution, documents = resolved(*found), {each.document.id: each.document for each in found}
    write, read = FORMS[ending]
    data = write(network(resolution, documents))
    assert read(*([data] if isinstance(data, bytes) else data)) == said(resolution, documents)


def test_parallel_facts_stand_apart_in_igraph(full, tmp_path):
    full.export(tmp_path / "news.graphml")
    graph = igraph.Graph.Read_GraphML(str(tmp_path / "news.graphml"))
    facts = {fact.id: fact for fact in full.resolution().facts}
    assert {edge["fact"] for edge in graph.es} == set(facts)
    for edge in graph.es:
        fact = facts[edge["fact"]]
        ends = tuple(graph.vs[end]["id"] for end in edge.tuple)
        assert (*ends, edge["relation"]) == (fact.subject, fact.object, fact.relation)
        assert edge["evidence"] == fact.claims[0].evidence.quote
    assert any(graph.count_multiple())


@pytest.mark.parametrize("ending", [".trig", ".jsonld", ".nq"])
def test_every_graph_comes_back_in_rdflib(full, tmp_path, ending):
    full.export(tmp_path / f"news{ending}")
    back = rdflib.Dataset().parse(tmp_path / f"news{ending}")
    full.export(tmp_path / "quads.nq")
    expected = rdflib.Dataset().parse(tmp_path / "quads.nq")
    assert {*back.quads()} == {*expected.quads()}
    assert len([*expected.quads()]) > 500


def test_turtle_comes_back_in_rdflib(full, tmp_path):
    full.export(tmp_path / "news.ttl")
    full.export(tmp_path / "news.nq")
    expected = rdflib.Graph()
    for subject, predicate, object, _ in rdflib.Dataset().parse(tmp_path / "news.nq").quads():
        expected.add((subject, predicate, object))
    assert isomorphic(rdflib.Graph().parse(tmp_path / "news.ttl"), expected)


def test_json_ld_reads_like_json(full, tmp_path):
    full.export(tmp_path / "news.jsonld")
    document = json.loads((tmp_path / "news.jsonld").read_text("utf-8"))
    graphs = {graph["id"].rpartition("/graph/")[2]: graph["@graph"] for graph in document["@graph"]}
    fact = next(node for node in graphs["facts"] if node.get("type") == "Investment")
    assert (fact["status"], fact["confidence"], fact["sources"]) == ("actual", 0.9, 1)
    assert "2018-05" in fact.values()
    assert fact["subject"].endswith("/company/alpha-chips")


def test_a_spreadsheet_finds_no_formula(full, tmp_path):
    for path in full.export(tmp_path / "news.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file, strict=True) for cell in row]
        assert not [cell for cell in cells if re.match(r"[=+\-@\t\r\n]", cell)]
    assert any(cell.startswith("'=1+1") for cell in cells)


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_content_is_the_same_bytes(news, open_graph, tmp_path, ending):
    """In another process too, whose hashes differ, and whatever the order of writing."""
    graph = open_graph("one")
    other = open_graph("other")
    for each, order in ((graph, news), (other, news[::-1])):
        for extraction in order:
            each.put(extraction, FINGERPRINT)
        each.write(resolved(*order))
    first = graph.export(tmp_path / f"first{ending}")
    other.close()
    script = "import sys; from kg.store.graph import Graph; Graph.read(sys.argv[1]).export(sys.argv[2])"
    command = [sys.executable, "-c", script, tmp_path / "other", tmp_path / f"second{ending}"]
    subprocess.run(command, check=True, cwd=Path(__file__).parents[2])
    second = [path.with_name(path.name.replace("first", "second")) for path in first]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


@pytest.mark.parametrize("ending", [ending for ending in ENDINGS if ending != ".csv"])
def test_an_empty_store_is_an_empty_graph(open_graph, tmp_path, ending):
    graph = open_graph("empty")
    written = graph.export(tmp_path / f"none{ending}")
    assert all(path.is_file() for path in written)
    if ending in FORMS:
        assert FORMS[ending][1](*(path.read_bytes() for path in written)) == ({}, {})
    else:
        assert not list(
            ox.parse(path=written[0]) if ending != ".jsonld" else rdflib.Dataset().parse(written[0])
        )


def test_an_ending_may_be_in_capitals(graph, tmp_path):
    assert [path.name for path in graph.export(tmp_path / "a.b.NEO4J.CSV")] == [
        "a.b-nodes.NEO4J.CSV", "a.b-edges.NEO4J.CSV",
    ]  # fmt: skip
    for name in ("news.docx", "news", ".csv"):
        with pytest.raises(StoreError, match=r"unknown ending; known: \.csv, \.cyjs"):
            graph.export(tmp_path / name)


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(graph, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    before = {path: path.read_bytes() for path in graph.export(out / "news.csv")}
    graph.close()

    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    script = (
        "import sys; from kg.store.graph import Graph; from kg.errors import StoreError\n"
        "try: Graph.read(sys.argv[1]).export(sys.argv[2])\n"
        "except StoreError as error: sys.exit(str(error))"
    )
    command = [sys.executable, "-c", script, tmp_path / "store", out / "news.csv"]
    ran = subprocess.run(
        command, capture_output=True, text=True, cwd=Path(__file__).parents[2], preexec_fn=small_files
    )
    assert ran.returncode == 1
    assert re.fullmatch(r".*news\.csv: cannot be written: .+\n", ran.stderr)
    assert {path: path.read_bytes() for path in out.iterdir()} == before
