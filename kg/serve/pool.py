"""Worker processes: questions wait for their turn; a worker that takes too long or dies is replaced."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType

import kg
from kg.errors import KgError, StoreError
from kg.serve.messages import Look, Make, Place, Seen
from kg.serve.shelf import Shelf
from kg.serve.turns import Turn, Turns
from kg.serve.worker import LENGTHS, asked
from kg.store import snapshots
from kg.store.answers import Answer, NoAnswer, Question, Why

WORKERS = max(4, os.cpu_count() or 1)
"""Questions answered at a time. A worker starts in a tenth of a second and takes 30 MB; 130 once it draws."""

LONG = WORKERS - WORKERS // 4
"""Of these, those that questions which take long may have while others wait."""

SOON = 1.0
"""Seconds after which a question takes long."""

MEMORY = 2 << 30
"""Bytes that a worker may take."""

_MOST = 1 << 20
"""Bytes of an answer that wait between two processes."""

_PATIENCE = 1.0
"""Seconds in which a process ends by itself when it may."""


class TimedOut(KgError):
    """A question took longer than it may, and its worker was stopped."""


class Busy(KgError):
    """No worker became free in time."""


class Died(KgError):
    """A worker ended while it worked on a question."""


class _Left(Exception):
    """A question gave its place to others, and has to begin again."""


@dataclass(frozen=True, slots=True)
class _Worker:
    process: Process

    async def ask(self, message: bytes | None) -> tuple[dict[str, object], bytes]:
        """One message there, and one back; with None only back."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        if message is not None:
            self.process.stdin.write(message)
            await self.process.stdin.drain()
        head, body = LENGTHS.unpack(await self.process.stdout.readexactly(LENGTHS.size))
        told = json.loads(await self.process.stdout.readexactly(head))
        return told, await self.process.stdout.readexactly(body)

    def hang_up(self) -> None:
        """Ends its input, and so the process; what it works on comes to nothing."""
        assert self.process.stdin is not None
        self.process.stdin.close()

    async def end(self) -> str:
        """Stops the process; how it ended, in words."""
        assert self.process.stderr is not None
        self.hang_up()
        try:
            code = await asyncio.wait_for(self.process.wait(), _PATIENCE)
        except TimeoutError:
            self.process.kill()
            code = await self.process.wait()
        said = (await self.process.stderr.read()).decode("utf-8", "replace").strip()
        name = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return f"{name}: {said.splitlines()[0]}" if said else name


