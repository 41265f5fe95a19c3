"""A state of a store as people look at it: by its names, and some facts at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import networkx
import pyoxigraph as ox

from kg.errors import KgError
from kg.network import network
from kg.relations import Additions
from kg.store.excerpt import excerpt
from kg.store.index import Index, Told
from kg.store.opening import additions_of, opened


class Absent(KgError):
    """The store knows nothing of what was asked for."""


class Wrong(KgError):
    """What was asked makes no sense."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A store that nobody writes, with its index."""

    store: ox.Store
    state: str
    """Names this state of the store."""
    additions: Additions
    index: Index

    @classmethod
    def of(cls, folder: Path, state: str, file: Path) -> Sight:
        """The store in ``folder``, which nobody writes, with its index in ``file``.

        Raises StoreError where it cannot be read.
        """
        store = opened(folder)
        return cls(store, state, additions_of(store), Index(file))

    def graph(self, facts: Sequence[Told], things: Iterable[str] = ()) -> networkx.MultiDiGraph[str]:
        """The ``facts`` with their evidence as ``kg.network.network`` has them, and further ``things``.

        The size of a node is what it has in the whole store, and an edge has ``reports``, how many there are.
        """
        ends = {end for told in facts for end in (told.subject, told.object)}
        ids = [told.id for told in facts]
        part = excerpt(self.store, ids, sorted(ends | set(things)), self.additions.table)
        made = network(part.resolution, part.sources)
        for node in made:
            made.nodes[node]["size"] = self.index.degree(node)
        for *_, key, fact in made.edges(keys=True, data=True):
            fact["reports"] = part.reports[key]
        return made

    def told(self, facts: Sequence[Told]) -> dict[str, Any]:
        """The ``facts`` in their order, with their evidence, as plain JSON."""
        made = self.graph(facts)
        edges = {
            key: {"id": key, "subject": subject, "object": object, **fact}
            for subject, object, key, fact in made.edges(keys=True, data=True)
        }
        used = {fact["relation"] for fact in edges.values()}
        return {
            "facts": [edges[told.id] for told in facts],
            "entities": {node: self.thing(node) for node in sorted(made)},
            "relations": {name: self.words(name) for name in self.additions.table if name in used},
        }

    def thing(self, id: str) -> dict[str, Any]:
        """A thing by its id, as plain JSON."""
        entity = self.index.entity(id)
        assert entity is not None  # the index was asked for it
        return {
            "id": id,
            "name": entity.name,
            "type": entity.type.value,
            "aliases": list(entity.aliases),
            "facts": self.index.degree(id),
        }

    def words(self, relation: str) -> dict[str, Any]:
        """How a relation reads from either side."""
        known = self.additions.table[relation]
        return {
            "label": known.reads(),
            "inverse": known.reads_back(),
            "symmetric": known.symmetric,
        }

    def called(self, name: str) -> set[str]:
        """The ids of what bears ``name``: an id, a name or an alias, in any case. Raises Absent for none."""
        try:
            return self.index.called(name)
        except KgError as error:
            raise Absent(str(error)) from None
