"""The straight line: read → extract → resolve → store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg import __version__
from kg.errors import KgError
from kg.extract import Extractor, names
from kg.identifiers import digest
from kg.model import Claim, Document, Extraction, Resolution
from kg.read import Failure, read, unique_ids
from kg.resolve import resolve
from kg.store.graph import Graph
from kg.store.quads import content_hash

Report = Callable[[str], None]
"""Told the id of each document when it is done."""


@dataclass(slots=True)
class Built:
    """What a build did, document by document."""

    added: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    changed: bool = False
    """True where the derived graph of facts is not what it was."""


def documents(sources: Iterable[str | Path], *, allow_network: bool = False) -> Iterator[Document | Failure]:
    """Every document of ``sources``, with ids that differ; what cannot be read is a Failure."""
    return unique_ids(item for source in sources for item in read(source, allow_network=allow_network))


def extractions(
    items: Iterable[Document | Failure], extractor: Extractor
) -> Iterator[Extraction | Failure]:
    """What each document says; a document in a language without a pipeline is a Failure."""
    for item in items:
        if isinstance(item, Failure):
            yield item
            continue
        try:
            yield extractor.extract(item)
        except KgError as error:
            yield Failure(item.id, str(error))


def resolved(claims: Iterable[Claim]) -> Resolution:
    """The claims of many documents as one graph, with the shipped names to guide it."""
    return resolve(claims, names())


def build(
    sources: Sequence[str | Path],
    graph: Graph,
    extractor: Extractor,
    *,
    allow_network: bool = False,
    report: Report = lambda _: None,
) -> Built:
    """Reads ``sources`` into ``graph`` and brings its facts up to date.

    Each document is one atomic write, so that a build that is stopped loses nothing: the next one
    goes on where it ended. Documents that the store holds already are not extracted again.
    """
    done = Built()
    fingerprint = digest(__version__, extractor.fingerprint)
    held = graph.documents()
    try:
        for item in documents(sources, allow_network=allow_network):
            if isinstance(item, Failure):
                done.failures.append(item)
                continue
            record = held.get(item.id)
            if record and (record.content_hash, record.fingerprint) == (content_hash(item), fingerprint):
                done.unchanged.append(item.id)
            else:
                _add(item, graph, extractor, fingerprint, done)
            report(item.id)
    finally:
        if graph.is_stale:
            done.changed = graph.write(resolved(graph.claims()))
    return done


def _add(document: Document, graph: Graph, extractor: Extractor, fingerprint: str, done: Built) -> None:
    try:
        graph.put(extractor.extract(document), fingerprint)
    except KgError as error:
        done.failures.append(Failure(document.id, str(error)))
    else:
        done.added.append(document.id)
