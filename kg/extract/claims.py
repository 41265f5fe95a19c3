"""Claims: what was found in a sentence, with the sentence as its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from kg.extract.affiliations import find_affiliations
from kg.extract.confidence import confidence, grounds, heard
from kg.extract.coreference import Coreference
from kg.extract.descriptions import find_descriptions
from kg.extract.details import date_of, money_of
from kg.extract.employers import Stated, implied_employer, stated
from kg.extract.frames import Match
from kg.extract.grammar import Grammar
from kg.extract.money import MoneySpan
from kg.extract.positions import Position, find_positions
from kg.extract.reading import Reading
from kg.extract.referents import Referent
from kg.extract.scorer.scored import Scored
from kg.extract.skeleton import Skeleton
from kg.extract.tree import Span, Token
from kg.model import Claim, Document, EntityType, Evidence, Mention, Name, PassageKind, Status

_STATED = 0.92
"""The estimate of a position at a body that is named."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim with its grounds, which say how sure it is."""

    claim: Claim
    grounds: Mapping[str, float]
    match: Match | None = None
    """What fired, where the claim is not of the form of a noun phrase."""
    scored: Scored | None = None
    """What the scorer makes of its pair, where it knows it."""

    def heard(self, scored: Scored | None) -> Draft:
        """The same claim, as sure as it is after the scorer was heard."""
        relation, subject = self.claim.relation, self.claim.subject.of
        likelihood = scored.likelihood(relation, subject) if scored is not None else None
        if likelihood is None:
            return self
        seen = heard(self.grounds, likelihood)
        claim = replace(self.claim, confidence=confidence(seen))
        return replace(self, claim=claim, grounds=seen, scored=scored)

    @property
    def is_alone(self) -> bool:
        """True where the scorer found it and no rule."""
        return "alone" in self.grounds


def scribes(reading: Reading, grammar: Grammar) -> Iterator[Scribe]:
    """One for each sentence of a document, in order; they share what it says of where people work."""
    coreference = reading.coreference
    sentences = [
        (number, skeleton, sent, _positions(number, skeleton, sent, coreference, grammar))
        for number, skeleton in enumerate(reading.skeletons)
        for sent in skeleton.doc.sents
    ]
    employers = stated(
        ((number, found) for number, _, _, several in sentences for found in several), coreference
    )
    for number, skeleton, sent, positions in sentences:
        yield Scribe(reading.document, coreference, number, skeleton, sent, grammar, positions, employers)


