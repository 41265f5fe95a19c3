from __future__ import annotations

import re
from calendar import month_name
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import LanguageError, ReadError
from kg.extract.dates import DateKind, DateSpan, find_dates

FRIDAY = "2018-05-25"
MARKS = {DateKind.DEADLINE: "<", DateKind.SINCE: ">", DateKind.PAST_PERIOD: "-"}

# text → each date or duration; "<" a deadline, ">" since, "-" a period that lies behind, "?" not known;
# all published on Friday 25 May 2018
ENGLISH = [
    # said in full
    ("April 25th, 2018", "2018-04-25"),
    ("Wednesday, April 25, 2018", "2018-04-25"),
    ("25 April 2018", "2018-04-25"),
    ("on the 25th of April, 2018", "2018-04-25"),
    ("2018-04-25", "2018-04-25"),
    ("2018-04-25T10:00:00Z", "2018-04-25"),
    ("25.04.2018", "2018-04-25"),
    ("4/25/2018", "2018-04-25"),
    ("25/4/2018", "2018-04-25"),
    ("4/5/2018", "2018-04-05"),
    ("Feb. 29, 2016", "2016-02-29"),
    ("April 25-27, 2018", "2018-04-25"),
    ("in April 2018", "2018-04"),
    ("Sept. 2017", "2017-09"),
    ("early April of last year", "2017-04"),
    ("in April last year", "2017-04"),
    ("on June 3 next year", "2019-06-03"),
    # years
    ("founded in 2016.", "2016"),
    ("in 1847", "1847"),
    ("since 2015", ">2015"),
    ("from 2026", ">2026"),
    ("by 2028", "<2028"),
    ("before 2028", "<2028"),
    ("no later than 2028", "<2028"),
    ("by the end of 2026", "<2026"),
    ("mid-2026", "2026"),
    ("second-quarter 2023 profit, compared with 2022", "2023 2022"),
    ("bonds due 2040", "2040"),
    ("Winners 2026\nand (2018)", ""),
    ("in late 2019", "2019"),
    ("Q3 2025", "2025"),
    ("in the first quarter of 2024", "2024"),
    ("the first nine months of 2018", "2018"),
    ("in the summer of 2020", "2020"),
    ("FY2024 and fiscal 2023", "2024 2023"),
    ("in 2018-19", "2018"),
    ("in 2024 or 2025", "2024 2025"),
    ("from 2018 to 2020", ">2018 <2020"),
    ("between 2018 and 2020", ">2018 <2020"),
    ("2018–2020", ">2018 <2020"),
    # against the day of publication
    ("today", "2018-05-25"),
    ("Yesterday", "2018-05-24"),
    ("tomorrow", "2018-05-26"),
    ("said on Wednesday", "2018-05-23"),
    ("said Friday it would", "2018-05-25"),
    ("on Saturday", "2018-05-19"),
    ("last Friday", "2018-05-18"),
    ("next Friday", "2018-06-01"),
    ("this Sunday", "2018-05-27"),
    ("by Monday", "<2018-05-28"),
    ("will open on Monday", "2018-05-28"),
    ("will open soon, it said on Monday", "2018-05-21"),
    ("on April 25", "2018-04-25"),
    ("Sept. 15", "2018-09-15"),
    ("on December 24", "2017-12-24"),
    ("in April", "2018-04"),
    ("in May", "2018-05"),
    ("in October", "2017-10"),
    ("will open in October", "2018-10"),
    ("by October", "<2018-10"),
    ("since October", ">2017-10"),
    ("last October", "2017-10"),
    ("last May", "2017-05"),
    ("next April", "2019-04"),
    ("until the end of June", "<2018-06"),
    ("last year", "2017"),
    ("at the end of this year", "2018"),
    ("by the end of the year", "<2018"),
    ("by year-end", "<2018"),
    ("next year", "2019"),
    ("the third quarter of this year", "2018"),
    ("earlier this month", "2018-05"),
    ("next month", "2018-06"),
    ("last quarter", "2018"),
    ("this week", "2018-05"),
    ("next week", "2018"),
    ("30 years ago", "1988"),
    ("a year ago", "2017"),
    ("a year and a half ago", "2016-11"),
    ("six months ago", "2017-11"),
    ("three days ago", "2018-05-22"),
    ("two weeks ago", "2018-05"),
    # lengths
    ("over the next four years", "P4Y"),
    ("over 3 years", "P3Y"),
    ("in three years", "P3Y"),
    ("for about five years", "P5Y"),
    ("for two and a half years", "P30M"),
    ("within 18 months", "P18M"),
    ("within two weeks", "P2W"),
    ("for 10 days", "P10D"),
    ("over three to five years", "P5Y"),
    ("in the next decade", "P10Y"),
    ("over the next year", "P1Y"),
    ("over a period of six years", "P6Y"),
    ("a 10-year partnership", "P10Y"),
    ("a 10 year partnership", "P10Y"),
    ("a five-year deal", "P5Y"),
    ("a three-month pilot", "P3M"),
    ("an 18-month plan", "P18M"),
    ("a two-and-a-half-year plan", "P30M"),
    ("over the past four years", "-P4Y"),
    ("in the last year", "-P1Y"),
    ("in the past year", "-P1Y"),
    # neither
    ("Theresa May met her guests", ""),
    ("This May Be the Year, and it may 5 times", ""),
    ("they march on for a second", ""),
    ("open 24/7", ""),
    ("by 202٣, fy1٨", ""),
    ("iPhone 15, GPT-4, Mi 6X, Series B and 15%", ""),
    ("2,018 people, 2018 people, in 2018 people", ""),
    ("in 2,018 stores", ""),
    ("in 2000 dollars", ""),
    ("version 1.2.2018.5", ""),
    ("a 62-year-old man and a five-year-old", ""),
    ("the 10-year anniversary", ""),
    ("Black Friday, every Monday, Sunday Times", ""),
    ("thousands of years, a few years ago, in recent years", ""),
    ("the next generation, up 10% year-on-year", ""),
    ("won the 2020 Nobel prize and ahead of the 2020 Olympics", ""),
    ("April 31 and 2018-13-45", ""),
    ("https://news.example/2018/04/25/deal", ""),
    ("three years later, five years old", ""),
    ("year, month and day", ""),
]
POLISH = [
    ("25 kwietnia 2018 r.", "2018-04-25"),
    ("w środę, 25 kwietnia 2018 roku", "2018-04-25"),
    ("25.04.2018 r.", "2018-04-25"),
    ("4/5/2018", "2018-05-04"),
    ("31 marca br.", "2018-03-31"),
    ("31 marca ub.r.", "2017-03-31"),
    ("dnia 31 marca", "2018-03-31"),
    ("w kwietniu", "2018-04"),
    ("w grudniu", "2017-12"),
    ("będzie dostępny w grudniu", "2018-12"),
    ("w styczniu 2026", "2026-01"),
    ("w maju ubiegłego roku", "2017-05"),
    ("na początku stycznia", "2018-01"),
    ("pod koniec marca", "2018-03"),
    ("do końca grudnia br.", "<2018-12"),
    ("w 2018 roku", "2018"),
    ("w roku 2018", "2018"),
    ("2018 r.", "2018"),
    ("od 2008 r.", ">2008"),
    ("do 2028 r.", "<2028"),
    ("najpóźniej do 2028 r.", "<2028"),
    ("w latach 2018-2020", ">2018 <2020"),
    ("od 2018 do 2020 roku", ">2018 <2020"),
    ("od stycznia do marca 2018 r.", ">2018-01 <2018-03"),
    ("w I kwartale 2024 r.", "2024"),
    ("w drugim kwartale 2024 roku", "2024"),
    ("jesienią 2017 roku", "2017"),
    ("do końca roku", "<2018"),
    ("dziś", "2018-05-25"),
    ("Wczoraj", "2018-05-24"),
    ("przedwczoraj", "2018-05-23"),
    ("w czwartek", "2018-05-24"),
    ("we wtorek", "2018-05-22"),
    ("w ubiegły piątek", "2018-05-18"),
    ("w najbliższy poniedziałek", "2018-05-28"),
    ("do poniedziałku", "<2018-05-28"),
    ("od poniedziałku", ">2018-05-21"),
    ("zamierza w poniedziałek ogłosić", "2018-05-28"),
    ("w ubiegłym roku", "2017"),
    ("w ub. roku", "2017"),
    ("w ub.r.", "2017"),
    ("w tym roku", "2018"),
    ("w przyszłym roku", "2019"),
    ("w przyszłym miesiącu", "2018-06"),
    ("w tym tygodniu", "2018-05"),
    ("trzy lata temu", "2015"),
    ("rok temu", "2017"),
    ("przed rokiem", "2017"),
    ("przed dwoma laty", "2016"),
    ("przez najbliższe cztery lata", "P4Y"),
    ("na pięć lat", "P5Y"),
    ("w ciągu 3 lat", "P3Y"),
    ("w ciągu najbliższych trzech lat", "P3Y"),
    ("za dwa lata", "P2Y"),
    ("przez półtora roku", "P18M"),
    ("na 18 miesięcy", "P18M"),
    ("w ciągu dwóch tygodni", "P2W"),
    ("pięcioletnia umowa", "P5Y"),
    ("10-letni kontrakt", "P10Y"),
    ("trzymiesięczny pilotaż", "P3M"),
    ("14-dniowy okres", "P14D"),
    ("w ciągu ostatnich trzech lat", "-P3Y"),
    ("od trzech lat", "-P3Y"),
    ("przez ostatni rok", "-P1Y"),
    ("30-letni mężczyzna", ""),
    ("kilka lat temu i wiele lat temu", ""),
    ("wieloletnia umowa", ""),
    ("w 2018 mln zł", ""),
    ("31 kwietnia", ""),
    ("mają umowę, rok i miesiąc", ""),
    ("w każdy poniedziałek, Czarny Piątek", ""),
]

