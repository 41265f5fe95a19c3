"""Frames that came near: triggered, with one side or both, and yet they found nothing.

Only explanations ask; extraction itself never looks back at what it did not find.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.extract.frames import Match, words_of
from kg.extract.phrases import noun_phrase
from kg.extract.referents import Referent
from kg.extract.sides import Sides
from kg.extract.tree import Token
from kg.model import EntityType


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A frame that did not fire, what it had, and what it lacked."""

    rule: str
    relation: str
    trigger: str
    had: tuple[str, ...]
    """Its sides in words: "Acme as subject"."""
    reason: str


def near_misses(triggered: Iterable[Sides], fired: Iterable[Match]) -> list[NearMiss]:
    """The frames of ``triggered`` that had a side and did not fire, those with both sides first.

    Left out is what lacks more than one thing, and what states a relation that a frame has found of the
    same thing already.
    """
    told = {
        (match.frame.relation, referent.name) for match in fired for referent in (match.subject, match.object)
    }
    seen: dict[NearMiss, None] = {}
    for sides in triggered:
        subjects, objects = sides.halves()
        sided = [*subjects, *objects]
        reasons = list(_reasons(sides, subjects, objects))
        known = any((sides.frame.relation, referent.name) in told for referent in sided)
        if sided and len(reasons) == 1 and not known:
            seen[_near_miss(sides, subjects, objects, reasons[0])] = None
    return sorted(seen, key=lambda miss: -len(miss.had))


def _near_miss(sides: Sides, subjects: list[Referent], objects: list[Referent], reason: str) -> NearMiss:
    frame, skeleton = sides.frame, sides.unfolding.skeleton
    had = [
        f"{' and '.join(dict.fromkeys(referent.name.name for referent in found))} as {side}"
        for side, found in (("subject", subjects), ("object", objects))
        if found
    ]
    return NearMiss(
        frame.name,
        frame.relation,
        skeleton.unit(sides.arguments.trigger).text,
        tuple(had),
        reason,
    )


def _reasons(sides: Sides, subjects: list[Referent], objects: list[Referent]) -> Iterator[str]:
    frame, skeleton = sides.frame, sides.unfolding.skeleton
    if not subjects:
        yield _lack(sides, "subject", frame.subject, frame.subject_types or sides.relation.subjects)
    elif not objects:
        yield _lack(sides, "object", frame.object, frame.object_types or sides.relation.objects)
    elif {referent.name for referent in subjects} == {referent.name for referent in objects}:
        yield "both sides are the same thing"
    said = words_of(skeleton, sides.sent)
    if frame.needs and frame.needs.isdisjoint(said):
        yield f"needs a word such as {_some(frame.needs)}"
    if not frame.lacks.isdisjoint(said):
        there = [token.text for token in sides.sent if {token.lower_, token.lemma_.lower()} & frame.lacks]
        yield f"does not go with {_some(there) if there else 'a sum of money'}"


def _lack(sides: Sides, side: str, labels: Iterable[str], types: Iterable[EntityType]) -> str:
    """What stands where the side should: nothing, a thing of another kind, or a word that names nothing."""
    unfolding = sides.unfolding
    for label in labels:
        for token in sides.arguments.get(label):
            place = f"“{_phrase(sides, token)}”" + ("" if label == side else f" under “{label}”")
            if referents := unfolding.unfold(token):
                kinds = {referent.name.type for referent in referents}
                if kinds & set(types):
                    return f"{place} is its other side already"
                return f"{place} is a {min(kinds)}, which {side}s of {sides.frame.relation} are not"
            return f"{place}, its {side}, names nothing"
    return f"no {side}: nothing under {', '.join(f'“{label}”' for label in labels)}"


def _phrase(sides: Sides, token: Token) -> str:
    skeleton = sides.unfolding.skeleton
    return noun_phrase(skeleton, token) or skeleton.unit(token).text


def _some(words: Iterable[str]) -> str:
    shown = sorted(set(words))
    return ", ".join(f"“{word}”" for word in shown[:4]) + (", …" if len(shown) > 4 else "")
