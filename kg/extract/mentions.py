"""Names: where a document mentions a thing by name, and which of its names are one thing.

Four sources are laid over one another: the shipped list of known names, the entity recogniser,
forms ("… Co. Ltd.", "… University"), and the document itself, for a name found in one sentence is
looked for in all the others. A name has one type throughout a document, voted by all its contexts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from kg.declension import bases_of, fold, is_head_noun
from kg.extract import gazetteer
from kg.extract.aliases import bracketed, renamed, shortened
from kg.extract.capitals import (
    CONNECTORS,
    POSSESSIVE,
    goes_on,
    is_capital,
    is_introduced,
    is_ordinary,
    is_paper,
    is_place_owning,
    is_title_case,
    over_legal_forms,
    over_number,
    text_of,
)
from kg.extract.grammar import Grammar
from kg.extract.inflected import inflected
from kg.extract.joined import joined
from kg.extract.linking import in_lists
from kg.extract.money import MoneySpan
from kg.extract.name_words import name_words
from kg.extract.named import SOURCES, Named
from kg.extract.openers import acting, is_told
from kg.extract.recognised import from_recogniser, person_within
from kg.extract.tree import Doc, Token
from kg.extract.votes import vote
from kg.language.dictionary import Dictionary
from kg.model import EntityType, PassageKind

_GUESSED = frozenset({"ner", "shape"})
"""Sources that may run two names together."""
_JOINTS = frozenset({"and", "i", "oraz", "-", "–", "/"})
_LONGEST = 8
_DOMAIN = re.compile(r"[A-Za-z][A-Za-z0-9-]+\.(?:com|ai|io|net|org|co|cn|pl|de|eu|tech|app)")


def find_names(
    docs: Sequence[Doc],
    kinds: Sequence[PassageKind],
    grammar: Grammar,
    known: Mapping[str, Dictionary] = MappingProxyType({}),
    sums: Sequence[Sequence[MoneySpan]] = (),
) -> list[list[Named]]:
    """The names in each passage of one document, in order and disjoint.

    ``docs`` are its passages as the entity recogniser leaves them, ``known`` the language's dictionaries,
    ``sums`` the money in each passage, of which no name is made.
    """
    has_prose = PassageKind.BODY in kinds
    active = [list(acting(doc, grammar, known)) for doc in docs]
    found = []
    for doc, kind, actors, money in zip(docs, kinds, active, sums or [()] * len(docs), strict=True):
        names = [*_from_lists(doc, grammar, known), *_from_forms(doc, grammar), *_quoted(doc, grammar)]
        if not (has_prose and kind is not PassageKind.BODY and is_title_case(doc)):
            names += [*from_recogniser(doc, grammar, known), *joined(doc, grammar, known)]
            names += inflected(doc, grammar, known)
        names = _disjoint(_beside(doc, names, money))
        names = _disjoint([*names, *bracketed(doc, names)])
        if kind is PassageKind.BODY:
            names = _disjoint(_beside(doc, [*names, *_from_shape(doc, names, grammar), *actors], money))
        found.append(_disjoint([*names, *renamed(doc, names, grammar)]))
    whole = {named.text: named.kind for names in found for named in names}
    found = [_split(doc, names, whole, grammar) for doc, names in zip(docs, found, strict=True)]
    shorts = shortened(docs, found, kinds, grammar)
    found = [_disjoint([*names, *short]) for names, short in zip(found, shorts, strict=True)]
    types = vote(docs, found, {named.text for names in active for named in names}, grammar, known)
    return [
        [
            named if named.kind is types[named.text] else replace(named, kind=types[named.text])
            for named in _disjoint([*names, *_again(doc, types)])
            if named.text in types
        ]
        for doc, names in zip(docs, found, strict=True)
    ]


def _beside(doc: Doc, names: Iterable[Named], sums: Sequence[MoneySpan]) -> Iterator[Named]:
    """``names`` without what belongs to a sum: "500" in "Acme 500 million euros"."""
    spans = (doc.over(money.start, money.end) for money in sums)
    taken = {i for span in spans if span is not None for i in range(span.start, span.end)}
    for named in names:
        start, end = named.start, named.end
        while start < end and start in taken:
            start += 1
        while start < end and end - 1 in taken:
            end -= 1
        if end - start == named.end - named.start:
            yield named
        elif start < end:
            kind = EntityType.ORGANIZATION if named.kind is EntityType.PRODUCT else named.kind
            yield replace(named, start=start, end=end, text=text_of(doc, start, end), kind=kind)


def _from_lists(doc: Doc, grammar: Grammar, known: Mapping[str, Dictionary]) -> Iterable[Named]:
    places = gazetteer.places()
    i = 0
    while i < len(doc):
        step = 1
        longest = i + _LONGEST if _may_open(doc[i].text, grammar) else i
        for j in range(min(len(doc), longest), i, -1):
            text = text_of(doc, i, j)
            listed = in_lists(text, grammar)
            if listed is not None:
                if listed.is_common(text) and not _stands_alone(doc, i, j, grammar, known):
                    continue
                yield Named(i, j, text, listed.type, "known")
                step = j - i
                break
            if text[:1].isupper() and gazetteer.place_named(text, grammar.language):
                if text in places and places[text].is_common(text) and not doc[i].ent_type_:
                    continue
                yield Named(i, j, text, EntityType.PLACE, "known")
                step = j - i
                break
        i += step


def _may_open(word: str, grammar: Grammar) -> bool:
    """False for words that begin no listed name, in Polish also in no case form: most words."""
    openings = gazetteer.openings()
    if word in openings or word in grammar.own.openings or word.removesuffix("s") in openings:
        return True
    return grammar.language == "pl" and word[:1].isupper()


def _stands_alone(doc: Doc, start: int, end: int, grammar: Grammar, known: Mapping[str, Dictionary]) -> bool:
    """A name that is also a common word counts where the recogniser agrees or its form is plain."""
    if any(token.ent_type_ == "ORG" for token in doc[start:end]):
        return True
    if end < len(doc) and doc[end].text in POSSESSIVE:
        return True
    before = doc[start - 1] if start else None
    after = doc[end] if end < len(doc) else None
    if before is not None and before.lower_ in name_words(grammar.language).subordinators:
        before = None  # "Without Acme there would be"
    begins = before is None or before.is_punct
    if before is not None and before.text == "," and after is not None and after.lower_ in {",", "and", "&"}:
        return start > 1 and is_capital(doc[start - 2])  # "Globex, Acme and Initech"
    if begins and _is_surname(doc, start, end, grammar, known):
        return after is None or not after.is_title
    if begins and after is not None:
        joined = after.lower_ in _JOINTS and end + 1 < len(doc) and is_capital(doc[end + 1])
        if joined or after.lower_ in grammar.acts or is_told(doc, end, grammar):
            return True
    crowded = (before is not None and before.is_title) or (after is not None and after.is_title)
    return not begins and not crowded


def _is_surname(doc: Doc, start: int, end: int, grammar: Grammar, known: Mapping[str, Dictionary]) -> bool:
    """True for a name that is common as a surname only, which news seldom begins with: no word of English."""
    word = doc[start].lower_
    if end - start > 1 or grammar.inflects or not known or doc[start].text in gazetteer.given_names():
        return False
    return all(dictionary.lemma(word) is None for dictionary in known.values())


def _from_forms(doc: Doc, grammar: Grammar) -> Iterable[Named]:
    """Capitalised words before a legal form ("Acme, Inc."), and names that are addresses ("example.com")."""
    for token in doc:
        if _DOMAIN.fullmatch(token.text):
            yield Named(token.i, token.i + 1, token.text, EntityType.COMPANY, "form")
        if token.lower_ in grammar.words.governments and (start := _country_before(doc, token.i, grammar)):
            yield Named(
                token.i - start,
                token.i + 1,
                text_of(doc, token.i - start, token.i + 1),
                EntityType.GOVERNMENT,
                "form",
            )
        end = over_legal_forms(doc, token.i, grammar.legal_forms)
        if token.i == 0 or end == token.i:
            continue
        start = first = token.i - (token.i > 1 and doc[token.i - 1].text == ",")
        if (place := _before_place(doc, start, grammar)) < start:
            start = place  # "Quux (UK) Limited"
        while start and (
            _is_name_word(doc[start - 1], grammar) or (doc[start - 1].text in {"&", "-"} and start > 1)
        ):
            start -= 1
        while start < first and _is_before_form(doc[start], grammar):
            start += 1
        if start < first:
            yield Named(start, end, text_of(doc, start, end), EntityType.COMPANY, "form")


def _before_place(doc: Doc, end: int, grammar: Grammar) -> int:
    """Where a place in brackets begins that ends at ``end``; ``end`` where none does."""
    if end < 4 or doc[end - 1].text != ")" or doc[end - 3].text != "(":
        return end
    return end - 3 if gazetteer.place_named(doc[end - 2].text, grammar.language) else end


def _country_before(doc: Doc, i: int, grammar: Grammar) -> int:
    """How many words before ``i`` name a country: "Swedish", "United States"; 0 where none do."""
    for length in (2, 1):
        text = text_of(doc, i - length, i) if i >= length else ""
        if gazetteer.adjective_place(text, grammar.language) or (
            text[:1].isupper() and gazetteer.place_named(text, grammar.language)
        ):
            return length
    return 0


def _is_before_form(token: Token, grammar: Grammar) -> bool:
    """A capitalised word that may stand before a name with a legal form and is no part of it."""
    is_title = not grammar.words.definite and token.lower_ in grammar.title_words
    return is_title or token.lower_ in grammar.words.determiners or token.text in {"&", "-"}


def _opens(token: Token, grammar: Grammar) -> bool:
    """A common noun with the capital of its sentence."""
    if token.lower_ in grammar.descriptors:
        return True
    return grammar.inflects and not bases_of(token.text).isdisjoint(map(fold, grammar.nouns))


def _is_name_word(token: Token, grammar: Grammar) -> bool:
    if token.lower_ in grammar.words.not_names or (token.i == 0 and _opens(token, grammar)):
        return False
    return is_capital(token) and not is_place_owning(token, grammar)


def _from_shape(doc: Doc, names: Sequence[Named], grammar: Grammar) -> Iterable[Named]:
    """Capitalised words that nothing else explains, inside a sentence or before ", a": "Quux, a maker of"."""
    taken = {i for named in names for i in range(named.start, named.end)}
    i = 0
    while i < len(doc):
        if i in taken or not _is_name_like(doc, i, grammar):
            i += 1
            continue
        first, end = i, i + 1
        if first > 1 and first - 1 not in taken and is_head_noun(doc[first - 1].text):
            # "Siecią Badawczą": descriptors begin names too
            first -= 1
        while end < len(doc) and end not in taken and goes_on(doc[end], grammar):
            end += 1
        end = over_number(doc, end)
        introduced = not _begins(doc, first) or is_introduced(doc, end, grammar)
        introduced = introduced and not is_paper(doc, first, end, grammar)
        if first - 1 not in taken and end not in taken and introduced:
            yield Named(first, end, text_of(doc, first, end), EntityType.ORGANIZATION, "shape")
        i = end


def _is_name_like(doc: Doc, i: int, grammar: Grammar) -> bool:
    return is_capital(doc[i]) and not is_ordinary(doc[i], grammar) and len(doc[i]) > 1


def _begins(doc: Doc, i: int) -> bool:
    """True where a capital letter says nothing, since a sentence or a quotation begins."""
    before = doc[i - 1]
    return i == 0 or before.is_space or (before.is_punct and before.text not in {",", "(", "-", "–"})


def _quoted(doc: Doc, grammar: Grammar) -> Iterable[Named]:
    """Names of things in quotation marks: 'the "Cloud Super Factory" project'."""
    i = 0
    while i < len(doc):
        if doc[i].text != '"':
            i += 1
            continue
        end = next((j for j in range(i + 1, min(len(doc), i + _LONGEST + 2)) if doc[j].text == '"'), None)
        if end is None:
            i += 1
            continue
        start, stop = i + 1, end
        while stop > start and doc[stop - 1].is_punct:
            stop -= 1
        words = [token for token in doc[start:stop] if token.is_alpha]
        numbered = len(words) == 1 and any(token.like_num for token in doc[start:stop])
        if (len(words) > 1 or numbered) and all(
            is_capital(token) or token.text in CONNECTORS or token.like_num for token in doc[start:stop]
        ):
            yield Named(start, stop, text_of(doc, start, stop), EntityType.PRODUCT, "form")
            i = end
        i += 1


def _split(
    doc: Doc, names: Sequence[Named], found: Mapping[str, EntityType], grammar: Grammar
) -> list[Named]:
    """Takes "X and Y" and "X-Y" apart where X or Y stands alone elsewhere or is a known name."""
    parts: list[Named] = []
    for named in names:
        person = person_within(doc, named.start, named.end, grammar) if named.source in _GUESSED else None
        if person is not None:
            # "prezes InPostu Rafał Brzoska"
            body = replace(named, end=person, text=text_of(doc, named.start, person))
            parts.append(body if named.kind.is_organization else replace(body, kind=EntityType.ORGANIZATION))
            text = text_of(doc, person, named.end)
            parts.append(Named(person, named.end, text, EntityType.PERSON, named.source))
            continue
        employer = _employer_before(doc, named, found)
        if employer is not None:
            parts.append(employer)
            named = replace(named, start=employer.end, text=text_of(doc, employer.end, named.end))
        inner = range(named.start + 1, named.end - 1)
        at = next((i for i in inner if doc[i].lower_ in _JOINTS), None) if named.source == "ner" else None
        if at is None:
            parts.append(named)
            continue
        sides = text_of(doc, named.start, at), text_of(doc, at + 1, named.end)
        alone = [side in found or _is_known(side, grammar) for side in sides]
        apart = all(alone) if doc[at].is_punct else any(alone)
        if apart or _is_pair(doc, named, at, grammar):
            parts.append(replace(named, end=at, text=sides[0]))
            parts.append(replace(named, start=at + 1, text=sides[1]))
        else:
            parts.append(named)
    return parts


def _is_known(text: str, grammar: Grammar) -> bool:
    return text in grammar.own.exact or text in gazetteer.known_names()


def _employer_before(doc: Doc, named: Named, found: Mapping[str, EntityType]) -> Named | None:
    """The body in what recognisers take for one person: "Allegro" in "Allegro François Nuyts"."""
    if named.kind is not EntityType.PERSON or named.source != "ner":
        return None
    for end in range(named.end - 2, named.start, -1):
        text = text_of(doc, named.start, end)
        known = gazetteer.known_names().get(text)
        kind = known.type if known is not None else found.get(text)
        if kind is not None and kind.is_organization:
            return Named(named.start, end, text, kind, "known" if known is not None else "ner")
    return None


def _is_pair(doc: Doc, named: Named, at: int, grammar: Grammar) -> bool:
    """True for two companies that a Polish "i" joins; bodies have it in their names, companies have "&"."""
    return (
        grammar.inflects
        and doc[at].lower_ in grammar.words.joins
        and gazetteer.type_by_head(named.text) is None
    )


def _again(doc: Doc, types: Mapping[str, EntityType]) -> Iterable[Named]:
    """Names known from elsewhere in the document."""
    longest = max((text.count(" ") for text in types), default=0) + 3
    openings = gazetteer.beginnings(types)
    for i, token in enumerate(doc):
        word = token.text
        if word not in openings or not (word[:1].isupper() or word in types):
            continue
        for j in range(min(len(doc), i + longest), i, -1):
            text = text_of(doc, i, j)
            if text in types:
                yield Named(i, j, text, types[text], "again")
                break


def _disjoint(names: Iterable[Named]) -> list[Named]:
    """Longer names win over shorter ones, surer sources over the others."""
    kept: list[Named] = []
    taken: set[int] = set()
    for named in sorted(names, key=lambda n: (n.start - n.end, SOURCES.index(n.source), n.start)):
        span = range(named.start, named.end)
        if not taken.intersection(span):
            kept.append(named)
            taken.update(span)
    return sorted(kept, key=lambda n: n.start)
