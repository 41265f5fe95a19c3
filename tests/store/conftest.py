"""Stores to put hand-made news in."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from store_news import FINGERPRINT, hand_made, resolved

from kg.model import Extraction
from kg.store.graph import Graph


@pytest.fixture
def news() -> tuple[Extraction, ...]:
    """Three documents, of which two tell of one partnership."""
    return hand_made()


@pytest.fixture
def open_graph(tmp_path: Path) -> Iterator[Callable[[str], Graph]]:
    """Opens or makes the store of a name, and closes all of them in the end."""
    opened: list[Graph] = []

    def open(name: str = "store") -> Graph:
        opened.append(Graph.open(tmp_path / name, create=True))
        return opened[-1]

    yield open
    for graph in opened:
        graph.close()


@pytest.fixture
def graph(open_graph: Callable[[str], Graph], news: tuple[Extraction, ...]) -> Graph:
    """A store that holds the news and its facts."""
    graph = open_graph("store")
    for extraction in news:
        graph.put(extraction, FINGERPRINT)
    graph.write(resolved(*news))
    return graph
