"""Quads on a server of SPARQL 1.1 (Query and Update), for graphs that outgrow a folder."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, cast

import pyoxigraph as ox
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from rdflib.query import Result

from kg.errors import StoreError
from kg.identifiers import THINGS
from kg.store.backend import Quads
from kg.store.endpoint import Endpoint
from kg.store.faithful import DOUBLES, as_written, guarded
from kg.store.guard import form
from kg.store.quads import as_stored
from kg.store.remote_answers import Answers, text
from kg.store.results import Results
from kg.store.said import as_quads

PAGE = 10_000
"""Rows that are asked for at once; as many as Virtuoso gives unless it is told otherwise."""

_BLOCK = 1000
"""Triples in one GRAPH block of an update: Virtuoso's parser takes fewer than 5,000."""

_OURS = f"FILTER(STRSTARTS(STR(?g), {ox.Literal(THINGS + 'graph/')}))"
"""A server may hold other graphs, which are left alone and not exported."""

_Term = ox.NamedNode | ox.Literal
_Bound = Mapping[str, _Term]
"""Terms by position: ``g``, ``s``, ``p`` and ``o``."""


class Server:
    """The backend of a store on a server; see ``kg.store.backend`` for what its methods do.

    Unlike a folder, it lets several programs write at once. Each change is one request.
    """

    def __init__(self, endpoint: Endpoint, *, read_only: bool = False) -> None:
        """Raises StoreError where no SPARQL server answers."""
        self._endpoint = endpoint
        self._answers = Answers(endpoint)
        self._read_only = read_only
        self._page = PAGE

    @classmethod
    def open(cls, address: str, *, read_only: bool = False) -> Server:
        """The store at ``address``, as whom the environment says: see ``Endpoint.from_environment``.

        Raises StoreError where no SPARQL server answers there.
        """
        return cls(Endpoint.from_environment(address), read_only=read_only)

    @property
    def name(self) -> str:
        return self._endpoint.name

    def quads(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        object: ox.NamedNode | ox.Literal | None = None,
        graph: ox.NamedNode | None = None,
    ) -> Iterator[ox.Quad]:
        given = {"g": graph, "s": subject, "p": predicate, "o": object}
        bound = {position: term for position, term in given.items() if term is not None}
        # one list of all quads would cost the server a sorting of all of them for each page
        for each in [bound] if bound else [{"g": name} for name in self._graphs()]:
            yield from self._matching(each)

    def change(self, gone: Quads, come: Quads) -> None:
        if self._read_only:
            raise StoreError(f"{self.name}: opened for reading; Graph.open opens a store for writing")
        # what comes is said first: where a server fails between the two, nothing is lost
        operations = [f"INSERT DATA {{ {' '.join(self._blocks(come))} }}"] if come else []
        # one block an operation: of several, Virtuoso leaves literals with a datatype where they are
        operations += [f"DELETE DATA {{ {block} }}" for block in self._blocks(gone)]
        if operations:
            self._endpoint.update("; ".join(operations))

    def pour(self, come: Quads) -> None:
        self.change((), come)

    def replace(self, graph: ox.NamedNode, triples: bytes) -> None:
        old, new = set(self._matching({"g": graph})), as_quads(graph, triples)
        if old != new:
            self.change(old - new, new - old)

    def query(self, sparql: str) -> Results:
        return self._answers.answer(sparql)

    def dataset(self) -> rdflib.Dataset:
        return rdflib.Dataset(store=_Queries(self._answers.answer), default_union=True)

    def hide(self) -> None:
        """Does nothing: a change is seen at once."""

    def publish(self) -> None:
        """Does nothing: a change is seen at once."""

    def close(self) -> None:
        self._endpoint.close()

    # Reading

    def _graphs(self) -> list[ox.NamedNode]:
        """This program's graphs."""
        names: list[ox.NamedNode] = []
        while True:
            after = f"FILTER(STR(?g) > {ox.Literal(names[-1].value)})" if names else ""
            found = self._answers.select(
                f"SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} {_OURS} {after} }} "
                f"ORDER BY STR(?g) LIMIT {self._page}"
            )
            names += [cast(ox.NamedNode, row["g"]) for row in found]
            if not self._is_page(len(found)):
                return names

    def _matching(self, bound: _Bound) -> Iterator[ox.Quad]:
        """All quads with these terms, in their canonical form."""
        found = self._rows(bound)
        if not self._is_page(len(found)):
            yield from as_stored(found)
            return
        said = 0
        for piece in self._pieces(bound):
            said += len(piece)
            yield from as_stored(piece)
        (row,) = self._answers.select(f"SELECT (COUNT(*) AS ?n) {{ {self._pattern(bound)} }}")
        if said != int(text(row["n"])):
            raise StoreError(
                f"{self.name}: gave {said} of {text(row['n'])} statements; it cuts its answers, "
                "or was written at the same time: try again"
            )

    def _pieces(self, bound: _Bound) -> Iterator[list[ox.Quad]]:
        """The same in pieces that the server gives whole, sorted by the first position that is free."""
        key = next(position for position in "gspo" if position not in bound)
        reached = ""
        while True:
            found = self._rows(bound, reached, f"ORDER BY STR(?{key})")
            if not self._is_page(len(found)):
                yield found
                return
            last = _at(found[-1], key)
            whole = [quad for quad in found if _at(quad, key) != last]
            if whole:  # the last one may go on in the next piece, which begins with it
                yield whole
            else:
                yield from self._pieces({**bound, key: last})
            reached = f"FILTER(STR(?{key}) {'>=' if whole else '>'} {ox.Literal(last.value)})"

    def _rows(self, bound: _Bound, reached: str = "", order: str = "") -> list[ox.Quad]:
        free = [position for position in "gspo" if position not in bound]
        exact = self._answers.altered and "o" in free
        columns = " ".join(f"?{name}" for name in [*free, *(("near", "rest") if exact else ())]) or "*"
        pattern = f"{self._pattern(bound)} {DOUBLES if exact else ''} {reached}"
        found = self._answers.select(f"SELECT {columns} {{ {pattern} }} {order} LIMIT {self._page}")
        return [_quad(row, bound, exact) for row in found]

    def _pattern(self, bound: _Bound) -> str:
        g, s, p, o = (str(self._held(bound[name])) if name in bound else f"?{name}" for name in "gspo")
        return f"GRAPH {g} {{ {s} {p} {o} }} {'' if 'g' in bound else _OURS}"

    def _is_page(self, rows: int) -> bool:
        """True where so many rows may not be all; a server's own limit is the page from then on."""
        if rows < self._page and self._answers.cuts(rows):
            self._page = rows
        return rows >= self._page

    # Writing

    def _held(self, term: _Term) -> _Term:
        return guarded(term) if self._answers.altered else term

    def _blocks(self, quads: Iterable[ox.Quad]) -> Iterator[str]:
        """Quads as the GRAPH blocks of an update, their literals in canonical form."""
        graphs: dict[str, list[str]] = {}
        for quad in as_stored(quads):
            terms = quad.graph_name, quad.subject, quad.predicate, quad.object
            graph, *triple = (str(self._held(cast(_Term, term))) for term in terms)
            graphs.setdefault(graph, []).append(f"{' '.join(triple)} .")
        for graph, triples in graphs.items():
            for start in range(0, len(triples), _BLOCK):
                yield f"GRAPH {graph} {{ {' '.join(triples[start : start + _BLOCK])} }}"


