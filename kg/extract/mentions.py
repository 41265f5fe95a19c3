"""Names: where a document mentions a thing by name, and which of its names are one thing.

Four sources are laid over one another: the shipped list of known names, the entity recogniser,
forms ("… Co. Ltd.", "… University"), and the document itself, for a name found in one sentence is
looked for in all the others. A name has one type throughout a document, voted by all its contexts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.extract import gazetteer
from kg.extract.grammar import Grammar
from kg.extract.linking import in_lists, is_acronym_of
from kg.extract.named import Named
from kg.extract.votes import vote
from kg.model import EntityType, PassageKind

_LABELS = {
    "ORG": EntityType.ORGANIZATION,
    "PERSON": EntityType.PERSON,
    "PER": EntityType.PERSON,
    "GPE": EntityType.PLACE,
    "LOC": EntityType.PLACE,
    "FAC": EntityType.PLACE,
    "PRODUCT": EntityType.PRODUCT,
}
_POSSESSIVE = frozenset({"'s", "'", "’s", "’"})
_CONNECTORS = frozenset(
    {"&", "-", "–", ".", "+", "of", "the", "and", "for", "i", "oraz", "na", "dla", "w"}
) | {*("de", "da", "di", "du", "del", "la", "le", "van", "von", "der", "bin", "al", "e", "y")}
"""Lower-case words inside names."""
_SOURCES = ("known", "form", "bracket", "ner", "again", "shape")
"""Where names come from, the surest first."""
_JOINTS = frozenset({"and", "i", "oraz", "-", "–", "/"})
_FORM = 6
"""Tokens of the longest legal form, "spółka z o. o."."""
_LONGEST = 8
_DOMAIN = re.compile(r"[A-Za-z][A-Za-z0-9-]+\.(?:com|ai|io|net|org|co|cn|pl|de|eu|tech|app)")
_TICKER = re.compile(r"[A-Z0-9]{1,6}\.[A-Z]{1,4}")


def find_names(docs: Sequence[Doc], kinds: Sequence[PassageKind], grammar: Grammar) -> list[list[Named]]:
    """The names in each passage of one document, in order and disjoint.

    ``docs`` are its passages as the entity recogniser leaves them.
    """
    has_prose = PassageKind.BODY in kinds
    found = []
    for doc, kind in zip(docs, kinds, strict=True):
        names = [*_from_lists(doc, grammar), *_from_forms(doc, grammar), *_quoted(doc, grammar)]
        if not (has_prose and kind is not PassageKind.BODY and is_title_case(doc)):
            names += _from_recogniser(doc, grammar)
        names = _disjoint(names)
        names = _disjoint([*names, *_in_brackets(doc, names)])
        if kind is PassageKind.BODY:
            names = _disjoint([*names, *_from_shape(doc, names, grammar)])
        found.append(names)
    found = [_split(doc, names, found) for doc, names in zip(docs, found, strict=True)]
    types = vote(docs, found, grammar)
    return [
        [
            replace(named, kind=types[named.text])
            for named in _disjoint([*names, *_again(doc, types)])
            if named.text in types
        ]
        for doc, names in zip(docs, found, strict=True)
    ]


def is_title_case(doc: Doc) -> bool:
    """True where capitals say nothing, since nearly every word has one."""
    words = [token for token in doc if token.is_alpha and len(token) > 3]
    return len(words) > 2 and sum(token.text[0].isupper() for token in words) > 0.6 * len(words)


def _from_lists(doc: Doc, grammar: Grammar) -> Iterable[Named]:
    places = gazetteer.places()
    i = 0
    while i < len(doc):
        step = 1
        for j in range(min(len(doc), i + _LONGEST), i, -1):
            text = _text(doc, i, j)
            listed = in_lists(text, grammar.language)
            if listed is not None:
                if listed.is_common(text) and not _stands_alone(doc, i, j):
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


def _stands_alone(doc: Doc, start: int, end: int) -> bool:
    """A name that is also a common word counts where the recogniser agrees or its form is plain."""
    if any(token.ent_type_ == "ORG" for token in doc[start:end]):
        return True
    if end < len(doc) and doc[end].text in _POSSESSIVE:
        return True
    before = doc[start - 1] if start else None
    after = doc[end] if end < len(doc) else None
    begins = before is None or before.is_punct
    crowded = (before is not None and before.is_title) or (after is not None and after.is_title)
    return not begins and not crowded


def _from_recogniser(doc: Doc, grammar: Grammar) -> Iterable[Named]:
    legal = grammar.legal_forms
    for ent in doc.ents:
        kind = _LABELS.get(ent.label_)
        if kind is None:
            continue
        start, end = ent.start, _cut(doc, ent.start, ent.end, grammar)
        while start < end and _is_lead(doc[start], kind, grammar):
            start += 1
        while end > start and _is_tail(doc[end - 1], kind, grammar):
            end -= 1
        if start == end or (kind.is_organization and _is_title(doc, start, end, grammar)):
            continue
        end = _extended(doc, start, end, kind, grammar)
        if kind is EntityType.ORGANIZATION:
            end = _over_legal_forms(doc, end, legal)
        text = _text(doc, start, end)
        if not any(c.isupper() for c in text) or _is_ordinary_text(text, grammar):
            continue
        if kind is EntityType.PERSON and any(c.isdigit() for c in text):
            kind = EntityType.ORGANIZATION
        yield Named(start, end, text, kind, "ner")


def _over_legal_forms(doc: Doc, end: int, legal: Collection[str]) -> int:
    """Where the legal forms that stand at ``end`` are over: "Co. Ltd.", "S.A.", "sp. z o.o."."""
    i = end
    while i < len(doc):
        forms = (j for j in range(min(len(doc), i + _FORM), i, -1) if _is_legal_form(_text(doc, i, j), legal))
        i = next(forms, -1)
        if i < 0:
            return end
        end = i
    return end


def _is_legal_form(text: str, legal: Collection[str]) -> bool:
    return (text[:1].isupper() or " " in text) and text.casefold().rstrip(".") in legal


def _cut(doc: Doc, start: int, end: int, grammar: Grammar) -> int:
    """Where a name that runs over a dash between spaces or a sentence's end really stops."""
    for i in range(start + 1, end):
        text = doc[i].text
        if text in {"-", "–", "—", ";", ":"} and doc[i - 1].whitespace_:
            return i
        if doc[i].is_lower and doc[i].is_alpha and text not in _CONNECTORS:
            return i
        if text == "." and len(doc[i - 1]) > 2 and doc[i].whitespace_:
            return i
        ends = len(text) > 3 and text.endswith(".") and "." not in text[:-1]
        if ends and text.lower() not in grammar.words.abbreviations and i + 1 < end and doc[i].whitespace_:
            return i + 1
    return end


