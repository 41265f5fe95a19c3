"""What news arrives with → what a pipeline reads, and the way back to the original."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.language.repair import PROTECTED, Repaired, repair

REPAIRS = [
    # quotes, dashes and spaces, one for one
    ("It’s “fine” – really", 'It\'s "fine" – really'),
    ("„Tak” i «nie»", '"Tak" i "nie"'),
    ("joint‑venture\u00a0talks", "joint-venture talks"),
    ("soft\u00adware for zero\u200b width", "software for zero width"),
    # remains of feeds and pages
    ("Acme #39;s profit didn&#39;t fall", "Acme's profit didn't fall"),
    ("Acme&#8217;s R&amp;D", "Acme's R&D"),
    ("Acme &amp;amp; Sons", "Acme & Sons"),
    ('Acme Inc. &lt;A HREF="http://a.example/?q=AC.N"&gt;AC.N&lt;/A&gt; rose', "Acme Inc. rose"),
    ("Acme <b>rose</b><br>Zeta fell", "Acme rose Zeta fell"),
    ("a gift of \\$43.5 million", "a gift of $43.5 million"),
    ("the firm\\that fell", "the firm that fell"),
    ("they say _“we **did** it,”_ and left", 'they say "we did it," and left'),
    ("it was *very* sure", "it was very sure"),
    ("see [the notice](https://example.org/a) today", "see the notice today"),
    ("## Heading\ntext", "Heading\ntext"),
    ("Acme (NASDAQ: ACME) bought Zeta (HKEX: 0123; ADR: ZTA) and Iota (IO.N).", "Acme bought Zeta and Iota."),
    # lost spaces
    ("Acme Co. Ltd.signed a deal", "Acme Co. Ltd. signed a deal"),
    ("down in the valley.This is new", "down in the valley. This is new"),
    ("in Fire Valley.This is new", "in Fire Valley. This is new"),
    ("at work.IBM left", "at work. IBM left"),
    ("up 5%.The rest", "up 5%. The rest"),
    ("up 5%.A rise", "up 5%. A rise"),
    ("the bank (of the city)The rest", "the bank (of the city) The rest"),
    ('"We did."The rest', '"We did." The rest'),
    ("“We did,”she said", '"We did," she said'),
    ("She said,“We did”", 'She said, "We did"'),
    ("Acme Co.,Ltd and Zeta,too", "Acme Co., Ltd and Zeta, too"),
    ("Acme(China) rose 5million", "Acme (China) rose 5 million"),
    ("Spółka rośnie.Łódź też", "Spółka rośnie. Łódź też"),
    ("ZetaTechnology Co. of the Zeta family", "Zeta Technology Co. of the Zeta family"),
]


@pytest.mark.parametrize(("original", "expected"), REPAIRS)
def test_repairs(original: str, expected: str) -> None:
    assert repair(original).text == expected


CLEAN = [
    "JD.com and cctime.com are sites, as are Booking.Com and Character.AI.",
    "The U.S. grew 3.5% to $1,200.50, e.g. in the A.I. field at 5 p.m. today.",
    "Read https://example.org/News.Today?x=The.Day or write to Ann.Lee@Example.org, (see p. 5).",
    "OpenAI, DeepMind, YouTube and BlackRock met at DeepOcean Inc.",
    "You can say Deep and Black and Open on their own.",
    "a snake_case name, f(x), name(s), 2 * 3 * 4 and R&D; AT&T too",
    '"Yes," she said. "No!" they said.',
    "",
]


@pytest.mark.parametrize("text", CLEAN)
def test_leaves_clean_text_as_it_is(text: str) -> None:
    assert repair(text) == Repaired(text, tuple(range(len(text))), tuple(range(1, len(text) + 1)))


def test_words_come_apart_only_if_the_document_knows_them() -> None:
    assert repair("ZetaTechnology rose", {}).text == "ZetaTechnology rose"
    assert repair("ZetaTechnology rose", {"Zeta": 1}).text == "Zeta Technology rose"
    assert repair("ZetaOmega rose", {"Zeta": 1}).text == "ZetaOmega rose"
    assert repair("ZetaOmega rose", {"Zeta": 1, "Omega": 1}).text == "Zeta Omega rose"


def test_what_is_always_written_as_one_word_stays_one() -> None:
    text = "ZetaOmega rose. ZetaOmega is to be called Zeta AG, and its unit Omega LLC."
    assert repair(text).text == text
    assert repair("Zeta Omega fell. ZetaOmega and ZetaOmega rose.").text.count("Zeta Omega") == 3


def test_points_back_to_the_original() -> None:
    original = "He said “Acme &amp; Sons Ltd.signed.”"
    repaired = repair(original)
    start = repaired.text.index("Acme & Sons")
    assert slice_of(original, repaired, start, start + len("Acme & Sons Ltd.")) == "Acme &amp; Sons Ltd."
    start = repaired.text.index("signed")
    assert slice_of(original, repaired, start, start + len("signed")) == "signed"
    gap = repaired.text.index(" signed")
    assert slice_of(original, repaired, gap, gap + 1) == ""


@pytest.mark.parametrize("span", [(-1, 2), (3, 2), (0, 6)])
def test_refuses_spans_outside_the_text(span: tuple[int, int]) -> None:
    with pytest.raises(IndexError):
        repair("Acme!").original(*span)


def slice_of(original: str, repaired: Repaired, start: int, end: int) -> str:
    first, last = repaired.original(start, end)
    return original[first:last]


PIECES = """Acme Zeta ZetaAcme ŁódźAcme said Ltd. Inc.The signed.This “we” it’s ,” ” “ . , ! ( )
(AC.N) (NASDAQ: AC) #39;s &amp; &#8217; &lt;b&gt; <br> ** _ * \\$4 \\ 5million http://a.b/C.De U.S. 3.5"""
pieces = st.sampled_from([*PIECES.split(), "\u00ad", "\u00a0", "\n"])
noisy = st.lists(st.one_of(pieces, st.text(max_size=3)), max_size=25).flatmap(
    lambda parts: st.sampled_from(["", " "]).map(lambda gap: gap.join(parts))
)
plain_words = st.lists(st.from_regex(r"[a-z]{1,9}|[A-Z][a-z]{1,9}|\d{1,4}", fullmatch=True), max_size=30)


@given(noisy)
def test_alignment_is_total_and_monotone(original: str) -> None:
    repaired = repair(original)
    assert len(repaired.starts) == len(repaired.ends) == len(repaired.text)
    assert list(repaired.starts) == sorted(repaired.starts)
    assert list(repaired.ends) == sorted(repaired.ends)
    for start, end in zip(repaired.starts, repaired.ends, strict=True):
        assert 0 <= start <= end <= len(original)


@given(noisy)
def test_letters_and_digits_point_to_themselves(original: str) -> None:
    repaired = repair(original)
    for i, character in enumerate(repaired.text):
        if character.isalnum() and repaired.ends[i] - repaired.starts[i] == 1:
            assert original[repaired.starts[i]] == character


@given(plain_words)
def test_plain_sentences_stay(words: list[str]) -> None:
    text = " ".join(words) + "."
    assert repair(text).text == text


@given(noisy)
def test_is_the_same_every_time(original: str) -> None:
    assert repair(original) == repair(original)


def test_addresses_are_seen() -> None:
    found = [match[0] for match in PROTECTED.finditer("at JD.com or www.a.pl/X.Y now")]
    assert found == ["JD.com", "www.a.pl/X.Y"]
