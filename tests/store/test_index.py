"""The index of a state against the facts that it is made of."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from store_news import FINGERPRINT, hand_made, resolved

from kg.errors import StoreError
from kg.model import Resolution
from kg.store import snapshots
from kg.store.graph import Graph
from kg.store.index import Index, Wanted
from kg.store.indexing import make_index


@pytest.fixture(scope="module")
def made() -> Resolution:
    return resolved(*hand_made())


@pytest.fixture(scope="module")
def published(made: Resolution, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a state."""
    store = tmp_path_factory.mktemp("index") / "store"
    with Graph.open(store, create=True) as graph:
        for extraction in hand_made():
            graph.put(extraction, FINGERPRINT)
        graph.write(made)
    snapshot = snapshots.latest(store)
    assert snapshot is not None
    yield snapshot.folder
    snapshot.close()


@pytest.fixture(scope="module")
def index(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    file = tmp_path_factory.mktemp("file") / "an index?#%"
    make_index(published, file)
    index = Index(file)
    yield index
    index.close()


def test_it_has_all_things_and_facts(index: Index, made: Resolution) -> None:
    assert index.size() == len(made.facts)
    for entity in made.entities:
        found = index.entity(entity.id)
        assert found is not None
        assert (found.type, found.name, found.aliases) == (entity.type, entity.name, entity.aliases)
        assert index.called(entity.name.upper()) == index.called(entity.id) == {entity.id}
        own = {fact.id for fact in made.facts if entity.id in {fact.subject, fact.object}}
        assert {told.id for told in index.around(entity.id)} == own
        assert index.degree(entity.id) == len(own)
    assert index.entity("company/none") is None
    assert (index.degree("company/none"), index.around("company/none")) == (0, [])
    said = {(fact.id, fact.relation, fact.subject, fact.object, fact.status.value) for fact in made.facts}
    told = index.passing(Wanted(), -1, 0)
    assert {(each.id, each.relation, each.subject, each.object, each.status) for each in told} == said
    dates = {fact.id: fact.date for fact in made.facts if fact.date}
    assert {each.id: each.when for each in told if each.id in dates} == dates


@pytest.mark.parametrize("about", [None, frozenset({"company/alpha-chips", "person/eve-nowak"})])
@pytest.mark.parametrize("since", ["", "2018", "2018-05-11", "2018-06"])
@pytest.mark.parametrize("until", ["", "2018", "2018-05"])
@pytest.mark.parametrize("relation", ["", "partners_with"])
def test_what_is_wanted_comes_newest_first_and_in_parts(
    index: Index, about: frozenset[str] | None, since: str, until: str, relation: str
) -> None:
    def passes(when: str) -> bool:
        after = not since or (bool(when) and when[: len(since)] >= since[: len(when)])
        return after and (not until or (bool(when) and when[: len(until)] <= until[: len(when)]))

    expected = [
        told
        for told in index.passing(Wanted(), -1, 0)
        if passes(told.when)
        and relation in {"", told.relation}
        and (about is None or about & {told.subject, told.object})
    ]
    wanted = Wanted(about, relation, since=since, until=until)
    found = [told for offset in range(0, 12, 3) for told in index.passing(wanted, 3, offset)]
    assert found == expected
    assert [told.when for told in found] == sorted((told.when for told in found), reverse=True)
    assert index.years(wanted) == dict(sorted(Counter(told.when[:4] for told in found).items()))


def test_the_most_connected_come_first(index: Index) -> None:
    def rank(ends: tuple[str, str]) -> tuple[int, int]:
        degrees = sorted(map(index.degree, ends))
        return -degrees[0], -degrees[1]

    central = index.central(100)
    assert len(central) == index.size()
    ranks = [rank((told.subject, told.object)) for told in central]
    assert ranks == sorted(ranks)
    assert index.central(2) == central[:2]
    these = {"company/alpha-chips", "company/beta-cloud", "company/gamma-motors"}
    assert index.between(these) == [told for told in central if {told.subject, told.object} <= these]


def test_no_file_where_none_can_be_made(published: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        make_index(published, tmp_path / "none" / "file")
    with pytest.raises(StoreError, match="cannot be read"):
        make_index(tmp_path / "none", tmp_path / "file")
    with pytest.raises(sqlite3.OperationalError):
        Index(tmp_path / "file").size()
