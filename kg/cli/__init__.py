"""The command line: thin commands over plain functions, one module a command.

Exit codes: 0 done; 1 the work failed, with a reason on stderr; 2 wrong usage. The heavy imports stand
in the commands that need them, so that help comes at once.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from kg import __version__
from kg.cli import (
    build,
    demo,
    evaluate,
    explain,
    export,
    extract,
    query,
    retract,
    review,
    serve,
    validate,
    view,
)
from kg.cli.console import err, out
from kg.errors import KgError


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
app.command()(demo.demo)
app.command()(build.build)
app.command()(extract.extract)
app.command()(explain.explain)
app.command()(query.query)
app.command()(view.view)
app.command()(serve.serve)
app.command()(export.export)
app.command()(retract.retract)
app.command()(review.review)
app.command()(validate.validate)
app.command()(evaluate.evaluate)


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
