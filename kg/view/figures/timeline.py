"""Facts by their dates: sums as the sizes of dots, statuses as marks."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import networkx
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from kg.amounts import brief
from kg.errors import KgError
from kg.model import Status
from kg.relations import Relation
from kg.view.figures.colours import colour_of
from kg.view.figures.days import days, ticks
from kg.view.figures.kinds import Lanes, Size
from kg.view.figures.labels import Box, Ground, place
from kg.view.figures.lanes import Dot, Lane, by_name, by_relation
from kg.view.figures.legend import Sample, legend
from kg.view.figures.sheet import Sheet
from kg.view.figures.sources import counted, listed, sources
from kg.view.figures.words import extent, fitted, legible, width
from kg.view.signs import decades

_FACTS = 400
"""What can still be read on one sheet."""
_NAMES = 12
"""Things with a lane of their own."""
_AXIS = 2.2
"""Height of the line of years, in that of the text."""
_COLUMN = 0.2
"""Part of the width for the names of the lanes, at most."""
_SHRINK = 0.85
"""How much smaller dots get at a time until all find room."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a dot stands: from the left, and below the middle of its lane, in points."""

    dot: Dot
    x: float
    y: float
    radius: float


def draw(
    graph: networkx.MultiDiGraph[str],
    relations: Mapping[str, Relation],
    lanes: Lanes,
    size: Size,
    title: str,
    dark: bool,
) -> Sheet:
    """The timeline on a sheet. Raises KgError where no fact has a date, or more than one can show."""
    edges = graph.edges(keys=True, data=True)
    dated = {key: when for *_, key, fact in edges if (when := days(fact["date"]))}
    if not dated:
        raise KgError("no fact has a date")
    if len(dated) > _FACTS:
        raise KgError(
            f"{len(dated):,} dated facts are more than a timeline can show ({_FACTS}): "
            "choose by name, relation, status, date or confidence"
        )
    if lanes is Lanes.NAME:
        rows = list(by_name(graph, dated, relations, _NAMES))
    else:
        rows = list(by_relation(graph, dated, relations))
    drawn = {dot.key: dot for row in rows for dot in row.dots}
    facts = [drawn[key].fact for key in sorted(drawn)]
    undated, aside = graph.number_of_edges() - len(dated), len(dated) - len(drawn)
    sheet = Sheet(size, dark, title, [_notes(drawn.values(), undated, aside), sources(facts)])
    sheet.subtitle(counted(len(drawn), "dated fact"))
    bottom = legend(sheet, list(_legend(sheet, facts, relations, lanes)))
    text = 0.92 * sheet.text_size
    column = min(_COLUMN * sheet.width, max(width(row.label, text) for row in rows) + 1.5 * text)
    left, right = sheet.margin + column, sheet.width - sheet.margin
    area = Box(left, sheet.top, right - left, bottom - sheet.top - _AXIS * text)
    across = _axis(sheet, area, drawn.values(), text)
    _draw_rows(sheet, area, rows, across, column, text)
    return sheet


def _notes(dots: Collection[Dot], undated: int, aside: int) -> str:
    cut = any(dot.when.end - dot.when.first > 1 for dot in dots)
    missing = []
    if undated:
        missing.append(f"{counted(undated, 'fact')} without a date")
    if aside:
        missing.append(f"{counted(aside, 'fact')} between others")
    said = ["A line through a mark: only the month or the year is known."] if cut else []
    if missing:
        said.append(f"Not drawn: {listed(missing)}.")
    return " ".join(said)


