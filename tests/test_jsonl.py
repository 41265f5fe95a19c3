"""Facts as JSON Lines, from claims made by hand."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from kg.jsonl import lines, records
from kg.model import Claim, EntityType, Evidence, Mention, Money, Name, Status
from kg.resolve import resolve

ALPHA = Name("Alpha Chips", EntityType.COMPANY, ("Alpha",))
BETA = Name("Beta Cloud", EntityType.COMPANY)
SUM = Money(Decimal("1200000000"), "USD", wording="$1.2 billion")


def claim(document: str, start: int, confidence: float, **details: Any) -> Claim:
    quote = "Alpha Chips will invest in Beta Cloud."
    given: dict[str, Any] = {"relation": "invests_in", "status": Status.PLANNED, **details}
    return Claim(
        document=document,
        subject=Mention(start, start + 11, "Alpha Chips", ALPHA),
        object=Mention(start + 27, start + 37, "Beta Cloud", BETA),
        evidence=Evidence(start, start + len(quote), quote),
        rule="en.invest.verb",
        confidence=confidence,
        **given,
    )


def test_a_record_has_the_names_and_the_figures() -> None:
    resolution = resolve([claim("one", 10, 0.8, money=SUM, date="2024-05", period="P4Y", topic="chips")])
    assert records(resolution) == {
        "one": [
            {
                "document": "one",
                "subject": "Alpha Chips",
                "subject_type": "Company",
                "relation": "invests_in",
                "object": "Beta Cloud",
                "object_type": "Company",
                "status": "planned",
                "amount": 1200000000.0,
                "amount_max": None,
                "currency": "USD",
                "date": "2024-05",
                "period": "P4Y",
                "topic": "chips",
                "evidence": "Alpha Chips will invest in Beta Cloud.",
                "start": 10,
                "end": 48,
                "rule": "en.invest.verb",
                "confidence": 0.8,
            }
        ]
    }


def test_a_fact_stands_once_a_document_with_its_best_evidence() -> None:
    claims = [claim("one", 0, 0.7, date="2024"), claim("one", 50, 0.9), claim("two", 5, 0.6)]
    found = records(resolve(claims))
    assert {id: [(r["start"], r["confidence"], r["date"]) for r in facts] for id, facts in found.items()} == {
        "one": [(50, 0.9, "2024")],
        "two": [(5, 0.6, None)],
    }


def test_documents_come_in_the_order_given_and_facts_in_that_of_the_text() -> None:
    claims = [
        claim("a", 60, 0.9, relation="acquires"),
        claim("a", 0, 0.5),
        claim("b", 0, 0.5),
    ]
    written = [json.loads(line) for line in lines(resolve(claims), ["b", "a", "silent"])]
    assert [(r["document"], r["start"]) for r in written] == [("b", 0), ("a", 0), ("a", 60)]


def test_a_range_fills_both_amounts() -> None:
    between = Money(Decimal("3e8"), "PLN", Decimal("4.5e8"))
    (record,) = records(resolve([claim("a", 0, 0.9, money=between)]))["a"]
    assert (record["amount"], record["amount_max"], record["currency"]) == (3e8, 4.5e8, "PLN")


def test_text_of_any_script_is_written_as_it_is() -> None:
    (line,) = lines(resolve([claim("łódź", 0, 0.9, topic="人工智能")]), ["łódź"])
    assert "łódź" in line
    assert "人工智能" in line
