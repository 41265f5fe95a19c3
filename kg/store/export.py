"""The whole store as a file, by its ending."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Mapping
from importlib.resources import files as resources
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.atomic import replace
from kg.errors import StoreError
from kg.identifiers import THINGS
from kg.model import Extraction, Resolution
from kg.relations import Additions
from kg.store.additions import additions_quads
from kg.store.derived import resolution_quads
from kg.store.interchange import Network, cytoscape, gexf, graphml, neo4j, tables
from kg.store.quads import as_stored, extraction_quads
from kg.store.terms import PREFIXES

_DECLARED = {prefix: base for prefix, base in PREFIXES.items() if base != THINGS}  # ids hold slashes


def nquads(quads: Iterable[ox.Quad]) -> bytes:
    """Canonical N-Quads: one line a quad, sorted, the same bytes for the same content."""
    return b"".join(sorted(f"{quad} .\n".encode() for quad in quads))


def turtle(quads: Iterable[ox.Quad]) -> bytes:
    """Turtle of the union of all graphs, each triple once."""
    triples = sorted({quad.triple for quad in quads}, key=str)
    out = io.BytesIO()
    ox.serialize(triples, out, format=ox.RdfFormat.TURTLE, prefixes=_DECLARED)
    return out.getvalue()


def trig(quads: Iterable[ox.Quad]) -> bytes:
    """TriG, graph by graph."""
    out = io.BytesIO()
    ox.serialize(sorted(quads, key=_by_graph), out, format=ox.RdfFormat.TRIG, prefixes=_DECLARED)
    return out.getvalue()


def _by_graph(quad: ox.Quad) -> tuple[str, str]:
    return str(quad.graph_name), str(quad)


def jsonld(quads: Iterable[ox.Quad]) -> bytes:
    """JSON-LD 1.1 of all graphs, compact by the project's own context, which it carries."""
    from rdflib import Dataset  # slow to import, and needed for nothing else

    dataset = Dataset().parse(data=nquads(quads), format="nquads")
    text = (resources("kg.store") / "data" / "context.jsonld").read_text("utf-8")
    context = json.loads(text)["@context"]
    document = json.loads(dataset.serialize(format="json-ld", context=context))
    types = {key: term.get("@type") for key, term in context.items() if isinstance(term, dict)}
    return (json.dumps(_plain(document, types), ensure_ascii=False, indent=1) + "\n").encode()


_NATIVE: dict[str | None, Callable[[str], Any]] = {
    "xsd:boolean": json.loads,
    "xsd:double": float,
    "xsd:integer": int,
}


def _plain(value: Any, types: Mapping[str, str | None], key: str = "") -> Any:
    """``value`` with numbers and truth as such, where a term's type says that it is one, and lists sorted.

    RDF's have no order, and rdflib's differs from run to run.
    """
    if isinstance(value, dict):
        return {key: _plain(part, types, key) for key, part in sorted(value.items())}
    if isinstance(value, list):
        return sorted((_plain(part, types, key) for part in value), key=json.dumps)
    return _NATIVE.get(types.get(key), str)(value) if isinstance(value, str) else value


def turtle_of(
    extractions: Iterable[Extraction],
    fingerprint: str,
    resolution: Resolution,
    additions: Additions | None = None,
) -> str:
    """Turtle of documents and of what was resolved from their claims, as a store of them would export it.

    ``fingerprint`` names the extractor, and ``additions`` are its own; only the digest of the claims is
    left out. Raises StoreError where a store would refuse them.
    """
    additions = additions or Additions()
    quads = additions_quads(additions) | resolution_quads(resolution, None, additions.table)
    for extraction in extractions:
        quads |= extraction_quads(extraction, fingerprint, additions.table)
    return turtle(as_stored(quads)).decode("utf-8")


_OF_QUADS: dict[str, Callable[[Iterable[ox.Quad]], bytes]] = {
    ".jsonld": jsonld,
    ".nq": nquads,
    ".trig": trig,
    ".ttl": turtle,
}
_OF_NETWORK: dict[str, Callable[[Network[str]], bytes]] = {
    ".cyjs": cytoscape,
    ".gexf": gexf,
    ".graphml": graphml,
}
_TABLES: dict[str, Callable[[Network[str]], tuple[bytes, bytes]]] = {".neo4j.csv": neo4j, ".csv": tables}
"""Which ending is written how; the longest that fits counts."""

ENDINGS = tuple(sorted([*_OF_QUADS, *_OF_NETWORK, *_TABLES]))


def export(
    path: Path, quads: Callable[[], Iterable[ox.Quad]], network: Callable[[], Network[str]]
) -> tuple[Path, ...]:
    """Write a store to ``path`` as its ending says, and return what was written.

    Each file is whole or not there: see ``kg.atomic``. Tables are two files, ``NAME-nodes`` and
    ``NAME-edges`` with the ending. Raises StoreError for an unknown ending, or where it cannot be written.
    """
    ending = next((e for e in (".neo4j.csv", path.suffix.lower()) if path.name.lower().endswith(e)), "")
    if ending in _OF_QUADS:
        files = {path: _OF_QUADS[ending](quads())}
    elif ending in _OF_NETWORK:
        files = {path: _OF_NETWORK[ending](network())}
    elif ending in _TABLES:
        stem, tail = path.name[: -len(ending)], path.name[-len(ending) :]
        names = (path.with_name(f"{stem}-{part}{tail}") for part in ("nodes", "edges"))
        files = dict(zip(names, _TABLES[ending](network()), strict=True))
    else:
        raise StoreError(f"{path.name}: unknown ending; known: {', '.join(ENDINGS)}")
    try:
        replace(files)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written: {error.strerror}") from None
    return tuple(files)
