"""Things and facts as a network that stands still: signs and dashes as on the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import networkx
from matplotlib.path import Path

from kg.errors import KgError
from kg.model import EntityType, Status
from kg.relations import Relation
from kg.view.figures.colours import colour_of
from kg.view.figures.edges import Course, course, loop
from kg.view.figures.kinds import Size
from kg.view.figures.labels import Box
from kg.view.figures.legend import Sample, legend
from kg.view.figures.naming import write_names
from kg.view.figures.scene import Sign, scene
from kg.view.figures.sheet import Sheet
from kg.view.figures.sources import counted, sources
from kg.view.figures.words import legible
from kg.view.signs import DASHES, SHAPES, decades

_FACTS, _THINGS = 400, 260
"""What can still be read on one sheet."""

Pairs = list[list[tuple[str, str, Mapping[str, Any]]]]
"""Facts between the same two things together: subject, object, attributes."""


def draw(
    graph: networkx.MultiDiGraph[str],
    relations: Mapping[str, Relation],
    size: Size,
    title: str,
    dark: bool,
) -> Sheet:
    """The network on a sheet. Raises KgError for more facts or things than one can show."""
    if graph.number_of_edges() > _FACTS or len(graph) > _THINGS:
        raise KgError(
            f"{graph.number_of_edges():,} facts about {len(graph):,} things are more than a figure can show "
            f"({_FACTS} about {_THINGS}): choose by name, relation, status, date or confidence"
        )
    pairs = _pairs(graph)
    facts = [fact for pair in pairs for *_, fact in pair]
    sheet = Sheet(size, dark, title, [sources(facts)])
    top = legend(sheet, list(_legend(sheet, graph, facts, relations)))
    area = Box(sheet.margin, sheet.top, sheet.width - 2 * sheet.margin, top - sheet.top)
    signs, unit = scene(graph, area, sheet.text_size)
    ways = list(_ways(pairs, {sign.id: sign for sign in signs}, relations, unit))
    for way, fact in ways:
        colour = colour_of(fact["relation"], fact["status"])
        sheet.line(way.points, colour, _weight(fact["amount"], unit), _dashes(fact["status"], unit), 0.92)
        if way.head:
            sheet.shape(Path([*way.head, way.head[0]], closed=True), colour)
    for sign in signs:
        sheet.sign(sign.x, sign.y, SHAPES[EntityType(sign.kind)], sign.radius, sign.kind, "card", 0.25 * unit)
    unnamed = write_names(sheet, signs, ways, area)
    said = f"{counted(len(signs), 'thing')}, {counted(len(facts), 'fact')}"
    sheet.subtitle(said + (f"; {counted(unnamed, 'name')} left out for want of room" if unnamed else ""))
    return sheet


def _pairs(graph: networkx.MultiDiGraph[str]) -> Pairs:
    pairs: dict[tuple[str, str], list[tuple[str, str, str, Mapping[str, Any]]]] = {}
    for subject, object, key, fact in graph.edges(keys=True, data=True):
        ends = min(subject, object), max(subject, object)
        pairs.setdefault(ends, []).append((key, subject, object, fact))
    return [[each[1:] for each in sorted(pairs[ends], key=lambda each: each[0])] for ends in sorted(pairs)]


def _ways(
    pairs: Pairs,
    signs: Mapping[str, Sign],
    relations: Mapping[str, Relation],
    unit: float,
) -> Iterator[tuple[Course, Mapping[str, Any]]]:
    for pair in pairs:
        for number, (subject, object, fact) in enumerate(pair):
            head = 0.0 if relations[fact["relation"]].symmetric else 1.9 * unit
            start, end = signs[subject], signs[object]
            if subject == object:
                yield loop((start.x, start.y), start.radius, number, head), fact
                continue
            bend = (number - (len(pair) - 1) / 2) * min(3.2 * unit, 14 * unit / len(pair))
            bend = -bend if subject > object else bend  # as seen from where it starts
            ends = start.radius + 0.35 * unit, end.radius + 0.35 * unit
            if way := course((start.x, start.y), (end.x, end.y), ends, bend, head):
                yield way, fact


def _weight(amount: float | None, unit: float) -> float:
    """Points: the logarithm of the amount in its own currency, from a million up, as on the page."""
    return unit * (0.3 + 0.09 * min(5.0, decades(amount)))


def _dashes(status: str, unit: float) -> list[float]:
    return [0.24 * unit * dash for dash in DASHES[Status(status)] or []]


def _legend(
    sheet: Sheet,
    graph: networkx.MultiDiGraph[str],
    facts: Sequence[Mapping[str, Any]],
    relations: Mapping[str, Relation],
) -> Iterator[tuple[str, list[Sample]]]:
    """Only what the figure has: relations that share a colour together, then statuses, things and sums."""
    long, unit = 2.2 * sheet.text_size, 0.42 * sheet.text_size

    def line(colour: str, weight: float, dashes: Sequence[float], arrow: bool, x: float, y: float) -> None:
        end = x + long - (1.9 * unit if arrow else 0)
        sheet.line([(x, y), (end, y)], colour, weight, dashes)
        if arrow:
            head = [(x + long, y), (end - 0.2, y - 0.8 * unit), (end - 0.2, y + 0.8 * unit), (x + long, y)]
            sheet.shape(Path(head, closed=True), colour)

    used = {fact["relation"] for fact in facts}
    families: dict[tuple[str, bool], list[str]] = {}
    for name, relation in relations.items():
        if name in used:
            families.setdefault((colour_of(name, ""), relation.symmetric), []).append(
                legible([relation.reads()])
            )
    if families:
        yield (
            "Relations",
            [
                Sample(", ".join(reads), long, partial(line, colour, 1.3, (), not both))
                for (colour, both), reads in families.items()
            ],
        )
    statuses = [status for status in Status if any(fact["status"] == status for fact in facts)]
    if statuses and statuses != [Status.ACTUAL]:
        yield (
            "Status",
            [
                Sample(
                    status.value,
                    long,
                    partial(
                        line,
                        status.value if status in (Status.ENDED, Status.DENIED) else "soft",
                        1.3,
                        _dashes(status, unit),
                        False,
                    ),
                )
                for status in statuses
            ],
        )
    kinds = {thing["type"] for _, thing in graph.nodes(data=True)}
    if kinds:
        radius = 0.42 * sheet.text_size

        def sign(kind: EntityType, x: float, y: float) -> None:
            sheet.sign(x + radius, y, SHAPES[kind], radius, kind.value, "card")

        yield (
            "Things",
            [
                Sample(_spaced(kind.value), 2 * radius, partial(sign, kind))
                for kind in EntityType
                if kind.value in kinds
            ],
        )
    if any(fact["amount"] for fact in facts):
        yield (
            "Sums",
            [
                Sample("none told", long, partial(line, "soft", _weight(None, unit), (), False)),
                Sample(
                    "a billion, in its own currency",
                    long,
                    partial(line, "soft", _weight(1e9, unit), (), False),
                ),
            ],
        )


def _spaced(kind: str) -> str:
    """``ResearchInstitute`` as words."""
    return "".join(f" {c.lower()}" if c.isupper() else c for c in kind).strip().capitalize()
