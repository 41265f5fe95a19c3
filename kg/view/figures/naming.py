"""Names beside the signs of a network, as large as all find room, and sums along its lines."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from kg.amounts import brief
from kg.view.figures.colours import colour_of
from kg.view.figures.edges import Course
from kg.view.figures.labels import Box, Ground, place
from kg.view.figures.scene import NAME_SIZES, Sign
from kg.view.figures.sheet import Sheet
from kg.view.figures.words import LINE, extent, legible

_HUBS, _PART = 12, 15
"""So many of the largest, but no more than one in so many, may be named across lesser signs."""

Ways = Sequence[tuple[Course, Mapping[str, Any]]]
"""The lines of facts, and the facts."""


def write_names(sheet: Sheet, signs: Sequence[Sign], ways: Ways, area: Box) -> int:
    """Writes the names and the sums; returns how many names found no room.

    ``signs`` come with the largest first.
    """
    hubs = min(_HUBS, len(signs) // _PART)
    bare = _ground(area, signs, hubs, ways)
    for factor in NAME_SIZES:
        size, ground = factor * sheet.text_size, bare.copy()
        found: list[Box | None] = []
        for number, sign in enumerate(signs):
            if number == hubs:
                for each in signs:
                    ground.take(_under(each))
            found.append(place(ground, sign.x, sign.y, sign.radius, extent(sign.lines, size)))
        if all(found):
            break
    for sign, box in zip(signs, found, strict=True):
        if box is not None:
            _write(sheet, sign, box, size)
    _write_sums(sheet, ground, ways, 0.84 * size)
    return found.count(None)


def _ground(area: Box, signs: Sequence[Sign], hubs: int, ways: Ways) -> Ground:
    ground = Ground(area)
    for sign in signs[:hubs]:
        ground.take(_under(sign))
    for sign in signs[hubs:]:
        box = _under(sign)
        ground.cross([(box.x, box.y), (box.x + box.width, box.y + box.height)], 5.0)
    for way, _ in ways:
        ground.cross(way.points)
        if way.head:
            ground.cross([*way.head, way.head[0]], 3.0)
    return ground


def _under(sign: Sign) -> Box:
    reach = 0.95 * sign.radius
    return Box(sign.x - reach, sign.y - reach, 2 * reach, 2 * reach)


def _write(sheet: Sheet, sign: Sign, box: Box, size: float) -> None:
    x, y = sign.x, sign.y
    near = min(max(x, box.x), box.x + box.width), min(max(y, box.y), box.y + box.height)
    far = math.dist(near, (x, y))
    if far > sign.radius + 4:
        part = sign.radius / far
        sheet.line([(x + part * (near[0] - x), y + part * (near[1] - y)), near], "soft", 0.4)
    sheet.box(box.x, box.y, box.width, box.height, "card", 0.72)
    for number, line in enumerate(sign.lines):
        middle = box.y + LINE * size * (number + 0.5)
        sheet.text(box.x + box.width / 2, middle, line, size, "ink", at="center")


def _write_sums(sheet: Sheet, ground: Ground, ways: Ways, size: float) -> None:
    for way, fact in ways:
        if fact["amount"] is None:
            continue
        said = legible([brief(fact["amount"], fact["currency"], fact["amount_max"])])
        wide, high = extent([said], size)
        x, y = way.middle
        box = Box(x - wide / 2, y - high / 2, wide, high)
        if ground.is_free(box):
            ground.take(box)
            sheet.box(box.x, box.y, wide, high, "card", 0.85)
            sheet.text(x, y, said, size, colour_of(fact["relation"], fact["status"]), at="center")
