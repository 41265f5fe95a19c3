"""Facts → networkx, and the two ways of asking for less."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import networkx
import pytest
from deals import claim, deals, document, entity, fact, resolution

from kg.errors import KgError
from kg.model import EntityType, Money, Status
from kg.network import neighbourhood, network, select

ALMA, BOR, CYAN, DUNE = (entity(name) for name in ("Alma", "Bor", "Cyan", "Dune"))
PLATO = entity("Plato Chip", EntityType.PRODUCT, ("Plato", "PC-1"))


def small() -> networkx.MultiDiGraph[str]:
    """Alma → Bor (twice) → Cyan ↔ Dune, and Plato by itself."""
    first = document("Alma and Bor signed a pact.", published="2025-06-10")
    second = document("Alma buys Bor.", published="2024-01-05")
    third = document("Bor ships to Cyan.", published="2023-02-01")
    fourth = document("Cyan and Dune compete.", published="2022-12-31")
    facts = [
        fact(claim(first, ALMA, "partners_with", BOR, confidence=0.9)),
        fact(claim(second, ALMA, "acquires", BOR, Status.PLANNED, date="2026", confidence=0.5)),
        fact(claim(third, BOR, "supplies", CYAN, date="2023-01", confidence=0.8)),
        fact(claim(fourth, CYAN, "competes_with", DUNE, confidence=0.7)),
    ]
    documents = {each.id: each for each in (first, second, third, fourth)}
    return network(resolution([ALMA, BOR, CYAN, DUNE, PLATO], facts), documents)


def names(graph: networkx.MultiDiGraph[str]) -> set[str]:
    return {graph.nodes[node]["name"] for node in graph}


def relations(graph: networkx.MultiDiGraph[str]) -> set[str]:
    return {each["relation"] for _, _, each in graph.edges(data=True)}


def test_nodes_are_entities_with_their_names_and_sizes() -> None:
    graph = small()
    assert graph.nodes["product/plato-chip"] == {
        "name": "Plato Chip", "type": "Product", "aliases": ["Plato", "PC-1"], "size": 0,
    }
    assert [graph.nodes[each.id]["size"] for each in (ALMA, BOR, CYAN, DUNE)] == [2, 3, 2, 1]


def test_an_edge_carries_the_fact_and_where_it_was_read() -> None:
    told = document("🚀 Alma put 1.5 million euros into Bor.", "https://paper.example/1", "Alma backs Bor")
    money = Money(Decimal("1500000.00"), "EUR", Decimal("2000000"), "1.5 million euros")
    deal = fact(claim(told, ALMA, "invests_in", BOR, Status.ACTUAL, money, "2026-03", "a plant", 0.75))
    graph = network(resolution([ALMA, BOR], [deal]), {told.id: told})
    assert graph.edges["company/alma", "company/bor", deal.id] == {
        "relation": "invests_in",
        "status": "actual",
        "confidence": 0.75,
        "amount": 1500000.0,
        "amount_max": 2000000.0,
        "currency": "EUR",
        "wording": "1.5 million euros",
        "date": "2026-03",
        "period": None,
        "topic": "a plant",
        "sources": 1,
        "evidence": [
            {
                "quote": told.text,
                "start": 0,
                "end": len(told.text),
                "subject": {"text": "Alma", "start": 2, "end": 6},
                "object": {"text": "Bor", "start": 34, "end": 37},
                "rule": "en.invests_in.plain",
                "document": told.id,
                "title": "Alma backs Bor",
                "publisher": told.publisher,
                "published": "2026-03-02",
                "url": "https://paper.example/1",
            }
        ],
    }


def test_a_name_outside_the_quote_has_no_place_in_it() -> None:
    told = document("Alma met the press. It bought Bor.")
    whole = claim(told, ALMA, "acquires", BOR)
    quote = replace(whole.evidence, start=20, quote=told.text[20:])
    deal = fact(replace(whole, evidence=quote))
    graph = network(resolution([ALMA, BOR], [deal]), {told.id: told})
    [piece] = graph.edges["company/alma", "company/bor", deal.id]["evidence"]
    assert piece["subject"] == {"text": "Alma", "start": None, "end": None}
    assert piece["quote"][piece["object"]["start"] : piece["object"]["end"]] == "Bor"


def test_every_attribute_is_plain_json() -> None:
    graph = network(*deals())
    plain = networkx.node_link_data(graph)
    assert json.loads(json.dumps(plain, allow_nan=False)) == plain


def test_what_is_not_given_is_named() -> None:
    told = document("Alma and Bor signed a pact.")
    deal = fact(claim(told, ALMA, "partners_with", BOR))
    with pytest.raises(KgError, match="company/bor"):
        network(resolution([ALMA], [deal]), {told.id: told})
    with pytest.raises(KgError, match=told.id):
        network(resolution([ALMA, BOR], [deal]), {})


@pytest.mark.parametrize(
    ("about", "hops", "expected"),
    [
        (["Alma"], 0, {"Alma"}),
        (["Alma"], 1, {"Alma", "Bor"}),
        (["cyan"], 1, {"Bor", "Cyan", "Dune"}),
        (["company/dune"], 2, {"Bor", "Cyan", "Dune"}),
        (["pc-1"], 5, {"Plato Chip"}),
        (["Alma", "Dune"], 1, {"Alma", "Bor", "Cyan", "Dune"}),
    ],
)
def test_neighbourhood(about: list[str], hops: int, expected: set[str]) -> None:
    assert names(neighbourhood(small(), about, hops)) == expected


def test_neighbourhood_keeps_parallel_facts_and_the_graph_it_was_given() -> None:
    graph = small()
    assert neighbourhood(graph, ["Alma"], 1).number_of_edges() == 2
    assert graph.number_of_edges() == 4


def test_an_unknown_name_brings_up_the_nearest() -> None:
    with pytest.raises(KgError, match="'Almma'; near it: Alma"):
        neighbourhood(small(), ["Almma"], 1)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, {"partners_with", "acquires", "supplies", "competes_with"}),
        ({"relations": ["supplies"]}, {"supplies"}),
        ({"relations": []}, set()),
        ({"statuses": ["planned"]}, {"acquires"}),
        ({"min_confidence": 0.8}, {"partners_with", "supplies"}),
        ({"since": "2026-05"}, {"acquires"}),  # "2026" may well be after May
        ({"since": "2025"}, {"partners_with", "acquires"}),  # the pact by its paper's date
        ({"since": "2023-01-15"}, {"partners_with", "acquires", "supplies"}),
        ({"since": "2022-12-31"}, {"partners_with", "acquires", "supplies", "competes_with"}),
        ({"since": "2023", "statuses": ["actual"], "min_confidence": 0.85}, {"partners_with"}),
    ],
)
def test_select(asked: dict[str, object], expected: set[str]) -> None:
    chosen = select(small(), **asked)  # type: ignore[arg-type]
    assert relations(chosen) == expected
    assert all(chosen.degree(node) for node in chosen)


def test_a_fact_of_no_known_time_is_after_nothing() -> None:
    told = replace(document("Alma and Bor signed a pact."), published=None)
    graph = network(resolution([ALMA, BOR], [fact(claim(told, ALMA, "partners_with", BOR))]), {told.id: told})
    assert select(graph, since="1900").number_of_edges() == 0


@pytest.mark.parametrize("asked", [{"relations": ["marries"]}, {"statuses": ["done"]}])
def test_an_unknown_word_is_an_error(asked: dict[str, list[str]]) -> None:
    with pytest.raises(KgError, match=r"unknown .*; one of"):
        select(small(), **asked)  # type: ignore[arg-type]
