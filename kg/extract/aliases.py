"""Other names that a text itself gives a thing: in brackets, after "formerly known as", or cut short.

A name that was once written out in full comes back as one word: "Erste" of Erste Group, "Brzoski" of Rafał
Brzoska. Such a word is found wherever it stands, also where a recogniser takes it for something else.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from kg.declension import fold, word_bases
from kg.extract import gazetteer
from kg.extract.grammar import Grammar
from kg.extract.linking import in_lists, is_acronym_of
from kg.extract.named import Named
from kg.extract.tree import Doc
from kg.model import EntityType, PassageKind

_SHORT = (EntityType.PERSON, EntityType.COMPANY, EntityType.ORGANIZATION)
_QUOTED = 6
"""Words of the longest name in brackets and quotation marks."""
_DOMAIN = re.compile(r"(\w{4,})\.(?:com|ai|io|net|org|pl)")


def bracketed(doc: Doc, names: Sequence[Named]) -> Iterator[Named]:
    """The name that follows another in brackets: "Wuhan University (WHU)", "Acme Labs Inc. ("Acme")"."""
    for named in names:
        start = named.end + 1
        if start + 1 >= len(doc) or doc[start - 1].text != "(":
            continue
        if doc[start].text == '"':
            marks = (i for i in range(start + 2, min(len(doc) - 1, start + _QUOTED)) if doc[i].text == '"')
            end = next(marks, None)
            if end is not None and doc[end + 1].text == ")" and doc[start + 1].text[:1].isupper():
                yield _alias(doc, start + 1, end, named)
        elif doc[start + 1].text == ")" and is_acronym_of(doc[start].text, named.text):
            yield _alias(doc, start, start + 1, named)


def renamed(doc: Doc, names: Sequence[Named], grammar: Grammar) -> Iterator[Named]:
    """The other name that a text gives: "Block, formerly known as Square"."""
    for left, right in pairwise(names):
        between = [
            token.lower_ for token in doc[left.end : right.start] if token.is_alpha or token.text == "/"
        ]
        if " ".join(between) in grammar.words.also and left.kind is not EntityType.PERSON:
            yield _alias(doc, right.start, right.end, left)


def shortened(
    docs: Sequence[Doc], found: Sequence[Sequence[Named]], kinds: Sequence[PassageKind], grammar: Grammar
) -> list[list[Named]]:
    """For each passage the words that are short for a name which the document has in full."""
    shorts = _shorts(docs, found, kinds, grammar)
    surnames = {
        base: named
        for short, named in shorts.items()
        if grammar.language == "pl" and named.kind is EntityType.PERSON
        for base in word_bases(fold(short)) | {fold(short)}
    }
    longest = max((short.count(" ") for short in shorts), default=0) + 1
    passages: list[list[Named]] = []
    for doc in docs:
        names = []
        for i, token in enumerate(doc):
            for end in range(min(len(doc), i + longest), i, -1) if token.text[:1].isupper() else ():
                text = doc.span(i, end).text
                full = shorts.get(text) or (surnames and _declined(text, surnames))
                if full:
                    names.append(_alias(doc, i, end, full))
                    break
        passages.append(names)
    return passages


def _alias(doc: Doc, start: int, end: int, of: Named) -> Named:
    return Named(start, end, doc.span(start, end).text, of.kind, "alias", of.text)


def _declined(word: str, surnames: Mapping[str, Named]) -> Named | None:
    """Whose surname ``word`` is a Polish case form of: "Brzoski"."""
    if len(word) < 4 or not word.isalpha():
        return None
    found = {surnames[base] for base in word_bases(fold(word)) | {fold(word)} if base in surnames}
    return found.pop() if len(found) == 1 else None


def _shorts(
    docs: Sequence[Doc], found: Sequence[Sequence[Named]], kinds: Sequence[PassageKind], grammar: Grammar
) -> dict[str, Named]:
    """Each short form, with the one name that it may be short for."""
    lower = {token.text for doc in docs for token in doc if token.is_lower}
    longs: dict[str, set[Named]] = defaultdict(set)
    for names in found:
        for named in names:
            if named.kind not in _SHORT or named.source == "shape":
                continue
            short = _short(named, grammar)
            if short and short.casefold() not in lower and not _means_another(short, named, grammar):
                longs[short].add(Named(0, 0, named.text, named.kind, named.source))
    return {
        short: full
        for short, fulls in longs.items()
        if (full := _only(fulls)) is not None and not _comes_first(short, full, docs, kinds, grammar)
    }


def _short(named: Named, grammar: Grammar) -> str | None:
    """What is left of a name without its given names, or without legal form and words such as "Group"."""
    words = named.text.split()
    if named.kind is EntityType.PERSON:
        last = words[-1]
        return last if len(words) > 1 and last[:1].isupper() and len(last) > 2 else None
    if (site := _DOMAIN.fullmatch(named.text)) is not None:
        return site[1]
    words = gazetteer.without_legal_form(named.text).split()
    if gazetteer.type_by_head(" ".join(words)) not in (None, EntityType.COMPANY):
        return None
    whole = len(words)
    while len(words) > 1 and words[-1].casefold() in grammar.words.generic_words | grammar.words.unit_words:
        if gazetteer.place_named(words[-1], grammar.language):
            return None
        words.pop()
    if len(words) > 1 and words[0].casefold() in grammar.words.any_company:
        words.pop(0)
    short = " ".join(words)
    return short if len(words) < whole and len(short) > 2 else None


def _means_another(short: str, full: Named, grammar: Grammar) -> bool:
    """True where a list or the language gives the short form a meaning of its own: "Google", "American"."""
    listed = in_lists(short, grammar)
    if listed is not None:
        return listed != in_lists(full.text, grammar)
    words, lower = grammar.words, short.casefold()
    return (
        lower in words.not_names | words.generic_words | words.unit_words | grammar.title_words
        or lower in grammar.descriptors
        or gazetteer.adjective_place(short, grammar.language) is not None
        or (full.kind is not EntityType.PERSON and bool(gazetteer.place_named(short, grammar.language)))
    )


def _only(fulls: set[Named]) -> Named | None:
    """The one that all are forms of; none where the short form may be short for several."""
    full = max(sorted(fulls, key=lambda n: n.text), key=lambda n: len(n.text))
    return full if all(full.text.startswith(named.text) for named in fulls) else None


def _comes_first(
    short: str, full: Named, docs: Sequence[Doc], kinds: Sequence[PassageKind], grammar: Grammar
) -> bool:
    """True where prose has the short name before the long one, which is then a part of it or another."""
    rest = full.text.removeprefix(short).split()
    is_part = any(word.casefold() in grammar.words.unit_words for word in rest)
    if not is_part and full.kind is not EntityType.PERSON:
        return False
    for doc, kind in zip(docs, kinds, strict=True):
        at = re.search(rf"\b{re.escape(short)}\b", doc.text)
        if kind is PassageKind.BODY and at is not None:
            return full.text not in doc.text[: at.end() + len(full.text)]
    return False
