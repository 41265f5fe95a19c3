"""A state of a store as people look at it: by its names, and some facts at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import networkx
import pyoxigraph as ox

from kg.errors import KgError
from kg.lookup import bearers
from kg.network import network
from kg.relations import Additions
from kg.store.additions import ADDITIONS_GRAPH, read_additions
from kg.store.excerpt import excerpt
from kg.store.index import Index, Told, index


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
    def of(cls, store: ox.Store, state: str) -> Sight:
        """Reads all names and facts of ``store`` once, without evidence."""
        additions = read_additions(store.quads_for_pattern(None, None, None, ADDITIONS_GRAPH))
        return cls(store, state, additions, index(store, additions.table))

    def graph(self, facts: Collection[str], things: Iterable[str] = ()) -> networkx.MultiDiGraph[str]:
        """The ``facts`` with their evidence as ``kg.network.network`` has them, and further ``things``.

        The size of a node is what it has in the whole store, and an edge has ``reports``, how many there are.
        """
        told = [self.index.facts[id] for id in facts]
        ends = {end for each in told for end in (each.subject, each.object)}
        part = excerpt(self.store, facts, sorted(ends | set(things)), self.additions.table)
        made = network(part.resolution, part.sources)
        for node in made:
            made.nodes[node]["size"] = self.index.degree(node)
        for *_, key, fact in made.edges(keys=True, data=True):
            fact["reports"] = part.reports[key]
        return made

    def told(self, facts: Sequence[str]) -> dict[str, Any]:
        """The ``facts`` in their order, with their evidence, as plain JSON."""
        made = self.graph(facts)
        edges = {
            key: {"id": key, "subject": subject, "object": object, **fact}
            for subject, object, key, fact in made.edges(keys=True, data=True)
        }
        used = {fact["relation"] for fact in edges.values()}
        return {
            "facts": [edges[id] for id in facts],
            "entities": {node: self.thing(node) for node in sorted(made)},
            "relations": {name: self.words(name) for name in self.additions.table if name in used},
        }

    def thing(self, id: str) -> dict[str, Any]:
        """A thing by its id, as plain JSON."""
        entity = self.index.entities[id]
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
            return set(bearers(self.index.entities.values(), name))
        except KgError as error:
            raise Absent(str(error)) from None


def newest_first(facts: Iterable[Told]) -> list[Told]:
    """By when they happened or were reported, those without either last."""
    return sorted(sorted(facts, key=lambda told: told.id), key=lambda told: told.when, reverse=True)
