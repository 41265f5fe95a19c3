"""Whole answers of a SPARQL server: none that it cut off, altered, or took from another default graph.

Servers limit the rows of an answer; Virtuoso gives 10,000, and of a CONSTRUCT the triples of as many
solutions, without a word. What a server can give is asked for when an answer might be one that it cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from math import isqrt
from typing import cast

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.store.endpoint import Endpoint, Refused
from kg.store.faithful import as_written, results_as_written
from kg.store.guard import counted, form, names_default_graph
from kg.store.results import Results, results
from kg.store.terms import KG, PREFIXES, XSD

_RESULTS = "application/sparql-results+json"
_TRIPLES = "application/n-triples"


class Answers:
    """What a server answers to queries."""

    def __init__(self, endpoint: Endpoint) -> None:
        """Raises StoreError where no SPARQL server answers."""
        self._endpoint = endpoint
        self._delivered = 0
        """The most rows that the server is known to give in one answer."""
        self._has_union = False
        rows = self.select(f'SELECT (STR("P1Y"^^{XSD["duration"]}) AS ?year) {{}}')
        if len(rows) != 1:
            raise StoreError(f"{endpoint.name}: this is no answer to a query: {len(rows)} rows, not one")
        self.altered = text(rows[0]["year"]) != "P1Y"
        """True where the server changes literals: see ``kg.store.faithful``."""

    def select(self, sparql: str, *, union: bool = False, graph: str | None = None) -> list[ox.QuerySolution]:
        """The rows of a SELECT as they come: see ``cuts``; ``union`` and ``graph`` as in ``Endpoint.query``.

        Raises StoreError where the server fails.
        """
        body = self._endpoint.query(sparql, _RESULTS, union=union, graph=graph)
        with self._reading():
            return list(cast(ox.QuerySolutions, _parsed(body)))

    def cuts(self, rows: int) -> bool:
        """True where the server gives no more rows than these, whatever it is asked for."""
        if rows >= self._delivered:
            numbers = " ".join(map(str, range(isqrt(2 * rows) + 10)))
            asked = f"SELECT ?a {{ VALUES ?a {{ {numbers} }} VALUES ?b {{ {numbers} }} }}"
            lines = self._endpoint.query(asked, "text/csv").count(b"\n")
            self._delivered = max(self._delivered, lines - 1)
        return rows >= self._delivered

    def answer(self, sparql: str, graph: str | None = None) -> Results:
        """The answer to a query over the union of all graphs, those of its own FROM, or ``graph``.

        Raises QueryError where the query is malformed or fails, and where its answer would not be whole.
        """
        union = graph is None and not names_default_graph(sparql)
        if union:
            self._check_union()
        asked, declared = form(sparql), _declared(sparql)
        is_triples = asked in {"CONSTRUCT", "DESCRIBE"}
        try:
            if is_triples:
                self._check_solutions(declared, union, graph)
            body = self._endpoint.query(
                declared, _TRIPLES if is_triples else _RESULTS, union=union, graph=graph
            )
        except Refused as error:
            raise _failure(sparql, error) from None
        with self._reading():
            if is_triples:
                return results(_triples(body))
            answer = _parsed(results_as_written(body))
            found = results(_truth(answer) if asked == "ASK" else answer)
        if asked != "ASK":
            self._check_whole(len(found.rows))
        return found

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Reports what is no answer, or only the beginning of one."""
        try:
            yield
        except (SyntaxError, ValueError, TypeError) as error:
            reason = " ".join(str(error).split())
            raise StoreError(f"{self._endpoint.name}: this is no answer to a query: {reason}") from None

    def _check_union(self) -> None:
        """Raises QueryError where a query would see nothing of what the named graphs hold."""
        if self._has_union:
            return
        where = f"{{ ?g {KG['digest']} ?digest }}"
        if self.select(f"SELECT ?g {{ GRAPH ?g {where} }} LIMIT 1"):
            if not self.select(f"SELECT ?g {where} LIMIT 1", union=True):
                raise QueryError(
                    f"{self._endpoint.name}: the default graph there is not the union of all named graphs; "
                    "set it so, or name graphs in the query (GRAPH, FROM)"
                )
            self._has_union = True

    def _check_solutions(self, sparql: str, union: bool, graph: str | None) -> None:
        """Raises QueryError where the server would make triples of some solutions only."""
        counting = counted(sparql)
        if counting is None:
            return
        try:
            (row,) = self.select(counting, union=union, graph=graph)
        except Refused:
            return  # the query itself is malformed, or groups: the server says so, or answers
        self._check_whole(int(text(row["n"])))

    def _check_whole(self, rows: int) -> None:
        if self.cuts(rows):
            raise QueryError(
                f"{self._endpoint.name}: the server gives {self._delivered} rows at most: narrow the query, "
                "page it with ORDER BY, LIMIT and OFFSET, or let the server give more"
            )


def text(term: object) -> str:
    """The IRI, or the text of a literal."""
    return cast(ox.NamedNode | ox.Literal, term).value


def _declared(sparql: str) -> str:
    """``sparql`` with all prefixes declared, after its BASE: some servers want that first."""
    prefixes = "".join(f"PREFIX {prefix}: <{base}> " for prefix, base in PREFIXES.items())
    own = re.match(r"(?:\s|#[^\r\n]*[\r\n])*BASE\s*<[^<>]*>", sparql, re.IGNORECASE)
    return f"{own[0] if own else ''} {prefixes}{sparql[own.end() if own else 0 :]}"


def _failure(sparql: str, error: Refused) -> QueryError:
    """What is wrong with a query, in the words of this program's own parser where it sees it too."""
    try:
        ox.Store().query(sparql, prefixes=PREFIXES)
    except SyntaxError as malformed:
        return QueryError(f"malformed query: {' '.join(str(malformed).split())}")
    except (OSError, RuntimeError, ValueError):
        pass
    return QueryError(f"the query failed: {error}")


def _parsed(body: bytes) -> ox.QuerySolutions | ox.QueryBoolean:
    return ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)


def _triples(body: bytes) -> ox.QueryTriples:
    memory = ox.Store()
    memory.extend(
        ox.Quad(quad.subject, quad.predicate, as_written(quad.object))
        for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES)
    )
    return cast(ox.QueryTriples, memory.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"))


def _truth(answer: ox.QuerySolutions | ox.QueryBoolean) -> ox.QueryBoolean:
    """The answer to an ASK; Virtuoso gives a row with the number 1, or none."""
    truth = (
        bool(answer)
        if isinstance(answer, ox.QueryBoolean)
        else any(text(row[0]) not in {"0", "false"} for row in answer)
    )
    return cast(ox.QueryBoolean, ox.Store().query(f"ASK {{ FILTER({str(truth).lower()}) }}"))
