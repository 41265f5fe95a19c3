"""Many machines: a Dask cluster that extracts; a worker of it that dies takes no document along.

The scheduler and all workers need this very program, which is looked at before anything is sent. Dask runs
again what a lost worker had: a document may be extracted twice, and is told of once.
"""

from __future__ import annotations

import logging
import pickle
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import takewhile
from types import TracebackType
from typing import Any, TypeVar

from distributed import Client, KilledWorker, Worker, WorkerPlugin, get_worker

from kg import __version__
from kg.errors import ClusterError, one_line
from kg.extract import Extractor
from kg.model import Document, Extraction
from kg.read import Failure
from kg.workers import extract

_REACH = 10
"""Seconds in which a scheduler must answer."""
_PATIENCE = 60
"""Seconds after which a cluster without workers is given up: one that has died needs some to come back."""
_LOGGERS = ("distributed", "distributed.client", "tornado.application")
_AHEAD = 16
"""Documents a thread of the cluster that may be under way, or done and waiting for one before them."""

T = TypeVar("T")


@dataclass(slots=True)
class _Task:
    """A document on its way to its outcome, or what passes as it is."""

    document: Document | None
    passing: Any = None
    future: Any = None

    @property
    def is_done(self) -> bool:
        return self.future is None or self.future.status == "finished"


