"""The line under a figure that says what it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from kg.view.figures.words import legible

_NAMED = 3
"""Publishers that are named; the others are counted."""


def sources(facts: Iterable[Mapping[str, Any]]) -> str:
    """How many texts by whom, and of which years, say the facts of a figure."""
    pieces = {piece["document"]: piece for fact in facts for piece in fact["evidence"]}
    publishers = Counter(piece["publisher"] for piece in pieces.values() if piece["publisher"])
    ranked = sorted(publishers, key=lambda name: (-publishers[name], name))
    named = [legible([name]) for name in ranked[:_NAMED]]
    if len(ranked) > _NAMED:
        named.append(counted(len(ranked) - _NAMED, "other"))
    years = sorted({piece["published"][:4] for piece in pieces.values() if piece["published"]})
    said = [f"Source: {counted(len(pieces), 'text')}"]
    if named:
        said.append(f" by {listed(named)}")
    if years:
        said.append(f", published {years[0]}" + (f" to {years[-1]}" if len(years) > 1 else ""))
    return "".join(said) + "."


def counted(number: int, thing: str, things: str = "") -> str:
    """``number`` with its noun: "1 text", "1,204 texts"."""
    return f"{number:,} {thing if number == 1 else things or thing + 's'}"


def listed(words: list[str]) -> str:
    """Words as a sentence has them: "one, two and three"."""
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
