"""Texts as a figure can show them: names are whatever the web calls itself."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache

from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.textpath import text_to_path

LINE = 1.16
"""From one line of text to the next, in its size."""
LACKING = "□"
"""What stands for a letter that the font does not have."""


def plain(text: str) -> str:
    """One line without control characters, which SVG cannot hold and which may turn a line around."""
    kept = "".join(" " if c.isspace() else c for c in unicodedata.normalize("NFC", text))
    return " ".join("".join(c for c in kept if unicodedata.category(c)[0] != "C").split())


def legible(names: Iterable[str]) -> str:
    """The first of the names that the font has all letters of; without one the first, its gaps marked."""
    shown = [plain(name) for name in names]
    whole = (name for name in shown if name and _letters().issuperset(name))
    return next(whole, None) or "".join(c if c in _letters() else LACKING for c in shown[0]) or LACKING


def wrapped(text: str, columns: int, lines: int) -> list[str]:
    """At most so many lines of about so many letters, cut off with an ellipsis."""
    return textwrap.wrap(text, columns, max_lines=lines, placeholder=" …") or [text[: columns - 1] + "…"]


def fitted(text: str, room: float, size: float, bold: bool = False) -> str:
    """The text, cut off with an ellipsis where it is wider than ``room`` points."""
    if width(text, size, bold) <= room:
        return text
    kept = text
    while kept and width(kept + "…", size, bold) > room:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def paragraph(text: str, room: float, size: float, *, bold: bool = False, most: int = 99) -> list[str]:
    """The text in at most so many lines of at most ``room`` points, the last cut off where it must be."""
    lines, words = [""], text.split()
    for number, word in enumerate(words):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width(longer, size, bold) > room:
            if len(lines) == most:
                lines[-1] = fitted(" ".join([lines[-1], *words[number:]]), room, size, bold)
                break
            longer = word
            lines.append("")
        lines[-1] = fitted(longer, room, size, bold)
    return lines


def width(text: str, size: float, bold: bool = False) -> float:
    """Points from the left to the right end of a line of text, ``size`` points high."""
    return size * _ems(text, bold)


def extent(lines: Sequence[str], size: float) -> tuple[float, float]:
    """Width and height in points of lines of text, with a little air around them."""
    return max(width(line, size) for line in lines) + 0.3 * size, LINE * size * len(lines)


@cache
def _ems(text: str, bold: bool) -> float:
    wide: float = text_to_path.get_text_width_height_descent(text, font(10, bold), ismath=False)[0]
    return wide / 10


def font(size: float, bold: bool = False) -> FontProperties:
    return FontProperties(family="sans-serif", size=size, weight="bold" if bold else "normal")


@cache
def _letters() -> frozenset[str]:
    return frozenset(map(chr, get_font(findfont(font(10))).get_charmap()))