class Pool:
    """Answers questions from the store in ``folder``; an asynchronous context."""

    def __init__(self, folder: Path, timeout: float, say: Callable[[str], None]) -> None:
        """``timeout`` in seconds holds for each question; ``say`` is told when a worker dies by itself."""
        self._folder = folder
        self._timeout = timeout
        self._say = say
        self._turns = Turns(WORKERS, LONG)
        self._shelf = Shelf(folder, self._make)
        self._idle: list[_Worker] = []
        self._busy: set[_Worker] = set()
        self._closed = False

    async def __aenter__(self) -> Pool:
        self._idle.append(await self._start())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Stops all workers; questions under way raise Died. A second call does nothing."""
        self._closed = True
        idle, self._idle = self._idle, []
        for worker in self._busy:
            worker.hang_up()
        await asyncio.gather(self._shelf.close(), *(worker.end() for worker in idle))

    async def ask(self, question: Question) -> Answer | NoAnswer:
        """The answer, or why there is none.

        Raises as ``look`` does.
        """
        told, body = await self._waited(question)
        if "why" in told:
            return NoAnswer(Why(str(told["why"])), str(told["reason"]))
        return Answer(body, **told)  # type: ignore[arg-type]

    async def look(self, wanted: Look) -> Seen:
        """What a page is told.

        Raises Busy where no worker is free, or no index is made, within the time-out, TimedOut where it takes
        longer than that, Died where the worker ends, and StoreError where the store can no longer be read.
        """
        try:
            await self._shelf.ready(self._timeout)
        except TimeoutError:
            raise Busy("the names and dates of this store are being indexed; try again later") from None
        with self._shelf.taken() as place:
            told, body = await self._waited(replace(wanted, place=place))
        return Seen(body, **told)  # type: ignore[arg-type]

    def state(self) -> str:
        """Names the state of the store that was published last; empty where there is none just now."""
        try:
            newest = snapshots.latest(self._folder)
            if newest is None:
                return ""
            with closing(newest):
                return newest.state
        except OSError:
            return ""

    async def _waited(self, question: Question | Look) -> tuple[dict[str, object], bytes]:
        """What a worker says in its turn; where it takes long and others wait, in another turn."""
        try:
            turn = await self._turns.take(self._timeout)
            try:
                return await self._unless(turn, question)
            except _Left:
                pass
            finally:
                self._turns.give_back(turn)
            turn = await self._turns.take_long(2 * self._timeout)  # who has one leaves it after once that
        except TimeoutError:
            raise Busy("too many queries at once; try again later") from None
        try:
            return await self._told(await self._take(), question)
        finally:
            self._turns.give_back(turn)

    async def _unless(self, turn: Turn, question: Question | Look) -> tuple[dict[str, object], bytes]:
        """What a worker says. Raises _Left where it takes long and its place is wanted."""
        worker = await self._take()
        asking = asyncio.ensure_future(self._told(worker, question))
        leaving = asyncio.ensure_future(turn.leave.wait())
        try:
            done, _ = await asyncio.wait({asking}, timeout=SOON)
            if not done:
                self._turns.stay(turn)
                await asyncio.wait({asking, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if not asking.done():
                raise _Left
            return asking.result()
        finally:
            leaving.cancel()
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)

    async def _told(self, worker: _Worker, question: Question | Look) -> tuple[dict[str, object], bytes]:
        if self._closed:  # while it started
            await worker.end()
            raise Died("the server is stopping")
        self._busy.add(worker)
        try:
            told, body = await asyncio.wait_for(worker.ask(asked(question)), self._timeout)
        except TimeoutError:
            await worker.end()
            raise TimedOut(f"the query took longer than {self._timeout:g} s and was stopped") from None
        except (asyncio.IncompleteReadError, ConnectionError):
            state = await worker.end()
            if not self._closed:
                self._say(f"a query ended its worker ({state}); others go on")
            raise Died("the query ended the process that worked on it; it may nest too deep, or need "
                       f"more memory than {MEMORY >> 30} GiB") from None  # fmt: skip
        except asyncio.CancelledError:  # whoever asked has gone
            await worker.end()
            raise
        finally:
            self._busy.discard(worker)
        if "broken" in told:
            await worker.end()
            raise StoreError(str(told["broken"]))
        self._idle.append(worker)
        return told, body

    async def _make(self, place: Place) -> None:
        """Makes an index in a process of its own, however long that takes."""
        worker = await self._start()
        self._busy.add(worker)
        try:
            told, _ = await worker.ask(asked(Make(place)))
        except (asyncio.IncompleteReadError, ConnectionError):
            raise Died(f"no index could be made ({await worker.end()})") from None
        finally:
            self._busy.discard(worker)
            await worker.end()
        if "broken" in told:
            raise StoreError(str(told["broken"]))

    async def _take(self) -> _Worker:
        while self._idle:
            worker = self._idle.pop()
            if worker.process.returncode is None:
                return worker
            self._say(f"a worker that was idle has ended ({await worker.end()}); another takes its place")
        return await self._start()

    async def _start(self) -> _Worker:
        """A worker that has opened the store. Raises StoreError where it cannot."""
        roots = [str(Path(kg.__file__).parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])]
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "kg.serve.worker", str(self._folder), str(MEMORY)),
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            limit=_MOST,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(roots)},
            start_new_session=True,  # an interrupt is for the server alone
        )
        worker = _Worker(process)
        try:
            told, _ = await worker.ask(None)
        except (asyncio.IncompleteReadError, ConnectionError):
            raise StoreError(f"no worker starts ({await worker.end()})") from None
        if "broken" in told:
            await worker.end()
            raise StoreError(str(told["broken"]))
        return worker
