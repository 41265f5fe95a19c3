"""``kg build``"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from kg.cli.console import err, progress, show
from kg.cli.options import Decisions, Frames, Names, Network, Pipeline, Sources, Store
from kg.cli.store import decisions_beside, writable
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.build import Built
    from kg.store.graph import Graph


def build(
    sources: Sources,
    store: Store,
    frames: Frames = None,
    names: Names = None,
    decisions: Decisions = None,
    pipeline: Pipeline = None,
    allow_network: Network = False,
) -> None:
    """Reads news into a store: extracts, resolves, and prints a summary.

    Running it again on the same input changes nothing; after a stop it goes on where it ended.

    ```
    kg build articles/ feed.xml --store graph
    kg build https://news.example/deal.html --store graph --allow-network
    kg build articles/ --store graph --frames lawsuits.toml --names firms.tsv
    kg build articles/ --store graph --decisions decisions.txt
    kg build articles/ --store http://127.0.0.1:7878
    ```
    """
    with writable(store, create=True) as graph:
        beside = decisions_beside(store)
        done = build_into(
            sources,
            graph,
            pipeline,
            frames,
            names,
            decisions=decisions or (beside if beside and beside.is_file() else None),
            allow_network=allow_network,
        )
        summarise(done, graph)
    finish(done)


def build_into(
    sources: Iterable[str],
    graph: Graph,
    pipeline: str | None = None,
    frames: Iterable[Path] | None = None,
    names: Iterable[Path] | None = None,
    *,
    decisions: Path | None = None,
    allow_network: bool = False,
) -> Built:
    with progress("Loading") as (report, say):
        from kg.build import build
        from kg.extract import Extractor

        extractor = Extractor(pipeline, frames or (), names or ())
        say("Reading")
        try:
            return build(
                sources, graph, extractor, decisions=decisions, allow_network=allow_network, report=report
            )
        except KeyboardInterrupt:
            raise KgError(
                "stopped; what is done is stored, and the same command goes on from there"
            ) from None


def summarise(done: Built, graph: Graph) -> None:
    from kg.render import summary

    show(summary(done, graph.resolution(), len(graph.documents())))
    for line, reason in done.idle:
        err.print(f"nothing comes of: {line}: {reason}", markup=False)


def finish(done: Built) -> None:
    if done.failures:
        raise typer.Exit(1)
