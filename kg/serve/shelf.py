"""The state of a store that pages show, with its index: made once for all workers, and kept while it is used.

The index of a small store is made anew before a page shows a new state. Where that takes a while, pages show
the state before until it is done.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.errors import StoreError
from kg.serve.messages import Place
from kg.store import snapshots

QUICK = 2.0
"""Seconds that it takes to make an index for which a page waits, though there is an older one."""


@dataclass(slots=True, eq=False)
class _Shown:
    """A state on the shelf."""

    place: Place
    snapshot: snapshots.Snapshot
    seconds: float
    """That its index took to be made."""
    users: int = 0
    is_old: bool = False

    def clear(self) -> None:
        """Away with it, where nobody needs it any more."""
        if self.is_old and not self.users:
            self.snapshot.close()
            with suppress(OSError):
                Path(self.place.index).unlink()


class Shelf:
    """Holds what pages show of the store in ``folder``."""

    def __init__(self, folder: Path, make: Callable[[Place], Awaitable[None]]) -> None:
        """``make`` makes the index of a place, however long that takes."""
        self._folder = folder
        self._make = make
        self._files: TemporaryDirectory[str] | None = None
        self._numbers = count()
        self._shown: _Shown | None = None
        self._making: asyncio.Task[None] | None = None

    async def close(self) -> None:
        """Takes all away."""
        if self._making is not None:
            self._making.cancel()
            await asyncio.gather(self._making, return_exceptions=True)
        if self._shown is not None:
            self._shown.is_old = True
            self._shown.clear()
        if self._files is not None:
            self._files.cleanup()

    async def ready(self, patience: float) -> None:
        """Sees to it that there is something to show, and that it is new unless that takes a while.

        Raises TimeoutError where nothing is ready within ``patience`` seconds, StoreError where the store
        cannot be read, and what making raises.
        """
        try:
            async with asyncio.timeout(patience):
                while (making := self._renewal()) is not None:
                    if self._shown is not None and self._shown.seconds > QUICK:
                        return
                    await asyncio.shield(making)
        except TimeoutError:
            if self._shown is None:
                raise

    @contextmanager
    def taken(self) -> Iterator[Place]:
        """What there is to show, which stays meanwhile; after ``ready``."""
        shown = self._shown
        assert shown is not None
        shown.users += 1
        try:
            yield shown.place
        finally:
            shown.users -= 1
            shown.clear()

    def _renewal(self) -> asyncio.Task[None] | None:
        """None where the newest state is on the shelf; else what makes its index, or that of one before."""
        try:
            newest = snapshots.latest(self._folder)
        except OSError:
            newest = None
        if newest is None:
            if self._shown is None:
                raise StoreError(f"{self._folder}: no store here that has published anything")
            return None  # gone from under us: what is shown stays readable
        if self._shown is not None and newest.state == self._shown.place.state:
            newest.close()
            return None
        if self._making is None:
            self._making = asyncio.ensure_future(self._renew(newest))
            self._making.add_done_callback(self._made)
        else:
            newest.close()
        return self._making

    def _made(self, making: asyncio.Task[None]) -> None:
        self._making = None
        if not making.cancelled():
            making.exception()  # is told to those who wait for it, if there is anybody

    async def _renew(self, snapshot: snapshots.Snapshot) -> None:
        if self._files is None:
            self._files = TemporaryDirectory(prefix="kg-serve-", ignore_cleanup_errors=True)
        file = Path(self._files.name, f"{next(self._numbers)}.index")
        place = Place(snapshot.state, str(snapshot.folder), str(file))
        loop = asyncio.get_running_loop()
        begin = loop.time()
        try:
            await self._make(place)
        except BaseException:
            snapshot.close()
            with suppress(OSError):
                file.unlink()
            raise
        before, self._shown = self._shown, _Shown(place, snapshot, loop.time() - begin)
        if before is not None:
            before.is_old = True
            before.clear()
