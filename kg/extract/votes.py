"""What type of thing each name of a document stands for, voted by all its contexts."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from kg.declension import nominative_given
from kg.extract import gazetteer
from kg.extract.capitals import POSSESSIVE, is_introduced
from kg.extract.grammar import Grammar
from kg.extract.linking import is_form_of
from kg.extract.named import Named
from kg.extract.tree import Doc
from kg.language.lemmas import Dictionary
from kg.model import EntityType

_VOTES = {"known": 100, "form": 20, "alias": 20, "ner": 4, "shape": 1}
_DESCRIBED = 20
"""What a noun beside a name weighs: "the brewer Acme", "Acme, a brewer"."""
_SAME = 4
"""Mentions of which each counts: a recogniser that is wrong is wrong of all of them."""
_MODEL = re.compile(r" (?=\S*\d)(?=\S*[A-Z])[A-Z0-9-]+$")
"""A name that ends in a model number: "Galaxy S24"."""
_MISTAKEN_PEOPLE = (EntityType.PERSON, EntityType.ORGANIZATION)
"""What a recogniser takes a surname for."""
_JOINS = frozenset({",", "and", "&", "i", "oraz"})

_ENDS = frozenset(
    {"of", "from", "in", "for", "with", "that", "which", "who", "and", "based", "backed", "owned", "by", "at"}
)
"""Words after which a noun phrase says no more of what a thing is."""


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
    described: set[str] = set()
    located: set[str] = set()
    inside = set(active)
    aliases = {named.text: named.of for names in found for named in names if named.of is not None}
    for doc, names in zip(docs, found, strict=True):
        last: tuple[int, EntityType] | None = None
        for previous, named in zip((None, *names), names, strict=False):
            heard[named.text, named.kind, named.source] += 1
            if heard[named.text, named.kind, named.source] <= _SAME:
                votes[named.text][named.kind] += _VOTES.get(named.source, 4)
            before = doc[named.start - 1].lower_ if named.start else ""
            type = _by_title(doc, named, grammar) or grammar.descriptors.get(before)
            type = type or _by_apposition(doc, named, grammar) or _by_plural(doc, named, grammar)
            type = type or _by_deal(doc, named, grammar, known)
            is_owned = named.kind is EntityType.PERSON and _is_held(doc, named, grammar)
            if is_owned or _has_member(doc, previous, named, grammar):
                votes[named.text][EntityType.ORGANIZATION] += _VOTES["form"]
            if type is None and last and named.start - last[0] <= 2 and before in _JOINS:
                type = last[1]
            if before.rstrip(".") in grammar.words.honorifics and named.kind in _MISTAKEN_PEOPLE:
                votes[named.text][EntityType.PERSON] += _VOTES["form"]
                described.add(named.text)
            elif type is not None:
                votes[named.text][type] += _DESCRIBED
                described.add(named.text)
            last = (named.end, type) if type is not None and type is not EntityType.PERSON else None
            if (
                doc[named.end : named.end + 1].text == "-"
                and doc[named.end + 1 : named.end + 2].text in grammar.words.based
            ):
                votes[named.text][EntityType.PLACE] += _VOTES["form"]
                located.add(named.text)
            if before in grammar.words.locative and not _is_held(doc, named, grammar):
                located.add(named.text)
            if named.kind is EntityType.PERSON and before in grammar.words.here and grammar.words.definite:
                votes[named.text][EntityType.PRODUCT] += _VOTES["form"]  # "its Quux 5"
            if named.kind is EntityType.PRODUCT and before in grammar.words.based:
                votes[named.text][EntityType.ORGANIZATION] += _VOTES["form"]  # "the Boston-based Quux"
            owns = named.end < len(doc) and doc[named.end].text in POSSESSIVE
            owns = owns or is_introduced(doc, named.end, grammar)
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
        if sure or " " in text or text in described | aliases.keys():
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


def _by_title(doc: Doc, named: Named, grammar: Grammar) -> EntityType | None:
    """Person, for two to four words that a title stands before or after: "Jane Smith, chairman of"."""
    if named.end - named.start == 1 and _is_addressed(doc, named, grammar):
        return EntityType.PERSON
    if not 1 < named.end - named.start < 5 or any(c.isdigit() for c in named.text):
        return None
    if named.start and doc[named.start - 1].lower_ in grammar.words.stakes and _is_body(named.text):
        return None  # "the owner Acme Group"
    if named.start and doc[named.start - 1].lower_ in grammar.titles.heads:
        # Without articles, "prezes Post Office" is as good as "prezes Jan Nowak".
        bare = not grammar.words.definite and nominative_given(doc[named.start].text) is None
        return None if bare and not doc[named.start].ent_type_.startswith("PER") else EntityType.PERSON
    after = [token.lower_ for token in doc[named.end : named.end + 5]]
    if after[:1] == [","] and any(word in grammar.titles.heads for word in after[1:4]):
        return EntityType.PERSON
    return None


def _is_body(text: str) -> bool:
    """True for a name whose last word says that it is no person's."""
    kind = gazetteer.type_by_head(text)
    return kind is not None and kind.is_organization


