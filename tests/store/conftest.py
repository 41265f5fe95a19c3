"""Stores to put hand-made news in."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from servers import Place, empty, oxigraph, virtuoso
from store_news import FINGERPRINT, hand_made, resolved

from kg.model import Extraction
from kg.store.graph import Graph
from kg.store.remote import Server


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


@pytest.fixture(scope="session")
def oxigraph_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with oxigraph(tmp_path_factory.mktemp("oxigraph")) as place:
        yield place


@pytest.fixture(scope="session")
def virtuoso_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as place:
        yield place


@pytest.fixture(params=["folder", "oxigraph", "virtuoso"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Graph]]:
    """Opens one store, empty at first, of each kind of backend in turn."""
    opened: list[Graph] = []
    place: Place | None = None
    if request.param != "folder":
        place = request.getfixturevalue(f"{request.param}_server")
        empty(place)

    def open() -> Graph:
        if place is None:
            opened.append(Graph.open(tmp_path / "kept", create=True))
        else:
            opened.append(Graph(Server(place.endpoint())))
        return opened[-1]

    yield open
    for graph in opened:
        graph.close()
