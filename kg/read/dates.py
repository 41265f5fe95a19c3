"""Dates of publication as pages write them → ISO 8601; never a guess, never today."""

from __future__ import annotations

import re
from datetime import date
from email.utils import parsedate_to_datetime

_MONTHS = {
    1: "january jan styczeń stycznia sty",
    2: "february feb luty lutego lut",
    3: "march mar marzec marca",
    4: "april apr kwiecień kwietnia kwi",
    5: "may maj maja",
    6: "june jun czerwiec czerwca cze",
    7: "july jul lipiec lipca lip",
    8: "august aug sierpień sierpnia sie",
    9: "september sept sep wrzesień września wrz",
    10: "october oct październik października paź",
    11: "november nov listopad listopada lis",
    12: "december dec grudzień grudnia gru",
}
_NUMBER = {name: number for number, names in _MONTHS.items() for name in names.split()}
_MONTH = r"(?P<month>" + "|".join(sorted(_NUMBER, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"

_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b{_YEAR}[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?!\d)",
        rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}\b",
        rf"\b{_DAY}\.?\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}\b",
        rf"\b(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.{_YEAR}\b",
        rf"{_YEAR}\s*年\s*(?P<month>\d{{1,2}})\s*月\s*(?P<day>\d{{1,2}})\s*日",
    )
)
_CUT = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?", re.ASCII)


def find_date(text: str) -> tuple[str, int, int] | None:
    """The first full date in ``text`` as ``(YYYY-MM-DD, start, end)``, or None.

    Dates of figures alone are taken with the year first, or with dots and the day first;
    ``03/04/2021`` says nothing certain and is passed over.
    """
    found = []
    for form in _FORMS:
        for match in form.finditer(text):
            month = match["month"].lower()
            number = _NUMBER[month] if month in _NUMBER else int(month)
            iso = _valid(int(match["year"]), number, int(match["day"]))
            if iso:
                found.append((match.start(), match.end(), iso))
    if not found:
        return None
    start, end, iso = min(found)
    return iso, start, end


def iso_date(value: str | None) -> str | None:
    """A metadata value as ``YYYY-MM-DD`` (or ``YYYY-MM``, ``YYYY`` where no more is said), else None.

    Knows ISO 8601 with or without a time, the dates of e-mail and RSS (RFC 5322), and what
    ``find_date`` knows.
    """
    value = (value or "").strip()
    if _CUT.fullmatch(value):
        return value
    found = find_date(value)
    if found:
        return found[0]
    try:
        return parsedate_to_datetime(value).date().isoformat()
    except (ValueError, OverflowError):
        return None


def _valid(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
