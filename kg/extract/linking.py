"""Which names of one document are one thing: short forms, acronyms, listed aliases, Polish case forms."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import product

from kg.declension import bases_of, fold, nominative_body, nominative_person, shown_case, word_bases
from kg.extract import gazetteer
from kg.extract.grammar import Grammar
from kg.extract.named import Named
from kg.model import EntityType, Name


def cluster(found: Sequence[Sequence[Named]], grammar: Grammar) -> dict[str, Name]:
    """Which names of one document are one thing: each name as written → its Name."""
    count: Counter[str] = Counter(named.text for names in found for named in names)
    kind = {named.text: named.kind for names in found for named in names}
    aliases = {named.text: named.of for names in found for named in names if named.of in count}
    entries = {text: _listed(text, kind[text], grammar) for text in count}
    leader: dict[str, str] = {}
    for text in sorted(count, key=lambda t: (t in aliases, -len(t), t)):
        leader[text] = leader.get(aliases.get(text) or "") or _leader(text, kind, entries, leader, grammar)
    members: dict[str, list[str]] = defaultdict(list)
    for text, head in leader.items():
        members[head].append(text)
    names = {}
    for head, texts in members.items():
        listed = next(filter(None, (entries[text] for text in sorted(texts))), None)
        shown = _shown(head, sorted(texts), grammar)
        written = listed is not None and not {listed.name, f"{listed.name}s"}.isdisjoint(texts)
        name = listed.name if listed and written else None
        if name is None and listed and grammar.language == "pl":
            name = next((spelling for spelling in listed.spellings if is_form_of(shown, spelling)), None)
        name = name or _nominative(shown, kind[head], grammar)
        type = listed.type if listed else kind[head]
        others = tuple(sorted({*texts} - {name}))
        for text in texts:
            names[text] = Name(name, type, others)
    return names


def _shown(head: str, texts: Sequence[str], grammar: Grammar) -> str:
    """The name under which ``head`` is shown: without "Fundusz", in Polish by its nominative."""
    first, _, rest = head.partition(" ")
    if first.casefold() in grammar.descriptors and rest in texts:
        return rest
    inflects = (text for text in texts if text != head and is_form_of(head, text))
    return next(inflects, head) if grammar.language == "pl" else head


def guesses(found: Sequence[Sequence[Named]]) -> frozenset[str]:
    """Names of one document that rest on their shape alone, and of which nothing says what they are."""
    sources: dict[str, set[str]] = defaultdict(set)
    for names in found:
        for named in names:
            by_form = named.kind in (EntityType.ORGANIZATION, gazetteer.type_by_head(named.text))
            sources[named.text].add(named.source if by_form else "told")
    return frozenset(text for text, known in sources.items() if known <= {"shape", "again"})


def in_lists(text: str, grammar: Grammar) -> gazetteer.KnownName | None:
    """The listed thing that ``text`` names, in Polish also in a case form: "Nvidią"."""
    if (own := grammar.own.exact.get(text)) is not None:
        return own
    if (listed := gazetteer.listed().get(text)) is not None:
        return listed
    if grammar.language != "pl" or len(text) < 4 or not text[:1].isupper():
        return None
    words = text.split()
    for bases in product(*map(_bases, words)) if len(words) <= 3 else ():
        folded = " ".join(bases)
        if found := grammar.own.folded.get(folded) or _folded_names().get(folded):
            return found
    return None


@lru_cache(maxsize=2**16)
def _bases(word: str) -> tuple[str, ...]:
    return tuple(sorted(bases_of(word)))


@cache
def _folded_names() -> Mapping[str, gazetteer.KnownName]:
    """Listed names that no ordinary word looks like, by their folded form."""
    return {
        folded: known
        for table in (gazetteer.products(), gazetteer.people(), gazetteer.known_names())
        for folded, known in gazetteer.folded(table).items()
    }


def is_acronym_of(short: str, name: str) -> bool:
    """True where the letters of ``short`` begin words of ``name`` in order.

    More letters of a word may follow its first one.

    >>> is_acronym_of("WHU", "Wuhan University"), is_acronym_of("AT&T", "AG Communication Systems")
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
    spelled = wanted[0] == initials[0] and _spells(wanted, [word.casefold() for word in words])
    return spelled and len(wanted) > 2 and len(words) > 1


def _spells(letters: str, words: Sequence[str]) -> bool:
    """True where ``letters`` are made of the first letters of ``words`` and some that follow them there."""
    if not letters:
        return True
    for i, word in enumerate(words):
        if word[0] != letters[0]:
            continue
        taken, rest = 1, iter(word[1:])
        while True:
            if _spells(letters[taken:], words[i + 1 :]):
                return True
            if taken == len(letters) or letters[taken] not in rest:
                break
            taken += 1
    return False


def _listed(text: str, kind: EntityType, grammar: Grammar) -> gazetteer.KnownName | None:
    """The listed thing that ``text`` names, where its type agrees with that of the context."""
    found = in_lists(text, grammar)
    return found if found is not None and _compatible(found.type, kind) else None