# published, text → the same, in the wordings of news
ENGLISH_NEWS = [
    ("2024-05-14", "on Tuesday", "2024-05-14"),
    ("2024-05-14", "on Wednesday", "2024-05-08"),
    ("2024-05-14", "last Tuesday", "2024-05-07"),
    ("2024-05-14", "next Tuesday", "2024-05-21"),
    ("2024-05-14", "this Thursday", "2024-05-16"),
    ("2024-05-14", "late on Monday", "2024-05-13"),
    ("2024-05-14", "on Monday morning", "2024-05-13"),
    ("2024-05-14", "Monday's deal", "2024-05-13"),
    ("2024-01-01", "on Sunday", "2023-12-31"),
    ("2024-03-01", "on Thursday", "2024-02-29"),
    ("2024-01-15", "last quarter", "2023"),
    ("2024-12-15", "next quarter", "2025"),
    ("2024-01-15", "last month", "2023-12"),
    ("2024-12-15", "next month", "2025-01"),
    ("2024-05-14", "earlier this year", "2024"),
    ("2024-05-14", "later this year", "2024"),
    ("2024-05-14", "earlier this month", "2024-05"),
    ("2024-05-14", "earlier this week", "2024-05"),
    ("2024-05-14", "later this month", "2024-05"),
    ("2024-05-14", "earlier on Tuesday", "2024-05-14"),
    ("2024-05-14", "late last year", "2023"),
    ("2024-05-14", "early next year", "2025"),
    ("2024-05-14", "at the beginning of last year", "2023"),
    ("2024-05-14", "in the middle of next year", "2025"),
    ("2024-05-14", "in fiscal 2024", "2024"),
    ("2024-05-14", "in the 2023 fiscal year", "2023"),
    ("2024-05-14", "fiscal year 2025", "2025"),
    ("2024-05-14", "in FY25", "2025"),
    ("2024-05-14", "in the year to March 2024", "2024-03"),
    ("2024-05-14", "in the year ended March 31, 2024", "2024-03-31"),
    ("2024-05-14", "H1 2024", "2024"),
    ("2024-05-14", "in the second half of 2023", "2023"),
    ("2024-05-14", "in H2 of 2023", "2023"),
    ("2024-05-14", "in Q3", "2023"),
    ("2024-05-14", "in the third quarter", "2023"),
    ("2024-05-14", "will start in the third quarter", "2024"),
    ("2024-02-14", "in the first quarter", "2024"),
    ("2024-02-14", "will open in the first quarter", "2024"),
    ("2024-05-14", "will open in the first quarter", "2025"),
    ("2024-05-14", "Q4 of last year", "2023"),
    ("2024-05-14", "in the first half of the year", "2024"),
    ("2024-05-14", "in the first half of next year", "2025"),
    ("2024-05-14", "the second half of 2025", "2025"),
    ("2024-05-14", "mid-2025", "2025"),
    ("2024-05-14", "in mid-May", "2024-05"),
    ("2024-05-14", "by mid-2025", "<2025"),
    ("2024-05-14", "in the mid-2010s", ""),
    ("2024-05-14", "in the 1990s", ""),
    ("2024-05-14", "next spring", "2025"),
    ("2024-05-14", "last summer", "2023"),
    ("2024-05-14", "this summer", "2024"),
    ("2024-05-14", "in spring 2023", "2023"),
    ("2024-05-14", "in the autumn", "2023"),
    ("2024-05-14", "will open in the autumn", "2024"),
    ("2024-07-14", "last summer", "2023"),
    ("2024-09-14", "this summer", "2024"),
    ("2024-05-14", "last winter", "?"),
    ("2024-05-14", "last autumn", "2023"),
    ("2024-05-14", "in the spring of last year", "2023"),
    ("2024-05-14", "by the end of the decade", "<2029"),
    ("2024-05-14", "by the end of this decade", "<2029"),
    ("2024-05-14", "over the next decade", "P10Y"),
    ("2024-05-14", "by the end of the month", "<2024-05"),
    ("2024-05-14", "by the end of next month", "<2024-06"),
    ("2024-05-14", "at year-end", "2024"),
    ("2024-05-14", "by the end of the quarter", "<2024"),
    ("2024-05-14", "two years ago", "2022"),
    ("2024-05-14", "nearly ten years ago", "2014"),
    ("2024-05-14", "a decade ago", "2014"),
    ("2024-05-14", "two weeks ago", "2024-04"),
    ("2024-05-14", "a week ago", "2024-05"),
    ("2024-05-14", "a few weeks ago", ""),
    ("2024-05-14", "two months earlier", ""),
    ("2024-05-14", "since 2019", ">2019"),
    ("2024-05-14", "since last year", ">2023"),
    ("2024-05-14", "ever since 2019", ">2019"),
    ("2024-05-14", "since January", ">2024-01"),
    ("2024-05-14", "since the start of the year", ">2024"),
    ("2024-05-14", "since May 2", ">2024-05-02"),
    ("2024-05-14", "until last year", "<2023"),
    ("2024-05-14", "until 2019", "<2019"),
    ("2024-05-14", "through 2028", "<2028"),
    ("2024-05-14", "through the end of 2028", "<2028"),
    ("2024-05-14", "as of March 31", "2024-03-31"),
    ("2024-05-14", "as early as next week", "2024-05"),
    ("2024-05-14", "as soon as this week", "2024-05"),
    ("2024-05-14", "no earlier than 2026", ">2026"),
    ("2024-05-14", "on 3 May", "2024-05-03"),
    ("2024-05-14", "on the 3rd of May", "2024-05-03"),
    ("2024-05-14", "on May 3rd", "2024-05-03"),
    ("2024-05-14", "Dec. 3", "2023-12-03"),
    ("2024-05-14", "3 December 2023", "2023-12-03"),
    ("2024-05-14", "on 3/12/2023", "2023-03-12"),
    ("2024-05-14", "2023/12/03", "2023-12-03"),
    ("2024-05-14", "in January", "2024-01"),
    ("2024-05-14", "in November", "2023-11"),
    ("2024-05-14", "in November 2022", "2022-11"),
    ("2024-05-14", "in Nov 2022", "2022-11"),
    ("2024-05-14", "will close in November", "2024-11"),
    ("2024-05-14", "is expected to close in February", "2025-02"),
    ("2024-05-14", "in November of last year", "2023-11"),
    ("2024-05-14", "last November", "2023-11"),
    ("2024-05-14", "this November", "2024-11"),
    ("2024-05-14", "between January and March", "2024-01"),
    ("2024-05-14", "from January to March 2019", ">2019-01 2019-03"),
    ("2024-05-14", "between 2019 and 2022", ">2019 <2022"),
    ("2024-05-14", "from 2019 until 2022", ">2019 <2022"),
    ("2024-05-14", "in 2021 and 2022", "2021 2022"),
    ("2024-05-14", "from May 3 to June 4, 2019", ">2019-05-03 2019-06-04"),
    ("2024-05-14", "in 2021, 2022 and 2023", "2021"),
    ("2024-05-14", "over the coming three years", "P3Y"),
    ("2024-05-14", "over the next 12 to 18 months", "P18M"),
    ("2024-05-14", "during a five-year period", "P5Y"),
    ("2024-05-14", "a multiyear deal", ""),
    ("2024-05-14", "for the next two quarters", "P6M"),
    ("2024-05-14", "within the next 90 days", "P90D"),
    ("2024-05-14", "for half a year", "P6M"),
    ("2024-05-14", "over several years", ""),
    ("2024-05-14", "for the past decade", "-P10Y"),
    ("2024-05-14", "in the past two weeks", "-P2W"),
    ("2024-05-14", "the day before yesterday", "2024-05-12"),
    ("2024-05-14", "today", "2024-05-14"),
    ("2024-05-14", "this morning", "2024-05-14"),
    ("2024-05-14", "overnight", ""),
    ("2024-05-14", "recently", ""),
    ("2024-05-14", "at the time", ""),
    ("2024-05-14", "the same year", ""),
    ("2024-05-14", "soon", ""),
    ("2024-05-14", "last weekend", "2024-05"),
    ("2024-05-14", "over the weekend", "2024-05"),
    ("2024-05-14", "the following year", ""),
    ("2024-05-14", "Christmas", ""),
    ("2024-05-14", "the turn of the year", "2024"),
    ("2024-05-14", "in the year 2020", "2020"),
    ("2024-05-14", "in the early 2000s", ""),
    ("2024-05-14", "as recently as 2023", "2023"),
    ("2024-05-14", "in late March", "2024-03"),
    ("2024-05-14", "in early December", "2023-12"),
    ("2024-05-14", "by early December", "<2024-12"),
]
POLISH_NEWS = [
    ("2024-05-14", "we wtorek", "2024-05-14"),
    ("2024-05-14", "w środę", "2024-05-08"),
    ("2024-05-14", "w zeszłym tygodniu", "2024-05"),
    ("2024-05-14", "w minionym kwartale", "2024"),
    ("2024-01-15", "w ubiegłym kwartale", "2023"),
    ("2024-05-14", "na początku tego roku", "2024"),
    ("2024-05-14", "pod koniec ubiegłego roku", "2023"),
    ("2024-05-14", "w połowie 2025 roku", "2025"),
    ("2024-05-14", "w pierwszym półroczu 2024 r.", "2024"),
    ("2024-05-14", "w drugim półroczu", "2023"),
    ("2024-05-14", "planuje start w drugim półroczu", "2024"),
    ("2024-05-14", "w III kwartale", "2023"),
    ("2024-05-14", "w trzecim kwartale tego roku", "2024"),
    ("2024-05-14", "w roku obrotowym 2023", "2023"),
    ("2024-05-14", "wiosną", "2024"),
    ("2024-05-14", "latem ubiegłego roku", "2023"),
    ("2024-05-14", "jesienią", "2023"),
    ("2024-05-14", "zimą 2023 roku", "2023"),
    ("2024-05-14", "do końca dekady", "<2029"),
    ("2024-05-14", "do końca roku", "<2024"),
    ("2024-05-14", "do końca miesiąca", "<2024-05"),
    ("2024-05-14", "do końca kwartału", "<2024"),
    ("2024-05-14", "dwa lata temu", "2022"),
    ("2024-05-14", "przed dwoma tygodniami", "2024-04"),
    ("2024-05-14", "przed miesiącem", "2024-04"),
    ("2024-05-14", "od 2019 roku", ">2019"),
    ("2024-05-14", "od ubiegłego roku", ">2023"),
    ("2024-05-14", "do 2019 roku", "<2019"),
    ("2024-05-14", "3 maja", "2024-05-03"),
    ("2024-05-14", "3 grudnia", "2023-12-03"),
    ("2024-05-14", "3 grudnia 2023", "2023-12-03"),
    ("2024-05-14", "w listopadzie", "2023-11"),
    ("2024-05-14", "w listopadzie ubiegłego roku", "2023-11"),
    ("2024-05-14", "zostanie zamknięta w listopadzie", "2024-11"),
    ("2024-05-14", "od stycznia", ">2024-01"),
    ("2024-05-14", "w latach 2019–2022", ">2019 <2022"),
    ("2024-05-14", "w latach 90.", ""),
    ("2024-05-14", "przez najbliższą dekadę", "P10Y"),
    ("2024-05-14", "w ciągu 12 miesięcy", "P12M"),
    ("2024-05-14", "na kolejne trzy lata", "P3Y"),
    ("2024-05-14", "niedawno", ""),
    ("2024-05-14", "w ubiegłą środę", "2024-05-08"),
    ("2024-05-14", "w najbliższą środę", "2024-05-15"),
    ("2024-05-14", "w przyszły czwartek", "2024-05-16"),
    ("2024-05-14", "w weekend", "2024-05"),
    ("2024-05-14", "wczoraj wieczorem", "2024-05-13"),
    ("2024-05-14", "z początkiem stycznia", "2024-01"),
    ("2024-05-14", "w 2023 r.", "2023"),
    ("2024-05-14", "rok 2023", "2023"),
    ("2024-05-14", "w I połowie 2025 r.", "2025"),
]


