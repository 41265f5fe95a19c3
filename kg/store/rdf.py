"""rdflib over Oxigraph: oxrdflib's store, whose answers are read quicker."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import BNode, Literal, URIRef, Variable
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result
from rdflib.term import Identifier

from kg.store.terms import XSD

_UNION = "__UNION__"
"""What rdflib calls the union of all graphs."""
_TERMS = 20_000
"""Kept at most, some ten megabytes."""
_PLAIN = {XSD[name]: URIRef(XSD[name].value) for name in ("string", "anyURI")}
"""Datatypes of which every text is canonical, so that rdflib need not look for another."""


class RdfStore(OxigraphStore):
    """Answers as oxrdflib does, and makes a term once, however many rows and answers it is in.

    Making terms is what rdflib takes longest for: eight microseconds for a literal, and answers name the
    same organisations, currencies and days over and over.
    """

    def __init__(self, store: ox.Store) -> None:
        super().__init__(store=store)
        self._answers = store

    def close(self, commit_pending_transaction: bool = False) -> None:
        """Let the store go, so that another can open it."""
        super().close(commit_pending_transaction)
        del self._answers

    def query(
        self,
        query: Query | str,
        initNs: Mapping[str, Any],
        initBindings: Mapping[str, Identifier],
        queryGraph: str,
        **kwargs: object,
    ) -> Result:
        """The answer to a query, as ``rdflib.store.Store.query`` says."""
        if isinstance(query, str) and queryGraph == _UNION and not initBindings and not kwargs:
            prefixes = {**dict(self.namespaces()), **initNs}
            answer = self._answers.query(query, prefixes=prefixes, use_default_graph_as_union=True)
            if isinstance(answer, ox.QuerySolutions):
                result = Result("SELECT")
                result.vars = [Variable(variable.value) for variable in answer.variables]
                result.bindings = _bindings(answer, result.vars)
                return result
        return super().query(query, initNs, initBindings, queryGraph, **kwargs)


def _bindings(answer: ox.QuerySolutions, variables: Sequence[Variable]) -> Iterator[dict[Variable, Any]]:
    """Rows as rdflib keeps them; None where unbound."""
    for solution in answer:
        yield dict(zip(variables, map(_made, solution), strict=True))


@lru_cache(maxsize=_TERMS)
def _made(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> Any:
    """A term of rdflib's; a triple as three of them."""
    match term:
        case None:
            return None
        case ox.NamedNode():
            return URIRef(term.value)
        case ox.BlankNode():
            return BNode(term.value)
        case ox.Triple():
            return tuple(map(_made, (term.subject, term.predicate, term.object)))
    if term.language:
        return Literal(term.value, lang=term.language)
    if (plain := _PLAIN.get(term.datatype)) is not None:
        return Literal(term.value, datatype=plain, normalize=False)
    return Literal(term.value, datatype=URIRef(term.datatype.value))
