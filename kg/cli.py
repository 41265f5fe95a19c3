"""The command line: thin commands over plain functions."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Optional

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from kg import __version__, samples
from kg.build import Built, build, documents, extractions, resolved
from kg.errors import KgError, QueryError
from kg.extract import Extractor
from kg.jsonl import lines
from kg.model import Claim, Document, Passage, Status
from kg.read import Failure
from kg.relations import RELATIONS
from kg.render import built_table, explanation, facts_table, pair_history, turtle
from kg.store.graph import Graph
from kg.store.queries import named_query, queries
from kg.view import network, page
from kg.view.network import neighbourhood, select

app = typer.Typer(
    help="News text to a knowledge graph of companies, partnerships and investments, with evidence.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)
out = Console(soft_wrap=True, highlight=False)
err = Console(stderr=True, soft_wrap=True, highlight=False)


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


Sources = Annotated[
    list[str],
    typer.Argument(metavar="SOURCE...", help="Files, folders, - for standard input, or addresses with --allow-network."),
]
Store = Annotated[Path, typer.Option("--store", metavar="DIR", help="Folder of the store.")]
Pipeline = Annotated[
    Optional[str],  # noqa: UP007 - typer reads it at run time
    typer.Option("--pipeline", metavar="NAME", help="Another installed spaCy pipeline, or its folder."),
]
Network = Annotated[bool, typer.Option("--allow-network", help="Let SOURCE be an http or https address.")]


@app.command()
def demo(
    output: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where to put the store and the page.")] = Path(
        "kg-demo"
    ),
) -> None:
    """Builds the graph of the packaged samples and writes its page.

    Example: `kg demo`
    """
    store, target = output / "store", output / "graph.html"
    with Graph.open(store, create=True) as graph:
        done = _build(samples.paths(), graph, Extractor(), allow_network=False)
        out.print(built_table(done, graph.resolution()))
        _write_page(graph, target, "What the samples say")
    out.print(f"\nOpen [bold]{target}[/bold] in a browser, or ask the store:")
    out.print(f"  kg query --store {store} partners --param org=Lenovo")
    out.print(f"  kg query --store {store} investments")
    _finish(done)


@app.command("build")
def build_command(
    sources: Sources,
    store: Store,
    pipeline: Pipeline = None,
    allow_network: Network = False,
) -> None:
    """Reads news into a store: extracts, resolves, and prints a summary.

    Running it again on the same input changes nothing; after a stop it goes on where it ended.

    Example: `kg build articles/ feed.xml --store graph`
    """
    with Graph.open(store, create=True) as graph:
        done = _build(sources, graph, Extractor(pipeline), allow_network=allow_network)
        out.print(built_table(done, graph.resolution()))
    _finish(done)


@app.command()
def extract(
    sources: Sources,
    format: Annotated[FactFormat, typer.Option("--format", help="How to write the facts.")] = FactFormat.table,
    min_confidence: Annotated[float, typer.Option(min=0, max=1, help="Leave out what is less sure.")] = 0.0,
    pipeline: Pipeline = None,
    allow_network: Network = False,
) -> None:
    """Prints the facts that news states, without a store.

    Example: `kg extract article.txt --format jsonl > facts.jsonl`
    """
    failures: list[Failure] = []
    ids: list[str] = []
    claims: list[Claim] = []
    held: list[Document] = []
    with _progress("Reading") as tick:
        for item in extractions(documents(sources, allow_network=allow_network), Extractor(pipeline)):
            if isinstance(item, Failure):
                failures.append(item)
                continue
            ids.append(item.document.id)
            held.append(item.document)
            claims.extend(claim for claim in item.claims if claim.confidence >= min_confidence)
            tick(item.document.id)
    resolution = resolved(claims)
    if format is FactFormat.jsonl:
        for line in lines(resolution, ids):
            sys.stdout.write(line + "\n")
    elif format is FactFormat.turtle:
        sys.stdout.write(turtle(resolution, held))
    else:
        out.print(facts_table(resolution, ids))
    _report(failures)
    if failures:
        raise typer.Exit(1)


@app.command()
def explain(
    text: Annotated[
        list[str], typer.Argument(metavar="TEXT | A B", help="A sentence; or, with --store, the names of two things.")
    ],
    store: Annotated[Optional[Path], typer.Option("--store", metavar="DIR", help="Folder of the store.")] = None,  # noqa: UP007
    language: Annotated[str, typer.Option(help="Language of TEXT.")] = "en",
    published: Annotated[Optional[str], typer.Option(help="Date of publication of TEXT.")] = None,  # noqa: UP007
    pipeline: Pipeline = None,
) -> None:
    """Shows why facts were found, and why others were not.

    Examples: `kg explain "Lenovo teamed up with JD.com."` ·
    `kg explain --store graph Lenovo Nvidia`
    """
    if store is not None:
        if len(text) != 2:
            raise typer.BadParameter("with --store, give the names of two things")
        with Graph.open(store) as graph:
            found = {doc: graph.document(doc) for doc in graph.documents()}
            out.print(pair_history(graph.resolution(), found, text[0], text[1]))
        return
    written = " ".join(text)
    document = Document("text", written, (Passage(0, len(written)),), language, published=published)
    from kg.extract import explain as explanations

    for each in explanations(Extractor(pipeline), document):
        out.print(explanation(each))


@app.command()
def query(
    query: Annotated[str, typer.Argument(metavar="QUERY|FILE.rq|NAME", help="SPARQL, a file of it, or a shipped query.")],
    store: Store,
    param: Annotated[
        Optional[list[str]],  # noqa: UP007
        typer.Option("--param", metavar="NAME=VALUE", help="Parameter of a shipped query; may be repeated."),
    ] = None,
    format: Annotated[ResultFormat, typer.Option("--format", help="How to write the answer.")] = ResultFormat.table,
) -> None:
    """Asks a store, in SPARQL or by the name of a shipped query.

    Examples: `kg query --store graph partners --param org=Lenovo` ·
    `kg query --store graph investments --format csv` ·
    `kg query --store graph list` (the shipped queries)
    """
    if query == "list":
        for shipped in queries():
            names = " ".join(f"{p.name}{'' if p.required else '?'}" for p in shipped.parameters)
            out.print(f"[bold]{shipped.name}[/bold]  {shipped.title}  [dim]{names}[/dim]")
        return
    sparql = _sparql(query, param or [])
    with Graph.open(store) as graph:
        if graph.is_stale:
            err.print("the facts of this store are older than its documents; run `kg build` again", style="yellow")
        text = graph.query(sparql).to_text(format.value, width=out.width)
    sys.stdout.write(text)


@app.command()
def view(
    output: Annotated[Path, typer.Argument(metavar="OUT.html", help="The page to write.")],
    store: Store,
    about: Annotated[Optional[list[str]], typer.Option(help="Only what lies around this name; may be repeated.")] = None,  # noqa: UP007
    hops: Annotated[int, typer.Option(min=1, max=5, help="How far around it.")] = 1,
    relation: Annotated[Optional[list[str]], typer.Option(help="Only this relation; may be repeated.")] = None,  # noqa: UP007
    status: Annotated[Optional[list[Status]], typer.Option(help="Only this status; may be repeated.")] = None,  # noqa: UP007
    since: Annotated[Optional[str], typer.Option(help="Only facts dated from here: 2023, 2023-06 or 2023-06-14.")] = None,  # noqa: UP007
    min_confidence: Annotated[float, typer.Option(min=0, max=1, help="Leave out what is less sure.")] = 0.0,
) -> None:
    """Writes the graph as one HTML page that needs no network.

    Example: `kg view --store graph lenovo.html --about Lenovo --hops 2`
    """
    if unknown := sorted(set(relation or ()) - set(RELATIONS)):
        raise typer.BadParameter(f"no relation {unknown[0]!r}; there are {', '.join(RELATIONS)}")
    with Graph.open(store) as graph:
        title = f"Around {' and '.join(about)}" if about else "What the news says"
        _write_page(
            graph, output, title, about or (), hops,
            relations=relation, statuses=status, since=since, min_confidence=min_confidence,
        )
    out.print(f"wrote {output}")


@app.command()
def export(
    output: Annotated[Path, typer.Argument(metavar="OUT", help="A file that ends in .ttl or .nq.")],
    store: Store,
) -> None:
    """Writes a store out: Turtle (.ttl) or canonical N-Quads (.nq).

    Example: `kg export --store graph graph.nq`
    """
    with Graph.open(store) as graph:
        graph.export(output)
    out.print(f"wrote {output}")


@app.callback(invoke_without_command=True)
def root(version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False) -> None:
    """News text to a knowledge graph of companies, partnerships and investments, with evidence."""
    if version:
        out.print(__version__)
        raise typer.Exit


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command; 0 when done, 1 when the work failed, 2 for wrong usage."""
    try:
        result = app(args=None if arguments is None else list(arguments), standalone_mode=False)
    except typer.Abort:
        err.print("stopped; what was written is kept")
        return 1
    except KeyboardInterrupt:
        err.print("stopped; what was written is kept")
        return 1
    except KgError as error:
        err.print(f"kg: {error}", markup=False)
        return 1
    except Exception as error:
        if not hasattr(error, "exit_code") or not hasattr(error, "format_message"):
            raise
        error.show()
        return int(error.exit_code)
    return int(result or 0)