def shown(spans: list[DateSpan]) -> str:
    return " ".join(MARKS.get(span.kind, "") + (span.period or span.date or "?") for span in spans)


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english(text: str, expected: str) -> None:
    assert shown(find_dates(text, "en", FRIDAY)) == expected


@pytest.mark.parametrize(("text", "expected"), POLISH)
def test_polish(text: str, expected: str) -> None:
    assert shown(find_dates(text, "pl", FRIDAY)) == expected


@pytest.mark.parametrize(("published", "text", "expected"), ENGLISH_NEWS)
def test_the_wordings_of_news(published: str, text: str, expected: str) -> None:
    assert shown(find_dates(text, "en", published)) == expected


@pytest.mark.parametrize(("published", "text", "expected"), POLISH_NEWS)
def test_the_wordings_of_polish_news(published: str, text: str, expected: str) -> None:
    assert shown(find_dates(text, "pl", published)) == expected


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_without_a_day_of_publication_nothing_is_guessed(text: str, expected: str) -> None:
    spans = find_dates(text, "en", None)
    assert len(spans) == len(expected.split())
    for span, known in zip(spans, expected.split(), strict=True):
        assert span.date is None or known.lstrip("<>") == span.date
        year = span.date and span.date[:4]
        assert year is None or year in text