class Cluster:
    """A Dask cluster that extracts; a context, at whose end the cluster is as it was.

    Used as ``kg.workers.Workers`` is. Raises ClusterError where ``scheduler`` (such as
    ``tcp://10.0.0.5:8786``) does not answer, has no workers, or they are not of this very program; and
    later on where it is lost.
    """

    def __init__(self, extractor: Extractor, scheduler: str) -> None:
        self._extractor = extractor
        self._scheduler = scheduler
        self._at_end = ExitStack()
        self._client: Any
        self._name: str

    def __enter__(self) -> Cluster:
        with ExitStack() as opened:
            opened.enter_context(_quiet())
            with self._told():
                connect: Any = Client  # untyped
                self._client = opened.enter_context(
                    connect(self._scheduler, timeout=_REACH, name="kg", set_as_default=False)
                )
                pickled = pickle.dumps(self._extractor)
                own = __version__, self._extractor.fingerprint
                self._check(pickled, own)
                self._name = f"kg-{self._client.id}"
                self._client.register_plugin(_Holder(pickled, own), self._name)
            opened.callback(self._leave)
            self._at_end = opened.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._at_end.close()

    def extracted(self, items: Iterable[Document | T]) -> Iterator[Extraction | Failure | T]:
        """What each document says, in the order of ``items``; what is no document passes in its place.

        Reads a bounded number of ``items`` ahead. A document of which workers die, also where it is the
        only one in work, is a Failure.
        """
        given = iter(items)
        on_the_way: deque[_Task] = deque()
        is_more = True
        while is_more or on_the_way:
            room = self._room()
            while is_more and len(on_the_way) < room:
                item = next(given, None)
                if item is None:
                    is_more = False
                elif isinstance(item, Document):
                    on_the_way.append(_Task(item, future=self._submit(item)))
                else:
                    on_the_way.append(_Task(None, item))
            if on_the_way:
                self._settle(on_the_way)
                done = list(takewhile(lambda task: task.is_done, on_the_way))
                for outcome in self._outcomes(done):
                    on_the_way.popleft()
                    yield outcome

    def _room(self) -> int:
        """Documents that may be on the way: as the cluster grows, so do they."""
        with self._told():
            threads: dict[str, int] = self._client.nthreads()
        return _AHEAD * max(1, sum(threads.values()))

    def _submit(self, document: Document) -> Any:
        with self._told():
            return self._client.submit(_extract, document, self._name, pure=False)

    def _settle(self, on_the_way: Sequence[_Task]) -> None:
        """Waits for the first.

        When a worker dies, Dask blames all that it had been given: the first is given up only where
        workers die of it again when nothing else is in work.
        """
        first = on_the_way[0]
        error = self._error(first)
        if isinstance(error, KilledWorker):
            for other in on_the_way:
                self._error(other)
            assert first.document is not None
            first.future = self._submit(first.document)
            error = self._error(first)
            if isinstance(error, KilledWorker):
                reason = "the processes that read it died, also with nothing else in work"
                first.future, first.passing = None, Failure(first.document.id, reason)

    def _error(self, task: _Task) -> KilledWorker | None:
        """Waits for the end of a task; raises ClusterError for one that says nothing of a document."""
        while task.future is not None:
            try:
                error = task.future.exception(timeout=_PATIENCE)
            except TimeoutError:
                with self._told():
                    if not self._client.nthreads():
                        raise ClusterError(f"{self._scheduler}: no worker is left") from None
                continue
            if error is None or isinstance(error, KilledWorker):
                return error
            with self._told():
                raise error
        return None

    def _outcomes(self, tasks: Sequence[_Task]) -> list[Any]:
        """What has come of tasks that are done; nothing where it was lost with its worker."""
        with self._told(), suppress(KilledWorker):
            found = iter(self._client.gather([task.future for task in tasks if task.future is not None]))
            return [task.passing if task.future is None else next(found) for task in tasks]
        return []

    def _check(self, pickled: bytes, own: tuple[str, str]) -> None:
        """Raises ClusterError unless the scheduler and all workers are of this very program."""
        found = {"scheduler": self._client.run_on_scheduler(_unlike, pickled, own)}
        workers = self._client.run(_unlike, pickled, own, on_error="return")
        if not workers:
            raise ClusterError(f"{self._scheduler}: the scheduler has no workers")
        found.update({f"worker {address}": workers[address] for address in sorted(workers)})
        for where, wrong in found.items():
            if wrong is not None:
                raise ClusterError(f"{self._scheduler}: {where}: {one_line(wrong, 300)}")

    def _leave(self) -> None:
        with suppress(Exception):  # where the cluster is lost, there is nothing to take away
            self._client.unregister_worker_plugin(self._name)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Whatever Dask raises in one line, but for the death of workers."""
        try:
            yield
        except (ClusterError, KilledWorker):
            raise
        except Exception as error:
            raise ClusterError(f"{self._scheduler}: {one_line(error, 300)}") from error


class _Holder(WorkerPlugin):
    """Holds an extractor in a worker, for as long as one program uses it; also in those that come later."""

    def __init__(self, pickled: bytes, own: tuple[str, str]) -> None:
        self._pickled = pickled
        self._own = own

    def setup(self, worker: Worker) -> None:
        self._address = worker.address
        self._extractor: Extractor | None = None
        self._one_at_a_time = threading.Lock()

    def extract(self, document: Document) -> Extraction | Failure:
        with self._one_at_a_time:
            if self._extractor is None:
                if wrong := _unlike(self._pickled, self._own):
                    raise ClusterError(f"worker {self._address}: {wrong}")
                self._extractor = pickle.loads(self._pickled)
            return extract(document, self._extractor)


def _extract(document: Document, holder: str) -> Extraction | Failure:
    """In a worker."""
    plugin = get_worker().plugins[holder]
    assert isinstance(plugin, _Holder)
    return plugin.extract(document)


def _unlike(pickled: bytes, own: tuple[str, str]) -> str | None:
    """In a worker: in what it differs from the program that speaks to it; None where in nothing.

    Raises LanguageError where it has no such pipeline.
    """
    version, fingerprint = own
    if version != __version__:
        return f"kg {__version__} there, {version} here"
    extractor = pickle.loads(pickled)
    if extractor.fingerprint != fingerprint:
        return f"its kg {version} has other words, frames or weights than the one here"
    if extractor.pipeline is not None:
        Extractor(extractor.pipeline)
    return None


@contextmanager
def _quiet() -> Iterator[None]:
    """Without what Dask logs of lost connections: what matters of it is told in an error's one line."""
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
