"""What the signs of a figure mean, in rows above its foot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.view.figures.sheet import Sheet
from kg.view.figures.words import width


@dataclass(frozen=True, slots=True)
class Sample:
    """A sign with its meaning: ``draw`` puts it ``width`` points wide at x, around y."""

    label: str
    width: float
    draw: Callable[[float, float], None]


def legend(sheet: Sheet, groups: Sequence[tuple[str, Sequence[Sample]]]) -> float:
    """Draws the samples of each group after its heading; returns the y of the legend's upper end."""
    size = 0.86 * sheet.text_size
    high, gap, between = 1.75 * size, 0.7 * size, 1.6 * size
    right = sheet.width - sheet.margin
    rows: list[list[tuple[float, str, Sample | None]]] = [[]]
    x = sheet.margin
    for heading, samples in groups:
        first = width(heading, size, True) + gap
        whole = first + sum(_room(sample, size, gap) + gap for sample in samples) - 2 * gap
        least = first + _room(samples[0], size, gap)
        if rows[-1] and x + (whole if sheet.margin + whole <= right else least) > right:
            rows, x = [*rows, []], sheet.margin
        rows[-1].append((x, heading, None))
        x += first
        for sample in samples:
            if x + _room(sample, size, gap) > right:
                rows, x = [*rows, []], sheet.margin
            rows[-1].append((x, sample.label, sample))
            x += _room(sample, size, gap) + gap
        x += between
    top = sheet.bottom - high * len(rows)
    for number, row in enumerate(rows):
        y = top + high * (number + 0.5)
        for x, label, shown in row:
            if shown is None:
                sheet.text(x, y, label, size, "soft", bold=True)
            else:
                shown.draw(x, y)
                sheet.text(x + shown.width + gap, y, label, size, "ink")
    return top - gap


def _room(sample: Sample, size: float, gap: float) -> float:
    return sample.width + gap + width(sample.label, size) + gap
