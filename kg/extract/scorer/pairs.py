"""Which two words of a sentence may be the sides of a deal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from kg.extract.coreference import Coreference
from kg.extract.referents import Referent
from kg.extract.skeleton import Skeleton
from kg.extract.tree import Span, Token
from kg.model import EntityType, Name

_FARTHEST = 45
"""Words between the sides of a pair, at most."""
_MOST = 14
"""Sides that one sentence has, at most: long lists pair their first names alone."""
_SURE = frozenset({"known", "given"})
ORGANIZATION = "ORG"
"""The kind of everything that acts and is no person."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two words in the order of the text, each of which names or means something of a ``kind``."""

    left: Token
    right: Token
    kinds: tuple[str, str] = (ORGANIZATION, ORGANIZATION)
    sources: tuple[str, str] = ("", "")
    """What made a name of each side (see ``Named``); "" for one that is beyond doubt, "it" for no name."""


def kind(type: EntityType) -> str:
    """What a pair sees of a type: organisations are all alike."""
    return ORGANIZATION if type.is_organization else type.name


def pairs(
    number: int, skeleton: Skeleton, sent: Span, coreference: Coreference
) -> Iterator[tuple[Pair, Referent, Referent]]:
    """The pairs of ``sent`` with what their sides refer to, one of which at least is an organisation.

    ``number`` is the skeleton's in its document.
    """
    sides = []
    for token in sent:
        meant = coreference.referents(number, token)
        if len(meant) == 1 and meant[0].type is not EntityType.TOPIC:
            named = skeleton.unit(token).named
            via = "name" if named is not None else "anaphor"
            source = named.source if named is not None else "it"
            sides.append((Referent(meant[0], token, via), "" if source in _SURE else source))
    for (left, first), (right, second) in combinations(sides[:_MOST], 2):
        kinds = kind(left.name.type), kind(right.name.type)
        if ORGANIZATION not in kinds or right.token.i - left.token.i > _FARTHEST:
            continue
        if not _is_part(left.name, right.name):
            yield Pair(left.token, right.token, kinds, (first, second)), left, right


def _is_part(name: Name, other: Name) -> bool:
    """True for one name twice, and for "Acme" beside "Acme Cloud"."""
    if name.type is EntityType.PRODUCT or other.type is EntityType.PRODUCT:
        return name == other
    words, others = set(name.name.split()), set(other.name.split())
    return words <= others or others <= words
