"""What a document said can be taken out again, exactly."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import samples
from kg.build import documents, refresh, retract
from kg.errors import StoreError
from kg.extract import Extractor
from kg.model import Document, Extraction
from kg.store.graph import Graph

pytestmark = pytest.mark.usefixtures("pipelines")

DEAL = "Lenovo has acquired Motorola Mobility for $2.9 billion."
RIVAL = "Lenovo has acquired Stratus Technologies for $614 million."


@pytest.fixture(scope="module")
def extracted(extractor: Extractor) -> list[Extraction]:
    """The samples, and three of them as another paper printed them, with a line of its own."""
    read = [document for document in documents(samples.paths()) if isinstance(document, Document)]
    credit = "\n\nReporting by our own desk."
    read += [replace(d, id=f"copy-of-{d.id}", text=d.text + credit) for d in read[::15]]
    return [extractor.extract(document) for document in read]


def exported(graph: Graph, folder: Path) -> bytes:
    path = folder / "graph.nq"
    graph.export(path)
    return path.read_bytes()


def put(graph: Graph, extractions: list[Extraction]) -> None:
    for extraction in extractions:
        graph.put(extraction, "test")
    refresh(graph)


@settings(
    deadline=None,
    derandomize=True,
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_retracting_is_never_having_read(extracted: list[Extraction], data: st.DataObject) -> None:
    """``build(A + B)``, then ``retract B``, is ``build(A)``, byte for byte."""
    numbers = st.sets(st.integers(0, len(extracted) - 1), max_size=12)
    kept, gone = data.draw(numbers, "kept"), data.draw(numbers, "gone")
    ids = [extracted[n].document.id for n in sorted(gone - kept)]
    with TemporaryDirectory() as name:
        folder = Path(name)
        with Graph.open(folder / "both", create=True) as graph:
            put(graph, [extracted[n] for n in sorted(kept | gone)])
            retract(ids, graph)
            left = exported(graph, folder)
        with Graph.open(folder / "one", create=True) as graph:
            put(graph, [extracted[n] for n in sorted(kept)])
            assert exported(graph, folder) == left


def test_a_changed_document_leaves_nothing_of_what_it_said(run: Any, tmp_path: Path) -> None:
    news, other = tmp_path / "news", tmp_path / "other"
    for folder, text in ((news, DEAL), (other, RIVAL)):
        folder.mkdir()
        (folder / "deal.txt").write_text(text, "utf-8")
    run("build", news, "--store", tmp_path / "changed")
    (news / "deal.txt").write_text(RIVAL, "utf-8")
    assert run("build", news, "--store", tmp_path / "changed").out.startswith("1 updated")
    run("build", other, "--store", tmp_path / "new")
    contents = []
    for store in ("changed", "new"):
        assert run("export", "--store", tmp_path / store, tmp_path / "o.nq").code == 0
        contents.append((tmp_path / "o.nq").read_bytes())
    assert contents[0] == contents[1]


def test_several_documents_at_once(run: Any, tmp_path: Path) -> None:
    for name, text in (("deal", DEAL), ("rival", RIVAL), ("third", "Nothing happened in the whole week.")):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    store = tmp_path / "store"
    run("build", *sorted(tmp_path.glob("*.txt")), "--store", store)
    ran = run("retract", "--store", store, "third")
    assert (ran.code, ran.err, ran.out) == (0, "", "1 taken out, 2 left\n")
    ran = run("retract", "--store", store, "rival", "deal", "deal")
    assert (ran.code, ran.out) == (0, "2 taken out, 0 left\n")
    run("export", "--store", store, tmp_path / "o.nq")
    assert (tmp_path / "o.nq").read_bytes() == b""


def test_an_unknown_document_is_told_the_known_ones_and_nothing_is_taken_out(
    run: Any, tmp_path: Path
) -> None:
    (tmp_path / "rival.txt").write_text(RIVAL, "utf-8")
    store = tmp_path / "store"
    run("build", tmp_path / "rival.txt", "--store", store)
    ran = run("retract", "--store", store, "rival", "rivals")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == f"kg: {store}: no document 'rivals' in the store; near it: rival\n"
    with Graph.open(store) as graph:
        assert list(graph.documents()) == ["rival"]
        with pytest.raises(StoreError, match=r"no document 'x' in the store$"):
            retract(["x"], graph)
