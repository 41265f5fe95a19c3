"""Facts as JSON Lines: a line is what one document says, under the resolved names."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from kg.model import Claim, Entity, Fact, Resolution


def lines(resolution: Resolution, documents: Iterable[str]) -> Iterator[str]:
    """One JSON object a fact and document, by document in the order given, then by place in the text."""
    by_document = records(resolution)
    for document in documents:
        for record in by_document.get(document, ()):
            yield json.dumps(record, ensure_ascii=False)


def records(resolution: Resolution) -> dict[str, list[dict[str, Any]]]:
    """The facts of each document, as dictionaries with the keys of the JSON format."""
    entities = {entity.id: entity for entity in resolution.entities}
    found: dict[str, list[dict[str, Any]]] = {}
    for fact in resolution.facts:
        best: dict[str, list[Claim]] = {}
        for claim in fact.claims:
            best.setdefault(claim.document, []).append(claim)
        for document, claims in best.items():
            found.setdefault(document, []).append(_record(fact, claims, entities))
    for facts in found.values():
        facts.sort(key=_place)
    return found


def _place(record: dict[str, Any]) -> tuple[Any, ...]:
    """Where it stands in the text; then whatever tells two facts of one sentence apart."""
    parts = "relation", "subject", "object", "status", "currency", "date", "topic"
    told = (record[part] or "" for part in parts)
    return (record["start"], record["end"], record["amount"] or 0, record["amount_max"] or 0, *told)


def _record(fact: Fact, claims: list[Claim], entities: dict[str, Entity]) -> dict[str, Any]:
    """``claims`` are one document's, best first; what the best leaves open the next may fill."""
    subject, object = entities[fact.subject], entities[fact.object]
    best = claims[0]
    money = next((claim.money for claim in claims if claim.money), None)
    return {
        "document": best.document,
        "subject": subject.name,
        "subject_type": subject.type.value,
        "relation": fact.relation,
        "object": object.name,
        "object_type": object.type.value,
        "status": fact.status.value,
        "amount": _number(money.amount) if money else None,
        "amount_max": _number(money.maximum) if money else None,
        "currency": money.currency if money else None,
        "date": next((claim.date for claim in claims if claim.date), None),
        "period": next((claim.period for claim in claims if claim.period), None),
        "topic": next((claim.topic for claim in claims if claim.topic), None),
        "evidence": best.evidence.quote,
        "start": best.evidence.start,
        "end": best.evidence.end,
        "rule": best.rule,
        "confidence": best.confidence,
    }


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
