"""Passages in which every name is marked, with the facts that they state: what the scorer learns news from.

They lie in ``passages/``, one JSON object a line: ``id``, ``text``, ``published`` or null, and ``facts``
(``subject``, ``relation``, ``object``, ``status``, and at times ``amount``, ``currency``, ``date``, ``topic``
and ``optional``, which is true of what careful readers may leave out). In the text a name is written
``[[Acme|Company]]``, or ``[[Acme Corp.|Company|Acme]]`` where the facts call it otherwise.

They were written for this. Much of what they say is made up, of real companies and people too: it teaches
how news speaks, and is nothing to believe or to cite.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.model import Document, EntityType, Mention, Name, Passage

CARRIED = Path(__file__).parent / "passages"
_MARK = re.compile(r"\[\[([^\[\]|]+)\|([A-Za-z]+)(?:\|([^\[\]|]+))?\]\]")


@dataclass(frozen=True, slots=True)
class MarkedPassage:
    """A passage as a document, its names, and the relations between them."""

    document: Document
    names: tuple[Mention, ...]
    """In the order of the text; topics are none."""
    facts: Sequence[Mapping[str, Any]]

    @property
    def stated(self) -> dict[tuple[str, str], list[str]]:
        """Subject and object → the relations that hold between them, those that are optional last."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for fact in sorted(self.facts, key=lambda fact: bool(fact.get("optional"))):
            found[fact["subject"], fact["object"]].append(fact["relation"])
        return dict(found)

    @property
    def optional(self) -> set[tuple[str, str]]:
        """Sides of which only optional facts are told."""
        told = {(f["subject"], f["object"]) for f in self.facts if not f.get("optional")}
        return {(f["subject"], f["object"]) for f in self.facts} - told


def read_passages(path: Path, language: str) -> Iterator[MarkedPassage]:
    """The passages of a file. Raises ValueError or KeyError where a line is none."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield parse(json.loads(line), language)


def parse(row: Mapping[str, Any], language: str) -> MarkedPassage:
    """One row of a file of passages.

    >>> found = parse({"id": "1", "text": "[[Acme Corp.|Company|Acme]] grew.", "facts": []}, "en")
    >>> found.document.text, found.names[0].of.name, found.names[0].end
    ('Acme Corp. grew.', 'Acme', 10)
    """
    text, names, last = "", [], 0
    for mark in _MARK.finditer(row["text"]):
        surface, kind, canonical = mark.groups()
        text += row["text"][last : mark.start()]
        if (type := EntityType(kind)) is not EntityType.TOPIC:
            name = Name(canonical or surface, type)
            names.append(Mention(len(text), len(text) + len(surface), surface, name))
        text += surface
        last = mark.end()
    text += row["text"][last:]
    document = Document(
        row["id"], text, (Passage(0, len(text)),), language, published=row.get("published")
    )
    return MarkedPassage(document, tuple(names), row["facts"])


def as_gold(passage: MarkedPassage) -> tuple[dict[str, Any], dict[str, Any]]:
    """The passage as a document and its gold, in the forms that ``kg evaluate`` reads."""
    document = passage.document
    entities: dict[str, dict[str, Any]] = {}
    for name in passage.names:
        entity = entities.setdefault(name.of.name, {"type": name.of.type.value, "aliases": []})
        if name.text not in (name.of.name, *entity["aliases"]):
            entity["aliases"].append(name.text)
    facts = [{**fact, "amount": _amount(fact)} for fact in passage.facts]
    gold = {"id": document.id, "lang": document.language, "entities": entities, "facts": facts}
    row = {"id": document.id, "text": document.text, "language": document.language}
    return row | ({"published": document.published} if document.published else {}), gold


def _amount(fact: Mapping[str, Any]) -> dict[str, Any] | None:
    if fact.get("amount") is None or fact.get("currency") is None:
        return None
    amount = {"value": fact["amount"], "currency": fact["currency"]}
    return amount | ({"max": fact["amount_max"]} if fact.get("amount_max") else {})
