"""``kg extract``"""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.console import progress, show
from kg.cli.options import Confidence, Frames, Names, Network, Pipeline, Sources

if TYPE_CHECKING:
    from kg.model import Claim, Extraction


class FactFormat(StrEnum):
    """How ``kg extract`` writes facts."""

    jsonl = "jsonl"
    table = "table"
    turtle = "turtle"


def extract(
    sources: Sources,
    format: Annotated[
        FactFormat, typer.Option("--format", help="How to write the facts.")
    ] = FactFormat.table,
    min_confidence: Confidence = 0.0,
    frames: Frames = None,
    names: Names = None,
    pipeline: Pipeline = None,
    allow_network: Network = False,
) -> None:
    """Prints the facts that news states, without a store.

    ```
    kg extract article.html
    kg extract articles/ --format jsonl > facts.jsonl
    cat article.txt | kg extract - --format turtle
    kg extract articles/ --frames lawsuits.toml --names firms.tsv
    ```
    """
    with progress("Loading") as (report, say):
        from dataclasses import replace

        from kg.build import documents, extractions, resolved
        from kg.copies import Printed, sketch
        from kg.extract import Extractor
        from kg.read import Failure

        extractor = Extractor(pipeline, frames or (), names or ())
        ids: list[str] = []
        claims: list[Claim] = []
        whole: list[Extraction] = []  # with the texts, which only Turtle needs
        failed = False
        say("Reading")
        for item in extractions(documents(sources, allow_network=allow_network), extractor):
            if isinstance(item, Failure):
                failed = True
                report(item)
                continue
            sure = tuple(claim for claim in item.claims if claim.confidence >= min_confidence)
            ids.append(item.document.id)
            claims.extend(sure)
            if format is FactFormat.turtle:
                whole.append(replace(item, claims=sure))
            report(item.document)
        say("Resolving")
        printed = [Printed(d.id, sketch(d), d.published) for d in (each.document for each in whole)]
        resolution = resolved(claims, extractor.additions, printed)
    if format is FactFormat.turtle:
        from kg.store.export import turtle_of

        sys.stdout.write(turtle_of(whole, extractor.fingerprint, resolution, extractor.additions))
    elif format is FactFormat.jsonl:
        from kg.jsonl import lines

        for line in lines(resolution, ids):
            sys.stdout.write(line + "\n")
    else:
        from kg.render import facts_table

        show(facts_table(resolution, ids))
    if failed:
        raise typer.Exit(1)
