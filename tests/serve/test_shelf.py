"""What pages show while the store grows, over a store of no documents."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from serving import finish
from store_news import hand_made

from kg.errors import StoreError
from kg.serve import shelf as shelves
from kg.serve.messages import Place
from kg.serve.shelf import Shelf
from kg.store.graph import Graph

PATIENCE = 60.0


class Maker:
    """Makes indexes when it may, or fails."""

    def __init__(self) -> None:
        self.may = asyncio.Event()
        self.made: list[Place] = []
        self.fails = False

    async def __call__(self, place: Place) -> None:
        self.made.append(place)
        Path(place.index).write_text("an index")
        await self.may.wait()
        if self.fails:
            raise StoreError("no room")


def publish(store: Path, number: int) -> None:
    with Graph.open(store, create=True) as graph:
        graph.put(hand_made()[number], "test")


def shown(shelf: Shelf) -> Place:
    with shelf.taken() as place:
        return place


Test = Callable[[Path, Shelf, Maker], Coroutine[Any, Any, None]]


def run(test: Test, store: Path) -> None:
    async def all() -> None:
        maker = Maker()
        shelf = Shelf(store, maker)
        await test(store, shelf, maker)
        await shelf.close()
        assert not any(Path(place.index).parent.exists() for place in maker.made)

    publish(store, 0)
    finish(all())


async def waits_and_is_made_once(store: Path, shelf: Shelf, maker: Maker) -> None:
    with pytest.raises(TimeoutError):
        await shelf.ready(0.01)
    asking = [asyncio.ensure_future(shelf.ready(PATIENCE)) for _ in range(3)]
    await asyncio.sleep(0)
    maker.may.set()
    await asyncio.gather(*asking)
    assert maker.made == [shown(shelf)]


async def small_is_new_at_once(store: Path, shelf: Shelf, maker: Maker) -> None:
    maker.may.set()
    await shelf.ready(PATIENCE)
    publish(store, 1)
    with shelf.taken() as before:
        await shelf.ready(PATIENCE)
        assert shown(shelf) == maker.made[1] != before
        assert Path(before.index).exists()
        assert Path(before.folder).exists()
    assert not Path(before.index).exists()


async def large_shows_what_was_before(store: Path, shelf: Shelf, maker: Maker) -> None:
    maker.may.set()
    await shelf.ready(PATIENCE)
    before = shown(shelf)
    maker.may.clear()
    publish(store, 1)
    await shelf.ready(PATIENCE)
    assert shown(shelf) == before
    await asyncio.sleep(0)
    publish(store, 2)
    assert Path(before.folder).exists()
    maker.may.set()
    while shown(shelf) == before or len(maker.made) < 3:  # the second state, then the third
        await shelf.ready(PATIENCE)
        await asyncio.sleep(0)
    assert not Path(before.index).exists()


async def failing_is_tried_again(store: Path, shelf: Shelf, maker: Maker) -> None:
    maker.may.set()
    maker.fails = True
    for _ in range(2):
        with pytest.raises(StoreError, match="no room"):
            await shelf.ready(PATIENCE)
    maker.fails = False
    await shelf.ready(PATIENCE)
    assert shown(shelf) == maker.made[2]
    assert [Path(place.index).exists() for place in maker.made] == [False, False, True]


async def is_left_in_the_middle(store: Path, shelf: Shelf, maker: Maker) -> None:
    asking = asyncio.ensure_future(shelf.ready(PATIENCE))
    await asyncio.sleep(0.01)
    asking.cancel()


@pytest.mark.parametrize(
    "test", [waits_and_is_made_once, small_is_new_at_once, failing_is_tried_again, is_left_in_the_middle]
)
def test_an_index_is_made(test: Test, tmp_path: Path) -> None:
    run(test, tmp_path / "store")


def test_an_index_that_takes_long_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "QUICK", -1.0)
    run(large_shows_what_was_before, tmp_path / "store")


def test_a_store_of_nothing_is_not_shown(tmp_path: Path) -> None:
    async def ask() -> None:
        with pytest.raises(StoreError, match="no store here"):
            await Shelf(tmp_path, Maker()).ready(PATIENCE)

    finish(ask())
