"""``kg view``"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg import atomic
from kg.cli.console import out
from kg.cli.options import Confidence, Store, check_relations, cut_date, utf8
from kg.cli.store import opened
from kg.errors import KgError
from kg.model import Status
from kg.view.figures.kinds import Format, Kind, Lanes, Size
from kg.view.signs import FAMILIES

if TYPE_CHECKING:
    from kg.store.graph import Graph


class Output(StrEnum):
    """What a view is written as."""

    HTML = "html"
    PNG = Format.PNG.value
    SVG = Format.SVG.value
    PDF = Format.PDF.value


_TITLES = {
    Kind.NETWORK: ("What the news says", "Around {}"),
    Kind.FLOWS: ("Who invests in what", "Who invests in what, around {}"),
    Kind.TIMELINE: ("Deals by date", "Deals by date, around {}"),
}
"""Of the whole, and of what lies around a name."""
_GIVEN = [relation for relation, family in FAMILIES.items() if family == "capital"]
"""What flows are of, where no relation is asked for: what pays for a takeover goes to its former owners."""


def view(
    output: Annotated[Path, typer.Argument(metavar="OUT", help="The page or figure to write.")],
    store: Store,
    about: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", callback=utf8, help="Only what lies around this name; may be repeated."),
    ] = None,
    hops: Annotated[int, typer.Option(min=1, max=5, help="How far around it.")] = 1,
    relation: Annotated[list[str] | None, typer.Option(help="Only this relation; may be repeated.")] = None,
    status: Annotated[list[Status] | None, typer.Option(help="Only this status; may be repeated.")] = None,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", callback=cut_date, help="Only facts from here on: 2023, 2023-06 or 2023-06-14."
        ),
    ] = None,
    min_confidence: Confidence = 0.0,
    title: Annotated[
        str | None, typer.Option(metavar="TEXT", callback=utf8, help="What stands above it.")
    ] = None,
    format: Annotated[Output | None, typer.Option(help="By default as the ending of OUT says.")] = None,
    figure: Annotated[Kind | None, typer.Option(help="What a figure shows; by default the network.")] = None,
    lanes: Annotated[Lanes | None, typer.Option(help="What has a lane of its own on a timeline.")] = None,
    size: Annotated[Size | None, typer.Option(help="What a figure is for; by default a slide.")] = None,
    dark: Annotated[bool, typer.Option("--dark", help="A figure on a dark ground.")] = False,
) -> None:
    """Writes the graph as one HTML page that needs no network, or as a figure for a paper or a slide.

    ```
    kg view --store graph all.html
    kg view --store graph lenovo.html --about Lenovo --hops 2
    kg view --store graph money.html --relation invests_in --relation funds --since 2023
    kg view --store graph openai.svg --about OpenAI
    kg view --store graph flows.png --figure flows
    kg view --store graph lanes.pdf --figure timeline --lanes name --size paper
    ```
    """
    form = format or _by_ending(output)
    kind = figure or Kind.NETWORK
    if form is Output.HTML and (figure or lanes or size or dark):
        raise typer.BadParameter("a page takes no --figure, --lanes, --size or --dark", param_hint="'OUT'")
    if lanes and kind is not Kind.TIMELINE:
        raise typer.BadParameter("only with --figure timeline", param_hint="'--lanes'")
    from kg.network import neighbourhood, select

    with opened(store) as graph:
        table = graph.additions.table
        check_relations(relation, table)
        choose = partial(
            select,
            relations=relation or (_GIVEN if kind is Kind.FLOWS else None),
            statuses=status or None,
            since=since,
            min_confidence=min_confidence,
            known=table,
        )
        whole = graph.to_networkx()
        drawn = choose(neighbourhood(whole, about, hops) if about else whole)
        if not drawn:
            raise KgError(f"no fact to draw; {output} is not written")
        of_all, around = _TITLES[kind]
        heading = title or (around.format(" and ".join(about)) if about else of_all)
        if form is Output.HTML:
            from kg.view.html import page

            written = page(drawn, heading, table).encode("utf-8")
        else:
            drawing = _drawing()
            written = drawing(
                drawn,
                kind,
                Format(form.value),
                heading,
                size=size or Size.SLIDE,
                dark=dark,
                lanes=lanes or Lanes.RELATION,
                relations=table,
                whole=choose(whole),
            )
    atomic.write(output, written)
    out.print(f"wrote {output}", markup=False)


def _by_ending(output: Path) -> Output:
    ending = output.suffix.lower().lstrip(".")
    try:
        return Output("html" if ending == "htm" else ending)
    except ValueError:
        known = ", ".join(f".{form.value}" for form in Output)
        raise typer.BadParameter(
            f"ends in none of {known}; choose one by --format", param_hint="'OUT'"
        ) from None


def _drawing() -> Callable[..., bytes]:
    try:
        from kg.view.figures.draw import figure
    except ImportError:
        raise KgError("a figure needs matplotlib: pip install 'kg[figures]'") from None
    return figure


def write_page(graph: Graph, output: Path, title: str) -> None:
    """All facts as a page."""
    from kg.network import select
    from kg.view.html import page

    table = graph.additions.table
    drawn = page(select(graph.to_networkx(), known=table), title, table)
    atomic.write(output, drawn.encode("utf-8"))
