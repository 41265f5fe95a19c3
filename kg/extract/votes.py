"""What type of thing each name of a document stands for, voted by all its contexts."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from kg.extract import gazetteer
from kg.extract.capitals import POSSESSIVE, is_introduced
from kg.extract.evidence import by_plural, described, has_member, is_held
from kg.extract.grammar import Grammar
from kg.extract.linking import is_form_of
from kg.extract.named import Named
from kg.extract.persons import is_impersonal, is_personal
from kg.extract.tree import Doc
from kg.language.dictionary import Dictionary
from kg.model import EntityType

_VOTES = {"known": 100, "form": 20, "alias": 20, "ner": 4, "shape": 1}
_DESCRIBED = 20
"""What a noun beside a name weighs: "the brewer Acme", "Acme, a brewer"."""
_LOOKS = 5
"""What the words of a name weigh: more than a recogniser that says otherwise."""
_SAME = 4
"""Mentions of which each counts: a recogniser that is wrong is wrong of all of them."""
_MODEL = re.compile(r" (?=\S*\d)(?=\S*[A-Z])[A-Z0-9-]+$")
"""A name that ends in a model number: "Galaxy S24"."""
_MISTAKEN_PEOPLE = (EntityType.PERSON, EntityType.ORGANIZATION)
"""What a recogniser takes a surname for."""
_JOINS = frozenset({",", "and", "&", "i", "oraz"})


class _Listed(NamedTuple):
    """A name of a list and what was said of it; the names after it are taken for the same."""

    end: int
    type: EntityType
    opened: bool
    """True where a plural opens the list, "startups such as": even what looks like a person is one."""


def vote(
    docs: Sequence[Doc],
    found: Sequence[Sequence[Named]],
    active: Collection[str],
    grammar: Grammar,
    known: Mapping[str, Dictionary],
) -> dict[str, EntityType]:
    """The type of each name of a document; a name that turns out to be no name is left out.

    ``active`` are words that begin a sentence and do what bodies do (``openers.py``).
    """
    votes: dict[str, Counter[EntityType]] = defaultdict(Counter)
    heard: Counter[tuple[str, EntityType, str]] = Counter()
    told: set[str] = set()
    located: set[str] = set()
    inside = set(active)
    aliases = {named.text: named.of for names in found for named in names if named.of is not None}
    for doc, names in zip(docs, found, strict=True):
        last: _Listed | None = None
        for previous, named in zip((None, *names), names, strict=False):
            heard[named.text, named.kind, named.source] += 1
            if heard[named.text, named.kind, named.source] <= _SAME:
                votes[named.text][named.kind] += _VOTES.get(named.source, 4)
            before = doc[named.start - 1].lower_ if named.start else ""
            type = described(doc, named, previous, grammar, known)
            is_owned = named.kind is EntityType.PERSON and is_held(doc, named, grammar)
            if is_owned or has_member(doc, previous, named, grammar):
                votes[named.text][EntityType.ORGANIZATION] += _VOTES["form"]
            looks = named.source in ("ner", "shape") and is_personal(named.text, grammar)
            opened = by_plural(doc, named, grammar) is not None
            if type is None and last is not None and named.start - last.end <= 2 and before in _JOINS:
                opened = last.opened
                type = None if looks and not opened else last.type
            if before.rstrip(".") in grammar.words.honorifics and named.kind in _MISTAKEN_PEOPLE:
                votes[named.text][EntityType.PERSON] += _VOTES["form"]
                told.add(named.text)
            elif type is not None:
                votes[named.text][type] += _DESCRIBED
                told.add(named.text)
                if type is EntityType.PLACE:
                    located.add(named.text)
            elif looks and named.kind is not EntityType.PLACE:
                votes[named.text][EntityType.PERSON] += _LOOKS
            elif named.kind is EntityType.PERSON and is_impersonal(named.text, grammar, known):
                votes[named.text][EntityType.ORGANIZATION] += _LOOKS
            last = None if type in (None, EntityType.PERSON) else _Listed(named.end, type, opened)
            if (
                doc.span(named.end, named.end + 1).text == "-"
                and doc.span(named.end + 1, named.end + 2).text in grammar.words.based
            ):
                votes[named.text][EntityType.PLACE] += _VOTES["form"]
                located.add(named.text)
            if before in grammar.words.locative and not is_held(doc, named, grammar):
                located.add(named.text)
            if named.kind is EntityType.PERSON and before in grammar.words.here and grammar.words.definite:
                votes[named.text][EntityType.PRODUCT] += _VOTES["form"]  # "its Quux 5"
            if named.kind is EntityType.PRODUCT and before in grammar.words.based:
                votes[named.text][EntityType.ORGANIZATION] += _VOTES["form"]  # "the Boston-based Quux"
            owns = named.end < len(doc) and doc[named.end].text in POSSESSIVE
            owns = owns or is_introduced(doc, named.end, grammar)
            owns = owns or (grammar.inflects and before == ",")  # in a list, for clauses begin with "że"
            if owns or (
                named.start and not doc[named.start - 1].is_punct and not doc[named.start - 1].is_space
            ):
                inside.add(named.text)
    types = {text: _type(text, counter) for text, counter in votes.items()}
    persons = {part for text, type in types.items() if type is EntityType.PERSON for part in _ends(text)}
    if grammar.language == "pl":
        persons |= {text for text in types if any(_is_same_surname(text, one) for one in persons)}
    for text in list(types):
        sure = votes[text][types[text]] >= _VOTES["known"]
        if not sure and types[text] is EntityType.PLACE and text not in located:
            # Places that no list knows stand after "in"; elsewhere they are mostly companies.
            types[text] = gazetteer.type_by_head(text) or EntityType.ORGANIZATION
        if sure or " " in text or text in told | aliases.keys():
            continue
        if text in persons:
            types[text] = EntityType.PERSON
        elif types[text] is EntityType.PERSON:
            # News introduces people by their full names: a lone word is rarely a person.
            if text not in inside:
                del types[text]
            else:
                types[text] = EntityType.ORGANIZATION
    return types | {text: types[of] for text, of in aliases.items() if text in types and of in types}


def _type(text: str, counter: Counter[EntityType]) -> EntityType:
    type = max(sorted(counter), key=lambda kind: counter[kind])
    if counter[type] >= _VOTES["known"]:
        return type
    if _MODEL.search(text):
        return EntityType.PRODUCT
    if type.is_organization:
        finer = [
            kind for kind in sorted(counter) if kind.is_organization and kind is not EntityType.ORGANIZATION
        ]
        return gazetteer.type_by_head(text) or (finer[0] if finer else type)
    if counter[type] < _VOTES["form"]:
        return gazetteer.type_by_head(text) or type
    return type


def _ends(name: str) -> set[str]:
    words = name.split()
    return {words[0], words[-1]} if len(words) > 1 else set()


def _is_same_surname(text: str, other: str) -> bool:
    return is_form_of(text, other) or is_form_of(other, text)