def _is_addressed(doc: Doc, named: Named, grammar: Grammar) -> bool:
    """True for a lone surname after a title: "American president Smith said"."""
    unsure = named.source in ("ner", "shape") and not named.text.isupper()
    return unsure and named.start > 0 and doc[named.start - 1].lower_ in grammar.titles.personal


def _is_held(doc: Doc, named: Named, grammar: Grammar) -> bool:
    """True for what "a stake in" and "20% of" lead to, which is no place and no person."""
    return (
        named.start > 1
        and doc[named.start - 1].lower_ in grammar.words.held
        and doc[named.start - 2].lower_ in grammar.words.stakes
    )


def _has_member(doc: Doc, previous: Named | None, named: Named, grammar: Grammar) -> bool:
    """True for what a recogniser takes for a person in "analyst Jane Smith of X" and "a director of X"."""
    i = named.start - 1
    if named.kind is not EntityType.PERSON or i < 1 or doc[i].lower_ not in grammar.titles.prepositions:
        return False
    if previous is not None and previous.end == i and previous.kind is EntityType.PERSON:
        i = previous.start
    return i > 0 and doc[i - 1].lower_ in grammar.titles.heads


def _by_apposition(doc: Doc, named: Named, grammar: Grammar) -> EntityType | None:
    """What "NIO, a Chinese maker of cars" says that the name is."""
    after = [token.lower_ for token in doc[named.end : named.end + 8]]
    if after[:1] != [","] or after[1:2] not in (["a"], ["an"]):
        return None
    noun = ""
    for word in after[2:]:
        is_compound = "-" in (noun, word)  # "a Boston-based firm", in one token or in three
        if not is_compound and (not word.replace("-", "").isalpha() or word in _ENDS):
            break
        noun = word
    kind = grammar.descriptors.get(noun)
    return EntityType.COMPANY if kind is None and noun in grammar.owned else kind


def _by_deal(doc: Doc, named: Named, grammar: Grammar, known: Mapping[str, Dictionary]) -> EntityType | None:
    """A body, for what a recogniser takes for a person and somebody buys: "acquired Quux Reed"."""
    if named.kind is not EntityType.PERSON or not named.start or not {"VERB", "NOUN"} <= known.keys():
        return None
    i = named.start - 1
    if doc[i].text == "of" and i:
        is_bought = known["NOUN"].lemma(doc[i - 1].lower_) in grammar.takeovers
    else:
        is_bought = known["VERB"].lemma(doc[i].lower_) in grammar.takeovers
    return EntityType.ORGANIZATION if is_bought else None


def _by_plural(doc: Doc, named: Named, grammar: Grammar) -> EntityType | None:
    """What "startups such as X", "banks, including X" say that the first name of the list is."""
    i = named.start - 1
    while i > 0 and (doc[i].lower_ in grammar.words.listing or doc[i].text == ","):
        i -= 1
    opens = 0 < i < named.start - 1 and doc[i + 1 : named.start].text != ","
    return grammar.descriptors.get(doc[i].lower_) if opens else None


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
