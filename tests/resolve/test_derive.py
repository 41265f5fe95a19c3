"""Facts of more claims than are held at once are those of all claims together."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.benchmarks.news import news
from kg.model import Claim
from kg.relations import RELATIONS
from kg.resolve import derive, resolve, spill
from kg.resolve.decisions import read_decision
from kg.resolve.spill import Spill, gathered


@pytest.fixture(scope="module")
def claims() -> list[Claim]:
    return [claim for extraction in news(40).extractions for claim in extraction.claims]


def test_the_facts_are_the_same_in_parts(claims: list[Claim], monkeypatch: pytest.MonkeyPatch) -> None:
    whole = resolve(claims)
    first = next(fact for fact in whole.facts if fact.relation == "partners_with")
    names = {entity.id: entity.name for entity in whole.entities}
    lines = [
        f"reject {names[first.subject]} partners_with {names[first.object]}",
        f"accept {names[first.subject]} partners_with Nobody",
    ]
    decisions = [read_decision(line, "test", RELATIONS) for line in lines]
    whole = resolve(claims, decisions=decisions)
    monkeypatch.setattr("kg.resolve.spill.ROOM", 20)
    parts = derive(claims, decisions=decisions)
    facts = list(parts.facts)
    assert sorted(chain.from_iterable(facts), key=lambda fact: fact.id) == list(whole.facts)
    assert len({pair for between in facts for pair in {fact.pair for fact in between}}) == len(facts)
    assert parts.entities == whole.entities
    assert sorted(parts.idle) == list(whole.idle) != []


@given(st.lists(st.integers(0, 30)), st.integers(1, 10))
def test_what_shares_a_key_is_gathered(values: list[int], room: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(spill, "ROOM", room)
        lists = list(gathered(values, lambda value: str(value % 7), len(values)))
    assert sorted(chain.from_iterable(lists)) == sorted(values)
    keys = [key for some in lists for key in {value % 7 for value in some}]
    assert len(keys) == len(set(keys))


@given(st.lists(st.text(max_size=5)))
def test_what_was_spilt_comes_back_again_and_again(values: list[str]) -> None:
    kept = Spill[str]()
    assert list(kept.passing(values)) == list(kept) == list(kept) == values
    assert kept.count == len(values)
    kept.close()
