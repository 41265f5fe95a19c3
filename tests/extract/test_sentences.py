"""Where sentences begin: a table of news prose, and what holds for any words."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.frame_files import grammar
from kg.extract.sentences import LONGEST, broken_up, sentence_starts

ABBREVIATIONS = {language: grammar(language).words.abbreviations for language in ("en", "pl")}

# One string a row: tokens are apart by a space; ``~`` says that no white space was between the two tokens;
# ``|`` stands before each sentence but the first.
ENGLISH = [
    # plain prose
    "Acme invested ~. | Globex did not ~.",
    "Will Acme invest ~? | It will ~!",
    "Acme waits ~… | Globex acts ~.",
    "Acme waits ~... | Globex acts ~.",
    "Did it ~?! | Yes ~.",
    "It grew 3.5 percent ~. | 2024 was better ~.",
    "Sales grew ~. | $5 million went to Globex ~.",
    "the deal closed ~. it was small ~.",
    # abbreviations
    "Acme Inc. bought Globex ~.",
    "Acme Corp. bought Globex Ltd. in May ~.",
    "Acme Inc ~. Chairman Smith spoke ~.",
    "Mr. Smith met Dr. Jones ~. | Both agreed ~.",
    "Mr ~. Smith spoke ~.",
    "Prof ~. Jones agreed ~.",
    "The U.S. Government bought chips ~.",
    "St. Louis is far ~.",
    "On Sept. 5 Acme signed ~.",
    "Rivals , e.g. Globex , lost ~.",
    "Acme vs. Globex went to court ~.",
    # initials
    "J ~. Smith runs Acme ~.",
    "George W ~. Bush spoke ~. | He left ~.",
    # quotation marks
    '" ~It works ~. ~" | Acme agreed ~.',
    '" ~It works ~, ~" Smith said ~. | " ~We agree ~. ~"',
    'Smith spoke ~. | " ~We agree ~, ~" he said ~.',
    "Smith spoke ~. | “ ~We agree ~, ~” he said ~.",
    "“ ~We agree ~. ~” | Acme left ~.",
    "‘ ~We agree ~. ~’ | Acme left ~.",
    '" ~Will it work ~? ~" | Nobody knows ~.',
    '" ~Will it work ~? ~" asked Smith ~.',
    # brackets and dashes
    "Acme won ( ~see below ~. ~) | Globex lost ~.",
    "Acme won ~. | ( ~Globex lost ~. ~)",
    "Acme won ~. | - Globex lost ~.",
    "Acme won ~. | — Globex lost ~.",
    # a word that kept its full stop
    "Acme invested. | Globex did not ~.",
    "Acme bought Globex.com for cash ~.",
    # headlines have no full stop
    "Acme Buys Globex",
    "Acme Buys Globex : What Happens Next ~? | Nobody Knows",
]
POLISH = [
    "Acme przejęła Globex ~. | Cena nie jest znana ~.",
    "Firma ma m.in. Globex i Initech ~.",
    "Firma ma m.in. Sieć i Bank ~. | To dużo ~.",
    "Firmy , np. Globex , zyskały ~.",
    "Acme Sp. z o.o. kupiła Globex ~.",
    "W 2020 r. Acme kupiła Globex ~.",
    "Zapłaciła pieniądze ~. | Globex to startup ~.",
    "Zapłaciła ok. 5 mln zł ~.",
    "Rozmawiał z prof. Nowakiem ~. | Zgodzili się ~.",
    "„ ~To działa ~. ~” | Acme potwierdza ~.",
    "Acme milczy ~. | „ ~Nie komentujemy ~” – mówi prezes ~.",
    "– Działa ~! | – Tak ~.",
    "Siedziba jest przy ul. Długiej ~.",
    "Świetny wynik ~. | Łódź czeka ~.",
]

CASES = [("en", row) for row in ENGLISH] + [("pl", row) for row in POLISH]


def written(row: str) -> tuple[list[str], list[bool], list[bool]]:
    """Words, whether white space follows each, and whether a sentence begins there."""
    words: list[str] = []
    spaces: list[bool] = []
    starts: list[bool] = []
    begins = True
    for piece in row.split():
        if piece == "|":
            begins = True
            continue
        if piece.startswith("~") and spaces:
            spaces[-1] = False
        word = piece.strip("~")
        words.append(word)
        spaces.append(True)
        starts.append(begins)
        begins = False
    return words, spaces, starts


@pytest.mark.parametrize(("language", "row"), CASES, ids=[row for _, row in CASES])
def test_where_sentences_begin(language: str, row: str) -> None:
    words, spaces, starts = written(row)
    found = sentence_starts(words, spaces, ABBREVIATIONS[language])
    assert [w for w, s in zip(words, found, strict=True) if s] == [
        w for w, s in zip(words, starts, strict=True) if s
    ]
    assert found == starts


def test_no_words_have_no_sentences() -> None:
    assert sentence_starts([], [], frozenset()) == []


WORDS = st.sampled_from(
    ["Acme", "said", ".", "!", "?", '"', "(", ")", "Inc", "Inc.", "5", "$", "J", "–", "a.b.", " "]
)


@given(st.lists(st.tuples(WORDS, st.booleans()), min_size=1, max_size=30))
def test_any_words_have_a_first_sentence_and_no_empty_ones(pairs: list[tuple[str, bool]]) -> None:
    words, spaces = [word for word, _ in pairs], [space for _, space in pairs]
    starts = sentence_starts(words, spaces, ABBREVIATIONS["en"])
    assert len(starts) == len(words)
    assert starts[0]


@given(st.lists(st.sampled_from(["acme", "said", "inc.", "e.g.", ",", "-"]), min_size=1, max_size=30))
def test_words_without_an_end_are_one_sentence(words: list[str]) -> None:
    assert sum(sentence_starts(words, [True] * len(words), ABBREVIATIONS["en"])) == 1


# what follows a hundred and fifty words, and the word before which it is broken up; "" for nowhere in it
LONG = [
    ("x ; y and z , end", "y"),
    ("x ; y ; z", "z"),
    ("x and y , z", "and"),
    ("x , y and z or w", "or"),
    ("x , y , z", "z"),
    ("x y z", ""),
]


@pytest.mark.parametrize(("words", "at"), LONG)
def test_a_sentence_without_an_end_is_broken_up_where_it_hurts_least(words: str, at: str) -> None:
    text = ["word"] * 150 + words.split() + ["word"] * 150
    starts = [True] + [False] * (len(text) - 1)
    found = [i for i, begins in enumerate(broken_up(text, starts, {"and", "or"})) if begins]
    assert [text[i] for i in found] == ["word", at or "word"]
    assert at or found == [0, LONGEST]


@given(
    st.lists(st.tuples(st.sampled_from(["word", ";", ",", "and"]), st.booleans()), min_size=1, max_size=900)
)
def test_no_sentence_is_longer_than_the_longest(pairs: list[tuple[str, bool]]) -> None:
    words, starts = [word for word, _ in pairs], [True, *(begins for _, begins in pairs[1:])]
    starts = [begins and i % 250 == 0 for i, begins in enumerate(starts)]
    broken = broken_up(words, starts, {"and"})
    assert all(after for before, after in zip(starts, broken, strict=True) if before)
    first = [i for i, begins in enumerate(broken) if begins] + [len(words)]
    assert max(after - before for before, after in pairwise(first)) <= LONGEST