def _nominative(name: str, kind: EntityType, grammar: Grammar) -> str:
    """A Polish place or person in the form in which it is looked up; anything else as it stands."""
    if grammar.language != "pl" or gazetteer.place_named(name, "pl"):
        return name
    if kind is EntityType.PERSON:
        return nominative_person(name)
    if kind is EntityType.PLACE:
        for base in sorted(word_bases(fold(name))):
            if base in _folded_places():
                return _folded_places()[base]
    return nominative_body(name) if kind.is_organization else name


def case_of(text: str, name: Name, grammar: Grammar) -> str:
    """The Polish case that ``text`` shows against the other spellings of its ``name``; "" for none."""
    if text in gazetteer.known_names() or text in gazetteer.people() or text in gazetteer.products():
        return ""
    bases = [other for other in (name.name, *name.aliases) if other != text and is_form_of(text, other)]
    listed = in_lists(text, grammar)
    bases += [other for other in listed.spellings if is_form_of(text, other)] if listed else []
    return shown_case(text, bases[0]) if bases else ""


def is_form_of(text: str, base: str) -> bool:
    """True where ``text`` may be ``base`` in a Polish case, word by word; not the other way round."""
    words, bases = text.split(), fold(base).split()
    return len(words) == len(bases) and all(b in bases_of(a) for a, b in zip(words, bases, strict=True))


@cache
def _folded_places() -> Mapping[str, str]:
    return {fold(name): name for place in gazetteer.places().values() for name in (place.name, *place.polish)}


def _leader(
    text: str,
    kind: Mapping[str, EntityType],
    entries: Mapping[str, gazetteer.KnownName | None],
    leader: Mapping[str, str],
    grammar: Grammar,
) -> str:
    """The fullest earlier name that ``text`` is a short form of; itself where there is none."""
    entry = entries[text]
    fits = []
    for longer, head in leader.items():
        if not _compatible(kind[text], kind[longer]):
            continue
        other = entries[longer]
        if entry and other:
            if entry == other:
                return head
            continue
        if entry and not other and not _adds_nothing(text, longer, grammar):
            continue
        if _is_short_form(text, longer, kind[longer], grammar) or (
            grammar.language == "pl" and is_declined(text, longer)
        ):
            fits.append(head)
    return fits[0] if len(set(fits)) == 1 else text


def _compatible(a: EntityType, b: EntityType) -> bool:
    return a is b or (a.is_organization and b.is_organization)


def _is_short_form(short: str, longer: str, kind: EntityType, grammar: Grammar) -> bool:
    if kind is EntityType.PERSON:
        words, parts = longer.split(), short.split()
        if len(parts) > 1 or len(words) < 2:
            return False
        return short in (words[0], words[-1]) or (grammar.language == "pl" and is_declined(short, words[-1]))
    plain = gazetteer.without_legal_form(longer)
    if (
        short.casefold() == plain.casefold()
        or gazetteer.without_legal_form(short).casefold() == plain.casefold()
    ):
        return True
    if not kind.is_organization:
        return longer.endswith(" " + short) and " " in short
    if short.isupper() and is_acronym_of(short, longer):
        return True
    if _adds_nothing(short, longer, grammar):
        return True
    if plain.startswith(short + " "):
        rest = plain.removeprefix(short).split()
        is_long = len(short) > 3 or (len(rest) == 1 and len(short) == 3 and not short.isupper())
    elif plain.endswith(" " + short):
        rest = plain.removesuffix(short).split()
        is_long = len(short) > 4 and len(plain.split()) == 2 and not _says_what(short, grammar)
    else:
        return False
    return (
        is_long
        and not any(word.casefold() in grammar.words.unit_words for word in (*rest, plain.split()[-1]))
        and not any(gazetteer.place_named(word, grammar.language) for word in rest)
        and gazetteer.type_by_head(plain) in (None, EntityType.COMPANY)
    )


def _says_what(word: str, grammar: Grammar) -> bool:
    """True for words that many names end in: "Technologies", "Bank"."""
    lower = word.casefold()
    return lower in grammar.words.generic_words or lower in grammar.descriptors


def is_declined(left: str, right: str) -> bool:
    """True where one may be a Polish case form of the other, or both of a third, word by word."""
    pairs = list(zip(left.split(), right.split(), strict=False))
    return (
        len(left.split()) == len(right.split())
        and len(left) > 3
        and all(bases_of(a) & bases_of(b) for a, b in pairs)
    )


def _adds_nothing(short: str, longer: str, grammar: Grammar) -> bool:
    """True where ``longer`` only adds a legal form or words such as "Group" to ``short``."""
    plain = gazetteer.without_legal_form(longer)
    if short.isupper() and is_acronym_of(short, longer):
        return True
    if plain.endswith(" " + short):
        rest, known = (
            plain.removesuffix(short).split(),
            grammar.words.any_company | grammar.descriptors.keys(),
        )
    elif plain.startswith(short + " "):
        rest, known = plain.removeprefix(short).split(), grammar.words.generic_words
    else:
        return plain == short
    return all(word.casefold() in known for word in rest)