class _Queries(SPARQLStore):
    """rdflib's store of a SPARQL server, which asks through this program's own connection."""

    def __init__(self, answer: Callable[[str, str | None], Results]) -> None:
        super().__init__()
        self._answer = answer

    def _query(self, query: str, default_graph: str | None = None, **_: Any) -> Result:
        body = self._answer(query, default_graph).to_text("json").encode()
        answer = Result.parse(io.BytesIO(body), format="json")
        if form(query) not in {"CONSTRUCT", "DESCRIBE"}:
            return answer
        triples = Result("CONSTRUCT")
        triples.graph = rdflib.Graph()
        for row in answer:
            triples.graph.add(cast("tuple[Any, Any, Any]", row))
        return triples


def _quad(row: ox.QuerySolution, bound: _Bound, exact: bool) -> ox.Quad:
    g, s, p, o = (bound[name] if name in bound else row[name] for name in "gspo")
    if exact:
        near, rest = (text(row[name]) if row[name] else "" for name in ("near", "rest"))
        o = as_written(o, near, rest)
    return ox.Quad(s, p, o, g)  # type: ignore[arg-type]


def _at(quad: ox.Quad, position: str) -> _Term:
    term = {"g": quad.graph_name, "s": quad.subject, "p": quad.predicate, "o": quad.object}[position]
    return cast(_Term, term)
