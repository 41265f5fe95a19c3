"""Names: where a document mentions a thing by name, and which of its names are one thing.

Four sources are laid over one another: the shipped list of known names, the entity recogniser,
forms ("… Co. Ltd.", "… University"), and the document itself, for a name found in one sentence is
looked for in all the others. A name has one type throughout a document, voted by all its contexts.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import product

from spacy.tokens import Doc, Token

from kg.declension import fold, word_bases
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
_DOMAIN = re.compile(r"[A-Za-z][A-Za-z0-9-]+\.(?:com|ai|io|net|org|co|cn|pl|de|eu|tech|app)")
_TICKER = re.compile(r"[A-Z0-9]{1,6}\.[A-Z]{1,4}")


@dataclass(frozen=True, slots=True)
class Named:
    """A name found in a passage: tokens ``start`` to ``end``, half-open."""

    start: int
    end: int
    text: str
    kind: EntityType
    source: str
    """"known", "form", "bracket", "ner", "again" or "shape", the surest first."""


_VOTES = {"known": 100, "form": 20, "bracket": 20, "ner": 4, "shape": 1}
_JOINS = frozenset({",", "and", "&", "i", "oraz"})
_RANK = {source: rank for rank, source in enumerate(("known", "form", "bracket", "ner", "again", "shape"))}


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
    types = _vote(docs, found, grammar)
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
            listed = _in_lists(text, grammar.language)
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


def _in_lists(text: str, language: str) -> gazetteer.KnownName | None:
    """The listed thing that ``text`` names, in Polish also in a case form: "Nvidią"."""
    for table in (gazetteer.known_names(), gazetteer.people(), gazetteer.products()):
        if text in table:
            return table[text]
    if language != "pl" or len(text) < 4 or not text[:1].isupper():
        return None
    words = text.split()
    for bases in product(*(sorted({fold(word), *word_bases(fold(word))}) for word in words[:3])):
        if len(words) <= 3 and (found := _folded_names().get(" ".join(bases))):
            return found
    return None


@cache
def _folded_names() -> Mapping[str, gazetteer.KnownName]:
    """Listed names that no ordinary word looks like, by their folded form."""
    tables = (gazetteer.products(), gazetteer.people(), gazetteer.known_names())
    return {
        fold(name): known
        for table in tables
        for name, known in table.items()
        if len(name) > 3 and not name.isupper() and not known.common
    }


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
        while end > start and _is_tail(doc[end - 1]):
            end -= 1
        if start == end:
            continue
        while kind is EntityType.ORGANIZATION and end < len(doc) and _is_legal_form(doc[end], legal):
            end += 1
        text = _text(doc, start, end)
        if not any(c.isupper() for c in text) or _is_ordinary_text(text, grammar):
            continue
        if kind is EntityType.PERSON and any(c.isdigit() for c in text):
            kind = EntityType.ORGANIZATION
        yield Named(start, end, text, kind, "ner")


def _is_legal_form(token: Token, legal: Collection[str]) -> bool:
    return token.text[:1].isupper() and token.lower_.rstrip(".") in legal


def _cut(doc: Doc, start: int, end: int, grammar: Grammar) -> int:
    """Where a name that runs over a dash between spaces or a sentence's end really stops."""
    for i in range(start + 1, end):
        text = doc[i].text
        if text in {"-", "–", "—", ";", ":"} and doc[i - 1].whitespace_:
            return i
        ends = len(text) > 3 and text.endswith(".") and "." not in text[:-1]
        if ends and text.lower() not in grammar.words.abbreviations and i + 1 < end and doc[i].whitespace_:
            return i + 1
    return end


