"""Stores on disk: what is put, retracted, written and exported."""

import subprocess
import sys
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from store_news import FINGERPRINT, resolved

from kg.errors import StoreError
from kg.model import Document, Extraction, Resolution
from kg.store import local
from kg.store.export import turtle_of
from kg.store.graph import Graph
from kg.store.quads import content_hash
from kg.store.records import DocumentRecord
from kg.store.terms import PREFIXES


def content(graph: Graph) -> bytes:
    """The canonical bytes of a store."""
    path = Path(graph.name).with_suffix(".nq")
    graph.export(path)
    return path.read_bytes()


def filled(graph: Graph, *extractions: Extraction) -> bytes:
    """The content after these documents and their facts were written."""
    for extraction in extractions:
        graph.put(extraction, FINGERPRINT)
    graph.write(resolved(*extractions))
    return content(graph)


def test_what_was_put_is_there(graph, news):
    one = news[0].document
    assert list(graph.documents()) == ["one", "trzy", "two"]
    assert graph.documents()["one"] == DocumentRecord(
        "one", content_hash(one), FINGERPRINT, "en", one.title, one.url, one.publisher, one.published
    )
    assert graph.document("one") == one
    assert graph.extraction("two").document == news[1].document
    assert set(graph.claims()) == {claim for extraction in news for claim in extraction.claims}
    assert [claim.document for claim in graph.claims()] == ["one"] * 3 + ["trzy"] * 2 + ["two"] * 4
    assert graph.resolution() == resolved(*news)


def test_a_store_keeps_its_content_when_opened_again(open_graph, news):
    with open_graph() as graph:
        before = filled(graph, *news)
    with pytest.raises(StoreError, match="closed"):
        graph.documents()
    with Graph.open(graph.name) as again:
        assert content(again) == before
        assert not again.is_stale


def test_the_order_of_documents_does_not_matter(open_graph, news):
    contents = {
        filled(open_graph(f"store-{n}"), *order) for n, order in enumerate(permutations(news))
    }
    assert len(contents) == 1


def test_the_same_again_writes_nothing(graph, news):
    before = content(graph)
    assert [graph.put(extraction, FINGERPRINT) for extraction in news] == [False] * 3
    assert not graph.write(resolved(*reversed(news)))
    assert content(graph) == before


def test_a_new_version_takes_the_place_of_the_old(open_graph, news):
    one, two, three = news
    less = replace(one, claims=one.claims[:1])
    graph, other = open_graph("graph"), open_graph("other")
    filled(graph, *news)
    assert graph.put(less, FINGERPRINT)
    assert graph.is_stale
    assert graph.write(resolved(less, two, three))
    assert content(graph) == filled(other, less, two, three)


def test_another_extractor_writes_again(graph, news):
    assert graph.put(news[0], "test-2")
    assert graph.documents()["one"].fingerprint == "test-2"


def test_a_retracted_document_leaves_no_trace(open_graph, news):
    one, _, three = news
    graph, other = open_graph("graph"), open_graph("other")
    filled(graph, *news)
    graph.retract("two")
    assert graph.is_stale
    graph.write(resolved(one, three))
    assert not graph.is_stale
    assert content(graph) == filled(other, three, one)


def test_a_store_whose_documents_all_left_is_empty(graph, news):
    for extraction in news:
        graph.retract(extraction.document.id)
    graph.write(Resolution((), ()))
    assert content(graph) == b""
    assert not graph.is_stale


def test_facts_are_stale_until_written(open_graph, news):
    graph = open_graph()
    assert not graph.is_stale
    graph.put(news[0], FINGERPRINT)
    assert graph.is_stale
    graph.write(resolved(news[0]))
    assert not graph.is_stale


def test_facts_need_their_claims(open_graph, news):
    graph = open_graph()
    graph.put(news[0], FINGERPRINT)
    with pytest.raises(StoreError, match="not in the store"):
        graph.write(resolved(*news))
    assert graph.resolution() == Resolution((), ())


def test_facts_older_than_the_claims_are_not_read(graph):
    graph.retract("one")
    with pytest.raises(StoreError, match="build again"):
        graph.resolution()


def test_unknown_documents(graph):
    for ask in (graph.document, graph.extraction, graph.retract):
        with pytest.raises(StoreError, match="no document 'four'"):
            ask("four")


HOSTILE = 'a"; } DROP ALL; # <b> \\u0022 \\" \n\r\t \u2028 {}'


