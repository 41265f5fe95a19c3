"""Processes that extract, each with pipelines of its own; one that dies takes no document along."""

from __future__ import annotations

import queue
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import connection, get_context, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import TypeVar

from kg.errors import StoreError
from kg.model import Document
from kg.read import Failure
from kg.work import Ready, Task, Work, Written, in_order

_AT_ONCE = 2
"""Documents that a worker has: one in work, and one to go on with."""
_AHEAD = 16
"""Documents a worker that may be under way, or done and waiting for one before them."""
_LIVES = 2
"""Workers that may die of a document before it is given up."""

T = TypeVar("T")


@dataclass(slots=True)
class _Given(Task):
    deaths: int = 0


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    tasks: deque[_Given] = field(default_factory=deque)
    """What it has been given and not brought back, in order; the first is in work."""

    def give(self, task: _Given) -> None:
        self.tasks.append(task)
        with suppress(OSError):  # where it has died, its other end will tell
            self.pipe.send(task.document)

    def end(self) -> str:
        """Stops it; how it ended, in words."""
        self.pipe.close()
        self.process.kill()
        self.process.join()
        code = self.process.exitcode or 0
        return signal.Signals(-code).name if code < 0 else f"exit code {code}"


class Workers:
    """A number of processes that do ``work``; a context, which stops them at its end."""

    def __init__(self, work: Work, number: int) -> None:
        self._work = work
        self._number = number
        self._at_work: list[_Worker] = []

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._at_work:
            worker.end()
        self._at_work.clear()

    def done(self, items: Iterable[Document | T]) -> Iterator[Ready | Written | Failure | T]:
        """What comes of each document: see ``kg.work.in_order``.

        A document of which two workers die is a Failure. Raises StoreError where a worker cannot write.
        """
        return in_order(items, self)

    def has_room(self, on_the_way: int) -> bool:
        return on_the_way < _AHEAD * self._number and (
            len(self._at_work) < self._number or len(self._idlest().tasks) < _AT_ONCE
        )

    def give(self, document: Document) -> Task:
        if len(self._at_work) < self._number:
            self._at_work.append(self._start())
        task = _Given(document)
        self._idlest().give(task)
        return task

    def _idlest(self) -> _Worker:
        return min(self._at_work, key=lambda worker: len(worker.tasks))

    def wait(self, on_the_way: Iterable[Task]) -> None:
        """Takes what workers bring back, one outcome at least, and replaces those that have died."""
        busy = {worker.pipe: worker for worker in self._at_work if worker.tasks}
        for pipe in connection.wait(list(busy)):
            assert isinstance(pipe, Connection)
            worker = busy[pipe]
            try:
                outcome = pipe.recv()
            except (EOFError, OSError):
                self._replace(worker)
                continue
            if isinstance(outcome, StoreError):
                raise outcome
            worker.tasks.popleft().outcome = outcome

    def _replace(self, worker: _Worker) -> None:
        how = worker.end()
        first = worker.tasks[0]
        first.deaths += 1
        if first.deaths == _LIVES:
            assert first.document is not None
            reason = f"the process that read it died ({how}), and so did another"
            first.outcome = Failure(first.document.id, reason)
            worker.tasks.popleft()
        new = self._start()
        self._at_work[self._at_work.index(worker)] = new
        for task in worker.tasks:
            new.give(task)

    def _start(self) -> _Worker:
        here, there = _CONTEXT.Pipe()
        process = _CONTEXT.Process(target=_run, args=(there, self._work), daemon=True)
        # Ctrl-C is for the program that starts it: it stops the workers
        resource_tracker.ensure_running()  # which would start with the first and take its block away
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            process.start()  # takes what is blocked along
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        there.close()
        return _Worker(process, here)


_CONTEXT = get_context("spawn")
"""No fork: the program that starts workers holds a store, which has threads."""


def _run(pipe: Connection, work: Work) -> None:
    """The life of a worker: ends when the other end of ``pipe`` does, or that is gone."""
    waiting: queue.SimpleQueue[Document | None] = queue.SimpleQueue()
    # always ready to take a document, so that the two never wait for each other with both pipes full
    threading.Thread(target=_take, args=(pipe, waiting), daemon=True).start()
    while document := waiting.get():
        outcome: Ready | Written | Failure | StoreError
        try:
            outcome = work(document)
        except StoreError as error:
            outcome = error
        with suppress(OSError):
            pipe.send(outcome)


def _take(pipe: Connection, waiting: queue.SimpleQueue[Document | None]) -> None:
    with suppress(EOFError, OSError):
        while True:
            waiting.put(pipe.recv())
    waiting.put(None)
