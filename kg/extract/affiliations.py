"""To which body a person belongs whose title is not told: "Jane Smith of Acme", "Acme's Jane Smith"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.grammar import Grammar, Titles
from kg.extract.holders import is_person
from kg.extract.positions import Position
from kg.extract.skeleton import Skeleton
from kg.extract.tree import Span
from kg.model import EntityType

_OPENING = ("(", ",")
_AT = ("of", "at", "with")
_EX = "ex"
_WITH = ("em", "ą", "ami")
"""How the instrumental of names ends."""
_OWNING = ("'s", "'", "’s", "’")


def find_affiliations(
    skeleton: Skeleton, sent: Span, grammar: Grammar, employers: frozenset[int]
) -> Iterator[Position]:
    """Persons beside a body that they belong to; ``employers`` are the tokens that mean an organisation."""
    doc, titles = skeleton.doc, grammar.titles
    for i in range(sent.start, sent.end):
        if not is_person(skeleton, i):
            continue
        if grammar.inflects:  # what stands beside a name may be anything, but for its preposition
            if (body := _come_from(skeleton, i, sent, grammar, employers)) is not None:
                yield _at(skeleton, i, body, former=False)
            continue
        if i + 2 < sent.end and doc[i + 1].lower_ == "of":
            if (body := _body(skeleton, i + 2, sent, titles, employers)) is not None:
                yield _at(skeleton, i, body, former=False)
        elif i + 2 < sent.end and doc[i + 1].lower_ == "at" and i > sent.start:
            said = (
                doc[i - 1].lower_ in grammar.words.says or doc[i - 1].lemma_.lower() in grammar.status.saying
            )
            body = _body(skeleton, i + 2, sent, titles, employers) if said else None
            if body is not None:
                yield _at(skeleton, i, body, former=False)
        if _is_owned(skeleton, i, sent) and i - 2 in employers:
            yield _at(skeleton, i, i - 2, former=False)
        yield from _once(skeleton, i, sent, titles, employers)


def _come_from(
    skeleton: Skeleton, person: int, sent: Span, grammar: Grammar, employers: frozenset[int]
) -> int | None:
    """The body in "Jan Kowalski z Acme"; "z" with the instrumental is "with"."""
    if person + 2 >= sent.end or skeleton.doc[person + 1].lower_ not in grammar.words.hailing:
        return None
    body = _body(skeleton, person + 2, sent, grammar.titles, employers)
    if body is None:
        return None
    unit = skeleton.units[body]
    descriptor = next((w for w in (unit.descriptor, skeleton.doc[person + 2].lower_) if w), "")
    case = grammar.descriptor_cases.get(descriptor)
    if case is not None:
        return body if case in ("", "genitive") else None
    return None if unit.text.split()[0].endswith(_WITH) else body


def _is_owned(skeleton: Skeleton, person: int, sent: Span) -> bool:
    """True for "Acme's Jane Smith"; a lone word there more often names a thing."""
    if person - 2 < sent.start or skeleton.doc[person - 1].lower_ not in _OWNING:
        return False
    return skeleton.units[person - 2].named is not None and " " in skeleton.units[person].text


def _once(
    skeleton: Skeleton, person: int, sent: Span, titles: Titles, employers: frozenset[int]
) -> Iterator[Position]:
    """Jane Smith, once of Acme; Jane Smith (ex-Acme, ex-Globex)."""
    doc, i = skeleton.doc, person + 1
    while i + 2 < sent.end and doc[i].text in _OPENING:
        word = doc[i + 1].lower_
        if word in titles.times and doc[i + 2].lower_ in _AT:
            body = _body(skeleton, i + 3, sent, titles, employers)
            former = word in titles.former or word == "previously"
        elif word == _EX:
            at = i + 2 + (doc[i + 2].text == "-")
            body, former = at if at < sent.end and at in employers else None, True
        else:
            return
        if body is None:
            return
        yield _at(skeleton, person, body, former=former)
        i = body + 1


def _body(skeleton: Skeleton, i: int, sent: Span, titles: Titles, employers: frozenset[int]) -> int | None:
    """The organisation that is named at ``i``, over "the" and words such as "rival" and "brokerage"."""
    doc, last = skeleton.doc, min(i + 3, sent.end)
    for j in range(i, last):
        named = skeleton.units[j].named
        if named is not None:
            is_owner = j + 1 < sent.end and doc[j + 1].lower_ in _OWNING
            return j if j in employers and named.kind is not EntityType.PRODUCT and not is_owner else None
        if doc[j].lower_ not in titles.articles and doc[j].pos_ not in ("NOUN", "ADJ"):
            return None
    return None


def _at(skeleton: Skeleton, person: int, body: int, *, former: bool) -> Position:
    doc = skeleton.doc
    return Position(doc[person], doc[body], body, body, "affiliation", former, founder=False)
