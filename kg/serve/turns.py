"""Whose turn it is to work: everybody's soon, and of those that take long, some at a time.

Nobody can tell beforehand which question takes long, nor, on one machine, whose it is. So each gets a place
in the order they came. One that is still at work when its time is over needs a long place, of which there
are fewer; where there is none, it goes on as long as nobody else waits, and then leaves its place, to begin
again when a long one is free. Whatever many ask at once, some places so stay for what takes little time.
"""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Turn:
    """A place that somebody has."""

    is_long: bool
    leave: asyncio.Event = field(default_factory=asyncio.Event)
    """Set where the place is wanted by others."""


@dataclass(slots=True, eq=False)
class _Queue:
    """Who waits, the first first."""

    is_long: bool
    waiting: deque[asyncio.Future[Turn]] = field(default_factory=deque)


class Turns:
    """Places, some of them long ones as well."""

    def __init__(self, places: int, long: int) -> None:
        """So many ``places``; ``long`` of them may be had by who takes long while others wait."""
        self._free = places
        self._long = long
        self._new = _Queue(is_long=False)
        self._again = _Queue(is_long=True)
        self._late: list[Turn] = []
        """Those whose time is over and who have no long place."""

    async def take(self, patience: float) -> Turn:
        """A place, for a while. Raises TimeoutError where none is free within ``patience`` seconds."""
        return await self._take(self._new, patience)

    async def take_long(self, patience: float) -> Turn:
        """A place for as long as it takes. Raises TimeoutError as ``take`` does."""
        return await self._take(self._again, patience)

    async def _take(self, queue: _Queue, patience: float) -> Turn:
        turn = asyncio.get_running_loop().create_future()
        queue.waiting.append(turn)
        self._settle()
        try:
            return await asyncio.wait_for(asyncio.shield(turn), patience)
        except (TimeoutError, asyncio.CancelledError):
            if turn.done():  # it came as we went
                self.give_back(turn.result())
            else:
                queue.waiting.remove(turn)
            raise

    def stay(self, turn: Turn) -> None:
        """The time of ``turn`` is over and it wants to go on; ``turn.leave`` tells when it may not."""
        self._late.append(turn)
        self._settle()

    def give_back(self, turn: Turn) -> None:
        """Leaves the place."""
        if turn in self._late:
            self._late.remove(turn)
        self._free += 1
        self._long += turn.is_long
        self._settle()

    def _settle(self) -> None:
        """Gives what is free to who waits for it, and asks for what is not."""
        while self._free and self._long and self._again.waiting:
            self._give(self._again)
        while self._free and self._new.waiting:
            self._give(self._new)
        for turn in [turn for turn in self._late if not turn.leave.is_set()][: self._long]:
            turn.is_long = True
            self._long -= 1
            self._late.remove(turn)
        for turn in self._late[: len(self._new.waiting)]:
            turn.leave.set()

    def _give(self, queue: _Queue) -> None:
        self._free -= 1
        self._long -= queue.is_long
        queue.waiting.popleft().set_result(Turn(queue.is_long))
