"""Who gives money to whom: a panel a currency, for no two can be added or compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import networkx
from matplotlib.path import Path

from kg.errors import KgError
from kg.model import Status
from kg.relations import RELATIONS
from kg.view.figures.colours import colour_of
from kg.view.figures.deals import PAYING, Deal, Deals, deals
from kg.view.figures.kinds import Size
from kg.view.figures.labels import Box
from kg.view.figures.legend import Sample, legend
from kg.view.figures.sankey import FILLS, HEAD, OUTLINE, ROW, panel
from kg.view.figures.sheet import Sheet
from kg.view.figures.sources import counted, listed, sources
from kg.view.figures.words import legible

_PANELS = 5
"""Currencies that are drawn; the others are counted."""
_FIRST = 0.56
"""Part of the width that the first panel takes where there are others."""


def draw(
    graph: networkx.MultiDiGraph[str],
    whole: networkx.MultiDiGraph[str],
    size: Size,
    title: str,
    dark: bool,
) -> Sheet:
    """The flows on a sheet; ``whole`` is the network that ``graph`` is a part of: see ``deals``.

    Raises KgError where no fact tells of a sum that somebody gives.
    """
    found = deals(graph, whole)
    panels: dict[str, list[Deal]] = {}
    for deal in found.deals:
        panels.setdefault(deal.currency, []).append(deal)
    if not panels:
        raise KgError("no fact tells of an investment, a gift or a takeover with its sum")
    order = sorted(panels, key=lambda currency: (-len(panels[currency]), currency))
    shown = [panels[currency] for currency in order[:_PANELS]]
    drawn = [deal for part in shown for deal in part]
    paying = [fact for *_, fact in graph.edges(data=True) if fact["relation"] in PAYING]
    sheet = Sheet(size, dark, title, [_left_out(found, len(order), len(drawn)), sources(paying)])
    sheet.subtitle(
        f"{counted(len(drawn), 'sum')} in {counted(len(shown), 'currency', 'currencies')}"
        + (", each on a scale of its own" if len(shown) > 1 else "")
    )
    bottom = legend(sheet, list(_legend(sheet, drawn)))
    area = Box(sheet.margin, sheet.top, sheet.width - 2 * sheet.margin, bottom - sheet.top)
    names = {node: legible([thing["name"], *thing["aliases"]]) for node, thing in whole.nodes(data=True)}
    for part, box in zip(shown, _boxes(area, [len(part) for part in shown], sheet), strict=True):
        panel(sheet, box, part, names)
    return sheet


def _left_out(found: Deals, currencies: int, drawn: int) -> str:
    """How sums are counted, and what is not among them."""
    others = len(found.deals) - drawn
    missing = [
        said
        for number, said in (
            (found.without_sum, f"{found.without_sum:,} without a sum"),
            (found.over, f"{found.over:,} ended or denied"),
            (found.smaller, counted(found.smaller, "other sum") + " between the same two"),
            (others, f"{others:,} in {counted(currencies - _PANELS, 'other currency', 'other currencies')}"),
        )
        if number
    ]
    return (
        "A sum told of several together is one bar; between the same two, the largest of those furthest "
        "along counts." + (f" Not drawn: {listed(missing)}." if missing else "")
    )


def _boxes(area: Box, deals: Sequence[int], sheet: Sheet) -> list[Box]:
    """The first panel on the left, the others beside it, one beneath another, the higher the more deals."""
    if len(deals) == 1:
        return [area]
    gap = 2.2 * sheet.text_size
    first = Box(area.x, area.y, _FIRST * (area.width - gap), area.height)
    x, wide = first.x + first.width + gap, area.width - gap - first.width
    needs = [HEAD + ROW * number for number in deals[1:]]
    boxes, y = [first], area.y
    for need in needs:
        high = (area.height - 0.5 * gap * (len(needs) - 1)) * need / sum(needs)
        boxes.append(Box(x, y, wide, high))
        y += high + 0.5 * gap
    return boxes


def _legend(sheet: Sheet, drawn: Sequence[Deal]) -> Iterator[tuple[str, list[Sample]]]:
    long, high = 2.2 * sheet.text_size, 0.75 * sheet.text_size

    def band(colour: str, status: Status, x: float, y: float) -> None:
        corners = [(x, y - high / 2), (x + long, y - high / 2), (x + long, y + high / 2), (x, y + high / 2)]
        talked_of = status is Status.POTENTIAL
        sheet.shape(
            Path([*corners, corners[0]], closed=True), colour, colour if talked_of else None,
            0.6 * talked_of, OUTLINE if talked_of else (), FILLS[status],
        )  # fmt: skip

    used = [relation for relation in PAYING if any(deal.relation == relation for deal in drawn)]
    colours: dict[str, list[str]] = {}
    for relation in used:
        colours.setdefault(colour_of(relation, ""), []).append(RELATIONS[relation].reads())
    yield (
        "Relations",
        [
            Sample(", ".join(reads), long, partial(band, colour, Status.ACTUAL))
            for colour, reads in colours.items()
        ],
    )
    statuses = [status for status in FILLS if any(deal.status == status for deal in drawn)]
    colour = next(iter(colours))
    yield "Status", [Sample(status.value, long, partial(band, colour, status)) for status in statuses]
