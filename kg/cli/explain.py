"""``kg explain``"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from kg import atomic
from kg.cli.console import out, progress, show
from kg.cli.options import Frames, Names, Pipeline, cut_date, utf8
from kg.cli.store import opened


def explain(
    text: Annotated[
        list[str],
        typer.Argument(
            metavar="TEXT", callback=utf8, help="Sentences; with `--store`, the names of two things."
        ),
    ],
    store: Annotated[
        str | None,
        typer.Option("--store", metavar="DIR|URL", help="Folder of the store, or a SPARQL server's address."),
    ] = None,
    language: Annotated[
        str | None, typer.Option(metavar="CODE", help="Language of TEXT; told by itself where not given.")
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", callback=cut_date, help="Publication of TEXT: what 'last year' counts from."
        ),
    ] = None,
    page: Annotated[
        Path | None,
        typer.Option(metavar="OUT.html", help="Write a page with pictures of the parses instead."),
    ] = None,
    frames: Frames = None,
    names: Names = None,
    pipeline: Pipeline = None,
) -> None:
    """Shows why facts were found, and why others were not.

    ```
    kg explain 'Lenovo may buy Motorola Mobility for $2.9 billion.'
    kg explain --page why.html 'Lenovo may buy Motorola Mobility for $2.9 billion.'
    kg explain --store graph Lenovo Nvidia
    ```
    """
    if store is None:
        setting = pipeline, frames or (), names or ()
        _explain_text(" ".join(text), language, published, setting, page)
    elif page or frames or names:
        hint = "'--page', '--frames', '--names'"
        raise typer.BadParameter("explains TEXT only, not a store", param_hint=hint)
    elif len(text) == 2:
        _explain_pair(store, *text)
    else:
        raise typer.BadParameter("with --store, give the names of two things", param_hint="'A B'")


def _explain_text(
    text: str,
    language: str | None,
    published: str | None,
    setting: tuple[str | None, Sequence[Path], Sequence[Path]],
    page: Path | None,
) -> None:
    with progress("Loading"):
        from kg.build import resolved
        from kg.extract import Extractor, explain, languages
        from kg.model import Document, Passage
        from kg.read.langid import identify
        from kg.render import explanation, explanation_page, names_of

        if language is None:  # a short sentence full of names is soon taken for Italian
            language = told if (told := identify(text)) in languages() else "en"
        document = Document("text", text, (Passage(0, len(text)),), language, published=published)
        extractor = Extractor(*setting)
        explained = list(explain(extractor, document))
        claims = [claim for each in explained for claim in each.claims]
        names = names_of(resolved(claims, extractor.additions))
    if page is not None:
        atomic.write(page, explanation_page(explained, language, names).encode("utf-8"))
        out.print(f"wrote {page}", markup=False)
        return
    for each in explained:
        show(explanation(each, names))


def _explain_pair(store: str, left: str, right: str) -> None:
    with opened(store) as graph:
        from kg.build import derived
        from kg.render import pair_history

        resolution = derived(graph)
        documents = {id: graph.document(id) for id in graph.documents()}
    show(pair_history(resolution, documents, left, right))
