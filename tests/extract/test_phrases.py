"""Phrases in the text's own words, on parses written out by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hand_built import at, skeleton

from kg.extract.dates import DateKind, DateSpan
from kg.extract.money import MoneySpan
from kg.extract.phrases import noun_phrase
from kg.model import Money

DATES = {
    "Monday": DateSpan(0, 6, DateKind.POINT, "2024-05-06"),
    "decade": DateSpan(0, 6, DateKind.PERIOD, period="P10Y"),
}

PHRASES = [
    ("a/DET/det>battery new/ADJ/amod>battery battery/NOUN/ROOT", "battery", "new battery"),
    ("battery/NOUN/ROOT that/PRON/nsubj>lasts lasts=last/VERB/acl:relcl>battery", "battery", "battery"),
    (
        "research/NOUN/ROOT on/ADP/case>batteries batteries=battery/NOUN/nmod>research",
        "research",
        "research on batteries",
    ),
    (
        "chips=chip/NOUN/ROOT and/CCONJ/cc>software software/NOUN/conj>chips for/ADP/case>cars"
        " cars=car/NOUN/nmod>software",
        "chips",
        "chips and software for cars",
    ),
    ("in/ADP/case>robotics the/DET/det>robotics robotics/NOUN/ROOT", "robotics", "robotics"),
    ("its/PRON/nmod:poss>cloud cloud/NOUN/ROOT", "cloud", "cloud"),
    ("they/PRON/ROOT", "they", None),
    ("cloud/NOUN/ROOT .", "cloud", "cloud"),
    (
        "robotics/NOUN/ROOT ,/PUNCT/punct>field a/DET/det>field field/NOUN/appos>robotics",
        "robotics",
        "robotics",
    ),
    ("test/NOUN/ROOT on/ADP/case>Monday Monday/PROPN/nmod>test", "test", "test"),
    ("work/NOUN/ROOT over/ADP/case>decade the/DET/det>decade decade/NOUN/nmod>work", "work", "work"),
    ("battery/NOUN/ROOT plant=plant/NOUN/flat>battery", "battery", "battery plant"),
]


@pytest.mark.parametrize(("text", "head", "expected"), PHRASES)
def test_a_noun_phrase(text: str, head: str, expected: str | None) -> None:
    found = skeleton(text, dates=DATES)
    assert noun_phrase(found, at(found.doc, head)) == expected


def test_a_sum_is_no_part_of_a_phrase() -> None:
    money = MoneySpan(0, 5, Money(Decimal(5), "USD"))
    found = skeleton(
        "plant/NOUN/ROOT money/NOUN/nmod>plant in/ADP/case>Texas Texas/PROPN/nmod>plant",
        money={"money": money},
    )
    assert noun_phrase(found, at(found.doc, "plant")) == "plant"


def test_a_phrase_has_an_end() -> None:
    chain = " ".join(f"noun{i}/NOUN/nmod>noun{i - 1}" for i in range(1, 60))
    found = skeleton(f"noun0/NOUN/ROOT {chain}")
    assert len((noun_phrase(found, found.doc[0]) or "").split()) < 20
