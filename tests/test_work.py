"""What a worker does with one document, for a folder and on a real server."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from killed import FEW, built
from servers import Contrary, Place, contrary, empty, oxigraph

from kg.build import documents
from kg.errors import StoreError
from kg.extract import Extractor
from kg.model import Document, Extraction
from kg.read import Failure
from kg.relations import RELATIONS
from kg.store.graph import Graph
from kg.work import Ready, Work, Written

pytestmark = pytest.mark.usefixtures("pipelines")


@pytest.fixture(scope="module")
def document(few: Path) -> Document:
    first = next(documents([few]))
    assert isinstance(first, Document)
    return first


@pytest.fixture(scope="module")
def oxigraph_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with oxigraph(tmp_path_factory.mktemp("oxigraph")) as place:
        yield place


@pytest.fixture
def server(oxigraph_server: Place) -> str:
    empty(oxigraph_server)
    return oxigraph_server.address


def test_what_is_written_twice_is_there_once_and_as_a_folder_has_it(
    document: Document, extractor: Extractor, server: str, tmp_path: Path
) -> None:
    ready = Work(extractor, "f", RELATIONS)(document)
    assert isinstance(ready, Ready)
    said = ready.said
    work = Work(extractor, "f", RELATIONS, server)
    first, second = work(document), Work(extractor, "f", RELATIONS, server)(document)
    assert isinstance(first, Written)
    assert first == second
    assert (first.document_id, first.digest, first.claims) == (document.id, said.digest, ready.claims)
    with Graph.open(server) as there, Graph.open(tmp_path / "store", create=True) as here:
        assert there.holds(document.id, said.digest)
        assert here.put_said(said)
        assert not here.put_said(said)
        assert there.extraction(document.id) == here.extraction(document.id)
        assert pickle.loads(ready.claims) == here.extraction(document.id).claims != ()
    work.close()
    with pytest.raises(StoreError, match="the store is closed"):
        work(document)


def test_a_new_text_takes_the_place_of_the_old_one(
    document: Document, extractor: Extractor, server: str
) -> None:
    work = Work(extractor, "f", RELATIONS, server)
    work(document)
    changed = replace(document, text=document.text.replace("acquired", "bought"))
    work(changed)
    with Graph.open(server) as graph:
        assert graph.document(document.id).text == changed.text
        assert list(graph.documents()) == [document.id]


def test_a_server_that_is_not_there_is_told_in_words_that_come_through_any_pipe(
    document: Document, extractor: Extractor
) -> None:
    with pytest.raises(StoreError, match=r", process \d+: http://127\.0\.0\.1:1/query: ") as told:
        Work(extractor, "f", RELATIONS, "http://127.0.0.1:1/query")(document)
    assert str(pickle.loads(pickle.dumps(told.value))) == str(told.value)


class Wrong(Extractor):
    """Says what no store takes."""

    def extract(self, document: Document) -> Extraction:
        extraction = super().extract(document)
        claims = tuple(replace(claim, document="another") for claim in extraction.claims)
        return replace(extraction, claims=claims)


def test_what_no_store_takes_is_a_failure_of_its_document_alone(few: Path, tmp_path: Path) -> None:
    done, _ = built(few, tmp_path / "store", Wrong())
    assert done.failures[0].reason.startswith("a claim of document 'another' cannot stand under")
    assert all(isinstance(failure, Failure) for failure in done.failures)


def test_workers_write_to_a_server_themselves(
    few: Path,
    few_alone: bytes,
    extractor: Extractor,
    server: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(Graph, "put_said")  # in this process
    done, made = built(few, tmp_path / "store", extractor, address=server, workers=2)
    assert (len(done.added), done.failures) == (FEW, [])
    assert made == few_alone


def test_workers_that_write_elsewhere_are_told(
    few: Path, extractor: Extractor, server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with contrary(Contrary()) as elsewhere, Graph.open(server) as graph:
        monkeypatch.setenv("KG_STORE_UPDATE", elsewhere)  # for the workers: this one is open already
        monkeypatch.setattr(Graph, "open", lambda *_, **__: graph)
        with pytest.raises(StoreError, match="has written to another server at this address"):
            built(few / "d000.txt", tmp_path / "store", extractor, address=server, workers=2)
