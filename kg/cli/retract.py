"""``kg retract``"""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.console import out
from kg.cli.options import Store, utf8
from kg.cli.store import writable


def retract(
    documents: Annotated[
        list[str],
        typer.Argument(
            metavar="DOCUMENT", callback=utf8, help="Ids of documents, as `kg query documents` lists them."
        ),
    ],
    store: Store,
) -> None:
    """Takes out of a store exactly what some documents said.

    The graph is then what it would be if they had never been read.

    ```
    kg retract --store graph deal-of-the-day
    kg retract --store graph first second third
    ```
    """
    with writable(store) as graph:
        from kg.build import retract

        retract(documents, graph)
        left = len(graph.documents())
    out.print(f"{len(set(documents))} taken out, {left} left", markup=False)
