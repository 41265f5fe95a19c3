"""``kg review``"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import click
import typer

from kg.cli.console import err, out, progress, show
from kg.cli.options import Decisions, Store, utf8
from kg.cli.store import decisions_beside, opened, writable
from kg.errors import KgError, StoreError

if TYPE_CHECKING:
    from kg.resolve.decision_lines import Decision
    from kg.resolve.questions import Question


class ReviewFormat(StrEnum):
    """How ``kg review`` lists what should be decided."""

    table = "table"
    jsonl = "jsonl"


def review(
    store: Store,
    decisions: Decisions = None,
    decide: Annotated[
        list[str] | None,
        typer.Option("--decide", metavar="LINE", callback=utf8, help="Write this decision; may be repeated."),
    ] = None,
    format: Annotated[ReviewFormat | None, typer.Option("--format", help="List, and ask nothing.")] = None,
    below: Annotated[
        float, typer.Option(min=0, max=1, help="Ask about facts that are less sure than this.")
    ] = 0.7,
    limit: Annotated[int, typer.Option(min=1, help="How many questions a table has.")] = 20,
) -> None:
    """Lists what people should decide, most worth deciding first, and writes what they do.

    Unsure pairs of names and facts of little confidence, each with its sentences. On a terminal one key is
    one decision. Decisions are lines of a text file to be kept under version control; every build replays
    them, and what a deleted line had decided is undone.

    ```
    kg review --store graph
    kg review --store graph --format table
    kg review --store graph --decide 'merge Samsung = Samsung Electronics  # one annual report'
    kg review --store graph --decide 'reject Lenovo partners_with Acer [planned]'
    ```
    """
    path = decisions or decisions_beside(store)
    if path is None:
        raise typer.BadParameter("a server has no file beside it; name one", param_hint="'--decisions'")
    with opened(store) as graph, progress("Resolving"):
        from kg.build import considered, derived
        from kg.resolve.decisions import add
        from kg.resolve.questions import questions

        known = _known(path, graph.decisions, list(graph.additions.table), given=decisions is not None)
        if decide:
            new = considered(graph, known or (), decide)
        else:
            resolution = derived(graph, known)
            asked = questions(resolution, graph.claims(), graph.additions.table, below)
    if decide:
        add(path, [line for line in decide if line.strip()] if new else [])
        _replay(store, path, len(new))
    elif format is None and sys.stdin.isatty() and sys.stdout.isatty():
        _ask(asked, store, path)
    else:
        _tell_idle(resolution.idle)
        _list(asked, format or ReviewFormat.table, limit)


def _known(
    path: Path, remembered: Sequence[str], relations: Sequence[str], *, given: bool
) -> Sequence[Decision] | None:
    """The decisions of the file; None where there is none, and those of the store count."""
    from kg.resolve.decisions import decision_text, read_decisions

    if path.exists():
        return read_decisions(decision_text(path), str(path), relations)
    if remembered and not given:
        raise KgError(f"{path}: no such file; name the file of the store's decisions with --decisions")
    return None


def _list(asked: Sequence[Question], format: ReviewFormat, limit: int) -> None:
    from kg.render.questions import question_line, question_list

    if format is ReviewFormat.table:
        show(question_list(asked, limit))
        return
    for each in asked:
        sys.stdout.write(question_line(each) + "\n")


def _tell_idle(idle: Sequence[tuple[str, str]]) -> None:
    for line, reason in idle:
        err.print(f"nothing comes of: {line}: {reason}", markup=False)


def _ask(asked: Sequence[Question], store: str, path: Path) -> None:
    """One question after the other; each answer is in the file before the next is asked."""
    from kg.render.questions import question
    from kg.resolve.decisions import add

    written = 0
    try:
        with _keys() as pressed:
            for number, each in enumerate(asked, 1):
                show(question(each, number, lines=False))
                keys = {verb.value[0]: (verb, line) for verb, line in each.answers}
                choices = [f"[{key}]{verb.value[1:]}" for key, (verb, _) in keys.items()]
                told = "  ".join([*choices, "[n]ext", "[q]uit"])
                out.print(f"     {told}   {number} of {len(asked)}", markup=False)
                while (key := pressed()) not in {*keys, "n", "q", " ", "\n"}:
                    pass
                if key == "q":
                    break
                if key in keys:
                    add(path, [keys[key][1]])
                    written += 1
                    out.print(f"     {keys[key][1]}\n", style="green", markup=False)
    except (KeyboardInterrupt, EOFError):
        out.print()
    _replay(store, path, written)


@contextmanager
def _keys() -> Iterator[Callable[[], str]]:
    """Reads single keys, also those that were pressed early; raises EOFError where there are no more."""
    try:
        import termios
        import tty
    except ImportError:  # Windows
        yield lambda: click.getchar().lower().replace("\r", "\n")
        return

    def pressed() -> str:
        if not (key := sys.stdin.read(1)):
            raise EOFError
        return key.lower()

    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    tty.setcbreak(terminal, termios.TCSADRAIN)
    try:
        yield pressed
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


def _replay(store: str, path: Path, written: int) -> None:
    """Brings the facts of the store in line with the file."""
    if not written:
        out.print("nothing decided", markup=False)
        return
    counted = f"{written} decision" + ("" if written == 1 else "s")
    try:
        with writable(store) as graph, progress("Resolving"):
            from kg.build import replay

            replay(graph, path)
    except StoreError as error:
        raise StoreError(f"{counted} written to {path}, and not replayed yet: {error}") from None
    out.print(f"{counted} written to {path} and replayed", markup=False)