@pytest.mark.parametrize(
    ("published", "text", "expected"),
    [
        (None, "on Thursday, yesterday, last October, next year, this week, on April 25", "? ? ? ? ? ?"),
        (None, "31 years ago", "?"),
        (None, "in 2018 and on April 25, 2019", "2018 2019-04-25"),
        (
            "2018-04",
            "today, in March, last month, this quarter, last year",
            "2018-04 2018-03 2018-03 2018 2017",
        ),
        ("2018-04", "yesterday, on Thursday, last week", "? ? ?"),
        ("2018-04", "on April 25", "2018-04-25"),
        ("2018", "this year, next year, two years ago", "2018 2019 2016"),
        ("2018", "last month, this quarter, yesterday", "? ? ?"),
        ("2018", "in April, on April 25", "2018-04 2018-04-25"),
        ("2018-05-25T23:10:00Z", "yesterday", "2018-05-24"),
        ("2018-01-02", "on December 30, in December, last week", "2017-12-30 2017-12 2017-12"),
        ("2018-01-10", "next week", "2018-01"),
        ("2019-01-03", "this week", "?"),
        ("2018-12-30", "on January 2, last month, next month", "2019-01-02 2018-11 2019-01"),
        ("2016-03-01", "on February 29", "2016-02-29"),
        ("2018-03-01", "on February 29", "?"),
        ("1000", "999 years ago, 999 decades ago", "0001 ?"),
    ],
)
def test_what_is_known_of_the_day_of_publication(published: str | None, text: str, expected: str) -> None:
    assert shown(find_dates(text, "en", published)) == expected


