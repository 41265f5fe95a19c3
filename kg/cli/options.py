"""Arguments and options that several commands share, and what their values may be."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import Annotated, TypeVar

import typer

Text = TypeVar("Text", str | None, list[str] | None)


def utf8(value: Text) -> Text:
    for text in [value] if isinstance(value, str) else value or ():
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            raise typer.BadParameter("not UTF-8") from None
    return value


def cut_date(value: str | None) -> str | None:
    if value is not None and not re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", value):
        raise typer.BadParameter(f"{value!r} is not a date such as 2023, 2023-06 or 2023-06-14")
    return value


def folder(value: Path) -> Path:
    if re.match("https?:/", str(value), re.IGNORECASE):
        raise typer.BadParameter("needs a folder; a server answers SPARQL at its own address")
    return value


def check_relations(asked: Collection[str] | None, known: Collection[str]) -> None:
    """Refuses a relation that is not among ``known``: the program's and those that the store remembers."""
    if unknown := sorted(set(asked or ()) - set(known)):
        raise typer.BadParameter(
            f"no relation {unknown[0]!r}; there are {', '.join(known)}", param_hint="'--relation'"
        )


Store = Annotated[
    str,
    typer.Option(
        "--store", metavar="DIR|URL", help="Folder of the store, or a SPARQL server's address."
    ),
]
Folder = Annotated[
    Path,
    typer.Option("--store", metavar="DIR", callback=folder, help="Folder of the store."),
]
Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE", help="Files, folders, `-` for standard input, or addresses with `--allow-network`."
    ),
]
Pipeline = Annotated[
    str | None,
    typer.Option("--pipeline", metavar="NAME", help="Another installed spaCy pipeline, or its folder."),
]
Frames = Annotated[
    list[Path] | None,
    typer.Option(
        "--frames", metavar="FILE", help="Frames and relations of your own; see the README. May be repeated."
    ),
]
Names = Annotated[
    list[Path] | None,
    typer.Option(
        "--names", metavar="FILE", help="Names of your own, a table or TOML; see the README. May be repeated."
    ),
]
Decisions = Annotated[
    Path | None,
    typer.Option(
        "--decisions",
        metavar="FILE",
        help="File of what people have decided; by default `DIR.decisions`, beside the store.",
    ),
]
Network = Annotated[bool, typer.Option("--allow-network", help="Let SOURCE be an http or https address.")]
Confidence = Annotated[
    float, typer.Option("--min-confidence", min=0, max=1, help="Leave out what is less sure.")
]
