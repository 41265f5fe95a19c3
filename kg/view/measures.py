"""How large things and lines are drawn, and which lines run side by side."""

from __future__ import annotations

import math
import textwrap
import unicodedata
from typing import Any

import networkx

Edge = tuple[str, str, str, dict[str, Any]]
"""Subject, object, key and attributes."""


def pairs(graph: networkx.MultiDiGraph[str]) -> list[list[Edge]]:
    """The facts between the same two things together, whichever way they point."""
    pairs: dict[tuple[str, str], list[Edge]] = {}
    for edge in facts(graph):
        pairs.setdefault((min(edge[:2]), max(edge[:2])), []).append(edge)
    return [pairs[pair] for pair in sorted(pairs)]


def facts(graph: networkx.MultiDiGraph[str]) -> list[Edge]:
    """All facts, by their ids."""
    return sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[2])


def radius(facts: int) -> float:
    """Pixels of a thing that takes part in so many facts."""
    return round(9 + 3.2 * math.sqrt(facts), 1)


def width(amount: float | None) -> float:
    """Pixels: the logarithm of the amount in its own currency, from a million up."""
    return round(min(6.0, 1.8 + 0.75 * max(0.0, math.log10(amount / 1e6))), 2) if amount else 1.8


def label(name: str) -> str:
    """The name in at most three short lines."""
    return "\n".join(textwrap.wrap(name, 18, max_lines=3, placeholder="…")) or "…"


def box(label: str, size: float) -> tuple[float, float]:
    """Width and height in pixels that a node takes with its label beneath it."""
    lines = label.split("\n")
    columns = max(sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line) for line in lines)
    return max(2 * size, 7.5 * columns) + 24, 2 * size + 17 * len(lines) + 22
