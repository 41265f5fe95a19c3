"""What a query answers: rows of plain values, and the formats that people and programs read."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.errors import KgError, QueryError
from kg.store.table import table
from kg.store.terms import PREFIXES, XSD

if TYPE_CHECKING:
    import pandas  # type: ignore[import-untyped, unused-ignore]

Value = str | int | float | Decimal | bool | None
"""A value of a row: an IRI or any other text as str, numbers and truth as such, None where unbound."""

_Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None

_FORMATS = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
_TRIPLES = """
SELECT ?subject ?predicate ?object WHERE { ?subject ?predicate ?object } ORDER BY ?subject ?predicate ?object
"""
_INTEGERS = {XSD[name] for name in ("integer", "int", "long", "nonNegativeInteger", "positiveInteger")}
_NUMBERS = (int, float, Decimal)
_FLOATS = {XSD["double"], XSD["float"]}


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to a query.

    SELECT gives its own columns, ASK one column ``answer`` with one row, CONSTRUCT and DESCRIBE the
    columns ``subject``, ``predicate`` and ``object``.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    _terms: tuple[tuple[_Term, ...], ...]
    _json: bytes
    """SPARQL 1.1 Query Results JSON; the other machine formats are made of it."""

    def to_text(self, format: str = "table", *, width: int = 120) -> str:
        """The answer as ``table``, or in the SPARQL formats ``csv``, ``tsv``, ``json`` and ``xml``.

        A table shortens IRIs to prefixed names, groups digits, and wraps at ``width`` columns.
        Raises QueryError for any other format.
        """
        if format == "table":
            return self._table(width)
        if format not in _FORMATS:
            raise QueryError(f"unknown format {format!r}; known: table, {', '.join(_FORMATS)}")
        answer = ox.parse_query_results(self._json, format=ox.QueryResultsFormat.JSON)
        if isinstance(answer, ox.QueryBoolean) and format in {"csv", "tsv"}:
            return f"{self.columns[0]}\n{str(bool(answer)).lower()}\n"
        return _serialized(answer, _FORMATS[format]).decode("utf-8")

    def to_frame(self, *, short: bool = False) -> pandas.DataFrame:
        """The rows as a pandas data frame; with ``short``, IRIs are prefixed names.

        Raises KgError where pandas is not installed.
        """
        try:
            import pandas
        except ImportError:
            raise KgError("a data frame needs pandas: install it, or take .rows") from None
        rows: Iterable[Sequence[Value]] = self.rows
        if short:
            rows = (list(map(_short, values, terms)) for values, terms in zip(rows, self._terms, strict=True))
        return pandas.DataFrame(list(rows), columns=list(self.columns))

    def _table(self, width: int) -> str:
        numeric = []
        for index in range(len(self.columns)):
            values = [row[index] for row in self.rows if row[index] is not None]
            numeric.append(bool(values) and all(isinstance(value, _NUMBERS) for value in values))
        return table(self.columns, [[*map(_shown, row)] for row in self._terms], numeric, width)


def results(answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Results:
    """The answer of Oxigraph, read to its end."""
    if isinstance(answer, ox.QueryTriples):
        memory = ox.Store()
        memory.extend(ox.Quad(t.subject, t.predicate, t.object) for t in answer)
        answer = memory.query(_TRIPLES)
    assert not isinstance(answer, ox.QueryTriples)
    if isinstance(answer, ox.QueryBoolean):
        truth = bool(answer)
        body = b'{"head":{},"boolean":%s}' % str(truth).lower().encode()
        return Results(("answer",), ((truth,),), ((ox.Literal(truth),),), body)
    body = _serialized(answer, ox.QueryResultsFormat.JSON)
    solutions = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    assert isinstance(solutions, ox.QuerySolutions)
    columns = tuple(variable.value for variable in solutions.variables)
    terms: tuple[tuple[Any, ...], ...] = tuple(tuple(solution) for solution in solutions)
    return Results(columns, tuple(tuple(map(_value, row)) for row in terms), terms, body)


def _serialized(answer: ox.QuerySolutions | ox.QueryBoolean, format: ox.QueryResultsFormat) -> bytes:
    out = io.BytesIO()
    answer.serialize(out, format=format)
    return out.getvalue()


def _value(term: _Term) -> Value:
    match term:
        case None:
            return None
        case ox.Literal():
            return _number(term)
        case ox.NamedNode():
            return term.value
        case _:
            return str(term)


def _number(literal: ox.Literal) -> Value:
    """A literal as a number or truth by its datatype; as text where it is neither, or ill-formed."""
    try:
        if literal.datatype in _INTEGERS:
            return int(literal.value)
        if literal.datatype == XSD["decimal"]:
            return Decimal(literal.value)
        if literal.datatype in _FLOATS:
            return float(literal.value)
    except (ValueError, ArithmeticError):
        return literal.value
    if literal.datatype == XSD["boolean"]:
        return literal.value in {"true", "1"}
    return literal.value


def _short(value: Value, term: _Term) -> Value:
    return shortened(term.value) if isinstance(term, ox.NamedNode) else value


def _shown(term: _Term) -> str:
    """A cell of a table, on one line and without control characters."""
    value = _value(term)
    if isinstance(term, ox.NamedNode):
        value = shortened(term.value)
    elif isinstance(value, bool):
        value = "yes" if value else "no"
    elif isinstance(value, (int, Decimal)):
        value = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    elif isinstance(value, float):
        value = f"{value:,.4g}" if abs(value) < 1e4 else f"{value:,.0f}"
    return "".join(" " if unicodedata.category(c) == "Cc" else c for c in str("" if value is None else value))


def shortened(iri: str) -> str:
    """``iri`` as a prefixed name where a prefix fits; a thing's id keeps its slash."""
    for prefix, base in PREFIXES.items():
        if iri.startswith(base) and len(iri) > len(base):
            return f"{prefix}:{iri[len(base):]}"
    return iri
