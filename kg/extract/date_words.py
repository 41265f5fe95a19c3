"""What languages call times, and one regular expression a language that reads them.

The words are the files ``words/dates/<language>.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg.extract import wordlists

_YEAR = r"(?:1[7-9]|20)[0-9]{2}"
"""Goes into ISO dates as it stands, so no figures of other scripts, which \\d takes."""


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words, as regular expressions in lower case and in verbose mode."""

    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    capitals: bool
    """Whether months and weekdays begin with a capital, which tells "May" from "may"."""
    day_first: bool
    ordinal: str
    of: str
    cues: Mapping[str, str]
    """What may lead a date, by the kind that it makes of it."""
    filler: str
    """What may stand between a cue and a date or a length."""
    parts: str
    seasons: Mapping[str, str]
    """Seasons and quarters, by their first and last month: "6-8"."""
    adverbs: str
    """Seasons that need no cue: "jesienią"."""
    shifts: Mapping[int, str]
    years: Mapping[int, str]
    """Years by their distance from the year of publication."""
    days: Mapping[int, str]
    after_year: str
    to: str
    and_: str
    between: str
    numbers: Mapping[Decimal, str]
    half_more: str
    unit: Mapping[str, str]
    """One unit of time, by its ISO 8601 duration."""
    units: Mapping[str, str]
    periods: Mapping[str, str]
    """Cues before a length of time."""
    definite: str
    """A cue and its filler that make a length of "the last year", which is a date without them."""
    spans: Mapping[str, str]
    """What makes a length lie behind or ahead: "past", "next"."""
    ago: str
    before_now: str
    """A cue that makes a length a date, as "ago" does after it."""
    long_unit: Mapping[str, str]
    """Units in adjectives: "year" of "10-year", "letnia" of "10-letnia"."""
    long_numbers: Mapping[Decimal, str]
    hyphen: str
    no_length: str
    """What after such an adjective says that it is an age or a name."""
    no_date_before: str
    no_date_after: str
    no_year_after: str
    ahead: str
    """Says that its clause is about the future."""
    clause: str
    """Where a clause begins."""


@cache
def words_of(language: str) -> Words:
    """The words of ``language``. Raises LanguageError where there are none."""
    return wordlists.load(Words, "dates", language)


