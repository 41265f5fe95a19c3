"""The scheme of topics: fields of technology under their labels, and which of them a text names.

The scheme is ``data/topics.ttl``, a ``skos:ConceptScheme``. What is matched is words: letter case and English
plurals do not count, save that a label's word in capitals ("AI") stands for capitals only; a Chinese
character is a word; and a word of a hidden label that ends in ``*`` stands for any ending.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kg.identifiers import digest
from kg.store.terms import KG, SKOS, label_key, thing

SCHEME = thing("scheme", "topics")
"""The scheme itself."""

_WORD = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+\*?")

_BETWEEN_CONCEPTS = {SKOS[name] for name in ("broader", "narrower", "related", "hasTopConcept")}

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Scheme:
    """The scheme, read once."""

    said: Mapping[NamedNode, tuple[Triple, ...]]
    """What it says of itself and of each of its fields."""
    broader: Mapping[NamedNode, frozenset[NamedNode]]
    """All that is broader than a field, however far up."""
    labels: Mapping[str, tuple[tuple[Words, NamedNode], ...]]
    """By how the first word begins, the longest first."""


@lru_cache(maxsize=2**16)
def fields(*texts: str) -> tuple[NamedNode, ...]:
    """The fields that ``texts`` name, by the longest label at each place; none that is broader than another.

    >>> [field.value for field in fields("a computing platform for smart driving")]
    ['https://kg.example/id/field/autonomous-vehicles', 'https://kg.example/id/field/computing-infrastructure']
    """
    scheme = _scheme()
    found: set[NamedNode] = set()
    for words in map(_split, texts):
        at = 0
        while at < len(words):
            length, field = _longest_at(words, at, scheme)
            if field is not None:
                found.add(field)
            at += length
    implied = {above for field in found for above in scheme.broader[field]}
    return tuple(sorted(found - implied, key=lambda field: field.value))


def _longest_at(words: Words, at: int, scheme: _Scheme) -> tuple[int, NamedNode | None]:
    for label, field in scheme.labels.get(_beginning(words[at]), ()):
        there = words[at : at + len(label)]
        if len(there) == len(label) and all(map(_stands_for, label, there)):
            return len(label), field
    return 1, None


def described(named: Iterable[NamedNode]) -> Iterator[Triple]:
    """What the scheme says of the fields ``named`` and of all broader ones, with a key for each label.

    Hidden labels are left out, and so is what speaks of a field that is not among these.
    """
    scheme = _scheme()
    kept = {above for field in named for above in (field, *scheme.broader[field])}
    if not kept:
        return
    for node in (SCHEME, *kept):
        for triple in scheme.said[node]:
            if triple.predicate == SKOS["hiddenLabel"]:
                continue
            if triple.predicate not in _BETWEEN_CONCEPTS or triple.object in kept:
                yield triple
            if triple.predicate in (SKOS["prefLabel"], SKOS["altLabel"]):
                yield Triple(node, KG["key"], Literal(label_key(_text(triple.object))))


@cache
def scheme_digest() -> str:
    """Digest of the scheme: facts made by another one are stale."""
    return digest(_source())


def _source() -> str:
    return (files("kg.store") / "data" / "topics.ttl").read_text("utf-8")


@cache
def _scheme() -> _Scheme:
    said: dict[NamedNode, list[Triple]] = defaultdict(list)
    above: dict[NamedNode, set[NamedNode]] = defaultdict(set)
    labels: list[tuple[Words, NamedNode]] = []
    for triple in parse(_source(), RdfFormat.TURTLE):
        subject, object = triple.subject, triple.object
        assert isinstance(subject, NamedNode)
        said[subject].append(triple.triple)
        if triple.predicate == SKOS["broader"]:
            assert isinstance(object, NamedNode)
            above[subject].add(object)
        elif triple.predicate in (SKOS["prefLabel"], SKOS["altLabel"], SKOS["hiddenLabel"]):
            labels.append((_words(_text(object)), subject))
    labels.sort(key=lambda pair: (-len(pair[0]), -len("".join(pair[0])), pair[0]))
    by_beginning: dict[str, list[tuple[Words, NamedNode]]] = defaultdict(list)
    for words, field in labels:
        by_beginning[_beginning(words[0])].append((words, field))
    return _Scheme(
        {node: tuple(triples) for node, triples in said.items()},
        {node: frozenset(_all_above(node, above)) for node in said},
        {beginning: tuple(found) for beginning, found in by_beginning.items()},
    )


def _all_above(node: NamedNode, above: Mapping[NamedNode, set[NamedNode]]) -> set[NamedNode]:
    found: set[NamedNode] = set()
    ahead = [node]
    while ahead:
        come = above.get(ahead.pop(), set()) - found
        found |= come
        ahead.extend(come)
    return found


# Words


def _split(text: str) -> Words:
    return tuple(word.rstrip("*") for word in _WORD.findall(unicodedata.normalize("NFKC", text)))


def _words(label: str) -> Words:
    """The words of a label in the form in which they are compared."""
    return tuple(
        word if _is_capital(word) else word.casefold() if word.endswith("*") else _singular(word.casefold())
        for word in _WORD.findall(unicodedata.normalize("NFKC", label))
    )


def _stands_for(label: str, word: str) -> bool:
    """Whether a word of a label stands for a word of a text."""
    if label.endswith("*"):
        return word.casefold().startswith(label[:-1])
    if _is_capital(label):
        return word.removesuffix("s") == label
    return _singular(word.casefold()) == label


def _is_capital(word: str) -> bool:
    return word.upper() == word != word.lower()


def _beginning(word: str) -> str:
    return word.rstrip("*").casefold()[:2]


def _singular(word: str) -> str:
    """What an English plural is the plural of; a label and a text need only come out alike."""
    if len(word) <= 3 or not word.endswith("s") or word.endswith(("ss", "us", "sis", "ics", "news")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("xes", "ches", "shes", "sses")):
        return word[:-2]
    return word[:-1]


def _text(term: object) -> str:
    assert isinstance(term, Literal)
    return term.value
