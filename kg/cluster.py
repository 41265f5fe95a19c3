"""Many machines: a Dask cluster that extracts; a worker of it that dies takes no document along.

The scheduler and all workers need this very program, which is looked at before anything is sent. Dask runs
again what a lost worker had: a document may be extracted twice, also written twice, and is told of once.

All but what only the program here can do is left to the workers, which need about 100 ms of processor a
document. For a folder, which one process may write, it loads what they made ready: 13 ms, of which the store
takes ten in whatever form the document comes, so that files in a shared folder would save little. For a
server, where they write themselves, it needs 4 ms, 2 of them for Dask, whose scheduler needs as much.

Names are resolved by the program here: to judge a pair takes 12 µs, to send one 9, and their number is
bounded (see ``kg.resolve.blocking``).
"""

from __future__ import annotations

import logging
import pickle
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import takewhile
from types import TracebackType
from typing import Any, TypeVar, cast

from distributed import Client, KilledWorker, Worker, WorkerPlugin, get_worker

from kg import __version__
from kg.errors import ClusterError, StoreError, one_line
from kg.extract import Extractor
from kg.model import Document
from kg.read import Failure
from kg.work import Ready, Task, Work, Written, in_order

_REACH = 10
"""Seconds in which a scheduler must answer."""
_PATIENCE = 60
"""Seconds after which a cluster without workers is given up: one that has died needs some to come back."""
_LOGGERS = ("distributed", "distributed.client", "tornado.application")
_AHEAD = 16
"""Documents a thread of the cluster that may be under way, or done and waiting for one before them."""

T = TypeVar("T")


@dataclass(slots=True)
class _Sent(Task):
    future: Any = None


class Cluster:
    """A Dask cluster that does ``work``; a context, at whose end the cluster is as it was.

    Used as ``kg.workers.Workers`` is. Raises ClusterError where ``scheduler`` (such as
    ``tcp://10.0.0.5:8786``) does not answer, has no workers, or they are not of this very program; and
    later on where it is lost.
    """

    def __init__(self, work: Work, scheduler: str) -> None:
        self._work = work
        self._scheduler = scheduler
        self._room = 0
        """Documents that may be on the way: as the cluster grows, so do they."""
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
                pickled = pickle.dumps(self._work)
                own = __version__, self._work.extractor.fingerprint
                self._check(pickled, own)
                self._name = f"kg-{self._client.id}"
                self._client.register_plugin(_Holder(pickled, own), self._name)
                self._look_around()
            opened.callback(self._leave)
            self._at_end = opened.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._at_end.close()

    def done(self, items: Iterable[Document | T]) -> Iterator[Ready | Written | Failure | T]:
        """What comes of each document: see ``kg.work.in_order``.

        A document of which workers die, also where it is the only one in work, is a Failure.
        """
        return in_order(items, self)

    def has_room(self, on_the_way: int) -> bool:
        return on_the_way < self._room

    def give(self, document: Document) -> Task:
        return _Sent(document, future=self._submit(document))

    def wait(self, on_the_way: Iterable[Task]) -> None:
        sent = [cast(_Sent, task) for task in on_the_way if task.outcome is None]
        self._settle(sent)
        self._gather(list(takewhile(lambda task: task.future.status == "finished", sent)))
        with self._told():
            self._look_around()

    def _look_around(self) -> None:
        threads: dict[str, int] = self._client.nthreads()
        self._room = _AHEAD * max(1, sum(threads.values()))

    def _submit(self, document: Document) -> Any:
        with self._told():
            return self._client.submit(_do, document, self._name, pure=False)

    def _settle(self, sent: Sequence[_Sent]) -> None:
        """Waits for the first.

        When a worker dies, Dask blames all that it had been given: the first is given up only where
        workers die of it again when nothing else is in work.
        """
        first = sent[0]
        error = self._error(first)
        if isinstance(error, KilledWorker):
            for other in sent:
                self._error(other)
            assert first.document is not None
            first.future = self._submit(first.document)
            error = self._error(first)
            if isinstance(error, KilledWorker):
                reason = "the processes that read it died, also with nothing else in work"
                first.outcome = Failure(first.document.id, reason)

    def _error(self, task: _Sent) -> KilledWorker | None:
        """Waits for the end of a task; raises ClusterError for one that says nothing of a document."""
        while True:
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

    def _gather(self, tasks: Sequence[_Sent]) -> None:
        """Takes what has come of tasks that are done; nothing where it was lost with its worker."""
        with self._told(), suppress(KilledWorker):
            found = self._client.gather([task.future for task in tasks])
            for task, outcome in zip(tasks, found, strict=True):
                task.outcome, task.future = outcome, None

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
        except (ClusterError, StoreError, KilledWorker):
            raise
        except Exception as error:
            raise ClusterError(f"{self._scheduler}: {one_line(error, 300)}") from error


class _Holder(WorkerPlugin):
    """Does a program's work in a worker, for as long as that uses it; also in those that come later."""

    def __init__(self, pickled: bytes, own: tuple[str, str]) -> None:
        self._pickled = pickled
        self._own = own

    def setup(self, worker: Worker) -> None:
        self._address = worker.address
        self._work: Work | None = None
        self._one_at_a_time = threading.Lock()

    def teardown(self, worker: Worker) -> None:
        if self._work is not None:
            self._work.close()

    def work(self, document: Document) -> Ready | Written | Failure:
        with self._one_at_a_time:
            if self._work is None:
                if wrong := _unlike(self._pickled, self._own):
                    raise ClusterError(f"worker {self._address}: {wrong}")
                self._work = pickle.loads(self._pickled)
            return self._work(document)


def _do(document: Document, holder: str) -> Ready | Written | Failure:
    """In a worker."""
    plugin = get_worker().plugins[holder]
    assert isinstance(plugin, _Holder)
    return plugin.work(document)


def _unlike(pickled: bytes, own: tuple[str, str]) -> str | None:
    """In a worker: in what it differs from the program that speaks to it; None where in nothing.

    Raises LanguageError where it has no such pipeline.
    """
    version, fingerprint = own
    if version != __version__:
        return f"kg {__version__} there, {version} here"
    extractor: Extractor = pickle.loads(pickled).extractor
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
