"""A name found in a passage."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import EntityType


@dataclass(frozen=True, slots=True)
class Named:
    """A name found in a passage: tokens ``start`` to ``end``, half-open."""

    start: int
    end: int
    text: str
    kind: EntityType
    source: str
    """"known", "form", "bracket", "ner", "again" or "shape", the surest first."""


_VOTES = {"known": 100, "form": 20, "bracket": 20, "ner": 4, "shape": 1}
_JOINS = frozenset({",", "and", "&", "i", "oraz"})
_RANK = {source: rank for rank, source in enumerate(("known", "form", "bracket", "ner", "again", "shape"))}
