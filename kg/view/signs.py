"""What stands for what in every picture: colours for relations, shapes for things, dashes for statuses."""

from __future__ import annotations

import math
from typing import Literal

from kg.model import EntityType, Status

FAMILIES = {
    "partners_with": "partnership",
    "invests_in": "capital",
    "funds": "capital",
    "acquires": "ownership",
    "subsidiary_of": "ownership",
    "founded": "ownership",
    "establishes": "ownership",
    "supplies": "supply",
    "develops": "supply",
    "competes_with": "rivalry",
    "holds_position": "place",
    "based_in": "place",
}
"""Relations of one family share a colour, out of colours.css: twelve cannot be told apart, six can."""

OTHER = "other"
"""The family of what users add."""

SHAPES = {
    EntityType.COMPANY: "dot",
    EntityType.ORGANIZATION: "dot",
    EntityType.UNIVERSITY: "square",
    EntityType.RESEARCH_INSTITUTE: "hexagon",
    EntityType.GOVERNMENT: "square",
    EntityType.FOUNDATION: "hexagon",
    EntityType.MEDIA: "square",
    EntityType.PERSON: "triangle",
    EntityType.PRODUCT: "diamond",
    EntityType.PLACE: "triangleDown",
    EntityType.TOPIC: "star",
}

DASHES: dict[Status, Literal[False] | list[int]] = {
    Status.ACTUAL: False,
    Status.PLANNED: [12, 6],
    Status.POTENTIAL: [2, 5],
    Status.ENDED: [12, 4, 2, 4],
    Status.DENIED: [2, 5],
}

COLOURED = 8
"""Communities that have a colour of their own, the largest ones; Okabe and Ito have no more."""


def decades(amount: float | None) -> float:
    """How many powers of ten a sum lies above a million of its own currency; 0 below, and where none is told.

    >>> decades(10_000_000), decades(5), decades(None)
    (1.0, 0.0, 0.0)
    """
    return max(0.0, math.log10(amount / 1e6)) if amount and amount > 0 else 0.0
