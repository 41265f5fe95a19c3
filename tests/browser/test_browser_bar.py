"""Time and confidence: sliders moved by hand and by keys, and what they leave of the facts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import networkx
import pytest
from deals import claim, deals, document, entity, fact, resolution

from kg.network import network, select
from kg.view.html import page

GRAPH = network(*deals())
PAGE = page(GRAPH, "Deals")
PHONE = (390, 844)


def shown(opened: Any) -> set[str]:
    return set(opened.page.evaluate("() => kg.shown().facts"))


def keys(graph: networkx.MultiDiGraph[str], passes: Callable[[dict[str, Any]], bool]) -> set[str]:
    return {key for *_, key, each in graph.edges(keys=True, data=True) if passes(each)}


def slide(opened: Any, slider: str, part: float) -> None:
    """Clicks at this part of the slider's length."""
    box = opened.page.locator(slider).bounding_box()
    opened.page.mouse.click(box["x"] + 8 + part * (box["width"] - 16), box["y"] + box["height"] / 2)


def timed() -> networkx.MultiDiGraph[str]:
    """Deals of 2023 and 2024 by their own dates, and without: read in 2022, and told by no dated paper."""
    one, other = entity("Alma"), entity("Bor")
    given = ["2023", "2023-05", "2023-05-20", "2023-09-01", "2024-02-29", None, None, "soon"]
    published = ["2026"] * 5 + ["2023-09-15", "", ""]
    told = [
        document(f"Alma and Bor signed pact {number}.", published=paper)
        for number, paper in enumerate(published)
    ]
    facts = [
        fact(claim(each, one, "partners_with", other, date=date, topic=f"pact {number}"))
        for number, (each, date) in enumerate(zip(told, given, strict=True))
    ]
    return network(resolution([one, other], facts), {each.id: each for each in told})


def pacts(opened: Any) -> list[int]:
    topics = {key: each["topic"] for *_, key, each in timed().edges(keys=True, data=True)}
    return sorted(int(topics[key].removeprefix("pact ")) for key in shown(opened))


@pytest.mark.parametrize(
    ("choice", "as_of_may", "at_the_end"),
    [
        ("reported", [0, 1, 2], list(range(8))),
        ("always", [0, 1, 2, 5, 6, 7], list(range(8))),
        ("never", [0, 1, 2], [0, 1, 2, 3, 4]),
    ],
)
def test_a_month_shows_what_may_have_been_by_then(
    visit: Callable[..., Any], choice: str, as_of_may: list[int], at_the_end: list[int]
) -> None:
    opened = visit(page(timed(), "Pacts"))
    assert "3 undated" in opened.page.locator("#when").inner_text()
    opened.page.locator("#undated").select_option(choice)
    assert pacts(opened) == at_the_end
    opened.page.locator("#time").focus()
    opened.page.keyboard.press("Home")
    assert opened.page.locator("#until").inner_text() == "As of Jan 2023"
    for _ in range(4):
        opened.page.keyboard.press("ArrowRight")
    assert opened.page.locator("#until").inner_text() == "As of May 2023"
    assert pacts(opened) == as_of_may
    assert (
        opened.page.locator("#time").get_attribute("aria-valuetext")
        == f"As of May 2023, {len(as_of_may)} facts"
    )


def test_a_fact_without_a_date_counts_when_it_was_reported(visit: Callable[..., Any]) -> None:
    opened = visit(page(timed(), "Pacts"))
    opened.page.locator("#time").focus()
    opened.page.keyboard.press("Home")
    for _ in range(8):
        opened.page.keyboard.press("ArrowRight")
    assert pacts(opened) == [0, 1, 2, 3, 5]
    opened.page.keyboard.press("End")
    assert opened.page.locator("#until").inner_text() == "All dates"


def test_the_bars_stand_for_the_facts_that_pass_all_other_filters(visit: Callable[..., Any]) -> None:
    opened = visit(page(timed(), "Pacts"))

    def bars() -> list[float]:
        found = opened.page.locator("#histogram rect").evaluate_all(
            "all => all.map((bar) => bar.getAttribute('height'))"
        )
        return [float(height) for height in found]

    assert len(bars()) == 14  # January 2023 to February 2024
    assert [index for index, height in enumerate(bars()) if height] == [0, 4, 8, 13]
    assert max(bars()) == bars()[13] == 1  # the two of no known date came with the last
    slide(opened, "#time", 0.25)
    assert opened.page.locator("#histogram .later").count() > 0
    assert len(pacts(opened)) < 8
    opened.page.locator(".row label", has=opened.page.locator("input[data-value=actual]")).click()
    assert not any(bars())


