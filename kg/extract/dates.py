"""Dates and lengths of time in running text: "on April 25", "by 2028", "over the next four years".

One regular expression a language reads one expression: an optional cue ("by", "od"), an optional part
of a period ("the end of", "w połowie") and a core. Plain code then sets the core against the day of
publication; what would need that day and has none is found with the date None, never guessed.

What is decided where the text leaves room:

- A day without a year is the one nearest to publication.
- A weekday or a month is the latest one not after publication ("on Thursday", "in April"); the first one
  not before it when its own clause looks ahead ("will open in October") or it is a deadline ("by Friday").
- "last" and "next" are strictly before and strictly after; a week is Monday to Sunday.
- Parts are cut off: "the third quarter of 2024" and "mid-2024" are ``2024``, "early January" is a month.
- "from 2018 to 2020" is a ``SINCE`` and a ``DEADLINE``; "over three to five years" is the longer.
- 4/25/2018 and 25/4/2018 are clear; 4/5/2018 puts the month first in English, the day in Polish.
"""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import TypeVar

from kg.errors import LanguageError, ReadError


class DateKind(StrEnum):
    """What an expression of time says of a deal."""

    POINT = "point"
    DEADLINE = "deadline"
    """Not later than that: "by 2028", "until Friday"."""
    SINCE = "since"
    """Not earlier than that: "since 2015", "from May"."""
    PERIOD = "period"
    """A length of time: "for five years", "a 10-year deal"."""
    PAST_PERIOD = "past_period"
    """A length of time that ends now: "over the past four years"."""


@dataclass(frozen=True, slots=True)
class DateSpan:
    """An expression of time with its preposition; offsets are code points, half-open.

    ``date`` is ISO 8601 cut to what is known, or None where the day of publication would be needed
    and is not known well enough. ``period`` is an ISO 8601 duration. Never both.
    """

    start: int
    end: int
    kind: DateKind
    date: str | None = None
    period: str | None = None

    @property
    def is_point(self) -> bool:
        """True for a place in the calendar, False for a length of time."""
        return self.period is None

    @property
    def is_past(self) -> bool:
        """True for a length of time that lies behind."""
        return self.kind is DateKind.PAST_PERIOD


def find_dates(text: str, language: str, published: str | None) -> list[DateSpan]:
    """Find the expressions of time in a text, sorted and disjoint.

    ``language`` is an ISO 639-1 code, ``published`` an ISO date or timestamp that may be cut to month or
    year. Takes time linear in the text. Raises ``LanguageError`` for a language without a table here
    and ``ReadError`` for a ``published`` that is no date.
    """
    grammar = _grammar(language)
    today = _Day.read(published) if published else None
    lower = text.lower()
    if len(lower) != len(text):  # "İ".lower() is two code points
        lower = "".join(character if len(character.lower()) > 1 else character.lower() for character in text)
    words = _WORDS[language]
    matches = (match for match in grammar.finditer(lower) if _capitals_allow(match, text, words))
    return [span for match in matches for span in _spans(match, words, today)]


# --- What languages call times ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Words:
    """One language's words, as regular expressions in lower case and in verbose mode."""

    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    capitals: bool
    """Whether months and weekdays begin with a capital, which tells "May" from "may"."""
    day_first: bool
    ordinal: str
    of: str
    cues: Mapping[DateKind, str]
    filler: str
    """What may stand between a cue and a date or a length."""
    parts: str
    shifts: Mapping[int, str]
    years: Mapping[int, str]
    """Years by their distance from the year of publication."""
    days: Mapping[int, str]
    after_year: str
    to: str
    and_: str
    between: str
    numbers: Mapping[str, str]
    half_more: str
    unit: Mapping[str, str]
    """One unit of time, by its ISO 8601 duration."""
    units: Mapping[str, str]
    periods: Mapping[DateKind, str]
    """Cues before a length of time."""
    definite: str
    """A cue and its filler that make a length of "the last year", which is a date without them."""
    spans: Mapping[DateKind, str]
    """What makes a length lie behind or ahead: "past", "next"."""
    ago: str
    before_now: str
    """A cue that makes a length a date, as "ago" does after it."""
    long_unit: Mapping[str, str]
    """Units in adjectives: "year" of "10-year", "letnia" of "10-letnia"."""
    long_numbers: Mapping[str, str]
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


