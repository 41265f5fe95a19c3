"""One question of the SPARQL Protocol answered: over which graphs, in which format, up to how many rows.

Every answer is counted before it is sent: the engine writes it line by line (TSV, N-Triples), is stopped
where there are too many, and only then the lines become what was asked for.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from kg.errors import QueryError, StoreError, one_line
from kg.store import snapshots
from kg.store.guard import calls_service, names_dataset, refuse_unsafe, undeclared
from kg.store.terms import PREFIXES, storable

_SOLUTIONS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_TRIPLES = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}

_LONG = 160
"""Characters of a message that people read."""


class Why(StrEnum):
    """Why there is no answer."""

    MALFORMED = "malformed"
    REFUSED = "refused"
    """It would change the store, or reach beyond it."""
    TOO_LONG = "too long"
    """It has more rows than are allowed."""
    NO_FORMAT = "no format"
    """It is a graph, and only formats of tables were asked for, or the reverse."""
    FAILED = "failed"
    """The engine began, and gave up."""
    ELSEWHERE = "elsewhere"
    """Another server, which the query calls, gave none."""


@dataclass(frozen=True, slots=True)
class Question:
    """A query, and how it may be answered."""

    sparql: str
    table: str | None = "json"
    """``json``, ``xml``, ``csv`` or ``tsv``, of the answer to SELECT and ASK; None where none will do."""
    graph: str | None = "turtle"
    """``turtle``, ``ntriples``, ``jsonld`` or ``rdfxml``, of that to CONSTRUCT and DESCRIBE; or None."""
    default_graphs: tuple[str, ...] = ()
    """IRIs; with ``named_graphs`` they take the place of what the query says by FROM."""
    named_graphs: tuple[str, ...] = ()
    max_rows: int = 100_000
    """Rows of a table, triples of a graph."""
    cut: bool = False
    """Whether an answer of too many rows is cut off there, or is none."""
    service: bool = False
    """Whether the query may call other servers."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query answers, in one format."""

    body: bytes
    rows: int
    """Rows of a table or triples of a graph in ``body``; 1 for ASK."""
    is_graph: bool = False
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """That there is none, and the reason in words."""

    why: Why
    reason: str


class Reader:
    """The state of a store that was published last, looked for anew with every question."""

    def __init__(self, folder: Path) -> None:
        """Raises StoreError where the store in ``folder`` has published nothing, or cannot be read."""
        self._folder = folder
        self._snapshot: snapshots.Snapshot | None = None
        self.state = ""
        """Names the state that was read last."""
        self._follow()

    def answer(self, question: Question) -> Answer | NoAnswer:
        """The answer, or why there is none. Raises StoreError where the store cannot be read."""
        return answer(self.store(), question)

    def store(self) -> ox.Store:
        """The newest state, to be read only, which ``state`` names. Raises StoreError where that fails."""
        self._follow()
        return self._store

    def _follow(self) -> None:
        try:
            newest = snapshots.latest(self._folder)
            if newest is None:
                if self._snapshot is None:
                    raise StoreError(f"{self._folder}: no store here that has published anything")
                return  # gone from under us: what is open stays readable
            state = newest.state
            if state == self.state:
                newest.close()
                return
            self._store = ox.Store.read_only(str(newest.folder))
        except (OSError, RuntimeError) as error:
            raise StoreError(f"{self._folder}: cannot be read: {one_line(error)}") from None
        if self._snapshot is not None:
            self._snapshot.close()
        self._snapshot, self.state = newest, state


def answer(store: ox.Store, question: Question) -> Answer | NoAnswer:
    """The answer of ``store``, or why there is none.

    The default graph is the union of all graphs, unless the question or the query names a dataset: then
    what is not named is empty (SPARQL 1.1 Query Language, 13.2). The prefixes of ``kg.store.terms`` need no
    declaration. Triples come sorted, each once.
    """
    sparql = storable(question.sparql)
    named = bool(question.default_graphs or question.named_graphs)
    try:
        refuse_unsafe(sparql, service=question.service)
        _refuse_files(question.default_graphs + question.named_graphs)
    except QueryError as error:
        return NoAnswer(Why.REFUSED, str(error))
    try:
        answered = store.query(
            sparql,
            prefixes=PREFIXES,
            use_default_graph_as_union=not named and not names_dataset(sparql),
            default_graph=[ox.NamedNode(iri) for iri in question.default_graphs] if named else None,
            named_graphs=[ox.NamedNode(iri) for iri in question.named_graphs] if named else None,
        )
    except (SyntaxError, ValueError) as error:
        return _malformed(error, sparql)
    except (OSError, RuntimeError) as error:
        return _failure(error, question)
    try:
        if isinstance(answered, ox.QueryTriples):
            return _graph(answered, question)
        return _table(answered, question)
    except (OSError, RuntimeError) as error:
        return _failure(error, question)
    except _Full:
        return NoAnswer(
            Why.TOO_LONG,
            f"the answer has more than {question.max_rows:,} rows; LIMIT and OFFSET give it in parts",
        )