@pytest.mark.parametrize(
    ("text", "language", "wording"),
    [
        ("It opens by the end of 2026.", "en", "by the end of 2026"),
        ("to invest over the next four years in chips", "en", "over the next four years"),
        ("part of the two-year deal", "en", "two-year"),
        ("Kontrakt z 25 kwietnia 2018 r. wygasł", "pl", "z 25 kwietnia 2018 r."),
        ("Na Sept. 15 İstanbul", "en", "Sept. 15"),
        ("İİ said on Thursday", "en", "on Thursday"),
    ],
)
def test_the_span_takes_in_the_preposition(text: str, language: str, wording: str) -> None:
    (span,) = find_dates(text, language, FRIDAY)
    assert text[span.start : span.end] == wording


def test_points_and_past() -> None:
    spans = find_dates("by 2028, for two years, over the past two years", "en", None)
    assert [(span.is_point, span.is_past) for span in spans] == [(True, False), (False, False), (False, True)]


def test_a_language_without_a_table_is_an_error() -> None:
    with pytest.raises(LanguageError, match=r"'xx'.*en, pl"):
        find_dates("today", "xx", None)


@pytest.mark.parametrize(
    "published", ["yesterday", "2018-13", "2018-02-30", "25.05.2018", "20180525", "0001-01-01"]
)
def test_a_day_of_publication_that_is_none_is_an_error(published: str) -> None:
    with pytest.raises(ReadError, match="published"):
        find_dates("today", "en", published)


