"""Many processes: the same bytes as one, and no document lost or held twice whatever dies."""

from __future__ import annotations

import json
import os
import signal
from multiprocessing import active_children
from pathlib import Path

import pytest
from killed import DOCUMENTS, Deadly, built

from kg import aside
from kg.errors import StoreError
from kg.extract import Extractor
from kg.model import Document, Extraction
from kg.read import Failure
from kg.store.graph import Graph

pytestmark = pytest.mark.usefixtures("pipelines")


class Broken(Extractor):
    """Fails on one document as no extractor should."""

    def extract(self, document: Document) -> Extraction:
        if document.id.endswith("d007"):
            raise ZeroDivisionError("division by zero")
        return super().extract(document)


# Stands first: the first worker that a program starts is the one that may miss the block of the signal.
def test_ctrl_c_stops_the_program_and_its_workers_only_with_it(
    news: Path, alone: bytes, extractor: Extractor, tmp_path: Path
) -> None:
    told: list[str] = []
    at_work: list[set[int | None]] = []

    def press(item: Document | Failure) -> None:
        assert isinstance(item, Document)
        told.append(item.id)
        at_work.append({child.pid for child in active_children()})
        if len(told) == 5:
            for pid in at_work[-1]:
                os.kill(pid or 0, signal.SIGINT)  # as a terminal does, to all of a program's processes
        if len(told) == 30:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        built(news, tmp_path / "store", extractor, workers=2, report=press)
    assert all(workers == at_work[0] for workers in at_work)
    assert not active_children()
    with Graph.read(tmp_path / "store") as graph:
        assert list(graph.documents()) == told
        assert not graph.is_stale
    done, made = built(news, tmp_path / "store", extractor)
    assert (done.unchanged, made) == (told, alone)


def test_many_workers_make_the_bytes_of_one(
    news: Path, alone: bytes, extractor: Extractor, tmp_path: Path
) -> None:
    done, made = built(news, tmp_path / "store", extractor, workers=2)
    assert made == alone
    assert done.added == sorted(done.added)
    assert len(done.added) == DOCUMENTS
    assert not active_children()


def test_nothing_is_lost_with_workers_that_are_killed(
    news: Path, alone: bytes, extractor: Extractor, tmp_path: Path
) -> None:
    told: list[str] = []

    def kill_one(item: Document | Failure) -> None:
        assert isinstance(item, Document)
        told.append(item.id)
        if len(told) in {1, 15}:
            victim = active_children()[0].pid
            assert victim
            os.kill(victim, signal.SIGKILL)

    done, made = built(news, tmp_path / "store", extractor, workers=2, report=kill_one)
    assert (len(told), len(set(told)), done.failures) == (DOCUMENTS, DOCUMENTS, [])
    assert made == alone


def test_what_workers_die_of_is_set_aside(news: Path, tmp_path: Path) -> None:
    done, _ = built(news, tmp_path / "store", Deadly(), workers=2)
    (failure,) = done.failures
    assert failure.source.endswith("d007")
    assert failure.reason == "the process that read it died (SIGKILL), and so did another"
    assert len(done.added) == DOCUMENTS - 1


def test_what_fails_is_passed_by_until_it_is_asked_for(news: Path, alone: bytes, tmp_path: Path) -> None:
    store, extractor = tmp_path / "store", Broken()
    (first,) = built(news, store, extractor)[0].failures
    assert first.reason == "division by zero"
    told = json.loads((store / aside.NAME).read_text("utf-8"))
    assert (told["id"], told["reason"]) == (first.source, first.reason)
    (again,) = built(news, store, extractor)[0].failures
    assert again.reason == "division by zero (set aside; --retry-failed tries it again)"
    assert built(news, store, extractor, retry_failed=True)[0].failures == [first]
    sound = Extractor()
    assert sound.fingerprint == extractor.fingerprint
    done, made = built(news, store, sound, retry_failed=True)
    assert (done.added, done.failures, made) == ([first.source], [], alone)
    assert not (store / aside.NAME).exists()


@pytest.mark.parametrize("line", [
    "{}",
    "[]",
    '{"id": "a", "content_hash": "b", "fingerprint": "c", "reason": 1}',
    '{"id": "\\ud83d", "content_hash": "b", "fingerprint": "c", "reason": "d"}',
    "[" * 100_000,
], ids=["no keys", "no object", "no text", "half a surrogate pair", "deep"])  # fmt: skip
def test_a_broken_list_of_what_failed_is_told(line: str, tmp_path: Path) -> None:
    path = tmp_path / aside.NAME
    path.write_text(f"{line}\n", "utf-8")
    with pytest.raises(StoreError, match=r"failed\.jsonl: broken; delete it"):
        aside.Aside(path, "print")
    assert path.read_text("utf-8") == f"{line}\n"
