"""``kg validate``"""

from __future__ import annotations

import typer

from kg.cli.console import counting, err, out
from kg.cli.options import Store
from kg.cli.store import writable


def validate(store: Store) -> None:
    """Checks that a store is whole, and that nobody else has changed it.

    Every quote is cut out of its text again. Every graph must conform to the shapes (SHACL), carry the digest
    of what it says, and say what the program writes and no more. Every fact must rest on claims that are
    there. What is wrong is named on one line each, with its place, and the exit code is 1.

    ```
    kg validate --store graph
    ```
    """
    with writable(store) as graph, counting("Validating") as report:
        found = graph.validate(report)
    for problem in found.problems:
        err.print(str(problem), markup=False)
    looked_at = f"{found.documents:,} documents, {found.claims:,} claims, {found.facts:,} facts"
    if found.problems:
        err.print(f"kg: {len(found.problems):,} problems in {looked_at}", markup=False)
        raise typer.Exit(1)
    out.print(f"{looked_at}: every quote stands in its text, and all is as it was written", markup=False)
