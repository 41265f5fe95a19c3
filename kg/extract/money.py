"""Sums of money in running text: "$1.2 billion", "80 billion yuan ($12.04 billion)", "od 5 do 10 mln zł".

A sum is a number, maybe a scale, and a currency before or after it; a bare number is never money.
One regular expression a language reads one such sum; plain code joins two into a range and takes
a bracketed sum of another currency for the same sum said again. Vague sums ("hundreds of millions
of dollars", "a multi-billion-dollar deal") are left out, and so is whatever cannot be read for sure.

What is decided where the text leaves room:

- A currency word with a country beside it ("Canadian dollars", "koron szwedzkich") is that country's.
- Pesos, crowns, dinars, "kr" and "¥" are otherwise of the country that is named nearest in the text
  ("yuan" and "RMB" speak of China); if none is, pesos are MXN, crowns SEK, "¥" is JPY, dinars are left out.
  Every other word has one usual currency: dollars are USD, rupees INR, francs CHF.
- "from $5m to $10m" is a change, hence two sums; "ranging from" and "od … do" speak of one range.
- Words that also mean something else ("won", "pounds") need a scale or a six-figure number.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg.errors import LanguageError
from kg.model import Money


@dataclass(frozen=True, slots=True)
class MoneySpan:
    """A sum in a text; ``text[start:end]`` takes in the bracket that says it in other currencies.

    ``money.wording`` is the sum as first said, ``text[start:start + len(money.wording)]``.
    ``per_unit`` marks a price ("$45 per share", "9 zł miesięcznie"), which is no size of a deal.
    """

    start: int
    end: int
    money: Money
    equivalents: tuple[Money, ...] = ()
    per_unit: bool = False


def find_money(text: str, language: str) -> list[MoneySpan]:
    """Find the sums of money in a text, sorted and disjoint.

    ``language`` is an ISO 639-1 code. Offsets are code points, half-open; amounts are exact decimals
    in major units of ISO 4217 currencies. Takes time linear in the text. Raises ``LanguageError``
    for a language without a table here.
    """
    grammar = _grammar(language)
    countries = _countries(text, grammar)
    spans: list[MoneySpan] = []
    position = 0
    while match := grammar.sum.search(text, position):
        first = _read(match, grammar, countries)
        money = _money(first, grammar, countries) if first else None
        if first is None or money is None:
            position = first.end if first else match.end()
            continue
        end = first.start + len(money.wording)
        equivalents, position = _equivalents(text, end, money.currency, grammar, countries)
        price = grammar.price.match(text, end) or grammar.price.match(text, position)
        per_unit = price is not None and (price["time"] is None or money.amount < _FLOW)
        spans.append(MoneySpan(first.start, position, money, equivalents, per_unit))
    return spans


# --- What the world's money is called ------------------------------------------------------------

_PREFIXES = {
    "$": "dollar", "US$": "USD", "U.S.$": "USD", "US $": "USD", "U.S. $": "USD", "US-$": "USD",
    "C$": "CAD", "CA$": "CAD", "Can$": "CAD", "CDN$": "CAD", "A$": "AUD", "AU$": "AUD", "HK$": "HKD",
    "NT$": "TWD", "NZ$": "NZD", "S$": "SGD", "SG$": "SGD", "R$": "BRL", "MX$": "MXN", "Mex$": "MXN",
    "J$": "JMD", "€": "EUR", "£": "GBP", "¥": "yen", "￥": "yen", "CN¥": "CNY", "RMB¥": "CNY",
    "JP¥": "JPY", "₩": "KRW", "₹": "INR", "Rs": "INR", "Rs.": "INR", "₽": "RUB", "₺": "TRY", "₴": "UAH",
    "₪": "ILS", "₫": "VND", "₱": "PHP", "฿": "THB", "₦": "NGN", "kr": "crown", "Kr": "crown",
    "RM": "MYR", "Rp": "IDR", "R": "ZAR",
}  # fmt: skip
_SUFFIXES = ("$", "US$", "€", "£", "¥", "₩", "₹", "₽", "₺", "₴", "₪", "₫", "zł", "zl", "Zł", "ZŁ", "kr")
_CODES = frozenset(
    {
        "USD", "EUR", "GBP", "JPY", "CNY", "RMB", "CHF", "SEK", "NOK", "DKK", "ISK", "PLN", "CZK", "HUF",
        "RON",
        "BGN", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "KRW", "INR", "PKR", "BRL", "MXN", "ARS", "CLP",
        "COP",
        "PEN", "ZAR", "RUB", "TRY", "UAH", "ILS", "AED", "SAR", "QAR", "KWD", "THB", "IDR", "MYR", "PHP",
        "VND",
        "NGN", "KES", "EGP", "KZT",
    }
)  # fmt: skip
_SAME = {"RMB": "CNY", "zł": "PLN", "zl": "PLN", "Zł": "PLN", "ZŁ": "PLN"}

# One word, many currencies: by country; "" is for no country, and missing where a guess would be wild.
_FAMILIES: Mapping[str, Mapping[str, str]] = {
    "dollar": {"": "USD", "US": "USD", "CA": "CAD", "AU": "AUD", "HK": "HKD", "NZ": "NZD", "SG": "SGD",
               "TW": "TWD", "JM": "JMD"},
    "peso": {"": "MXN", "MX": "MXN", "CO": "COP", "AR": "ARS", "CL": "CLP", "PH": "PHP", "UY": "UYU",
             "DO": "DOP"},
    "crown": {"": "SEK", "SE": "SEK", "NO": "NOK", "DK": "DKK", "IS": "ISK", "CZ": "CZK"},
    "yen": {"": "JPY", "JP": "JPY", "CN": "CNY"},
    "dinar": {"KW": "KWD", "JO": "JOD", "RS": "RSD", "IQ": "IQD"},
    "pound": {"": "GBP", "GB": "GBP", "EG": "EGP"},
    "franc": {"": "CHF", "CH": "CHF"},
    "rupee": {"": "INR", "IN": "INR", "PK": "PKR", "LK": "LKR", "NP": "NPR"},
    "rouble": {"": "RUB", "RU": "RUB", "BY": "BYN"},
    "riyal": {"": "SAR", "SA": "SAR", "QA": "QAR", "OM": "OMR"},
    "dirham": {"": "AED", "AE": "AED", "MA": "MAD"},
    "shilling": {"": "KES", "KE": "KES", "TZ": "TZS", "UG": "UGX"},
    "won": {"": "KRW", "KR": "KRW"},
}  # fmt: skip
_BY_NEAREST_COUNTRY = ("peso", "crown", "yen", "dinar")
_WEAK_WORDS = frozenset({"won", "pound", "VND", "BRL"})
_WEAK_MARKS = frozenset({"COP", "PEN", "TRY", "R", "RM", "Rp", "kr", "Kr"})
_ENOUGH = Decimal(100_000)
"""A weak word or mark speaks of money from here on even without a scale."""
_FLOW = Decimal(1_000_000)
"""From here on, a sum "a year" or "each" is a size and not a price."""
_BEFORE = 24
"""How many code points before a sum are looked at."""


@dataclass(frozen=True, slots=True)
class _Words:
    """What one language calls numbers, scales, currencies and countries; values are regular expressions
    where a key is a code, and plain forms elsewhere."""

    decimal_mark: str
    grouped_by_space: bool
    scales: Mapping[str, int]
    numbers: Mapping[str, int]
    fractions: Mapping[str, Decimal]
    articles: tuple[str, ...]
    hundred: tuple[str, ...]
    and_a_half: str
    link: str
    currencies: Mapping[str, str]
    countries: Mapping[str, str]
    country_first: bool
    to: str
    and_: str
    between: str
    from_: str
    ranging: str
    in_: str
    approximately: str
    or_: str
    price: str
    price_by_time: str


_WORDS: Mapping[str, _Words] = {
    "en": _Words(
        decimal_mark=".",
        grouped_by_space=False,
        scales={
            "thousand": 3, "lakh": 5, "lakhs": 5, "million": 6, "millions": 6, "mil": 6, "mln": 6, "mn": 6,
            "mio": 6,
            "crore": 7, "crores": 7, "cr": 7, "billion": 9, "billions": 9, "bn": 9, "bln": 9,
            "trillion": 12, "trillions": 12, "tn": 12, "trn": 12, "trln": 12, "lakh crore": 12,
        },
        numbers={
            "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
            "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
            "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
            "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
        },
        fractions={
            "half": Decimal("0.5"), "half a": Decimal("0.5"), "half of a": Decimal("0.5"),
            "a half": Decimal("0.5"), "quarter of a": Decimal("0.25"), "a quarter": Decimal("0.25"),
            "a quarter of a": Decimal("0.25"), "three quarters of a": Decimal("0.75"),
        },
        articles=("a", "an"),
        hundred=("hundred",),
        and_a_half=r"[\s-]and[\s-]a[\s-]half",
        link=r"[\s-](?:and[\s-])?",
        currencies={
            "dollar": "dollars?", "EUR": "euros?", "CNY": "yuan|renminbi", "JPY": "yen", "won": "won",
            "GBP": "pounds?[ ]sterling",
            "pound": "pounds?(?!\\sof\\s(?!invest|fund|financ|aid|debt|capital))",
            "rupee": "rupees?", "franc": "francs?", "peso": "pesos?", "crown": "kron(?:a|or|er|e)|crowns",
            "PLN": "zlot(?:ys?|ych|e)|złot(?:y|ych|e)", "rouble": "rou?bles?", "TRY": "liras?",
            "BRL": "reais|reals",
            "ZAR": "rand", "HUF": "forints?", "CZK": "koruna?s?", "riyal": "riyals?", "dirham": "dirhams?",
            "dinar": "dinars?", "THB": "baht", "MYR": "ringgit", "IDR": "rupiah", "VND": "dong",
            "ILS": "shekels?", "UAH": "hryvnias?", "NGN": "nairas?", "shilling": "shillings",
        },
        countries={
            "US": r"US|U\.S\.|American", "CA": "Canad\\w+", "AU": "Austral\\w+", "HK": "Hong[ ]Kong",
            "NZ": "New[ ]Zealand", "SG": "Singapor\\w+", "TW": "(?:New[ ])?Taiwan\\w*", "JM": "Jamaica\\w*",
            "MX": "Mexic\\w+", "CO": "Colombia\\w*", "AR": "Argentin\\w+", "CL": "Chile\\w*",
            "PH": "Philippine\\w*|Filipino", "UY": "Uruguay\\w*", "DO": "Dominican", "SE": "Swed\\w+",
            "NO": "Norw\\w+", "DK": "Denmark|Danish", "IS": "Iceland\\w*", "CZ": "Czech\\w*",
            "JP": "Japan\\w*|Tokyo|yen", "CN": "China|Chinese|Beijing|yuan|renminbi|RMB",
            "KW": "Kuwait\\w*", "JO": "Jordan\\w*", "RS": "Serbia\\w*", "IQ": "Iraq\\w*",
            "GB": "British|UK|U\\.K\\.", "EG": "Egypt\\w*", "CH": "Swiss", "IN": "Indian?",
            "PK": "Pakistan\\w*",
            "LK": "Sri[ ]Lanka\\w*", "NP": "Nepal\\w*", "RU": "Russia\\w*", "BY": "Belarus\\w*",
            "SA": "Saudi", "QA": "Qatar\\w*", "OM": "Oman\\w*", "AE": "UAE|Emirati", "MA": "Morocc\\w+",
            "KE": "Kenya\\w*", "TZ": "Tanzania\\w*", "UG": "Uganda\\w*", "KR": "(?:South[ ])?Korea\\w*",
        },
        country_first=True,
        to="to|or",
        and_="and",
        between="between",
        from_="from",
        ranging=r"rang(?:e|es|ed|ing)\sfrom",
        in_="in",
        approximately="about|around|approximately|approx\\.?|roughly|some|nearly|almost|over|more[ ]than"
        "|up[ ]to|at[ ]least|as[ ]much[ ]as|equivalent[ ]to|equal[ ]to|worth|or|i\\.e\\.,?|then",
        or_="or",
        price=r"per[\s-](?!cent\b)\w+|/[ ]?(?:share|unit|barrel|kg|kWh|MWh|ton|tonne|oz|user|seat)"
        r"|an?[\s-](?:share|unit|barrel|ounce|tonne?|kilo(?:gram)?|litre|gallon|piece|head|seat|user|ticket)",
        price_by_time=r"(?:per[\s-]|an?[\s-]|/[ ]?)(?:year|annum|quarter|month|mo|week|day|hour|hr|minute)"
        r"|per[\s-]second|each|apiece|annually|monthly|weekly|daily",
    ),
    "pl": _Words(
        decimal_mark=",",
        grouped_by_space=True,
        scales={
            **dict.fromkeys(("tys.", "tys", "tysiąc", "tysiąca", "tysiące", "tysięcy", "tysiącami"), 3),
            **dict.fromkeys(("mln", "milion", "miliona", "miliony", "milionów", "milionom", "milionami"), 6),
            **dict.fromkeys(("mld", "miliard", "miliarda", "miliardy", "miliardów", "miliardami", "bn"), 9),
            **dict.fromkeys(("bln", "bilion", "biliona", "biliony", "bilionów", "bilionami"), 12),
        },
        numbers={
            **dict.fromkeys(("jeden", "jednego", "jedna"), 1), **dict.fromkeys(("dwa", "dwóch", "dwu",
            "dwie"), 2),
            **dict.fromkeys(("trzy", "trzech"), 3), **dict.fromkeys(("cztery", "czterech"), 4),
            **dict.fromkeys(("pięć", "pięciu"), 5), **dict.fromkeys(("sześć", "sześciu"), 6),
            **dict.fromkeys(("siedem", "siedmiu"), 7), **dict.fromkeys(("osiem", "ośmiu"), 8),
            **dict.fromkeys(("dziewięć", "dziewięciu"), 9), **dict.fromkeys(("dziesięć", "dziesięciu"), 10),
            "jedenaście": 11, "jedenastu": 11, "dwanaście": 12, "dwunastu": 12, "trzynaście": 13,
            "czternaście": 14, "piętnaście": 15, "piętnastu": 15, "szesnaście": 16, "siedemnaście": 17,
            "osiemnaście": 18, "dziewiętnaście": 19, "dwadzieścia": 20, "dwudziestu": 20, "trzydzieści": 30,
            "trzydziestu": 30, "czterdzieści": 40, "czterdziestu": 40, "pięćdziesiąt": 50,
            "pięćdziesięciu": 50, "sześćdziesiąt": 60, "siedemdziesiąt": 70, "osiemdziesiąt": 80,
            "dziewięćdziesiąt": 90, "sto": 100, "stu": 100, "dwieście": 200, "dwustu": 200, "trzysta": 300,
            "czterysta": 400, "pięćset": 500, "pięciuset": 500, "sześćset": 600, "siedemset": 700,
            "osiemset": 800, "dziewięćset": 900,
        },
        fractions={
            "pół": Decimal("0.5"), "półtora": Decimal("1.5"), "półtorej": Decimal("1.5"),
            "ćwierć": Decimal("0.25"),
            # A singular scale with no number before it is one of it; the plurals are vague.
            "tysiąc": Decimal(10**3), "tysiąca": Decimal(10**3), "milion": Decimal(10**6),
            "miliona": Decimal(10**6), "miliard": Decimal(10**9), "miliarda": Decimal(10**9),
            "bilion": Decimal(10**12), "biliona": Decimal(10**12),
        },
        articles=(),
        hundred=(),
        and_a_half=r"\si\spół",
        link=r"\s",
        currencies={
            "PLN": "złot(?:ych|ego|ymi|ym|e|y)(?!\\s(?:medal|monet|kolumn|płyt|krąż|glob|but))",
            "EUR": "euro",
            "dollar": "dolar(?:ów|ami|y|a)?", "CNY": "juan(?:ów|ami|y|a)?|renminbi",
            "JPY": "jen(?:ów|ami|y|a)?",
            "won": "won(?:ów|y|a)?", "GBP": "funt(?:ów|y|a)?[ ]szterling(?:ów|i|a)?",
            "pound": "funt(?:ów|ami|y|a)?",
            "rupee": "rupi[iea]", "franc": "frank(?:ów|ami|i|a)?", "peso": "pesos?",
            "crown": "koron(?:y|a|ę|ami)?",
            "rouble": "rubl(?:i|ami|e|a)", "TRY": "lir(?:ów|y|a)?", "BRL": "real(?:i|ów)",
            "ZAR": "rand(?:ów|y|a)",
            "HUF": "forint(?:ów|y|a)", "riyal": "rial(?:i|ów|e)|riyali", "dirham": "dirham(?:ów|y|a)",
            "dinar": "dinar(?:ów|y|a)", "THB": "bah?t(?:ów|y|a)", "ILS": "szekl(?:i|e|a)",
            "UAH": "hrywi?e?n(?:y|a)?",
        },
        countries={
            "US": "amerykańsk\\w+", "CA": "kanadyjsk\\w+|Kana\\w+", "AU": "australijsk\\w+|Australi\\w+",
            "HK": "hongkońsk\\w+", "NZ": "nowozelandzk\\w+", "SG": "singapursk\\w+", "TW": "tajwańsk\\w+",
            "MX": "meksykańsk\\w+|Meksyk\\w*", "CO": "kolumbijsk\\w+|Kolumbi\\w+",
            "AR": "argentyńsk\\w+|Argentyn\\w+",
            "CL": "chilijsk\\w+|Chile", "PH": "filipińsk\\w+|Filipin\\w*", "UY": "urugwajsk\\w+",
            "SE": "szwedzk\\w+|Szwe\\w+", "NO": "norwesk\\w+|Norwe\\w+", "DK": "duńsk\\w+|Dani\\w*",
            "IS": "islandzk\\w+|Islandi\\w+", "CZ": "czesk\\w+|Czech\\w*",
            "JP": "japońsk\\w+|Japoni\\w+|jenów",
            "CN": "chińsk\\w+|Chin\\w*|juan\\w*|RMB", "KW": "kuwejck\\w+|Kuwej\\w+", "JO": "jordańsk\\w+",
            "RS": "serbsk\\w+|Serbi\\w+", "IQ": "irack\\w+", "GB": "brytyjsk\\w+", "EG": "egipsk\\w+",
            "CH": "szwajcarsk\\w+", "IN": "indyjsk\\w+", "PK": "pakistańsk\\w+", "RU": "rosyjsk\\w+",
            "BY": "białorusk\\w+", "SA": "saudyjsk\\w+", "QA": "katarsk\\w+", "OM": "omańsk\\w+",
            "AE": "emirack\\w+", "MA": "marokańsk\\w+", "KR": "(?:południowo)?koreańsk\\w+",
        },
        country_first=False,
        to="do|lub|albo",
        and_="a|i",
        between="między|pomiędzy",
        from_="z|ze",
        ranging=r"(?!)",
        in_="w",
        approximately="ok\\.|około|blisko|prawie|niemal|ponad|nawet|czyli|tj\\.|to[ ]jest|równowartość"
        "|co[ ]daje|mniej[ ]więcej|w[ ]przybliżeniu",
        or_="czyli|tj\\.",
        price=r"(?:za|na|od|/)[ ]?(?:\d[ ]?)?(?:jedn\w+[ ])?(?:akcj[ęią]|sztukę|szt\.|udział|baryłkę|uncję"
        r"|tonę|kg|kilogram|litr|m2|metr|MWh|kWh|osob[ęy]|głow[ęy]|użytkownika|egzemplarz|bilet)",
        price_by_time=r"miesięcznie|rocznie|tygodniowo|dziennie"
        r"|(?:za|na|/)[ ]?(?:miesiąc|rok|godzinę|dobę|tydzień|dzień)",
    ),
}  # fmt: skip


# --- From the tables to one expression a language -------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Grammar:
    words: _Words
    sum: re.Pattern[str]
    """One sum where none of its neighbours makes it something else."""
    next_sum: re.Pattern[str]
    """One sum right here: after "to", a dash or a bracket."""
    currency: re.Pattern[str]
    country: re.Pattern[str]
    unsure_country: re.Pattern[str]
    """What makes the nearest country matter."""
    joint: re.Pattern[str]
    between: re.Pattern[str]
    change: re.Pattern[str]
    ranging: re.Pattern[str]
    after_scale: re.Pattern[str]
    """Before a sum that is the tail of a longer number."""
    in_: re.Pattern[str]
    cut_scale: re.Pattern[str]
    """After a number, at the end of a line: what is left of a scale, so that the sum is not known."""
    opening: re.Pattern[str]
    separator: re.Pattern[str]
    closing: re.Pattern[str]
    price: re.Pattern[str]


def _any(forms: Iterable[str]) -> str:
    """An alternation of plain forms, the longest first; a space or hyphen stands for either."""
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    return "|".join(re.escape(form).replace("\\ ", r"[\s-]") for form in longest_first) or "(?!)"


def _initials(forms: Iterable[str]) -> str:
    """The first characters of some forms, in both cases, as the inside of a character class."""
    return "".join(sorted({form[0].lower() for form in forms} | {form[0].upper() for form in forms}))


def _mark(mark: str) -> str:
    """A mark before a number as a pattern: its "$" may be escaped, as Markdown does."""
    if mark.endswith("$") and mark != "$":
        return re.escape(mark[:-1]).replace("\\ ", r"\s") + r"\\?\$"
    return re.escape(mark)


def _keyed(patterns: Mapping[str, str]) -> str:
    """An alternation whose matching group is named for the key."""
    return "|".join(f"(?P<{key}>{pattern})" for key, pattern in patterns.items())


@cache
def _grammar(language: str) -> _Grammar:
    if language not in _WORDS:
        known = ", ".join(sorted(_WORDS))
        raise LanguageError(f"no words for money in language {language!r}; there are words in {known}")
    words = _WORDS[language]
    prefix = "|".join(map(_mark, sorted(_PREFIXES, key=lambda mark: (-len(mark), mark))))
    codes = "|".join(sorted(_CODES))
    country = f"(?:{'|'.join(words.countries.values())})"
    currency = f"(?i:{'|'.join(words.currencies.values())})"
    named = rf"(?:(?P<country>{country})[\s-])?" if words.country_first else ""
    named += f"(?P<word>{currency})"
    named += "" if words.country_first else rf"(?:\s(?P<country>{country}))?"
    spaced = r"\d{1,3}(?:[ \xa0\u2009\u202f]\d{3})+(?:,\d{1,6})?(?!\d)|" if words.grouped_by_space else ""
    scale = _any(words.scales)
    more = _any([*words.hundred, *(form for form in words.numbers if form not in words.articles)])
    article = rf"(?:{_any(words.articles)})(?=[\s-](?:{_any([*words.scales, *words.hundred])})(?!\w))"
    spelled = rf"{_any(words.fractions)}|(?:{article}|{more})(?:{words.link}(?:{more})){{0,5}}"
    # The look-aheads change nothing but the time: most words begin no sum.
    marked = rf"(?=[{_initials([*_CODES, *_PREFIXES])}])(?P<prefix>(?:{codes})(?:\s?\\?\$)?|{prefix})\s?"
    body = rf"""
        (?:(?P<digits>(?>{spaced}\d{{1,15}}(?:[.,]\d{{1,6}}){{0,5}}|(?(prefix)\.\d{{1,4}}|(?!))))(?![.,]?\d)
          |(?=[{_initials([*words.numbers, *words.fractions])}])(?P<spelled>(?i:{spelled}))(?!\w))
        (?P<half>(?i:{words.and_a_half})(?!\w))?
        (?:[\s-]?(?P<scale>(?i:{scale}))(?!\w)
          |(?P<letter>[kKmMbBtT]|(?(prefix)\s[MB](?![-&])|(?!)))(?!\w))?
        (?:[\s-]?(?:{named}|(?P<code>{codes}|(?i:usd|eur|pln|gbp|chf)))(?!\w)
          |\s?(?P<mark>{_any(_SUFFIXES)})(?![\w$]|\s?\d))?
    """
    about = rf"(?:(?i:{words.approximately})\s|[~≈=]\s?)*+"
    cut = _any({form[:length] for form in words.scales for length in range(1, len(form))})
    unsure = "|".join(words.currencies.get(word, r"(?!)") for word in _BY_NEAREST_COUNTRY)
    return _Grammar(
        words=words,
        sum=re.compile(rf"(?<![\w$€£¥₹])(?:{marked}|(?<!\w[-./,])){body}", re.VERBOSE),
        next_sum=re.compile(rf"(?:{marked})?{body}", re.VERBOSE),
        currency=re.compile(_keyed(words.currencies), re.VERBOSE | re.IGNORECASE),
        country=re.compile(rf"\b(?:{_keyed(words.countries)})(?!\w)", re.VERBOSE),
        unsure_country=re.compile(rf"[¥￥]|\bkr\b|(?i:{unsure})", re.VERBOSE),
        joint=re.compile(
            rf"(?:(?P<dash>\s?[-–—]\s?)|\s(?:(?P<to>(?i:{words.to}))|(?P<and>(?i:{words.and_})))\s){about}",
            re.VERBOSE,
        ),
        between=re.compile(rf"\b(?i:{words.between})\s{about}\Z", re.VERBOSE),
        change=re.compile(rf"(?<!\w)(?i:{words.from_})\s{about}\Z", re.VERBOSE),
        ranging=re.compile(rf"\b(?i:{words.ranging})\s{about}\Z", re.VERBOSE),
        after_scale=re.compile(rf"(?:\d\s?|[^\W\d]\s)(?i:{scale})\s\Z", re.VERBOSE),
        in_=re.compile(rf"(?<!\w)(?i:{words.in_})\s\Z"),
        cut_scale=re.compile(rf"[^\S\n](?i:{cut})(?=\s*(?:…|\.\.|\n|\Z))"),
        opening=re.compile(rf"(?:\s?(?P<bracket>[(\[])\s?|,\s(?:{words.or_})\s){about}", re.VERBOSE),
        separator=re.compile(rf"\s?[;,/]\s?{about}", re.VERBOSE),
        closing=re.compile(r"[^()\[\]\d]{0,60}+[)\]]"),
        price=re.compile(
            rf"[\s-]?(?:(?P<time>(?i:{words.price_by_time}))|(?:{words.price}))(?!\w)", re.VERBOSE
        ),
    )


# --- Reading --------------------------------------------------------------------------------------

_LETTERS = {"k": 3, "m": 6, "b": 9, "t": 12}
_Countries = Mapping[str, tuple[list[int], list[str]]]
"""For a family of currencies: where the text names one of its countries, and the currency it speaks for."""


@dataclass(frozen=True, slots=True)
class _Sum:
    """A number with what stands at it; ``power`` and ``currency`` are None where they are not said."""

    text: str
    start: int
    end: int
    number: Decimal
    power: int | None
    currency: str | None
    prefixed: bool


def _countries(text: str, grammar: _Grammar) -> _Countries:
    found: dict[str, tuple[list[int], list[str]]] = {family: ([], []) for family in _BY_NEAREST_COUNTRY}
    if grammar.unsure_country.search(text):
        for match in grammar.country.finditer(text):
            for family, (positions, currencies) in found.items():
                if currency := _FAMILIES[family].get(match.lastgroup or ""):
                    positions.append(match.start())
                    currencies.append(currency)
    return found


def _read(match: re.Match[str], grammar: _Grammar, countries: _Countries) -> _Sum | None:
    """One sum, with or without a currency; None where the number is none ("1.2.3", "a", 0)."""
    words = grammar.words
    spelled = (match["spelled"] or "").lower()
    number = _number(match["digits"], words.decimal_mark) if match["digits"] else _spelled(spelled, words)
    if not number:
        return None
    if match["half"]:
        number += Decimal("0.5")
    power = None
    if match["scale"]:
        power = words.scales[re.sub(r"[\s-]", " ", match["scale"].lower())]
    elif match["letter"]:
        power = _LETTERS[match["letter"].strip().lower()]
    if spelled in words.articles and "-" in match[0]:
        return None  # "a billion-dollar deal" is of that order
    before = match.string[max(0, match.start() - _BEFORE) : match.start()]
    currency, said_after = _currency(match, grammar, countries, power is not None or number >= _ENOUGH)
    if not match["prefix"] and grammar.after_scale.search(before):
        currency = None  # "2 million 500 thousand dollars"
    elif not match["prefix"] and power is None and _is_year(match["digits"]) and grammar.in_.search(before):
        currency = None  # "in 2010 dollars"
    end = match.end() if said_after else max(map(match.end, ("digits", "spelled", "half", "scale", "letter")))
    if power is None and grammar.cut_scale.match(match.string, end):
        currency = None  # "$50 mi…"
    return _Sum(match.string, match.start(), end, number, power, currency, match["prefix"] is not None)


def _is_year(digits: str | None) -> bool:
    return digits is not None and len(digits) == 4 and digits.startswith(("19", "20"))


def _number(digits: str, decimal_mark: str) -> Decimal | None:
    """Digits with their marks: one mark before three digits groups them unless it is the language's
    decimal mark; "1,5 billion" is accepted in English; None for "1.2.3"."""
    plain = re.sub(r"\s", "", digits)
    marks = [character for character in plain if character in ".,"]
    if re.match(r"0\d", plain):
        return None
    if not marks:
        return Decimal(plain)
    group = next(mark for mark in ".," if mark != decimal_mark)
    if len(set(marks)) == 2:
        decimal_mark, group = marks[-1], marks[0]
    elif len(marks) > 1:
        decimal_mark, group = next(mark for mark in ".," if mark != marks[0]), marks[0]
    elif marks[0] == group and not re.fullmatch(r"[1-9]\d{0,2}.\d{3}", plain):
        decimal_mark, group = group, decimal_mark
    whole, _, fraction = plain.partition(decimal_mark)
    if group in whole and not re.fullmatch(rf"\d{{1,3}}(?:{re.escape(group)}\d{{3}})+", whole):
        return None
    if not re.fullmatch(r"\d*", fraction):
        return None
    return Decimal(f"{whole.replace(group, '')}.{fraction or 0}")


def _spelled(phrase: str, words: _Words) -> Decimal | None:
    """The value of spelled numbers: "half a", "twenty-five", "two hundred and fifty"."""
    parts = re.split(r"[\s-]", phrase)
    if fraction := words.fractions.get(" ".join(parts)):
        return fraction
    value = 0
    for part in parts:
        if part in words.hundred:
            value *= 100
        else:
            value += words.numbers.get(part, 0)
    return Decimal(value) if value else None


def _currency(
    match: re.Match[str], grammar: _Grammar, countries: _Countries, large: bool
) -> tuple[str | None, bool]:
    """The currency of a sum, and whether what stands after the number says it.

    "$5 million Canadian dollars" is CAD, "$5 million CAD" too; "$5 won" is USD.
    """
    mark = re.sub(r"\s", " ", (match["prefix"] or "").replace("\\", ""))
    before = mark[:3] if mark[:3] in _CODES else _PREFIXES.get(mark)
    word = _key(grammar.currency, match["word"])
    if after := match["mark"] or (match["code"] or "").upper():
        key = after
        weak = after in _WEAK_MARKS
    elif word and (not before or (before == "dollar" and word in ("dollar", "peso"))):
        key = word
        weak = word in _WEAK_WORDS and not match["country"]
    elif before:
        key = before
        weak = mark in _WEAK_MARKS
    else:
        return None, False
    if weak and not large:
        return None, False
    country = _key(grammar.country, match["country"]) if key == word else ""
    return _code(key, country, match.start(), countries), key != before or word == "dollar"


def _key(pattern: re.Pattern[str], wording: str | None) -> str:
    """The name of the alternative of ``pattern`` that matches all of a wording; "" for none."""
    match = pattern.fullmatch(wording) if wording else None
    return (match.lastgroup or "") if match else ""


def _code(key: str, country: str, position: int, countries: _Countries) -> str | None:
    """The ISO 4217 code that a mark or a family of currencies stands for at a place in the text."""
    key = _PREFIXES.get(key, _SAME.get(key, key))
    family = _FAMILIES.get(key)
    if family is None:
        return key
    if not country and key in _BY_NEAREST_COUNTRY:
        positions, currencies = countries[key]
        after = bisect(positions, position)
        around = [index for index in (after - 1, after) if 0 <= index < len(positions)]
        if around:
            return currencies[min(around, key=lambda index: abs(positions[index] - position))]
    return family.get(country)


def _money(first: _Sum, grammar: _Grammar, countries: _Countries) -> Money | None:
    """The sum or range that begins with ``first``; None where no currency is said."""
    text = first.text
    joint = grammar.joint.match(text, first.end)
    match = grammar.next_sum.match(text, joint.end()) if joint else None
    second = _read(match, grammar, countries) if match else None
    power, maximum, end = first.power, None, first.end
    currency = first.currency
    if joint and second and _is_range(first, second, joint, grammar):
        if power is None and second.power is not None and first.number < second.number:
            power = second.power  # "$5-10 million"
        high = _scaled(second.number, second.power)
        before = text[max(0, first.start - _BEFORE) : first.start]
        if joint["to"] and grammar.change.search(before) and not grammar.ranging.search(before):
            pass  # "from $5m to $10m": the second sum is found in its turn
        elif _scaled(first.number, power) < high:
            maximum, end, currency = high, second.end, second.currency or first.currency
        else:
            power = first.power
    if currency is None:
        return None
    return Money(_scaled(first.number, power), currency, maximum, text[first.start : end])


def _is_range(first: _Sum, second: _Sum, joint: re.Match[str], grammar: _Grammar) -> bool:
    """Whether two sums may be the ends of one range: they share a currency, said at least once."""
    if second.currency is None:
        tight = joint["dash"] and joint[0] == joint["dash"].strip()
        ended = first.power is not None and not (tight and second.power is not None)
        if first.currency is None or not first.prefixed or ended or (second.power is None and not tight):
            return False
    elif first.currency is None and first.power is None and second.power and first.number >= second.number:
        return False  # "in 2018 - 2 million euros"
    elif first.currency not in (None, second.currency):
        return False
    before = first.text[max(0, first.start - _BEFORE) : first.start]
    return joint["and"] is None or grammar.between.search(before) is not None


def _scaled(number: Decimal, power: int | None) -> Decimal:
    amount = number.scaleb(power or 0)
    return Decimal(int(amount)) if amount == int(amount) else amount


def _equivalents(
    text: str, end: int, currency: str, grammar: _Grammar, countries: _Countries
) -> tuple[tuple[Money, ...], int]:
    """The same sum in other currencies, "($10.2bn; £5.5bn)" or ", or $12 billion", and where that ends."""
    opening = grammar.opening.match(text, end)
    if opening is None:
        return (), end
    found: list[Money] = []
    joint: re.Match[str] | None = opening
    position = end
    while joint and (match := grammar.next_sum.match(text, joint.end())):
        sum_ = _read(match, grammar, countries)
        money = _money(sum_, grammar, countries) if sum_ else None
        if sum_ is None or money is None or money.currency == currency:
            return (), end
        found.append(money)
        position = sum_.start + len(money.wording)
        joint = grammar.separator.match(text, position)
    if opening["bracket"]:
        closing = grammar.closing.match(text, position)
        if not found or closing is None:
            return (), end
        position = closing.end()
    return tuple(found), position if found else end
