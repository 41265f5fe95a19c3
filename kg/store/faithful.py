"""Terms on a server that would change them.

Virtuoso keeps durations as numbers of months or seconds, fifteen digits after a decimal's point and integers
of 64 bits, and prints six digits of a double. What it would change is written with the name of its datatype
under another base, where no server knows it; and a double, which is kept as it is, is read as a sum.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal, InvalidOperation
from typing import TypeVar

import pyoxigraph as ox

from kg.errors import StoreError
from kg.identifiers import THINGS
from kg.store.terms import XSD, double

LONGEST_IRI = 1800
"""Bytes; Virtuoso cuts longer ones off without a word."""

DOUBLES = (
    f"BIND(IF(DATATYPE(?o) = {XSD['double']}, STR(?o), ?unknown) AS ?near) "
    f"BIND(IF(DATATYPE(?o) = {XSD['double']}, STR(?o - {XSD['double']}(STR(?o))), ?unknown) AS ?rest)"
)
"""Of a query, what a double ``?o`` is exactly: its first sixteen digits, and what these leave out.

Both are unbound for any other term: empty strings would make a reading a third slower.
"""

_AS_TEXT = THINGS + "datatype/"
_KEPT = {XSD[name] for name in ("string", "boolean", "date", "gYearMonth", "gYear", "anyURI")}
_FRACTION = 15

Term = TypeVar("Term", bound=object)


def guarded(term: ox.NamedNode | ox.Literal) -> ox.NamedNode | ox.Literal:
    """``term`` in a form that is not changed. Raises StoreError for an IRI that is too long."""
    if isinstance(term, ox.Literal):
        if _is_kept(term):
            return term
        name = term.datatype.value.removeprefix(XSD.base)
        return ox.Literal(term.value, datatype=ox.NamedNode(_AS_TEXT + name))
    if len(term.value.encode()) > LONGEST_IRI:
        raise StoreError(f"{term.value[:60]}…: this server holds no IRI of more than {LONGEST_IRI} bytes")
    return term


def _is_kept(literal: ox.Literal) -> bool:
    datatype, value = literal.datatype, literal.value
    if literal.language or datatype in _KEPT or not datatype.value.startswith(XSD.base):
        return True
    try:
        if datatype == XSD["double"]:
            return math.isfinite(float(value))
        if datatype == XSD["decimal"]:
            return len(value.partition(".")[2]) <= _FRACTION and Decimal(value).is_finite()
        return datatype == XSD["integer"] and -(2**63) <= int(value) < 2**63
    except (ValueError, InvalidOperation):
        return False


def as_written(term: Term, near: str = "", rest: str = "") -> Term | ox.Literal:
    """What ``guarded`` was given; ``near`` and ``rest`` are what ``DOUBLES`` says."""
    if near:
        return double(float(near) + float(rest or 0))
    if isinstance(term, ox.Literal) and term.datatype.value.startswith(_AS_TEXT):
        return ox.Literal(term.value, datatype=XSD[term.datatype.value.removeprefix(_AS_TEXT)])
    return term


def results_as_written(body: bytes) -> bytes:
    """The same for SPARQL results in JSON."""
    # this meets no text: within a string of JSON the quotes would be escaped
    key = rb'("datatype"\s*:\s*")' + re.escape(_AS_TEXT.encode())
    return re.sub(key, rb"\g<1>" + XSD.base.encode(), body)
