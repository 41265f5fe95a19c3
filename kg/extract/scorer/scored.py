"""How likely each relation is between the names of one sentence, from its words and from what rules found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.extract.referents import Referent
from kg.extract.scorer.features import Words, features
from kg.extract.scorer.model import BACK, BOTH, FORTH, MERGER, NONE, Model, model
from kg.extract.scorer.pairs import Pair
from kg.model import Claim, EntityType, Name
from kg.relations import RELATIONS

MERGING = "acquire.merg"
"""What the names of frames for mergers hold."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A pair of names in one sentence, what was seen of it, and how likely each relation is."""

    left: Referent
    right: Referent
    seen: Mapping[str, float]
    likely: Mapping[str, float]
    """Class → probability; they add up to 1."""
    by: Model
    """What saw it."""

    def likelihood(self, relation: str, subject: Name) -> float | None:
        """How likely ``relation`` holds with that subject; None where the model knows no such relation."""
        share = self.share(relation, subject)
        merged = self.likely.get(MERGER, 0.0)
        return share + merged if share is not None and relation == "acquires" else share

    def share(self, name: str, subject: Name) -> float | None:
        """The probability of the class of that name and direction; mergers are a class of their own."""
        known = self._class(name, subject)
        return self.likely[known] if known is not None else None

    def reasons(self, relation: str, subject: Name) -> tuple[tuple[str, float], ...]:
        """What in the words speaks most for ``relation`` and against it, in log-odds."""
        name = self._class(relation, subject)
        return self.by.reasons(self.seen, name) if name is not None else ()

    def _class(self, relation: str, subject: Name) -> str | None:
        direction = FORTH if subject == self.left.name else BACK
        return next((name for name in (relation + direction, relation + BOTH) if name in self.likely), None)

    @property
    def best(self) -> tuple[str, float]:
        """The likeliest class that is a relation, and its probability."""
        likely, name = max((p, name) for name, p in self.likely.items() if not name.startswith(NONE))
        return name, likely


def pair_of(claim: Claim, scored: Iterable[Scored]) -> Scored | None:
    """The pair of ``scored`` that is likeliest to mean what ``claim`` says; None where none has its sides."""
    subject = claim.subject.of
    names = {subject, claim.object.of}
    fitting = [each for each in scored if {each.left.name, each.right.name} == names]
    return max(fitting, key=lambda each: each.likelihood(claim.relation, subject) or 0.0, default=None)


class Scorer:
    """Scores the pairs of one language's sentences."""

    def __init__(self, model: Model) -> None:
        self.model = model

    @classmethod
    def of(cls, language: str) -> Scorer | None:
        """The scorer of a language; None where there is none."""
        found = model(language)
        return cls(found) if found is not None else None

    def score(
        self,
        words: Words,
        found: Sequence[tuple[Pair, Referent, Referent]],
        ruled: Sequence[Claim],
    ) -> list[Scored]:
        """The pairs that were ``found`` in a sentence; ``ruled`` is what rules have found in it."""
        if not found:
            return []
        several = [features(words, pair, ruled_classes(ruled, a.name, b.name)) for pair, a, b in found]
        return self._scored(several, ((left, right) for _, left, right in found))

    def of_pair(self, words: Words, left: Referent, right: Referent, ruled: Iterable[Claim]) -> Scored:
        """How likely each relation is between two companies that somebody asks for."""
        classes = ruled_classes(ruled, left.name, right.name)
        seen = features(words, Pair(left.token, right.token), classes, asked=True)
        return self._scored([seen], [(left, right)])[0]

    def _scored(
        self, several: Sequence[Mapping[str, float]], sides: Iterable[tuple[Referent, Referent]]
    ) -> list[Scored]:
        found, classes = [], self.model.classes
        for (left, right), seen, likely in zip(
            sides, several, self.model.probabilities(several), strict=True
        ):
            columns = _fitting(classes, left.name.type, right.name.type)
            total = sum(likely[column] for column in columns)
            shares = {classes[column]: likely[column] / total for column in columns}
            found.append(Scored(left, right, seen, shares, self.model))
        return found


def ruled_classes(claims: Iterable[Claim], left: Name, right: Name) -> set[str]:
    """The classes that rules have found between two names, in the order of the text."""
    found = set()
    for claim in claims:
        sides = claim.subject.of, claim.object.of
        if sides in ((left, right), (right, left)):
            symmetric = claim.relation in RELATIONS and RELATIONS[claim.relation].symmetric
            direction = BOTH if symmetric else FORTH if sides == (left, right) else BACK
            found.add(MERGER if MERGING in claim.rule else claim.relation + direction)
    return found


@cache
def _fitting(classes: tuple[str, ...], left: EntityType, right: EntityType) -> tuple[int, ...]:
    """Where in ``classes`` those stand that may hold between things of these types."""
    return tuple(column for column, name in enumerate(classes) if fits(name, left, right))


def fits(name: str, left: EntityType, right: EntityType) -> bool:
    """True where the class ``name`` may hold between things of these types."""
    relation = RELATIONS.get("acquires" if name == MERGER else name.rstrip(FORTH + BACK))
    if relation is None:
        return True
    subject, object = (right, left) if name.endswith(BACK) else (left, right)
    return subject in relation.subjects and object in relation.objects