PIECES = """
on in by since the end of early mid- last next this past over for between and to from ago half a an year years
week month months quarter decade Monday May Sept. 15 31 5 10- 2018 202٣ ٣ fy1٨ 2018-04-25 4/25/2018 . , - –
w na od do roku r. br. ubiegłym ostatnich lat temu kwietnia maja przez dwa pięcioletnia wczoraj przed laty İ
"""
pieces = st.lists(st.sampled_from(PIECES.split()), max_size=25)


@settings(max_examples=150)
@given(
    st.one_of(st.text(), pieces.map(" ".join), pieces.map("".join)),
    st.sampled_from(["en", "pl"]),
    st.sampled_from([None, "1000", "2018", "2018-04", "2016-02-29", "2999-12-31"]),
)
def test_spans_are_sorted_disjoint_and_well_formed(text: str, language: str, published: str | None) -> None:
    position = 0
    for span in find_dates(text, language, published):
        assert position <= span.start < span.end <= len(text)
        position = span.end
        assert span.date is None or re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", span.date, re.ASCII)
        assert span.period is None or re.fullmatch(r"P[1-9]\d*[YMWD]", span.period, re.ASCII)
        assert span.period is None or span.date is None
        assert span.is_point == (span.kind not in (DateKind.PERIOD, DateKind.PAST_PERIOD))
        if span.date:
            assert date.fromisoformat((span.date + "-01-01")[:10])


@given(st.dates(date(1700, 1, 1), date(2099, 12, 31)))
def test_a_day_in_full_is_itself(day: date) -> None:
    wordings = [f"{month_name[day.month]} {day.day}, {day.year}", f"{day:%d.%m.%Y}", f"{day:%Y-%m-%d}"]
    for wording in wordings:
        assert shown(find_dates(f"It came on {wording}.", "en", None)) == day.isoformat()


@pytest.mark.parametrize(
    "piece", ["9", "2018 ", "2018-", "in the ", "first ", "May ", "last ", "a ", "5-", "on Monday "]
)
@pytest.mark.parametrize("language", ["en", "pl"])
def test_long_text_is_read_to_its_end(piece: str, language: str) -> None:
    text = piece * 5_000 + "\n\n.. 2017-03-04"
    assert find_dates(text, language, FRIDAY)[-1].date == "2017-03-04"
