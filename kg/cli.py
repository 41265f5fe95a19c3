"""The command line: thin commands over plain functions.

Exit codes: 0 done; 1 the work failed, with a reason on stderr; 2 wrong usage. The heavy imports stand
in the commands that need them, so that help comes at once.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar

import typer
from rich.console import Console, RenderableType
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from typer.core import TyperGroup

from kg import __version__
from kg.errors import KgError, QueryError
from kg.model import Status
from kg.relations import RELATIONS

if TYPE_CHECKING:
    from kg.build import Built, Report
    from kg.model import Claim, Document, Extraction
    from kg.read import Failure
    from kg.store.graph import Graph

Text = TypeVar("Text", str | None, list[str] | None)

_PIPED = 160
"""Columns of what goes to a file or another program."""


class _Console(Console):
    def on_broken_pipe(self) -> NoReturn:
        """Leaves the quiet end to the command group."""
        raise BrokenPipeError


class _Commands(TyperGroup):
    """Ends every command in one way: a reason in one line, or quiet where nobody reads on."""

    def invoke(self, ctx: Any) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except KgError as error:
            err.print(f"kg: {error}", markup=False)
        except KeyboardInterrupt:
            err.print("stopped; nothing that was stored is lost")
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for Python's last flush
            raise typer.Exit(0) from None
        raise typer.Exit(1)


app = typer.Typer(
    cls=_Commands,
    help="News text to a knowledge graph of companies, partnerships and investments, with evidence.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)
out = _Console(soft_wrap=True, highlight=False)
err = _Console(stderr=True, soft_wrap=True, highlight=False)


class FactFormat(StrEnum):
    """How ``kg extract`` writes facts."""

    jsonl = "jsonl"
    table = "table"
    turtle = "turtle"


class ResultFormat(StrEnum):
    """How ``kg query`` writes its answer."""

    table = "table"
    csv = "csv"
    json = "json"
    xml = "xml"
    tsv = "tsv"


def _utf8(value: Text) -> Text:
    for text in [value] if isinstance(value, str) else value or ():
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            raise typer.BadParameter("not UTF-8") from None
    return value


def _cut_date(value: str | None) -> str | None:
    if value is not None and not re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", value):
        raise typer.BadParameter(f"{value!r} is not a date such as 2023, 2023-06 or 2023-06-14")
    return value


def _relation(values: list[str] | None) -> list[str] | None:
    if unknown := sorted(set(values or ()) - set(RELATIONS)):
        raise typer.BadParameter(f"no relation {unknown[0]!r}; there are {', '.join(RELATIONS)}")
    return values or None


Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE", help="Files, folders, `-` for standard input, or addresses with `--allow-network`."
    ),
]
Store = Annotated[Path, typer.Option("--store", metavar="DIR", help="Folder of the store.")]
Pipeline = Annotated[
    str | None,
    typer.Option("--pipeline", metavar="NAME", help="Another installed spaCy pipeline, or its folder."),
]
Network = Annotated[bool, typer.Option("--allow-network", help="Let SOURCE be an http or https address.")]
Confidence = Annotated[
    float, typer.Option("--min-confidence", min=0, max=1, help="Leave out what is less sure.")
]


@app.command()
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
    with _opened(store, create=True) as graph:
        done = _build(map(str, samples.paths()), graph, None, allow_network=False)
        _summarise(done, graph)
        _write_page(graph, target, "What the samples say")
    where = shlex.quote(str(store))
    out.print(f"\nThe graph as a page: {target} (open it in a browser). Next:\n", markup=False)
    out.print(f"  kg query --store {where} partners --param org=Lenovo", markup=False)
    out.print(f"  kg explain --store {where} Lenovo Nvidia", markup=False)
    out.print("  kg explain 'Microsoft is in talks to buy a stake in OpenAI for $1 billion.'", markup=False)
    _finish(done)


@app.command("build")
def build_command(
    sources: Sources, store: Store, pipeline: Pipeline = None, allow_network: Network = False
) -> None:
    """Reads news into a store: extracts, resolves, and prints a summary.

    Running it again on the same input changes nothing; after a stop it goes on where it ended.

    ```
    kg build articles/ feed.xml --store graph
    kg build https://news.example/deal.html --store graph --allow-network
    ```
    """
    with _opened(store, create=True) as graph:
        done = _build(sources, graph, pipeline, allow_network=allow_network)
        _summarise(done, graph)
    _finish(done)


@app.command()
def extract(
    sources: Sources,
    format: Annotated[
        FactFormat, typer.Option("--format", help="How to write the facts.")
    ] = FactFormat.table,
    min_confidence: Confidence = 0.0,
    pipeline: Pipeline = None,
    allow_network: Network = False,
) -> None:
    """Prints the facts that news states, without a store.

    ```
    kg extract article.html
    kg extract articles/ --format jsonl > facts.jsonl
    cat article.txt | kg extract - --format turtle
    ```
    """
    with _progress("Loading") as (report, say):
        from dataclasses import replace

        from kg.build import documents, extractions, resolved
        from kg.extract import Extractor
        from kg.read import Failure

        extractor = Extractor(pipeline)
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
        resolution = resolved(claims)
    if format is FactFormat.turtle:
        from kg.store.export import turtle_of

        sys.stdout.write(turtle_of(whole, extractor.fingerprint, resolution))
    elif format is FactFormat.jsonl:
        from kg.jsonl import lines

        for line in lines(resolution, ids):
            sys.stdout.write(line + "\n")
    else:
        from kg.render import facts_table

        _show(facts_table(resolution, ids))
    if failed:
        raise typer.Exit(1)


@app.command()
def explain(
    text: Annotated[
        list[str],
        typer.Argument(
            metavar="TEXT", callback=_utf8, help="Sentences; with `--store`, the names of two things."
        ),
    ],
    store: Annotated[Path | None, typer.Option("--store", metavar="DIR", help="Folder of the store.")] = None,
    language: Annotated[
        str | None, typer.Option(metavar="CODE", help="Language of TEXT; told by itself where not given.")
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", callback=_cut_date, help="Publication of TEXT: what 'last year' counts from."
        ),
    ] = None,
    pipeline: Pipeline = None,
) -> None:
    """Shows why facts were found, and why others were not.

    ```
    kg explain 'Lenovo may buy Motorola Mobility for $2.9 billion.'
    kg explain --store graph Lenovo Nvidia
    ```
    """
    if store is None:
        _explain_text(" ".join(text), language, published, pipeline)
    elif len(text) == 2:
        _explain_pair(store, *text)
    else:
        raise typer.BadParameter("with --store, give the names of two things", param_hint="'A B'")


def _explain_text(text: str, language: str | None, published: str | None, pipeline: str | None) -> None:
    with _progress("Loading"):
        from kg.extract import Extractor, explain, languages
        from kg.model import Document, Passage
        from kg.read.langid import identify
        from kg.render import explanation

        if language is None:  # a short sentence full of names is soon taken for Italian
            language = told if (told := identify(text)) in languages() else "en"
        document = Document("text", text, (Passage(0, len(text)),), language, published=published)
        explained = list(explain(Extractor(pipeline), document))
    for each in explained:
        _show(explanation(each))


def _explain_pair(store: Path, left: str, right: str) -> None:
    with _opened(store) as graph:
        from kg.build import resolved
        from kg.render import pair_history

        resolution = resolved(graph.claims())  # a store keeps no judgements: they follow from its claims
        documents = {id: graph.document(id) for id in graph.documents()}
    _show(pair_history(resolution, documents, left, right))


@app.command()
def query(
    store: Store,
    query: Annotated[
        str | None,
        typer.Argument(
            metavar="QUERY|FILE.rq|NAME",
            callback=_utf8,
            help="SPARQL, a file of it, or a shipped query; without it, a list of those.",
        ),
    ] = None,
    param: Annotated[
        list[str] | None,
        typer.Option(
            "--param",
            metavar="NAME=VALUE",
            callback=_utf8,
            help="Parameter of a shipped query; may be repeated.",
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
    kg query --store graph investments --format csv
    kg query --store graph 'SELECT ?name { ?x kg:partnersWith/skos:prefLabel ?name }'
    ```
    """
    if query is None:
        _list_queries(out)
        return
    sparql = _sparql(query, param or [])
    with _opened(store) as graph:
        text = graph.query(sparql).to_text(format.value, width=_width())
    sys.stdout.write(text)


