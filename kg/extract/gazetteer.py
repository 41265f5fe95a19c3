"""The project's own tables of names: organisations, products, places, and the words that tell their kind.

The tables are the files under ``names/``; they are read once, when first asked for. Names are
found by their exact spelling. A name marked as common is also an ordinary word, a first name or a
surname ("Apple", "Orange", "Jordan"): trust it only where the text around it speaks for it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from importlib import resources
from itertools import chain
from types import MappingProxyType
from typing import TypeVar

from kg.declension import fold
from kg.errors import FrameError
from kg.model import EntityType, Name

_FOLDER = resources.files("kg.extract") / "names"


@dataclass(frozen=True, slots=True)
class KnownName:
    """An organisation or product and all that it is called; ``common`` are its names that are ordinary words.

    ``maker`` is who makes a product, by a name of ``known_names``; None where that is not certain.
    """

    name: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    common: tuple[str, ...] = ()
    maker: str | None = None

    @property
    def spellings(self) -> tuple[str, ...]:
        """Its name and every alias."""
        return (self.name, *self.aliases)

    def is_common(self, written: str) -> bool:
        """True if this way of writing the name is also an ordinary word."""
        return written in self.common


@dataclass(frozen=True, slots=True)
class OwnNames:
    """A user's names; they come before the carried ones."""

    exact: Mapping[str, KnownName] = field(default_factory=dict)
    """Under each spelling."""
    folded: Mapping[str, KnownName] = field(default_factory=dict)
    """Under the folded form of each spelling that no ordinary word looks like."""
    openings: frozenset[str] = frozenset()
    """The beginnings of ``exact``."""


@dataclass(frozen=True, slots=True)
class Place:
    """A country, region, state or city, and the adjectives made from it.

    ``polish`` are names in Polish, in the nominative; ``polish_adjectives`` are lemmas (``chiński``).
    """

    name: str
    kind: str
    """``country``, ``region``, ``state`` or ``city``."""
    country: str | None = None
    aliases: tuple[str, ...] = ()
    polish: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    polish_adjectives: tuple[str, ...] = ()
    common: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """Its name, every alias and every Polish name."""
        return (self.name, *self.aliases, *self.polish)

    def is_common(self, written: str) -> bool:
        """True if this way of writing the name is also an ordinary word."""
        return written in self.common


KINDS = frozenset({"country", "region", "state", "city"})

_POLISH_ENDINGS = ("i", "a", "ie", "iego", "iemu", "im", "ich", "imi", "ą", "iej", "o")
"""After the stem of an adjective in -ki; the last makes the first half of a compound (polsko-niemiecki)."""


@cache
def known_names() -> Mapping[str, KnownName]:
    """Every organisation of the shipped table, under its name and under each alias."""
    return by_name(known(_shipped("known.tsv"), "known.tsv"))


@cache
def products() -> Mapping[str, KnownName]:
    """Every product of the shipped table, under its name and under each alias."""
    return by_name(_products())


@cache
def people() -> Mapping[str, KnownName]:
    """Every person of the shipped table, under each way of writing the name."""
    return by_name(_people())


@cache
def listed() -> Mapping[str, KnownName]:
    """Organisations, people and products by every spelling; also several of a product, "iPhones"."""
    plurals = {f"{name}s": product for name, product in products().items()}
    return {**plurals, **products(), **people(), **known_names()}


@cache
def places() -> Mapping[str, Place]:
    """Every place of the shipped table, under its name, its aliases and its Polish names."""
    return by_name(_places())


@cache
def given_names() -> frozenset[str]:
    """Given names of some fifty languages, in Latin script; most were gathered by the Faker project (MIT)."""
    return frozenset(_shipped("given.txt").split())


@cache
def openings() -> frozenset[str]:
    """The beginnings of all names in the shipped tables, and of several of a product."""
    plurals = (f"{name}s" for name in products())
    names = (name for table in (known_names(), products(), people(), places()) for name in table)
    return beginnings(chain(names, plurals))


def beginnings(names: Iterable[str]) -> frozenset[str]:
    """The first words of some names, and whatever these begin with: no other token can begin a name.

    >>> sorted(beginnings(["Abc Foo", "Abd"]))
    ['A', 'Ab', 'Abc', 'Abd']
    """
    words = {name.partition(" ")[0] for name in names}
    return frozenset(word[:end] for word in words for end in range(1, len(word) + 1))


def names(own: Iterable[Name] = ()) -> tuple[Name, ...]:
    """Everything in the shipped tables in the form in which names are resolved, sorted by name.

    ``own`` are a user's names, whose spellings the shipped things lose.
    """
    taken = {spelling for name in own for spelling in (name.name, *name.aliases)}
    if not taken:
        return _shipped_names()
    return tuple(
        replace(name, aliases=tuple(alias for alias in name.aliases if alias not in taken))
        for name in _shipped_names()
        if name.name not in taken
    )