def _is_title(doc: Doc, start: int, end: int, grammar: Grammar) -> bool:
    """True for "Head of AI" and "General Counsel", which recognisers take for bodies."""
    words = [token.lower_ for token in doc[start:end]]
    return words[0] in grammar.titles.heads or all(word in grammar.title_words for word in words)


def _extended(doc: Doc, start: int, end: int, kind: EntityType, grammar: Grammar) -> int:
    """Where a name ends that the recogniser left half: "South Texas" in "the South Texas Project"."""
    text = _text(doc, start, end)
    if kind is EntityType.PERSON or in_lists(text, grammar.language) or is_title_case(doc):
        return end
    while end < len(doc) and not doc[end].ent_type_ and not doc[end - 1].is_punct:
        if not doc[end].is_title or not doc[end].is_alpha or not _goes_on(doc[end], grammar):
            break
        end += 1
    return end


def _is_tail(token: Token, kind: EntityType, grammar: Grammar) -> bool:
    """A word that recognisers take into a name's end and that does not belong there."""
    if kind.is_organization and token.lower_ in grammar.titles.heads:
        return True
    is_number = token.like_num and "." in token.text
    if token.text in _POSSESSIVE or is_number or (token.is_punct and token.text != "."):
        return True
    return token.is_lower and len(token) <= 3 and token.is_alpha


def _is_lead(token: Token, kind: EntityType, grammar: Grammar) -> bool:
    """A word that recognisers take into a name and that does not belong there."""
    if token.is_punct or token.is_space or token.lower_ in grammar.words.determiners:
        return True
    if kind is EntityType.PERSON:
        lower = token.lower_
        is_title = lower.rstrip(".") in grammar.words.honorifics or lower in grammar.title_words
        return is_title or lower in grammar.descriptors
    return (
        kind.is_organization
        and token.i + 1 < len(token.doc)
        and token.doc[token.i + 1].ent_iob_ == "I"
        and gazetteer.adjective_place(token.text, grammar.language) is not None
        and not token.doc[token.i + 1].text[:1].isupper()
    )


def _from_forms(doc: Doc, grammar: Grammar) -> Iterable[Named]:
    """Capitalised words that end in a legal form, and names that are addresses ("example.com")."""
    for token in doc:
        if _DOMAIN.fullmatch(token.text):
            yield Named(token.i, token.i + 1, token.text, EntityType.COMPANY, "form")
        end = _over_legal_forms(doc, token.i, grammar.legal_forms)
        if token.i == 0 or end == token.i:
            continue
        start = token.i
        while start and (
            _is_name_word(doc[start - 1], grammar) or (doc[start - 1].text in {"&", "-"} and start > 1)
        ):
            start -= 1
        while start < token.i and (
            doc[start].lower_ in grammar.words.determiners or doc[start].text in {"&", "-"}
        ):
            start += 1
        if start < token.i:
            yield Named(start, end, _text(doc, start, end), EntityType.COMPANY, "form")


def _is_name_word(token: Token, grammar: Grammar) -> bool:
    if token.lower_ in grammar.words.not_names or (token.i == 0 and token.lower_ in grammar.descriptors):
        return False
    place = gazetteer.place_named(token.text.removesuffix("s"), grammar.language)
    return _is_capital(token) and not (place and token.text.endswith("s") and token.text[:-1].isupper())


