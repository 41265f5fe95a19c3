"""The dateline that opens a wire story: "SPRINGFIELD, May 3 (Reuters) - "."""

from __future__ import annotations

import re

from kg.read.dates import find_date
from kg.read.furniture import is_agency

_DATELINE = re.compile(
    r"(?P<where>[^\n()/—–]{0,70}?)\s*(?:--\s*)?"
    r"(?P<agency>\((?P<round>[^()\n]{2,40})\)|/(?P<slashed>[^/\n]{2,40})/)?\s*(?:--+|[—–-])\s*(?=[\"“„‘'(]?[^\W_a-z])"
)
_CAPITALS = re.compile(r"[^\W\d_]*[A-ZÀ-ÞŁŚŻŹĆŃ]{2}[A-ZÀ-ÞŁŚŻŹĆŃ.'’ -]*")
_MONTH_DAY = re.compile(
    r"\b(?:(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s+\d{1,2}|\d{1,2}\.?\s+[^\W\d_]{3,12}|\d{1,2}\.\d{1,2})\b",
    re.IGNORECASE,
)


def dateline(paragraph: str, *, opening: bool) -> tuple[int, str | None]:
    """How many characters of a paragraph are its dateline (0 for none), and the full date in it.

    A place in capitals and a dash are enough where the story opens; elsewhere a date or an
    agency must stand there too, for "INTEL — The maker" is no dateline.
    """
    match = _DATELINE.match(paragraph)
    if not match:
        return 0, None
    where, sign = match["where"].strip(" ,"), match["round"] or match["slashed"]
    city = where.split(",")[0]
    capitals = bool(_CAPITALS.fullmatch(city)) and sum(c.isupper() for c in city) >= 4
    dated = bool(_MONTH_DAY.search(where))
    wire = sign is not None and is_agency(sign)
    short = len(where.split()) <= 9 and not re.search(r"[.;:!?]\s+[A-Z][a-z]+\s+[a-z]", where)
    if short and (wire or (capitals and (dated or sign is not None or (opening and len(city.split()) <= 4)))):
        found = find_date(where)
        return match.end(), found[0] if found else None
    return 0, None
