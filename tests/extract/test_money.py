from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import LanguageError
from kg.extract.money import MoneySpan, find_money

# text → each sum as "amount[-maximum] CODE", "≈" before what the bracket says, "/" after a unit price
ENGLISH = [
    # a mark before the number
    ("Alpha put $1.2 billion into chips", "1200000000 USD"),
    ("Alpha put $1.2bn into chips", "1200000000 USD"),
    ("Alpha put $1.2B into chips", "1200000000 USD"),
    ("a $750M order", "750000000 USD"),
    ("a $500k grant", "500000 USD"),
    ("a fund of $ 3 M in total", "3000000 USD"),
    ("the debt, $7.35Bn, is gone", "7350000000 USD"),
    ("a plan of US$2B", "2000000000 USD"),
    ("a plan of US $2 billion", "2000000000 USD"),
    ("a plan of U.S. $2 billion", "2000000000 USD"),
    (r"a plan of US\$2 billion", "2000000000 USD"),
    (r"a gift of \$43.5 million", "43500000 USD"),
    ("USD 3.6 million in seed money", "3600000 USD"),
    ("USD $3.6 million in seed money", "3600000 USD"),
    ("USD100m in bonds", "100000000 USD"),
    ("RMB 500 million", "500000000 CNY"),
    ("€30m, €30 mln and EUR 30 million", "30000000 EUR; 30000000 EUR; 30000000 EUR"),
    ("£6.5m up front", "6500000 GBP"),
    ("C$5 million", "5000000 CAD"),
    ("A$5m", "5000000 AUD"),
    ("HK$5bn", "5000000000 HKD"),
    ("NT$5 billion", "5000000000 TWD"),
    ("S$1m", "1000000 SGD"),
    ("R$ 3 billion", "3000000000 BRL"),
    ("₩5 trillion", "5000000000000 KRW"),
    ("₹500 crore", "5000000000 INR"),
    ("Rs 5 lakh", "500000 INR"),
    ("Rs. 2 lakh crore", "2000000000000 INR"),
    ("CHF 1.2bn", "1200000000 CHF"),
    ("SEK1.5bn", "1500000000 SEK"),
    ("it costs $1,000,000.50 to build", "1000000.50 USD"),
    ("$45,000 in prizes", "45000 USD"),
    # a word, code or mark after it
    ("2 billion dollars", "2000000000 USD"),
    ("50 million dollars in medical AI", "50000000 USD"),
    ("10 million yuan to the laboratory", "10000000 CNY"),
    ("30m euros", "30000000 EUR"),
    ("5 billion yen", "5000000000 JPY"),
    ("3.5 trillion won", "3500000000000 KRW"),
    ("300 billion South Korean won", "300000000000 KRW"),
    ("5 million rupees", "5000000 INR"),
    ("20 million zlotys", "20000000 PLN"),
    ("6 million US dollars", "6000000 USD"),
    ("5 MİLLİON dollars and thırty mıllion euros", "5000000 USD; 30000000 EUR"),
    ("six thouſand dollars", "6000 USD"),
    ("20 million Canadian dollars", "20000000 CAD"),
    ("20 million Australian dollars", "20000000 AUD"),
    ("3 billion Hong Kong dollars", "3000000000 HKD"),
    ("$5 million CAD", "5000000 CAD"),
    ("$10 million Australian dollars", "10000000 AUD"),
    ("$10 million dollars", "10000000 USD"),
    ("two million pounds sterling", "2000000 GBP"),
    ("a bid of 200 million pounds", "200000000 GBP"),
    ("150,000 pounds", "150000 GBP"),
    ("2 billion Swedish kronor", "2000000000 SEK"),
    ("2 billion Danish crowns", "2000000000 DKK"),
    ("€1,5 billion, as some write", "1500000000 EUR"),
    # currencies that depend on the text
    ("5 billion pesos", "5000000000 MXN"),
    ("Colombia will spend 24.2 trillion pesos", "24200000000000 COP"),
    ("5 billion Chilean pesos, as Mexico did", "5000000000 CLP"),
    ("¥500 billion", "500000000000 JPY"),
    ("Beijing gave ¥500 billion", "500000000000 CNY"),
    ("Tokyo gave ¥500 billion, more than the rivals of the smaller town, in China", "500000000000 JPY"),
    ("Norway gave 5 million kroner", "5000000 NOK"),
    ("kr 5 million", "5000000 SEK"),
    ("5 million dinars from Kuwait", "5000000 KWD"),
    ("5 million dinars", ""),
    # in other words
    ("half a billion dollars", "500000000 USD"),
    ("nearly half a million US dollars", "500000 USD"),
    ("a billion dollars", "1000000000 USD"),
    ("a hundred million dollars", "100000000 USD"),
    ("a quarter of a million pounds", "250000 GBP"),
    ("two million euros", "2000000 EUR"),
    ("Two Hundred and Fifty Million Dollars", "250000000 USD"),
    ("twenty-five million dollars", "25000000 USD"),
    ("one and a half billion dollars", "1500000000 USD"),
    ("2 and a half million dollars", "2500000 USD"),
    ("a $500-million fund", "500000000 USD"),
    ("a $2-billion deal", "2000000000 USD"),
    ("a 50-million-euro round", "50000000 EUR"),
    ("up to $6.5 billion", "6500000000 USD"),
    ("FIFTY MILLION DOLLARS", "50000000 USD"),
    # ranges and changes
    ("$5-10 million", "5000000-10000000 USD"),
    ("$5m–10m", "5000000-10000000 USD"),
    ("$5 million to $10 million", "5000000-10000000 USD"),
    ("$500,000 to $2 million", "500000-2000000 USD"),
    ("between €1bn and €2bn", "1000000000-2000000000 EUR"),
    ("between about $5 and $7 billion", "5000000000-7000000000 USD"),
    ("$1 to $2 billion", "1000000000-2000000000 USD"),
    ("five to six million US dollars", "5000000-6000000 USD"),
    ("ranging from $5m to $10m", "5000000-10000000 USD"),
    ("rose from $5m to $10m", "5000000 USD; 10000000 USD"),
    ("rose from $1 to $2 billion", "1000000000 USD; 2000000000 USD"),
    ("gave $5 million and $10 million", "5000000 USD; 10000000 USD"),
    ("gave $5 million to 10 schools", "5000000 USD"),
    ("grew from $176 billion to over $1.46 trillion", "176000000000 USD; 1460000000000 USD"),
    ("$10 million to $5 million", "10000000 USD; 5000000 USD"),
    # the same sum in another currency
    ("80 billion yuan ($12.04 billion) of goods", "80000000000 CNY ≈ 12040000000 USD"),
    ("$600m (£309m) a year", "600000000 USD ≈ 309000000 GBP"),
    ("25m euros ($34.1m).", "25000000 EUR ≈ 34100000 USD"),
    ("24.2 trillion pesos ($10.2bn; £5.5bn)", "24200000000000 MXN ≈ 10200000000 USD ≈ 5500000000 GBP"),
    ("10 million yuan (about $1.5 million at the time)", "10000000 CNY ≈ 1500000 USD"),
    ("€5-6m ($6-7m)", "5000000-6000000 EUR ≈ 6000000-7000000 USD"),
    ("1.2 billion yuan, or about $170 million, in all", "1200000000 CNY ≈ 170000000 USD"),
    ("$5 million ($3 million in cash)", "5000000 USD; 3000000 USD"),
    ("$5 million (of which €1 million is debt)", "5000000 USD; 1000000 EUR"),
    ("$5 million (€4 million", "5000000 USD; 4000000 EUR"),
    # prices
    ("$45 per share", "45 USD/"),
    ("$45 a share", "45 USD/"),
    ("a $45-per-share offer", "45 USD/"),
    ("$9.99/month", "9.99 USD/"),
    ("$.42 / share", "0.42 USD/"),
    ("$20-$30 a seat", "20-30 USD/"),
    ("70,000 won per share", ""),
    ("170,000 won per share", "170000 KRW/"),
    ("1 billion dollars a year", "1000000000 USD"),
    ("$99 a year", "99 USD/"),
    ("$5 million each", "5000000 USD"),
    ("$5 million per aircraft", "5000000 USD/"),
    ("$5 million, per the filing", "5000000 USD"),
    # not money, or not exactly
    ("hundreds of millions of dollars", ""),
    ("a few hundred million dollars", ""),
    ("several million dollars", ""),
    ("a multi-billion-dollar deal", ""),
    ("a billion-dollar deal", ""),
    ("2 million 500 thousand dollars", ""),
    ("in 2010 dollars", ""),
    ("55 million users and 15% of 1,000 sites", ""),
    ("iPhone 15, GPT-4, Mi 6X, version 1.2.3 and Series B", ""),
    ("COP26 and COP 28", ""),
    ("Poland won 5 games and in 2015 won more", ""),
    ("200 million pounds of beef", ""),
    ("it weighs 50 pounds", ""),
    ("a USDA grant of 500, USDT 5", ""),
    ("$CF_PASS, cash$ and $", ""),
    ("$12.5.3", ""),
    ("a fund of $50 mi", ""),
    ("a fund of $50 bil… and $50 millio...", ""),
    ("a fund of $50\nmi", "50 USD"),
    ("$0", ""),
    ("the R2 unit", ""),
    ("it sold 5 million", ""),
]
POLISH = [
    ("50 mln zł", "50000000 PLN"),
    ("1,5 mld zł", "1500000000 PLN"),
    ("ok. 200 tys. zł rocznie", "200000 PLN/"),
    ("30 mln PLN", "30000000 PLN"),
    ("1 500 000 zł", "1500000 PLN"),
    ("1\u00a0500\u00a0000,50 zł", "1500000.50 PLN"),
    ("1.500.000 zł", "1500000 PLN"),
    ("5.2 mln zł", "5200000 PLN"),
    ("100 tysięcy złotych", "100000 PLN"),
    ("50 mln euro", "50000000 EUR"),
    ("€30 mln", "30000000 EUR"),
    ("30 mln €", "30000000 EUR"),
    ("2 mld dolarów", "2000000000 USD"),
    ("1,2 mln USD", "1200000 USD"),
    ("ponad $65 mld", "65000000000 USD"),
    ("3 mln dolarów kanadyjskich", "3000000 CAD"),
    ("17 mld rupii indyjskich", "17000000000 INR"),
    ("3 mln funtów", "3000000 GBP"),
    ("300 tys. funtów szterlingów", "300000 GBP"),
    ("2 mln franków szwajcarskich", "2000000 CHF"),
    ("2 mln koron norweskich", "2000000 NOK"),
    ("80 mld juanów (12,04 mld dolarów)", "80000000000 CNY ≈ 12040000000 USD"),
    ("5 mln euro, czyli ok. 22 mln zł", "5000000 EUR ≈ 22000000 PLN"),
    ("pół miliarda dolarów", "500000000 USD"),
    ("półtora miliona euro", "1500000 EUR"),
    ("dwa i pół miliona złotych", "2500000 PLN"),
    ("2 i pół miliona zł", "2500000 PLN"),
    ("dwa miliony złotych", "2000000 PLN"),
    ("sto pięćdziesiąt milionów złotych", "150000000 PLN"),
    ("ponad miliard złotych", "1000000000 PLN"),
    ("od 5 do 10 mln zł", "5000000-10000000 PLN"),
    ("od 25 do 60 tys. dolarów", "25000-60000 USD"),
    ("150-200 mln euro", "150000000-200000000 EUR"),
    ("między 5 a 10 mln euro", "5000000-10000000 EUR"),
    ("wzrost z 5 mln zł do 10 mln zł", "5000000 PLN; 10000000 PLN"),
    ("w 2018 - 2 mln zł", "2000000 PLN"),
    ("w 2018 500 mln zł", "500000000 PLN"),
    ("45 dolarów za akcję", "45 USD/"),
    ("54000 euro za sztukę", "54000 EUR/"),
    ("90 zł miesięcznie", "90 PLN/"),
    ("3 mld zł rocznie", "3000000000 PLN"),
    ("5 mln zł za spółkę", "5000000 PLN"),
    ("ok. 7 mln z przychodów", ""),
    ("dwa miliony", ""),
    ("setki milionów złotych", ""),
    ("kilkaset tysięcy złotych", ""),
    ("2 mln 500 tys. zł", ""),
    ("pięć złotych medali", ""),
    ("31 tys. głosów", ""),
    ("1. 000 zł brutto", ""),
    ("wielomilionowy kontrakt w 2018 r.", ""),
]