def _axis(sheet: Sheet, area: Box, dots: Collection[Dot], text: float) -> Callable[[float], float]:
    """Draws the line of time; returns where on it a day lies."""
    first, end = min(dot.when.first for dot in dots), max(dot.when.end for dot in dots)
    air = max(10, (end - first) // 60)
    first, end = first - air, end + air

    def across(day: float) -> float:
        return area.x + area.width * (day - first) / (end - first)

    bottom = area.y + area.height
    for day, said in ticks(first, end, int(area.width / (4.2 * text))):
        x = across(day)
        sheet.line([(x, area.y), (x, bottom + 0.35 * text)], "line", 0.6)
        sheet.text(x, bottom + 1.1 * text, said, 0.9 * text, "soft", at="center")
    return across


def _draw_rows(
    sheet: Sheet,
    area: Box,
    rows: Sequence[Lane],
    across: Callable[[float], float],
    column: float,
    text: float,
) -> None:
    spots, heights = _spots(rows, across, area.height, text)
    spare = max(0.0, area.height - sum(heights)) / len(rows)
    y = area.y
    for number, (row, placed, height) in enumerate(zip(rows, spots, heights, strict=True)):
        box = Box(area.x, y, area.width, height + spare)
        if number % 2 == 0:
            sheet.box(box.x - column, y, box.width + column, box.height, "wash", 0.55)
        middle = y + box.height / 2
        sheet.text(sheet.margin + 0.5 * text, middle, fitted(row.label, column - text, text), text, "ink")
        _draw_row(sheet, box, placed, across, text)
        y += box.height


def _spots(
    rows: Sequence[Lane], across: Callable[[float], float], room: float, text: float
) -> tuple[list[list[Spot]], list[float]]:
    """Dots beside one another where they would touch, so large that all lanes fit; and the lanes' heights."""
    unit = 0.44 * text
    while True:
        spots = [swarm(row.dots, across, unit) for row in rows]
        heights = [
            max(1.5 * text, max(2 * (abs(spot.y) + spot.radius) for spot in row) + 0.7 * unit)
            for row in spots
        ]
        if sum(heights) <= room or unit < 0.09 * text:
            break
        unit *= _SHRINK
    if sum(heights) > room:
        heights = [height * room / sum(heights) for height in heights]
    return spots, heights


def swarm(dots: Sequence[Dot], across: Callable[[float], float], unit: float) -> list[Spot]:
    """Each dot at its day, as near to the middle of the lane as those before it let it be."""
    placed: list[Spot] = []
    for dot in sorted(dots, key=lambda dot: (-(dot.fact["amount"] or 0), dot.when.middle, dot.key)):
        x, radius = across(dot.when.middle), _radius(dot.fact["amount"], unit)
        near = [spot for spot in placed if abs(spot.x - x) < spot.radius + radius + 0.2 * unit]
        edges = (
            side * math.sqrt((spot.radius + radius + 0.2 * unit) ** 2 - (spot.x - x) ** 2) + spot.y
            for spot in near
            for side in (-1, 1)
        )
        y = min(
            (
                edge
                for edge in (0.0, *edges)
                if all(
                    math.dist((x, edge), (spot.x, spot.y)) > spot.radius + radius + 0.19 * unit
                    for spot in near
                )
            ),
            key=lambda edge: (abs(edge), edge),
        )
        placed.append(Spot(dot, x, y, radius))
    return placed


def _radius(amount: float | None, unit: float) -> float:
    """Points: the logarithm of the amount in its own currency, from a million up."""
    return unit * (0.7 + 0.22 * min(6.0, decades(amount)))


def _draw_row(
    sheet: Sheet, box: Box, spots: Sequence[Spot], across: Callable[[float], float], text: float
) -> None:
    middle = box.y + box.height / 2
    ground = Ground(box)
    for spot in spots:
        y, when = middle + spot.y, spot.dot.when
        colour = colour_of(spot.dot.fact["relation"], spot.dot.fact["status"])
        if when.end - when.first > 1:
            sheet.line([(across(when.first), y), (across(when.end), y)], colour, 0.9, alpha=0.45)
            ground.cross([(across(when.first), y), (across(when.end), y)], 0.5)
    for spot in spots:
        y = middle + spot.y
        colour = colour_of(spot.dot.fact["relation"], spot.dot.fact["status"])
        mark(sheet, spot.x, y, spot.radius, spot.dot.fact["status"], colour)
        ground.take(Box(spot.x - spot.radius, y - spot.radius, 2 * spot.radius, 2 * spot.radius))
    size = 0.82 * text
    for spot in spots:  # the largest sums first
        fact = spot.dot.fact
        said = spot.dot.label
        if fact["amount"] is not None:
            said += f", {legible([brief(fact['amount'], fact['currency'], fact['amount_max'])])}"
        reach = 1.12 * spot.radius + 1
        if found := place(ground, spot.x, middle + spot.y, reach, extent([said], size), farther=()):
            sheet.text(found.x + 0.15 * size, found.y + found.height / 2, said, size, "ink")


def mark(sheet: Sheet, x: float, y: float, radius: float, status: str, colour: str) -> None:
    """A dot: full if actual, half if planned, empty if potential, crossed out if ended; a cross if denied."""
    place = Affine2D().scale(radius).translate(x, y)
    edge = max(0.5, 0.22 * radius)
    if status == Status.DENIED:
        ends = 0.75 * radius
        for side in (-1, 1):
            sheet.line([(x - ends, y - side * ends), (x + ends, y + side * ends)], colour, 1.6 * edge)
        return
    full = status == Status.ACTUAL
    sheet.shape(Path.unit_circle().transformed(place), colour if full else "card", colour, edge)
    if status == Status.PLANNED:
        sheet.shape(Path.wedge(90, 270).transformed(place), colour)
    elif status == Status.ENDED:
        ends = 0.6 * radius
        for side in (-1, 1):
            sheet.line([(x - ends, y - side * ends), (x + ends, y + side * ends)], colour, edge)


def _legend(
    sheet: Sheet, facts: Sequence[Mapping[str, Any]], relations: Mapping[str, Relation], lanes: Lanes
) -> Iterator[tuple[str, list[Sample]]]:
    unit = 0.4 * sheet.text_size

    def dot(status: str, colour: str, radius: float, x: float, y: float) -> None:
        mark(sheet, x + radius, y, radius, status, colour)

    if lanes is Lanes.NAME:
        used = {fact["relation"] for fact in facts}
        colours: dict[str, list[str]] = {}
        for name, relation in relations.items():
            if name in used:
                colours.setdefault(colour_of(name, ""), []).append(legible([relation.reads()]))
        yield (
            "Relations",
            [
                Sample(", ".join(reads), 2 * unit, partial(dot, Status.ACTUAL, colour, unit))
                for colour, reads in colours.items()
            ],
        )
    statuses = [status for status in Status if any(fact["status"] == status for fact in facts)]
    if statuses != [Status.ACTUAL]:
        yield (
            "Status",
            [
                Sample(
                    status.value,
                    2 * unit,
                    partial(dot, status, colour_of("", status).replace("other", "soft"), unit),
                )
                for status in statuses
            ],
        )
    if any(fact["amount"] for fact in facts):
        sizes = [(None, "none told"), (1e6, "a million"), (1e9, "a billion, in its own currency")]
        yield (
            "Sums",
            [
                Sample(
                    label,
                    2 * _radius(amount, unit),
                    partial(dot, Status.ACTUAL, "soft", _radius(amount, unit)),
                )
                for amount, label in sizes
            ],
        )
