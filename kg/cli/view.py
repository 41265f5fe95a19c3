"""``kg view``"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.console import out, write
from kg.cli.options import Confidence, Store, check_relations, cut_date, utf8
from kg.cli.store import opened
from kg.errors import KgError
from kg.model import Status

if TYPE_CHECKING:
    from kg.store.graph import Graph


def view(
    output: Annotated[Path, typer.Argument(metavar="OUT.html", help="The page to write.")],
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
) -> None:
    """Writes the graph as one HTML page that needs no network.

    ```
    kg view --store graph all.html
    kg view --store graph lenovo.html --about Lenovo --hops 2
    kg view --store graph money.html --relation invests_in --relation funds --since 2023
    ```
    """
    title = f"Around {' and '.join(about)}" if about else "What the news says"
    with opened(store) as graph:
        check_relations(relation, graph.additions.table)
        write_page(
            graph,
            output,
            title,
            about or (),
            hops,
            relations=relation or None,
            statuses=status or None,
            since=since,
            min_confidence=min_confidence,
        )
    out.print(f"wrote {output}", markup=False)


def write_page(
    graph: Graph,
    output: Path,
    title: str,
    about: Sequence[str] = (),
    hops: int = 1,
    *,
    relations: Collection[str] | None = None,
    statuses: Collection[str] | None = None,
    since: str | None = None,
    min_confidence: float = 0.0,
) -> None:
    from kg.network import neighbourhood, select
    from kg.view.html import page

    drawn = graph.to_networkx()
    if about:
        drawn = neighbourhood(drawn, about, hops)
    table = graph.additions.table
    drawn = select(drawn, relations, statuses, since, min_confidence, table)
    if not drawn:
        raise KgError(f"no fact to draw; {output} is not written")
    write(output, page(drawn, title, table))