def shown(spans: list[MoneySpan]) -> str:
    def one(span: MoneySpan) -> str:
        sums = [
            f"{money.amount}{'' if money.maximum is None else f'-{money.maximum}'} {money.currency}"
            for money in (span.money, *span.equivalents)
        ]
        return " ≈ ".join(sums) + ("/" if span.per_unit else "")

    return "; ".join(map(one, spans))


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english(text: str, expected: str) -> None:
    assert shown(find_money(text, "en")) == expected


@pytest.mark.parametrize(("text", "expected"), POLISH)
def test_polish(text: str, expected: str) -> None:
    assert shown(find_money(text, "pl")) == expected


@pytest.mark.parametrize(
    ("text", "language", "wording", "whole"),
    [
        (r"a gift of \$43.5 million.", "en", "$43.5 million", "$43.5 million"),
        ("paid 25m euros ($34.1m) now", "en", "25m euros", "25m euros ($34.1m)"),
        ("between €1bn and €2bn now", "en", "€1bn and €2bn", "€1bn and €2bn"),
        ("paid $45 a share", "en", "$45", "$45"),
        ("od 5 do 10 mln zł brutto", "pl", "5 do 10 mln zł", "5 do 10 mln zł"),
        ("200 tys. zł.", "pl", "200 tys. zł", "200 tys. zł"),
    ],
)
def test_wording_is_the_first_sum_and_the_span_takes_in_the_bracket(
    text: str, language: str, wording: str, whole: str
) -> None:
    (span,) = find_money(text, language)
    assert span.money.wording == wording
    assert text[span.start : span.end] == whole


