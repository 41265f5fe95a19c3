"""What passes between the modules of reading: a document before it is cleaned, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """A source, or one document of it, that could not be read; ``reason`` is one line to act on."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Item:
    """One document as its format gives it: the text untouched, and whatever else came along."""

    source: str
    """Where it came from, for messages: a path, a path with its line, an address."""
    id: str
    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    """As written, in any form that ``kg.read.dates`` knows."""
    language: str | None = None
