"""What the server asks its workers for beside SPARQL, and what they give back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

JSON, HTML, TEXT = "application/json", "text/html", "text/plain"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a state of the store is."""

    state: str
    """Its name."""
    folder: str
    index: str
    """The file of ``kg.store.index``."""


@dataclass(frozen=True, slots=True)
class Make:
    """The index of a place, to be made."""

    place: Place


@dataclass(frozen=True, slots=True)
class Look:
    """A page, or what a page asks for: one of ``kg.serve.looks.KINDS``, and its arguments."""

    kind: str
    given: Mapping[str, Any]
    place: Place | None = None
    """What it is looked for in, when that is known."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What comes back."""

    body: bytes
    media: str = JSON
    status: int = 200
    """As HTTP has it."""
    has_policy: bool = False
    """True for a page that says itself what it may do."""
    location: str = ""
    """Where to look instead."""
    state: str = ""
    """Names the state of the store that it is of."""
