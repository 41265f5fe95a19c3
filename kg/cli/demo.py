"""``kg demo``"""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.build import build_into, finish, summarise
from kg.cli.console import out
from kg.cli.store import writable
from kg.cli.view import write_page


def demo(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Where to put the store and the page.")
    ] = Path("kg-demo"),
) -> None:
    """Builds the graph of the packaged samples and writes its page.

    ```
    kg demo
    ```
    """
    from kg import samples

    store, target = folder / "store", folder / "graph.html"
    with writable(store, create=True) as graph:
        done = build_into(map(str, samples.paths()), graph)
        summarise(done, graph)
        write_page(graph, target, "What the samples say")
    where = shlex.quote(str(store))
    out.print(f"\nThe graph as a page: {target} (open it in a browser). Next:\n", markup=False)
    out.print(f"  kg query --store {where} partners --param org=Lenovo", markup=False)
    out.print(f"  kg explain --store {where} Lenovo Nvidia", markup=False)
    out.print("  kg explain 'Microsoft is in talks to buy a stake in OpenAI for $1 billion.'", markup=False)
    finish(done)
