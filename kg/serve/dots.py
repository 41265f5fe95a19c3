"""Facts as dots over the years, and counts of facts as bars, one a year: drawn as SVG without a script."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from kg.serve import markup
from kg.serve.markup import E, Element

_WIDTH = 720.0
_EDGE = 14.0
"""Free pixels to the left and right of what is drawn."""
_STEP = 11.0
"""Pixels that a dot takes."""
_HIGHEST = 9
"""Dots on one another; what is more lies on the topmost."""
_YEARS = 14
"""Years that are named at most."""


def dots(told: Mapping[str, Any]) -> list[Element]:
    """The facts of a thing by when they were, each in its colour and leading to its row; nothing for none."""
    when = sorted((at, *rest) for day, *rest in told["when"] if (at := _at(day)) is not None)
    if len(when) < 2:
        return []
    first, last = math.floor(when[0][0]), math.floor(when[-1][0]) + 1
    here = {fact["id"]: fact for fact in told["facts"]}
    height = Counter[int]()
    drawn: list[Element] = []
    for at, id, relation, status in when:
        x = _EDGE + (at - first) / (last - first) * (_WIDTH - 2 * _EDGE)
        column = round(x / _STEP)
        level = min(height[column], _HIGHEST - 1)
        height[column] += 1
        fill = {"class": f"c-{markup.colour(relation, status)}"}
        dot = _svg("circle", cx=column * _STEP, cy=-(level + 0.5) * _STEP, r=4.2, **fill)
        if id in here:
            fact = here[id]
            words = told["relations"][relation]["label"]
            ends = (told["entities"][fact[end]]["name"] for end in ("subject", "object"))
            dot.append(_svg("title", f" {words} ".join(ends) + f", {markup.day(fact['date']) or 'reported'}"))
            dot = _svg("a", dot, href=f"#fact-{id}", tabindex=-1)
        drawn.append(dot)
    top = max(min(most, _HIGHEST) for most in height.values()) * _STEP + 6
    label = f"{markup.plural(len(when), 'fact')} from {first} to {last - 1}"
    return [_figure(label, top, [*_axis(range(first, last + 1), first, last), *drawn])]


def bars(years: Mapping[str, int], address: Mapping[str, str]) -> list[Element]:
    """Counts by year as bars, each leading to the ``address`` of its year; nothing for one year alone."""
    known = {int(year): count for year, count in years.items() if year.isdecimal()}
    if len(known) < 2:
        return []
    first, last = min(known), max(known) + 1
    wide = (_WIDTH - 2 * _EDGE) / (last - first)
    tall = 64.0
    drawn = []
    for year, count in sorted(known.items()):
        high = max(2.0, tall * count / max(known.values()))
        x, room = _EDGE + (year - first) * wide, min(4.0, wide / 4)
        bar = _svg("rect", x=x + room / 2, y=-high, width=wide - room, height=high, rx=2, **{"class": "bar"})
        whole = _svg("rect", x=x, y=-tall, width=wide, height=tall, **{"class": "whole"})
        title = _svg("title", f"{year}: {markup.plural(count, 'fact')}")
        drawn.append(
            _svg("a", title, whole, bar, href=address[str(year)], **{"aria-label": f"{year}: {count}"})
        )
    axis = _axis(range(first, last), first, last, 0.5)
    return [_figure("Facts a year", tall + 6, [*axis, *drawn], "group")]


def _axis(years: Sequence[int], first: int, last: int, middle: float = 0.0) -> list[Element]:
    step = max(1, math.ceil(len(years) / _YEARS))
    drawn = [_svg("line", x1=0, x2=_WIDTH, y1=0.5, y2=0.5, **{"class": "axis"})]
    for year in years:
        if year % step == 0 and (middle or year < last):
            x = _EDGE + (year - first + middle) / (last - first) * (_WIDTH - 2 * _EDGE)
            if not middle:
                drawn.append(_svg("line", x1=x, x2=x, y1=0, y2=5, **{"class": "axis"}))
            drawn.append(_svg("text", str(year), x=x, y=8, **{"class": "middle" if middle else "left"}))
    return drawn


def _figure(label: str, top: float, drawn: Sequence[Element], role: str = "img") -> Element:
    svg = _svg("svg", *drawn, viewBox=f"0 {-top:.1f} {_WIDTH:.0f} {top + 22:.1f}", role=role)
    svg.set("aria-label", label)
    return E.figure({"class": "dots"}, svg)


def _svg(tag: str, *content: str | Element, **attributes: object) -> Element:
    texts = {
        name: f"{value:.1f}" if isinstance(value, float) else str(value) for name, value in attributes.items()
    }
    return E(tag, *content, texts)


def _at(when: str) -> float | None:
    """A date as a number of years, in the middle of what is known; None where it is none."""
    try:
        year, *rest = (int(part) for part in when.split("-"))
    except ValueError:
        return None
    if not rest:
        return year + 0.5
    return year + (rest[0] - 1 + (rest[1] / 31.5 if rest[1:] else 0.5)) / 12