@cache
def pattern(language: str) -> re.Pattern[str]:
    """Matches one expression of time, and much that only looks like one."""
    words = words_of(language)
    cue = _any(sorted({words.between, *words.cues.values(), *words.periods.values()}))
    month, weekday = _any(words.months), _any(words.weekdays)
    day = rf"\d{{1,2}}(?!\d)(?:{words.ordinal})?"
    number = rf"\d{{1,3}}(?:[.,]5)?|{_any(words.numbers.values())}"
    long_number = _any([r"\d{1,2}", *(words.long_numbers or words.numbers).values()])
    spans = _any(words.spans.values())
    season = _any(words.seasons.values())
    unit, units = _any(words.unit.values()), _any(words.units.values())
    no_length = rf"(?!\w|(?:{words.no_length})(?!\w))"
    after_year = _after_year(words)
    return re.compile(
        rf"""
        (?<![\w$€£/@])(?<!\w[.,:-])
        (?:(?P<cue>{cue})\s(?P<filler>(?:(?:{words.filler})\s){{0,2}}))?
        (?P<part>(?:(?:{words.parts})(?:[\s-]|(?<=fy))(?:{words.of})?){{0,2}})
        (?:
          (?P<iso>\d{{4}}-\d\d-\d\d)(?!\d|-)
        | (?P<slashed>\d{{4}}/\d\d/\d\d)(?!\d|/)
        | (?P<first>\d{{1,2}})(?P<mark>[./])(?P<second>\d{{1,2}})(?P=mark)(?P<third>\d{{4}})
          (?![\w/]|[.-]\d){after_year}
        | (?:(?:{weekday}),?\s)?(?P<a_day>\d{{1,2}})(?:{words.ordinal})?(?:\s?[-–]\s?{day})?
          [\s-](?:{words.of})?(?P<a_month>{month})(?!\w)(?:\.(?=,?\s\d))?{_own_year("a", words)}?
          {_shared_year("a", words)}
        | (?:(?:{weekday}),?\s)?(?P<b_month>{month})\.?\s(?P<b_day>\d{{1,2}})(?:{words.ordinal})?
          (?:\s?[-–]\s?{day})?{_year_ends(words)}{_own_year("b", words)}?{_shared_year("b", words)}
        | (?P<c_month>{month})(?:\.(?=\s))?{_own_year("c", words)}
        | (?P<shift>{_any(words.shifts.values())})\s
          (?:(?P<s_month>{month})|(?P<s_weekday>{weekday})|(?P<s_season>{season})|(?P<s_unit>{unit}))(?!\w)
        | (?P<year_shift>{_any(words.years.values())})(?!\w)
        | (?P<weekday>{weekday})(?!\w)
        | (?P<month>{month})(?![\w’']|\.\w){_shared_year("c", words)}
        | (?P<season>{season})(?!\w|-{f"|{chr(92)}s{words.of}" if words.of else ""})
        | fy\s?[’']?(?P<fiscal>[0-9]{{2}})(?!\w|[.,]\d)
        | (?P<day>{_any(words.days.values())})(?!\w)
        | (?:(?P<ago>{number})(?P<ago_half>{words.half_more})?\s(?P<ago_units>{units})|(?P<ago_unit>{unit}))
          (?P<ago_more>{words.half_more})?\s(?:{words.ago})(?!\w)
        | (?P<long>{long_number})(?P<long_half>{words.half_more})?{words.hyphen}
          (?P<long_unit>{_any(words.long_unit.values())})(?:-long)?(?!-\w){no_length}
        | (?:(?P<span>{spans})\s)?
          (?:(?:{number})(?:\s?[-–]\s?|\s(?:{words.to}|{words.and_})\s))?
          (?P<count>{number})(?P<count_half>{words.half_more})?
          \s(?P<units>{units})(?P<more_half>{words.half_more})?{no_length}
        | (?P<only_span>{spans})\s(?P<only_unit>{unit})(?!\w)
        | (?P<year>{_YEAR})(?:[-–/]\d\d(?!\d))?
          (?P<to>(?P<until>\s?[-–]\s?|\s(?:{words.to})\s)|\s(?:{words.and_})\s)?(?P<year_to>(?(to){_YEAR}))
          {_year_ends(words)}(?P<after_year>{after_year})
        | (?P<unit>{unit})(?!\w)
        )
        """,
        re.VERBOSE,
    )


def _any(patterns: Iterable[str]) -> str:
    return "|".join(patterns)


def _own_year(name: str, words: Words) -> str:
    """The year after a month, as a number or as "last year"."""
    relative = _any(words.years.values())
    return rf"""(?:,?\s(?:(?P<{name}_year>{_YEAR}){_year_ends(words)}{_after_year(words)}
        |(?:(?:{words.of})?(?P<{name}_shift>{relative}))(?!\w)))"""


def _shared_year(name: str, words: Words) -> str:
    """The year that a date shares with the one after it: "from May to July 2019"."""
    other = rf"(?:\d{{1,2}}\s)?(?:{_any(words.months)})\.?\s(?:\d{{1,2}},?\s)?"
    joined = rf"(?:\s?[-–]\s?|\s(?:{words.to}|{words.and_})\s)"
    return rf"(?:(?={joined}{other}(?P<{name}_shared>{_YEAR})(?!\d)))?"


def _year_ends(words: Words) -> str:
    return rf"(?![\w$%]|[.,:/]\d|-\w|\s?(?:{words.no_year_after})(?!\w))"


def _after_year(words: Words) -> str:
    return rf"(?:\s(?:{words.after_year})(?!\w))?"
