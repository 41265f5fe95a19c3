"""One panel of flows: bars for givers and takers, joined by bands as wide as the sums (Sankey 1898)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from matplotlib.path import Path

from kg.amounts import brief
from kg.model import Status
from kg.view.figures.colours import colour_of
from kg.view.figures.deals import Deal
from kg.view.figures.labels import Box
from kg.view.figures.sheet import At, Point, Sheet
from kg.view.figures.sources import listed
from kg.view.figures.words import legible, paragraph, width

ROW = 1.7
"""Least height of a bar's place, in that of its text."""
HEAD = 2.2
"""Height of a panel's heading, likewise."""
OUTLINE = (2.0, 2.0)
"""Dashes around what is only talked of."""
FILLS = {Status.ACTUAL: 0.72, Status.PLANNED: 0.38, Status.POTENTIAL: 0.12}
"""How solid a band is."""
_TALLEST = 0.36
"""Part of a panel's height that one bar may take."""
_COLUMN = 0.39
"""Part of a panel's width that the names on either side may take."""
_BAR, _LINE, _AIR = 0.5, 1.2, 0.7
"""How wide a bar is, how far lines and bars are from one another, in the size of the text."""
_SWEEPS = 6

Key = tuple[str, ...]
_Ends = tuple[Key, Key, str, str]
"""Giver, taker, status and colour of a band."""
_REST: Key = ()
"""In place of ids: the many small ones together."""


@dataclass(slots=True)
class _Bar:
    """One side of some deals: who, how much in all, and where it stands."""

    label: str
    total: float = 0.0
    lines: list[str] = field(default_factory=list)
    top: float = 0.0
    height: float = 0.0
    used: float = 0.0
    """How much of it bands have taken, from above."""


@dataclass(slots=True)
class _Side:
    """The bars on one side, from above."""

    bars: dict[Key, _Bar]
    order: list[Key] = field(default_factory=list)

    def key(self, names: Key) -> Key:
        return names if names in self.bars else _REST


def panel(sheet: Sheet, box: Box, deals: Sequence[Deal], names: Mapping[str, str]) -> None:
    """Draws the deals, all of one currency, into a box under its name."""
    size = 0.88 * sheet.text_size
    top, high = box.y + HEAD * size, box.height - HEAD * size
    sheet.text(box.x, box.y + 0.6 * size, legible([deals[0].currency]), size, "soft", bold=True)
    sheet.line([(box.x, top - 0.8 * size), (box.x + box.width, top - 0.8 * size)], "line", 0.7)
    most = max(1, math.floor(high / (ROW * size)))
    givers = _side([(deal.givers, deal.amount) for deal in deals], names, most)
    takers = _side([(deal.takers, deal.amount) for deal in deals], names, most)
    bands: dict[_Ends, float] = {}
    for deal in deals:
        ends = givers.key(deal.givers), takers.key(deal.takers), deal.status, colour_of(deal.relation, "")
        bands[ends] = bands.get(ends, 0.0) + deal.amount
    _untangle(givers, takers, bands)
    columns = [_column(side, _COLUMN * box.width, size) for side in (givers, takers)]
    for side, column in zip((givers, takers), columns, strict=True):
        _wrap(side, column, high, size)
    scale = min(_scale(side, high, size) for side in (givers, takers))
    for side in (givers, takers):
        _stack(side, top, scale, size)
    left, right = box.x + columns[0], box.x + box.width - columns[1]
    _draw_bands(sheet, givers, takers, bands, scale, (left, right))
    for bar in givers.bars.values():
        _draw_bar(sheet, bar, left, size, "right")
    for bar in takers.bars.values():
        _draw_bar(sheet, bar, right, size, "left")


def _side(ends: Iterable[tuple[Key, float]], names: Mapping[str, str], most: int) -> _Side:
    """A bar for each giver or taker; of more than ``most`` the smallest share one."""
    totals: dict[Key, float] = {}
    for key, amount in ends:
        totals[key] = totals.get(key, 0.0) + amount
    ranked = sorted(totals, key=lambda key: (-totals[key], key))
    kept = ranked if len(ranked) <= most else ranked[: most - 1]
    bars = {key: _Bar(_called([names[node] for node in key]), totals[key]) for key in kept}
    if rest := ranked[len(kept) :]:
        bars[_REST] = _Bar(f"others ({len(rest)})", sum(totals[key] for key in rest))
    return _Side(bars, list(bars))


def _called(names: list[str]) -> str:
    names = sorted(names, key=str.casefold)
    return listed(names if len(names) <= 3 else [*names[:2], f"{len(names) - 2} more"])


