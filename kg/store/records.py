"""What a store knows of its documents without reading them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from kg.copies import Printed
from kg.store.quads import document_id
from kg.store.terms import KG, SCHEMA

_COLUMNS = {
    "id": SCHEMA["identifier"],
    "content_hash": KG["contentHash"],
    "fingerprint": KG["fingerprint"],
    "language": SCHEMA["inLanguage"],
    "title": SCHEMA["headline"],
    "url": SCHEMA["url"],
    "publisher": SCHEMA["publisher"],
    "published": SCHEMA["datePublished"],
}
"""Properties that documents have, and nothing else."""

Quads = Callable[..., Iterable[Quad]]
"""The quads with a ``predicate``; see ``kg.store.backend``."""


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """What a store knows of a document without reading its text."""

    id: str
    content_hash: str
    """See ``kg.store.quads.content_hash``."""
    fingerprint: str
    """Of the extractor that made its claims."""
    language: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None


def document_ids(quads: Quads) -> list[str]:
    """The ids of all documents, sorted."""
    return sorted(_value(quad.object) for quad in quads(predicate=_COLUMNS["id"]))


def read_records(quads: Quads) -> dict[str, DocumentRecord]:
    """All documents by id, in the order of their ids."""
    rows: dict[str, dict[str, str]] = {}
    for name, predicate in _COLUMNS.items():
        for quad in quads(predicate=predicate):
            rows.setdefault(_value(quad.subject), {})[name] = _value(quad.object)
    records = (DocumentRecord(**row) for row in rows.values())
    return {record.id: record for record in sorted(records, key=lambda record: record.id)}


def read_contents(quads: Quads) -> dict[str, tuple[str, str]]:
    """Of each document, by id, the hash of its content and the fingerprint of its extractor."""
    hashes = {_value(quad.subject): _value(quad.object) for quad in quads(predicate=_COLUMNS["content_hash"])}
    return {
        document_id(_value(quad.subject)): (hashes[_value(quad.subject)], sys.intern(_value(quad.object)))
        for quad in quads(predicate=_COLUMNS["fingerprint"])
    }


def read_printed(quads: Quads) -> Iterator[Printed]:
    """Each document as it is compared with others, in no order."""
    days = {_value(quad.subject): _value(quad.object) for quad in quads(predicate=_COLUMNS["published"])}
    for quad in quads(predicate=KG["sketch"]):
        node = _value(quad.subject)
        yield Printed(document_id(node), _value(quad.object), days.get(node))


def _value(term: object) -> str:
    assert isinstance(term, (NamedNode, Literal))
    return term.value
