"""A large change comes in parts, of which nobody sees half."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_news import FINGERPRINT, resolved

from kg.errors import StoreError
from kg.model import Derivation, Fact, Resolution
from kg.store import rewriting
from kg.store.graph import Graph
from kg.store.rewriting import Known

TEXTS = st.lists(st.text(max_size=3))


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rewriting, "AT_ONCE", 5)


def content(graph: Graph) -> bytes:
    path = Path(graph.name).with_suffix(".nq")
    graph.export(path)
    return path.read_bytes()


def fill(graph: Graph, *extractions) -> Graph:
    for extraction in extractions:
        graph.put(extraction, FINGERPRINT)
    graph.write(resolved(*extractions))
    return graph


@pytest.fixture
def at_once(news, open_graph, monkeypatch) -> bytes:
    """The content of the whole news, written in one transaction."""
    with monkeypatch.context() as patched:
        patched.setattr(rewriting, "AT_ONCE", 1_000_000)
        return content(fill(open_graph("at once"), *news))


def stopped(resolution: Resolution) -> Derivation:
    """What was to be written when somebody pressed Ctrl-C."""

    def facts() -> Iterator[tuple[Fact, ...]]:
        yield from ((fact,) for fact in resolution.facts)
        raise KeyboardInterrupt

    return Derivation(resolution.entities, facts(), resolution.copies)


def test_parts_make_the_same_graph(news, open_graph, at_once) -> None:
    graph = fill(open_graph("parts"), *news[1:])
    graph.retract(news[1].document.id)
    fill(graph, news[0], news[2])
    assert content(fill(graph, *news)) == at_once
    assert not graph.write(resolved(*news))


def test_readers_see_the_last_whole_graph_until_the_next_is_whole(news, open_graph, at_once) -> None:
    graph = fill(open_graph("stopped"), news[0])
    before = content(graph)
    for extraction in news[1:]:
        graph.put(extraction, FINGERPRINT)
    with pytest.raises(KeyboardInterrupt):
        graph.write(stopped(resolved(*news)))
    graph.close()
    with Graph.read(graph.name) as reader:
        assert content(reader) == before
    with Graph.open(graph.name) as again:
        assert again.is_stale
        again.write(resolved(*news))
    with Graph.read(graph.name) as reader:
        assert content(reader) == at_once
        assert not reader.is_stale


def test_a_first_build_that_was_stopped_shows_nothing(news, open_graph, at_once) -> None:
    graph = open_graph("first")
    for extraction in news:
        graph.put(extraction, FINGERPRINT)
    with pytest.raises(KeyboardInterrupt):
        graph.write(stopped(resolved(*news)))
    graph.close()
    with pytest.raises(StoreError, match="its first build is at work, or was stopped"):
        Graph.read(graph.name)
    with Graph.open(graph.name) as again:
        again.write(resolved(*news))
        assert content(again) == at_once


@given(TEXTS, TEXTS, TEXTS)
def test_what_is_known_is_a_set(held: list[str], asked: list[str], others: list[str]) -> None:
    known = Known(held)
    assert list(known.hold(asked)) == [text in held for text in asked]
    assert list(known.spare(others)) == [text in held and text not in asked for text in others]
    assert known.has_spares == (not set(held) <= set(asked))
