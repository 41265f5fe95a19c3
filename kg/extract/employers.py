"""Whom a person works for whose title stands without a body: "chief executive Jane Smith said".

What the document says of the person elsewhere comes first; then whom the sentence is about, for a sentence
that an executive is quoted with is mostly about the own company; then whom the text is about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.extract.clause import objects
from kg.extract.coreference import Coreference
from kg.extract.discourse import is_company
from kg.extract.gazetteer import adjective_place
from kg.extract.grammar import Grammar
from kg.extract.positions import Position
from kg.extract.skeleton import Skeleton
from kg.extract.tree import Span, Token
from kg.model import Name

_SAID, _SUBJECT, _FOCUS = 0.86, 0.74, 0.66
"""Confidence in an employer stated elsewhere, in the subject of the sentence, in that of the text."""

Stated = Mapping[Name, Sequence[Name]]
"""A person → the bodies of the positions that the document states with their bodies."""


@dataclass(frozen=True, slots=True)
class Employer:
    """A body that a title implies, and how sure that is."""

    name: Name
    confidence: float


def stated(positions: Iterable[tuple[int, Position]], coreference: Coreference) -> Stated:
    """Where the people of a document work; each position comes with the number of its skeleton."""
    found: dict[Name, list[Name]] = defaultdict(list)
    for number, position in positions:
        if position.body is not None and not position.former:
            for person in coreference.referents(number, position.person):
                bodies = coreference.referents(number, position.body)
                found[person] += [body for body in bodies if body not in found[person]]
    return found


def implied_employer(
    position: Position,
    number: int,
    skeleton: Skeleton,
    sent: Span,
    coreference: Coreference,
    grammar: Grammar,
    known: Stated,
) -> Employer | None:
    """The body at which a position without one is held; None where nothing speaks for one alone."""
    if not _implies_company(position, skeleton, sent, grammar):
        return None

    def bodies(tokens: Iterable[Token]) -> list[Name]:
        found = (name for token in tokens for name in coreference.referents(number, token))
        return list(dict.fromkeys(name for name in found if is_company(name.type)))

    for person in coreference.referents(number, position.person):
        if len(known.get(person, ())) == 1:
            return Employer(known[person][0], _SAID)
    if (verb := _leading(position.person, grammar)) is not None:
        led = bodies(objects(verb, grammar.words))
        if led:
            return Employer(led[0], _SUBJECT) if len(led) == 1 else None
    for tokens in (_subjects(sent), _owners(sent), () if grammar.inflects else sent):
        named = bodies(tokens)
        if named:
            return Employer(named[0], _SUBJECT) if len(named) == 1 else None
    focus = coreference.focus(number, sent[0])
    return Employer(focus, _FOCUS) if focus is not None else None


def _implies_company(position: Position, skeleton: Skeleton, sent: Span, grammar: Grammar) -> bool:
    """True for "CEO Jane Smith" and "took over as CEO", False for "US President" and "analyst Jane Smith"."""
    before = skeleton.units[position.start - 1] if position.start > sent.start else None
    if position.former or (before and before.named is not None):
        return False
    doc, end = skeleton.doc, position.end
    if end < sent.end and doc[end].lower_ in ("of", "at"):
        return False  # a body that is not known
    if position.pattern == "apposition" and doc[position.start - 1].lower_ not in grammar.words.definite:
        return False  # "Jane Smith, chief executive" may stand in any list
    relative = any(token.lower_ in grammar.titles.where for token in doc[sent.start : end])
    if position.pattern == "predicate" and relative:
        return False  # "Acme, where Jane Smith is president and John Brown chairman"
    if before is not None and adjective_place(before.text, grammar.language) is not None:
        return False
    if position.start - 1 > sent.start and before is not None and before.text[:1].isupper():
        return False  # a body that is not known
    return any(t.lower_ in grammar.titles.corporate for t in skeleton.doc[position.start : position.end])


def _leading(person: Token, grammar: Grammar) -> Token | None:
    """The verb of "X, led by chief executive Jane Smith"."""
    verbs = (token.head for token in (person, person.head) if token.dep_.startswith(("obl", "nmod")))
    return next((verb for verb in verbs if verb.lemma_.lower() in grammar.words.leading), None)


def _subjects(sent: Span) -> Iterator[Token]:
    return (token for token in sent if token.dep_.startswith("nsubj"))


def _owners(sent: Span) -> Iterator[Token]:
    """The owners of subjects: "the company" in "the company's profit rose"."""
    return (
        child
        for token in _subjects(sent)
        for child in token.children
        if child.dep_.startswith(("nmod", "compound"))
    )