def _untangle(givers: _Side, takers: _Side, bands: Mapping[_Ends, float]) -> None:
    """Each side in turn ordered by where its bands come from, the rest last (Sugiyama and others 1981)."""
    for sweep in range(_SWEEPS):
        moved, still = (takers, givers) if sweep % 2 == 0 else (givers, takers)
        places = {key: number for number, key in enumerate(still.order)}
        middles = dict.fromkeys(moved.order, 0.0)
        for (giver, taker, _, _), amount in bands.items():
            own, other = (taker, giver) if moved is takers else (giver, taker)
            middles[own] += places[other] * amount / moved.bars[own].total
        moved.order.sort(key=lambda key: (key == _REST, round(middles[key], 9), -moved.bars[key].total, key))


def _column(side: _Side, most: float, size: float) -> float:
    """The width that the names on one side take with their sums, or as much of it as they may."""
    needs = (width(bar.label, size) + width(brief(bar.total), size) for bar in side.bars.values())
    return min(most, max(needs) + (_BAR + 1.3) * size)


def _wrap(side: _Side, column: float, high: float, size: float) -> None:
    """Names in two lines, or in one where there is no room for all of them in two."""
    for most in (2, 1):
        for bar in side.bars.values():
            room = column - width(brief(bar.total), size) - (_BAR + 1.1) * size
            bar.lines = paragraph(bar.label, room, size, most=most)
        if sum(_row(bar, size) for bar in side.bars.values()) <= high:
            break


def _row(bar: _Bar, size: float) -> float:
    return (ROW + _LINE * (len(bar.lines) - 1)) * size


def _scale(side: _Side, high: float, size: float) -> float:
    """Points to a unit of currency, so that all bars with room for their names fill the height at most."""
    bars = side.bars.values()
    low, top = 0.0, _TALLEST * high / max(bar.total for bar in bars)
    for _ in range(50):
        middle = (low + top) / 2
        needed = sum(max(_row(bar, size), bar.total * middle + _AIR * size) for bar in bars)
        low, top = (middle, top) if needed <= high else (low, middle)
    return low


def _stack(side: _Side, y: float, scale: float, size: float) -> None:
    for key in side.order:
        bar = side.bars[key]
        bar.height = bar.total * scale
        room = max(_row(bar, size), bar.height + _AIR * size)
        bar.top = y + (room - bar.height) / 2
        y += room


def _from_above(givers: _Side, takers: _Side, ends: _Ends) -> tuple[object, ...]:
    giver, taker, status, colour = ends
    return givers.order.index(giver), takers.order.index(taker), list(Status).index(Status(status)), colour


def _take(bar: _Bar, thick: float) -> float:
    bar.used += thick
    return bar.top + bar.used - thick


def _band(left: float, from_y: float, right: float, to_y: float, thick: float) -> Path:
    bow = (left + right) / 2
    return Path(
        [
            (left, from_y), (bow, from_y), (bow, to_y), (right, to_y),
            (right, to_y + thick), (bow, to_y + thick), (bow, from_y + thick), (left, from_y + thick),
            (left, from_y),
        ],
        [
            Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4,
            Path.LINETO, Path.CURVE4, Path.CURVE4, Path.CURVE4,
            Path.CLOSEPOLY,
        ],
    )  # fmt: skip


def _draw_bands(
    sheet: Sheet, givers: _Side, takers: _Side, bands: Mapping[_Ends, float], scale: float, between: Point
) -> None:
    for ends in sorted(bands, key=lambda ends: _from_above(givers, takers, ends)):
        giver, taker, status, colour = ends
        thick, fill = bands[ends] * scale, FILLS[Status(status)]
        from_y, to_y = _take(givers.bars[giver], thick), _take(takers.bars[taker], thick)
        band = _band(between[0], from_y, between[1], to_y, thick)
        if status == Status.POTENTIAL:
            sheet.shape(band, colour, colour, 0.6, OUTLINE, fill)
        else:  # thinner than a hair, it would not show
            sheet.shape(band, colour, colour, 0.6 * (thick < 0.6), (), fill, fill)


def _draw_bar(sheet: Sheet, bar: _Bar, x: float, size: float, at: At) -> None:
    """The bar, and beside it the name and the sum, which stands towards the bands."""
    sheet.box(x - _BAR * size if at == "right" else x, bar.top, _BAR * size, max(0.8, bar.height), "ink")
    away = -1 if at == "right" else 1
    x += away * (_BAR + 0.5) * size
    y = bar.top + bar.height / 2
    said = brief(bar.total)
    sheet.text(x, y, said, size, "soft", at=at)
    x += away * (width(said, size) + 0.6 * size)
    for number, line in enumerate(bar.lines):
        sheet.text(x, y + _LINE * size * (number - (len(bar.lines) - 1) / 2), line, size, "ink", at=at)
