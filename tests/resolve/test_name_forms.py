"""How names are taken apart."""

from __future__ import annotations

import doctest

import pytest
from making_claims import name

from kg import declension
from kg.declension import word_bases
from kg.resolve import names
from kg.resolve.names import form, is_generic, plain_text, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lenovo's", "lenovo"),
        ("the companies’ Lenovo", "the companies lenovo"),
        ("O'Reilly", "oreilly"),
        ("Xi'an", "xian"),
        ("U.S. Steel", "us steel"),
        ("Google'a", "google"),
        ("IBM-u", "ibm"),
        ("Łódź", "lodz"),
        ("Ｓｏｎｙ", "sony"),
        ("AT&T", "at and t"),
        ("Disney+", "disney plus"),
        ("36氪", "36氪"),
        ("…", ""),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert words(text) == tuple(expected.split())


@pytest.mark.parametrize(
    ("text", "core", "shown"),
    [
        ("co:Lenovo Group Ltd", "lenovo", "Lenovo Group"),
        ("co:Ford Motor Company", "ford motor", "Ford Motor Company"),
        ("co:Merck & Co., Inc.", "merck", "Merck"),
        ("co:Folwark Samochodowy sp. z o.o.", "folwark samochodowy", "Folwark Samochodowy"),
        ("co:Orlen S.A.", "orlen", "Orlen"),
        ("co:The Home Depot, Inc.", "home depot", "Home Depot"),
        ("co:Capital Group", "capital group", "Capital Group"),
        ("co:The Limited", "limited", "Limited"),
        ("co:联想集团", "联想", "联想集团"),
        ("co:公司", "公司", "公司"),
        ("person:Sir Tim Cook", "tim cook", "Tim Cook"),
        ("person:Dr. Prof", "prof", "Prof"),
        ("product:Nano Group", "nano group", "Nano Group"),
        ("topic:the cloud", "cloud", "cloud"),
    ],
)
def test_core_and_name_as_shown(text: str, core: str, shown: str) -> None:
    given = name(text)
    found = form(given.name, given.type)
    assert " ".join(found.core) == core
    assert plain_text(found, given.type) == shown


@pytest.mark.parametrize("text", ["IBM", "IBM's", "IBM-u", "IBM Corp.", "co:NIO Inc"])
def test_acronyms(text: str) -> None:
    given = name(text)
    assert form(given.name, given.type).is_acronym


@pytest.mark.parametrize("text", ["Ibm", "I", "LENOVOGROUP", "IBM Research", "Corp IT systems"])
def test_no_acronyms(text: str) -> None:
    assert not form(text, name(text).type).is_acronym


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("org:joint venture", True),
        ("co:joint venture", True),
        ("co:Joint Venture", True),
        ("co:China unit", True),
        ("co:its cloud business", True),
        ("lab:Artificial Intelligence Joint Laboratory", True),
        ("uni:School of Computer Science", True),
        ("lab:Alan Turing Institute", False),
        ("co:Digital Technology Group", False),
        ("co:bunq", False),
        ("co:First Capital", False),
        ("gov:European Commission", False),
        ("lab:人工智能联合实验室", False),
        ("person:he", False),
        ("topic:joint venture", False),
    ],
)
def test_generic_names(text: str, expected: bool) -> None:
    given = name(text)
    assert is_generic(form(given.name, given.type), given.type) is expected


def test_short_stems_have_no_bases() -> None:
    assert word_bases("ala") == word_bases("mi") == frozenset()


def test_examples_in_docstrings() -> None:
    results = [doctest.testmod(module) for module in (names, declension)]
    assert all(result.failed == 0 and result.attempted for result in results)


def test_word_lists_are_folded() -> None:
    """A word that folding changes would never be met."""
    tables = (
        names.TITLES,
        names.FUNCTION,
        names.GENERIC,
        names.COMMON,
        names.UNIT,
        names.PLACES,
        names.LEGAL_SHOWN,
    )
    listed = {word for table in tables for word in table} | {word for legal in names.LEGAL for word in legal}
    assert {word for word in listed if words(word) != (word,)} == set()
