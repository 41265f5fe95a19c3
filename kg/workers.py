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
from typing import Any, TypeVar

from kg.errors import one_line
from kg.extract import Extractor
from kg.model import Document, Extraction
from kg.read import Failure

_AT_ONCE = 2
"""Documents that a worker has: one in work, and one to go on with."""
_AHEAD = 16
"""Documents a worker that may be under way, or done and waiting for one before them."""
_LIVES = 2
"""Workers that may die of a document before it is given up."""

T = TypeVar("T")


def extract(document: Document, extractor: Extractor) -> Extraction | Failure:
    """What ``document`` says; a Failure whatever goes wrong, so that the others go on."""
    try:
        return extractor.extract(document)
    except Exception as error:
        return Failure(document.id, one_line(error, 300))


@dataclass(slots=True)
class _Task:
    """A document on its way to its outcome, or what passes as it is."""

    document: Document | None
    outcome: Any = None
    deaths: int = 0


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    tasks: deque[_Task] = field(default_factory=deque)
    """What it has been given and not brought back, in order; the first is in work."""

    def give(self, task: _Task) -> None:
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
    """A number of processes with an extractor each; a context, which stops them at its end."""

    def __init__(self, extractor: Extractor, number: int) -> None:
        self._extractor = extractor
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

    def extracted(self, items: Iterable[Document | T]) -> Iterator[Extraction | Failure | T]:
        """What each document says, in the order of ``items``; what is no document passes in its place.

        Reads a bounded number of ``items`` ahead. A document of which two workers die is a Failure.
        """
        given = iter(items)
        on_the_way: deque[_Task] = deque()
        is_more = True
        while is_more or on_the_way:
            while is_more and len(on_the_way) < _AHEAD * self._number and (worker := self._free()):
                item = next(given, None)
                if item is None:
                    is_more = False
                    break
                if isinstance(item, Document):
                    on_the_way.append(_Task(item))
                    worker.give(on_the_way[-1])
                else:
                    on_the_way.append(_Task(None, item))
            while on_the_way and on_the_way[0].outcome is not None:
                yield on_the_way.popleft().outcome
            if on_the_way:
                self._wait()

    def _free(self) -> _Worker | None:
        """The worker with least to do, a new one while there are too few; None where all have enough."""
        if len(self._at_work) < self._number:
            self._at_work.append(self._start())
        worker = min(self._at_work, key=lambda worker: len(worker.tasks))
        return worker if len(worker.tasks) < _AT_ONCE else None

    def _wait(self) -> None:
        """Takes what workers bring back, one at least, and replaces those that have died."""
        busy = {worker.pipe: worker for worker in self._at_work if worker.tasks}
        for pipe in connection.wait(list(busy)):
            assert isinstance(pipe, Connection)
            worker = busy[pipe]
            try:
                worker.tasks[0].outcome = pipe.recv()
                worker.tasks.popleft()
            except (EOFError, OSError):
                self._replace(worker)

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
        process = _CONTEXT.Process(target=_work, args=(there, self._extractor), daemon=True)
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


def _work(pipe: Connection, extractor: Extractor) -> None:
    """The life of a worker: ends when the other end of ``pipe`` does, or that is gone."""
    waiting: queue.SimpleQueue[Document | None] = queue.SimpleQueue()
    # always ready to take a document, so that the two never wait for each other with both pipes full
    threading.Thread(target=_take, args=(pipe, waiting), daemon=True).start()
    while document := waiting.get():
        with suppress(OSError):
            pipe.send(extract(document, extractor))


def _take(pipe: Connection, waiting: queue.SimpleQueue[Document | None]) -> None:
    with suppress(EOFError, OSError):
        while True:
            waiting.put(pipe.recv())
    waiting.put(None)
