"""``kg export``"""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.console import out
from kg.cli.options import Store
from kg.cli.store import opened

_IMPORT = "neo4j-admin database import full --nodes={} --relationships={} --multiline-fields=true"


def export(
    output: Annotated[
        Path, typer.Argument(metavar="OUT", help="The file to write; its ending says the format.")
    ],
    store: Store,
) -> None:
    """Writes a store out as a file, by its ending.

    Everything, as RDF: `.nq` (canonical N-Quads: sorted, the same bytes for the same content), `.trig`,
    `.jsonld`, and `.ttl` (all graphs as one).

    Entities and facts with their evidence: `.graphml`, `.gexf` (Gephi), `.cyjs` (Cytoscape), and as two
    tables `.csv` (`OUT-nodes.csv` and `OUT-edges.csv`, safe to open in a spreadsheet) and `.neo4j.csv`
    (for `neo4j-admin database import`).

    ```
    kg export --store graph graph.ttl
    kg export --store graph facts.csv
    kg export --store graph facts.neo4j.csv
    ```
    """
    with opened(store) as graph:
        written = graph.export(output)
    for path in written:
        out.print(f"wrote {path}", markup=False)
    if output.name.lower().endswith(".neo4j.csv"):
        from kg.store.interchange import ARRAY

        command = _IMPORT.format(*(shlex.quote(str(path)) for path in written))
        out.print(f"Next: {command} --array-delimiter=U+{ord(ARRAY):04X}", markup=False)
