"""Codes as given, and short texts identified."""

from __future__ import annotations

import pytest

from kg.errors import ReadError
from kg.read.langid import identify, language_code


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en", "en"), ("EN", "en"), ("en-US", "en"), ("pl_PL", "pl"), ("zh-Hant-TW", "zh"), ("fi", "fi")],
)
def test_codes(tag: str, code: str) -> None:
    assert language_code(tag) == code


@pytest.mark.parametrize("tag", ["", "english", "eng", "zz", "e", "en US", "12"])
def test_what_is_no_code(tag: str) -> None:
    with pytest.raises(ReadError, match="is not a code"):
        language_code(tag)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Elm Announces $2B Chip Revenue and Unveils Global Plan", "en"),
        ("ELM AND OAK SIGN DEAL ON CHIPS", "en"),
        ("Elm, Oak in merger talks", "en"),
        ("Elm buys Oak", "en"),
        ("Elm rozwiązał umowę z Oak", "pl"),
        ("Elm kupuje sieć stacji w Niemczech", "pl"),
        ("Elm przejmie Oak za 40 mln", "pl"),
        ("Elm übernimmt einen Versicherer in Spanien", "de"),
        ("海蓝科技与东湖大学共建联合实验室", "zh"),
    ],
)
def test_headlines(text: str, code: str) -> None:
    assert identify(text) == code


def test_a_long_text_may_be_in_any_language() -> None:
    text = "Yhtiö kertoi maanantaina avaavansa toisen tehtaan ja palkkaavansa neljäsataa työntekijää. "
    assert identify(text * 4) == "fi"


@pytest.mark.parametrize("text", ["", "12 345", "$ % …"])
def test_no_letters_no_language(text: str) -> None:
    with pytest.raises(ReadError, match="cannot be told"):
        identify(text)
