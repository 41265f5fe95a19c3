"""What the commands say: results to standard output, all else to standard error."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn, Protocol

from rich.console import Console, ConsoleOptions, RenderableType
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.segment import Segment
from rich.text import Text

if TYPE_CHECKING:
    from kg.build import Report
    from kg.model import Document
    from kg.read import Failure

_PIPED = 160
"""Columns of what goes to a file or another program."""


_COMMANDS = dict.fromkeys({*range(0x20), *range(0x7F, 0xA0)} - set(map(ord, "\t\n")))
"""Characters by which a text would tell a terminal what to do; each is printed as nothing."""


class _Console(Console):
    """Prints text as text: news may hold what moves the cursor, or renames the window."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterator[Segment]:
        for text, style, control in super().render(renderable, options):
            yield Segment(text if control else text.translate(_COMMANDS), style, control)

    def on_broken_pipe(self) -> NoReturn:
        """Leaves the quiet end to the command group."""
        raise BrokenPipeError


out = _Console(soft_wrap=True, highlight=False)
err = _Console(stderr=True, soft_wrap=True, highlight=False)


def show(shown: RenderableType) -> None:
    """Prints what has a layout, wrapped to the width; messages are never wrapped."""
    _Console(width=width(), highlight=False).print(shown)


def width() -> int:
    return out.width if out.is_terminal or "COLUMNS" in os.environ else _PIPED


class Stage(Protocol):
    """Tells of the next stage of some work, and of how many documents it is about where that is known."""

    def __call__(self, stage: str, total: int | None = None) -> None: ...


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f}/s" if task.speed else "", style="dim")


@contextmanager
def progress(stage: str) -> Iterator[tuple[Report, Stage]]:
    """A line on a terminal's stderr while work goes on: how to tell of a document, and of the next stage."""
    if not err.is_terminal:
        yield _tell_failure, lambda stage, total=None: None
        return
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("documents"),
        _Rate(),
        TimeElapsedColumn(),
        TimeRemainingColumn(elapsed_when_finished=True),
        TextColumn("{task.fields[at]}", style="dim", markup=False),
        console=err,
        transient=True,
    ) as progress:
        task = progress.add_task(stage, total=None, at="")

        def report(item: Document | Failure) -> None:
            _tell_failure(item)
            progress.update(task, advance=1, at=getattr(item, "id", "")[:40])

        def say(stage: str, total: int | None = None) -> None:
            progress.update(task, description=stage, total=total)

        yield report, say


@contextmanager
def counting(stage: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal's stderr: told how much is done, and of how much."""
    if not err.is_terminal:
        yield lambda done, total: None
        return
    with Progress(console=err, transient=True) as progress:
        task = progress.add_task(stage, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def _tell_failure(item: Document | Failure) -> None:
    from kg.read import Failure

    if isinstance(item, Failure):
        err.print(f"{item.source}: {item.reason}", markup=False)