def _in_brackets(doc: Doc, names: Sequence[Named]) -> Iterable[Named]:
    """The abbreviation that follows its name: "Wuhan University (WHU)"."""
    for named in names:
        end = named.end
        if end + 2 < len(doc) + 0 and doc[end].text == "(" and doc[end + 2].text == ")":
            short = doc[end + 1].text
            if is_acronym_of(short, named.text):
                yield Named(end + 1, end + 2, short, named.kind, "bracket")


def _from_shape(doc: Doc, names: Sequence[Named], grammar: Grammar) -> Iterable[Named]:
    """Capitalised words inside a sentence that nothing else explains."""
    taken = {i for named in names for i in range(named.start, named.end)}
    i = 1
    while i < len(doc):
        if i in taken or not _is_name_like(doc, i, grammar):
            i += 1
            continue
        end = i + 1
        while end < len(doc) and end not in taken and _goes_on(doc[end], grammar):
            end += 1
        if i - 1 not in taken and end not in taken:
            yield Named(i, end, _text(doc, i, end), EntityType.ORGANIZATION, "shape")
        i = end


def _goes_on(token: Token, grammar: Grammar) -> bool:
    """True for a capitalised word that may follow another in a name: "Laboratory", "Project"."""
    ordinary = _is_ordinary(token, grammar) and token.lower_ not in grammar.descriptors
    return _is_capital(token) and not ordinary


def _is_name_like(doc: Doc, i: int, grammar: Grammar) -> bool:
    token, before = doc[i], doc[i - 1]
    if not _is_capital(token) or _is_ordinary(token, grammar) or len(token) < 2:
        return False
    return not (before.is_punct and before.text not in {",", "(", "-", "–"}) and not before.is_space


def _is_ordinary_text(text: str, grammar: Grammar) -> bool:
    """True for words that have a capital and name nothing: "AI", "Sept.", "SUVs", "Belgian"."""
    lower = text.casefold().rstrip(".")
    if lower in grammar.words.not_names or lower.removesuffix("s") in grammar.words.not_names:
        return True
    if lower in grammar.descriptors:
        return True
    if _TICKER.fullmatch(text) or lower.endswith("-based"):
        return True
    return any(
        gazetteer.adjective_place(form, grammar.language) is not None
        for form in (text, text.removesuffix("s"))
    )


def _is_ordinary(token: Token, grammar: Grammar) -> bool:
    return (
        _is_ordinary_text(token.text, grammar)
        or token.lower_ in grammar.title_words
        or token.lower_.rstrip(".") in grammar.words.honorifics
        or token.lower_ in grammar.words.determiners
        or token.like_num
        or token.ent_type_ in {"DATE", "MONEY", "EVENT", "PERCENT"}
    )


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
        if len(words) > 1 and all(
            _is_capital(token) or token.text in _CONNECTORS for token in doc[start:stop]
        ):
            yield Named(start, stop, _text(doc, start, stop), EntityType.PRODUCT, "form")
            i = end
        i += 1


def _split(doc: Doc, names: Sequence[Named], found: Sequence[Sequence[Named]]) -> list[Named]:
    """Takes "X and Y" and "X-Y" apart where X or Y stands alone elsewhere or is a known name."""
    alone = {named.text for others in found for named in others} | gazetteer.known_names().keys()
    parts: list[Named] = []
    for named in names:
        inner = range(named.start + 1, named.end - 1)
        at = next((i for i in inner if doc[i].lower_ in _JOINTS), None) if named.source == "ner" else None
        sides = {_text(doc, named.start, at), _text(doc, at + 1, named.end)} if at is not None else set()
        apart = sides <= alone if at is not None and doc[at].is_punct else bool(sides & alone)
        if at is not None and apart:
            parts.append(replace(named, end=at, text=_text(doc, named.start, at)))
            parts.append(replace(named, start=at + 1, text=_text(doc, at + 1, named.end)))
        else:
            parts.append(named)
    return parts


def _again(doc: Doc, types: Mapping[str, EntityType]) -> Iterable[Named]:
    """Names known from elsewhere in the document."""
    longest = max((text.count(" ") for text in types), default=0) + 3
    for i, token in enumerate(doc):
        if not token.text[:1].isupper() and token.text not in types:
            continue
        for j in range(min(len(doc), i + longest), i, -1):
            text = _text(doc, i, j)
            if text in types:
                yield Named(i, j, text, types[text], "again")
                break


def _disjoint(names: Iterable[Named]) -> list[Named]:
    """Longer names win over shorter ones, surer sources over the others."""
    kept: list[Named] = []
    taken: set[int] = set()
    for named in sorted(names, key=lambda n: (n.start - n.end, _SOURCES.index(n.source), n.start)):
        span = range(named.start, named.end)
        if not taken.intersection(span):
            kept.append(named)
            taken.update(span)
    return sorted(kept, key=lambda n: n.start)


def _is_capital(token: Token) -> bool:
    return token.text[:1].isupper() or any(c.isupper() for c in token.text[1:])


def _text(doc: Doc, start: int, end: int) -> str:
    return doc[start:end].text
