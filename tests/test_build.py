"""The straight line: the same bytes from the same news, whatever the order, and nothing lost on the way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg import samples
from kg.build import build, documents, refresh
from kg.extract import Extractor
from kg.model import Document
from kg.read import Failure
from kg.store.graph import Graph

pytestmark = pytest.mark.usefixtures("pipelines")

DEAL = "Lenovo has acquired Motorola Mobility for $2.9 billion."
RIVAL = "Lenovo has acquired Stratus Technologies for $614 million."


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder of two documents, and one below it with a taken name."""
    folder = tmp_path / "news"
    (folder / "more").mkdir(parents=True)
    (folder / "deal.txt").write_text(DEAL, "utf-8")
    (folder / "other.txt").write_text(RIVAL, "utf-8")
    (folder / "more" / "deal.txt").write_text(RIVAL, "utf-8")
    return folder


def exported(graph: Graph, path: Path) -> bytes:
    graph.export(path)
    return path.read_bytes()


def test_any_order_gives_the_same_bytes(demo: Any, extractor: Extractor, tmp_path: Path) -> None:
    with Graph.open(demo.store) as graph:
        forwards = exported(graph, tmp_path / "forwards.nq")
    with Graph.open(tmp_path / "store", create=True) as graph:
        done = build(reversed(samples.paths()), graph, extractor)
        assert (len(done.added), done.failures, done.changed) == (40, [], True)
        assert exported(graph, tmp_path / "backwards.nq") == forwards


def test_a_build_in_two_parts_gives_the_same_bytes(demo: Any, extractor: Extractor, tmp_path: Path) -> None:
    paths = samples.paths()
    with Graph.open(tmp_path / "store", create=True) as graph:
        build(paths[1::2], graph, extractor)
        done = build(paths, graph, extractor)
        assert done.added
        assert len(done.added) + len(done.unchanged) == 40
        parts = exported(graph, tmp_path / "parts.nq")
    with Graph.open(demo.store) as graph:
        assert exported(graph, tmp_path / "whole.nq") == parts


def test_building_again_changes_nothing(extractor: Extractor, news: Path, tmp_path: Path) -> None:
    with Graph.open(tmp_path / "store", create=True) as graph:
        first = build([news], graph, extractor)
        before = exported(graph, tmp_path / "before.nq")
        again = build([news], graph, extractor)
        assert (again.added, again.updated, again.failures, again.changed) == ([], [], [], False)
        assert sorted(again.unchanged) == sorted(first.added)
        assert exported(graph, tmp_path / "after.nq") == before


def test_what_was_taken_out_comes_back_the_same(extractor: Extractor, news: Path, tmp_path: Path) -> None:
    with Graph.open(tmp_path / "store", create=True) as graph:
        build([news], graph, extractor)
        before = exported(graph, tmp_path / "before.nq")
        graph.retract("other")
        assert refresh(graph)
        assert exported(graph, tmp_path / "without.nq") != before
        assert build([news], graph, extractor).added == ["other"]
        assert exported(graph, tmp_path / "after.nq") == before


def test_a_changed_text_takes_the_place_of_the_old(extractor: Extractor, news: Path, tmp_path: Path) -> None:
    with Graph.open(tmp_path / "store", create=True) as graph:
        build([news / "deal.txt"], graph, extractor)
        (news / "deal.txt").write_text(RIVAL, "utf-8")
        assert build([news / "deal.txt"], graph, extractor).updated == ["deal"]
        assert graph.document("deal").text == RIVAL
        assert "Motorola Mobility" not in {entity.name for entity in graph.resolution().entities}


def test_another_extractor_reads_anew(extractor: Extractor, news: Path, tmp_path: Path) -> None:
    class Later(Extractor):
        @property
        def fingerprint(self) -> str:
            return "later"

    with Graph.open(tmp_path / "store", create=True) as graph:
        build([news / "deal.txt"], graph, extractor)
        assert build([news / "deal.txt"], graph, Later()).updated == ["deal"]


def test_a_document_that_is_gone_stays(extractor: Extractor, news: Path, tmp_path: Path) -> None:
    with Graph.open(tmp_path / "store", create=True) as graph:
        build([news], graph, extractor)
        (news / "other.txt").unlink()
        done = build([news], graph, extractor)
        assert "other" not in done.unchanged
        assert "other" in graph.documents()


def test_a_document_that_fails_keeps_what_it_said(extractor: Extractor, news: Path, tmp_path: Path) -> None:
    with Graph.open(tmp_path / "store", create=True) as graph:
        build([news / "deal.txt"], graph, extractor)
        (news / "deal.txt").write_bytes(b"")
        done = build([news / "deal.txt"], graph, extractor)
        assert done.failures == [Failure(str(news / "deal.txt"), "empty")]
        assert graph.document("deal").text == DEAL


def test_each_document_is_told_of_as_it_is_done(extractor: Extractor, news: Path, tmp_path: Path) -> None:
    told: list[str] = []
    with Graph.open(tmp_path / "store", create=True) as graph:
        build(
            [news / "other.txt", news / "none.txt"],
            graph,
            extractor,
            report=lambda item: told.append(item.id if isinstance(item, Document) else item.reason),
        )
    assert told == ["no such file or folder", "other"]


def test_two_documents_of_one_name_both_stand(news: Path) -> None:
    found = [document for document in documents([news]) if isinstance(document, Document)]
    assert [document.text for document in found] == [DEAL, RIVAL, RIVAL]
    assert len({document.id for document in found}) == 3


def test_a_document_given_twice_stands_once(news: Path) -> None:
    twice = list(documents([news, news / "other.txt", news / "deal.txt", news]))
    assert [getattr(item, "text", item) for item in twice[:3]] == [DEAL, RIVAL, RIVAL]
    assert len(twice) == 3


def test_stale_facts_are_derived_anew_when_they_are_read(run: Any, news: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    run("build", news, "--store", store)
    with Graph.open(store) as graph:
        graph.retract("deal")
    ran = run("query", "--store", store, "acquisitions", "--format", "csv")
    assert ran.code == 0
    assert ran.err == "the facts are older than the documents; they are derived anew\n"
    assert "Motorola" not in ran.out
    assert "Stratus" in ran.out
    assert run("query", "--store", store, "acquisitions", "--format", "csv").err == ""
