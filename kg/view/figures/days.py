"""Dates that are cut to what is known, as stretches of days on a line of time."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_CUT = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_MONTHS = (1, 3, 6)


@dataclass(frozen=True, slots=True)
class Days:
    """From the first day to the end of the last, as numbers of days."""

    first: int
    end: int

    @property
    def middle(self) -> float:
        return (self.first + self.end) / 2


def days(text: str | None) -> Days | None:
    """The days that ``YYYY[-MM[-DD]]`` may mean; None for what is no such date."""
    if not (cut := _CUT.fullmatch(text or "")):
        return None
    year, month, day = (int(part) if part else None for part in cut.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        last = day or calendar.monthrange(first.year, month or 12)[1]
        return Days(first.toordinal(), date(first.year, month or 12, last).toordinal() + 1)
    except ValueError:
        return None


def ticks(first: int, end: int, most: int) -> list[tuple[int, str]]:
    """At most so many days between two at which years or months begin, with what they are called."""
    for months in (*_MONTHS, *(12 * years for years in _STEPS)):
        found = [day for day in _beginnings(first, end, months) if first <= day < end]
        if len(found) <= most:
            break
    return [(day, _called(date.fromordinal(day), months)) for day in found]


def _beginnings(first: int, end: int, months: int) -> Iterator[int]:
    """The first days of every so many months, from some time before two days to some time after them."""
    low, high = (date.fromordinal(min(max(day, 1), date.max.toordinal())).year for day in (first, end))
    step = max(1, months // 12)
    for year in range(max(low - low % step, date.min.year), high + 1, step):
        for month in range(1, 13, min(months, 12)):
            yield date(year, month, 1).toordinal()


def _called(day: date, months: int) -> str:
    return str(day.year) if months >= 12 or day.month == 1 else calendar.month_abbr[day.month]