@cache
def _shipped_names() -> tuple[Name, ...]:
    entries = dict.fromkeys((*known_names().values(), *products().values(), *people().values()))
    found = [Name(entry.name, entry.type, entry.aliases) for entry in entries]
    found += [
        Name(place.name, EntityType.PLACE, place.spellings[1:]) for place in dict.fromkeys(places().values())
    ]
    return tuple(sorted(found, key=lambda name: name.name))


def folded(table: Mapping[str, KnownName]) -> dict[str, KnownName]:
    """``table`` by the folded form of those of its names that no ordinary word looks like."""
    return {fold(name): known for name, known in table.items() if len(name) > 3 and not name.isupper()}


def adjective_place(word: str, language: str) -> str | None:
    """The place that an adjective speaks of, in any Polish form; None where there is none.

    >>> adjective_place("Chinese", "en"), adjective_place("saudyjską", "pl")
    ('China', 'Saudi Arabia')
    """
    if language == "pl":
        return _polish_adjectives().get(word.lower())
    return _english_adjectives().get(word)


def place_named(word: str, language: str) -> str | None:
    """The canonical name of a place called ``word``; Polish names count in Polish text only.

    >>> place_named("Wielka Brytania", "pl"), place_named("U.K.", "en"), place_named("Indie", "en")
    ('United Kingdom', 'United Kingdom', None)
    """
    place = places().get(word)
    if place is None or (language != "pl" and word in place.polish and word not in place.aliases):
        return None
    return place.name


def legal_forms(language: str) -> tuple[str, ...]:
    """The legal forms that follow a company's name (``Inc.``, ``sp. z o.o.``), longest first.

    Empty for a language without a list.
    """
    return _legal_forms().get(language, ())


@lru_cache(maxsize=2**14)
def without_legal_form(name: str) -> str:
    """The name as it is spoken: without the legal forms of any language at its end.

    >>> without_legal_form("Lenovo Group Ltd."), without_legal_form("McKinsey & Co")
    ('Lenovo Group', 'McKinsey & Co')
    """
    found = _legal_form_pattern().fullmatch(name.strip())
    return found["name"] if found else name.strip()


@lru_cache(1 << 14)
def type_by_head(name: str) -> EntityType | None:
    """What kind of organisation the head word of a name tells of; a legal form alone tells of a company.

    >>> type_by_head("Fundacja Orange"), type_by_head("University of Warsaw")
    (<EntityType.FOUNDATION: 'Foundation'>, <EntityType.UNIVERSITY: 'University'>)
    """
    bare = without_legal_form(name)
    for pattern, types in _heads():
        found = pattern.search(bare)
        if found and found.lastindex:
            return types[found.lastindex - 1]
    return None if bare == name.strip() else EntityType.COMPANY


_Entry = TypeVar("_Entry", KnownName, Place)


def _shipped(file: str) -> str:
    return (_FOLDER / file).read_text(encoding="utf-8")


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in cell.split("|") if name.strip())


def _rows(
    text: str, source: str, required: tuple[str, ...], optional: tuple[str, ...] = ()
) -> Iterator[tuple[str, dict[str, str]]]:
    """Each row under its column names with its place, file and line; blank lines are passed over."""
    lines = text.splitlines() or [""]
    header = lines[0].split("\t")
    missing = [column for column in required if column not in header]
    unknown = [column for column in header if column not in required + optional]
    if missing or unknown or len(set(header)) < len(header):
        columns = ", ".join(required + optional)
        raise FrameError(f"{source}:1: the columns must be {columns}, not {lines[0]!r}")
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        if not line.strip():
            continue
        if len(cells) > len(header):
            raise FrameError(f"{source}:{number}: {len(cells)} cells under {len(header)} columns")
        cells += [""] * (len(header) - len(cells))
        row = dict.fromkeys(optional, "")
        row |= {column: cell.strip() for column, cell in zip(header, cells, strict=True)}
        if not row["name"]:
            raise FrameError(f"{source}:{number}: a row without a name")
        yield f"{source}:{number}", row


def known(text: str, source: str) -> Iterator[tuple[str, KnownName]]:
    """The names of a table with the columns name and type, perhaps aliases and common, and their places.

    Raises FrameError for a line that makes no sense; ``source`` names the file in errors.
    """
    for place, row in _rows(text, source, ("name", "type"), ("aliases", "common")):
        try:
            type_ = EntityType(row["type"])
        except ValueError:
            options = ", ".join(EntityType)
            raise FrameError(f"{place}: type {row['type']!r} is none of {options}") from None
        yield place, KnownName(row["name"], type_, _listed(row["aliases"]), _listed(row["common"]))