def _build(sources: Sequence[str | Path], graph: Graph, extractor: Extractor, *, allow_network: bool) -> Built:
    with _progress("Reading") as tick:
        done = build(sources, graph, extractor, allow_network=allow_network, report=tick)
    return done


@contextmanager
def _progress(what: str) -> Iterator[object]:
    columns = (SpinnerColumn(), TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.fields[at]}"))
    with Progress(*columns, console=err, transient=True) as progress:
        task = progress.add_task(what, total=None, at="")
        yield lambda at: progress.update(task, advance=1, at=at[:40])


def _write_page(graph: Graph, output: Path, title: str, about: Sequence[str] = (), hops: int = 1, **chosen: object) -> None:
    resolution = graph.resolution()
    cited = {claim.document for fact in resolution.facts for claim in fact.claims}
    drawn = network(resolution, {id: graph.document(id) for id in sorted(cited)})
    if about:
        drawn = neighbourhood(drawn, list(about), hops)
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(page(select(drawn, **chosen), title), encoding="utf-8")


def _sparql(query: str, parameters: Sequence[str]) -> str:
    given = {}
    for parameter in parameters:
        name, equals, value = parameter.partition("=")
        if not equals:
            raise typer.BadParameter(f"{parameter!r} is not NAME=VALUE")
        given[name] = value
    if query.endswith(".rq"):
        try:
            return Path(query).read_text(encoding="utf-8")
        except OSError as error:
            raise QueryError(f"{query}: {error.strerror}") from error
    return query if any(c.isspace() for c in query.strip()) else named_query(query, given)


def _report(failures: Sequence[Failure]) -> None:
    for failure in failures:
        err.print(f"{failure.source}: {failure.reason}", markup=False)


def _finish(done: Built) -> None:
    _report(done.failures)
    if done.failures:
        raise typer.Exit(1)
