"""Comparisons: no more for each name than a constant, whatever the names, and none that should not be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations, islice, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making_claims import claim, name

from kg.model import Claim, EntityType, Mention, Name
from kg.resolve import resolve
from kg.resolve.blocking import ASKED_LIMIT, BLOCK_LIMIT, candidates, unpacked
from kg.resolve.clusters import FACES_LIMIT, Clusters
from kg.resolve.gather import Gathering, Node, gather
from kg.resolve.identities import judged
from kg.resolve.scoring import are_different

WORDS = st.sampled_from(
    ("Halden", "Haldena", "Haldenu", "Vexley", "Vexleyem", "of", "&", "Group", "Ltd", "Bank", "China", "4")
)
TEXTS = st.one_of(
    st.lists(WORDS, min_size=1, max_size=3), st.lists(WORDS, min_size=40, max_size=50)
).map(" ".join)  # fmt: skip
NAMES = st.builds(Name, TEXTS, st.sampled_from(EntityType), st.lists(TEXTS, max_size=4).map(tuple))


def said(names: Iterable[Name], language: str = "pl") -> list[Claim]:
    """Each name in a document of its own."""
    return [
        replace(
            claim(f"d{number}", "Qarvox", "partners_with", "Qarvox", language=language),
            object=Mention(2, 3, each.name, each),
        )
        for number, each in enumerate(names)
    ]


def pairs_of(gathering: Gathering) -> list[tuple[int, int]]:
    return list(unpacked(candidates(gathering.nodes), len(gathering.nodes)))


def written(gathering: Gathering) -> list[tuple[tuple[object, ...], tuple[object, ...]]]:
    """The pairs that are compared, without positions."""
    nodes = gathering.nodes
    return [(nodes[i].order, nodes[j].order) for i, j in pairs_of(gathering)]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_pairs_are_bounded_distinct_and_of_any_order(data: st.DataObject) -> None:
    known = data.draw(st.lists(NAMES, max_size=10))
    claims = said(data.draw(st.lists(NAMES, max_size=40)))
    gathering = gather(claims, known)
    nodes, pairs = gathering.nodes, pairs_of(gathering)
    assert pairs == sorted(set(pairs))
    assert all(i < j for i, j in pairs)
    assert not any(nodes[i].known and nodes[j].known for i, j in pairs)
    assert not any(EntityType.TOPIC in (nodes[i].type, nodes[j].type) for i, j in pairs)
    assert len(pairs) <= (BLOCK_LIMIT + ASKED_LIMIT) * len(nodes)
    turned = gather(data.draw(st.permutations(claims)), data.draw(st.permutations(known)))
    assert written(turned) == written(gathering)


def one_key(number: int) -> list[Name]:
    """Names that differ in their legal forms only."""
    forms = product(("Ltd", "Inc", "Corp", "GmbH"), repeat=6)
    return [name(f"Halden {' '.join(legal)}") for legal in islice(forms, number)]


def spaced(number: int) -> list[Name]:
    """Names of the same letters, each with spaces elsewhere."""
    letters = "HALDENVEXLEYQO"
    gaps = (gap for size in range(8) for gap in combinations(range(1, len(letters)), size))
    return [
        name("".join(f" {c}" if i in gap else c for i, c in enumerate(letters)))
        for gap in islice(gaps, number)
    ]


@pytest.mark.parametrize("names", [one_key(1500), spaced(1500)], ids=["legal forms", "spaces"])
def test_many_names_of_one_key_are_compared_with_the_first(names: list[Name]) -> None:
    gathering = gather(said(names, "en"), ())
    of_key = sum(node.form.key == gathering.nodes[0].form.key for node in gathering.nodes)
    assert of_key == len(names)
    assert len(pairs_of(gathering)) == BLOCK_LIMIT * (BLOCK_LIMIT - 1) // 2 + len(names) - BLOCK_LIMIT


@pytest.mark.parametrize("names", [one_key(1500), spaced(1500)], ids=["legal forms", "spaces"])
def test_clusters_ask_a_bounded_number_of_times(names: list[Name]) -> None:
    gathering = gather(said(names, "en"), ())
    asked = 0

    def differ(left: Node, right: Node) -> bool:
        nonlocal asked
        asked += 1
        return are_different(left, right, gathering.setting)

    clusters = Clusters(gathering.nodes, differ)
    told = clusters.merge(judged(gathering))
    assert asked <= FACES_LIMIT * len(told)
    cores = Counter({(clusters.root(i), node.form.core) for i, node in enumerate(gathering.nodes)})
    assert max(Counter(root for root, _ in cores).values()) <= FACES_LIMIT


def test_names_that_differ_in_legal_forms_are_one_however_many() -> None:
    assert len(resolve(said(one_key(1500), "en")).entities) == 2


def test_a_name_of_many_words_asks_for_a_bounded_number() -> None:
    """Each beginning of it is the name of a company, under a hundred legal forms."""
    words = [f"Vex{chr(97 + i)}" for i in range(20)]
    forms = [" ".join(legal) for legal in islice(product(("Ltd", "Inc", "Corp", "GmbH"), repeat=4), 100)]
    shorter = [name(" ".join([*words[:end], legal])) for end in range(1, 20) for legal in forms]
    gathering = gather(said([*shorter, name(" ".join(words * 3))], "en"), ())
    (longest,) = (i for i, node in enumerate(gathering.nodes) if len(node.form.core) == 60)
    assert sum(longest in pair for pair in pairs_of(gathering)) == ASKED_LIMIT


def test_surnames_at_one_company_are_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A company where many bear a surname, and many documents that give nothing but it."""
    claims = [claim(f"p{i}", f"person:Wei{i} Lin", "holds_position", "Nvidia") for i in range(100)]
    claims += [claim(f"d{i}", "person:Lin", "holds_position", "Nvidia") for i in range(300)]
    asked = 0

    def differ(*given: object) -> bool:
        nonlocal asked
        asked += 1
        return are_different(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("kg.resolve.surroundings.are_different", differ)
    resolution = resolve(claims)
    assert sum(entity.type is EntityType.PERSON for entity in resolution.entities) == 400
    assert 0 < asked <= 100