def _products() -> Iterator[tuple[str, KnownName]]:
    columns = ("name", "maker", "aliases", "common")
    for place, row in _rows(_shipped("products.tsv"), "products.tsv", columns):
        lists = _listed(row["aliases"]), _listed(row["common"])
        yield place, KnownName(row["name"], EntityType.PRODUCT, *lists, maker=row["maker"] or None)


def _people() -> Iterator[tuple[str, KnownName]]:
    for place, row in _rows(_shipped("people.tsv"), "people.tsv", ("name",), ("aliases",)):
        yield place, KnownName(row["name"], EntityType.PERSON, _listed(row["aliases"]))


def _places() -> Iterator[tuple[str, Place]]:
    columns = ("name", "kind", "country", "aliases", "polish", "adjectives", "polish_adjectives", "common")
    for place, row in _rows(_shipped("places.tsv"), "places.tsv", columns):
        lists = {column: _listed(row[column]) for column in columns[3:]}
        yield place, Place(row["name"], row["kind"], row["country"] or None, **lists)


def by_name(entries: Iterable[tuple[str, _Entry]]) -> Mapping[str, _Entry]:
    """Entries, given with their places, under each of their names; FrameError where two claim one."""
    found: dict[str, _Entry] = {}
    for where, entry in entries:
        for name in entry.spellings:
            if found.get(name, entry) != entry:
                raise FrameError(f"{where}: {name!r} already names {found[name].name!r}")
            found[name] = entry
    return MappingProxyType(found)


@cache
def _english_adjectives() -> Mapping[str, str]:
    return {adjective: place.name for place in places().values() for adjective in place.adjectives}


@cache
def _polish_adjectives() -> Mapping[str, str]:
    forms: dict[str, str] = {}
    for place in places().values():
        for lemma in place.polish_adjectives:
            # Every lemma ends in -ki; men in the plural turn the k: chińscy, niemieccy.
            forms[lemma[:-2] + "cy"] = place.name
            forms |= {lemma[:-1] + ending: place.name for ending in _POLISH_ENDINGS}
    return forms


@cache
def _table() -> Mapping[str, Mapping[str, Mapping[str, list[str]]]]:
    return tomllib.loads(_shipped("legal_forms.toml"))


@cache
def _legal_forms() -> Mapping[str, tuple[str, ...]]:
    forms: Mapping[str, Iterable[str]] = _table()["forms"]
    return {
        language: tuple(sorted(listed, key=lambda form: (-len(form), form)))
        for language, listed in forms.items()
    }


@cache
def _legal_form_pattern() -> re.Pattern[str]:
    forms = _legal_forms()
    spaced = "|".join(re.escape(form) for form in sorted({*forms["en"], *forms["pl"]}))
    joined = "|".join(re.escape(form) for form in forms["zh"])
    # "& Co" stays: Merck & Co is not Merck.
    return re.compile(rf"(?P<name>.*?[^\s,&])(?<!\sand)(?:(?:\s*,\s*|\s+)(?:{spaced})|{joined})+")


@cache
def _heads() -> tuple[tuple[re.Pattern[str], tuple[EntityType, ...]], ...]:
    """Patterns to try in turn, each with the types of its groups."""
    heads = _table()["heads"]
    final = [(word, EntityType(type_)) for type_, words in heads["final"].items() for word in words]
    leading = [(word, EntityType(type_)) for type_, words in heads["leading"].items() for word in words]
    # "Institute of Technology" is whole whatever follows it (Indian Institute of Technology Madras).
    whole = [(word, type_) for word, type_ in final if " of " in word]
    stop = r"\s(?:of|for|at|in|on)\s"
    return (
        _head_pattern(r"(?<!\S)", whole, r"(?!\w)"),
        _head_pattern(rf"^(?:(?!{stop}).)*?(?<!\S)", final, rf"(?=$|,|{stop})"),
        _head_pattern(r"(?<!\S)", leading, r"(?![^\s,])"),
    )


def _head_pattern(
    before: str, heads: Iterable[tuple[str, EntityType]], after: str
) -> tuple[re.Pattern[str], tuple[EntityType, ...]]:
    """One group a head, the longest first, so that the group tells the type."""
    ordered = sorted(heads, key=lambda head: (-len(head[0]), head))
    groups = "|".join("(" + re.escape(word).replace(r"\*", r"\w*") + ")" for word, _ in ordered)
    return re.compile(f"{before}(?:{groups}){after}"), tuple(type_ for _, type_ in ordered)