_POINT, _DEADLINE, _SINCE = DateKind.POINT, DateKind.DEADLINE, DateKind.SINCE
_PERIOD, _PAST = DateKind.PERIOD, DateKind.PAST_PERIOD

_WORDS: Mapping[str, _Words] = {
    "en": _Words(
        months=(
            "jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?",
            "aug(?:ust)?", "sep(?:t(?:ember)?)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?",
        ),
        weekdays=("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        capitals=True,
        day_first=False,
        ordinal="st|nd|rd|th",
        of=r"of\s(?:the\s)?",
        cues={
            _POINT: r"back\sin|as\searly\sas|in|on|at|of|during|dated|for|around|as\sof|due"
            r"|compared\s(?:with|to)",
            _DEADLINE: r"no\slater\sthan|not\suntil|by|until|till|through|before",
            _SINCE: r"since|from|after|starting(?:\s(?:in|on|from))?|beginning\s(?:in|on)|effective",
        },
        filler=r"the|about|around|approximately|roughly|more\sthan|over|less\sthan|at\sleast|up\sto|nearly|almost"
        r"|another|a\speriod\sof|a\sfurther|just|only|as\s(?:early|late)\sas",
        parts=r"early|late|mid|middle|end|start|beginning|close|turn|earlier|later"
        r"|(?:first|second|third|fourth|final|last)[\s-](?:fiscal\s)?(?:quarter|half)|q[1-4]|h[12]|fy|fiscal(?:\syear)?"
        r"|first\s\w+\s(?:months|quarters)|calendar(?:\syear)?|spring|summer|autumn|fall|winter|year|month",
        shifts={-1: r"last|previous|this\spast", 0: r"this|current|this\scoming", 1: "next|coming"},
        years={-1: r"last\syear", 0: r"this\syear", 1: r"next\syear"},
        days={
            -1: r"yesterday|last\snight", 0: r"today|tonight|this\s(?:morning|afternoon|evening)",
            1: "tomorrow",
        },
        after_year="(?!)",
        to="to|through|until",
        and_="and|or",
        between="between",
        numbers={
            "0.5": r"half\san?", "1": "an?|one", "2": "two", "3": "three", "4": "four", "5": "five",
            "6": "six",
            "7": "seven", "8": "eight", "9": "nine", "10": "ten", "11": "eleven", "12": "twelve",
            "13": "thirteen",
            "14": "fourteen", "15": "fifteen", "16": "sixteen", "18": "eighteen", "20": "twenty",
            "24": r"twenty-four",
            "25": r"twenty-five", "30": "thirty", "40": "forty", "50": "fifty",
        },
        half_more=r"[\s-]and[\s-]a[\s-]half",
        unit={
            "P1Y": r"year(?:-?end)?", "P3M": "quarter", "P1M": "month", "P1W": "week", "P10Y": "decade",
            "P2D": "weekend",
        },
        units={
            "P1Y": "years?", "P3M": "quarters?", "P1M": "months?", "P2W": "fortnights?", "P1W": "weeks?",
            "P1D": "days?", "P10Y": "decades?",
        },
        periods={_PERIOD: "over|for|in|within|during|throughout|across|of|lasting|spanning"},
        definite=r".*\sthe\s|(?:over|within|throughout|across)\s.*",
        spans={_PAST: "past|last|previous|recent", _PERIOD: "next|coming|following|upcoming"},
        ago="ago",
        before_now="(?!)",
        long_unit={"P1Y": "year", "P1M": "month", "P1W": "week", "P1D": "day", "P10Y": "decade"},
        long_numbers={},
        hyphen=r"(?:-|(?<=\d)\s)",
        no_length=r"-?olds?|\s(?:olds?|anniversary|treasur\w+|notes?|bonds?|yields?|gilts?|bunds?|highs?|lows?"
        r"|veteran|history|ago|earlier|later|mark|average)",
        no_date_before=r"black|cyber|good|super|giving|every|each|theresa|usa",
        no_date_after=r"of\s(?:each|every)|times|mirror|telegraph|express|herald|mail|night\sfootball|be|have|not|well|also|seem|take"
        r"|become|need|help|soon|come|face|get|make|include|require",
        no_year_after=r"%|percent|per\scent|thousand|million|billion|trillion|dollars?|euros?|pounds|yuan|yen|people"
        r"|employees|workers|users|customers|stores|companies|shares|units|jobs|miles|km|kilomet\w+|times",
        ahead=r"will|shall|[’']ll|plans?|planned\sfor|expects?|expected|scheduled|due|set\sto|(?:is|are)\sto|going\sto"
        r"|aims?|intends?",
        clause=r"[.;:!?,\n—]|said|says|told|reported|announced",
    ),
    "pl": _Words(
        months=(
            "stycz(?:eń|nia|niu|niem)", "lut(?:y|ego|ym)", "mar(?:zec|ca|cu|cem)",
            "kwie(?:cień|tnia|tniu|tniem)",
            "maj[au]?|majem", "czerw(?:iec|ca|cu|cem)", "lip(?:iec|ca|cu|cem)", "sierp(?:ień|nia|niu|niem)",
            "wrze(?:sień|śnia|śniu|śniem)", "październik(?:a|u|iem)?", "listopad(?:a|zie|em)?",
            "grud(?:zień|nia|niu|niem)",
        ),
        weekdays=(
            "poniedział(?:ek|ku)", "wtor(?:ek|ku)", "środ(?:ę|y)", "czwart(?:ek|ku)", "piąt(?:ek|ku)",
            "sobot(?:ę|y)", "niedziel(?:ę|i)",
        ),
        capitals=False,
        day_first=True,
        ordinal="(?!)",
        of="",
        cues={
            _POINT: r"w\sdniu|dnia|we|w|na|podczas|pod|z|już\sw|około|ok\.",
            _DEADLINE: r"najpóźniej\s(?:do|w)|do|przed|nie\spóźniej\sniż\sw",
            _SINCE: r"począwszy\sod|od|po",
        },
        filler=r"dnia|okres|ok\.|około|ponad|co\snajmniej|blisko|prawie|niemal|dalsze|przynajmniej",
        parts=r"począt(?:ek|ku|kiem)|ko(?:niec|ńca|ńcu|ńcem)|połow(?:a|y|ie|ę|ą)|przełomie"
        r"|(?:pierwsz|drugi?|trzeci|czwart|ostatni)(?:ym|im|ego|iego|y|ej|iej|a|ą|m)\s(?:kwarta(?:ł|le|łu)|połow(?:a|y|ie|ę))"
        r"|(?:iv|i{1,3})\s(?:kwarta(?:ł|le|łu)|kw\.|połow(?:a|y|ie|ę)|półrocz(?:e|u|a))|q[1-4]"
        r"|pierwsz(?:e|ych)\s\w+\s(?:miesi\w+|kwarta\w+)|roku|rok|latach|lat|wiosn(?:a|ą|y)|latem|jesie(?:ni|nią|ń)|zim(?:a|ą|y)",
        shifts={
            -1: r"(?:ubiegł|zeszł|minion)(?:y|ym|ego|ą|ej|e|a)|poprzedni(?:m|ego|ą|ej|a)?|ub\.",
            0: r"t(?:en|ym|ego|ej|ę)|bieżąc(?:y|ym|ego|ą|ej)|obecn(?:y|ym|ego|ą|ej)",
            1: r"(?:przyszł|następn|kolejn|najbliższ)(?:y|ym|ego|ą|ej|e)",
        },
        years={
            -1: r"ub\.?\s?r\.|ub\.\sroku|(?:ubiegłego|zeszłego|minionego|poprzedniego)\sroku",
            0: r"br\.|b\.\s?r\.|(?:tego|bieżącego)\sroku",
            1: r"(?:przyszłego|następnego)\sroku|przyszł\.\sr\.",
        },
        days={-2: "przedwczoraj", -1: "wczoraj", 0: "dziś|dzisiaj", 1: "jutro", 2: "pojutrze"},
        after_year=r"r\.|roku|rok",
        to="do|a",
        and_="i|oraz|lub|albo",
        between="między|pomiędzy",
        numbers={
            "0.5": "pół", "1": "jeden|jednego|jedną", "1.5": "półtor(?:a|ej)",
            "2": "dwa|dwóch|dwu|dwie|dwoma",
            "3": "trzy|trzech|trzema", "4": "cztery|czterech|czterema", "5": "pięć|pięciu",
            "6": "sześć|sześciu",
            "7": "siedem|siedmiu", "8": "osiem|ośmiu", "9": "dziewięć|dziewięciu",
            "10": "dziesięć|dziesięciu",
            "12": "dwanaście|dwunastu", "15": "piętnaście|piętnastu", "18": "osiemnaście|osiemnastu",
            "20": "dwadzieścia|dwudziestu", "30": "trzydzieści|trzydziestu",
        },
        half_more=r"\si\spół",
        unit={
            "P1Y": "rok(?:u|iem)?", "P3M": "kwarta(?:ł|łu|le|łem)", "P1M": "miesiąc(?:a|u|em)?",
            "P1W": "ty(?:dzień|godnia|godniu|godniem)", "P2D": "weekend(?:u)?", "P10Y": "dekad(?:ę|y|zie)",
        },
        units={
            "P1Y": "rok(?:u|iem)?|lat(?:a|ach|y)?", "P3M": "kwarta(?:ł|łu|ły|łów)",
            "P1M": "miesi(?:ąc|ąca|ące|ęcy|ącami|ącach)",
            "P1W": "ty(?:dzień|godnia|godnie|godni|godniami|godniach)",
            "P1D": "dni|dniami|dniach|dzień|dnia", "P10Y": "dekad(?:ę|y)?",
        },
        periods={
            _PERIOD: r"w\sciągu|w\sokresie|w\sperspektywie|przez|na|za|w", _PAST: "od",
        },
        definite=r"(?:w\sciągu|w\sokresie|w\sperspektywie|przez)\s.*",
        spans={
            _PAST: r"(?:ostatni|poprzedni|ubiegł|minion)(?:e|ch|ych|ego|ej|m|a|ą)?",
            _PERIOD: r"(?:najbliższ|kolejn|następn|przyszł)(?:e|ych|ego|ej|y|ą)",
        },
        ago="temu",
        before_now="przed",
        long_unit={
            "P1Y": "letni(?:a|ą|e|ego|ej|emu|m|mi|ch)?", "P1M": "miesięczn(?:y|a|ą|e|ego|ej|ym|ych)",
            "P1W": "tygodniow(?:y|a|ą|e|ego|ej|ym|ych)", "P1D": "dniow(?:y|a|ą|e|ego|ej|ym|ych)",
        },
        long_numbers={
            "2": "dwu", "3": "trzy", "4": "cztero", "5": "pięcio", "6": "sześcio", "7": "siedmio",
            "8": "ośmio",
            "9": "dziewięcio", "10": "dziesięcio", "12": "dwunasto", "15": "piętnasto", "20": "dwudziesto",
            "25": "dwudziestopięcio", "30": "trzydziesto",
        },
        hyphen="-?",
        no_length=r"\s(?:mężczyzn|kobiet|chłop|dziewcz|dzieck|dzieci|polak|polk|mieszka|kierow|student|uczeń|uczen"
        r"|przedsiębior|inwestor|prezes|syn|córk|pan[ai]?|samoch|aut)\w*",
        no_date_before=r"czarny|wielki|każdy|każdą",
        no_date_after="(?!)",
        no_year_after=r"%|proc|tys|mln|mld|zł|złotych|euro|dolarów|osób|ludzi|pracowników|sztuk|razy|km|m2|mb|gb",
        ahead=r"będ(?:zie|ą)|planuj\w+|zamierza\w*|ma(?:ją)?\s\w+ć|zaplanowa\w+|ruszy|wejdzie|powstanie|rozpocznie",
        clause=r"[.;:!?,\n—]",
    ),
}  # fmt: skip


# --- From the tables to one expression a language --------------------------------------------------


def _any(patterns: Iterable[str]) -> str:
    return "|".join(patterns)


def _own_year(name: str, words: _Words) -> str:
    """The year after a month, as a number or as "last year"."""
    relative = _any(words.years.values())
    return rf"""(?:,?\s(?:(?P<{name}_year>{_YEAR}){_year_ends(words)}{_after_year(words)}
        |(?:(?:{words.of})?(?P<{name}_shift>{relative}))(?!\w)))"""


def _year_ends(words: _Words) -> str:
    return rf"(?![\w$%]|[.,:/]\d|-\w|\s?(?:{words.no_year_after})(?!\w))"


def _after_year(words: _Words) -> str:
    return rf"(?:\s(?:{words.after_year})(?!\w))?"


_YEAR = r"(?:1[7-9]|20)\d\d"


@cache
def _grammar(language: str) -> re.Pattern[str]:
    if language not in _WORDS:
        known = ", ".join(sorted(_WORDS))
        raise LanguageError(f"no words for dates in language {language!r}; there are words in {known}")
    words = _WORDS[language]
    cue = _any(sorted({words.between, *words.cues.values(), *words.periods.values()}))
    month, weekday = _any(words.months), _any(words.weekdays)
    day = rf"\d{{1,2}}(?!\d)(?:{words.ordinal})?"
    number = rf"\d{{1,3}}(?:[.,]5)?|{_any(words.numbers.values())}"
    long_number = _any([r"\d{1,2}", *(words.long_numbers or words.numbers).values()])
    spans = _any(words.spans.values())
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
        | (?P<first>\d{{1,2}})(?P<mark>[./])(?P<second>\d{{1,2}})(?P=mark)(?P<third>\d{{4}})
          (?![\w/]|[.-]\d){after_year}
        | (?:(?:{weekday}),?\s)?(?P<a_day>\d{{1,2}})(?:{words.ordinal})?(?:\s?[-–]\s?{day})?
          [\s-](?:{words.of})?(?P<a_month>{month})(?!\w)(?:\.(?=,?\s\d))?{_own_year("a", words)}?
        | (?:(?:{weekday}),?\s)?(?P<b_month>{month})\.?\s(?P<b_day>\d{{1,2}})(?:{words.ordinal})?
          (?:\s?[-–]\s?{day})?{_year_ends(words)}{_own_year("b", words)}?
        | (?P<c_month>{month})(?:\.(?=\s))?{_own_year("c", words)}
        | (?P<shift>{_any(words.shifts.values())})\s
          (?:(?P<s_month>{month})|(?P<s_weekday>{weekday})|(?P<s_unit>{unit}))(?!\w)
        | (?P<year_shift>{_any(words.years.values())})(?!\w)
        | (?P<weekday>{weekday})(?!\w)
        | (?P<month>{month})(?![\w’']|\.\w)
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


# --- Reading ---------------------------------------------------------------------------------------

_Key = TypeVar("_Key")
_BEFORE = 80
"""How many code points of its clause are looked at for a date that may lie ahead."""


@dataclass(frozen=True, slots=True)
class _Day:
    """The day of publication, cut to what is known."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def read(cls, published: str) -> _Day:
        match = re.fullmatch(r"([12]\d{3})(?:-(\d\d)(?:-(\d\d)(?:[T ].*)?)?)?", published)
        known = [int(number) for number in match.groups() if number] if match else []
        try:
            date(*[*known, 1, 1][:3])
        except (TypeError, ValueError):
            raise ReadError(f"published {published!r} is not YYYY, YYYY-MM or YYYY-MM-DD") from None
        return cls(*known)

    @property
    def full(self) -> date | None:
        return date(self.year, self.month, self.day) if self.month and self.day else None

    def __str__(self) -> str:
        return "-".join([f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)])


def _capitals_allow(match: re.Match[str], text: str, words: _Words) -> bool:
    """Whether capitals speak for a date: "in May" but not "may 5", "in 2020" but not "the 2020 Open"."""
    if match["year"] and (match["filler"] or "").endswith("the ") and not match["part"]:
        return re.match(r"\s[A-Z]", text[match.end() : match.end() + 2]) is None
    months = ("a_month", "b_month", "c_month", "s_month", "month", "weekday")
    named = max(match.start(group) for group in months)
    return named < 0 or not words.capitals or text[named].isupper()


def _spans(match: re.Match[str], words: _Words, today: _Day | None) -> Iterator[DateSpan]:
    start, end = match.span()
    if length := _length(match, words):
        # an adjective goes without what leads its noun: "two-year" of "by the two-year deadline"
        yield DateSpan(max(start, match.start("long")), end, length[0], period=length[1])
        return
    kind = _POINT if _is_ago(match, words) else _key(words.cues, match["cue"]) or _POINT
    if match["year_to"]:
        between = match["until"] or re.fullmatch(words.between, match["cue"] or "")
        if between or match["cue"] or match["part"]:
            first, second = (_SINCE, _DEADLINE) if between else (kind, kind)
            yield DateSpan(start, match.end("year"), first, match["year"])
            yield DateSpan(match.start("year_to"), end, second, match["year_to"])
    elif _is_date(match, words):
        try:
            when = _date(match, words, today, kind)
        except ValueError:
            return  # February 30 is no day
        yield DateSpan(start, end, kind, when)


def _is_date(match: re.Match[str], words: _Words) -> bool:
    """Whether a match that may be one is a date: bare years, months and units are not."""
    led = match["cue"] is not None or match["part"] != ""
    if match["year"]:
        return led or match["after_year"] != ""
    if match["month"]:
        return led and not _beside(match, words)
    if match["weekday"] or match["day"] or match["s_month"]:
        return not _beside(match, words)
    if match["unit"]:
        return match["part"] != "" or match["unit"].lower().endswith("end") or _is_ago(match, words)
    if match["units"]:
        return _is_ago(match, words)
    return match["only_unit"] is None


def _beside(match: re.Match[str], words: _Words) -> bool:
    """Whether a name of a month or weekday is a part of something else: "Black Friday", "May be"."""
    before = match.string[max(0, match.start() - _BEFORE) : match.start()]
    after = match.string[match.end() : match.end() + _BEFORE]
    return bool(
        re.search(rf"\b(?:{words.no_date_before})\s\Z", before)
        or re.match(rf"\s(?:{words.no_date_after})\b", after)
    )


def _is_ago(match: re.Match[str], words: _Words) -> bool:
    """Whether the cue makes a length a date: "przed dwoma laty"."""
    if not (match["units"] or match["unit"]) or match["part"]:
        return False
    return re.fullmatch(words.before_now, match["cue"] or "") is not None


def _length(match: re.Match[str], words: _Words) -> tuple[DateKind, str] | None:
    """The kind and the ISO 8601 duration of a length of time; None where there is no length."""
    by_cue = _key(words.periods, match["cue"])
    if match["long_unit"]:
        numbers = words.long_numbers or words.numbers
        count = _count(match["long"], match["long_half"], numbers)
        duration = _duration(_key(words.long_unit, match["long_unit"]), count)
        return (_PERIOD, duration) if duration else None
    if match["units"] and not _is_ago(match, words):
        kind = _key(words.spans, match["span"]) or by_cue
        count = _count(match["count"], match["count_half"] or match["more_half"], words.numbers)
        duration = _duration(_key(words.units, match["units"]), count)
        return (kind, duration) if kind and duration else None
    if match["only_unit"]:
        kind = _key(words.spans, match["only_span"])
        duration = _key(words.unit, match["only_unit"])
        return (kind, duration) if kind and duration else None
    led = f"{match['cue']} {match['filler']}"
    if match["s_unit"] and by_cue and re.fullmatch(words.definite, led):
        shift = _key(words.shifts, match["shift"])
        duration = _key(words.unit, match["s_unit"])
        return (_PERIOD if shift == 1 else _PAST, duration) if shift and duration else None
    return None


def _key(table: Mapping[_Key, str], wording: str | None) -> _Key | None:
    """The key of the first pattern that matches all of a wording; None for no wording or none."""
    if wording is None:
        return None
    matches = (key for key, pattern in table.items() if re.fullmatch(pattern, wording))
    return next(matches, None)


def _count(wording: str, half: str | None, numbers: Mapping[str, str]) -> Decimal:
    """A number of units, with "and a half" where it is said."""
    known: str | None = _key(numbers, wording)
    number = Decimal(known or wording.replace(",", "."))
    return number + Decimal("0.5") if half else number


def _duration(unit: str | None, count: Decimal) -> str | None:
    """So many times a duration; halves of years are months, other broken or empty lengths are None."""
    if unit is None or not count:
        return None
    number, letter = count * int(unit[1:-1]), unit[-1]
    if letter == "Y" and number % 1:
        number, letter = number * 12, "M"
    return None if number % 1 else f"P{int(number)}{letter}"


def _date(match: re.Match[str], words: _Words, today: _Day | None, kind: DateKind) -> str | None:
    """The date that a match means; raises ``ValueError`` for a day that no calendar has."""
    months = dict(enumerate(words.months, 1))
    weekdays = dict(enumerate(words.weekdays))
    if match["iso"]:
        return date.fromisoformat(match["iso"]).isoformat()
    if match["first"]:
        day, month, year = int(match["first"]), int(match["second"]), int(match["third"])
        if day <= 12 < month or (day <= 12 and match["mark"] == "/" and not words.day_first):
            day, month = month, day
        return date(year, month, day).isoformat()
    for name in ("a", "b", "c"):
        if month_name := match[f"{name}_month"]:
            day_number = None if name == "c" else int(match[f"{name}_day"])
            month_number = _key(months, month_name) or 0
            if match[f"{name}_year"]:
                return _cut(int(match[f"{name}_year"]), month_number, day_number)
            if match[f"{name}_shift"]:
                years = _key(words.years, match[f"{name}_shift"]) or 0
                return _cut(today.year + years, month_number, day_number) if today else None
            return _nearest(month_number, day_number or 1, today)
    if match["year"]:
        return match["year"]
    if today is None:
        return None
    shift = _key(words.shifts, match["shift"])
    ahead = kind is _DEADLINE or (kind is _POINT and _is_ahead(match, words))
    if match["s_weekday"] or match["weekday"]:
        weekday = _key(weekdays, match["s_weekday"] or match["weekday"]) or 0
        return _weekday(weekday, today, shift, ahead)
    if match["s_month"] or match["month"]:
        month_number = _key(months, match["s_month"] or match["month"]) or 0
        return _month(month_number, today, shift, ahead)
    if match["day"]:
        return _day(_key(words.days, match["day"]) or 0, today)
    if units := match["ago_units"] or match["units"]:
        half = next(filter(None, match.group("ago_half", "ago_more", "count_half", "more_half")), None)
        count = _count(match["ago"] or match["count"], half, words.numbers)
        return _ago(_duration(_key(words.units, units), count), today)
    if match["ago_unit"]:
        half = match["ago_more"]
        return _ago(_duration(_key(words.unit, match["ago_unit"]), Decimal("1.5" if half else 1)), today)
    if match["year_shift"]:
        return f"{today.year + (_key(words.years, match['year_shift']) or 0):04}"
    unit = _key(words.unit, match["s_unit"] or match["unit"])
    if match["unit"] and _is_ago(match, words):
        return _ago(unit, today)
    return _unit(unit, shift or 0, today)


def _is_ahead(match: re.Match[str], words: _Words) -> bool:
    """Whether the clause before a date looks ahead: "will open in October"."""
    before = match.string[max(0, match.start() - _BEFORE) : match.start()]
    clause = re.split(words.clause, before)[-1]
    return re.search(rf"(?<!\w)(?:{words.ahead})(?!\w)", clause) is not None


def _cut(year: int, month: int, day: int | None) -> str:
    known = date(year, month, day or 1).isoformat()
    return known if day else known[:7]


def _nearest(month: int, day: int, today: _Day | None) -> str | None:
    """The day of that name that is nearest to today, which may be cut to a month or a year."""
    date(2000, month, day)  # a leap year: refuses April 31, lets February 29 pass
    if today is None:
        return None
    if today.month is None:
        return _cut(today.year, month, day)
    middle = date(today.year, today.month, today.day or 15)
    days = []
    for year in range(today.year - 1, today.year + 2):
        if month != 2 or day != 29 or isleap(year):
            days.append(date(year, month, day))
    return min(days, key=lambda other: abs(other - middle)).isoformat() if days else None


def _weekday(weekday: int, today: _Day, shift: int | None, ahead: bool) -> str | None:
    if today.full is None:
        return None
    back = (today.full.weekday() - weekday) % 7
    if shift == 1 or (shift is None and ahead) or shift == 0:
        forward = (7 - back) % 7
        return (today.full + timedelta(forward or (7 if shift == 1 else 0))).isoformat()
    return (today.full - timedelta(back or (7 if shift == -1 else 0))).isoformat()


def _month(month: int, today: _Day, shift: int | None, ahead: bool) -> str | None:
    if today.month is None:
        return f"{today.year + (shift or 0):04}-{month:02}"
    if shift == 0:
        year = today.year
    elif shift == 1 or (shift is None and ahead):
        year = today.year + (month < today.month or (shift == 1 and month == today.month))
    else:
        year = today.year - (month > today.month or (shift == -1 and month == today.month))
    return f"{year:04}-{month:02}"


def _day(distance: int, today: _Day) -> str | None:
    if distance == 0:
        return str(today)
    return (today.full + timedelta(distance)).isoformat() if today.full else None


def _unit(unit: str | None, shift: int, today: _Day) -> str | None:
    """The year, quarter, month or week that is so many from today's, cut to what is known."""
    if unit == "P1Y":
        return f"{today.year + shift:04}"
    if unit in ("P1M", "P3M") and today.month:
        length = 3 if unit == "P3M" else 1
        years, first = divmod((today.month - 1) // length * length + shift * length, 12)
        year = f"{today.year + years:04}"
        return year if unit == "P3M" else f"{year}-{first + 1:02}"
    if unit in ("P1W", "P2D") and today.full:
        monday = today.full - timedelta(today.full.weekday() - 7 * shift)
        first_day = monday if unit == "P1W" else monday + timedelta(5)
        return _common(first_day, monday + timedelta(6))
    return None


def _common(first: date, last: date) -> str | None:
    """What two days share: a month, a year or nothing."""
    if first.year != last.year:
        return None
    return first.isoformat()[:7] if first.month == last.month else first.isoformat()[:4]


def _ago(duration: str | None, today: _Day) -> str | None:
    """The date so long before today, as exact as the unit: years give a year, weeks a month."""
    if duration is None:
        return None
    number, letter = int(duration[1:-1]), duration[-1]
    if letter == "Y":
        return f"{today.year - number:04}" if number < today.year else None
    if letter == "M":
        if today.month is None:
            return None
        years, month = divmod(today.month - 1 - number, 12)
        return f"{today.year + years:04}-{month + 1:02}" if today.year + years > 0 else None
    if today.full is None:
        return None
    then = (today.full - timedelta(number * (7 if letter == "W" else 1))).isoformat()
    return then[:7] if letter == "W" else then
