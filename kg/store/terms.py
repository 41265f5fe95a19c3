"""RDF terms: the namespaces, and plain values as typed literals that RDF can hold."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from operator import is_
from typing import Any, TypeVar, cast

from pyoxigraph import Literal, NamedNode

from kg.errors import StoreError
from kg.identifiers import THINGS, VOCABULARY


class Namespace:
    """A namespace; ``KG["status"]`` is one of its terms."""

    __slots__ = ("_terms", "base")

    def __init__(self, base: str) -> None:
        self.base = base
        self._terms: dict[str, NamedNode] = {}

    def __getitem__(self, name: str) -> NamedNode:
        term = self._terms.get(name)
        if term is None:
            term = self._terms[name] = NamedNode(self.base + name)
        return term


KG = Namespace(VOCABULARY)
SCHEMA = Namespace("https://schema.org/")
ORG = Namespace("http://www.w3.org/ns/org#")
PROV = Namespace("http://www.w3.org/ns/prov#")
OA = Namespace("http://www.w3.org/ns/oa#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
OWL = Namespace("http://www.w3.org/2002/07/owl#")

PREFIXES = {
    "dcterms": DCTERMS.base,
    "id": THINGS,
    "kg": KG.base,
    "oa": OA.base,
    "org": ORG.base,
    "owl": OWL.base,
    "prov": PROV.base,
    "rdf": RDF.base,
    "rdfs": RDFS.base,
    "schema": SCHEMA.base,
    "skos": SKOS.base,
    "xsd": XSD.base,
}
"""Prefixes that every query may use undeclared, and that every export declares."""

TYPE = RDF["type"]

T = TypeVar("T")

_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What xsd:string cannot hold: it is defined over the Char production of XML 1.0."""

_DURATION = re.compile(
    r"P(?=\d|T)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?", re.ASCII
)
_DAY = re.compile(r"\d{4}(?:-\d\d){0,2}", re.ASCII)
_DAYS = {10: (XSD["date"], ""), 7: (XSD["gYearMonth"], "-01"), 4: (XSD["gYear"], "-01-01")}
"""By length: the datatype, and what makes a day of it."""
_WEEKS = re.compile(r"P(\d{1,9})W", re.ASCII)


def storable(value: T) -> T:
    """``value`` (text, number, tuple or data type of ``kg.model``) as it comes back from the store.

    A character that RDF cannot hold becomes U+FFFD, one for one, so that offsets stay true;
    decimals lose trailing zeros. Raises StoreError for a decimal that is not a finite number.
    """
    return cast(T, _storable(value))


def _storable(value: Any) -> Any:
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return _UNWRITABLE.sub("\ufffd", value)
    if isinstance(value, Decimal):
        return Decimal(plain_decimal(value))
    if isinstance(value, tuple):
        parts = tuple(map(_storable, value))
        return value if all(map(is_, parts, value)) else parts
    if names := _fields(value.__class__):
        changed = {name: new for name in names if (new := _storable(old := getattr(value, name))) is not old}
        return replace(value, **changed) if changed else value
    return value


@cache
def _fields(kind: type) -> tuple[str, ...]:
    """The names of a data type's fields; empty for any other type."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def plain_decimal(number: Decimal) -> str:
    """``number`` without exponent and trailing zeros: the canonical form of xsd:decimal.

    >>> plain_decimal(Decimal("1.20E+9"))
    '1200000000'
    """
    if not number.is_finite():
        raise StoreError(f"an amount must be a finite number, not {number}")
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def thing(*path: str) -> NamedNode:
    """The IRI of a thing under the base of all ids; ``path`` is written as it is.

    Raises StoreError where that is no IRI.
    """
    try:
        return NamedNode(THINGS + "/".join(path))
    except ValueError as error:
        raise StoreError(f"no IRI can be made of {'/'.join(path)!r}: {error}") from None


def label_key(label: str) -> str:
    """What two spellings of a label share: letter case, width and spacing folded.

    >>> label_key("ALPHA  Łódź")
    'alpha łódź'
    """
    return " ".join(unicodedata.normalize("NFKC", label).casefold().split())


def text(value: str | None) -> Literal | None:
    """A plain string; None stays None, as in all of these."""
    return None if value is None else Literal(value)


def integer(value: int) -> Literal:
    """An xsd:integer."""
    return Literal(str(value), datatype=XSD["integer"])


def decimal(value: Decimal | None) -> Literal | None:
    """An xsd:decimal in canonical form."""
    return None if value is None else Literal(plain_decimal(value), datatype=XSD["decimal"])


def double(value: float) -> Literal:
    """An xsd:double, which gives back the same float."""
    return Literal(repr(float(value)), datatype=XSD["double"])


def day(value: str | None) -> Literal | None:
    """An xsd:date, xsd:gYearMonth or xsd:gYear, by what is known; a plain string where it is none."""
    if value is None:
        return None
    return Literal(value, datatype=_DAYS[len(value)][0]) if is_day(value) else Literal(value)


def is_day(value: str) -> bool:
    """True for a day, month or year of the calendar: ``2018-04-25``, ``2018-04`` or ``2018``."""
    if not _DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat(value + _DAYS[len(value)][1])
    except ValueError:
        return False
    return True


def duration(value: str | None) -> Literal | None:
    """An xsd:duration; it knows no weeks, so these count as seven days; None where it is no duration."""
    if value is None:
        return None
    if weeks := _WEEKS.fullmatch(value):
        value = f"P{7 * int(weeks[1])}D"
    return Literal(value, datatype=XSD["duration"]) if _DURATION.fullmatch(value) else None
