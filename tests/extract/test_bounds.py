"""What extraction costs does not outgrow its text, whatever is written in it.

The cost is the number of lines of this package that run, which is the same on every machine.
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import kg
from kg.extract import Extractor
from kg.model import Document, Passage

PACKAGE = str(Path(kg.__file__).parent)
LONG, SHORT = 1000, 200
"""Words of one sentence."""
GROWTH = 2
"""How much more a word of the long sentence may cost than one of the short sentence: what is broken up has
sentences before it, in which pronouns may mean something."""

# pieces of sentences that do not end
PIECES = {
    "clauses": ("en", "and Microsoft plans to invest $10 billion in the startup OpenAI, which joined Intel"),
    "names": ("en", "Microsoft, OpenAI, Mistral and"),
    "new names": ("en", "Acme Globex"),
    "phrases": ("en", "of the owner of the investor"),
    "verbs": ("en", "invested"),
    "pronouns": ("en", "the company said it"),
    "titles": ("en", "CEO and chairman of"),
    "sums": ("en", "$5 million to $6 million in 2020,"),
    "dates": ("en", "on May 5, 2020,"),
    "quotation marks": ("en", '"Acme Works"'),
    "brackets": ("en", "(Acme)"),
    "hyphens": ("en", "Boston-based start-up co-founded"),
    "Polish clauses": ("pl", "i Orlen inwestuje 5 mln zł w firmę Allegro, która współpracuje z CD Projektem"),
    "Polish names": ("pl", "Orlenowi, Allegro i CD Projektem oraz"),
}  # fmt: skip


def cost(extractor: Extractor, document: Document) -> int:
    """How many lines of the package run to extract ``document``."""
    lines = 0

    def count(frame: FrameType, event: str, _: object) -> Any:
        nonlocal lines
        lines += event == "line"
        return count

    def enter(frame: FrameType, event: str, _: object) -> Any:
        return count if frame.f_code.co_filename.startswith(PACKAGE) else None

    tracer = sys.gettrace()
    sys.settrace(enter)
    try:
        extractor.extract(document)
    finally:
        sys.settrace(tracer)
    return lines


def sentence(piece: str, words: int, language: str) -> Document:
    text = " ".join([piece] * (words // len(piece.split()))) + "."
    return Document("long", text, (Passage(0, len(text)),), language)


@pytest.mark.parametrize("name", PIECES)
def test_a_word_of_a_long_sentence_costs_no_more_than_one_of_a_short_one(
    extractor: Extractor, name: str
) -> None:
    language, piece = PIECES[name]
    extractor.extract(sentence(piece, SHORT, language))  # what is read once is read by now
    short, long = (cost(extractor, sentence(piece, words, language)) for words in (SHORT, LONG))
    assert long / LONG <= GROWTH * short / SHORT