@dataclass(frozen=True, slots=True)
class Scribe:
    """Writes down what was found in one sentence as claims."""

    document: Document
    coreference: Coreference
    number: int
    """Of the skeleton in its document."""
    skeleton: Skeleton
    sent: Span
    words: Grammar
    positions: Sequence[Position]
    """Those that this sentence states."""
    employers: Stated
    """Where the document's people work."""

    def of_match(self, match: Match, *, ruled: bool = True, beside: bool = False) -> Draft:
        """The claim of a frame that fired, or of the scorer alone, with the sum and the date of its deal."""
        money = money_of(self.skeleton, self.sent, match, self.words.words) if match.frame.money else None
        date, period = date_of(self.skeleton, self.sent, match.arguments.trigger, self.words)
        draft = self.claim(
            match.frame.relation,
            match.subject,
            match.object,
            match.judged.status,
            match.frame.name,
            match.frame.confidence,
            ruled=ruled,
            beside=beside,
            money=money,
            date=date,
            period=period,
            topic=match.topic,
        )
        return replace(draft, match=match)

    def of_positions(self) -> Iterator[Draft]:
        """Who holds which position, and who founded what."""
        for position in self.positions:
            people = [Referent(name, position.person, "name") for name in self._meant(position.person)]
            bodies = self._bodies(position)
            if position.of == len(bodies):  # "X and Y, whose chairmen A and B"
                bodies = [bodies[position.nth]]
            for person, (body, estimate) in product(people, bodies):
                yield from self._of_position(position, person, body, estimate)

    def of_descriptions(self) -> Iterator[Draft]:
        """What noun phrases say by their form."""
        for found in find_descriptions(self.number, self.skeleton, self.sent, self.coreference, self.words):
            subject, object = found.subject, found.object
            yield self.claim(found.relation, subject, object, Status.ACTUAL, found.rule, found.confidence)

    def _of_position(
        self, position: Position, person: Referent, body: Referent, estimate: float
    ) -> Iterator[Draft]:
        rule = f"{self.words.language}.position.{position.pattern}"
        if position.founder:
            yield self.claim("founded", person, body, Status.ACTUAL, rule, estimate)
        if position.post:
            topic = self.skeleton.words(position.start, position.end) or None
            yield self.claim("holds_position", person, body, position.status, rule, estimate, topic=topic)

    def _bodies(self, position: Position) -> list[tuple[Referent, float]]:
        """Where the position is held: at the body that is named, or at the one that the title implies."""
        if position.body is not None:
            names = self._meant(position.body)
            return [(Referent(name, position.body, "name"), _STATED) for name in names]
        found = implied_employer(
            position, self.number, self.skeleton, self.sent, self.coreference, self.words, self.employers
        )
        return [(Referent(found.name, position.person, "implied"), found.confidence)] if found else []

    def _meant(self, token: Token) -> tuple[Name, ...]:
        return self.coreference.referents(self.number, token)

    def claim(
        self,
        relation: str,
        subject: Referent,
        object: Referent,
        status: Status,
        rule: str,
        estimate: float,
        *,
        ruled: bool = True,
        beside: bool = False,
        money: MoneySpan | None = None,
        date: str | None = None,
        period: str | None = None,
        topic: str | None = None,
    ) -> Draft:
        """A claim whose evidence is this sentence, verbatim."""
        start, end = self.skeleton.span(self.sent.start, self.sent.end)
        text = self.document.text
        while end > start and text[end - 1].isspace():
            end -= 1
        while start < end and text[start].isspace():
            start += 1
        headline = self.skeleton.passage.kind is not PassageKind.BODY
        seen = grounds(
            relation,
            estimate,
            (subject, object),
            sources=self._sources(subject, object),
            headline=headline,
            ruled=ruled,
            beside=beside,
        )
        claim = Claim(
            document=self.document.id,
            relation=relation,
            subject=self._mention(subject),
            object=self._mention(object),
            status=status,
            evidence=Evidence(start, end, text[start:end]),
            rule=rule,
            confidence=confidence(seen),
            money=money.money if money else None,
            date=date,
            period=period,
            topic=topic,
        )
        return Draft(claim, seen)

    def _sources(self, *sides: Referent) -> Iterator[str]:
        """Where the names that stand there come from; lists are beyond doubt."""
        for side in sides:
            named = self.skeleton.unit(side.token).named
            if named is not None and named.source not in ("known", "given"):
                yield named.source

    def _mention(self, referent: Referent) -> Mention:
        token = referent.token
        first, last = token.i, token.i + 1
        if referent.name.type is EntityType.TOPIC:
            first, last = token.left_edge.i, token.right_edge.i + 1
        start, end = self.skeleton.span(first, last)
        return Mention(start, end, self.document.text[start:end], referent.name)


def _positions(
    number: int, skeleton: Skeleton, sent: Span, coreference: Coreference, grammar: Grammar
) -> tuple[Position, ...]:
    meant = [(token, coreference.referents(number, token)) for token in sent]
    bodies = frozenset(token.i for token, names in meant if any(name.type.is_organization for name in names))
    people = frozenset(
        token.i
        for token, names in meant
        if token.pos_ == "PRON" and any(name.type is EntityType.PERSON for name in names)
    )
    found = list(find_positions(skeleton, sent, grammar.titles, bodies, people))
    stated = {(position.person.i, position.body.i) for position in found if position.body is not None}
    for position in find_affiliations(skeleton, sent, grammar, bodies):
        if position.body is not None and (position.person.i, position.body.i) not in stated:
            found.append(position)
    return tuple(found)