@app.command()
def view(
    output: Annotated[Path, typer.Argument(metavar="OUT.html", help="The page to write.")],
    store: Store,
    about: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME", callback=_utf8, help="Only what lies around this name; may be repeated."
        ),
    ] = None,
    hops: Annotated[int, typer.Option(min=1, max=5, help="How far around it.")] = 1,
    relation: Annotated[
        list[str] | None, typer.Option(callback=_relation, help="Only this relation; may be repeated.")
    ] = None,
    status: Annotated[list[Status] | None, typer.Option(help="Only this status; may be repeated.")] = None,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", callback=_cut_date, help="Only facts from here on: 2023, 2023-06 or 2023-06-14."
        ),
    ] = None,
    min_confidence: Confidence = 0.0,
) -> None:
    """Writes the graph as one HTML page that needs no network.

    ```
    kg view --store graph all.html
    kg view --store graph lenovo.html --about Lenovo --hops 2
    kg view --store graph money.html --relation invests_in --relation funds --since 2023
    ```
    """
    title = f"Around {' and '.join(about)}" if about else "What the news says"
    with _opened(store) as graph:
        _write_page(
            graph,
            output,
            title,
            about or (),
            hops,
            relations=relation,
            statuses=status or None,
            since=since,
            min_confidence=min_confidence,
        )
    out.print(f"wrote {output}", markup=False)


