"""The words by which a text tells what a name beside them is, and where it ends."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.extract import wordlists


@dataclass(frozen=True, slots=True)
class NameWords:
    """Word lists of one language, lower case; the .toml says beside each what it is for."""

    subordinators: frozenset[str]
    bidding: frozenset[str]
    things: frozenset[str]
    offers: frozenset[str]
    makers: frozenset[str]
    areas: frozenset[str]
    premises: frozenset[str]
    seated: frozenset[str]
    holders: frozenset[str]
    scales: frozenset[str]
    schools: frozenset[str]
    openings: frozenset[str]


@cache
def name_words(language: str) -> NameWords:
    """The words of ``language``. Raises LanguageError where there are none."""
    return wordlists.load(NameWords, "names", language)