def rewritten(turtle: str, format: str) -> bytes:
    """Turtle in another of the formats of a graph."""
    return _triples(ox.parse(turtle, format=ox.RdfFormat.TURTLE), format)


def _table(answered: ox.QuerySolutions | ox.QueryBoolean, question: Question) -> Answer | NoAnswer:
    if question.table is None:
        return NoAnswer(Why.NO_FORMAT, "SELECT and ASK answer in none of the formats that were asked for")
    format = _SOLUTIONS[question.table]
    out = io.BytesIO()
    if isinstance(answered, ox.QueryBoolean):
        answered.serialize(out, format=format)
        return Answer(out.getvalue(), 1)
    lines, count, is_cut = _lines(answered, _SOLUTIONS["tsv"], question, heads=1)
    if question.table == "tsv":
        return Answer(lines, count, is_cut=is_cut)
    solutions = ox.parse_query_results(lines, format=_SOLUTIONS["tsv"])
    assert isinstance(solutions, ox.QuerySolutions)
    solutions.serialize(out, format=format)
    return Answer(out.getvalue(), count, is_cut=is_cut)


def _graph(answered: ox.QueryTriples, question: Question) -> Answer | NoAnswer:
    if question.graph is None:
        return NoAnswer(
            Why.NO_FORMAT, "CONSTRUCT and DESCRIBE answer in none of the formats that were asked for"
        )
    lines, _, is_cut = _lines(answered, _TRIPLES["ntriples"], question)
    triples = sorted(set(lines.splitlines(keepends=True)))
    body = b"".join(triples)
    if question.graph != "ntriples":
        body = _triples(ox.parse(body, format=ox.RdfFormat.N_TRIPLES), question.graph)
    return Answer(body, len(triples), is_graph=True, is_cut=is_cut)


def _triples(quads: ox.QuadParser, format: str) -> bytes:
    triples = [quad.triple for quad in quads]
    text = "\n".join(map(str, triples))
    prefixes = {prefix: base for prefix, base in PREFIXES.items() if base in text}
    written = ox.serialize(triples, format=_TRIPLES[format], prefixes=prefixes)
    assert written is not None
    return written


class _Full(Exception):
    """There is a line more than there may be."""


class _Bounded(io.BytesIO):
    """Takes so many lines, and raises _Full at the next."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self._left = lines

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._left -= data.count(b"\n")
        super().write(data)
        if self._left < 0:
            raise _Full
        return len(data)


def _lines(
    answered: ox.QuerySolutions | ox.QueryTriples,
    format: ox.QueryResultsFormat | ox.RdfFormat,
    question: Question,
    heads: int = 0,
) -> tuple[bytes, int, bool]:
    """The answer in a format of lines, the number of those after ``heads``, and whether it was cut off."""
    out = _Bounded(question.max_rows + heads)
    try:
        answered.serialize(out, format=format)  # type: ignore[arg-type]
    except _Full:
        if not question.cut:
            raise
        out.seek(0)
        return b"".join(islice(out, question.max_rows + heads)), question.max_rows, True
    lines = out.getvalue()
    return lines, lines.count(b"\n") - heads, False


def _refuse_files(graphs: tuple[str, ...]) -> None:
    for iri in graphs:
        if iri.strip().lower().startswith("file:"):
            raise QueryError(f"the graph {iri} is refused: a query reads this store only")


def _failure(error: Exception, question: Question) -> NoAnswer:
    calls = question.service and calls_service(question.sparql)
    return NoAnswer(Why.ELSEWHERE if calls else Why.FAILED, f"the query failed: {one_line(error)}")


def _malformed(error: Exception, query: str) -> NoAnswer:
    """The parser's message, without its list of all characters that could stand in that place."""
    message = f"malformed query: {one_line(error)}"
    if len(message) > _LONG:
        message = message[:_LONG].rpartition(", ")[0] + ", …"
    if prefixes := undeclared(query, PREFIXES):
        message += f"; no prefix {prefixes[0]}: is declared"
    return NoAnswer(Why.MALFORMED, message)
