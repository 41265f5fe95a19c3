"""``kg serve``"""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.console import err, out
from kg.cli.options import Folder
from kg.cli.store import opened
from kg.errors import KgError


def serve(
    store: Folder,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 7878,
    timeout: Annotated[
        float, typer.Option(min=0.1, metavar="SECONDS", help="Stop a query that takes longer.")
    ] = 30.0,
    max_rows: Annotated[
        int, typer.Option(min=1, metavar="N", help="Refuse an answer of more rows, or of more triples.")
    ] = 100_000,
    allow_service: Annotated[
        bool, typer.Option("--allow-service", help="Let queries call other servers, by SERVICE.")
    ] = False,
) -> None:
    """Shows the graph as pages in a browser, and answers SPARQL over HTTP, on this machine.

    ```
    kg serve --store graph
    kg serve --store graph --port 0 --timeout 5 --max-rows 1000
    curl -G http://127.0.0.1:7878/sparql --data-urlencode 'query=ASK { ?a kg:partnersWith ?b }'
    curl -H 'Accept: text/csv' 'http://127.0.0.1:7878/queries/partners?org=Lenovo'
    ```
    """
    try:
        import starlette  # noqa: F401
        import uvicorn  # noqa: F401
    except ImportError as error:
        raise KgError(f"serving needs {error.name}: pip install 'kg[serve]'") from None
    from kg.serve.server import serve as serve_store

    err.print(f"opening {store}", markup=False)
    with opened(store):
        pass  # its facts are up to date now

    def ready(address: str) -> None:
        out.print(f"serving {store} at {address} (SPARQL at {address}sparql); Ctrl-C ends it", markup=False)
        out.file.flush()

    def say(line: str) -> None:
        err.print(f"kg: {line}", markup=False)

    serve_store(store, port, timeout=timeout, max_rows=max_rows, service=allow_service, ready=ready, say=say)
