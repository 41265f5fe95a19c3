"""Readers beside a writer: they see what was published last, whole, and as long as they look."""

import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from store_news import FINGERPRINT, resolved

from kg.errors import StoreError
from kg.store import snapshots
from kg.store.graph import Graph

ROOT = Path(__file__).parents[2]


def published(graph: Graph) -> list[str]:
    return sorted(entry.name for entry in (Path(graph.name) / "published").iterdir())


def test_readers_see_what_the_writer_has_published(open_graph, news):
    graph = open_graph()
    graph.put(news[0], FINGERPRINT)
    graph.write(resolved(news[0]))
    with Graph.read(graph.name) as one, Graph.read(graph.name) as two:
        graph.put(news[1], FINGERPRINT)
        for reader in (one, two):
            assert list(reader.documents()) == ["one"]
            assert reader.resolution() == resolved(news[0])
            assert not reader.is_stale
        graph.write(resolved(*news[:2]))
        assert list(one.documents()) == ["one"]
        with Graph.read(graph.name) as late:
            assert list(late.documents()) == ["one", "two"]
            assert late.resolution() == resolved(*news[:2])


def test_another_process_reads_beside_the_writer(graph):
    command = "import sys, kg; print(*kg.Graph.read(sys.argv[1]).documents())"
    other = subprocess.run(
        [sys.executable, "-c", command, graph.name], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert other.stdout.split() == ["one", "trzy", "two"]


def test_closing_publishes_what_is_there_though_its_facts_are_old(open_graph, news):
    graph = open_graph()
    graph.put(news[0], FINGERPRINT)
    graph.close()
    with Graph.read(graph.name) as reader:
        assert list(reader.documents()) == ["one"]
        assert reader.is_stale


def test_a_reader_changes_nothing(graph, news):
    with Graph.read(graph.name) as reader:
        for change in (
            lambda: reader.put(news[0], "other"),
            lambda: reader.retract("one"),
            lambda: reader.write(resolved(news[0])),
        ):
            with pytest.raises(StoreError, match="opened for reading"):
                change()


def test_nobody_reads_what_its_first_writer_has_not_published(open_graph):
    graph = open_graph()
    with pytest.raises(StoreError, match="its first build is at work"):
        Graph.read(graph.name)
    graph.close()
    with Graph.read(graph.name) as reader:
        assert reader.documents() == {}


def test_old_states_go_once_nobody_reads_them(graph, news):
    reader = Graph.read(graph.name)
    for n in range(3):
        graph.put(news[0], f"test-{n}")
        graph.write(resolved(*news))
    assert published(graph) == ["1", "4"]
    assert len(reader.documents()) == 3
    reader.close()
    graph.put(news[0], "last")
    graph.close()
    assert published(graph) == ["5"]


def test_nothing_is_published_twice(graph):
    before = published(graph)
    graph.write(graph.resolution())
    graph.close()
    Graph.open(graph.name).close()
    assert published(graph) == before == ["1"]


def test_what_a_killed_writer_has_left_is_published_for_readers(open_graph, news):
    graph = open_graph()
    graph.put(news[0], FINGERPRINT)
    graph.write(resolved(news[0]))
    graph.close()
    script = (
        "import os, sys, pickle; from kg.store.graph import Graph\n"
        "graph = Graph.open(sys.argv[1])\n"
        "graph.put(pickle.load(sys.stdin.buffer), 'test')\n"
        "os.kill(os.getpid(), 9)"
    )
    killed = subprocess.run([sys.executable, "-c", script, graph.name], input=pickle.dumps(news[1]), cwd=ROOT)
    assert killed.returncode == -9
    assert snapshots.is_behind(Path(graph.name))
    with Graph.read(graph.name) as reader:
        assert list(reader.documents()) == ["one", "two"]
        assert reader.is_stale
    assert not snapshots.is_behind(Path(graph.name))


def test_a_half_made_state_is_no_state(graph, news):
    half = Path(graph.name) / "published" / "2.new"
    half.mkdir()
    (half / "CURRENT").touch()
    with Graph.read(graph.name) as reader:
        assert len(reader.documents()) == 3
    graph.put(news[0], "other")
    graph.close()
    assert published(graph) == ["2"]


HALF_MADE = [
    {"LOCK": b"", "LOG": b""},
    {"LOCK": b"", "LOG": b"", "LOG.old.1795423": b"a", "000000.dbtmp": b"f1e0"},
    {"LOCK": b"", "LOG": b"", "IDENTITY": b"f1e0", "MANIFEST-000001": b""},
    {"LOCK": b"", "LOG": b"", "IDENTITY": b"f1e0", "MANIFEST-000001": b"half", "000001.dbtmp": b"MANIFEST-0"},
]


@pytest.mark.parametrize("files", HALF_MADE, ids=lambda files: list(files)[-1])
def test_a_store_whose_making_was_stopped_is_made(tmp_path, open_graph, news, files):
    (tmp_path / "store").mkdir()
    for name, content in files.items():
        (tmp_path / "store" / name).write_bytes(content)
    with pytest.raises(StoreError, match="no store here"):
        Graph.read(tmp_path / "store")
    for found in (set(), {"one"}):
        graph = open_graph()
        assert set(graph.documents()) == found
        graph.put(news[0], FINGERPRINT)
        graph.close()


@pytest.mark.parametrize("name", ["000004.log", "000010.sst", "notes.txt", "LOCKED", "published"])
def test_nothing_is_made_over_what_may_be_a_damaged_store(tmp_path, open_graph, name):
    (tmp_path / "store").mkdir()
    for each in ("LOCK", "LOG", name):
        (tmp_path / "store" / each).touch()
    with pytest.raises(StoreError, match="neither a store nor an empty folder"):
        open_graph()
    assert len(list((tmp_path / "store").iterdir())) == 3
