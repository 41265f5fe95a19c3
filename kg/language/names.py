"""Names to put in place of the ones a corpus repeats, so that finding a name does not mean knowing it."""

from __future__ import annotations

import gzip
import random
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg.language.corpora import Row

_PARTS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "names.toml").read_text(encoding="utf-8"))
_WORDS = {key: value.split() for key, value in _PARTS.items() if isinstance(value, str) and "|" not in value}
_PHRASES = {
    key: [phrase.strip() for phrase in value.split("|") if phrase.strip()]
    for key, value in _PARTS.items()
    if isinstance(value, str) and "|" in value
}


@dataclass(frozen=True, slots=True)
class Pools:
    """Names to choose from, by kind; sorted, so that a seed gives the same choice on every machine."""

    companies: tuple[str, ...]
    institutions: tuple[str, ...]
    products: tuple[str, ...]
    people: tuple[str, ...]
    places: tuple[str, ...]


def read_pools(folder: Path, people: frozenset[str], places: frozenset[str]) -> Pools:
    """The lists of ``folder`` (gzipped TSV: name, type, aliases joined by "|"), and names seen in corpora."""
    companies: set[str] = set()
    institutions: set[str] = set()
    products: set[str] = set()
    for file in ("companies-listed", "research-orgs", "universities", "products"):
        for name, kind, aliases in _rows(folder / f"{file}.tsv.gz"):
            if kind == "product":
                products.add(name)
            elif kind == "company":
                companies |= {name, *aliases[:1]}
            elif kind != "brand_or_product":
                institutions |= {name, *(alias for alias in aliases if alias.isupper())}

    def usable(names: set[str]) -> tuple[str, ...]:
        return tuple(sorted(name for name in names if _is_usable(name)))

    return Pools(
        usable(companies),
        usable(institutions),
        usable(products),
        tuple(sorted(people)),
        tuple(sorted(places)),
    )


def _rows(path: Path) -> Iterator[tuple[str, str, list[str]]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            name, kind, aliases = line.rstrip("\n").split("\t")[:3]
            yield name, kind, aliases.split("|") if aliases else []


def _is_usable(name: str) -> bool:
    return (
        2 <= len(name) <= 45
        and name.isascii()
        and any(map(str.isupper, name))
        and not any(character in '()[]{}/"*;:' for character in name)
        and len(name.split()) <= 6
    )


def coined(rng: random.Random) -> str:
    """A one-word company name that nobody has: "Quantalytics", "Zenverse.ai", "HexaPay", "KTLX"."""
    kind = rng.random()
    if kind < 0.06:
        return "".join(rng.choice("ABCDEFGHIKLMNOPRSTVXZ") for _ in range(rng.randint(2, 5)))
    stem, ending = rng.choice(_WORDS["stems"]), rng.choice(_WORDS["endings"])
    if kind < 0.18:
        ending = rng.choice(_WORDS["stems"])
    elif kind < 0.30:
        ending = ending.capitalize()
    name = stem + ending
    if kind > 0.97:
        return rng.choice("aeix") + name.capitalize()
    if kind > 0.94:
        return name.upper()
    if kind > 0.86:
        return f"{name}.{rng.choice(_PARTS['domains'])}"
    if kind > 0.84:
        return f"{name}-AI"
    return name


def organization(pools: Pools, rng: random.Random) -> str:
    """A name of a company or, less often, of another organization."""
    kind = rng.random()
    if kind < 0.30:
        return rng.choice(pools.companies)
    if kind < 0.42:
        return rng.choice(pools.institutions)
    if kind < 0.60:
        return str(rng.choice(_PARTS["organizations"]))
    name = coined(rng)
    if rng.random() < 0.3:
        name = f"{name} {rng.choice(_PHRASES['trades'])}"
    if rng.random() < 0.3:
        comma = "," if rng.random() < 0.35 else ""
        name = f"{name}{comma} {rng.choice(_PHRASES['legal_forms'])}"
    return name


def person(pools: Pools, rng: random.Random, words: int) -> str:
    """A person's name; one word stands for the family name, as it does in a news item's later sentences."""
    kind = rng.random()
    if kind < 0.25:
        family, given = rng.choice(_WORDS["chinese_family"]), rng.choice(_WORDS["chinese_given"])
        return family if words == 1 else f"{family} {given}" if rng.random() < 0.8 else f"{given} {family}"
    if kind < 0.50 and words > 1:
        return rng.choice(pools.people)
    family, given = rng.choice(_WORDS["family"]), rng.choice(_WORDS["given"])
    if words == 1:
        return given if rng.random() < 0.15 else family
    return (
        f"{given} {family}" if rng.random() < 0.9 else f"{given} {rng.choice('ABCDEFGHJKLMNPRSTW')}. {family}"
    )


def product(pools: Pools, rng: random.Random) -> str:
    """A product's name: real, or a coined one with a version."""
    kind = rng.random()
    if kind < 0.5:
        return str(rng.choice(_PARTS["products"]))
    if kind < 0.7:
        return rng.choice(pools.products)
    version = rng.choice(
        ("", " 2", " 3.0", " Pro", " X", "-1", " One", " S", " Max", f" {rng.randint(3, 900)}")
    )
    return coined(rng).removesuffix("-AI") + version


def place(pools: Pools, rng: random.Random) -> str:
    """The name of a country or city that some corpus holds."""
    return rng.choice(pools.places)


def substitute(row: Row, pools: Pools, rng: random.Random, inflect: Callable[[str], str] = str) -> Row:
    """The row with seven of ten names replaced, the same name by the same throughout.

    ``inflect`` puts a new name into a case, for languages that have them.
    """
    new: dict[tuple[str, str], str] = {}
    text, position = "", 0
    names, unknown = [], []
    spans = [(start, end, label) for start, end, label in row.names] + [(*span, "") for span in row.unknown]
    for start, end, label in sorted(spans):
        if start < position:
            continue
        old = row.text[start:end]
        text += row.text[position:start]
        if (old, label) not in new:
            new[old, label] = _replacement(old, label, pools, rng, inflect) if rng.random() < 0.7 else old
        begin = len(text)
        text += new[old, label]
        position = end
        if label:
            names.append((begin, len(text), label))
        else:
            unknown.append((begin, len(text)))
    return replace(row, text=text + row.text[position:], names=tuple(names), unknown=tuple(unknown))


def _replacement(
    old: str, label: str, pools: Pools, rng: random.Random, inflect: Callable[[str], str]
) -> str:
    if label == "ORG":
        return inflect(organization(pools, rng))
    if label == "PERSON":
        return inflect(person(pools, rng, len(old.split())))
    if label == "PRODUCT":
        return inflect(product(pools, rng)) if rng.random() < 0.5 else old
    if label == "GPE":
        return place(pools, rng)
    return old