def _is_tail(token: Token) -> bool:
    """A word that recognisers take into a name's end and that does not belong there."""
    if token.text in _POSSESSIVE or (token.is_punct and token.text != "."):
        return True
    return token.is_lower and len(token) <= 3 and token.is_alpha


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
    """Capitalised words that end in a legal form, and names that are addresses ("example.com")."""
    for token in doc:
        if _DOMAIN.fullmatch(token.text):
            yield Named(token.i, token.i + 1, token.text, EntityType.COMPANY, "form")
        if token.i == 0 or token.lower_.rstrip(".") not in grammar.legal_forms or not token.text[:1].isupper():
            continue
        end = token.i + 1
        while end < len(doc) and _is_legal_form(doc[end], grammar.legal_forms):
            end += 1
        start = token.i
        while start and (_is_name_word(doc[start - 1], grammar) or (doc[start - 1].text in {"&", "-"} and start > 1)):
            start -= 1
        while start < token.i and (doc[start].lower_ in grammar.words.determiners or doc[start].text in {"&", "-"}):
            start += 1
        if start < token.i:
            yield Named(start, end, _text(doc, start, end), EntityType.COMPANY, "form")


def _is_name_word(token: Token, grammar: Grammar) -> bool:
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


def is_acronym_of(short: str, name: str) -> bool:
    """True where the letters of ``short`` begin words of ``name`` in order.

    >>> is_acronym_of("WHU", "Wuhan University"), is_acronym_of("IBM", "Acme Corp")
    (True, False)
    """
    letters = [c for c in short if c.isalpha()]
    if len(letters) < 2 or sum(c.isupper() for c in letters) < 2 or name.startswith(short):
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