def test_a_language_without_a_table_is_an_error() -> None:
    with pytest.raises(LanguageError, match=r"'xx'.*en, pl"):
        find_money("$5", "xx")


PIECES = """
$ US$ \\$ € ¥ USD COP zł kr 5 10 1.2 1,500 2018 000 million bn m tys. mln a half one hundred and to do od - –
dollars euro pesos won złotych Canadian ( ) ; , . / or between from per share a month
"""
pieces = st.lists(st.sampled_from(PIECES.split()), max_size=25)


@settings(max_examples=150)
@given(
    st.one_of(st.text(), pieces.map(" ".join), pieces.map("".join)),
    st.sampled_from(["en", "pl"]),
)
def test_spans_are_sorted_disjoint_and_true_to_the_text(text: str, language: str) -> None:
    position = 0
    for span in find_money(text, language):
        assert position <= span.start < span.end <= len(text)
        position = span.end
        wording = span.money.wording
        assert wording
        assert text[span.start : span.start + len(wording)] == wording
        for money in (span.money, *span.equivalents):
            assert money.amount > 0
            assert money.maximum is None or money.maximum > money.amount
            assert len(money.currency) == 3
            assert money.currency.isupper()


@given(st.integers(1, 10**12), st.integers(0, 99))
def test_amounts_are_exact(whole: int, cents: int) -> None:
    (span,) = find_money(f"at $1 and {whole}.{cents:02} euros"[10:], "en")
    assert span.money.amount == Decimal(whole * 100 + cents) / 100


@pytest.mark.parametrize(
    "piece", ["9", "1,", "1 ", "1-", "$", "$1 to ", "a hundred ", "(", "¥5 ", "$5 (", "tys. ", "about "]
)
@pytest.mark.parametrize("language", ["en", "pl"])
def test_long_text_is_read_to_its_end(piece: str, language: str) -> None:
    text = piece * 5_000
    assert find_money(text + "\n\n.. $7 billion", language)[-1].money.amount in (7, 7 * 10**9)
