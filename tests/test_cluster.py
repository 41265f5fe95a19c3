"""A real cluster of processes: the same bytes as one machine, whatever dies there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from distributed import Client, LocalCluster
from killed import FEW, Deadly, built
from servers import oxigraph

from kg import __version__, cluster
from kg.errors import ClusterError
from kg.extract import Extractor
from kg.model import Document
from kg.read import Failure
from kg.store.graph import Graph
from kg.work import Work

pytestmark = pytest.mark.usefixtures("pipelines")

OTHER_VERSION = ("import kg\nkg.__version__ = '0.0.1'\n", f"kg 0.0.1 there, {__version__} here")
"""What makes another program of a worker, and what is then said."""
OTHER_WORDS = (
    "import kg.extract.extract as it\nit._package_digest = lambda: 'other'\n",
    f"its kg {__version__} has other words, frames or weights than the one here",
)
_CLOSING = 5
"""Seconds that a worker or a scheduler may take to say goodbye."""


@contextmanager
def dask(*arguments: str | Path) -> Iterator[None]:
    """``dask …`` in a process of its own, which can import what the tests can."""
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0",
    }
    command = [sys.executable, "-m", "dask", *map(str, arguments), "--no-dashboard"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as process:
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(_CLOSING)
            except subprocess.TimeoutExpired:
                process.kill()


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a cluster of two processes."""
    folder = tmp_path_factory.mktemp("cluster")
    at = folder / "scheduler.json"
    here = ("--host", "127.0.0.1")
    with ExitStack() as opened:
        opened.enter_context(dask("scheduler", *here, "--port", "0", "--scheduler-file", at))
        worker = ("worker", "--scheduler-file", at, *here, "--nthreads", "1", "--local-directory", folder)
        opened.enter_context(dask(*worker, "--nworkers", "2"))
        with Client(scheduler_file=str(at), set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
            address = client.scheduler.address
        yield address


@pytest.fixture(autouse=True)
def short_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few documents are on the way at once, so that some are not yet when something happens."""
    monkeypatch.setattr(cluster, "_AHEAD", 4)


@pytest.fixture(params=["folder", "server"])
def address(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str | None]:
    """Of the server to build on, where none but workers may write documents; None builds in a folder."""
    if request.param == "folder":
        yield None
        return
    monkeypatch.delattr(Graph, "put_said")
    with oxigraph(tmp_path) as place:
        yield place.address


def test_a_cluster_makes_the_bytes_of_one_machine_though_a_worker_is_killed(
    few: Path, few_alone: bytes, extractor: Extractor, scheduler: str, tmp_path: Path, address: str | None
) -> None:
    told: list[str] = []

    def kill_one(item: Document | Failure) -> None:
        assert isinstance(item, Document)
        told.append(item.id)
        if len(told) == 3:
            with Client(scheduler, set_as_default=False) as client:
                os.kill(min(client.run(os.getpid).values()), signal.SIGKILL)

    store = tmp_path / "graph"
    done, made = built(few, store, extractor, address=address, scheduler=scheduler, report=kill_one)
    assert (told, done.failures) == (done.added, [])
    assert made == few_alone


def test_what_processes_die_of_is_set_aside_and_no_other(few: Path, scheduler: str, tmp_path: Path) -> None:
    done, _ = built(few, tmp_path / "store", Deadly(), scheduler=scheduler)
    (failure,) = done.failures
    assert failure.source.endswith("d007")
    assert failure.reason == "the processes that read it died, also with nothing else in work"
    assert len(done.added) == FEW - 1


@contextmanager
def a_third(scheduler: str, folder: Path, code: str) -> Iterator[None]:
    """A worker that runs ``code`` before all else, beside the two that there are."""
    (folder / "other.py").write_text(code, encoding="utf-8")
    with dask("worker", scheduler, "--no-nanny", "--nthreads", "1", "--preload", folder / "other.py"):
        with Client(scheduler, set_as_default=False) as client:
            client.wait_for_workers(3, timeout=60)
        yield


def test_a_worker_of_another_program_is_refused(extractor: Extractor, scheduler: str, tmp_path: Path) -> None:
    code, said = OTHER_WORDS
    with (
        a_third(scheduler, tmp_path, code),
        pytest.raises(ClusterError, match=rf"worker tcp://\S+: {said}"),
        cluster.Cluster(Work(extractor, "", {}), scheduler),
    ):
        pass


def test_a_worker_of_another_program_that_joins_late_ends_the_build_and_writes_nothing(
    few: Path, few_alone: bytes, extractor: Extractor, scheduler: str, tmp_path: Path
) -> None:
    code, said = OTHER_VERSION
    told: list[str] = []
    with ExitStack() as opened:

        def join(item: Document | Failure) -> None:
            assert isinstance(item, Document)
            told.append(item.id)
            if len(told) == 3:
                opened.enter_context(a_third(scheduler, tmp_path, code))

        with pytest.raises(ClusterError, match=rf"worker tcp://\S+: {said}"):
            built(few, tmp_path / "store", extractor, scheduler=scheduler, report=join)
    done, made = built(few, tmp_path / "store", extractor)
    assert (done.unchanged, made) == (told, few_alone)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("tcp://127.0.0.1:1", "Timed out trying to connect to tcp://127.0.0.1:1 after 1 s"),
        ("nowhere://127.0.0.1:1", "unknown address scheme 'nowhere'"),
        ("127.0.0.1", "missing port number in address '127.0.0.1'"),
    ],
)
def test_where_no_scheduler_is_one_line_says_so(
    address: str, said: str, few: Path, run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_REACH", 1)
    ran = run("build", few, "--store", tmp_path / "store", "--scheduler", address)
    (line,) = ran.err.splitlines()
    assert (ran.code, line.startswith(f"kg: {address}: {said}")) == (1, True), line


def test_a_cluster_has_its_own_workers(few: Path, run: Any, tmp_path: Path) -> None:
    ran = run("build", few, "--store", tmp_path / "store", "--scheduler", "127.0.0.1:1", "--workers", "2")
    assert ran.code == 2
    assert "a cluster has its own workers" in ran.err


def test_a_cluster_that_is_lost_loses_nothing_that_is_stored(
    few: Path, few_alone: bytes, extractor: Extractor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    def close(item: Document | Failure) -> None:
        assert isinstance(item, Document)
        told.append(item.id)
        if len(told) == 5:
            it.close()

    with LocalCluster(n_workers=0, processes=False, protocol="tcp://", dashboard_address=":0") as it:
        address = it.scheduler_address
        with pytest.raises(ClusterError, match="the scheduler has no workers"):
            built(few, tmp_path / "store", extractor, scheduler=address)
        it.scale(1)
        it.wait_for_workers(1)
        monkeypatch.setattr(cluster, "_REACH", 1)
        with pytest.raises(ClusterError, match=address):
            built(few, tmp_path / "store", extractor, scheduler=address, report=close)
    done, made = built(few, tmp_path / "store", extractor)
    assert (done.unchanged[:5], made) == (told[:5], few_alone)
