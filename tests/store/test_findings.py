"""What an analyst asks a store in Python, and reads."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Any

import pandas
import pytest
from store_news import FINGERPRINT, resolved

import kg
from kg.build import derived
from kg.errors import KgError, QueryError
from kg.store.graph import Graph


def lines(found: Any) -> list[str]:
    return [f"{row.subject.name} {row.relation} {row.object.name} {row.status}" for row in found]


ALLY = "Alpha Chips partners_with Beta Cloud actual"
JOIN = "Beta Cloud partners_with Gamma Motors actual"
TALK = "Beta Cloud partners_with Gamma Motors potential"
STUDY = "Beta Cloud partners_with Delta University actual"
DENY = "Gamma Motors partners_with Delta University denied"
STAKE = "Alpha Chips invests_in Beta Cloud actual"
HEAD = "Eve Nowak holds_position Alpha Chips actual"
BUY = "Gamma Motors acquires Alpha Chips actual"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, [STAKE, ALLY, STUDY, JOIN, TALK, HEAD, BUY, DENY]),
        ({"about": "EVE nowak"}, [HEAD]),
        ({"about": "company/beta-cloud", "status": "potential"}, [TALK]),
        ({"about": ["Eve Nowak", "Delta University"]}, [STUDY, HEAD, DENY]),
        ({"about": "the chipmaker", "relation": "acquires"}, [BUY]),
        ({"relation": ["acquires", "invests_in"]}, [STAKE, BUY]),
        ({"status": {"denied", "potential"}}, [TALK, DENY]),
        ({"since": "2018-06"}, [ALLY, JOIN, TALK, BUY]),  # the first is told again in June
        ({"since": "2019"}, []),
        ({"min_confidence": 0.92}, [ALLY]),
        ({"relation": ()}, []),
    ],
)
def test_facts_by_what_is_asked(graph: Graph, asked: dict[str, Any], expected: list[str]) -> None:
    assert sorted(lines(graph.facts(**asked))) == sorted(expected)


def test_facts_stand_in_the_order_of_reading(graph: Graph) -> None:
    rows = lines(graph.facts())
    assert rows[0] == STAKE
    assert rows.index(JOIN) < rows.index(TALK)  # the surer first
    assert rows == lines(graph.facts())


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"about": "Alpha Chip"}, "nothing is called 'Alpha Chip'; near it: Alpha Chips"),
        ({"relation": "marries"}, "unknown relation 'marries'; one of partners_with"),
        ({"status": "done"}, "unknown status 'done'"),
    ],
)
def test_what_is_not_there_is_told(graph: Graph, asked: dict[str, Any], message: str) -> None:
    with pytest.raises(KgError, match=message):
        graph.facts(**asked)


def test_a_finding_has_its_things_and_its_evidence(graph: Graph) -> None:
    (found,) = graph.facts(relation="invests_in")
    assert (found.subject.name, found.subject.aliases) == ("Alpha Chips", ("Alpha", "the chipmaker"))
    assert found.quote == "Alpha paid $1.2 billion for a tenth of Beta Cloud in May 2018."
    (quote,) = found.quotes
    assert graph.document(quote.document).text[quote.start : quote.end] == quote.text
    assert (quote.subject, quote.object, quote.publisher) == ("Alpha", "Beta Cloud", "Example News")
    assert str(found) == "Alpha Chips invests in Beta Cloud (actual, $1.2 billion, 2018-05, P18M) 0.90"
    assert found.record() == {
        "subject": "Alpha Chips", "subject_type": "Company", "relation": "invests_in",
        "object": "Beta Cloud", "object_type": "Company", "status": "actual",
        "amount": 1.2e9, "amount_max": None, "currency": "USD", "date": "2018-05", "period": "P18M",
        "topic": None, "confidence": 0.9, "sources": 1, "evidence": quote.text, "document": "one",
        "start": quote.start, "end": quote.end, "published": "2018-05-10", "url": "https://news.example/one",
    }  # fmt: skip


def test_findings_are_a_data_frame(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    frame = graph.facts(about="Alpha").to_frame()
    assert list(frame.columns) == list(graph.facts()[0].record())
    assert frame[frame.relation == "acquires"].amount_max.item() == 4e6
    assert list(graph.facts(relation=()).to_frame().columns) == list(frame.columns)
    assert isinstance(graph.facts()[:2].to_frame(), pandas.DataFrame)
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(KgError, match="needs pandas"):
        graph.facts().to_frame()


def test_partners_and_investments(graph: Graph) -> None:
    assert lines(graph.partners("delta university")) == [STUDY, DENY]
    assert len(graph.partners()) == 5
    assert lines(graph.investments()) == lines(graph.investments("Alpha")) == [STAKE]
    assert lines(graph.investments("Gamma Motors")) == []


def test_investments_stand_by_currency_and_amount(demo: Any) -> None:
    with kg.open(demo.store) as graph:
        ranked = [(row.money.currency, -row.money.amount) for row in graph.investments() if row.money]
        bare = [row.money is None for row in graph.investments()]
    assert ranked == sorted(ranked)
    assert len(ranked) > 5
    assert bare == sorted(bare)


def test_a_pair_is_explained(graph: Graph) -> None:
    why = graph.explain("alpha", "Beta Cloud")
    assert {row.relation for row in why.findings} == {"partners_with", "invests_in"}
    told = str(why)
    assert "Alpha Chips partners with Beta Cloud (actual, data) 0.95" in told
    assert "“The chipmaker Alpha Chips and Beta Cloud ally.”" in told
    assert "one, Example News, 2018-05-10, https://news.example/one: en.test, as “Alpha”" in told
    assert "Alpha Chips is also called Alpha, the chipmaker" in told
    assert str(graph.explain("Eve Nowak", "Beta Cloud")).startswith("no fact joins Eve Nowak and Beta Cloud")
    with pytest.raises(KgError, match="nothing is called 'Omega'"):
        graph.explain("Alpha", "Omega")


def test_judgements_say_why_names_are_one_things(demo: Any) -> None:
    with kg.open(demo.store) as graph:
        bare = graph.explain("OpenAI", "SoftBank")
        why = graph.explain("OpenAI", "SoftBank", derived(graph).judgements)
    assert (bare.judgements, bare.findings) == ((), why.findings)
    own = [{entity.name, *entity.aliases} for entity in (*why.left, *why.right)]
    assert why.judgements
    assert all(any({each.left, each.right} <= names for names in own) for each in why.judgements)


def test_shipped_queries_are_asked_by_name(graph: Graph) -> None:
    frame = graph.query("partners", org="Alpha", min_confidence=0.8).to_frame()
    assert set(frame.partner) == {"Beta Cloud"}
    assert graph.query("ASK { ?claim a kg:Claim }").rows == ((True,),)
    with pytest.raises(QueryError, match="no query is named 'partner'"):
        graph.query("partner", org="Alpha")
    with pytest.raises(QueryError, match="only shipped queries take org"):
        graph.query("ASK {}", org="Alpha")


def test_the_network_is_that_of_the_facts(graph: Graph) -> None:
    drawn = graph.to_networkx()
    assert {key for _, _, key in drawn.edges(keys=True)} == {row.id for row in graph.facts()}


def test_what_was_written_since_is_read(graph: Graph, news: Any) -> None:
    assert graph.facts(relation="invests_in")
    one, two, three = news
    less = replace(one, claims=one.claims[:1])
    graph.put(less, FINGERPRINT)
    graph.write(resolved(less, two, three))
    assert not graph.facts(relation="invests_in")
