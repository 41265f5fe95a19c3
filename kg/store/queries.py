"""The shipped queries: SPARQL files with a header that names, describes and parametrises them.

A query file is complete SPARQL and can be run as it is, for everything. Its header says ``# title:``,
``# description:`` and, for each parameter, ``# param NAME (required|optional): what it is``. A line
``# with NAME: …`` joins the query where the parameter is given, in place of ``$NAME`` the key of its value as
a literal (see ``label_key``); for ``(optional, number)`` the number, for ``(optional, date)`` the day, month
or year, and for ``(optional, text)`` the text, each as it was given.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from pyoxigraph import Literal

from kg.errors import QueryError
from kg.store.terms import is_day, label_key, storable


class Kind(StrEnum):
    """What a parameter is: a name in any case, a number, a date cut to what is known, or a text."""

    NAME = "name"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"


_WITH = re.compile(r"(?<=\n) *# with (\w+): (.*)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a shipped query may be told."""

    name: str
    description: str
    required: bool
    kind: Kind = Kind.NAME


@dataclass(frozen=True, slots=True)
class ShippedQuery:
    """A query that comes with the program."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    sparql: str
    """Complete SPARQL, without the lines of the parameters."""


@cache
def queries() -> tuple[ShippedQuery, ...]:
    """All shipped queries, by name."""
    folder = files("kg.store") / "data" / "queries"
    texts = {path.name: path.read_text("utf-8") for path in folder.iterdir() if path.name.endswith(".rq")}
    return tuple(_parse(name.removesuffix(".rq"), texts[name]) for name in sorted(texts))


def named_query(name: str, parameters: Mapping[str, str] | None = None) -> str:
    """The SPARQL of a shipped query with its ``parameters`` bound.

    Raises QueryError for an unknown query or parameter, where a required one is missing, and where a number
    or a date is none.
    """
    given = {key: value for key, value in (parameters or {}).items() if value.strip()}
    known = {query.name: query for query in queries()}
    if name not in known:
        raise QueryError(f"no query is named {name!r}; there are: {', '.join(known)}")
    query = known[name]
    names = {parameter.name: parameter for parameter in query.parameters}
    if unknown := [key for key in parameters or {} if key not in names]:
        raise QueryError(f"{name} has no parameter {unknown[0]!r}; it has: {', '.join(names) or 'none'}")
    if missing := [p.name for p in query.parameters if p.required and p.name not in given]:
        raise QueryError(f"{name} needs the parameter {missing[0]!r}")
    terms = {key: _term(names[key], value.strip()) for key, value in given.items()}

    def join(line: re.Match[str]) -> str:
        key, pattern = line.groups()
        return pattern.replace(f"${key}", terms[key]) if key in terms else line[0]

    # in one pass, so that no value is ever read for a line of its own
    return _WITH.sub(join, query.sparql)


def as_sparql(query: str, parameters: Mapping[str, str | float]) -> str:
    """``query`` itself, or, where it is one word, the shipped query of that name with its parameters.

    Raises QueryError as ``named_query`` does, and for parameters of other SPARQL than that.
    """
    if re.fullmatch(r"[a-z][a-z0-9-]*", query.strip()):
        given = {key: value if isinstance(value, str) else f"{value:f}" for key, value in parameters.items()}
        return named_query(query.strip(), given)
    if parameters:
        raise QueryError(f"only shipped queries take {', '.join(parameters)}; SPARQL of your own has FILTER")
    return query


def _term(parameter: Parameter, value: str) -> str:
    match parameter.kind:
        case Kind.NUMBER:
            if not re.fullmatch(r"\d{1,9}(\.\d{1,9})?", value, re.ASCII):
                raise QueryError(f"{parameter.name} must be a number such as 0.8, not {value!r}")
            return value
        case Kind.DATE:
            if not is_day(value):
                raise QueryError(f"{parameter.name} must be a date such as 2024-05-31 or 2024, not {value!r}")
            return str(Literal(value))
        case Kind.NAME:
            return str(Literal(label_key(storable(value))))
        case Kind.TEXT:
            return str(Literal(storable(value)))


def _parse(name: str, text: str) -> ShippedQuery:
    header = dict(re.findall(r"^# (title|description): (.+)$", text, re.MULTILINE))
    parameters = re.findall(r"^# param (\w+) \((required|optional)(?:, (\w+))?\): (.+)$", text, re.MULTILINE)
    return ShippedQuery(
        name=name,
        title=header["title"],
        description=header["description"],
        parameters=tuple(
            Parameter(key, what, need == "required", Kind(kind or "name"))
            for key, need, kind, what in parameters
        ),
        sparql=text,
    )