def test_hostile_text_stays_text(open_graph, news):
    graph = open_graph()
    filled(graph, *news)
    document = Document(HOSTILE, HOSTILE, (), HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    extraction = Extraction(document, ())
    # twice, for a replaced document goes through an update in text and a new one does not
    assert graph.put(extraction, HOSTILE)
    assert graph.put(extraction, HOSTILE + "2")
    assert graph.document(HOSTILE) == document
    assert graph.documents()[HOSTILE].fingerprint == HOSTILE + "2"
    assert len(graph.documents()) == 4
    lines = content(graph).split(b"\n")
    assert all(line.endswith(b" .") for line in lines[:-1])
    graph.retract(HOSTILE)
    graph.write(resolved(*news))
    assert content(graph) == filled(open_graph("other"), *news)


def test_many_documents_are_flushed_as_they_come(open_graph, monkeypatch):
    monkeypatch.setattr(local, "FLUSH_EVERY", 100)
    graph = open_graph()
    for n in range(30):
        graph.put(Extraction(Document(f"d{n}", "text", (), "en"), ()), FINGERPRINT)
    assert list(Path(graph.name).glob("*.sst"))
    assert len(graph.documents()) == 30


def test_a_second_writer_is_told(graph):
    with pytest.raises(StoreError, match="another program holds this store"):
        Graph.open(graph.name)
    script = (
        "import sys; from kg.store.graph import Graph; from kg.errors import StoreError\n"
        "try: Graph.open(sys.argv[1])\n"
        "except StoreError as error: sys.exit(str(error))"
    )
    command = [sys.executable, "-c", script, graph.name]
    other = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    assert "another program holds this store" in other.stderr
    assert other.stderr.count("\n") == 1


def test_what_is_no_store_is_not_opened(tmp_path):
    for path in (tmp_path, tmp_path / "nothing"):
        with pytest.raises(StoreError, match="no store here"):
            Graph.open(path)
    assert not (tmp_path / "nothing").exists()
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    for path in (tmp_path, tmp_path / "notes.txt"):
        with pytest.raises(StoreError, match="neither a store nor an empty folder"):
            Graph.open(path, create=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notes.txt"]


def test_a_damaged_store_is_told(graph):
    graph.close()
    (Path(graph.name) / "CURRENT").write_text("junk", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be opened"):
        Graph.open(graph.name)


def test_a_new_store_makes_its_folders(tmp_path):
    with Graph.open(tmp_path / "a" / "b", create=True) as graph:
        assert graph.documents() == {}


def test_rdflib_reads_the_union(graph):
    skos, kg = rdflib.Namespace(PREFIXES["skos"]), rdflib.Namespace(PREFIXES["kg"])
    labels = {str(label) for label in graph.rdf.objects(None, skos.prefLabel)}
    assert labels == {"Alpha Chips", "Beta Cloud", "Gamma Motors", "Delta University", "Eve Nowak"}
    rows = graph.rdf.query("SELECT ?c WHERE { ?c a kg:Claim }", initNs={"kg": kg})
    assert len(list(rows)) == 9


def test_a_store_that_rdflib_read_can_be_opened_again(graph):
    dataset = graph.rdf
    assert len(dataset) > 0
    graph.close()
    with Graph.open(graph.name) as again:
        assert again.documents()


def test_turtle_holds_the_union(graph, tmp_path):
    graph.export(tmp_path / "all.TTL")
    parsed = rdflib.Graph().parse(tmp_path / "all.TTL", format="turtle")
    assert len(parsed) == len({quad.triple for quad in ox.parse(content(graph), format=ox.RdfFormat.N_QUADS)})


def test_facts_without_a_store_are_the_same_turtle(graph, news, tmp_path):
    graph.export(tmp_path / "graph.ttl")
    stored = (tmp_path / "graph.ttl").read_text("utf-8")
    without = turtle_of(news, FINGERPRINT, resolved(*news))
    assert {*stored.splitlines()} - {*without.splitlines()} == {
        line for line in stored.splitlines() if "kg:claimsDigest" in line
    }


def test_nquads_are_sorted_and_each_line_once(graph):
    lines = content(graph).splitlines()
    assert lines == sorted(set(lines))


def test_an_unknown_ending_is_told(graph, tmp_path):
    with pytest.raises(StoreError, match=r"known: \.csv, \.cyjs"):
        graph.export(tmp_path / "graph.docx")
    with pytest.raises(StoreError, match="cannot be written"):
        graph.export(tmp_path / "missing" / "graph.nq")