def test_many_years_go_by_years_and_stray_dates_have_no_step(visit: Callable[..., Any]) -> None:
    one, other = entity("Alma"), entity("Bor")
    dates = ["0999", "1650", *(f"{year}-06" for year in range(1990, 2026) for _ in range(3)), "2190"]
    told = [document(f"Alma and Bor signed pact {number}.") for number in range(len(dates))]
    facts = [
        fact(claim(each, one, "partners_with", other, date=date, topic=str(number)))
        for number, (each, date) in enumerate(zip(told, dates, strict=True))
    ]
    opened = visit(page(network(resolution([one, other], facts), {each.id: each for each in told}), "Pacts"))
    assert opened.page.locator("#lacking").is_hidden()
    opened.page.locator("#time").focus()
    opened.page.keyboard.press("Home")
    assert opened.page.locator("#until").inner_text() == "As of 1990"
    assert len(shown(opened)) == 5
    opened.page.keyboard.press("End")
    opened.page.keyboard.press("ArrowLeft")
    assert opened.page.locator("#until").inner_text() == "As of 2024"
    assert len(shown(opened)) == len(dates) - 4


def test_where_nothing_has_a_date_there_is_no_time_to_choose(visit: Callable[..., Any]) -> None:
    told = document("Alma and Bor signed a pact.", published="")
    pact = fact(claim(told, entity("Alma"), "partners_with", entity("Bor")))
    opened = visit(
        page(network(resolution([entity("Alma"), entity("Bor")], [pact]), {told.id: told}), "Pact")
    )
    assert opened.page.locator("#when").is_hidden()
    assert shown(opened) == {pact.id}


def test_the_surest_facts_alone(visit: Callable[..., Any]) -> None:
    opened = visit(PAGE)
    slide(opened, "#least", 0.8)
    least = int(opened.page.locator("#least").input_value())
    expected = keys(GRAPH, lambda each: each["confidence"] * 100 >= least)
    assert 70 < least < 90
    assert shown(opened) == expected
    assert 0 < len(expected) < GRAPH.number_of_edges()
    assert opened.page.locator("#sure").inner_text() == f"At least {least} %"
    assert opened.page.locator("#passing").inner_text() == f"{len(expected)} facts"
    opened.page.keyboard.press("Home")
    assert shown(opened) == keys(GRAPH, lambda each: True)


def test_a_threshold_lets_through_what_the_command_line_lets_through(visit: Callable[..., Any]) -> None:
    one, other, told = entity("Alma"), entity("Bor"), document("Alma and Bor signed a pact.")
    sure = (0.28, 0.29, 0.56, 0.57, 0.58)  # 0.29 · 100 is less than 29
    pacts = [
        fact(claim(told, one, "partners_with", other, topic=f"{each}", confidence=each)) for each in sure
    ]
    graph = network(resolution([one, other], pacts), {told.id: told})
    opened = visit(page(graph, "Pacts"))
    for least, passing in ((29, 4), (57, 2), (58, 1)):
        opened.page.locator("#least").fill(str(least))
        expected = {key for *_, key in select(graph, min_confidence=least / 100).edges(keys=True)}
        assert shown(opened) == expected
        assert len(expected) == passing


def test_show_all_takes_time_and_confidence_off(visit: Callable[..., Any]) -> None:
    opened = visit(PAGE)
    opened.page.locator("#time").fill("0")
    opened.page.locator("#least").fill("100")
    assert shown(opened) == set()
    opened.page.get_by_role("button", name="Show all again").click()
    assert shown(opened) == keys(GRAPH, lambda each: True)
    assert opened.page.locator("#least").input_value() == "0"
    assert opened.page.locator("#until").inner_text() == "All dates"


def test_the_bar_is_reached_by_keys_one_control_after_the_other(visit: Callable[..., Any]) -> None:
    opened = visit(PAGE)
    opened.page.locator("#fit").focus()
    reached = []
    for _ in range(3):
        opened.page.keyboard.press("Tab")
        reached.append(opened.page.evaluate("() => document.activeElement.id"))
    assert reached == ["time", "undated", "least"]


def test_on_a_phone_the_sliders_wait_behind_a_button(visit: Callable[..., Any]) -> None:
    opened = visit(PAGE, PHONE)
    assert opened.page.locator("#time").is_hidden()
    opened.page.get_by_role("button", name="Time and confidence").click()
    opened.page.locator("#least").fill("90")
    assert len(shown(opened)) < GRAPH.number_of_edges()
    assert opened.page.evaluate("() => document.documentElement.scrollWidth") == PHONE[0]
    for target in ("#time", "#least", "#undated", "#closer", "#list", "#legend summary"):
        assert opened.page.locator(target).bounding_box()["height"] >= 42, target
