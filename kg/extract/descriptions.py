"""What noun phrases say by their form: "Chinese startup NIO", "the Boston-based firm", "Google's Gemini"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from kg.extract import gazetteer
from kg.extract.coreference import Coreference
from kg.extract.frames import Referent
from kg.extract.grammar import Grammar
from kg.extract.skeleton import Skeleton
from kg.model import EntityType, Name

_REACH = 5


@dataclass(frozen=True, slots=True)
class Described:
    """A relation that a noun phrase states by its form."""

    relation: str
    subject: Referent
    object: Referent
    rule: str
    confidence: float


def find_descriptions(
    number: int, skeleton: Skeleton, sent: Span, coreference: Coreference, grammar: Grammar
) -> Iterator[Described]:
    """Places and products that noun phrases of ``sent`` tie to the organisations they name."""
    for token in sent:
        owner = _owner_of_product(skeleton, token)
        for maker in coreference.referents(number, owner) if owner is not None else ():
            for product in coreference.referents(number, token):
                if maker.type.is_organization:
                    yield Described(
                        "develops", Referent(maker, owner, "name"), Referent(product, token, "name"),
                        f"{grammar.language}.develop.owner", 0.82,
                    )
        place = _nationality(skeleton, token, grammar)
        if place is not None:
            for name in _described(number, skeleton, token, sent, coreference):
                yield Described(
                    "based_in", name, Referent(Name(place, EntityType.PLACE), token, "name"), f"{grammar.language}.based.nationality", 0.8
                )
        yield from _compound(number, skeleton, token, sent, coreference, grammar)
        named = skeleton.unit(token).named
        if named is not None and named.kind is EntityType.PLACE and _owns_next(skeleton, token, sent):
            for place_name in coreference.referents(number, token):
                for name in coreference.referents(number, token.nbor(2)):
                    yield Described(
                        "based_in", Referent(name, token.nbor(2), "name"), Referent(place_name, token, "name"),
                        f"{grammar.language}.based.possessive", 0.82,
                    )
        if named is not None and named.kind is EntityType.PLACE and _is_based(skeleton, token, sent, grammar):
            for place_name in coreference.referents(number, token):
                for name in _described(number, skeleton, token, sent, coreference, skip=2):
                    yield Described("based_in", name, Referent(place_name, token, "name"), f"{grammar.language}.based.compound", 0.9)


def _compound(
    number: int, skeleton: Skeleton, token: Token, sent: Span, coreference: Coreference, grammar: Grammar
) -> Iterator[Described]:
    """What "X-backed startup Y" says of X and Y."""
    named = skeleton.unit(token).named
    if named is None or token.i + 2 >= sent.end or token.nbor(1).text != "-":
        return
    relation = grammar.compounds.get(token.nbor(2).lower_)
    if relation is None:
        return
    for backer in coreference.referents(number, token):
        for other in _described(number, skeleton, token, sent, coreference, skip=2):
            sides = Referent(backer, token, "name"), other
            subject, object = reversed(sides) if relation.startswith("!") else sides
            yield Described(
                relation.removeprefix("!"), subject, object, f"{grammar.language}.compound.{token.nbor(2).lower_}", 0.82
            )


def _owner_of_product(skeleton: Skeleton, token: Token) -> Token | None:
    """The possessor of a named product: Google in "Google's Gemini"."""
    named = skeleton.unit(token).named
    if named is None or named.kind is not EntityType.PRODUCT:
        return None
    return next((child for child in token.children if child.dep_ == "nmod:poss" and child.pos_ == "PROPN"), None)


def _nationality(skeleton: Skeleton, token: Token, grammar: Grammar) -> str | None:
    unit = skeleton.unit(token)
    if token.i and token.doc[token.i - 1].text == "-":
        return None
    if unit.named is not None and unit.named.kind is not EntityType.PLACE:
        return None
    return gazetteer.adjective_place(unit.text, grammar.language)


def _owns_next(skeleton: Skeleton, token: Token, sent: Span) -> bool:
    """True for the place in "Japan's SoftBank"."""
    if token.i + 2 >= sent.end or token.nbor(1).text not in ("'s", "'"):
        return False
    owned = skeleton.unit(token.nbor(2)).named
    return owned is not None and owned.kind.is_organization and not owned.kind is EntityType.GOVERNMENT


def _is_based(skeleton: Skeleton, token: Token, sent: Span, grammar: Grammar) -> bool:
    after = [t.lower_ for t in token.doc[token.i + 1 : min(sent.end, token.i + 3)]]
    if len(after) == 2 and after[0] == "," and after[1].endswith(tuple(f"-{word}" for word in grammar.words.based)):
        return True
    return len(after) == 2 and after[0] == "-" and after[1] in grammar.words.based


def _described(
    number: int, skeleton: Skeleton, token: Token, sent: Span, coreference: Coreference, skip: int = 0
) -> list[Referent]:
    """The organisation that the phrase begun by ``token`` leads to, over adjectives and nouns only."""
    for i in range(token.i + 1 + skip, min(sent.end, token.i + 2 + skip + _REACH)):
        unit = skeleton.units[i]
        if unit.named is not None:
            if not unit.named.kind.is_organization:
                return []
            if unit.descriptor is None and i == token.i + 1 and not skip:
                return []
            return [Referent(name, skeleton.doc[i], "name") for name in coreference.referents(number, skeleton.doc[i])]
        anaphor = coreference.referents(number, skeleton.doc[i])
        if anaphor and skip:
            return [Referent(name, skeleton.doc[i], "anaphor") for name in anaphor]
        if skeleton.doc[i].pos_ not in ("ADJ", "NOUN", "PROPN", "ADV") and skeleton.doc[i].text not in ("-", '"'):
            return []
    return []
