"""Names: where a document mentions a thing by name, and which of its names are one thing.

Four sources are laid over one another: the shipped list of known names, the entity recogniser,
forms ("… Co. Ltd.", "… University"), and the document itself, for a name found in one sentence is
looked for in all the others. A name has one type throughout a document, voted by all its contexts.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from kg.extract import gazetteer
from kg.extract.grammar import Grammar
from kg.model import EntityType, Name, PassageKind

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
_CONNECTORS = frozenset({"&", "-", "–", ".", "of", "de", "for", "the", "and", "+"})
_LONGEST = 8


@dataclass(frozen=True, slots=True)
class Named:
    """A name found in a passage: tokens ``start`` to ``end``, half-open."""

    start: int
    end: int
    text: str
    kind: EntityType
    source: str
    """"known", "form", "bracket", "ner", "again" or "shape", the surest first."""


_RANK = {source: rank for rank, source in enumerate(("known", "form", "bracket", "ner", "again", "shape"))}


def listed_names() -> tuple[Name, ...]:
    """The organisations and products of the shipped lists, sorted by name."""
    names = {Name(known.name, known.type, known.aliases) for known in gazetteer.known_names().values()}
    names |= {Name(product.name, EntityType.PRODUCT, product.aliases) for product in gazetteer.products().values()}
    return tuple(sorted(names, key=lambda name: (name.name, name.type)))


def find_names(docs: Sequence[Doc], kinds: Sequence[PassageKind], grammar: Grammar) -> list[list[Named]]:
    """The names in each passage of one document, in order and disjoint.

    ``docs`` are its passages as the entity recogniser leaves them.
    """
    found = []
    for doc, kind in zip(docs, kinds, strict=True):
        names = _disjoint(
            [*_from_lists(doc, grammar), *_from_recogniser(doc, grammar), *_from_forms(doc, grammar)]
        )
        names = _disjoint([*names, *_in_brackets(doc, names)])
        if kind is PassageKind.BODY:
            names = _disjoint([*names, *_from_shape(doc, names, grammar)])
        found.append(names)
    types = _vote(docs, found, grammar)
    return [
        [
            replace(named, kind=types[named.text])
            for named in _disjoint([*names, *_again(doc, types)])
        ]
        for doc, names in zip(docs, found, strict=True)
    ]


def _from_lists(doc: Doc, grammar: Grammar) -> Iterable[Named]:
    known, products = gazetteer.known_names(), gazetteer.products()
    i = 0
    while i < len(doc):
        step = 1
        if doc[i].text[:1].isupper() or not doc[i].is_ascii or doc[i].is_digit or doc[i].text in known:
            for j in range(min(len(doc), i + _LONGEST), i, -1):
                text = _text(doc, i, j)
                entry = known.get(text) or products.get(text)
                if entry and (text not in entry.common or _stands_alone(doc, i, j)):
                    type = known[text].type if text in known else EntityType.PRODUCT
                    yield Named(i, j, text, type, "known")
                    step = j - i
                    break
                if gazetteer.place_named(text, grammar.language) and doc[i].text[:1].isupper():
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
        start, end = ent.start, ent.end
        while start < end and _is_lead(doc[start], kind, grammar):
            start += 1
        while end > start and (doc[end - 1].text in _POSSESSIVE or doc[end - 1].is_punct and doc[end - 1].text != "."):
            end -= 1
        while kind is EntityType.ORGANIZATION and end < len(doc) and doc[end].lower_.rstrip(".") in legal and start < end:
            end += 1
        text = _text(doc, start, end)
        if start == end or not any(c.isupper() for c in text) or text.casefold() in grammar.words.not_names:
            continue
        yield Named(start, end, text, kind, "ner")


def _is_lead(token: Token, kind: EntityType, grammar: Grammar) -> bool:
    """A word that recognisers take into a name and that does not belong there."""
    if token.is_punct or token.is_space or token.lower_ in grammar.words.determiners:
        return True
    if kind is EntityType.PERSON:
        return token.lower_.rstrip(".") in grammar.words.honorifics or token.lower_ in grammar.title_words
    return (
        kind.is_organization
        and token.i + 1 < len(token.doc)
        and token.doc[token.i + 1].ent_iob_ == "I"
        and gazetteer.adjective_place(token.text, grammar.language) is not None
        and not token.doc[token.i + 1].text[:1].isupper()
    )


def _from_forms(doc: Doc, grammar: Grammar) -> Iterable[Named]:
    """Capitalised words that end in a legal form."""
    for token in doc:
        if token.i == 0 or token.lower_.rstrip(".") not in grammar.legal_forms or not token.text[:1].isupper():
            continue
        end = token.i + 1
        while end < len(doc) and (doc[end].lower_.rstrip(".") in grammar.legal_forms):
            end += 1
        start = token.i
        while start and (_is_capital(doc[start - 1]) or (doc[start - 1].text in {"&", "-"} and start > 1)):
            start -= 1
        while start < token.i and (doc[start].lower_ in grammar.words.determiners or doc[start].text in {"&", "-"}):
            start += 1
        if start < token.i:
            yield Named(start, end, _text(doc, start, end), EntityType.COMPANY, "form")


def _in_brackets(doc: Doc, names: Sequence[Named]) -> Iterable[Named]:
    """The abbreviation that follows its name: "Wuhan University (WHU)"."""
    for named in names:
        end = named.end
        if end + 2 < len(doc) + 0 and doc[end].text == "(" and doc[end + 2].text == ")":
            short = doc[end + 1].text
            if is_acronym_of(short, named.text):
                yield Named(end + 1, end + 2, short, named.kind, "bracket")


def is_acronym_of(short: str, name: str) -> bool:
    """True where the letters of ``short`` begin words of ``name`` in order.

    >>> is_acronym_of("WHU", "Wuhan University"), is_acronym_of("IBM", "Acme Corp")
    (True, False)
    """
    letters = [c for c in short if c.isalpha()]
    if len(letters) < 2 or sum(c.isupper() for c in letters) < 2 or len(short) >= len(name):
        return False
    words = re.findall(r"\w+", name)
    initials = "".join(word[0] for word in words).casefold()
    wanted = "".join(letters).casefold()
    if wanted == initials or (len(wanted) > 2 and initials.startswith(wanted)):
        return True
    rest = iter(name.casefold())
    return wanted[0] == name[0].casefold() and len(words) > 1 and all(c in rest for c in wanted)


def _from_shape(doc: Doc, names: Sequence[Named], grammar: Grammar) -> Iterable[Named]:
    """Capitalised words inside a sentence that nothing else explains."""
    taken = {i for named in names for i in range(named.start, named.end)}
    i = 1
    while i < len(doc):
        if i in taken or not _is_name_like(doc, i, grammar):
            i += 1
            continue
        end = i + 1
        while end < len(doc) and end not in taken and _is_capital(doc[end]) and not _is_ordinary(doc[end], grammar):
            end += 1
        if i - 1 not in taken and end not in taken:
            yield Named(i, end, _text(doc, i, end), EntityType.ORGANIZATION, "shape")
        i = end


def _is_name_like(doc: Doc, i: int, grammar: Grammar) -> bool:
    token, before = doc[i], doc[i - 1]
    if not _is_capital(token) or _is_ordinary(token, grammar) or len(token) < 2:
        return False
    return not (before.is_punct and before.text not in {",", "(", "-", "–"}) and not before.is_space


def _is_ordinary(token: Token, grammar: Grammar) -> bool:
    return (
        token.lower_ in grammar.words.not_names
        or token.lower_ in grammar.title_words
        or token.lower_.rstrip(".") in grammar.words.honorifics
        or token.lower_ in grammar.words.determiners
        or token.like_num
        or token.ent_type_ in {"DATE", "MONEY", "EVENT", "PERCENT"}
        or gazetteer.adjective_place(token.text, grammar.language) is not None
    )


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


def _vote(docs: Sequence[Doc], found: Sequence[Sequence[Named]], grammar: Grammar) -> dict[str, EntityType]:
    votes: dict[str, Counter[EntityType]] = defaultdict(Counter)
    for doc, names in zip(docs, found, strict=True):
        for named in names:
            votes[named.text][named.kind] += {"known": 100, "form": 20, "bracket": 20, "shape": 1}.get(named.source, 4)
            before = doc[named.start - 1].lower_ if named.start else ""
            if before in grammar.descriptors:
                votes[named.text][grammar.descriptors[before]] += 6
    types = {}
    for text, counter in votes.items():
        type = max(sorted(counter), key=lambda kind: counter[kind])
        if counter[type] < 100:
            if type is EntityType.ORGANIZATION or counter[type] < 20:
                type = gazetteer.type_by_head(text) or type
            if type is EntityType.ORGANIZATION:
                finer = [kind for kind in sorted(counter) if kind.is_organization and kind is not type]
                type = finer[0] if finer else type
        types[text] = type
    persons = [text.split() for text, type in types.items() if type is EntityType.PERSON and " " in text]
    for text, counter in votes.items():
        if " " not in text and counter[types[text]] < 100 and any(text in (p[0], p[-1]) for p in persons):
            types[text] = EntityType.PERSON
    return types


def cluster(found: Sequence[Sequence[Named]], grammar: Grammar) -> dict[str, Name]:
    """Which names of one document are one thing: each name as written → its Name."""
    count: Counter[str] = Counter(named.text for names in found for named in names)
    kind = {named.text: named.kind for names in found for named in names}
    brackets = _bracketed(found)
    leader: dict[str, str] = {}
    for text in sorted(count, key=lambda t: (-len(t), t)):
        leader[text] = _leader(text, kind, leader, brackets, grammar)
    members: dict[str, list[str]] = defaultdict(list)
    for text, head in leader.items():
        members[head].append(text)
    names = {}
    for head, texts in members.items():
        listed = next(filter(None, (_listed(text, kind[text]) for text in sorted(texts))), None)
        name, type = (listed.name, listed.type) if listed else (head, kind[head])
        aliases = tuple(sorted({*texts} - {name}))
        for text in texts:
            names[text] = Name(name, type, aliases)
    return names


def _listed(text: str, kind: EntityType) -> Name | None:
    """The listed thing that ``text`` names, where its type agrees with that of the context."""
    if (known := gazetteer.known_names().get(text)) and kind.is_organization:
        return Name(known.name, known.type)
    if (product := gazetteer.products().get(text)) and kind is EntityType.PRODUCT:
        return Name(product.name, EntityType.PRODUCT)
    return None


def _bracketed(found: Sequence[Sequence[Named]]) -> dict[str, str]:
    pairs = {}
    for names in found:
        for before, after in zip(names, names[1:], strict=False):
            if after.start == before.end + 1 and is_acronym_of(after.text, before.text):
                pairs[after.text] = before.text
    return pairs


def _leader(
    text: str,
    kind: Mapping[str, EntityType],
    leader: Mapping[str, str],
    brackets: Mapping[str, str],
    grammar: Grammar,
) -> str:
    """The fullest earlier name that ``text`` is a short form of; itself where there is none."""
    if text in brackets and brackets[text] in leader:
        return leader[brackets[text]]
    entry = _listed(text, kind[text])
    fits = []
    for longer, head in leader.items():
        if not _compatible(kind[text], kind[longer]):
            continue
        other = _listed(longer, kind[longer])
        if entry and other:
            if entry == other:
                return head
            continue
        if _is_short_form(text, longer, kind[longer], grammar):
            fits.append(head)
    return fits[0] if len(set(fits)) == 1 else text


def _compatible(a: EntityType, b: EntityType) -> bool:
    return a is b or (a.is_organization and b.is_organization)


def _is_short_form(short: str, longer: str, kind: EntityType, grammar: Grammar) -> bool:
    if kind is EntityType.PERSON:
        words, parts = longer.split(), short.split()
        return len(parts) == 1 and len(words) > 1 and parts[0] in (words[0], words[-1])
    plain = gazetteer.without_legal_form(longer)
    if short.casefold() == plain.casefold() or gazetteer.without_legal_form(short).casefold() == plain.casefold():
        return True
    if not kind.is_organization:
        return longer.endswith(" " + short) and " " in short
    if is_acronym_of(short, longer) and short.isupper():
        return True
    rest = plain[len(short) :].split() if plain.startswith(short + " ") else None
    if rest:
        return all(word.casefold() in grammar.words.generic_words for word in rest) or (
            len(short) > 3
            and not any(word.casefold() in grammar.words.unit_words or gazetteer.place_named(word, grammar.language) for word in rest)
            and not plain.split()[-1].casefold() in grammar.words.unit_words
            and gazetteer.type_by_head(plain) in (None, EntityType.COMPANY)
        )
    return False


def _disjoint(names: Iterable[Named]) -> list[Named]:
    """Longer names win over shorter ones, surer sources over the others."""
    kept: list[Named] = []
    taken: set[int] = set()
    for named in sorted(names, key=lambda n: (-_strength(n), _RANK[n.source], n.start)):
        span = range(named.start, named.end)
        if not taken.intersection(span):
            kept.append(named)
            taken.update(span)
    return sorted(kept, key=lambda n: n.start)


def _strength(named: Named) -> int:
    return named.end - named.start


def _is_capital(token: Token) -> bool:
    return token.text[:1].isupper() or any(c.isupper() for c in token.text[1:])


def _text(doc: Doc, start: int, end: int) -> str:
    return doc.text[doc[start].idx : doc[end - 1].idx + len(doc[end - 1])] if start < end else ""
