"""Sums of money in running text: "$1.2 billion", "80 billion yuan ($12.04 billion)", "od 5 do 10 mln zł".

A sum is a number, maybe a scale, and a currency before or after it; a bare number is never money.
One regular expression a language (``money_words.py``) reads one such sum; plain code joins two into a
range and takes a bracketed sum of another currency for the same sum said again. Vague sums ("hundreds of
millions of dollars", "a multi-billion-dollar deal") are left out, and so is whatever cannot be read for sure.

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
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kg.extract.money_words import Currencies, Grammar, money_grammar
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
    grammar = money_grammar(language)
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


_ENOUGH = Decimal(100_000)
"""A weak word or mark speaks of money from here on even without a scale."""
_FLOW = Decimal(1_000_000)
"""From here on, a sum "a year" or "each" is a size and not a price."""
_BEFORE = 24
"""How many code points before a sum are looked at."""
_LETTERS = {"k": 3, "m": 6, "b": 9, "t": 12}
_SAME = str.maketrans("İıſ", "iis")
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


def _countries(text: str, grammar: Grammar) -> _Countries:
    found: dict[str, tuple[list[int], list[str]]] = {
        family: ([], []) for family in grammar.world.by_nearest_country
    }
    if grammar.unsure_country.search(text):
        for match in grammar.country.finditer(text):
            for family, (positions, currencies) in found.items():
                if currency := grammar.world.families[family].get(match.lastgroup or ""):
                    positions.append(match.start())
                    currencies.append(currency)
    return found


def _read(match: re.Match[str], grammar: Grammar, countries: _Countries) -> _Sum | None:
    """One sum, with or without a currency; None where the number is none ("1.2.3", "a", 0)."""
    words = grammar.words
    spelled = _lower(match["spelled"] or "")
    number = _number(match["digits"], words.decimal_mark) if match["digits"] else _spelled(spelled, grammar)
    if not number:
        return None
    if match["half"]:
        number += Decimal("0.5")
    power = None
    if match["scale"]:
        power = grammar.powers[re.sub(r"[\s-]", " ", _lower(match["scale"]))]
    elif match["letter"]:
        power = _LETTERS[_lower(match["letter"].strip())]
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


def _lower(wording: str) -> str:
    """As the tables write it: where case is ignored, "İ" and "ı" match an i, and "ſ" matches an s."""
    return wording.translate(_SAME).lower()


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


def _spelled(phrase: str, grammar: Grammar) -> Decimal | None:
    """The value of spelled numbers: "half a", "twenty-five", "two hundred and fifty"."""
    parts = re.split(r"[\s-]", phrase)
    if fraction := grammar.fractions.get(" ".join(parts)):
        return fraction
    value = 0
    for part in parts:
        if part in grammar.words.hundred:
            value *= 100
        else:
            value += grammar.values.get(part, 0)
    return Decimal(value) if value else None


def _currency(
    match: re.Match[str], grammar: Grammar, countries: _Countries, large: bool
) -> tuple[str | None, bool]:
    """The currency of a sum, and whether what stands after the number says it.

    "$5 million Canadian dollars" is CAD, "$5 million CAD" too; "$5 won" is USD.
    """
    world = grammar.world
    mark = re.sub(r"\s", " ", (match["prefix"] or "").replace("\\", ""))
    before = mark[:3] if mark[:3] in world.codes else world.prefixes.get(mark)
    word = _key(grammar.currency, match["word"])
    if after := match["mark"] or (match["code"] or "").upper():
        key = after
        weak = after in world.weak_marks
    elif word and (not before or (before == "dollar" and word in ("dollar", "peso"))):
        key = word
        weak = word in world.weak_words and not match["country"]
    elif before:
        key = before
        weak = mark in world.weak_marks
    else:
        return None, False
    if weak and not large:
        return None, False
    country = _key(grammar.country, match["country"]) if key == word else ""
    return _code(key, country, match.start(), countries, world), key != before or word == "dollar"


def _key(pattern: re.Pattern[str], wording: str | None) -> str:
    """The name of the alternative of ``pattern`` that matches all of a wording; "" for none."""
    match = pattern.fullmatch(wording) if wording else None
    return (match.lastgroup or "") if match else ""


def _code(key: str, country: str, position: int, countries: _Countries, world: Currencies) -> str | None:
    """The ISO 4217 code that a mark or a family of currencies stands for at a place in the text."""
    key = world.prefixes.get(key, world.same.get(key, key))
    family = world.families.get(key)
    if family is None:
        return key
    if not country and key in world.by_nearest_country:
        positions, currencies = countries[key]
        after = bisect(positions, position)
        around = [index for index in (after - 1, after) if 0 <= index < len(positions)]
        if around:
            return currencies[min(around, key=lambda index: abs(positions[index] - position))]
    return family.get(country)


def _money(first: _Sum, grammar: Grammar, countries: _Countries) -> Money | None:
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


def _is_range(first: _Sum, second: _Sum, joint: re.Match[str], grammar: Grammar) -> bool:
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
    text: str, end: int, currency: str, grammar: Grammar, countries: _Countries
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
