"""Dated facts in lanes, one a relation or one a thing, as a timeline shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import networkx

from kg.relations import Relation
from kg.view.figures.days import Days
from kg.view.figures.words import legible


@dataclass(frozen=True, slots=True)
class Dot:
    """A fact on its day, and what is written beside it in its lane."""

    key: str
    when: Days
    fact: Mapping[str, Any]
    label: str


@dataclass(frozen=True, slots=True)
class Lane:
    """What happened in one relation, or to one thing, the earliest first."""

    label: str
    dots: tuple[Dot, ...]


def by_relation(
    graph: networkx.MultiDiGraph[str], dated: Mapping[str, Days], relations: Mapping[str, Relation]
) -> Iterator[Lane]:
    """A lane for each relation that has a dated fact, in the order of the table."""
    names = _names(graph)
    facts = _facts(graph, dated)
    for name, relation in relations.items():
        arrow = "–" if relation.symmetric else "→"
        dots = tuple(
            Dot(key, dated[key], fact, f"{names[subject]} {arrow} {names[object]}")
            for key, subject, object, fact in facts
            if fact["relation"] == name
        )
        if dots:
            yield Lane(legible([relation.reads()]), dots)


def by_name(
    graph: networkx.MultiDiGraph[str],
    dated: Mapping[str, Days],
    relations: Mapping[str, Relation],
    most: int,
) -> Iterator[Lane]:
    """A lane for each of the things with most dated facts; a fact stands in the lanes of both its sides."""
    names = _names(graph)
    facts = _facts(graph, dated)
    taking = Counter(node for _, subject, object, _ in facts for node in {subject, object})
    for node in sorted(taking, key=lambda node: (-taking[node], names[node], node))[:most]:
        yield Lane(
            names[node],
            tuple(
                Dot(key, dated[key], fact, _from(node, subject, object, names, relations[fact["relation"]]))
                for key, subject, object, fact in facts
                if node in (subject, object)
            ),
        )


def _from(node: str, subject: str, object: str, names: Mapping[str, str], relation: Relation) -> str:
    """The other side of a fact, as seen from one."""
    other = names[object if node == subject else subject]
    return other if relation.symmetric else f"{'→' if node == subject else '←'} {other}"


def _names(graph: networkx.MultiDiGraph[str]) -> dict[str, str]:
    return {node: legible([thing["name"], *thing["aliases"]]) for node, thing in graph.nodes(data=True)}


def _facts(
    graph: networkx.MultiDiGraph[str], dated: Mapping[str, Days]
) -> list[tuple[str, str, str, Mapping[str, Any]]]:
    edges = graph.edges(keys=True, data=True)
    facts = [(key, subject, object, fact) for subject, object, key, fact in edges if key in dated]
    return sorted(facts, key=lambda edge: (dated[edge[0]].middle, edge[0]))
