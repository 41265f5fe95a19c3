"""``kg build``"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.console import err, progress, show
from kg.cli.options import Decisions, Frames, Names, Network, Pipeline, Sources, Store
from kg.cli.store import aside_in, decisions_beside, writable
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
    workers: Annotated[
        int, typer.Option("--workers", min=1, max=256, help="Processes that extract; about 300 MB each.")
    ] = 1,
    scheduler: Annotated[
        str | None,
        typer.Option("--scheduler", metavar="ADDRESS", help="Of a Dask cluster, which then extracts."),
    ] = None,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Try again what earlier builds failed on and set aside.")
    ] = False,
) -> None:
    """Reads news into a store: extracts, resolves, and prints a summary.

    Running it again on the same input changes nothing; after a stop it goes on where it ended. A document
    that extraction fails on is set aside with the reason, in `failed.jsonl` in the store's folder.

    ```
    kg build articles/ feed.xml --store graph
    kg build https://news.example/deal.html --store graph --allow-network
    kg build articles/ --store graph --frames lawsuits.toml --names firms.tsv
    kg build articles/ --store graph --decisions decisions.txt
    kg build articles/ --store http://127.0.0.1:7878
    kg build articles/ --store graph --workers 4 --retry-failed
    kg build articles/ --store graph --scheduler tcp://10.0.0.5:8786
    ```
    """
    if scheduler is not None:
        _check_cluster(workers)
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
            workers=workers,
            scheduler=scheduler,
            aside=aside_in(store),
            retry_failed=retry_failed,
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
    workers: int = 1,
    scheduler: str | None = None,
    aside: Path | None = None,
    retry_failed: bool = False,
) -> Built:
    sources = list(sources)
    with progress("Loading") as (report, say):
        from kg.build import build
        from kg.extract import Extractor
        from kg.read import count

        extractor = Extractor(pipeline, frames or (), names or ())
        say("Reading", count(sources))
        try:
            return build(
                sources,
                graph,
                extractor,
                decisions=decisions,
                allow_network=allow_network,
                workers=workers,
                scheduler=scheduler,
                aside=aside,
                retry_failed=retry_failed,
                report=report,
            )
        except KeyboardInterrupt:
            raise KgError(
                "stopped; what is done is stored, and the same command goes on from there"
            ) from None


def _check_cluster(workers: int) -> None:
    if workers != 1:
        raise typer.BadParameter("a cluster has its own workers", param_hint="'--workers'")
    try:
        import kg.cluster  # noqa: F401
    except ImportError:
        raise KgError("a cluster needs Dask: pip install 'kg[distributed]'") from None


def summarise(done: Built, graph: Graph) -> None:
    from kg.render import summary

    show(summary(done, graph.counts()))
    for line, reason in done.idle:
        err.print(f"nothing comes of: {line}: {reason}", markup=False)


def finish(done: Built) -> None:
    if done.failures:
        raise typer.Exit(1)
