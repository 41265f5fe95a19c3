"""A store of hand-made news, and servers over it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))  # the news are those of the store's own tests

from serving import Served, fill, start, stop


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three documents and their facts, to be read only."""
    folder = tmp_path_factory.mktemp("served") / "store"
    fill(folder)
    return folder


@pytest.fixture(scope="session")
def endpoint(store: Path) -> Iterator[Served]:
    """A server with no options; in the end it stops with 0 and has complained of nothing."""
    served = start(store)
    yield served
    assert stop(served) == (0, "")


@pytest.fixture
def serve(store: Path) -> Iterator[Callable[..., Served]]:
    """Starts a server with options, over the store or another one; all are stopped in the end."""
    started: list[Served] = []

    def serve(*options: str, store: Path = store) -> Served:
        started.append(start(store, *options))
        return started[-1]

    yield serve
    for served in started:
        if served.process.poll() is None:
            stop(served)
