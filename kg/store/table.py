"""Rows as a table for people, that stays a table in a narrow terminal.

What is too long for its column stands beneath its row; where not even the short columns fit side by side,
each row is a block of its own with a line a value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

_LONG = 20
"""Characters up to which a value stays in its column."""
_INDENT = "    "
_GAP = "   "

Cells = Sequence[str]


def table(columns: Cells, rows: Sequence[Cells], numeric: Sequence[bool], width: int) -> str:
    """``rows`` under their ``columns`` within ``width`` cells of a terminal; numbers to the right.

    Columns without any value are left out where that makes room.
    """
    widths = [max(map(cell_len, column)) for column in zip(columns, *rows, strict=True)]

    def fits(shown: Sequence[int]) -> bool:
        return sum(widths[i] for i in shown) + len(_GAP) * (len(shown) - 1) + 1 <= width

    beside = list(range(len(columns)))
    if not fits(beside):
        beside = [i for i in beside if any(row[i] for row in rows)]
    below: list[int] = []
    for i in sorted(beside, key=lambda i: -widths[i]):
        if fits(beside):
            break
        if widths[i] > _LONG and not numeric[i]:
            beside.remove(i)
            below.append(i)
    if not beside or not fits(beside):
        return _text(_blocks(columns, rows, [i for i in range(len(columns)) if widths[i]], width))
    return _text(_lines(columns, rows, numeric, widths, beside, sorted(below), width))


def _lines(
    columns: Cells,
    rows: Sequence[Cells],
    numeric: Sequence[bool],
    widths: Sequence[int],
    beside: Sequence[int],
    below: Sequence[int],
    width: int,
) -> Iterator[str]:
    def line(cells: Cells) -> str:
        return " " + _GAP.join(_padded(cells[i], widths[i], right=numeric[i]) for i in beside)

    yield line(columns)
    yield " " + "─" * (sum(widths[i] for i in beside) + len(_GAP) * (len(beside) - 1))
    for row in rows:
        yield line(row)
        for i in below:
            if row[i]:
                yield from _wrapped(f"{columns[i]}: {row[i]}", width, _INDENT)
        if below:
            yield ""


def _blocks(columns: Cells, rows: Sequence[Cells], shown: Sequence[int], width: int) -> Iterator[str]:
    margin = max((cell_len(columns[i]) for i in shown), default=0) + 2
    for row in rows:
        for i in shown:
            if row[i]:
                first, *rest = _wrapped(row[i], width, " " * margin)
                yield _padded(columns[i], margin) + first[margin:]
                yield from rest
        yield ""


def _wrapped(text: str, width: int, indent: str) -> Iterator[str]:
    console = Console(width=width, color_system=None, force_terminal=False, _environ={})
    for line in Text(text).wrap(console, max(20, width - len(indent))):
        yield indent + line.plain.rstrip()


def _padded(text: str, width: int, *, right: bool = False) -> str:
    return " " * (width - cell_len(text)) + text if right else set_cell_size(text, width)


def _text(lines: Iterator[str]) -> str:
    return "".join(f"{line.rstrip()}\n" for line in lines)
