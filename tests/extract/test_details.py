"""Which sum and which date of a sentence are the deal's."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hand_built import at, read, skeleton

from kg.extract.dates import DateKind, DateSpan
from kg.extract.details import date_of, money_of
from kg.extract.frame_files import grammar
from kg.extract.frames import Match, Matcher
from kg.extract.money import MoneySpan
from kg.extract.skeleton import Skeleton
from kg.model import EntityType, Money

MATCHER = Matcher(grammar("en"))
KINDS = dict.fromkeys(("Acme", "Globex", "Initech"), EntityType.COMPANY)


def dollars(amount: int, *, per_unit: bool = False) -> MoneySpan:
    return MoneySpan(0, 1, Money(Decimal(amount), "USD"), per_unit=per_unit)


SUMS = {"m1": dollars(1), "m2": dollars(2), "price": dollars(3, per_unit=True)}


def match(found: Skeleton, relation: str) -> Match:
    sent = next(found.doc.sents)
    fired = MATCHER.match(0, found, sent, read(found))
    return next(m for m in fired if isinstance(m, Match) and m.frame.relation == relation)


BOUGHT = "Acme/PROPN/nsubj>bought bought=buy/VERB.VBD/ROOT Globex/PROPN/obj>bought"
MONEY = [
    pytest.param(f"{BOUGHT} for/ADP/case>m1 m1/NOUN/obl>bought .", 1, id="the price"),
    pytest.param(
        f"{BOUGHT} ,/PUNCT/punct>bought valued/VERB.VBN/advcl>bought at/ADP/case>m1 m1/NOUN/obl>valued .",
        None,
        id="a valuation",
    ),
    pytest.param(
        f"{BOUGHT} ,/PUNCT/punct>bought with/ADP/case>revenue revenue/NOUN/obl>bought of/ADP/case>m1"
        f" m1/NOUN/nmod>revenue .",
        None,
        id="a turnover",
    ),
    pytest.param(
        f"{BOUGHT} ,/PUNCT/punct>bought with/ADP/case>m1 m1/NOUN/obl>bought in/ADP/case>sales"
        f" sales/NOUN/nmod>m1 .",
        None,
        id="sales after the sum",
    ),
    pytest.param(
        f"{BOUGHT} for/ADP/case>m1 m1/NOUN/obl>bought ,/PUNCT/punct>bought at/ADP/case>valuation"
        f" a/DET/det>valuation"
        " valuation/NOUN/obl>bought of/ADP/case>m2 m2/NOUN/nmod>valuation .",
        1,
        id="the price beside a valuation",
    ),
    pytest.param(
        f"{BOUGHT} in/ADP/case>deal a/DET/det>deal deal/NOUN/obl>bought valued/VERB.VBN/acl>deal"
        f" at/ADP/case>m1"
        " m1/NOUN/obl>valued .",
        1,
        id="a deal valued at",
    ),
    pytest.param(f"{BOUGHT} for/ADP/case>price price/NOUN/obl>bought .", None, id="a price a share"),
    pytest.param(f"{BOUGHT} .", None, id="no sum"),
    pytest.param(
        "Initech/PROPN/nsubj>paid paid=pay/VERB.VBD/ROOT m1/NOUN/obj>paid after/SCONJ/mark>bought"
        " Acme/PROPN/nsubj>bought bought=buy/VERB.VBD/advcl>paid Globex/PROPN/obj>bought for/ADP/case>m2"
        " m2/NOUN/obl>bought .",
        2,
        id="the sum of the clause",
    ),
]


@pytest.mark.parametrize(("text", "expected"), MONEY)
def test_the_sum_of_a_deal(text: str, expected: int | None) -> None:
    found = skeleton(text, KINDS, money=SUMS)
    span = money_of(found, next(found.doc.sents), match(found, "acquires"), grammar("en").words)
    assert (span and span.money.amount) == expected


DATES = {
    "Monday": DateSpan(0, 6, DateKind.POINT, "2024-05-06"),
    "2019": DateSpan(0, 4, DateKind.POINT, "2019"),
    "2030": DateSpan(0, 4, DateKind.DEADLINE, "2030"),
    "decade": DateSpan(0, 6, DateKind.PERIOD, period="P10Y"),
    "years": DateSpan(0, 5, DateKind.PAST_PERIOD, period="P4Y"),
    "someday": DateSpan(0, 7, DateKind.POINT),
}
WHEN = [
    pytest.param(f"{BOUGHT} on/ADP/case>Monday Monday/PROPN/obl>bought .", ("2024-05-06", None), id="a day"),
    pytest.param(f"{BOUGHT} .", (None, None), id="no date"),
    pytest.param(f"{BOUGHT} someday/ADV/advmod>bought .", (None, None), id="a date that is not known"),
    pytest.param(
        f"{BOUGHT} over/ADP/case>decade a/DET/det>decade decade/NOUN/obl>bought .",
        (None, "P10Y"),
        id="a period",
    ),
    pytest.param(
        f"{BOUGHT} after/ADP/case>years years/NOUN/obl>bought .", (None, None), id="a period that is past"
    ),
    pytest.param(
        f"{BOUGHT} in/ADP/case>2019 2019/NUM/obl>bought ,/PUNCT/punct>said Smith/PROPN/nsubj>said"
        " said=say/VERB/parataxis>bought on/ADP/case>Monday Monday/PROPN/obl>said .",
        ("2019", None),
        id="the date of the clause",
    ),
    pytest.param(
        "Smith/PROPN/nsubj>said said=say/VERB/ROOT on/ADP/case>Monday Monday/PROPN/obl>said"
        " that/SCONJ/mark>bought"
        " Acme/PROPN/nsubj>bought bought=buy/VERB.VBD/ccomp>said Globex/PROPN/obj>bought .",
        ("2024-05-06", None),
        id="the date of the sentence, where the clause has none",
    ),
]


@pytest.mark.parametrize(("text", "expected"), WHEN)
def test_the_date_of_a_deal(text: str, expected: tuple[str | None, str | None]) -> None:
    found = skeleton(text, KINDS, dates=DATES)
    assert date_of(found, next(found.doc.sents), at(found.doc, "bought"), grammar("en")) == expected
