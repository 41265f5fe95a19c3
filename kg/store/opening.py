"""A store that nobody writes, opened to be read, and what a user added to it."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError, one_line
from kg.relations import Additions
from kg.store.additions import ADDITIONS_GRAPH, read_additions


def opened(folder: Path) -> ox.Store:
    """The store in ``folder``. Raises StoreError where it cannot be read."""
    try:
        return ox.Store.read_only(str(folder))
    except (OSError, RuntimeError) as error:
        raise StoreError(f"{folder}: cannot be read: {one_line(error)}") from None


def additions_of(store: ox.Store) -> Additions:
    """A user's own relations and names in a ``store``."""
    return read_additions(store.quads_for_pattern(None, None, None, ADDITIONS_GRAPH))