@app.command()
def export(
    output: Annotated[
        Path, typer.Argument(metavar="OUT", help="The file to write; its ending says the format.")
    ],
    store: Store,
) -> None:
    """Writes a store out as one file.

    Canonical N-Quads (`.nq`) are sorted: the same bytes for the same content.

    ```
    kg export --store graph graph.ttl
    ```
    """
    with _opened(store) as graph:
        graph.export(output)
    out.print(f"wrote {output}", markup=False)


@app.callback(invoke_without_command=True)
def root(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    """News text to a knowledge graph of companies, partnerships and investments, with evidence."""
    if version:
        out.print(__version__)
        raise typer.Exit


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command; 0 when done, 1 when the work failed, 2 for wrong usage."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # whatever the locale: facts are UTF-8
    try:
        app(args=None if arguments is None else list(arguments), prog_name="kg")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


# What the commands share


@contextmanager
def _opened(store: Path, *, create: bool = False) -> Iterator[Graph]:
    """The store, its facts up to date."""
    from kg.store.graph import Graph

    with Graph.open(store, create=create) as graph:
        if not create and graph.is_stale:
            from kg.build import refresh

            err.print("the facts are older than the documents; they are derived anew")
            refresh(graph)
        yield graph


def _build(sources: Iterable[str], graph: Graph, pipeline: str | None, *, allow_network: bool) -> Built:
    with _progress("Loading") as (report, say):
        from kg.build import build
        from kg.extract import Extractor

        extractor = Extractor(pipeline)
        say("Reading")
        try:
            return build(sources, graph, extractor, allow_network=allow_network, report=report)
        except KeyboardInterrupt:
            raise KgError(
                "stopped; what is done is stored, and the same command goes on from there"
            ) from None


def _summarise(done: Built, graph: Graph) -> None:
    from kg.render import summary

    _show(summary(done, graph.resolution(), len(graph.documents())))


def _finish(done: Built) -> None:
    if done.failures:
        raise typer.Exit(1)


@contextmanager
def _progress(stage: str) -> Iterator[tuple[Report, Callable[[str], None]]]:
    """A line on a terminal's stderr while work goes on: how to tell of a document, and of the next stage."""
    if not err.is_terminal:
        yield _tell_failure, lambda _: None
        return
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed} documents"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[at]}", style="dim", markup=False),
        console=err,
        transient=True,
    ) as progress:
        task = progress.add_task(stage, total=None, at="")

        def report(item: Document | Failure) -> None:
            _tell_failure(item)
            progress.update(task, advance=1, at=getattr(item, "id", "")[:40])

        yield report, lambda stage: progress.update(task, description=stage)


def _tell_failure(item: Document | Failure) -> None:
    from kg.read import Failure

    if isinstance(item, Failure):
        err.print(f"{item.source}: {item.reason}", markup=False)


def _write_page(
    graph: Graph,
    output: Path,
    title: str,
    about: Sequence[str] = (),
    hops: int = 1,
    *,
    relations: Collection[str] | None = None,
    statuses: Collection[str] | None = None,
    since: str | None = None,
    min_confidence: float = 0.0,
) -> None:
    from kg.view.html import page
    from kg.view.network import neighbourhood, network, select

    resolution = graph.resolution()
    cited = {claim.document for fact in resolution.facts for claim in fact.claims}
    drawn = network(resolution, {id: graph.document(id) for id in sorted(cited)})
    if about:
        drawn = neighbourhood(drawn, about, hops)
    drawn = select(drawn, relations, statuses, since, min_confidence)
    if not drawn:
        raise KgError(f"no fact to draw; {output} is not written")
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(page(drawn, title), encoding="utf-8")
    except OSError as error:
        raise KgError(f"{output}: cannot be written: {error.strerror}") from error


def _sparql(query: str, parameters: Sequence[str]) -> str:
    from kg.store.queries import named_query, queries

    given: dict[str, str] = {}
    for parameter in parameters:
        name, equals, value = parameter.partition("=")
        if not equals:
            raise typer.BadParameter(f"{parameter!r} is not NAME=VALUE", param_hint="'--param'")
        given[name] = value
    if query.endswith(".rq"):
        try:
            return Path(query).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise QueryError(f"{query}: cannot be read: {error}") from error
    if any(c in " \t\r\n{" for c in query.strip()):
        return query
    if query not in {shipped.name for shipped in queries()}:
        err.print(f"no query is named {query!r}; there are:\n", markup=False)
        _list_queries(err)
        raise typer.Exit(2)
    return named_query(query, given)


def _list_queries(console: Console) -> None:
    from kg.store.queries import queries

    for shipped in queries():
        console.print(f"[bold]{shipped.name}[/bold]  {shipped.description}")
        for parameter in shipped.parameters:
            needed = "" if parameter.required else " (optional)"
            console.print(f"    --param {parameter.name}=…  {parameter.description}{needed}", markup=False)


def _show(shown: RenderableType) -> None:
    """Prints what has a layout, wrapped to the width; messages are never wrapped."""
    _Console(width=_width(), highlight=False).print(shown)


def _width() -> int:
    return out.width if out.is_terminal or "COLUMNS" in os.environ else _PIPED
