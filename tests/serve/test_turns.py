"""Who works when, without a worker."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from serving import finish

from kg.serve.turns import Turn, Turns

PATIENCE = 60.0


async def until_still() -> None:
    """Lets everything happen that can."""
    for _ in range(20):
        await asyncio.sleep(0)


def test_places_go_to_who_came_first() -> None:
    async def run() -> None:
        turns = Turns(places=2, long=1)
        came: list[int] = []

        async def take(number: int) -> Turn:
            turn = await turns.take(PATIENCE)
            came.append(number)
            return turn

        asking = [asyncio.ensure_future(take(number)) for number in range(4)]
        await until_still()
        assert came == [0, 1]
        turns.give_back(asking[1].result())
        turns.give_back(asking[0].result())
        await until_still()
        assert came == [0, 1, 2, 3]

    finish(run())


def test_who_takes_long_stays_until_others_wait() -> None:
    async def run() -> None:
        turns = Turns(places=2, long=1)
        long, late = await turns.take(PATIENCE), await turns.take(PATIENCE)
        turns.stay(long)
        turns.stay(late)
        assert (long.is_long, late.is_long) == (True, False)
        assert not late.leave.is_set()
        new = asyncio.ensure_future(turns.take(PATIENCE))
        await until_still()
        assert late.leave.is_set()
        assert not long.leave.is_set()
        turns.give_back(late)
        again = asyncio.ensure_future(turns.take_long(PATIENCE))
        await until_still()
        assert new.done()
        turns.give_back(new.result())
        await until_still()
        assert not again.done()  # there is a place, and no long one
        turns.give_back(long)
        await until_still()
        assert again.result().is_long

    finish(run())


@pytest.mark.parametrize("take", [Turns.take, Turns.take_long])
def test_who_goes_or_has_no_patience_waits_no_more(take: Callable[[Turns, float], Awaitable[Turn]]) -> None:
    async def run() -> None:
        turns = Turns(places=1, long=1)
        held = await turns.take(PATIENCE)
        with pytest.raises(TimeoutError):
            await take(turns, 0.0)
        gone = asyncio.ensure_future(take(turns, PATIENCE))
        await until_still()
        gone.cancel()
        await until_still()
        turns.give_back(held)
        assert (await take(turns, PATIENCE)).is_long == (take is Turns.take_long)

    finish(run())


@settings(deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(["take", "take long", "stay", "give back", "give up", "obey"]), max_size=60))
def test_no_place_is_lost_and_none_is_had_twice(steps: list[str]) -> None:
    async def run() -> None:
        turns = Turns(places=3, long=2)
        working: list[Turn] = []
        late: list[Turn] = []
        waiting: list[asyncio.Future[Turn]] = []

        def leave(turn: Turn) -> None:
            working.remove(turn)
            if turn in late:
                late.remove(turn)
            turns.give_back(turn)

        for step in steps:
            if step == "take":
                waiting.append(asyncio.ensure_future(turns.take(PATIENCE)))
            elif step == "take long":
                waiting.append(asyncio.ensure_future(turns.take_long(PATIENCE)))
            elif step == "stay" and (new := [t for t in working if not t.is_long and t not in late]):
                late.append(new[0])
                turns.stay(new[0])
            elif step == "give back" and working:
                leave(working[0])
            elif step == "give up" and waiting:
                waiting.pop().cancel()
            elif step == "obey":
                for turn in [turn for turn in working if turn.leave.is_set()]:
                    leave(turn)
            await until_still()
            working += [each.result() for each in waiting if each.done()]
            waiting = [each for each in waiting if not each.done()]
            assert len(working) <= 3
            assert sum(turn.is_long for turn in working) <= 2
            assert not any(turn.is_long for turn in working if turn.leave.is_set())
        for _ in range(len(steps) + 1):
            for turn in [*working]:
                leave(turn)
            await until_still()
            working += [each.result() for each in waiting if each.done()]
            waiting = [each for each in waiting if not each.done()]
        assert not waiting
        assert [(await turns.take_long(PATIENCE)).is_long for _ in range(2)] == [True, True]
        assert not (await turns.take(PATIENCE)).is_long

    finish(run())
