"""What figures are made of: sums told once, days, places for names."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import networkx
import pytest

pytest.importorskip("matplotlib")

from deals import claim, document, entity, fact, resolution
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Document, EntityType, Fact, Money, Status
from kg.network import network
from kg.view.figures.days import Days, days, ticks
from kg.view.figures.deals import deals
from kg.view.figures.edges import course
from kg.view.figures.labels import Box, Ground, place
from kg.view.figures.lanes import Dot
from kg.view.figures.room import loosened
from kg.view.figures.timeline import swarm
from kg.view.figures.words import legible, paragraph, width

NAMES = "Ash", "Birch", "Cedar", "Dogwood"
BILLION = 10**9
AREA = Box(10, 20, 300, 200)


Row = tuple[str, str, float, str, Status]


def told(text: str, *rows: Row, relation: str = "invests_in") -> Sequence[Fact]:
    """Facts that one sentence tells: giver, taker, millions, currency, status."""
    said = document(text + " " + " ".join(NAMES))
    return [
        fact(claim(said, entity(giver), relation, entity(taker), status,
                   Money(Decimal(millions) * 10**6, currency) if millions else None))
        for giver, taker, millions, currency, status in rows
    ]  # fmt: skip


def graph(facts: Sequence[Fact]) -> networkx.MultiDiGraph[str]:
    things = [entity(name) for name in NAMES]
    documents: dict[str, Document] = {}
    for each in facts:
        for said in each.claims:
            documents[said.document] = document(said.evidence.quote)
    return network(resolution(things, facts), documents)


A, P, T, E, D = Status.ACTUAL, Status.PLANNED, Status.POTENTIAL, Status.ENDED, Status.DENIED


@pytest.mark.parametrize(("facts", "sums"), [
    # two reports of one deal
    ([*told("1", ("Ash", "Birch", 5, "USD", A)), *told("2", ("Ash", "Birch", 5, "USD", A))],
     ["Ash > Birch 5 USD actual"]),
    # a larger sum, and a surer one
    ([*told("1", ("Ash", "Birch", 5, "USD", A)), *told("2", ("Ash", "Birch", 7, "USD", A))],
     ["Ash > Birch 7 USD actual"]),
    ([*told("1", ("Ash", "Birch", 5, "USD", A)), *told("2", ("Ash", "Birch", 90, "USD", T))],
     ["Ash > Birch 5 USD actual"]),
    # never two currencies
    ([*told("1", ("Ash", "Birch", 5, "USD", A)), *told("2", ("Ash", "Birch", 5, "EUR", A))],
     ["Ash > Birch 5 EUR actual", "Ash > Birch 5 USD actual"]),
    # a round of several, and one that a sum is said of under two names
    (told("1", ("Ash", "Cedar", 9, "USD", A), ("Birch", "Cedar", 9, "USD", A)),
     ["Ash+Birch > Cedar 9 USD actual"]),
    (told("1", ("Ash", "Birch", 9, "USD", P), ("Ash", "Cedar", 9, "USD", P)),
     ["Ash > Birch+Cedar 9 USD planned"]),
    # two rounds: the pair that is in both counts once, the other stays
    ([*told("1", ("Ash", "Cedar", 9, "USD", A), ("Birch", "Cedar", 9, "USD", A)),
      *told("2", ("Ash", "Cedar", 4, "USD", A)), *told("3", ("Dogwood", "Cedar", 4, "USD", A))],
     ["Ash+Birch > Cedar 9 USD actual", "Dogwood > Cedar 4 USD actual"]),
    # who passes it on
    (told("1", ("Ash", "Birch", 9, "USD", A), ("Birch", "Cedar", 9, "USD", A)),
     ["Ash > Cedar 9 USD actual"]),
    # both ways
    ([*told("1", ("Ash", "Birch", 5, "USD", A)), *told("2", ("Birch", "Ash", 5, "USD", A))],
     ["Ash > Birch 5 USD actual", "Birch > Ash 5 USD actual"]),
    # what no money goes by
    ([*told("1", ("Ash", "Birch", 5, "USD", E)), *told("2", ("Ash", "Birch", 5, "USD", D)),
      *told("3", ("Ash", "Birch", 0, "USD", A)),
      *told("4", ("Ash", "Birch", 5, "USD", A), relation="supplies")],
     []),
])  # fmt: skip
def test_a_sum_is_told_once(facts: Sequence[Fact], sums: list[str]) -> None:
    def names(ids: Sequence[str]) -> str:
        return "+".join(id.split("/")[1].capitalize() for id in ids)

    whole = graph(facts)
    assert sorted(
        f"{names(deal.givers)} > {names(deal.takers)} {deal.amount / 1e6:g} {deal.currency} {deal.status}"
        for deal in deals(whole, whole).deals
    ) == sums


def test_what_is_not_drawn_is_counted() -> None:
    facts = [
        *told("1", ("Ash", "Birch", 5, "USD", E)), *told("2", ("Ash", "Birch", 5, "USD", A)),
        *told("3", ("Ash", "Birch", 0, "USD", A)), *told("4", ("Ash", "Birch", 4, "USD", A)),
    ]  # fmt: skip
    whole = graph(facts)
    found = deals(whole, whole)
    assert (len(found.deals), found.over, found.without_sum, found.smaller) == (1, 1, 1, 1)


def test_a_part_of_a_graph_names_all_who_share_in_a_sum() -> None:
    whole = graph(told("1", ("Ash", "Cedar", 9, "USD", A), ("Birch", "Cedar", 9, "USD", A)))
    ends = [entity(name).id for name in ("Ash", "Cedar")]
    part = whole.subgraph(ends)
    assert part.number_of_edges() == 1
    (deal,) = deals(part, whole).deals
    assert deal.givers == ("company/ash", "company/birch")
    assert deals(whole.subgraph(ends[:1]), whole).deals == ()


@pytest.mark.parametrize(("text", "first", "last"), [
    ("2018", "2018-01-01", "2018-12-31"), ("2018-02", "2018-02-01", "2018-02-28"),
    ("2020-02", "2020-02-01", "2020-02-29"), ("2018-04-25", "2018-04-25", "2018-04-25"),
    ("9999", "9999-01-01", "9999-12-31"),
])  # fmt: skip
def test_a_cut_date_is_all_days_that_it_may_mean(text: str, first: str, last: str) -> None:
    assert days(text) == Days(date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal() + 1)


@pytest.mark.parametrize(
    "text", [None, "", "soon", "2018-13", "2018-02-30", "0000", "18", "2018-4", "2018-04-25T10"]
)
def test_what_is_no_date_has_no_days(text: str | None) -> None:
    assert days(text) is None


@pytest.mark.parametrize(("first", "end", "said"), [
    ("2020-01-01", "2020-06-01", ["2020", "Feb", "Mar", "Apr", "May"]),
    ("2019-06-01", "2021-03-01", ["Jul", "Oct", "2020", "Apr", "Jul", "Oct", "2021"]),
    ("1993-02-01", "2026-03-01", ["1995", "2000", "2005", "2010", "2015", "2020", "2025"]),
])  # fmt: skip
def test_an_axis_has_years_or_months(first: str, end: str, said: list[str]) -> None:
    found = ticks(date.fromisoformat(first).toordinal(), date.fromisoformat(end).toordinal(), 8)
    assert [text for _, text in found] == said


@settings(deadline=None)
@given(st.integers(-50_000, 3_700_000), st.integers(1, 3_700_000), st.integers(11, 30))
def test_an_axis_is_never_crowded(first: int, length: int, most: int) -> None:
    found = ticks(first, first + length, most)
    assert len(found) <= most
    assert found == sorted(found)


spots = st.lists(st.tuples(st.floats(20, 300), st.floats(30, 210), st.floats(1, 12)), max_size=40)
sizes = st.tuples(st.floats(1, 80), st.floats(1, 30))


@settings(deadline=None)
@given(spots, st.lists(sizes, min_size=40, max_size=40))
def test_no_name_stands_on_another_or_leaves_its_area(
    signs: list[tuple[float, float, float]], extents: list[tuple[float, float]]
) -> None:
    ground = Ground(AREA)
    for x, y, radius in signs:
        ground.take(Box(x - radius, y - radius, 2 * radius, 2 * radius))
    boxes = [place(ground, *sign, extent) for sign, extent in zip(signs, extents, strict=False)]
    placed = [box for box in boxes if box is not None]
    for number, box in enumerate(placed):
        assert AREA.x <= box.x <= box.x + box.width <= AREA.x + AREA.width + 1e-9
        assert AREA.y <= box.y <= box.y + box.height <= AREA.y + AREA.height + 1e-9
        assert not any(overlap(box, other) for other in placed[:number])


def overlap(left: Box, right: Box) -> bool:
    return (
        left.x < right.x + right.width
        and right.x < left.x + left.width
        and left.y < right.y + right.height
        and right.y < left.y + left.height
    )


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 20)), max_size=8, unique=True))
def test_few_boxes_are_moved_apart_and_into_the_area(cells: list[tuple[int, int]]) -> None:
    moved = loosened([(10 * x, 10 * y) for x, y in cells], [(30, 20)] * len(cells), AREA)
    boxes = [Box(x - 15, y - 10, 30, 20) for x, y in moved]
    for number, box in enumerate(boxes):
        assert AREA.x - 1e-9 <= box.x <= AREA.x + AREA.width - 30 + 1e-9
        assert AREA.y - 1e-9 <= box.y <= AREA.y + AREA.height - 20 + 1e-9
        shrunk = Box(box.x + 1, box.y + 1, 28, 18)  # so near that nobody sees it
        assert not any(overlap(shrunk, other) for other in boxes[:number])


dots = st.lists(st.tuples(st.integers(0, 60), st.none() | st.floats(1, 1e13)), min_size=1, max_size=40)


@settings(deadline=None)
@given(dots)
def test_no_dot_hides_another(found: list[tuple[int, float | None]]) -> None:
    lane = [
        Dot(str(number), Days(day, day + 1), {"amount": amount}, "")
        for number, (day, amount) in enumerate(found)
    ]
    placed = swarm(lane, lambda day: 3 * day, 4.0)
    assert len(placed) == len(lane)
    for number, spot in enumerate(placed):
        assert spot.x == 3 * spot.dot.when.middle
        for other in placed[:number]:
            assert math.dist((spot.x, spot.y), (other.x, other.y)) > spot.radius + other.radius


@settings(deadline=None)
@given(
    st.tuples(st.floats(0, 300), st.floats(0, 300)), st.tuples(st.floats(0, 300), st.floats(0, 300)),
    st.floats(1, 15), st.floats(1, 15), st.floats(-20, 20),
)  # fmt: skip
def test_a_line_runs_from_edge_to_edge_and_its_head_touches_the_end(
    start: tuple[float, float], end: tuple[float, float], one: float, two: float, bend: float
) -> None:
    way = course(start, end, (one, two), bend, 4.0)
    if way is None:
        assert math.dist(start, end) <= one + two + 4 + abs(bend)
        return
    assert way.head is not None
    assert math.dist(way.points[0], start) == pytest.approx(one, abs=0.1)
    assert math.dist(way.head[0], end) == pytest.approx(two, abs=0.1)


def test_types_are_drawn_as_on_the_page() -> None:
    from kg.view.figures.sheet import sign_path
    from kg.view.signs import SHAPES

    for kind in EntityType:
        box = sign_path(SHAPES[kind]).get_extents()
        assert 0.8 < box.width / 2 < 1.3
        assert 0.8 < box.height / 2 < 1.3


@settings(deadline=None)
@given(st.text(max_size=60), st.floats(20, 200), st.integers(1, 4))
def test_a_paragraph_keeps_to_its_room_and_loses_only_its_end(text: str, room: float, most: int) -> None:
    said = legible([text])
    lines = paragraph(said, room, 8, most=most)
    assert 1 <= len(lines) <= most
    assert all(width(line, 8) <= room for line in lines)
    if not any(line.endswith("…") for line in lines):
        assert " ".join(lines) == said


def test_flows_of_a_large_graph_are_told_at_once() -> None:
    things = [entity(f"Firm {number}") for number in range(200)]
    facts, documents = [], {}
    for number in range(4000):
        giver, taker = things[number % 199], things[(number * 7) % 197]
        said = document(f"{number} {giver.name} {taker.name}")
        documents[said.id] = said
        facts.append(fact(claim(said, giver, "invests_in", taker, money=Money(Decimal(BILLION), "USD"))))
    whole = network(resolution(things, facts), documents)
    found = deals(whole, whole)
    assert len(found.deals) + found.smaller == whole.number_of_edges()