def _is_ordinary_text(text: str, grammar: Grammar) -> bool:
    """True for words that have a capital and name nothing: "AI", "Sept.", "SUVs", "Belgian"."""
    lower = text.casefold().rstrip(".")
    if lower in grammar.words.not_names or lower.removesuffix("s") in grammar.words.not_names:
        return True
    if _TICKER.fullmatch(text) or lower.endswith("-based"):
        return True
    return any(
        gazetteer.adjective_place(form, grammar.language) is not None for form in (text, text.removesuffix("s"))
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
        if len(words) > 1 and all(_is_capital(token) or token.text in _CONNECTORS for token in doc[start:stop]):
            yield Named(start, stop, _text(doc, start, stop), EntityType.PRODUCT, "form")
            i = end
        i += 1


def _split(doc: Doc, names: Sequence[Named], found: Sequence[Sequence[Named]]) -> list[Named]:
    """Takes "X and Y" apart where X or Y stands alone elsewhere or is a known name."""
    alone = {named.text for others in found for named in others}
    parts: list[Named] = []
    for named in names:
        at = next((i for i in range(named.start + 1, named.end - 1) if doc[i].lower_ in ("and", "i", "oraz")), None)
        if named.source == "ner" and at is not None:
            left, right = _text(doc, named.start, at), _text(doc, at + 1, named.end)
            if {left, right} & (alone | gazetteer.known_names().keys()):
                parts += [
                    replace(named, end=at, text=left), replace(named, start=at + 1, text=right)
                ]
                continue
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


def _vote(docs: Sequence[Doc], found: Sequence[Sequence[Named]], grammar: Grammar) -> dict[str, EntityType]:
    """The type of each name of a document; a name that turns out to be no name is left out."""
    votes: dict[str, Counter[EntityType]] = defaultdict(Counter)
    described: set[str] = set()
    inside: set[str] = set()
    for doc, names in zip(docs, found, strict=True):
        last: tuple[int, EntityType] | None = None
        for named in names:
            votes[named.text][named.kind] += _VOTES.get(named.source, 4)
            before = doc[named.start - 1].lower_ if named.start else ""
            type = _by_title(doc, named, grammar) or grammar.descriptors.get(before)
            if type is None and last and named.start - last[0] <= 2 and before in _JOINS:
                type = last[1]
            if type is not None:
                votes[named.text][type] += 8
                described.add(named.text)
            last = (named.end, type) if type is not None and type is not EntityType.PERSON else None
            if named.start and not doc[named.start - 1].is_punct and not doc[named.start - 1].is_space:
                inside.add(named.text)
    types = {text: _type(text, counter) for text, counter in votes.items()}
    persons = {part for text, type in types.items() if type is EntityType.PERSON for part in _ends(text)}
    for text in list(types):
        sure = votes[text][types[text]] >= _VOTES["known"]
        if sure or " " in text or text in described:
            continue
        if text in persons:
            types[text] = EntityType.PERSON
        elif types[text] is EntityType.PERSON:
            # News introduces people by their full names: a lone word is rarely a person.
            if text not in inside:
                del types[text]
            else:
                types[text] = EntityType.ORGANIZATION
    return types


def _by_title(doc: Doc, named: Named, grammar: Grammar) -> EntityType | None:
    """Person, for two to four words that a title stands before or after: "Jane Smith, chairman of"."""
    if not 1 < named.end - named.start < 5 or any(c.isdigit() for c in named.text):
        return None
    if named.start and doc[named.start - 1].lower_ in grammar.titles.heads:
        return EntityType.PERSON
    after = [token.lower_ for token in doc[named.end : named.end + 5]]
    if after[:1] == [","] and any(word in grammar.titles.heads for word in after[1:4]):
        return EntityType.PERSON
    return None


def _type(text: str, counter: Counter[EntityType]) -> EntityType:
    type = max(sorted(counter), key=lambda kind: counter[kind])
    if counter[type] >= _VOTES["known"]:
        return type
    if type.is_organization:
        finer = [kind for kind in sorted(counter) if kind.is_organization and kind is not EntityType.ORGANIZATION]
        return gazetteer.type_by_head(text) or (finer[0] if finer else type)
    if counter[type] < _VOTES["form"]:
        return gazetteer.type_by_head(text) or type
    return type


def _ends(name: str) -> set[str]:
    words = name.split()
    return {words[0], words[-1]} if len(words) > 1 else set()


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
        listed = next(filter(None, (_listed(text, kind[text], grammar) for text in sorted(texts))), None)
        name = listed.name if listed and listed.name in texts else head
        type = listed.type if listed else kind[head]
        aliases = tuple(sorted({*texts} - {name}))
        for text in texts:
            names[text] = Name(name, type, aliases)
    return names


def guesses(found: Sequence[Sequence[Named]]) -> frozenset[str]:
    """Names of one document that rest on their shape alone."""
    sources: dict[str, set[str]] = defaultdict(set)
    for names in found:
        for named in names:
            sources[named.text].add(named.source)
    return frozenset(text for text, known in sources.items() if known <= {"shape", "again"})


def _listed(text: str, kind: EntityType, grammar: Grammar) -> gazetteer.KnownName | None:
    """The listed thing that ``text`` names, where its type agrees with that of the context."""
    found = _in_lists(text, grammar.language)
    return found if found is not None and _compatible(found.type, kind) else None


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
    entry = _listed(text, kind[text], grammar)
    fits = []
    for longer, head in leader.items():
        if not _compatible(kind[text], kind[longer]):
            continue
        other = _listed(longer, kind[longer], grammar)
        if entry and other:
            if entry == other:
                return head
            continue
        if entry and not other and not _adds_nothing(text, longer, grammar):
            continue
        if _is_short_form(text, longer, kind[longer], grammar) or (
            grammar.language == "pl" and _is_declined(text, longer)
        ):
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
        return _adds_nothing(short, longer, grammar) or (
            len(short) > 3
            and not any(word.casefold() in grammar.words.unit_words or gazetteer.place_named(word, grammar.language) for word in rest)
            and not plain.split()[-1].casefold() in grammar.words.unit_words
            and gazetteer.type_by_head(plain) in (None, EntityType.COMPANY)
        )
    return False


def _is_declined(left: str, right: str) -> bool:
    """True where both may be case forms of one Polish name, word by word."""
    pairs = list(zip(fold(left).split(), fold(right).split(), strict=False))
    return (
        len(left.split()) == len(right.split())
        and len(left) > 3
        and all({a, *word_bases(a)} & {b, *word_bases(b)} for a, b in pairs)
    )


def _adds_nothing(short: str, longer: str, grammar: Grammar) -> bool:
    """True where ``longer`` only adds a legal form or words such as "Group" to ``short``."""
    plain = gazetteer.without_legal_form(longer)
    if short.isupper() and is_acronym_of(short, longer):
        return True
    return plain == short or (
        plain.startswith(short + " ")
        and all(word.casefold() in grammar.words.generic_words for word in plain[len(short) :].split())
    )


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
