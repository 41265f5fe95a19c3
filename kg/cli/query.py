"""``kg query``"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.cli.console import err, out, width
from kg.cli.options import Store, utf8
from kg.cli.store import opened
from kg.errors import QueryError


class ResultFormat(StrEnum):
    """How ``kg query`` writes its answer."""

    table = "table"
    csv = "csv"
    json = "json"
    xml = "xml"
    tsv = "tsv"


def query(
    store: Store,
    query: Annotated[
        str | None,
        typer.Argument(
            metavar="QUERY|FILE.rq|NAME",
            callback=utf8,
            help="SPARQL, a file of it, or a shipped query; without it, a list of those.",
        ),
    ] = None,
    param: Annotated[
        list[str] | None,
        typer.Option(
            "--param",
            metavar="NAME=VALUE",
            callback=utf8,
            help="Parameter of a shipped query; may be repeated.",
        ),
    ] = None,
    min_confidence: Annotated[
        float | None,
        typer.Option(
            min=0, max=1, help="Leave out what is less sure, in a shipped query of facts; SPARQL has FILTER."
        ),
    ] = None,
    format: Annotated[
        ResultFormat, typer.Option("--format", help="How to write the answer.")
    ] = ResultFormat.table,
) -> None:
    """Asks a store, in SPARQL or by the name of a shipped query.

    ```
    kg query --store graph
    kg query --store graph partners --param org=Lenovo
    kg query --store graph investments --min-confidence 0.8 --format csv
    kg query --store http://127.0.0.1:7878 partners --param org=Lenovo
    kg query --store graph 'SELECT ?name { ?x kg:partnersWith/skos:prefLabel ?name }'
    ```
    """
    if query is None:
        _list_queries(out)
        return
    bound = [] if min_confidence is None else [f"min_confidence={min_confidence:f}"]
    sparql = _sparql(query, [*(param or []), *bound])
    with opened(store) as graph:
        text = graph.query(sparql).to_text(format.value, width=width())
    sys.stdout.write(text)


def _sparql(query: str, parameters: Sequence[str]) -> str:
    from kg.store.queries import named_query, queries

    given: dict[str, str] = {}
    for parameter in parameters:
        name, equals, value = parameter.partition("=")
        if not equals:
            raise typer.BadParameter(f"{parameter!r} is not NAME=VALUE", param_hint="'--param'")
        given[name] = value
    own = query.endswith(".rq") or any(c in " \t\r\n{" for c in query.strip())
    if own and given:
        names = ", ".join(given)
        raise typer.BadParameter(f"only shipped queries take {names}; SPARQL of your own has FILTER")
    if query.endswith(".rq"):
        try:
            return Path(query).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise QueryError(f"{query}: cannot be read: {error}") from error
    if own:
        return query
    if query not in {shipped.name for shipped in queries()}:
        err.print(f"no query is named {query!r}; there are:\n", markup=False)
        _list_queries(err)
        raise typer.Exit(2)
    return named_query(query, given)


def _list_queries(console: Console) -> None:
    from kg.store.queries import queries

    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, style="bold")
    table.add_column()
    for shipped in queries():
        table.add_row(shipped.name, shipped.description)
        for parameter in shipped.parameters:
            if parameter.name != "min_confidence":
                needed = "needed: " if parameter.required else ""
                asked = Text(f"--param {parameter.name}=…  {needed}{parameter.description}", style="dim")
                table.add_row("", asked)
    console.print(table, width=width(), soft_wrap=False)
    console.print("\nQueries that list facts take --min-confidence, such as 0.8, too.")
