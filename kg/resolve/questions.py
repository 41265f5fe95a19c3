"""What a person should decide, most worth deciding first: unsure pairs of names, and doubtful facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.model import Claim, Entity, EntityType, Fact, Judgement, Resolution, Verdict, Writing
from kg.relations import Relation
from kg.resolve.decision_lines import Term, Verb, written, written_sum
from kg.resolve.names import words

BELOW = 0.7
"""Facts of less confidence are asked about."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that a question is about, and a sentence that names it."""

    name: str
    type: EntityType
    document: str | None = None
    """The only document in which it is called so; None where the name means the same everywhere."""
    quote: str = ""
    source: str = ""
    """The id of the document of the quote."""


@dataclass(frozen=True, slots=True)
class Question:
    """Are the two one thing, or, where there is a fact, is it right?"""

    sides: tuple[Side, Side]
    score: float
    """Of the judgement that could not decide, or the confidence of the fact."""
    worth: float
    """Facts that the answer is expected to put right."""
    answers: tuple[tuple[Verb, str], ...]
    """What can be decided, each with its line."""
    reasons: tuple[tuple[str, float], ...] = ()
    fact: Fact | None = None


def questions(
    resolution: Resolution, claims: Iterable[Claim], relations: Mapping[str, Relation], below: float = BELOW
) -> list[Question]:
    """Every pair of names that could not be decided, and every fact less sure than ``below``.

    An answer to a pair is expected to put right as many facts as its lesser side has, times its score; one
    to a fact, one times its doubt. ``claims`` are those that ``resolution`` was made from, with judgements.
    """
    entities = {entity.id: entity for entity in resolution.entities}
    found = [*_pairs(resolution, entities, _best(claims), relations)]
    found += _facts(resolution, entities, relations, below)
    return sorted(found, key=lambda question: (-question.worth, question.answers))


_Best = dict[tuple[object, EntityType, str | None], Claim]


def _pairs(
    resolution: Resolution, entities: dict[str, Entity], best: _Best, relations: Mapping[str, Relation]
) -> Iterable[Question]:
    degrees = Counter(end for fact in resolution.facts for end in {fact.subject, fact.object})
    asked: dict[tuple[str, ...], tuple[Judgement, tuple[Writing, ...]]] = {}
    for judgement in resolution.judgements:
        ends = tuple(sorted({writing.entity for writing in judgement.writings if writing.entity}))
        if judgement.verdict is not Verdict.UNSURE or len(ends) < 2:
            continue
        if any(set(entities[ends[0]].decisions) & set(entities[ends[1]].decisions)):
            continue  # a person has told the two apart already
        if ends not in asked or judgement.score > asked[ends][0].score:
            asked[ends] = judgement, judgement.writings
    for ends, (judgement, writings) in asked.items():
        terms = [
            written(Term(w.text, w.type, (w.document,) if w.document else ()), relations) for w in writings
        ]
        left, right = (_side(writing, best) for writing in writings)
        yield Question(
            (left, right),
            judgement.score,
            round(judgement.score * min(degrees[end] for end in ends), 2),
            ((Verb.MERGE, f"merge {' = '.join(terms)}"), (Verb.SPLIT, f"split {' != '.join(terms)}")),
            judgement.reasons,
        )


def _best(claims: Iterable[Claim]) -> _Best:
    """The surest claim of each writing, in each document and in all."""
    best: _Best = {}
    for claim in sorted(claims, key=lambda claim: (-claim.confidence, claim.document, claim.evidence.start)):
        for mention in (claim.subject, claim.object):
            for document in (claim.document, None):
                best.setdefault((_folded(mention.of.name), mention.of.type, document), claim)
    return best


def _folded(name: str) -> object:
    return words(name) or name


def _side(writing: Writing, best: _Best) -> Side:
    claim = best.get((_folded(writing.text), writing.type, writing.document))
    told = (claim.evidence.quote, claim.document) if claim else ("", "")
    return Side(writing.text, writing.type, writing.document, *told)


def _facts(
    resolution: Resolution, entities: dict[str, Entity], relations: Mapping[str, Relation], below: float
) -> Iterable[Question]:
    namesakes = Counter(_folded(entity.name) for entity in resolution.entities)
    for fact in resolution.facts:
        if fact.confidence >= below or fact.decisions:
            continue
        claim, ends = fact.claims[0], (entities[fact.subject], entities[fact.object])
        documents = tuple(sorted({claim.document for claim in fact.claims}))
        terms = [
            written(
                Term(end.name, end.type, documents if namesakes[_folded(end.name)] > 1 else ()), relations
            )
            for end in ends
        ]
        told = [fact.status.value, written_sum(fact.money)]
        if relations[fact.relation].has_one_date() and fact.date:
            told.append(fact.date)
        said = f"{terms[0]} {fact.relation} {terms[1]} [{', '.join(told)}]"
        left, right = (Side(end.name, end.type, None, claim.evidence.quote, claim.document) for end in ends)
        yield Question(
            (left, right),
            fact.confidence,
            round(1 - fact.confidence, 2),
            ((Verb.ACCEPT, f"accept {said}"), (Verb.REJECT, f"reject {said}")),
            fact=fact,
        )
